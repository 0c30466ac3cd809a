#include "figure/axis.h"
#include "figure/chart.h"

#include <stdlib.h>

/* PAGE.md 6, pt. */
static const double HEAD = 11, HEAD_BASELINE = 7; /* over the rows */
static const double PITCH = 13.8, LEAST_PITCH = 9.5, MOST_PITCH = 24;
static const double THICKNESS = 0.62, MOST_THICKNESS = 10; /* of the pitch; pt */
static const double COLUMN_GAP = 10, LEAST_PLOT = 60, OVER = 1.5, NAME_GAP = 5;

/* ---- what is shown ---- */

static sb_value *marks_of(const sb_chart *chart, int indicator)
{
    int n = chart->n_areas - 1;
    sb_value *marks = sb_arena_array(chart->env->arena, sb_value, n > 0 ? n : 1);
    for (int i = 0; i < n; i++)
        marks[i] = sb_facts_value(chart->env->facts, indicator, chart->areas[1 + i].place,
                                  chart->period);
    return marks;
}

static sb_bar bar_of(const sb_chart *chart, int indicator, sb_place place, const char *label,
                     const char *colour)
{
    const sb_indicator *about = sb_facts_indicator(chart->env->facts, indicator);
    return (sb_bar){
        .label = label                ? label
                 : about->short_label ? about->short_label
                                      : about->label,
        .unit = about->unit,
        .digits = about->digits,
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
    const sb_bar *p = a, *q = b;
    bool p_is = sb_value_is_number(p->value), q_is = sb_value_is_number(q->value);
    if (p_is != q_is)
        return q_is - p_is;
    if (p_is && p->value.number != q->value.number)
        return p->value.number < q->value.number ? 1 : -1;
    return sb_collate(p->label, q->label);
}

sb_bars sb_bars_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    const sb_spec_chart *spec = chart->spec;
    if (!spec->level) {
        sb_bars bars = {sb_arena_array(chart->env->arena, sb_bar, spec->n_indicators),
                        spec->n_indicators};
        for (int i = 0; i < bars.n; i++)
            bars.at[i] = bar_of(chart, sb_facts_find(facts, spec->indicators[i]),
                                chart->areas[0].place, NULL, "light");
        return bars;
    }
    int level = sb_areas_level(sb_facts_areas(facts), spec->level);
    const sb_level *areas = &sb_facts_areas(facts)->levels[level];
    sb_bars bars = {sb_arena_array(chart->env->arena, sb_bar, areas->n), areas->n};
    for (int i = 0; i < bars.n; i++)
        bars.at[i] =
            bar_of(chart, sb_facts_find(facts, spec->indicators[0]), (sb_place){level, i},
                   areas->areas[i].short_name, colour_among(chart, (sb_place){level, i}));
    qsort(bars.at, (size_t)bars.n, sizeof *bars.at, by_value);
    return bars;
}

/* ---- how it is drawn ---- */

/* Room over the rows, where something is named there. */
static double head_of(const sb_chart *chart)
{
    return chart->spec->level && chart->n_areas < 2 ? 0 : HEAD;
}

sb_extent sb_bars_measure(const sb_chart *chart)
{
    double head = head_of(chart);
    int n = sb_bars_of(chart).n;
    return (sb_extent){head + n * LEAST_PITCH, head + n * PITCH, true};
}

/* Numbers in a column, set on the comma; `marks` i >= 0: those of areas[1 + i]. */
typedef struct column {
    const char *type, *head, *head_type;
    int mark;
    sb_decimal_text *at; /* one for each bar */
    double before, after, width, right;
} column;

static column make_column(const sb_chart *chart, sb_bars bars, int mark)
{
    const sb_figure_env *env = chart->env;
    const sb_chart_area *area = &chart->areas[1 + mark];
    column c = {
        .type = mark < 0 ? "label strong" : "label muted",
        .head = chart->spec->level ? NULL : area->name,
        .head_type = mark < 0 ? sb_voice_label(area->voice) : "label muted",
        .mark = mark,
        .at = sb_arena_array(env->arena, sb_decimal_text, bars.n),
    };
    for (int i = 0; i < bars.n; i++) {
        const sb_bar *bar = &bars.at[i];
        c.at[i] =
            sb_draw_value(env, c.type, mark < 0 ? bar->value : bar->marks[mark], bar->digits);
        c.before = fmax(c.before, c.at[i].before);
        c.after = fmax(c.after, c.at[i].after);
    }
    c.width = c.before + c.after;
    /* the first column's head may run left over the labels */
    if (c.head && mark >= 0)
        c.width = fmax(c.width, sb_draw_width(env, c.head_type, c.head));
    return c;
}

static void draw_column(const sb_chart *chart, const column *c, sb_rect rows, double pitch,
                        int n)
{
    const sb_figure_env *env = chart->env;
    double rise = sb_draw_drop(env, c->type);
    if (c->head)
        sb_draw_text(env, c->head_type, c->head, c->right, rows.y - HEAD + HEAD_BASELINE,
                     SB_RIGHT);
    for (int i = 0; i < n; i++)
        sb_draw_text(env, c->type, c->at[i].text, c->right - c->after - c->at[i].before,
                     rows.y + (i + 0.5) * pitch + rise, SB_LEFT);
}

