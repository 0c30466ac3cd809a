#include "figure/arrow.h"
#include "figure_fixture.h"

#include <string.h>

/* What data and layouts can do to a chart: tests/data/chart/input.yaml. */

static fixture open_input(void) { return open_layout(SB_TEST_DIR "/data/chart/input.yaml"); }

static const sb_spec_block *block_called(const fixture *f, const char *title)
{
    const sb_spec_page *page = &f->spec->pages[0];
    for (int i = 0; i < page->n_blocks; i++)
        if (strcmp(page->blocks[i]->title, title) == 0)
            return page->blocks[i];
    fail_msg("no block is called '%s'", title);
    return NULL;
}

/* The figure of this title on the page of Nord; the caller frees the page. */
static sb_page *draw_called(fixture *f, const char *title, ink *i)
{
    sb_page *page = draw_block(f, block_called(f, title), BOX);
    look(page, i);
    return page;
}

static int texts_with(const ink *i, const char *part)
{
    int n = 0;
    for (int k = 0; k < i->n_texts; k++)
        n += strstr(i->texts[k].text, part) != NULL;
    return n;
}

static int strokes_as_wide(const ink *i, double width)
{
    int n = 0;
    for (int k = 0; k < i->n_strokes; k++)
        n += fabs(i->strokes[k].pen.width - width) < 1e-9;
    return n;
}

/* A path that begins anew so many times. */
static int moves_of(sb_path path)
{
    int n = 0;
    for (int i = 0; i < path.n_ops; i++)
        n += path.ops[i] == SB_MOVE;
    return n;
}

/* ---- lines ---- */

/* 2010 100, 2011 110 | 2012 60, 2013 66: nothing joins 2011 and 2012. */
static void a_break_parts_lines_and_sparklines(void **state)
{
    (void)state;
    fixture f = open_input();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_called(&f, "breaks", i);
    int n = 0;
    for (int k = 0; k < i->n_strokes; k++)
        if (i->strokes[k].pen.width == sb_style_line(f.env.style, "series this").pen.width) {
            assert_int_equal(moves_of(i->strokes[k].path), 2);
            assert_int_equal(i->strokes[k].path.n_points, 4);
            n++;
        }
    assert_int_equal(n, 1);
    assert_int_equal(texts_with(i, "Bruch der Zeitreihe 2011/2012"), 1);
    const char *alt = kid(page->root, 0)->alt;
    assert_non_null(strstr(alt, "Nord 2010: 100, 2013: 66, Bruch der Zeitreihe 2011/2012;"));
    assert_null(strstr(alt, "höchster"));
    sb_page_free(page);

    page = draw_called(&f, "sparkline", i);
    sb_rule spark = sb_style_line(f.env.style, "sparkline");
    n = 0;
    for (int k = 0; k < i->n_strokes; k++)
        if (i->strokes[k].pen.width == spark.pen.width) {
            assert_int_equal(moves_of(i->strokes[k].path), 2);
            n++;
        }
    assert_int_equal(n, 2);
    sb_rect dots[100]; /* the accent is this area's alone */
    assert_int_equal(fills_in(&f, i, "accent", dots), 1);
    sb_page_free(page);
    assert_int_equal(sb_diag_count(f.diag), 0);
    close_layout(&f);
}

static void several_lines_have_a_colour_each(void **state)
{
    (void)state;
    fixture f = open_input();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_called(&f, "several lines", i);
    static const char *const texts[] = {"66\u00a0", "206\u00a0", "16\u00a0",
                                        "wechsel, Musterstadt", "neu, Musterstadt"};
    for (size_t k = 0; k < SB_COUNT(texts); k++)
        assert_int_equal(texts_with(i, texts[k]), 1);
    const sb_colour *types = sb_style_palette(f.env.style, "types", 7);
    for (int c = 0; c < 2; c++) {
        int dots = 0;
        for (int k = 0; k < i->n_fills; k++)
            dots += memcmp(i->fills[k].colour.cmyk, types[c].cmyk, sizeof types[c].cmyk) == 0;
        assert_int_equal(dots, 2);
    }
    sb_rect accents[100];
    assert_int_equal(fills_in(&f, i, "accent", accents), 0);
    assert_int_equal(sb_diag_count(f.diag), 0);
    sb_page_free(page);
    close_layout(&f);
}

