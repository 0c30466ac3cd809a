#include "figure/series.h"

#include <string.h>

static sb_value indexed(sb_value value, sb_value base)
{
    if (!sb_value_is_number(base))
        return sb_value_without(base.state);
    if (base.number == 0)
        return sb_value_without(SB_NOT_MEANINGFUL);
    if (sb_value_is_number(value)) {
        value.number = 100 * value.number / base.number;
        value.state = SB_NUMBER;
    }
    return value;
}

/* Those like `like`. */
static sb_times alike(const sb_figure_env *env, int from, int to, int like)
{
    int *at = sb_arena_array(env->arena, int, to < from ? 0 : to - from + 1), n = 0;
    for (int period = from; period <= to; period++)
        if (sb_facts_is_alike(env->facts, period, like))
            at[n++] = period;
    return (sb_times){at, n};
}

sb_times sb_times_between(const sb_figure_env *env, int from, int to)
{
    return alike(env, from, to, to);
}

sb_times sb_times_of(const sb_figure_env *env, const char *from, const char *to)
{
    const sb_facts *facts = env->facts;
    int first = from ? sb_facts_period(facts, from) : 0;
    int last = to ? sb_facts_period(facts, to) : sb_facts_periods(facts) - 1;
    return alike(env, first, last, to ? last : from ? first : env->scope.period);
}

sb_series sb_series_of(const sb_figure_env *env, int indicator, sb_place place, sb_times times,
                       int base)
{
    const sb_facts *facts = env->facts;
    const int *at = times.at;
    sb_series s = {times, sb_arena_array(env->arena, sb_value, times.n),
                   sb_arena_array(env->arena, bool, times.n)};
    for (int i = 0; i < times.n; i++) {
        s.is_new[i] = i && !sb_facts_is_comparable(facts, indicator, at[i - 1], at[i]);
        sb_value value = sb_facts_value(facts, indicator, place, at[i]);
        bool is_broken = base >= 0 && !sb_facts_is_comparable(facts, indicator, at[i], base);
        s.values[i] = is_broken ? sb_value_without(SB_NOT_MEANINGFUL)
                      : base < 0
                          ? value
                          : indexed(value, sb_facts_value(facts, indicator, place, base));
    }
    return s;
}

int sb_series_last(sb_series series)
{
    int i = series.times.n - 1;
    while (i >= 0 && !sb_value_is_number(series.values[i]))
        i--;
    return i;
}

sb_series_ink sb_series_ink_of(sb_series series, const double *x, sb_scale y, sb_arena *arena)
{
    sb_pencil pencil = sb_pencil_new(arena);
    sb_point *dots = sb_arena_array(arena, sb_point, series.times.n);
    int n_dots = 0, last = sb_series_last(series);
    bool is_drawing = false;
    for (int i = 0; i <= last; i++) {
        if (!sb_value_is_number(series.values[i])) {
            is_drawing = false;
            continue;
        }
        sb_point at = {x[i], sb_scale_at(y, series.values[i].number)};
        bool goes_on =
            i < last && sb_value_is_number(series.values[i + 1]) && !series.is_new[i + 1];
        if (is_drawing)
            sb_pencil_line(&pencil, at.x, at.y);
        else if (goes_on)
            sb_pencil_move(&pencil, at.x, at.y);
        else if (i < last)
            dots[n_dots++] = at;
        is_drawing = goes_on;
    }
    return (sb_series_ink){sb_pencil_path(&pencil), dots, n_dots};
}

const char *sb_series_break(const sb_figure_env *env, sb_series series, int i)
{
    const char *before = sb_facts_period_label(env->facts, series.times.at[i - 1]);
    const char *after = sb_facts_period_label(env->facts, series.times.at[i]);
    const char *mark = strchr(before, '/') ? " \u2013 " : "/";
    return sb_arena_printf(env->arena, "%s%s%s", before, mark, after);
}

static void say_extremes(const sb_figure_env *env, sb_series series, sb_manner manner,
                         sb_buf *out)
{
    int lowest = -1, highest = -1;
    for (int i = 0; i < series.times.n; i++) {
        if (!sb_value_is_number(series.values[i]))
            continue;
        double number = series.values[i].number;
        if (lowest < 0 || number < series.values[lowest].number)
            lowest = i;
        if (highest < 0 || number > series.values[highest].number)
            highest = i;
    }
    const int extremes[] = {lowest, highest};
    for (size_t i = 0; lowest >= 0 && i < SB_COUNT(extremes); i++)
        sb_buf_printf(out, ", %s %s (%s)", sb_word(env->locale, i ? SB_W_HIGHEST : SB_W_LOWEST),
                      sb_figure_spoken(env, series.values[extremes[i]], manner),
                      sb_facts_period_label(env->facts, series.times.at[extremes[i]]));
}

void sb_series_say(const sb_figure_env *env, sb_series series, sb_manner manner, sb_buf *out)
{
    const int ends[] = {0, series.times.n - 1};
    for (size_t i = 0; series.times.n > 0 && i < SB_COUNT(ends); i++) {
        sb_buf_text(out, i ? ", " : " ");
        sb_figure_say(env, sb_facts_period_label(env->facts, series.times.at[ends[i]]),
                      series.values[ends[i]], manner, out);
    }
    bool has_break = false;
    for (int i = 0; i < series.times.n; i++)
        if (series.is_new[i]) {
            sb_buf_text(out, ", ");
            sb_buf_printf(out, sb_word(env->locale, SB_W_BREAK),
                          sb_series_break(env, series, i));
            has_break = true;
        }
    if (!has_break)
        say_extremes(env, series, manner, out);
}
