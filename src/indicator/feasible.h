/* feasible: how far an unknown sum can move while everything that is known stays true.
 *
 * Private to `indicator`; the only user of COIN-OR CLP (linear programming, simplex method).
 */
#ifndef SB_INDICATOR_FEASIBLE_H
#define SB_INDICATOR_FEASIBLE_H

#include "base/base.h"

/* Rows of a linear system in unknowns x: low <= sum times * x <= high, row by row. */
typedef struct sb_system {
    int n_rows, n_unknowns;
    const int *start; /* n_rows + 1 places in the two below */
    const int *unknown;
    const double *times;
    const double *low, *high; /* of rows */
    const double *least;      /* of unknowns: 0, or -inf where negatives occur */
} sb_system;

typedef struct sb_feasible sb_feasible;

sb_feasible *sb_feasible_new(const sb_system *system, sb_arena *scratch);
void sb_feasible_free(sb_feasible *feasible);
/* The least of sum times * x, then the most of the same; infinite where nothing bounds it.
 * `binding` [n_rows], set for rows that bound it (their dual price is not 0).  False where the
 * solver fails. */
bool sb_feasible_least(sb_feasible *feasible, const double *times, double *low, bool *binding);
bool sb_feasible_most(sb_feasible *feasible, double *high, bool *binding);

/* Values of all unknowns at which everything known is true: where the last solution lies. */
const double *sb_feasible_point(const sb_feasible *feasible);

#endif
