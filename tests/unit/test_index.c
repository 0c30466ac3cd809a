/* Indices, classes, matrices and clusters, as a layout asks for them. */
#include "indicator/indicator.h"

#include "data/data.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>
/* after the four headers it needs */
#include <cmocka.h>

#include "world.h"

static sb_spec *load_file(world *w, const char *file)
{
    sb_spec *spec = sb_spec_load(file, w->arena, w->diag);
    assert_int_equal(sb_diag_count(w->diag), 0);
    return spec;
}

static sb_spec *load(world *w) { return load_file(w, SB_TEST_DIR "/data/index/index.yaml"); }

static const sb_facts *compute(world *w, sb_spec *spec)
{
    const sb_areas *areas = sb_areas_load(spec, w->arena, w->diag);
    const sb_cube *cube = sb_cube_load(spec, areas, w->arena, w->diag);
    return sb_facts_new(cube, w->arena, w->diag);
}

static const sb_facts *facts_of(world *w)
{
    const sb_facts *facts = compute(w, load(w));
    for (size_t i = 0; i < sb_diag_count(w->diag); i++)
        fail_msg("%s", sb_diag_at(w->diag, i)->message);
    return facts;
}

static sb_spec_indicator *indicator_of(sb_spec *spec, const char *id)
{
    for (int i = 0; i < spec->n_indicators; i++)
        if (strcmp(spec->indicators[i].id, id) == 0)
            return &spec->indicators[i];
    fail_msg("no indicator '%s'", id);
    return NULL;
}

/* The report's period of the districts, and the city behind them. */
static sb_value value_of(const sb_facts *facts, const char *id, int area)
{
    int indicator = sb_facts_find(facts, id);
    assert_true(indicator >= 0);
    sb_place place = area < 6 ? (sb_place){0, area} : (sb_place){1, 0};
    return sb_facts_value(facts, indicator, place, sb_facts_period(facts, "2012"));
}

static void assert_values(const sb_facts *facts, const char *id, const double wanted[5],
                          double tolerance)
{
    for (int a = 0; a < 5; a++) {
        sb_value v = value_of(facts, id, a);
        if (!(fabs(v.number - wanted[a]) <= tolerance))
            fail_msg("%s of district %d is %g, not %g", id, a + 1, v.number, wanted[a]);
    }
    assert_int_equal(value_of(facts, id, 5).state, SB_NOT_MEANINGFUL); /* too few people */
    assert_int_equal(value_of(facts, id, 6).state, SB_NOT_MEANINGFUL); /* one city alone */
}

static void an_index_leaves_small_areas_out(void **state)
{
    const sb_facts *facts = facts_of(*state);
    assert_values(facts, "status", (double[]){-1.0355, -0.8010, 0.0238, 0, 1.8126}, 5e-5);
    const sb_indicator *info = sb_facts_indicator(facts, sb_facts_find(facts, "status"));
    assert_string_equal(info->left_out, "unter Mindesteinwohnerzahl");
    assert_null(info->kinds);
}

/* Both changed by -2, 0, 0, 0, 2: deviation √1.6. */
static void an_index_of_changes_takes_differences(void **state)
{
    const sb_facts *facts = facts_of(*state);
    double end = 2 / sqrt(1.6);
    assert_values(facts, "veraenderung", (double[]){-end, 0, 0, 0, end}, 1e-12);
    int before = sb_facts_period(facts, "2010");
    assert_int_equal(
        sb_facts_value(facts, sb_facts_find(facts, "veraenderung"), (sb_place){0, 0}, before)
            .state,
        SB_NOT_MEANINGFUL);
}

