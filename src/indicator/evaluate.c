#include "indicator/columns.h"

static sb_value *value_at(const sb_facts *facts, const sb_column *column, sb_place place,
                          int period)
{
    int n = facts->cube->n_periods;
    return &column->levels[place.level][(size_t)place.area * (size_t)n + (size_t)period];
}

/* ---- disclosure ---- */

static sb_term disclosed(const sb_facts *facts, sb_term count)
{
    const sb_spec_disclosure *rule = &facts->cube->spec->disclosure;
    if (count.state != SB_NUMBER)
        return count;
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

sb_term sb_cells_sum(const sb_facts *facts, int column, const int *cells, int n_cells,
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
    return c->info.is_count ? disclosed(facts, sum) : sum;
}

sb_term sb_group_sum(const sb_facts *facts, int column, int group, int n, int inner,
                     sb_place place, int period)
{
    const sb_column *c = &facts->columns[column];
    const sb_variable *variable = &facts->cube->variables[c->variable];
    const sb_value *at = cells_at(facts, variable, place, period);
    if (!at)
        return sb_term_without(SB_UNKNOWN);
    sb_term sum = sb_term_fraction(0, 1);
    for (int cell = 0; cell < variable->cells; cell++)
        if (cell / inner % n == group)
            sum = sb_term_add(sum, sb_term_of(at[cell]));
    return c->info.is_count ? disclosed(facts, sum) : sum;
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
    *period = f->period >= 0 ? f->period : *period - f->back;
    return place->area >= 0 && *period >= 0;
}

static sb_term referred(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    if (!sb_formula_target(facts, f, &place, &period))
        return sb_term_without(place.area < 0 ? SB_NOT_MEANINGFUL : SB_UNKNOWN);
    if (f->op == SB_OP_SLICE)
        return sb_cells_sum(facts, f->column, f->cells, f->n_cells, place, period);
    return sb_term_of(*value_at(facts, &facts->columns[f->column], place, period));
}

static sb_term compute(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    sb_term a = {0}, b = {0};
    if (f->args[0])
        a = part(facts, f, 0, place, period);
    if (f->args[1])
        b = part(facts, f, 1, place, period);
    bool is_base_count = f->args[1] && f->args[1]->is_count;
    switch (f->op) {
    case SB_OP_NUMBER:
        return f->number;
    case SB_OP_AREA:
        return area_of(facts, place);
    case SB_OP_COLUMN:
    case SB_OP_SLICE:
        return referred(facts, f, place, period);
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
    }
    return sb_term_without(SB_UNKNOWN);
}

static sb_term part(const sb_facts *facts, const sb_formula *whole, int i, sb_place place,
                    int period)
{
    return whole->is_count ? compute(facts, whole->args[i], place, period)
                           : sb_formula_evaluate(facts, whole->args[i], place, period);
}

sb_term sb_formula_evaluate(const sb_facts *facts, const sb_formula *f, sb_place place,
                            int period)
{
    sb_term term = compute(facts, f, place, period);
    return f->is_count ? disclosed(facts, term) : term;
}

static sb_value column_value(const sb_facts *facts, const sb_column *column, sb_place place,
                             int period)
{
    size_t at = (size_t)place.area * (size_t)facts->cube->n_periods + (size_t)period;
    if (column->marks && column->marks[place.level][at])
        return sb_value_without(SB_WITHHELD);
    if (!column->spec && column->variable >= 0 && !column->formula)
        return sb_term_value(
            sb_cells_sum(facts, (int)(column - facts->columns), NULL, 0, place, period));
    sb_value value =
        column->formula
            ? sb_term_value(sb_formula_evaluate(facts, column->formula, place, period))
            : sb_value_without(SB_UNKNOWN);
    bool is_change = column->formula && (column->formula->op == SB_OP_CHANGE ||
                                         column->formula->op == SB_OP_POINTS);
    if (is_change && value.state == SB_NOTHING)
        value.state = SB_NUMBER; /* "no change" is something: 0,0 */
    bool is_unknown = value.state == SB_UNKNOWN || value.state == SB_LATER;
    if (is_unknown && column->given >= 0)
        value = *value_at(facts, &facts->columns[column->given], place, period);
    return value;
}

void sb_column_evaluate(const sb_facts *facts, sb_column *column)
{
    const sb_areas *areas = facts->cube->areas;
    for (int l = 0; l < areas->n_levels; l++)
        for (int a = 0; a < areas->levels[l].n; a++)
            for (int p = 0; p < facts->cube->n_periods; p++) {
                sb_place place = {l, a};
                *value_at(facts, column, place, p) = column_value(facts, column, place, p);
            }
}

void sb_facts_evaluate(const sb_facts *facts)
{
    for (int i = 0; i < facts->n_columns; i++)
        sb_column_evaluate(facts, &facts->columns[facts->order[i]]);
}
