#include "indicator/composite.h"

#include "indicator/ranking.h"

#include <string.h>

static void score(double *values, int n, double from, double over)
{
    for (int i = 0; i < n; i++)
        values[i] = (values[i] - from) / over; /* NaN stays NaN */
}

static bool by_moments(double *values, int n, bool is_sample)
{
    double mean = 0, squares = 0;
    int count = 0;
    for (int i = 0; i < n; i++) {
        if (isnan(values[i]))
            continue;
        double off = values[i] - mean; /* Welford 1962 */
        mean += off / ++count;
        squares += off * (values[i] - mean);
    }
    double deviation = count > is_sample ? sqrt(squares / (count - is_sample)) : 0;
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

/* Rank from below, ties sharing the mean of theirs, lowest 1. */
static bool by_rank(double *values, int n, sb_arena *scratch)
{
    double *rank = sb_arena_array(scratch, double, n);
    bool differ = false;
    for (int i = 0; i < n; i++) {
        int below = 0, alike = 0;
        for (int j = 0; j < n; j++) {
            below += values[j] < values[i];
            alike += values[j] == values[i];
            differ = differ || values[j] < values[i];
        }
        rank[i] = isnan(values[i]) ? values[i] : below + (alike + 1) / 2.0;
    }
    memcpy(values, rank, (size_t)n * sizeof *values);
    return differ;
}

bool sb_standardise(double *values, int n, sb_index_method method, bool is_sample)
{
    switch (method) {
    case SB_INDEX_ZSCORE:
        return by_moments(values, n, is_sample);
    case SB_INDEX_RANGE:
        return by_range(values, n);
    case SB_INDEX_RANK: {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        return by_rank(values, n, scratch);
    }
    }
    return false;
}

bool sb_composite(const sb_composite_part *parts, int n_parts, int n_dimensions, int n,
                  sb_index_method method, bool is_sample, double *index, sb_arena *scratch)
{
    double *sums = sb_arena_array(scratch, double, n_dimensions *n);
    double *values = sb_arena_array(scratch, double, n);
    bool *is_in = sb_arena_array(scratch, bool, n), is_good = true;
    for (int i = 0; i < n; i++) {
        is_in[i] = true;
        for (int p = 0; p < n_parts; p++)
            is_in[i] = is_in[i] && !isnan(parts[p].values[i]);
        index[i] = is_in[i] ? 0 : (double)NAN;
    }
    for (int p = 0; p < n_parts; p++) {
        for (int i = 0; i < n; i++)
            values[i] = is_in[i] ? parts[p].values[i] : (double)NAN;
        is_good = sb_standardise(values, n, method, is_sample) && is_good;
        for (int i = 0; i < n; i++)
            sums[parts[p].dimension * n + i] += parts[p].weight * values[i];
    }
    for (int d = 0; d < n_dimensions; d++) {
        if (n_dimensions > 1)
            is_good = sb_standardise(sums + d * n, n, method, is_sample) && is_good;
        for (int i = 0; i < n; i++)
            index[i] += sums[d * n + i];
    }
    return sb_standardise(index, n, method, is_sample) && is_good;
}
