/* Secondary withholding: no count that is withheld can be computed back from what is printed.
 *
 * As long as some secret's interval (interval.h) is narrower than the protection, the printed
 * count of least weight among those that bound it is withheld too, with every value that tells
 * it, and everything is evaluated again; then what turned out not to be needed is printed
 * after all.
 * Compare: hypercube method and modular approach of tau-Argus and sdcTable, which choose cells
 * before they compute intervals; here the interval decides each time.
 */
#include "indicator/groups.h"
#include "indicator/interval.h"

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
    sb_answers *answers;
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

/* What is lost with a value: upper levels and totals are needed most.  Nothing is lost, and
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

/* Of all values that tell the count of a row. */
static double weight_of_row(const withholder *w, const sb_knowledge *k, int row)
{
    double sum = 0;
    int i = k->rows.at[row].told;
    if (i < 0)
        return INFINITY;
    for (; i >= 0; i = k->tellings.at[i].next)
        sum += weight_of(w->facts, k->tellings.at[i].by);
    return sum;
}

typedef struct choice {
    int row;
    double weight;
} choice;

static void choose(const withholder *w, const sb_knowledge *k, int row, choice *best)
{
    double weight = weight_of_row(w, k, row);
    if (weight < best->weight)
        *best = (choice){row, weight};
}

/* The areas inside that the row was freed of, as they are printed. */
static void choose_inside(const withholder *w, const sb_knowledge *k, const sb_row *row,
                          sb_place place, choice *best)
{
    const sb_areas *areas = w->facts->cube->areas;
    for (int l = 0; l < place.level; l++)
        for (int a = 0; areas->levels[l].above == place.level && a < areas->levels[l].n; a++) {
            if (areas->levels[l].areas[a].parent != place.area)
                continue;
            sb_place inner = {l, a};
            int told = sb_knowledge_row(k, row->count, inner, row->period);
            if (told >= 0 && k->rows.at[told].told >= 0)
                choose(w, k, told, best);
            else
                choose_inside(w, k, row, inner, best);
        }
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

static void withhold_row(withholder *w, const sb_knowledge *k, int row)
{
    for (int i = k->rows.at[row].told; i >= 0; i = k->tellings.at[i].next) {
        sb_statement by = k->tellings.at[i].by;
        double weight = weight_of(w->facts, by);
        set_mark(w, by, true);
        sb_vec_push(w->arena, &w->marks, ((mark){by, weight}));
    }
}

/* What the reader knows now, and what he can find out. */
typedef struct attack {
    sb_knowledge *knowledge;
    const sb_secret *secrets;
    size_t n;
} attack;

static attack attack_new(const withholder *w, sb_arena *scratch)
{
    attack a = {.knowledge = sb_knowledge_new(w->facts, scratch)};
    a.secrets = sb_secrets_find(sb_unknowns_new(a.knowledge, scratch), w->width, w->answers,
                                &a.n, scratch);
    return a;
}

/* Withhold one count for each secret in danger.  False: nothing is in danger, or nothing helps.
 */
static bool protect(withholder *w, const attack *a, sb_arena *scratch)
{
    const sb_knowledge *k = a->knowledge;
    bool *chosen = sb_arena_array(scratch, bool, k->rows.n), is_any = false;
    for (size_t i = 0; i < a->n; i++) {
        const sb_secret *secret = &a->secrets[i];
        choice best = {-1, INFINITY};
        if (!is_in_danger(w, secret) || is_chosen(chosen, secret))
            continue;
        for (int r = 0; r < secret->n_rows; r++) {
            const sb_row *row = &k->rows.at[secret->rows[r]];
            if (row->told < 0)
                continue;
            choose(w, k, secret->rows[r], &best);
            choose_inside(w, k, row, row->place, &best);
        }
        if (best.row < 0 || chosen[best.row])
            continue;
        chosen[best.row] = is_any = true;
        withhold_row(w, k, best.row);
    }
    return is_any;
}

static size_t count_narrow(const withholder *w)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    attack a = attack_new(w, scratch);
    size_t narrow = 0;
    for (size_t i = 0; i < a.n; i++)
        narrow += is_in_danger(w, &a.secrets[i]);
    return narrow;
}

