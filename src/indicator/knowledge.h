/* knowledge: all counts that a reader of the report is told, as sums of cells.
 *
 * Private to `indicator`.  In: the values as they would be printed.  Out: rows "these cells add
 * up to 14", one for each count that printed values tell, and one for each that is withheld
 * ("… to 1 at least").  What counts as printed: every public column, as `values` exports them
 * all, at full precision, and the groups that charts show.  A ratio tells both its part and
 * its whole.  Whatever is made of several areas (ranks and order, quartiles, scores, classes,
 * indices, clusters, segregation, Moran's I, amounts shared out) is made of values that count
 * as printed themselves, arguments without a name too, and leaves withheld ones out or is
 * withheld with them: a reader could compute it, so it tells him nothing. Where an area and
 * some of its parts are printed, the area's row is about the other parts only: the same
 * knowledge in fewer cells. Source: Fischetti & Salazar 2000, Management Science 47(7);
 * Hundepool et al. 2012, Statistical Disclosure Control, ch. 4.
 */
#ifndef SB_INDICATOR_KNOWLEDGE_H
#define SB_INDICATOR_KNOWLEDGE_H

#include "indicator/linear.h"

typedef struct sb_statement { /* a printed value */
    int column;
    sb_place place;
    int period;
} sb_statement;

typedef struct sb_telling { /* … among those that tell the same count */
    sb_statement by;
    int next;     /* -1: the last */
    bool is_past; /* an earlier report told it: it cannot be withheld any more */
} sb_telling;

typedef struct sb_row { /* low <= sum of parts <= high */
    int count;
    sb_place place;
    int period;
    size_t first; /* of its parts */
    int n;
    double constant; /* the count is this and its parts: printed areas inside */
    double low, high, truth;
    int told;           /* the tellings; -1: nobody prints it */
    bool is_secret;     /* withheld */
    sb_statement about; /* … by whom */
} sb_row;

typedef struct sb_knowledge {
    const sb_facts *facts;
    const sb_cells *cells;
    SB_VEC(sb_row) rows;
    SB_VEC(sb_linear_part) parts;
    SB_VEC(sb_telling) tellings;
    struct sb_counts *counts;
    bool is_past; /* earlier reports are read */
    sb_arena *arena;
} sb_knowledge;

sb_knowledge *sb_knowledge_new(const sb_facts *facts, sb_arena *arena);
/* The row about the same count at another place, or -1. */
int sb_knowledge_row(const sb_knowledge *knowledge, int count, sb_place place, int period);

#endif
