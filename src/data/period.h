/* period: years, days, months and spans as tables write them. */
#ifndef SB_DATA_PERIOD_H
#define SB_DATA_PERIOD_H

#include "data/data.h"

/* "2012", "31.12.2012", "2012-12-31", "12/2012", "1974-78", "2019/20", words before it
 * allowed.  `end`: last year.  False if it is none of these. */
bool sb_period_read(const char *label, sb_period *period, int *end);

/* All periods of a report, by label. */
typedef struct sb_periods sb_periods;
sb_periods *sb_periods_new(sb_arena *arena);
/* Its number, new or known; -1 if the label is no period.  Numbers change at sorting. */
int sb_periods_add(sb_periods *periods, const char *label);
/* Sort by date; `rank`[old number] is the new number. */
const sb_period *sb_periods_sort(sb_periods *periods, int *n, const int **rank);

#endif
