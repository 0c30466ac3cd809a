#include "indicator/average.h"
#include "indicator/whole.h"
#include "indicator/within.h"

static sb_value *value_at(const sb_facts *facts, const sb_column *column, sb_place place,
                          int period)
{
    int n = facts->cube->n_periods;
    return &column->levels[place.level][(size_t)place.area * (size_t)n + (size_t)period];
}

/* ---- disclosure ---- */

/* Rounding is conventional rounding of each cell by itself, totals too (Hundepool et al. 2012,
 * Statistical Disclosure Control, ch. 5; OECD Glossary of Statistical Disclosure Control, 2005);
 * ratios are made of what is rounded, or they would tell what was not. */
double sb_disclosure_round(const sb_spec_disclosure *rule, double count)
{
    return rule->base > 1 ? rule->base * sb_round(count / rule->base, 0) : count;
}

static sb_term disclosed(const sb_facts *facts, sb_term count)
{
    const sb_spec_disclosure *rule = &facts->cube->spec->disclosure;
    if (count.state != SB_NUMBER)
        return count;
    if (rule->base > 1) {
        sb_value rounded = sb_value_number(sb_disclosure_round(rule, sb_term_double(count)));
        rounded.flags = count.flags;
        return sb_term_of(rounded);
    }
    double n = fabs(sb_term_double(count));
    bool is_secret = n > 0 ? n < rule->minimum : rule->hides_zero;
    return is_secret ? sb_term_without(SB_WITHHELD) : count;
}

sb_term sb_over_base(const sb_facts *facts, sb_term ratio, bool is_count, sb_term base)
{
    if (!is_count || ratio.state != SB_NUMBER || base.state != SB_NUMBER)
        return ratio;
    bool is_small = sb_term_double(base) < facts->cube->spec->disclosure.minimum_base;
    return is_small ? sb_term_without(SB_WITHHELD) : ratio;
}

/* The cells of a variable at a place and period; NULL: none on that level. */
static const sb_value *cells_at(const sb_facts *facts, const sb_variable *variable,
                                sb_place place, int period)
{
    size_t n = (size_t)facts->cube->n_periods;
    size_t at = ((size_t)place.area * n + (size_t)period) * (size_t)variable->cells;
    const sb_value *level = variable->levels[place.level];
    return level ? level + at : NULL;
}

static sb_term count_cells(const sb_facts *facts, int column, const int *cells, int n_cells,
                           sb_place place, int period)
{
    const sb_column *c = &facts->columns[column];
    const sb_variable *variable = &facts->cube->variables[c->variable];
    const sb_value *at = cells_at(facts, variable, place, period);
    if (!at)
        return sb_term_without(SB_UNKNOWN);
    sb_term sum = sb_term_fraction(0, 1);
    for (int i = 0; i < (cells ? n_cells : variable->cells); i++)
        sum = sb_term_add(sum, sb_term_of(at[cells ? cells[i] : i]));
    return sum;
}

sb_term sb_cells_sum(const sb_facts *facts, int column, const int *cells, int n_cells,
                     sb_place place, int period)
{
    sb_term sum = count_cells(facts, column, cells, n_cells, place, period);
    return facts->columns[column].info.is_count ? disclosed(facts, sum) : sum;
}

/* ---- periods ---- */

/* Both years, or school years, months, days: other kinds are series of their own. */
static bool is_alike(const sb_period *a, const sb_period *b)
{
    return !a->month == !b->month && !a->day == !b->day && !a->last == !b->last;
}

/* The nth before; -1: there is none. */
static int period_before(const sb_cube *cube, int period, int n)
{
    const sb_period *here = &cube->periods[period];
    while (n > 0 && --period >= 0)
        n -= is_alike(&cube->periods[period], here);
    return period;
}

/* That of the same day so many years ago; -1: there is none. */
static int period_ago(const sb_cube *cube, int period, int years)
{
    const sb_period *here = &cube->periods[period];
    for (; period >= 0; period--) {
        const sb_period *there = &cube->periods[period];
        if (there->year == here->year - years && there->month == here->month &&
            there->day == here->day && is_alike(there, here))
            break;
    }
    return period;
}

/* ---- formulas ---- */

