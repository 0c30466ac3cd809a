/* The made-up city's own logic: what must hold between its tables (samples/musterstadt). */
#include <gdal.h>
#include <ogr_api.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_KEY = 1000, FIRST = 2015, YEARS = 10, GROUPS = 13 };

/* ---- reading ---- */

typedef struct table {
    GDALDatasetH set;
    OGRLayerH layer;
    OGRFeatureH row;
} table;

static table open_table(const char *name)
{
    table t = {0};
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", SB_SOURCE_DIR, name);
    t.set = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    if (!t.set)
        fail_msg("cannot read %s", path);
    t.layer = GDALDatasetGetLayer(t.set, 0);
    return t;
}

static bool next(table *t)
{
    OGR_F_Destroy(t->row);
    t->row = OGR_L_GetNextFeature(t->layer);
    if (!t->row)
        GDALClose(t->set);
    return t->row != NULL;
}

static const char *text(const table *t, int column)
{
    return OGR_F_GetFieldAsString(t->row, column);
}

static bool is_number(const table *t, int column)
{
    const char *s = text(t, column);
    return *s && strspn(s, "-0123456789.,") == strlen(s) && strpbrk(s, "0123456789");
}

/* 1.234,5 */
static double number(const table *t, int column)
{
    char plain[64];
    int n = 0;
    if (!is_number(t, column))
        fail_msg("'%s' is no number", text(t, column));
    for (const char *s = text(t, column); *s && n < 63; s++)
        if (*s != '.')
            plain[n++] = *s == ',' ? '.' : *s;
    plain[n] = '\0';
    return strtod(plain, NULL);
}

static int count(const table *t, int column) { return (int)number(t, column); }

static int key(const table *t, int column)
{
    int k = atoi(text(t, column));
    assert_in_range(k, 0, MOST_KEY - 1);
    return k;
}

static int year(const table *t, int column)
{
    int y = atoi(text(t, column)) - FIRST;
    assert_in_range(y, 0, YEARS - 1);
    return y;
}

/* ---- people: read once ---- */

static int people[MOST_KEY][YEARS][2][2][GROUPS]; /* Unterbezirk, year, d a, m w, age group */

static int load_people(void **state)
{
    (void)state;
    GDALAllRegister();
    table t = open_table("samples/musterstadt/bevoelkerung.csv");
    while (next(&t))
        for (int g = 0; g < GROUPS; g++)
            people[key(&t, 0)][year(&t, 1)][*text(&t, 2) == 'a'][*text(&t, 3) == 'w'][g] =
                count(&t, 4 + g);
    return 0;
}

/* People of an area of any level in age groups from … below; nation -1: both. */
static int living(int area, int y, int nation, int from, int below)
{
    int sum = 0, low = area, high = area;
    if (area == 0) {
        low = 1;
        high = MOST_KEY - 1;
    }
    while (low < 100) {
        low *= 10;
        high = high * 10 + (area == 0 ? 0 : 9);
    }
    if (high > MOST_KEY - 1)
        high = MOST_KEY - 1;
    for (int k = low; k <= high; k++)
        for (int n = 0; n < 2; n++)
            for (int s = 0; s < 2; s++)
                for (int g = from; g < below; g++)
                    if (nation < 0 || n == nation)
                        sum += people[k][y][n][s][g];
    return sum;
}

static int all(int area, int y) { return living(area, y, -1, 0, GROUPS); }

/* ---- what must hold ---- */

static void the_city_has_its_size(void **state)
{
    (void)state;
    assert_in_range(all(0, YEARS - 1), 210000, 230000);
    assert_int_equal(all(22, YEARS - 1), 0); /* the harbour */
    int quarters = 0;
    for (int k = 100; k < MOST_KEY; k++)
        quarters += all(k, 0) > 0;
    assert_int_equal(quarters, 178);
}

