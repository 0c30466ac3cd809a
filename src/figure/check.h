/* check: names that figures use: are they known? */
#ifndef SB_FIGURE_CHECK_H
#define SB_FIGURE_CHECK_H

#include "indicator/indicator.h"

/* Each: true if there is no such name to check (NULL) or it is known; else an error with the
 * nearest name as hint. */
bool sb_check_indicator(const sb_facts *facts, const char *name, sb_span at, sb_diag *diag);
bool sb_check_level(const sb_facts *facts, const char *name, sb_span at, sb_diag *diag);
bool sb_check_period(const sb_facts *facts, const char *name, sb_span at, sb_diag *diag);

/* Whether none of the chart's indicators is below zero anywhere: parts of a whole cannot be. */
bool sb_check_positive(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag);

#endif
