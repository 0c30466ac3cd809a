/* breaks: where a sorted series parts into classes.
 *
 * Private to `indicator`.  Pure: no I/O, no globals.
 */
#ifndef SB_INDICATOR_BREAKS_H
#define SB_INDICATOR_BREAKS_H

#include "base/base.h"

/* Natural breaks: the k classes with the least sum of squared deviations from their means.
 *
 * v: n values, rising, no two alike; weight: how often each occurs; k <= n.  Fills
 * start[0..k-1] with the index of each class's lowest value.  Of equally good partitions the
 * one whose starts are lexicographically smallest.  Exact, O(k n log n): dynamic programming
 * over ends of the series (Fisher 1958, JASA 53(284), 789-798), in which the best first break
 * never moves back as the series begins later, so that halves can be solved on their own. */
void sb_breaks_fisher(const double *v, const double *weight, int n, int k, int *start,
                      sb_arena *scratch);

/* Quantile p (0..1) of n rising values, by linear interpolation of order statistics (type 7 of
 * Hyndman & Fan 1996, Am. Stat. 50(4), 361-365). */
double sb_quantile(const double *v, int n, double p);

#endif
