#include "area/arcs.h"

#include <stdlib.h>

/* An arc walked so that a larger area lies on its left. */
typedef struct side {
    int arc;  /* ~arc: backwards */
    int area; /* the larger one */
    int next; /* of those that begin at the same place, -1 */
    bool is_used;
} side;

typedef struct end { /* of an arc, to give equal points equal numbers */
    sb_point at;
    int *place;
} end;

typedef SB_VEC(sb_point) point_list;
typedef SB_VEC(sb_shape_ring) ring_list;

typedef struct walk {
    const sb_arcs *arcs;
    int *from, *to; /* [arc]: places of its ends */
    SB_VEC(side) sides;
    int *first; /* [place]: the side found last that begins there, -1 */
} walk;

static int by_point(const void *a, const void *b)
{
    sb_point p = ((const end *)a)->at, q = ((const end *)b)->at;
    if (p.x != q.x)
        return p.x < q.x ? -1 : 1;
    return (p.y > q.y) - (p.y < q.y);
}

/* Returns how many places there are. */
static int number_places(walk *w, sb_arena *scratch)
{
    int n = w->arcs->n_arcs;
    end *ends = sb_arena_array(scratch, end, 2 * (size_t)n + 1);
    w->from = sb_arena_array(scratch, int, n);
    w->to = sb_arena_array(scratch, int, n);
    for (int i = 0; i < n; i++) {
        const sb_arc *arc = &w->arcs->arcs[i];
        ends[2 * i] = (end){arc->points[0], &w->from[i]};
        ends[2 * i + 1] = (end){arc->points[arc->n - 1], &w->to[i]};
    }
    qsort(ends, 2 * (size_t)n, sizeof *ends, by_point);
    int place = 0;
    for (int i = 0; i < 2 * n; i++) {
        if (i > 0 && by_point(&ends[i - 1], &ends[i]) != 0)
            place++;
        *ends[i].place = place;
    }
    return place + 1;
}

static int start_place(const walk *w, int arc) { return arc < 0 ? w->to[~arc] : w->from[arc]; }

static int end_place(const walk *w, int arc) { return arc < 0 ? w->from[~arc] : w->to[arc]; }

static void add_side(walk *w, int arc, int area, sb_arena *scratch)
{
    int *first = &w->first[start_place(w, arc)];
    sb_vec_push(scratch, &w->sides, ((side){arc, area, *first, false}));
    *first = (int)w->sides.n - 1;
}

/* The sides of all borders between different larger areas. */
static void find_sides(walk *w, const int *parent, sb_arena *scratch)
{
    int n_places = number_places(w, scratch);
    w->first = sb_arena_array(scratch, int, n_places);
    for (int i = 0; i < n_places; i++)
        w->first[i] = -1;
    for (int i = 0; i < w->arcs->n_arcs; i++) {
        const sb_arc *arc = &w->arcs->arcs[i];
        int left = arc->left < 0 ? -1 : parent[arc->left];
        int right = arc->right < 0 ? -1 : parent[arc->right];
        if (left == right)
            continue;
        if (left >= 0)
            add_side(w, i, left, scratch);
        if (right >= 0)
            add_side(w, ~i, right, scratch);
    }
}

/* All points of the arc but its last. */
static void add_points(const sb_arcs *arcs, int at, point_list *points, sb_arena *arena)
{
    const sb_arc *arc = &arcs->arcs[at < 0 ? ~at : at];
    for (int i = 0; i + 1 < arc->n; i++)
        sb_vec_push(arena, points, arc->points[at < 0 ? arc->n - 1 - i : i]);
}

static side *next_side(walk *w, int place, int area)
{
    for (int i = w->first[place]; i >= 0; i = w->sides.at[i].next)
        if (!w->sides.at[i].is_used && w->sides.at[i].area == area)
            return &w->sides.at[i];
    return NULL;
}

/* Follow sides of the same area until back at the start.  As many of them end at a place as
 * begin there, so there is always one to go on with. */
static sb_shape_ring walk_round(walk *w, side *s, sb_arena *arena)
{
    point_list points = {0};
    int home = start_place(w, s->arc), area = s->area;
    for (; s; s = next_side(w, end_place(w, s->arc), area)) {
        s->is_used = true;
        add_points(w->arcs, s->arc, &points, arena);
        if (end_place(w, s->arc) == home)
            break;
    }
    return (sb_shape_ring){points.at, (int)points.n, false};
}

const sb_shape *sb_arcs_dissolve(const sb_arcs *arcs, const int *parent, int n, sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    walk w = {.arcs = arcs};
    find_sides(&w, parent, scratch);
    ring_list *rings = sb_arena_array(scratch, ring_list, n);
    for (size_t i = 0; i < w.sides.n; i++) {
        side *s = &w.sides.at[i];
        if (!s->is_used)
            sb_vec_push(arena, &rings[s->area], walk_round(&w, s, arena));
    }
    sb_shape *shapes = sb_arena_array(arena, sb_shape, n);
    for (int i = 0; i < n; i++)
        shapes[i] = (sb_shape){rings[i].at, (int)rings[i].n};
    return shapes;
}
