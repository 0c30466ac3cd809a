#include "indicator/interval.h"

#include "indicator/feasible.h"

#include <stdlib.h>
#include <string.h>

/* Unknowns that are set free at first and at most how many times as many in each next step;
 * up to so many a component is solved whole at once. */
enum { FIRST_FREE = 40, STEP = 8, SMALL = 120 };

/* Components whose secrets all were wide, by what they are made of: passes repeat most. */
struct sb_answers {
    struct answer {
        uint64_t key;
        const sb_range *ranges; /* [question]; NULL: a free place */
    } * at;
    size_t n, room; /* a power of 2 */
    sb_arena *arena;
};

/* What is asked: a row's sum, or an unknown alone. */
typedef struct question {
    sb_secret secret;
    const sb_unknown_part *parts;
    int n;
    int component; /* of its open parts; -1: all are known */
    double known;  /* the sum of its known parts and of what stands beside them */
    bool is_answered;
} question;

typedef struct asker {
    const sb_unknowns *u;
    double width;
    SB_VEC(question) questions;
    int *of, *ofs;      /* questions of an unknown: of[ofs[unknown]] … */
    int *number;        /* [unknown]: + 1 in the problem at hand, or 0 */
    int *loaded, stamp; /* [row]: the last problem it was loaded into */
    sb_answers *answers;
    sb_arena *arena;
} asker;

/* Some unknowns set free, all others held at their true values. */
typedef struct problem {
    sb_system system;
    const int *unknowns, *rows; /* of the whole, by their numbers here */
    sb_feasible *solver;
    double *times;
    bool *binding;
} problem;

/* ---- questions ---- */

static void ask(asker *a, question q)
{
    q.component = -1;
    for (int i = 0; i < q.n; i++)
        if (a->u->reason[q.parts[i].unknown] < 0)
            q.component = a->u->component[q.parts[i].unknown];
        else
            q.known += q.parts[i].times * a->u->truth[q.parts[i].unknown];
    q.secret.low = q.component < 0 ? q.known : q.secret.truth;
    q.secret.high = q.secret.low;
    sb_vec_push(a->arena, &a->questions, q);
}

static void ask_withheld(asker *a, bool *is_asked)
{
    const sb_unknowns *u = a->u;
    const sb_knowledge *k = u->knowledge;
    for (size_t r = 0; r < k->rows.n; r++) {
        const sb_row *row = &k->rows.at[r];
        if (!row->is_secret)
            continue;
        int n = u->first[r + 1] - u->first[r];
        if (n == 1)
            is_asked[u->part[u->first[r]].unknown] = true;
        ask(a, (question){.secret = {.about = row->about, .truth = row->truth},
                          .parts = u->part + u->first[r],
                          .n = n,
                          .known = row->constant});
    }
}

static void ask_rests(asker *a, const bool *is_asked)
{
    const sb_unknowns *u = a->u;
    const sb_facts *facts = u->knowledge->facts;
    for (int i = 0; i < u->n; i++) {
        double n = fabs(u->truth[i]);
        if (is_asked[i] || !(n > 0 && n < facts->cube->spec->disclosure.minimum))
            continue;
        sb_cell_place at = sb_cells_place(u->knowledge->cells, u->example[i]);
        sb_unknown_part *one = sb_arena_one(a->arena, sb_unknown_part);
        *one = (sb_unknown_part){i, 1};
        sb_statement about = {sb_column_of_variable(facts, at.variable), at.place, at.period};
        ask(a, (question){.secret = {.about = about, .is_rest = true, .truth = u->truth[i]},
                          .parts = one,
                          .n = 1});
    }
}

static int by_component(const void *a, const void *b)
{
    const question *x = a, *y = b;
    return (x->component > y->component) - (x->component < y->component);
}

static void list_questions(asker *a)
{
    a->ofs = sb_arena_array(a->arena, int, a->u->n + 2);
    size_t n = 0;
    for (size_t i = 0; i < a->questions.n; i++)
        for (int p = 0; p < a->questions.at[i].n; p++, n++)
            a->ofs[a->questions.at[i].parts[p].unknown + 2]++;
    for (int i = 2; i <= a->u->n + 1; i++)
        a->ofs[i] += a->ofs[i - 1];
    a->of = sb_arena_array(a->arena, int, n);
    for (size_t i = 0; i < a->questions.n; i++)
        for (int p = 0; p < a->questions.at[i].n; p++)
            a->of[a->ofs[a->questions.at[i].parts[p].unknown + 1]++] = (int)i;
}