static void classes_have_names(void **state)
{
    world *w = *state;
    const sb_facts *facts = facts_of(w);
    assert_values(facts, "lage", (double[]){1, 2, 2, 2, 4}, 0);
    assert_values(facts, "viertel", (double[]){1, 1, 2, 2, 2}, 0);
    int lage = sb_facts_find(facts, "lage");
    const sb_indicator *info = sb_facts_indicator(facts, lage);
    assert_true(info->kinds->is_ordered && info->kinds->n == 4 && !info->kinds->columns.n);
    assert_string_equal(info->left_out, "unter Mindesteinwohnerzahl");
    assert_string_equal(sb_indicator_kind(info, value_of(facts, "lage", 4)), "sehr hoch");
    assert_null(sb_indicator_kind(info, value_of(facts, "lage", 5)));
    assert_null(sb_indicator_kind(info, sb_value_number(1.5)));
    assert_null(sb_indicator_kind(info, sb_value_number(5)));
}

static const char *say(world *w, const sb_facts *facts, const char *text, int area)
{
    const sb_locale locale = {0};
    sb_scope scope = {{0, area}, sb_facts_period(facts, "2012")};
    return sb_fill(facts, &locale, text, scope, NULL, 0, SB_NOWHERE, w->arena, w->diag);
}

static void texts_print_names(void **state)
{
    world *w = *state;
    const sb_facts *facts = facts_of(w);
    assert_string_equal(say(w, facts, "{lage}, {lage|number}, {lage|in_lage}", 0),
                        "niedrig, 1, in niedriger Lage");
    assert_string_equal(say(w, facts, "{gesamt} ({typ})", 4),
                        "Status sehr niedrig, Dynamik negativ (Kern)");
    assert_string_equal(say(w, facts, "{lage} {lage|in_lage} {typ|marked}", 5), "x x x");
    assert_string_equal(say(w, facts, "{typ|marked}", 4), "s1, s2 über dem Durchschnitt");
    assert_string_equal(say(w, facts, "{typ|marked}", 0), "s2, s1 unter dem Durchschnitt");
    assert_string_equal(say(w, facts, "{typ|marked}", 2), "");
    assert_int_equal(sb_diag_count(w->diag), 0);
    say(w, facts, "{typ|in_lage}", 0);
    assert_string_equal(sb_diag_at(w->diag, 0)->message,
                        "phrase 'in_lage' has 4 names, but 'typ' has 3 classes");
}

/* Rows hoch … sehr niedrig, columns positiv, stabil, negativ. */
static void status_and_dynamics_make_twelve_classes(void **state)
{
    const sb_facts *facts = facts_of(*state);
    assert_values(facts, "gesamt", (double[]){1, 5, 5, 5, 12}, 0);
    const sb_kinds *kinds = sb_facts_indicator(facts, sb_facts_find(facts, "gesamt"))->kinds;
    assert_true(kinds->n == 12 && kinds->rows.n == 4 && kinds->columns.n == 3);
    assert_string_equal(kinds->rows.names[3], "sehr niedrig");
    assert_string_equal(kinds->columns.names[0], "positiv");
    assert_string_equal(kinds->names[4], "Status mittel, Dynamik stabil");
}

static void clusters_are_in_order(void **state)
{
    const sb_facts *facts = facts_of(*state);
    assert_values(facts, "typ", (double[]){1, 1, 2, 2, 3}, 0);
}

/* Dimensions do not change a first component, but directions turn it. */
static void components_load_in_the_direction_of_burden(void **state)
{
    world *w = *state;
    sb_spec *spec = load(w);
    indicator_of(spec, "status")->composite->method = SB_INDEX_PCA;
    const sb_facts *facts = compute(w, spec);
    sb_value low = value_of(facts, "status", 0), high = value_of(facts, "status", 4);
    assert_true(low.number < -1 && high.number > 1.5);
}

static void people_count_in_a_weighted_mean(void **state)
{
    world *w = *state;
    sb_spec *spec = load(w);
    indicator_of(spec, "status")->composite->is_weighted = true;
    const sb_facts *facts = compute(w, spec);
    double sum = 0;
    for (int a = 0; a < 5; a++)
        sum += value_of(facts, "status", a).number * value_of(facts, "einwohner", a).number;
    assert_true(fabs(sum) < 1e-9);
}

