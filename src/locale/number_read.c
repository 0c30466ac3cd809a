#include "locale/locale.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f;
}

/* A cell with every blank as ' ', none at its ends, every minus as '-', and … as three dots.
 * False: too long, or a character that no number has. */
static bool tidy(const char *cell, char out[LONGEST])
{
    size_t n = 0;
    for (uint32_t c; (c = sb_utf8_next(&cell));) {
        int times = c == 0x2026 ? 3 : is_blank(c) && n == 0 ? 0 : 1;
        if (is_blank(c))
            c = ' ';
        else if (c == 0x2212 || c == 0x2013)
            c = '-';
        else if (c == 0x2026)
            c = '.';
        if (c > 0x7e || n + 3 >= LONGEST)
            return false;
        while (times-- > 0)
            out[n++] = (char)c;
    }
    while (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return true;
}

static bool read_sign(const char *cell, sb_value *out)
{
    static const struct {
        const char *text;
        sb_state state;
    } signs[] = {
        {"", SB_UNKNOWN},         {".", SB_UNKNOWN},        {"/", SB_UNKNOWN},
        {"*", SB_UNKNOWN},        {"NA", SB_UNKNOWN},       {"k. A.", SB_UNKNOWN},
        {"k.A.", SB_UNKNOWN},     {"-", SB_NOTHING},        {"...", SB_LATER},
        {"x", SB_NOT_MEANINGFUL}, {"X", SB_NOT_MEANINGFUL},
    };
    for (size_t i = 0; i < SB_COUNT(signs); i++) {
        if (strcmp(cell, signs[i].text) != 0)
            continue;
        *out = signs[i].state == SB_NOTHING ? sb_value_number(0)
                                            : sb_value_without(signs[i].state);
        return true;
    }
    return false;
}

static size_t digits_at(const char *p) { return strspn(p, "0123456789"); }

/* The whole part: digits, or 1 to 3 and then groups of three behind `mark` or blanks, never
 * both.  Appends the digits to `out`; NULL if the groups are no groups. */
static const char *read_whole(const char *p, char mark, char *out)
{
    size_t n = digits_at(p);
    const char *start = p;
    strncat(out, p, n);
    p += n;
    char used = *p == ' ' || (mark && *p == mark) ? *p : '\0';
    if (!used || digits_at(p + 1) == 0)
        return p;
    if (n < 1 || n > 3 || *start == '0')
        return NULL;
    for (; *p == used; p += 4) {
        if (digits_at(p + 1) != 3)
            return NULL;
        strncat(out, p + 1, 3);
    }
    return p;
}

/* A tidied cell as digits and an exponent, without a point: strtod() then reads it alike in
 * every LC_NUMERIC. */
static bool read_number(const char *p, sb_number_format format, double *out)
{
    char point = format.decimal == SB_DECIMAL_COMMA ? ',' : '.';
    char mark = !format.has_groups ? '\0' : point == ',' ? '.' : ',';
    char text[LONGEST + 16] = "";
    if (*p == '-' || *p == '+') {
        text[0] = *p;
        p += 1 + strspn(p + 1, " ");
    }
    size_t sign = strlen(text);
    p = read_whole(p, mark, text);
    if (!p)
        return false;
    size_t fraction = 0;
    if (*p == point) {
        fraction = digits_at(p + 1);
        strncat(text, p + 1, fraction);
        p += 1 + fraction;
    }
    size_t n = strlen(text);
    if (n == sign)
        return false;
    long exponent = 0;
    if (*p == 'e' || *p == 'E') {
        char *end;
        exponent = strtol(p + 1, &end, 10);
        if (end == p + 1 || p[1] == ' ' || exponent < -400 || exponent > 400)
            return false;
        p = end;
    }
    p += strspn(p, " ");
    if (*p == '%')
        p++;
    if (*p)
        return false;
    snprintf(text + n, sizeof text - n, "e%ld", exponent - (long)fraction);
    *out = strtod(text, NULL);
    return isfinite(*out);
}

bool sb_number_read(const char *cell, sb_number_format format, sb_value *out)
{
    char text[LONGEST];
    double number;
    if (!tidy(cell, text))
        return false;
    if (read_sign(text, out))
        return true;
    if (!read_number(text, format, &number))
        return false;
    *out = sb_value_number(number);
    return true;
}

void sb_number_look(const char *cell, sb_number_clues *clues)
{
    sb_value comma, point;
    bool as_comma = sb_number_read(cell, (sb_number_format){SB_DECIMAL_COMMA, true}, &comma);
    bool as_point = sb_number_read(cell, (sb_number_format){SB_DECIMAL_POINT, true}, &point);
    if (as_comma == as_point) /* no mark in it, one that fits both, or no number at all */
        return;
    clues->is_decided = true;
    if (as_comma)
        clues->point_possible = false;
    else
        clues->comma_possible = false;
}
