#include "area/weld.h"

#include <stdint.h>
#include <stdlib.h>

typedef struct ring { /* as numbers of points */
    int *at;
    int n;
} ring;

typedef struct hit { /* a point on a segment */
    double along;    /* 0..1 */
    int point;
} hit;

typedef struct welder {
    sb_arena *scratch;
    double tolerance;
    SB_VEC(sb_point) points;
    SB_VEC(int) next; /* [point]: of the same slot, -1 */
    int *slots;       /* hash of a cell as wide as the tolerance: last point + 1 */
    size_t n_slots;
    sb_point origin; /* of the buckets below */
    double bucket;   /* their width */
    int columns, rows;
    int *first, *order; /* points of bucket b: order[first[b]] … order[first[b + 1] - 1] */
    SB_VEC(hit) hits;
} welder;

static double distance2(sb_point p, sb_point q)
{
    return (p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y);
}

static int *slot_of(const welder *w, int64_t column, int64_t row)
{
    uint64_t h = (uint64_t)column * 0x9e3779b97f4a7c15u ^ (uint64_t)row * 0xc2b2ae3d27d4eb4fu;
    return &w->slots[(h ^ h >> 29) & (w->n_slots - 1)];
}

/* The nearest point within the tolerance, or the point itself as a new one. */
static int point_near(welder *w, sb_point p)
{
    int64_t column = (int64_t)floor(p.x / w->tolerance),
            row = (int64_t)floor(p.y / w->tolerance);
    int best = -1;
    double best_distance = w->tolerance * w->tolerance;
    for (int i = 0; i < 9; i++)
        for (int k = *slot_of(w, column + i % 3 - 1, row + i / 3 - 1) - 1; k >= 0;
             k = w->next.at[k]) {
            double d = distance2(w->points.at[k], p);
            if (d < best_distance || (d == best_distance && k < best)) {
                best = k;
                best_distance = d;
            }
        }
    if (best >= 0)
        return best;
    int *slot = slot_of(w, column, row);
    sb_vec_push(w->scratch, &w->points, p);
    sb_vec_push(w->scratch, &w->next, *slot - 1);
    *slot = (int)w->points.n;
    return *slot - 1;
}

static int bucket_at(const welder *w, double value, double origin, int n)
{
    double i = floor((value - origin) / w->bucket);
    return i < 0 ? 0 : i >= n ? n - 1 : (int)i;
}

static int bucket_of(const welder *w, sb_point p)
{
    return bucket_at(w, p.y, w->origin.y, w->rows) * w->columns +
           bucket_at(w, p.x, w->origin.x, w->columns);
}

/* Sort all points into square buckets, about one each. */
static void fill_buckets(welder *w, sb_rect box)
{
    size_t n = w->points.n;
    w->origin = (sb_point){box.x, box.y};
    w->bucket =
        fmax(sqrt(box.width * box.height / (double)n), fmax(box.width, box.height) / 1024);
    w->columns = (int)(box.width / w->bucket) + 1;
    w->rows = (int)(box.height / w->bucket) + 1;
    w->first = sb_arena_array(w->scratch, int, w->columns * w->rows + 1);
    w->order = sb_arena_array(w->scratch, int, n);
    for (size_t i = 0; i < n; i++)
        w->first[bucket_of(w, w->points.at[i]) + 1]++;
    for (int b = 0; b < w->columns * w->rows; b++)
        w->first[b + 1] += w->first[b];
    for (size_t i = n; i-- > 0;) /* from behind: first[b + 1] falls to the bucket's start */
        w->order[--w->first[bucket_of(w, w->points.at[i]) + 1]] = (int)i;
    for (int b = 0; b < w->columns * w->rows; b++)
        w->first[b] = w->first[b + 1];
    w->first[w->columns * w->rows] = (int)n;
}

static int by_along(const void *a, const void *b)
{
    const hit *p = a, *q = b;
    if (p->along != q->along)
        return p->along < q->along ? -1 : 1;
    return (p->point > q->point) - (p->point < q->point);
}

static void add_hit(welder *w, int from, int to, int point)
{
    sb_point a = w->points.at[from], b = w->points.at[to], p = w->points.at[point];
    double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    double along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2;
    if (point == from || point == to || !(along > 0 && along < 1))
        return;
    sb_point foot = {a.x + along * dx, a.y + along * dy};
    if (distance2(p, foot) < w->tolerance * w->tolerance)
        sb_vec_push(w->scratch, &w->hits, ((hit){along, point}));
}

