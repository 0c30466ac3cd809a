#include "indicator/knowledge.h"

#include "indicator/average.h"
#include "indicator/within.h"

#include <stdlib.h>
#include <string.h>

/* A sum of cells that some column is or is made of: a column or slice, sums and differences. */
typedef struct count {
    sb_formula formula;
    int *told;          /* [place, period]: its tellings + 1, or 0 */
    sb_statement **hid; /* … who withholds it, or NULL */
    int *row;           /* … its row + 1, or 0 */
} count;

struct sb_counts {
    SB_VEC(count) all;
    SB_VEC(struct {
        const sb_formula *formula;
        int count;
    })
    found;        /* of the column at hand */
    size_t *base; /* [level]: number of its first place */
    size_t n_places;
};

/* ---- counts ---- */

static bool is_alike(const sb_formula *a, const sb_formula *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->op != b->op || a->column != b->column || a->n_cells != b->n_cells ||
        a->shift != b->shift || a->level != b->level || a->period != b->period ||
        a->back != b->back || a->years != b->years || a->dimension != b->dimension)
        return false;
    size_t size = (size_t)a->n_cells * sizeof *a->cells;
    return (!size || memcmp(a->cells, b->cells, size) == 0) &&
           is_alike(a->args[0], b->args[0]) && is_alike(a->args[1], b->args[1]) &&
           is_alike(a->args[2], b->args[2]);
}

static size_t slot_of(const sb_knowledge *k, sb_place place, int period)
{
    return (k->counts->base[place.level] + (size_t)place.area) *
               (size_t)k->facts->cube->n_periods +
           (size_t)period;
}

static int add_count(sb_knowledge *k, sb_formula formula)
{
    size_t n = k->counts->n_places * (size_t)k->facts->cube->n_periods;
    count *new = sb_vec_add(k->arena, &k->counts->all);
    *new = (count){.formula = formula,
                   .told = sb_arena_array(k->arena, int, n),
                   .hid = sb_arena_array(k->arena, sb_statement *, n),
                   .row = sb_arena_array(k->arena, int, n)};
    return (int)k->counts->all.n - 1;
}

static bool refers(const sb_formula *f)
{
    return f->op == SB_OP_COLUMN || f->op == SB_OP_SLICE || f->op == SB_OP_MEAN ||
           f->op == SB_OP_MEDIAN;
}

static int number_of(sb_knowledge *k, const sb_formula *f)
{
    const struct sb_counts *c = k->counts;
    for (int i = 0; i < (int)c->all.n; i++)
        if (is_alike(f, &c->all.at[i].formula))
            return i;
    return add_count(k, *f);
}

/* The count a formula is about, wherever it is asked for. */
static int count_of(sb_knowledge *k, const sb_formula *f)
{
    struct sb_counts *c = k->counts;
    for (size_t i = 0; i < c->found.n; i++)
        if (c->found.at[i].formula == f)
            return c->found.at[i].count;
    sb_formula here = *f;
    if (refers(f)) {
        here.shift = SB_HERE;
        here.period = -1;
        here.level = here.back = here.years = 0;
    }
    int number = number_of(k, &here);
    *sb_vec_add(k->arena, &c->found) = (typeof(c->found.at[0])){f, number};
    return number;
}

/* Whether it is made of columns alone that are printed wherever it is: it tells no more, unless
 * it is rounded by itself. */
static bool is_implied(const sb_facts *facts, const sb_formula *f)
{
    if (facts->cube->spec->disclosure.base > 1)
        return false;
    if (f->op == SB_OP_COLUMN) {
        const sb_formula *inner = facts->columns[f->column].formula;
        return sb_column_is_printed(facts, f->column) || (inner && is_implied(facts, inner));
    }
    if (f->op == SB_OP_SLICE)
        return false;
    for (size_t i = 0; i < SB_COUNT(f->args) && f->args[i]; i++)
        if (!is_implied(facts, f->args[i]))
            return false;
    return true;
}

/* ---- who tells and who withholds what ---- */

