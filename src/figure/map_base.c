#include "figure/map_base.h"

#include "figure/alt.h"
#include "figure/map_label.h"
#include "figure/map_symbols.h"

#include <pthread.h>
#include <stdlib.h>

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
    const sb_spec_map *map;
    int level, period;
    bool is_part;
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

bool sb_map_view_of(const sb_facts *facts, const sb_spec_map *map, sb_scope scope,
                    sb_map_view *view)
{
    const sb_areas *areas = sb_facts_areas(facts);
    *view = (sb_map_view){.map = map,
                          .level = scope.place.level >= 0 ? scope.place.level : 0,
                          .period = scope.period,
                          .indicator = -1,
                          .symbols = -1};
    if (map->level)
        view->level = sb_areas_level(areas, map->level);
    if (map->period)
        view->period = sb_facts_period(facts, map->period);
    if (map->indicator)
        view->indicator = sb_facts_find(facts, map->indicator);
    if (map->symbols)
        view->symbols = sb_facts_find(facts, map->symbols);
    if (view->level < 0 || view->period < 0 || (map->indicator && view->indicator < 0) ||
        (map->symbols && view->symbols < 0))
        return false;
    view->is_locator = !map->indicator && !map->symbols;
    view->upper =
        map->borders ? sb_areas_level(areas, map->borders) : areas->levels[view->level].above;
    view->has_scale = map->has_scale && !view->is_locator;
    const sb_arcs *arcs = areas->levels[view->level].arcs;
    return arcs && !sb_rect_is_empty(arcs->box);
}

/* Where colours part: a number, or the value of the area above; NAN: nowhere. */
static double centre_of(const sb_facts *facts, const sb_spec_classes *spec, int indicator,
                        int level, int period)
{
    const sb_areas *areas = sb_facts_areas(facts);
    double number;
    if (!spec->around)
        return NAN;
    if (sb_map_number(spec->around, &number))
        return number;
    sb_place above =
        sb_areas_above(areas, (sb_place){level, 0}, sb_areas_level(areas, spec->around));
    sb_value v = above.area < 0 ? sb_value_without(SB_UNKNOWN)
                                : sb_facts_value(facts, indicator, above, period);
    return sb_value_is_number(v) ? v.number : NAN;
}

bool sb_map_number(const char *text, double *number)
{
    sb_value value;
    sb_number_format format = {.decimal = SB_DECIMAL_POINT};
    if (!sb_number_read(text, format, &value) || !sb_value_is_number(value))
        return false;
    *number = value.number;
    return true;
}

static const sb_classes *types_of(const sb_spec_map *map, const sb_value *values, int n,
                                  sb_arena *arena)
{
    double keys[SB_CLASS_MAX] = {0};
    const char **names = sb_arena_array(arena, const char *, SB_CLASS_MAX);
    int k = map->n_types < SB_CLASS_MAX ? map->n_types : SB_CLASS_MAX;
    for (int i = 0; i < k; i++) {
        if (!sb_map_number(map->types[i].key, &keys[i]))
            keys[i] = NAN;
        names[i] = map->types[i].value ? map->types[i].value : map->types[i].key;
    }
    return sb_classes_by_type(values, n, keys, names, k, arena);
}

/* An indicator whose values have names is its own list of types. */
static const sb_classes *kinds_of(const sb_kinds *kinds, const sb_value *values, int n,
                                  sb_arena *arena)
{
    double keys[SB_CLASS_MAX];
    int k = kinds->n < SB_CLASS_MAX ? kinds->n : SB_CLASS_MAX;
    for (int i = 0; i < k; i++)
        keys[i] = i + 1;
    sb_classes *classes = sb_arena_one(arena, sb_classes);
    *classes = *sb_classes_by_type(values, n, keys, kinds->names, k, arena);
    classes->is_ordered = kinds->is_ordered;
    return classes;
}

/* The same, with the indicator's own words for areas that have no part in it. */
static const sb_classes *with_left_out(const sb_indicator *info, const sb_classes *classes,
                                       sb_arena *arena)
{
    if (!classes || !info->left_out)
        return classes;
    sb_classes *named = sb_arena_copy(arena, classes, 1, sizeof *classes);
    named->left_out = info->left_out;
    return named;
}

/* The periods whose values are cut together, the map's own first, each once.  The last listed,
 * or its own, in `common`: where colours part is the same for all of them. */
