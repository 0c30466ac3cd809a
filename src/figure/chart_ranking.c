#include "figure/chart.h"

#include <stdlib.h>
#include <string.h>

/* PAGE.md 6, "Ranking", pt. */
static const double HEIGHT = 76, LEAST = 46, FOOT = 11, FOOT_BASELINE = 8.6;
static const double HEAD = 16; /* a label and its leader over the highest bar */
static const double LEADER = 7.5, LEADER_GAP = 2, LABEL_GAP = 6, CITY_GAP = 3.2, LINE_GAP = 2.5;
static const double BAR = 0.78, LEAST_BAR = 0.8; /* of the pitch; pt, below it bars touch */
enum { NEAR_END = 3 };

/* ---- what is shown ---- */

typedef struct plot {
    const sb_chart *chart;
    sb_manner manner;
    sb_ranking ranking;
    sb_value city;
    sb_rect box;
    sb_scale y;
    double pitch;
} plot;

static plot plot_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    int indicator = sb_chart_indicator(chart, 0);
    return (plot){
        .chart = chart,
        .manner = sb_manner_of(sb_facts_indicator(facts, indicator)),
        .ranking = sb_ranking_of(chart, indicator),
        .city = sb_chart_city(chart, indicator),
    };
}

static const char *label_at(const plot *p, int i)
{
    const sb_ranked *r = &p->ranking.at[i];
    return sb_chart_label(p->chart->env, sb_chart_area_name(p->chart, r->area), r->value,
                          p->manner);
}

/* ---- how it is drawn ---- */

static sb_extent measure(const sb_chart *chart)
{
    (void)chart;
    return (sb_extent){LEAST, HEIGHT, true};
}

static sb_scale scale_of(const plot *p)
{
    sb_range range = {0, 0};
    for (int i = 0; i < p->ranking.n_values; i++)
        sb_range_add(&range, sb_value_number(p->ranking.values[i]));
    sb_range_add(&range, p->city);
    return (sb_scale){range.from, range.from == range.to ? 1 : range.to,
                      sb_rect_bottom(p->box) - FOOT, p->box.y + HEAD};
}

static double bar_left(const plot *p, int i) { return p->box.x + i * p->pitch; }

/* Top edge of the bar, or of the axis where the bar hangs from it or is missing. */
static double bar_top(const plot *p, int i)
{
    sb_value v = p->ranking.at[i].value;
    return sb_scale_at(p->y, sb_value_is_number(v) ? fmax(v.number, 0) : 0);
}

/* Signs of the areas without a number in their places; where these are too narrow, each sign
 * once over all of them. */
static void draw_signs(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    double y = sb_scale_at(p->y, 0) - LINE_GAP, widest = 0;
    SB_AUTO(sb_buf_free) sb_buf all = {0};
    sb_buf_text(&all, "");
    for (int i = 0; i < p->ranking.first; i++) {
        const char *sign = sb_sign(env->locale, p->ranking.at[i].value.state);
        widest = fmax(widest, sb_draw_width(env, "axis", sign));
        if (!strstr(all.at, sign))
            sb_buf_text(&all, sign);
    }
    if (widest <= p->pitch) {
        for (int i = 0; i < p->ranking.first; i++)
            sb_draw_text(env, "axis", sb_sign(env->locale, p->ranking.at[i].value.state),
                         bar_left(p, i) + p->pitch / 2, y, SB_CENTRE);
        return;
    }
    double half = sb_draw_width(env, "axis", all.at) / 2;
    double middle = p->box.x + p->ranking.first * p->pitch / 2;
    sb_draw_text(env, "axis", all.at, fmax(middle, p->box.x + half), y, SB_CENTRE);
}

static void draw_bars(const plot *p)
{
    /* not the strong petrol: in grey it is the accent, which may stand beside it */
    static const char *const colours[] = {"accent", "medium", "light"};
    const sb_figure_env *env = p->chart->env;
    double width = p->pitch * BAR < LEAST_BAR ? p->pitch : p->pitch * BAR;
    double zero = sb_scale_at(p->y, 0);
    for (int i = 0; i < p->ranking.n; i++) {
        const sb_ranked *r = &p->ranking.at[i];
        double x = bar_left(p, i) + (p->pitch - width) / 2;
        if (r->value.state == SB_NUMBER) {
            double end = sb_scale_at(p->y, r->value.number);
            sb_draw_rect(env, colours[r->voice],
                         (sb_rect){x, fmin(end, zero), width, fabs(end - zero)});
        }
    }
    sb_draw_line(env, "axis", (sb_point){p->box.x, zero},
                 (sb_point){sb_rect_right(p->box), zero});
}

