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
    cells->truth = sb_arena_array(arena, double, cells->n);
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

/* ---- one cell of a variable ---- */

typedef struct adder {
    const sb_cells *cells;
    int variable, period, cell;
    double times;
    sb_linear *into;
    sb_arena *arena;
} adder;

static double count_of(const adder *a, sb_place place, size_t *at)
{
    const sb_cube *cube = a->cells->facts->cube;
    const sb_variable *v = &cube->variables[a->variable];
    size_t row = (size_t)place.area * (size_t)cube->n_periods + (size_t)a->period;
    *at = row * (size_t)v->cells + (size_t)a->cell;
    return v->levels[place.level][*at].number;
}

static void push(const adder *a, sb_place place, size_t at, double truth)
{
    size_t cell = a->cells->base[slot(a->cells, a->variable, place.level)] + at;
    a->cells->truth[cell] = truth;
    sb_vec_push(a->arena, &a->into->parts, ((sb_linear_part){cell, a->times}));
}

/* Add what the place has beyond its parts.  The level of the parts, or -1: there are none, or
 * one of them is not known. */
static int add_beyond(const adder *a, sb_place place)
{
    int below = a->cells->parts[slot(a->cells, a->variable, place.level)];
    if (below < 0)
        return -1;
    size_t at, ignored;
    double rest = count_of(a, place, &at);
    const sb_level *level = &a->cells->facts->cube->areas->levels[below];
    for (int i = 0; i < level->n; i++)
        if (level->areas[i].parent == place.area)
            rest -= count_of(a, (sb_place){below, i}, &ignored);
    if (isnan(rest))
        return -1;
    if (fabs(rest) > 1e-6)
        push(a, place, at, rest);
    return below;
}

static void add_cell(const adder *a, sb_place place)
{
    int below = add_beyond(a, place);
    if (below < 0) {
        size_t at;
        double truth = count_of(a, place, &at);
        push(a, place, at, truth);
        return;
    }
    const sb_level *level = &a->cells->facts->cube->areas->levels[below];
    for (int i = 0; i < level->n; i++)
        if (level->areas[i].parent == place.area)
            add_cell(a, (sb_place){below, i});
}

/* ---- formulas ---- */

/* The variable behind a reference, and its cells there; false: none is counted. */
static bool begin_cells(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                        double times, sb_linear *into, sb_arena *arena, adder *out)
{
    const sb_column *c = &cells->facts->columns[f->column];
    *out = (adder){.cells = cells,
                   .variable = c->variable,
                   .period = period,
                   .times = times,
                   .into = into,
                   .arena = arena};
    return c->variable >= 0 && c->info.is_count &&
           cells->facts->cube->variables[c->variable].levels[place.level];
}

static int n_cells(const adder *a, const sb_formula *f)
{
    return f->cells ? f->n_cells : a->cells->facts->cube->variables[a->variable].cells;
}

/* Add the sum that a mean or median divides, by the factor of each cell.  False: there is none,
 * or (`below` asked for) the areas below do not make it up. */
static bool add_weighted(const adder *each, const sb_formula *f, sb_place place, int *below)
{
    const sb_facts *facts = each->cells->facts;
    adder a = *each;
    int n = facts->cube->variables[a.variable].cells;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    double *above = sb_arena_array(scratch, double, n);
    double *under = sb_arena_array(scratch, double, n);
    if (!sb_average_factors(facts, f, place, a.period, above, under))
        return false;
    for (a.cell = 0; a.cell < n; a.cell++) {
        a.times = each->times * above[a.cell];
        if (above[a.cell] == 0)
            continue;
        if (!below)
            add_cell(&a, place);
        else if ((*below = add_beyond(&a, place)) < 0)
            return false;
    }
    return true;
}

static double weighted_truth(adder a, const sb_formula *f, sb_place place)
{
    sb_linear sum = {0};
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    a.into = &sum;
    a.arena = scratch;
    double truth = add_weighted(&a, f, place, NULL) ? 0 : (double)NAN;
    for (size_t i = 0; i < sum.parts.n; i++)
        truth += sum.parts.at[i].times * a.cells->truth[sum.parts.at[i].cell];
    return truth;
}

/* What a reference leads to: a formula of its own, or NULL for cells. */
static const sb_formula *inner_of(const sb_cells *cells, const sb_formula *f)
{
    return f->op == SB_OP_COLUMN ? cells->facts->columns[f->column].formula : NULL;
}

