/* map_credit: what a map owes its reader: where its numbers, borders and layers come from, of
 * what day they are, and under which licence.
 *
 * Each is declared once, where the data is: by tables and indicators, levels and layers.
 */
#ifndef SB_FIGURE_MAP_CREDIT_H
#define SB_FIGURE_MAP_CREDIT_H

#include "figure/figure.h"

/* The line under a map: `words` of the layout, and behind them what is declared and neither
 * they nor the head of the figure say: the sources if there are no words, dates, the base map,
 * licences.  words, head: filled in; may be NULL.  In env->arena. */
const char *sb_map_credit(const sb_figure_env *env, const sb_spec_map *map, const char *words,
                          const char *head);
/* Do the borders of both levels come from the same place, of the same day? */
bool sb_map_has_ground_of(const sb_facts *facts, int level, int other);

/* Errors for what is nowhere declared, where it belongs.  words: the block's own `source:`. */
void sb_map_check_credit(const sb_facts *facts, const sb_spec_map *map, int level,
                         const char *words, sb_diag *diag);

#endif