static void books_balance(void **state)
{
    (void)state;
    enum {
        BIRTHS = 2,
        DEATHS = 4,
        IN = 6,
        OUT = 8,
        INNER_IN = 10,
        INNER_OUT = 12,
        CITIZENS = 14
    };
    static int inner[YEARS];
    table t = open_table("samples/musterstadt/bewegungen.csv");
    int n_rows = 0;
    while (next(&t)) {
        int k = key(&t, 0), y = year(&t, 1);
        n_rows++;
        for (int n = 0; n < 2; n++)
            inner[y] += count(&t, INNER_IN + n) - count(&t, INNER_OUT + n);
        for (int n = 0; n < 2 && y > 0; n++) {
            int change = count(&t, BIRTHS + n) - count(&t, DEATHS + n) + count(&t, IN + n) -
                         count(&t, OUT + n) + count(&t, INNER_IN + n) -
                         count(&t, INNER_OUT + n) + (n ? -1 : 1) * count(&t, CITIZENS);
            if (living(k, y, n, 0, GROUPS) != living(k, y - 1, n, 0, GROUPS) + change)
                fail_msg("%d in %d does not balance", k, FIRST + y);
        }
    }
    assert_int_equal(n_rows, 180 * YEARS);
    for (int y = 0; y < YEARS; y++)
        assert_int_equal(inner[y], 0);
}

static void single_years_add_up(void **state)
{
    (void)state;
    static const int limits[] = {0, 3, 6, 10, 15, 18, 25, 35, 45, 55, 65, 75, 85, 101};
    static const char *const files[] = {
        "samples/musterstadt/einzelalter.csv",
        "samples/musterstadt/einzelalter-unterbezirke-2024.csv"};
    for (int f = 0; f < 2; f++) {
        table t = open_table(files[f]);
        while (next(&t)) {
            int k = key(&t, 0), y = year(&t, 1);
            for (int g = 0; g < GROUPS; g++) {
                int sum = 0, want = 0;
                for (int age = limits[g]; age < limits[g + 1]; age++)
                    sum += count(&t, 4 + age);
                for (int q = f ? k : k * 10; q <= (f ? k : k * 10 + 9); q++)
                    want += people[q][y][*text(&t, 2) == 'a'][*text(&t, 3) == 'w'][g];
                assert_int_equal(sum, want);
            }
        }
    }
}

static void migrants_are_people(void **state)
{
    (void)state;
    table t = open_table("samples/musterstadt/migrationshintergrund.csv");
    while (next(&t)) {
        int k = key(&t, 0), y = atoi(text(&t, 2) + 6) - FIRST, parts = 0;
        assert_int_equal(count(&t, 4), all(k, y));
        for (int c = 6; c < 12; c++)
            parts += count(&t, c);
        assert_int_equal(parts, count(&t, 5));
        assert_in_range(count(&t, 5), living(k, y, 1, 0, GROUPS), all(k, y));
    }
}

static void households_are_no_more_than_people(void **state)
{
    (void)state;
    static int households[100][YEARS];
    table t = open_table("samples/musterstadt/haushalte.csv");
    while (next(&t))
        households[key(&t, 0)][year(&t, 1)] += count(&t, 3);
    for (int k = 11; k < 100; k++)
        for (int y = 0; y < YEARS; y++) {
            assert_in_range(households[k][y], 0, all(k, y));
            assert_true(all(k, y) == 0 || all(k, y) / (double)households[k][y] < 2.6);
        }
    t = open_table("samples/musterstadt/wohnen.xlsx");
    while (next(&t)) {
        assert_in_range(count(&t, 2), households[key(&t, 0)][year(&t, 1)], 1000000);
        assert_in_range(count(&t, 3), 0, count(&t, 2));
    }
}