/* The city's line with its label at the left, where the bars are low.  The label's box. */
static sb_rect draw_city(const plot *p)
{
    if (!sb_value_is_number(p->city))
        return (sb_rect){0};
    const sb_figure_env *env = p->chart->env;
    double y = sb_scale_at(p->y, p->city.number);
    sb_draw_line(env, "ranking city", (sb_point){p->box.x, y},
                 (sb_point){sb_rect_right(p->box), y});
    const char *text = sb_chart_label(env, p->chart->areas[1].name, p->city, p->manner);
    double size = sb_style_type(env->style, "label")->size;
    double width = sb_draw_width(env, "label", text);
    if (width > p->box.width + SB_FIT_SLACK)
        sb_chart_misfit(p->chart, width - p->box.width, false);
    sb_draw_text(env, "label", text, p->box.x, y - CITY_GAP, SB_LEFT);
    return (sb_rect){p->box.x, y - CITY_GAP - size, width, size + CITY_GAP};
}

/* How high a label from `left` to `right` must stand to be clear of bars, line and `taken`. */
static double clear_baseline(const plot *p, double left, double right, double top,
                             sb_rect taken)
{
    const sb_figure_env *env = p->chart->env;
    double size = sb_style_type(env->style, "label this")->size;
    double baseline = top - LEADER;
    for (int i = 0; i < p->ranking.n; i++)
        if (bar_left(p, i + 1) > left && bar_left(p, i) < right)
            baseline = fmin(baseline, bar_top(p, i) - LINE_GAP);
    if (sb_value_is_number(p->city)) {
        double city = sb_scale_at(p->y, p->city.number);
        if (baseline > city - LINE_GAP && baseline - size < city + LINE_GAP)
            baseline = city - CITY_GAP;
    }
    sb_rect text = {left, baseline - size, right - left, size};
    if (sb_rect_overlaps(text, taken))
        baseline = taken.y - 1;
    return fmax(baseline, p->box.y + size);
}

/* This area's value over its bar; the bars left of it are lower, so the text goes there. */
static void draw_own(const plot *p, sb_rect taken)
{
    const sb_figure_env *env = p->chart->env;
    int own = p->ranking.own;
    if (own < p->ranking.first)
        return;
    const char *text = label_at(p, own);
    double width = sb_draw_width(env, "label this", text);
    if (width > p->box.width + SB_FIT_SLACK)
        sb_chart_misfit(p->chart, width - p->box.width, false);
    double x = bar_left(p, own) + p->pitch / 2, top = bar_top(p, own);
    double right = fmin(fmax(x + p->pitch / 2, p->box.x + width), sb_rect_right(p->box));
    double baseline = clear_baseline(p, right - width, right, top, taken);
    sb_draw_text(env, "label this", text, right, baseline, SB_RIGHT);
    if (top - baseline > 2 * LEADER_GAP - 1)
        sb_draw_line(env, "this", (sb_point){x, baseline + LEADER_GAP}, (sb_point){x, top});
}

/* The lowest and highest below the axis, unless this area stands beside them. */
static void draw_ends(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    double baseline = sb_rect_bottom(p->box) - FOOT + FOOT_BASELINE;
    int ends[] = {p->ranking.first, p->ranking.n - 1};
    double room = p->box.width;
    for (int i = 0; i < 2 && p->ranking.n_values; i++) {
        bool is_near =
            p->ranking.own >= p->ranking.first && abs(p->ranking.own - ends[i]) < NEAR_END;
        if (is_near || (i && ends[0] == ends[1]))
            continue;
        const char *text = label_at(p, ends[i]);
        double x = i ? sb_rect_right(p->box) : bar_left(p, ends[i]);
        room -= sb_draw_width(env, "label", text) + LABEL_GAP;
        sb_draw_text(env, "label", text, x, baseline, i ? SB_RIGHT : SB_LEFT);
    }
    if (room < -SB_FIT_SLACK)
        sb_chart_misfit(p->chart, -room, false);
}

static void draw(const sb_chart *chart, sb_rect box)
{
    plot p = plot_of(chart);
    p.box = box;
    p.y = scale_of(&p);
    p.pitch = box.width / p.ranking.n;
    draw_bars(&p);
    draw_signs(&p);
    draw_own(&p, draw_city(&p));
    draw_ends(&p);
}

/* ---- in words ---- */

static void say(const sb_chart *chart, sb_buf *out)
{
    plot p = plot_of(chart);
    sb_chart_say_head(chart, SB_W_BAR_CHART, out);
    sb_chart_say_ends(chart, &p.ranking, p.manner, out);
    if (sb_value_is_number(p.city))
        sb_say_compared(chart, &p.city, p.manner, out);
}

const sb_chart_class sb_chart_ranking = {
    .measure = measure, .draw = draw, .say = say, .least = 1, .most = 1, .most_compare = 1};
