#include "area/arcs.h"

#include <stdint.h>
#include <stdlib.h>

#define GRID 1000.0 /* steps in a metre */

/* A ring as numbers of vertices. */
typedef struct loop {
    int *vertices;
    int n, area;
} loop;

typedef struct vertex {
    int64_t x, y;      /* on the grid */
    int before, after; /* neighbours at its first visit, the smaller first; -1: none yet */
    bool is_junction;
} vertex;

typedef struct cut { /* an arc while it is looked for */
    const int *vertices;
    int n, left, right, next; /* next: of the same slot, -1 */
} cut;

typedef struct builder {
    sb_arena *arena, *scratch;
    SB_VEC(vertex) vertices;
    int *vertex_slots; /* hash table: vertex + 1, a power of two of them */
    size_t n_vertex_slots;
    SB_VEC(cut) arcs;
    int *arc_slots; /* first arc + 1 */
    size_t n_arc_slots;
} builder;

static size_t power_of_two(size_t at_least)
{
    size_t n = 64;
    while (n < at_least)
        n *= 2;
    return n;
}

/* splitmix64's last steps (Steele, Lea & Flood 2014). */
static uint64_t mix(uint64_t h)
{
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
    return h ^ (h >> 31);
}

static int vertex_at(builder *b, sb_point p)
{
    int64_t x = llround(p.x * GRID), y = llround(p.y * GRID);
    for (size_t i = mix((uint64_t)x * 31 + mix((uint64_t)y));; i++) {
        int *slot = &b->vertex_slots[i & (b->n_vertex_slots - 1)];
        if (*slot == 0) {
            sb_vec_push(b->scratch, &b->vertices, ((vertex){x, y, -1, -1, false}));
            return (*slot = (int)b->vertices.n) - 1;
        }
        const vertex *v = &b->vertices.at[*slot - 1];
        if (v->x == x && v->y == y)
            return *slot - 1;
    }
}

/* Numbers for points, without what repeats the point before it and without spikes, where the
 * ring goes out and back the same way. */
static loop loop_of(builder *b, const sb_shape_ring *ring, int area)
{
    loop l = {sb_arena_array(b->scratch, int, ring->n), 0, area};
    for (int i = 0; i < ring->n; i++) {
        int v = vertex_at(b, ring->points[i]);
        if (l.n > 1 && l.vertices[l.n - 2] == v)
            l.n--;
        else if (l.n == 0 || l.vertices[l.n - 1] != v)
            l.vertices[l.n++] = v;
    }
    while (l.n > 2) { /* the same where the end meets the start */
        if (l.vertices[0] == l.vertices[l.n - 1] || l.vertices[0] == l.vertices[l.n - 2]) {
            l.n--;
        } else if (l.vertices[1] == l.vertices[l.n - 1]) {
            l.vertices++;
            l.n--;
        } else {
            break;
        }
    }
    return l;
}

/* A vertex is a junction where two rings, or one ring twice, come with other neighbours. */
static void find_junctions(builder *b, const loop *l)
{
    for (int i = 0; i < l->n; i++) {
        vertex *v = &b->vertices.at[l->vertices[i]];
        int before = l->vertices[(i + l->n - 1) % l->n], after = l->vertices[(i + 1) % l->n];
        if (before > after) {
            int swap = before;
            before = after;
            after = swap;
        }
        if (v->before < 0) {
            v->before = before;
            v->after = after;
        } else if (v->before != before || v->after != after) {
            v->is_junction = true;
        }
    }
}

