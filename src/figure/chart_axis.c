#include "figure/chart.h"

#include <string.h>

static const double TICK = 2.5, NUMBER_BASELINE = 8.5, NUMBER_GAP = 4, ON_SCALE = 1e-6;
static const double OVERHANG = 8; /* of a number over the end of its axis */
static const double MISSING = 9, MISSING_BASELINE = 2, CALLOUT_GAP = 6;
enum { MOST_MISSING = 3 };

static const char *number(const sb_chart *chart, sb_ticks ticks, int i, sb_manner manner)
{
    char text[SB_FORMAT_ROOM];
    sb_format_number(chart->env->locale, sb_tick_at(ticks, i), ticks.digits, manner.flags,
                     text);
    return sb_arena_text(chart->env->arena, text);
}

static bool is_on_scale(sb_scale x, double at)
{
    return at >= fmin(x.start, x.end) - ON_SCALE && at <= fmax(x.start, x.end) + ON_SCALE;
}

/* Long numbers stand at every second tick, or third …, so that none runs into the next. */
static int numbers_every(const sb_chart *chart, sb_ticks ticks, sb_scale x, sb_manner manner)
{
    double widest = sb_axis_width(chart, ticks, manner) + NUMBER_GAP;
    double pitch = fabs(sb_scale_at(x, ticks.step) - sb_scale_at(x, 0));
    double shift = fmax(0, widest / 2 - OVERHANG);
    return pitch > 0 ? (int)ceil((widest + shift) / pitch - ON_SCALE) : 1;
}

void sb_axis_below(const sb_chart *chart, sb_ticks ticks, sb_scale x, double y,
                   sb_manner manner)
{
    const sb_figure_env *env = chart->env;
    int every = numbers_every(chart, ticks, x, manner);
    sb_draw_line(env, "axis", (sb_point){x.start, y}, (sb_point){x.end, y});
    for (int i = 0; i < ticks.n; i++) {
        double at = sb_scale_at(x, sb_tick_at(ticks, i));
        if (!is_on_scale(x, at))
            continue;
        sb_draw_line(env, "tick", (sb_point){at, y}, (sb_point){at, y + TICK});
        if (i % every != 0)
            continue;
        const char *text = number(chart, ticks, i, manner);
        double half = sb_draw_width(env, "axis", text) / 2;
        double least = fmin(x.start, x.end) - OVERHANG + half;
        double most = fmax(x.start, x.end) + OVERHANG - half;
        sb_draw_text(env, "axis", text, at > most ? fmax(most, least) : fmax(at, least),
                     y + NUMBER_BASELINE, SB_CENTRE);
    }
}

void sb_axis_left(const sb_chart *chart, sb_ticks ticks, sb_scale y, double left, double right,
                  sb_manner manner)
{
    const sb_figure_env *env = chart->env;
    for (int i = 0; i < ticks.n; i++) {
        double at = sb_scale_at(y, sb_tick_at(ticks, i));
        sb_draw_line(env, sb_tick_at(ticks, i) == 0 ? "axis" : "grid", (sb_point){left, at},
                     (sb_point){right, at});
        sb_draw_text(env, "axis", number(chart, ticks, i, manner), left - NUMBER_GAP,
                     at + sb_draw_drop(env, "axis"), SB_RIGHT);
    }
}

double sb_axis_width(const sb_chart *chart, sb_ticks ticks, sb_manner manner)
{
    double widest = 0;
    for (int i = 0; i < ticks.n; i++)
        widest =
            fmax(widest, sb_draw_width(chart->env, "axis", number(chart, ticks, i, manner)));
    return widest + NUMBER_GAP;
}

sb_ticks sb_axis_ticks(sb_range range, int most)
{
    if (!(range.from <= range.to))
        range = (sb_range){0, 1};
    return sb_ticks_round(range.from, range.to, most, 0);
}

