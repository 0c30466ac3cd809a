#include "figure/map_view.h"

#include "figure/outline.h"

#include <stdlib.h>
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

/* ---- what lies apart ---- */

/* Where areas lie along one axis. */
typedef struct extent {
    double from, to;
    int area;
} extent;

static int by_start(const void *a, const void *b)
{
    const extent *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from) : x->area - y->area;
}

/* The widest gap that parts a few areas from all others: more than half of the whole. */
static int beyond_gap(extent *list, int n, int *is_far)
{
    enum { FEW = 2 }; /* less than one in so many stands apart */
    qsort(list, (size_t)n, sizeof *list, by_start);
    double end = list[0].to, last = list[0].to;
    for (int i = 1; i < n; i++)
        last = fmax(last, list[i].to);
    for (int i = 1; i < n; i++) {
        double gap = list[i].from - end;
        int first = 2 * i <= n ? 0 : i, count = first ? n - i : i;
        if (2 * gap > last - list[0].from && count * FEW < n) {
            for (int k = first; k < first + count; k++)
                is_far[list[k].area] = 1;
            return count;
        }
        end = fmax(end, list[i].to);
    }
    return 0;
}

int sb_map_far_areas(const sb_areas *areas, int level, int *is_far)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_arcs *arcs = areas->levels[level].arcs;
    int n = 0, found = 0;
    extent *across = sb_arena_array(scratch, extent, arcs->n_outlines),
           *up = sb_arena_array(scratch, extent, arcs->n_outlines);
    const sb_rect *boxes = sb_outline_boxes(arcs, scratch);
    for (int i = 0; i < arcs->n_outlines; i++) {
        is_far[i] = 0;
        if (arcs->outlines[i].n == 0)
            continue;
        across[n] = (extent){boxes[i].x, sb_rect_right(boxes[i]), i};
        up[n++] = (extent){boxes[i].y, sb_rect_bottom(boxes[i]), i};
    }
    if (n > 1)
        found = arcs->box.width >= arcs->box.height ? beyond_gap(across, n, is_far)
                                                    : beyond_gap(up, n, is_far);
    return found;
}

const int *sb_map_inset_areas(const sb_areas *areas, sb_map_view view, sb_arena *arena)
{
    int n = areas->levels[view.level].n, *is_in = sb_arena_array(arena, int, n);
    sb_place place = sb_map_zoomed(areas, view.map->inset, view.level, (sb_place){-1, -1});
    for (int i = 0; i < n && place.level >= 0; i++)
        is_in[i] = sb_map_is_of_place(areas, place, view.level, i);
    return is_in;
}

/* Does the inset show all that lies far off? */
static bool has_far_inset(const sb_areas *areas, sb_map_view view)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int n = areas->levels[view.level].n, *is_far = sb_arena_array(scratch, int, n);
    const int *is_in = sb_map_inset_areas(areas, view, scratch);
    if (sb_map_far_areas(areas, view.level, is_far) == 0)
        return false;
    for (int i = 0; i < n; i++)
        if (is_in[i] != is_far[i])
            return false;
    return true;
}

/* ---- what is shown ---- */

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
    inset->is_paler = inset->has_scale = inset->is_without_inset = false;
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
    view->is_without_inset = map->inset && !view->is_part_of_map && has_far_inset(areas, *view);
    view->frame = view->is_part_of_map ? frame_of(areas, arcs, *view) : arcs->box;
    if (view->is_without_inset) {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        view->frame = sb_outline_box(arcs, sb_map_inset_areas(areas, *view, scratch), 0);
    }
    return true;
}
