#include "data/data.h"
#include "data/period.h"

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
    sb_spec *spec;
    char folder[24];
    int n_files;
} fixture;

/* Areas 11 12 21 22 in districts 1 2 in one town; sex and three ages. */
static void make_spec(fixture *f)
{
    static sb_spec_group sexes[] = {{.label = "m"}, {.label = "w"}};
    static sb_spec_group ages[] = {
        {.label = "under 18"}, {.label = "18 to 64"}, {.label = "65+"}};
    static sb_spec_dimension groups[] = {{.id = "sex", .groups = sexes, .n = 2},
                                         {.id = "age", .groups = ages, .n = 3}};
    f->spec = sb_arena_one(f->arena, sb_spec);
    f->spec->path = SB_TEST_DIR "/data/layout.yaml";
    f->spec->report.period = "2012";
    f->spec->groups = groups;
    f->spec->n_groups = 2;
    f->spec->n_levels = 3;
    sb_spec_level *l = f->spec->levels = sb_arena_array(f->arena, sb_spec_level, 3);
    l[0] = (sb_spec_level){
        .id = "quarter", .file = "quarters.geojson", .key = "KEY", .name = "NAME"};
    l[0].within = "district";
    l[0].within_first = 1;
    l[1] = (sb_spec_level){.id = "district", .within = "town", .n_areas = 2};
    l[1].areas = sb_arena_alloc(f->arena, 2, sizeof *l[1].areas);
    l[1].areas[0].key = "1";
    l[1].areas[0].name = "South";
    l[1].areas[1].key = "2";
    l[1].areas[1].name = "North";
    l[2] = (sb_spec_level){.id = "town", .name = "Town"};
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = sb_arena_new(0);
    f->diag = sb_diag_new();
    strcpy(f->folder, "/tmp/sb-test-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    make_spec(f);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    for (int i = 0; i < f->n_files; i++)
        unlink(sb_arena_printf(f->arena, "%s/%d.csv", f->folder, i));
    assert_int_equal(rmdir(f->folder), 0);
    sb_arena_free(f->arena);
    sb_diag_free(f->diag);
    free(f);
    return 0;
}

/* A CSV file with these bytes. */
static const char *csv_of(fixture *f, const char *bytes, size_t n)
{
    const char *path = sb_arena_printf(f->arena, "%s/%d.csv", f->folder, f->n_files++);
    FILE *file = fopen(path, "wb");
    fwrite(bytes, 1, n, file);
    fclose(file);
    return path;
}

static const char *csv(fixture *f, const char *text) { return csv_of(f, text, strlen(text)); }

static const sb_cube *load(fixture *f, sb_spec_table *tables, int n)
{
    sb_diag_free(f->diag);
    f->diag = sb_diag_new();
    for (int i = 0; i < n; i++) { /* as where the layout does not tell */
        tables[i].adds_up = -1;
        for (int c = 0; c < tables[i].n_columns; c++)
            tables[i].columns[c].adds_up = -1;
    }
    f->spec->tables = tables;
    f->spec->n_tables = n;
    const sb_areas *areas = sb_areas_load(f->spec, f->arena, f->diag);
    return sb_cube_load(f->spec, areas, f->arena, f->diag);
}

static void print_all(const fixture *f)
{
    sb_buf b = {0};
    for (size_t i = 0; i < sb_diag_count(f->diag); i++)
        sb_error_format(sb_diag_at(f->diag, i), false, &b);
    print_message("%s", b.at ? b.at : "nothing said\n");
    sb_buf_free(&b);
}

static const sb_error *assert_said(const fixture *f, const char *part)
{
    for (size_t i = 0; i < sb_diag_count(f->diag); i++)
        if (strstr(sb_diag_at(f->diag, i)->message, part))
            return sb_diag_at(f->diag, i);
    print_all(f);
    fail_msg("nothing said '%s'", part);
    return NULL;
}

static void assert_silent(const fixture *f)
{
    if (sb_diag_count(f->diag))
        print_all(f);
    assert_int_equal(sb_diag_count(f->diag), 0);
}

static sb_value value_of(const sb_cube *cube, const char *id, const char *level,
                         const char *key, const char *period, int cell)
{
    int l = sb_areas_level(cube->areas, level);
    return sb_cube_at(cube, sb_cube_variable(cube, id),
                      (sb_place){l, sb_areas_find(cube->areas, l, key)},
                      sb_cube_period(cube, period), cell);
}

static void periods_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        int year, month, day, end;
    } good[] = {{"2012", 2012, 0, 0, 2012},
                {"31.12.2012", 2012, 12, 31, 2012},
                {"2012-12-31", 2012, 12, 31, 2012},
                {"2012/12/31", 2012, 12, 31, 2012},
                {"12/2012", 2012, 12, 0, 2012},
                {"2012-12", 2012, 12, 0, 2012},
                {"2011-12", 2011, 0, 0, 2012},
                {"1974-78", 1974, 0, 0, 1978},
                {"1974\xe2\x80\x93"
                 "78",
                 1974, 0, 0, 1978},
                {"2019/20", 2019, 0, 0, 2020},
                {"1999/00", 1999, 0, 0, 2000},
                {"2011-2013", 2011, 0, 0, 2013},
                {"Schuljahr 2019/20", 2019, 0, 0, 2020},
                {"Stand 1.1.2021", 2021, 1, 1, 2021}};
    static const char *const bad[] = {"",           "x",         "12",       "31.13.2012",
                                      "2012-",      "2012a",     "1.2.3.4",  "99999",
                                      "2012/31.12", "32.1.2012", "2013-2011"};
    for (size_t i = 0; i < SB_COUNT(good); i++) {
        sb_period p;
        int end;
        if (!sb_period_read(good[i].label, &p, &end))
            fail_msg("'%s' is a period", good[i].label);
        assert_int_equal(p.year, good[i].year);
        assert_int_equal(p.month, good[i].month);
        assert_int_equal(p.day, good[i].day);
        assert_int_equal(end, good[i].end);
    }
    for (size_t i = 0; i < SB_COUNT(bad); i++) {
        sb_period p;
        int end;
        if (sb_period_read(bad[i], &p, &end))
            fail_msg("'%s' is no period", bad[i]);
    }
}