static void assert_said(const world *w, const char *message)
{
    assert_int_equal(sb_diag_count(w->diag), 1);
    assert_string_equal(sb_diag_at(w->diag, 0)->message, message);
}

/* With one number of the second district estimated, as a crosswalk leaves it. */
static const sb_facts *compute_estimated(world *w, sb_spec *spec, const char *variable)
{
    const sb_areas *areas = sb_areas_load(spec, w->arena, w->diag);
    const sb_cube *cube = sb_cube_load(spec, areas, w->arena, w->diag);
    const sb_variable *v = &cube->variables[sb_cube_variable(cube, variable)];
    int last = cube->n_periods - 1;
    ((sb_value *)v->levels[0])[1 * cube->n_periods + last].flags |= SB_ESTIMATED;
    return sb_facts_new(cube, w->arena, w->diag);
}

static void assert_estimated(const sb_facts *facts, const char *id, sb_place place, bool is)
{
    int indicator = sb_facts_find(facts, id), last = sb_facts_periods(facts) - 1;
    sb_value v = sb_facts_value(facts, indicator, place, last);
    assert_true(sb_value_is_number(v));
    if (!!(v.flags & SB_ESTIMATED) != is)
        fail_msg("%s of %d/%d %s estimated", id, place.level, place.area, is ? "is not" : "is");
    v = sb_facts_rank(facts, indicator, place, last);
    if (sb_value_is_number(v))
        assert_int_equal(!!(v.flags & SB_ESTIMATED), is);
}

static void what_is_made_of_estimates_is_estimated(void **state)
{
    world *w = *state;
    static const char *const ids[] = {"status",  "veraenderung", "lage",
                                      "viertel", "gesamt",       "typ"};
    const sb_facts *facts = compute_estimated(w, load(w), "s1");
    for (size_t i = 0; i < SB_COUNT(ids); i++)
        for (int a = 0; a < 5; a++)
            assert_estimated(facts, ids[i], (sb_place){0, a}, a == 1);
}

/* The index of one district was estimated: what it gets is, and what its borough and city get,
 * with all steps; the other districts print as before. */
static void money_by_an_estimated_index_is_estimated(void **state)
{
    world *w = *state;
    static const char *const ids[] = {"mittel", "bedarf",     "anteil",      "sockel",
                                      "zusatz", "ungerundet", "stellen_neu", "soll"};
    sb_spec *spec = load_file(w, SB_TEST_DIR "/data/allocation/allocation.yaml");
    const sb_facts *facts = compute_estimated(w, spec, "sozialindex");
    for (size_t i = 0; i < SB_COUNT(ids); i++) {
        for (int a = 0; a < 3; a++)
            assert_estimated(facts, ids[i], (sb_place){0, a}, a == 1);
        assert_estimated(facts, ids[i], (sb_place){1, 0}, true);
        assert_estimated(facts, ids[i], (sb_place){1, 1}, false);
        assert_estimated(facts, ids[i], (sb_place){2, 0}, true);
    }
    assert_estimated(facts, "schluessel", (sb_place){0, 1}, true);
    assert_estimated(facts, "schluessel", (sb_place){0, 0}, false);
}

static void what_does_not_differ_is_reported(void **state)
{
    world *w = *state;
    sb_spec *spec = load(w);
    spec->report.period = "2010"; /* no change since 2010 */
    compute(w, spec);
    assert_true(sb_diag_errors(w->diag) > 0);
    assert_string_equal(
        sb_diag_at(w->diag, 0)->message,
        "'veraenderung' cannot be computed: 's1' is the same in all 5 areas of level "
        "'ortsteil'");
}

static void more_clusters_than_areas_are_reported(void **state)
{
    world *w = *state;
    sb_spec *spec = load(w);
    indicator_of(spec, "typ")->clusters->count = 6;
    compute(w, spec);
    assert_said(w, "'typ' has only 5 areas on level 'ortsteil'");
}

