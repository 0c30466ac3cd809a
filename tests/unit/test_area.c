#include "area/arcs.h"
#include "area/area.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* after the four headers it needs */
#include <cmocka.h>

typedef struct fixture {
    sb_arena *arena;
    sb_diag *diag;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    *f = (fixture){sb_arena_new(0), sb_diag_new()};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    sb_arena_free(f->arena);
    sb_diag_free(f->diag);
    free(f);
    return 0;
}

static const sb_areas *load(fixture *f, sb_spec_level *levels, int n)
{
    sb_spec *spec = sb_arena_one(f->arena, sb_spec);
    spec->path = SB_TEST_DIR "/data/layout.yaml";
    spec->levels = levels;
    spec->n_levels = n;
    return sb_areas_load(spec, f->arena, f->diag);
}

static void assert_said(const fixture *f, const char *part)
{
    for (size_t i = 0; i < sb_diag_count(f->diag); i++)
        if (strstr(sb_diag_at(f->diag, i)->message, part))
            return;
    for (size_t i = 0; i < sb_diag_count(f->diag); i++)
        print_message("%s\n", sb_diag_at(f->diag, i)->message);
    fail_msg("nothing said '%s'", part);
}

static bool is_real(const char *path) { return access(path, R_OK) == 0; }

/* Each area walks its rings with itself on the side the arcs tell; rings close. */
static void assert_sound(const sb_arcs *arcs)
{
    for (int o = 0; o < arcs->n_outlines; o++)
        for (int r = 0; r < arcs->outlines[o].n; r++) {
            sb_ring ring = arcs->outlines[o].rings[r];
            const sb_arc *last = &arcs->arcs[ring.arcs[ring.n - 1] < 0 ? ~ring.arcs[ring.n - 1]
                                                                       : ring.arcs[ring.n - 1]];
            sb_point at = last->points[ring.arcs[ring.n - 1] < 0 ? 0 : last->n - 1];
            for (int i = 0; i < ring.n; i++) {
                int a = ring.arcs[i];
                const sb_arc *arc = &arcs->arcs[a < 0 ? ~a : a];
                assert_int_equal(a < 0 ? arc->right : arc->left, o);
                sb_point first = arc->points[a < 0 ? arc->n - 1 : 0];
                assert_true(first.x == at.x && first.y == at.y);
                at = arc->points[a < 0 ? 0 : arc->n - 1];
            }
        }
}

static double km2_of(const sb_arcs *arcs, int area)
{
    double area2 = 0;
    for (int r = 0; r < arcs->outlines[area].n; r++)
        for (int i = 0; i < arcs->outlines[area].rings[r].n; i++) {
            int at = arcs->outlines[area].rings[r].arcs[i];
            const sb_arc *arc = &arcs->arcs[at < 0 ? ~at : at];
            double sum = 0;
            for (int p = 0; p + 1 < arc->n; p++) {
                sb_point a = arc->points[p], b = arc->points[p + 1];
                sum += (a.x - arcs->box.x) * (b.y - arcs->box.y) -
                       (b.x - arcs->box.x) * (a.y - arcs->box.y);
            }
            area2 += at < 0 ? -sum : sum;
        }
    return area2 / 2e6;
}

static sb_spec_level *quarters(fixture *f)
{
    sb_spec_level *levels = sb_arena_array(f->arena, sb_spec_level, 3);
    levels[0] = (sb_spec_level){.id = "quarter",
                                .file = "quarters.geojson",
                                .key = "KEY",
                                .name = "NAME",
                                .area = "FLAECHE",
                                .within = "district",
                                .within_first = 1};
    levels[1] = (sb_spec_level){.id = "district", .within = "city", .n_areas = 2};
    levels[1].areas = sb_arena_alloc(f->arena, 2, sizeof *levels[1].areas);
    levels[1].areas[0].key = "1";
    levels[1].areas[0].name = "South";
    levels[1].areas[1].key = "2";
    levels[1].areas[1].name = "North";
    levels[2] = (sb_spec_level){.id = "city", .name = "Town"};
    return levels;
}

