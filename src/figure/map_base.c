#include "figure/map_base.h"

#include "figure/map_label.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* pt: from here on a map counts as large. */
enum { LARGE_FROM = 360 };
/* Gaps narrower than so many details are closed: both their sides may have been moved by one.
 */
enum { UNSEEN = 3 };

typedef struct classes_entry {
    const sb_spec_map *map;
    int level, period;
    const sb_classes *classes; /* NULL: there are none, told when first asked for */
} classes_entry;

typedef struct arcs_entry {
    const sb_level *level;
    double tolerance;
    const sb_arcs *arcs;
} arcs_entry;

typedef struct plan_entry {
    sb_map_view view;
    double width, height;
    sb_map_plan plan;
} plan_entry;

struct sb_maps {
    pthread_mutex_t lock; /* over all below; recursive, since bases are made of the others */
    sb_arena *arena;
    SB_VEC(classes_entry) classes;
    SB_VEC(arcs_entry) arcs;
    SB_VEC(plan_entry) plans;
    SB_VEC(sb_map_base *) bases;
    sb_stops *stops;
};

sb_maps *sb_maps_new(void)
{
    sb_arena *arena = sb_arena_new(0);
    sb_maps *maps = sb_arena_one(arena, sb_maps);
    maps->arena = arena;
    maps->stops = sb_stops_new();
    pthread_mutexattr_t recursive;
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&maps->lock, &recursive);
    pthread_mutexattr_destroy(&recursive);
    return maps;
}

void sb_maps_free(sb_maps *maps)
{
    if (!maps)
        return;
    pthread_mutex_destroy(&maps->lock);
    sb_stops_free(maps->stops);
    sb_arena_free(maps->arena);
}

sb_stops *sb_maps_stops(sb_maps *maps) { return maps->stops; }

static void unlock(sb_maps **maps) { pthread_mutex_unlock(&(*maps)->lock); }

/* Held until the end of the block. */
#define LOCKED(maps)                                                                           \
    SB_AUTO(unlock) sb_maps *locked_ = (maps);                                                 \
    pthread_mutex_lock(&locked_->lock)

static const sb_level *level_of(const sb_facts *facts, int level)
{
    return &sb_facts_areas(facts)->levels[level];
}

const sb_classes *sb_map_classes(sb_maps *maps, const sb_facts *facts, const sb_spec_map *map,
                                 int level, int period, sb_diag *diag)
{
    LOCKED(maps);
    for (size_t i = 0; i < maps->classes.n; i++) {
        const classes_entry *e = &maps->classes.at[i];
        if (e->map == map && e->level == level && e->period == period)
            return e->classes;
    }
    const sb_classes *classes =
        sb_map_classes_find(facts, map, level, period, maps->arena, diag);
    sb_vec_push(maps->arena, &maps->classes, (classes_entry){map, level, period, classes});
    return classes;
}

const sb_arcs *sb_maps_arcs(sb_maps *maps, const sb_level *level, double tolerance)
{
    LOCKED(maps);
    for (size_t i = 0; i < maps->arcs.n; i++)
        if (maps->arcs.at[i].level == level && maps->arcs.at[i].tolerance == tolerance)
            return maps->arcs.at[i].arcs;
    const sb_arcs *arcs = sb_outline_close_gaps(
        sb_arcs_simplify(level->arcs, tolerance, maps->arena), UNSEEN * tolerance, maps->arena);
    sb_vec_push(maps->arena, &maps->arcs, (arcs_entry){level, tolerance, arcs});
    return arcs;
}

const sb_arcs *sb_map_arcs_of(const sb_figure_env *env, sb_map_view view, double pt_per_metre,
                              sb_arena *keep)
{
    const sb_arcs *arcs =
        sb_maps_arcs(env->maps, level_of(env->facts, view.level), SB_MAP_DETAIL / pt_per_metre);
    if (view.is_without_inset)
        return sb_outline_without(
            arcs, sb_map_inset_areas(sb_facts_areas(env->facts), view, keep), view.frame, keep);
    return view.is_part_of_map ? sb_outline_within(arcs, view.frame, keep) : arcs;
}

const int *sb_map_parents(const sb_facts *facts, int level, int upper, sb_arena *arena)
{
    int n = level_of(facts, level)->n;
    int *parents = sb_arena_array(arena, int, n);
    for (int i = 0; i < n; i++)
        parents[i] =
            upper < 0 ? -1
                      : sb_areas_above(sb_facts_areas(facts), (sb_place){level, i}, upper).area;
    return parents;
}

/* ---- where things stand ---- */

/* The area that holds all of the map, and its value as a label: "Stadt 17,3 %". */
static void mark_city(const sb_figure_env *env, sb_map_view view, sb_histogram *histogram,
                      sb_arena *arena)
{
    const sb_areas *areas = sb_facts_areas(env->facts);
    const sb_indicator *indicator = sb_facts_indicator(env->facts, view.indicator);
    sb_place city = sb_areas_above(areas, (sb_place){view.level, 0}, sb_areas_top(areas));
    if (city.area < 0 || city.level == view.level)
        return;
    sb_value value = sb_facts_value(env->facts, view.indicator, city, view.period);
    if (!sb_value_is_number(value))
        return;
    char text[SB_FORMAT_ROOM];
    sb_format_measure(env->locale, value, indicator->digits, 0, indicator->unit, text);
    histogram->mark = value.number;
    histogram->mark_label =
        sb_arena_printf(arena, "%s %s", sb_areas_at(areas, city)->short_name, text);
}