/* Where `f` is asked for, seen from here; area -1: nowhere. */
static sb_place shifted(const sb_areas *areas, const sb_formula *f, sb_place place)
{
    int level = place.level;
    switch (f->shift) {
    case SB_HERE:
        break;
    case SB_ABOVE:
        level = areas->levels[level].above;
        break;
    case SB_TOP:
        level = sb_areas_top(areas);
        break;
    case SB_AT_LEVEL:
        level = f->level;
        break;
    }
    return level < 0 ? (sb_place){level, -1} : sb_areas_above(areas, place, level);
}

static sb_term area_of(const sb_facts *facts, sb_place place)
{
    double km2 = facts->cube->areas->levels[place.level].areas[place.area].km2;
    return isfinite(km2) ? sb_term_of(sb_value_number(km2)) : sb_term_without(SB_UNKNOWN);
}

/* A sum or difference of counts is disclosed as a whole, not step by step. */
static sb_term part(const sb_facts *facts, const sb_formula *whole, int i, sb_place place,
                    int period);

bool sb_formula_target(const sb_facts *facts, const sb_formula *f, sb_place *place, int *period)
{
    *place = shifted(facts->cube->areas, f, *place);
    *period = f->period >= 0 ? f->period
              : f->years     ? period_ago(facts->cube, *period, f->years)
                             : period_before(facts->cube, *period, f->back);
    return place->area >= 0 && *period >= 0;
}

/* Go where the formula looks; a state other than SB_NUMBER: there is nothing to see. */
static sb_state go(const sb_facts *facts, const sb_formula *f, sb_place *place, int *period)
{
    int here = *period;
    if (!sb_formula_target(facts, f, place, period))
        return place->area < 0 ? SB_NOT_MEANINGFUL : SB_UNKNOWN;
    return sb_column_is_comparable(&facts->columns[f->column], here, *period)
               ? SB_NUMBER
               : SB_NOT_MEANINGFUL;
}

static sb_term referred(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    sb_state state = go(facts, f, &place, &period);
    if (state != SB_NUMBER)
        return sb_term_without(state);
    if (f->op == SB_OP_SLICE)
        return sb_cells_sum(facts, f->column, f->cells, f->n_cells, place, period);
    return sb_term_of(*value_at(facts, &facts->columns[f->column], place, period));
}

static sb_term ranked(const sb_facts *facts, const sb_formula *f, sb_term own, sb_place place,
                      int period)
{
    if (own.state != SB_NUMBER)
        return own;
    const sb_ranking *r = &facts->columns[f->column].rankings[place.level][period];
    double value = sb_term_double(own);
    if (f->op == SB_OP_QUARTILE)
        return sb_term_fraction(sb_ranking_quartile(r, value), 1);
    double score = sb_ranking_score(r, value);
    return isnan(score) ? sb_term_without(SB_NOT_MEANINGFUL)
                        : sb_term_of(sb_value_number(score));
}

static sb_term trend(const sb_formula *f, sb_term now, sb_term then)
{
    sb_term change = sb_term_change(now, then);
    if (change.state != SB_NUMBER)
        return change;
    double percent = sb_term_double(change), threshold = sb_term_double(f->number);
    return sb_term_fraction((percent > threshold) - (percent < -threshold), 1);
}

/* Of the share part / whole. */
static sb_term interval(const sb_facts *facts, const sb_formula *f, sb_term part, sb_term whole,
                        sb_place place, int period)
{
    sb_term share = sb_term_percent(part, whole);
    share = sb_over_base(facts, share, f->args[1]->is_count, whole);
    if (share.state != SB_NUMBER)
        return share;
    double percent = sb_term_double(share);
    if (percent < 0 || percent > 100)
        return sb_term_without(SB_NOT_MEANINGFUL);
    sb_interval i = sb_wilson(sb_term_double(part), sb_term_double(whole));
    if (f->op != SB_OP_SIGNIFICANT)
        return sb_term_of(sb_value_number(f->op == SB_OP_LOW ? i.low : i.high));
    sb_place top = sb_areas_above(facts->cube->areas, place, sb_areas_top(facts->cube->areas));
    if (top.area < 0)
        return sb_term_without(SB_NOT_MEANINGFUL);
    sb_value city = *value_at(facts, &facts->columns[f->column], top, period);
    if (!sb_value_is_number(city))
        return sb_term_of(city);
    return sb_term_fraction((i.low > city.number) - (i.high < city.number), 1);
}

/* Of an allocation: a number where it is one. */
static sb_term step_of(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    const sb_column *column = &facts->columns[f->column];
    sb_value v = *value_at(facts, column, place, period);
    if (sb_value_is_number(v))
        v.number = *sb_whole_step(facts, column, f->step, place, period);
    return sb_term_of(v);
}

