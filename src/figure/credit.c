#include "figure/credit.h"

#include "figure/draw.h"

#include <string.h>

sb_credit sb_credit_of(const sb_facts *facts, int indicator, int period, sb_arena *arena)
{
    const sb_indicator *info = sb_facts_indicator(facts, indicator);
    const char *label = sb_facts_period_label(facts, period);
    bool is_day = info->date && info->date[0] && info->date[strlen(info->date) - 1] == '.';
    return (sb_credit){info->source,
                       is_day ? sb_arena_printf(arena, "%s%s", info->date, label)
                              : sb_credit_first(info->date, label),
                       sb_credit_first(info->licence, sb_facts_spec(facts)->report.licence),
                       .is_period = !info->date};
}

enum { SHORT = 16 }; /* bytes */

void sb_say(sb_saying *s, const char *before, const char *part)
{
    if (!*part || (s->out.n && strstr(s->out.at, part)) || (s->head && strstr(s->head, part)))
        return;
    sb_buf_printf(&s->out, "%s%s", s->out.n ? "; " : "", before);
    const bool is_short = strlen(part) <= SHORT; /* "CC BY 4.0" is not broken */
    for (; *part; part++)
        if (is_short && *part == ' ')
            sb_buf_text(&s->out, "\u00a0");
        else
            sb_buf_char(&s->out, *part);
}

/* Four digits: whoever names a year has said when. */
static bool has_year(const char *text)
{
    int digits = 0;
    for (const char *p = text; p && *p && digits < 4; p++)
        digits = *p >= '0' && *p <= '9' ? digits + 1 : 0;
    return digits == 4;
}

void sb_credit_add(sb_credit *list, int *n, sb_credit c)
{
    /* whatever it lacks has been told */
    c.source = sb_credit_first(c.source, "");
    c.date = sb_credit_first(c.date, "");
    c.licence = sb_credit_first(c.licence, "");
    for (int i = 0; i < *n; i++)
        if (strcmp(list[i].source, c.source) == 0 && strcmp(list[i].date, c.date) == 0 &&
            strcmp(list[i].licence, c.licence) == 0)
            return;
    list[(*n)++] = c;
}

const char *sb_credit_before(const sb_figure_env *env, sb_word_id word)
{
    return sb_arena_printf(env->arena, "%s: ", sb_word(env->locale, word));
}

void sb_say_numbers(sb_saying *s, const sb_figure_env *env, const sb_credit *numbers, int n,
                    bool has_words, bool has_date, bool has_licence)
{
    const char *source = sb_credit_before(env, SB_W_SOURCE),
               *licence = sb_credit_before(env, SB_W_MAP_LICENCE),
               *date =
                   sb_arena_printf(env->arena, "%s\u00a0", sb_word(env->locale, SB_W_MAP_DATE));
    for (int i = 0; i < n && !has_words; i++)
        sb_say(s, i ? "" : source, numbers[i].source);
    for (int i = 0; i < n && has_date; i++)
        if (!numbers[i].is_period || (!has_year(s->head) && !has_year(s->out.at)))
            sb_say(s, date, numbers[i].date);
    for (int i = 0; i < n && has_licence; i++)
        sb_say(s, licence, numbers[i].licence);
}

/* ---- of a chart or table ---- */

/* What is being collected. */
typedef struct shown {
    const sb_figure_env *env;
    int period;
    SB_VEC(sb_credit) list;
} shown;

static void add_indicator(shown *s, const char *name)
{
    int indicator = name ? sb_facts_find(s->env->facts, name) : -1;
    if (indicator < 0)
        return;
    sb_vec_reserve_one(s->env->arena, &s->list);
    int n = (int)s->list.n;
    sb_credit_add(s->list.at, &n,
                  sb_credit_of(s->env->facts, indicator, s->period, s->env->arena));
    s->list.n = (size_t)n;
}

/* False: several periods are shown, or one of which there is nothing to say. */
static bool add_chart(shown *s, const sb_spec_chart *chart)
{
    s->period = sb_figure_period(s->env, chart->period);
    for (int i = 0; i < chart->n_indicators; i++)
        add_indicator(s, chart->indicators[i]);
    add_indicator(s, chart->of);
    add_indicator(s, chart->variable);
    return chart->kind != SB_CHART_LINE && chart->kind != SB_CHART_SLOPE && !chart->from &&
           !chart->to;
}

static bool add_table(shown *s, const sb_spec_profile *table)
{
    bool is_of_one = true;
    s->period = sb_figure_period(s->env, table->period);
    for (int c = 0; c < table->n_columns; c++) {
        add_indicator(s, table->columns[c].indicator);
        add_indicator(s, table->columns[c].of);
        is_of_one &= !table->columns[c].n_periods;
    }
    for (int r = 0; r < table->n_rows; r++) {
        add_indicator(s, table->rows[r].indicator);
        add_indicator(s, table->rows[r].of);
        add_indicator(s, table->rows[r].share);
    }
    return is_of_one;
}

const char *sb_figure_credit(const sb_figure_env *env, const sb_spec_block *block,
                             const char *head)
{
    shown s = {.env = env};
    bool has_date = block->chart ? add_chart(&s, block->chart) : add_table(&s, block->profile);
    bool has_source = false;
    for (size_t i = 0; i < s.list.n; i++)
        has_source |= *s.list.at[i].source != '\0';
    if (!has_source)
        return NULL;
    sb_saying line = {.head = head};
    sb_buf_text(&line.out, "");
    sb_say_numbers(&line, env, s.list.at, (int)s.list.n, false, has_date && s.period >= 0,
                   false);
    const char *text = sb_arena_text(env->arena, line.out.at);
    sb_buf_free(&line.out);
    return text;
}
