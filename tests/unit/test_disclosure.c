#include "indicator/indicator.h"

#include "data/data.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

#include "indicator/feasible.h"
#include "tiny_cube.h"
#include "world.h"

/* An attack on random small reports: men, women and all people of three districts, with the
 * sums of boroughs and city; or women and all people, how the men rank and how they live apart
 * from all, but no men.  The attacker tries every number for every cell that is not printed and
 * keeps what agrees with all that is printed; he knows nothing of how it was withheld. */
enum { AREAS = 3, SEXES = 2, CELLS = AREAS * SEXES, MOST = 11, REPORTS = 100 };

typedef struct report {
    sb_arena *arena;
    sb_diag *diag;
    sb_facts *facts;
    int truth[CELLS]; /* [area * SEXES + sex] */
} report;

static const int borough[AREAS] = {0, 0, 1};

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void fill_variable(sb_variable *v, const int *truth, int sex, sb_arena *arena)
{
    v->levels = sb_arena_array(arena, const sb_value *, TINY_LEVELS);
    v->is_own = sb_arena_array(arena, bool, TINY_LEVELS);
    for (int l = 0; l < TINY_LEVELS; l++) {
        sb_value *values = sb_arena_array(arena, sb_value, tiny_areas[l]);
        double sums[AREAS] = {0};
        for (int a = 0; a < AREAS; a++)
            sums[l == 0 ? a : l == 1 ? borough[a] : 0] += truth[a * SEXES + sex];
        for (int a = 0; a < tiny_areas[l]; a++)
            values[a] = sb_value_number(sums[a]);
        v->levels[l] = values;
    }
}

static sb_spec_indicator sums[] = {{.id = "alle", .formula = "m + w"}};
static sb_spec_indicator comparisons[] = {
    {.id = "w", .formula = "alle[sex = w]"},
    {.id = "rang", .formula = "rank(alle[sex = m])"},
    {.id = "getrennt", .formula = "dissimilarity(alle[sex = m], alle, stadtteil)"}};
static sb_spec_group sexes[] = {{.label = "m"}, {.label = "w"}};
static sb_spec_dimension by_sex = {.id = "sex", .groups = sexes, .n = SEXES};

/* One variable by sex in place of two. */
static sb_variable joined(const sb_variable *by, sb_arena *arena)
{
    sb_variable v = {.id = "alle", .label = "alle", .table = by->table, .cells = SEXES};
    v.n_dimensions = 1;
    v.levels = sb_arena_array(arena, const sb_value *, TINY_LEVELS);
    v.is_own = by->is_own;
    for (int l = 0; l < TINY_LEVELS; l++) {
        sb_value *values = sb_arena_array(arena, sb_value, tiny_areas[l] * SEXES);
        for (int i = 0; i < tiny_areas[l] * SEXES; i++)
            values[i] = by[i % SEXES].levels[l][i / SEXES];
        v.levels[l] = values;
    }
    return v;
}

static report report_new(uint32_t *seed, bool has_secondary, bool is_compared)
{
    static const sb_period periods[] = {{"2012", 2012, 0, 0}};
    report r = {.arena = sb_arena_new(0), .diag = sb_diag_new()};
    for (int i = 0; i < CELLS; i++)
        r.truth[i] = (int)(next_random(seed) % 9) + (is_compared && i % SEXES == 0 ? 3 : 0);
    sb_spec *spec = sb_arena_one(r.arena, sb_spec);
    spec->path = "random.yaml";
    spec->disclosure.minimum = 3;
    spec->disclosure.has_secondary = has_secondary;
    spec->tables = sb_arena_one(r.arena, sb_spec_table);
    spec->indicators = is_compared ? comparisons : sums;
    spec->n_indicators = is_compared ? SB_COUNT(comparisons) : SB_COUNT(sums);
    sb_variable *variables = sb_arena_array(r.arena, sb_variable, SEXES);
    for (int s = 0; s < SEXES; s++) {
        const char *id = s ? "w" : "m";
        variables[s] = (sb_variable){.id = id, .label = id, .table = spec->tables, .cells = 1};
        fill_variable(&variables[s], r.truth, s, r.arena);
    }
    if (is_compared) {
        spec->groups = &by_sex;
        spec->n_groups = 1;
        variables[0] = joined(variables, r.arena);
    }
    sb_cube *cube = sb_arena_one(r.arena, sb_cube);
    *cube = (sb_cube){.spec = spec,
                      .areas = tiny_areas_new(r.arena),
                      .periods = periods,
                      .n_periods = 1,
                      .variables = variables,
                      .n_variables = is_compared ? 1 : SEXES};
    r.facts = sb_facts_new(cube, r.arena, r.diag);
    assert_non_null(r.facts);
    assert_int_equal(sb_diag_errors(r.diag), 0);
    return r;
}

