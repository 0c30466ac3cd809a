#include "borders.h"

#include "plain.h"

#include <stdlib.h>
#include <string.h>

int grid_label(const grid *g, int x, int y)
{
    return x < 0 || y < 0 || x >= g->width || y >= g->height ? -1 : g->label[y * g->width + x];
}

grid grid_like(const grid *other, int label)
{
    grid g = *other;
    g.label = ROOM(int, g.width *g.height);
    for (int i = 0; i < g.width * g.height; i++)
        g.label[i] = label;
    return g;
}

/* ---- tidy ---- */

static void smooth_labels(grid *g)
{
    int *was = ROOM(int, g->width * g->height);
    memcpy(was, g->label, sizeof(int) * (size_t)(g->width * g->height));
    for (int y = 1; y < g->height - 1; y++)
        for (int x = 1; x < g->width - 1; x++) {
            int best = was[y * g->width + x], most = 0;
            for (int k = 0; k < 9; k++) {
                int label = was[(y + k / 3 - 1) * g->width + x + k % 3 - 1], n = 0;
                for (int m = 0; m < 9; m++)
                    n += was[(y + m / 3 - 1) * g->width + x + m % 3 - 1] == label;
                if (n > most) {
                    most = n;
                    best = label;
                }
            }
            if (most >= 5)
                g->label[y * g->width + x] = best;
        }
    free(was);
}

/* Number the pieces of equal label that share sides; sizes by piece. */
static int *pieces(const grid *g, int **sizes, int *n_pieces)
{
    int cells = g->width * g->height, *piece = ROOM(int, cells), *stack = ROOM(int, cells);
    *sizes = ROOM(int, cells + 1);
    *n_pieces = 0;
    for (int start = 0; start < cells; start++) {
        if (piece[start])
            continue;
        int number = ++*n_pieces, n = 0;
        stack[n++] = start;
        piece[start] = number;
        while (n) {
            int at = stack[--n], x = at % g->width, y = at / g->width;
            (*sizes)[number]++;
            const int next[4][2] = {{x + 1, y}, {x - 1, y}, {x, y + 1}, {x, y - 1}};
            for (int k = 0; k < 4; k++) {
                int to = next[k][1] * g->width + next[k][0];
                if (next[k][0] < 0 || next[k][1] < 0 || next[k][0] >= g->width ||
                    next[k][1] >= g->height || piece[to] || g->label[to] != g->label[at])
                    continue;
                piece[to] = number;
                stack[n++] = to;
            }
        }
    }
    free(stack);
    return piece;
}

/* Give every piece but the largest of its label to a neighbour; true if there was one.  Outside
 * may be in several pieces, if they are large. */
static bool drop_crumbs(grid *g, int n_labels)
{
    int *sizes, n_pieces, *piece = pieces(g, &sizes, &n_pieces);
    int *largest = ROOM(int, n_labels + 1);
    bool is_changed = false;
    for (int i = 0; i < g->width * g->height; i++)
        if (sizes[piece[i]] > sizes[largest[g->label[i] + 1]])
            largest[g->label[i] + 1] = piece[i];
    for (int y = 0; y < g->height; y++)
        for (int x = 1; x < g->width; x++) {
            int i = y * g->width + x;
            if (largest[g->label[i] + 1] == piece[i] ||
                (g->label[i] < 0 && sizes[piece[i]] > 400))
                continue;
            g->label[i] = g->label[piece[i] == piece[i - 1] || y == 0 ? i - 1 : i - g->width];
            is_changed = true;
        }
    free(piece);
    free(sizes);
    free(largest);
    return is_changed;
}

/* No corner where four borders meet: three at most, so rings never touch themselves. */
static bool part_crossings(grid *g)
{
    bool is_changed = false;
    for (int y = 0; y + 1 < g->height; y++)
        for (int x = 0; x + 1 < g->width; x++) {
            int *low = &g->label[y * g->width + x], *high = low + g->width;
            if (low[0] != low[1] && high[0] != high[1] && low[0] != high[0] &&
                low[1] != high[1]) {
                low[1] = low[0];
                is_changed = true;
            }
        }
    return is_changed;
}

