/* sparkline: a series as small as a word, in a cell of a table (PAGE.md 6). */
#ifndef SB_FIGURE_SPARKLINE_H
#define SB_FIGURE_SPARKLINE_H

#include "figure/draw.h"

enum { SB_SPARK_WIDTH = 21, SB_SPARK_HEIGHT = 6 };

/* A value for each period from `from` on. */
typedef struct sb_spark {
    const sb_value *values;
    int from, n;
    sb_manner manner;
} sb_spark;

/* Its right end and middle at `at`.  On a scale of its own, but so that noise stays flat; the
 * line is interrupted where a value is missing, and a dot of that colour marks the last one. */
void sb_spark_draw(const sb_figure_env *env, sb_spark spark, sb_point at, const char *dot);
const char *sb_spark_alt(const sb_figure_env *env, sb_spark spark);

#endif
