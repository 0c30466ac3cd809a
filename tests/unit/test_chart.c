#include "data/data.h"
#include "figure/axis.h"
#include "figure/chart.h"
#include "figure/parts.h"
#include "figure_fixture.h"
#include "pairs.h"

#include <stdlib.h>
#include <string.h>

/* ---- round numbers, labels pushed apart ---- */

static const char *answer_ticks(const char *input, sb_arena *arena)
{
    double low, high, least;
    int most;
    assert_int_equal(sscanf(input, "%lf %lf %d %lf", &low, &high, &most, &least), 4);
    sb_ticks ticks = sb_ticks_round(low, high, most, least);
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    for (int i = 0; i < ticks.n; i++)
        sb_buf_printf(&out, "%s%.*f", i ? " " : "", ticks.digits, sb_tick_at(ticks, i));
    return sb_arena_text(arena, out.at);
}

static void ticks_are_round(void **state)
{
    (void)state;
    pairs_run(SB_TEST_DIR "/spec/ticks.txt", answer_ticks);
}

static void labels_move_apart_and_stay_inside(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const double size[] = {8, 8, 8};
    double free[] = {10, 40, 70};
    assert_true(sb_spread(free, size, 3, 0, 100, arena) == 0);
    assert_true(free[0] == 10 && free[1] == 40 && free[2] == 70);
    double close[] = {50, 52, 51}; /* in the order 0, 2, 1 */
    assert_true(sb_spread(close, size, 3, 0, 100, arena) == 0);
    assert_true(close[0] == 43 && close[2] == 51 && close[1] == 59);
    double edge[] = {98, 99, 100};
    assert_true(sb_spread(edge, size, 3, 0, 100, arena) == 0);
    assert_true(edge[0] == 80 && edge[1] == 88 && edge[2] == 96);
    assert_true(sb_spread(edge, size, 3, 0, 20, arena) == 4);
}

/* ---- tables ---- */

static const sb_spec_block *bochum_table(const fixture *f) { return block_at(f, 1); }

/* The published profile of Ortsteil 15 (issue 2, point 6). */
static void bochum_prints_as_published(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "Fläche [km²]|6,62|–|32,6|145,4",
        "Bevölkerungsdichte (Personen/km²)|2.269||3.129|2.583",
        "Gesamtbevölkerung|15.022|||",
        "davon weiblich|7.500|49,9%|51,9%|51,8%",
        "0 - unter 18 Jahre|2.562|17,1%|14,2%|15,3%",
        "60 Jahre u. älter|3.300|22,0%|25,6%|26,4%",
        "Alt-Jung-Quotient|129||180|173",
        "Ausländer|3.060|20,4%|11,6%|8,8%",
        "davon weiblich|1.511|49,4%|49,8%|49,5%",
        "Deutsche mit 2. Staatsbürgerschaft|1.028|6,8%|5,5%|5,6%",
        "davon weiblich|464|45,1%||",
        "Menschen mit Migrationshintergrund|4.088|27,2%|…|14,4%",
        "davon weiblich|1.975|48,3%||",
        "Wanderungsbewegung gesamt|3.783|25,2%|22,2%|18,2%",
        "Wanderungsbewegung Ausländer|1.095|35,8%|40,9%|42,2%",
    };
    fixture f = open_layout(SB_SOURCE_DIR "/layouts/bochum/kruppwerke.yaml");
    size_t n_before = sb_diag_count(f.diag);
    sb_table_check(f.env.facts, f.env.style, bochum_table(&f), f.diag);
    sb_page *page = draw_block(&f, bochum_table(&f), (sb_rect){56, 100, 480, 300});
    assert_int_equal(sb_diag_count(f.diag), n_before);
    const sb_element *body = kid(kid(page->root, 0), 1);
    assert_int_equal(body->kids.n, SB_COUNT(rows));
    for (size_t i = 0; i < SB_COUNT(rows); i++)
        assert_string_equal(row_text(page, kid(body, i)), rows[i]);
    sb_page_free(page);
    close_layout(&f);
}