static void report_free(report *r)
{
    sb_diag_free(r->diag);
    sb_arena_free(r->arena);
}

static int sum_of(const int *guess, int sex, sb_place place) /* sex 2: both */
{
    int sum = 0;
    for (int c = 0; c < CELLS; c++) {
        int area = c / SEXES, above = place.level == 0   ? area
                                      : place.level == 1 ? borough[area]
                                                         : 0;
        if (above == place.area && (sex == 2 || c % SEXES == sex))
            sum += guess[c];
    }
    return sum;
}

static sb_value printed(const report *r, const char *id, sb_place place)
{
    return sb_facts_value(r->facts, sb_facts_find(r->facts, id), place, 0);
}

static bool agrees_in_counts(const report *r, const int *guess, sb_place place)
{
    static const char *const ids[] = {"m", "w", "alle"};
    for (int i = 0; i < 3; i++) {
        if (sb_facts_find(r->facts, ids[i]) < 0)
            continue;
        sb_value v = printed(r, ids[i], place);
        int sum = sum_of(guess, i, place);
        /* what is withheld is not zero: zeros are printed */
        if (sb_value_is_number(v) ? sum != (int)v.number : sum == 0)
            return false;
    }
    return true;
}

/* Among those that have a rank. */
static bool agrees_in_rank(const report *r, const int *guess, sb_place place)
{
    sb_value v = printed(r, "rang", place);
    int rank = 1;
    for (int a = 0; a < tiny_areas[place.level]; a++) {
        sb_place other = {place.level, a};
        rank += sb_value_is_number(printed(r, "rang", other)) &&
                sum_of(guess, 0, other) > sum_of(guess, 0, place);
    }
    return !sb_value_is_number(v) || rank == (int)v.number;
}

static bool agrees_in_segregation(const report *r, const int *guess, sb_place place)
{
    sb_value v = printed(r, "getrennt", place);
    double sum = 0;
    for (int a = 0; a < AREAS; a++)
        if (place.level > 0 && (place.level == 2 || borough[a] == place.area))
            sum += fabs((double)sum_of(guess, 0, (sb_place){0, a}) / sum_of(guess, 0, place) -
                        (double)sum_of(guess, 2, (sb_place){0, a}) / sum_of(guess, 2, place));
    return !sb_value_is_number(v) || fabs(sum / 2 - v.number) < 1e-9;
}

/* Do these numbers for all cells agree with everything printed? */
static bool agrees(const report *r, const int *guess)
{
    bool is_compared = sb_facts_find(r->facts, "rang") >= 0, is_good = true;
    for (int l = 0; l < TINY_LEVELS; l++)
        for (int a = 0; is_good && a < tiny_areas[l]; a++) {
            sb_place place = {l, a};
            is_good = agrees_in_counts(r, guess, place);
            is_good = is_good && (!is_compared || (agrees_in_rank(r, guess, place) &&
                                                   agrees_in_segregation(r, guess, place)));
        }
    return is_good;
}