static void levels_know_their_parents(void **state)
{
    fixture *f = *state;
    const sb_areas *areas = load(f, quarters(f), 3);
    assert_int_equal(sb_diag_errors(f->diag), 0);
    assert_int_equal(areas->levels[0].n, 4);
    assert_string_equal(areas->levels[0].areas[0].key, "11");
    assert_string_equal(areas->levels[0].areas[3].name, "Enklave und Insel");
    sb_place place = {0, sb_areas_find(areas, 0, "21")};
    assert_string_equal(sb_areas_at(areas, sb_areas_above(areas, place, 1))->name, "North");
    assert_string_equal(sb_areas_at(areas, sb_areas_above(areas, place, 2))->name, "Town");
    assert_int_equal(sb_areas_above(areas, place, 0).area, place.area);
    assert_int_equal(sb_areas_above(areas, (sb_place){1, 0}, 0).area, -1);
    assert_int_equal(sb_areas_top(areas), 2);
    assert_int_equal(sb_areas_level(areas, "none"), -1);
    assert_int_equal(sb_areas_find(areas, 0, "99"), -1);
    assert_null(sb_areas_at(areas, (sb_place){0, 4}));
}

static void official_areas_are_compared(void **state)
{
    fixture *f = *state;
    const sb_areas *areas = load(f, quarters(f), 3);
    assert_float_equal(areas->levels[0].areas[0].km2, 1, 1e-9);
    assert_float_equal(areas->levels[0].areas[2].km2, 1.84, 1e-9);
    assert_float_equal(areas->levels[1].areas[1].km2, 2.04, 1e-6);
    assert_float_equal(areas->levels[2].areas[0].km2, 4.04, 1e-6);
    assert_int_equal(sb_diag_count(f->diag), 0);
    sb_diag_drop(&f->diag);
    f->diag = sb_diag_new();
    sb_spec_level *levels = quarters(f);
    levels[0].area = "KEY"; /* no areas at all: 11, 12, 21, 22 */
    load(f, levels, 3);
    assert_said(f, "differs from the geometry");
}

static void borders_are_shared(void **state)
{
    fixture *f = *state;
    const sb_areas *areas = load(f, quarters(f), 3);
    const sb_arcs *arcs = areas->levels[0].arcs;
    assert_sound(arcs);
    int n_shared = 0;
    for (int i = 0; i < arcs->n_arcs; i++)
        n_shared += arcs->arcs[i].left >= 0 && arcs->arcs[i].right >= 0;
    /* 11|12, 11|21, 12|21 in spite of the corner 21 lacks, and the enclave in its hole */
    assert_int_equal(n_shared, 4);
    assert_int_equal(arcs->outlines[3].n, 2);
    assert_sound(areas->levels[1].arcs);
    assert_int_equal(areas->levels[1].arcs->outlines[1].n, 2); /* the hole is gone */
    assert_int_equal(areas->levels[2].arcs->outlines[0].n, 2); /* the town and its island */
    assert_int_equal(areas->levels[2].arcs->n_arcs, 2);
}

static void spikes_are_no_borders(void **state)
{
    fixture *f = *state;
    sb_point points[] = {{0, 5},   {0, 0},   {10, 0}, {10, 10}, {15, 10}, {18, 10},
                         {15, 10}, {10, 10}, {0, 10}, {0, 5},   {-3, 5}};
    sb_shape_ring ring = {points, (int)SB_COUNT(points)};
    sb_shape shape = {&ring, 1};
    const sb_arcs *arcs = sb_arcs_build(&shape, 1, f->arena);
    assert_int_equal(arcs->n_arcs, 1);
    assert_int_equal(arcs->arcs[0].n, 6);
    assert_float_equal(km2_of(arcs, 0), 1e-4, 1e-12);
}

