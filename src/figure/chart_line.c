#include "figure/axis.h"
#include "figure/chart.h"

#include <string.h>

/* PAGE.md 6, "Series", pt. */
static const double TOP = 4, AXIS_GAP = 3, TICK = 2.5, YEAR_BASELINE = 8.5, YEAR_DESCENT = 2;
static const double LABEL_GAP = 5, LABEL_PITCH = 8.5, LABEL_ROOM = 62, NAME_ROOM = 46;
static const double NUMBER_GAP = 4, YEAR_GAP = 5, DOT = 3, LONE_DOT = 2;
static const double LEAST = 56, HEIGHT = 84, LEAST_PLOT = 50;
enum { MOST_STEPS = 4, INDEX_STEP = 2, INDEX_DIGITS = 1 };

/* ---- what is shown ---- */

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

sb_series sb_series_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    const sb_spec_chart *spec = chart->spec;
    sb_arena *arena = chart->env->arena;
    int indicator = sb_facts_find(facts, spec->indicators[0]);
    const sb_indicator *about = sb_facts_indicator(facts, indicator);
    int from = spec->from ? sb_facts_period(facts, spec->from) : 0;
    int to = spec->to ? sb_facts_period(facts, spec->to) : sb_facts_periods(facts) - 1;
    int base = spec->index ? sb_facts_period(facts, spec->index) : -1;
    sb_series series = {
        .from = from,
        .n = to < from ? 0 : to - from + 1,
        .digits = base < 0 ? about->digits : INDEX_DIGITS,
        .unit = base < 0 ? about->unit : NULL,
        .base = base < 0 ? (double)NAN : 100,
        .values = sb_arena_array(arena, sb_value *, chart->n_areas),
        .is_new = sb_arena_array(arena, bool, to < from ? 0 : to - from + 1),
    };
    for (int i = 1; i < series.n; i++)
        series.is_new[i] = !sb_facts_is_comparable(facts, indicator, from + i - 1, from + i);
    for (int a = 0; a < chart->n_areas; a++) {
        sb_place place = chart->areas[a].place;
        series.values[a] = sb_arena_array(arena, sb_value, series.n);
        for (int i = 0; i < series.n; i++) {
            sb_value value = sb_facts_value(facts, indicator, place, from + i);
            bool is_broken =
                base >= 0 && !sb_facts_is_comparable(facts, indicator, from + i, base);
            series.values[a][i] =
                is_broken  ? sb_value_without(SB_NOT_MEANINGFUL)
                : base < 0 ? value
                           : indexed(value, sb_facts_value(facts, indicator, place, base));
        }
    }
    return series;
}

/* ---- how it is drawn ---- */

sb_extent sb_line_measure(const sb_chart *chart)
{
    double labels = TOP + chart->n_areas * 2 * LABEL_PITCH;
    return (sb_extent){fmax(LEAST, labels), fmax(HEIGHT, labels), true};
}

typedef struct plot {
    const sb_chart *chart;
    sb_series series;
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
static end end_of(const sb_chart *chart, sb_series series, int area, double name_room)
{
    const sb_figure_env *env = chart->env;
    const sb_chart_area *about = &chart->areas[area];
    end e = {.last = last_number(series.values[area], series.n)};
    char value[SB_FORMAT_ROOM] = "";
    if (series.n > 0)
        sb_format_value(env->locale, series.values[area][series.n - 1], series.digits, 0,
                        value);
    const char *lead = sb_arena_printf(env->arena, "%s\u00a0", value);
    const sb_type *type = sb_style_type(env->style, sb_voice_label(about->voice));
    sb_piece piece = {type, sb_arena_printf(env->arena, "%s%s", lead, about->name)};
    const sb_paragraph *p = sb_paragraph_new(env->shaper, &piece, 1, env->arena);
    double room = sb_shape_width(env->shaper, type, lead) + name_room;
    e.label = sb_paragraph_break(env->shaper, p, room, (sb_break_rules){0}, env->arena);
    for (int i = 0; i < e.label.n; i++)
        e.width = fmax(e.width, e.label.lines[i]->width);
    return e;
}

static sb_ticks ticks_of(const sb_chart *chart, sb_series series)
{
    double low = isnan(series.base) ? INFINITY : series.base;
    double high = isnan(series.base) ? -INFINITY : series.base;
    for (int a = 0; a < chart->n_areas; a++)
        for (int i = 0; i < series.n; i++)
            if (sb_value_is_number(series.values[a][i])) {
                low = fmin(low, series.values[a][i].number);
                high = fmax(high, series.values[a][i].number);
            }
    if (!(low <= high))
        return (sb_ticks){0};
    double least = isnan(series.base) ? pow(10, -series.digits) : INDEX_STEP;
    return sb_ticks_round(low, high, MOST_STEPS, least);
}

static const char *tick_text(const plot *p, int i)
{
    char text[SB_FORMAT_ROOM];
    sb_format_number(p->chart->env->locale, sb_tick_at(p->ticks, i), p->ticks.digits, 0, text);
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
    int from = p->series.from, n = p->series.n;
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
        sb_draw_line(env, value == p->series.base ? "index" : "grid", (sb_point){p->left, y},
                     (sb_point){p->right, y});
        sb_draw_text(env, "axis", tick_text(p, i), p->left - NUMBER_GAP, y + drop, SB_RIGHT);
    }
}

