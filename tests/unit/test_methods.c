/* The worked examples of METHODS.md, and published ones. */
#include "indicator/allocate.h"
#include "indicator/cluster.h"
#include "indicator/composite.h"
#include "indicator/segregation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

#include "pairs.h"

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
    assert_near(sb_interaction(a, a, t, 4), 0.2168, 1e-12);
    assert_near(sb_interaction(a, b, t, 4), 0.7832, 1e-12);
    assert_near(sb_entropy_index(a, t, 4), 0.135550, 5e-7);
    assert_near(sb_correlation_ratio(a, t, 4), (0.2168 - 0.125) / 0.875, 1e-12);
    const double none[] = {0, 0, 0, 0};
    assert_true(isnan(sb_dissimilarity(none, b, 4)));
    assert_near(sb_dissimilarity(t, t, 4), 0, 0);
}

/* The tests of the R package segregation (Elbers 2023, Sociol. Methods Res. 52(1)): D is 0.6
 * both where two of four units are mixed and where all are. */
static void dissimilarity_is_as_published(void **state)
{
    (void)state;
    const double apart[] = {100, 60, 40, 0}, there[] = {0, 40, 60, 100};
    const double mixed[] = {80, 80, 20, 20}, others[] = {20, 20, 80, 80};
    assert_near(sb_dissimilarity(apart, there, 4), 0.6, 1e-12);
    assert_near(sb_dissimilarity(mixed, others, 4), 0.6, 1e-12);
}

/* Wikipedia, "Isolation index": 0.01, 0.036 and 0.036, in all 0.082. */
static void isolation_is_as_published(void **state)
{
    (void)state;
    const double black[] = {5, 10, 10}, all[] = {105, 110, 110};
    assert_near(sb_interaction(black, black, all, 3), 0.082, 5e-4);
}

/* Of two groups eta squared is chi squared / n (Duncan & Duncan 1955): R's manual of
 * prop.test(), smokers of Fleiss 1981, p. 139: chi squared 12.6004 of 397 patients. */
static void correlation_ratio_is_a_published_chi_squared(void **state)
{
    (void)state;
    const double smokers[] = {83, 90, 129, 70}, patients[] = {86, 93, 136, 82};
    assert_near(397 * sb_correlation_ratio(smokers, patients, 4), 12.6004, 5e-5);
}

/* Theil's H is G / (2 T E) of the table of two groups by units: McDonald, Handbook of
 * Biological Statistics, "G-test of independence", 7.30, as in the tests of Apache Commons
 * Math. */