static void long_tables_fill_cells(void **state)
{
    fixture *f = *state;
    sb_spec_pair codes[] = {
        {.key = "1", .value = "m"}, {.key = "2", .value = "w"}, {.key = "9"}};
    sb_spec_codes dimension = {.dimension = "sex", .column = "s", .codes = codes, .n = 3};
    sb_spec_table t = {
        .id = "people", .key = "k", .period = "y", .value = "v", .label = "People"};
    t.file = csv(f, "k;y;s;v\n11;2012;1;1.000\n11;2012;2;1.250,5\n12;2012;1;-\n12;2012;2;7\n"
                    "21;2012;1;.\n21;2012;2;5\n22;2012;1;3\n22;2012;2;4\n11;2012;9;99\n"
                    "11;2011;1;1\n11;2011;2;1\n12;2011;1;2\n12;2011;2;\xe2\x80\xa6\n"
                    "21;2011;1;1\n21;2011;2;1\n22;2011;1;2\n22;2011;2;2\n");
    t.dimensions = &dimension;
    t.n_dimensions = 1;
    const sb_cube *cube = load(f, &t, 1);
    assert_silent(f);
    assert_int_equal(cube->n_periods, 2);
    assert_string_equal(cube->periods[0].label, "2011");
    assert_string_equal(cube->variables[0].label, "People");
    assert_int_equal(cube->variables[0].cells, 2);
    assert_float_equal(value_of(cube, "people", "quarter", "11", "2012", 1).number, 1250.5, 0);
    assert_int_equal(value_of(cube, "people", "quarter", "12", "2012", 0).state, SB_NOTHING);
    assert_int_equal(value_of(cube, "people", "quarter", "21", "2012", 0).state, SB_UNKNOWN);
    assert_float_equal(value_of(cube, "people", "district", "1", "2012", 0).number, 1000, 0);
    assert_int_equal(value_of(cube, "people", "district", "2", "2012", 0).state, SB_UNKNOWN);
    assert_float_equal(value_of(cube, "people", "town", "Town", "2012", 1).number, 1266.5, 0);
    assert_int_equal(value_of(cube, "people", "town", "Town", "2011", 1).state, SB_LATER);
    assert_false(cube->variables[0].is_own[1]);
}

