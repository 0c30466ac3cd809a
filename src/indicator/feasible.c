#include "indicator/feasible.h"

#include <Clp_C_Interface.h>
#include <float.h>

struct sb_feasible {
    Clp_Simplex *model;
    int n_rows;
};

/* Nobody takes a count for larger; it keeps every problem bounded. */
static const double LARGEST = 1e7;

static double bounded(double v) { return isinf(v) ? copysign(DBL_MAX, v) : v; }

/* CLP wants columns: count them, then put each entry where its column goes on. */
static void load(Clp_Simplex *model, const sb_system *s, sb_arena *scratch)
{
    int n = s->start[s->n_rows];
    CoinBigIndex *start = sb_arena_array(scratch, CoinBigIndex, s->n_unknowns + 2);
    int *row = sb_arena_array(scratch, int, n);
    double *times = sb_arena_array(scratch, double, n);
    for (int i = 0; i < n; i++)
        start[s->unknown[i] + 2]++;
    for (int u = 2; u <= s->n_unknowns + 1; u++)
        start[u] += start[u - 1];
    for (int r = 0; r < s->n_rows; r++)
        for (int i = s->start[r]; i < s->start[r + 1]; i++) {
            CoinBigIndex at = start[s->unknown[i] + 1]++;
            row[at] = r;
            times[at] = s->times[i];
        }
    double *least = sb_arena_array(scratch, double, s->n_unknowns);
    double *most = sb_arena_array(scratch, double, s->n_unknowns);
    double *none = sb_arena_array(scratch, double, s->n_unknowns);
    double *low = sb_arena_array(scratch, double, s->n_rows);
    double *high = sb_arena_array(scratch, double, s->n_rows);
    for (int u = 0; u < s->n_unknowns; u++) {
        least[u] = bounded(s->least[u]);
        most[u] = LARGEST;
    }
    for (int r = 0; r < s->n_rows; r++) {
        low[r] = bounded(s->low[r]);
        high[r] = bounded(s->high[r]);
    }
    Clp_loadProblem(model, s->n_unknowns, s->n_rows, start, row, times, least, most, none, low,
                    high);
}

sb_feasible *sb_feasible_new(const sb_system *system, sb_arena *scratch)
{
    sb_feasible *f = sb_arena_one(scratch, sb_feasible);
    f->model = Clp_newModel();
    f->n_rows = system->n_rows;
    Clp_setLogLevel(f->model, 0);
    load(f->model, system, scratch);
    return f;
}

void sb_feasible_free(sb_feasible *feasible) { Clp_deleteModel(feasible->model); }

enum { OPTIMAL = 0, UNBOUNDED = 2 };

static bool solve(sb_feasible *f, double direction, double *out, bool *binding)
{
    Clp_setOptimizationDirection(f->model, direction);
    Clp_primal(f->model, 0);
    int status = Clp_status(f->model);
    *out = status == OPTIMAL ? Clp_objectiveValue(f->model) : -direction * INFINITY;
    if (fabs(*out) >= LARGEST / 2)
        *out = copysign(INFINITY, *out);
    const double *price = Clp_dualRowSolution(f->model);
    for (int r = 0; status == OPTIMAL && price && r < f->n_rows; r++)
        binding[r] = binding[r] || fabs(price[r]) > 1e-9;
    return status == OPTIMAL || status == UNBOUNDED;
}

bool sb_feasible_least(sb_feasible *feasible, const double *times, double *low, bool *binding)
{
    Clp_chgObjCoefficients(feasible->model, times);
    return solve(feasible, 1, low, binding);
}

bool sb_feasible_most(sb_feasible *feasible, double *high, bool *binding)
{
    return solve(feasible, -1, high, binding);
}

const double *sb_feasible_point(const sb_feasible *feasible)
{
    return Clp_status(feasible->model) == OPTIMAL ? Clp_primalColumnSolution(feasible->model)
                                                  : NULL;
}