static void entropy_is_a_published_likelihood_ratio(void **state)
{
    (void)state;
    const double cases[] = {268, 199, 42}, all[] = {1075, 958, 226};
    double n = 2259, p = 509 / n, entropy = -p * log(p) - (1 - p) * log(1 - p);
    assert_near(2 * n * entropy * sb_entropy_index(cases, all, 3), 7.3008170759, 5e-10);
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

/* An index of parts in one dimension; false if there is none. */
static bool compose(const sb_composite_part *parts, int n_parts, int n, sb_index_method method,
                    double *index)
{
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    sb_composite c = {parts, n_parts, 1, n, method, false, NULL};
    return sb_composite_compute(&c, index, NULL, NULL, arena).kind == SB_INDEX_GOOD;
}

/* METHODS.md, "Composite index". */
static void composite_has_the_worked_example(void **state)
{
    (void)state;
    const double s1[] = {4, 6, 8, 10, 22}, s2[] = {10, 12, 30, 25, 48};
    const double wanted[] = {-1.0355, -0.8010, 0.0238, 0, 1.8126};
    sb_composite_part parts[] = {{s1, 1, 0}, {s2, 1, 0}};
    double index[6];
    assert_true(compose(parts, 2, 5, SB_INDEX_ZSCORE, index));
    for (int i = 0; i < 5; i++)
        assert_near(index[i], wanted[i], 5e-5);
    parts[0].weight = parts[1].weight = -1;
    assert_true(compose(parts, 2, 5, SB_INDEX_ZSCORE, index));
    for (int i = 0; i < 5; i++)
        assert_near(index[i], -wanted[i], 5e-5);
}

/* An area left out changes no mean: as if it were not there. */
static void excluded_areas_leave_before_the_mean(void **state)
{
    (void)state;
    const double s1[] = {4, 6, 8, 1000, 10, 22}, s2[] = {10, 12, 30, (double)NAN, 25, 48};
    const double wanted[] = {-1.0355, -0.8010, 0.0238, (double)NAN, 0, 1.8126};
    sb_composite_part parts[] = {{s1, 1, 0}, {s2, 1, 0}};
    double index[6];
    assert_true(compose(parts, 2, 6, SB_INDEX_ZSCORE, index));
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
    const double s[] = {3, 3, 3}, good[] = {1, 2, 3};
    sb_composite_part parts[] = {{good, 1, 0}, {s, 1, 0}};
    double index[3];
    for (int method = 0; method <= SB_INDEX_PCA; method++)
        assert_false(compose(parts + 1, 1, 3, (sb_index_method)method, index));
    sb_composite c = {parts, 2, 1, 3, SB_INDEX_ZSCORE, false, NULL};
    sb_composite_fault fault = sb_composite_compute(&c, index, NULL, NULL, arena);
    assert_true(fault.kind == SB_INDEX_ALIKE && fault.part == 1 && fault.n == 3);
}

static void components_need_more_areas_than_parts(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double a[] = {1, 2, (double)NAN}, b[] = {5, 3, 1};
    sb_composite_part parts[] = {{a, 1, 0}, {b, 1, 0}};
    sb_composite c = {parts, 2, 1, 3, SB_INDEX_PCA, false, NULL};
    double index[3];
    sb_composite_fault fault = sb_composite_compute(&c, index, NULL, NULL, arena);
    assert_true(fault.kind == SB_INDEX_TOO_FEW && fault.n == 2);
}

static void methods_order_alike(void **state)
{
    (void)state;
    const double s[] = {3, 9, 3, 12};
    sb_composite_part part = {s, 1, 0};
    double index[4];
    assert_true(compose(&part, 1, 4, SB_INDEX_RANGE, index));
    assert_near(index[1], 2.0 / 3, 1e-12);
    assert_true(compose(&part, 1, 4, SB_INDEX_RANK, index));
    assert_true(index[0] == 1.5 && index[2] == 1.5 && index[1] == 3 && index[3] == 4);
}

/* NIST Dataplot reference manual, "Weighted Standard Deviation": 2 3 5 7 11 13 17 19 23 with
 * weights 1 1 0 0 4 1 2 1 0 have 5.82 for a sample. */
static void people_weight_mean_and_deviation(void **state)
{
    (void)state;
    const double people[] = {1, 1, 0, 0, 4, 1, 2, 1, 0};
    const double of[] = {2, 3, 5, 7, 11, 13, 17, 19, 23};
    double v[9], mean = 11.5; /* (2 + 3 + 44 + 13 + 34 + 19) / 10 */
    memcpy(v, of, sizeof v);
    assert_true(sb_standardise(v, 9, SB_INDEX_ZSCORE, true, people));
    for (int i = 0; i < 9; i++)
        assert_near((of[i] - mean) / v[i], 5.82, 0.005);
}

/* ---- published answers ---- */

enum { MOST_CASES = 50, MOST_SERIES = 7 };

/* tests/data/methods: a name, then numbers. */
typedef struct table {
    int n, n_series;
    double series[MOST_SERIES][MOST_CASES]; /* standardised, by a sample's deviation as in R */
} table;

static table read_table(const char *name, sb_arena *arena)
{
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    const char *file = sb_arena_printf(arena, "%s/data/methods/%s.csv", SB_TEST_DIR, name);
    size_t size;
    char *text = sb_file_read(file, 1 << 20, &size, SB_NOWHERE, arena, diag);
    assert_non_null(text);
    table t = {.n = -1};
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"), t.n++) {
        char *p = strchr(line, ',');
        for (t.n_series = 0; *p && t.n >= 0; t.n_series++)
            t.series[t.n_series][t.n] = strtod(p + 1, &p);
    }
    for (int s = 0; s < t.n_series; s++)
        assert_true(sb_standardise(t.series[s], t.n, SB_INDEX_ZSCORE, true, NULL));
    return t;
}

