#include "figure/chart.h"

#include <stdlib.h>

/* Pt. */
static const double HEAD = 11, HEAD_BASELINE = 7, PITCH = 13.8, LEAST_PITCH = 9.5,
                    MOST_PITCH = 20;
static const double THICKNESS = 0.62; /* of the pitch */
static const double LABEL_GAP = 10, NUMBER_GAP = 4, LEAST_PLOT = 60, CUT = 3;
static const char WIDEST[] = "\u2212100,0"; /* for which there is room on all pages */

typedef struct bar {
    const char *label, *label_type, *number_type, *colour; /* in the style */
    sb_value difference;
} bar;

typedef struct plot {
    const sb_chart *chart;
    sb_manner manner;
    bar *bars;
    int n;
} plot;

/* Differences of one indicator in its unit; of several in percent, to be comparable. */
static sb_value difference(sb_value own, sb_value city, bool in_percent)
{
    if (!sb_value_is_number(own))
        return own;
    if (!sb_value_is_number(city))
        return city;
    if (!in_percent)
        return sb_value_number(own.number - city.number);
    return city.number > 0 ? sb_value_number(100 * (own.number - city.number) / city.number)
                           : sb_value_without(SB_NOT_MEANINGFUL);
}

static sb_value percent_at(const sb_chart *chart, int indicator, sb_place place)
{
    sb_value own = sb_facts_value(chart->env->facts, indicator, place, chart->period);
    return difference(own, sb_chart_city(chart, indicator), true);
}

static int by_difference(const void *a, const void *b)
{
    const bar *p = a, *q = b;
    bool p_is = sb_value_is_number(p->difference), q_is = sb_value_is_number(q->difference);
    if (p_is != q_is)
        return q_is - p_is;
    if (p_is && p->difference.number != q->difference.number)
        return p->difference.number < q->difference.number ? 1 : -1;
    return sb_collate(p->label, q->label);
}

/* One of the bars of this area alone. */
static bar own_bar(const sb_chart *chart, int indicator)
{
    return (bar){sb_facts_indicator(chart->env->facts, indicator)->short_label, "label",
                 "label strong", "accent tint",
                 percent_at(chart, indicator, chart->areas[0].place)};
}

/* Of an area among the others. */
static bar bar_among(const sb_chart *chart, int indicator, const sb_ranked *ranked)
{
    /* not the strong petrol: in grey it is the accent, which may stand beside it */
    static const char *const colours[] = {"accent", "medium", "light"};
    bool is_this = ranked->voice == SB_VOICE_THIS;
    return (bar){sb_chart_area_name(chart, ranked->area), is_this ? "label this" : "label",
                 is_this ? "label this" : "label strong", colours[ranked->voice],
                 difference(ranked->value, sb_chart_city(chart, indicator), false)};
}

static plot plot_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    const sb_spec_chart *spec = chart->spec;
    int first = sb_chart_indicator(chart, 0);
    plot p = {.chart = chart};
    if (!spec->level) {
        p.n = spec->n_indicators;
        p.manner = (sb_manner){"%", 1, SB_SIGNED};
        p.bars = sb_arena_array(chart->env->arena, bar, p.n);
        for (int i = 0; i < p.n; i++)
            p.bars[i] = own_bar(chart, sb_chart_indicator(chart, i));
        return p;
    }
    sb_ranking ranking = sb_ranking_of(chart, first);
    p.n = ranking.n;
    p.manner = sb_manner_of(sb_facts_indicator(facts, first));
    p.manner.flags |= SB_SIGNED;
    p.bars = sb_arena_array(chart->env->arena, bar, p.n);
    for (int i = 0; i < p.n; i++)
        p.bars[i] = bar_among(chart, first, &ranking.at[i]);
    qsort(p.bars, (size_t)p.n, sizeof *p.bars, by_difference);
    return p;
}

static sb_extent measure(const sb_chart *chart)
{
    int n = plot_of(chart).n;
    return (sb_extent){HEAD + n * LEAST_PITCH, HEAD + n * PITCH, true};
}

/* The value, or the limit where the bar is cut. */
static double shown(const plot *p, double value)
{
    double limit = p->chart->spec->limit;
    return isnan(limit) ? value : fmax(-limit, fmin(limit, value));
}

/* What stands there on the page of any area. */
static void add_all_areas(const plot *p, sb_range *range)
{
    const sb_chart *chart = p->chart;
    sb_place own = chart->areas[0].place;
    for (int i = 0; i < p->n; i++)
        for (int area = 0; area < sb_facts_areas(chart->env->facts)->levels[own.level].n;
             area++) {
            sb_value d =
                percent_at(chart, sb_chart_indicator(chart, i), (sb_place){own.level, area});
            if (sb_value_is_number(d))
                sb_range_add(range, sb_value_number(shown(p, d.number)));
        }
}

