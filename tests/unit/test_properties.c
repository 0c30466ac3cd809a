/* What must hold whatever the numbers, on random input. */
#include "data/data.h"
#include "indicator/allocate.h"
#include "indicator/indicator.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

#include "tiny_cube.h"

/* xorshift64 (Marsaglia 2003, J. Stat. Software 8(14)): the same on every machine. */
static uint64_t seed = 88172645463325252u;
static int below(int n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int)(seed % (uint64_t)n);
}

/* ---- classes ---- */

static int random_values(sb_value *v, int n)
{
    static const sb_state states[] = {SB_UNKNOWN, SB_WITHHELD, SB_NOT_MEANINGFUL, SB_LATER};
    int n_numbers = 0, spread = 1 + below(2000);
    for (int i = 0; i < n; i++) {
        bool is_missing = below(6) == 0;
        v[i] = is_missing ? sb_value_without(states[below(4)])
                          : sb_value_number((1 + below(spread)) / (double)(1 + below(3)));
        n_numbers += !is_missing;
    }
    return n_numbers;
}

/* Limits rise; each number is in the one class whose limits hold it; nothing else is in any. */
static void assert_partition(const sb_classes *c, const sb_value *v, int n, int n_numbers)
{
    int counted = 0, members[SB_CLASS_MAX] = {0};
    for (int i = 0; i < c->k; i++) {
        assert_true(c->at[i] < c->at[i + 1] || (i == c->k - 1 && c->at[i] == c->at[i + 1]));
        counted += c->count[i];
    }
    for (int i = 0; i < n; i++) {
        int class = c->of[i];
        if (!sb_value_is_number(v[i])) {
            assert_true(class < 0);
            continue;
        }
        assert_in_range(class, 0, c->k - 1);
        members[class]++;
        for (int k = 0; k < c->k; k++) {
            bool is_in = (k == 0 || v[i].number >= c->at[k]) &&
                         (k == c->k - 1 || v[i].number < c->at[k + 1]);
            assert_int_equal(is_in, k == class);
        }
    }
    assert_int_equal(counted, n_numbers);
    assert_int_equal(counted + c->n_unknown + c->n_withheld + c->n_not_meaningful, n);
    assert_memory_equal(members, c->count, (size_t)c->k * sizeof *members);
    assert_true(c->gvf >= 0 && c->gvf <= 1 + 1e-12);
}

static void every_number_is_in_exactly_one_class(void **state)
{
    (void)state;
    sb_value v[60];
    int classed = 0;
    for (int round = 0; round < 3000; round++) {
        SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
        SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
        int n = 1 + below(60), n_numbers = random_values(v, n);
        sb_spec_classes spec = {.method = (sb_class_method)below(SB_GEOMETRIC + 1),
                                .count = 2 + below(SB_CLASS_MAX - 1)};
        const sb_classes *c =
            sb_classify(v, n, &spec, (double)NAN, below(3), SB_NOWHERE, arena, diag);
        if (!c) {
            assert_true(sb_diag_errors(diag) > 0);
            continue;
        }
        classed++;
        assert_partition(c, v, n, n_numbers);
    }
    assert_true(classed > 2000);
}

/* ---- allocation ---- */

static void shares_sum_up_and_rise_with_need(void **state)
{
    (void)state;
    enum { MOST = 40 };
    double people[MOST], index[MOST], supply[MOST];
    int64_t before[MOST], after[MOST];
    for (int round = 0; round < 2000; round++) {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        int n = 2 + below(MOST - 2), one = below(n);
        int64_t cents = 1 + below(100000000), sum = 0;
        double *steps[SB_STEPS];
        for (int s = 0; s < SB_STEPS; s++)
            steps[s] = sb_arena_array(scratch, double, n);
        for (int i = 0; i < n; i++) {
            people[i] = below(8) == 0 ? 0 : 1 + below(3000);
            index[i] = 0.1 + below(300) / 100.0;
            supply[i] = below(1000000);
        }
        people[one] = 1 + below(3000);
        sb_allocation a = {.units = cents,
                           .base = below(10) / 10.0,
                           .n = n,
                           .heads = people,
                           .index = index,
                           .supply = round % 2 ? supply : NULL};
        assert_true(sb_allocate(&a, before, steps, scratch));
        for (int i = 0; i < n; i++) {
            assert_true(before[i] >= 0 && (people[i] > 0 || before[i] == 0));
            sum += before[i];
        }
        assert_int_equal(sum, cents);
        index[one] += 0.5; /* in greater need it gets no less, and the others no more */
        assert_true(sb_allocate(&a, after, steps, scratch));
        assert_true(after[one] >= before[one] - !!a.supply); /* but for the rounding */
        for (int i = 0; i < n && !a.supply; i++)
            assert_true(i == one || after[i] <= before[i] + 1);
    }
}

