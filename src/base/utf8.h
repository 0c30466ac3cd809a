/* utf8: characters in UTF-8.  Text from outside is made valid once, where it comes in. */
#ifndef SB_BASE_UTF8_H
#define SB_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at *p, which moves on; 0 at the end; U+FFFD (one byte on) where the bytes are
 * no UTF-8 (RFC 3629). */
uint32_t sb_utf8_next(const char **p);
/* Bytes of `c` into out (1..4, no NUL). */
int sb_utf8_put(uint32_t c, char out[4]);
bool sb_utf8_is_valid(const char *text, size_t n);
size_t sb_utf8_count(const char *text);

#endif
