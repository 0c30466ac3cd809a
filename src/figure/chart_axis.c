#include "figure/chart.h"

#include <string.h>

static const double TICK = 2.5, NUMBER_BASELINE = 8.5, NUMBER_GAP = 4, ON_SCALE = 1e-6;

static const char *number(const sb_chart *chart, sb_ticks ticks, int i, sb_manner manner)
{
    char text[SB_FORMAT_ROOM];
    sb_format_number(chart->env->locale, sb_tick_at(ticks, i), ticks.digits, manner.flags,
                     text);
    return sb_arena_text(chart->env->arena, text);
}

void sb_axis_below(const sb_chart *chart, sb_ticks ticks, sb_scale x, double y,
                   sb_manner manner)
{
    const sb_figure_env *env = chart->env;
    sb_draw_line(env, "axis", (sb_point){x.start, y}, (sb_point){x.end, y});
    for (int i = 0; i < ticks.n; i++) {
        double at = sb_scale_at(x, sb_tick_at(ticks, i));
        if (at < fmin(x.start, x.end) - ON_SCALE || at > fmax(x.start, x.end) + ON_SCALE)
            continue;
        sb_draw_line(env, "tick", (sb_point){at, y}, (sb_point){at, y + TICK});
        sb_draw_text(env, "axis", number(chart, ticks, i, manner), at, y + NUMBER_BASELINE,
                     SB_CENTRE);
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