/* Of the terms of its parts. */
static sb_term operate(const sb_facts *facts, const sb_formula *f, sb_term a, sb_term b,
                       sb_place place, int period)
{
    bool is_base_count = f->args[1] && f->args[1]->is_count;
    switch (f->op) {
    case SB_OP_NUMBER:
        return f->number;
    case SB_OP_AREA:
        return area_of(facts, place);
    case SB_OP_COLUMN:
    case SB_OP_SLICE:
        break; /* compute() */
    case SB_OP_MEAN:
    case SB_OP_MEDIAN:
        return sb_average(facts, f, place, period);
    case SB_OP_STEP:
        return step_of(facts, f, place, period);
    case SB_OP_RANK:
        return sb_term_of(sb_facts_rank(facts, f->column, place, period));
    case SB_OP_NEGATE:
        return sb_term_subtract(sb_term_fraction(0, 1), a);
    case SB_OP_ADD:
        return sb_term_add(a, b);
    case SB_OP_SUBTRACT:
    case SB_OP_POINTS:
        return sb_term_subtract(a, b);
    case SB_OP_MULTIPLY:
        return sb_term_multiply(a, b);
    case SB_OP_DIVIDE:
        return sb_over_base(facts, sb_term_divide(a, b), is_base_count, b);
    case SB_OP_PERCENT:
        return sb_over_base(facts, sb_term_percent(a, b), is_base_count, b);
    case SB_OP_CHANGE:
        return sb_over_base(facts, sb_term_change(a, b), is_base_count, b);
    case SB_OP_QUARTILE:
    case SB_OP_SCORE:
        return ranked(facts, f, a, place, period);
    case SB_OP_TREND:
        return trend(f, a, b);
    case SB_OP_LOW:
    case SB_OP_HIGH:
    case SB_OP_SIGNIFICANT:
        return interval(facts, f, a, b, place, period);
    case SB_OP_DISSIMILARITY:
    case SB_OP_SEGREGATION:
    case SB_OP_ISOLATION:
    case SB_OP_EXPOSURE:
    case SB_OP_ETA2:
    case SB_OP_ENTROPY:
    case SB_OP_MORAN:
    case SB_OP_BELOW:
    case SB_OP_ABOVE:
        return sb_within(facts, f, place, period);
    }
    return sb_term_without(SB_UNKNOWN);
}

/* What is estimated stays estimated, whatever is made of it. */
static sb_term compute(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    sb_term a = {0}, b = {0};
    if (f->op == SB_OP_COLUMN || f->op == SB_OP_SLICE)
        return referred(facts, f, place, period); /* quick: most are */
    if (f->args[0] && !sb_is_within(f->op))
        a = part(facts, f, 0, place, period);
    if (f->args[1] && !sb_is_within(f->op))
        b = part(facts, f, 1, place, period);
    sb_term term = operate(facts, f, a, b, place, period);
    term.flags |= a.flags | b.flags;
    return term;
}

static sb_term part(const sb_facts *facts, const sb_formula *whole, int i, sb_place place,
                    int period)
{
    return whole->is_count ? compute(facts, whole->args[i], place, period)
                           : sb_formula_evaluate(facts, whole->args[i], place, period);
}

/* A count as it is, to be rounded once and not part by part. */
static sb_term unrounded(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    if (f->op == SB_OP_COLUMN || f->op == SB_OP_SLICE) {
        const sb_formula *inner = facts->columns[f->column].formula;
        sb_state state = go(facts, f, &place, &period);
        if (state != SB_NUMBER)
            return sb_term_without(state);
        return f->op == SB_OP_COLUMN && inner
                   ? unrounded(facts, inner, place, period)
                   : count_cells(facts, f->column, f->cells, f->n_cells, place, period);
    }
    sb_term a = unrounded(facts, f->args[0], place, period);
    if (f->op == SB_OP_NEGATE)
        return sb_term_subtract(sb_term_fraction(0, 1), a);
    sb_term b = unrounded(facts, f->args[1], place, period);
    return f->op == SB_OP_ADD ? sb_term_add(a, b) : sb_term_subtract(a, b);
}

sb_term sb_formula_evaluate(const sb_facts *facts, const sb_formula *f, sb_place place,
                            int period)
{
    bool is_rounded = f->is_count && facts->cube->spec->disclosure.base > 1;
    sb_term term =
        is_rounded ? unrounded(facts, f, place, period) : compute(facts, f, place, period);
    return f->is_count ? disclosed(facts, term) : term;
}

