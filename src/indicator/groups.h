/* groups: counts by the groups of a dimension, or of two, where charts show them.
 *
 * Private to `indicator`.  Each group is a column of its own, with values at the levels and
 * periods of the charts alone: what no chart shows is withheld, so that the audit has seen
 * whatever comes out.
 */
#ifndef SB_INDICATOR_GROUPS_H
#define SB_INDICATOR_GROUPS_H

#include "indicator/columns.h"

/* Find those of all charts; their columns are the next hidden ones of `formulas`. */
void sb_facts_group_charts(sb_facts *facts, sb_formulas *formulas);
/* The groups whose column it is, or NULL. */
const sb_groups *sb_groups_lookup(const sb_facts *facts, int column);

#endif
