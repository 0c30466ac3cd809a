/* Which class an area of a map is in, and what colour that has. */
#include "figure/map_classes.h"

#include "figure/map_matrix.h"

bool sb_map_number(const char *text, double *number)
{
    sb_value value;
    sb_number_format format = {.decimal = SB_DECIMAL_POINT};
    if (!sb_number_read(text, format, &value) || !sb_value_is_number(value))
        return false;
    *number = value.number;
    return true;
}

/* A map whose classes are looked for. */
typedef struct search {
    const sb_facts *facts;
    const sb_spec_map *map;
    const sb_spec_classes *spec;
    int level, period, n; /* n areas */
    sb_arena *arena;
    sb_diag *diag;
} search;

/* Where colours part: a number, or the value of the area above; NAN: nowhere. */
static double centre_of(const search *s, int indicator, int period)
{
    const sb_areas *areas = sb_facts_areas(s->facts);
    double number;
    if (!s->spec->around)
        return NAN;
    if (sb_map_number(s->spec->around, &number))
        return number;
    sb_place above =
        sb_areas_above(areas, (sb_place){s->level, 0}, sb_areas_level(areas, s->spec->around));
    sb_value v = above.area < 0 ? sb_value_without(SB_UNKNOWN)
                                : sb_facts_value(s->facts, indicator, above, period);
    return sb_value_is_number(v) ? v.number : NAN;
}

static bool is_among(const int *list, int n, int wanted)
{
    for (int i = 0; i < n; i++)
        if (list[i] == wanted)
            return true;
    return false;
}

/* The periods whose values are cut together, the map's own first, each once.  The last listed,
 * or its own, in `common`: where colours part is the same for all of them. */
static int periods_of(const search *s, int *periods, int *common)
{
    int n = 0, over = s->spec->n_over;
    periods[n++] = *common = s->period;
    for (int i = 0; i < over + s->map->n_periods; i++) {
        *common =
            sb_facts_period(s->facts, i < over ? s->spec->over[i] : s->map->periods[i - over]);
        if (*common >= 0 && !is_among(periods, n, *common))
            periods[n++] = *common;
    }
    return n;
}

/* The indicators whose values are cut together, the map's own first, each once. */
static int indicators_of(const search *s, int own, int *indicators)
{
    int n = 0;
    indicators[n++] = own;
    for (int i = 0; i < s->spec->n_with; i++) {
        int other = sb_facts_find(s->facts, s->spec->with[i]);
        if (other >= 0 && !is_among(indicators, n, other))
            indicators[n++] = other;
    }
    return n;
}

static sb_value *values_of(const search *s, int indicator, int period)
{
    sb_value *values = sb_arena_array(s->arena, sb_value, s->n);
    for (int i = 0; i < s->n; i++)
        values[i] = sb_facts_value(s->facts, indicator, (sb_place){s->level, i}, period);
    return values;
}

/* Limits from all values that are cut together, for the areas of this map. */
static const sb_classes *limits_of(const search *s, int indicator)
{
    int *periods = sb_arena_array(s->arena, int, 1 + s->spec->n_over + s->map->n_periods);
    int *indicators = sb_arena_array(s->arena, int, 1 + s->spec->n_with);
    int common, n_periods = periods_of(s, periods, &common);
    int n_indicators = indicators_of(s, indicator, indicators);
    int sets = n_periods * n_indicators, digits = 0;
    sb_value *all = sb_arena_array(s->arena, sb_value, s->n * sets);
    for (int i = 0; i < s->n * sets; i++)
        all[i] = sb_facts_value(s->facts, indicators[i / s->n / n_periods],
                                (sb_place){s->level, i % s->n}, periods[i / s->n % n_periods]);
    for (int i = 0; i < n_indicators; i++) {
        int own = sb_facts_indicator(s->facts, indicators[i])->digits;
        digits = own > digits ? own : digits;
    }
    const sb_classes *classes =
        sb_classify(all, s->n * sets, s->spec, centre_of(s, indicator, common), digits,
                    sb_node_span(s->map->node, "classes"), s->arena, s->diag);
    return classes && sets > 1
               ? sb_classes_of(classes, values_of(s, indicator, s->period), s->n, s->arena)
               : classes;
}