static void simple_arcs_keep_their_rings(void **state)
{
    fixture *f = *state;
    const sb_areas *areas = load(f, quarters(f), 3);
    for (double tolerance = 1; tolerance < 1e6; tolerance *= 10) {
        const sb_arcs *arcs = sb_arcs_simplify(areas->levels[0].arcs, tolerance, f->arena);
        assert_sound(arcs);
        for (int i = 0; i < arcs->n_arcs; i++) {
            const sb_arc *a = &arcs->arcs[i];
            bool is_closed = a->points[0].x == a->points[a->n - 1].x &&
                             a->points[0].y == a->points[a->n - 1].y;
            assert_true(a->n >= (is_closed ? 4 : 2));
        }
        for (int i = 0; i < arcs->n_outlines; i++)
            assert_true(fabs(km2_of(arcs, i)) > 0.01);
    }
}

static void keys_are_checked(void **state)
{
    fixture *f = *state;
    load(f, &(sb_spec_level){.id = "a", .file = "doubles.geojson", .key = "KEY"}, 1);
    assert_said(f, "records 1 and 3 have the same key '11'");
    assert_said(f, "record 4 has no key");
    load(f, &(sb_spec_level){.id = "a", .file = "quarters.geojson", .key = "KEI"}, 1);
    assert_said(f, "has no column 'KEI'");
    const sb_error *last = sb_diag_at(f->diag, sb_diag_count(f->diag) - 1);
    assert_string_equal(last->hint,
                        "did you mean 'KEY'? The columns are: 'KEY', 'NAME', 'FLAECHE'");
    sb_spec_level *levels = quarters(f);
    levels[1].n_areas = 1;
    load(f, levels, 3);
    assert_said(f, "2 of 4 areas of 'quarter' lie in no area of 'district': '21 → 2'");
    levels[0].within = "distrikt";
    load(f, levels, 3);
    assert_said(f, "no level is called 'distrikt'");
}

static void bad_files_are_named(void **state)
{
    fixture *f = *state;
    assert_null(load(f, &(sb_spec_level){.id = "a", .file = "none.shp", .key = "K"}, 1));
    assert_said(f, "none.shp': No such file");
    assert_null(load(f, &(sb_spec_level){.id = "a", .file = "AREAS.md", .key = "K"}, 1));
    assert_said(f, "AREAS.md' is no file of records or areas");
    assert_null(load(f, &(sb_spec_level){.id = "a", .file = "line.geojson", .key = "KEY"}, 1));
    assert_said(f, "record 1 is no polygon");
    assert_null(load(
        f,
        &(sb_spec_level){.id = "a", .file = "quarters.geojson", .key = "KEY", .crs = "EPSG:1"},
        1));
    assert_said(f, "the coordinate system 'EPSG:1' is not known");
    assert_null(
        load(f,
             &(sb_spec_level){
                 .id = "a", .file = "quarters.geojson", .key = "KEY", .encoding = "klingon"},
             1));
    assert_said(f, "no encoding is called 'klingon'");
    assert_null(load(
        f, &(sb_spec_level){.id = "a", .file = "quarters.geojson", .layer = "x", .key = "KEY"},
        1));
    assert_said(f, "has no layer 'x'");
}

static void invalid_polygons_are_repaired(void **state)
{
    fixture *f = *state;
    const sb_areas *areas =
        load(f, &(sb_spec_level){.id = "a", .file = "bowtie.geojson", .key = "KEY"}, 1);
    assert_said(f, "record 1 was invalid and is repaired");
    assert_int_equal(areas->levels[0].arcs->outlines[0].n, 2);
    /* half of a rectangle of 0.01 degrees by 0.01 degrees at 50 degrees north */
    assert_float_equal(areas->levels[0].areas[0].km2, 0.7972 / 2, 0.002);
}

/* ---- real data ---- */

#define KOELN SB_REAL_DIR "/koeln/"

