/* hyphen: where words may be parted.
 *
 * In: a word in UTF-8 and the pattern files of libhyphen.  Out: places to part it.
 */
#ifndef SB_TEXT_HYPHEN_H
#define SB_TEXT_HYPHEN_H

#include "base/base.h"

typedef struct sb_hyphens sb_hyphens;

/* Patterns are read from the data folder when the first word is asked for.  NULL with one error
 * if they are not there; a language that has none never parts a word. */
sb_hyphens *sb_hyphens_new(const char *data_dir, const char *language, sb_arena *arena,
                           sb_diag *diag);
enum { SB_WORD_MAX = 100 }; /* letters; longer words are not parted */
/* Where a word of n bytes, letters only, may be parted: before[i] for the byte i at which a
 * second part would begin, at least 3 letters from both ends.  `before`: n entries.  False if
 * nowhere. */
bool sb_hyphens_find(sb_hyphens *hyphens, const char *word, int n, bool *before);

#endif