static sb_points points_of(const table *t, sb_arena *arena)
{
    double *at = sb_arena_array(arena, double, t->n * t->n_series);
    for (int i = 0; i < t->n; i++)
        for (int s = 0; s < t->n_series; s++)
            at[i * t->n_series + s] = t->series[s][i];
    return (sb_points){at, t->n, t->n_series};
}

static void say(sb_buf *out, double number, int digits)
{
    sb_buf_printf(out, "%s%.*f", out->n && out->at[out->n - 1] != ' ' ? " " : "", digits,
                  number);
}

static void say_component(const table *t, const char *what, int digits, sb_buf *out,
                          sb_arena *arena)
{
    sb_composite_part parts[MOST_SERIES];
    double index[MOST_CASES], loadings[MOST_SERIES], explained;
    for (int s = 0; s < t->n_series; s++)
        parts[s] = (sb_composite_part){t->series[s], 1, 0};
    sb_composite c = {parts, t->n_series, 1, t->n, SB_INDEX_PCA, false, NULL};
    assert_true(sb_composite_compute(&c, index, loadings, &explained, arena).kind ==
                SB_INDEX_GOOD);
    for (int s = 0; s < t->n_series && strcmp(what, "loadings") == 0; s++)
        say(out, loadings[s], digits);
    if (strcmp(what, "loadings") != 0)
        say(out, strcmp(what, "explained") == 0 ? explained : explained * t->n_series, digits);
}

static void say_reliability(const table *t, const char *what, int digits, sb_buf *out)
{
    const double *series[MOST_SERIES];
    double r[MOST_SERIES * MOST_SERIES];
    for (int s = 0; s < t->n_series; s++)
        series[s] = t->series[s];
    sb_correlations(series, t->n_series, t->n, r);
    if (strcmp(what, "correlation") == 0) {
        say(out, r[1], digits);
        return;
    }
    say(out, sb_alpha(r, t->n_series, -1), digits);
    sb_buf_text(out, " | ");
    for (int s = 0; s < t->n_series; s++)
        say(out, sb_alpha(r, t->n_series, s), digits);
}

/* The mean of 1 - first height / last height (Kaufman & Rousseeuw 1990, "agglomerative
 * coefficient"): a point's first height is that at which it is no longer alone. */
static double agglomeration_of(sb_points points, sb_arena *arena)
{
    double heights[MOST_CASES], sum = 0;
    int of[MOST_CASES];
    bool is_joined[MOST_CASES] = {false};
    for (int k = points.n - 1; k >= 1; k--) {
        sb_ward(points, k, of, heights, arena);
        for (int i = 0; i < points.n; i++)
            for (int j = 0; j < points.n && !is_joined[i]; j++)
                if (i != j && of[i] == of[j]) {
                    is_joined[i] = true;
                    sum += 1 - heights[points.n - 1 - k] / heights[points.n - 2];
                }
    }
    return sum / points.n;
}

static double within(sb_points points, int k, const int *of, sb_arena *arena)
{
    double *centres = sb_arena_array(arena, double, k *points.n_values), sum = 0;
    int sizes[9];
    sb_centres(points, k, of, centres, sizes);
    for (int i = 0; i < points.n; i++)
        for (int v = 0; v < points.n_values; v++) {
            double off =
                points.at[i * points.n_values + v] - centres[of[i] * points.n_values + v];
            sum += off * off;
        }
    return sum;
}

