#include "indicator/composite.h"

#include <stdlib.h>
#include <string.h>

static void score(double *values, int n, double from, double over)
{
    for (int i = 0; i < n; i++)
        values[i] = (values[i] - from) / over; /* NaN stays NaN */
}

static bool by_moments(double *values, int n, bool is_sample, const double *people)
{
    double mean = 0, squares = 0, all = 0;
    int count = 0;
    for (int i = 0; i < n; i++) {
        double weight = people ? people[i] : 1;
        if (isnan(values[i]) || !(weight > 0))
            continue;
        double off = values[i] - mean; /* Welford 1962, West 1979 */
        all += weight;
        mean += off * weight / all;
        squares += weight * off * (values[i] - mean);
        count++;
    }
    double over = is_sample ? all * (count - 1) / fmax(1, count) : all;
    double deviation = over > 0 ? sqrt(squares / over) : 0;
    if (!(deviation > 1e-12 * fmax(1e-300, fabs(mean))))
        return false;
    score(values, n, mean, deviation);
    return true;
}

/* Lowest 0, highest 1. */
static bool by_range(double *values, int n)
{
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < n; i++) {
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    if (!(high > low))
        return false;
    score(values, n, low, high - low);
    return true;
}

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* How many of n rising numbers are below `value`, or not above it. */
static int count_below(const double *rising, int n, double value, bool or_alike)
{
    int low = 0, high = n;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (rising[middle] < value || (or_alike && rising[middle] == value))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Rank from below, ties sharing the mean of theirs, lowest 1. */
static bool by_rank(double *values, int n, sb_arena *scratch)
{
    double *rising = sb_arena_array(scratch, double, n);
    int count = 0;
    for (int i = 0; i < n; i++)
        if (!isnan(values[i]))
            rising[count++] = values[i];
    if (count)
        qsort(rising, (size_t)count, sizeof *rising, by_number);
    for (int i = 0; i < n; i++)
        if (!isnan(values[i])) {
            int below = count_below(rising, count, values[i], false);
            int up_to = count_below(rising, count, values[i], true);
            values[i] = (below + up_to + 1) / 2.0;
        }
    return count && rising[0] < rising[count - 1];
}

bool sb_standardise(double *values, int n, sb_index_method method, bool is_sample,
                    const double *people)
{
    switch (method) {
    case SB_INDEX_ZSCORE:
    case SB_INDEX_PCA:
        return by_moments(values, n, is_sample, people);
    case SB_INDEX_RANGE:
        return by_range(values, n);
    case SB_INDEX_RANK: {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        return by_rank(values, n, scratch);
    }
    }
    return false;
}

/* ---- correlations ---- */

void sb_correlations(const double *const *series, int n_series, int n, double *all)
{
    for (int a = 0; a < n_series; a++)
        for (int b = 0; b <= a; b++) {
            double mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;
            for (int i = 0; i < n; i++) {
                mean_a += series[a][i] / n;
                mean_b += series[b][i] / n;
            }
            for (int i = 0; i < n; i++) {
                double x = series[a][i] - mean_a, y = series[b][i] - mean_b;
                aa += x * x;
                bb += y * y;
                ab += x * y;
            }
            double r = aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : (double)NAN;
            all[a * n_series + b] = all[b * n_series + a] = a == b && aa > 0 ? 1 : r;
        }
}

double sb_alpha(const double *correlations, int n_parts, int without)
{
    int k = n_parts - (without >= 0);
    double sum = 0;
    for (int a = 0; a < n_parts; a++)
        for (int b = 0; b < a; b++)
            if (a != without && b != without)
                sum += correlations[a * n_parts + b];
    if (k < 2)
        return NAN;
    double mean = sum / (k * (k - 1) / 2.0);
    return k * mean / (1 + (k - 1) * mean);
}

/* ---- the first component ---- */

/* One rotation that makes matrix[p, q] 0. */
static void rotate(double *matrix, double *vectors, int n, int p, int q)
{
    double off = matrix[p * n + q];
    if (off == 0)
        return;
    double half = (matrix[q * n + q] - matrix[p * n + p]) / (2 * off);
    double t = (half >= 0 ? 1 : -1) / (fabs(half) + sqrt(1 + half * half));
    double c = 1 / sqrt(1 + t * t), s = t * c;
    for (int i = 0; i < n; i++) {
        double a = matrix[i * n + p], b = matrix[i * n + q];
        matrix[i * n + p] = c * a - s * b;
        matrix[i * n + q] = s * a + c * b;
    }
    for (int i = 0; i < n; i++) {
        double a = matrix[p * n + i], b = matrix[q * n + i];
        matrix[p * n + i] = c * a - s * b;
        matrix[q * n + i] = s * a + c * b;
        a = vectors[i * n + p];
        b = vectors[i * n + q];
        vectors[i * n + p] = c * a - s * b;
        vectors[i * n + q] = s * a + c * b;
    }
}

double sb_principal(const double *matrix, int n, double *vector, sb_arena *scratch)
{
    enum { MOST_SWEEPS = 60 };
    double *work = sb_arena_copy(scratch, matrix, (size_t)n * (size_t)n, sizeof *work);
    double *vectors = sb_arena_array(scratch, double, n *n);
    for (int i = 0; i < n; i++)
        vectors[i * n + i] = 1;
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
        double off = 0;
        for (int p = 0; p < n; p++)
            for (int q = p + 1; q < n; q++) {
                off += fabs(work[p * n + q]);
                rotate(work, vectors, n, p, q);
            }
        if (off < 1e-15 * n)
            break;
    }
    int best = 0;
    for (int i = 1; i < n; i++)
        best = work[i * n + i] > work[best * n + best] ? i : best;
    for (int i = 0; i < n; i++)
        vector[i] = vectors[i * n + best];
    return work[best * n + best];
}

