#include "plain.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void *room(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size);
    if (!p)
        give_up("no memory for %zu times %zu bytes", n, size);
    return p;
}

void give_up(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("musterstadt: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

double curve_at(const double (*points)[2], int n, double x)
{
    if (x <= points[0][0])
        return points[0][1];
    for (int i = 1; i < n; i++)
        if (x <= points[i][0]) {
            double t = (x - points[i - 1][0]) / (points[i][0] - points[i - 1][0]);
            return points[i - 1][1] + t * (points[i][1] - points[i - 1][1]);
        }
    return points[n - 1][1];
}

double clamped(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

int rounded(double x) { return x < 0 ? -(int)(-x + 0.5) : (int)(x + 0.5); }

void split(int total, const double *weights, int n, int *parts)
{
    double sum = 0, *rest = ROOM(double, n);
    int given = 0;
    for (int i = 0; i < n; i++)
        sum += weights[i];
    for (int i = 0; i < n; i++) {
        double part = sum > 0 ? total * weights[i] / sum : 0;
        parts[i] = (int)part;
        rest[i] = weights[i] > 0 ? part - parts[i] : -1;
        given += parts[i];
    }
    for (; given < total && sum > 0; given++) {
        int most = 0;
        for (int i = 1; i < n; i++)
            if (rest[i] > rest[most])
                most = i;
        parts[most]++;
        rest[most] -= 1;
    }
    free(rest);
}
