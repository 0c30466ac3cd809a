/* The worked examples of METHODS.md, and published ones. */
#include "indicator/allocate.h"
#include "indicator/composite.h"
#include "indicator/segregation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

static void assert_near(double value, double wanted, double tolerance)
{
    if (!(fabs(value - wanted) <= tolerance))
        fail_msg("%.9g, not %.9g", value, wanted);
}

/* METHODS.md, "Segregation". */
static void segregation_has_the_worked_example(void **state)
{
    (void)state;
    const double a[] = {300, 120, 60, 20}, b[] = {700, 880, 940, 980};
    const double t[] = {1000, 1000, 1000, 1000};
    assert_near(sb_dissimilarity(a, b, 4), 0.4, 1e-12);
    assert_near(sb_segregation(a, t, 4), 0.4, 1e-12);
    assert_near(sb_exposure(a, a, t, 4), 0.2168, 1e-12);
    assert_near(sb_exposure(a, b, t, 4), 0.7832, 1e-12);
    assert_near(sb_entropy_index(a, t, 4), 0.135550, 5e-7);
    assert_near(sb_correlation_ratio(a, t, 4), (0.2168 - 0.125) / 0.875, 1e-12);
    const double none[] = {0, 0, 0, 0};
    assert_true(isnan(sb_dissimilarity(none, b, 4)));
    assert_near(sb_dissimilarity(t, t, 4), 0, 0);
}

/* A chain of four areas rising by one: I = 0.4; a checkerboard is at its least. */
static void moran_tells_clusters_from_checkerboards(void **state)
{
    (void)state;
    const int start[] = {0, 1, 3, 5, 6}, to[] = {1, 0, 2, 1, 3, 2};
    const double rising[] = {1, 2, 3, 4}, checked[] = {1, 0, 1, 0};
    assert_near(sb_moran(rising, start, to, 4), 0.4, 1e-12);
    assert_near(sb_moran(checked, start, to, 4), -1, 1e-12);
    const double alike[] = {2, 2, 2, 2};
    assert_true(isnan(sb_moran(alike, start, to, 4)));
}

/* Counties of St. Louis: Moran's I of HR8893 as PySAL's tests publish it. */
static void saint_louis_is_as_published(void **state)
{
    (void)state;
    enum { N = 78, COLUMN = 9, MOST = 1000 };
    FILE *table = fopen(SB_REAL_DIR "/benchmarks/stl/stl_hom.csv", "r");
    FILE *weights = fopen(SB_REAL_DIR "/benchmarks/stl/stl.gal", "r");
    if (!table || !weights)
        skip();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    enum { LONGEST = 1 << 18 };
    char *line = sb_arena_array(arena, char, LONGEST);
    double rates[N];
    int start[N + 1] = {0}, to[MOST], n = 0;
    assert_non_null(fgets(line, LONGEST, table)); /* WKT,NAME,…: HR8893 is the ninth behind */
    assert_non_null(strstr(line, "FIPSNO,HR7984,HR8488,HR8893,"));
    for (int i = 0; i < N; i++) {
        assert_non_null(fgets(line, LONGEST, table));
        char *p = strstr(line, "\","); /* behind the geometry */
        for (int c = 0; c < COLUMN; c++)
            p = strchr(p + 1, ',');
        rates[i] = strtod(p + 1 + (p[1] == '"'), NULL);
    }
    assert_int_equal(fscanf(weights, "%d", &n), 1);
    assert_int_equal(n, N);
    for (int i = 0, at = 0; i < N; i++) {
        int id, neighbours;
        assert_int_equal(fscanf(weights, "%d %d", &id, &neighbours), 2);
        assert_int_equal(id, i + 1);
        for (int k = 0; k < neighbours; k++, at++) {
            assert_int_equal(fscanf(weights, "%d", &to[at]), 1);
            to[at]--;
        }
        start[i + 1] = at;
    }
    fclose(table);
    fclose(weights);
    assert_true(fabs(sb_moran(rates, start, to, N) - 0.24365582621771659) < 1e-12);
}