static sb_spec_level *koeln(fixture *f)
{
    sb_spec_level *levels = sb_arena_array(f->arena, sb_spec_level, 3);
    levels[0] = (sb_spec_level){.id = "stadtteil",
                                .file = KOELN "Stadtteil.shp",
                                .key = "STT_NR",
                                .name = "STT_NAME",
                                .area = "SHAPE_AREA",
                                .within = "stadtbezirk",
                                .within_first = 1};
    levels[1] = (sb_spec_level){.id = "stadtbezirk",
                                .file = KOELN "Stadtbezirk.shp",
                                .key = "STB_NR",
                                .name = "STB_NAME",
                                .within = "stadt"};
    levels[2] = (sb_spec_level){.id = "stadt", .name = "K\xc3\xb6ln"};
    return levels;
}

static double sum_of(const sb_level *level)
{
    double sum = 0;
    for (int i = 0; i < level->n; i++)
        sum += level->areas[i].km2;
    return sum;
}

static void koeln_has_its_levels(void **state)
{
    fixture *f = *state;
    if (!is_real(KOELN "Stadtteil.shp"))
        skip();
    const sb_areas *areas = load(f, koeln(f), 3);
    assert_int_equal(sb_diag_errors(f->diag), 0);
    assert_int_equal(areas->levels[0].n, 86);
    assert_int_equal(areas->levels[1].n, 9);
    sb_place p = sb_areas_above(areas, (sb_place){0, sb_areas_find(areas, 0, "101")}, 1);
    assert_string_equal(sb_areas_at(areas, p)->key, "1");
    assert_string_equal(areas->levels[0].areas[0].name, "Altstadt/S\xc3\xbc"
                                                        "d");
    assert_float_equal(sum_of(&areas->levels[0]), sum_of(&areas->levels[1]), 0.01);
    assert_float_equal(sum_of(&areas->levels[0]), areas->levels[2].areas[0].km2, 0.01);
    assert_float_equal(sum_of(&areas->levels[0]), 405, 0.5);
    assert_int_equal(areas->levels[2].arcs->outlines[0].n, 1);
}

static void koeln_shares_its_borders(void **state)
{
    fixture *f = *state;
    if (!is_real(KOELN "Stadtteil.shp"))
        skip();
    const sb_areas *areas = load(f, koeln(f), 3);
    const sb_arcs *arcs = areas->levels[0].arcs;
    assert_sound(arcs);
    double shared = 0, all = 0, outer = 0;
    for (int l = 0; l < 3; l += 2)
        for (int i = 0; i < areas->levels[l].arcs->n_arcs; i++) {
            const sb_arc *a = &areas->levels[l].arcs->arcs[i];
            double length = 0;
            for (int k = 0; k + 1 < a->n; k++)
                length += hypot(a->points[k + 1].x - a->points[k].x,
                                a->points[k + 1].y - a->points[k].y);
            if (l == 2)
                outer += length;
            else
                all += length;
            if (l == 0 && a->right >= 0)
                shared += length;
        }
    /* what is not shared is the city's own outline, but for 1 % */
    assert_true(all - shared - outer < 0.01 * all);
    double before = 0, after = 0;
    const sb_arcs *simple = sb_arcs_simplify(arcs, 100, f->arena);
    assert_sound(simple);
    for (int i = 0; i < arcs->n_outlines; i++) {
        before += km2_of(arcs, i);
        after += km2_of(simple, i);
        assert_true(km2_of(simple, i) > 0);
    }
    assert_float_equal(after / before, 1, 0.005);
}

/* All files of a shapefile but the .shp whole, that cut off. */
static void a_cut_shapefile_is_an_error(void **state)
{
    fixture *f = *state;
    if (!is_real(KOELN "Stadtbezirk.shp"))
        skip();
    char folder[] = "/tmp/sb-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    static const char *const ends[] = {"shp", "shx", "dbf", "prj"};
    for (size_t i = 0; i < SB_COUNT(ends); i++) {
        size_t n = 0;
        const char *from = sb_arena_printf(f->arena, KOELN "Stadtbezirk.%s", ends[i]);
        const char *to = sb_arena_printf(f->arena, "%s/cut.%s", folder, ends[i]);
        char *bytes = sb_file_read(from, 1 << 20, &n, SB_NOWHERE, f->arena, f->diag);
        FILE *file = fopen(to, "wb");
        fwrite(bytes, 1, i == 0 ? n / 2 : n, file);
        fclose(file);
    }
    const char *path = sb_arena_printf(f->arena, "%s/cut.shp", folder);
    assert_null(load(f, &(sb_spec_level){.id = "a", .file = path, .key = "STB_NR"}, 1));
    assert_said(f, "cannot be read");
    for (size_t i = 0; i < SB_COUNT(ends); i++)
        unlink(sb_arena_printf(f->arena, "%s/cut.%s", folder, ends[i]));
    assert_int_equal(rmdir(folder), 0);
}

