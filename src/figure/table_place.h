/* table_place: columns of a table of areas: how wide, where, and the heads over them. */
#ifndef SB_FIGURE_TABLE_PLACE_H
#define SB_FIGURE_TABLE_PLACE_H

#include "figure/table_layout.h"

enum { SB_TABLE_SHADES = 5 };
#define SB_TABLE_BAR_GAP 4.0       /* between a number and its bar */
#define SB_TABLE_LEAST_BAR 36.0    /* pt wide */
#define SB_TABLE_GROUND_BESIDE 3.0 /* of the ground of a number, at least */

/* Widths come from what columns hold; what the row labels do not need goes to bars and texts,
 * by weight, else to the gaps.  Where that is too little, heads are hyphenated, then labels
 * broken; then layout->missing says how much width the table lacks.  Places the rows too. */
void sb_table_place_columns(const sb_figure_env *env, sb_table_layout *layout);

/* How many columns from `from` on find room beside the labels; at least 1. */
int sb_table_columns_that_fit(const sb_figure_env *env, const sb_table_layout *layout,
                              int from);

/* Whether a bar stands beside the number. */
bool sb_table_has_bar(const sb_figure_env *env, const sb_table_column *column,
                      const sb_table_row *row, const sb_table_cell *cell);

#endif
