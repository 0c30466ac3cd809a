#include "figure/alt.h"

#include "figure/map_places.h"

/* A reader cannot take in the names of more areas than this; the counts say it then. */
enum { MOST_NAMED = 300 };

static const sb_level *level_of(const sb_figure_env *env, int level)
{
    return &sb_facts_areas(env->facts)->levels[level];
}

/* Lowest and highest printed value; false if there is none. */
static bool range_of(const sb_figure_env *env, sb_map_view view, int indicator, double *low,
                     double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (int i = 0; i < level_of(env, view.level)->n; i++) {
        sb_value v =
            sb_facts_value(env->facts, indicator, (sb_place){view.level, i}, view.period);
        if (!sb_value_is_number(v))
            continue;
        *low = fmin(*low, v.number);
        *high = fmax(*high, v.number);
    }
    return *low <= *high;
}

static void add_range(const sb_figure_env *env, sb_map_view view, int indicator, sb_buf *out)
{
    double low, high;
    char from[SB_FORMAT_ROOM], to[SB_FORMAT_ROOM];
    if (!range_of(env, view, indicator, &low, &high))
        return;
    int digits = sb_facts_indicator(env->facts, indicator)->digits;
    sb_format_number(env->locale, low, digits, 0, from);
    sb_format_number(env->locale, high, digits, 0, to);
    sb_buf_text(out, ", ");
    sb_buf_printf(out, sb_word(env->locale, SB_W_MAP_VALUES), from, to);
}

static void add_names(const sb_level *level, const sb_classes *classes, int row, sb_buf *out)
{
    const char *before = ": ";
    for (int i = 0; i < level->n; i++) {
        if (sb_legend_row(classes->of[i]) != row)
            continue;
        sb_buf_printf(out, "%s%s", before, level->areas[i].short_name);
        before = ", ";
    }
}

static void add_classes(const sb_figure_env *env, sb_map_view view, const sb_classes *classes,
                        sb_arena *arena, sb_buf *out)
{
    const sb_level *level = level_of(env, view.level);
    int rows[SB_LEGEND_ROWS];
    int n = sb_legend_rows(classes, rows);
    for (int i = 0; i < n; i++) {
        char count[SB_FORMAT_ROOM];
        sb_format_number(env->locale, sb_legend_count(classes, rows[i]), 0, 0, count);
        sb_buf_printf(out, "%s%s (%s)", i ? "; " : ". ",
                      sb_legend_text(env->locale, classes, view.map->wording, rows[i], arena),
                      count);
        if (level->n <= MOST_NAMED)
            add_names(level, classes, rows[i], out);
    }
    sb_buf_char(out, '.');
}

static void add_label(const sb_figure_env *env, int indicator, sb_buf *out)
{
    const sb_indicator *i = sb_facts_indicator(env->facts, indicator);
    sb_buf_printf(out, " %s", i->label);
    if (i->unit)
        sb_buf_printf(out, " in %s", i->unit);
}

/* A map of nothing but places. */
static const char *alt_places(const sb_figure_env *env, sb_map_view view, sb_arena *arena)
{
    sb_shown_places places = sb_places_of(env->facts, view, env->arena);
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    if (view.place.level >= 0)
        sb_buf_printf(&out, "%s: %s.", sb_word(env->locale, SB_W_MAP_OF),
                      sb_areas_at(sb_facts_areas(env->facts), view.place)->name);
    else
        sb_buf_printf(&out, "%s: %d %s.", sb_word(env->locale, SB_W_MAP_OF),
                      level_of(env, view.level)->n, level_of(env, view.level)->plural);
    sb_places_words(env, &places, &out);
    return sb_arena_text(arena, out.at);
}

