#include "indicator/term.h"

#include <stdlib.h>

static const int64_t most = INT64_C(1) << 53; /* a double holds every whole number below */

static bool is_small(int64_t n) { return n > -most && n < most; }

sb_term sb_term_fraction(int64_t above, int64_t below)
{
    return (sb_term){.above = above, .below = below, .state = SB_NUMBER};
}

sb_term sb_term_without(sb_state state)
{
    return (sb_term){.number = NAN, .state = (uint8_t)state};
}

static sb_term inexact(double number)
{
    return isfinite(number) ? (sb_term){.number = number, .state = SB_NUMBER}
                            : sb_term_without(SB_NOT_MEANINGFUL);
}

sb_term sb_term_of(sb_value value)
{
    sb_term term;
    if (!sb_value_is_number(value))
        term = sb_term_without(value.state);
    else if (fabs(value.number) < (double)most && trunc(value.number) == value.number)
        term = sb_term_fraction((int64_t)value.number, 1);
    else
        term = inexact(value.number);
    term.flags = value.flags & (uint8_t)~SB_BY_CHANCE;
    return term;
}

double sb_term_double(sb_term term)
{
    /* One division of two exact doubles: correctly rounded. */
    return term.below ? (double)term.above / (double)term.below : term.number;
}

sb_value sb_term_value(sb_term term)
{
    sb_value value = term.state == SB_NUMBER ? sb_value_number(sb_term_double(term))
                                             : sb_value_without(term.state);
    value.flags = term.flags;
    return value;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* above / below, reduced if that keeps it exact; false if it does not. */
static bool reduce(int64_t above, int64_t below, sb_term *out)
{
    if (!is_small(above) || !is_small(below)) {
        int64_t by = common_divisor(above, below);
        above /= by;
        below /= by;
    }
    *out = below < 0 ? sb_term_fraction(-above, -below) : sb_term_fraction(above, below);
    return is_small(above) && is_small(below);
}

/* What a and b come to if one of them is no number; flags of both. */
static bool is_settled(sb_term a, sb_term b, sb_term *out)
{
    static const int weight[] = {[SB_NOT_MEANINGFUL] = 1, [SB_LATER] = 2,    [SB_UNKNOWN] = 3,
                                 [SB_NOT_SHOWN] = 3,      [SB_WITHHELD] = 4, [SB_NOTHING] = 0};
    if (a.state == SB_NUMBER && b.state == SB_NUMBER)
        return false;
    *out = sb_term_without(weight[a.state] >= weight[b.state] ? a.state : b.state);
    return true;
}

static sb_term with_flags(sb_term term, sb_term a, sb_term b)
{
    term.flags = a.flags | b.flags;
    return term;
}

static sb_term sum(sb_term a, sb_term b, int64_t sign)
{
    sb_term out;
    int64_t left, right, above, below;
    if (!is_settled(a, b, &out) &&
        (!a.below || !b.below || __builtin_mul_overflow(a.above, b.below, &left) ||
         __builtin_mul_overflow(sign * b.above, a.below, &right) ||
         __builtin_add_overflow(left, right, &above) ||
         __builtin_mul_overflow(a.below, b.below, &below) || !reduce(above, below, &out)))
        out = inexact(sb_term_double(a) + (double)sign * sb_term_double(b));
    return with_flags(out, a, b);
}

sb_term sb_term_add(sb_term a, sb_term b)
{
    if (a.below && a.below == b.below) { /* sums of counts */
        sb_term out = {.above = a.above + b.above, .below = a.below, .state = SB_NUMBER};
        if (is_small(out.above))
            return with_flags(out, a, b);
    }
    return sum(a, b, 1);
}

sb_term sb_term_subtract(sb_term a, sb_term b) { return sum(a, b, -1); }

sb_term sb_term_multiply(sb_term a, sb_term b)
{
    sb_term out;
    int64_t above, below;
    if (!is_settled(a, b, &out) &&
        (!a.below || !b.below || __builtin_mul_overflow(a.above, b.above, &above) ||
         __builtin_mul_overflow(a.below, b.below, &below) || !reduce(above, below, &out)))
        out = inexact(sb_term_double(a) * sb_term_double(b));
    return with_flags(out, a, b);
}

sb_term sb_term_divide(sb_term a, sb_term b)
{
    sb_term out;
    int64_t above, below;
    if (!is_settled(a, b, &out)) {
        if (sb_term_double(b) == 0)
            out = sb_term_without(SB_NOT_MEANINGFUL);
        else if (!a.below || !b.below || __builtin_mul_overflow(a.above, b.below, &above) ||
                 __builtin_mul_overflow(a.below, b.above, &below) ||
                 !reduce(above, below, &out))
            out = inexact(sb_term_double(a) / sb_term_double(b));
    }
    return with_flags(out, a, b);
}

sb_term sb_term_percent(sb_term part, sb_term whole)
{
    return sb_term_divide(sb_term_multiply(sb_term_fraction(100, 1), part), whole);
}

sb_term sb_term_change(sb_term now, sb_term then)
{
    sb_term out;
    if (!is_settled(now, then, &out) && sb_term_double(then) <= 0)
        return sb_term_without(SB_NOT_MEANINGFUL);
    return sb_term_percent(sb_term_subtract(now, then), then);
}
