/* pdf_keys: things numbered in the order in which they are first met. */
#ifndef SB_BACKEND_PDF_KEYS_H
#define SB_BACKEND_PDF_KEYS_H

#include "base/base.h"

typedef struct sb_pdf_keys sb_pdf_keys;

sb_pdf_keys *sb_pdf_keys_new(sb_arena *arena);
/* A key is a number or an address with n bytes, which are borrowed.  Its place, 0-based; a new
 * one is put behind the others. */
int sb_pdf_keys_put(sb_pdf_keys *keys, uintptr_t head, const char *bytes, size_t n);
/* -1 if it is not there.  Safe on many threads while none puts. */
int sb_pdf_keys_at(const sb_pdf_keys *keys, uintptr_t head, const char *bytes, size_t n);
int sb_pdf_keys_count(const sb_pdf_keys *keys);

#endif
