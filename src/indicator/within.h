/* within: functions of an area that are computed over the smaller areas in it: segregation,
 * Moran's I, how many lie below.
 *
 * Private to `indicator`.  The smaller areas are those of the lowest level that has values, or
 * of the level named last.  A withheld value of one of them withholds the result: with all
 * others printed it would tell it.
 */
#ifndef SB_INDICATOR_WITHIN_H
#define SB_INDICATOR_WITHIN_H

#include "indicator/columns.h"

/* The names of the functions, and how number `function` is written. */
const char *const *sb_within_names(int *n);
const char *sb_within_usage(int function);
/* What stands in the parentheses, up to the closing one.  NULL: in error. */
sb_formula *sb_within_parse(sb_parser *parser, int function);

/* The level of the smaller areas it is computed over at a place, or -1. */
int sb_within_level(const sb_facts *facts, const sb_formula *f, sb_place place, int period);
/* Whether the operation is one of these. */
bool sb_is_within(sb_op op);
sb_term sb_within(const sb_facts *facts, const sb_formula *f, sb_place place, int period);

#endif
