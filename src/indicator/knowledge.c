#include "indicator/knowledge.h"

#include "indicator/feasible.h"
#include "indicator/within.h"

#include <stdlib.h>
#include <string.h>

typedef struct row {
    sb_statement about;
    size_t first; /* in parts; behind the gathering: in unknowns */
    int n;
    double low, high, scale;
    bool is_printed, is_secret;
    bool is_loaded; /* into the problem of its component */
    double truth;
    uint64_t same;
} row;

struct sb_knowledge {
    const sb_facts *facts;
    const sb_cells *cells;
    SB_VEC(row) rows;
    SB_VEC(sb_linear_part) parts; /* of all rows; .cell becomes the unknown */
    int n_unknowns;
    double *truth, *least; /* [unknown] */
    size_t *example;       /* [unknown]: one of its cells */
    int *reason;           /* [unknown]: the row that tells it, or -1 */
    int *start, *in;       /* rows of an unknown: in[start[u]] … */
    int *component;        /* [unknown]: its root */
    int *member, *members; /* unknowns of a root: member[members[root]] … */
    SB_VEC(sb_secret) secrets;
    sb_arena *arena;
};

/* A hash that spreads (splitmix64, Steele et al. 2014). */
static uint64_t spread(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static uint64_t bits_of(double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    return bits;
}

/* ---- gathering rows ---- */

static int by_cell(const void *a, const void *b)
{
    size_t x = ((const sb_linear_part *)a)->cell, y = ((const sb_linear_part *)b)->cell;
    return (x > y) - (x < y);
}

/* The row low <= form <= high; cells that stand in it twice are taken together. */
static row *add_row(sb_knowledge *k, sb_linear *form, sb_statement about)
{
    row *r = sb_vec_add(k->arena, &k->rows);
    *r = (row){.about = about, .first = k->parts.n};
    if (form->parts.n)
        qsort(form->parts.at, form->parts.n, sizeof *form->parts.at, by_cell);
    for (size_t i = 0; i < form->parts.n;) {
        sb_linear_part part = form->parts.at[i++];
        while (i < form->parts.n && form->parts.at[i].cell == part.cell)
            part.times += form->parts.at[i++].times;
        if (fabs(part.times) < 1e-12)
            continue;
        double truth = sb_cells_truth(k->cells, part.cell);
        r->truth += part.times * truth;
        r->scale = fmax(r->scale, fabs(part.times * truth));
        r->same += spread(spread(part.cell) ^ bits_of(part.times));
        sb_vec_push(k->arena, &k->parts, part);
    }
    r->n = (int)(k->parts.n - r->first);
    return r;
}

static void drop_row(sb_knowledge *k) { k->parts.n = k->rows.at[--k->rows.n].first; }

/* num - value * den = 0, if that is true: a value that comes from elsewhere tells nothing. */
static void add_known(sb_knowledge *k, sb_linear *num, const sb_linear *den, double value,
                      sb_statement about)
{
    for (size_t i = 0; i < den->parts.n; i++)
        sb_vec_push(k->arena, &num->parts,
                    ((sb_linear_part){den->parts.at[i].cell, -value * den->parts.at[i].times}));
    double right = value * den->constant - num->constant;
    row *r = add_row(k, num, about);
    double tolerance = 1e-9 * (1 + fmax(fabs(right), r->scale));
    if (r->n == 0 || !(fabs(r->truth - right) <= 1e3 * tolerance)) {
        drop_row(k);
        return;
    }
    if (den->parts.n == 0)
        tolerance = 0; /* a sum is exact, a ratio is rounded to a double */
    r->low = right - tolerance;
    r->high = right + tolerance;
    r->is_printed = true;
}

/* What a printed number tells: itself, or, where it is no ratio of sums, all it is made of. */
static void know_formula(sb_knowledge *k, const sb_formula *f, sb_place place, int period,
                         double value, sb_statement about)
{
    sb_linear num, den;
    if (sb_linear_ratio(k->cells, f, place, period, &num, &den, k->arena)) {
        add_known(k, &num, &den, value, about);
        return;
    }
    if (f->op == SB_OP_RANK || sb_is_within(f->op)) /* of many areas at once */
        return;
    if (f->op == SB_OP_COLUMN) {
        if (!sb_formula_target(k->facts, f, &place, &period) ||
            !k->facts->columns[f->column].formula)
            return;
        f = k->facts->columns[f->column].formula;
    }
    for (size_t i = 0; i < SB_COUNT(f->args) && f->args[i]; i++) {
        sb_term term = sb_formula_evaluate(k->facts, f->args[i], place, period);
        if (term.state == SB_NUMBER)
            know_formula(k, f->args[i], place, period, sb_term_double(term), about);
    }
}

static void know(sb_knowledge *k, sb_statement about, double value)
{
    sb_linear num = {0}, den = {.constant = 1};
    const sb_column *column = &k->facts->columns[about.column];
    if (column->formula)
        know_formula(k, column->formula, about.place, about.period, value, about);
    else if (sb_linear_column(k->cells, about.column, about.place, about.period, 1, &num,
                              k->arena))
        add_known(k, &num, &den, value, about);
}

/* A withheld count: where zeros are printed, it is known to be one at least. */
static void add_secret(sb_knowledge *k, sb_linear *form, sb_statement about)
{
    const sb_spec_disclosure *rule = &k->facts->cube->spec->disclosure;
    bool is_difference = false; /* a balance counts nobody */
    for (size_t i = 0; i < form->parts.n; i++)
        is_difference = is_difference || form->parts.at[i].times < 0;
    row *r = add_row(k, form, about);
    if (r->n == 0 || isnan(r->truth) || is_difference) {
        drop_row(k);
        return;
    }
    r->low = !rule->hides_zero && r->truth > 0 ? 1 - form->constant : -INFINITY;
    r->high = INFINITY;
    r->is_secret = true;
}

/* Counts inside a ratio that are too small to be told. */
static void add_hidden_counts(sb_knowledge *k, const sb_formula *f, sb_statement about)
{
    if (f->is_count) {
        sb_linear form = {0};
        sb_term term = sb_formula_evaluate(k->facts, f, about.place, about.period);
        if (term.state == SB_WITHHELD &&
            sb_linear_formula(k->cells, f, about.place, about.period, 1, &form, k->arena))
            add_secret(k, &form, about);
        return;
    }
    for (size_t i = 0; i < SB_COUNT(f->args) && f->args[i]; i++)
        add_hidden_counts(k, f->args[i], about);
}

/* Whether all areas below print the same column: then the area itself tells nothing more. */
static bool is_told_below(const sb_knowledge *k, sb_statement about)
{
    const sb_areas *areas = k->facts->cube->areas;
    for (int l = 0; l < about.place.level; l++) {
        int n = 0;
        if (areas->levels[l].above != about.place.level)
            continue;
        for (int a = 0; a < areas->levels[l].n; a++) {
            if (areas->levels[l].areas[a].parent != about.place.area)
                continue;
            n++;
            if (!sb_value_is_number(
                    sb_facts_value(k->facts, about.column, (sb_place){l, a}, about.period)))
                return false;
        }
        return n > 0;
    }
    return false;
}

static void add_value(sb_knowledge *k, sb_statement about)
{
    const sb_column *column = &k->facts->columns[about.column];
    sb_value v = sb_facts_value(k->facts, about.column, about.place, about.period);
    sb_linear form = {0};
    if (sb_value_is_number(v)) {
        if (!is_told_below(k, about))
            know(k, about, v.number);
    } else if (v.state == SB_WITHHELD && column->info.is_count) {
        if (sb_linear_column(k->cells, about.column, about.place, about.period, 1, &form,
                             k->arena))
            add_secret(k, &form, about);
    } else if (v.state == SB_WITHHELD && column->formula) {
        add_hidden_counts(k, column->formula, about);
    }
}

static void gather(sb_knowledge *k)
{
    const sb_areas *areas = k->facts->cube->areas;
    for (int c = 0; c < k->facts->n_columns; c++) {
        if (!sb_column_is_printed(k->facts, c))
            continue;
        for (int l = 0; l < areas->n_levels; l++)
            for (int a = 0; a < areas->levels[l].n; a++)
                for (int p = 0; p < k->facts->cube->n_periods; p++)
                    add_value(k, (sb_statement){c, {l, a}, p});
    }
}

/* ---- unknowns: cells that no row tells apart ---- */

static void find_unknowns(sb_knowledge *k, sb_arena *scratch)
{
    uint64_t *mark = sb_arena_array(scratch, uint64_t, k->cells->n);
    for (size_t r = 0; r < k->rows.n; r++)
        for (size_t i = 0; i < (size_t)k->rows.at[r].n; i++) {
            const sb_linear_part *part = &k->parts.at[k->rows.at[r].first + i];
            mark[part->cell] += spread(spread(r + 1) ^ bits_of(part->times));
        }
    size_t room = 16;
    while (room < 2 * k->parts.n)
        room *= 2;
    struct {
        uint64_t mark;
        int unknown; /* + 1 */
    } *table = sb_arena_alloc(scratch, room, sizeof *table);
    int *unknown_of = sb_arena_array(scratch, int, k->cells->n); /* + 1 */
    SB_VEC(size_t) examples = {0};
    for (size_t i = 0; i < k->parts.n; i++) {
        size_t cell = k->parts.at[i].cell, at = mark[cell] & (room - 1);
        if (unknown_of[cell])
            continue;
        while (table[at].unknown && table[at].mark != mark[cell])
            at = (at + 1) & (room - 1);
        if (!table[at].unknown) {
            sb_vec_push(scratch, &examples, cell);
            table[at].mark = mark[cell];
            table[at].unknown = (int)examples.n;
        }
        unknown_of[cell] = table[at].unknown;
    }
    k->n_unknowns = (int)examples.n;
    k->truth = sb_arena_array(k->arena, double, k->n_unknowns);
    k->least = sb_arena_array(k->arena, double, k->n_unknowns);
    k->example = sb_arena_copy(k->arena, examples.at, examples.n, sizeof *examples.at);
    for (size_t cell = 0; cell < k->cells->n; cell++) {
        if (!unknown_of[cell])
            continue;
        double truth = sb_cells_truth(k->cells, cell);
        k->truth[unknown_of[cell] - 1] += truth;
        if (truth < 0)
            k->least[unknown_of[cell] - 1] = -INFINITY;
    }
    for (size_t i = 0; i < k->parts.n; i++)
        k->parts.at[i].cell = (size_t)unknown_of[k->parts.at[i].cell] - 1;
}

/* Each unknown once in a row: its cells have the same factor there. */
static void join_parts(sb_knowledge *k, sb_arena *scratch)
{
    size_t *seen = sb_arena_array(scratch, size_t, k->n_unknowns);
    for (size_t r = 0; r < k->rows.n; r++) {
        row *here = &k->rows.at[r];
        int n = 0;
        for (int i = 0; i < here->n; i++) {
            sb_linear_part part = k->parts.at[here->first + (size_t)i];
            if (seen[part.cell] == r + 1)
                continue;
            seen[part.cell] = r + 1;
            k->parts.at[here->first + (size_t)n++] = part;
        }
        here->n = n;
    }
}

static void list_rows_of_unknowns(sb_knowledge *k)
{
    k->start = sb_arena_array(k->arena, int, k->n_unknowns + 2);
    size_t n = 0;
    for (size_t r = 0; r < k->rows.n; r++)
        for (int i = 0; i < k->rows.at[r].n; i++, n++)
            k->start[k->parts.at[k->rows.at[r].first + (size_t)i].cell + 2]++;
    for (int u = 2; u <= k->n_unknowns + 1; u++)
        k->start[u] += k->start[u - 1];
    k->in = sb_arena_array(k->arena, int, n);
    for (size_t r = 0; r < k->rows.n; r++)
        for (int i = 0; i < k->rows.at[r].n; i++)
            k->in[k->start[k->parts.at[k->rows.at[r].first + (size_t)i].cell + 1]++] = (int)r;
}

static const sb_linear_part *parts_of(const sb_knowledge *k, int r)
{
    return k->parts.at + k->rows.at[r].first;
}

/* ---- what is known ---- */

static void peel(sb_knowledge *k, sb_arena *scratch)
{
    k->reason = sb_arena_array(k->arena, int, k->n_unknowns);
    for (int u = 0; u < k->n_unknowns; u++)
        k->reason[u] = -1;
    int *open = sb_arena_array(scratch, int, k->rows.n);
    SB_VEC(int) queue = {0};
    for (size_t r = 0; r < k->rows.n; r++) {
        open[r] = k->rows.at[r].n;
        if (k->rows.at[r].is_printed && open[r] == 1)
            sb_vec_push(scratch, &queue, (int)r);
    }
    for (size_t i = 0; i < queue.n; i++) {
        int r = queue.at[i], u = -1;
        for (int j = 0; j < k->rows.at[r].n && u < 0; j++)
            if (k->reason[parts_of(k, r)[j].cell] < 0)
                u = (int)parts_of(k, r)[j].cell;
        if (u < 0)
            continue;
        k->reason[u] = r;
        for (int j = k->start[u]; j < k->start[u + 1]; j++)
            if (--open[k->in[j]] == 1 && k->rows.at[k->in[j]].is_printed)
                sb_vec_push(scratch, &queue, k->in[j]);
    }
}

static int root_of(int *up, int u)
{
    while (up[u] != u)
        u = up[u] = up[up[u]];
    return u;
}

static void find_components(sb_knowledge *k)
{
    k->component = sb_arena_array(k->arena, int, k->n_unknowns);
    for (int u = 0; u < k->n_unknowns; u++)
        k->component[u] = u;
    for (size_t r = 0; r < k->rows.n; r++) {
        int first = -1;
        for (int i = 0; i < k->rows.at[r].n; i++) {
            int u = (int)parts_of(k, (int)r)[i].cell;
            if (k->reason[u] >= 0)
                continue;
            if (first >= 0)
                k->component[root_of(k->component, u)] = root_of(k->component, first);
            first = u;
        }
    }
    k->members = sb_arena_array(k->arena, int, k->n_unknowns + 2);
    k->member = sb_arena_array(k->arena, int, k->n_unknowns);
    for (int u = 0; u < k->n_unknowns; u++) {
        k->component[u] = root_of(k->component, u);
        k->members[k->component[u] + 2]++;
    }
    for (int u = 2; u <= k->n_unknowns + 1; u++)
        k->members[u] += k->members[u - 1];
    for (int u = 0; u < k->n_unknowns; u++)
        k->member[k->members[k->component[u] + 1]++] = u;
}

sb_knowledge *sb_knowledge_new(const sb_facts *facts, sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_knowledge *k = sb_arena_one(arena, sb_knowledge);
    k->facts = facts;
    k->cells = sb_cells_new(facts, arena);
    k->arena = arena;
    gather(k);
    find_unknowns(k, scratch);
    join_parts(k, scratch);
    list_rows_of_unknowns(k);
    peel(k, scratch);
    find_components(k);
    return k;
}

/* ---- intervals ---- */

/* What is asked of the system: a row's sum, or an unknown alone. */
typedef struct question {
    sb_secret secret;
    const sb_linear_part *parts;
    int n;
    int root; /* component of its unknown parts; -1: all known */
} question;

typedef SB_VEC(question) questions;

static void ask(sb_knowledge *k, questions *all, question q)
{
    double known = 0;
    q.root = -1;
    for (int i = 0; i < q.n; i++)
        if (k->reason[q.parts[i].cell] < 0)
            q.root = k->component[q.parts[i].cell];
        else
            known += q.parts[i].times * k->truth[q.parts[i].cell];
    q.secret.low = q.secret.high = known;
    sb_vec_push(k->arena, all, q);
}

/* Withheld counts, and small rests. */
static questions ask_all(sb_knowledge *k)
{
    questions all = {0};
    bool *is_asked = sb_arena_array(k->arena, bool, k->n_unknowns);
    for (size_t r = 0; r < k->rows.n; r++) {
        const row *here = &k->rows.at[r];
        if (!here->is_secret)
            continue;
        if (here->n == 1)
            is_asked[parts_of(k, (int)r)[0].cell] = true;
        ask(k, &all,
            (question){.secret = {.about = here->about, .truth = here->truth},
                       .parts = parts_of(k, (int)r),
                       .n = here->n});
    }
    for (int u = 0; u < k->n_unknowns; u++) {
        double n = fabs(k->truth[u]);
        if (is_asked[u] || !(n > 0 && n < k->facts->cube->spec->disclosure.minimum))
            continue;
        sb_cell_place at = sb_cells_place(k->cells, k->example[u]);
        sb_linear_part *one = sb_arena_one(k->arena, sb_linear_part);
        *one = (sb_linear_part){(size_t)u, 1};
        ask(k, &all,
            (question){.secret = {.about = {sb_column_of_variable(k->facts, at.variable),
                                            at.place, at.period},
                                  .is_rest = true,
                                  .truth = k->truth[u]},
                       .parts = one,
                       .n = 1});
    }
    return all;
}

static int by_root(const void *a, const void *b)
{
    const question *x = a, *y = b;
    return (x->root > y->root) - (x->root < y->root);
}

enum { FIRST_WITNESSES = 6, MOST_WITNESSES = 32, MOST_UNKNOWNS = 800 };

/* A component while it is solved. */
typedef struct problem {
    sb_system system;
    int *rows;   /* [row of the system]: row of the whole */
    int *number; /* [unknown of the whole]: its number here */
    sb_feasible *solver;
    double *times;
    bool *binding;
    double *witness[MOST_WITNESSES]; /* values of all unknowns that a reader must allow for */
    int n_witnesses;
} problem;

/* Keep the solver's last solution. */
static void add_witness(problem *p, sb_arena *scratch)
{
    const double *point = sb_feasible_point(p->solver);
    if (!point)
        return;
    int at = p->n_witnesses < MOST_WITNESSES ? p->n_witnesses++ : FIRST_WITNESSES + 1;
    if (!p->witness[at])
        p->witness[at] = sb_arena_array(scratch, double, p->system.n_unknowns);
    memcpy(p->witness[at], point, (size_t)p->system.n_unknowns * sizeof *point);
}

/* Far corners in a few directions, and the truth: most secrets differ enough among these. */
static void find_witnesses(sb_knowledge *k, problem *p, const int *unknowns, sb_arena *scratch)
{
    double low, high;
    p->witness[0] = sb_arena_array(scratch, double, p->system.n_unknowns);
    p->n_witnesses = 1;
    for (int u = 0; u < p->system.n_unknowns; u++)
        p->witness[0][u] = k->truth[unknowns[u]];
    for (int i = 0; i < FIRST_WITNESSES; i++) {
        for (int u = 0; u < p->system.n_unknowns; u++)
            p->times[u] = (double)(spread((uint64_t)u * 64 + (uint64_t)i) >> 40) - 0x1p23;
        sb_feasible_interval(p->solver, p->times, &low, &high, p->binding);
        add_witness(p, scratch);
    }
}

/* All unknowns and rows that hang together with `root`. */
static problem problem_new(sb_knowledge *k, int root, int *number, sb_arena *scratch)
{
    problem p = {.number = number};
    SB_VEC(int) unknowns = {0}, rows = {0}, start = {0}, at = {0};
    SB_VEC(double) times = {0}, low = {0}, high = {0}, least = {0};
    for (int i = k->members[root]; i < k->members[root + 1]; i++) {
        number[k->member[i]] = (int)unknowns.n;
        sb_vec_push(scratch, &unknowns, k->member[i]);
        sb_vec_push(scratch, &least, k->least[k->member[i]]);
    }
    sb_vec_push(scratch, &start, 0);
    for (size_t i = 0; i < unknowns.n; i++)
        for (int j = k->start[unknowns.at[i]]; j < k->start[unknowns.at[i] + 1]; j++) {
            int r = k->in[j];
            if (k->rows.at[r].is_loaded)
                continue;
            k->rows.at[r].is_loaded = true;
            double known = 0;
            for (int e = 0; e < k->rows.at[r].n; e++) {
                sb_linear_part part = parts_of(k, r)[e];
                if (k->reason[part.cell] >= 0) {
                    known += part.times * k->truth[part.cell];
                    continue;
                }
                sb_vec_push(scratch, &at, number[part.cell]);
                sb_vec_push(scratch, &times, part.times);
            }
            sb_vec_push(scratch, &rows, r);
            sb_vec_push(scratch, &start, (int)at.n);
            sb_vec_push(scratch, &low, k->rows.at[r].low - known);
            sb_vec_push(scratch, &high, k->rows.at[r].high - known);
        }
    p.rows = rows.at;
    p.system = (sb_system){(int)rows.n, (int)unknowns.n, start.at, at.at,
                           times.at,    low.at,          high.at,  least.at};
    p.solver = sb_feasible_new(&p.system, scratch);
    p.times = sb_arena_array(scratch, double, unknowns.n);
    p.binding = sb_arena_array(scratch, bool, rows.n);
    find_witnesses(k, &p, unknowns.at, scratch);
    return p;
}

typedef SB_VEC(int) row_list;

/* The row, and the rows that tell its other parts. */
static void add_reasons(sb_knowledge *k, int r, row_list *into)
{
    if (k->rows.at[r].is_printed)
        sb_vec_push(k->arena, into, r);
    for (int i = 0; i < k->rows.at[r].n; i++) {
        int reason = k->reason[parts_of(k, r)[i].cell];
        if (reason >= 0 && reason != r)
            sb_vec_push(k->arena, into, reason);
    }
}

static void explain(sb_knowledge *k, question *q, const problem *p)
{
    row_list rows = {0};
    for (int i = 0; i < q->n; i++)
        if (k->reason[q->parts[i].cell] >= 0)
            add_reasons(k, k->reason[q->parts[i].cell], &rows);
    for (int r = 0; p && r < p->system.n_rows; r++)
        if (p->binding[r])
            add_reasons(k, p->rows[r], &rows);
    q->secret.rows = rows.at;
    q->secret.n_rows = (int)rows.n;
}

/* The range among the witnesses: the interval is at least as wide. */
static bool is_wide(sb_knowledge *k, question *q, const problem *p, double width)
{
    double low = INFINITY, high = -INFINITY;
    for (int w = 0; w < p->n_witnesses; w++) {
        double sum = 0;
        for (int i = 0; i < q->n; i++)
            if (k->reason[q->parts[i].cell] < 0)
                sum += q->parts[i].times * p->witness[w][p->number[q->parts[i].cell]];
        low = fmin(low, sum);
        high = fmax(high, sum);
    }
    low = ceil(q->secret.low + low - 1e-4);
    high = floor(q->secret.high + high + 1e-4);
    if (high - low < width)
        return false;
    q->secret.low = low;
    q->secret.high = high;
    return true;
}

static void answer(sb_knowledge *k, question *q, problem *p, double width, sb_arena *scratch)
{
    if (is_wide(k, q, p, width))
        return;
    memset(p->times, 0, (size_t)p->system.n_unknowns * sizeof *p->times);
    memset(p->binding, 0, (size_t)p->system.n_rows * sizeof *p->binding);
    for (int i = 0; i < q->n; i++)
        if (k->reason[q->parts[i].cell] < 0)
            p->times[p->number[q->parts[i].cell]] += q->parts[i].times;
    double low, high;
    if (!sb_feasible_interval(p->solver, p->times, &low, &high, p->binding))
        low = high = 0; /* nothing is proved: as if it could be derived */
    add_witness(p, scratch);
    q->secret.low = ceil(q->secret.low + low - 1e-4); /* counts are whole numbers */
    q->secret.high = floor(q->secret.high + high + 1e-4);
    if (!(q->secret.high - q->secret.low >= width))
        explain(k, q, p);
}

const sb_secret *sb_knowledge_secrets(sb_knowledge *k, double width, size_t *n)
{
    questions all = ask_all(k);
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_root);
    int *number = sb_arena_array(k->arena, int, k->n_unknowns);
    for (size_t i = 0; i < all.n;) {
        int root = all.at[i].root;
        if (root < 0) {
            explain(k, &all.at[i++], NULL);
            continue;
        }
        if (k->members[root + 1] - k->members[root] > MOST_UNKNOWNS) {
            all.at[i].secret.is_open = true;
            all.at[i].secret.low = -INFINITY;
            all.at[i++].secret.high = INFINITY;
            continue;
        }
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        problem p = problem_new(k, root, number, scratch);
        for (; i < all.n && all.at[i].root == root; i++)
            answer(k, &all.at[i], &p, width, scratch);
        sb_feasible_free(p.solver);
    }
    for (size_t i = 0; i < all.n; i++)
        sb_vec_push(k->arena, &k->secrets, all.at[i].secret);
    *n = k->secrets.n;
    return k->secrets.at;
}

bool sb_knowledge_statement(const sb_knowledge *k, int r, sb_statement *out)
{
    *out = k->rows.at[r].about;
    return k->rows.at[r].is_printed;
}

uint64_t sb_knowledge_same(const sb_knowledge *k, int r) { return k->rows.at[r].same; }

int sb_knowledge_rows(const sb_knowledge *k) { return (int)k->rows.n; }
