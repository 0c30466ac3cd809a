#include "figure/chart.h"

void sb_say_compared(const sb_chart *chart, const sb_value *values, sb_manner manner,
                     sb_buf *out)
{
    for (int i = 1; i < chart->n_areas; i++)
        sb_buf_printf(out, "%s%s %s", i == 1 ? " (" : ", ", chart->areas[i].name,
                      sb_figure_spoken(chart->env, values[i - 1], manner));
    if (chart->n_areas > 1)
        sb_buf_char(out, ')');
}

void sb_say_series(const sb_figure_env *env, const sb_value *values, int from, int n,
                   sb_manner manner, sb_buf *out)
{
    int lowest = -1, highest = -1;
    for (int i = 0; i < n; i++) {
        if (!sb_value_is_number(values[i]))
            continue;
        if (lowest < 0 || values[i].number < values[lowest].number)
            lowest = i;
        if (highest < 0 || values[i].number > values[highest].number)
            highest = i;
    }
    const int ends[] = {0, n - 1}, extremes[] = {lowest, highest};
    for (size_t i = 0; i < SB_COUNT(ends); i++)
        sb_buf_printf(out, "%s%s %s", i ? ", " : " ",
                      sb_facts_period_label(env->facts, from + ends[i]),
                      sb_figure_spoken(env, values[ends[i]], manner));
    for (size_t i = 0; lowest >= 0 && i < SB_COUNT(extremes); i++)
        sb_buf_printf(out, ", %s %s (%s)", sb_word(env->locale, i ? SB_W_HIGHEST : SB_W_LOWEST),
                      sb_figure_spoken(env, values[extremes[i]], manner),
                      sb_facts_period_label(env->facts, from + extremes[i]));
}