static void wide_tables_fill_cells(void **state)
{
    fixture *f = *state;
    sb_spec_pair young = {.key = "age", .value = "under 18"},
                 old = {.key = "age", .value = "65+"},
                 middle = {.key = "age", .value = "18 to 64"};
    sb_spec_column columns[] = {
        {.column = "young 2011",
         .variable = "people",
         .period = "2011",
         .groups = &young,
         .n = 1},
        {.column = "middle", .variable = "people", .period = "2011", .groups = &middle, .n = 1},
        {.column = "old", .variable = "people", .period = "2011", .groups = &old, .n = 1},
        {.column = "flats"}};
    sb_spec_table t = {.id = "wide", .key = "k", .columns = columns, .n_columns = 4};
    t.file =
        csv(f, "\xef\xbb\xbfk,young 2011,middle,old,flats\n11,1,2,3,\"1,000\"\n12,1,2,3,10.5\n"
               "21,1,2,3,20\n22,1,2,3,30\n");
    const sb_cube *cube = load(f, &t, 1);
    assert_silent(f);
    assert_int_equal(cube->n_variables, 2);
    assert_float_equal(value_of(cube, "people", "quarter", "22", "2011", 2).number, 3, 0);
    assert_float_equal(value_of(cube, "people", "town", "Town", "2011", 1).number, 8, 0);
    assert_float_equal(value_of(cube, "flats", "town", "Town", "2012", 0).number, 1060.5, 0);
    columns[1].n = 0; /* says nothing of age */
    load(f, &t, 1);
    assert_said(f, "variable 'people' has other dimensions here");
}

static void own_rows_are_compared_with_sums(void **state)
{
    fixture *f = *state;
    sb_spec_pair levels[] = {{.key = "quarter", .value = "{key}"},
                             {.key = "district", .value = "00{key}"},
                             {.key = "town", .value = "000"}};
    sb_spec_table t = {
        .id = "people", .key = "k", .value = "v", .levels = levels, .n_levels = 3};
    t.file = csv(f, "k,v\n000,22\n001,7\n002,15\n11,3\n12,4\n21,8\n22,5\n");
    const sb_cube *cube = load(f, &t, 1);
    const sb_error *e = assert_said(f, "'people' of district '2' (North) in 2012: 15, but the "
                                       "parts on level 'quarter' add up to 13; 2 cannot");
    assert_int_equal(e->severity, SB_WARNING);
    assert_int_equal(e->at.line, 4);
    assert_int_equal(sb_diag_count(f->diag), 1);
    assert_float_equal(value_of(cube, "people", "town", "Town", "2012", 0).number, 22, 0);
    assert_true(cube->variables[0].is_own[2]);
    t.file = csv(f, "k,v\n000,22\n11,3\n12,4\n21,x\n22,5\n");
    cube = load(f, &t, 1); /* known though a part is not */
    assert_float_equal(value_of(cube, "people", "town", "Town", "2012", 0).number, 22, 0);
    assert_int_equal(value_of(cube, "people", "district", "2", "2012", 0).state, SB_UNKNOWN);
    t.unit = "%";
    t.file = csv(f, "k,v\n11,3\n12,4\n21,8\n22,5\n");
    cube = load(f, &t, 1); /* percentages do not add up */
    assert_null(cube->variables[0].levels[1]);
    assert_int_equal(value_of(cube, "people", "town", "Town", "2012", 0).state, SB_UNKNOWN);
}

static void assert_estimate(const sb_cube *cube, const char *level, const char *key,
                            double number, bool is_estimated)
{
    sb_value v = value_of(cube, "people", level, key, "2012", 0);
    assert_float_equal(v.number, number, 1e-9);
    assert_int_equal(v.flags, is_estimated ? SB_ESTIMATED : 0);
}

