/* linear: a count as a sum of cells of the cube, each times ±1; what a mean divides, with other
 * factors.
 *
 * Private to `indicator`.  Upper areas are taken apart into the lowest cells that add up to
 * them, so that counts of all levels speak of the same cells.  What an upper area has beyond
 * its parts ("nicht zuordenbar") is a cell of its own.
 */
#ifndef SB_INDICATOR_LINEAR_H
#define SB_INDICATOR_LINEAR_H

#include "indicator/columns.h"

/* All cells of the cube under one numbering. */
typedef struct sb_cells {
    const sb_facts *facts;
    size_t *base;  /* [variable * n_levels + level] */
    int *parts;    /* [variable * n_levels + level]: the level whose areas make it up, or -1 */
    double *truth; /* [cell], once it stands in a form; NaN where the cube has no number */
    size_t n;
} sb_cells;

typedef struct sb_linear_part {
    size_t cell;
    double times;
} sb_linear_part;

typedef struct sb_linear {
    SB_VEC(sb_linear_part) parts; /* a cell may stand in it more than once */
    double constant;
} sb_linear;

sb_cells *sb_cells_new(const sb_facts *facts, sb_arena *arena);
typedef struct sb_cell_place {
    int variable, period, cell;
    sb_place place;
} sb_cell_place;
sb_cell_place sb_cells_place(const sb_cells *cells, size_t cell);

/* Add `times` what the formula counts at the place.  False: it is no sum of cells. */
bool sb_linear_formula(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                       double times, sb_linear *into, sb_arena *arena);
/* What the formula counts at the place; NaN where the cube has no number. */
double sb_linear_truth(const sb_cells *cells, const sb_formula *f, sb_place place, int period);
/* Add what it counts there beyond the areas below.  Their level, or -1 (and nothing is added)
 * where none add up to it. */
int sb_linear_beyond(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                     sb_linear *into, sb_arena *arena);

#endif