/* With nothing there yet, or with what all have in proportion to their need, supply changes
 * nothing; nobody is lifted above the level that all the others reach. */
static void supply_reduces_to_the_plain_allocation(void **state)
{
    (void)state;
    enum { MOST = 40 };
    double people[MOST], index[MOST], supply[MOST];
    int64_t plain[MOST], same[MOST];
    for (int round = 0; round < 1000; round++) {
        SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
        int n = 2 + below(MOST - 2);
        double *steps[SB_STEPS];
        for (int s = 0; s < SB_STEPS; s++)
            steps[s] = sb_arena_array(scratch, double, n);
        for (int i = 0; i < n; i++) {
            people[i] = 1 + below(3000);
            index[i] = 0.1 + below(300) / 100.0;
        }
        sb_allocation a = {.units = 1 + below(100000000),
                           .base = below(10) / 10.0,
                           .n = n,
                           .heads = people,
                           .index = index};
        assert_true(sb_allocate(&a, plain, steps, scratch));
        double stock = round % 2 ? below(1000000) : 0, level = 0;
        for (int i = 0; i < n; i++)
            supply[i] = stock * steps[SB_STEP_EXACT][i] / (double)a.units;
        a.supply = supply;
        assert_true(sb_allocate(&a, same, steps, scratch));
        for (int i = 0; i < n; i++)
            assert_true(llabs(same[i] - plain[i]) <= (stock > 0)); /* the rounding */
        for (int i = 0; i < n; i++)
            supply[i] = below(1000000);
        assert_true(sb_allocate(&a, same, steps, scratch));
        for (int i = 0; i < n; i++)
            level = fmax(level, steps[SB_STEP_EXACT][i] > 0
                                    ? steps[SB_STEP_TARGET][i] /
                                          (steps[SB_STEP_BASE][i] + steps[SB_STEP_MORE][i])
                                    : 0);
        for (int i = 0; i < n; i++) {
            double weight = steps[SB_STEP_BASE][i] + steps[SB_STEP_MORE][i];
            assert_true(supply[i] + steps[SB_STEP_EXACT][i] >= level * weight * (1 - 1e-9));
        }
    }
}

/* ---- states ---- */

static const sb_spec_indicator made_of[] = {
    {.id = "anteil", .formula = "100 * einwohner[alter < 18] / einwohner"},
    {.id = "summe", .formula = "einwohner + 1"},
    {.id = "alter", .formula = "mean(alter of einwohner)"},
    {.id = "median", .formula = "median(alter of einwohner)"},
    {.id = "veraenderung", .formula = "change(einwohner, 2005)"},
    {.id = "mittel", .formula = "mean(einwohner, 2005, 2012)"},
    {.id = "index", .formula = "index(einwohner, 2005)"},
    {.id = "abweichung", .formula = "deviation(einwohner)"},
    {.id = "rang", .formula = "rank(einwohner)"},
    {.id = "untergrenze", .formula = "low(einwohner[alter < 18], einwohner)"},
};

static sb_spec *spec_without_disclosure(sb_arena *arena)
{
    sb_spec *spec = tiny_spec_new(arena);
    spec->disclosure = (sb_spec_disclosure){0};
    spec->indicators = sb_arena_copy(arena, made_of, SB_COUNT(made_of), sizeof *made_of);
    spec->n_indicators = (int)SB_COUNT(made_of);
    return spec;
}

/* One cell that is not known: whatever is made of it is no number. */
static void what_is_missing_stays_missing(void **state)
{
    (void)state;
    for (int cell = 0; cell < 6; cell++) /* of those under 18: in every formula */
        for (int area = 0; area < 3; area++) {
            SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
            SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
            sb_cube *cube = tiny_cube_new(spec_without_disclosure(arena), arena);
            int period = 2, at = (area * TINY_PERIODS + period) * 10 + cell;
            ((sb_value *)cube->variables[EINWOHNER].levels[0])[at] =
                sb_value_without(SB_UNKNOWN);
            const sb_facts *facts = sb_facts_new(cube, arena, diag);
            for (int i = 0; i < (int)SB_COUNT(made_of); i++) {
                assert_int_equal(sb_facts_value(facts, i, (sb_place){0, area}, period).state,
                                 SB_UNKNOWN);
                sb_value other =
                    sb_facts_value(facts, i, (sb_place){0, (area + 1) % 3}, period);
                assert_true(sb_value_is_number(other));
            }
        }
}

