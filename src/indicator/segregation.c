#include "indicator/segregation.h"

static double sum_of(const double *v, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += v[i];
    return sum;
}

double sb_dissimilarity(const double *a, const double *b, int n)
{
    double all_a = sum_of(a, n), all_b = sum_of(b, n), sum = 0;
    for (int i = 0; i < n; i++)
        sum += fabs(a[i] / all_a - b[i] / all_b);
    return all_a > 0 && all_b > 0 ? sum / 2 : (double)NAN;
}

double sb_segregation(const double *a, const double *t, int n)
{
    double all_a = sum_of(a, n), others = sum_of(t, n) - all_a, sum = 0;
    for (int i = 0; i < n; i++)
        sum += fabs(a[i] / all_a - (t[i] - a[i]) / others);
    return all_a > 0 && others > 0 ? sum / 2 : (double)NAN;
}

double sb_interaction(const double *a, const double *b, const double *t, int n)
{
    double all = sum_of(a, n), sum = 0;
    for (int i = 0; i < n; i++)
        if (t[i] > 0)
            sum += a[i] / all * (b[i] / t[i]);
    return all > 0 ? sum : (double)NAN;
}

double sb_correlation_ratio(const double *a, const double *t, int n)
{
    double share = sum_of(a, n) / sum_of(t, n);
    return share < 1 ? (sb_interaction(a, a, t, n) - share) / (1 - share) : (double)NAN;
}

/* Of a group and the others, in nats; 0 log 0 = 0. */
static double entropy(double share)
{
    double sum = 0;
    if (share > 0)
        sum -= share * log(share);
    if (share < 1)
        sum -= (1 - share) * log(1 - share);
    return sum;
}

double sb_entropy_index(const double *a, const double *t, int n)
{
    double all = sum_of(t, n), whole = entropy(sum_of(a, n) / all), sum = 0;
    for (int i = 0; i < n; i++)
        if (t[i] > 0)
            sum += t[i] * (whole - entropy(a[i] / t[i]));
    return whole > 0 ? sum / (whole * all) : (double)NAN;
}

double sb_moran(const double *values, const int *start, const int *to, int n)
{
    double mean = sum_of(values, n) / n, products = 0, squares = 0;
    int rows = 0;
    for (int i = 0; i < n; i++) {
        double lag = 0;
        int neighbours = start[i + 1] - start[i];
        squares += (values[i] - mean) * (values[i] - mean);
        for (int j = start[i]; j < start[i + 1]; j++)
            lag += (values[to[j]] - mean) / neighbours;
        products += (values[i] - mean) * lag;
        rows += neighbours > 0;
    }
    return squares > 0 && rows ? n * products / (rows * squares) : (double)NAN;
}
