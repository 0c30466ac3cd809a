#include "figure/chart.h"

#include <stdlib.h>

/* PAGE.md 6, pt. */
static const double HEAD = 11, HEAD_BASELINE = 7; /* over the rows */
static const double PITCH = 13.8, LEAST_PITCH = 9.5, MOST_PITCH = 24;
static const double THICKNESS = 0.62; /* of the pitch */
static const double COLUMN_GAP = 10, LEAST_PLOT = 60, OVER = 1.5, NAME_GAP = 5;

/* ---- what is shown ---- */

typedef struct bar {
    const char *label;
    sb_manner manner;
    const char *colour; /* in the style */
    sb_value value;
    sb_value *marks; /* of the areas compared with: areas[1 + i] */
} bar;

typedef struct bars {
    bar *at;
    int n;
} bars;

static sb_value *marks_of(const sb_chart *chart, int indicator)
{
    int n = chart->n_areas - 1;
    sb_value *marks = sb_arena_array(chart->env->arena, sb_value, n > 0 ? n : 1);
    for (int i = 0; i < n; i++)
        marks[i] = sb_facts_value(chart->env->facts, indicator, chart->areas[1 + i].place,
                                  chart->period);
    return marks;
}

static bar bar_of(const sb_chart *chart, int indicator, sb_place place, const char *label,
                  const char *colour)
{
    const sb_indicator *about = sb_facts_indicator(chart->env->facts, indicator);
    return (bar){
        .label = label ? label : about->short_label,
        .manner = sb_manner_of(about),
        .colour = colour,
        .value = sb_facts_value(chart->env->facts, indicator, place, chart->period),
        .marks = marks_of(chart, indicator),
    };
}

/* The colour of an area's bar among the others of its level. */
static const char *colour_among(const sb_chart *chart, sb_place place)
{
    for (int i = 0; i < chart->n_areas; i++)
        if (chart->areas[i].place.level == place.level &&
            chart->areas[i].place.area == place.area)
            return sb_voice_dot(chart->areas[i].voice);
    sb_place mine =
        sb_figure_place(chart->env, sb_facts_areas(chart->env->facts)->levels[place.level].id);
    return mine.area == place.area ? "strong" : "light";
}

/* Highest first; what has no number last; else in the order of the areas. */
static int by_value(const void *a, const void *b)
{
    const bar *p = a, *q = b;
    bool p_is = sb_value_is_number(p->value), q_is = sb_value_is_number(q->value);
    if (p_is != q_is)
        return q_is - p_is;
    if (p_is && p->value.number != q->value.number)
        return p->value.number < q->value.number ? 1 : -1;
    return sb_collate(p->label, q->label);
}

static bars bars_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    const sb_spec_chart *spec = chart->spec;
    if (!spec->level) {
        bars all = {sb_arena_array(chart->env->arena, bar, spec->n_indicators),
                    spec->n_indicators};
        for (int i = 0; i < all.n; i++)
            all.at[i] = bar_of(chart, sb_chart_indicator(chart, i), chart->areas[0].place, NULL,
                               "accent tint");
        return all;
    }
    const sb_level *level = &sb_facts_areas(facts)->levels[chart->level];
    bars all = {sb_arena_array(chart->env->arena, bar, level->n), level->n};
    for (int i = 0; i < all.n; i++) {
        sb_place place = {chart->level, i};
        all.at[i] = bar_of(chart, sb_chart_indicator(chart, 0), place,
                           level->areas[i].short_name, colour_among(chart, place));
    }
    qsort(all.at, (size_t)all.n, sizeof *all.at, by_value);
    return all;
}

/* ---- how it is drawn ---- */

/* Room over the rows, where something is named there. */
static double head_of(const sb_chart *chart)
{
    return chart->spec->level && chart->n_areas < 2 ? 0 : HEAD;
}

static sb_extent measure(const sb_chart *chart)
{
    double head = head_of(chart);
    int n = bars_of(chart).n;
    return (sb_extent){head + n * LEAST_PITCH, head + n * PITCH, true};
}