static void workers_are_of_age(void **state)
{
    (void)state;
    table t = open_table("samples/musterstadt/arbeitslose.csv");
    static int sums[3][YEARS]; /* Ortsteile, Stadtbezirke, city */
    while (next(&t)) {
        int k = key(&t, 0), y = year(&t, 1), n = count(&t, 2);
        assert_int_equal(count(&t, 3) + count(&t, 4), n);
        assert_int_equal(count(&t, 5) + count(&t, 6) + count(&t, 7), n);
        assert_in_range(count(&t, 8), 0, n);
        assert_in_range(count(&t, 9), 0, n);
        assert_in_range(n, 0, living(k, y, -1, 4, 10));
        sums[k == 0 ? 2 : k < 10][y] += n;
    }
    for (int y = 0; y < YEARS; y++) {
        assert_int_equal(sums[0][y], sums[2][y]);
        assert_int_equal(sums[1][y], sums[2][y]);
    }
    t = open_table("samples/musterstadt/beschaeftigte.ods");
    while (next(&t)) {
        assert_in_range(count(&t, 2), 0, living(key(&t, 0), year(&t, 1), -1, 4, 10));
        assert_in_range(count(&t, 3), 0, count(&t, 2));
        assert_in_range(count(&t, 4), 0, count(&t, 2));
    }
}

static void benefits_go_to_people(void **state)
{
    (void)state;
    table t = open_table("samples/musterstadt/sgb2.dbf");
    int n_rows = 0;
    while (next(&t)) {
        int k = key(&t, 0), y = year(&t, 1);
        n_rows++;
        assert_int_equal(count(&t, 4) + count(&t, 5) + count(&t, 6), count(&t, 3));
        assert_int_equal(count(&t, 3) + count(&t, 7) + count(&t, 8), count(&t, 2));
        assert_int_equal(count(&t, 10) + count(&t, 11), count(&t, 9));
        assert_in_range(count(&t, 12), 0, count(&t, 10));
        assert_in_range(count(&t, 9), 0, count(&t, 2));
        assert_in_range(count(&t, 3), 0, living(k, y, -1, 0, 4));
        assert_in_range(count(&t, 4), 0, living(k, y, -1, 0, 1));
        assert_in_range(count(&t, 2), 0, living(k, y, -1, 0, 10));
    }
    assert_int_equal(n_rows, 180 * YEARS);
    t = open_table("samples/musterstadt/mindestsicherung.csv");
    while (next(&t))
        if (is_number(&t, 3)) {
            assert_true(count(&t, 3) == 0 || count(&t, 3) > 2);
            assert_in_range(count(&t, 3), 0, all(key(&t, 0), year(&t, 1)));
        } else {
            assert_string_equal(text(&t, 3), ".");
        }
}

static void voters_are_entitled(void **state)
{
    (void)state;
    table t = open_table("samples/musterstadt/wahlen.csv");
    while (next(&t)) {
        int y = atoi(text(&t, 1) + 6) - FIRST;
        assert_in_range(count(&t, 4), 0, count(&t, 3));
        assert_in_range(count(&t, 3), 0, living(key(&t, 2), y, -1, 4, GROUPS));
    }
}

static void children_go_to_school(void **state)
{
    (void)state;
    table t = open_table("samples/musterstadt/schuleingang.csv");
    while (next(&t)) {
        int most = is_number(&t, 3) ? count(&t, 3) : 2;
        assert_in_range(most, 0, living(key(&t, 0), year(&t, 1), -1, 1, 2) + 2);
        for (int c = 4; c < 8; c++)
            assert_true(is_number(&t, c) ? count(&t, c) <= most : *text(&t, c) == '.');
        assert_true(!is_number(&t, 9) || (number(&t, 9) >= 0 && number(&t, 9) < 10));
    }
    t = open_table("samples/musterstadt/uebergaenge.csv");
    while (next(&t))
        assert_int_equal(count(&t, 3) + count(&t, 4) + count(&t, 5) + count(&t, 6),
                         count(&t, 2));
}

static void noise_is_heard_by_people(void **state)
{
    (void)state;
    table t = open_table("samples/musterstadt/umwelt.csv");
    while (next(&t)) {
        assert_int_equal(count(&t, 1), all(key(&t, 0), 2022 - FIRST));
        assert_in_range(count(&t, 2), 0, count(&t, 1));
        assert_int_equal(count(&t, 3), living(key(&t, 0), 2022 - FIRST, -1, 0, 5));
    }
}

