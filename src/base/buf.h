/* buf: bytes that grow, for output.  Numbers are written the same in every locale. */
#ifndef SB_BASE_BUF_H
#define SB_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct sb_buf {
    char *at; /* n bytes and a NUL behind them; NULL while nothing was added */
    size_t n, room;
} sb_buf;

void sb_buf_free(sb_buf *buf); /* frees the bytes; the buffer can be used again */
void sb_buf_clear(sb_buf *buf);
void sb_buf_add(sb_buf *buf, const void *bytes, size_t n);
void sb_buf_text(sb_buf *buf, const char *text);
void sb_buf_char(sb_buf *buf, char c);
void sb_buf_printf(sb_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* At most `decimals` (0..6) digits behind a point, none that are 0, never an exponent, never
 * "-0".  |value| < 1e12 and finite; anything else is written as 0 and returns false. */
bool sb_buf_number(sb_buf *buf, double value, int decimals);
/* The shortest decimal that reads back as the same number; `value` is finite. */
void sb_buf_shortest(sb_buf *buf, double value);
/* The text as a JSON string with its quotes. */
void sb_buf_json(sb_buf *buf, const char *text);

#endif