const char *sb_chart_label(const sb_figure_env *env, const char *name, sb_value value,
                           sb_manner manner)
{
    return sb_arena_printf(env->arena, "%s\u00a0%s", name, sb_figure_value(env, value, manner));
}

const char *sb_chart_area_name(const sb_chart *chart, int area)
{
    sb_place place = {chart->level, area};
    return sb_areas_at(sb_facts_areas(chart->env->facts), place)->short_name;
}

sb_value sb_chart_city(const sb_chart *chart, int indicator)
{
    return chart->n_areas > 1 ? sb_facts_value(chart->env->facts, indicator,
                                               chart->areas[1].place, chart->period)
                              : sb_value_without(SB_NOT_SHOWN);
}

const char *sb_chart_short_year(const sb_figure_env *env, const char *label)
{
    bool is_year = strlen(label) == 4 && strspn(label, "0123456789") == 4;
    return is_year ? sb_arena_printf(env->arena, "\u2019%s", label + 2) : label;
}

const char *sb_chart_missing(const sb_chart *chart, const sb_ranking *ranking)
{
    if (!ranking->first)
        return NULL;
    const sb_figure_env *env = chart->env;
    SB_AUTO(sb_buf_free) sb_buf names = {0};
    if (ranking->first > MOST_MISSING)
        sb_buf_printf(&names, "%d %s", ranking->first,
                      sb_facts_areas(env->facts)->levels[chart->level].plural);
    for (int i = 0; i < ranking->first && ranking->first <= MOST_MISSING; i++)
        sb_buf_printf(&names, "%s%s", i ? ", " : "",
                      sb_chart_area_name(chart, ranking->at[i].area));
    return sb_arena_printf(env->arena, sb_word(env->locale, SB_W_WITHOUT), names.at);
}

double sb_missing_height(const sb_ranking *ranking) { return ranking->first ? MISSING : 0; }

void sb_missing_draw(const sb_chart *chart, const sb_ranking *ranking, sb_rect box)
{
    const char *text = sb_chart_missing(chart, ranking);
    if (!text)
        return;
    double missing = sb_draw_width(chart->env, "axis", text) - box.width;
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(chart, missing, false);
    if (ranking->n_values)
        sb_draw_text(chart->env, "axis", text, box.x, sb_rect_bottom(box) - MISSING_BASELINE,
                     SB_LEFT);
    else
        sb_draw_text(chart->env, "axis", text, box.x + box.width / 2, box.y + box.height / 2,
                     SB_CENTRE);
}

int sb_callouts_of(const sb_chart *chart, sb_value own, sb_value city, sb_manner manner,
                   sb_scale x, sb_callout out[2])
{
    int n = 0;
    if (sb_value_is_number(own))
        out[n++] = (sb_callout){"label this",
                                sb_chart_label(chart->env, chart->areas[0].name, own, manner),
                                sb_scale_at(x, own.number)};
    if (sb_value_is_number(city))
        out[n++] = (sb_callout){"label",
                                sb_chart_label(chart->env, chart->areas[1].name, city, manner),
                                sb_scale_at(x, city.number)};
    return n;
}

void sb_callouts_draw(const sb_chart *chart, const sb_callout *callouts, int n, sb_rect box,
                      double baseline)
{
    const sb_figure_env *env = chart->env;
    double *at = sb_arena_array(env->arena, double, n);
    double *size = sb_arena_array(env->arena, double, n);
    for (int i = 0; i < n; i++) {
        at[i] = callouts[i].at;
        size[i] = sb_draw_width(env, callouts[i].type, callouts[i].text) + CALLOUT_GAP;
    }
    double missing = sb_spread(at, size, n, box.x - CALLOUT_GAP / 2,
                               sb_rect_right(box) + CALLOUT_GAP / 2, env->arena);
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(chart, missing, false);
    for (int i = 0; i < n; i++)
        sb_draw_text(env, callouts[i].type, callouts[i].text, at[i], baseline, SB_CENTRE);
}
