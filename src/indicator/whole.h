/* whole: columns that are computed for the areas of a level as a whole, not area by area:
 * indices, allocations, classes, matrices, clusters.
 *
 * Private to `indicator`.  whole.c begins and ends each; whole_index.c, whole_kinds.c and
 * whole_allocation.c know how.
 */
#ifndef SB_INDICATOR_WHOLE_H
#define SB_INDICATOR_WHOLE_H

#include "indicator/columns.h"
#include "indicator/composite.h"

/* Why a level has no values. */
typedef enum sb_whole_fault {
    SB_WHOLE_GOOD,
    SB_WHOLE_NO_SHARES, /* an allocation without people */
    SB_WHOLE_NEGATIVE,  /* heads or need below 0 */
    SB_WHOLE_ALIKE,     /* a member is the same everywhere */
    SB_WHOLE_TOO_FEW,   /* areas for so many parts or clusters */
    SB_WHOLE_TOO_EVEN,  /* fewer classes than names */
} sb_whole_fault;

/* A level in one period while it is computed. */
typedef struct sb_whole {
    const sb_facts *facts;
    const sb_column *column;
    int level, period, n;
    uint8_t *state; /* [area]: SB_NUMBER, or why it takes no part */
    uint8_t *flags; /* [area]: of what its value is made of */
    sb_whole_fault fault;
    int faulty; /* ALIKE, NEGATIVE: which member, or -1: the index itself */
    int faulty_area;
    int n_in; /* areas that take part */
    sb_arena *scratch;
} sb_whole;

sb_whole sb_whole_at(const sb_facts *facts, const sb_column *column, int level, int period,
                     sb_arena *scratch);
sb_value sb_whole_value(const sb_whole *w, int member, int area);
/* The values of a member, NaN where there is none; areas without a number take no part. */
double *sb_whole_values(sb_whole *w, int member);
/* NaN for all that take no part; how many do. */
int sb_whole_leave_out(const sb_whole *w, double *values);
/* What a member shows: the indicator itself, or the one whose change it is. */
const sb_indicator *sb_whole_about(const sb_facts *facts, int column);
/* -1 where more is better, else 1. */
double sb_whole_sign(const sb_facts *facts, int column);

/* The composite of a level: parts, dimensions and people, of the areas that take part. */
sb_composite sb_whole_composite(sb_whole *w);

void sb_whole_index(sb_whole *w, double *out);
void sb_whole_rating(sb_whole *w, double *out);
void sb_whole_matrix(sb_whole *w, double *out);
void sb_whole_clusters(sb_whole *w, double *out);
void sb_whole_allocation(sb_whole *w, double *out);
/* The level that is computed: others of an allocation are added up from it. */
int sb_whole_level(const sb_whole *w);
/* A step of an allocation, by sb_step: NaN where there is none. */
double *sb_whole_step(const sb_facts *facts, const sb_column *column, int step, sb_place place,
                      int period);

/* What the values of an indicator are called; NULL: it is a measure. */
const sb_kinds *sb_whole_kinds(const sb_spec_indicator *spec, sb_language language,
                               sb_arena *arena);

/* Report what cannot be computed in the report's period on the lowest level that has values. */
void sb_whole_check(const sb_facts *facts, const sb_column *column, sb_diag *diag);
/* Warn of areas that get nothing of what is shared out, since they have no number. */
void sb_whole_warn_of_left_out(const sb_facts *facts, const sb_column *column, sb_diag *diag);

#endif
