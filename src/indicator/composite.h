/* composite: many indicators as one index (METHODS.md, "Composite index").
 *
 * Private to `indicator`.  Pure: no I/O, no globals.
 */
#ifndef SB_INDICATOR_COMPOSITE_H
#define SB_INDICATOR_COMPOSITE_H

#include "base/base.h"
#include "spec/spec.h"

typedef struct sb_composite_part {
    const double *values; /* [area]; NaN: the area takes no part in the whole index */
    double weight;        /* negative where more is better */
    int dimension;        /* 0 … n_dimensions - 1 */
} sb_composite_part;

/* Standardise `n` values in place; NaN are passed over.  False where all are alike. */
bool sb_standardise(double *values, int n, sb_index_method method, bool is_sample);

/* Each part standardised and weighted, summed within its dimension; where there are several
 * dimensions each standardised again and summed; the total standardised again.  `index` [n],
 * NaN for areas that take no part.  False where some part is alike everywhere. */
bool sb_composite(const sb_composite_part *parts, int n_parts, int n_dimensions, int n,
                  sb_index_method method, bool is_sample, double *index, sb_arena *scratch);

#endif
