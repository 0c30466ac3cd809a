#include "figure/edge_index.h"

/* Bands for so many edges, and no more than that. */
enum { PER_BAND = 16, MOST = 2048 };

static int band_of(const sb_edge_index *index, double y)
{
    double at = floor((y - index->top) / index->band);
    return at < 0 ? 0 : at >= index->n ? index->n - 1 : (int)at;
}

static double low_of(const sb_point edge[2]) { return fmin(edge[0].y, edge[1].y); }
static double high_of(const sb_point edge[2]) { return fmax(edge[0].y, edge[1].y); }

sb_edge_index sb_edge_index_of(sb_edges edges, sb_arena *arena)
{
    double top = INFINITY, bottom = -INFINITY;
    for (int i = 0; i < edges.n; i++) {
        top = fmin(top, low_of(edges.at[i]));
        bottom = fmax(bottom, high_of(edges.at[i]));
    }
    sb_edge_index index = {.edges = edges, .top = edges.n ? top : 0, .n = 1, .band = 1};
    if (edges.n && bottom > top) {
        index.n = edges.n / PER_BAND < 1      ? 1
                  : edges.n / PER_BAND > MOST ? MOST
                                              : edges.n / PER_BAND;
        index.band = (bottom - top) / index.n;
    }
    int *first = sb_arena_array(arena, int, index.n + 1);
    for (int i = 0; i < edges.n; i++)
        for (int b = band_of(&index, low_of(edges.at[i]));
             b <= band_of(&index, high_of(edges.at[i])); b++)
            first[b + 1]++;
    for (int b = 0; b < index.n; b++)
        first[b + 1] += first[b];
    int *listed = sb_arena_array(arena, int, first[index.n]),
        *next = sb_arena_copy(arena, first, (size_t)index.n, sizeof *first);
    for (int i = 0; i < edges.n; i++)
        for (int b = band_of(&index, low_of(edges.at[i]));
             b <= band_of(&index, high_of(edges.at[i])); b++)
            listed[next[b]++] = i;
    index.first = first;
    index.listed = listed;
    return index;
}

sb_edges sb_edge_index_near(const sb_edge_index *index, sb_rect box, sb_arena *arena)
{
    int from = band_of(index, box.y), to = band_of(index, sb_rect_bottom(box)), n = 0;
    sb_point(*near)[2] = sb_arena_alloc(
        arena, (size_t)(index->first[to + 1] - index->first[from]), sizeof *near);
    for (int b = from; b <= to; b++)
        for (int k = index->first[b]; k < index->first[b + 1]; k++) {
            const sb_point *edge = index->edges.at[index->listed[k]];
            int own = band_of(index, low_of(edge)); /* listed in others too: once is enough */
            if ((own > from ? own : from) != b ||
                !sb_edges_hit((sb_edges){&index->edges.at[index->listed[k]], 1}, box))
                continue;
            near[n][0] = edge[0];
            near[n++][1] = edge[1];
        }
    return (sb_edges){(const sb_point(*)[2])near, n};
}