/* Zero on it, so that both the bars and their numbers outside them fit. */
static sb_scale scale_of(const plot *p, double left, double right)
{
    const sb_figure_env *env = p->chart->env;
    sb_range range = {0, 0};
    double before = 0, after = 0; /* room for the numbers beyond the bars */
    for (int i = 0; i < p->n; i++) {
        sb_value d = p->bars[i].difference;
        double width =
            NUMBER_GAP + sb_draw_width(env, "label strong", sb_figure_value(env, d, p->manner));
        if (!sb_value_is_number(d) || d.number >= 0)
            after = fmax(after, width);
        else
            before = fmax(before, width);
        if (sb_value_is_number(d))
            sb_range_add(&range, sb_value_number(shown(p, d.number)));
    }
    if (p->chart->spec->scale == SB_SCALE_SHARED && !p->chart->spec->level) {
        add_all_areas(p, &range);
        double number = NUMBER_GAP + sb_draw_width(env, "label strong", WIDEST);
        before = fmax(before, range.from < 0 ? number : 0);
        after = fmax(after, number);
    }
    return (sb_scale){range.from, range.from == range.to ? 1 : range.to, left + before,
                      right - after};
}

/* A white slash through the end of a bar that goes on. */
static void draw_cut(const sb_figure_env *env, double end, double inwards, double y,
                     double thickness)
{
    double x = end + inwards * 2 * CUT;
    sb_draw_line(env, "highlight halo", (sb_point){x - CUT / 2, y + thickness / 2 + 1},
                 (sb_point){x + CUT / 2, y - thickness / 2 - 1});
}

static void draw_bar(const plot *p, int i, sb_scale x, double y, double thickness)
{
    const sb_figure_env *env = p->chart->env;
    const bar *b = &p->bars[i];
    double zero = sb_scale_at(x, 0), end = zero;
    bool is_below = sb_value_is_number(b->difference) && b->difference.number < 0;
    if (sb_value_is_number(b->difference)) {
        end = sb_scale_at(x, shown(p, b->difference.number));
        sb_draw_rect(
            env, b->colour,
            (sb_rect){fmin(zero, end), y - thickness / 2, fabs(end - zero), thickness});
        if (shown(p, b->difference.number) != b->difference.number)
            draw_cut(env, end, is_below ? 1 : -1, y, thickness);
    }
    sb_draw_text(env, b->number_type, sb_figure_value(env, b->difference, p->manner),
                 is_below ? end - NUMBER_GAP : end + NUMBER_GAP,
                 y + sb_draw_drop(env, b->number_type), is_below ? SB_RIGHT : SB_LEFT);
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    double labels = 0, pitch = fmin((box.height - HEAD) / p.n, MOST_PITCH);
    double top = box.y + HEAD, thickness = THICKNESS * pitch;
    for (int i = 0; i < p.n; i++)
        labels = fmax(labels, sb_draw_width(env, "label strong", p.bars[i].label));
    sb_scale x = scale_of(&p, box.x + labels + LABEL_GAP, sb_rect_right(box));
    if (x.end - x.start < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (x.end - x.start), false);
        return;
    }
    double zero = sb_scale_at(x, 0);
    for (int i = 0; i < p.n; i++) {
        double y = top + (i + 0.5) * pitch;
        sb_draw_text(env, p.bars[i].label_type, p.bars[i].label, box.x,
                     y + sb_draw_drop(env, "label"), SB_LEFT);
        draw_bar(&p, i, x, y, thickness);
    }
    sb_draw_line(env, "city", (sb_point){zero, top}, (sb_point){zero, top + p.n * pitch});
    double half = sb_draw_width(env, "label", chart->areas[1].name) / 2;
    sb_draw_text(env, "label", chart->areas[1].name, fmin(zero, sb_rect_right(box) - half),
                 box.y + HEAD_BASELINE, SB_CENTRE);
}

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_buf_printf(out, "%s, ", sb_word(env->locale, SB_W_BAR_CHART));
    sb_buf_printf(out, sb_word(env->locale, SB_W_DEVIATION), chart->areas[1].name);
    sb_buf_printf(out, ", %s", sb_facts_period_label(env->facts, chart->period));
    if (!chart->spec->level)
        sb_buf_printf(out, ", %s", chart->areas[0].name);
    for (int i = 0; i < p.n; i++) {
        sb_buf_text(out, i ? "; " : ": ");
        sb_figure_say(env, p.bars[i].label, p.bars[i].difference, p.manner, out);
    }
}

static bool check(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    (void)facts;
    sb_span at = sb_node_span(chart->node, "limit");
    if (!isnan(chart->limit) && chart->limit <= 0)
        sb_fail(diag, SB_E_SCHEMA, at, _("a limit of bars must be more than 0"));
    if (chart->level && chart->n_indicators > 1)
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(chart->node, "indicators"),
                _("bars for each area show one indicator, not %d"), chart->n_indicators);
    return true;
}

const sb_chart_class sb_chart_deviation = {.measure = measure,
                                           .draw = draw,
                                           .say = say,
                                           .check = check,
                                           .least = 1,
                                           .most_compare = 1,
                                           .needs_city = true};
