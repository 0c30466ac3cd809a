/* pdf_pack: bytes deflated, one packer a thread.  The only user of libdeflate. */
#ifndef SB_BACKEND_PDF_PACK_H
#define SB_BACKEND_PDF_PACK_H

#include "base/base.h"

typedef struct sb_packer sb_packer;

/* `is_plain`: copy instead.  Caller owns; sb_packer_free(). */
sb_packer *sb_packer_new(bool is_plain);
void sb_packer_free(sb_packer *packer);
/* Append the bytes to `out` as zlib's format has them; they may be NULL if n is 0. */
void sb_packer_pack(sb_packer *packer, const void *bytes, size_t n, sb_buf *out);

#endif
