#include "indicator/breaks.h"

#include <math.h>

typedef struct series {
    const double *w, *wx, *wxx; /* sums of weights, values, squares before i */
    double tie;                 /* differences below this are rounding */
} series;

/* Sum of squared deviations of values from..to-1. */
static double deviation(const series *s, int from, int to)
{
    double w = s->w[to] - s->w[from], x = s->wx[to] - s->wx[from];
    return fmax(0, s->wxx[to] - s->wxx[from] - x * x / w);
}

/* best[i]: least deviation of values i..n-1 in one class more than in `fewer`; cut[i]: where
 * its second class starts.  For i in from..to, when the cuts lie in least..most. */
static void solve(const series *s, const double *fewer, double *best, int *cut, int from,
                  int to, int least, int most)
{
    if (from > to)
        return;
    int i = from + (to - from) / 2;
    best[i] = INFINITY;
    for (int j = least > i ? least : i + 1; j <= most; j++) {
        double d = deviation(s, i, j) + fewer[j];
        if (d < best[i] - s->tie || best[i] == INFINITY) {
            best[i] = d;
            cut[i] = j;
        }
    }
    solve(s, fewer, best, cut, from, i - 1, least, cut[i]);
    solve(s, fewer, best, cut, i + 1, to, cut[i], most);
}

void sb_breaks_fisher(const double *v, const double *weight, int n, int k, int *start,
                      sb_arena *scratch)
{
    double *w = sb_arena_array(scratch, double, n + 1);
    double *wx = sb_arena_array(scratch, double, n + 1);
    double *wxx = sb_arena_array(scratch, double, n + 1);
    double mean = 0, all = 0;
    for (int i = 0; i < n; i++) {
        all += weight[i];
        mean += (v[i] - mean) * weight[i] / all;
    }
    for (int i = 0; i < n; i++) { /* round the mean, so that squares do not cancel */
        double x = v[i] - mean;
        w[i + 1] = w[i] + weight[i];
        wx[i + 1] = wx[i] + weight[i] * x;
        wxx[i + 1] = wxx[i] + weight[i] * x * x;
    }
    series s = {w, wx, wxx, 1e-13 * wxx[n]};
    double *fewer = sb_arena_array(scratch, double, n + 1);
    double *best = sb_arena_array(scratch, double, n + 1);
    int **cuts = sb_arena_array(scratch, int *, k + 1);
    for (int i = 0; i < n; i++)
        fewer[i] = deviation(&s, i, n);
    for (int classes = 2; classes <= k; classes++) {
        cuts[classes] = sb_arena_array(scratch, int, n + 1);
        int last = n - classes + 1; /* the second class starts here at the latest */
        solve(&s, fewer, best, cuts[classes], 0, last - 1, 1, last);
        double *spare = fewer;
        fewer = best;
        best = spare;
    }
    start[0] = 0;
    for (int c = 1; c < k; c++)
        start[c] = cuts[k - c + 1][start[c - 1]];
}

double sb_quantile(const double *v, int n, double p)
{
    double h = (n - 1) * p, below = floor(h);
    int i = (int)below;
    return i + 1 < n ? v[i] + (h - below) * (v[i + 1] - v[i]) : v[n - 1];
}
