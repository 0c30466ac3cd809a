/* explain: how a value came about, as lines for a person. */
#ifndef SB_INDICATOR_EXPLAIN_H
#define SB_INDICATOR_EXPLAIN_H

#include "indicator/facts.h"

struct sb_origin_record; /* data/data.h */

typedef struct sb_explanation {
    const sb_facts *facts;
    const sb_locale *locale;
    bool is_internal; /* tell the numbers that are withheld, and those in the files */
    const struct sb_origin_record *(*origins)(const struct sb_cube *cube, int variable,
                                              sb_place place, int period, const int *cells,
                                              int n_cells, int *n,
                                              sb_arena *arena); /* sb_cube_origins() */
} sb_explanation;

/* The value as printed and before rounding, its formula, and below it each part with its value,
 * its file, record and column, and for upper levels the areas it is the sum of.  Withheld
 * values stay withheld, and where counts are withheld at all, what no indicator shows is not
 * told. */
void sb_facts_explain(const sb_explanation *how, int indicator, sb_place place, int period,
                      sb_buf *out);

#endif