static int by_weight(const void *a, const void *b)
{
    const mark *x = a, *y = b;
    return (x->weight < y->weight) - (x->weight > y->weight);
}

/* Print again what need not be withheld, the weightiest first. */
static void give_back(withholder *w, size_t n_rows)
{
    if (w->marks.n == 0 || w->marks.n > MOST_TRIALS || n_rows > MOST_ROWS)
        return;
    size_t before = count_narrow(w);
    qsort(w->marks.at, w->marks.n, sizeof *w->marks.at, by_weight);
    for (size_t i = 0; i < w->marks.n; i++) {
        set_mark(w, w->marks.at[i].at, false);
        sb_facts_evaluate(w->facts);
        if (count_narrow(w) <= before)
            continue;
        set_mark(w, w->marks.at[i].at, true);
        sb_facts_evaluate(w->facts);
    }
}

/* The column, or the variable whose group it is. */
static const char *name_of(const sb_facts *facts, int column)
{
    const sb_groups *groups = sb_groups_lookup(facts, column);
    return groups ? facts->cube->variables[groups->variable].id
                  : facts->columns[column].info.id;
}

static void note(withholder *w)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_spec_disclosure *rule = &w->facts->cube->spec->disclosure;
    attack found = attack_new(w, scratch);
    sb_exposure *all = sb_arena_array(w->arena, sb_exposure, found.n);
    for (size_t i = 0; i < found.n; i++) {
        const sb_secret *s = &found.secrets[i];
        all[i] = (sb_exposure){
            .id = name_of(w->facts, s->about.column),
            .place = s->about.place,
            .period = s->about.period,
            .low = s->low,
            .high = s->high,
            .count = s->truth,
            .is_rest = s->is_rest,
            .is_secondary = fabs(s->truth) >= rule->minimum,
            .is_narrow = is_in_danger(w, s),
        };
    }
    w->facts->exposures = all;
    w->facts->n_exposures = found.n;
}

/* Sums of cells that are 0 or large are 0 or large: without a small cell, one below 0 and a
 * value that is withheld there is nothing to derive. */
static bool has_secrets(const sb_facts *facts)
{
    const sb_cube *cube = facts->cube;
    for (int v = 0; v < cube->n_variables; v++)
        for (int l = 0; l < cube->areas->n_levels; l++) {
            const sb_value *values = cube->variables[v].levels[l];
            size_t n = (size_t)cube->areas->levels[l].n * (size_t)cube->n_periods *
                       (size_t)cube->variables[v].cells;
            for (size_t i = 0; values && i < n; i++)
                if (values[i].number < cube->spec->disclosure.minimum && values[i].number != 0)
                    return true;
        }
    for (int c = 0; c < facts->n_columns; c++)
        for (int l = 0; l < cube->areas->n_levels; l++) {
            size_t n = (size_t)cube->areas->levels[l].n * (size_t)cube->n_periods;
            for (size_t i = 0; i < n; i++)
                if (facts->columns[c].levels[l][i].state == SB_WITHHELD)
                    return true;
        }
    return false;
}

void sb_facts_withhold(sb_facts *facts, sb_arena *arena)
{
    const sb_spec_disclosure *rule = &facts->cube->spec->disclosure;
    if (rule->minimum <= 1 || !has_secrets(facts))
        return;
    withholder w = {.facts = facts, .answers = sb_answers_new(arena), .arena = arena};
    w.width = rule->protection > 0 ? rule->protection : rule->minimum;
    size_t n_rows = 0;
    for (int pass = 0; rule->has_secondary && pass < MOST_PASSES; pass++) {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        attack a = attack_new(&w, scratch);
        n_rows = a.knowledge->rows.n;
        if (!protect(&w, &a, scratch))
            break;
        sb_facts_evaluate(facts);
    }
    give_back(&w, n_rows);
    note(&w);
}
