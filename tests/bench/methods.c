/* methods: a statistical method over many areas: `methods ward N` (Ward's method and k-means,
 * six indicators, five clusters) or `methods fisher N` (natural breaks, seven classes). */
#include "indicator/classify.h"
#include "indicator/cluster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INDICATORS = 6, CLUSTERS = 5, CLASSES = 7 };

/* 0 … 1, always the same. */
static double next_number(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) / 16777216.0;
}

static void cluster(int n, sb_arena *arena)
{
    uint32_t seed = 1;
    double *at = sb_arena_array(arena, double, n *INDICATORS);
    for (int i = 0; i < n * INDICATORS; i++)
        at[i] = next_number(&seed);
    sb_points points = {at, n, INDICATORS};
    int *of = sb_arena_array(arena, int, n);
    sb_ward(points, CLUSTERS, of, NULL, arena);
    sb_k_means(points, CLUSTERS, of, arena);
}

static void classify(int n, sb_arena *arena, sb_diag *diag)
{
    uint32_t seed = 1;
    sb_value *values = sb_arena_array(arena, sb_value, n);
    for (int i = 0; i < n; i++)
        values[i] = sb_value_number(100 * next_number(&seed));
    sb_spec_classes how = {.method = SB_FISHER, .count = CLASSES};
    sb_classify(values, n, &how, (double)NAN, 2, SB_NOWHERE, arena, diag);
}

int main(int argc, char **argv)
{
    int n = argc == 3 ? atoi(argv[2]) : 0;
    bool is_ward = n > 0 && strcmp(argv[1], "ward") == 0;
    if (n <= 0 || (!is_ward && strcmp(argv[1], "fisher") != 0)) {
        fputs("usage: methods ward|fisher N\n", stderr);
        return 2;
    }
    sb_arena *arena = sb_arena_new(0);
    sb_diag *diag = sb_diag_new();
    if (is_ward)
        cluster(n, arena);
    else
        classify(n, arena, diag);
    sb_diag_free(diag);
    sb_arena_free(arena);
    return 0;
}