void grid_tidy(grid *g, int n_labels)
{
    for (int pass = 0; pass < 4; pass++)
        smooth_labels(g);
    for (int pass = 0; pass < 200; pass++)
        if (!(drop_crumbs(g, n_labels) | part_crossings(g)))
            return;
    give_up("the borders do not settle");
}

/* ---- trace ---- */

enum { EAST, NORTH, WEST, SOUTH };
static const int STEP[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

/* Labels left and right of the step from corner x, y. */
static void beside(const grid *g, int x, int y, int direction, int *left, int *right)
{
    static const int l[4][2] = {{0, 0}, {-1, 0}, {-1, -1}, {0, -1}};
    const int *r = l[(direction + 3) % 4];
    *left = grid_label(g, x + l[direction][0], y + l[direction][1]);
    *right = grid_label(g, x + r[0], y + r[1]);
}

static bool has_border(const grid *g, int x, int y, int direction)
{
    int left, right;
    beside(g, x, y, direction, &left, &right);
    return left != right;
}

static int borders_at(const grid *g, int x, int y)
{
    int n = 0;
    for (int d = 0; d < 4; d++)
        n += has_border(g, x, y, d);
    return n;
}

typedef struct tracer {
    const grid *g;
    bool *is_done; /* [2 * corner + (0: to the east, 1: to the north)] */
    double (*path)[2];
    int n;
    double tolerance;
    chains out;
} tracer;

static bool *done(tracer *t, int x, int y, int direction)
{
    if (direction == WEST)
        x--;
    if (direction == SOUTH)
        y--;
    return &t->is_done[2 * (y * (t->g->width + 1) + x) + (direction & 1)];
}

static void push(tracer *t, int x, int y)
{
    t->path[t->n][0] = x;
    t->path[t->n++][1] = y;
}

static void smooth_path(tracer *t)
{
    for (int pass = 0; pass < 6; pass++)
        for (int k = 0; k < 2; k++) {
            double before = t->path[0][k];
            for (int i = 1; i + 1 < t->n; i++) {
                double here = t->path[i][k];
                t->path[i][k] = (before + 2 * here + t->path[i + 1][k]) / 4;
                before = here;
            }
        }
}

/* Douglas & Peucker 1973, Cartographica 10(2), 112-122. */
static void thin(tracer *t, int from, int to, bool *is_kept)
{
    double x = t->path[from][0], y = t->path[from][1];
    double dx = t->path[to][0] - x, dy = t->path[to][1] - y, most = 0;
    double square = dx * dx + dy * dy;
    int at = -1;
    for (int i = from + 1; i < to; i++) {
        double ax = t->path[i][0] - x, ay = t->path[i][1] - y, cross = ax * dy - ay * dx;
        double away = square > 0 ? cross * cross / square : ax * ax + ay * ay;
        if (away > most) {
            most = away;
            at = i;
        }
    }
    if (at < 0 || most <= t->tolerance * t->tolerance)
        return;
    is_kept[at] = true;
    thin(t, from, at, is_kept);
    thin(t, at, to, is_kept);
}

static void keep(tracer *t, int left, int right)
{
    bool *is_kept = ROOM(bool, t->n);
    int last = t->n - 1, third = t->n / 3;
    bool is_closed = t->path[0][0] == t->path[last][0] && t->path[0][1] == t->path[last][1];
    smooth_path(t);
    is_kept[0] = is_kept[last] = true;
    if (is_closed) {
        is_kept[third] = is_kept[2 * third] = true;
        thin(t, 0, third, is_kept);
        thin(t, third, 2 * third, is_kept);
        thin(t, 2 * third, last, is_kept);
    } else {
        thin(t, 0, last, is_kept);
    }
    t->out.at = realloc(t->out.at, sizeof(chain) * (size_t)(t->out.n + 1));
    if (!t->out.at)
        give_up("no memory for borders");
    chain *c = &t->out.at[t->out.n++];
    *c = (chain){.dots = ROOM(dot, t->n), .left = left, .right = right};
    for (int i = 0; i < t->n; i++)
        if (is_kept[i])
            c->dots[c->n++] =
                (dot){(int64_t)((t->g->x0 + t->path[i][0] * t->g->cell) * 10 + 0.5),
                      (int64_t)((t->g->y0 + t->path[i][1] * t->g->cell) * 10 + 0.5)};
    free(is_kept);
}

static void walk(tracer *t, int x, int y, int direction)
{
    int left, right, start_x = x, start_y = y;
    beside(t->g, x, y, direction, &left, &right);
    t->n = 0;
    push(t, x, y);
    for (;;) {
        *done(t, x, y, direction) = true;
        x += STEP[direction][0];
        y += STEP[direction][1];
        push(t, x, y);
        if (borders_at(t->g, x, y) != 2 || (x == start_x && y == start_y))
            break;
        for (int turn = 0; turn < 4; turn++)
            if (turn != (direction + 2) % 4 && has_border(t->g, x, y, turn)) {
                direction = turn;
                break;
            }
    }
    keep(t, left, right);
}

chains chains_trace(const grid *g, double tolerance_m)
{
    int corners = (g->width + 1) * (g->height + 1);
    tracer t = {.g = g,
                .is_done = ROOM(bool, 2 * corners + 2),
                .path = room((size_t)corners, sizeof *t.path),
                .tolerance = tolerance_m / g->cell};
    for (int pass = 0; pass < 2; pass++) /* from nodes first; what is left are closed lines */
        for (int y = 0; y <= g->height; y++)
            for (int x = 0; x <= g->width; x++) {
                if (pass == 0 && borders_at(g, x, y) < 3)
                    continue;
                for (int d = 0; d < 4; d++)
                    if (has_border(g, x, y, d) && !*done(&t, x, y, d))
                        walk(&t, x, y, d);
            }
    free(t.is_done);
    free(t.path);
    return t.out;
}

/* ---- rings ---- */

static int group_of(const int *group, int label) { return label < 0 ? -1 : group[label]; }

static bool is_same(dot a, dot b) { return a.x == b.x && a.y == b.y; }

static void append(ring *r, const chain *c, bool is_backwards)
{
    r->dots = realloc(r->dots, sizeof(dot) * (size_t)(r->n + c->n));
    if (!r->dots)
        give_up("no memory for a ring");
    for (int i = r->n ? 1 : 0; i < c->n; i++)
        r->dots[r->n++] = c->dots[is_backwards ? c->n - 1 - i : i];
}

static double area_of(const ring *r)
{
    double sum = 0;
    for (int i = 0; i + 1 < r->n; i++) {
        double x = (double)(r->dots[i].x - r->dots[0].x),
               y = (double)(r->dots[i].y - r->dots[0].y);
        double x2 = (double)(r->dots[i + 1].x - r->dots[0].x);
        double y2 = (double)(r->dots[i + 1].y - r->dots[0].y);
        sum += x * y2 - x2 * y;
    }
    return sum / 200;
}

rings rings_of(const chains *all, const int *group, int wanted)
{
    rings out = {.at = ROOM(ring, all->n)};
    bool *is_used = ROOM(bool, all->n);
    for (int i = 0; i < all->n; i++)
        is_used[i] = (group_of(group, all->at[i].left) == wanted) ==
                     (group_of(group, all->at[i].right) == wanted);
    for (int start = 0; start < all->n; start++) {
        if (is_used[start])
            continue;
        ring *r = &out.at[out.n++];
        for (int i = start; i < all->n;) {
            is_used[i] = true;
            append(r, &all->at[i], group_of(group, all->at[i].left) != wanted);
            if (is_same(r->dots[0], r->dots[r->n - 1]))
                break;
            for (i = 0; i < all->n; i++) {
                const chain *c = &all->at[i];
                bool is_back = group_of(group, c->left) != wanted;
                if (!is_used[i] && is_same(c->dots[is_back ? c->n - 1 : 0], r->dots[r->n - 1]))
                    break;
            }
            if (i == all->n)
                give_up("a border is open");
        }
        r->area = area_of(r);
    }
    free(is_used);
    return out;
}
