#include "inspect/scan.h"

#include <string.h>

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c) { return c && strchr("()<>[]{}/%", c); }

static bool is_regular(const sb_scan *s)
{
    return s->at < s->end && !is_white(*s->at) && !is_delimiter(*s->at);
}

static void skip_line(sb_scan *s)
{
    while (s->at < s->end && *s->at != '\n' && *s->at != '\r')
        s->at++;
}

static void skip_string(sb_scan *s)
{
    int depth = 0;
    do {
        if (*s->at == '\\' && s->at + 1 < s->end)
            s->at++;
        else
            depth += *s->at == '(' ? 1 : *s->at == ')' ? -1 : 0;
        s->at++;
    } while (s->at < s->end && depth > 0);
}

static void skip_hex(sb_scan *s)
{
    while (s->at < s->end && *s->at++ != '>')
        ;
}

static void read_name(sb_scan *s, sb_operation *o)
{
    const char *from = ++s->at;
    while (is_regular(s))
        s->at++;
    size_t n = (size_t)(s->at - from);
    n = n < SB_NAME_ROOM ? n : SB_NAME_ROOM - 1;
    memcpy(o->last, from, n);
    o->last[n] = '\0';
    if (!o->n_names++)
        memcpy(o->first, o->last, n + 1);
    o->has_mcid |= o->has_dict && strcmp(o->last, "MCID") == 0;
}

/* A number as PDF writes it (7.3.3): no exponent, in every locale the same. */
static bool read_number(const char *from, const char *end, double *out)
{
    double value = 0, scale = 1;
    bool is_negative = from < end && *from == '-', has_digit = false, has_point = false;
    if (from < end && (*from == '-' || *from == '+'))
        from++;
    for (; from < end; from++) {
        if (*from == '.' && !has_point) {
            has_point = true;
        } else if (*from >= '0' && *from <= '9') {
            value = value * 10 + (*from - '0');
            scale *= has_point ? 10 : 1;
            has_digit = true;
        } else {
            return false;
        }
    }
    *out = (is_negative ? -value : value) / scale;
    return has_digit;
}

static void add_number(sb_operation *o, double number)
{
    if (o->n == SB_OPERANDS)
        memmove(o->numbers, o->numbers + 1, sizeof o->numbers[0] * (size_t)--o->n);
    o->numbers[o->n++] = number;
}

/* Past the bytes of an inline image: EI between blanks. */
static void skip_image(sb_scan *s)
{
    for (; s->at + 2 < s->end; s->at++)
        if (is_white(s->at[0]) && s->at[1] == 'E' && s->at[2] == 'I' &&
            (s->at + 3 == s->end || is_white(s->at[3]))) {
            s->at += 3;
            return;
        }
    s->at = s->end;
}

/* An operator or a number; true if it was an operator. */
static bool read_word(sb_scan *s, sb_operation *o)
{
    const char *from = s->at++;
    double number;
    while (is_regular(s))
        s->at++;
    size_t n = (size_t)(s->at - from);
    if (read_number(from, s->at, &number)) {
        add_number(o, number);
        return false;
    }
    if ((n == 4 && !memcmp(from, "true", 4)) || (n == 5 && !memcmp(from, "false", 5)) ||
        (n == 4 && !memcmp(from, "null", 4)))
        return false;
    n = n < sizeof o->operator? n : sizeof o->operator- 1;
    memcpy(o->operator, from, n);
    o->operator[n] = '\0';
    if (strcmp(o->operator, "BI") == 0) {
        skip_image(s);
        memcpy(o->operator, "EI", 3);
    }
    return true;
}

bool sb_scan_next(sb_scan *s, sb_operation *o)
{
    o->n = o->n_names = 0;
    o->has_dict = o->has_mcid = false;
    while (s->at < s->end) {
        char c = *s->at;
        if (is_white(c) || c == '[' || c == ']' || c == '{' || c == '}' || c == ')')
            s->at++;
        else if (c == '%')
            skip_line(s);
        else if (c == '(')
            skip_string(s);
        else if (c == '/')
            read_name(s, o);
        else if ((c == '<' || c == '>') && s->at + 1 < s->end && s->at[1] == c)
            o->has_dict = true, s->at += 2;
        else if (c == '<')
            skip_hex(s);
        else if (c == '>')
            s->at++;
        else if (read_word(s, o))
            return true;
    }
    return false;
}