static void say_clusters(const table *t, const char *what, int k, sb_buf *out, sb_arena *arena)
{
    sb_points points = points_of(t, arena);
    int of[MOST_CASES], sizes[9] = {0};
    sb_ward(points, k, of, NULL, arena);
    if (strcmp(what, "ward") != 0)
        sb_k_means(points, k, of, arena);
    for (int i = 0; i < t->n; i++)
        sizes[of[i]]++;
    for (int c = 0; c < k && strcmp(what, "within") != 0; c++)
        sb_buf_printf(out, "%s%d", c ? " " : "", sizes[c]);
    if (strcmp(what, "within") == 0)
        say(out, within(points, k, of, arena), 5);
}

/* "what data number" */
static const char *answer(const char *input, sb_arena *arena)
{
    char what[24], name[24];
    int number;
    assert_int_equal(sscanf(input, "%23s %23s %d", what, name, &number), 3);
    table t = read_table(name, arena);
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    if (strcmp(what, "alpha") == 0 || strcmp(what, "correlation") == 0)
        say_reliability(&t, what, number, &out);
    else if (strcmp(what, "scores") == 0)
        for (int s = 0; s < t.n_series; s++)
            say(&out, t.series[s][0], number);
    else if (strcmp(what, "agglomeration") == 0)
        say(&out, agglomeration_of(points_of(&t, arena), arena), number);
    else if (strcmp(what, "ward") == 0 || strcmp(what, "k-means") == 0 ||
             strcmp(what, "within") == 0)
        say_clusters(&t, what, number, &out, arena);
    else
        say_component(&t, what, number, &out, arena);
    return sb_arena_text(arena, out.at);
}

static void published_answers_are_met(void **state)
{
    (void)state;
    pairs_run(SB_TEST_DIR "/spec/methods.txt", answer);
}

/* ---- random input ---- */

enum { RUNS = 100, AREAS = 40, PARTS = 4 };

static double next_number(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) / 16777216.0;
}

/* Another unit, or all one higher, changes no index; a missing value stays one. */
static void indices_do_not_depend_on_units(void **state)
{
    (void)state;
    uint32_t seed = 5;
    for (int run = 0; run < RUNS; run++) {
        double v[PARTS][AREAS], other[PARTS][AREAS], index[AREAS], same[AREAS];
        sb_composite_part parts[PARTS], others[PARTS];
        for (int p = 0; p < PARTS; p++) {
            double unit = 0.01 + 100 * next_number(&seed), from = 100 * next_number(&seed);
            for (int a = 0; a < AREAS; a++) {
                v[p][a] = a == p ? (double)NAN : next_number(&seed);
                other[p][a] = from + unit * v[p][a];
            }
            parts[p] = (sb_composite_part){v[p], 1, 0};
            others[p] = (sb_composite_part){other[p], 1, 0};
        }
        for (int method = 0; method <= SB_INDEX_PCA; method++) {
            assert_true(compose(parts, PARTS, AREAS, (sb_index_method)method, index));
            assert_true(compose(others, PARTS, AREAS, (sb_index_method)method, same));
            for (int a = 0; a < AREAS; a++) {
                assert_true(isnan(index[a]) == (a < PARTS));
                if (a >= PARTS)
                    assert_near(same[a], index[a], 1e-6);
            }
        }
    }
}

/* Cut once less, two clusters become one and the others stay; k-means never makes it worse;
 * each cluster has areas; the order of the areas does not matter. */
