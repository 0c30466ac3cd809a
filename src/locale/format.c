#include "locale/decimal.h"
#include "locale/locale.h"

#include <string.h>

/* Longer numbers are written with an exponent: no table has room for them. */
enum { LONGEST_WHOLE = 18, MOST_DIGITS = 9 };

static const char minus[] = "\u2212", narrow_blank[] = "\u202f";

static int places_of(int digits)
{
    return digits < 0 ? 0 : digits > MOST_DIGITS ? MOST_DIGITS : digits;
}

double sb_round(double number, int digits)
{
    sb_decimal_number d = sb_decimal_rounded(number, places_of(digits));
    return sb_decimal_double(&d);
}

double sb_cut(double number, int digits)
{
    sb_decimal_number d = sb_decimal_of(number);
    sb_decimal_floor(&d, places_of(digits));
    return sb_decimal_double(&d);
}

/* Text in a buffer of SB_FORMAT_ROOM; what has no room ends at a whole character. */
typedef struct writer {
    char *out;
    size_t n;
} writer;

static void put(writer *w, const char *text)
{
    for (const char *next = text; *next; text = next) {
        sb_utf8_next(&next);
        size_t bytes = (size_t)(next - text);
        if (w->n + bytes >= SB_FORMAT_ROOM)
            break;
        memcpy(w->out + w->n, text, bytes);
        w->n += bytes;
    }
    w->out[w->n] = '\0';
}

static void put_digit(writer *w, const sb_decimal_number *d, int i)
{
    put(w, (char[]){i >= 0 && i < d->n ? d->digits[i] : '0', '\0'});
}

static const char *group_mark(const sb_locale *locale, int whole, unsigned flags)
{
    if (flags & SB_PLAIN)
        return "";
    if (locale->language == SB_ENGLISH)
        return ",";
    if (locale->numbers == SB_KOMMUNAL)
        return ".";
    return whole > 4 ? narrow_blank : "";
}

static void put_number(writer *w, const sb_locale *locale, sb_decimal_number d, int places,
                       unsigned flags)
{
    if (d.is_negative)
        put(w, minus);
    else if (flags & SB_SIGNED && d.n > 0)
        put(w, "+");
    int exponent = d.point > LONGEST_WHOLE ? d.point - 1 : 0;
    d.point -= exponent;
    int whole = d.point > 1 ? d.point : 1, first = d.point - whole;
    const char *mark = group_mark(locale, whole, flags);
    for (int i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            put(w, mark);
        put_digit(w, &d, first + i);
    }
    if (places > 0)
        put(w, locale->language == SB_ENGLISH ? "." : ",");
    for (int i = 0; i < places; i++)
        put_digit(w, &d, d.point + i);
    if (exponent) {
        char digits[] = {(char)('0' + exponent / 100), (char)('0' + exponent / 10 % 10),
                         (char)('0' + exponent % 10), '\0'};
        put(w, "E+");
        put(w, digits);
    }
}

void sb_format_number(const sb_locale *locale, double number, int digits, unsigned flags,
                      char out[SB_FORMAT_ROOM])
{
    writer w = {.out = out};
    sb_decimal_number d = sb_decimal_rounded(number, places_of(digits));
    put_number(&w, locale, d, places_of(digits), flags);
}

/* Whether the value stands there as digits: a signed zero does ("0,0": no change). */
static bool has_digits(sb_value value, sb_decimal_number rounded, unsigned flags)
{
    if (flags & SB_SIGNED)
        return sb_value_is_number(value);
    return value.state == SB_NUMBER && (rounded.n > 0 || !(value.number > 0));
}

static bool put_value(writer *w, const sb_locale *locale, sb_value value, int digits,
                      unsigned flags)
{
    sb_decimal_number d = {0};
    if (sb_value_is_number(value))
        d = sb_decimal_rounded(value.number, places_of(digits));
    if (!has_digits(value, d, flags)) {
        put(w, sb_sign(locale, value.state));
        return false;
    }
    put_number(w, locale, d, places_of(digits), flags);
    return true;
}

/* What stands behind a number and its unit. */
static const struct {
    uint8_t flag;
    int sign;
} marks[] = {{SB_ESTIMATED, SB_SIGN_ESTIMATED}, {SB_BY_CHANCE, SB_SIGN_CHANCE}};

static void put_marks(writer *w, const sb_locale *locale, sb_value value, unsigned flags)
{
    for (size_t i = 0; i < SB_COUNT(marks) && !(flags & SB_BARE); i++)
        if (value.flags & marks[i].flag) {
            put(w, narrow_blank);
            put(w, sb_sign(locale, marks[i].sign));
        }
}

unsigned sb_signs_in(sb_value value, int digits, unsigned flags)
{
    sb_decimal_number d = {0};
    if (sb_value_is_number(value))
        d = sb_decimal_rounded(value.number, places_of(digits));
    if (!has_digits(value, d, flags))
        return 1u << value.state;
    unsigned signs = 0;
    for (size_t i = 0; i < SB_COUNT(marks); i++)
        if (value.flags & marks[i].flag)
            signs |= 1u << marks[i].sign;
    return signs;
}

void sb_format_marks(const sb_locale *locale, sb_value value, int digits, unsigned flags,
                     char out[SB_FORMAT_ROOM])
{
    writer w = {.out = out};
    out[0] = '\0';
    unsigned signs = sb_signs_in(value, digits, flags);
    for (size_t i = 0; i < SB_COUNT(marks); i++)
        if (signs & 1u << marks[i].sign) {
            put(&w, w.n ? " " : "");
            put(&w, sb_sign(locale, marks[i].sign));
        }
}

void sb_format_value(const sb_locale *locale, sb_value value, int digits, unsigned flags,
                     char out[SB_FORMAT_ROOM])
{
    writer w = {.out = out};
    out[0] = '\0';
    if (put_value(&w, locale, value, digits, flags))
        put_marks(&w, locale, value, flags);
}

void sb_format_measure(const sb_locale *locale, sb_value value, int digits, unsigned flags,
                       const char *unit, char out[SB_FORMAT_ROOM])
{
    writer w = {.out = out};
    out[0] = '\0';
    if (!put_value(&w, locale, value, digits, flags))
        return;
    bool has_unit = unit && unit[0];
    if (has_unit && (strcmp(unit, "%") != 0 || locale->has_percent_blank))
        put(&w, narrow_blank);
    if (has_unit)
        put(&w, unit);
    put_marks(&w, locale, value, flags);
}