/* ---- the index ---- */

/* What is computed with: the parts of the areas that take part, standardised. */
typedef struct work {
    const sb_composite *of;
    double **scores; /* [part][area] */
    double *index;
    sb_arena *scratch;
} work;

static bool standardise(const work *w, double *values)
{
    return sb_standardise(values, w->of->n, w->of->method, w->of->is_sample, w->of->people);
}

/* Weighted sums within dimensions, and over them. */
static bool add_up(const work *w)
{
    int n = w->of->n;
    double *sums = sb_arena_array(w->scratch, double, w->of->n_dimensions *n);
    bool is_good = true;
    for (int p = 0; p < w->of->n_parts; p++) {
        const sb_composite_part *part = &w->of->parts[p];
        for (int i = 0; i < n; i++)
            sums[part->dimension * n + i] += part->weight * w->scores[p][i];
    }
    for (int d = 0; d < w->of->n_dimensions; d++) {
        if (w->of->n_dimensions > 1)
            is_good = standardise(w, sums + d * n) && is_good;
        for (int i = 0; i < n; i++)
            w->index[i] += sums[d * n + i];
    }
    return is_good;
}

/* The scores in the direction of the index, without gaps: [part][n_in]. */
static const double *const *without_gaps(const work *w, int n_in)
{
    const double **all = sb_arena_array(w->scratch, const double *, w->of->n_parts);
    for (int p = 0; p < w->of->n_parts; p++) {
        double *packed = sb_arena_array(w->scratch, double, n_in);
        double sign = w->of->parts[p].weight < 0 ? -1 : 1;
        for (int i = 0, at = 0; i < w->of->n; i++)
            if (!isnan(w->scores[p][i]))
                packed[at++] = sign * w->scores[p][i];
        all[p] = packed;
    }
    return all;
}

/* Along the first component.  Loadings stand for the parts as they count in the index. */
static void project(const work *w, int n_in, double *loadings, double *explained)
{
    int n = w->of->n, k = w->of->n_parts;
    double *correlations = sb_arena_array(w->scratch, double, k *k), sum = 0;
    double *vector = sb_arena_array(w->scratch, double, k);
    sb_correlations(without_gaps(w, n_in), k, n_in, correlations);
    double value = sb_principal(correlations, k, vector, w->scratch);
    for (int p = 0; p < k; p++)
        sum += vector[p];
    for (int p = 0; p < k; p++) {
        vector[p] *= sum < 0 ? -1 : 1;
        double sign = w->of->parts[p].weight < 0 ? -1 : 1;
        for (int i = 0; i < n; i++)
            w->index[i] += sign * vector[p] * w->scores[p][i];
        if (loadings)
            loadings[p] = vector[p];
    }
    if (explained)
        *explained = value / k;
}

sb_composite_fault sb_composite_compute(const sb_composite *c, double *index, double *loadings,
                                        double *explained, sb_arena *scratch)
{
    work w = {c, sb_arena_array(scratch, double *, c->n_parts), index, scratch};
    sb_composite_fault fault = {.part = -1};
    for (int i = 0; i < c->n; i++) {
        bool is_in = true;
        for (int p = 0; p < c->n_parts; p++)
            is_in = is_in && !isnan(c->parts[p].values[i]);
        index[i] = is_in ? 0 : (double)NAN;
        fault.n += is_in;
    }
    for (int p = 0; p < c->n_parts; p++) {
        w.scores[p] = sb_arena_array(scratch, double, c->n);
        for (int i = 0; i < c->n; i++)
            w.scores[p][i] = isnan(index[i]) ? (double)NAN : c->parts[p].values[i];
        if (standardise(&w, w.scores[p]) || fault.kind != SB_INDEX_GOOD)
            continue;
        fault.kind = SB_INDEX_ALIKE;
        fault.part = p;
    }
    if (c->method == SB_INDEX_PCA && fault.n <= c->n_parts)
        fault.kind = SB_INDEX_TOO_FEW;
    if (fault.kind != SB_INDEX_GOOD)
        return fault;
    bool is_good = true;
    if (c->method == SB_INDEX_PCA)
        project(&w, fault.n, loadings, explained);
    else
        is_good = add_up(&w);
    if (!standardise(&w, index) || !is_good)
        fault.kind = SB_INDEX_ALIKE;
    return fault;
}