static void clusters_nest_and_are_whole(void **state)
{
    (void)state;
    uint32_t seed = 11;
    for (int run = 0; run < RUNS; run++) {
        SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
        double at[AREAS * PARTS], turned[AREAS * PARTS], heights[AREAS];
        for (int i = 0; i < AREAS * PARTS; i++)
            at[i] = next_number(&seed);
        for (int i = 0; i < AREAS; i++)
            memcpy(turned + i * PARTS, at + (AREAS - 1 - i) * PARTS, PARTS * sizeof *at);
        sb_points points = {at, AREAS, PARTS}, reversed = {turned, AREAS, PARTS};
        int of[AREAS], fewer[AREAS], back[AREAS], k = 2 + run % 7, sizes[9] = {0};
        sb_ward(points, k, of, heights, arena);
        sb_ward(points, k - 1, fewer, NULL, arena);
        sb_ward(reversed, k, back, NULL, arena);
        for (int i = 0; i < AREAS; i++)
            for (int j = 0; j < AREAS; j++) {
                assert_true(of[i] != of[j] || fewer[i] == fewer[j]);
                assert_true((of[i] == of[j]) == (back[AREAS - 1 - i] == back[AREAS - 1 - j]));
            }
        for (int i = 1; i < AREAS - 1; i++)
            assert_true(heights[i] >= heights[i - 1]);
        double before = within(points, k, of, arena);
        sb_k_means(points, k, of, arena);
        assert_true(within(points, k, of, arena) <= before + 1e-9);
        for (int i = 0; i < AREAS; i++)
            sizes[of[i]]++;
        for (int c = 0; c < k; c++)
            assert_true(sizes[c] > 0);
    }
}

/* As many areas as clusters, or all alike. */
static void clusters_of_few_or_equal_areas(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double at[] = {1, 1, 1, 1, 1, 1};
    sb_points points = {at, 3, 2};
    int of[3];
    for (int k = 1; k <= 3; k++) {
        int most = 0;
        sb_ward(points, k, of, NULL, arena);
        sb_k_means(points, k, of, arena);
        for (int i = 0; i < 3; i++)
            most = of[i] > most ? of[i] : most;
        assert_int_equal(most, k - 1);
    }
}

/* All measures of segregation lie between 0 and 1, and are 0 where shares are the same. */
static void segregation_lies_between_none_and_all(void **state)
{
    (void)state;
    uint32_t seed = 17;
    for (int run = 0; run < RUNS; run++) {
        double a[AREAS], b[AREAS], t[AREAS];
        for (int i = 0; i < AREAS; i++) {
            a[i] = floor(500 * next_number(&seed));
            b[i] = floor(500 * next_number(&seed));
            t[i] = a[i] + b[i];
        }
        const double all[] = {sb_dissimilarity(a, b, AREAS), sb_segregation(a, t, AREAS),
                              sb_interaction(a, a, t, AREAS), sb_entropy_index(a, t, AREAS),
                              sb_correlation_ratio(a, t, AREAS)};
        for (size_t i = 0; i < SB_COUNT(all); i++)
            assert_true(all[i] > 0 && all[i] < 1);
        assert_near(all[0], all[1], 1e-12); /* of two groups */
        assert_near(all[2] + sb_interaction(a, b, t, AREAS), 1, 1e-12);
        assert_near(sb_dissimilarity(t, t, AREAS), 0, 1e-12);
    }
}

/* ---- allocation ---- */

/* Wikipedia, "Quota method": 10 seats by Hare's quota, and 11; a tie goes to the first. */
static void remainders_decide_the_last_unit(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double votes[] = {47000, 16000, 15800, 12000, 6100, 3100}, alike[] = {1, 1, 1};
    static const int64_t ten[] = {5, 2, 1, 1, 1, 0}, eleven[] = {5, 2, 2, 1, 1, 0};
    int64_t out[6];
    assert_true(sb_largest_remainder(10, votes, 6, out, arena));
    assert_memory_equal(out, ten, sizeof ten);
    assert_true(sb_largest_remainder(11, votes, 6, out, arena));
    assert_memory_equal(out, eleven, sizeof eleven);
    assert_true(sb_largest_remainder(10, alike, 3, out, arena)); /* a tie: the first */
    assert_true(out[0] == 4 && out[1] == 3 && out[2] == 3);
    const double none[] = {0, 0, 0};
    assert_false(sb_largest_remainder(10, none, 3, out, arena));
}