/* ---- problems ---- */

typedef SB_VEC(int) list;
typedef SB_VEC(double) numbers;

/* The rows that speak of an unknown that is free. */
static problem problem_new(asker *a, const int *unknowns, int n, sb_arena *scratch)
{
    const sb_unknowns *u = a->u;
    list rows = {0}, start = {0}, at = {0};
    numbers times = {0}, low = {0}, high = {0}, least = {0};
    a->stamp++;
    for (int i = 0; i < n; i++) {
        a->number[unknowns[i]] = i + 1;
        sb_vec_push(scratch, &least, u->least[unknowns[i]]);
    }
    sb_vec_push(scratch, &start, 0);
    for (int i = 0; i < n; i++)
        for (int j = u->rows[unknowns[i]]; j < u->rows[unknowns[i] + 1]; j++) {
            int r = u->row[j];
            double held = 0;
            if (a->loaded[r] == a->stamp)
                continue;
            a->loaded[r] = a->stamp;
            for (int e = u->first[r]; e < u->first[r + 1]; e++) {
                sb_unknown_part part = u->part[e];
                if (!a->number[part.unknown]) {
                    held += part.times * u->truth[part.unknown];
                    continue;
                }
                sb_vec_push(scratch, &at, a->number[part.unknown] - 1);
                sb_vec_push(scratch, &times, part.times);
            }
            sb_vec_push(scratch, &rows, r);
            sb_vec_push(scratch, &start, (int)at.n);
            sb_vec_push(scratch, &low, u->knowledge->rows.at[r].low - held);
            sb_vec_push(scratch, &high, u->knowledge->rows.at[r].high - held);
        }
    problem p = {.unknowns = unknowns, .rows = rows.at};
    p.system =
        (sb_system){(int)rows.n, n, start.at, at.at, times.at, low.at, high.at, least.at};
    p.solver = sb_feasible_new(&p.system, scratch);
    p.times = sb_arena_array(scratch, double, n);
    p.binding = sb_arena_array(scratch, bool, rows.n);
    return p;
}

static void problem_end(asker *a, problem *p)
{
    for (int i = 0; i < p->system.n_unknowns; i++)
        a->number[p->unknowns[i]] = 0;
    sb_feasible_free(p->solver);
}

/* The unknowns nearest to the question, up to so many. */
static list nearby(asker *a, const question *q, int most, sb_arena *scratch)
{
    const sb_unknowns *u = a->u;
    list found = {0};
    a->stamp++;
    for (int i = 0; i < q->n; i++)
        if (u->reason[q->parts[i].unknown] < 0) {
            a->number[q->parts[i].unknown] = 1;
            sb_vec_push(scratch, &found, q->parts[i].unknown);
        }
    for (size_t i = 0; i < found.n && found.n < (size_t)most; i++)
        for (int j = u->rows[found.at[i]]; j < u->rows[found.at[i] + 1]; j++) {
            int r = u->row[j];
            if (a->loaded[r] == a->stamp)
                continue;
            a->loaded[r] = a->stamp;
            for (int e = u->first[r]; e < u->first[r + 1] && found.n < (size_t)most; e++) {
                int next = u->part[e].unknown;
                if (u->reason[next] >= 0 || a->number[next])
                    continue;
                a->number[next] = 1;
                sb_vec_push(scratch, &found, next);
            }
        }
    return found;
}

/* ---- answers ---- */

static bool is_wide(const asker *a, const question *q)
{
    return q->secret.high - q->secret.low >= a->width;
}

/* The solution at hand stretches the intervals of all that it moves. */
static void witness(asker *a, const problem *p)
{
    const sb_unknowns *u = a->u;
    const double *point = sb_feasible_point(p->solver);
    for (int i = 0; point && i < p->system.n_unknowns; i++)
        for (int j = a->ofs[p->unknowns[i]]; j < a->ofs[p->unknowns[i] + 1]; j++) {
            question *q = &a->questions.at[a->of[j]];
            double sum = q->known;
            if (q->is_answered || is_wide(a, q))
                continue;
            for (int e = 0; e < q->n; e++) {
                int unknown = q->parts[e].unknown, at = a->number[unknown];
                if (u->reason[unknown] < 0)
                    sum += q->parts[e].times * (at ? point[at - 1] : u->truth[unknown]);
            }
            q->secret.low = fmin(q->secret.low, ceil(sum - 1e-4));
            q->secret.high = fmax(q->secret.high, floor(sum + 1e-4));
        }
}

