/* explain: how a value came about, as lines for a person. */
#ifndef SB_INDICATOR_EXPLAIN_H
#define SB_INDICATOR_EXPLAIN_H

#include "indicator/facts.h"

/* The value as printed and before rounding, its formula, and below it each part with its value,
 * its table and, for upper levels, what it is the sum of.  Withheld values stay withheld. */
void sb_facts_explain(const sb_facts *facts, const sb_locale *locale, int indicator,
                      sb_place place, int period, sb_buf *out);

#endif
