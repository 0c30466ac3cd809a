/* knowledge: all that a reader of the report can know about counts, as one linear system.
 *
 * Private to `indicator`.  In: the values as they would be printed.  Out: for each count that
 * is withheld, and for each rest that the printed ones leave, the interval it must lie in.
 *
 * A row is a statement: "these cells add up to 14".  Cells that no row tells apart are one
 * unknown; what a row with one unknown tells is known; the rest falls into components that are
 * solved one by one (feasible.h).  What counts as printed: every public column, as `values`
 * exports them all, at full precision, and the groups that charts show.  Ranks are not used.
 * Source: Fischetti & Salazar 2000, Management Science 47(7); Hundepool et al. 2012,
 * Statistical Disclosure Control, ch. 4.
 */
#ifndef SB_INDICATOR_KNOWLEDGE_H
#define SB_INDICATOR_KNOWLEDGE_H

#include "indicator/linear.h"

typedef struct sb_statement { /* what a row is about */
    int column;
    sb_place place;
    int period;
} sb_statement;

typedef struct sb_secret {
    sb_statement about;
    bool is_rest;     /* nobody prints it: what printed counts leave */
    bool is_open;     /* hangs together with too much to be examined */
    double low, high; /* what a reader can derive */
    double truth;
    const int *rows; /* printed statements that together tell it */
    int n_rows;
} sb_secret;

typedef struct sb_knowledge sb_knowledge;

sb_knowledge *sb_knowledge_new(const sb_facts *facts, sb_arena *arena);
/* Secrets with their intervals; only those narrower than `width` have rows. */
const sb_secret *sb_knowledge_secrets(sb_knowledge *knowledge, double width, size_t *n);
/* The statement of a row; false if the row says nothing that is printed. */
bool sb_knowledge_statement(const sb_knowledge *knowledge, int row, sb_statement *out);
/* A number alike for rows that say the same. */
uint64_t sb_knowledge_same(const sb_knowledge *knowledge, int row);
int sb_knowledge_rows(const sb_knowledge *knowledge);

#endif