/* How far the question moves in the problem. */
static void solve(asker *a, question *q, problem *p)
{
    double low, high, known = q->known;
    memset(p->times, 0, (size_t)p->system.n_unknowns * sizeof *p->times);
    memset(p->binding, 0, (size_t)p->system.n_rows * sizeof *p->binding);
    for (int i = 0; i < q->n; i++) {
        int unknown = q->parts[i].unknown;
        if (a->number[unknown])
            p->times[a->number[unknown] - 1] += q->parts[i].times;
        else if (a->u->reason[unknown] < 0)
            known += q->parts[i].times * a->u->truth[unknown];
    }
    if (!sb_feasible_least(p->solver, p->times, &low, p->binding))
        return; /* nothing is proved: as if it could be derived */
    witness(a, p);
    if (!sb_feasible_most(p->solver, &high, p->binding))
        return;
    witness(a, p);
    q->secret.low = fmin(q->secret.low, ceil(known + low - 1e-4)); /* whole numbers */
    q->secret.high = fmax(q->secret.high, floor(known + high + 1e-4));
}

/* The row, and the rows that tell its other parts. */
static void add_reasons(const sb_unknowns *u, int r, list *into, sb_arena *arena)
{
    sb_vec_push(arena, into, r);
    for (int i = u->first[r]; i < u->first[r + 1]; i++) {
        int reason = u->reason[u->part[i].unknown];
        if (reason >= 0 && reason != r)
            sb_vec_push(arena, into, reason);
    }
}

/* Note which rows bound a narrow interval; p NULL: it is known. */
static void explain(asker *a, question *q, const problem *p)
{
    list rows = {0};
    for (int i = 0; i < q->n; i++)
        if (a->u->reason[q->parts[i].unknown] >= 0)
            add_reasons(a->u, a->u->reason[q->parts[i].unknown], &rows, a->arena);
    for (int r = 0; p && r < p->system.n_rows; r++)
        if (p->binding[r])
            add_reasons(a->u, p->rows[r], &rows, a->arena);
    q->secret.rows = rows.at;
    q->secret.n_rows = (int)rows.n;
}

static void answer_in(asker *a, question *q, problem *p, bool is_whole)
{
    solve(a, q, p);
    q->is_answered = is_whole;
    if (is_whole && !is_wide(a, q))
        explain(a, q, p);
}

/* One problem for all questions of a component. */
static void answer_whole(asker *a, size_t from, size_t to)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_unknowns *u = a->u;
    int component = a->questions.at[from].component;
    int first = u->members[component], n = u->members[component + 1] - first;
    problem p = problem_new(a, u->member + first, n, scratch);
    for (size_t i = from; i < to; i++)
        if (n <= SMALL || !is_wide(a, &a->questions.at[i]))
            answer_in(a, &a->questions.at[i], &p, true);
    problem_end(a, &p);
}

static void answer_nearby(asker *a, size_t from, size_t to, int size)
{
    for (int most = FIRST_FREE; most < size; most *= STEP)
        for (size_t i = from; i < to; i++) {
            SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
            question *q = &a->questions.at[i];
            if (is_wide(a, q))
                continue;
            list free = nearby(a, q, most, scratch);
            problem p = problem_new(a, free.at, (int)free.n, scratch);
            answer_in(a, q, &p, false);
            problem_end(a, &p);
        }
}

/* All that the answers depend on, as one number. */
static uint64_t key_of(asker *a, size_t from, size_t to)
{
    const sb_unknowns *u = a->u;
    int component = a->questions.at[from].component, first = u->members[component];
    int n = u->members[component + 1] - first;
    uint64_t key = (uint64_t)n;
    a->stamp++;
    for (int i = 0; i < n; i++)
        a->number[u->member[first + i]] = i + 1;
    for (int i = 0; i < n; i++) {
        int unknown = u->member[first + i];
        key = sb_mix(key ^ sb_mix_double(u->truth[unknown]));
        key = sb_mix(key ^ sb_mix_double(u->least[unknown]));
        for (int j = u->rows[unknown]; j < u->rows[unknown + 1]; j++) {
            int r = u->row[j];
            double known = 0;
            if (a->loaded[r] == a->stamp)
                continue;
            a->loaded[r] = a->stamp;
            for (int e = u->first[r]; e < u->first[r + 1]; e++) {
                sb_unknown_part part = u->part[e];
                int at = a->number[part.unknown];
                known += at ? 0 : part.times * u->truth[part.unknown];
                if (at)
                    key = sb_mix(key ^ sb_mix_double(part.times) ^ (uint64_t)at);
            }
            key = sb_mix(key ^ sb_mix_double(u->knowledge->rows.at[r].low - known));
            key = sb_mix(key ^ sb_mix_double(u->knowledge->rows.at[r].high - known));
        }
    }
    for (size_t i = from; i < to; i++) {
        const question *q = &a->questions.at[i];
        key = sb_mix(key ^ sb_mix_double(q->known));
        for (int e = 0; e < q->n; e++)
            key = sb_mix(key ^ sb_mix_double(q->parts[e].times) ^
                         (uint64_t)a->number[q->parts[e].unknown]);
    }
    for (int i = 0; i < n; i++)
        a->number[u->member[first + i]] = 0;
    return key;
}

