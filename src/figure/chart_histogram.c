#include "figure/chart.h"

/* Pt. */
static const double HEAD = 10, HEAD_BASELINE = 6.6, HEIGHT = 90, LEAST = 60, BAR_GAP = 0.6;
static const double COUNT_GAP = 2.5, MARGIN = 8;
enum { MOST_BINS = 12 };

/* ---- what is shown ---- */

/* Bins between round numbers, the upper end out of each but the last. */
typedef struct bins {
    sb_manner manner;
    sb_ticks ticks;
    int *count; /* ticks.n - 1 */
    int own, most;
    sb_ranking ranking;
    sb_value own_value, city;
} bins;

static int bin_of(const bins *b, double value)
{
    int bin = (int)floor((value - b->ticks.first) / b->ticks.step + 1e-9);
    return bin < 0 ? 0 : bin > b->ticks.n - 2 ? b->ticks.n - 2 : bin;
}

static bins bins_of(const sb_chart *chart)
{
    int indicator = sb_chart_indicator(chart, 0);
    sb_ranking ranking = sb_ranking_of(chart, indicator);
    sb_range range = SB_EMPTY_RANGE;
    for (int i = 0; i < ranking.n; i++)
        sb_range_add(&range, ranking.at[i].value);
    bins b = {.manner = sb_manner_of(sb_facts_indicator(chart->env->facts, indicator)),
              .ticks = sb_axis_ticks(range, MOST_BINS),
              .own = -1,
              .ranking = ranking,
              .own_value = sb_value_without(SB_NOT_SHOWN),
              .city = sb_chart_city(chart, indicator)};
    b.count = sb_arena_array(chart->env->arena, int, b.ticks.n);
    for (int i = 0; i < ranking.n_values; i++) {
        int bin = bin_of(&b, ranking.values[i]);
        b.count[bin]++;
        b.most = b.count[bin] > b.most ? b.count[bin] : b.most;
    }
    if (ranking.own >= ranking.first) {
        b.own_value = ranking.at[ranking.own].value;
        b.own = bin_of(&b, b.own_value.number);
    }
    return b;
}

/* ---- how it is drawn ---- */

static sb_extent measure(const sb_chart *chart)
{
    sb_ranking ranking = sb_ranking_of(chart, sb_chart_indicator(chart, 0));
    double missing = sb_missing_height(&ranking);
    return (sb_extent){LEAST + missing, HEIGHT + missing, true};
}

static void draw_bars(const sb_chart *chart, const bins *b, sb_scale x, sb_scale y)
{
    const sb_figure_env *env = chart->env;
    for (int i = 0; i < b->ticks.n - 1; i++) {
        if (!b->count[i])
            continue;
        double left = sb_scale_at(x, sb_tick_at(b->ticks, i)) + BAR_GAP / 2;
        double right = sb_scale_at(x, sb_tick_at(b->ticks, i + 1)) - BAR_GAP / 2;
        double top = sb_scale_at(y, b->count[i]);
        sb_draw_rect(env, i == b->own ? "accent tint" : "medium",
                     (sb_rect){left, top, right - left, y.start - top});
        char text[SB_FORMAT_ROOM];
        sb_format_number(env->locale, b->count[i], 0, 0, text);
        const char *type = i == b->own ? "label this" : "axis";
        double middle = (left + right) / 2, half = sb_draw_width(env, type, text) / 2 + 1;
        double city = sb_value_is_number(b->city) ? sb_scale_at(x, b->city.number) : -INFINITY;
        if (fabs(city - middle) < half) /* beside the city's line, not under it */
            middle = city < middle ? city + half : city - half;
        sb_draw_text(env, type, text, middle, top - COUNT_GAP, SB_CENTRE);
    }
}

static void draw_city(const sb_chart *chart, const bins *b, sb_scale x, double top, double axis)
{
    if (!sb_value_is_number(b->city) || b->city.number < x.from || b->city.number > x.to)
        return;
    double at = sb_scale_at(x, b->city.number);
    sb_draw_line(chart->env, "city", (sb_point){at, top}, (sb_point){at, axis});
}

static void draw(const sb_chart *chart, sb_rect box)
{
    bins b = bins_of(chart);
    sb_missing_draw(chart, &b.ranking, box);
    if (!b.ranking.n_values)
        return;
    double axis = sb_rect_bottom(box) - SB_AXIS_FOOT - sb_missing_height(&b.ranking);
    sb_scale x = {sb_tick_at(b.ticks, 0), sb_tick_at(b.ticks, b.ticks.n - 1), box.x + MARGIN,
                  sb_rect_right(box) - MARGIN};
    sb_scale y = {0, b.most, axis, box.y + 2 * HEAD};
    draw_bars(chart, &b, x, y);
    sb_axis_below(chart, b.ticks, x, axis, b.manner);
    draw_city(chart, &b, x, box.y + HEAD, axis);
    sb_callout callouts[2];
    int n = sb_callouts_of(chart, b.own_value, b.city, b.manner, x, callouts);
    sb_callouts_draw(chart, callouts, n, box, box.y + HEAD_BASELINE);
}

/* ---- in words ---- */

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    bins b = bins_of(chart);
    const sb_level *level = &sb_facts_areas(env->facts)->levels[chart->level];
    sb_chart_say_head(chart, SB_W_HISTOGRAM, out);
    sb_buf_printf(out, ", %s", level->plural);
    const char *before = ". ";
    for (int i = 0; i < b.ticks.n - 1; i++) {
        if (!b.count[i])
            continue;
        char from[SB_FORMAT_ROOM], to[SB_FORMAT_ROOM];
        sb_format_number(env->locale, sb_tick_at(b.ticks, i), b.ticks.digits, b.manner.flags,
                         from);
        sb_format_number(env->locale, sb_tick_at(b.ticks, i + 1), b.ticks.digits,
                         b.manner.flags, to);
        sb_buf_printf(out, "%s%s %s %s: %d", before, from, sb_word(env->locale, SB_W_UNDER), to,
                      b.count[i]);
        before = "; ";
    }
    if (b.own >= 0) {
        int indicator = sb_chart_indicator(chart, 0);
        sb_buf_text(out, ". ");
        sb_figure_say(
            env, chart->areas[0].name,
            sb_facts_value(env->facts, indicator, chart->areas[0].place, chart->period),
            b.manner, out);
    }
    sb_say_compared(chart, &b.city, b.manner, out);
    sb_say_missing(chart, &b.ranking, out);
}

const sb_chart_class sb_chart_histogram = {
    .measure = measure, .draw = draw, .say = say, .least = 1, .most = 1, .most_compare = 1};
