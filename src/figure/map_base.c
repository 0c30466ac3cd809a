#include "figure/map_base.h"

#include "figure/alt.h"
#include "figure/draw.h"
#include "figure/map_label.h"
#include "figure/map_places.h"
#include "figure/map_symbols.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* pt: from here on a map counts as large. */
enum { LARGE_FROM = 360 };
/* Gaps narrower than so many details are closed: both their sides may have been moved by one.
 */
enum { UNSEEN = 3 };
/* Shown round a place that is zoomed in on, of its longer side; what is left of the colour of
 * what lies there. */
static const double around = 0.15, paler = 0.5;

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
    view->is_locator = !map->indicator && !map->symbols && !map->places;
    view->upper =
        map->borders ? sb_areas_level(areas, map->borders) : areas->levels[view->level].above;
    view->has_scale = map->has_scale && !view->is_locator;
    const sb_arcs *arcs = areas->levels[view->level].arcs;
    if (!arcs || sb_rect_is_empty(arcs->box))
        return false;
    view->place = map->zoom     ? sb_map_zoomed(areas, map->zoom, view->level, scope.place)
                  : map->places ? scope.place
                                : (sb_place){-1, -1};
    view->has_zoom = map->zoom && view->place.level >= 0;
    view->frame = view->has_zoom ? frame_of(areas, arcs, *view) : arcs->box;
    return true;
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
    return view.has_zoom ? sb_outline_within(arcs, view.frame, keep) : arcs;
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
    if (view.map->has_histogram && legend.colours && sb_classes_are_ordered(classes))
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

/* ---- ink ---- */

void sb_map_stroke(sb_display_list *list, const sb_style *style, const char *line, sb_path path)
{
    sb_rule rule = sb_style_line(style, line);
    rule.pen.cap = SB_CAP_ROUND;
    if (path.n_points > 0)
        sb_list_stroke(list, path, rule.pen, rule.colour);
}

static sb_colour pale(sb_colour c)
{
    for (int i = 0; i < 4; i++)
        c.cmyk[i] *= (float)paler;
    for (int i = 0; i < 3; i++)
        c.rgb[i] = 1 - (1 - c.rgb[i]) * (float)paler;
    return c;
}

/* What an area is filled with. */
static sb_colour ground_of(const sb_figure_env *env, const sb_map_base *base,
                           const sb_colour *colours, int area)
{
    int class_of = base->classes ? base->classes->of[area] : SB_CLASS_NOT_MEANINGFUL;
    bool is_far =
        base->view.has_zoom && !sb_map_is_of_place(sb_facts_areas(env->facts), base->view.place,
                                                   base->view.level, area);
    sb_colour colour =
        class_of >= 0 ? colours[class_of]
        : !base->classes
            ? sb_style_colour(env->style, "ground")
            : sb_style_colour(env->style,
                              class_of == SB_CLASS_NOT_MEANINGFUL ? "paper" : "missing");
    return is_far ? pale(colour) : colour;
}

/* The areas of one row of the legend. */
static void fill_row(const sb_figure_env *env, const sb_arcs *arcs, const int *groups,
                     int group, bool is_hatched, sb_colour colour, sb_matrix matrix,
                     sb_display_list *list)
{
    sb_path path = sb_outline_areas(arcs, groups, group, matrix, env->arena);
    if (path.n_points == 0)
        return;
    if (is_hatched)
        sb_hatch(list, env->style, path, env->arena);
    else
        sb_list_fill(list, path, true, colour);
}

void sb_map_fill(const sb_figure_env *env, sb_map_view view, const sb_classes *classes,
                 const sb_arcs *arcs, sb_matrix matrix, sb_display_list *list)
{
    enum { FAR = SB_LEGEND_ROWS + 10 };
    const sb_colour *colours =
        sb_map_colours(env->style, view.map->palette, classes, env->arena);
    int rows[SB_LEGEND_ROWS];
    int n = sb_legend_rows(classes, rows);
    int *row_of = sb_arena_array(env->arena, int, arcs->n_outlines);
    for (int i = 0; i < arcs->n_outlines; i++) {
        row_of[i] = sb_legend_row(classes->of[i]);
        if (view.has_zoom &&
            !sb_map_is_of_place(sb_facts_areas(env->facts), view.place, view.level, i))
            row_of[i] += FAR;
    }
    /* Hatches first: a clip has no holes, and what lies in one is painted over. */
    for (int i = n; i-- > 0;) {
        bool is_hatched = rows[i] == SB_CLASS_NOT_MEANINGFUL;
        sb_colour colour =
            rows[i] < 0 ? sb_style_colour(env->style, "missing") : colours[rows[i]];
        fill_row(env, arcs, row_of, rows[i], is_hatched, colour, matrix, list);
        if (view.has_zoom)
            fill_row(env, arcs, row_of, rows[i] + FAR, is_hatched, pale(colour), matrix, list);
    }
}

