/* Columns that are computed for a level as a whole: indices and allocations. */
#include "indicator/allocate.h"
#include "indicator/columns.h"
#include "indicator/composite.h"

#include <string.h>

/* A level in one period while it is computed. */
typedef struct slice {
    const sb_facts *facts;
    const sb_column *column;
    int level, period, n;
    uint8_t *state; /* [area]: SB_NUMBER, or why it takes no part */
    sb_arena *scratch;
} slice;

static sb_value member_at(const slice *s, int member, int area)
{
    return sb_facts_value(s->facts, s->column->members[member], (sb_place){s->level, area},
                          s->period);
}

/* The values of a member; areas without a number take no part. */
static double *values_of(slice *s, int member)
{
    double *values = sb_arena_array(s->scratch, double, s->n);
    for (int a = 0; a < s->n; a++) {
        sb_value v = member_at(s, member, a);
        values[a] = v.number;
        bool is_worse = v.state == SB_WITHHELD || s->state[a] == SB_NUMBER;
        if (!sb_value_is_number(v) && is_worse)
            s->state[a] = v.state;
    }
    return values;
}

/* ---- index ---- */

/* Areas named, or of too few people. */
static void leave_out(slice *s, const sb_spec_composite *spec)
{
    const sb_level *level = &s->facts->cube->areas->levels[s->level];
    for (int a = 0; a < s->n; a++) {
        bool is_out = false;
        for (int i = 0; i < spec->n_without; i++)
            is_out = is_out || strcmp(spec->without[i], level->areas[a].key) == 0;
        if (spec->population) {
            sb_value v = member_at(s, spec->n_parts, a);
            is_out = is_out || !(v.number >= spec->minimum);
        }
        if (is_out)
            s->state[a] = SB_NOT_MEANINGFUL;
    }
}

/* Dimensions numbered as they come; parts without one make one together. */
static int dimension_of(const sb_spec_composite *spec, int part, int *of)
{
    int n = 0;
    for (int i = 0; i < part; i++) {
        const char *a = spec->parts[i].dimension, *b = spec->parts[part].dimension;
        if ((!a && !b) || (a && b && strcmp(a, b) == 0))
            return of[i];
        n = of[i] >= n ? of[i] + 1 : n;
    }
    return n;
}

static bool compose(slice *s, double *out)
{
    const sb_spec_composite *spec = s->column->spec->composite;
    sb_composite_part *parts = sb_arena_array(s->scratch, sb_composite_part, spec->n_parts);
    int *dimension = sb_arena_array(s->scratch, int, spec->n_parts), n_dimensions = 1;
    for (int i = 0; i < spec->n_parts; i++) {
        const sb_column *member = &s->facts->columns[s->column->members[i]];
        double sign = member->info.direction == SB_MORE_IS_BETTER ? -1 : 1;
        dimension[i] = dimension_of(spec, i, dimension);
        n_dimensions = dimension[i] >= n_dimensions ? dimension[i] + 1 : n_dimensions;
        double *values = values_of(s, i);
        parts[i] = (sb_composite_part){values, sign * spec->parts[i].weight, dimension[i]};
    }
    leave_out(s, spec);
    for (int i = 0; i < spec->n_parts; i++)
        for (int a = 0; a < s->n; a++)
            if (s->state[a] != SB_NUMBER)
                ((double *)parts[i].values)[a] = (double)NAN;
    return sb_composite(parts, spec->n_parts, n_dimensions, s->n, spec->method, spec->is_sample,
                        out, s->scratch);
}

/* ---- allocation ---- */

static bool allocate(slice *s, double *out)
{
    const sb_spec_allocation *spec = s->column->spec->allocation;
    double unit = pow(10, s->column->spec->digits);
    double *people = values_of(s, 0), *index = NULL;
    if (spec->index)
        index = values_of(s, 1);
    else {
        index = sb_arena_array(s->scratch, double, s->n);
        for (int a = 0; a < s->n; a++)
            index[a] = 1;
    }
    for (int a = 0; a < s->n; a++)
        if (s->state[a] != SB_NUMBER)
            people[a] = (double)NAN;
    int64_t *amounts = sb_arena_array(s->scratch, int64_t, s->n);
    bool is_good = sb_allocate(llround(spec->amount * unit), spec->base / 100, people, index,
                               s->n, amounts, s->scratch);
    for (int a = 0; a < s->n; a++)
        out[a] = (double)amounts[a] / unit;
    return is_good;
}

/* ---- both ---- */

void sb_column_compute(const sb_facts *facts, sb_column *column)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_cube *cube = facts->cube;
    for (int l = 0; l < cube->areas->n_levels; l++)
        for (int p = 0; p < cube->n_periods; p++) {
            slice s = {facts, column, l, p, cube->areas->levels[l].n, NULL, scratch};
            s.state = sb_arena_array(scratch, uint8_t, s.n);
            double *out = sb_arena_array(scratch, double, s.n);
            bool is_good = column->spec->composite ? compose(&s, out) : allocate(&s, out);
            for (int a = 0; a < s.n; a++) {
                sb_value v = s.state[a] != SB_NUMBER ? sb_value_without((sb_state)s.state[a])
                             : is_good               ? sb_value_number(out[a])
                                                     : sb_value_without(SB_NOT_MEANINGFUL);
                if (column->spec->composite && v.state == SB_NOTHING)
                    v.state = SB_NUMBER; /* the mean, not nothing */
                column->levels[l][(size_t)a * (size_t)cube->n_periods + (size_t)p] = v;
            }
        }
}
