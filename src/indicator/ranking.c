#include "indicator/ranking.h"

#include "indicator/breaks.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void sb_ranking_fill(sb_ranking *r, const sb_value *values, int n, size_t step)
{
    double squares = 0;
    r->n = 0;
    r->mean = 0;
    for (int i = 0; i < n; i++) {
        sb_value v = values[(size_t)i * step];
        if (!sb_value_is_number(v))
            continue;
        r->rising[r->n++] = v.number;
        double off = v.number - r->mean; /* Welford 1962 */
        r->mean += off / r->n;
        squares += off * (v.number - r->mean);
    }
    r->deviation = r->n ? sqrt(squares / r->n) : 0;
    if (r->n)
        qsort(r->rising, (size_t)r->n, sizeof *r->rising, by_number);
}

int sb_ranking_rank(const sb_ranking *r, double value)
{
    int low = 0, high = r->n; /* the first that is larger lies in low..high */
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (r->rising[middle] > value)
            high = middle;
        else
            low = middle + 1;
    }
    return 1 + r->n - low;
}

int sb_ranking_quartile(const sb_ranking *r, double value)
{
    int quartile = 1;
    for (int i = 1; i <= 3; i++)
        quartile += value >= sb_quantile(r->rising, r->n, i / 4.0);
    return quartile;
}

double sb_ranking_score(const sb_ranking *r, double value)
{
    double least = 1e-12 * fmax(1e-300, fabs(r->mean));
    return r->deviation > least ? (value - r->mean) / r->deviation : (double)NAN;
}

sb_interval sb_wilson(double part, double whole)
{
    static const double z = 1.959963984540054; /* 97.5 % quantile of the normal distribution */
    double p = part / whole, zz = z * z / whole;
    double centre = (p + zz / 2) / (1 + zz);
    double half = z / (1 + zz) * sqrt(p * (1 - p) / whole + zz / (4 * whole));
    return (sb_interval){100 * fmax(0, centre - half), 100 * fmin(1, centre + half)};
}