/* Three old areas: A on 11 and 12, X on 12 and 21 (across the districts), Z is 22. */
static void old_areas_are_recut(void **state)
{
    fixture *f = *state;
    sb_spec_crosswalk crosswalk = {.from = "old", .to = "new", .weight = "part"};
    crosswalk.file = csv(f, "old;new;part\nA;11;0,2500\nA;12;0,7500\nX;12;0,5\nX;21;0,5\n"
                            "Z;22;1\n");
    sb_spec_table t = {.id = "people", .key = "k", .value = "v", .crosswalk = &crosswalk};
    t.variable = "people";
    t.file = csv(f, "k,v\nA,40\nX,10\nZ,7\nTown,57\n");
    const sb_cube *cube = load(f, &t, 1);
    assert_silent(f);
    assert_estimate(cube, "quarter", "11", 10, true);
    assert_estimate(cube, "quarter", "12", 35, true);
    assert_estimate(cube, "quarter", "21", 5, true);
    assert_estimate(cube, "quarter", "22", 7, false);
    assert_estimate(cube, "district", "1", 45, true);
    assert_estimate(cube, "district", "2", 12, true);
    assert_estimate(cube, "town", "Town", 57, false);

    int n; /* the records that 12 came from */
    const sb_origin_record *from =
        sb_cube_origins(cube, 0, (sb_place){0, sb_areas_find(cube->areas, 0, "12")},
                        sb_cube_period(cube, "2012"), NULL, 0, &n, f->arena);
    assert_int_equal(n, 2);
    assert_int_equal(from[1].line, 3);
    assert_string_equal(from[1].key, "X");
    assert_string_equal(from[1].column, "v");
    assert_string_equal(from[1].text, "10");
    assert_float_equal(from[1].weight, 0.5, 0);

    t.file = csv(f, "k,v\nA,40\nZ,7\n"); /* without X, 12 is not known */
    cube = load(f, &t, 1);
    assert_estimate(cube, "quarter", "11", 10, true);
    assert_int_equal(value_of(cube, "people", "quarter", "12", "2012", 0).state, SB_UNKNOWN);
    t.file = csv(f, "k,v\nA,40\nX,0\nZ,7\n"); /* nothing of nobody is no estimate */
    cube = load(f, &t, 1);
    assert_estimate(cube, "quarter", "21", 0, false);

    t.file = csv(f, "k,v\nA,40\nX,10\nX,11\nZ,7\n");
    load(f, &t, 1);
    assert_said(f, "line 3 and line 4 both give 'people' of the old area 'X' for 2012");
    t.file = csv(f, "k,v\nA,40\nX,10\nZ,7\n12,3\n");
    load(f, &t, 1);
    assert_said(f, "'people' of '12' (");
    t.file = csv(f, "k,v\nA,40\nY,10\n");
    load(f, &t, 1);
    assert_said(f, "1 record has a key in column 'k' that no area has: 'Y'");
}

static void crosswalks_are_checked(void **state)
{
    fixture *f = *state;
    sb_spec_crosswalk crosswalk = {.from = "old", .to = "new", .weight = "part"};
    sb_spec_table t = {.id = "people", .key = "k", .value = "v", .crosswalk = &crosswalk};
    t.file = csv(f, "k,v\nA,40\n");
    crosswalk.file = csv(f, "old,new,part\nA,11,0.333\nA,12,0.333\nA,21,0.333\n");
    const sb_cube *cube = load(f, &t, 1); /* 0.999 is meant to be all of it */
    assert_estimate(cube, "town", "Town", 40, false);
    crosswalk.file = csv(f, "old,new,part\nB,22,1\nA,11,0.3\nA,12,0.6\n");
    assert_null(load(f, &t, 1));
    const sb_error *e = assert_said(f, "crosswalk: the weights of 'A' add up to 0.9, not to 1");
    assert_int_equal(e->at.line, 3);
    crosswalk.file = csv(f, "old,new,part\nA,11,1\nA,12,0.6\n");
    load(f, &t, 1);
    assert_said(f, "crosswalk: the weights of 'A' add up to 1.6, not to 1");
    crosswalk.file = csv(f, "old,new,part\nA,11,1.5\nA,12,-0.5\n");
    load(f, &t, 1);
    assert_said(f, "the weight '1.5' of 'A' is no number from 0 to 1");
    assert_said(f, "the weight '-0.5' of 'A' is no number from 0 to 1");
    crosswalk.file = csv(f, "old,new,part\nA,11,0.5\nA,99,0.5\n");
    e = (load(f, &t, 1), assert_said(f, "crosswalk: no area of today has the key '99'"));
    assert_int_equal(e->at.line, 3);
    crosswalk.weight = "share";
    load(f, &t, 1);
    assert_said(f, "has no column 'share'");
}

