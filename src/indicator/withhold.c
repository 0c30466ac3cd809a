/* Secondary withholding: no count that is withheld can be computed back from what is printed.
 *
 * As long as some secret's interval (knowledge.h) is narrower than the protection, the printed
 * statement of least weight among those that tell it is withheld too and everything is
 * evaluated again; then what turned out not to be needed is printed after all.
 * Compare: hypercube method and modular approach of tau-Argus and sdcTable, which choose cells
 * before they compute intervals; here the interval decides each time.
 */
#include "indicator/columns.h"
#include "indicator/knowledge.h"

#include <stdlib.h>

enum { MOST_PASSES = 16, MOST_TRIALS = 24, MOST_ROWS = 5000 };

typedef struct mark {
    sb_statement at;
    double weight;
} mark;

typedef struct withholder {
    sb_facts *facts;
    double width;
    SB_VEC(mark) marks;
    sb_arena *arena;
} withholder;

static sb_value value_of(const sb_facts *facts, sb_statement s)
{
    return sb_facts_value(facts, s.column, s.place, s.period);
}

static void set_mark(withholder *w, sb_statement s, bool is_marked)
{
    const sb_cube *cube = w->facts->cube;
    sb_column *column = &w->facts->columns[s.column];
    if (!column->marks) {
        column->marks = sb_arena_array(w->arena, bool *, cube->areas->n_levels);
        for (int l = 0; l < cube->areas->n_levels; l++)
            column->marks[l] = sb_arena_array(
                w->arena, bool, (size_t)cube->areas->levels[l].n *(size_t)cube->n_periods);
    }
    size_t at = (size_t)s.place.area * (size_t)cube->n_periods + (size_t)s.period;
    column->marks[s.place.level][at] = is_marked;
}

/* What is lost with a statement: upper levels and totals are needed most.  Nothing is lost, and
 * nothing won, by withholding what reads as zero. */
static double weight_of(const sb_facts *facts, sb_statement s)
{
    sb_value v = value_of(facts, s);
    if (!sb_value_is_number(v) || v.number == 0)
        return INFINITY;
    const sb_column *column = &facts->columns[s.column];
    double share = column->info.is_count ? 0 : 1e6;
    return fmin(fabs(v.number), 1e6) + share + 1e8 * s.place.level;
}

/* The lightest statement that tells the secret, or false. */
static bool lightest(const withholder *w, const sb_knowledge *k, const sb_secret *secret,
                     int *best)
{
    double least = INFINITY;
    for (int i = 0; i < secret->n_rows; i++) {
        sb_statement s;
        if (!sb_knowledge_statement(k, secret->rows[i], &s))
            continue;
        double weight = weight_of(w->facts, s);
        if (weight < least) {
            least = weight;
            *best = secret->rows[i];
        }
    }
    return least < INFINITY;
}

/* Small counts must not be derived; what is withheld for their sake may. */
static bool is_in_danger(const withholder *w, const sb_secret *secret)
{
    return fabs(secret->truth) < w->facts->cube->spec->disclosure.minimum &&
           !(secret->high - secret->low >= w->width);
}

static bool is_chosen(const bool *chosen, const sb_secret *secret)
{
    for (int i = 0; i < secret->n_rows; i++)
        if (chosen[secret->rows[i]])
            return true;
    return false;
}

/* Mark one statement for each secret in danger, and all that say the same.  False: nothing is
 * in danger, or nothing helps. */
static bool protect(withholder *w, sb_knowledge *k, const sb_secret *secrets, size_t n,
                    sb_arena *scratch)
{
    int n_rows = sb_knowledge_rows(k), row;
    bool *chosen = sb_arena_array(scratch, bool, n_rows), is_any = false;
    for (size_t i = 0; i < n; i++) {
        if (!is_in_danger(w, &secrets[i]) || is_chosen(chosen, &secrets[i]) ||
            !lightest(w, k, &secrets[i], &row))
            continue;
        is_any = true;
        for (int r = 0; r < n_rows; r++) {
            sb_statement s;
            if (sb_knowledge_same(k, r) != sb_knowledge_same(k, row) ||
                !sb_knowledge_statement(k, r, &s))
                continue;
            chosen[r] = true;
            double weight = weight_of(w->facts, s);
            set_mark(w, s, true);
            sb_vec_push(w->arena, &w->marks, ((mark){s, weight}));
        }
    }
    return is_any;
}

static size_t count_narrow(const withholder *w, sb_arena *scratch)
{
    size_t n, narrow = 0;
    const sb_secret *secrets =
        sb_knowledge_secrets(sb_knowledge_new(w->facts, scratch), w->width, &n);
    for (size_t i = 0; i < n; i++)
        narrow += is_in_danger(w, &secrets[i]);
    return narrow;
}

static int by_weight(const void *a, const void *b)
{
    const mark *x = a, *y = b;
    return (x->weight < y->weight) - (x->weight > y->weight);
}

/* Print again what need not be withheld, the weightiest first. */
static void give_back(withholder *w, int n_rows)
{
    SB_AUTO(sb_arena_drop) sb_arena *first = sb_arena_new(0);
    if (w->marks.n == 0 || w->marks.n > MOST_TRIALS || n_rows > MOST_ROWS)
        return;
    size_t before = count_narrow(w, first);
    qsort(w->marks.at, w->marks.n, sizeof *w->marks.at, by_weight);
    for (size_t i = 0; i < w->marks.n; i++) {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        set_mark(w, w->marks.at[i].at, false);
        sb_facts_evaluate(w->facts);
        if (count_narrow(w, scratch) <= before)
            continue;
        set_mark(w, w->marks.at[i].at, true);
        sb_facts_evaluate(w->facts);
    }
}

static void note(withholder *w, sb_arena *scratch)
{
    const sb_spec_disclosure *rule = &w->facts->cube->spec->disclosure;
    size_t n;
    const sb_secret *secrets =
        sb_knowledge_secrets(sb_knowledge_new(w->facts, scratch), w->width, &n);
    sb_exposure *all = sb_arena_array(w->arena, sb_exposure, n);
    for (size_t i = 0; i < n; i++) {
        const sb_secret *s = &secrets[i];
        all[i] = (sb_exposure){
            .id = w->facts->columns[s->about.column].info.id,
            .place = s->about.place,
            .period = s->about.period,
            .low = s->low,
            .high = s->high,
            .count = s->truth,
            .is_rest = s->is_rest,
            .is_open = s->is_open,
            .is_secondary = fabs(s->truth) >= rule->minimum,
            .is_narrow = is_in_danger(w, s),
        };
    }
    w->facts->exposures = all;
    w->facts->n_exposures = n;
}

void sb_facts_withhold(sb_facts *facts, sb_arena *arena)
{
    const sb_spec_disclosure *rule = &facts->cube->spec->disclosure;
    if (rule->minimum <= 1)
        return;
    withholder w = {.facts = facts, .arena = arena};
    w.width = rule->protection > 0 ? rule->protection : rule->minimum;
    int n_rows = 0;
    for (int pass = 0; rule->has_secondary && pass < MOST_PASSES; pass++) {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        sb_knowledge *k = sb_knowledge_new(facts, scratch);
        size_t n;
        n_rows = sb_knowledge_rows(k);
        const sb_secret *secrets = sb_knowledge_secrets(k, w.width, &n);
        if (!protect(&w, k, secrets, n, scratch))
            break;
        sb_facts_evaluate(facts);
    }
    give_back(&w, n_rows);
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    note(&w, scratch);
}
