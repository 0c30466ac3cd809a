#include "figure/chart.h"

#include <string.h>

/* PAGE.md 6, "Series", pt. */
static const double TOP = 4, AXIS_GAP = 3, TICK = 2.5, YEAR_BASELINE = 8.5, YEAR_DESCENT = 2;
static const double LABEL_GAP = 5, LABEL_PITCH = 8.5, LABEL_ROOM = 62, NAME_ROOM = 46;
static const double NUMBER_GAP = 4, YEAR_GAP = 5, DOT = 3, LONE_DOT = 2;
static const double LEAST = 56, HEIGHT = 84, LEAST_PLOT = 50;
enum { MOST_STEPS = 4, INDEX_STEP = 2, INDEX_DIGITS = 1 };

/* ---- what is shown ---- */

typedef struct series {
    int from, n; /* periods */
    sb_manner manner;
    double base;       /* 100 in an index, else NaN */
    sb_value **values; /* [area][period - from] */
    bool *is_new; /* [period - from]: a new series begins, not to be compared with before */
} series;

static sb_value indexed(sb_value value, sb_value base)
{
    if (!sb_value_is_number(base))
        return sb_value_without(base.state);
    if (base.number == 0)
        return sb_value_without(SB_NOT_MEANINGFUL);
    if (sb_value_is_number(value)) {
        value.number = 100 * value.number / base.number;
        value.state = SB_NUMBER;
    }
    return value;
}

static series series_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    const sb_spec_chart *spec = chart->spec;
    sb_arena *arena = chart->env->arena;
    int indicator = sb_facts_find(facts, spec->indicators[0]);
    const sb_indicator *about = sb_facts_indicator(facts, indicator);
    int from = spec->from ? sb_facts_period(facts, spec->from) : 0;
    int to = spec->to ? sb_facts_period(facts, spec->to) : sb_facts_periods(facts) - 1;
    int base = spec->index ? sb_facts_period(facts, spec->index) : -1;
    series all = {
        .from = from,
        .n = to < from ? 0 : to - from + 1,
        .manner = base < 0 ? sb_manner_of(about) : (sb_manner){NULL, INDEX_DIGITS, 0},
        .base = base < 0 ? (double)NAN : 100,
        .values = sb_arena_array(arena, sb_value *, chart->n_areas),
        .is_new = sb_arena_array(arena, bool, to < from ? 0 : to - from + 1),
    };
    for (int i = 1; i < all.n; i++)
        all.is_new[i] = !sb_facts_is_comparable(facts, indicator, from + i - 1, from + i);
    for (int a = 0; a < chart->n_areas; a++) {
        sb_place place = chart->areas[a].place;
        all.values[a] = sb_arena_array(arena, sb_value, all.n);
        for (int i = 0; i < all.n; i++) {
            sb_value value = sb_facts_value(facts, indicator, place, from + i);
            bool is_broken =
                base >= 0 && !sb_facts_is_comparable(facts, indicator, from + i, base);
            all.values[a][i] =
                is_broken  ? sb_value_without(SB_NOT_MEANINGFUL)
                : base < 0 ? value
                           : indexed(value, sb_facts_value(facts, indicator, place, base));
        }
    }
    return all;
}

/* ---- how it is drawn ---- */

static sb_extent measure(const sb_chart *chart)
{
    double labels = TOP + chart->n_areas * 2 * LABEL_PITCH;
    return (sb_extent){fmax(LEAST, labels), fmax(HEIGHT, labels), true};
}

typedef struct plot {
    const sb_chart *chart;
    series all;
    sb_ticks ticks;
    double *x; /* [period - from] */
    sb_scale y;
    double left, right, axis;
} plot;

/* Where a series ends and what stands there. */
typedef struct end {
    int last; /* its last number, -1 */
    sb_lines label;
    double width;
} end;

static int last_number(const sb_value *values, int n)
{
    while (n > 0 && !sb_value_is_number(values[n - 1]))
        n--;
    return n - 1;
}

/* "99,2 Name"; the name may break, the value stays with its first word.  A series that stops
 * early has no value to show at the end. */
static end end_of(const sb_chart *chart, series all, int area, double name_room)
{
    const sb_figure_env *env = chart->env;
    const sb_chart_area *about = &chart->areas[area];
    end e = {.last = last_number(all.values[area], all.n)};
    const char *value =
        all.n > 0 ? sb_figure_value(env, all.values[area][all.n - 1], all.manner) : "";
    const char *lead = sb_arena_printf(env->arena, "%s\u00a0", value);
    const sb_type *type = sb_style_type(env->style, sb_voice_label(about->voice));
    sb_piece piece = {.type = type,
                      .text = sb_arena_printf(env->arena, "%s%s", lead, about->name)};
    const sb_paragraph *p = sb_paragraph_new(env->shaper, &piece, 1, env->arena);
    double room = sb_shape_width(env->shaper, type, lead) + name_room;
    e.label = sb_paragraph_break(env->shaper, p, room, (sb_break_rules){0}, env->arena);
    for (int i = 0; i < e.label.n; i++)
        e.width = fmax(e.width, e.label.lines[i]->width);
    return e;
}

