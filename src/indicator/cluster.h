/* cluster: areas that are alike (METHODS.md, "Clusters").
 *
 * Private to `indicator`.  Pure and without chance: the same data gives the same clusters.
 * Sources: Ward 1963, J. Am. Stat. Assoc. 58, 236-244, criterion D2 of Murtagh & Legendre 2014,
 * J. Classif. 31, 274-295; the chain of nearest neighbours, Murtagh 1983, Computer J. 26,
 * 354-359; k-means, Hartigan & Wong 1979, Appl. Stat. 28,
 * 100-108; tests/spec/methods.txt.
 */
#ifndef SB_INDICATOR_CLUSTER_H
#define SB_INDICATOR_CLUSTER_H

#include "base/base.h"

/* Points in a space of n_values dimensions: at[i * n_values + v]. */
typedef struct sb_points {
    const double *at;
    int n, n_values;
} sb_points;

/* Join the nearest until `k` (1 … n) clusters are left: of[i] is 0 … k - 1, numbered as their
 * first points come.  Of pairs equally near the first in order are joined.
 * heights: NULL, or n - 1 distances at which clusters are joined, rising (as R's hclust).
 * Cost: O(n²) time, O(n) memory. */
void sb_ward(sb_points points, int k, int *of, double *heights, sb_arena *scratch);

/* From the clusters in `of` on, move one point after the other to where it adds least to the
 * sum of squares within clusters, until none can be moved with gain.  No cluster is emptied. */
void sb_k_means(sb_points points, int k, int *of, sb_arena *scratch);

/* Means [k * n_values] and sizes [k]. */
void sb_centres(sb_points points, int k, const int *of, double *centres, int *sizes);

#endif
