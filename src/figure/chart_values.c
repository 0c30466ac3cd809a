#include "figure/chart.h"

#include <stdlib.h>
#include <string.h>

int sb_chart_indicator(const sb_chart *chart, int i)
{
    return sb_facts_find(chart->env->facts, chart->spec->indicators[i]);
}

void sb_range_add(sb_range *range, sb_value value)
{
    if (!sb_value_is_number(value))
        return;
    range->from = fmin(range->from, value.number);
    range->to = fmax(range->to, value.number);
}

/* Rising, in the order of the areas where two are alike; what is no number first. */
static int by_value(const void *a, const void *b)
{
    const sb_ranked *p = a, *q = b;
    bool p_is = sb_value_is_number(p->value), q_is = sb_value_is_number(q->value);
    if (p_is != q_is)
        return p_is - q_is;
    if (p_is && p->value.number != q->value.number)
        return p->value.number > q->value.number ? 1 : -1;
    return p->area - q->area;
}

static sb_voice voice_of(const sb_chart *chart, sb_place place, sb_place own)
{
    const sb_areas *areas = sb_facts_areas(chart->env->facts);
    if (own.level >= 0 && place.level != own.level)
        return sb_areas_above(areas, own, place.level).area == place.area ? SB_VOICE_BETWEEN
                                                                          : SB_VOICE_CITY;
    if (place.area == own.area)
        return SB_VOICE_THIS;
    int above = areas->levels[place.level].above;
    bool has_between = above >= 0 && areas->levels[above].n > 1 && own.area >= 0;
    return has_between && sb_areas_at(areas, place)->parent == sb_areas_at(areas, own)->parent
               ? SB_VOICE_BETWEEN
               : SB_VOICE_CITY;
}

sb_ranking sb_ranking_of(const sb_chart *chart, int indicator)
{
    const sb_facts *facts = chart->env->facts;
    int n = sb_facts_areas(facts)->levels[chart->level].n;
    sb_ranking ranking = {sb_arena_array(chart->env->arena, sb_ranked, n), n, 0, -1,
                          sb_arena_array(chart->env->arena, double, n),    0};
    sb_place own = chart->env->scope.place;
    for (int i = 0; i < n; i++) {
        sb_place place = {chart->level, i};
        ranking.at[i] = (sb_ranked){i, sb_facts_value(facts, indicator, place, chart->period),
                                    voice_of(chart, place, own)};
    }
    qsort(ranking.at, (size_t)n, sizeof *ranking.at, by_value);
    for (int i = 0; i < n; i++) {
        if (ranking.at[i].voice == SB_VOICE_THIS)
            ranking.own = i;
        if (sb_value_is_number(ranking.at[i].value))
            ranking.values[ranking.n_values++] = ranking.at[i].value.number;
    }
    ranking.first = n - ranking.n_values;
    return ranking;
}

/* ---- numbers in a column ---- */

sb_numbers_column sb_column_new(const sb_figure_env *env, int n, sb_voice voice,
                                const char *head)
{
    bool is_this = voice == SB_VOICE_THIS;
    return (sb_numbers_column){
        .type = is_this ? "label strong" : "label muted",
        .head = head,
        .head_type = is_this ? "label this" : "label muted",
        .at = sb_arena_array(env->arena, sb_decimal_text, n),
    };
}

static void widen(sb_numbers_column *column, sb_decimal_text text)
{
    column->before = fmax(column->before, text.before);
    column->after = fmax(column->after, text.after);
}

void sb_column_set(const sb_figure_env *env, sb_numbers_column *column, int row, sb_value value,
                   sb_manner manner)
{
    column->at[row] = sb_draw_value(env, column->type, value, manner);
    widen(column, column->at[row]);
}

void sb_column_set_text(const sb_figure_env *env, sb_numbers_column *column, int row,
                        const char *text)
{
    column->at[row] = sb_draw_decimal(env, column->type, text, strlen(text), 0);
    widen(column, column->at[row]);
}

void sb_column_make_room(const sb_figure_env *env, sb_numbers_column *column, double number,
                         sb_manner manner)
{
    const char *text = sb_figure_value(env, sb_value_number(number), manner);
    widen(column, sb_draw_decimal(env, column->type, text, strlen(text), 0));
}

double sb_column_width(const sb_figure_env *env, const sb_numbers_column *column)
{
    double width = column->before + column->after;
    if (column->head && !column->head_runs_left)
        width = fmax(width, sb_draw_width(env, column->head_type, column->head));
    return width;
}

void sb_column_head(const sb_figure_env *env, const sb_numbers_column *column, double baseline)
{
    if (column->head)
        sb_draw_text(env, column->head_type, column->head, column->right, baseline, SB_RIGHT);
}

void sb_column_number(const sb_figure_env *env, const sb_numbers_column *column, int row,
                      double y)
{
    sb_decimal_text number = column->at[row];
    if (number.text)
        sb_draw_text(env, column->type, number.text,
                     column->right - column->after - number.before,
                     y + sb_draw_drop(env, column->type), SB_LEFT);
}
