/* segregation: how unevenly groups live over areas (METHODS.md, "Segregation").
 *
 * Private to `indicator`.  Pure.  Sources: Duncan & Duncan 1955, Am. Soc. Rev. 20(2), 210-217
 * (D, IS); Massey & Denton 1988, Social Forces 67(2), 281-315 (xPx, xPy, eta²); Theil 1972 (H);
 * Moran 1950, Biometrika 37, 17-23.
 */
#ifndef SB_INDICATOR_SEGREGATION_H
#define SB_INDICATOR_SEGREGATION_H

#include "base/base.h"

/* All of n areas: a, b the groups, t everybody.  NaN where a sum is 0. */
double sb_dissimilarity(const double *a, const double *b, int n); /* D = ½ Σ |a/A - b/B| */
double sb_segregation(const double *a, const double *t, int n);   /* IS: D against the others */
double sb_interaction(const double *a, const double *b, const double *t,
                      int n);                                         /* xPy; xPx: b=a */
double sb_correlation_ratio(const double *a, const double *t, int n); /* eta² */
double sb_entropy_index(const double *a, const double *t, int n);     /* H, of two groups */

/* Moran's I of n values; neighbours of i: to[start[i]] … to[start[i + 1] - 1], each row's
 * weights sum to 1.  Areas without neighbours take no part in the cross products. */
double sb_moran(const double *values, const int *start, const int *to, int n);

#endif