/* Marked to protect others, not shown by any chart, or of an area with too few people. */
static bool is_kept_back(const sb_facts *facts, const sb_column *column, sb_place place,
                         int period)
{
    size_t at = (size_t)place.area * (size_t)facts->cube->n_periods + (size_t)period;
    bool is_marked = column->marks && column->marks[place.level][at];
    bool is_few = !column->is_population && column->tables.n > 0 &&
                  sb_facts_are_few(facts, place, period);
    return is_marked || is_few ||
           !sb_column_is_shown(facts, (int)(column - facts->columns), place.level, period);
}

/* Zero that says more than nothing: no change, or what was rounded. */
static bool is_zero_something(const sb_facts *facts, const sb_column *column)
{
    sb_op op = column->formula ? column->formula->op : SB_OP_NUMBER;
    bool is_comparison = op == SB_OP_CHANGE || op == SB_OP_POINTS || op == SB_OP_SCORE ||
                         op == SB_OP_TREND || op == SB_OP_LOW || op == SB_OP_SIGNIFICANT ||
                         (sb_is_within(op) && op != SB_OP_BELOW && op != SB_OP_ABOVE);
    return is_comparison || facts->cube->spec->disclosure.base > 1;
}

static sb_value column_value(const sb_facts *facts, const sb_column *column, sb_place place,
                             int period)
{
    sb_value value = sb_value_without(SB_UNKNOWN);
    if (is_kept_back(facts, column, place, period))
        return sb_value_without(SB_WITHHELD);
    if (column->formula)
        value = sb_term_value(sb_formula_evaluate(facts, column->formula, place, period));
    else if (!column->spec && column->variable >= 0)
        value = sb_term_value(
            sb_cells_sum(facts, (int)(column - facts->columns), NULL, 0, place, period));
    if (value.state == SB_NOTHING && is_zero_something(facts, column))
        value.state = SB_NUMBER;
    bool is_unknown = value.state == SB_UNKNOWN || value.state == SB_LATER;
    if (is_unknown && column->given >= 0)
        value = *value_at(facts, &facts->columns[column->given], place, period);
    return value;
}

static void fill_rankings(const sb_facts *facts, sb_column *column)
{
    const sb_cube *cube = facts->cube;
    size_t step = (size_t)cube->n_periods;
    for (int l = 0; l < cube->areas->n_levels; l++)
        for (int p = 0; p < cube->n_periods; p++)
            sb_ranking_fill(&column->rankings[l][p], column->levels[l] + p,
                            cube->areas->levels[l].n, step);
}

void sb_column_evaluate(const sb_facts *facts, sb_column *column)
{
    const sb_areas *areas = facts->cube->areas;
    if (column->members)
        sb_column_compute(facts, column);
    for (int l = 0; l < areas->n_levels && !column->members; l++)
        for (int a = 0; a < areas->levels[l].n; a++)
            for (int p = 0; p < facts->cube->n_periods; p++) {
                sb_place place = {l, a};
                *value_at(facts, column, place, p) = column_value(facts, column, place, p);
            }
    sb_column_mark_chance(facts, column);
    if (column->rankings)
        fill_rankings(facts, column);
}

void sb_column_rank(const sb_facts *facts, sb_column *column, sb_arena *arena)
{
    const sb_cube *cube = facts->cube;
    if (column->rankings)
        return;
    column->rankings = sb_arena_array(arena, sb_ranking *, cube->areas->n_levels);
    for (int l = 0; l < cube->areas->n_levels; l++) {
        column->rankings[l] = sb_arena_array(arena, sb_ranking, cube->n_periods);
        for (int p = 0; p < cube->n_periods; p++)
            column->rankings[l][p].rising =
                sb_arena_array(arena, double, cube->areas->levels[l].n);
    }
    fill_rankings(facts, column);
}

bool sb_column_is_comparable(const sb_column *column, int period, int other)
{
    int first = period < other ? period : other, last = period < other ? other : period;
    for (int p = first + 1; column->breaks && p <= last; p++)
        if (column->breaks[p])
            return false;
    return true;
}

void sb_facts_evaluate(const sb_facts *facts)
{
    for (int i = 0; i < facts->n_columns; i++)
        sb_column_evaluate(facts, &facts->columns[facts->order[i]]);
}
