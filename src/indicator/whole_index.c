/* An index and what it hangs on. */
#include "indicator/whole.h"

#include <string.h>

/* Areas named, or of too few people. */
static void leave_out(sb_whole *w, const sb_spec_composite *spec)
{
    const sb_level *level = &w->facts->cube->areas->levels[w->level];
    for (int a = 0; a < w->n; a++) {
        bool is_out = false;
        for (int i = 0; i < spec->n_without; i++)
            is_out = is_out || strcmp(spec->without[i], level->areas[a].key) == 0;
        if (spec->population) {
            sb_value v = sb_whole_value(w, spec->n_parts, a);
            is_out = is_out || !(v.number >= spec->minimum);
        }
        if (is_out)
            w->state[a] = SB_NOT_MEANINGFUL;
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

sb_composite sb_whole_composite(sb_whole *w)
{
    const sb_spec_composite *spec = w->column->spec->composite;
    sb_composite_part *parts = sb_arena_array(w->scratch, sb_composite_part, spec->n_parts);
    double **values = sb_arena_array(w->scratch, double *, spec->n_parts);
    int *dimension = sb_arena_array(w->scratch, int, spec->n_parts), n_dimensions = 1;
    for (int i = 0; i < spec->n_parts; i++) {
        dimension[i] = dimension_of(spec, i, dimension);
        n_dimensions = dimension[i] >= n_dimensions ? dimension[i] + 1 : n_dimensions;
        values[i] = sb_whole_values(w, i);
        double sign = sb_whole_sign(w->facts, w->column->members[i]);
        parts[i] = (sb_composite_part){values[i], sign * spec->parts[i].weight, dimension[i]};
    }
    leave_out(w, spec);
    for (int i = 0; i < spec->n_parts; i++)
        w->n_in = sb_whole_leave_out(w, values[i]);
    double *people = NULL;
    if (spec->is_weighted) {
        people = sb_arena_array(w->scratch, double, w->n);
        for (int a = 0; a < w->n; a++)
            people[a] = sb_whole_value(w, spec->n_parts, a).number;
    }
    return (sb_composite){parts,        spec->n_parts,   n_dimensions, w->n,
                          spec->method, spec->is_sample, people};
}

void sb_whole_index(sb_whole *w, double *out)
{
    sb_composite composite = sb_whole_composite(w);
    sb_composite_fault fault = sb_composite_compute(&composite, out, NULL, NULL, w->scratch);
    w->faulty = fault.part;
    w->fault = fault.kind == SB_INDEX_ALIKE     ? SB_WHOLE_ALIKE
               : fault.kind == SB_INDEX_TOO_FEW ? SB_WHOLE_TOO_FEW
                                                : SB_WHOLE_GOOD;
}
