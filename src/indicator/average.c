#include "indicator/average.h"

static const sb_variable *variable_of(const sb_facts *facts, const sb_formula *f)
{
    return &facts->cube->variables[facts->columns[f->column].variable];
}

static const sb_spec_dimension *dimension_of(const sb_facts *facts, const sb_formula *f)
{
    return &facts->cube->spec->groups[variable_of(facts, f)->dimensions[f->dimension]];
}

double sb_group_middle(const sb_spec_dimension *dimension, int group)
{
    const sb_spec_group *g = &dimension->groups[group];
    double width = g->below - g->from;
    if (isinf(width))
        width = g[-1].below - g[-1].from;
    return g->from + width / 2;
}

/* [cell]: its group of the dimension, -1 where it takes no part. */
static int *groups_of(const sb_facts *facts, const sb_formula *f, sb_arena *scratch)
{
    const sb_variable *v = variable_of(facts, f);
    int n = dimension_of(facts, f)->n, inner = 1;
    for (int i = f->dimension + 1; i < v->n_dimensions; i++)
        inner *= facts->cube->spec->groups[v->dimensions[i]].n;
    int *groups = sb_arena_array(scratch, int, v->cells);
    for (int cell = 0; cell < v->cells; cell++)
        groups[cell] = f->cells ? -1 : cell / inner % n;
    for (int i = 0; i < f->n_cells; i++)
        groups[f->cells[i]] = f->cells[i] / inner % n;
    return groups;
}

static double count_at(const sb_facts *facts, const sb_formula *f, sb_place place, int period,
                       int cell)
{
    const sb_variable *v = variable_of(facts, f);
    size_t row = (size_t)place.area * (size_t)facts->cube->n_periods + (size_t)period;
    return v->levels[place.level][row * (size_t)v->cells + (size_t)cell].number;
}

/* The group that the middle one of all people is in, or -1; *lower: people in those below. */
static int middle_group(const sb_facts *facts, const sb_formula *f, const int *groups,
                        sb_place place, int period, sb_arena *scratch)
{
    int cells = variable_of(facts, f)->cells, n = dimension_of(facts, f)->n;
    double *counts = sb_arena_array(scratch, double, n), all = 0, lower = 0;
    for (int cell = 0; cell < cells; cell++)
        if (groups[cell] >= 0) {
            counts[groups[cell]] += count_at(facts, f, place, period, cell);
            all += count_at(facts, f, place, period, cell);
        }
    for (int g = 0; g < n && all > 0; lower += counts[g++])
        if (counts[g] > 0 && 2 * (lower + counts[g]) >= all)
            return g;
    return -1;
}

bool sb_average_factors(const sb_facts *facts, const sb_formula *f, sb_place place, int period,
                        double *above, double *below)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_spec_dimension *dimension = dimension_of(facts, f);
    const int *groups = groups_of(facts, f, scratch);
    int cells = variable_of(facts, f)->cells, middle = -1;
    double from = 0, width = 0;
    if (f->op == SB_OP_MEDIAN) {
        middle = middle_group(facts, f, groups, place, period, scratch);
        if (middle < 0 || isinf(dimension->groups[middle].below))
            return false;
        from = dimension->groups[middle].from;
        width = dimension->groups[middle].below - from;
    }
    for (int cell = 0; cell < cells; cell++) {
        int g = groups[cell];
        above[cell] = below[cell] = 0;
        if (g < 0)
            continue;
        if (f->op == SB_OP_MEAN) {
            above[cell] = sb_group_middle(dimension, g);
            below[cell] = 1;
        } else { /* from + width (all / 2 - lower) / inside */
            above[cell] = g < middle ? -width / 2 : width / 2 + (g == middle ? from : 0);
            below[cell] = g == middle;
        }
    }
    return true;
}

sb_term sb_average(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    int here = period;
    if (!sb_formula_target(facts, f, &place, &period))
        return sb_term_without(place.area < 0 ? SB_NOT_MEANINGFUL : SB_UNKNOWN);
    if (!sb_column_is_comparable(&facts->columns[f->column], here, period))
        return sb_term_without(SB_NOT_MEANINGFUL);
    sb_term people = sb_cells_sum(facts, f->column, f->cells, f->n_cells, place, period);
    people = sb_over_base(facts, people, true, people);
    if (people.state != SB_NUMBER)
        return people;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int cells = variable_of(facts, f)->cells;
    double *above = sb_arena_array(scratch, double, cells), over = 0;
    double *below = sb_arena_array(scratch, double, cells), under = 0;
    if (!sb_average_factors(facts, f, place, period, above, below))
        return sb_term_without(SB_NOT_MEANINGFUL);
    for (int cell = 0; cell < cells; cell++)
        if (above[cell] != 0 || below[cell] != 0) {
            double n = count_at(facts, f, place, period, cell);
            over += above[cell] * n;
            under += below[cell] * n;
        }
    sb_term mean = under > 0 ? sb_term_of(sb_value_number(over / under))
                             : sb_term_without(SB_NOT_MEANINGFUL);
    mean.flags = people.flags;
    return mean;
}
