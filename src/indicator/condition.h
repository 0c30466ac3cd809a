/* condition: whether a block or a page is wanted for an area.
 *
 *     condition = side ("<" | "<=" | ">" | ">=" | "=") side | ["not"] name
 *     side      = number | [level "."] name
 *
 * A name alone: there is a number to print, or for a set of texts (`texts:`) there is one. What
 * is withheld or not known is neither more nor less than anything, so that no comparison tells
 * of it; where there is nothing the number is 0.
 */
#ifndef SB_INDICATOR_CONDITION_H
#define SB_INDICATOR_CONDITION_H

#include "indicator/fill.h"

/* True for NULL.  Errors inside `text` at `at` (nearest names suggested); then true. */
bool sb_condition_holds(const sb_facts *facts, const char *text, sb_scope scope, sb_span at,
                        sb_arena *arena, sb_diag *diag);

#endif
