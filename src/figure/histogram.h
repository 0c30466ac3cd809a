/* histogram: how the values of a map spread: one square for each area, in its class's colour. */
#ifndef SB_FIGURE_HISTOGRAM_H
#define SB_FIGURE_HISTOGRAM_H

#include "figure/figure.h"

/* Values with a number, stacked in columns of one round step. */
typedef struct sb_histogram {
    const double *values; /* rising */
    const int *class_of;
    int n;
    const sb_colour *colours;
    double from, step; /* of the axis, in the values' unit */
    int n_columns;
    double pitch, stack; /* pt from square to square; height of the highest column */
    double mark;         /* a value marked across, NAN */
    const char *mark_label, *unit, *title, *subtitle;
    int digits; /* of the axis */
} sb_histogram;

/* Of n values, in `arena`; mark, texts and unit are left to the caller.  NULL: no numbers. */
sb_histogram *sb_histogram_of(const sb_value *values, int n, const sb_classes *classes,
                              const sb_colour *colours, sb_arena *arena);
double sb_histogram_height(const sb_histogram *histogram);
double sb_histogram_width(const sb_figure_env *env, const sb_histogram *histogram);
void sb_histogram_draw(const sb_figure_env *env, const sb_histogram *histogram,
                       sb_display_list *list, double x, double y);

#endif
