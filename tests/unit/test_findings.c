/* Tables of what an index hangs on and of what makes clusters what they are, from
 * tests/data/index/index.yaml: five districts, the worked example of METHODS.md. */
#include "figure/legend.h"
#include "figure/parts.h"
#include "figure_fixture.h"

#include <string.h>

static const char *const file = SB_TEST_DIR "/data/index/index.yaml";

static void assert_table(int block, const char *const *head, const char *const *rows, size_t n)
{
    fixture f = open_layout(file);
    sb_findings_check(f.env.facts, f.env.style, block_at(&f, block), f.diag);
    sb_page *page = draw_block(&f, block_at(&f, block), BOX);
    assert_int_equal(sb_diag_count(f.diag), 0);
    const sb_element *table = kid(page->root, 0);
    assert_int_equal(table->role, SB_ROLE_TABLE);
    for (size_t i = 0; i < kid(table, 0)->kids.n; i++)
        assert_string_equal(row_text(page, kid(kid(table, 0), i)), head[i]);
    assert_int_equal(kid(table, 1)->kids.n, n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(row_text(page, kid(kid(table, 1), i)), rows[i]);
    sb_page_free(page);
    close_layout(&f);
}

/* r = 408 / sqrt(200 · 948) = 0.937; alpha 2 r / (1 + r); with the index sqrt((1 + r) / 2);
 * without the second part two of five ranks change places: 1 - 6 · 2 / (5 · 24) = 0.9. */
static void an_index_shows_what_it_hangs_on(void **state)
{
    (void)state;
    static const char *const head[] = {
        "Indikator|Gewicht|Korrelation mit|Alpha ohne ihn|Rangfolge ohne ihn", "1|Index"};
    static const char *const rows[] = {"1\u2002s1|1,00||0,98||1,00",
                                       "2\u2002s2|1,00|0,94|0,98||0,90",
                                       "alle Indikatoren||||0,97|"};
    assert_table(0, head, rows, SB_COUNT(rows));
}

static void ranks_that_move_stand_in_order(void **state)
{
    (void)state;
    static const char *const head[] = {"Ortsteil|Rang|Rang ohne", "s1|s2"};
    static const char *const rows[] = {"Dorf|2|2|3", "Hof|3|3|2"};
    assert_table(1, head, rows, SB_COUNT(rows));
}

static void clusters_show_their_means(void **state)
{
    (void)state;
    static const char *const head[] = {"|Rand|Mitte|Kern|Testhausen"};
    static const char *const rows[] = {"Ortsteile|2|2|1|5", "s1|5|9|22|950", "s2|11|28|48|145"};
    assert_table(2, head, rows, SB_COUNT(rows));
}

static void clusters_count_areas_below_the_city(void **state)
{
    (void)state;
    static const char *const head[] = {"|Rand|Mitte|Kern|Testhausen"};
    static const char *const rows[] = {"Ortsteile|2|2|1|5", "s1|2|2|1|5", "s2|2|2|1|5"};
    assert_table(3, head, rows, SB_COUNT(rows));
}

static void tables_look_as_approved(void **state)
{
    (void)state;
    static const char *const names[] = {"sensitivity.dl", "sensitivity-ranks.dl",
                                        "clusters.dl"};
    fixture f = open_layout(file);
    for (size_t i = 0; i < SB_COUNT(names); i++)
        assert_block_golden(&f, block_at(&f, (int)i), BOX, names[i]);
    close_layout(&f);
}

static void what_does_not_fit_is_told(void **state)
{
    (void)state;
    fixture f = open_layout(file);
    sb_page *page = draw_block(&f, block_at(&f, 0), (sb_rect){56, 100, 120, 30});
    assert_int_equal(sb_diag_count(f.diag), 2);
    assert_non_null(strstr(sb_diag_at(f.diag, 0)->message, "mm of width are missing"));
    assert_non_null(strstr(sb_diag_at(f.diag, 1)->message, "mm of height are missing"));
    sb_page_free(page);
    close_layout(&f);
}

static void other_indicators_have_no_findings(void **state)
{
    (void)state;
    fixture f = open_layout(file);
    sb_spec_block block = *block_at(&f, 0);
    sb_spec_findings findings = *block.findings;
    block.findings = &findings;
    findings.indicator = "typ";
    sb_findings_check(f.env.facts, f.env.style, &block, f.diag);
    assert_string_equal(sb_diag_at(f.diag, 0)->message, "'typ' has no index to look into");
    block.kind = SB_BLOCK_CLUSTERS;
    findings.indicator = "status";
    sb_findings_check(f.env.facts, f.env.style, &block, f.diag);
    assert_string_equal(sb_diag_at(f.diag, 1)->message, "'status' has no clusters to show");
    findings.indicator = "statis";
    sb_findings_check(f.env.facts, f.env.style, &block, f.diag);
    assert_string_equal(sb_diag_at(f.diag, 2)->message, "no indicator is called 'statis'");
    close_layout(&f);
}

/* Classes with names stand in a legend as classes do, the highest on top; areas that an index
 * leaves out have its words. */
static void legends_name_classes_and_who_is_left_out(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    static const char *const names[] = {"niedrig", "hoch"};
    const sb_locale locale = {0};
    sb_classes classes = {.k = 2,
                          .names = names,
                          .is_ordered = true,
                          .left_out = "unter 300 Menschen",
                          .count = {3, 4},
                          .n_not_meaningful = 1};
    int rows[SB_LEGEND_ROWS];
    static const char *const texts[] = {"hoch", "niedrig", "unter 300 Menschen"};
    assert_int_equal(sb_legend_rows(&classes, rows), 3);
    for (int i = 0; i < 3; i++)
        assert_string_equal(sb_legend_text(&locale, &classes, SB_WORDING_UNDER, rows[i], arena),
                            texts[i]);
    classes.is_ordered = false; /* types, as they are listed */
    sb_legend_rows(&classes, rows);
    assert_true(rows[0] == 0 && rows[1] == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_shows_what_it_hangs_on),
        cmocka_unit_test(ranks_that_move_stand_in_order),
        cmocka_unit_test(clusters_show_their_means),
        cmocka_unit_test(clusters_count_areas_below_the_city),
        cmocka_unit_test(tables_look_as_approved),
        cmocka_unit_test(what_does_not_fit_is_told),
        cmocka_unit_test(other_indicators_have_no_findings),
        cmocka_unit_test(legends_name_classes_and_who_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
