#include "area/overlap.h"

#include <stdlib.h>

typedef struct box {
    double left, right, low, high;
    int area;
} box;

/* Boxes of all areas by their left edges: what may hold a point begins no further left of it
 * than the widest is wide. */
typedef struct search {
    const sb_shape *shapes;
    box *boxes;
    int n;
    double widest, reach;
} search;

static int by_left(const void *a, const void *b)
{
    const box *x = a, *y = b;
    return x->left != y->left ? (x->left > y->left) - (x->left < y->left) : x->area - y->area;
}

static box box_of(const sb_shape *shape, int area)
{
    box b = {INFINITY, -INFINITY, INFINITY, -INFINITY, area};
    for (int r = 0; r < shape->n; r++)
        for (int i = 0; i < shape->rings[r].n; i++) {
            sb_point p = shape->rings[r].points[i];
            b.left = fmin(b.left, p.x);
            b.right = fmax(b.right, p.x);
            b.low = fmin(b.low, p.y);
            b.high = fmax(b.high, p.y);
        }
    return b;
}

static search search_of(const sb_shape *shapes, int n, double reach, sb_arena *arena)
{
    search s = {.shapes = shapes, .boxes = sb_arena_array(arena, box, n), .reach = reach};
    for (int i = 0; i < n; i++) {
        if (shapes[i].n == 0)
            continue;
        s.boxes[s.n] = box_of(&shapes[i], i);
        s.widest = fmax(s.widest, s.boxes[s.n].right - s.boxes[s.n].left);
        s.n++;
    }
    if (s.n)
        qsort(s.boxes, (size_t)s.n, sizeof *s.boxes, by_left);
    return s;
}

static double distance(const sb_shape *shape, sb_point p)
{
    double least = INFINITY;
    for (int r = 0; r < shape->n; r++) {
        const sb_shape_ring *ring = &shape->rings[r];
        for (int i = 0, j = ring->n - 1; i < ring->n; j = i++) {
            sb_point a = ring->points[j], b = ring->points[i];
            double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
            double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
            t = fmin(fmax(t, 0), 1);
            least = fmin(least, hypot(a.x + t * dx - p.x, a.y + t * dy - p.y));
        }
    }
    return least;
}

/* Another area that the point lies well inside of; -1: there is none. */
static int holder_of(const search *s, sb_point p, int own)
{
    int first = 0, end = s->n;
    while (first < end) {
        int middle = first + (end - first) / 2;
        if (s->boxes[middle].left < p.x - s->widest)
            first = middle + 1;
        else
            end = middle;
    }
    for (int i = first; i < s->n && s->boxes[i].left <= p.x; i++) {
        const box *b = &s->boxes[i];
        if (b->area == own || b->right < p.x || b->low > p.y || b->high < p.y)
            continue;
        const sb_shape *shape = &s->shapes[b->area];
        if (sb_shape_holds(shape, p) && distance(shape, p) > s->reach)
            return b->area;
    }
    return -1;
}

/* By a point inside of each, and by borders that have one side only: those of areas that fit
 * each other run round the whole. */
static int other_of(const search *s, const sb_arcs *arcs, int area, const int *first,
                    const int *next, sb_arena *scratch)
{
    sb_point inside;
    if (!sb_shape_inner_point(&s->shapes[area], scratch, &inside))
        return -1;
    int other = holder_of(s, inside, area);
    for (int at = first[area]; at >= 0 && other < 0; at = next[at]) {
        const sb_arc *arc = &arcs->arcs[at];
        for (int i = 1; i < arc->n && other < 0; i++) {
            sb_point a = arc->points[i - 1], b = arc->points[i];
            other = holder_of(s, b, area);
            if (other < 0)
                other = holder_of(s, (sb_point){(a.x + b.x) / 2, (a.y + b.y) / 2}, area);
        }
    }
    return other;
}

void sb_overlaps_tell(const sb_level_data *level, const sb_shape *shapes, const sb_arcs *arcs,
                      double reach, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const search s = search_of(shapes, level->n, reach, arena);
    int *first = sb_arena_array(arena, int, level->n), /* arcs with nothing on one side */
        *next = sb_arena_array(arena, int, arcs->n_arcs);
    for (int i = 0; i < level->n; i++)
        first[i] = -1;
    for (int i = 0; i < arcs->n_arcs; i++) {
        int left = arcs->arcs[i].left, right = arcs->arcs[i].right;
        int area = left < 0 ? right : right < 0 ? left : -1;
        if (area < 0)
            continue;
        next[i] = first[area];
        first[area] = i;
    }
    int n = 0, one = -1, other = -1;
    for (int i = 0; i < level->n; i++) {
        sb_arena_mark mark = sb_arena_here(arena);
        int found = other_of(&s, arcs, i, first, next, arena);
        sb_arena_rewind(arena, mark);
        if (found < 0)
            continue;
        if (n++ == 0) {
            one = i;
            other = found;
        }
    }
    if (n == 0)
        return;
    sb_warn(diag, SB_E_DATA, sb_node_span(level->spec->node, "file"),
            sb_ngettext("%d of %d areas of '%s' lies on another, first '%s' and '%s'",
                        "%d of %d areas of '%s' lie on another, first '%s' and '%s'", n),
            n, level->n, level->spec->id, level->areas[one].name, level->areas[other].name);
    sb_hint(diag, _("a map shows one of them only: are areas in the file twice, or of "
                    "different years?"));
}