static void decimals_stand_below_each_other(void **state)
{
    (void)state;
    fixture f = open_layout(SB_SOURCE_DIR "/layouts/bochum/kruppwerke.yaml");
    sb_page *page = draw_block(&f, bochum_table(&f), (sb_rect){56, 100, 480, 300});
    ink *i = sb_arena_one(page->arena, ink);
    look(page, i);
    double comma[5] = {0};
    int n = 0;
    for (int t = 0; t < i->n_texts; t++) {
        if (i->texts[t].mark < 0 || isnan(i->texts[t].comma))
            continue;
        const sb_element *cell = page->marks.at[i->texts[t].mark], *row = cell->parent;
        for (size_t c = 1; c < row->kids.n; c++) {
            if (cell->role != SB_ROLE_TD || kid(row, c) != cell)
                continue;
            if (!comma[c])
                comma[c] = i->texts[t].comma;
            assert_near(i->texts[t].comma, comma[c], 0.01);
            n++;
        }
    }
    assert_int_equal(n, 31);
    sb_page_free(page);
    close_layout(&f);
}

static int count_role(const sb_element *e, sb_role role)
{
    int n = e->role == role;
    for (size_t i = 0; i < e->kids.n; i++)
        if (kid(e, i))
            n += count_role(kid(e, i), role);
    return n;
}

static void cells_know_their_headers(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/chart.yaml");
    sb_page *page = draw_block(&f, block_at(&f, 4), BOX);
    const sb_element *table = kid(page->root, 0);
    assert_int_equal(table->role, SB_ROLE_TABLE);
    /* three heads (Nord, Musterstadt, Nord), five units, five rows */
    assert_int_equal(count_role(table, SB_ROLE_TH), 3 + 5 + 5);
    assert_int_equal(count_role(table, SB_ROLE_TD), 1 + 5 * 5);
    assert_int_equal(count_role(table, SB_ROLE_TR), 2 + 5);
    const sb_element *names = kid(kid(table, 0), 0), *row = kid(kid(table, 1), 1);
    assert_int_equal(kid(names, 1)->column_span, 2);
    assert_int_equal(kid(names, 3)->column_span, 2);
    assert_int_equal(kid(names, 1)->scope, SB_SCOPE_COLUMN);
    assert_int_equal(kid(row, 0)->scope, SB_SCOPE_ROW);
    assert_int_equal(kid(row, 2)->headers.n, 3);
    assert_ptr_equal(kid(row, 2)->headers.at[0], kid(names, 1));
    assert_ptr_equal(kid(row, 2)->headers.at[2], kid(row, 0));
    sb_page_free(page);
    close_layout(&f);
}

static void cells_follow_their_column(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "Menschen|800|100,0|100,0|0,0|1.",
        "davon Unter 6 Jahre|60|7,5|6,7|+3,4|1.",
        "davon 65 Jahre und älter|150|18,8|16,7|0,0|1.",
        "darunter Saldo|−24|−3,0|−2,0|.|2.",
        "Unter 6 Jahre|7,5\u202f%|||+3,4|1.",
    };
    fixture f = open_layout(SB_TEST_DIR "/data/chart/chart.yaml");
    sb_page *page = draw_block(&f, block_at(&f, 4), BOX);
    const sb_element *body = kid(kid(page->root, 0), 1);
    for (size_t i = 0; i < SB_COUNT(rows); i++)
        assert_string_equal(row_text(page, kid(body, i)), rows[i]);
    sb_page_free(page);
    close_layout(&f);
}

/* Bars on one scale for all rows and areas, fifths of the areas row by row, arrows: tables of
 * rows have them like tables of areas.  Altdorf has 240, 480 and 890 of 4010 people of these
 * ages and Ausländer as the fourth of seven; Haid/Süd has 320 of 2410 under 6 and most
 * Ausländer. */