/* The x that the segment covers between two heights, low < high. */
static void span_between(sb_point a, sb_point b, double low, double high, double *left,
                         double *right)
{
    double dy = b.y - a.y, from = 0, to = 1;
    if (dy != 0) {
        double at_low = (low - a.y) / dy, at_high = (high - a.y) / dy;
        from = fmin(fmax(fmin(at_low, at_high), 0), 1);
        to = fmin(fmax(fmax(at_low, at_high), 0), 1);
    }
    double begin = a.x + from * (b.x - a.x), end = a.x + to * (b.x - a.x);
    *left = fmin(begin, end);
    *right = fmax(begin, end);
}

/* Points that nearly lie on the segment, in order along it: those in the buckets it crosses. */
static void find_hits(welder *w, int from, int to)
{
    sb_point a = w->points.at[from], b = w->points.at[to];
    double reach = w->tolerance;
    int low = bucket_at(w, fmin(a.y, b.y) - reach, w->origin.y, w->rows);
    int high = bucket_at(w, fmax(a.y, b.y) + reach, w->origin.y, w->rows);
    w->hits.n = 0;
    for (int row = low; row <= high; row++) {
        double left, right, bottom = w->origin.y + row * w->bucket;
        span_between(a, b, bottom - reach, bottom + w->bucket + reach, &left, &right);
        int first = row * w->columns + bucket_at(w, left - reach, w->origin.x, w->columns);
        int last = row * w->columns + bucket_at(w, right + reach, w->origin.x, w->columns);
        for (int i = w->first[first]; i < w->first[last + 1]; i++)
            add_hit(w, from, to, w->order[i]);
    }
    if (w->hits.n > 1)
        qsort(w->hits.at, w->hits.n, sizeof *w->hits.at, by_along);
}

static ring ring_of(welder *w, const sb_shape_ring *from)
{
    ring made = {sb_arena_array(w->scratch, int, from->n), 0};
    for (int i = 0; i < from->n; i++) {
        int at = point_near(w, from->points[i]);
        if (made.n == 0 || made.at[made.n - 1] != at)
            made.at[made.n++] = at;
    }
    while (made.n > 1 && made.at[0] == made.at[made.n - 1])
        made.n--;
    return made;
}

static void write_ring(welder *w, const ring *from, sb_shape_ring *to, sb_arena *arena)
{
    SB_VEC(sb_point) points = {0};
    for (int i = 0; i < from->n; i++) {
        int next = from->at[(i + 1) % from->n];
        sb_vec_push(arena, &points, w->points.at[from->at[i]]);
        find_hits(w, from->at[i], next);
        for (size_t k = 0; k < w->hits.n; k++)
            sb_vec_push(arena, &points, w->points.at[w->hits.at[k].point]);
    }
    *to = (sb_shape_ring){points.at, (int)points.n, false};
}

static sb_rect box_of(const sb_shape *shapes, int n, size_t *n_points, size_t *n_rings)
{
    sb_point low = {INFINITY, INFINITY}, high = {-INFINITY, -INFINITY};
    for (int i = 0; i < n; i++)
        for (int k = 0; k < shapes[i].n; k++, ++*n_rings) {
            const sb_shape_ring *r = &shapes[i].rings[k];
            *n_points += (size_t)r->n;
            for (int p = 0; p < r->n; p++) {
                low = (sb_point){fmin(low.x, r->points[p].x), fmin(low.y, r->points[p].y)};
                high = (sb_point){fmax(high.x, r->points[p].x), fmax(high.y, r->points[p].y)};
            }
        }
    return (sb_rect){low.x, low.y, high.x - low.x, high.y - low.y};
}

void sb_weld(sb_shape *shapes, int n, sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    size_t n_points = 0, n_rings = 0;
    sb_rect box = box_of(shapes, n, &n_points, &n_rings);
    if (n_points == 0 || sb_rect_is_empty(box))
        return;
    welder w = {.scratch = scratch};
    w.tolerance = fmin(1, fmax(box.width, box.height) / 25000);
    for (w.n_slots = 64; w.n_slots < 2 * n_points;)
        w.n_slots *= 2;
    w.slots = sb_arena_array(scratch, int, w.n_slots);

    ring *rings = sb_arena_array(scratch, ring, n_rings);
    size_t next = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < shapes[i].n; k++)
            rings[next++] = ring_of(&w, &shapes[i].rings[k]);
    fill_buckets(&w, box);
    next = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < shapes[i].n; k++, next++)
            if (rings[next].n >= 3)
                write_ring(&w, &rings[next], &shapes[i].rings[k], arena);
}