static void guess_from(const report *r, int cell, int *guess, bool seen[CELLS][MOST + 1])
{
    if (cell && cell % SEXES == 0 &&
        !agrees_in_counts(r, guess, (sb_place){0, cell / SEXES - 1}))
        return;
    if (cell == CELLS) {
        for (int c = 0; agrees(r, guess) && c < CELLS; c++)
            seen[c][guess[c]] = true;
        return;
    }
    sb_value v = printed(r, cell % SEXES ? "w" : "m", (sb_place){0, cell / SEXES});
    bool is_printed = sb_value_is_number(v);
    int from = is_printed ? (int)v.number : 1, to = is_printed ? (int)v.number : MOST;
    for (guess[cell] = from; guess[cell] <= to; guess[cell]++)
        guess_from(r, cell + 1, guess, seen);
}

/* How many small counts the attacker knows for certain. */
static int attack(const report *r)
{
    int guess[CELLS], pinned = 0;
    bool seen[CELLS][MOST + 1] = {{false}};
    guess_from(r, 0, guess, seen);
    for (int c = 0; c < CELLS; c++) {
        int n = 0;
        for (int g = 0; g <= MOST; g++)
            n += seen[c][g];
        assert_true(seen[c][r->truth[c]]);
        pinned += n == 1 && r->truth[c] > 0 && r->truth[c] < 3;
    }
    return pinned;
}

static void attack_all(bool is_compared)
{
    uint32_t seed = 7, same = 7;
    int broken = 0, with_small = 0;
    for (int i = 0; i < REPORTS; i++) {
        report primary = report_new(&seed, false, is_compared);
        report both = report_new(&same, true, is_compared);
        bool has_small = false;
        for (int c = 0; c < CELLS; c++)
            has_small = has_small || (both.truth[c] > 0 && both.truth[c] < 3);
        with_small += has_small;
        broken += attack(&primary) > 0;
        assert_int_equal(attack(&both), 0);
        size_t n;
        const sb_exposure *e = sb_facts_exposures(both.facts, &n);
        for (size_t k = 0; k < n; k++)
            assert_false(e[k].is_narrow);
        report_free(&primary);
        report_free(&both);
    }
    print_message("%d of %d reports with small counts fall without secondary withholding\n",
                  broken, with_small);
    assert_true(2 * broken > with_small);
}

static void no_small_count_can_be_computed_back(void **state)
{
    (void)state;
    attack_all(false);
}

/* Ranks and segregation of the men, whom nothing prints: what is compared counts as printed. */
static void comparisons_tell_no_small_count(void **state)
{
    (void)state;
    attack_all(true);
}

/* Two districts and their sum: one small, so both are withheld or the sum is. */
static void a_total_does_not_tell_its_only_secret_part(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    sb_spec *spec = tiny_spec_new(arena);
    sb_cube *cube = tiny_cube_new(spec, arena);
    sb_facts *bare = sb_facts_new(cube, arena, diag);
    size_t n;
    const sb_exposure *e = sb_facts_exposures(bare, &n);
    bool is_found = false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(e[i].id, "selten") == 0 && e[i].place.level == 0 && e[i].place.area == 0) {
            is_found = true;
            assert_true(e[i].low == 2 && e[i].high == 2 && e[i].is_narrow);
        }
    assert_true(is_found);
    spec->disclosure.has_secondary = true;
    sb_facts *safe = sb_facts_new(cube, arena, diag);
    e = sb_facts_exposures(safe, &n);
    for (size_t i = 0; i < n; i++) {
        assert_false(e[i].is_narrow);
        assert_true(e[i].low <= e[i].count && e[i].count <= e[i].high);
    }
    /* The city's sum is worth more than a district: it stays. */
    int selten = sb_facts_find(safe, "selten");
    assert_int_equal(sb_facts_value(safe, selten, (sb_place){2, 0}, 2).state, SB_NUMBER);
    assert_int_equal(sb_facts_value(safe, selten, (sb_place){0, 2}, 2).state, SB_WITHHELD);
}