static void rows_have_bars_fifths_and_arrows(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    const sb_spec_page *page = &f.spec->pages[0];
    const sb_spec_block *table = page->blocks[page->n_blocks - 1];
    const sb_colour *palette = sb_style_palette(f.env.style, NULL, 5);
    static const double shares[2][3] = {{240 / 4010.0, 480 / 4010.0, 890 / 4010.0},
                                        {320 / 2410.0, 520 / 2410.0, 130 / 2410.0}};
    static const int fifths[2] = {2, 4}, areas[2] = {0, 7};
    double unit = 0;
    f.env.maps = sb_maps_new(); /* scales are kept with it */
    for (int a = 0; a < 2; a++) {
        f.env.scope.place.area = areas[a];
        sb_page *drawn = draw_block(&f, table, BOX);
        look(drawn, i);
        sb_rect bars[100];
        int n = 0;
        for (int k = 0; k < i->n_fills; k++) /* in the order of the rows */
            if (is_colour(&f, i->fills[k].colour, "medium") && i->fills[k].box.height < 8)
                bars[n++] = i->fills[k].box;
        assert_int_equal(n, 3);
        unit = a ? unit : bars[0].width / shares[0][0];
        for (int k = 0; k < 3; k++) {
            assert_near(bars[k].width, unit * shares[a][k], 0.1);
            assert_near(bars[k].x, bars[0].x, 1e-6);
        }
        int grounds = 0;
        for (int k = 0; k < i->n_fills; k++)
            grounds += memcmp(i->fills[k].colour.cmyk, palette[fifths[a]].cmyk,
                              sizeof palette->cmyk) == 0 &&
                       i->fills[k].box.height > 9 &&
                       sb_rect_right(i->fills[k].box) <= sb_rect_right(BOX);
        assert_true(grounds > 0);
        int arrows = 0;
        for (int t = 0; t < i->n_texts; t++)
            arrows += !strcmp(i->texts[t].text, "\u2197") ||
                      !strcmp(i->texts[t].text, "\u2192") ||
                      !strcmp(i->texts[t].text, "\u2198");
        assert_true(arrows > 0);
        sb_page_free(drawn);
    }
    sb_table_check(f.env.facts, f.env.style, table, f.diag);
    assert_int_equal(sb_diag_count(f.diag), 0);
    sb_maps_free(f.env.maps);
    close_layout(&f);
}

static void parts_must_add_up(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/chart.yaml");
    sb_table_check(f.env.facts, f.env.style, block_at(&f, 4), f.diag);
    assert_int_equal(sb_diag_count(f.diag), 1);
    const sb_error *e = sb_diag_at(f.diag, 0);
    assert_int_equal(e->severity, SB_WARNING);
    assert_string_equal(e->message, "'Unter 6 Jahre', '65 Jahre und älter' do not add up to "
                                    "'Menschen' in 3 areas, first by -590 in 'Nord'");
    close_layout(&f);
}

static void a_narrow_table_names_the_row(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/chart.yaml");
    sb_page *page = draw_block(&f, block_at(&f, 4), (sb_rect){56, 100, 170, 150});
    assert_true(sb_diag_errors(f.diag) > 0);
    assert_int_equal(sb_diag_at(f.diag, 0)->code, SB_E_LAYOUT);
    assert_non_null(strstr(sb_diag_at(f.diag, 0)->message,
                           "page 1: 'davon 65 Jahre und älter' does not fit, "));
    assert_non_null(strstr(sb_diag_at(f.diag, 0)->message, " mm of width are missing"));
    sb_page_free(page);
    close_layout(&f);
}

/* ---- charts ---- */

/* Nord 2012: 60, 120, 470, 150 of 800 people, over 6, 12, 47 and 20 years of age. */
static void ages_are_areas(void **state)
{
    (void)state;
    static const double shares[] = {7.5, 15, 58.75, 18.75}, years[] = {6, 12, 47, 20};
    fixture f = open_layout(SB_TEST_DIR "/data/chart/chart.yaml");
    sb_page *page = draw_block(&f, block_at(&f, 0), BOX);
    assert_int_equal(sb_diag_count(f.diag), 0);
    ink *i = sb_arena_one(page->arena, ink);
    look(page, i);
    sb_rect bars[4];
    int n = 0;
    for (int k = 0; k < i->n_fills; k++)
        if (is_colour(&f, i->fills[k].colour, "accent tint"))
            bars[n++] = i->fills[k].box;
    assert_int_equal(n, 4);
    const double gap = 0.4; /* between bars */
    for (int g = 0; g < 4; g++) {
        bars[g].height += gap;
        assert_near(bars[g].height / bars[0].height, years[g] / years[0], 1e-6);
        assert_near(bars[g].width * bars[g].height / (bars[0].width * bars[0].height),
                    shares[g] / shares[0], 1e-6);
    }

    /* the city: 80, 200, 720, 200 of 1200, stepped, 0.75 pt */
    static const double city[] = {100.0 * 80 / 1200 / 6, 100.0 * 200 / 1200 / 12,
                                  100.0 * 720 / 1200 / 47, 100.0 * 200 / 1200 / 20};
    const double unit = bars[0].width / (shares[0] / years[0]);
    const sb_path *outline = NULL;
    for (int k = 0; k < i->n_strokes; k++)
        if (i->strokes[k].path.n_points == 10)
            outline = &i->strokes[k].path;
    assert_non_null(outline);
    for (int g = 0; g < 4; g++) {
        assert_near(outline->points[1 + 2 * g].x - bars[0].x, city[g] * unit, 1e-6);
        assert_near(outline->points[2 + 2 * g].x - bars[0].x, city[g] * unit, 1e-6);
    }
    sb_page_free(page);
    close_layout(&f);
}

