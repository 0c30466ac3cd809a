/* map_base: what all pages share of a map: its classes, its place in the box, its ink.
 *
 * A base is made once for each map, level, period and size, and placed on every page as two
 * forms: `below` with fills and borders, `above` with labels, legend and scale bar.  What
 * differs from page to page is drawn between them.
 */
#ifndef SB_FIGURE_MAP_BASE_H
#define SB_FIGURE_MAP_BASE_H

#include "figure/legend.h"
#include "figure/map_classes.h"
#include "figure/map_label.h"
#include "figure/map_lists.h"
#include "figure/map_view.h"
#include "figure/outline.h"

/* The view's arcs, as simple as that scale allows and no more than it shows. */
const sb_arcs *sb_map_arcs_of(const sb_figure_env *env, sb_map_view view, double pt_per_metre,
                              sb_arena *keep);
/* The view's classes, without telling again what sb_figure_check() told; NULL: there are none.
 */
const sb_classes *sb_map_view_classes(const sb_figure_env *env, sb_map_view view);

/* Where things stand, in pt from the box's top left corner. */
typedef struct sb_map_plan {
    sb_rect map;
    sb_rect legend, extremes, numbers, key; /* empty: none; key: of the symbols */
    sb_rect inset;
    sb_extremes extreme_values;
    double symbols;             /* diameter of the largest, pt */
    const sb_map_label *labels; /* one for each area, or NULL */
    sb_point bar_end;           /* right end of the scale bar */
    double height;              /* of all, with the map as large as the width allows */
    bool is_large;              /* over half the page: heavier lines, legend in a free corner */
    double pt_per_metre;
} sb_map_plan;

typedef struct sb_map_base {
    sb_map_view view;
    double width, height; /* of the box it was made for */
    sb_map_plan plan;
    const sb_arcs *arcs;       /* as simple as the size allows */
    sb_matrix matrix;          /* from metres to pt in the box */
    const sb_arcs *inset_arcs; /* the same for the inset; NULL: there is none */
    sb_matrix inset_matrix;
    const sb_classes *classes; /* NULL: no colours */
    sb_legend legend;          /* its classes NULL: none */
    const sb_display_list *below, *above;
    const sb_display_list **holders; /* of a locator: [area of the upper level], its ground */
    const char *alt; /* all of the alternative text that is not about one page's area */
    int n_labels[SB_LABEL_KINDS]; /* areas by the label they had room for */
} sb_map_base;

/* The plan for a width and a height; height NAN: as large as the width allows. */
sb_map_plan sb_map_plan_for(const sb_figure_env *env, sb_map_view view, double width,
                            double height);
/* map_plan.c: the same for a legend at hand; what it holds lives in `keep`. */
sb_map_plan sb_map_plan_make(const sb_figure_env *env, sb_map_view view,
                             const sb_legend *legend, double width, double height,
                             sb_arena *keep);
/* From the cache of env->maps, or made now.  NULL if there are no classes. */
const sb_map_base *sb_map_base_for(const sb_figure_env *env, sb_map_view view, double width,
                                   double height);

/* map_ink.c: a new one, in `keep`. */
sb_map_base *sb_map_base_make(const sb_figure_env *env, sb_map_view view,
                              const sb_classes *classes, double width, double height,
                              sb_arena *keep);

/* map.c: the base with what is this page's, at (box.x, box.y).  is_this: 1 for each of its
 * areas; area: the only one, or -1. */
void sb_map_place(const sb_figure_env *env, const sb_map_base *base, const int *is_this,
                  int area, sb_rect box);
/* 1 for each area of the map that is the page's, that holds it or that it holds; the only one,
 * or -1, in `area`. */
const int *sb_map_areas_of_page(const sb_figure_env *env, sb_place page, int level, int *area);

/* map_multiples.c: maps of several periods side by side over one legend. */
sb_extent sb_multiples_measure(const sb_figure_env *env, sb_map_view view, double width);
/* Draws in the mark that is open; the alternative text of all, NULL if there are no classes. */
const char *sb_multiples_draw(const sb_figure_env *env, sb_map_view view, sb_rect box);

/* The legend of a view as wide as `width`. */
sb_legend sb_map_legend_of(const sb_figure_env *env, sb_map_view view,
                           const sb_classes *classes, double width, sb_arena *arena);

/* Shared arcs of a level with details under `tolerance` metres left out, from the cache. */
const sb_arcs *sb_maps_arcs(sb_maps *maps, const sb_level *level, double tolerance);

/* The smallest detail that is drawn, pt (PAGE.md 5). */
#define SB_MAP_DETAIL 0.12

/* One path for each class, one for areas without a value, hatches for those without meaning. */
void sb_map_fill(const sb_figure_env *env, sb_map_view view, const sb_classes *classes,
                 const sb_arcs *arcs, sb_matrix matrix, sb_display_list *list);
/* map_context.c: the map's layers, cut off at its outline. */
void sb_map_draw_context(const sb_figure_env *env, sb_map_view view, const sb_arcs *arcs,
                         sb_matrix matrix, sb_display_list *list);
/* map_context.c: does any of it come near the map?  Far away points would overflow the page. */
bool sb_map_layer_touches(const sb_context_line *line, sb_rect box);
/* map_context.c: the lines of all of them and the edges of their areas, in `arena`. */
sb_path sb_map_context_lines(const sb_figure_env *env, sb_map_view view, const sb_arcs *arcs,
                             sb_matrix matrix, sb_arena *arena);
/* map_context.c: where people live, to be clipped to; no points: the map does not say. */
sb_path sb_map_inhabited(const sb_figure_env *env, sb_map_view view, sb_matrix matrix);
/* By the style's name; ends are round, since arcs meet there.  Nothing for an empty path. */
void sb_map_stroke(sb_display_list *list, const sb_style *style, const char *line,
                   sb_path path);
/* Each area's parent on `upper` (-1: none), for the borders.  In `arena`. */
const int *sb_map_parents(const sb_facts *facts, int level, int upper, sb_arena *arena);

#endif
