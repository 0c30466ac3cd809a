#include "figure/chart.h"

/* Pt. */
static const double HEIGHT = 52, LEAST = 44, DOT = 3.6, OWN_DOT = 6, RING = 0.7;
static const double LABEL_BASELINE = 6.6, PLOT_TOP = 14, MARGIN = 8, LABEL_GAP = 6;
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
    (void)chart;
    return (sb_extent){LEAST, HEIGHT, true};
}

/* Dots that would hide each other stand above each other, as many as there is room for. */
static void draw_dots(const plot *p, double room)
{
    const sb_figure_env *env = p->chart->env;
    static const char *const colours[] = {"accent", "strong", "light"};
    int tiers = (int)(room / DOT), tier = 0;
    double before = -INFINITY;
    for (int i = p->ranking.first; i < p->ranking.n; i++) {
        double x = sb_scale_at(p->x, p->ranking.at[i].value.number);
        tier = x - before < DOT && tiers > 1 ? (tier + 1) % tiers : 0;
        before = x;
        double y = p->middle + (tier % 2 ? -1 : 1) * ((tier + 1) / 2) * DOT;
        if (p->ranking.at[i].voice != SB_VOICE_THIS)
            sb_draw_dot(env, colours[p->ranking.at[i].voice], (sb_point){x, y}, DOT * 0.85);
    }
}

/* Names over the strip: the ends, the city and this area, pushed apart. */
static void draw_labels(const plot *p, sb_rect box)
{
    const sb_figure_env *env = p->chart->env;
    const sb_ranking *r = &p->ranking;
    const char *texts[4], *types[4];
    double at[4], size[4];
    int n = 0;
    const int shown[] = {r->first, r->own, r->n - 1};
    for (int i = 0; i < 3 && r->n_values; i++) {
        if (shown[i] < r->first || (i != 1 && shown[i] == r->own) ||
            (i == 2 && shown[2] == shown[0]))
            continue;
        types[n] = i == 1 ? "label this" : "label";
        texts[n] = sb_chart_label(env, sb_chart_area_name(p->chart, r->at[shown[i]].area),
                                  r->at[shown[i]].value, p->manner);
        at[n++] = sb_scale_at(p->x, r->at[shown[i]].value.number);
    }
    if (sb_value_is_number(p->city)) {
        types[n] = "label";
        texts[n] = sb_chart_label(env, p->chart->areas[1].name, p->city, p->manner);
        at[n++] = sb_scale_at(p->x, p->city.number);
    }
    for (int i = 0; i < n; i++)
        size[i] = sb_draw_width(env, types[i], texts[i]) + LABEL_GAP;
    double missing = sb_spread(at, size, n, box.x - LABEL_GAP / 2,
                               sb_rect_right(box) + LABEL_GAP / 2, env->arena);
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(p->chart, missing, false);
    for (int i = 0; i < n; i++)
        sb_draw_text(env, types[i], texts[i], at[i], box.y + LABEL_BASELINE, SB_CENTRE);
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    double axis = sb_rect_bottom(box) - SB_AXIS_FOOT, top = box.y + PLOT_TOP;
    p.x = (sb_scale){sb_tick_at(p.ticks, 0), sb_tick_at(p.ticks, p.ticks.n - 1), box.x + MARGIN,
                     sb_rect_right(box) - MARGIN};
    p.middle = (top + axis) / 2;
    sb_axis_below(chart, p.ticks, p.x, axis, p.manner);
    draw_dots(&p, axis - top);
    if (sb_value_is_number(p.city)) {
        double x = sb_scale_at(p.x, p.city.number);
        sb_draw_line(env, "city", (sb_point){x, top - 4}, (sb_point){x, axis});
    }
    if (p.ranking.own >= p.ranking.first) {
        sb_point at = {sb_scale_at(p.x, p.ranking.at[p.ranking.own].value.number), p.middle};
        sb_draw_dot(env, "paper", at, OWN_DOT + 2 * RING);
        sb_draw_dot(env, "accent", at, OWN_DOT);
    }
    draw_labels(&p, box);
}

static void say(const sb_chart *chart, sb_buf *out)
{
    plot p = plot_of(chart);
    sb_chart_say_head(chart, SB_W_STRIP, out);
    sb_chart_say_ends(chart, &p.ranking, p.manner, out);
    sb_say_compared(chart, &p.city, p.manner, out);
}

const sb_chart_class sb_chart_strip = {
    .measure = measure, .draw = draw, .say = say, .least = 1, .most = 1, .most_compare = 1};
