/* allocate: a budget shared out by need (METHODS.md, "Allocation").
 *
 * Private to `indicator`.  Pure.
 */
#ifndef SB_INDICATOR_ALLOCATE_H
#define SB_INDICATOR_ALLOCATE_H

#include "base/base.h"

/* `units` whole units (cents, posts) by weights >= 0: quotas cut, the rest one each by largest
 * remainder (Hare-Niemeyer), ties to the smaller index.  NaN and 0 weights get nothing.  False
 * where no weight is above 0. */
bool sb_largest_remainder(int64_t units, const double *weights, int n, int64_t *out,
                          sb_arena *scratch);

/* A_i = s B n_i / Σn + (1 - s) B n_i I_i / Σ(n I), in cents that sum to B.  `base` s in 0..1.
 */
bool sb_allocate(int64_t cents, double base, const double *people, const double *index, int n,
                 int64_t *out, sb_arena *scratch);

#endif