static void odd_series_are_drawn_and_said(void **state)
{
    (void)state;
    static const struct {
        const char *title, *label, *alt;
    } cases[] = {
        {"all areas", "50\u00a0Nord", "Liniendiagramm, 2010 bis 2013: Nord 2010: 50"},
        {"one point", "7\u00a0Nord", "Nord 2013: 7"},
        {"all missing", ".\u00a0Nord", "Nord 2010: Zahlenwert unbekannt"},
        {"huge", "1.000.000.000\u00a0Nord", "Nord 2010: 1.000.000.000"},
    };
    fixture f = open_input();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    for (size_t c = 0; c < SB_COUNT(cases); c++) {
        sb_page *page = draw_called(&f, cases[c].title, i);
        assert_int_equal(texts_with(i, cases[c].label), 1);
        assert_non_null(strstr(kid(page->root, 0)->alt, cases[c].alt));
        sb_page_free(page);
    }
    assert_int_equal(sb_diag_count(f.diag), 0);
    close_layout(&f);
}

/* ---- parts ---- */

static void odd_parts_are_drawn_and_said(void **state)
{
    (void)state;
    static const struct {
        const char *title, *text;
        int n_texts, n_fills; /* texts that hold it; fills with those of a key */
        const char *alt;
    } cases[] = {
        {"ring", "50,0", 1, 3, "Nord, ganz 100: rot 20,0%; gruen 30,0%; blau 50,0%"},
        {"ring of zeros", "x\u00a0", 2, 1, "Nord, nichts 0: nichts: Aussage nicht sinnvoll"},
        {"ring of unknown", ".\u00a0", 1, 2, "rot 20,0%; fehlt: Zahlenwert unbekannt"},
        {"stack", "50,0", 1, 3 + 5, "gestapelt, 2013. Nord: rot 20,0%, gruen 30,0%, blau 50,0%"},
        {"stack with unknown", ".", 2, 3 + 4, "Nord: rot 20, fehlt: Zahlenwert unbekannt"},
        {"full with unknown", ".", 2, 0, "Nord: rot: Zahlenwert unbekannt"},
        {"full of zeros", "x", 1, 0, "Nord: nichts: Aussage nicht sinnvoll"},
        {"columns below zero", "\u221210", 3, 2 + 4, "Verlust: Nord \u221210"},
        {"huge bars", "1.000.000.000", 1, 2, "Nord 1.000.000.000; Süd 3"},
    };
    fixture f = open_input();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    for (size_t c = 0; c < SB_COUNT(cases); c++) {
        sb_page *page = draw_called(&f, cases[c].title, i);
        assert_int_equal(texts_with(i, cases[c].text), cases[c].n_texts);
        assert_int_equal(i->n_fills, cases[c].n_fills);
        assert_non_null(strstr(kid(page->root, 0)->alt, cases[c].alt));
        sb_page_free(page);
    }
    assert_int_equal(sb_diag_count(f.diag), 0);
    close_layout(&f);
}

/* A column hangs from zero, as long as its value below it. */
static void columns_hang_below_zero(void **state)
{
    (void)state;
    fixture f = open_input();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_called(&f, "columns below zero", i);
    sb_rect bars[100];
    assert_int_equal(fills_in(&f, i, "accent tint", bars), 3); /* of the key, −10 and 20 */
    assert_near(bars[2].height, 2 * bars[1].height, 0.1);
    assert_near(bars[1].y, sb_rect_bottom(bars[2]), 1e-6);
    sb_page_free(page);
    close_layout(&f);
}