static void fewer_areas_than_parts_are_reported(void **state)
{
    world *w = *state;
    sb_spec *spec = load(w);
    sb_spec_composite *index = indicator_of(spec, "status")->composite;
    static const char *const all[] = {"1", "2", "3"};
    index->method = SB_INDEX_PCA;
    index->without = sb_arena_copy(w->arena, all, 3, sizeof *all);
    index->n_without = 3;
    compute(w, spec);
    assert_true(sb_diag_errors(w->diag) > 0);
    assert_string_equal(sb_diag_at(w->diag, 0)->message,
                        "'status' has only 2 areas on level 'ortsteil'");
}

static void names_without_a_class_are_reported(void **state)
{
    world *w = *state;
    sb_spec *spec = load(w);
    sb_spec_rating *rating = indicator_of(spec, "lage")->rating;
    rating->method = SB_QUANTILE;
    rating->limits = NULL;
    rating->of = "gesamt"; /* 1 5 5 5 12 */
    compute(w, spec);
    assert_said(w, "'lage' has 4 names, but its values make fewer classes on level 'ortsteil'");
}

static void unknown_parts_are_reported(void **state)
{
    world *w = *state;
    sb_spec *spec = load(w);
    indicator_of(spec, "typ")->clusters->order = "statis";
    compute(w, spec);
    assert_said(w, "no indicator is called 'statis'");
}

static void unknown_areas_and_periods_are_reported(void **state)
{
    world *w = *state;
    sb_spec *spec = load(w);
    static const char *const all[] = {"9"};
    sb_spec_composite *index = indicator_of(spec, "status")->composite;
    index->without = sb_arena_copy(w->arena, all, 1, sizeof *all);
    index->n_without = 1;
    indicator_of(spec, "veraenderung")->composite->since = "2009";
    compute(w, spec);
    assert_string_equal(sb_diag_at(w->diag, 0)->message, "no area has the key '9'");
    assert_string_equal(sb_diag_at(w->diag, 1)->message, "no table has the period '2009'");
}

/* A cluster holds what is withheld no more than an index does. */
static void what_is_withheld_has_no_class(void **state)
{
    world *w = *state;
    sb_spec *spec = load(w);
    spec->disclosure.minimum = 5; /* s1 of the first district is 4 */
    spec->disclosure.has_secondary = false;
    const sb_facts *facts = compute(w, spec);
    static const char *const ids[] = {"status", "lage", "gesamt", "typ"};
    for (size_t i = 0; i < SB_COUNT(ids); i++) {
        assert_int_equal(value_of(facts, ids[i], 0).state, SB_WITHHELD);
        assert_true(sb_value_is_number(value_of(facts, ids[i], 1)));
    }
}

/* ---- over the areas below ---- */

static const sb_facts *segregation_of(world *w, int minimum)
{
    sb_spec *spec = load_file(w, SB_TEST_DIR "/data/index/segregation.yaml");
    spec->disclosure.minimum = minimum;
    return compute(w, spec);
}

static sb_value city_value(const sb_facts *facts, const char *id, const char *period)
{
    return sb_facts_value(facts, sb_facts_find(facts, id), (sb_place){1, 0},
                          sb_facts_period(facts, period));
}

/* METHODS.md, "Segregation"; Moran's I by hand: shares 30, 12, 6, 2 of West, Ost, Nord,
 * Enklave, where Nord touches all and Ost touches West. */
