/* unknowns: what a reader has to find out: cells that no row of his knowledge tells apart.
 *
 * Private to `indicator`.  In: rows over cells (knowledge.h).  Out: the same rows over fewer
 * unknowns, which of them follow one after the other from rows with one open part, and the
 * components into which the rest falls.
 */
#ifndef SB_INDICATOR_UNKNOWNS_H
#define SB_INDICATOR_UNKNOWNS_H

#include "indicator/knowledge.h"

typedef struct sb_unknown_part {
    int unknown;
    double times;
} sb_unknown_part;

typedef struct sb_unknowns {
    const sb_knowledge *knowledge;
    int n;
    double *truth;         /* [unknown] */
    double *least;         /* [unknown]: 0, or -inf where negatives occur */
    size_t *example;       /* [unknown]: one of its cells */
    sb_unknown_part *part; /* of all rows */
    int *first;            /* [row]: its parts are first[row] … first[row + 1] */
    int *row, *rows;       /* of an unknown: row[rows[unknown]] … */
    int *reason;           /* [unknown]: the row that tells it, or -1 */
    int *component;        /* [unknown]: the first unknown of its component */
    int *member, *members; /* of a component: member[members[first unknown]] … */
} sb_unknowns;

/* A hash that spreads (splitmix64, Steele et al. 2014). */
uint64_t sb_mix(uint64_t x);
uint64_t sb_mix_double(double v);

sb_unknowns *sb_unknowns_new(const sb_knowledge *knowledge, sb_arena *arena);

#endif