/* Ink that would leave the chart is told of, with what is missing, and not cut off. */
static void long_labels_are_told(void **state)
{
    (void)state;
    fixture f = open_input();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page =
        draw_block(&f, block_called(&f, "long names"), (sb_rect){56, 100, 150, 150});
    look(page, i);
    assert_int_equal(sb_diag_count(f.diag), 0); /* broken into lines */
    sb_page_free(page);
    page = draw_block(&f, block_called(&f, "long labels"), (sb_rect){56, 100, 200, 60});
    assert_int_equal(sb_diag_count(f.diag), 1);
    assert_non_null(strstr(sb_diag_at(f.diag, 0)->message, "'long labels' does not fit, "));
    assert_non_null(strstr(sb_diag_at(f.diag, 0)->message, " mm of width are missing"));
    sb_page_free(page);
    close_layout(&f);
}

/* ---- every kind ---- */

static const struct {
    sb_chart_kind kind;
    int n_indicators;
} kinds[] = {
    {SB_CHART_BARS, 1},    {SB_CHART_LINE, 1},  {SB_CHART_SPINE, 1},   {SB_CHART_RANKING, 1},
    {SB_CHART_COLUMNS, 1}, {SB_CHART_STRIP, 1}, {SB_CHART_SCATTER, 2}, {SB_CHART_DEVIATION, 1},
    {SB_CHART_SLOPE, 1},   {SB_CHART_HEAT, 1},  {SB_CHART_BOXES, 1},   {SB_CHART_HISTOGRAM, 1},
    {SB_CHART_DONUT, 2},
};

/* A chart of this kind about one indicator (of the donut: and about its whole). */
static sb_page *draw_odd(fixture *f, size_t kind, const char *indicator, const char *period,
                         ink *i)
{
    const sb_spec_block *like = block_called(f, "breaks");
    sb_spec_chart chart = *like->chart;
    const char *indicators[] = {indicator, indicator};
    chart.kind = kinds[kind].kind;
    chart.indicators = indicators;
    chart.n_indicators = kinds[kind].n_indicators;
    chart.of = indicator;
    chart.period = period;
    sb_spec_block block = *like;
    block.chart = &chart;
    sb_page *page = draw_block(f, &block, BOX);
    look(page, i);
    return page;
}

/* All equal, none known, 1,000,000,000 beside 3, all zero, below zero, known in one year alone,
 * a year without data: all of it is drawn inside, and what is not there has its sign or is
 * named. */
static void odd_data_in_every_kind(void **state)
{
    (void)state;
    static const struct {
        const char *indicator, *period;
    } odd[] = {{"gleich", NULL},  {"fehlt", NULL},  {"riesig", NULL},  {"nichts", NULL},
               {"verlust", NULL}, {"einmal", NULL}, {"einmal", "2010"}};
    const double half = 4; /* of a dot on the edge */
    fixture f = open_input();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    for (size_t k = 0; k < SB_COUNT(kinds); k++)
        for (size_t o = 0; o < SB_COUNT(odd); o++) {
            bool is_ring = kinds[k].kind == SB_CHART_DONUT;
            if (is_ring && strcmp(odd[o].indicator, "verlust") == 0)
                continue; /* told by the check */
            sb_page *page = draw_odd(&f, k, odd[o].indicator, odd[o].period, i);
            for (int t = 0; t < i->n_texts; t++) {
                assert_true(i->texts[t].x > BOX.x - half);
                assert_true(i->texts[t].x + i->texts[t].width < sb_rect_right(BOX) + 6);
                assert_true(i->texts[t].baseline > BOX.y);
                assert_true(i->texts[t].baseline < sb_rect_bottom(BOX) + half);
            }
            for (int b = 0; b < i->n_fills; b++) {
                assert_true(i->fills[b].box.y > BOX.y - half);
                assert_true(sb_rect_bottom(i->fills[b].box) < sb_rect_bottom(BOX) + half);
                assert_true(i->fills[b].box.x > BOX.x - half);
                assert_true(sb_rect_right(i->fills[b].box) < sb_rect_right(BOX) + half);
            }
            bool is_empty = strcmp(odd[o].indicator, "fehlt") == 0 ||
                            (odd[o].period && kinds[k].kind != SB_CHART_LINE);
            if (is_empty)
                assert_true(texts_with(i, ".") + texts_with(i, "Ohne Wert") > 0);
            assert_non_null(kid(page->root, 0)->alt);
            sb_page_free(page);
        }
    for (size_t k = 0; k < sb_diag_count(f.diag); k++)
        print_error("%s\n", sb_diag_at(f.diag, k)->message);
    assert_int_equal(sb_diag_count(f.diag), 0);
    close_layout(&f);
}

