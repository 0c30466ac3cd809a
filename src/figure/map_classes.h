/* map_classes: which class each area of a map is in, and what colour that has. */
#ifndef SB_FIGURE_MAP_CLASSES_H
#define SB_FIGURE_MAP_CLASSES_H

#include "figure/figure.h"

/* `classes: around:` as a number; false: it names a level. */
bool sb_map_number(const char *text, double *number);

/* Classes, kinds, or pairs of classes, as the map asks for; NULL: no area has a value, or with
 * errors in `diag`.  sb_map_classes() caches them. */
const sb_classes *sb_map_classes_find(const sb_facts *facts, const sb_spec_map *map, int level,
                                      int period, sb_arena *arena, sb_diag *diag);

/* A colour for each class, in `arena`: of the palette with as many as sb_classes_steps(), or
 * where it has none of them the nearest longer ones spread.  Without a name the style's first
 * palette, or "diverging" where colours part at a value.  Cells of a matrix have the colours of
 * "up" and "across" over each other.  NULL if it has no longer ones or there is no such
 * palette. */
const sb_colour *sb_map_colours(const sb_style *style, const char *palette,
                                const sb_classes *classes, sb_arena *arena);

#endif
