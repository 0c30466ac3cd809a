/* borders: from a grid of labels to lines that neighbours share.
 *
 * In: labels of square cells, -1 outside.  Out: chains from node to node, each once, smoothed
 * and thinned, in decimetres; rings of any union of labels.  Because every level takes its
 * rings from the same chains, borders are the same to the bit.
 */
#ifndef MUSTERSTADT_BORDERS_H
#define MUSTERSTADT_BORDERS_H

#include <stdint.h>

typedef struct grid {
    int width, height; /* cells; y goes north */
    double x0, y0;     /* metres: south-west corner */
    double cell;       /* metres */
    int *label;        /* [y * width + x] */
} grid;

typedef struct dot {
    int64_t x, y; /* decimetres */
} dot;

typedef struct chain {
    dot *dots;
    int n;
    int left, right; /* labels beside it, looking along it */
} chain;

typedef struct chains {
    chain *at;
    int n;
} chains;

typedef struct ring {
    dot *dots; /* closed: the first again at the end */
    int n;
    double area; /* m², negative: a hole */
} ring;

typedef struct rings {
    ring *at;
    int n;
} rings;

grid grid_like(const grid *other, int label);
int grid_label(const grid *g, int x, int y); /* -1 beyond the edge */

/* Make each label one piece without corners touching corners and without frays. */
void grid_tidy(grid *g, int n_labels);

chains chains_trace(const grid *g, double tolerance_m);

/* Rings round the union of the labels that `group` maps to `wanted`; label -1 belongs to none.
 */
rings rings_of(const chains *all, const int *group, int wanted);

#endif
