/* edge_index: many edges by the level bands they pass, so that questions about one place look at
 * few of them.
 */
#ifndef SB_FIGURE_EDGE_INDEX_H
#define SB_FIGURE_EDGE_INDEX_H

#include "figure/outline.h"

typedef struct sb_edge_index {
    sb_edges edges;
    double top, band; /* of the first band; height of each */
    int n;            /* bands */
    const int *first; /* [n + 1]: where each band's edges begin in `listed` */
    const int *listed;
} sb_edge_index;

/* What it holds lives in `arena`.  Cost: linear in edges times the bands each passes. */
sb_edge_index sb_edge_index_of(sb_edges edges, sb_arena *arena);
/* Those that touch the box, each once. */
sb_edges sb_edge_index_near(const sb_edge_index *index, sb_rect box, sb_arena *arena);

#endif
