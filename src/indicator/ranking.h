/* ranking: how a value stands among those of its level and period.
 *
 * Private to `indicator`.  Only what is printed takes part: withheld values are left out of
 * ranks, quartiles, means and deviations, so that nothing can be read from these.
 */
#ifndef SB_INDICATOR_RANKING_H
#define SB_INDICATOR_RANKING_H

#include "base/base.h"

typedef struct sb_ranking {
    double *rising; /* n numbers, room for as many as the level has areas */
    int n;
    double mean, deviation; /* plain mean, population standard deviation */
} sb_ranking;

/* Refill from every `step`th of n values. */
void sb_ranking_fill(sb_ranking *ranking, const sb_value *values, int n, size_t step);
/* 1 = highest; ties share the best rank ("1224", standard competition ranking). */
int sb_ranking_rank(const sb_ranking *ranking, double value);
/* 1 (lowest quarter) to 4, left-closed at the quartiles of type 7 (Hyndman & Fan 1996). */
int sb_ranking_quartile(const sb_ranking *ranking, double value);
/* (value - mean) / deviation; NaN where all are alike. */
double sb_ranking_score(const sb_ranking *ranking, double value);

/* Confidence interval of the share part / whole, in percent, at 95 %: Wilson 1927, JASA
 * 22(158), 209-212.  whole > 0. */
typedef struct sb_interval {
    double low, high;
} sb_interval;
sb_interval sb_wilson(double part, double whole);

#endif
