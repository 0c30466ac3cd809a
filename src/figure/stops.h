/* stops: room for the numbers of a table's columns, and a scale for their bars, that are the
 * same on the pages of all areas, so that a reader can leaf through (PAGE.md 10.2). */
#ifndef SB_FIGURE_STOPS_H
#define SB_FIGURE_STOPS_H

#include "base/base.h"

typedef struct sb_stop {
    double before, after; /* left and right of the decimal comma, pt */
    double least, most;   /* of the numbers and zero */
} sb_stop;

/* Measured once; thread-safe. */
typedef struct sb_stops sb_stops;
sb_stops *sb_stops_new(void);
void sb_stops_free(sb_stops *stops);

/* One stop for each of n columns of the table known by (table, period, level): as kept, else
 * as `measure` fills them in. */
typedef void sb_stops_measure(const void *data, sb_stop *at);
const sb_stop *sb_stops_of(sb_stops *stops, const void *table, int period, int level, int n,
                           sb_stops_measure *measure, const void *data);

#endif