bool sb_linear_formula(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                       double times, sb_linear *into, sb_arena *arena)
{
    double second = f->op == SB_OP_SUBTRACT ? -times : times;
    const sb_formula *inner;
    adder a;
    switch (f->op) {
    case SB_OP_COLUMN:
    case SB_OP_SLICE:
        if (!sb_formula_target(cells->facts, f, &place, &period))
            return false;
        inner = inner_of(cells, f);
        if (inner)
            return sb_linear_formula(cells, inner, place, period, times, into, arena);
        if (!begin_cells(cells, f, place, period, times, into, arena, &a))
            return false;
        for (int i = 0; i < n_cells(&a, f); i++) {
            a.cell = f->cells ? f->cells[i] : i;
            add_cell(&a, place);
        }
        return true;
    case SB_OP_MEAN:
    case SB_OP_MEDIAN:
        return sb_formula_target(cells->facts, f, &place, &period) &&
               begin_cells(cells, f, place, period, times, into, arena, &a) &&
               add_weighted(&a, f, place, NULL);
    case SB_OP_NEGATE:
        return sb_linear_formula(cells, f->args[0], place, period, -times, into, arena);
    case SB_OP_ADD:
    case SB_OP_SUBTRACT:
        return sb_linear_formula(cells, f->args[0], place, period, times, into, arena) &&
               sb_linear_formula(cells, f->args[1], place, period, second, into, arena);
    default:
        return false;
    }
}

double sb_linear_truth(const sb_cells *cells, const sb_formula *f, sb_place place, int period)
{
    adder a;
    double sum = 0;
    size_t at;
    if (f->op == SB_OP_COLUMN || f->op == SB_OP_SLICE) {
        if (!sb_formula_target(cells->facts, f, &place, &period))
            return (double)NAN;
        const sb_formula *inner = inner_of(cells, f);
        if (inner)
            return sb_linear_truth(cells, inner, place, period);
        if (!begin_cells(cells, f, place, period, 1, NULL, NULL, &a))
            return (double)NAN;
        for (int i = 0; i < n_cells(&a, f); i++) {
            a.cell = f->cells ? f->cells[i] : i;
            sum += count_of(&a, place, &at);
        }
        return sum;
    }
    if (f->op == SB_OP_MEAN || f->op == SB_OP_MEDIAN)
        return sb_formula_target(cells->facts, f, &place, &period) &&
                       begin_cells(cells, f, place, period, 1, NULL, NULL, &a)
                   ? weighted_truth(a, f, place)
                   : (double)NAN;
    if (f->op != SB_OP_NEGATE && f->op != SB_OP_ADD && f->op != SB_OP_SUBTRACT)
        return (double)NAN;
    sum = sb_linear_truth(cells, f->args[0], place, period);
    if (f->op == SB_OP_NEGATE)
        return -sum;
    double second = sb_linear_truth(cells, f->args[1], place, period);
    return f->op == SB_OP_ADD ? sum + second : sum - second;
}

enum { UNDECIDED = -2 };

/* Add what each reference has beyond the areas below; *below is their common level. */
static bool add_all_beyond(const sb_cells *cells, const sb_formula *f, sb_place place,
                           int period, double times, sb_linear *into, sb_arena *arena,
                           int *below)
{
    if (f->op == SB_OP_COLUMN || f->op == SB_OP_SLICE) {
        if (f->shift != SB_HERE || !sb_formula_target(cells->facts, f, &place, &period))
            return false;
        const sb_formula *inner = inner_of(cells, f);
        if (inner)
            return add_all_beyond(cells, inner, place, period, times, into, arena, below);
        adder a;
        if (!begin_cells(cells, f, place, period, times, into, arena, &a))
            return false;
        for (int i = 0; i < n_cells(&a, f); i++) {
            a.cell = f->cells ? f->cells[i] : i;
            int level = add_beyond(&a, place);
            if (level < 0 || (*below != UNDECIDED && level != *below))
                return false;
            *below = level;
        }
        return true;
    }
    if (f->op == SB_OP_MEAN) {
        adder a;
        return f->shift == SB_HERE && sb_formula_target(cells->facts, f, &place, &period) &&
               begin_cells(cells, f, place, period, times, into, arena, &a) &&
               add_weighted(&a, f, place, below);
    }
    if (f->op != SB_OP_NEGATE && f->op != SB_OP_ADD && f->op != SB_OP_SUBTRACT)
        return false;
    double first = f->op == SB_OP_NEGATE ? -times : times;
    double second = f->op == SB_OP_SUBTRACT ? -times : times;
    return add_all_beyond(cells, f->args[0], place, period, first, into, arena, below) &&
           (!f->args[1] ||
            add_all_beyond(cells, f->args[1], place, period, second, into, arena, below));
}

int sb_linear_beyond(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                     sb_linear *into, sb_arena *arena)
{
    int below = UNDECIDED;
    size_t before = into->parts.n;
    if (add_all_beyond(cells, f, place, period, 1, into, arena, &below) && below >= 0)
        return below;
    into->parts.n = before;
    return -1;
}
