/* sparkline: a series as small as a word, in a cell of a table (PAGE.md 6). */
#ifndef SB_FIGURE_SPARKLINE_H
#define SB_FIGURE_SPARKLINE_H

#include "figure/series.h"

enum { SB_SPARK_WIDTH = 21, SB_SPARK_HEIGHT = 6 };

typedef struct sb_spark {
    sb_series series;
    sb_manner manner;
    bool is_own; /* of the page's area */
} sb_spark;

/* Its right end and middle at `at`.  On a scale of its own, but so that noise stays flat; the
 * line is interrupted where a value is missing or a break is declared, and a dot marks the last
 * one. */
void sb_spark_draw(const sb_figure_env *env, sb_spark spark, sb_point at);
const char *sb_spark_alt(const sb_figure_env *env, sb_spark spark);

#endif