/* METHODS.md, "Composite index". */
static void composite_has_the_worked_example(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double s1[] = {4, 6, 8, 10, 22}, s2[] = {10, 12, 30, 25, 48};
    const double wanted[] = {-1.0355, -0.8010, 0.0238, 0, 1.8126};
    sb_composite_part parts[] = {{s1, 1, 0}, {s2, 1, 0}};
    double index[6];
    assert_true(sb_composite(parts, 2, 1, 5, SB_INDEX_ZSCORE, false, index, arena));
    for (int i = 0; i < 5; i++)
        assert_near(index[i], wanted[i], 5e-5);
    parts[0].weight = parts[1].weight = -1;
    assert_true(sb_composite(parts, 2, 1, 5, SB_INDEX_ZSCORE, false, index, arena));
    for (int i = 0; i < 5; i++)
        assert_near(index[i], -wanted[i], 5e-5);
}

/* An area left out changes no mean: as if it were not there. */
static void excluded_areas_leave_before_the_mean(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double s1[] = {4, 6, 8, 1000, 10, 22}, s2[] = {10, 12, 30, (double)NAN, 25, 48};
    const double wanted[] = {-1.0355, -0.8010, 0.0238, (double)NAN, 0, 1.8126};
    sb_composite_part parts[] = {{s1, 1, 0}, {s2, 1, 0}};
    double index[6];
    assert_true(sb_composite(parts, 2, 1, 6, SB_INDEX_ZSCORE, false, index, arena));
    for (int i = 0; i < 6; i++)
        if (i == 3)
            assert_true(isnan(index[i]));
        else
            assert_near(index[i], wanted[i], 5e-5);
}

static void values_all_alike_make_no_index(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double s[] = {3, 3, 3};
    sb_composite_part part = {s, 1, 0};
    double index[3];
    for (int method = 0; method <= SB_INDEX_RANK; method++)
        assert_false(
            sb_composite(&part, 1, 1, 3, (sb_index_method)method, false, index, arena));
}

static void methods_order_alike(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double s[] = {3, 9, 3, 12};
    sb_composite_part part = {s, 1, 0};
    double index[4];
    assert_true(sb_composite(&part, 1, 1, 4, SB_INDEX_RANGE, false, index, arena));
    assert_near(index[1], 2.0 / 3, 1e-12);
    assert_true(sb_composite(&part, 1, 1, 4, SB_INDEX_RANK, false, index, arena));
    assert_true(index[0] == 1.5 && index[2] == 1.5 && index[1] == 3 && index[3] == 4);
}

/* Hare-Niemeyer, textbook: 10 posts by 53, 24, 23 are 5, 3, 2 or by remainders 5.3 2.4 2.3. */
static void remainders_decide_the_last_unit(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double weights[] = {53, 24, 23}, alike[] = {1, 1, 1};
    int64_t out[3];
    assert_true(sb_largest_remainder(10, weights, 3, out, arena));
    assert_true(out[0] == 5 && out[1] == 3 && out[2] == 2);
    assert_true(sb_largest_remainder(10, alike, 3, out, arena)); /* a tie: the first */
    assert_true(out[0] == 4 && out[1] == 3 && out[2] == 3);
    const double none[] = {0, 0, 0};
    assert_false(sb_largest_remainder(10, none, 3, out, arena));
}

/* Amounts sum to the cent and rise with need. */
static void allocation_sums_to_the_cent(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    uint32_t seed = 3;
    for (int run = 0; run < 200; run++) {
        enum { N = 40 };
        double people[N], index[N];
        int64_t out[N], more[N], sum = 0, cents = 1000000 + run * 7919;
        for (int i = 0; i < N; i++) {
            seed = seed * 1664525u + 1013904223u;
            people[i] = seed >> 20;
            seed = seed * 1664525u + 1013904223u;
            index[i] = (double)(seed >> 16) / 20000;
        }
        people[0] = 100;
        assert_true(sb_allocate(cents, 0.3, people, index, N, out, arena));
        for (int i = 0; i < N; i++)
            sum += out[i];
        assert_true(sum == cents);
        index[0] += 2;
        assert_true(sb_allocate(cents, 0.3, people, index, N, more, arena));
        assert_true(more[0] > out[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segregation_has_the_worked_example),
        cmocka_unit_test(moran_tells_clusters_from_checkerboards),
        cmocka_unit_test(saint_louis_is_as_published),
        cmocka_unit_test(composite_has_the_worked_example),
        cmocka_unit_test(excluded_areas_leave_before_the_mean),
        cmocka_unit_test(values_all_alike_make_no_index),
        cmocka_unit_test(methods_order_alike),
        cmocka_unit_test(remainders_decide_the_last_unit),
        cmocka_unit_test(allocation_sums_to_the_cent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
