#include "indicator/whole.h"

#include <string.h>

/* ---- members ---- */

sb_value sb_whole_value(const sb_whole *w, int member, int area)
{
    return sb_facts_value(w->facts, w->column->members[member], (sb_place){w->level, area},
                          w->period);
}

double *sb_whole_values(sb_whole *w, int member)
{
    double *values = sb_arena_array(w->scratch, double, w->n);
    for (int a = 0; a < w->n; a++) {
        sb_value v = sb_whole_value(w, member, a);
        values[a] = v.number;
        w->flags[a] |= v.flags & (uint8_t)~SB_BY_CHANCE;
        bool is_worse = v.state == SB_WITHHELD || w->state[a] == SB_NUMBER;
        if (!sb_value_is_number(v) && is_worse)
            w->state[a] = v.state;
    }
    return values;
}

int sb_whole_leave_out(const sb_whole *w, double *values)
{
    int n = 0;
    for (int a = 0; a < w->n; a++) {
        if (w->state[a] != SB_NUMBER)
            values[a] = (double)NAN;
        n += w->state[a] == SB_NUMBER;
    }
    return n;
}

const sb_indicator *sb_whole_about(const sb_facts *facts, int column)
{
    const sb_formula *f = facts->columns[column].formula;
    if (!*facts->columns[column].info.id && f && f->op == SB_OP_POINTS)
        column = f->args[0]->column;
    return &facts->columns[column].info;
}

double sb_whole_sign(const sb_facts *facts, int column)
{
    return sb_whole_about(facts, column)->direction == SB_MORE_IS_BETTER ? -1 : 1;
}

/* ---- all ---- */

sb_whole sb_whole_at(const sb_facts *facts, const sb_column *column, int level, int period,
                     sb_arena *scratch)
{
    int n = facts->cube->areas->levels[level].n;
    return (sb_whole){.facts = facts,
                      .column = column,
                      .level = level,
                      .period = period,
                      .n = n,
                      .state = sb_arena_array(scratch, uint8_t, n),
                      .flags = sb_arena_array(scratch, uint8_t, n),
                      .faulty = -1,
                      .scratch = scratch};
}

static void compute(sb_whole *w, double *out)
{
    const sb_spec_indicator *spec = w->column->spec;
    if (spec->composite)
        sb_whole_index(w, out);
    else if (spec->rating)
        sb_whole_rating(w, out);
    else if (spec->matrix)
        sb_whole_matrix(w, out);
    else if (spec->clusters)
        sb_whole_clusters(w, out);
    else
        sb_whole_allocation(w, out);
}

/* FNV-1a over what it is made of: the same again gives the same again. */
static uint64_t inputs_of(const sb_whole *w)
{
    uint64_t hash = 0xcbf29ce484222325u;
    sb_whole from = *w; /* what is added up is made of what lies below */
    from.level = sb_whole_level(w);
    from.n = w->facts->cube->areas->levels[from.level].n;
    for (int m = 0; m < w->column->n_members; m++)
        for (int a = 0; a < from.n; a++) {
            sb_value v = sb_whole_value(&from, m, a);
            uint64_t bits;
            memcpy(&bits, &v.number, sizeof bits);
            hash = (hash ^ v.state) * 0x100000001b3u;
            for (int shift = 0; shift < 64; shift += 16)
                hash = (hash ^ (bits >> shift & 0xffff)) * 0x100000001b3u;
        }
    return hash;
}

static void fill(sb_whole *w, sb_value *into)
{
    size_t step = (size_t)w->facts->cube->n_periods;
    double *out = sb_arena_array(w->scratch, double, w->n);
    compute(w, out);
    for (int a = 0; a < w->n; a++) {
        sb_value v = w->state[a] != SB_NUMBER    ? sb_value_without((sb_state)w->state[a])
                     : w->fault == SB_WHOLE_GOOD ? sb_value_number(out[a])
                                                 : sb_value_without(SB_NOT_MEANINGFUL);
        if (w->column->spec->composite && v.state == SB_NOTHING)
            v.state = SB_NUMBER; /* the mean, not nothing */
        v.flags = w->flags[a];
        into[(size_t)a * step] = v;
    }
}

void sb_column_compute(const sb_facts *facts, sb_column *column)
{
    const sb_cube *cube = facts->cube;
    for (int l = 0; l < cube->areas->n_levels; l++)
        for (int p = 0; p < cube->n_periods; p++) {
            SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
            sb_whole w = sb_whole_at(facts, column, l, p, scratch);
            uint64_t inputs = inputs_of(&w);
            if (column->inputs[l * cube->n_periods + p] == inputs)
                continue;
            column->inputs[l * cube->n_periods + p] = inputs;
            fill(&w, column->levels[l] + p);
        }
}