static void social_spaces_hold_every_quarter_once(void **state)
{
    (void)state;
    static const int wanted[] = {39, 40};
    for (int f = 0; f < 2; f++) {
        char name[64];
        bool is_held[MOST_KEY] = {0};
        int most = 0, n = 0;
        snprintf(name, sizeof name, "shapes/sozialraeume-%d.csv", wanted[f]);
        table t = open_table(name);
        while (next(&t)) {
            most = key(&t, 0) > most ? key(&t, 0) : most;
            assert_false(is_held[key(&t, 2)]);
            is_held[key(&t, 2)] = true;
            n++;
        }
        assert_int_equal(most, wanted[f]);
        assert_int_equal(n, 180);
    }
    double parts[100] = {0};
    int people_then = 0;
    table t = open_table("shapes/umschluesselung-ortsteile-2017.csv");
    while (next(&t)) {
        parts[key(&t, 0)] += number(&t, 3);
        people_then += count(&t, 2);
    }
    for (int k = 0; k < 100; k++)
        assert_true(parts[k] == 0 || fabs(parts[k] - 1) < 1e-3);
    assert_int_equal(people_then, all(0, 2017 - FIRST));
}

/* ---- shapes ---- */

static OGRGeometryH joined(const char *name, double *sum, int *n)
{
    OGRGeometryH whole = OGR_G_CreateGeometry(wkbPolygon);
    table t = open_table(name);
    *sum = *n = 0;
    while (next(&t)) {
        OGRGeometryH g = OGR_F_GetGeometryRef(t.row);
        assert_true(OGR_G_IsValid(g));
        *sum += OGR_G_Area(g);
        ++*n;
        OGRGeometryH both = OGR_G_Union(whole, g);
        OGR_G_DestroyGeometry(whole);
        whole = both;
    }
    return whole;
}

/* No gap, no overlap: the union has the area of its parts, and all levels the same union. */
static void levels_cover_the_same_city(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int n;
    } levels[] = {{"shapes/unterbezirke.shp", 180},
                  {"shapes/ortsteile.shp", 30},
                  {"shapes/ortsteile-2017.shp", 30},
                  {"shapes/stadtbezirke.shp", 6}};
    OGRGeometryH city = NULL;
    for (int i = 0; i < 4; i++) {
        double sum;
        int n;
        OGRGeometryH whole = joined(levels[i].name, &sum, &n);
        assert_int_equal(n, levels[i].n);
        assert_true(fabs(OGR_G_Area(whole) - sum) < 0.01);
        assert_true(OGR_GT_Flatten(OGR_G_GetGeometryType(whole)) == wkbPolygon);
        assert_int_equal(OGR_G_GetGeometryCount(whole), 1); /* no holes */
        if (city) {
            OGRGeometryH apart = OGR_G_SymDifference(city, whole);
            assert_true(OGR_G_Area(apart) < 0.01);
            OGR_G_DestroyGeometry(apart);
            OGR_G_DestroyGeometry(whole);
        } else {
            city = whole;
        }
    }
    OGR_G_DestroyGeometry(city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_city_has_its_size),
        cmocka_unit_test(books_balance),
        cmocka_unit_test(single_years_add_up),
        cmocka_unit_test(migrants_are_people),
        cmocka_unit_test(households_are_no_more_than_people),
        cmocka_unit_test(workers_are_of_age),
        cmocka_unit_test(benefits_go_to_people),
        cmocka_unit_test(voters_are_entitled),
        cmocka_unit_test(children_go_to_school),
        cmocka_unit_test(noise_is_heard_by_people),
        cmocka_unit_test(social_spaces_hold_every_quarter_once),
        cmocka_unit_test(levels_cover_the_same_city),
    };
    return cmocka_run_group_tests(tests, load_people, NULL);
}