static bool is_same(const int *a, const int *b, int n)
{
    for (int i = 0; i < n; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static bool is_reverse(const int *a, const int *b, int n)
{
    for (int i = 0; i < n; i++)
        if (a[i] != b[n - 1 - i])
            return false;
    return true;
}

/* The number of the arc, ~number if it runs the other way.  A side that another area holds
 * already (areas that overlap) makes an arc of its own. */
static int arc_at(builder *b, const int *vertices, int n, int area)
{
    uint64_t hash = (uint64_t)n; /* the same in both directions */
    for (int i = 0; i < n; i++)
        hash += mix((uint64_t)vertices[i] + 1);
    int *slot = &b->arc_slots[mix(hash) & (b->n_arc_slots - 1)];
    for (int i = *slot - 1; i >= 0; i = b->arcs.at[i].next) {
        cut *c = &b->arcs.at[i];
        if (c->n != n)
            continue;
        if (c->right < 0 && is_reverse(c->vertices, vertices, n)) {
            c->right = area;
            return ~i;
        }
        if (c->left < 0 && is_same(c->vertices, vertices, n)) {
            c->left = area;
            return i;
        }
    }
    const int *own = sb_arena_copy(b->scratch, vertices, (size_t)n, sizeof *vertices);
    sb_vec_push(b->scratch, &b->arcs, ((cut){own, n, area, -1, *slot - 1}));
    *slot = (int)b->arcs.n;
    return *slot - 1;
}

/* Where to begin: at a junction, else at the vertex of the smallest number, so that the hole
 * round an enclave begins where the enclave does. */
static int start_of(const builder *b, const loop *l)
{
    int smallest = 0;
    for (int i = 0; i < l->n; i++) {
        if (b->vertices.at[l->vertices[i]].is_junction)
            return i;
        if (l->vertices[i] < l->vertices[smallest])
            smallest = i;
    }
    return smallest;
}

static sb_ring ring_of(builder *b, const loop *l)
{
    int start = start_of(b, l), from = 0, n_arcs = 0;
    int *turned = sb_arena_array(b->scratch, int, l->n + 1);
    int *arcs = sb_arena_array(b->scratch, int, l->n);
    for (int i = 0; i <= l->n; i++)
        turned[i] = l->vertices[(start + i) % l->n];
    for (int i = 1; i <= l->n; i++)
        if (i == l->n || b->vertices.at[turned[i]].is_junction) {
            arcs[n_arcs++] = arc_at(b, turned + from, i - from + 1, l->area);
            from = i;
        }
    return (sb_ring){sb_arena_copy(b->arena, arcs, (size_t)n_arcs, sizeof *arcs), n_arcs};
}

static sb_point point_of(const builder *b, int v)
{
    return (sb_point){(double)b->vertices.at[v].x / GRID, (double)b->vertices.at[v].y / GRID};
}

static sb_rect box_of(const builder *b)
{
    if (b->vertices.n == 0)
        return (sb_rect){0};
    sb_point low = point_of(b, 0), high = low;
    for (size_t i = 1; i < b->vertices.n; i++) {
        sb_point p = point_of(b, (int)i);
        low = (sb_point){fmin(low.x, p.x), fmin(low.y, p.y)};
        high = (sb_point){fmax(high.x, p.x), fmax(high.y, p.y)};
    }
    return (sb_rect){low.x, low.y, high.x - low.x, high.y - low.y};
}

static const sb_arc *arcs_of(builder *b)
{
    sb_arc *arcs = sb_arena_array(b->arena, sb_arc, b->arcs.n);
    for (size_t i = 0; i < b->arcs.n; i++) {
        const cut *c = &b->arcs.at[i];
        sb_point *points = sb_arena_array(b->arena, sb_point, c->n);
        for (int k = 0; k < c->n; k++)
            points[k] = point_of(b, c->vertices[k]);
        arcs[i] = (sb_arc){points, c->n, c->left, c->right};
    }
    return arcs;
}

const sb_arcs *sb_arcs_build(const sb_shape *shapes, int n, sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    builder b = {.arena = arena, .scratch = scratch};
    size_t n_points = 0, n_rings = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < shapes[i].n; k++, n_rings++)
            n_points += (size_t)shapes[i].rings[k].n;
    b.n_vertex_slots = power_of_two(2 * n_points);
    b.vertex_slots = sb_arena_array(scratch, int, b.n_vertex_slots);
    b.n_arc_slots = power_of_two(n_rings * 8);
    b.arc_slots = sb_arena_array(scratch, int, b.n_arc_slots);

    SB_VEC(loop) loops = {0};
    for (int i = 0; i < n; i++)
        for (int k = 0; k < shapes[i].n; k++) {
            loop l = loop_of(&b, &shapes[i].rings[k], i);
            if (l.n >= 3)
                sb_vec_push(scratch, &loops, l);
        }
    for (size_t i = 0; i < loops.n; i++)
        find_junctions(&b, &loops.at[i]);

    sb_outline *outlines = sb_arena_array(arena, sb_outline, n);
    size_t next = 0;
    for (int i = 0; i < n; i++) {
        sb_ring *rings = sb_arena_array(arena, sb_ring, shapes[i].n);
        outlines[i].rings = rings;
        for (; next < loops.n && loops.at[next].area == i; next++)
            rings[outlines[i].n++] = ring_of(&b, &loops.at[next]);
    }
    sb_arcs *made = sb_arena_one(arena, sb_arcs);
    *made = (sb_arcs){arcs_of(&b), (int)b.arcs.n, outlines, n, box_of(&b)};
    return made;
}
