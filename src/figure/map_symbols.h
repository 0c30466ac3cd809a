/* map_symbols: counts as circles whose area is their size, in the areas of a map. */
#ifndef SB_FIGURE_MAP_SYMBOLS_H
#define SB_FIGURE_MAP_SYMBOLS_H

#include "figure/map_base.h"

/* Diameter of the largest circle on a map of that width, pt. */
double sb_symbols_largest(double map_width);

/* At each area's innermost point, the largest first, so that small ones stay in sight.  Nothing
 * for values without a number and for 0 and less. */
void sb_symbols_draw(const sb_figure_env *env, sb_map_view view, const sb_arcs *arcs,
                     sb_matrix matrix, double largest, sb_display_list *list);

/* Three circles below each other with what they stand for. */
sb_size sb_symbols_key_size(const sb_figure_env *env, sb_map_view view, double largest);
void sb_symbols_key_draw(const sb_figure_env *env, sb_map_view view, double largest,
                         sb_display_list *list, sb_rect box);

#endif
