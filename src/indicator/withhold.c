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

enum { MOST_PASSES = 100, MOST_ROUNDS = 32 };

typedef struct mark {
    sb_statement at;
    double weight;
    size_t region;
    int group; /* alike for values that tell one count: they are withheld together */
    bool is_decided;
} mark;

typedef struct withholder {
    sb_facts *facts;
    double width;
    SB_VEC(mark) marks;
    int n_groups; /* of marks */
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
        sum += k->tellings.at[i].is_past ? INFINITY : weight_of(w->facts, k->tellings.at[i].by);
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

/* Small counts must not be derived, nor any of too few people; what is withheld for their sake
 * may. */
static bool is_primary(const withholder *w, const sb_secret *secret)
{
    bool is_small = fabs(secret->truth) < w->facts->cube->spec->disclosure.minimum;
    return is_small || (!secret->is_rest && secret->truth != 0 &&
                        sb_facts_are_few(w->facts, secret->about.place, secret->about.period));
}

static bool is_in_danger(const withholder *w, const sb_secret *secret)
{
    return is_primary(w, secret) && !(secret->high - secret->low >= w->width);
}

static bool is_chosen(const bool *chosen, const sb_secret *secret)
{
    for (int i = 0; i < secret->n_rows; i++)
        if (chosen[secret->rows[i]])
            return true;
    return false;
}

/* Where a mark is of use: in the counts of one variable and period. */
static size_t region_of(const withholder *w, const sb_cells *cells, size_t cell)
{
    sb_cell_place at = sb_cells_place(cells, cell);
    return (size_t)at.variable * (size_t)w->facts->cube->n_periods + (size_t)at.period;
}

static void withhold_row(withholder *w, const sb_knowledge *k, int row)
{
    double weight = weight_of_row(w, k, row);
    size_t region = region_of(w, k->cells, k->parts.at[k->rows.at[row].first].cell);
    w->n_groups++;
    for (int i = k->rows.at[row].told; i >= 0; i = k->tellings.at[i].next) {
        sb_statement by = k->tellings.at[i].by;
        set_mark(w, by, true);
        sb_vec_push(w->arena, &w->marks, ((mark){by, weight, region, w->n_groups, false}));
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

/* Count secrets in danger, by region. */
static size_t count_narrow(const withholder *w, size_t *by_region, sb_arena *scratch)
{
    attack a = attack_new(w, scratch);
    size_t narrow = 0;
    for (size_t i = 0; i < a.n; i++)
        if (is_in_danger(w, &a.secrets[i])) {
            by_region[region_of(w, a.knowledge->cells, a.secrets[i].cell)]++;
            narrow++;
        }
    return narrow;
}

/* One row after the other, the weightiest first; rows of one mark stay together. */
static int by_weight(const void *a, const void *b)
{
    const mark *x = a, *y = b;
    return (x->weight < y->weight) - (x->weight > y->weight);
}

/* Print again what need not be withheld: in each round one count of each region is tried. */
static void give_back(withholder *w)
{
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    size_t n_regions = (size_t)w->facts->cube->n_variables * (size_t)w->facts->cube->n_periods;
    size_t *before = sb_arena_array(arena, size_t, n_regions), left = w->marks.n;
    if (left == 0)
        return;
    count_narrow(w, before, arena);
    qsort(w->marks.at, w->marks.n, sizeof *w->marks.at, by_weight);
    for (int round = 0; round < MOST_ROUNDS && left > 0; round++) {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        size_t *now = sb_arena_array(scratch, size_t, n_regions);
        int *tried = sb_arena_array(scratch, int, n_regions); /* row + 1 */
        for (size_t i = 0; i < w->marks.n; i++) {
            mark *m = &w->marks.at[i];
            if (m->is_decided || (tried[m->region] && tried[m->region] != m->group))
                continue;
            tried[m->region] = m->group;
            set_mark(w, m->at, false);
        }
        sb_facts_evaluate(w->facts);
        count_narrow(w, now, scratch);
        for (size_t i = 0; i < w->marks.n; i++) {
            mark *m = &w->marks.at[i];
            if (m->is_decided || tried[m->region] != m->group)
                continue;
            m->is_decided = true;
            left--;
            if (now[m->region] > before[m->region])
                set_mark(w, m->at, true);
        }
    }
    sb_facts_evaluate(w->facts);
}

/* Counts that hang together beyond one variable and period were given back too lightly. */
static void take_back(withholder *w, size_t narrow)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    size_t *ignored =
        sb_arena_array(scratch, size_t,
                       (size_t)w->facts->cube->n_variables * (size_t)w->facts->cube->n_periods);
    if (count_narrow(w, ignored, scratch) <= narrow)
        return;
    for (size_t i = 0; i < w->marks.n; i++)
        set_mark(w, w->marks.at[i].at, true);
    sb_facts_evaluate(w->facts);
}

/* The column, or the one that compares it; a group as formulas write it: leute[alter = jung,
 * geschlecht = m]. */
static const char *name_of(const withholder *w, int column)
{
    const sb_facts *facts = w->facts;
    const sb_groups *g = sb_groups_lookup(facts, column);
    while (!g && !*facts->columns[column].info.id && facts->columns[column].compared_by >= 0)
        column = facts->columns[column].compared_by;
    if (!g)
        return facts->columns[column].info.id;
    const sb_variable *v = &facts->cube->variables[g->variable];
    const sb_spec_dimension *by = &facts->cube->spec->groups[v->dimensions[g->by]], *across;
    int group = (column - g->first) / g->n_across, side = (column - g->first) % g->n_across;
    if (g->across < 0)
        return sb_arena_printf(w->arena, "%s[%s = %s]", v->id, by->id, by->groups[group].label);
    across = &facts->cube->spec->groups[v->dimensions[g->across]];
    return sb_arena_printf(w->arena, "%s[%s = %s, %s = %s]", v->id, by->id,
                           by->groups[group].label, across->id, across->groups[side].label);
}

static void note(withholder *w)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    attack found = attack_new(w, scratch);
    sb_exposure *all = sb_arena_array(w->arena, sb_exposure, found.n);
    for (size_t i = 0; i < found.n; i++) {
        const sb_secret *s = &found.secrets[i];
        all[i] = (sb_exposure){
            .id = name_of(w, s->about.column),
            .place = s->about.place,
            .period = s->about.period,
            .low = s->low,
            .high = s->high,
            .count = s->truth,
            .is_rest = s->is_rest,
            .is_secondary = !is_primary(w, s),
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
    if ((rule->minimum <= 1 && !facts->few) || !has_secrets(facts))
        return;
    withholder w = {.facts = facts, .answers = sb_answers_new(arena), .arena = arena};
    w.width = rule->protection > 0 ? rule->protection : rule->base > 1 ? 1 : rule->minimum;
    size_t narrow = 0;
    for (int pass = 0; rule->has_secondary && pass < MOST_PASSES; pass++) {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        attack a = attack_new(&w, scratch);
        narrow = 0;
        for (size_t i = 0; i < a.n; i++)
            narrow += is_in_danger(&w, &a.secrets[i]);
        if (!protect(&w, &a, scratch))
            break;
        sb_facts_evaluate(facts);
    }
    give_back(&w);
    take_back(&w, narrow);
    note(&w);
}