/* ---- what cannot be ---- */

static void report(const sb_whole *w, sb_diag *diag)
{
    const sb_spec_indicator *spec = w->column->spec;
    const char *level = w->facts->cube->areas->levels[w->level].id;
    sb_span at = spec->node ? spec->node->at : SB_NOWHERE;
    const char *id = w->column->info.id;
    const char *faulty =
        w->faulty < 0 ? id : sb_whole_about(w->facts, w->column->members[w->faulty])->id;
    switch (w->fault) {
    case SB_WHOLE_GOOD:
        return;
    case SB_WHOLE_NO_SHARES:
        sb_fail(diag, SB_E_DATA, at, _("'%s' has nothing to share by on level '%s'"), id,
                level);
        sb_hint(diag, _("the heads or the need are 0 everywhere"));
        return;
    case SB_WHOLE_NEGATIVE: {
        const sb_area *area = &w->facts->cube->areas->levels[w->level].areas[w->faulty_area];
        sb_fail(diag, SB_E_DATA, at, _("'%s' cannot be shared out: '%s' of '%s' (%s) is %.4g"),
                id, faulty, area->key, area->name,
                sb_whole_value(w, w->faulty, w->faulty_area).number);
        sb_hint(diag,
                _("need starts at 0; an index of method z lies round 0: share out by an "
                  "indicator such as 100 + 10 * %s"),
                faulty);
        return;
    }
    case SB_WHOLE_ALIKE:
        sb_fail(diag, SB_E_DATA, at,
                _("'%s' cannot be computed: '%s' is the same in all %d areas of level '%s'"),
                id, faulty, w->n_in, level);
        sb_hint(diag, _("what does not differ cannot be standardised: leave it out"));
        return;
    case SB_WHOLE_TOO_FEW:
        sb_fail(diag, SB_E_DATA, at, _("'%s' has only %d areas on level '%s'"), id, w->n_in,
                level);
        if (spec->clusters)
            sb_hint(diag, _("%d clusters need as many areas at least"), spec->clusters->count);
        else
            sb_hint(diag, _("a principal component needs more areas than its %d indicators"),
                    spec->composite->n_parts);
        return;
    case SB_WHOLE_TOO_EVEN:
        sb_fail(diag, SB_E_DATA, at,
                _("'%s' has %d names, but its values make fewer classes on level '%s'"), id,
                spec->rating->n_names, level);
        sb_hint(diag, _("choose another method, or limits of your own, or fewer names"));
        return;
    }
}

/* The report's period on the lowest level that has values. */
static bool compute_lowest(const sb_facts *facts, const sb_column *column, sb_whole *w,
                           sb_arena *scratch)
{
    const char *label = facts->cube->spec->report.period;
    int period = label ? sb_facts_period(facts, label) : -1;
    for (int l = 0; period >= 0 && l < facts->cube->areas->n_levels; l++) {
        *w = sb_whole_at(facts, column, l, period, scratch);
        double *out = sb_arena_array(scratch, double, w->n);
        compute(w, out);
        if ((w->n_in = sb_whole_leave_out(w, out)) > 0)
            return true;
    }
    return false;
}

void sb_whole_check(const sb_facts *facts, const sb_column *column, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_whole w;
    if (compute_lowest(facts, column, &w, scratch))
        report(&w, diag);
}

/* Nobody may say, or knows, how much they need. */
void sb_whole_warn_of_left_out(const sb_facts *facts, const sb_column *column, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_spec_indicator *spec = column->spec;
    sb_whole w;
    if (!spec->allocation || !compute_lowest(facts, column, &w, scratch))
        return;
    const sb_level *level = &facts->cube->areas->levels[w.level];
    int n = 0, first = -1;
    for (int a = 0; a < w.n; a++)
        if (w.state[a] != SB_NUMBER && w.state[a] != SB_NOT_MEANINGFUL && n++ == 0)
            first = a;
    if (n == 0)
        return;
    sb_warn(diag, SB_E_DATA, spec->node ? spec->node->at : SB_NOWHERE,
            sb_ngettext("'%s' gives nothing to %d area of level '%s', which is '%s' (%s)",
                        "'%s' gives nothing to %d areas of level '%s', as '%s' (%s)", n),
            column->info.id, n, level->id, level->areas[first].key, level->areas[first].name);
    sb_hint(diag,
            w.state[first] == SB_WITHHELD
                ? _("its heads, index or supply are withheld: its part goes to the others")
                : _("its heads, index or supply are not known: its part goes to the "
                    "others"));
}
