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

typedef struct sb_composite {
    const sb_composite_part *parts;
    int n_parts, n_dimensions, n; /* n: areas */
    sb_index_method method;
    bool is_sample;       /* n - 1 in the standard deviation */
    const double *people; /* [area]: weights of mean and standard deviation; NULL: all alike */
} sb_composite;

/* Why there is no index. */
typedef struct sb_composite_fault {
    enum { SB_INDEX_GOOD, SB_INDEX_TOO_FEW, SB_INDEX_ALIKE } kind;
    int part; /* ALIKE: the part that is so everywhere, or -1: the index itself */
    int n;    /* areas that take part */
} sb_composite_fault;

/* Standardise `n` values in place; NaN are passed over.  People (NULL: one each) weight the
 * mean and Σ w (x - mean)² / Σ w, by n: / ((n - 1) / n Σ w) for a sample (NIST Dataplot,
 * "weighted standard deviation").  False where all are alike. */
bool sb_standardise(double *values, int n, sb_index_method method, bool is_sample,
                    const double *people);

/* Each part standardised and weighted, summed within its dimension; where there are several
 * dimensions each standardised again and summed; the total standardised again.  By PCA the
 * parts' weights are the first component of their correlations, of more areas than parts, its
 * sign such that they add up to more than 0; `loadings` [part] gets them and `explained` its
 * part of the variance (NULL where nobody asks).  `index` [n], NaN for areas that take no part.
 * Source: Jolliffe 2002, Principal Component Analysis; tests/spec/methods.txt. */
sb_composite_fault sb_composite_compute(const sb_composite *composite, double *index,
                                        double *loadings, double *explained, sb_arena *scratch);

/* Pearson's correlations of `n_series` series of n values without NaN: all [a * n_series + b];
 * NaN with one that is alike everywhere. */
void sb_correlations(const double *const *series, int n_series, int n, double *all);

/* Cronbach's alpha of standardised parts, from their correlations: k r / (1 + (k - 1) r) with
 * the mean correlation r (Cronbach 1951, Psychometrika 16, 297-334).  `without`: leave this
 * part out, or -1.  NaN of fewer than two parts. */
double sb_alpha(const double *correlations, int n_parts, int without);

/* The largest eigenvalue of a symmetric matrix [n * n], its vector of length 1 in `vector`
 * (cyclic Jacobi rotations; Golub & Van Loan 2013, 8.5). */
double sb_principal(const double *matrix, int n, double *vector, sb_arena *scratch);

#endif