static void joins_are_audited(void **state)
{
    fixture *f = *state;
    sb_spec_table t = {.id = "people", .key = "k", .value = "v"};
    t.file = csv(f, "k,v\n11,3\n12,4\n\n21,8\n");
    load(f, &t, 1);
    assert_int_equal(sb_diag_errors(f->diag), 0);
    assert_said(f, "table 'people' has no record for 1 area of 'quarter': '22'");
    t.file = csv(f, "k,v,\"a\nb\"\n11,3,\n\n12,4,\n113,8,\n");
    load(f, &t, 1);
    const sb_error *e =
        assert_said(f, "1 record has a key in column 'k' that no area has: '113'");
    assert_int_equal(e->at.line, 6);
    t.file = csv(f, "k,v\n11,3\n12,4\n11,8\n");
    load(f, &t, 1);
    assert_said(f, "both give 'people' of '11' (West) for 2012");
    assert_said(f, "line 2 of");
    t.file = csv(f, "k,v\n11,3\n12,many\n");
    assert_null(load(f, &t, 1));
    e = assert_said(f, "'many' in column 'v' is neither a number nor a sign");
    assert_int_equal(e->at.line, 3);
    t.value = "w";
    load(f, &t, 1);
    assert_said(f, "has no column 'w'");
    t.value = "v";
    t.at = "soon";
    load(f, &t, 1);
    assert_said(f, "'soon' is no period");
    t.at = NULL;
    f->spec->levels[1].areas[0].key = "11"; /* as a quarter */
    f->spec->levels[0].within_first = 0;
    load(f, &t, 1);
    assert_said(f, "areas of two levels have the same key: '11'");
}

static void codes_are_audited(void **state)
{
    fixture *f = *state;
    sb_spec_pair codes[] = {{.key = "1", .value = "m"}, {.key = "2", .value = "w"}};
    sb_spec_codes dimension = {.dimension = "sex", .column = "s", .codes = codes, .n = 2};
    sb_spec_table t = {.id = "people", .key = "k", .value = "v"};
    t.file = csv(f, "k,s,v\n11,1,3\n11,2,3\n12,1,4\n12,3,4\n21,1,1\n21,2,1\n22,1,1\n22,2,1\n");
    t.dimensions = &dimension;
    t.n_dimensions = 1;
    assert_null(load(f, &t, 1));
    const sb_error *e = assert_said(f, "1 record has no group of 'sex' in column 's': '3'");
    assert_int_equal(e->at.line, 5);
    assert_non_null(strstr(e->hint, "\"3\": ~"));
    codes[0].value = "men";
    load(f, &t, 1);
    assert_said(f, "dimension 'sex' has no group 'men'");
    dimension.dimension = "sax";
    load(f, &t, 1);
    assert_said(f, "has no dimension 'sax'");
    dimension.dimension = "sex";
    codes[0].value = "m";
    t.file = csv(f, "k,s,v\n11,1,3\n11,2,3\n12,1,4\n21,1,1\n21,2,1\n22,1,1\n22,2,1\n");
    load(f, &t, 1);
    assert_said(f,
                "'people' has no record for 1 value of level 'quarter': '12' (Ost), 2012, w");
    const char *values[] = {"11", "13"};
    sb_spec_where where = {.column = "k", .values = values, .n = 2};
    t.where = &where;
    t.n_where = 1;
    load(f, &t, 1);
    assert_said(f, "no record has '13' in column 'k'");
}

static void encodings_and_decimals_are_found(void **state)
{
    fixture *f = *state;
    sb_spec_table t = {.id = "people", .key = "k", .value = "W\xc3\xa4hler"};
    t.file = csv(f, "k\tW\xe4hler\n11\t1,5\n12\t2\n21\t3\n22\t4\n");
    const sb_cube *cube = load(f, &t, 1);
    assert_silent(f);
    assert_float_equal(value_of(cube, "people", "district", "1", "2012", 0).number, 3.5, 0);
    static const char wide[] = "\xff\xfek\0;\0W\0\xe4\0h\0l\0e\0r\0\n\0"
                               "1\0"
                               "1\0;\0"
                               "7\0\n\0";
    t.file = csv_of(f, wide, sizeof wide - 1);
    cube = load(f, &t, 1);
    assert_float_equal(value_of(cube, "people", "quarter", "11", "2012", 0).number, 7, 0);
    t.value = "v";
    t.file = csv(f, "k;v\n11;1.374\n12;2.000\n21;3\n22;4\n");
    cube = load(f, &t, 1);
    assert_said(f, "can be read in two ways, as '1.374'");
    assert_float_equal(value_of(cube, "people", "quarter", "11", "2012", 0).number, 1374, 0);
    t.decimal = "point";
    cube = load(f, &t, 1);
    assert_silent(f);
    assert_float_equal(value_of(cube, "people", "quarter", "11", "2012", 0).number, 1.374, 0);
    t.encoding = "klingon";
    assert_null(load(f, &t, 1));
    assert_said(f, "no encoding is called 'klingon'");
}

