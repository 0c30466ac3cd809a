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

/* The columns of a derivation, in the order of reading. */
typedef enum sb_step {
    SB_STEP_NEED,   /* heads times index */
    SB_STEP_SHARE,  /* of all need, in percent */
    SB_STEP_BASE,   /* amount by heads alone */
    SB_STEP_MORE,   /* amount by need */
    SB_STEP_TARGET, /* what there ought to be, with supply: at the level that is reached */
    SB_STEP_EXACT,  /* amount before it is rounded */
    SB_STEPS
} sb_step;

/* As formulas name them: step(x, need). */
extern const char *const sb_step_names[SB_STEPS];

typedef struct sb_allocation {
    int64_t units; /* of the budget */
    double base;   /* part of it by heads alone, 0..1 */
    int n;
    const double *heads, *index; /* >= 0; NaN in either: takes no part */
    const double *supply;        /* what there is already, in units; NULL: does not count */
} sb_allocation;

/* A_i = s B n_i / Σn + (1 - s) B n_i I_i / Σ(n I), in whole units that sum to B.  With supply S
 * everybody is lifted to one level as far as B goes: A_i = max(0, λ w_i - S_i) with
 * w_i = s n_i / Σn + (1 - s) n_i I_i / Σ(n I) and λ such that ΣA = B; who has more keeps it.
 * Where there is none yet, or all have in proportion to w_i, that is the plain allocation; for
 * equal w_i it is water-filling (Cover & Thomas 2006, Elements of Information Theory, 9.4).
 * steps[SB_STEPS], n each; NaN for those that take no part.  False where nobody needs anything.
 */
bool sb_allocate(const sb_allocation *a, int64_t *out, double *const *steps, sb_arena *scratch);

#endif