static const sb_histogram *histogram_of(const sb_figure_env *env, sb_map_view view,
                                        const sb_classes *classes, const sb_colour *colours,
                                        sb_arena *arena)
{
    const sb_level *level = level_of(env->facts, view.level);
    const sb_indicator *indicator = sb_facts_indicator(env->facts, view.indicator);
    sb_value *values = sb_arena_array(arena, sb_value, level->n);
    for (int i = 0; i < level->n; i++)
        values[i] =
            sb_facts_value(env->facts, view.indicator, (sb_place){view.level, i}, view.period);
    sb_histogram *histogram = sb_histogram_of(values, level->n, classes, colours, arena);
    if (!histogram)
        return NULL;
    histogram->title = sb_word(env->locale, SB_W_MAP_CLASSES);
    histogram->subtitle =
        sb_arena_printf(arena, sb_word(env->locale, SB_W_MAP_SQUARE), level->label);
    histogram->unit = indicator->unit;
    histogram->digits = histogram->step < 1 ? (int)ceil(-log10(histogram->step)) : 0;
    mark_city(env, view, histogram, arena);
    return histogram;
}

sb_legend sb_map_legend_of(const sb_figure_env *env, sb_map_view view,
                           const sb_classes *classes, double width, sb_arena *arena)
{
    sb_legend legend = {.is_large = width >= LARGE_FROM};
    if (!classes || !view.map->has_legend || view.is_part)
        return legend;
    legend.classes = classes;
    legend.colours = sb_map_colours(env->style, view.map->palette, classes, arena);
    legend.wording = view.map->wording;
    legend.counted = level_of(env->facts, view.level)->plural;
    if (view.map->has_histogram && legend.colours && sb_classes_have_limits(classes))
        legend.histogram = histogram_of(env, view, classes, legend.colours, arena);
    return legend;
}

const sb_classes *sb_map_view_classes(const sb_figure_env *env, sb_map_view view)
{
    SB_AUTO(sb_diag_drop) sb_diag *told = sb_diag_new();
    return sb_map_classes(env->maps, env->facts, view.map, view.level, view.period, told);
}

static bool is_same_view(sb_map_view a, sb_map_view b)
{
    return a.map == b.map && a.level == b.level && a.period == b.period &&
           a.is_part == b.is_part && a.place.level == b.place.level &&
           a.place.area == b.place.area;
}

static bool is_same_length(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

sb_map_plan sb_map_plan_for(const sb_figure_env *env, sb_map_view view, double width,
                            double height)
{
    sb_maps *maps = env->maps;
    LOCKED(maps);
    for (size_t i = 0; i < maps->plans.n; i++) {
        const plan_entry *e = &maps->plans.at[i];
        if (is_same_view(e->view, view) && e->width == width &&
            is_same_length(e->height, height))
            return e->plan;
    }
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_legend legend =
        sb_map_legend_of(env, view, sb_map_view_classes(env, view), width, scratch);
    sb_map_plan plan = sb_map_plan_make(env, view, &legend, width, height, maps->arena);
    sb_vec_push(maps->arena, &maps->plans, (plan_entry){view, width, height, plan});
    return plan;
}

/* Told once, by the page that came first: which areas have no label. */
static void note_labels(const sb_figure_env *env, const sb_map_base *base)
{
    enum { NAMED = 300 };
    sb_span at = sb_node_span(base->view.map->node, "labels");
    int none = base->n_labels[SB_LABELS_NONE], key = base->n_labels[SB_LABELS_KEY];
    if (none > 0) {
        SB_AUTO(sb_buf_free) sb_buf names = {0};
        const sb_level *level = level_of(env->facts, base->view.level);
        for (int i = 0, n = 0; i < level->n; i++)
            if (base->arcs->outlines[i].n > 0 && base->plan.labels[i].kind == SB_LABELS_NONE &&
                n++ < NAMED)
                sb_buf_printf(&names, "%s%s", n > 1 ? ", " : "", level->areas[i].short_name);
        sb_diag_add(env->diag, SB_NOTE, SB_E_LAYOUT, at,
                    sb_ngettext("%d area has no room for a label",
                                "%d areas have no room for a label", none),
                    none);
        sb_hint(env->diag, "%s", names.at);
    }
    if (key > 0 && base->view.map->labels == SB_LABELS_NAME)
        sb_diag_add(env->diag, SB_NOTE, SB_E_LAYOUT, at,
                    sb_ngettext("%d area has room for its key only",
                                "%d areas have room for their keys only", key),
                    key);
}

const sb_map_base *sb_map_base_for(const sb_figure_env *env, sb_map_view view, double width,
                                   double height)
{
    sb_maps *maps = env->maps;
    LOCKED(maps);
    for (size_t i = 0; i < maps->bases.n; i++)
        if (is_same_view(maps->bases.at[i]->view, view) && maps->bases.at[i]->width == width &&
            maps->bases.at[i]->height == height)
            return maps->bases.at[i];
    const sb_classes *classes = sb_map_view_classes(env, view);
    if (view.indicator >= 0 && !classes)
        return NULL;
    sb_map_base *base = sb_map_base_make(env, view, classes, width, height, maps->arena);
    sb_vec_push(maps->arena, &maps->bases, base);
    note_labels(env, base);
    return base;
}
