#include "figure/chart.h"

/* Pt. */
static const double HEIGHT = 60, LEAST = 44, MOST_HEIGHT = 80, DOT = 4, OWN_DOT = 6, RING = 0.7,
                    SWARM_STEP = 1;
static const double LABEL_BASELINE = 6.6, PLOT_TOP = 14, MARGIN = 8;
enum { MOST_STEPS = 8 };

typedef struct plot {
    const sb_chart *chart;
    sb_manner manner;
    sb_ranking ranking;
    sb_value city;
    sb_ticks ticks;
    sb_scale x;
    double middle; /* of the dots */
} plot;

static plot plot_of(const sb_chart *chart)
{
    int indicator = sb_chart_indicator(chart, 0);
    plot p = {.chart = chart,
              .manner = sb_manner_of(sb_facts_indicator(chart->env->facts, indicator)),
              .ranking = sb_ranking_of(chart, indicator),
              .city = sb_chart_city(chart, indicator)};
    sb_range range = SB_EMPTY_RANGE;
    for (int i = 0; i < p.ranking.n; i++)
        sb_range_add(&range, p.ranking.at[i].value);
    sb_range_add(&range, p.city);
    p.ticks = sb_axis_ticks(range, MOST_STEPS);
    return p;
}

static sb_extent measure(const sb_chart *chart)
{
    sb_ranking ranking = sb_ranking_of(chart, sb_chart_indicator(chart, 0));
    double missing = sb_missing_height(&ranking);
    return (sb_extent){LEAST + missing, HEIGHT + missing, true};
}

/* A swarm: each dot as near to the middle as the dots before it leave room, at their very
 * values; in a strip too low for all they come to lie over each other at its edge. */
static double height_in_swarm(const sb_point *placed, int n, double x, double most)
{
    double best = 0;
    for (int step = 0;; step++) { /* 0, up, down, further up … */
        double y = (step % 2 ? -1 : 1) * ((step + 1) / 2) * SWARM_STEP;
        if (fabs(y) > most)
            return best;
        bool is_free = true;
        for (int i = n; is_free && i-- > 0 && x - placed[i].x < DOT;)
            is_free = hypot(x - placed[i].x, y - placed[i].y) >= DOT - 1e-9;
        if (is_free)
            return y;
        best = y;
    }
}

static void draw_dots(const plot *p, double room)
{
    const sb_figure_env *env = p->chart->env;
    static const char *const colours[] = {"accent", "strong", "light"};
    sb_point *placed = sb_arena_array(env->arena, sb_point, p->ranking.n), own = {0, 0};
    int n = 0;
    for (int i = p->ranking.first; i < p->ranking.n; i++) {
        double x = sb_scale_at(p->x, p->ranking.at[i].value.number);
        placed[n].y = height_in_swarm(placed, n, x, (room - OWN_DOT) / 2);
        placed[n++].x = x;
        sb_point at = {x, p->middle + placed[n - 1].y};
        if (i == p->ranking.own)
            own = at;
        else
            sb_draw_dot(env, colours[p->ranking.at[i].voice], at, DOT * 0.9);
    }
    if (p->ranking.own >= p->ranking.first) {
        sb_draw_dot(env, "paper", own, OWN_DOT + 2 * RING);
        sb_draw_dot(env, "accent", own, OWN_DOT);
    }
}

/* Names over the strip: the ends, the city and this area. */
static void draw_labels(const plot *p, sb_rect box)
{
    const sb_ranking *r = &p->ranking;
    sb_callout callouts[4];
    sb_value own = r->own < 0 ? sb_value_without(SB_NOT_SHOWN) : r->at[r->own].value;
    int n = sb_callouts_of(p->chart, own, p->city, p->manner, p->x, callouts);
    const int ends[] = {r->first, r->n - 1};
    for (int i = 0; i < 2; i++)
        if (ends[i] != r->own && (i == 0 || ends[1] != ends[0]))
            callouts[n++] = (sb_callout){
                "label muted",
                sb_chart_label(p->chart->env, sb_chart_area_name(p->chart, r->at[ends[i]].area),
                               r->at[ends[i]].value, p->manner),
                sb_scale_at(p->x, r->at[ends[i]].value.number)};
    sb_callouts_draw(p->chart, callouts, n, box, box.y + LABEL_BASELINE);
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    box.height = fmin(box.height, MOST_HEIGHT);
    sb_missing_draw(chart, &p.ranking, box);
    if (!p.ranking.n_values)
        return;
    double axis = sb_rect_bottom(box) - SB_AXIS_FOOT - sb_missing_height(&p.ranking);
    double top = box.y + PLOT_TOP;
    p.x = (sb_scale){sb_tick_at(p.ticks, 0), sb_tick_at(p.ticks, p.ticks.n - 1), box.x + MARGIN,
                     sb_rect_right(box) - MARGIN};
    p.middle = (top + axis) / 2;
    sb_axis_below(chart, p.ticks, p.x, axis, p.manner);
    if (sb_value_is_number(p.city)) {
        double x = sb_scale_at(p.x, p.city.number);
        sb_draw_line(env, "city", (sb_point){x, top - 4}, (sb_point){x, axis});
    }
    draw_dots(&p, axis - top);
    draw_labels(&p, box);
}

static void say(const sb_chart *chart, sb_buf *out)
{
    plot p = plot_of(chart);
    sb_chart_say_head(chart, SB_W_STRIP, out);
    sb_chart_say_ends(chart, &p.ranking, p.manner, out);
    sb_say_compared(chart, &p.city, p.manner, out);
    sb_say_missing(chart, &p.ranking, out);
}

const sb_chart_class sb_chart_strip = {
    .measure = measure, .draw = draw, .say = say, .least = 1, .most = 1, .most_compare = 1};
