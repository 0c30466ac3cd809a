#include "indicator/indicator.h"

#include "data/data.h"
#include "indicator/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
/* after the four headers it needs */
#include <cmocka.h>

#include "pairs.h"
#include "tiny_cube.h"

typedef struct fixture {
    sb_arena *arena;
    sb_diag *diag;
    sb_spec *spec;
    sb_cube *cube;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = sb_arena_new(0);
    f->diag = sb_diag_new();
    f->spec = tiny_spec_new(f->arena);
    f->cube = tiny_cube_new(f->spec, f->arena);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    sb_diag_free(f->diag);
    sb_arena_free(f->arena);
    free(f);
    return 0;
}

static void set_indicators(fixture *f, const sb_spec_indicator *indicators, int n)
{
    f->spec->indicators = sb_arena_copy(f->arena, indicators, (size_t)n, sizeof *indicators);
    f->spec->n_indicators = n;
}

static const char *said(const sb_value v, sb_arena *arena)
{
    static const char *const states[] = {"",      "nothing",        "unknown",  "withheld",
                                         "later", "not meaningful", "not shown"};
    return v.state == SB_NUMBER ? sb_arena_printf(arena, "%.15g", v.number) : states[v.state];
}

/* ---- formulas ---- */

/* "formula @ area period" */
static const char *evaluate(const char *input, sb_arena *arena)
{
    const char *at = strrchr(input, '@');
    assert_non_null(at);
    size_t n = (size_t)(at - input);
    while (n > 0 && input[n - 1] == ' ')
        n--;
    sb_node node = {.is_plain = true,
                    .at = {"f.yaml", 1, 1, (int)sb_utf8_count(sb_arena_textn(arena, input, n))},
                    .text = sb_arena_textn(arena, input, n)};
    char key[8], period[8];
    assert_int_equal(sscanf(at, "@ %7s %7s", key, period), 2);
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    sb_spec *spec = tiny_spec_new(arena);
    sb_spec_indicator indicators[] = {
        {.id = "f", .formula = node.text, .formula_node = &node},
        {.id = "unter_18", .formula = "einwohner[alter < 18]"},
        {.id = "einwohner", .formula = "einwohner"},
    };
    spec->indicators = indicators;
    spec->n_indicators = SB_COUNT(indicators);
    sb_facts *facts = sb_facts_new(tiny_cube_new(spec, arena), arena, diag);
    if (sb_diag_count(diag)) {
        const sb_error *e = sb_diag_at(diag, 0);
        return sb_arena_printf(arena, e->hint ? "%d-%d %s (%s)" : "%d-%d %s", e->at.column,
                               e->at.column + (e->at.length ? e->at.length : 1) - 1, e->message,
                               e->hint);
    }
    sb_place place = {key[0] - 'a', key[1] ? key[1] - '0' : 0};
    return said(
        sb_facts_value(facts, sb_facts_find(facts, "f"), place, sb_facts_period(facts, period)),
        arena);
}

static void formulas_give_what_is_specified(void **state)
{
    (void)state;
    pairs_run(SB_TEST_DIR "/spec/formulas.txt", evaluate);
}

/* "id | unit | formula [| waive]": the first message and its hint, or "silent" */
static const char *lint(const char *input, sb_arena *arena)
{
    char id[64], unit[64], formula[256], waiver[64] = "";
    int n = sscanf(input, "%63[^|]| %63[^|]| %255[^|]| %63[^|]", id, unit, formula, waiver);
    assert_true(n >= 3);
    *strchr(id, ' ') = *strchr(unit, ' ') = '\0';
    sb_node node = {.at = {"f.yaml", 1, 1, 1}, .text = formula};
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    sb_spec *spec = tiny_spec_new(arena);
    sb_spec_indicator indicators[] = {
        {.id = id,
         .unit = unit,
         .formula = formula,
         .formula_node = &node,
         .node = &node,
         .waiver = n == 4 ? waiver : NULL},
        {.id = "anteil_kinder",
         .unit = "%",
         .formula = "100 * einwohner[alter < 18] / einwohner"},
        {.id = "anteil_alte",
         .unit = "%",
         .formula = "100 * einwohner[alter >= 65] / einwohner"},
    };
    spec->indicators = indicators;
    spec->n_indicators = SB_COUNT(indicators);
    const sb_facts *facts = sb_facts_new(tiny_cube_new(spec, arena), arena, diag);
    if (n == 4) /* what is waived is printed */
        assert_string_equal(sb_facts_indicator(facts, 0)->definition, waiver);
    if (!sb_diag_count(diag))
        return "silent";
    const sb_error *e = sb_diag_at(diag, 0);
    return sb_arena_printf(arena, "%s: %s (%s)", e->severity == SB_ERROR ? "error" : "warning",
                           e->message, e->hint ? e->hint : "");
}

static void probable_mistakes_are_reported(void **state)
{
    (void)state;
    pairs_run(SB_TEST_DIR "/spec/lints.txt", lint);
}

