#include "indicator/linear.h"

#include "indicator/average.h"

/* ---- cells ---- */

static size_t slot(const sb_cells *cells, int variable, int level)
{
    return (size_t)variable * (size_t)cells->facts->cube->areas->n_levels + (size_t)level;
}

/* The lowest level whose areas lie in those of `level` and have values. */
static int parts_of(const sb_cube *cube, const sb_variable *v, int level)
{
    for (int i = 0; i < level; i++)
        if (cube->areas->levels[i].above == level && v->levels[i])
            return i;
    return -1;
}

sb_cells *sb_cells_new(const sb_facts *facts, sb_arena *arena)
{
    const sb_cube *cube = facts->cube;
    int n_levels = cube->areas->n_levels;
    sb_cells *cells = sb_arena_one(arena, sb_cells);
    cells->facts = facts;
    cells->base = sb_arena_array(arena, size_t, cube->n_variables * n_levels + 1);
    cells->parts = sb_arena_array(arena, int, cube->n_variables *n_levels + 1);
    for (int v = 0; v < cube->n_variables; v++)
        for (int l = 0; l < n_levels; l++) {
            const sb_variable *variable = &cube->variables[v];
            cells->base[slot(cells, v, l)] = cells->n;
            cells->parts[slot(cells, v, l)] = parts_of(cube, variable, l);
            if (variable->levels[l])
                cells->n += (size_t)cube->areas->levels[l].n * (size_t)cube->n_periods *
                            (size_t)variable->cells;
        }
    return cells;
}

sb_cell_place sb_cells_place(const sb_cells *cells, size_t cell)
{
    const sb_cube *cube = cells->facts->cube;
    int n_levels = cube->areas->n_levels, at = cube->n_variables * n_levels - 1;
    while (cells->base[at] > cell || !cube->variables[at / n_levels].levels[at % n_levels])
        at--;
    size_t rest = cell - cells->base[at];
    const sb_variable *v = &cube->variables[at / n_levels];
    int group = (int)(rest % (size_t)v->cells);
    rest /= (size_t)v->cells;
    return (sb_cell_place){.variable = at / n_levels,
                           .period = (int)(rest % (size_t)cube->n_periods),
                           .cell = group,
                           .place = {at % n_levels, (int)(rest / (size_t)cube->n_periods)}};
}

double sb_cells_truth(const sb_cells *cells, size_t cell)
{
    sb_cell_place at = sb_cells_place(cells, cell);
    const sb_cube *cube = cells->facts->cube;
    const sb_variable *v = &cube->variables[at.variable];
    size_t row = (size_t)at.place.area * (size_t)cube->n_periods + (size_t)at.period;
    return v->levels[at.place.level][row * (size_t)v->cells + (size_t)at.cell].number;
}

/* ---- sums ---- */

typedef struct adder {
    const sb_cells *cells;
    int variable, period, cell;
    double times;
    sb_linear *into;
    sb_arena *arena;
} adder;

static sb_value value_of(const adder *a, sb_place place, size_t *at)
{
    const sb_cube *cube = a->cells->facts->cube;
    const sb_variable *v = &cube->variables[a->variable];
    size_t row = (size_t)place.area * (size_t)cube->n_periods + (size_t)a->period;
    *at = row * (size_t)v->cells + (size_t)a->cell;
    return v->levels[place.level][*at];
}

/* Add the cell, or the cells below that add up to it. */
static void add_cell(const adder *a, sb_place place)
{
    size_t at, slot_here = slot(a->cells, a->variable, place.level);
    sb_value own = value_of(a, place, &at);
    int parts = a->cells->parts[slot_here];
    const sb_level *below = parts < 0 ? NULL : &a->cells->facts->cube->areas->levels[parts];
    double sum = below ? 0 : NAN;
    for (int i = 0; below && i < below->n; i++) {
        size_t ignored;
        if (below->areas[i].parent == place.area)
            sum += value_of(a, (sb_place){parts, i}, &ignored).number;
    }
    if (fabs(sum - own.number) < 1e-6) {
        for (int i = 0; i < below->n; i++)
            if (below->areas[i].parent == place.area)
                add_cell(a, (sb_place){parts, i});
        return;
    }
    sb_vec_push(a->arena, &a->into->parts,
                ((sb_linear_part){a->cells->base[slot_here] + at, a->times}));
}

static bool add_cells(const sb_cells *cells, int column, const int *chosen, int n,
                      sb_place place, int period, double times, sb_linear *into,
                      sb_arena *arena)
{
    int variable = cells->facts->columns[column].variable;
    const sb_variable *v = &cells->facts->cube->variables[variable];
    if (!v->levels[place.level] || !cells->facts->columns[column].info.is_count)
        return false;
    adder a = {.cells = cells, .variable = variable, .period = period};
    a.times = times;
    a.into = into;
    a.arena = arena;
    for (int i = 0; i < (chosen ? n : v->cells); i++) {
        a.cell = chosen ? chosen[i] : i;
        add_cell(&a, place);
    }
    return true;
}

bool sb_linear_column(const sb_cells *cells, int column, sb_place place, int period,
                      double times, sb_linear *into, sb_arena *arena)
{
    const sb_column *c = &cells->facts->columns[column];
    if (!c->formula)
        return c->variable >= 0 &&
               add_cells(cells, column, NULL, 0, place, period, times, into, arena);
    return sb_linear_formula(cells, c->formula, place, period, times, into, arena);
}

