#include "indicator/indicator.h"

#include "data/data.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

#include "tiny_cube.h"

/* An attack on random small reports: men, women and all people of three districts, with the
 * sums of boroughs and city.  The attacker tries every number for every cell that is not
 * printed and keeps what agrees with all that is printed; he knows nothing of how it was
 * withheld. */
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

static report report_new(uint32_t *seed, bool has_secondary)
{
    static const sb_period periods[] = {{"2012", 2012, 0, 0}};
    report r = {.arena = sb_arena_new(0), .diag = sb_diag_new()};
    for (int i = 0; i < CELLS; i++)
        r.truth[i] = (int)(next_random(seed) % 9);
    sb_spec *spec = sb_arena_one(r.arena, sb_spec);
    spec->path = "random.yaml";
    spec->disclosure.minimum = 3;
    spec->disclosure.has_secondary = has_secondary;
    spec->tables = sb_arena_one(r.arena, sb_spec_table);
    spec->indicators = sb_arena_one(r.arena, sb_spec_indicator);
    spec->indicators[0] = (sb_spec_indicator){.id = "alle", .formula = "m + w"};
    spec->n_indicators = 1;
    sb_variable *variables = sb_arena_array(r.arena, sb_variable, SEXES);
    for (int s = 0; s < SEXES; s++) {
        const char *id = s ? "w" : "m";
        variables[s] = (sb_variable){.id = id, .label = id, .table = spec->tables, .cells = 1};
        fill_variable(&variables[s], r.truth, s, r.arena);
    }
    sb_cube *cube = sb_arena_one(r.arena, sb_cube);
    *cube = (sb_cube){spec, tiny_areas_new(r.arena), periods, 1, variables, SEXES};
    r.facts = sb_facts_new(cube, r.arena, r.diag);
    assert_non_null(r.facts);
    assert_int_equal(sb_diag_count(r.diag), 0);
    return r;
}

static void report_free(report *r)
{
    sb_diag_free(r->diag);
    sb_arena_free(r->arena);
}

/* Do these numbers for all cells agree with everything printed? */
static bool agrees(const report *r, const int *guess)
{
    static const char *const ids[] = {"m", "w", "alle"};
    for (int i = 0; i < 3; i++)
        for (int l = 0; l < TINY_LEVELS; l++)
            for (int a = 0; a < tiny_areas[l]; a++) {
                sb_value v = sb_facts_value(r->facts, sb_facts_find(r->facts, ids[i]),
                                            (sb_place){l, a}, 0);
                int sum = 0;
                for (int c = 0; c < CELLS; c++) {
                    int area = c / SEXES, above = l == 0 ? area : l == 1 ? borough[area] : 0;
                    if (above == a && (i == 2 || c % SEXES == i))
                        sum += guess[c];
                }
                /* what is withheld is not zero: zeros are printed */
                if (sb_value_is_number(v) ? sum != (int)v.number : sum == 0)
                    return false;
            }
    return true;
}

static void guess_from(const report *r, int cell, int *guess, bool seen[CELLS][MOST + 1])
{
    if (cell == CELLS) {
        for (int c = 0; agrees(r, guess) && c < CELLS; c++)
            seen[c][guess[c]] = true;
        return;
    }
    sb_value v = sb_facts_value(r->facts, sb_facts_find(r->facts, cell % SEXES ? "w" : "m"),
                                (sb_place){0, cell / SEXES}, 0);
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

static void no_small_count_can_be_computed_back(void **state)
{
    (void)state;
    uint32_t seed = 7, same = 7;
    int broken = 0, with_small = 0;
    for (int i = 0; i < REPORTS; i++) {
        report primary = report_new(&seed, false), both = report_new(&same, true);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_small_count_can_be_computed_back),
        cmocka_unit_test(a_total_does_not_tell_its_only_secret_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
