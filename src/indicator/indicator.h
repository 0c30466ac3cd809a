/* indicator: from counts to values that may be printed.
 *
 * In: the cube, formulas and disclosure rules.  Out: sb_facts, a read-only store of sb_value
 * for every indicator, area and period, safe to read from any thread.  Withheld numbers never
 * leave this module.  facts.h: the store · formula.h: parsing and evaluation · classify.h: map
 * classes · fill.h: {fields} in text · condition.h: whether a block stands.  Start at
 * sb_facts_new().
 */
#ifndef SB_INDICATOR_INDICATOR_H
#define SB_INDICATOR_INDICATOR_H

#include "indicator/classify.h"
#include "indicator/condition.h"
#include "indicator/explain.h"
#include "indicator/facts.h"
#include "indicator/fill.h"

#endif