static bool is_year(const char *label)
{
    return strlen(label) == 4 && strspn(label, "0123456789") == 4;
}

/* All periods have ticks; the first and last their full labels, those between them the short
 * form of a year where there is room. */
static void draw_periods(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    int n = p->series.n;
    double baseline = p->axis + YEAR_BASELINE, free_from = 0;
    sb_draw_line(env, "axis", (sb_point){p->left, p->axis}, (sb_point){p->right, p->axis});
    if (n < 1)
        return;
    const char *last = sb_facts_period_label(env->facts, p->series.from + n - 1);
    double last_from = p->x[n - 1] - sb_draw_width(env, "axis", last) / 2 - YEAR_GAP;
    for (int i = 0; i < n; i++) {
        sb_draw_line(env, "tick", (sb_point){p->x[i], p->axis},
                     (sb_point){p->x[i], p->axis + TICK});
        const char *label = sb_facts_period_label(env->facts, p->series.from + i);
        bool is_inner = i > 0 && i < n - 1;
        if (is_inner && !is_year(label))
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
    const sb_value *values = p->series.values[area];
    sb_voice voice = p->chart->areas[area].voice;
    sb_pencil pencil = sb_pencil_new(env->arena);
    bool is_drawing = false;
    for (int i = 0; i <= last; i++) {
        if (!sb_value_is_number(values[i])) {
            is_drawing = false;
            continue;
        }
        sb_point at = {p->x[i], sb_scale_at(p->y, values[i].number)};
        bool goes_on =
            i < last && sb_value_is_number(values[i + 1]) && !p->series.is_new[i + 1];
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
        /* the first line stands level with the dot */
        size[a] = ends[a].label.n * LABEL_PITCH;
        at[a] = ends[a].last < 0 ? p->axis
                                 : sb_scale_at(p->y, p->series.values[a][ends[a].last].number);
        at[a] += (size[a] - LABEL_PITCH) / 2;
    }
    double missing = sb_spread(at, size, n, box.y, sb_rect_bottom(box), env->arena);
    if (missing > SB_FIT_SLACK)
        sb_figure_misfit(env, p->chart->block->node->at, sb_figure_title(env, p->chart->block),
                         missing, true);
    for (int a = 0; a < n; a++) {
        double drop = sb_draw_drop(env, sb_voice_label(p->chart->areas[a].voice));
        double y = at[a] - size[a] / 2 + LABEL_PITCH / 2 + drop;
        for (int i = 0; i < ends[a].label.n; i++)
            sb_line_draw(env->page->list, ends[a].label.lines[i], p->right + LABEL_GAP,
                         y + i * LABEL_PITCH, SB_LEFT);
    }
}

void sb_line_draw_chart(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = {.chart = chart, .series = sb_series_of(chart)};
    p.ticks = ticks_of(chart, p.series);
    end *ends = sb_arena_array(env->arena, end, chart->n_areas);
    double reserved = LABEL_ROOM;
    for (int a = 0; a < chart->n_areas; a++) {
        ends[a] = end_of(chart, p.series, a, fmax(NAME_ROOM, box.width / 4));
        reserved = fmax(reserved, LABEL_GAP + ends[a].width);
    }
    p.left = box.x + numbers_width(&p) + NUMBER_GAP;
    p.right = sb_rect_right(box) - reserved;
    p.axis = sb_rect_bottom(box) - YEAR_BASELINE - YEAR_DESCENT;
    p.y = (sb_scale){p.ticks.first, sb_tick_at(p.ticks, p.ticks.n - 1), p.axis - AXIS_GAP,
                     box.y + TOP};
    if (p.right - p.left < LEAST_PLOT - SB_FIT_SLACK) {
        sb_figure_misfit(env, chart->block->node->at, sb_figure_title(env, chart->block),
                         LEAST_PLOT - (p.right - p.left), false);
        return;
    }
    place_periods(&p);
    draw_grid(&p);
    draw_periods(&p);
    for (int a = chart->n_areas; a-- > 0;) /* the page's own on top */
        draw_series(&p, a, ends[a].last);
    draw_ends(&p, ends, box);
}
