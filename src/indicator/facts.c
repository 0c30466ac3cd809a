#include "indicator/facts.h"

#include "indicator/groups.h"

#include <string.h>

const sb_spec *sb_facts_spec(const sb_facts *facts) { return facts->cube->spec; }

const sb_areas *sb_facts_areas(const sb_facts *facts) { return facts->cube->areas; }

int sb_facts_count(const sb_facts *facts) { return facts->n_public; }

int sb_facts_find(const sb_facts *facts, const char *id)
{
    return (int)sb_index_at(facts->by_name, id);
}

const char *const *sb_facts_names(const sb_facts *facts, size_t *n)
{
    *n = (size_t)facts->n_public;
    return facts->names;
}

const sb_indicator *sb_facts_indicator(const sb_facts *facts, int indicator)
{
    return &facts->columns[indicator].info;
}

const char *sb_indicator_kind(const sb_indicator *indicator, sb_value value)
{
    const sb_kinds *kinds = indicator->kinds;
    if (!kinds || !sb_value_is_number(value) || value.number != floor(value.number))
        return NULL;
    bool is_in = value.number >= 1 && value.number <= kinds->n;
    return is_in ? kinds->names[(int)value.number - 1] : NULL;
}

int sb_facts_periods(const sb_facts *facts) { return facts->cube->n_periods; }

int sb_facts_period(const sb_facts *facts, const char *label)
{
    for (int i = 0; i < facts->cube->n_periods; i++)
        if (strcmp(facts->cube->periods[i].label, label) == 0)
            return i;
    return -1;
}

const char *sb_facts_period_label(const sb_facts *facts, int period)
{
    return facts->cube->periods[period].label;
}

int sb_facts_period_year(const sb_facts *facts, int period)
{
    return facts->cube->periods[period].year;
}

bool sb_facts_is_alike(const sb_facts *facts, int period, int other)
{
    const sb_period *p = &facts->cube->periods[period], *q = &facts->cube->periods[other];
    return !p->day == !q->day && !p->month == !q->month && !p->last == !q->last;
}

static bool is_in(const sb_facts *facts, int indicator, sb_place place, int period)
{
    const sb_areas *areas = facts->cube->areas;
    return indicator >= 0 && indicator < facts->n_columns && place.level >= 0 &&
           place.level < areas->n_levels && place.area >= 0 &&
           place.area < areas->levels[place.level].n && period >= 0 &&
           period < facts->cube->n_periods;
}

sb_value sb_facts_value(const sb_facts *facts, int indicator, sb_place place, int period)
{
    if (!is_in(facts, indicator, place, period))
        return sb_value_without(SB_UNKNOWN);
    size_t n = (size_t)facts->cube->n_periods;
    return facts->columns[indicator]
        .levels[place.level][(size_t)place.area * n + (size_t)period];
}

static int rank_among(const sb_facts *facts, int indicator, sb_place place, int period,
                      double number)
{
    const sb_value *level = facts->columns[indicator].levels[place.level];
    size_t n = (size_t)facts->cube->n_periods;
    int rank = 1;
    for (int a = 0; a < facts->cube->areas->levels[place.level].n; a++)
        rank += level[(size_t)a * n + (size_t)period].number > number; /* never true of NaN */
    return rank;
}

sb_value sb_facts_rank(const sb_facts *facts, int indicator, sb_place place, int period)
{
    sb_value own = sb_facts_value(facts, indicator, place, period);
    if (!sb_value_is_number(own))
        return own;
    const sb_column *column = &facts->columns[indicator];
    if (column->info.kinds) /* a name is no more than another */
        return sb_value_without(SB_NOT_MEANINGFUL);
    sb_value rank = sb_value_number(
        column->rankings ? sb_ranking_rank(&column->rankings[place.level][period], own.number)
                         : rank_among(facts, indicator, place, period, own.number));
    rank.flags = own.flags & (uint8_t)~SB_BY_CHANCE;
    return rank;
}

static bool is_count(const sb_facts *facts, int indicator)
{
    return indicator >= 0 && facts->columns[indicator].info.is_count;
}

sb_value sb_facts_share(const sb_facts *facts, int part, int whole, sb_place place, int period)
{
    sb_term base = sb_term_of(sb_facts_value(facts, whole, place, period));
    sb_term share =
        sb_term_percent(sb_term_of(sb_facts_value(facts, part, place, period)), base);
    sb_value value = sb_term_value(sb_over_base(facts, share, is_count(facts, whole), base));
    if (value.state == SB_NOTHING && facts->cube->spec->disclosure.base > 1)
        value.state = SB_NUMBER; /* rounded to nothing */
    return value;
}

sb_value sb_facts_change(const sb_facts *facts, int indicator, sb_place place, int period,
                         int base)
{
    bool is_named = indicator >= 0 && facts->columns[indicator].info.kinds;
    if (is_named ||
        (indicator >= 0 && !sb_column_is_comparable(&facts->columns[indicator], period, base)))
        return sb_value_without(SB_NOT_MEANINGFUL);
    sb_term then = sb_term_of(sb_facts_value(facts, indicator, place, base));
    sb_term now = sb_term_of(sb_facts_value(facts, indicator, place, period));
    sb_value change = sb_term_value(
        sb_over_base(facts, sb_term_change(now, then), is_count(facts, indicator), then));
    if (change.state == SB_NOTHING)
        change.state = SB_NUMBER; /* "no change" is something: 0,0 */
    return change;
}

bool sb_column_is_printed(const sb_facts *facts, int column)
{
    return column < facts->n_public || facts->columns[column].compared_by >= 0 ||
           sb_groups_lookup(facts, column);
}

bool sb_column_is_shown(const sb_facts *facts, int column, int level, int period)
{
    const sb_groups *groups = sb_groups_lookup(facts, column);
    return !groups || groups->shown[level * facts->cube->n_periods + period];
}

bool sb_facts_are_few(const sb_facts *facts, sb_place place, int period)
{
    size_t at = (size_t)place.area * (size_t)facts->cube->n_periods + (size_t)period;
    return facts->few && facts->few[place.level][at];
}

int sb_column_of_variable(const sb_facts *facts, int variable)
{
    int column = 0;
    while (facts->columns[column].spec || facts->columns[column].variable != variable)
        column++;
    return column;
}

const sb_exposure *sb_facts_exposures(const sb_facts *facts, size_t *n)
{
    *n = facts->n_exposures;
    return facts->exposures;
}

bool sb_facts_is_comparable(const sb_facts *facts, int indicator, int period, int other)
{
    return sb_column_is_comparable(&facts->columns[indicator], period, other);
}