/* By hand: 1,000.00 to 100, 200 and 300 children, a fifth by heads, index 1, 2 and 0.5. */
static void allocation_has_the_worked_example(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double heads[] = {100, 200, 300, (double)NAN}, index[] = {1, 2, 0.5, 9};
    static const double wanted[SB_STEPS][3] = {
        [SB_STEP_NEED] = {100, 400, 150},
        [SB_STEP_SHARE] = {100 / 6.5, 400 / 6.5, 150 / 6.5},
        [SB_STEP_BASE] = {20000 / 6.0, 40000 / 6.0, 10000},
        [SB_STEP_MORE] = {80000 / 6.5, 320000 / 6.5, 120000 / 6.5},
        [SB_STEP_TARGET] = {15641.025641, 55897.435897, 28461.538462},
        [SB_STEP_EXACT] = {15641.025641, 55897.435897, 28461.538462}};
    double *steps[SB_STEPS];
    for (int s = 0; s < SB_STEPS; s++)
        steps[s] = sb_arena_array(arena, double, 4);
    int64_t out[4];
    sb_allocation a = {.units = 100000, .base = 0.2, .n = 4, .heads = heads, .index = index};
    assert_true(sb_allocate(&a, out, steps, arena));
    for (int s = 0; s < SB_STEPS; s++) {
        for (int i = 0; i < 3; i++)
            assert_near(steps[s][i], wanted[s][i], 1e-6);
        assert_true(isnan(steps[s][3]));
    }
    assert_true(out[0] == 15641 && out[1] == 55897 && out[2] == 28462 && out[3] == 0);
    const double nobody[] = {0, 0, 0, 0};
    a.heads = nobody;
    assert_false(sb_allocate(&a, out, steps, arena));
}

/* By hand: posts to three alike, of which one has 5 already and one has 1. */
static void supply_counts_and_nobody_loses(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double heads[] = {50, 50, 50}, index[] = {1, 1, 1}, supply[] = {5, 1, 0};
    static const int64_t wanted[][4] = {
        {3, 0, 1, 2}, {10, 1, 4, 5}, {1, 0, 0, 1}, {6, 0, 3, 3}};
    double *steps[SB_STEPS];
    for (int s = 0; s < SB_STEPS; s++)
        steps[s] = sb_arena_array(arena, double, 3);
    int64_t out[3];
    for (size_t i = 0; i < SB_COUNT(wanted); i++) {
        sb_allocation a = {
            .units = wanted[i][0], .n = 3, .heads = heads, .index = index, .supply = supply};
        assert_true(sb_allocate(&a, out, steps, arena));
        assert_memory_equal(out, wanted[i] + 1, sizeof out);
    }
    assert_near(steps[SB_STEP_TARGET][0], 3.5, 1e-12); /* it has more, and keeps it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segregation_has_the_worked_example),
        cmocka_unit_test(dissimilarity_is_as_published),
        cmocka_unit_test(isolation_is_as_published),
        cmocka_unit_test(correlation_ratio_is_a_published_chi_squared),
        cmocka_unit_test(entropy_is_a_published_likelihood_ratio),
        cmocka_unit_test(moran_tells_clusters_from_checkerboards),
        cmocka_unit_test(saint_louis_is_as_published),
        cmocka_unit_test(composite_has_the_worked_example),
        cmocka_unit_test(excluded_areas_leave_before_the_mean),
        cmocka_unit_test(values_all_alike_make_no_index),
        cmocka_unit_test(components_need_more_areas_than_parts),
        cmocka_unit_test(methods_order_alike),
        cmocka_unit_test(people_weight_mean_and_deviation),
        cmocka_unit_test(published_answers_are_met),
        cmocka_unit_test(indices_do_not_depend_on_units),
        cmocka_unit_test(clusters_nest_and_are_whole),
        cmocka_unit_test(clusters_of_few_or_equal_areas),
        cmocka_unit_test(segregation_lies_between_none_and_all),
        cmocka_unit_test(remainders_decide_the_last_unit),
        cmocka_unit_test(allocation_has_the_worked_example),
        cmocka_unit_test(supply_counts_and_nobody_loses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
