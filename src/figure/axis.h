/* axis: round numbers to put on an axis, scales, and labels pushed apart along it.  Pure. */
#ifndef SB_FIGURE_AXIS_H
#define SB_FIGURE_AXIS_H

#include "base/base.h"

/* n numbers from `first` on, `step` apart; `digits` decimals print them exactly. */
typedef struct sb_ticks {
    double first, step;
    int n, digits;
} sb_ticks;

/* The finest ticks of 1, 2 or 5 times a power of ten that reach round [low, high] in at most
 * `most` steps, none smaller than `least_step` (0: no least).  tests/spec/ticks.txt. */
sb_ticks sb_ticks_round(double low, double high, int most, double least_step);
double sb_tick_at(sb_ticks ticks, int i);

/* Values from..to on the page from `start` to `end`, pt. */
typedef struct sb_scale {
    double from, to, start, end;
} sb_scale;

static inline double sb_scale_at(sb_scale s, double value)
{
    return s.to == s.from ? s.start
                          : s.start + (value - s.from) / (s.to - s.from) * (s.end - s.start);
}

/* Move the middles at[0..n) of labels of the given sizes as little as possible (least squares)
 * so that none overlap and all lie in low..high; their order stays.  Returns the room that is
 * missing, 0 if they fit. */
double sb_spread(double *at, const double *size, int n, double low, double high,
                 sb_arena *scratch);

#endif