static void other_files_are_tables_too(void **state)
{
    fixture *f = *state;
    sb_spec_table t = {
        .id = "area", .key = "KEY", .value = "FLAECHE", .file = "quarters.geojson"};
    const sb_cube *cube = load(f, &t, 1);
    assert_silent(f);
    assert_float_equal(value_of(cube, "area", "town", "Town", "2012", 0).number, 4040000, 0);
}

/* ---- real data ---- */

#define KOELN SB_REAL_DIR "/koeln/"

static void koeln_adds_up(void **state)
{
    fixture *f = *state;
    if (access(KOELN "bevoelkerung.csv", R_OK) != 0)
        skip();
    f->spec->levels[0] = (sb_spec_level){.id = "quarter",
                                         .file = KOELN "Stadtteil.shp",
                                         .key = "STT_NR",
                                         .name = "STT_NAME",
                                         .within = "district",
                                         .within_first = 1};
    f->spec->levels[1] = (sb_spec_level){
        .id = "district", .file = KOELN "Stadtbezirk.shp", .key = "STB_NR", .within = "town"};
    sb_spec_pair levels[] = {{.key = "quarter", .value = "{key}"},
                             {.key = "district", .value = "00{key}"},
                             {.key = "town", .value = "000"}};
    sb_spec_pair codes[] = {{.key = "10", .value = "m"}, {.key = "20", .value = "w"}};
    sb_spec_codes sex = {.dimension = "sex", .column = "zei_id", .codes = codes, .n = 2};
    const char *five = "005", *ten = "010";
    sb_spec_where where[] = {{.column = "tab_id", .values = &five, .n = 1},
                             {.column = "tab_id", .values = &ten, .n = 1}};
    sb_spec_table tables[2];
    for (int i = 0; i < 2; i++)
        tables[i] = (sb_spec_table){.id = i ? "by sex" : "all",
                                    .file = KOELN "bevoelkerung.csv",
                                    .key = "raum_id",
                                    .levels = levels,
                                    .n_levels = 3,
                                    .period = "jahr",
                                    .value = "zahl",
                                    .where = &where[i],
                                    .n_where = 1,
                                    .dimensions = &sex,
                                    .n_dimensions = i};
    const sb_cube *cube = load(f, tables, 2);
    assert_int_equal(sb_diag_errors(f->diag), 0);
    for (size_t i = 0; i < sb_diag_count(f->diag); i++)
        assert_null(strstr(sb_diag_at(f->diag, i)->message, "add up"));
    assert_int_equal(cube->n_periods, 8);
    for (int p = 0; p < 8; p++) {
        double sum = 0, by_sex = 0;
        for (int a = 0; a < 86; a++) {
            sum += sb_cube_at(cube, 0, (sb_place){0, a}, p, 0).number;
            for (int c = 0; c < 2; c++)
                by_sex += sb_cube_at(cube, 1, (sb_place){0, a}, p, c).number;
        }
        assert_float_equal(sb_cube_at(cube, 0, (sb_place){2, 0}, p, 0).number, sum, 0);
        assert_float_equal(sum, by_sex, 0);
    }
    assert_float_equal(value_of(cube, "all", "town", "Town", "2005", 0).number, 1023101, 0);
    assert_float_equal(value_of(cube, "all", "town", "Town", "2012", 0).number, 1044555, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_read),
        TEST(long_tables_fill_cells),
        TEST(wide_tables_fill_cells),
        TEST(own_rows_are_compared_with_sums),
        TEST(old_areas_are_recut),
        TEST(crosswalks_are_checked),
        TEST(joins_are_audited),
        TEST(codes_are_audited),
        TEST(encodings_and_decimals_are_found),
        TEST(other_files_are_tables_too),
        TEST(koeln_adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