static void a_unit_that_changes_is_reported(void **state)
{
    fixture *f = *state;
    sb_node node = {.at = {"f.yaml", 7, 1, 1}};
    for (int i = 0; i < 2; i++) {
        f->spec->tables[i].id = i ? "neu" : "alt";
        f->spec->tables[i].variable = "wohnflaeche";
        f->spec->tables[i].unit = i ? "m²" : "ha";
        f->spec->tables[i].node = &node;
    }
    assert_non_null(sb_facts_new(f->cube, f->arena, f->diag));
    assert_int_equal(sb_diag_count(f->diag), 1);
    assert_string_equal(sb_diag_at(f->diag, 0)->message,
                        "'wohnflaeche' is in 'm²' here and in 'ha' in table 'alt'");
    assert_int_equal(sb_diag_at(f->diag, 0)->at.line, 7);
}

/* A group of -150 people, in a share of all. */
static void counts_below_zero_are_reported(void **state)
{
    fixture *f = *state;
    sb_node node = {.at = {"f.yaml", 3, 1, 1}};
    sb_spec_indicator share = {.id = "anteil",
                               .unit = "%",
                               .node = &node,
                               .formula = "100 * einwohner[alter < 3] / einwohner"};
    set_indicators(f, &share, 1);
    ((sb_value *)f->cube->variables[EINWOHNER].levels[0])[0].number = -150;
    assert_non_null(sb_facts_new(f->cube, f->arena, f->diag));
    assert_int_equal(sb_diag_count(f->diag), 2);
    assert_string_equal(sb_diag_at(f->diag, 0)->message,
                        "'anteil' of 'a0' (Altdorf) is a share of -5.1 %");
    assert_string_equal(sb_diag_at(f->diag, 1)->message,
                        "a group of 'einwohner' in 'a0' (Altdorf), 2005, has -150 members");
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(sb_diag_at(f->diag, i)->hint,
                            "a count below 0 is probably a slip of the table");
}

/* 221 of 1,305 under 3 years are about what the city has, 800 of 1,884 are not. */
static void differences_by_chance_are_marked(void **state)
{
    fixture *f = *state;
    sb_node node = {.at = {"f.yaml", 3, 1, 1}};
    sb_spec_indicator share = {.id = "anteil",
                               .node = &node,
                               .has_significance = true,
                               .formula = "100 * einwohner[alter < 3] / einwohner"};
    set_indicators(f, &share, 1);
    const sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    for (int area = 0; area < 3; area++)
        assert_int_equal(sb_facts_value(facts, 0, (sb_place){0, area}, 2).flags, SB_BY_CHANCE);
    assert_int_equal(sb_facts_value(facts, 0, (sb_place){2, 0}, 2).flags, 0); /* the city */
    ((sb_value *)f->cube->variables[EINWOHNER].levels[0])[20].number = 800;
    facts = sb_facts_new(f->cube, f->arena, f->diag);
    assert_int_equal(sb_facts_value(facts, 0, (sb_place){0, 0}, 2).flags, 0);
    assert_int_equal(sb_facts_value(facts, 0, (sb_place){0, 1}, 2).flags, SB_BY_CHANCE);
    assert_int_equal(sb_diag_count(f->diag), 0);
    share.formula = "einwohner + 1";
    set_indicators(f, &share, 1);
    sb_facts_new(f->cube, f->arena, f->diag);
    assert_string_equal(sb_diag_at(f->diag, 0)->message,
                        "'anteil' is no share of counts, so nothing can be said of chance");
}

/* Parts counted on different days: each source with its own. */
static void different_days_are_both_told(void **state)
{
    fixture *f = *state;
    set_indicators(f,
                   (sb_spec_indicator[]){{.id = "a", .formula = "einwohner + selten"},
                                         {.id = "b", .formula = "einwohner + luecke"}},
                   2);
    f->spec->tables[LUECKE].date = "30.6.";
    const sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    assert_string_equal(sb_facts_indicator(facts, 0)->date, "31.12.");
    assert_string_equal(sb_facts_indicator(facts, 0)->source, "Melderegister");
    assert_null(sb_facts_indicator(facts, 1)->date);
    assert_string_equal(sb_facts_indicator(facts, 1)->source,
                        "Melderegister (31.12.); Statistik (30.6.)");
}

/* The open group is a guess: it is printed. */
static void a_mean_tells_what_the_open_group_counts_as(void **state)
{
    fixture *f = *state;
    set_indicators(f,
                   (sb_spec_indicator[]){{.id = "alter",
                                          .definition = "Mittleres Alter",
                                          .formula = "mean(alter of einwohner)"}},
                   1);
    const sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    assert_string_equal(sb_facts_indicator(facts, 0)->definition,
                        "Mittleres Alter. „65 und älter“ ist mit 88,5 gerechnet");
}