/* `mark` i >= 0: the values of areas[1 + i]. */
static sb_numbers_column make_column(const sb_chart *chart, bars all, int mark)
{
    const sb_figure_env *env = chart->env;
    const sb_chart_area *area = &chart->areas[1 + mark];
    sb_numbers_column c = sb_column_new(env, all.n, mark < 0 ? SB_VOICE_THIS : SB_VOICE_CITY,
                                        chart->spec->level ? NULL : area->name);
    c.head_runs_left = mark < 0; /* over the labels */
    if (area->voice != SB_VOICE_THIS && mark < 0)
        c.head_type = sb_voice_label(area->voice);
    for (int i = 0; i < all.n; i++)
        sb_column_set(env, &c, i, mark < 0 ? all.at[i].value : all.at[i].marks[mark],
                      all.at[i].manner);
    return c;
}

/* What may stand there on the page of any area. */
static void add_all_areas(const sb_chart *chart, int level, sb_range *range)
{
    const sb_facts *facts = chart->env->facts;
    for (int i = 0; i < chart->spec->n_indicators; i++)
        for (int area = 0; area < sb_facts_areas(facts)->levels[level].n; area++)
            sb_range_add(range, sb_facts_value(facts, sb_chart_indicator(chart, i),
                                               (sb_place){level, area}, chart->period));
}

/* One scale for all rows, with zero on it. */
static sb_scale scale_of(const sb_chart *chart, bars all, double left, double right)
{
    sb_range range = {0, 0};
    for (int i = 0; i < all.n; i++) {
        sb_range_add(&range, all.at[i].value);
        for (int m = 0; m < chart->n_areas - 1; m++)
            sb_range_add(&range, all.at[i].marks[m]);
    }
    for (int i = 0; chart->spec->scale == SB_SCALE_SHARED && i < chart->n_areas; i++)
        add_all_areas(chart, chart->areas[i].place.level, &range);
    return (sb_scale){range.from, range.from == range.to ? 1 : range.to, left, right};
}

static double thickness_of(double pitch) { return THICKNESS * pitch; }

static void draw_bars(const sb_chart *chart, bars all, sb_scale scale, double top, double pitch)
{
    const sb_figure_env *env = chart->env;
    double zero = sb_scale_at(scale, 0), thickness = thickness_of(pitch);
    for (int i = 0; i < all.n; i++) {
        sb_value value = all.at[i].value;
        double y = top + (i + 0.5) * pitch - thickness / 2;
        if (value.state == SB_NUMBER) {
            double end = sb_scale_at(scale, value.number);
            sb_draw_rect(env, all.at[i].colour,
                         (sb_rect){fmin(zero, end), y, fabs(end - zero), thickness});
        }
    }
    sb_draw_line(env, "axis", (sb_point){zero, top}, (sb_point){zero, top + all.n * pitch});
}

static void draw_marks(const sb_chart *chart, bars all, sb_scale scale, double top,
                       double pitch)
{
    double half = thickness_of(pitch) / 2 + OVER;
    for (int i = 0; i < all.n; i++)
        for (int m = 0; m < chart->n_areas - 1; m++) {
            sb_value value = all.at[i].marks[m];
            if (!sb_value_is_number(value))
                continue;
            double x = sb_scale_at(scale, value.number), y = top + (i + 0.5) * pitch;
            bool is_city = chart->areas[1 + m].voice == SB_VOICE_CITY;
            sb_draw_line(chart->env, is_city ? "city" : sb_voice_line(SB_VOICE_BETWEEN),
                         (sb_point){x, y - half}, (sb_point){x, y + half});
        }
}

