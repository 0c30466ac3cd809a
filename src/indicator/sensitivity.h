/* sensitivity: how much an index hangs on each of its parts, and what makes clusters what they
 * are: for tables beside the maps.
 *
 * Of the areas of a level that take part; where a value is withheld the area takes no part.
 */
#ifndef SB_INDICATOR_SENSITIVITY_H
#define SB_INDICATOR_SENSITIVITY_H

#include "indicator/facts.h"

/* Parts count in the direction of the index: turned where more is better. */
typedef struct sb_sensitivity {
    const sb_indicator *const *parts; /* [part] */
    int n_parts;
    const double *weights;       /* [part]: as the layout has them, or PCA's loadings */
    const double *correlations;  /* [a * n_parts + b], Pearson */
    const double *with_index;    /* [part], Pearson */
    const double *alpha_without; /* [part]: Cronbach's alpha of the others; NaN of one alone */
    const double *ranks_like;    /* [part]: Spearman, of the ranks without it and with it */
    double alpha;                /* of standardised parts; NaN of one alone */
    double explained;            /* part of the variance, by PCA; else NaN */
    const int *areas;            /* [n_areas] those that take part */
    int n_areas;
    const int *ranks;         /* [n_areas], 1 = highest */
    const int *ranks_without; /* [part * n_areas + i]; 0: no index without it */
} sb_sensitivity;

/* NULL if the indicator is no index or has no values there. */
const sb_sensitivity *sb_facts_sensitivity(const sb_facts *facts, int indicator, int level,
                                           int period, sb_arena *arena);

typedef struct sb_cluster_table {
    const sb_indicator *const *parts; /* [part] */
    int n_parts, k;
    const int *sizes;     /* [k]: areas */
    const double *means;  /* [cluster * n_parts + part] */
    const double *scores; /* the same, in standard deviations of all areas from their mean */
    const int *below;     /* the same: areas below the value of the area above all */
    const int *marked;    /* [cluster * n_parts + i]: parts, the most marked first */
    const sb_value *city; /* [part]: its value at the top */
} sb_cluster_table;

/* NULL if the indicator is no clusters or has no values there. */
const sb_cluster_table *sb_facts_clusters(const sb_facts *facts, int indicator, int level,
                                          int period, sb_arena *arena);
/* What marks a cluster, at least half a standard deviation from the mean, at most three parts:
 * the i-th, or -1. */
int sb_cluster_mark(const sb_cluster_table *table, int cluster, int i);
/* What marks the cluster of a place, in words: "A, B über dem Durchschnitt; C darunter".  NULL
 * if the indicator is no clusters; "" if nothing marks it; the sign where there is no number. */
const char *sb_cluster_words(const sb_facts *facts, const sb_locale *locale, int indicator,
                             sb_place place, int period, sb_arena *arena);

#endif