static int periods_of(const sb_facts *facts, const sb_spec_map *map, int period, int *periods,
                      int *common)
{
    int n = 0, listed = map->classes.n_over + map->n_periods;
    periods[n++] = *common = period;
    for (int i = 0; i < listed; i++) {
        int over = map->classes.n_over;
        *common =
            sb_facts_period(facts, i < over ? map->classes.over[i] : map->periods[i - over]);
        bool is_new = *common >= 0;
        for (int k = 0; k < n; k++)
            is_new = is_new && periods[k] != *common;
        if (is_new)
            periods[n++] = *common;
    }
    return n;
}

static const sb_classes *find_classes(sb_maps *maps, const sb_facts *facts,
                                      const sb_spec_map *map, int level, int period,
                                      sb_diag *diag)
{
    int indicator = map->indicator ? sb_facts_find(facts, map->indicator) : -1;
    if (indicator < 0)
        return NULL;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int *periods = sb_arena_array(scratch, int, 1 + map->classes.n_over + map->n_periods);
    int common, n_periods = periods_of(facts, map, period, periods, &common);
    int n = level_of(facts, level)->n;
    sb_value *values = sb_arena_array(scratch, sb_value, n * n_periods);
    for (int i = 0; i < n * n_periods; i++)
        values[i] = sb_facts_value(facts, indicator, (sb_place){level, i % n}, periods[i / n]);
    const sb_indicator *info = sb_facts_indicator(facts, indicator);
    if (map->n_types)
        return types_of(map, values, n, maps->arena);
    if (info->kinds)
        return with_left_out(info, kinds_of(info->kinds, values, n, maps->arena), maps->arena);
    const sb_classes *classes =
        sb_classify(values, n * n_periods, &map->classes,
                    centre_of(facts, &map->classes, indicator, level, common), info->digits,
                    sb_node_span(map->node, "classes"), maps->arena, diag);
    if (classes && n_periods > 1)
        classes = sb_classes_of(classes, values, n, maps->arena);
    return with_left_out(info, classes, maps->arena);
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
    const sb_classes *classes = find_classes(maps, facts, map, level, period, diag);
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

static const sb_colour *steps_of(const sb_style *style, const char *palette, int k,
                                 bool is_ordered, sb_arena *arena)
{
    for (int n = k; n <= SB_CLASS_MAX; n++) {
        const sb_colour *from = sb_style_palette(style, palette, n);
        if (!from || n == k) {
            if (from)
                return from;
            continue;
        }
        sb_colour *colours = sb_arena_array(arena, sb_colour, k);
        for (int i = 0; i < k; i++)
            colours[i] = from[!is_ordered ? i : k > 1 ? i * (n - 1) / (k - 1) : n / 2];
        return colours;
    }
    return NULL;
}

const sb_colour *sb_map_colours(const sb_style *style, const char *palette,
                                const sb_classes *classes, sb_arena *arena)
{
    int first, k = sb_classes_steps(classes, &first);
    bool is_ordered = !classes->names || classes->is_ordered;
    if (!palette && !is_ordered)
        palette = "types";
    else if (!palette && !isnan(classes->centre))
        palette = "diverging";
    const sb_colour *colours = steps_of(style, palette, k, is_ordered, arena);
    return colours ? colours + first : NULL;
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
    if (view.map->has_histogram && legend.colours && !classes->names)
        legend.histogram = histogram_of(env, view, classes, legend.colours, arena);
    return legend;
}

const sb_classes *sb_map_view_classes(const sb_figure_env *env, sb_map_view view)
{
    SB_AUTO(sb_diag_drop) sb_diag *told = sb_diag_new();
    return sb_map_classes(env->maps, env->facts, view.map, view.level, view.period, told);
}

static bool is_same_length(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

sb_map_plan sb_map_plan_for(const sb_figure_env *env, sb_map_view view, double width,
                            double height)
{
    sb_maps *maps = env->maps;
    LOCKED(maps);
    for (size_t i = 0; i < maps->plans.n; i++) {
        const plan_entry *e = &maps->plans.at[i];
        if (e->map == view.map && e->level == view.level && e->period == view.period &&
            e->is_part == view.is_part && e->width == width &&
            is_same_length(e->height, height))
            return e->plan;
    }
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_legend legend =
        sb_map_legend_of(env, view, sb_map_view_classes(env, view), width, scratch);
    sb_map_plan plan = sb_map_plan_make(env, view, &legend, width, height, maps->arena);
    sb_vec_push(
        maps->arena, &maps->plans,
        (plan_entry){view.map, view.level, view.period, view.is_part, width, height, plan});
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

void sb_map_fill(const sb_figure_env *env, sb_map_view view, const sb_classes *classes,
                 const sb_arcs *arcs, sb_matrix matrix, sb_display_list *list)
{
    const sb_colour *colours =
        sb_map_colours(env->style, view.map->palette, classes, env->arena);
    int rows[SB_LEGEND_ROWS];
    int n = sb_legend_rows(classes, rows);
    int *row_of = sb_arena_array(env->arena, int, arcs->n_outlines);
    for (int i = 0; i < arcs->n_outlines; i++)
        row_of[i] = sb_legend_row(classes->of[i]);
    /* Hatches first: a clip has no holes, and what lies in one is painted over. */
    for (int i = n; i-- > 0;) {
        sb_path path = sb_outline_areas(arcs, row_of, rows[i], matrix, env->arena);
        if (path.n_points == 0)
            continue;
        if (rows[i] == SB_CLASS_NOT_MEANINGFUL)
            sb_hatch(list, env->style, path, env->arena);
        else
            sb_list_fill(list, path, true,
                         rows[i] < 0 ? sb_style_colour(env->style, "missing")
                                     : colours[rows[i]]);
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

/* What an area is filled with. */
static sb_colour ground_of(const sb_style *style, const sb_colour *colours, int class_of)
{
    if (class_of >= 0)
        return colours[class_of];
    return sb_style_colour(style, class_of == SB_CLASS_NOT_MEANINGFUL ? "paper" : "missing");
}

static void draw_labels(const sb_figure_env *env, sb_map_base *base, sb_display_list *list,
                        sb_arena *keep)
{
    const sb_colour *colours =
        sb_map_colours(env->style, base->view.map->palette, base->classes, env->arena);
    sb_point map = {base->plan.map.x, base->plan.map.y};
    for (int i = 0; i < level_of(env->facts, base->view.level)->n; i++) {
        const sb_map_label *label = &base->plan.labels[i];
        sb_map_label_draw(env, label, map, ground_of(env->style, colours, base->classes->of[i]),
                          list, keep);
        base->n_labels[label->kind] += base->arcs->outlines[i].n > 0;
    }
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
    if (plan->numbers.height > 0)
        sb_numbers_list_draw(env, level_of(env->facts, base->view.level), plan->labels, list,
                             plan->numbers);
    if (base->view.has_scale)
        sb_scale_bar_draw(env, sb_scale_bar_for(env, plan->pt_per_metre, plan->map.width), list,
                          plan->bar_end.x, plan->bar_end.y);
    if (base->view.map->has_north)
        sb_north_draw(env, list, plan->bar_end.x,
                      plan->bar_end.y - (base->view.has_scale ? SB_SCALE_BAR_HEIGHT : 0));
}

/* A locator's ground: all of the map in one colour. */
static void draw_ground(const sb_figure_env *env, const sb_map_base *base,
                        sb_display_list *list)
{
    const int *all = sb_arena_array(env->arena, int, base->arcs->n_outlines);
    sb_list_fill(list, sb_outline_areas(base->arcs, all, 0, base->matrix, env->arena), true,
                 sb_style_colour(env->style, "ground"));
}

static sb_map_base *make_base(const sb_figure_env *shared, sb_map_view view,
                              const sb_classes *classes, double width, double height,
                              sb_arena *keep)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_figure_env of_base = *shared, *env = &of_base;
    env->arena = scratch;
    const sb_level *level = level_of(env->facts, view.level);
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
    base->arcs = sb_maps_arcs(env->maps, level, SB_MAP_DETAIL / base->plan.pt_per_metre);
    base->matrix = sb_outline_matrix(
        level->arcs, (sb_point){base->plan.map.x, base->plan.map.y}, base->plan.pt_per_metre);
    if (!classes)
        draw_ground(env, base, below);
    else
        sb_map_fill(env, view, classes, base->arcs, base->matrix, below);
    sb_map_draw_context(env, view, base->arcs, base->matrix, below);
    draw_borders(env, base, view.is_locator ? above : below);
    if (view.symbols >= 0)
        sb_symbols_draw(env, view, base->arcs, base->matrix, base->plan.symbols, below);
    if (classes && base->plan.labels)
        draw_labels(env, base, above, keep);
    if (!view.is_locator)
        base->alt = sb_alt_map(env, view, classes, keep);
    draw_furniture(env, base, above);
    return base;
}

static bool is_same(const sb_map_base *base, sb_map_view view, double width, double height)
{
    return base->view.map == view.map && base->view.level == view.level &&
           base->view.period == view.period && base->view.is_part == view.is_part &&
           base->width == width && base->height == height;
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
        if (is_same(maps->bases.at[i], view, width, height))
            return maps->bases.at[i];
    const sb_classes *classes = sb_map_view_classes(env, view);
    if (view.indicator >= 0 && !classes)
        return NULL;
    sb_map_base *base = make_base(env, view, classes, width, height, maps->arena);
    sb_vec_push(maps->arena, &maps->bases, base);
    note_labels(env, base);
    return base;
}
