/* figure: tables, maps and charts: where facts meet ink.
 *
 * In: a block of the layout, the page's scope, facts and style.  Out: ink on the page's display
 * list and elements in its tree.  A figure draws its body only; title, rule and source are
 * compose's.  style.h: colours, type and lines by role · map.c map_base.c map_*.c legend.c
 * histogram.c · chart.c: the kinds of charts; series.c clusters.c ages.c axis.c: what several
 * of them share · table.c, with sparkline.c and arrow.c · credit.c: where numbers come from ·
 * alt.c: alternative texts.  Start at sb_figure_draw().
 */
#ifndef SB_FIGURE_FIGURE_H
#define SB_FIGURE_FIGURE_H

#include "doc/doc.h"
#include "figure/stops.h"
#include "figure/style.h"
#include "indicator/indicator.h"
#include "text/text.h"

/* Base maps drawn once and placed on many pages, and the column edges of tables; thread-safe.
 */
typedef struct sb_maps sb_maps;
sb_maps *sb_maps_new(void);
void sb_maps_free(sb_maps *maps);
sb_stops *sb_maps_stops(sb_maps *maps);

/* All a figure needs.  One for each page being composed. */
typedef struct sb_figure_env {
    const sb_facts *facts;
    const sb_style *style;
    const sb_locale *locale;
    sb_shaper *shaper;
    sb_maps *maps;
    sb_page *page; /* NULL while only measuring */
    sb_scope scope;
    sb_arena *arena; /* the page's */
    sb_diag *diag;
} sb_figure_env;

/* Heights for a width, pt.  A table has height == least; a chart or map may be drawn at any
 * height from `least` up and looks best at `height`. */
typedef struct sb_extent {
    double least, height;
    bool is_elastic;
} sb_extent;
sb_extent sb_figure_measure(const sb_figure_env *env, const sb_spec_block *block, double width);

/* Draw a table, map or chart into `box`, under `parent`.  Errors go to env->diag with the
 * block's span; what does not fit is SB_E_LAYOUT with the missing millimetres. */
void sb_figure_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                    sb_element *parent);

/* Check a block once, before any page: indicators, levels, periods, palettes, classes. */
void sb_figure_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                     sb_diag *diag);

/* Classes of a map on its level and period, computed once (cached in `maps`). */
const sb_classes *sb_map_classes(sb_maps *maps, const sb_facts *facts, const sb_spec_map *map,
                                 int level, int period, sb_diag *diag);

/* A map's ink in the background of a page, as large as `box` allows from its top left corner,
 * cut off where the bleed ends; its borders in two lines of the style. */
void sb_ground_map_draw(const sb_figure_env *env, const sb_spec_map *map, sb_rect box,
                        const char *area_line, const char *upper_line);
/* The left edge of that ink between two heights of the page; INFINITY: there is none. */
double sb_ground_map_left(const sb_figure_env *env, const sb_spec_map *map, sb_rect box,
                          double top, double bottom);

#endif