/* Everybody knows it: a number, km², or what is made of them. */
static bool is_constant(const sb_formula *f)
{
    if (f->op == SB_OP_NUMBER || f->op == SB_OP_AREA)
        return true;
    bool is_sum = f->op >= SB_OP_NEGATE && f->op <= SB_OP_DIVIDE;
    for (size_t i = 0; is_sum && i < SB_COUNT(f->args) && f->args[i]; i++)
        is_sum = is_constant(f->args[i]);
    return is_sum;
}

static bool constant_of(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                        double *out)
{
    sb_term term;
    if (!is_constant(f))
        return false;
    term = sb_formula_evaluate(cells->facts, f, place, period);
    *out = sb_term_double(term);
    return term.state == SB_NUMBER;
}

static bool add_referred(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                         double times, sb_linear *into, sb_arena *arena)
{
    if (!sb_formula_target(cells->facts, f, &place, &period))
        return false;
    return f->op == SB_OP_SLICE
               ? add_cells(cells, f->column, f->cells, f->n_cells, place, period, times, into,
                           arena)
               : sb_linear_column(cells, f->column, place, period, times, into, arena);
}

bool sb_linear_formula(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                       double times, sb_linear *into, sb_arena *arena)
{
    double k;
    if (constant_of(cells, f, place, period, &k)) {
        into->constant += times * k;
        return true;
    }
    switch (f->op) {
    case SB_OP_COLUMN:
    case SB_OP_SLICE:
        return add_referred(cells, f, place, period, times, into, arena);
    case SB_OP_NEGATE:
        return sb_linear_formula(cells, f->args[0], place, period, -times, into, arena);
    case SB_OP_ADD:
    case SB_OP_SUBTRACT:
    case SB_OP_POINTS:
        return sb_linear_formula(cells, f->args[0], place, period, times, into, arena) &&
               sb_linear_formula(cells, f->args[1], place, period,
                                 f->op == SB_OP_ADD ? times : -times, into, arena);
    case SB_OP_MULTIPLY:
        if (constant_of(cells, f->args[0], place, period, &k))
            return sb_linear_formula(cells, f->args[1], place, period, times * k, into, arena);
        return constant_of(cells, f->args[1], place, period, &k) &&
               sb_linear_formula(cells, f->args[0], place, period, times * k, into, arena);
    case SB_OP_DIVIDE:
        return constant_of(cells, f->args[1], place, period, &k) && k != 0 &&
               sb_linear_formula(cells, f->args[0], place, period, times / k, into, arena);
    default:
        return false;
    }
}

static void scale(sb_linear *form, double by)
{
    form->constant *= by;
    for (size_t i = 0; i < form->parts.n; i++)
        form->parts.at[i].times *= by;
}

/* num = 100 (a - then), den = then. */
static bool ratio_over(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                       sb_linear *num, sb_linear *den, sb_arena *arena)
{
    double times = f->op == SB_OP_DIVIDE ? 1 : 100;
    return sb_linear_formula(cells, f->args[0], place, period, times, num, arena) &&
           (f->op != SB_OP_CHANGE ||
            sb_linear_formula(cells, f->args[1], place, period, -times, num, arena)) &&
           sb_linear_formula(cells, f->args[1], place, period, 1, den, arena);
}

/* A mean is a sum of cells over another. */
static bool average_over(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                         sb_linear *num, sb_linear *den, sb_arena *arena)
{
    const sb_facts *facts = cells->facts;
    int n = facts->cube->variables[facts->columns[f->column].variable].cells;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    double *above = sb_arena_array(scratch, double, n);
    double *below = sb_arena_array(scratch, double, n);
    bool is_good = sb_formula_target(facts, f, &place, &period) &&
                   sb_average_factors(facts, f, place, period, above, below);
    for (int cell = 0; cell < n && is_good; cell++) {
        if (above[cell] != 0)
            is_good =
                add_cells(cells, f->column, &cell, 1, place, period, above[cell], num, arena);
        if (below[cell] != 0)
            is_good =
                add_cells(cells, f->column, &cell, 1, place, period, below[cell], den, arena);
    }
    return is_good;
}

bool sb_linear_ratio(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                     sb_linear *num, sb_linear *den, sb_arena *arena)
{
    double k;
    *num = *den = (sb_linear){0};
    if (sb_linear_formula(cells, f, place, period, 1, num, arena)) {
        den->constant = 1;
        return true;
    }
    *num = (sb_linear){0};
    if (f->op == SB_OP_DIVIDE || f->op == SB_OP_PERCENT || f->op == SB_OP_CHANGE)
        return ratio_over(cells, f, place, period, num, den, arena);
    if (f->op == SB_OP_MEAN || f->op == SB_OP_MEDIAN)
        return average_over(cells, f, place, period, num, den, arena);
    if (f->op == SB_OP_MULTIPLY)
        for (int i = 0; i < 2; i++)
            if (constant_of(cells, f->args[i], place, period, &k)) {
                if (!sb_linear_ratio(cells, f->args[1 - i], place, period, num, den, arena))
                    return false;
                scale(num, k);
                return true;
            }
    if (f->op != SB_OP_COLUMN || !sb_formula_target(cells->facts, f, &place, &period))
        return false;
    const sb_formula *next = cells->facts->columns[f->column].formula;
    return next && sb_linear_ratio(cells, next, place, period, num, den, arena);
}

double sb_linear_truth(const sb_cells *cells, const sb_linear *form)
{
    double sum = form->constant;
    for (size_t i = 0; i < form->parts.n; i++)
        sum += form->parts.at[i].times * sb_cells_truth(cells, form->parts.at[i].cell);
    return sum;
}
