/* map_matrix: classes in rows and columns: a typology of two dimensions, or two indicators
 * against each other. */
#ifndef SB_FIGURE_MAP_MATRIX_H
#define SB_FIGURE_MAP_MATRIX_H

#include "figure/figure.h"

/* Classes of each of two indicators, where the layout does not say; rows and columns that a
 * matrix has at most. */
enum { SB_MATRIX_SIDE = 3, SB_MATRIX_MOST = 4 };

/* Value 1 is the first row's first cell, and on row by row.  NULL: there are too many. */
const sb_classes *sb_matrix_of_kinds(const struct sb_side *rows, const struct sb_side *columns,
                                     const sb_value *values, int n, sb_arena *arena);
/* Pairs of the classes of two indicators: one in the rows, the highest on top, the other in the
 * columns. */
const sb_classes *sb_matrix_of_pairs(const sb_facts *facts, const sb_classes *up, int indicator,
                                     const sb_classes *across, int against, int n,
                                     sb_arena *arena);

/* A colour for each cell: that of its row in the palette "up" (of kinds the last row is the
 * darkest, of classes the highest) and that of its column in "across", one printed over the
 * other.  NULL if a palette has none for so many. */
const sb_colour *sb_matrix_colours(const sb_style *style, const sb_class_matrix *matrix,
                                   sb_arena *arena);

#endif