/* The table of Fischetti & Salazar 2000 (figures 1 and 2, after Willenborg & de Waal 1996): the
 * sensitive cell 22 of activity II in region C is withheld with three others.  By hand: with II
 * A, from 0 to 25, II C is 30 - II A.
 *
 *       A   B   C  total            what an attacker finds for it: 5 to 30
 *   I  20  50  10   80
 *  II   .  19   .   49      (8, 22)
 * III   .  32   .   61     (17, 12)
 *      45 101  44  190 */
static void a_published_table_gives_its_interval(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    enum { II_A, II_C, III_A, III_C };
    static const int start[] = {0, 2, 4, 6, 8};
    static const int unknown[] = {II_A, II_C, III_A, III_C, II_A, III_A, II_C, III_C};
    static const double ones[] = {1, 1, 1, 1, 1, 1, 1, 1}, least[4] = {0};
    static const double sums[] = {49 - 19, 61 - 32, 45 - 20, 44 - 10};
    sb_system system = {4, 4, start, unknown, ones, sums, sums, least};
    sb_feasible *attacker = sb_feasible_new(&system, arena);
    bool binding[4] = {false};
    double low, high, ask[4] = {0, 1, 0, 0};
    assert_true(sb_feasible_least(attacker, ask, &low, binding));
    assert_true(sb_feasible_most(attacker, &high, binding));
    sb_feasible_free(attacker);
    assert_true(fabs(low - 5) < 1e-6 && fabs(high - 30) < 1e-6);
}

/* Counts of men and women of the three districts, with what the layout says of them. */
static sb_cube *cube_of(const int *truth, sb_spec_disclosure rule, const char *formula,
                        sb_arena *arena)
{
    static const sb_period periods[] = {{.label = "2012", .year = 2012}};
    sb_spec *spec = sb_arena_one(arena, sb_spec);
    spec->path = "three.yaml";
    spec->disclosure = rule;
    spec->tables = sb_arena_one(arena, sb_spec_table);
    spec->indicators = sb_arena_one(arena, sb_spec_indicator);
    spec->indicators[0] = (sb_spec_indicator){.id = "x", .formula = formula};
    spec->n_indicators = 1;
    sb_variable *variables = sb_arena_array(arena, sb_variable, SEXES);
    for (int s = 0; s < SEXES; s++) {
        const char *id = s ? "w" : "m";
        variables[s] = (sb_variable){.id = id, .label = id, .table = spec->tables, .cells = 1};
        fill_variable(&variables[s], truth, s, arena);
    }
    sb_cube *cube = sb_arena_one(arena, sb_cube);
    *cube = (sb_cube){.spec = spec,
                      .areas = tiny_areas_new(arena),
                      .periods = periods,
                      .n_periods = 1,
                      .variables = variables,
                      .n_variables = SEXES};
    return cube;
}

static sb_facts *facts_of(const int *truth, sb_spec_disclosure rule, const char *formula,
                          sb_arena *arena, sb_diag *diag)
{
    return sb_facts_new(cube_of(truth, rule, formula, arena), arena, diag);
}

static size_t count_narrow(const sb_facts *facts)
{
    size_t n, narrow = 0;
    const sb_exposure *e = sb_facts_exposures(facts, &n);
    for (size_t i = 0; i < n; i++)
        narrow += e[i].is_narrow;
    return narrow;
}

static sb_value value_at(const sb_facts *facts, const char *id, int level, int area)
{
    return sb_facts_value(facts, sb_facts_find(facts, id), (sb_place){level, area}, 0);
}