const char *sb_alt_map(const sb_figure_env *env, sb_map_view view, const sb_classes *classes,
                       sb_arena *arena)
{
    const sb_level *level = level_of(env, view.level);
    int shown = view.indicator >= 0 ? view.indicator : view.symbols;
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    if (shown < 0)
        return alt_places(env, view, arena);
    sb_buf_printf(&out, "%s:", sb_word(env->locale, SB_W_MAP_OF));
    add_label(env, shown, &out);
    if (view.against >= 0) {
        sb_buf_printf(&out, " %s", sb_word(env->locale, SB_W_AND));
        add_label(env, view.against, &out);
    }
    sb_buf_printf(&out, ", %s, %d %s", sb_facts_period_label(env->facts, view.period), level->n,
                  level->plural);
    if (!classes || sb_classes_have_limits(classes))
        add_range(env, view, shown, &out);
    if (view.indicator >= 0 && view.symbols >= 0) {
        sb_buf_printf(&out, "; %s", sb_facts_indicator(env->facts, view.symbols)->label);
        add_range(env, view, view.symbols, &out);
    }
    if (classes)
        add_classes(env, view, classes, arena, &out);
    else
        sb_buf_char(&out, '.');
    sb_shown_places places = sb_places_of(env->facts, view, env->arena);
    sb_places_words(env, &places, &out);
    return sb_arena_text(arena, out.at);
}

static int n_classed(const sb_classes *classes)
{
    int n = 0;
    for (int i = 0; i < classes->k; i++)
        n += classes->count[i];
    return n;
}

const char *sb_alt_map_area(const sb_figure_env *env, sb_map_view view,
                            const sb_classes *classes, int area, sb_arena *arena)
{
    sb_place place = {view.level, area};
    const sb_indicator *indicator = sb_facts_indicator(env->facts, view.indicator);
    const char *name = sb_areas_at(sb_facts_areas(env->facts), place)->name;
    const char *class_text = sb_legend_text(env->locale, classes, view.map->wording,
                                            sb_legend_row(classes->of[area]), arena);
    sb_value value = sb_facts_value(env->facts, view.indicator, place, view.period);
    if (!sb_value_is_number(value) || !sb_classes_have_limits(classes))
        return sb_arena_printf(arena, "%s: %s.", name, class_text);

    char number[SB_FORMAT_ROOM], rank[SB_FORMAT_ROOM], of[SB_FORMAT_ROOM];
    sb_format_measure(env->locale, value, indicator->digits, 0, indicator->unit, number);
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    sb_buf_printf(&out, "%s: %s (%s)", name, number, class_text);
    sb_value place_in_order = sb_facts_rank(env->facts, view.indicator, place, view.period);
    if (sb_value_is_number(place_in_order)) {
        sb_format_number(env->locale, place_in_order.number, 0, 0, rank);
        sb_format_number(env->locale, n_classed(classes), 0, 0, of);
        sb_buf_text(&out, ", ");
        sb_buf_printf(&out, sb_word(env->locale, SB_W_RANK_OF), rank, of);
    }
    sb_buf_char(&out, '.');
    return sb_arena_text(arena, out.at);
}

const char *sb_alt_locator(const sb_figure_env *env, sb_arena *arena)
{
    const sb_areas *areas = sb_facts_areas(env->facts);
    SB_AUTO(sb_buf_free) sb_buf names = {0}, out = {0};
    sb_place place = env->scope.place;
    for (int level = place.level; level >= 0; level = areas->levels[level].above) {
        sb_place at = sb_areas_above(areas, place, level);
        if (at.area >= 0)
            sb_buf_printf(&names, "%s%s", names.n ? ", " : "", sb_areas_at(areas, at)->name);
    }
    sb_buf_printf(&out, "%s", sb_word(env->locale, SB_W_MAP_OF));
    if (names.n) {
        sb_buf_text(&out, ": ");
        sb_buf_printf(&out, sb_word(env->locale, SB_W_MAP_PLACE), names.at);
    }
    sb_buf_char(&out, '.');
    return sb_arena_text(arena, out.at);
}
