/* seen: where a reader sees a number's comma, and where a line of type ends. */
#ifndef SB_SEEN_H
#define SB_SEEN_H

#include "canvas/canvas.h"

#include <math.h>

typedef struct seen_line {
    double comma, end; /* comma: NaN where there is none */
} seen_line;

static inline seen_line seen_of(const sb_glyph_run *run, double x)
{
    seen_line seen = {NAN, x};
    const char *text = run->text;
    for (int g = 0; g < run->n; text += run->glyphs[g++].n_text) {
        if (run->glyphs[g].n_text == 1 && *text == ',')
            seen.comma = seen.end;
        seen.end += (double)run->glyphs[g].advance;
    }
    return seen;
}

#endif