static sb_ticks ticks_of(const sb_chart *chart, series all)
{
    double low = isnan(all.base) ? INFINITY : all.base;
    double high = isnan(all.base) ? -INFINITY : all.base;
    for (int a = 0; a < chart->n_areas; a++)
        for (int i = 0; i < all.n; i++)
            if (sb_value_is_number(all.values[a][i])) {
                low = fmin(low, all.values[a][i].number);
                high = fmax(high, all.values[a][i].number);
            }
    if (!(low <= high))
        return (sb_ticks){0};
    double least = isnan(all.base) ? pow(10, -all.manner.digits) : INDEX_STEP;
    return sb_ticks_round(low, high, MOST_STEPS, least);
}

static const char *tick_text(const plot *p, int i)
{
    char text[SB_FORMAT_ROOM];
    sb_format_number(p->chart->env->locale, sb_tick_at(p->ticks, i), p->ticks.digits,
                     p->all.manner.flags, text);
    return sb_arena_text(p->chart->env->arena, text);
}

static double numbers_width(const plot *p)
{
    double widest = 0;
    for (int i = 0; i < p->ticks.n; i++)
        widest = fmax(widest, sb_draw_width(p->chart->env, "axis", tick_text(p, i)));
    return widest;
}

/* Periods by their years, evenly where two are of the same year. */
static void place_periods(plot *p)
{
    const sb_facts *facts = p->chart->env->facts;
    int from = p->all.from, n = p->all.n;
    bool is_yearly = true;
    for (int i = 1; i < n; i++)
        is_yearly &=
            sb_facts_period_year(facts, from + i) > sb_facts_period_year(facts, from + i - 1);
    p->x = sb_arena_array(p->chart->env->arena, double, n);
    int first = n > 0 ? sb_facts_period_year(facts, from) : 0;
    int years = n > 0 ? sb_facts_period_year(facts, from + n - 1) - first : 0;
    sb_scale x = {0, is_yearly ? years : n - 1, p->left, p->right};
    for (int i = 0; i < n; i++)
        p->x[i] = sb_scale_at(x, is_yearly ? sb_facts_period_year(facts, from + i) - first : i);
}

static void draw_grid(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    double drop = sb_draw_drop(env, "axis");
    for (int i = 0; i < p->ticks.n; i++) {
        double value = sb_tick_at(p->ticks, i), y = sb_scale_at(p->y, value);
        sb_draw_line(env, value == p->all.base ? "index" : "grid", (sb_point){p->left, y},
                     (sb_point){p->right, y});
        sb_draw_text(env, "axis", tick_text(p, i), p->left - NUMBER_GAP, y + drop, SB_RIGHT);
    }
}

static bool is_year(const char *label)
{
    return strlen(label) == 4 && strspn(label, "0123456789") == 4;
}

/* Short years between the ends: all of them or, in a narrow chart, none. */
static bool inner_labels_fit(const plot *p)
{
    double width = sb_draw_width(p->chart->env, "axis", "\u201900");
    for (int i = 2; i < p->all.n - 1; i++)
        if (p->x[i] - p->x[i - 1] < width + YEAR_GAP)
            return false;
    return true;
}

/* All periods have ticks; the first and last their full labels, those between them the short
 * form of a year where there is room. */
static void draw_periods(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    int n = p->all.n;
    double baseline = p->axis + YEAR_BASELINE, free_from = 0;
    sb_draw_line(env, "axis", (sb_point){p->left, p->axis}, (sb_point){p->right, p->axis});
    if (n < 1)
        return;
    const char *last = sb_facts_period_label(env->facts, p->all.from + n - 1);
    double last_from = p->x[n - 1] - sb_draw_width(env, "axis", last) / 2 - YEAR_GAP;
    bool has_inner = inner_labels_fit(p);
    for (int i = 0; i < n; i++) {
        sb_draw_line(env, "tick", (sb_point){p->x[i], p->axis},
                     (sb_point){p->x[i], p->axis + TICK});
        const char *label = sb_facts_period_label(env->facts, p->all.from + i);
        bool is_inner = i > 0 && i < n - 1;
        if (is_inner && !(has_inner && is_year(label)))
            continue;
        if (is_inner)
            label = sb_arena_printf(env->arena, "\u2019%s", label + 2);
        double half = sb_draw_width(env, "axis", label) / 2;
        if (is_inner && (p->x[i] - half < free_from || p->x[i] + half > last_from))
            continue;
        sb_draw_text(env, "axis", label, p->x[i], baseline, SB_CENTRE);
        free_from = p->x[i] + half + YEAR_GAP;
    }
}

