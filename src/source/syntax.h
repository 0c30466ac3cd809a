/* syntax: what a YAML parser says, in words for a person who does not know YAML.
 *
 * In: the parser's problem with its places and the text.  Out: one error with a hint, found
 * from the problem and the line it stands in.
 */
#ifndef SB_SOURCE_SYNTAX_H
#define SB_SOURCE_SYNTAX_H

#include "base/base.h"

typedef struct sb_syntax {
    const char *problem; /* in the parser's words; may be NULL */
    sb_span at;          /* where the parser stumbled */
    sb_span began;       /* where what it was reading began; line 0: not told */
    const char *text;    /* of the whole file */
} sb_syntax;

void sb_syntax_fail(const sb_syntax *syntax, sb_arena *arena, sb_diag *diag);

#endif