static void draw_borders(const sb_figure_env *env, const sb_map_base *base,
                         sb_display_list *list)
{
    const int *parents =
        sb_map_parents(env->facts, base->view.level, base->view.upper, env->arena);
    sb_path within = sb_outline_borders(base->arcs, parents, SB_BORDER_WITHIN, base->matrix,
                                        env->arena),
            between = sb_outline_borders(base->arcs, parents, SB_BORDER_BETWEEN, base->matrix,
                                         env->arena);
    if (base->view.is_locator) {
        sb_map_stroke(list, env->style, "locator upper", between);
        return;
    }
    sb_map_stroke(list, env->style, base->plan.is_large ? "large area" : "area", within);
    if (!base->plan.is_large) {
        sb_map_stroke(list, env->style, "upper", between);
        return;
    }
    sb_map_stroke(list, env->style, "large upper halo", between);
    sb_map_stroke(list, env->style, "large upper", between);
    sb_map_stroke(
        list, env->style, "large upper",
        sb_outline_borders(base->arcs, parents, SB_BORDER_OUTER, base->matrix, env->arena));
}

static void draw_labels(const sb_figure_env *env, sb_map_base *base, sb_display_list *list,
                        sb_arena *keep)
{
    const sb_colour *colours =
        sb_map_colours(env->style, base->view.map->palette, base->classes, env->arena);
    sb_point map = {base->plan.map.x, base->plan.map.y};
    for (int i = 0; i < level_of(env->facts, base->view.level)->n; i++) {
        const sb_map_label *label = &base->plan.labels[i];
        sb_map_label_draw(env, label, map, ground_of(env, base, colours, i), list, keep);
        base->n_labels[label->kind] += base->arcs->outlines[i].n > 0 && !base->view.has_zoom;
    }
}

static void draw_place_list(const sb_figure_env *env, const sb_map_base *base,
                            sb_display_list *list)
{
    sb_shown_places shown = sb_places_of(env->facts, base->view, env->arena);
    double missing = sb_places_list_draw(env, base->view, &shown, list, base->plan.numbers);
    if (missing > SB_FIT_SLACK)
        sb_figure_misfit(env, sb_node_span(base->view.map->node, "places"), _("list of places"),
                         missing, false);
}

/* What stands beside and under the map. */
static void draw_furniture(const sb_figure_env *env, const sb_map_base *base,
                           sb_display_list *list)
{
    const sb_map_plan *plan = &base->plan;
    if (base->legend.classes)
        sb_legend_draw(env, &base->legend, list, plan->legend.x, plan->legend.y,
                       plan->legend.width);
    if (plan->extreme_values.n)
        sb_extremes_draw(env, &plan->extreme_values, list, plan->extremes.x, plan->extremes.y);
    if (plan->key.height > 0)
        sb_symbols_key_draw(env, base->view, plan->symbols, list, plan->key);
    if (plan->numbers.height > 0 && base->view.map->places)
        draw_place_list(env, base, list);
    else if (plan->numbers.height > 0)
        sb_numbers_list_draw(env, level_of(env->facts, base->view.level), plan->labels, list,
                             plan->numbers);
    if (base->view.has_scale)
        sb_scale_bar_draw(env, sb_scale_bar_for(env, plan->pt_per_metre, plan->map.width), list,
                          plan->bar_end.x, plan->bar_end.y);
    if (base->view.map->has_north)
        sb_north_draw(env, list, plan->bar_end.x,
                      plan->bar_end.y - (base->view.has_scale ? SB_SCALE_BAR_HEIGHT : 0));
}

