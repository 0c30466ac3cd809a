/* encoding: the bytes of a text file as UTF-8. */
#ifndef SB_DATA_ENCODING_H
#define SB_DATA_ENCODING_H

#include "base/base.h"

/* given: what the layout says, or NULL: then a byte order mark decides (UTF-8, UTF-16), else
 * valid UTF-8 is taken for it and anything else for CP1252.  NULL with an error at `at`.
 * *found: its name.
 * `n` goes in as the number of bytes and comes out as that of the text. */
char *sb_text_as_utf8(const char *bytes, size_t *n, const char *given, sb_span at,
                      const char **found, sb_arena *arena, sb_diag *diag);

#endif
