/* A budget shared out over the areas of a level, with its derivation. */
#include "indicator/allocate.h"
#include "indicator/whole.h"

int sb_whole_level(const sb_whole *w)
{
    const sb_spec_allocation *spec = w->column->spec->allocation;
    return spec && spec->level ? sb_areas_level(w->facts->cube->areas, spec->level) : w->level;
}

double *sb_whole_step(const sb_facts *facts, const sb_column *column, int step, sb_place place,
                      int period)
{
    const sb_cube *cube = facts->cube;
    return column->steps[step * cube->areas->n_levels + place.level] +
           (size_t)place.area * (size_t)cube->n_periods + period;
}

/* A member's values, or 1 everywhere where the layout names none. */
static double *values_or_one(sb_whole *w, bool is_named, int member)
{
    if (is_named)
        return sb_whole_values(w, member);
    double *ones = sb_arena_array(w->scratch, double, w->n);
    for (int a = 0; a < w->n; a++)
        ones[a] = 1;
    return ones;
}

static bool is_negative(sb_whole *w, const double *values, int member)
{
    for (int a = 0; a < w->n; a++)
        if (values[a] < 0) {
            w->fault = SB_WHOLE_NEGATIVE;
            w->faulty = member;
            w->faulty_area = a;
            return true;
        }
    return false;
}

static void share_out(sb_whole *w, double *out)
{
    const sb_spec_allocation *spec = w->column->spec->allocation;
    double unit = pow(10, w->column->spec->digits), *steps[SB_STEPS];
    double *heads = sb_whole_values(w, 0), *index = values_or_one(w, spec->index, 1);
    double *supply = spec->supply ? sb_whole_values(w, 1 + !!spec->index) : NULL;
    sb_whole_leave_out(w, heads);
    for (int a = 0; a < w->n && supply; a++)
        supply[a] *= unit;
    if (is_negative(w, heads, 0) || (spec->index && is_negative(w, index, 1)))
        return;
    for (int s = 0; s < SB_STEPS; s++)
        steps[s] = sb_arena_array(w->scratch, double, w->n);
    sb_allocation a = {.units = llround(spec->amount * unit),
                       .base = spec->base / 100,
                       .n = w->n,
                       .heads = heads,
                       .index = index,
                       .supply = supply};
    int64_t *amounts = sb_arena_array(w->scratch, int64_t, w->n);
    if (!sb_allocate(&a, amounts, steps, w->scratch)) {
        w->fault = SB_WHOLE_NO_SHARES;
        return;
    }
    for (int i = 0; i < w->n; i++) {
        out[i] = (double)amounts[i] / unit;
        for (int s = 0; s < SB_STEPS; s++)
            *sb_whole_step(w->facts, w->column, s, (sb_place){w->level, i}, w->period) =
                steps[s][i] / (s >= SB_STEP_BASE ? unit : 1);
    }
}

/* What the areas inside got. */
static void add_up(sb_whole *w, int level, double *out)
{
    const sb_areas *areas = w->facts->cube->areas;
    bool *has_part = sb_arena_array(w->scratch, bool, w->n);
    for (int s = 0; s < SB_STEPS; s++)
        for (int a = 0; a < w->n; a++)
            *sb_whole_step(w->facts, w->column, s, (sb_place){w->level, a}, w->period) = 0;
    for (int a = 0; a < areas->levels[level].n; a++) {
        sb_place from = {level, a}, to = sb_areas_above(areas, from, w->level);
        sb_value v = w->column->levels[level][(size_t)a * (size_t)w->facts->cube->n_periods +
                                              (size_t)w->period];
        if (to.area < 0 || !sb_value_is_number(v))
            continue;
        has_part[to.area] = true;
        w->flags[to.area] |= v.flags;
        out[to.area] += v.number;
        for (int s = 0; s < SB_STEPS; s++)
            *sb_whole_step(w->facts, w->column, s, to, w->period) +=
                *sb_whole_step(w->facts, w->column, s, from, w->period);
    }
    double unit = pow(10, w->column->spec->digits);
    for (int a = 0; a < w->n; a++) {
        out[a] = round(out[a] * unit) / unit; /* whole cents */
        if (!has_part[a])
            w->state[a] = SB_NOT_MEANINGFUL;
    }
}

void sb_whole_allocation(sb_whole *w, double *out)
{
    int level = sb_whole_level(w);
    if (level == w->level)
        share_out(w, out);
    else
        add_up(w, level, out); /* of a level below the named one nothing lies in it */
}