/* Where a formula looks: a column, slice or mean elsewhere, all else here. */
static bool look(const sb_knowledge *k, const sb_formula *f, sb_place *place, int *period)
{
    return !refers(f) || sb_formula_target(k->facts, f, place, period);
}

static void tell_number(sb_knowledge *k, int number, sb_place place, int period,
                        sb_statement by)
{
    int *head = &k->counts->all.at[number].told[slot_of(k, place, period)];
    *sb_vec_add(k->arena, &k->tellings) = (sb_telling){by, *head - 1, k->is_past};
    *head = (int)k->tellings.n;
}

static void tell_count(sb_knowledge *k, const sb_formula *f, sb_place place, int period,
                       sb_statement by)
{
    if (look(k, f, &place, &period))
        tell_number(k, count_of(k, f), place, period, by);
}

/* A mean tells what is divided and what divides. */
static void tell_average(sb_knowledge *k, const sb_formula *f, sb_place place, int period,
                         sb_statement by)
{
    const sb_facts *facts = k->facts;
    int n = facts->cube->variables[facts->columns[f->column].variable].cells;
    double *above = sb_arena_array(k->arena, double, n);
    double *below = sb_arena_array(k->arena, double, n);
    sb_place there = place;
    int then = period;
    if (!sb_formula_target(facts, f, &there, &then) ||
        !sb_average_factors(facts, f, there, then, above, below))
        return;
    tell_count(k, f, place, period, by);
    int *cells = sb_arena_array(k->arena, int, n);
    sb_formula divisor = {.op = SB_OP_SLICE, .column = f->column, .cells = cells, .period = -1};
    divisor.is_count = true;
    for (int cell = 0; cell < n; cell++)
        if (below[cell] != 0)
            cells[divisor.n_cells++] = cell;
    tell_number(k, number_of(k, &divisor), there, then, by);
}

/* What a printed number tells: the count that it is, or all that it is made of. */
static void tell(sb_knowledge *k, const sb_formula *f, sb_place place, int period,
                 sb_statement by)
{
    if (f->is_count) {
        if (!is_implied(k->facts, f))
            tell_count(k, f, place, period, by);
    } else if (f->op == SB_OP_COLUMN) {
        const sb_formula *inner = k->facts->columns[f->column].formula;
        if (!sb_column_is_printed(k->facts, f->column) && inner &&
            sb_formula_target(k->facts, f, &place, &period))
            tell(k, inner, place, period, by);
    } else if (f->op == SB_OP_MEAN || f->op == SB_OP_MEDIAN) {
        tell_average(k, f, place, period, by);
    } else if (f->op != SB_OP_RANK && !sb_is_within(f->op)) {
        for (size_t i = 0; i < SB_COUNT(f->args) && f->args[i]; i++)
            tell(k, f->args[i], place, period, by);
    }
}

static void hide_count(sb_knowledge *k, const sb_formula *f, sb_place place, int period,
                       sb_statement by)
{
    if (!look(k, f, &place, &period))
        return;
    int number = count_of(k, f);
    sb_statement **at = &k->counts->all.at[number].hid[slot_of(k, place, period)];
    if (*at && (k->facts->columns[(*at)->column].info.is_count ||
                !k->facts->columns[by.column].info.is_count))
        return; /* the count itself, rather than what is made of it */
    *at = sb_arena_one(k->arena, sb_statement);
    **at = by;
}

/* The counts inside a value that may not be told. */
static void hide(sb_knowledge *k, const sb_formula *f, sb_place place, int period,
                 sb_statement by)
{
    if (!f->is_count) {
        for (size_t i = 0; i < SB_COUNT(f->args) && f->args[i]; i++)
            hide(k, f->args[i], place, period, by);
        return;
    }
    if (sb_formula_evaluate(k->facts, f, place, period).state == SB_WITHHELD)
        hide_count(k, f, place, period, by);
}

static void take_value(sb_knowledge *k, const sb_formula *f, sb_statement by)
{
    sb_value v = sb_facts_value(k->facts, by.column, by.place, by.period);
    bool is_variable = f->op == SB_OP_COLUMN && f->column == by.column;
    if (v.state == SB_WITHHELD && f->is_count)
        hide_count(k, f, by.place, by.period, by);
    else if (v.state == SB_WITHHELD)
        hide(k, f, by.place, by.period, by);
    else if (sb_value_is_number(v) && is_variable)
        tell_count(k, f, by.place, by.period, by);
    else if (sb_value_is_number(v))
        tell(k, f, by.place, by.period, by);
}

