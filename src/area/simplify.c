#include "area/area.h"

/* A polyline while points are taken out of it. */
typedef struct line {
    const sb_point *points;
    double *area; /* [point]: of the triangle with its neighbours, never less than one removed
                   * before it (Visvalingam & Whyatt 1993) */
    int *before, *after; /* neighbours still there */
    int *heap, n_heap;   /* inner points, smallest area on top */
    int *place;          /* [point]: where in the heap */
} line;

static double triangle(const line *l, int i)
{
    sb_point a = l->points[l->before[i]], b = l->points[i], c = l->points[l->after[i]];
    return fabs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
}

/* Ties go by position, so that the result does not depend on the heap. */
static bool is_less(const line *l, int i, int k)
{
    return l->area[i] != l->area[k] ? l->area[i] < l->area[k] : i < k;
}

static void put(line *l, int at, int point)
{
    l->heap[at] = point;
    l->place[point] = at;
}

static void sift_up(line *l, int at)
{
    int point = l->heap[at];
    for (int up; at > 0 && is_less(l, point, l->heap[up = (at - 1) / 2]); at = up)
        put(l, at, l->heap[up]);
    put(l, at, point);
}

static void sift_down(line *l, int at)
{
    int point = l->heap[at];
    for (int down; (down = 2 * at + 1) < l->n_heap; at = down) {
        if (down + 1 < l->n_heap && is_less(l, l->heap[down + 1], l->heap[down]))
            down++;
        if (!is_less(l, l->heap[down], point))
            break;
        put(l, at, l->heap[down]);
    }
    put(l, at, point);
}

static void reweigh(line *l, int i, int last, double at_least)
{
    if (i == 0 || i == last)
        return;
    l->area[i] = fmax(triangle(l, i), at_least);
    sift_up(l, l->place[i]);
    sift_down(l, l->place[i]);
}

static void remove_top(line *l, int last)
{
    int i = l->heap[0];
    put(l, 0, l->heap[--l->n_heap]);
    if (l->n_heap)
        sift_down(l, 0);
    l->after[l->before[i]] = l->after[i];
    l->before[l->after[i]] = l->before[i];
    reweigh(l, l->before[i], last, l->area[i]);
    reweigh(l, l->after[i], last, l->area[i]);
}

/* Take out points until the next would cost `limit` square metres or `least` are left. */
static sb_arc simplify(sb_arc arc, double limit, int least, sb_arena *arena, sb_arena *scratch)
{
    if (arc.n <= least)
        return arc;
    size_t n = (size_t)arc.n;
    int last = arc.n - 1;
    line l = {arc.points,
              sb_arena_array(scratch, double, n),
              sb_arena_array(scratch, int, n),
              sb_arena_array(scratch, int, n),
              sb_arena_array(scratch, int, n),
              0,
              sb_arena_array(scratch, int, n)};
    for (int i = 0; i <= last; i++) {
        l.before[i] = i - 1;
        l.after[i] = i + 1;
    }
    for (int i = 1; i < last; i++) {
        l.area[i] = triangle(&l, i);
        put(&l, l.n_heap++, i);
        sift_up(&l, l.n_heap - 1);
    }
    while (l.n_heap + 2 > least && l.n_heap > 0 && l.area[l.heap[0]] < limit)
        remove_top(&l, last);

    sb_point *kept = sb_arena_array(arena, sb_point, l.n_heap + 2);
    int n_kept = 0;
    for (int i = 0; i <= last; i = l.after[i])
        kept[n_kept++] = arc.points[i];
    return (sb_arc){kept, n_kept, arc.left, arc.right};
}

/* How few points each arc may have so that no ring loses its area: a ring of one arc needs
 * three corners, in a ring of two each arc keeps a point between its ends. */
static int *least_points(const sb_arcs *arcs, sb_arena *scratch)
{
    int *least = sb_arena_array(scratch, int, arcs->n_arcs);
    for (int i = 0; i < arcs->n_arcs; i++) {
        const sb_arc *a = &arcs->arcs[i];
        bool is_closed =
            a->points[0].x == a->points[a->n - 1].x && a->points[0].y == a->points[a->n - 1].y;
        least[i] = is_closed ? 4 : 2;
    }
    for (int o = 0; o < arcs->n_outlines; o++)
        for (int r = 0; r < arcs->outlines[o].n; r++) {
            const sb_ring *ring = &arcs->outlines[o].rings[r];
            for (int k = 0; k < ring->n && ring->n == 2; k++) {
                int at = ring->arcs[k] < 0 ? ~ring->arcs[k] : ring->arcs[k];
                if (least[at] < 3)
                    least[at] = 3;
            }
        }
    return least;
}

const sb_arcs *sb_arcs_simplify(const sb_arcs *arcs, double tolerance, sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const int *least = least_points(arcs, scratch);
    sb_arc *simple = sb_arena_array(arena, sb_arc, arcs->n_arcs);
    for (int i = 0; i < arcs->n_arcs; i++) {
        sb_arena_mark mark = sb_arena_here(scratch);
        simple[i] =
            simplify(arcs->arcs[i], tolerance * tolerance / 2, least[i], arena, scratch);
        sb_arena_rewind(scratch, mark);
    }
    sb_arcs *made = sb_arena_one(arena, sb_arcs);
    *made = *arcs;
    made->arcs = simple;
    return made;
}
