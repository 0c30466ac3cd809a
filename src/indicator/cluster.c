#include "indicator/cluster.h"

#include <stdlib.h>
#include <string.h>

static double square_between(const double *a, const double *b, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

/* ---- Ward ---- */

typedef struct merge {
    double square; /* of the distance */
    int a, b;      /* first points of the two */
} merge;

/* Clusters while they are joined; each is known by its first point. */
typedef struct forest {
    sb_points points;
    double *centre; /* [first * n_values] */
    int *size;      /* [first]; 0: joined to another */
    merge *merges;
    int n_merges;
} forest;

/* D2: the square of the distance, as R's ward.D2 has it, of which the rise of the sum of
 * squares is the half. */
static double square_of(const forest *f, int a, int b)
{
    int n = f->points.n_values;
    double x = f->size[a], y = f->size[b];
    return 2 * x * y / (x + y) *
           square_between(f->centre + (size_t)a * (size_t)n, f->centre + (size_t)b * (size_t)n,
                          n);
}

/* The nearest other cluster; `before` where it is as near. */
static int nearest(const forest *f, int a, int before, double *square)
{
    int best = before;
    *square = before >= 0 ? square_of(f, a, before) : INFINITY;
    for (int b = 0; b < f->points.n; b++) {
        if (!f->size[b] || b == a || b == before)
            continue;
        double here = square_of(f, a, b);
        if (here < *square) {
            *square = here;
            best = b;
        }
    }
    return best;
}

static void join(forest *f, int a, int b, double square)
{
    int first = a < b ? a : b, second = a < b ? b : a, n = f->points.n_values;
    double *centre = f->centre + (size_t)first * (size_t)n;
    const double *other = f->centre + (size_t)second * (size_t)n;
    double x = f->size[first], y = f->size[second];
    for (int i = 0; i < n; i++)
        centre[i] = (x * centre[i] + y * other[i]) / (x + y);
    f->size[first] += f->size[second];
    f->size[second] = 0;
    f->merges[f->n_merges++] = (merge){square, first, second};
}

/* Each cluster leads to its nearest until two are nearest to each other. */
static void join_all(forest *f, sb_arena *scratch)
{
    int *chain = sb_arena_array(scratch, int, f->points.n), n = 0, start = 0;
    while (f->n_merges < f->points.n - 1) {
        if (n == 0) {
            while (!f->size[start])
                start++;
            chain[n++] = start;
        }
        double square;
        int before = n > 1 ? chain[n - 2] : -1;
        int next = nearest(f, chain[n - 1], before, &square);
        if (next == before) {
            join(f, chain[n - 1], before, square);
            n -= 2;
        } else {
            chain[n++] = next;
        }
    }
}

static int by_height(const void *a, const void *b)
{
    const merge *x = a, *y = b;
    int order = (x->square > y->square) - (x->square < y->square);
    order = order ? order : x->a - y->a;
    return order ? order : x->b - y->b;
}

static int root_of(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

void sb_ward(sb_points points, int k, int *of, double *heights, sb_arena *scratch)
{
    int n = points.n;
    forest f = {points,
                sb_arena_copy(scratch, points.at, (size_t)n * (size_t)points.n_values,
                              sizeof *points.at),
                sb_arena_array(scratch, int, n), sb_arena_array(scratch, merge, n), 0};
    int *parent = sb_arena_array(scratch, int, n), *number = sb_arena_array(scratch, int, n);
    for (int i = 0; i < n; i++) {
        f.size[i] = 1;
        parent[i] = i;
        number[i] = -1;
    }
    join_all(&f, scratch);
    qsort(f.merges, (size_t)f.n_merges, sizeof *f.merges, by_height);
    for (int i = 0; i < n - k; i++) {
        int a = root_of(parent, f.merges[i].a), b = root_of(parent, f.merges[i].b);
        parent[a < b ? b : a] = a < b ? a : b;
    }
    for (int i = 0, found = 0; i < n; i++) {
        int root = root_of(parent, i);
        if (number[root] < 0)
            number[root] = found++;
        of[i] = number[root];
    }
    for (int i = 0; heights && i < n - 1; i++)
        heights[i] = sqrt(f.merges[i].square);
}

/* ---- k-means ---- */

void sb_centres(sb_points points, int k, const int *of, double *centres, int *sizes)
{
    int n = points.n_values;
    memset(centres, 0, (size_t)k * (size_t)n * sizeof *centres);
    memset(sizes, 0, (size_t)k * sizeof *sizes);
    for (int i = 0; i < points.n; i++) {
        sizes[of[i]]++;
        for (int v = 0; v < n; v++)
            centres[of[i] * n + v] += points.at[(size_t)i * (size_t)n + (size_t)v];
    }
    for (int c = 0; c < k; c++)
        for (int v = 0; v < n; v++)
            centres[c * n + v] /= sizes[c];
}

/* Take a point into a centre of `size` points, or out of it. */
static void shift(double *centre, const double *point, int n, int size, int step)
{
    for (int v = 0; v < n; v++)
        centre[v] += step * (point[v] - centre[v]) / (size + step);
}

/* Where a point adds least to the sum of squares; its own cluster if nowhere less. */
static int best_for(const double *at, int n, const double *centres, const int *sizes, int k,
                    int own)
{
    double x = sizes[own];
    double least = x / (x - 1) * square_between(at, centres + own * n, n) * (1 - 1e-12);
    int best = own;
    for (int c = 0; c < k; c++) {
        double y = sizes[c];
        double rise =
            c == own ? INFINITY : y / (y + 1) * square_between(at, centres + c * n, n);
        if (rise < least) {
            least = rise;
            best = c;
        }
    }
    return best;
}

void sb_k_means(sb_points points, int k, int *of, sb_arena *scratch)
{
    enum { MOST_ROUNDS = 1000 };
    int n = points.n_values, *sizes = sb_arena_array(scratch, int, k);
    double *centres = sb_arena_array(scratch, double, k *n);
    bool has_moved = true;
    sb_centres(points, k, of, centres, sizes);
    for (int round = 0; has_moved && round < MOST_ROUNDS; round++) {
        has_moved = false;
        for (int i = 0; i < points.n; i++) {
            const double *at = points.at + (size_t)i * (size_t)n;
            int own = of[i];
            int best = sizes[own] > 1 ? best_for(at, n, centres, sizes, k, own) : own;
            if (best == own)
                continue;
            shift(centres + own * n, at, n, sizes[own]--, -1);
            shift(centres + best * n, at, n, sizes[best]++, 1);
            of[i] = best;
            has_moved = true;
        }
    }
}