/* A sign in the place of each bar; once over all of them where they are too narrow for it. */
static void narrow_rankings_say_signs_once(void **state)
{
    (void)state;
    fixture f = open_input();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    const sb_spec_block *like = block_called(&f, "breaks");
    sb_spec_chart chart = *like->chart;
    const char *indicators[] = {"fehlt"};
    chart.kind = SB_CHART_RANKING;
    chart.indicators = indicators;
    chart.n_indicators = 1;
    sb_spec_block block = *like;
    block.chart = &chart;
    const double widths[] = {BOX.width, 2};
    const int n = sb_facts_areas(f.env.facts)->levels[0].n;
    assert_true(n > 1);
    for (size_t w = 0; w < SB_COUNT(widths); w++) {
        sb_page *page = draw_block(&f, &block, (sb_rect){56, 100, widths[w], 100});
        look(page, i);
        assert_int_equal(texts_with(i, "."), w ? 1 : n);
        for (int t = 0; t < i->n_texts; t++)
            assert_true(i->texts[t].x >= 56 - 1e-6);
        sb_page_free(page);
    }
    assert_int_equal(sb_diag_count(f.diag), 0);
    close_layout(&f);
}

/* In a place too narrow for its words a chart of any kind breaks them or is told of: nothing
 * stands outside and is not said. */
static void words_find_room_or_are_told(void **state)
{
    (void)state;
    fixture f = open_input();
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    const double half = 6; /* of a number at the end of an axis */
    for (size_t k = 0; k < SB_COUNT(kinds); k++)
        for (double width = 320; width >= 30; width -= 10) {
            const sb_rect box = {56, 100, width, 150};
            const sb_spec_block *like = block_called(&f, "breaks");
            sb_spec_chart chart = *like->chart;
            const char *indicators[] = {"lang", "lang"};
            chart.kind = kinds[k].kind;
            chart.indicators = indicators;
            chart.n_indicators = kinds[k].n_indicators;
            chart.of = "lang";
            sb_spec_block block = *like;
            block.chart = &chart;
            size_t before = sb_diag_errors(f.diag);
            sb_page *page = draw_block(&f, &block, box);
            look(page, i);
            bool is_told = sb_diag_errors(f.diag) > before;
            for (int t = 0; t < i->n_texts && !is_told; t++) {
                bool is_inside = i->texts[t].x > box.x - half &&
                                 i->texts[t].x + i->texts[t].width < sb_rect_right(box) + half;
                if (!is_inside)
                    print_error("kind %d, %g pt: '%s'\n", (int)kinds[k].kind, width,
                                i->texts[t].text);
                assert_true(is_inside);
            }
            sb_page_free(page);
            sb_diag_free(f.diag);
            f.diag = f.env.diag = sb_diag_new();
        }
    close_layout(&f);
}

/* ---- messages ---- */

