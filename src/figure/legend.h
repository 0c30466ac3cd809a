/* legend: the key of a map's classes, and its scale bar. */
#ifndef SB_FIGURE_LEGEND_H
#define SB_FIGURE_LEGEND_H

#include "figure/histogram.h"

/* What a legend shows: a row for each class, the highest on top (or the cells of a matrix),
 * then one for areas whose value is withheld or unknown (never told apart) and one for values
 * without meaning. */
typedef struct sb_legend {
    const sb_classes *classes;
    const sb_colour *colours; /* one for each class */
    sb_legend_wording wording;
    const char *counted;           /* over the counts: "Stadtteile"; "": no counts */
    bool is_large;                 /* on a map over half the page */
    const sb_histogram *histogram; /* over the rows, in place of `counted`; NULL */
} sb_legend;

enum { SB_LEGEND_ROWS = SB_KIND_MAX + 2 };
#define SB_NEARLY_WHITE 94.5 /* lightness L* from which a swatch gets a border */

/* Rows from the top: a class or SB_CLASS_UNKNOWN (which stands for withheld too) or
 * SB_CLASS_NOT_MEANINGFUL.  Returns how many. */
int sb_legend_rows(const sb_classes *classes, int rows[SB_LEGEND_ROWS]);
/* The row an area's class belongs to. */
int sb_legend_row(int class_of);
/* Areas in a row. */
int sb_legend_count(const sb_classes *classes, int row);

/* The text of a row, in `arena`: "5,2 bis unter 11,2", "36,2 und mehr". */
const char *sb_legend_text(const sb_locale *locale, const sb_classes *classes,
                           sb_legend_wording wording, int row, sb_arena *arena);

double sb_legend_height(const sb_figure_env *env, const sb_legend *legend);
/* Least width, measured from the widest limit. */
double sb_legend_width(const sb_figure_env *env, const sb_legend *legend);
/* With its top left corner at (x, y); counts end at x + width. */
void sb_legend_draw(const sb_figure_env *env, const sb_legend *legend, sb_display_list *list,
                    double x, double y, double width);
/* The bar beside the row of an area's class: where this page's area belongs. */
sb_rect sb_legend_mark(const sb_figure_env *env, const sb_legend *legend, int class_of,
                       double x, double y);

/* 45 degree hatch inside a path: values without meaning. */
void sb_hatch(sb_display_list *list, const sb_style *style, sb_path path, sb_arena *arena);

/* Two round steps of kilometres or metres. */
typedef struct sb_scale_bar {
    double step;  /* metres */
    double width; /* pt, both steps */
} sb_scale_bar;
enum { SB_SCALE_BAR_HEIGHT = 14, SB_NORTH_WIDTH = 9, SB_NORTH_HEIGHT = 30 };
sb_scale_bar sb_scale_bar_for(const sb_figure_env *env, double pt_per_metre, double map_width);
/* Its right end and line at (right, bottom). */
void sb_scale_bar_draw(const sb_figure_env *env, sb_scale_bar bar, sb_display_list *list,
                       double right, double bottom);
/* An arrow to the north, its foot at (right, bottom). */
void sb_north_draw(const sb_figure_env *env, sb_display_list *list, double right,
                   double bottom);

#endif