static void counts_are_rounded_one_by_one(void **state)
{
    world *w = *state;
    const int truth[] = {1, 20, 2, 20, 13, 20};
    sb_spec_disclosure rule = {.minimum = 3, .has_secondary = true, .base = 5};
    sb_facts *facts = facts_of(truth, rule, "100 * m / w", w->arena, w->diag);
    assert_int_equal(sb_diag_count(w->diag), 0);
    assert_true(value_at(facts, "m", 0, 0).number == 0);
    assert_int_equal(value_at(facts, "m", 0, 0).state, SB_NUMBER); /* not: there is none */
    assert_true(value_at(facts, "m", 0, 2).number == 15);
    assert_true(value_at(facts, "m", 1, 0).number == 5);  /* 3, not 0 + 0 */
    assert_true(value_at(facts, "m", 2, 0).number == 15); /* 16 */
    assert_true(value_at(facts, "x", 0, 2).number == 75); /* of 15 in 20 */
    size_t n;
    const sb_exposure *e = sb_facts_exposures(facts, &n);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++)
        assert_true(e[i].low <= e[i].count && e[i].count <= e[i].high && !e[i].is_narrow);
}

/* 2 + 2 + 2 + 2 = 8 prints as 0 + 0 + 0 + 0 = 10: each is 2 at most, so each is 2. */
static void rounded_counts_do_not_tell_each_other(void **state)
{
    world *w = *state;
    const int truth[] = {2, 2, 2, 2, 0, 0};
    sb_spec_disclosure rule = {.minimum = 3, .base = 5};
    for (int repaired = 0; repaired < 2; repaired++) {
        rule.has_secondary = repaired == 1;
        size_t n, narrow = 0;
        sb_facts *facts = facts_of(truth, rule, "m + w", w->arena, w->diag);
        const sb_exposure *e = sb_facts_exposures(facts, &n);
        for (size_t i = 0; i < n; i++)
            narrow += e[i].is_narrow;
        assert_int_equal(narrow > 0, !repaired);
    }
}

static void an_area_with_few_people_is_withheld(void **state)
{
    world *w = *state;
    const int truth[] = {4, 12, 9, 40, 11, 50};
    sb_spec_disclosure rule = {
        .minimum = 3, .has_secondary = true, .population = "w", .minimum_population = 20};
    sb_facts *facts = facts_of(truth, rule, "100 * m / w", w->arena, w->diag);
    assert_int_equal(sb_diag_count(w->diag), 0);
    assert_true(value_at(facts, "w", 0, 0).number == 12); /* how many they are is told */
    assert_int_equal(value_at(facts, "m", 0, 0).state, SB_WITHHELD);
    assert_int_equal(value_at(facts, "x", 0, 0).state, SB_WITHHELD);
    assert_int_equal(value_at(facts, "m", 0, 1).state, SB_WITHHELD); /* or the sum tells it */
    assert_int_equal(value_at(facts, "m", 0, 2).state, SB_NUMBER);
    size_t n;
    const sb_exposure *e = sb_facts_exposures(facts, &n);
    for (size_t i = 0; i < n; i++)
        assert_false(e[i].is_narrow);
    rule.population = "people";
    facts_of(truth, rule, "m + w", w->arena, w->diag);
    assert_int_equal(sb_diag_errors(w->diag), 1);
    assert_non_null(strstr(sb_diag_at(w->diag, 0)->message, "'people'"));
}

/* A crosswalk leaves parts of people: 0.4 of one, who is no more in danger for that. */
static void parts_of_people_are_protected_too(void **state)
{
    world *w = *state;
    const int truth[] = {0, 12, 9, 40, 11, 50};
    sb_spec_disclosure rule = {.minimum = 3, .has_secondary = true};
    sb_cube *cube = cube_of(truth, rule, "100 * m / w", w->arena);
    for (int l = 0; l < TINY_LEVELS; l++) {
        sb_value *men = (sb_value *)cube->variables[0].levels[l];
        men[0] = sb_value_number(men[0].number + 0.4);
        men[0].flags = SB_ESTIMATED;
    }
    sb_facts *facts = sb_facts_new(cube, w->arena, w->diag);
    assert_int_equal(sb_diag_errors(w->diag), 0);
    assert_int_equal(value_at(facts, "m", 0, 0).state, SB_WITHHELD);
    assert_int_equal(value_at(facts, "m", 0, 2).state, SB_NUMBER);
    assert_true(value_at(facts, "m", 2, 0).number == 20.4);
    assert_int_equal(count_narrow(facts), 0);
}