static const sb_classes *types_of(const search *s, int indicator)
{
    const sb_spec_map *map = s->map;
    double keys[SB_KIND_MAX] = {0};
    const char **names = sb_arena_array(s->arena, const char *, SB_KIND_MAX);
    int k = map->n_types < SB_KIND_MAX ? map->n_types : SB_KIND_MAX;
    for (int i = 0; i < k; i++) {
        if (!sb_map_number(map->types[i].key, &keys[i]))
            keys[i] = NAN;
        names[i] = map->types[i].value ? map->types[i].value : map->types[i].key;
    }
    return sb_classes_by_type(values_of(s, indicator, s->period), s->n, keys, names, k,
                              s->arena);
}

/* The same, with the map's or the indicator's own words for areas that have no part in it. */
static const sb_classes *with_left_out(const sb_spec_map *map, const sb_indicator *info,
                                       const sb_classes *classes, sb_arena *arena)
{
    const char *words = map->empty ? map->empty : info->left_out;
    if (!classes || !words)
        return classes;
    sb_classes *named = sb_arena_copy(arena, classes, 1, sizeof *classes);
    named->left_out = words;
    return named;
}

/* An indicator whose values have names is its own list of types, or its own matrix. */
static const sb_classes *kinds_of(const search *s, const sb_kinds *kinds, int indicator)
{
    if (kinds->rows.n)
        return sb_matrix_of_kinds(&kinds->rows, &kinds->columns,
                                  values_of(s, indicator, s->period), s->n, s->arena);
    double keys[SB_CLASS_MAX];
    int k = kinds->n < SB_CLASS_MAX ? kinds->n : SB_CLASS_MAX;
    for (int i = 0; i < k; i++)
        keys[i] = i + 1;
    sb_classes *classes = sb_arena_one(s->arena, sb_classes);
    *classes = *sb_classes_by_type(values_of(s, indicator, s->period), s->n, keys, kinds->names,
                                   k, s->arena);
    classes->is_ordered = kinds->is_ordered;
    return classes;
}

static const sb_classes *pairs_of(const search *s, int indicator)
{
    int against = sb_facts_find(s->facts, s->map->against);
    search two = *s;
    sb_spec_classes spec = *s->spec;
    two.spec = &spec;
    if (!sb_node_at(spec.node, "count"))
        spec.count = SB_MATRIX_SIDE;
    const sb_classes *up = against < 0 ? NULL : limits_of(&two, indicator),
                     *across = up ? limits_of(&two, against) : NULL;
    return across ? sb_matrix_of_pairs(s->facts, up, indicator, across, against, s->n, s->arena)
                  : NULL;
}

const sb_classes *sb_map_classes_find(const sb_facts *facts, const sb_spec_map *map, int level,
                                      int period, sb_arena *arena, sb_diag *diag)
{
    int indicator = map->indicator ? sb_facts_find(facts, map->indicator) : -1;
    if (indicator < 0)
        return NULL;
    const search s = {facts, map,    &map->classes,
                      level, period, sb_facts_areas(facts)->levels[level].n,
                      arena, diag};
    const sb_indicator *info = sb_facts_indicator(facts, indicator);
    const sb_classes *classes;
    if (map->n_types)
        classes = types_of(&s, indicator);
    else if (info->kinds)
        classes = kinds_of(&s, info->kinds, indicator);
    else
        classes = map->against ? pairs_of(&s, indicator) : limits_of(&s, indicator);
    return with_left_out(map, info, classes, arena);
}

/* ---- colours ---- */

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
    if (classes->matrix)
        return sb_matrix_colours(style, classes->matrix, arena);
    int first, k = sb_classes_steps(classes, &first);
    bool is_ordered = sb_classes_are_ordered(classes);
    if (!palette && !is_ordered)
        palette = "types";
    else if (!palette && !isnan(classes->centre))
        palette = "diverging";
    const sb_colour *colours = steps_of(style, palette, k, is_ordered, arena);
    return colours ? colours + first : NULL;
}
