/* map_label: names or keys inside the areas of a map. */
#ifndef SB_FIGURE_MAP_LABEL_H
#define SB_FIGURE_MAP_LABEL_H

#include "figure/figure.h"
#include "figure/outline.h"

/* Set a label into an area: the first that fits of its name in one line, broken behind / or -
 * or at a blank, both again in the smallest size, and its key; only the key if `want` says so.
 * A label fits where every line's box lies inside the area shrunk by 0.9 pt; of all places it
 * takes the one far from borders and near the middle (PAGE.md 5).
 * outline: the area in pt.  ground: what it is filled with.  `keep`: arena the list lives in.
 * Returns what was drawn. */
sb_map_labels sb_map_label_draw(const sb_figure_env *env, const sb_area *area,
                                sb_map_labels want, sb_path outline, sb_colour ground,
                                sb_display_list *list, sb_arena *keep);

#endif