/* One cell that is an estimate: whatever is made of it is one, and a number all the same. */
static void what_is_estimated_stays_estimated(void **state)
{
    (void)state;
    static const sb_spec_indicator more[] = {
        {.id = "viertel", .formula = "quartile(einwohner)"},
        {.id = "z", .formula = "zscore(einwohner)"},
        {.id = "trend", .formula = "trend(einwohner, 2005, 2)"},
        {.id = "obergrenze", .formula = "high(einwohner[alter < 18], einwohner)"},
        {.id = "zufall", .formula = "significant(einwohner[alter < 18], einwohner)"},
        {.id = "vorher", .formula = "ago(einwohner, 1)"},
        {.id = "kinder", .formula = "einwohner[alter < 18] / 2"},
    };
    static const sb_spec_indicator above[] = {
        {.id = "getrennt", .formula = "dissimilarity(einwohner[geschlecht = w], einwohner)"},
        {.id = "darunter", .formula = "below(einwohner[alter < 18] / einwohner)"},
    };
    enum { ABOVE = 2, ALL = SB_COUNT(made_of) + SB_COUNT(more) };
    sb_spec_indicator all[ALL + ABOVE];
    memcpy(all, made_of, sizeof made_of);
    memcpy(all + SB_COUNT(made_of), more, sizeof more);
    memcpy(all + ALL, above, sizeof above);
    for (int round = 0; round < 6; round++) {
        SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
        SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
        sb_spec *spec = spec_without_disclosure(arena);
        spec->disclosure.base = round < 3 ? 0 : 5;
        spec->indicators = all;
        spec->n_indicators = ALL + ABOVE;
        sb_cube *cube = tiny_cube_new(spec, arena);
        sb_value *cells = (sb_value *)cube->variables[EINWOHNER].levels[0];
        int area = round % 3;
        for (int period = 0; period < TINY_PERIODS; period++)
            cells[(area * TINY_PERIODS + period) * 10 + 5].flags |= SB_ESTIMATED;
        const sb_facts *facts = sb_facts_new(cube, arena, diag);
        for (int i = 0; i < ALL + ABOVE; i++)
            for (int a = 0; a < 3; a++) {
                sb_place place = i < ALL ? (sb_place){0, a} : (sb_place){2, 0};
                sb_value v = sb_facts_value(facts, i, place, 2);
                if (!sb_value_is_number(v) ||
                    !!(v.flags & SB_ESTIMATED) != (i >= ALL || a == area))
                    fail_msg("%s of %d: state %d, flags %d", all[i].id, a, v.state, v.flags);
            }
    }
}

static void parts_sum_to_a_hundred(void **state)
{
    (void)state;
    for (int round = 0; round < 50; round++) {
        SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
        SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
        sb_spec *spec = spec_without_disclosure(arena);
        sb_cube *cube = tiny_cube_new(spec, arena);
        for (int i = 0; i < 3 * TINY_PERIODS * 10; i++)
            ((sb_value *)cube->variables[EINWOHNER].levels[0])[i] =
                sb_value_number(1 + below(5000));
        sb_spec_indicator parts[5];
        for (int i = 0; i < 5; i++)
            parts[i] = (sb_spec_indicator){
                .id = sb_arena_printf(arena, "teil%d", i),
                .formula = sb_arena_printf(arena, "share(einwohner[alter = %s], einwohner)",
                                           spec->groups[0].groups[i].label)};
        spec->indicators = parts;
        spec->n_indicators = 5;
        const sb_facts *facts = sb_facts_new(cube, arena, diag);
        for (int area = 0; area < 3; area++) {
            double sum = 0;
            for (int i = 0; i < 5; i++)
                sum += sb_facts_value(facts, i, (sb_place){0, area}, 2).number;
            assert_true(fabs(sum - 100) < 1e-9);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_in_exactly_one_class),
        cmocka_unit_test(shares_sum_up_and_rise_with_need),
        cmocka_unit_test(supply_reduces_to_the_plain_allocation),
        cmocka_unit_test(what_is_missing_stays_missing),
        cmocka_unit_test(what_is_estimated_stays_estimated),
        cmocka_unit_test(parts_sum_to_a_hundred),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