/* What a column is: its formula, or itself where it is a variable that counts; or NULL. */
static const sb_formula *formula_of(sb_knowledge *k, int column)
{
    const sb_column *c = &k->facts->columns[column];
    if (c->formula)
        return c->formula;
    if (c->variable < 0 || !c->info.is_count)
        return NULL;
    sb_formula *itself = sb_arena_one(k->arena, sb_formula);
    *itself =
        (sb_formula){.op = SB_OP_COLUMN, .column = column, .period = -1, .is_count = true};
    return itself;
}

static void take_column(sb_knowledge *k, int column)
{
    const sb_areas *areas = k->facts->cube->areas;
    const sb_formula *f = formula_of(k, column);
    k->counts->found.n = 0;
    for (int l = 0; f && l < areas->n_levels; l++)
        for (int p = 0; p < k->facts->cube->n_periods; p++)
            for (int a = 0;
                 a < areas->levels[l].n && sb_column_is_shown(k->facts, column, l, p); a++)
                take_value(k, f, (sb_statement){column, {l, a}, p});
}

/* ---- what earlier reports told ---- */

/* Only what is still true tells of today's counts; of a value that is withheld now nobody says
 * whether it is. */
static bool is_still_true(const sb_knowledge *k, const sb_formula *f, const sb_published *p,
                          sb_statement by)
{
    sb_value now = sb_facts_value(k->facts, by.column, by.place, by.period);
    double truth = f->is_count ? sb_linear_truth(k->cells, f, by.place, by.period) : now.number;
    return isnan(truth) ? now.state == SB_WITHHELD
                        : fabs(truth - p->value) <= 1e-9 * fmax(1, fabs(truth));
}

static void take_earlier(sb_knowledge *k)
{
    const sb_cube *cube = k->facts->cube;
    k->is_past = true;
    for (size_t i = 0; i < cube->n_earlier; i++) {
        const sb_published *p = &cube->earlier[i];
        sb_statement by = {sb_facts_find(k->facts, p->indicator), p->place, p->period};
        const sb_formula *f = by.column < 0 ? NULL : formula_of(k, by.column);
        k->counts->found.n = 0;
        if (f && is_still_true(k, f, p, by)) {
            if (f->op == SB_OP_COLUMN && f->column == by.column)
                tell_count(k, f, by.place, by.period, by);
            else
                tell(k, f, by.place, by.period, by);
        }
    }
    k->is_past = false;
}

/* ---- rows ---- */

/* Whether it is told, and what exactly it is then. */
static bool is_told(const sb_knowledge *k, const count *c, sb_place place, int period,
                    double *truth)
{
    if (!c->told[slot_of(k, place, period)])
        return false;
    *truth = sb_linear_truth(k->cells, &c->formula, place, period);
    return !isnan(*truth);
}

/* The count as cells, less the areas inside that are told. */
static bool add_untold(sb_knowledge *k, const count *c, sb_place place, int period,
                       sb_linear *into)
{
    bool is_rounded = k->facts->cube->spec->disclosure.base > 1;
    int below = is_rounded
                    ? -1
                    : sb_linear_beyond(k->cells, &c->formula, place, period, into, k->arena);
    if (below < 0)
        return sb_linear_formula(k->cells, &c->formula, place, period, 1, into, k->arena);
    const sb_level *level = &k->facts->cube->areas->levels[below];
    for (int a = 0; a < level->n; a++) {
        double truth;
        if (level->areas[a].parent != place.area)
            continue;
        if (is_told(k, c, (sb_place){below, a}, period, &truth))
            into->constant += truth;
        else if (!add_untold(k, c, (sb_place){below, a}, period, into))
            return false;
    }
    return true;
}