/* Between two years lie a school year and a day: neither is the year before. */
static void periods_step_among_their_kind(void **state)
{
    fixture *f = *state;
    static const sb_period periods[] = {
        {"2011", 2011, 0, 0, 0}, {"2011/12", 2011, 0, 0, 2012}, {"2012", 2012, 0, 0, 0}};
    f->cube->periods = periods;
    set_indicators(f,
                   (sb_spec_indicator[]){{.id = "a", .formula = "einwohner[period - 1]"},
                                         {.id = "b", .formula = "ago(einwohner, 1)"}},
                   2);
    const sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    assert_true(sb_facts_value(facts, 0, (sb_place){0, 0}, 2).number == 1205);
    assert_true(sb_facts_value(facts, 1, (sb_place){0, 0}, 2).number == 1205);
    assert_int_equal(sb_facts_value(facts, 0, (sb_place){0, 0}, 1).state, SB_UNKNOWN);
}

static void ratios_do_not_depend_on_how_they_are_written(void **state)
{
    (void)state;
    for (int64_t a = 1; a < 400; a++)
        for (int64_t b = 1; b < 400; b++) {
            sb_term x = sb_term_fraction(a, 1), y = sb_term_fraction(b, 1);
            sb_term hundred = sb_term_fraction(100, 1);
            double one = sb_term_double(sb_term_divide(sb_term_multiply(hundred, x), y));
            double other = sb_term_double(sb_term_multiply(sb_term_divide(x, y), hundred));
            assert_true(one == other && one == (double)(100 * a) / (double)b);
        }
}

static void large_numbers_stay_numbers(void **state)
{
    (void)state;
    sb_term big = sb_term_of(sb_value_number(9e15));
    sb_term product = sb_term_multiply(big, big);
    assert_true(sb_term_double(product) == 9e15 * 9e15);
    assert_true(sb_term_double(sb_term_divide(product, big)) == 9e15);
    sb_term huge = sb_term_of(sb_value_number(1e300));
    assert_int_equal(sb_term_multiply(huge, huge).state, SB_NOT_MEANINGFUL);
    sb_term third = sb_term_fraction(1, 3), sum = sb_term_fraction(0, 1);
    for (int i = 0; i < 300; i++)
        sum = sb_term_add(sum, third);
    assert_true(sb_term_double(sum) == 100);
}

/* A new series begins in 2011: nothing is compared with 2005. */
static void nothing_is_compared_across_a_break(void **state)
{
    fixture *f = *state;
    const char *breaks[] = {"2011"};
    set_indicators(f,
                   (sb_spec_indicator[]){
                       {.id = "x", .formula = "einwohner", .breaks = breaks, .n_breaks = 1},
                       {.id = "since", .formula = "change(x, 2005)"},
                       {.id = "after", .formula = "points(2 * x, 2011)"},
                       {.id = "mean3", .formula = "mean(x, 3)"},
                       {.id = "mean2", .formula = "mean(x, 2)"},
                   },
                   5);
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    sb_place here = {0, 0};
    assert_int_equal(sb_diag_count(f->diag), 0);
    int x = sb_facts_find(facts, "x");
    assert_string_equal(
        said(sb_facts_value(facts, sb_facts_find(facts, "since"), here, 2), f->arena),
        "not meaningful");
    assert_true(sb_facts_value(facts, sb_facts_find(facts, "after"), here, 2).number == 100);
    assert_int_equal(sb_facts_value(facts, sb_facts_find(facts, "mean3"), here, 2).state,
                     SB_NOT_MEANINGFUL);
    assert_true(sb_facts_value(facts, sb_facts_find(facts, "mean2"), here, 2).number == 1280);
    assert_int_equal(sb_facts_change(facts, x, here, 2, 0).state, SB_NOT_MEANINGFUL);
    assert_int_equal(sb_facts_change(facts, x, here, 2, 1).state, SB_NUMBER);
    assert_false(sb_facts_is_comparable(facts, x, 0, 1));
    assert_true(sb_facts_is_comparable(facts, x, 1, 2));
}