static void widen(double *from, double *to, sb_value value)
{
    if (!sb_value_is_number(value))
        return;
    *from = fmin(*from, value.number);
    *to = fmax(*to, value.number);
}

/* One scale for all rows, with zero on it. */
static sb_scale scale_of(const sb_chart *chart, sb_bars bars, double left, double right)
{
    double from = 0, to = 0;
    for (int i = 0; i < bars.n; i++) {
        widen(&from, &to, bars.at[i].value);
        for (int m = 0; m < chart->n_areas - 1; m++)
            widen(&from, &to, bars.at[i].marks[m]);
    }
    return (sb_scale){from, from == to ? 1 : to, left, right};
}

static double thickness_of(double pitch) { return fmin(THICKNESS * pitch, MOST_THICKNESS); }

static void draw_bars(const sb_chart *chart, sb_bars bars, sb_scale scale, double top,
                      double pitch)
{
    const sb_figure_env *env = chart->env;
    double zero = sb_scale_at(scale, 0), thickness = thickness_of(pitch);
    for (int i = 0; i < bars.n; i++) {
        sb_value value = bars.at[i].value;
        double y = top + (i + 0.5) * pitch - thickness / 2;
        if (value.state == SB_NUMBER) {
            double end = sb_scale_at(scale, value.number);
            sb_draw_rect(env, bars.at[i].colour,
                         (sb_rect){fmin(zero, end), y, fabs(end - zero), thickness});
        }
    }
    sb_draw_line(env, "axis", (sb_point){zero, top}, (sb_point){zero, top + bars.n * pitch});
}

static void draw_marks(const sb_chart *chart, sb_bars bars, sb_scale scale, double top,
                       double pitch)
{
    double half = thickness_of(pitch) / 2 + OVER;
    for (int i = 0; i < bars.n; i++)
        for (int m = 0; m < chart->n_areas - 1; m++) {
            sb_value value = bars.at[i].marks[m];
            if (!sb_value_is_number(value))
                continue;
            double x = sb_scale_at(scale, value.number), y = top + (i + 0.5) * pitch;
            bool is_city = chart->areas[1 + m].voice == SB_VOICE_CITY;
            sb_draw_line(chart->env, is_city ? "city" : sb_voice_line(SB_VOICE_BETWEEN),
                         (sb_point){x, y - half}, (sb_point){x, y + half});
        }
}

/* Each mark's area once, over its mark in the first row. */
static void name_marks(const sb_chart *chart, const sb_bar *first, sb_scale scale,
                       double baseline)
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
        sb_figure_misfit(env, chart->block->node->at, sb_figure_title(env, chart->block),
                         missing, false);
    for (int i = 0; i < k; i++)
        sb_draw_text(env, sb_voice_label(named[i]->voice), named[i]->name, at[i], baseline,
                     SB_CENTRE);
}

static double label_width(const sb_figure_env *env, sb_bars bars)
{
    double widest = 0;
    for (int i = 0; i < bars.n; i++)
        widest = fmax(widest, sb_draw_width(env, "label", bars.at[i].label));
    return widest;
}

void sb_bars_draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    sb_bars bars = sb_bars_of(chart);
    double head = head_of(chart), pitch = fmin((box.height - head) / bars.n, MOST_PITCH);
    sb_rect rows = {box.x, box.y + head, box.width, bars.n * pitch};
    double x = box.x + label_width(env, bars);
    double rise = sb_draw_drop(env, "label");
    for (int i = 0; i < bars.n; i++)
        sb_draw_text(env, "label", bars.at[i].label, box.x, rows.y + (i + 0.5) * pitch + rise,
                     SB_LEFT);
    /* compared areas have columns of their own only where each row is another indicator */
    int n_columns = chart->spec->level ? 1 : chart->n_areas;
    for (int i = 0; i < n_columns; i++) {
        column c = make_column(chart, bars, i - 1);
        c.right = x + COLUMN_GAP + c.width;
        if (c.head)
            c.right = fmax(c.right, box.x + sb_draw_width(env, c.head_type, c.head));
        draw_column(chart, &c, rows, pitch, bars.n);
        x = c.right;
    }
    sb_scale scale = scale_of(chart, bars, x + 2 * COLUMN_GAP, sb_rect_right(box) - OVER);
    if (scale.end - scale.start < LEAST_PLOT - SB_FIT_SLACK) {
        sb_figure_misfit(env, chart->block->node->at, sb_figure_title(env, chart->block),
                         LEAST_PLOT - (scale.end - scale.start), false);
        return;
    }
    draw_bars(chart, bars, scale, rows.y, pitch);
    draw_marks(chart, bars, scale, rows.y, pitch);
    if (bars.n > 0 && chart->n_areas > 1)
        name_marks(chart, &bars.at[0], scale, box.y + HEAD_BASELINE);
}
