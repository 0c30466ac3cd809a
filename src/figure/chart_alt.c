#include "figure/chart.h"

void sb_say_compared(const sb_chart *chart, const sb_value *values, sb_manner manner,
                     sb_buf *out)
{
    for (int i = 1; i < chart->n_areas; i++) {
        sb_buf_text(out, i == 1 ? " (" : ", ");
        sb_figure_say(chart->env, chart->areas[i].name, values[i - 1], manner, out);
    }
    if (chart->n_areas > 1)
        sb_buf_char(out, ')');
}

void sb_say_missing(const sb_chart *chart, const sb_ranking *ranking, sb_buf *out)
{
    const char *missing = sb_chart_missing(chart, ranking);
    if (missing)
        sb_buf_printf(out, ". %s", missing);
}

void sb_chart_say_head(const sb_chart *chart, sb_word_id kind, sb_buf *out)
{
    const sb_facts *facts = chart->env->facts;
    sb_buf_printf(out, "%s, %s, %s", sb_word(chart->env->locale, kind),
                  sb_facts_indicator(facts, sb_chart_indicator(chart, 0))->label,
                  sb_facts_period_label(facts, chart->period));
}

/* ", Rang 3 von 86" */
static void say_rank(const sb_chart *chart, const sb_ranking *ranking, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    sb_place place = {chart->level, ranking->at[ranking->own].area};
    sb_value value =
        sb_facts_rank(env->facts, sb_chart_indicator(chart, 0), place, chart->period);
    if (!sb_value_is_number(value))
        return;
    char rank[SB_FORMAT_ROOM], of[SB_FORMAT_ROOM];
    sb_format_number(env->locale, value.number, 0, 0, rank);
    sb_format_number(env->locale, ranking->n_values, 0, 0, of);
    sb_buf_text(out, ", ");
    sb_buf_printf(out, sb_word(env->locale, SB_W_RANK_OF), rank, of);
}

void sb_chart_say_ends(const sb_chart *chart, const sb_ranking *ranking, sb_manner manner,
                       sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    const sb_level *level = &sb_facts_areas(env->facts)->levels[chart->level];
    sb_buf_text(out, ": ");
    sb_buf_printf(out, "%d %s", level->n, level->plural);
    const struct {
        const char *words;
        int at;
    } shown[] = {{"", ranking->own},
                 {sb_word(env->locale, SB_W_LOWEST), ranking->first},
                 {sb_word(env->locale, SB_W_HIGHEST), ranking->n - 1}};
    const char *before = ". ";
    for (size_t i = 0; i < SB_COUNT(shown); i++) {
        if (shown[i].at < 0 || (i && !ranking->n_values))
            continue;
        const sb_ranked *r = &ranking->at[shown[i].at];
        sb_buf_printf(out, "%s%s%s", before, shown[i].words, i ? " " : "");
        sb_figure_say(env, sb_chart_area_name(chart, r->area), r->value, manner, out);
        if (i == 0)
            say_rank(chart, ranking, out);
        before = "; ";
    }
}
