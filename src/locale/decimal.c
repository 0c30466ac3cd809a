#include "locale/decimal.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Drop zeros at the end; zero itself is neither long nor negative. */
static void trim(sb_decimal_number *d)
{
    while (d->n > 0 && d->digits[d->n - 1] == '0')
        d->n--;
    d->digits[d->n] = '\0';
    if (d->n == 0)
        *d = (sb_decimal_number){0};
}

/* So many digits and powers of ten are doubles exactly, so that one product or quotient of both
 * is rounded right (Clinger 1990, PLDI, 92-101). */
enum { EXACT_DIGITS = 15, EXACT_POWER = 22 };

static double exactly(const sb_decimal_number *d, int exponent)
{
    double digits = 0, power = 1;
    for (int i = 0; i < d->n; i++)
        digits = 10 * digits + (d->digits[i] - '0');
    for (int i = 0; i < abs(exponent); i++)
        power *= 10;
    double number = exponent < 0 ? digits / power : digits * power;
    return d->is_negative ? -number : number;
}

/* Without a point in it, so that it means the same in every LC_NUMERIC. */
double sb_decimal_double(const sb_decimal_number *d)
{
    if (d->n == 0)
        return 0;
    if (d->n <= EXACT_DIGITS && abs(d->point - d->n) <= EXACT_POWER)
        return exactly(d, d->point - d->n);
    char text[SB_DECIMAL_ROOM + 16];
    snprintf(text, sizeof text, "%s%se%d", d->is_negative ? "-" : "", d->digits,
             d->point - d->n);
    return strtod(text, NULL);
}

/* "%e" to so many significant digits, without the locale's point. */
static sb_decimal_number written(double number, int significant)
{
    sb_decimal_number d = {.is_negative = signbit(number) != 0};
    char text[48];
    snprintf(text, sizeof text, "%.*e", significant - 1, fabs(number));
    const char *p = text;
    for (; *p != 'e'; p++)
        if (*p >= '0' && *p <= '9')
            d.digits[d.n++] = *p;
    d.point = (int)strtol(p + 1, NULL, 10) + 1;
    trim(&d);
    return d;
}

/* A whole number that a double holds exactly is its own shortest decimal. */
static sb_decimal_number whole(double number)
{
    sb_decimal_number d = {.is_negative = number < 0};
    char digits[24];
    int n = 0;
    for (long long rest = (long long)fabs(number); rest > 0; rest /= 10)
        digits[n++] = (char)('0' + rest % 10);
    d.point = n;
    while (n)
        d.digits[d.n++] = digits[--n];
    trim(&d);
    return d;
}

sb_decimal_number sb_decimal_of(double number)
{
    static const double most_digits = 1e15; /* below it 15 digits tell all doubles apart */
    assert(isfinite(number));
    if (number == 0)
        return (sb_decimal_number){0};
    if (fabs(number) < most_digits && number == trunc(number))
        return whole(number);
    sb_decimal_number d;
    for (int significant = 15; significant <= SB_DECIMAL_ROOM; significant++) {
        d = written(number, significant);
        if (sb_decimal_double(&d) == number)
            break;
    }
    return d;
}

/* Cut towards zero and, if asked, step one unit of the last place away from it. */
static void keep(sb_decimal_number *d, int places, bool step)
{
    int kept = d->point + places;
    if (kept >= d->n)
        return;
    if (kept < 0)
        kept = 0;
    memset(d->digits + kept, 0, sizeof d->digits - (size_t)kept);
    d->n = kept;
    if (step) {
        int i = kept - 1;
        while (i >= 0 && d->digits[i] == '9')
            d->digits[i--] = '0';
        if (i >= 0) {
            d->digits[i]++;
        } else { /* 9.99 becomes 10; 0.004 becomes one unit of the last place */
            d->digits[0] = '1';
            d->point = kept ? d->point + 1 : 1 - places;
            d->n = 1;
        }
    }
    trim(d);
}

void sb_decimal_round(sb_decimal_number *d, int places)
{
    int kept = d->point + places;
    keep(d, places, kept >= 0 && kept < d->n && d->digits[kept] >= '5');
}

/* Up to here whole numbers times ten are exact, and so is all arithmetic below. */
static const double MOST_UNITS = 1e14;
/* The product is off by half a unit of its last place, the shortest decimal by as much. */
static const double OFF = 4 * DBL_EPSILON;

sb_decimal_number sb_decimal_rounded(double number, int places)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    assert(places >= 0 && places < (int)(sizeof powers / sizeof *powers));
    double units = fabs(number) * powers[places], whole = floor(units), rest = units - whole;
    if (!(units < MOST_UNITS) || fabs(rest - 0.5) <= OFF * (units + 1)) {
        sb_decimal_number d = sb_decimal_of(number);
        sb_decimal_round(&d, places);
        return d;
    }
    uint64_t left = (uint64_t)whole + (rest > 0.5);
    sb_decimal_number d = {.is_negative = signbit(number) != 0};
    for (uint64_t u = left; u; u /= 10)
        d.n++;
    d.point = d.n - places;
    for (int i = d.n; i-- > 0; left /= 10)
        d.digits[i] = (char)('0' + left % 10);
    trim(&d);
    return d;
}

void sb_decimal_floor(sb_decimal_number *d, int places) { keep(d, places, d->is_negative); }