static void a_threshold_above_everything_is_told(void **state)
{
    world *w = *state;
    const int truth[] = {4, 12, 9, 40, 11, 50};
    sb_spec_disclosure rule = {.minimum = 1000, .has_secondary = true};
    facts_of(truth, rule, "m + w", w->arena, w->diag);
    assert_int_equal(sb_diag_count(w->diag), 1);
    assert_non_null(strstr(sb_diag_at(w->diag, 0)->message, "every count is withheld"));
}

/* A printed share tells its part: 3 of 12 is as good as 3. */
static void a_share_tells_its_part(void **state)
{
    world *w = *state;
    const int truth[] = {2, 12, 9, 40, 11, 50};
    static const int minima[] = {3, 5, 10};
    for (size_t i = 0; i < SB_COUNT(minima); i++) {
        sb_spec_disclosure rule = {.minimum = minima[i], .has_secondary = true};
        sb_facts *facts = facts_of(truth, rule, "100 * m / w", w->arena, w->diag);
        for (int l = 0; l < TINY_LEVELS; l++)
            for (int a = 0; a < tiny_areas[l]; a++)
                if (value_at(facts, "m", l, a).state == SB_WITHHELD)
                    assert_int_equal(value_at(facts, "x", l, a).state, SB_WITHHELD);
        size_t n;
        const sb_exposure *e = sb_facts_exposures(facts, &n);
        for (size_t k = 0; k < n; k++)
            assert_false(e[k].is_narrow);
    }
}

/* Last year's report printed the count that would protect the small one now. */
static void what_was_published_is_known(void **state)
{
    world *w = *state;
    const int truth[] = {2, 12, 9, 40, 11, 50};
    sb_spec_disclosure rule = {.minimum = 3, .has_secondary = true};
    sb_facts *facts = facts_of(truth, rule, "m + w", w->arena, w->diag);
    assert_int_equal(value_at(facts, "m", 0, 1).state, SB_WITHHELD);
    assert_int_equal(value_at(facts, "m", 1, 0).state, SB_NUMBER);
    sb_cube *cube = cube_of(truth, rule, "m + w", w->arena);
    sb_published before[] = {{{0, 1}, 0, "m", 9}, {{0, 9}, 0, "nobody", 1}};
    cube->earlier = before;
    cube->n_earlier = SB_COUNT(before);
    facts = sb_facts_new(cube, w->arena, w->diag);
    assert_int_equal(value_at(facts, "m", 0, 0).state, SB_WITHHELD);
    assert_int_equal(value_at(facts, "m", 1, 0).state, SB_WITHHELD); /* the sum has to go */
    assert_int_equal(count_narrow(facts), 0);
    before[0].value = 8; /* it was another number then: it tells nothing now */
    facts = sb_facts_new(cube, w->arena, w->diag);
    assert_int_equal(value_at(facts, "m", 1, 0).state, SB_NUMBER);
    before[0] = (sb_published){{0, 0}, 0, "m", 2}; /* too late */
    assert_true(count_narrow(sb_facts_new(cube, w->arena, w->diag)) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_small_count_can_be_computed_back),
        cmocka_unit_test(comparisons_tell_no_small_count),
        cmocka_unit_test(a_total_does_not_tell_its_only_secret_part),
        cmocka_unit_test(a_published_table_gives_its_interval),
        cmocka_unit_test_setup_teardown(counts_are_rounded_one_by_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rounded_counts_do_not_tell_each_other, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_area_with_few_people_is_withheld, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_of_people_are_protected_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_threshold_above_everything_is_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_share_tells_its_part, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_published_is_known, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
