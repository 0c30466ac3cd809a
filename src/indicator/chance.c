/* Shares whose difference from the city's may be chance: `significance: true`. */
#include "indicator/columns.h"

bool sb_formula_share(const sb_formula *f, const sb_formula **part, const sb_formula **whole)
{
    if (f->op == SB_OP_DIVIDE || f->op == SB_OP_PERCENT) {
        *part = f->args[0];
        *whole = f->args[1];
        if ((*part)->op == SB_OP_MULTIPLY)
            *part = (*part)->args[(*part)->args[0]->op == SB_OP_NUMBER];
        return true;
    }
    if (f->op == SB_OP_MULTIPLY)
        for (int i = 0; i < 2; i++)
            if (f->args[i]->op == SB_OP_NUMBER)
                return sb_formula_share(f->args[1 - i], part, whole);
    return false;
}

/* Wilson 1927, JASA 22, 209-212: the city's share lies in the interval of the area's. */
static bool may_be_chance(const sb_facts *facts, const sb_formula *part,
                          const sb_formula *whole, sb_place place, sb_place top, int period)
{
    sb_term n = sb_formula_evaluate(facts, part, place, period);
    sb_term all = sb_formula_evaluate(facts, whole, place, period);
    sb_term city = sb_term_percent(sb_formula_evaluate(facts, part, top, period),
                                   sb_formula_evaluate(facts, whole, top, period));
    if (n.state != SB_NUMBER || all.state != SB_NUMBER || city.state != SB_NUMBER)
        return false;
    double share = sb_term_double(n), of = sb_term_double(all), there = sb_term_double(city);
    if (!(of > 0) || share < 0 || share > of)
        return false;
    sb_interval i = sb_wilson(share, of);
    return i.low <= there && there <= i.high;
}

void sb_column_mark_chance(const sb_facts *facts, sb_column *column)
{
    const sb_cube *cube = facts->cube;
    const sb_formula *part, *whole;
    if (!column->spec || !column->spec->has_significance || !column->formula ||
        !sb_formula_share(column->formula, &part, &whole))
        return;
    for (int l = 0; l < cube->areas->n_levels; l++)
        for (int a = 0; a < cube->areas->levels[l].n; a++)
            for (int p = 0; p < cube->n_periods; p++) {
                sb_place place = {l, a};
                sb_place top = sb_areas_above(cube->areas, place, sb_areas_top(cube->areas));
                if (top.area < 0 || top.level == l)
                    continue;
                size_t n = (size_t)cube->n_periods, at = (size_t)p;
                sb_value *own = &column->levels[l][(size_t)a * n + at];
                const sb_value *city = &column->levels[top.level][(size_t)top.area * n + at];
                if (sb_value_is_number(*own) && sb_value_is_number(*city) &&
                    may_be_chance(facts, part, whole, place, top, p))
                    own->flags |= SB_BY_CHANCE;
            }
}
