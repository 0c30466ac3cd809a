#include "figure/outline.h"

#include <stdlib.h>

sb_matrix sb_outline_matrix(sb_rect frame, sb_point at, double pt_per_metre)
{
    return (sb_matrix){pt_per_metre,
                       0,
                       0,
                       -pt_per_metre,
                       at.x - frame.x * pt_per_metre,
                       at.y + sb_rect_bottom(frame) * pt_per_metre};
}

/* To a hundredth of a point, 3.5 µm: more is not seen, and would be a tenth of a large map's
 * file. */
static sb_point rounded(sb_point p)
{
    return (sb_point){round(p.x * 100) / 100, round(p.y * 100) / 100};
}

/* Points from..to-1 of an arc, walked forwards or backwards. */
static void walk(sb_pencil *pencil, const sb_arc *arc, bool is_back, int from, int to,
                 sb_matrix matrix)
{
    for (int i = from; i < to; i++) {
        sb_point p =
            rounded(sb_matrix_apply(matrix, arc->points[is_back ? arc->n - 1 - i : i]));
        if (i == 0)
            sb_pencil_move(pencil, p.x, p.y);
        else
            sb_pencil_line(pencil, p.x, p.y);
    }
}

/* Each arc but the first begins where the one before it ended, and closing leads back. */
static void walk_ring(sb_pencil *pencil, const sb_arcs *arcs, const sb_ring *ring,
                      sb_matrix matrix)
{
    for (int i = 0; i < ring->n; i++) {
        bool is_back = ring->arcs[i] < 0;
        const sb_arc *arc = &arcs->arcs[is_back ? ~ring->arcs[i] : ring->arcs[i]];
        walk(pencil, arc, is_back, i > 0, arc->n - (i == ring->n - 1), matrix);
    }
    sb_pencil_close(pencil);
}

sb_path sb_outline_area(const sb_arcs *arcs, int area, sb_matrix matrix, sb_arena *arena)
{
    sb_pencil pencil = sb_pencil_new(arena);
    for (int r = 0; r < arcs->outlines[area].n; r++)
        walk_ring(&pencil, arcs, &arcs->outlines[area].rings[r], matrix);
    return sb_pencil_path(&pencil);
}

/* ---- one shape of many areas ---- */

/* An arc on the way round a group of areas. */
typedef struct walk_step {
    sb_point from, to;
    int arc;
    bool is_back, is_walked;
} walk_step;

static int by_start(const void *a, const void *b)
{
    const walk_step *s = a, *t = b;
    if (s->from.x != t->from.x)
        return (s->from.x > t->from.x) - (s->from.x < t->from.x);
    if (s->from.y != t->from.y)
        return (s->from.y > t->from.y) - (s->from.y < t->from.y);
    return s->arc - t->arc;
}

/* The arcs of the group that only one of its areas walks: what two of them share lies within.
 * Returns how many. */
static int outer_steps(const sb_arcs *arcs, const int *group, int wanted, walk_step *steps,
                       sb_arena *arena)
{
    int *walks = sb_arena_array(arena, int, arcs->n_arcs), n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < arcs->n_outlines; i++)
            for (int r = 0; group[i] == wanted && r < arcs->outlines[i].n; r++) {
                const sb_ring *ring = &arcs->outlines[i].rings[r];
                for (int k = 0; k < ring->n; k++) {
                    bool is_back = ring->arcs[k] < 0;
                    int arc = is_back ? ~ring->arcs[k] : ring->arcs[k];
                    const sb_arc *at = &arcs->arcs[arc];
                    if (pass == 0)
                        walks[arc]++;
                    else if (walks[arc] == 1)
                        steps[n++] = (walk_step){at->points[is_back ? at->n - 1 : 0],
                                                 at->points[is_back ? 0 : at->n - 1], arc,
                                                 is_back, false};
                }
            }
    return n;
}