/* Each mark's area once, over its mark in the first row. */
static void name_marks(const sb_chart *chart, const bar *first, sb_scale scale, double baseline)
{
    const sb_figure_env *env = chart->env;
    int n = chart->n_areas - 1, k = 0;
    double *at = sb_arena_array(env->arena, double, n),
           *size = sb_arena_array(env->arena, double, n);
    const sb_chart_area **named = sb_arena_array(env->arena, const sb_chart_area *, n);
    for (int m = 0; m < n; m++) {
        if (!sb_value_is_number(first->marks[m]))
            continue;
        named[k] = &chart->areas[1 + m];
        at[k] = sb_scale_at(scale, first->marks[m].number);
        size[k] =
            sb_draw_width(env, sb_voice_label(named[k]->voice), named[k]->name) + NAME_GAP;
        k++;
    }
    double missing = sb_spread(at, size, k, scale.start - NAME_GAP / 2,
                               scale.end + NAME_GAP / 2, env->arena);
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(chart, missing, false);
    for (int i = 0; i < k; i++)
        sb_draw_text(env, sb_voice_label(named[i]->voice), named[i]->name, at[i], baseline,
                     SB_CENTRE);
}

static double label_width(const sb_figure_env *env, bars all)
{
    double widest = 0;
    for (int i = 0; i < all.n; i++)
        widest = fmax(widest, sb_draw_width(env, "label", all.at[i].label));
    return widest;
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    bars all = bars_of(chart);
    double head = head_of(chart), pitch = fmin((box.height - head) / all.n, MOST_PITCH);
    sb_rect rows = {box.x, box.y + head, box.width, all.n * pitch};
    double x = box.x + label_width(env, all);
    double drop = sb_draw_drop(env, "label");
    for (int i = 0; i < all.n; i++)
        sb_draw_text(env, "label", all.at[i].label, box.x, rows.y + (i + 0.5) * pitch + drop,
                     SB_LEFT);
    /* compared areas have columns of their own only where each row is another indicator */
    int n_columns = chart->spec->level ? 1 : chart->n_areas;
    for (int k = 0; k < n_columns; k++) {
        sb_numbers_column c = make_column(chart, all, k - 1);
        c.right = x + COLUMN_GAP + sb_column_width(env, &c);
        if (c.head)
            c.right = fmax(c.right, box.x + sb_draw_width(env, c.head_type, c.head));
        sb_column_head(env, &c, box.y + HEAD_BASELINE);
        for (int i = 0; i < all.n; i++)
            sb_column_number(env, &c, i, rows.y + (i + 0.5) * pitch);
        x = c.right;
    }
    sb_scale scale = scale_of(chart, all, x + 2 * COLUMN_GAP, sb_rect_right(box) - OVER);
    if (scale.end - scale.start < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (scale.end - scale.start), false);
        return;
    }
    draw_bars(chart, all, scale, rows.y, pitch);
    draw_marks(chart, all, scale, rows.y, pitch);
    if (all.n > 0 && chart->n_areas > 1)
        name_marks(chart, &all.at[0], scale, box.y + HEAD_BASELINE);
}

/* ---- in words ---- */

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_facts *facts = chart->env->facts;
    bars all = bars_of(chart);
    sb_buf_printf(out, "%s, %s", sb_word(chart->env->locale, SB_W_BAR_CHART),
                  sb_facts_period_label(facts, chart->period));
    if (chart->spec->level) {
        sb_buf_printf(out, ", %s",
                      sb_facts_indicator(facts, sb_chart_indicator(chart, 0))->label);
        if (all.n > 0)
            sb_say_compared(chart, all.at[0].marks, all.at[0].manner, out);
    } else {
        sb_buf_printf(out, ", %s", chart->areas[0].name);
    }
    for (int i = 0; i < all.n; i++) {
        const bar *b = &all.at[i];
        sb_buf_text(out, i ? "; " : ": ");
        sb_figure_say(chart->env, b->label, b->value, b->manner, out);
        if (!chart->spec->level)
            sb_say_compared(chart, b->marks, b->manner, out);
    }
}

const sb_chart_class sb_chart_bars = {
    .measure = measure, .draw = draw, .say = say, .least = 1, .most_compare = -1};