static void segregation_has_the_worked_example(void **state)
{
    world *w = *state;
    const sb_facts *facts = segregation_of(w, 0);
    assert_int_equal(sb_diag_errors(w->diag), 0);
    static const struct {
        const char *id;
        double wanted, tolerance;
    } all[] = {
        {"d", 0.4, 1e-12},           {"is", 0.4, 1e-12},       {"isolation", 0.2168, 1e-12},
        {"kontakt", 0.7832, 1e-12},  {"eta2", 0.104914, 5e-7}, {"entropie", 0.135550, 5e-7},
        {"moran", -0.0214234, 5e-8}, {"darunter", 3, 0},       {"darueber", 1, 0}};
    for (size_t i = 0; i < SB_COUNT(all); i++) {
        sb_value v = city_value(facts, all[i].id, "2012");
        if (!(fabs(v.number - all[i].wanted) <= all[i].tolerance))
            fail_msg("%s is %.9g, not %.9g", all[i].id, v.number, all[i].wanted);
        sb_value below = sb_facts_value(facts, sb_facts_find(facts, all[i].id),
                                        (sb_place){0, 0}, sb_facts_period(facts, "2012"));
        assert_int_equal(below.state, SB_NOT_MEANINGFUL);
    }
}

/* A part that is withheld withholds it; one that is unknown makes it unknown. */
static void segregation_tells_nothing_of_its_parts(void **state)
{
    const sb_facts *facts = segregation_of(*state, 5);
    assert_int_equal(city_value(facts, "d", "2011").state, SB_WITHHELD);
    assert_int_equal(city_value(facts, "moran", "2011").state, SB_WITHHELD);
    assert_int_equal(city_value(facts, "darunter", "2011").state, SB_WITHHELD);
    assert_int_equal(city_value(facts, "d", "2010").state, SB_UNKNOWN);
    assert_true(sb_value_is_number(city_value(facts, "d", "2012")));
}

/* PySAL's unit tests (libpysal's example stl): Moran's I of HR8893 is 0.24365582621771659. */
static void moran_is_as_published(void **state)
{
    world *w = *state;
    if (access(SB_REAL_DIR "/benchmarks/stl/stl_hom.shp", R_OK) != 0)
        skip();
    const sb_facts *facts = compute(w, load_file(w, SB_TEST_DIR "/real/stl.yaml"));
    assert_int_equal(sb_diag_errors(w->diag), 0);
    assert_true(fabs(city_value(facts, "moran", "1993").number - 0.24365582621771659) < 1e-12);
}

/* Foreigners and all others over Köln's 86 districts, computed by others from the same data. */
static void dissimilarity_of_koeln_is_as_computed_elsewhere(void **state)
{
    world *w = *state;
    if (access(SB_REAL_DIR "/koeln/Stadtteil.shp", R_OK) != 0)
        skip();
    sb_spec *spec = load_file(w, SB_TEST_DIR "/real/koeln.yaml");
    sb_spec_indicator *d = indicator_of(spec, "auslaenderanteil");
    d->formula = "dissimilarity(auslaender, einwohner - auslaender, stadtteil)";
    d->formula_node = NULL;
    const sb_facts *facts = compute(w, spec);
    sb_value v = sb_facts_value(facts, sb_facts_find(facts, "auslaenderanteil"),
                                (sb_place){2, 0}, sb_facts_period(facts, "2012"));
    assert_true(fabs(v.number - 0.224459) < 5e-7);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_index_leaves_small_areas_out),
        TEST(an_index_of_changes_takes_differences),
        TEST(classes_have_names),
        TEST(texts_print_names),
        TEST(status_and_dynamics_make_twelve_classes),
        TEST(clusters_are_in_order),
        TEST(components_load_in_the_direction_of_burden),
        TEST(people_count_in_a_weighted_mean),
        TEST(what_is_made_of_estimates_is_estimated),
        TEST(money_by_an_estimated_index_is_estimated),
        TEST(what_does_not_differ_is_reported),
        TEST(more_clusters_than_areas_are_reported),
        TEST(fewer_areas_than_parts_are_reported),
        TEST(names_without_a_class_are_reported),
        TEST(unknown_parts_are_reported),
        TEST(unknown_areas_and_periods_are_reported),
        TEST(what_is_withheld_has_no_class),
        TEST(segregation_has_the_worked_example),
        TEST(segregation_tells_nothing_of_its_parts),
        TEST(moran_is_as_published),
        TEST(dissimilarity_of_koeln_is_as_computed_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