/* The first step from a point that was not walked yet; NULL: the ring is closed. */
static walk_step *next_step(walk_step *steps, int n, sb_point from)
{
    int low = 0, high = n;
    const walk_step wanted = {.from = from, .arc = -1};
    while (low < high) {
        int middle = (low + high) / 2;
        if (by_start(&steps[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && steps[low].from.x == from.x && steps[low].from.y == from.y; low++)
        if (!steps[low].is_walked)
            return &steps[low];
    return NULL;
}

/* Which way is taken where several part does not matter to even-odd filling. */
sb_path sb_outline_areas(const sb_arcs *arcs, const int *group, int wanted, sb_matrix matrix,
                         sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    walk_step *steps = sb_arena_array(scratch, walk_step, 2 * arcs->n_arcs);
    int n = outer_steps(arcs, group, wanted, steps, scratch);
    sb_pencil pencil = sb_pencil_new(arena);
    if (n)
        qsort(steps, (size_t)n, sizeof *steps, by_start);
    for (int i = 0; i < n; i++) {
        if (steps[i].is_walked)
            continue;
        walk_step *at = &steps[i], *next;
        for (bool is_first = true; at; at = next, is_first = false) {
            const sb_arc *arc = &arcs->arcs[at->arc];
            at->is_walked = true;
            next = next_step(steps, n, at->to);
            walk(&pencil, arc, at->is_back, !is_first, arc->n - !next, matrix);
        }
        sb_pencil_close(&pencil);
    }
    return sb_pencil_path(&pencil);
}

static bool is_kind(const sb_arc *arc, const int *group, sb_border kind)
{
    bool is_outer = arc->left < 0 || arc->right < 0;
    switch (kind) {
    case SB_BORDER_OUTER:
        return is_outer;
    case SB_BORDER_WITHIN:
        return !is_outer && group[arc->left] == group[arc->right];
    case SB_BORDER_BETWEEN:
        return !is_outer && group[arc->left] != group[arc->right];
    default:
        return (arc->left >= 0 && group[arc->left] == 1) !=
               (arc->right >= 0 && group[arc->right] == 1);
    }
}

sb_path sb_outline_borders(const sb_arcs *arcs, const int *group, sb_border kind,
                           sb_matrix matrix, sb_arena *arena)
{
    sb_pencil pencil = sb_pencil_new(arena);
    for (int i = 0; i < arcs->n_arcs; i++)
        if (is_kind(&arcs->arcs[i], group, kind))
            walk(&pencil, &arcs->arcs[i], false, 0, arcs->arcs[i].n, matrix);
    return sb_pencil_path(&pencil);
}

/* A point so far to one side of the arc's middle. */
static sb_point beside(const sb_arc *arc, bool is_left, double distance)
{
    sb_point a = arc->points[(arc->n - 1) / 2], b = arc->points[(arc->n - 1) / 2 + 1];
    double dx = b.x - a.x, dy = b.y - a.y, length = hypot(dx, dy);
    double step = length > 0 ? (is_left ? distance : -distance) / length : 0;
    return (sb_point){(a.x + b.x) / 2 - dy * step, (a.y + b.y) / 2 + dx * step};
}

/* An area while it is asked what lies in it. */
typedef struct solid {
    sb_edges edges;
    sb_rect box;
} solid;

static bool is_in_box(sb_rect box, sb_point p)
{
    return p.x >= box.x && p.x <= sb_rect_right(box) && p.y >= box.y &&
           p.y <= sb_rect_bottom(box);
}

static int area_at(const solid *solids, int n, sb_point p)
{
    for (int i = 0; i < n; i++)
        if (is_in_box(solids[i].box, p) && sb_edges_hold(solids[i].edges, p))
            return i;
    return -1;
}

const sb_arcs *sb_outline_close_gaps(const sb_arcs *arcs, double reach, sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    solid *solids = sb_arena_array(scratch, solid, arcs->n_outlines);
    for (int i = 0; i < arcs->n_outlines; i++) {
        sb_path path = sb_outline_area(arcs, i, SB_IDENTITY, scratch);
        solids[i] = (solid){sb_edges_of(path, scratch), sb_path_box(path)};
    }
    sb_arc *closed = sb_arena_copy(arena, arcs->arcs, (size_t)arcs->n_arcs, sizeof *closed);
    for (int i = 0; i < arcs->n_arcs; i++) {
        sb_arc *arc = &closed[i];
        int *empty = arc->left < 0 ? &arc->left : &arc->right;
        int own = arc->left < 0 ? arc->right : arc->left;
        int other = *empty < 0
                        ? area_at(solids, arcs->n_outlines, beside(arc, arc->left < 0, reach))
                        : own;
        if (other != own)
            *empty = other;
    }
    sb_arcs *copy = sb_arena_copy(arena, arcs, 1, sizeof *arcs);
    copy->arcs = closed;
    return copy;
}

sb_edges sb_edges_of(sb_path path, sb_arena *arena)
{
    sb_point(*edges)[2] = sb_arena_alloc(arena, (size_t)path.n_ops, sizeof *edges);
    sb_point start = {0, 0}, here = {0, 0};
    int n = 0, point = 0;
    for (int i = 0; i < path.n_ops; i++) {
        sb_point to = path.ops[i] == SB_CLOSE ? start : path.points[point++];
        if (path.ops[i] == SB_MOVE) {
            start = to;
        } else {
            edges[n][0] = here;
            edges[n++][1] = to;
        }
        here = to;
    }
    return (sb_edges){(const sb_point(*)[2])edges, n};
}

bool sb_edges_hold(sb_edges edges, sb_point p)
{
    bool is_inside = false;
    for (int i = 0; i < edges.n; i++) {
        sb_point a = edges.at[i][0], b = edges.at[i][1];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y))
            is_inside = !is_inside;
    }
    return is_inside;
}

/* Does the edge cross the box?  The part of it within each pair of sides (Liang & Barsky 1984)
 * shrinks to nothing if not. */
static bool crosses(sb_point a, sb_point b, sb_rect r)
{
    double from = 0, to = 1;
    const double start[] = {a.x - r.x, a.y - r.y}, way[] = {b.x - a.x, b.y - a.y},
                 size[] = {r.width, r.height};
    for (int i = 0; i < 2; i++) {
        if (way[i] == 0) {
            if (start[i] < 0 || start[i] > size[i])
                return false;
            continue;
        }
        double t = -start[i] / way[i], u = (size[i] - start[i]) / way[i];
        from = fmax(from, fmin(t, u));
        to = fmin(to, fmax(t, u));
    }
    return from <= to;
}

bool sb_edges_hit(sb_edges edges, sb_rect rect)
{
    for (int i = 0; i < edges.n; i++)
        if (crosses(edges.at[i][0], edges.at[i][1], rect))
            return true;
    return false;
}

double sb_edges_distance(sb_edges edges, sb_point p)
{
    double least = INFINITY, reach = INFINITY; /* squared; its root */
    for (int i = 0; i < edges.n; i++) {
        sb_point a = edges.at[i][0], b = edges.at[i][1];
        if ((a.y - p.y > reach && b.y - p.y > reach) ||
            (p.y - a.y > reach && p.y - b.y > reach) ||
            (a.x - p.x > reach && b.x - p.x > reach) ||
            (p.x - a.x > reach && p.x - b.x > reach))
            continue;
        double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
        double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        double x = a.x + t * dx - p.x, y = a.y + t * dy - p.y, d = x * x + y * y;
        if (d < least) {
            least = d;
            reach = sqrt(d);
        }
    }
    return reach;
}

int sb_edges_crossings(sb_edges edges, double y, double *x)
{
    int n = 0;
    for (int i = 0; i < edges.n; i++) {
        sb_point a = edges.at[i][0], b = edges.at[i][1];
        if ((a.y > y) == (b.y > y))
            continue;
        double at = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
        int k = n++;
        for (; k > 0 && x[k - 1] > at; k--)
            x[k] = x[k - 1];
        x[k] = at;
    }
    return n;
}

sb_point sb_outline_middle(const sb_arcs *arcs, int area, sb_matrix matrix)
{
    enum { LINES = 9 };
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_path path = sb_outline_area(arcs, area, matrix, scratch);
    sb_edges edges = sb_edges_of(path, scratch);
    sb_rect box = sb_path_box(path);
    double *x = sb_arena_array(scratch, double, edges.n), best = -1;
    sb_point middle = {box.x + box.width / 2, box.y + box.height / 2};
    for (int i = 1; i <= LINES; i++) {
        double y = box.y + i * box.height / (LINES + 1);
        int n = sb_edges_crossings(edges, y, x);
        /* of stretches alike the one nearer the middle line */
        double less = 0.5 * box.width * fabs(2.0 * i / (LINES + 1) - 1);
        for (int k = 0; k + 1 < n; k += 2)
            if (x[k + 1] - x[k] - less > best || best < 0) {
                best = fmax(0, x[k + 1] - x[k] - less);
                middle = (sb_point){(x[k] + x[k + 1]) / 2, y};
            }
    }
    return middle;
}

/* ---- parts of a map ---- */

typedef struct span_box {
    double left, right, low, high;
} span_box;

static void widen(span_box *box, const sb_arc *arc)
{
    for (int i = 0; i < arc->n; i++) {
        box->left = fmin(box->left, arc->points[i].x);
        box->right = fmax(box->right, arc->points[i].x);
        box->low = fmin(box->low, arc->points[i].y);
        box->high = fmax(box->high, arc->points[i].y);
    }
}

static int arc_of(int walked) { return walked < 0 ? ~walked : walked; }

static sb_rect box_of_area(const sb_arcs *arcs, int area)
{
    span_box box = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    const sb_outline *outline = &arcs->outlines[area];
    for (int r = 0; r < outline->n; r++)
        for (int k = 0; k < outline->rings[r].n; k++)
            widen(&box, &arcs->arcs[arc_of(outline->rings[r].arcs[k])]);
    return (sb_rect){box.left, box.low, box.right - box.left, box.high - box.low};
}

sb_rect sb_outline_box(const sb_arcs *arcs, const int *group, int wanted)
{
    span_box box = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    for (int i = 0; i < arcs->n_arcs; i++) {
        int left = arcs->arcs[i].left, right = arcs->arcs[i].right;
        if ((left >= 0 && group[left] == wanted) || (right >= 0 && group[right] == wanted))
            widen(&box, &arcs->arcs[i]);
    }
    if (box.left > box.right)
        return (sb_rect){0};
    return (sb_rect){box.left, box.low, box.right - box.left, box.high - box.low};
}

/* Rings that name arcs by their new places. */
static sb_ring *renumbered(const sb_outline *outline, const int *place, sb_arena *arena)
{
    sb_ring *rings = sb_arena_array(arena, sb_ring, outline->n);
    for (int r = 0; r < outline->n; r++) {
        int n = outline->rings[r].n, *walk = sb_arena_array(arena, int, n);
        for (int k = 0; k < n; k++) {
            int arc = outline->rings[r].arcs[k];
            walk[k] = arc < 0 ? ~place[~arc] : place[arc];
        }
        rings[r] = (sb_ring){walk, n};
    }
    return rings;
}

/* Those areas alone, and the arcs that lie beside them. */
static const sb_arcs *part_of(const sb_arcs *arcs, const bool *is_kept, sb_rect frame,
                              sb_arena *arena)
{
    sb_arcs *part = sb_arena_copy(arena, arcs, 1, sizeof *arcs);
    sb_outline *outlines = sb_arena_array(arena, sb_outline, arcs->n_outlines);
    sb_arc *kept = sb_arena_array(arena, sb_arc, arcs->n_arcs);
    int *place = sb_arena_array(arena, int, arcs->n_arcs), n = 0;
    for (int i = 0; i < arcs->n_arcs; i++) {
        int left = arcs->arcs[i].left, right = arcs->arcs[i].right;
        place[i] = n;
        if ((left >= 0 && is_kept[left]) || (right >= 0 && is_kept[right]))
            kept[n++] = arcs->arcs[i];
    }
    for (int i = 0; i < arcs->n_outlines; i++)
        if (is_kept[i])
            outlines[i] =
                (sb_outline){renumbered(&arcs->outlines[i], place, arena), arcs->outlines[i].n};
    part->arcs = kept;
    part->n_arcs = n;
    part->outlines = outlines;
    part->box = frame;
    return part;
}

const sb_arcs *sb_outline_within(const sb_arcs *arcs, sb_rect frame, sb_arena *arena)
{
    bool *is_near = sb_arena_array(arena, bool, arcs->n_outlines);
    for (int i = 0; i < arcs->n_outlines; i++)
        is_near[i] = arcs->outlines[i].n > 0 && sb_rect_overlaps(box_of_area(arcs, i), frame);
    return part_of(arcs, is_near, frame, arena);
}

const sb_arcs *sb_outline_without(const sb_arcs *arcs, const int *is_left_out, sb_rect frame,
                                  sb_arena *arena)
{
    bool *is_kept = sb_arena_array(arena, bool, arcs->n_outlines);
    for (int i = 0; i < arcs->n_outlines; i++)
        is_kept[i] = !is_left_out[i];
    return part_of(arcs, is_kept, frame, arena);
}

const sb_rect *sb_outline_boxes(const sb_arcs *arcs, sb_arena *arena)
{
    sb_rect *boxes = sb_arena_array(arena, sb_rect, arcs->n_outlines);
    for (int i = 0; i < arcs->n_outlines; i++)
        if (arcs->outlines[i].n > 0)
            boxes[i] = box_of_area(arcs, i);
    return boxes;
}
