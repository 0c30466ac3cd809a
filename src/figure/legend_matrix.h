/* legend_matrix: the key of classes in rows and columns.  Part of the legend. */
#ifndef SB_FIGURE_LEGEND_MATRIX_H
#define SB_FIGURE_LEGEND_MATRIX_H

#include "figure/legend.h"

/* The text of a cell, in `arena`: "hoch, positiv"; "Kinderarmut, % 30 und mehr; Dichte 5 bis
 * unter 9". */
const char *sb_matrix_text(const sb_locale *locale, const sb_classes *classes,
                           sb_legend_wording wording, int cell, sb_arena *arena);

/* Of the cells with the names of their rows and columns. */
sb_size sb_matrix_size(const sb_figure_env *env, const sb_legend *legend);
/* Top left corner at (x, y). */
void sb_matrix_draw(const sb_figure_env *env, const sb_legend *legend, sb_display_list *list,
                    double x, double y);
/* The bar in the cell of a class. */
sb_rect sb_matrix_mark(const sb_figure_env *env, const sb_legend *legend, int class_of,
                       double x, double y);

#endif
