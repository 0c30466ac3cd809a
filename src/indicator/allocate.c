#include "indicator/allocate.h"

#include <stdlib.h>

typedef struct claim {
    double left;
    int area;
} claim;

static int by_remainder(const void *a, const void *b)
{
    const claim *x = a, *y = b;
    if (x->left != y->left)
        return x->left < y->left ? 1 : -1;
    return (x->area > y->area) - (x->area < y->area);
}

bool sb_largest_remainder(int64_t units, const double *weights, int n, int64_t *out,
                          sb_arena *scratch)
{
    double all = 0;
    int64_t given = 0;
    int claims = 0;
    claim *rest = sb_arena_array(scratch, claim, n);
    for (int i = 0; i < n; i++)
        all += weights[i] > 0 ? weights[i] : 0;
    if (!(all > 0))
        return false;
    for (int i = 0; i < n; i++) {
        out[i] = 0;
        if (!(weights[i] > 0))
            continue;
        /* A quota that is whole but for rounding counts as whole. */
        double quota = (double)units * (weights[i] / all);
        double whole = floor(quota + 1e-9 * fmax(1, quota));
        out[i] = (int64_t)whole;
        given += out[i];
        rest[claims++] = (claim){fmax(0, round((quota - whole) * 1e6) / 1e6), i};
    }
    qsort(rest, (size_t)claims, sizeof *rest, by_remainder);
    for (int i = 0; given < units; i = (i + 1) % claims, given++)
        out[rest[i].area]++;
    return true;
}

bool sb_allocate(int64_t cents, double base, const double *people, const double *index, int n,
                 int64_t *out, sb_arena *scratch)
{
    double all = 0, needs = 0;
    double *weights = sb_arena_array(scratch, double, n);
    for (int i = 0; i < n; i++) {
        if (isnan(people[i]) || isnan(index[i]))
            continue;
        all += people[i];
        needs += people[i] * index[i];
    }
    if (!(all > 0) || !(needs > 0))
        return false;
    for (int i = 0; i < n; i++)
        weights[i] =
            base * people[i] / all + (1 - base) * people[i] * index[i] / needs; /* or NaN */
    return sb_largest_remainder(cents, weights, n, out, scratch);
}