static void counties_in_degrees_are_projected(void **state)
{
    fixture *f = *state;
    if (!is_real(SB_REAL_DIR "/benchmarks/nc_sids/nc.shp"))
        skip();
    const sb_areas *areas =
        load(f,
             &(sb_spec_level){.id = "county",
                              .file = SB_REAL_DIR "/benchmarks/nc_sids/nc.shp",
                              .key = "FIPS",
                              .name = "NAME"},
             1);
    assert_int_equal(areas->levels[0].n, 100);
    assert_sound(areas->levels[0].arcs);
    /* geodesic area of the file's polygons on Clarke 1866 */
    assert_float_equal(sum_of(&areas->levels[0]), 127031, 15);
}

static void zipped_and_plain_files_agree(void **state)
{
    fixture *f = *state;
    if (!is_real(SB_REAL_DIR "/flensburg/flensburg_stadtteile.zip"))
        skip();
    static const char *const files[] = {SB_REAL_DIR "/flensburg/flensburg_stadtteile.zip",
                                        SB_REAL_DIR "/flensburg/flensburg_stadtteile.geojson"};
    double sums[2];
    for (int i = 0; i < 2; i++) {
        const sb_areas *areas =
            load(f,
                 &(sb_spec_level){
                     .id = "a", .file = files[i], .key = "AREA_ID", .name = "AREA_NAME"},
                 1);
        assert_int_equal(areas->levels[0].n, 13);
        sums[i] = sum_of(&areas->levels[0]);
    }
    /* UTM 32 shows areas near its meridian 0.08 % too small, the equal-area plane does not */
    assert_float_equal(sums[0] / sums[1], 1 - 0.0008, 0.0002);
}

static void a_whole_country_is_cut_into_arcs(void **state)
{
    fixture *f = *state;
    if (!is_real(SB_REAL_DIR "/deutschland_vg5000/VG5000_GEM.shp"))
        skip();
    sb_spec_level levels[] = {{.id = "gemeinde",
                               .file = SB_REAL_DIR "/deutschland_vg5000/VG5000_GEM.shp",
                               .key = "AGS",
                               .name = "GEN",
                               .within = "kreis",
                               .within_first = 5},
                              {.id = "kreis",
                               .file = SB_REAL_DIR "/deutschland_vg5000/VG5000_KRS.shp",
                               .key = "AGS",
                               .name = "GEN"}};
    const sb_areas *areas = load(f, levels, 2);
    assert_int_equal(sb_diag_errors(f->diag), 0);
    assert_int_equal(areas->levels[0].n, 10997);
    assert_sound(areas->levels[0].arcs);
    assert_float_equal(sum_of(&areas->levels[0]), sum_of(&areas->levels[1]), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(levels_know_their_parents),    TEST(official_areas_are_compared),
        TEST(borders_are_shared),           TEST(spikes_are_no_borders),
        TEST(simple_arcs_keep_their_rings), TEST(keys_are_checked),
        TEST(bad_files_are_named),          TEST(invalid_polygons_are_repaired),
        TEST(koeln_has_its_levels),         TEST(koeln_shares_its_borders),
        TEST(a_cut_shapefile_is_an_error),  TEST(counties_in_degrees_are_projected),
        TEST(zipped_and_plain_files_agree), TEST(a_whole_country_is_cut_into_arcs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