/* The line, interrupted where a value is missing or a new series begins; a value with no
 * neighbour is a dot. */
static void draw_series(const plot *p, int area, int last)
{
    const sb_figure_env *env = p->chart->env;
    const sb_value *values = p->all.values[area];
    sb_voice voice = p->chart->areas[area].voice;
    sb_pencil pencil = sb_pencil_new(env->arena);
    bool is_drawing = false;
    for (int i = 0; i <= last; i++) {
        if (!sb_value_is_number(values[i])) {
            is_drawing = false;
            continue;
        }
        sb_point at = {p->x[i], sb_scale_at(p->y, values[i].number)};
        bool goes_on = i < last && sb_value_is_number(values[i + 1]) && !p->all.is_new[i + 1];
        if (is_drawing)
            sb_pencil_line(&pencil, at.x, at.y);
        else if (goes_on)
            sb_pencil_move(&pencil, at.x, at.y);
        else if (i < last)
            sb_draw_dot(env, sb_voice_dot(voice), at, LONE_DOT);
        is_drawing = goes_on;
    }
    sb_path path = sb_pencil_path(&pencil);
    if (path.n_points > 1)
        sb_draw_path(env, sb_voice_line(voice), path);
    if (last >= 0)
        sb_draw_dot(env, sb_voice_dot(voice),
                    (sb_point){p->x[last], sb_scale_at(p->y, values[last].number)}, DOT);
}

static void draw_ends(const plot *p, const end *ends, sb_rect box)
{
    const sb_figure_env *env = p->chart->env;
    int n = p->chart->n_areas;
    double *at = sb_arena_array(env->arena, double, n);
    double *size = sb_arena_array(env->arena, double, n);
    for (int a = 0; a < n; a++) {
        /* centred on the dot, so that labels have the order of the lines */
        size[a] = ends[a].label.n * LABEL_PITCH;
        at[a] = ends[a].last < 0 ? p->axis
                                 : sb_scale_at(p->y, p->all.values[a][ends[a].last].number);
    }
    double missing = sb_spread(at, size, n, box.y, sb_rect_bottom(box), env->arena);
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(p->chart, missing, true);
    for (int a = 0; a < n; a++) {
        double drop = sb_draw_drop(env, sb_voice_label(p->chart->areas[a].voice));
        double y = at[a] - size[a] / 2 + LABEL_PITCH / 2 + drop;
        for (int i = 0; i < ends[a].label.n; i++)
            sb_line_draw(env->page->list, ends[a].label.lines[i], p->right + LABEL_GAP,
                         y + i * LABEL_PITCH, SB_LEFT);
    }
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = {.chart = chart, .all = series_of(chart)};
    p.ticks = ticks_of(chart, p.all);
    end *ends = sb_arena_array(env->arena, end, chart->n_areas);
    double reserved = LABEL_ROOM;
    for (int a = 0; a < chart->n_areas; a++) {
        ends[a] = end_of(chart, p.all, a, fmax(NAME_ROOM, box.width / 4));
        reserved = fmax(reserved, LABEL_GAP + ends[a].width);
    }
    p.left = box.x + numbers_width(&p) + NUMBER_GAP;
    p.right = sb_rect_right(box) - reserved;
    p.axis = sb_rect_bottom(box) - YEAR_BASELINE - YEAR_DESCENT;
    p.y = (sb_scale){p.ticks.first, sb_tick_at(p.ticks, p.ticks.n - 1), p.axis - AXIS_GAP,
                     box.y + TOP};
    if (p.right - p.left < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (p.right - p.left), false);
        return;
    }
    place_periods(&p);
    draw_grid(&p);
    draw_periods(&p);
    for (int a = chart->n_areas; a-- > 0;) /* the page's own on top */
        draw_series(&p, a, ends[a].last);
    draw_ends(&p, ends, box);
}

/* ---- in words ---- */

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    series all = series_of(chart);
    sb_buf_printf(out, "%s, %s", sb_word(env->locale, SB_W_LINE_CHART),
                  sb_facts_indicator(env->facts, sb_chart_indicator(chart, 0))->label);
    if (all.n < 1)
        return;
    sb_buf_text(out, ", ");
    sb_buf_printf(out, sb_word(env->locale, SB_W_FROM_TO),
                  sb_facts_period_label(env->facts, all.from),
                  sb_facts_period_label(env->facts, all.from + all.n - 1));
    if (chart->spec->index)
        sb_buf_printf(out, " (%s = 100)", chart->spec->index);
    for (int a = 0; a < chart->n_areas; a++) {
        sb_buf_printf(out, "%s%s", a ? "; " : ": ", chart->areas[a].name);
        sb_say_series(env, all.values[a], all.from, all.n, all.manner, out);
    }
}

const sb_chart_class sb_chart_line = {
    .measure = measure, .draw = draw, .say = say, .least = 1, .most = 1, .most_compare = -1};
