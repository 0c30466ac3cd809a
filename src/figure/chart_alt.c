#include "figure/chart.h"

/* What is said so far. */
typedef struct speech {
    const sb_chart *chart;
    sb_buf text;
} speech;

static void say(speech *s, const char *text) { sb_buf_text(&s->text, text); }

static const char *word(const speech *s, sb_word_id id)
{
    return sb_word(s->chart->env->locale, id);
}

static const char *period_label(const speech *s, int period)
{
    return sb_facts_period_label(s->chart->env->facts, period);
}

static const char *spoken(const speech *s, sb_value value, int digits, const char *unit)
{
    return sb_figure_spoken(s->chart->env, value, digits, unit);
}

/* " (Name value, Name value)" of the areas compared with. */
static void say_compared(speech *s, const sb_value *values, int digits, const char *unit)
{
    const sb_chart *chart = s->chart;
    for (int i = 1; i < chart->n_areas; i++)
        sb_buf_printf(&s->text, "%s%s %s", i == 1 ? " (" : ", ", chart->areas[i].name,
                      spoken(s, values[i - 1], digits, unit));
    if (chart->n_areas > 1)
        say(s, ")");
}

static void say_bars(speech *s)
{
    const sb_chart *chart = s->chart;
    sb_bars bars = sb_bars_of(chart);
    sb_buf_printf(&s->text, "%s, %s", word(s, SB_W_BAR_CHART), period_label(s, chart->period));
    if (chart->spec->level) {
        const sb_facts *facts = chart->env->facts;
        int indicator = sb_facts_find(facts, chart->spec->indicators[0]);
        sb_buf_printf(&s->text, ", %s", sb_facts_indicator(facts, indicator)->label);
        if (bars.n > 0)
            say_compared(s, bars.at[0].marks, bars.at[0].digits, bars.at[0].unit);
    } else {
        sb_buf_printf(&s->text, ", %s", chart->areas[0].name);
    }
    for (int i = 0; i < bars.n; i++) {
        const sb_bar *bar = &bars.at[i];
        sb_buf_printf(&s->text, "%s%s %s", i ? "; " : ": ", bar->label,
                      spoken(s, bar->value, bar->digits, bar->unit));
        if (!chart->spec->level)
            say_compared(s, bar->marks, bar->digits, bar->unit);
    }
}

/* Its first and last value, and the extremes between them. */
static void say_one_series(speech *s, const sb_series *series, int area)
{
    const sb_value *values = series->values[area];
    int lowest = -1, highest = -1;
    for (int i = 0; i < series->n; i++) {
        if (!sb_value_is_number(values[i]))
            continue;
        if (lowest < 0 || values[i].number < values[lowest].number)
            lowest = i;
        if (highest < 0 || values[i].number > values[highest].number)
            highest = i;
    }
    const int ends[] = {0, series->n - 1}, extremes[] = {lowest, highest};
    for (size_t i = 0; i < SB_COUNT(ends); i++)
        sb_buf_printf(&s->text, "%s%s %s", i ? ", " : " ",
                      period_label(s, series->from + ends[i]),
                      spoken(s, values[ends[i]], series->digits, series->unit));
    for (size_t i = 0; lowest >= 0 && i < SB_COUNT(extremes); i++)
        sb_buf_printf(&s->text, ", %s %s (%s)", word(s, i ? SB_W_HIGHEST : SB_W_LOWEST),
                      spoken(s, values[extremes[i]], series->digits, series->unit),
                      period_label(s, series->from + extremes[i]));
}

static void say_series(speech *s)
{
    const sb_chart *chart = s->chart;
    const sb_facts *facts = chart->env->facts;
    sb_series series = sb_series_of(chart);
    int indicator = sb_facts_find(facts, chart->spec->indicators[0]);
    sb_buf_printf(&s->text, "%s, %s", word(s, SB_W_LINE_CHART),
                  sb_facts_indicator(facts, indicator)->label);
    if (series.n < 1)
        return;
    say(s, ", ");
    sb_buf_printf(&s->text, word(s, SB_W_FROM_TO), period_label(s, series.from),
                  period_label(s, series.from + series.n - 1));
    if (chart->spec->index)
        sb_buf_printf(&s->text, " (%s = 100)", chart->spec->index);
    for (int a = 0; a < chart->n_areas; a++) {
        sb_buf_printf(&s->text, "%s%s", a ? "; " : ": ", chart->areas[a].name);
        say_one_series(s, &series, a);
    }
}

static void say_ages(speech *s)
{
    const sb_chart *chart = s->chart;
    sb_ages ages = sb_ages_of(chart);
    sb_buf_printf(&s->text, "%s, %s, %s", word(s, SB_W_AGE_CHART),
                  period_label(s, chart->period), chart->areas[0].name);
    for (int g = 0; g < ages.n; g++) {
        const sb_age *age = &ages.at[g];
        sb_buf_printf(&s->text, "%s%s %s", g ? "; " : ": ", age->label,
                      spoken(s, age->shares[0], 1, "%"));
        say_compared(s, age->shares + 1, 1, "%");
    }
}

const char *sb_chart_alt(const sb_chart *chart)
{
    speech s = {chart, {0}};
    switch (chart->spec->kind) {
    case SB_CHART_BARS:
        say_bars(&s);
        break;
    case SB_CHART_LINE:
        say_series(&s);
        break;
    default:
        say_ages(&s);
    }
    const char *text = sb_arena_text(chart->env->arena, s.text.at);
    sb_buf_free(&s.text);
    return text;
}