/* The ground of a map without classes; the place that is zoomed in on stands out. */
static void draw_ground(const sb_figure_env *env, const sb_map_base *base,
                        sb_display_list *list)
{
    int n = base->arcs->n_outlines, *is_far = sb_arena_array(env->arena, int, n);
    for (int i = 0; i < n && base->view.has_zoom; i++)
        is_far[i] = !sb_map_is_of_place(sb_facts_areas(env->facts), base->view.place,
                                        base->view.level, i);
    sb_colour ground = sb_style_colour(env->style, "ground");
    fill_row(env, base->arcs, is_far, 0, false, ground, base->matrix, list);
    if (base->view.has_zoom)
        fill_row(env, base->arcs, is_far, 1, false, pale(ground), base->matrix, list);
}

static void draw_places(const sb_figure_env *env, sb_map_base *base, sb_display_list *list)
{
    sb_shown_places shown = sb_places_of(env->facts, base->view, env->arena);
    if (shown.n_kinds == 0)
        return;
    const sb_colour *colours =
        base->classes
            ? sb_map_colours(env->style, base->view.map->palette, base->classes, env->arena)
            : NULL;
    int n = level_of(env->facts, base->view.level)->n;
    sb_colour *grounds = sb_arena_array(env->arena, sb_colour, n);
    for (int i = 0; i < n; i++)
        grounds[i] = ground_of(env, base, colours, i);
    SB_AUTO(sb_buf_free) sb_buf left = {0};
    sb_places_draw(env, base->view, &shown, base->matrix, base->plan.map, grounds, list, &left);
    if (left.n)
        sb_diag_add(env->diag, SB_NOTE, SB_E_LAYOUT,
                    sb_node_span(base->view.map->node, "places"),
                    _("no room for the numbers of: %s"), left.at);
}

static sb_map_base *make_base(const sb_figure_env *shared, sb_map_view view,
                              const sb_classes *classes, double width, double height,
                              sb_arena *keep)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_figure_env of_base = *shared, *env = &of_base;
    env->arena = scratch;
    sb_map_base *base = sb_arena_one(keep, sb_map_base);
    sb_display_list *below = sb_list_new(keep), *above = sb_list_new(keep);
    sb_legend legend = sb_map_legend_of(env, view, classes, width, keep);
    *base = (sb_map_base){.view = view,
                          .width = width,
                          .height = height,
                          .plan = sb_map_plan_for(env, view, width, height),
                          .classes = classes,
                          .legend = legend,
                          .below = below,
                          .above = above};
    base->arcs = sb_map_arcs_of(env, view, base->plan.pt_per_metre, keep);
    base->matrix = sb_outline_matrix(view.frame, (sb_point){base->plan.map.x, base->plan.map.y},
                                     base->plan.pt_per_metre);
    sb_path clip = sb_path_rect(keep, base->plan.map);
    if (view.has_zoom)
        sb_list_push(below, SB_IDENTITY, &clip);
    if (!classes)
        draw_ground(env, base, below);
    else
        sb_map_fill(env, view, classes, base->arcs, base->matrix, below);
    sb_map_draw_context(env, view, base->arcs, base->matrix, below);
    draw_borders(env, base, view.is_locator ? above : below);
    if (view.symbols >= 0)
        sb_symbols_draw(env, view, base->arcs, base->matrix, base->plan.symbols, below);
    if (view.has_zoom)
        sb_list_pop(below);
    if (classes && base->plan.labels)
        draw_labels(env, base, above, keep);
    draw_places(env, base, above);
    if (!view.is_locator)
        base->alt = sb_alt_map(env, view, classes, keep);
    draw_furniture(env, base, above);
    return base;
}

/* Told once, by the page that came first. */
static void note_labels(const sb_figure_env *env, const sb_map_base *base)
{
    sb_span at = sb_node_span(base->view.map->node, "labels");
    int none = base->n_labels[SB_LABELS_NONE], key = base->n_labels[SB_LABELS_KEY];
    if (none > 0)
        sb_diag_add(env->diag, SB_NOTE, SB_E_LAYOUT, at,
                    sb_ngettext("%d area has no room for a label",
                                "%d areas have no room for a label", none),
                    none);
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
    sb_map_base *base = make_base(env, view, classes, width, height, maps->arena);
    sb_vec_push(maps->arena, &maps->bases, base);
    note_labels(env, base);
    return base;
}
