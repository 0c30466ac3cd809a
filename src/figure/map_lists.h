/* map_lists: what stands in words beside a map: its extreme values, and the names of areas that
 * carry numbers. */
#ifndef SB_FIGURE_MAP_LISTS_H
#define SB_FIGURE_MAP_LISTS_H

#include "figure/figure.h"
#include "figure/map_label.h"

/* The n highest and the n lowest values of a map. */
typedef struct sb_extremes {
    int level, period, indicator;
    int n;             /* on each side; fewer where there are few areas */
    const int *areas;  /* 2 n: falling from the highest, then rising from the lowest */
    double width, key; /* of all, of the column of keys */
} sb_extremes;

/* n 0 if there are not enough numbers for one on each side.  In `arena`. */
sb_extremes sb_extremes_of(const sb_figure_env *env, int level, int period, int indicator,
                           int n, sb_arena *arena);
double sb_extremes_height(const sb_extremes *extremes);
void sb_extremes_draw(const sb_figure_env *env, const sb_extremes *extremes,
                      sb_display_list *list, double x, double y);

/* Height of the list of n names for that width, rule included; 0 for none. */
double sb_numbers_list_height(const sb_figure_env *env, const sb_level *level,
                              const sb_map_label *labels, double width);
/* What its longest name lacks of that width; 0. */
double sb_numbers_list_lacks(const sb_figure_env *env, const sb_level *level,
                             const sb_map_label *labels, double width);
void sb_numbers_list_draw(const sb_figure_env *env, const sb_level *level,
                          const sb_map_label *labels, sb_display_list *list, sb_rect box);

#endif