static struct answer *answer_at(const sb_answers *all, uint64_t key)
{
    size_t at = key & (all->room - 1);
    while (all->at[at].ranges && all->at[at].key != key)
        at = (at + 1) & (all->room - 1);
    return &all->at[at];
}

static void grow(sb_answers *all)
{
    sb_answers old = *all;
    all->room *= 2;
    all->at = sb_arena_array(all->arena, struct answer, all->room);
    for (size_t i = 0; i < old.room; i++)
        if (old.at[i].ranges)
            *answer_at(all, old.at[i].key) = old.at[i];
}

/* Keep the answers if all are wide: a narrow one must be explained each time. */
static void remember(asker *a, uint64_t key, size_t from, size_t to)
{
    sb_answers *all = a->answers;
    for (size_t i = from; i < to; i++)
        if (!is_wide(a, &a->questions.at[i]))
            return;
    sb_range *ranges = sb_arena_array(all->arena, sb_range, to - from);
    for (size_t i = from; i < to; i++)
        ranges[i - from] =
            (sb_range){a->questions.at[i].secret.low, a->questions.at[i].secret.high};
    if (2 * ++all->n > all->room)
        grow(all);
    *answer_at(all, key) = (struct answer){key, ranges};
}

static void answer_component(asker *a, size_t from, size_t to)
{
    const sb_unknowns *u = a->u;
    int component = a->questions.at[from].component;
    int size = u->members[component + 1] - u->members[component];
    uint64_t key = key_of(a, from, to);
    const sb_range *ranges = answer_at(a->answers, key)->ranges;
    for (size_t i = from; ranges && i < to; i++) {
        a->questions.at[i].secret.low = ranges[i - from].low;
        a->questions.at[i].secret.high = ranges[i - from].high;
    }
    if (ranges)
        return;
    bool is_open = size <= SMALL;
    if (!is_open)
        answer_nearby(a, from, to, size);
    for (size_t i = from; i < to && !is_open; i++)
        is_open = !is_wide(a, &a->questions.at[i]);
    if (is_open)
        answer_whole(a, from, to);
    remember(a, key, from, to);
}

static void answer_all(asker *a)
{
    size_t n = a->questions.n;
    for (size_t from = 0, to; from < n; from = to) {
        int component = a->questions.at[from].component;
        for (to = from; to < n && a->questions.at[to].component == component;)
            to++;
        if (component >= 0)
            answer_component(a, from, to);
        for (size_t i = from; component < 0 && i < to; i++)
            explain(a, &a->questions.at[i], NULL);
    }
}

sb_answers *sb_answers_new(sb_arena *arena)
{
    sb_answers *answers = sb_arena_one(arena, sb_answers);
    *answers = (sb_answers){.room = 64, .arena = arena};
    answers->at = sb_arena_array(arena, struct answer, answers->room);
    return answers;
}

const sb_secret *sb_secrets_find(const sb_unknowns *u, double width, sb_answers *answers,
                                 size_t *n, sb_arena *arena)
{
    asker a = {.u = u, .width = width, .answers = answers, .arena = arena};
    bool *is_asked = sb_arena_array(arena, bool, u->n);
    a.number = sb_arena_array(arena, int, u->n);
    a.loaded = sb_arena_array(arena, int, u->knowledge->rows.n);
    ask_withheld(&a, is_asked);
    ask_rests(&a, is_asked);
    if (a.questions.n)
        qsort(a.questions.at, a.questions.n, sizeof *a.questions.at, by_component);
    list_questions(&a);
    answer_all(&a);
    sb_secret *secrets = sb_arena_array(arena, sb_secret, a.questions.n);
    for (size_t i = 0; i < a.questions.n; i++)
        secrets[i] = a.questions.at[i].secret;
    *n = a.questions.n;
    return secrets;
}
