/* explain_whole: lines about what is computed over several areas.
 *
 * Private to explain.c.  Only values that are printed are told, and what a reader could compute
 * of them.
 */
#ifndef SB_INDICATOR_EXPLAIN_WHOLE_H
#define SB_INDICATOR_EXPLAIN_WHOLE_H

#include "indicator/columns.h"

/* An index, classes, a matrix, clusters, an allocation; nothing for other columns. */
void sb_explain_whole(const sb_facts *facts, const sb_locale *locale, const sb_column *column,
                      sb_place place, int period, int depth, sb_buf *out);
/* Ranks, quartiles, scores, and functions over the areas inside; nothing for other formulas. */
void sb_explain_across(const sb_facts *facts, const sb_formula *formula, sb_place place,
                       int period, int depth, sb_buf *out);

#endif
