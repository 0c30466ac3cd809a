#include "figure/map_view.h"

#include "figure/outline.h"

#include <string.h>

/* Shown round a place that is zoomed in on, of its longer side. */
static const double around = 0.15;

bool sb_map_is_of_place(const sb_areas *areas, sb_place place, int level, int area)
{
    if (place.level < 0)
        return true;
    return area == sb_areas_above(areas, place, level).area ||
           sb_areas_above(areas, (sb_place){level, area}, place.level).area == place.area;
}

sb_place sb_map_zoomed(const sb_areas *areas, const char *zoom, int level, sb_place page)
{
    if (strcmp(zoom, "this") == 0)
        return page;
    for (; level >= 0; level = areas->levels[level].above) {
        int area = sb_areas_find(areas, level, zoom);
        if (area >= 0)
            return (sb_place){level, area};
    }
    return (sb_place){-1, -1};
}

/* The place's areas with some of what lies round them. */
static sb_rect frame_of(const sb_areas *areas, const sb_arcs *arcs, sb_map_view view)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int n = arcs->n_outlines, *is_of = sb_arena_array(scratch, int, n);
    for (int i = 0; i < n; i++)
        is_of[i] = sb_map_is_of_place(areas, view.place, view.level, i);
    sb_rect box = sb_outline_box(arcs, is_of, 1);
    if (sb_rect_is_empty(box))
        return arcs->box;
    double round = around * fmax(box.width, box.height);
    return (sb_rect){box.x - round, box.y - round, box.width + 2 * round,
                     box.height + 2 * round};
}

bool sb_map_inset_of(const sb_areas *areas, sb_map_view view, sb_map_view *inset)
{
    if (!view.map->inset || view.is_part)
        return false;
    *inset = view;
    inset->place = sb_map_zoomed(areas, view.map->inset, view.level, (sb_place){-1, -1});
    if (inset->place.level < 0)
        return false;
    inset->is_part_of_map = inset->is_part = true;
    inset->is_paler = inset->has_scale = false;
    inset->frame = frame_of(areas, areas->levels[view.level].arcs, *inset);
    return true;
}

bool sb_map_view_of(const sb_facts *facts, const sb_spec_map *map, sb_scope scope,
                    sb_map_view *view)
{
    const sb_areas *areas = sb_facts_areas(facts);
    *view = (sb_map_view){.map = map,
                          .level = scope.place.level >= 0 ? scope.place.level : 0,
                          .period = scope.period,
                          .indicator = -1,
                          .against = -1,
                          .symbols = -1};
    if (map->level)
        view->level = sb_areas_level(areas, map->level);
    if (map->period)
        view->period = sb_facts_period(facts, map->period);
    if (map->indicator)
        view->indicator = sb_facts_find(facts, map->indicator);
    if (map->against)
        view->against = sb_facts_find(facts, map->against);
    if (map->symbols)
        view->symbols = sb_facts_find(facts, map->symbols);
    if (view->level < 0 || view->period < 0 || (map->indicator && view->indicator < 0) ||
        (map->against && view->against < 0) || (map->symbols && view->symbols < 0))
        return false;
    view->is_locator = sb_map_is_locator(map);
    view->upper =
        map->borders ? sb_areas_level(areas, map->borders) : areas->levels[view->level].above;
    view->has_scale = map->has_scale && !view->is_locator;
    const sb_arcs *arcs = areas->levels[view->level].arcs;
    if (!arcs || sb_rect_is_empty(arcs->box))
        return false;
    view->place = map->zoom     ? sb_map_zoomed(areas, map->zoom, view->level, scope.place)
                  : map->places ? scope.place
                                : (sb_place){-1, -1};
    view->is_part_of_map = view->is_paler = map->zoom && view->place.level >= 0;
    view->frame = view->is_part_of_map ? frame_of(areas, arcs, *view) : arcs->box;
    return true;
}
