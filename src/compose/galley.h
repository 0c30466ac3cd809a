/* galley: a text set in lines of one width, before it is cut into columns and pages.
 *
 * In: blocks of a text file.  Out: lines, each with its place below the galley's top, and where
 * a column may end.  Set once, drawn in parts on any thread.
 */
#ifndef SB_COMPOSE_GALLEY_H
#define SB_COMPOSE_GALLEY_H

#include "compose/parts.h"
#include "source/markdown.h"

/* A paragraph, heading or label of an item, broken into lines. */
typedef struct sb_galley_text {
    sb_setting setting;
    const sb_passage *passages; /* as sb_placed_run.piece counts them */
    bool is_heading;
    double x, baseline; /* from the galley's corner to the first line */
} sb_galley_text;

typedef struct sb_galley {
    const sb_markdown *blocks;
    int n_blocks;
    int top_level; /* of its headings */
    const sb_type *body;
    SB_VEC(sb_galley_text) texts;
    double height;  /* of all lines */
    double overrun; /* pt by which the widest word is too wide; 0 */
} sb_galley;

/* Set in lines of `width` pt in the type `role`.  top_level: the # of a heading that is the
 * first below what stands over the text. */
sb_galley *sb_galley_set(const sb_work *work, const sb_markdown *blocks, int n,
                         const char *role, int top_level, double width);

/* How many texts a block is set as. */
int sb_galley_texts_in(const sb_markdown *block);

/* Lines at the same height: what a column is made of. */
typedef struct sb_galley_row {
    double baseline;
    bool may_end; /* a column, or a page, below it: no heading, no line left alone */
} sb_galley_row;
sb_galley_row *sb_galley_rows(const sb_galley *galley, int *n, sb_arena *arena);

/* The lines with baselines from .. to, the first of which goes to `at`. */
typedef struct sb_galley_part {
    double from, to;
    sb_point at;
} sb_galley_part;
/* The parts of a galley on one page, in the order they are read.  A paragraph that is cut by
 * the page's end is left open there and goes on on the next. */
void sb_galley_draw(sb_work *work, const sb_galley *galley, const sb_galley_part *parts, int n,
                    sb_element *parent);

#endif