static void bad_charts_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *title, *message;
    } cases[] = {
        {"two units",
         "'anteil' is in % and 'ganz' in plain numbers: one axis cannot show both"},
        {"too many lines", "7 lines cannot be told apart, only up to 6"},
        {"lines of all areas", "lines of all areas show one indicator, not 2"},
        {"ring of some", "the parts make 50 of 100 'ganz' in 'Nord', not the whole"},
        {"ring of many", "7 parts of a ring cannot be read, only up to 6"},
        {"ring below zero", "'verlust' is below 0 in 'Nord' and cannot be part of a whole"},
        {"stack below zero", "'verlust' is below 0 in 'Nord' and cannot be part of a whole"},
    };
    fixture f = open_input();
    for (size_t c = 0; c < SB_COUNT(cases); c++) {
        sb_chart_check(f.env.facts, f.env.style, block_called(&f, cases[c].title), f.diag);
        assert_int_equal(sb_diag_count(f.diag), c + 1);
        assert_string_equal(sb_diag_at(f.diag, c)->message, cases[c].message);
    }
    close_layout(&f);
}

static void two_hundred_lines_are_too_many(void **state)
{
    (void)state;
    const char *indicators[200];
    for (size_t i = 0; i < SB_COUNT(indicators); i++)
        indicators[i] = "gleich";
    fixture f = open_input();
    sb_spec_block block = *block_called(&f, "too many lines");
    sb_spec_chart chart = *block.chart;
    chart.indicators = indicators;
    chart.n_indicators = SB_COUNT(indicators);
    block.chart = &chart;
    sb_chart_check(f.env.facts, f.env.style, &block, f.diag);
    assert_int_equal(sb_diag_count(f.diag), 1);
    assert_string_equal(sb_diag_at(f.diag, 0)->message,
                        "200 lines cannot be told apart, only up to 6");
    close_layout(&f);
}

/* ---- arrows ---- */

static void arrows_say_what_is_printed(void **state)
{
    (void)state;
    assert_int_equal(sb_trend_of(sb_value_number(0.04), 1), SB_STEADY);
    assert_int_equal(sb_trend_of(sb_value_number(0.05), 1), SB_RISEN);
    assert_int_equal(sb_trend_of(sb_value_number(-0.4), 0), SB_STEADY);
    assert_int_equal(sb_trend_of(sb_value_number(-2), 0), SB_FALLEN);
    fixture f = open_input();
    f.env.locale = &f.locale;
    f.env.page = sb_page_new(sb_arena_new(0), (sb_sheet){595, 842, 0});
    f.env.arena = f.env.page->arena;
    ink *i = sb_arena_one(f.env.arena, ink);
    for (int trend = SB_FALLEN; trend <= SB_RISEN; trend++)
        sb_arrow_draw(&f.env, (sb_trend)trend, (sb_point){100, 50 + 20 * trend});
    look(f.env.page, i);
    assert_int_equal(strokes_as_wide(i, sb_style_line(f.env.style, "arrow").pen.width), 3);
    for (int k = 0; k < 3; k++) { /* from left to right, down, level or up, inside its place */
        sb_path path = i->strokes[k].path;
        sb_rect box = sb_path_box(path);
        double rise = path.points[0].y - path.points[1].y;
        assert_true(path.points[0].x < path.points[1].x);
        assert_true(k == SB_FALLEN ? rise < -2 : k == SB_RISEN ? rise > 2 : rise == 0);
        assert_true(box.x >= 100 - SB_ARROW_SIZE && sb_rect_right(box) <= 100);
        assert_true(box.height <= SB_ARROW_SIZE);
    }
    assert_string_equal(sb_arrow_alt(&f.env, SB_STEADY), "gleich geblieben");
    sb_page_free(f.env.page);
    close_layout(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_break_parts_lines_and_sparklines),
        cmocka_unit_test(several_lines_have_a_colour_each),
        cmocka_unit_test(odd_series_are_drawn_and_said),
        cmocka_unit_test(odd_parts_are_drawn_and_said),
        cmocka_unit_test(columns_hang_below_zero),
        cmocka_unit_test(long_labels_are_told),
        cmocka_unit_test(odd_data_in_every_kind),
        cmocka_unit_test(narrow_rankings_say_signs_once),
        cmocka_unit_test(words_find_room_or_are_told),
        cmocka_unit_test(bad_charts_are_told),
        cmocka_unit_test(two_hundred_lines_are_too_many),
        cmocka_unit_test(arrows_say_what_is_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
