/* interval: between which numbers a count must lie, for a reader who uses all he knows.
 *
 * Private to `indicator`.  In: unknowns.  Out: for each count that is withheld, and for each
 * small rest that printed counts leave, its interval.  A component is solved whole where it is
 * small.  In a large one all unknowns but those nearby are first held at their true values:
 * that leaves fewer solutions, so an interval wide enough there is wide enough in truth, and
 * where it is not, more of the component is set free, up to all of it.  Every solution found
 * counts for all secrets that it moves.  People are whole: the ends of an interval are rounded
 * inwards, as a reader would, and the protection must be as wide as what is left.
 * Source: Fischetti & Salazar 2000, Management Science 47(7), the attacker's subproblem.
 */
#ifndef SB_INDICATOR_INTERVAL_H
#define SB_INDICATOR_INTERVAL_H

#include "indicator/unknowns.h"

typedef struct sb_range {
    double low, high;
} sb_range;

typedef struct sb_secret {
    sb_statement about;
    bool is_rest;     /* nobody prints it: what printed counts leave */
    double low, high; /* what a reader can derive, or a part of it wide enough */
    double truth;
    size_t cell;     /* one of those it counts */
    const int *rows; /* of the knowledge: those that bound it, where it is narrow */
    int n_rows;
} sb_secret;

/* Answers of one run after the other, for the same width: what is alike is solved once. */
typedef struct sb_answers sb_answers;
sb_answers *sb_answers_new(sb_arena *arena);

/* Secrets with their intervals; those of `width` or more need not be the widest. */
const sb_secret *sb_secrets_find(const sb_unknowns *unknowns, double width, sb_answers *answers,
                                 size_t *n, sb_arena *arena);

#endif