static void hostile_formulas_end_in_an_error(void **state)
{
    fixture *f = *state;
    char deep[5001];
    static const char *const starts[] = {"(", "-", "change(", "rank("};
    for (size_t i = 0; i < SB_COUNT(starts); i++) {
        deep[0] = '\0';
        while (strlen(deep) < 4000)
            strcat(deep, starts[i]);
        set_indicators(f, &(sb_spec_indicator){.id = "f", .formula = deep}, 1);
        size_t before = sb_diag_errors(f->diag);
        sb_facts_new(f->cube, f->arena, f->diag);
        assert_int_equal(sb_diag_errors(f->diag), before + 1);
        assert_int_equal(sb_diag_at(f->diag, sb_diag_count(f->diag) - 1)->code, SB_E_LIMIT);
    }
    memset(deep, '1', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    set_indicators(f, &(sb_spec_indicator){.id = "f", .formula = deep}, 1);
    sb_facts_new(f->cube, f->arena, f->diag);
    assert_non_null(strstr(sb_diag_at(f->diag, sb_diag_count(f->diag) - 1)->message, "longer"));
}

static void circles_name_who_is_in_them(void **state)
{
    fixture *f = *state;
    set_indicators(f,
                   (sb_spec_indicator[]){{.id = "out", .formula = "one + 1"},
                                         {.id = "one", .formula = "2 * two"},
                                         {.id = "two", .formula = "parent(1 + three)"},
                                         {.id = "three", .formula = "one"},
                                         {.id = "good", .formula = "einwohner"}},
                   5);
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    assert_int_equal(sb_diag_errors(f->diag), 1);
    assert_string_equal(sb_diag_at(f->diag, 0)->message,
                        "formulas go in a circle: 'one' → 'two' → 'three' → 'one'");
    sb_place place = {0, 0};
    assert_int_equal(sb_facts_value(facts, sb_facts_find(facts, "out"), place, 2).state,
                     SB_UNKNOWN);
    assert_true(sb_facts_value(facts, sb_facts_find(facts, "good"), place, 2).number == 1305);
}

/* ---- facts ---- */

static void indicators_come_before_variables(void **state)
{
    fixture *f = *state;
    set_indicators(
        f,
        (sb_spec_indicator[]){
            {.id = "einwohner", .formula = "einwohner", .label = "Bevölkerung"},
            {.id = "anteil", .formula = "100 * selten / luecke", .unit = "%", .digits = 1},
            {.id = "dichte", .formula = "einwohner / area"},
            {.id = "luecke"}},
        4);
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    assert_int_equal(sb_diag_count(f->diag), 0);
    /* einwohner and luecke are there once, as indicators */
    assert_int_equal(sb_facts_count(facts), 4 + TINY_VARIABLES - 2);
    const sb_indicator *i = sb_facts_indicator(facts, sb_facts_find(facts, "einwohner"));
    assert_string_equal(i->label, "Bevölkerung");
    assert_true(i->is_count);
    assert_string_equal(i->source, "Melderegister");
    assert_string_equal(i->date, "31.12.");
    i = sb_facts_indicator(facts, sb_facts_find(facts, "anteil"));
    assert_string_equal(i->source, "Melderegister; Statistik");
    assert_string_equal(i->label, "anteil");
    assert_string_equal(i->short_label, "anteil");
    assert_false(i->is_count);
    i = sb_facts_indicator(facts, sb_facts_find(facts, "quote"));
    assert_false(i->is_count);
    assert_int_equal(i->digits, 1);
    assert_true(sb_facts_indicator(facts, sb_facts_find(facts, "selten"))->is_count);
    assert_int_equal(sb_facts_find(facts, "nichts"), -1);
    size_t n;
    assert_string_equal(sb_facts_names(facts, &n)[3], "luecke");
    assert_int_equal(n, sb_facts_count(facts));
    assert_int_equal(sb_facts_period(facts, "2011"), 1);
    assert_int_equal(sb_facts_period_year(facts, 2), 2012);
}

/* For levels of which only the share is known (Bochum's city column). */
static void given_values_stand_in_for_unknown_ones(void **state)
{
    fixture *f = *state;
    set_indicators(f,
                   &(sb_spec_indicator){
                       .id = "x", .formula = "100 * luecke / einwohner", .given = "quote"},
                   1);
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    assert_true(sb_facts_value(facts, 0, (sb_place){0, 0}, 2).number == 2);
    assert_true(sb_facts_value(facts, 0, (sb_place){0, 1}, 2).number == 12.5);
    assert_true(sb_facts_value(facts, 0, (sb_place){0, 2}, 2).number == 700.0 / 3305);
    assert_int_equal(sb_facts_value(facts, 0, (sb_place){1, 0}, 2).state, SB_UNKNOWN);
    set_indicators(f, &(sb_spec_indicator){.id = "x", .given = "qote"}, 1);
    sb_facts_new(f->cube, f->arena, f->diag);
    assert_string_equal(sb_diag_at(f->diag, 0)->hint, "did you mean 'quote'?");
}

static void shares_ranks_and_changes_keep_secrets(void **state)
{
    fixture *f = *state;
    f->spec->disclosure.minimum_base = 1300;
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    int all = sb_facts_find(facts, "einwohner"), rare = sb_facts_find(facts, "selten");
    sb_place a0 = {0, 0}, a1 = {0, 1}, a2 = {0, 2};
    assert_int_equal(sb_facts_share(facts, rare, all, a0, 2).state, SB_WITHHELD);
    assert_int_equal(sb_facts_share(facts, rare, all, a1, 2).state, SB_NOTHING);
    assert_true(sb_facts_share(facts, rare, all, a2, 2).number == 500.0 / 3305);
    assert_int_equal(sb_facts_share(facts, rare, all, a0, 0).state, SB_WITHHELD); /* of 1205 */
    assert_int_equal(sb_facts_rank(facts, rare, a0, 2).state, SB_WITHHELD);
    assert_true(sb_facts_rank(facts, rare, a1, 2).number == 2);
    assert_true(sb_facts_rank(facts, rare, a0, 0).number == 1); /* a tie */
    assert_int_equal(sb_facts_change(facts, all, a0, 2, 0).state, SB_WITHHELD);
    assert_true(sb_facts_change(facts, all, a1, 2, 0).number == 10000.0 / 2205);
    sb_value none = sb_facts_change(facts, all, a1, 2, 2);
    assert_true(none.state == SB_NUMBER && none.number == 0);
    assert_int_equal(sb_facts_value(facts, all, (sb_place){0, -1}, 2).state, SB_UNKNOWN);
    assert_int_equal(sb_facts_value(facts, all, a0, -1).state, SB_UNKNOWN);
    f->spec->disclosure.hides_zero = true;
    facts = sb_facts_new(f->cube, f->arena, f->diag);
    assert_int_equal(sb_facts_value(facts, rare, a1, 2).state, SB_WITHHELD);
    assert_true(isnan(sb_facts_value(facts, rare, a1, 2).number));
}

static void groups_are_summed_over_the_other_dimensions(void **state)
{
    fixture *f = *state;
    set_indicators(f, &(sb_spec_indicator){.id = "einwohner", .formula = "einwohner"}, 1);
    f->spec->disclosure.minimum = 222;
    sb_spec_chart ages = {.variable = "einwohner",
                          .by = "alter",
                          .period = "2012",
                          .compare = (const char *[]){"stadt"},
                          .n_compare = 1};
    sb_spec_chart sexes = {.variable = "einwohner", .by = "geschlecht", .period = "2012"};
    sb_spec_block blocks[] = {{.chart = &ages}, {.chart = &sexes}};
    sb_spec_page page = {.each = "stadtteil",
                         .blocks = (sb_spec_block *[]){&blocks[0], &blocks[1]},
                         .n_blocks = 2};
    f->spec->pages = &page;
    f->spec->n_pages = 1;
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    const sb_spec_dimension *age = sb_facts_dimension(facts, 0, "alter");
    const sb_spec_dimension *sex = sb_facts_dimension(facts, 0, "geschlecht");
    assert_true(age && sex && !sb_facts_dimension(facts, 0, "herkunft"));
    sb_place a0 = {0, 0};
    assert_int_equal(sb_facts_group(facts, 0, age, 0, a0, 2).state, SB_WITHHELD); /* 221 */
    assert_true(sb_facts_group(facts, 0, age, 1, a0, 2).number == 241);
    assert_true(sb_facts_group(facts, 0, sex, 1, a0, 2).number == 655);
    double sum = 0;
    for (int i = 0; i < age->n; i++)
        sum += sb_facts_group(facts, 0, age, i, (sb_place){2, 0}, 2).number;
    assert_true(sum == 6915);
    assert_int_equal(sb_facts_group(facts, 0, age, 5, a0, 2).state, SB_UNKNOWN);
    /* What no chart shows comes out nowhere: it was not audited. */
    assert_int_equal(sb_facts_group(facts, 0, age, 1, a0, 1).state, SB_WITHHELD);
    assert_int_equal(sb_facts_group(facts, 0, age, 1, (sb_place){1, 0}, 2).state, SB_WITHHELD);
    assert_int_equal(sb_facts_cross(facts, 0, age, 1, sex, 0, a0, 2).state, SB_UNKNOWN);
    assert_null(sb_facts_dimension(facts, sb_facts_find(facts, "selten"), "alter"));
}

/* ---- classes ---- */

/* "method count digits [(limits)] [around centre]: values" */
static const char *classify(const char *input, sb_arena *arena)
{
    static const char *const methods[] = {"fisher",     "quantile",  "equal",
                                          "deviations", "pretty",    "head/tail",
                                          "maximum",    "geometric", "fixed"};
    char method[16];
    int digits, read;
    sb_spec_classes spec = {.at = sb_arena_array(arena, double, 16)};
    assert_int_equal(sscanf(input, "%15s %d %d%n", method, &spec.count, &digits, &read), 3);
    while (strcmp(methods[spec.method], method) != 0)
        spec.method++;
    char *p = sb_arena_text(arena, input + read);
    if (strchr(p, '(')) {
        for (p = strchr(p, '(') + 1; *p != ')';)
            spec.at[spec.n_at++] = strtod(p, &p);
        spec.count = spec.n_at + 1;
    }
    const char *around = strstr(p, "around");
    double centre = around ? strtod(around + strlen("around"), NULL) : NAN;
    SB_VEC(sb_value) v = {0};
    for (p = strchr(p, ':') + 1; *(p += strspn(p, " "));) {
        const char *state = strchr("?!x", *p);
        if (state) {
            static const sb_state states[] = {SB_UNKNOWN, SB_WITHHELD, SB_NOT_MEANINGFUL};
            sb_vec_push(arena, &v, sb_value_without(states[state - "?!x"]));
            p++;
        } else {
            sb_vec_push(arena, &v, sb_value_number(strtod(p, &p)));
        }
    }
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    const sb_classes *c =
        sb_classify(v.at, (int)v.n, &spec, centre, digits, SB_NOWHERE, arena, diag);
    if (!c)
        return sb_arena_text(arena, sb_diag_at(diag, 0)->message);
    sb_buf out = {0};
    for (int i = 0; i <= c->k; i++)
        sb_buf_printf(&out, "%s%.10g", i ? " " : "", c->at[i]);
    sb_buf_text(&out, " |");
    for (int i = 0; i < c->k; i++)
        sb_buf_printf(&out, " %d", c->count[i]);
    sb_buf_printf(&out, " | %.6g", c->gvf);
    for (size_t i = 0; i < sb_diag_count(diag); i++)
        sb_buf_printf(&out, " | %s", sb_diag_at(diag, i)->message);
    const char *text = sb_arena_text(arena, out.at);
    sb_buf_free(&out);
    return text;
}

static void classes_are_as_specified(void **state)
{
    (void)state;
    pairs_run(SB_TEST_DIR "/spec/classify.txt", classify);
}

static void areas_without_a_number_are_counted_apart(void **state)
{
    fixture *f = *state;
    sb_value v[] = {sb_value_number(1),
                    sb_value_without(SB_WITHHELD),
                    sb_value_number(9),
                    sb_value_without(SB_UNKNOWN),
                    sb_value_without(SB_NOT_MEANINGFUL),
                    sb_value_without(SB_LATER)};
    sb_spec_classes spec = {.method = SB_FISHER, .count = 2};
    const sb_classes *c = sb_classify(v, 6, &spec, NAN, 0, SB_NOWHERE, f->arena, f->diag);
    assert_true(c->n_unknown == 2 && c->n_withheld == 1 && c->n_not_meaningful == 1);
    static const int of[] = {
        0, SB_CLASS_WITHHELD, 1, SB_CLASS_UNKNOWN, SB_CLASS_NOT_MEANINGFUL, SB_CLASS_UNKNOWN};
    assert_memory_equal(c->of, of, sizeof of);
}

/* Fisher over all partitions of a few values: least deviation, then the smallest breaks. */
static double deviation(const double *v, int from, int to)
{
    double mean = 0, sum = 0;
    for (int i = from; i < to; i++)
        mean += v[i] / (to - from);
    for (int i = from; i < to; i++)
        sum += (v[i] - mean) * (v[i] - mean);
    return sum;
}

static void fisher_finds_what_trying_everything_finds(void **state)
{
    fixture *f = *state;
    unsigned seed = 7;
    for (int round = 0; round < 300; round++) {
        double v[9];
        sb_value values[9];
        double x = 0;
        for (int i = 0; i < 9; i++) {
            seed = seed * 1103515245u + 12345u;
            x += 1 + seed / 65536 % (round % 2 ? 4 : 50);
            v[i] = x;
            values[i] = sb_value_number(x);
        }
        double least = (double)INFINITY;
        int best[2] = {0};
        for (int i = 1; i < 8; i++)
            for (int j = i + 1; j < 9; j++) {
                double d = deviation(v, 0, i) + deviation(v, i, j) + deviation(v, j, 9);
                if (d < least - 1e-9) {
                    least = d;
                    best[0] = i;
                    best[1] = j;
                }
            }
        sb_spec_classes spec = {.method = SB_FISHER, .count = 3};
        const sb_classes *c =
            sb_classify(values, 9, &spec, NAN, 0, SB_NOWHERE, f->arena, f->diag);
        assert_true(c->at[1] == v[best[0]] && c->at[2] == v[best[1]]);
    }
}

/* https://github.com/pysal/mapclassify, README: FisherJenks k=5 of calemp has upper bounds
 * 75.29 192.05 370.50 722.85 4111.45 and counts 49 3 4 1 1, EqualInterval counts 57 0 0 0 1. */
static void california_is_as_published(void **state)
{
    fixture *f = *state;
    FILE *file = fopen(SB_REAL_DIR "/benchmarks/calemp/calempdensity.csv", "r");
    if (!file)
        skip();
    char line[400];
    sb_value v[64];
    int n = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (n < 64 && fgets(line, sizeof line, file))
        v[n++] = sb_value_number(strtod(strrchr(line, ',') + 1, NULL));
    fclose(file);
    assert_int_equal(n, 58);
    sb_spec_classes spec = {.method = SB_FISHER, .count = 5};
    const sb_classes *c = sb_classify(v, n, &spec, NAN, 2, SB_NOWHERE, f->arena, f->diag);
    static const int counts[] = {49, 3, 4, 1, 1};
    static const double highest[] = {75.29, 192.05, 370.50, 722.85, 4111.45};
    double found[5] = {0};
    for (int i = 0; i < n; i++)
        found[c->of[i]] = fmax(found[c->of[i]], v[i].number);
    assert_memory_equal(c->count, counts, sizeof counts);
    for (int i = 0; i < 5; i++)
        assert_true(found[i] == highest[i]);
    spec.method = SB_EQUAL;
    c = sb_classify(v, n, &spec, NAN, 2, SB_NOWHERE, f->arena, f->diag);
    static const int equal[] = {57, 0, 0, 0, 1};
    assert_memory_equal(c->count, equal, sizeof equal);
    assert_true(c->at[1] == 822.39 && c->at[4] == 3289.19);
    /* tests/test_mapclassify.py: MaximumBreaks and PrettyBreaks of the same series */
    static const int widest[] = {50, 2, 4, 1, 1}, round[] = {57, 0, 0, 0, 1};
    spec.method = SB_MAXIMUM_BREAKS;
    c = sb_classify(v, n, &spec, NAN, 2, SB_NOWHERE, f->arena, f->diag);
    assert_memory_equal(c->count, widest, sizeof widest);
    spec.method = SB_PRETTY;
    c = sb_classify(v, n, &spec, NAN, 0, SB_NOWHERE, f->arena, f->diag);
    assert_memory_equal(c->count, round, sizeof round);
    assert_true(c->at[1] == 1000 && c->at[5] == 5000);
}

static void many_areas_are_classed_quickly(void **state)
{
    fixture *f = *state;
    enum { N = 11000 };
    sb_value *v = sb_arena_array(f->arena, sb_value, N);
    for (int i = 0; i < N; i++)
        v[i] = sb_value_number(pow((i * 7919 % N) / 100.0, 2) / 100);
    sb_spec_classes spec = {.method = SB_FISHER, .count = 9};
    clock_t start = clock();
    const sb_classes *c = sb_classify(v, N, &spec, NAN, 2, SB_NOWHERE, f->arena, f->diag);
    print_message("11,000 values in 9 classes: %.1f ms\n",
                  1e3 * (double)(clock() - start) / CLOCKS_PER_SEC);
    assert_int_equal(c->k, 9);
    assert_true(c->gvf > 0.98);
}

/* ---- fields ---- */

static void fields_are_filled(void **state)
{
    fixture *f = *state;
    static sb_spec_phrase phrases[] = {{.id = "mehr_weniger",
                                        .above = "mehr als",
                                        .about = "etwa so viel wie",
                                        .below = "weniger als",
                                        .tolerance = 5}};
    f->spec->phrases = phrases;
    f->spec->n_phrases = 1;
    set_indicators(
        f,
        (sb_spec_indicator[]){
            {.id = "dichte", .formula = "einwohner / area", .unit = "Einw./km²"},
            {.id = "anteil", .formula = "share(einwohner)", .unit = "%", .digits = 1}},
        2);
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    sb_locale locale = {.has_percent_blank = true};
    sb_field more[] = {{"page", "7"}};
    sb_scope a0 = {{0, 0}, 2}, nowhere = {{-1, -1}, 2};
    static const struct {
        const char *text, *filled;
    } cases[] = {
        {"{key} {name}: {einwohner} ({period})", "a0 Altdorf: 1.305 (2012)"},
        {"{dichte}, {dichte|number}", "522\u202fEinw./km², 522"},
        {"{anteil} Platz {anteil|rank}", "18,9\u202f% Platz 3"},
        {"{bezirk.key} {stadt.name} {stadt.einwohner}", "b0 Musterstadt 6.915"},
        {"{n.stadtteil} Teile, Seite {page}", "3 Teile, Seite 7"},
        {"{dichte|mehr_weniger} / {stadt.dichte|mehr_weniger}",
         "etwa so viel wie / etwa so viel wie"},
        {"{quote|mehr_weniger} {punkte|mehr_weniger}", "weniger als ."},
        {"{selten} {selten|mehr_weniger} {selten|rank} {selten|number}", ". . . ."},
        {"{{name}} 5 }} 6", "{name} 5 } 6"},
        {"", ""},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++)
        assert_string_equal(
            sb_fill(facts, &locale, cases[i].text, a0, more, 1, SB_NOWHERE, f->arena, f->diag),
            cases[i].filled);
    assert_string_equal(sb_fill(facts, &locale, "{stadt.name} {stadt.einwohner} {n.bezirk}",
                                nowhere, NULL, 0, SB_NOWHERE, f->arena, f->diag),
                        "Musterstadt 6.915 2");
    assert_null(sb_fill(facts, &locale, NULL, a0, NULL, 0, SB_NOWHERE, f->arena, f->diag));
    assert_int_equal(sb_diag_count(f->diag), 0);
}

static void unknown_fields_are_errors(void **state)
{
    fixture *f = *state;
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    sb_locale locale = {0};
    sb_span at = {"x.yaml", 4, 2, 9};
    static const struct {
        const char *text;
        int area;
        const char *message, *hint;
    } cases[] = {
        {"{einwoner}", 0, "nothing is called '{einwoner}'", "did you mean 'einwohner'?"},
        {"{nme}", 0, "nothing is called '{nme}'", "did you mean 'name'?"},
        {"{stad.name}", 0, "no level is called 'stad'", "did you mean 'stadt'?"},
        {"{n.bezirke}", 0, "no level is called 'bezirke'", "did you mean 'bezirk'?"},
        {"{einwohner|numer}", 0, "no phrase is called 'numer'", "did you mean 'number'?"},
        {"{einwohner|marekd}", 0, "no phrase is called 'marekd'", "did you mean 'marked'?"},
        {"{einwohner|marked}", 0, "'einwohner' makes no clusters that anything could mark",
         "'|marked' goes with an indicator of 'clusters:'"},
        {"{einwohner}", -1, "'{einwohner}' needs an area, and this page has none",
         "name the level: {level.einwohner}"},
        {"5 } 6", 0, "a single '}' stands in the text",
         "fields are written {name}; {{ and }} stand for the braces"},
        {"{name", 0, "a single '{' stands in the text",
         "fields are written {name}; {{ and }} stand for the braces"},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        sb_scope scope = {{cases[i].area, cases[i].area}, 2};
        sb_fill(facts, &locale, cases[i].text, scope, NULL, 0, at, f->arena, f->diag);
        assert_int_equal(sb_diag_count(f->diag), i + 1);
        const sb_error *e = sb_diag_at(f->diag, i);
        assert_string_equal(e->message, cases[i].message);
        assert_string_equal(e->hint, cases[i].hint);
        assert_int_equal(e->at.line, 4);
    }
}

/* ---- conditions ---- */

static void conditions_hold_or_not(void **state)
{
    fixture *f = *state;
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    sb_scope a0 = {{0, 0}, 2};
    static const struct {
        const char *text;
        bool holds;
    } cases[] = {
        {NULL, true},
        {"einwohner > 0", true},
        {"einwohner>=1305", true},
        {"einwohner < 1305", false},
        {" einwohner = 1305 ", true},
        {"stadt.einwohner > einwohner", true},
        {"-1 <= einwohner", true},
        {"einwohner", true},
        {"not einwohner", false},
        /* withheld: no comparison tells of it */
        {"selten > 0", false},
        {"selten <= 0", false},
        {"selten = selten", false},
        {"selten", false},
        {"not selten", true},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++)
        if (sb_condition_holds(facts, cases[i].text, a0, SB_NOWHERE, f->arena, f->diag) !=
            cases[i].holds)
            fail_msg("%s", cases[i].text);
    assert_int_equal(sb_diag_count(f->diag), 0);
}

static void bad_conditions_are_errors(void **state)
{
    fixture *f = *state;
    sb_facts *facts = sb_facts_new(f->cube, f->arena, f->diag);
    sb_span at = {"x.yaml", 4, 2, 9};
    static const struct {
        const char *text;
        int area;
        const char *message;
    } cases[] = {
        {"einwoner > 0", 0, "no indicator or variable is called 'einwoner'"},
        {"einwohner > 0,5", 0, "'einwohner > 0,5' is no condition"},
        {"einwohner >", 0, "'einwohner >' is no condition"},
        {"", 0, "'' is no condition"},
        {"einwohner selten", 0, "'einwohner selten' is no condition"},
        {"einwohner > 0 and x", 0, "'einwohner > 0 and x' is no condition"},
        {"stad.einwohner > 0", 0, "no level is called 'stad'"},
        {"einwohner > 0", -1, "'einwohner' needs an area, and this page has none"},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        sb_scope scope = {{cases[i].area, cases[i].area}, 2};
        sb_condition_holds(facts, cases[i].text, scope, at, f->arena, f->diag);
        assert_int_equal(sb_diag_count(f->diag), i + 1);
        assert_string_equal(sb_diag_at(f->diag, i)->message, cases[i].message);
        assert_non_null(sb_diag_at(f->diag, i)->hint);
    }
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_compared_across_a_break),
        cmocka_unit_test(formulas_give_what_is_specified),
        cmocka_unit_test(ratios_do_not_depend_on_how_they_are_written),
        cmocka_unit_test(probable_mistakes_are_reported),
        TEST(a_unit_that_changes_is_reported),
        TEST(counts_below_zero_are_reported),
        TEST(differences_by_chance_are_marked),
        TEST(different_days_are_both_told),
        TEST(a_mean_tells_what_the_open_group_counts_as),
        TEST(periods_step_among_their_kind),
        cmocka_unit_test(large_numbers_stay_numbers),
        TEST(hostile_formulas_end_in_an_error),
        TEST(circles_name_who_is_in_them),
        TEST(indicators_come_before_variables),
        TEST(given_values_stand_in_for_unknown_ones),
        TEST(shares_ranks_and_changes_keep_secrets),
        TEST(groups_are_summed_over_the_other_dimensions),
        cmocka_unit_test(classes_are_as_specified),
        TEST(areas_without_a_number_are_counted_apart),
        TEST(fisher_finds_what_trying_everything_finds),
        TEST(california_is_as_published),
        TEST(many_areas_are_classed_quickly),
        TEST(fields_are_filled),
        TEST(unknown_fields_are_errors),
        TEST(conditions_hold_or_not),
        TEST(bad_conditions_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
