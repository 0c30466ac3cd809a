/* alt: alternative texts of maps, made from what is printed: a value that is withheld is said
 * to be, in the words of the legend, and is never told apart from one that is unknown. */
#ifndef SB_FIGURE_ALT_H
#define SB_FIGURE_ALT_H

#include "figure/map_base.h"

/* What the map shows, its range, and each class with its areas. */
const char *sb_alt_map(const sb_figure_env *env, sb_map_view view, const sb_classes *classes,
                       sb_arena *arena);
/* One area's value, class and rank. */
const char *sb_alt_map_area(const sb_figure_env *env, sb_map_view view,
                            const sb_classes *classes, int area, sb_arena *arena);
/* A locator: where the page's area lies. */
const char *sb_alt_locator(const sb_figure_env *env, sb_arena *arena);

#endif
