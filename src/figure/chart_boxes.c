#include "figure/chart.h"

#include "indicator/breaks.h"

#include <stdlib.h>

/* Pt. */
static const double PITCH = 15, LEAST_PITCH = 11, MOST_PITCH = 22, BOX = 8, DOT = 4.4,
                    RING = 0.7;
static const double HEAD = 11, HEAD_BASELINE = 6.6, LABEL_GAP = 10, LEAST_PLOT = 60, MARGIN = 4,
                    CAP = 4;
enum { MOST_STEPS = 6 };

/* The values of the areas that lie in one area above: one row. */
typedef struct group {
    const char *name;
    bool is_own;
    double *values; /* rising */
    int n;
} group;

typedef struct plot {
    const sb_chart *chart;
    sb_manner manner;
    group *groups;
    int n;
    sb_ranking ranking;
    sb_value own, city;
    sb_ticks ticks;
    sb_scale x;
    double top, pitch;
} plot;

/* Ranked values are rising, and stay so in each group. */
static plot plot_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    sb_arena *arena = chart->env->arena;
    const sb_areas *areas = sb_facts_areas(facts);
    int indicator = sb_chart_indicator(chart, 0);
    sb_ranking ranking = sb_ranking_of(chart, indicator);
    const sb_level *level = &areas->levels[chart->level];
    int above = level->above, n = above < 0 ? 1 : areas->levels[above].n;
    plot p = {.chart = chart,
              .manner = sb_manner_of(sb_facts_indicator(facts, indicator)),
              .ranking = ranking,
              .groups = sb_arena_array(arena, group, n),
              .n = n,
              .own = ranking.own < 0 ? sb_value_without(SB_NOT_SHOWN)
                                     : ranking.at[ranking.own].value,
              .city = sb_chart_city(chart, indicator)};
    sb_range range = SB_EMPTY_RANGE;
    for (int g = 0; g < n; g++)
        p.groups[g] = (group){.name = above < 0 ? level->plural
                                                : areas->levels[above].areas[g].short_name,
                              .values = sb_arena_array(arena, double, ranking.n)};
    for (int i = ranking.first; i < ranking.n; i++) {
        int parent = above < 0 ? 0 : level->areas[ranking.at[i].area].parent;
        if (parent < 0)
            continue;
        group *g = &p.groups[parent];
        g->values[g->n++] = ranking.at[i].value.number;
        g->is_own |= i == ranking.own;
        sb_range_add(&range, ranking.at[i].value);
    }
    sb_range_add(&range, p.city);
    p.ticks = sb_axis_ticks(range, MOST_STEPS);
    return p;
}

static sb_extent measure(const sb_chart *chart)
{
    plot p = plot_of(chart);
    double rest = HEAD + SB_AXIS_FOOT + sb_missing_height(&p.ranking);
    return (sb_extent){rest + p.n * LEAST_PITCH, rest + p.n * PITCH, true};
}

/* Box: the middle half; line: the median; whiskers: from the lowest to the highest. */
static void draw_group(const plot *p, int i)
{
    const sb_figure_env *env = p->chart->env;
    const group *g = &p->groups[i];
    double y = p->top + (i + 0.5) * p->pitch;
    if (g->n == 0)
        return;
    double at[5];
    for (int q = 0; q < 5; q++)
        at[q] = sb_scale_at(p->x, sb_quantile(g->values, g->n, q / 4.0));
    sb_draw_line(env, "axis", (sb_point){at[0], y}, (sb_point){at[4], y});
    for (int end = 0; end < 5; end += 4)
        sb_draw_line(env, "axis", (sb_point){at[end], y - CAP / 2},
                     (sb_point){at[end], y + CAP / 2});
    sb_draw_rect(env, g->is_own ? "medium" : "light",
                 (sb_rect){at[1], y - BOX / 2, at[3] - at[1], BOX});
    sb_draw_line(env, "axis", (sb_point){at[2], y - BOX / 2}, (sb_point){at[2], y + BOX / 2});
    if (g->is_own) {
        sb_point dot = {sb_scale_at(p->x, p->own.number), y};
        sb_draw_dot(env, "paper", dot, DOT + 2 * RING);
        sb_draw_dot(env, "accent", dot, DOT);
    }
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_missing_draw(chart, &p.ranking, box);
    if (!p.ranking.n_values)
        return;
    double labels = 0;
    double axis = sb_rect_bottom(box) - SB_AXIS_FOOT - sb_missing_height(&p.ranking);
    for (int i = 0; i < p.n; i++)
        labels = fmax(labels, sb_draw_width(env, p.groups[i].is_own ? "label strong" : "label",
                                            p.groups[i].name));
    p.x = (sb_scale){sb_tick_at(p.ticks, 0), sb_tick_at(p.ticks, p.ticks.n - 1),
                     box.x + labels + LABEL_GAP, sb_rect_right(box) - MARGIN};
    if (p.x.end - p.x.start < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (p.x.end - p.x.start), false);
        return;
    }
    p.pitch = fmin((axis - box.y - HEAD) / p.n, MOST_PITCH);
    p.top = axis - p.n * p.pitch;
    sb_axis_below(chart, p.ticks, p.x, axis, p.manner);
    if (sb_value_is_number(p.city)) {
        double x = sb_scale_at(p.x, p.city.number);
        sb_draw_line(env, "city", (sb_point){x, p.top}, (sb_point){x, axis});
    }
    sb_callout callouts[2];
    int n = sb_callouts_of(chart, p.own, p.city, p.manner, p.x, callouts);
    sb_callouts_draw(chart, callouts, n, box, p.top - HEAD + HEAD_BASELINE);
    for (int i = 0; i < p.n; i++) {
        double y = p.top + (i + 0.5) * p.pitch + sb_draw_drop(env, "label");
        sb_draw_text(env, p.groups[i].is_own ? "label strong" : "label", p.groups[i].name,
                     box.x, y, SB_LEFT);
        draw_group(&p, i);
    }
}

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    static const sb_word_id words[] = {SB_W_LOWEST, SB_W_MEDIAN, SB_W_HIGHEST};
    sb_chart_say_head(chart, SB_W_BOXES, out);
    sb_say_compared(chart, &p.city, p.manner, out);
    for (int i = 0; i < p.n; i++) {
        const group *g = &p.groups[i];
        sb_buf_printf(out, "%s%s:", i ? "; " : ". ", g->name);
        for (int w = 0; w < 3 && g->n; w++)
            sb_buf_printf(
                out, "%s %s %s", w ? "," : "", sb_word(env->locale, words[w]),
                sb_figure_spoken(env, sb_value_number(sb_quantile(g->values, g->n, w / 2.0)),
                                 p.manner));
        if (g->is_own) {
            sb_buf_text(out, ", ");
            sb_figure_say(env, chart->areas[0].name, p.own, p.manner, out);
        }
    }
    sb_say_missing(chart, &p.ranking, out);
}

const sb_chart_class sb_chart_boxes = {
    .measure = measure, .draw = draw, .say = say, .least = 1, .most = 1, .most_compare = 1};
