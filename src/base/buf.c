#include "base/buf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_room(sb_buf *buf, size_t more)
{
    size_t need = buf->n + more + 1;
    if (need <= buf->room)
        return;
    size_t room = buf->room ? buf->room : 256;
    while (room < need)
        room *= 2;
    char *at = realloc(buf->at, room);
    if (!at)
        abort(); /* as in arena.c */
    buf->at = at;
    buf->room = room;
}

void sb_buf_free(sb_buf *buf)
{
    free(buf->at);
    *buf = (sb_buf){0};
}

void sb_buf_clear(sb_buf *buf)
{
    buf->n = 0;
    if (buf->at)
        buf->at[0] = '\0';
}

void sb_buf_add(sb_buf *buf, const void *bytes, size_t n)
{
    make_room(buf, n);
    if (n)
        memcpy(buf->at + buf->n, bytes, n);
    buf->n += n;
    buf->at[buf->n] = '\0';
}

void sb_buf_text(sb_buf *buf, const char *text) { sb_buf_add(buf, text, strlen(text)); }

void sb_buf_char(sb_buf *buf, char c) { sb_buf_add(buf, &c, 1); }

void sb_buf_printf(sb_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n > 0) {
        make_room(buf, (size_t)n);
        vsnprintf(buf->at + buf->n, (size_t)n + 1, format, args);
        buf->n += (size_t)n;
    }
    va_end(args);
}

bool sb_buf_number(sb_buf *buf, double value, int decimals)
{
    static const long long scales[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    bool good = isfinite(value) && fabs(value) < 1e12;
    long long scaled = llround((good ? value : 0) * (double)scales[decimals]);
    bool negative = scaled < 0;
    if (negative)
        scaled = -scaled;
    long long whole = scaled / scales[decimals], fraction = scaled % scales[decimals];
    char digits[32], *end = digits + sizeof digits, *p = end;
    if (fraction) {
        int k = decimals;
        for (; fraction % 10 == 0; k--)
            fraction /= 10;
        for (; k > 0; k--, fraction /= 10)
            *--p = (char)('0' + fraction % 10);
        *--p = '.';
    }
    do
        *--p = (char)('0' + whole % 10);
    while ((whole /= 10) > 0);
    if (negative)
        *--p = '-';
    sb_buf_add(buf, p, (size_t)(end - p));
    return good;
}

void sb_buf_shortest(sb_buf *buf, double value)
{
    char digits[32];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (strtod(digits, NULL) == value)
            break;
    }
    char *comma = strchr(digits, ','); /* by the machine's locale */
    if (comma)
        *comma = '.';
    sb_buf_text(buf, digits);
}

void sb_buf_json(sb_buf *buf, const char *text)
{
    sb_buf_char(buf, '"');
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p == '"' || *p == '\\')
            sb_buf_printf(buf, "\\%c", *p);
        else if (*p == '\n')
            sb_buf_text(buf, "\\n");
        else if (*p < 0x20)
            sb_buf_printf(buf, "\\u%04x", *p);
        else
            sb_buf_char(buf, (char)*p);
    }
    sb_buf_char(buf, '"');
}
