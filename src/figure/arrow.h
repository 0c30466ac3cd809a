/* arrow: which way a number went, as small as a word, in a cell of a table. */
#ifndef SB_FIGURE_ARROW_H
#define SB_FIGURE_ARROW_H

#include "figure/draw.h"

enum { SB_ARROW_SIZE = 6 }; /* pt, both ways */

typedef enum sb_trend { SB_FALLEN, SB_STEADY, SB_RISEN } sb_trend;

/* Of a change that is a number, as it is printed with so many digits: "0,0" is steady. */
sb_trend sb_trend_of(sb_value change, int digits);
/* Its right end and middle at `at`. */
void sb_arrow_draw(const sb_figure_env *env, sb_trend trend, sb_point at);
const char *sb_arrow_alt(const sb_figure_env *env, sb_trend trend);

#endif