static int by_cell(const void *a, const void *b)
{
    size_t x = ((const sb_linear_part *)a)->cell, y = ((const sb_linear_part *)b)->cell;
    return (x > y) - (x < y);
}

/* Cells that stand in it twice are taken together.  Whether it counts each person once. */
static bool add_parts(sb_knowledge *k, sb_row *row, sb_linear *form)
{
    bool is_sum = true;
    row->first = k->parts.n;
    row->truth = row->constant = form->constant;
    if (form->parts.n)
        qsort(form->parts.at, form->parts.n, sizeof *form->parts.at, by_cell);
    for (size_t i = 0; i < form->parts.n;) {
        sb_linear_part part = form->parts.at[i++];
        while (i < form->parts.n && form->parts.at[i].cell == part.cell)
            part.times += form->parts.at[i++].times;
        if (part.times == 0)
            continue;
        is_sum = is_sum && part.times > 0;
        row->truth += part.times * k->cells->truth[part.cell];
        sb_vec_push(k->arena, &k->parts, part);
    }
    row->n = (int)(k->parts.n - row->first);
    return is_sum;
}

static void add_row(sb_knowledge *k, int number, sb_place place, int period)
{
    const sb_spec_disclosure *rule = &k->facts->cube->spec->disclosure;
    count *c = &k->counts->all.at[number];
    size_t slot = slot_of(k, place, period);
    sb_linear form = {0};
    sb_row row = {.count = number, .place = place, .period = period, .told = -1};
    double truth;
    bool told = is_told(k, c, place, period, &truth);
    if ((!told && !c->hid[slot]) || !add_untold(k, c, place, period, &form))
        return;
    bool is_sum = add_parts(k, &row, &form);
    if (told) {
        bool is_mean = c->formula.op == SB_OP_MEAN || c->formula.op == SB_OP_MEDIAN;
        double slack = rule->base > 1 && !is_mean ? floor(rule->base / 2.0) : 0;
        double printed = is_mean ? truth : sb_disclosure_round(rule, truth);
        row.told = c->told[slot] - 1;
        row.low = printed - slack - row.constant;
        row.high = printed + slack - row.constant;
    } else {
        /* One at least, or a part of one where areas were recut. */
        row.low =
            !rule->hides_zero && row.truth > 0 ? fmin(1, row.truth) - row.constant : -INFINITY;
        row.high = INFINITY;
    }
    if (c->hid[slot]) { /* and perhaps told by others all the same */
        row.is_secret = true;
        row.about = *c->hid[slot];
    }
    /* An unknown part tells nothing, and a balance counts nobody. */
    if (row.n == 0 || isnan(row.truth) || (row.is_secret && !is_sum)) {
        k->parts.n = row.first;
        return;
    }
    sb_vec_push(k->arena, &k->rows, row);
    c->row[slot] = (int)k->rows.n;
}

sb_knowledge *sb_knowledge_new(const sb_facts *facts, sb_arena *arena)
{
    const sb_areas *areas = facts->cube->areas;
    sb_knowledge *k = sb_arena_one(arena, sb_knowledge);
    *k = (sb_knowledge){.facts = facts, .cells = sb_cells_new(facts, arena), .arena = arena};
    k->counts = sb_arena_one(arena, struct sb_counts);
    k->counts->base = sb_arena_array(arena, size_t, areas->n_levels);
    for (int l = 0; l < areas->n_levels; l++) {
        k->counts->base[l] = k->counts->n_places;
        k->counts->n_places += (size_t)areas->levels[l].n;
    }
    for (int c = 0; c < facts->n_columns; c++)
        if (sb_column_is_printed(facts, c))
            take_column(k, c);
    take_earlier(k);
    for (int c = 0; c < (int)k->counts->all.n; c++)
        for (int l = 0; l < areas->n_levels; l++)
            for (int a = 0; a < areas->levels[l].n; a++)
                for (int p = 0; p < facts->cube->n_periods; p++)
                    add_row(k, c, (sb_place){l, a}, p);
    return k;
}

int sb_knowledge_row(const sb_knowledge *k, int number, sb_place place, int period)
{
    return k->counts->all.at[number].row[slot_of(k, place, period)] - 1;
}
