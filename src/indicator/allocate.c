#include "indicator/allocate.h"

#include <stdlib.h>

const char *const sb_step_names[SB_STEPS] = {"need", "share",  "base",
                                             "more", "target", "exact"};

typedef struct claim {
    double left; /* what is left over, or supply for one of weight */
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

static bool takes_part(const sb_allocation *a, int i)
{
    return !isnan(a->heads[i]) && !isnan(a->index[i]) && !(a->supply && isnan(a->supply[i]));
}

/* Supply for one of weight, lowest first. */
static int by_level(const void *a, const void *b)
{
    const claim *x = a, *y = b;
    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return (x->area > y->area) - (x->area < y->area);
}

/* The level that `units` lift those of least supply to. */
static double level_reached(const sb_allocation *a, const double *weights, sb_arena *scratch)
{
    claim *claims = sb_arena_array(scratch, claim, a->n);
    int n = 0;
    for (int i = 0; i < a->n; i++)
        if (weights[i] > 0)
            claims[n++] = (claim){a->supply[i] / weights[i], i};
    qsort(claims, (size_t)n, sizeof *claims, by_level);
    double all = (double)a->units, lifted = 0, level = 0;
    for (int i = 0; i < n; i++) {
        all += a->supply[claims[i].area];
        lifted += weights[claims[i].area];
        level = all / lifted;
        if (i + 1 == n || level <= claims[i + 1].left)
            break;
    }
    return level;
}

bool sb_allocate(const sb_allocation *a, int64_t *out, double *const *steps, sb_arena *scratch)
{
    double heads = 0, need = 0, budget = (double)a->units;
    double *weights = sb_arena_array(scratch, double, a->n);
    for (int i = 0; i < a->n; i++)
        if (takes_part(a, i)) {
            heads += a->heads[i];
            need += a->heads[i] * a->index[i];
        }
    if (!(heads > 0) || !(need > 0))
        return false;
    for (int i = 0; i < a->n; i++) {
        double own = takes_part(a, i) ? a->heads[i] * a->index[i] : (double)NAN;
        double by_heads = isnan(own) ? own : a->base * a->heads[i] / heads;
        double by_need = (1 - a->base) * own / need;
        weights[i] = by_heads + by_need;
        steps[SB_STEP_NEED][i] = own;
        steps[SB_STEP_SHARE][i] = 100 * own / need;
        steps[SB_STEP_BASE][i] = budget * by_heads;
        steps[SB_STEP_MORE][i] = budget * by_need;
    }
    double level = a->supply ? level_reached(a, weights, scratch) : budget;
    for (int i = 0; i < a->n; i++) {
        double target = level * weights[i];
        steps[SB_STEP_TARGET][i] = target;
        steps[SB_STEP_EXACT][i] =
            !a->supply || isnan(target) ? target : fmax(0, target - a->supply[i]);
    }
    return sb_largest_remainder(a->units, steps[SB_STEP_EXACT], a->n, out, scratch);
}
