/* series: an indicator's values over the periods, as lines and sparklines show them:
 * interrupted where a value is missing or a declared break lies. */
#ifndef SB_FIGURE_SERIES_H
#define SB_FIGURE_SERIES_H

#include "figure/axis.h"
#include "figure/draw.h"

/* Periods of one kind, in their order: a school year is not missing between two years. */
typedef struct sb_times {
    const int *at;
    int n;
} sb_times;
/* From `from` to `to`, both in it; none where to < from. */
sb_times sb_times_between(const sb_figure_env *env, int from, int to);
/* The same by what the layout says; without it from the first there is to the last, of the kind
 * of the page's period. */
sb_times sb_times_of(const sb_figure_env *env, const char *from, const char *to);

typedef struct sb_series {
    sb_times times;
    sb_value *values; /* [of times] */
    bool *is_new;     /* [of times]: a new series begins, not to be compared with before */
} sb_series;

/* base: the period that is 100; -1: the values themselves. */
sb_series sb_series_of(const sb_figure_env *env, int indicator, sb_place place, sb_times times,
                       int base);
int sb_series_last(sb_series series); /* its last number, -1 */

/* Its ink: lines between neighbours, and dots for those that have none.  The last number is
 * left to who draws. */
typedef struct sb_series_ink {
    sb_path lines;
    const sb_point *dots;
    int n_dots;
} sb_series_ink;
/* x: of each of its times. */
sb_series_ink sb_series_ink_of(sb_series series, const double *x, sb_scale y, sb_arena *arena);

/* " 2009 100,0, 2012 99,2, niedrigster Wert …": the ends; the extremes unless a break makes
 * them not comparable; the breaks. */
void sb_series_say(const sb_figure_env *env, sb_series series, sb_manner manner, sb_buf *out);
/* "2019/2020", "2019/20 – 2020/21": where the i-th value begins a new series. */
const char *sb_series_break(const sb_figure_env *env, sb_series series, int i);

#endif