static void a_missing_year_interrupts_the_line(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/chart.yaml");
    sb_page *page = draw_block(&f, block_at(&f, 2), BOX);
    assert_int_equal(sb_diag_count(f.diag), 0);
    ink *i = sb_arena_one(page->arena, ink);
    look(page, i);
    /* 2010 is unknown: 2009 is a dot, 2011 to 2012 a line of two points */
    sb_rule rule = sb_style_line(f.env.style, "series this");
    int n = 0;
    for (int k = 0; k < i->n_strokes; k++)
        if (i->strokes[k].pen.width == rule.pen.width) {
            assert_int_equal(i->strokes[k].path.n_points, 2);
            n++;
        }
    assert_int_equal(n, 1);
    bool has_dot = false;
    for (int k = 0; k < i->n_fills; k++)
        has_dot |= is_colour(&f, i->fills[k].colour, "accent") && i->fills[k].box.width == 2;
    assert_true(has_dot);
    sb_page_free(page);
    close_layout(&f);
}

static void alt_texts_say_what_is_shown(void **state)
{
    (void)state;
    static const char *const alts[] = {
        "Altersaufbau, 2012, Nord. unter 6: 7,5\u202f% (Musterstadt 6,7\u202f%); "
        "6 bis unter 18: 15,0\u202f% (Musterstadt 16,7\u202f%); "
        "18 bis unter 65: 58,8\u202f% (Musterstadt 60,0\u202f%); "
        "65 und älter: 18,8\u202f% (Musterstadt 16,7\u202f%)",
        "Balkendiagramm, 2012, Nord: Unter 6 Jahre 7,5\u202f% (Musterstadt 6,7\u202f%); "
        "Saldo −3,0\u202f% (Musterstadt −2,0\u202f%)",
    };
    fixture f = open_layout(SB_TEST_DIR "/data/chart/chart.yaml");
    for (size_t i = 0; i < SB_COUNT(alts); i++) {
        sb_page *page = draw_block(&f, block_at(&f, (int)i), BOX);
        assert_string_equal(kid(page->root, 0)->alt, alts[i]);
        sb_page_free(page);
    }
    close_layout(&f);
}

static void charts_look_as_approved(void **state)
{
    (void)state;
    static const char *const names[] = {"chart-age.dl", "chart-bars.dl", "chart-line.dl",
                                        "chart-areas.dl", "table.dl"};
    fixture f = open_layout(SB_TEST_DIR "/data/chart/chart.yaml");
    for (size_t i = 0; i < SB_COUNT(names); i++)
        assert_block_golden(&f, block_at(&f, (int)i), BOX, names[i]);
    assert_int_equal(sb_diag_count(f.diag), 0);
    close_layout(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_round),
        cmocka_unit_test(labels_move_apart_and_stay_inside),
        cmocka_unit_test(bochum_prints_as_published),
        cmocka_unit_test(decimals_stand_below_each_other),
        cmocka_unit_test(cells_know_their_headers),
        cmocka_unit_test(cells_follow_their_column),
        cmocka_unit_test(rows_have_bars_fifths_and_arrows),
        cmocka_unit_test(parts_must_add_up),
        cmocka_unit_test(a_narrow_table_names_the_row),
        cmocka_unit_test(ages_are_areas),
        cmocka_unit_test(a_missing_year_interrupts_the_line),
        cmocka_unit_test(alt_texts_say_what_is_shown),
        cmocka_unit_test(charts_look_as_approved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
