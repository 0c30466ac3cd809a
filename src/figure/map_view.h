/* map_view: a map of the layout as one page sees it: which areas, of when, and what of them.
 */
#ifndef SB_FIGURE_MAP_VIEW_H
#define SB_FIGURE_MAP_VIEW_H

#include "figure/figure.h"

/* A map as a page sees it.  Made by sb_map_view_of(). */
typedef struct sb_map_view {
    const sb_spec_map *map;
    int level, period;               /* of the map: the layout's, else the page's */
    int upper;                       /* level of the heavier borders, -1 */
    int indicator, against, symbols; /* -1: none */
    bool is_locator;                 /* none of them, and no places */
    bool is_part_of_map;             /* shows `frame` and no more */
    bool is_without_inset;           /* its areas lie far off and are shown there only */
    bool is_paler;                   /* what is not of `place` */
    sb_place place;                  /* whose places are shown; level -1: of all areas */
    sb_rect frame;                   /* metres: what is shown */
    bool is_part;                    /* of several that share a legend */
    bool has_scale;
} sb_map_view;

/* Shows where something lies, and no more. */
static inline bool sb_map_is_locator(const sb_spec_map *map)
{
    return !map->indicator && !map->symbols && !map->places;
}

/* False (with no error: sb_figure_check() told) if a name is unknown or nothing can be drawn.
 */
bool sb_map_view_of(const sb_facts *facts, const sb_spec_map *map, sb_scope scope,
                    sb_map_view *view);

/* Is an area of `level` the place, does it hold it, or lie in it?  Every one is of level -1. */
bool sb_map_is_of_place(const sb_areas *areas, sb_place place, int level, int area);
/* The area that `zoom:` of a map of `level` means on the page of an area; level -1: none. */
sb_place sb_map_zoomed(const sb_areas *areas, const char *zoom, int level, sb_place page);
/* The areas of a level that lie so far from all others that the map shrinks to less than half
 * for them: 1 each in `is_far`.  How many; 0: there are none, or too many to stand apart. */
int sb_map_far_areas(const sb_areas *areas, int level, int *is_far);
/* 1 for each area that the inset shows. */
const int *sb_map_inset_areas(const sb_areas *areas, sb_map_view view, sb_arena *arena);
/* The view of a map's inset; false: it has none. */
bool sb_map_inset_of(const sb_areas *areas, sb_map_view view, sb_map_view *inset);

#endif
