/* linear: what a printed value says about the cells of the cube, as a linear form.
 *
 * Private to `indicator`.  A count is a sum of cells times ±1; a share is a sum over another:
 * num - value * den = 0.  Upper areas are taken apart into the lowest cells that add up to
 * them, so that rows of all levels speak of the same cells.
 */
#ifndef SB_INDICATOR_LINEAR_H
#define SB_INDICATOR_LINEAR_H

#include "indicator/columns.h"

/* All cells of the cube under one numbering. */
typedef struct sb_cells {
    const sb_facts *facts;
    size_t *base; /* [variable * n_levels + level] */
    int *parts;   /* [variable * n_levels + level]: the level whose areas add up to it, or -1 */
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
/* What the cell holds; NaN where the cube has no number. */
double sb_cells_truth(const sb_cells *cells, size_t cell);
typedef struct sb_cell_place {
    int variable, period, cell;
    sb_place place;
} sb_cell_place;
sb_cell_place sb_cells_place(const sb_cells *cells, size_t cell);

/* Add `times` what the column or formula is at the place.  False: it is no sum of cells. */
bool sb_linear_column(const sb_cells *cells, int column, sb_place place, int period,
                      double times, sb_linear *into, sb_arena *arena);
bool sb_linear_formula(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                       double times, sb_linear *into, sb_arena *arena);
/* The formula as num / den; den is the constant 1 where it is a sum. */
bool sb_linear_ratio(const sb_cells *cells, const sb_formula *f, sb_place place, int period,
                     sb_linear *num, sb_linear *den, sb_arena *arena);
double sb_linear_truth(const sb_cells *cells, const sb_linear *form);

#endif
