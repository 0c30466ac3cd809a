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

/* ---- one chart of each kind, tests/data/chart/kinds.yaml ---- */

enum {
    SPINE,
    RANKING,
    PYRAMID,
    DEVIATION,
    COLUMNS,
    STACK,
    STRIP,
    SCATTER,
    SLOPE,
    HEAT,
    BOXES,
    HISTOGRAM,
    GROUPED,
    STACKED_ROWS,
    DONUT,
    LINES,
    KINDS
};

static const sb_rect LARGE = {56, 100, 316.5, 170};

static sb_page *draw_kind(fixture *f, int kind, int area, ink *i)
{
    f->env.scope.place.area = area;
    sb_page *page = draw_block(f, block_at(f, kind), LARGE);
    look(page, i);
    return page;
}

/* Ausländer in percent, rising: Dorn, Grund, Berge, Altdorf, Eck, Chausseehaus, Haid/Süd. */
static void ranking_bars_are_as_high_as_values(void **state)
{
    (void)state;
    static const double values[] = {100 * 120.0 / 2410, 100 * 48.0 / 810,   100 * 130.0 / 2010,
                                    100 * 420.0 / 4010, 100 * 150.0 / 1210, 100 * 900.0 / 3210,
                                    100 * 1100.0 / 2410};
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, RANKING, 0, i);
    sb_rect others[100], near[100], own[100];
    assert_int_equal(fills_in(&f, i, "light", others), 4);
    assert_int_equal(fills_in(&f, i, "medium", near), 2); /* of the same Bezirk */
    assert_int_equal(fills_in(&f, i, "accent", own), 1);
    const sb_rect bars[] = {others[0], others[1], near[0],  own[0],
                            others[2], near[1],   others[3]};
    double unit = bars[6].height / values[6];
    for (int k = 0; k < 7; k++) {
        assert_near(bars[k].height, values[k] * unit, 0.1);
        assert_true(k == 0 || bars[k].x > bars[k - 1].x);
        assert_true(bars[k].y >= LARGE.y && sb_rect_bottom(bars[k]) <= sb_rect_bottom(LARGE));
    }
    sb_page_free(page);
    close_layout(&f);
}

/* Altdorf: 240 of 4010 under 6; the city 1520 of 18480; furthest from it Haid/Süd, 320 of 2410.
 */
static void spine_dots_stand_where_values_are(void **state)
{
    (void)state;
    const double own = 240 / 4010.0, city = 1520 / 18480.0, furthest = 320 / 2410.0 - city;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, SPINE, 0, i);
    sb_rect track = {0}, dots[100];
    sb_rule grid = sb_style_line(f.env.style, "grid");
    for (int k = 0; k < i->n_strokes && !track.width; k++)
        if (i->strokes[k].pen.width == grid.pen.width && i->strokes[k].path.n_points == 2 &&
            i->strokes[k].path.points[0].y == i->strokes[k].path.points[1].y)
            track = sb_path_box(i->strokes[k].path);
    int n = 0;
    for (int k = 0; k < i->n_fills; k++)
        if (is_colour(&f, i->fills[k].colour, "accent"))
            dots[n++] = i->fills[k].box;
    assert_int_equal(n, 5);
    double middle = track.x + track.width / 2;
    assert_near(dots[1].x + dots[1].width / 2,
                middle + (own - city) / furthest * track.width / 2, 0.1);
    sb_page_free(page);
    close_layout(&f);
}

static void deviations_are_cut_at_the_limit(void **state)
{
    (void)state;
    /* points from 8.225: Altdorf … in order, those over 3 cut */
    static const double under6[] = {240 / 40.1, 120 / 20.1, 360 / 32.1, 160 / 24.1,
                                    80 / 12.1,  200 / 24.1, 40 / 8.1,   320 / 24.1};
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, DEVIATION, 0, i);
    double total = 0, drawn = 0, longest = 0;
    for (int k = 0; k < 8; k++)
        total += fmin(fabs(under6[k] - 1520 / 184.8), 3);
    assert_int_equal(i->n_fills, 8);
    for (int k = 0; k < i->n_fills; k++) {
        drawn += i->fills[k].box.width;
        longest = fmax(longest, i->fills[k].box.width);
    }
    assert_near(drawn, total * longest / 3, 0.1);
    int cuts = 0;
    double halo = sb_style_line(f.env.style, "highlight halo").pen.width;
    for (int k = 0; k < i->n_strokes; k++)
        cuts += i->strokes[k].pen.width == halo;
    assert_int_equal(cuts, 2);
    sb_page_free(page);
    close_layout(&f);
}

/* The numbers of all axes on the page of an area, one behind the other. */
static const char *axis_numbers(fixture *f, const sb_spec_block *block, int area, ink *i)
{
    f->env.scope.place.area = area;
    sb_page *page = draw_block(f, block, LARGE);
    look(page, i);
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    sb_buf_text(&out, "");
    double size = sb_style_type(f->env.style, "axis")->size;
    for (int k = 0; k < i->n_texts; k++)
        if (i->texts[k].size == size && !strchr(i->texts[k].text, ','))
            sb_buf_printf(&out, "%s@%.3f ", i->texts[k].text, i->texts[k].baseline);
    const char *text = sb_arena_text(f->arena, out.at);
    sb_page_free(page);
    return text;
}

/* Bars, columns, deviations as they come, and lines where it is said: the same scale on the
 * pages of all areas; lines by themselves have their own. */
static void scales_are_shared_or_own(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    const sb_spec_block *columns = block_at(&f, COLUMNS), *lines = block_at(&f, LINES);
    assert_string_equal(axis_numbers(&f, columns, 0, i), axis_numbers(&f, columns, 7, i));
    assert_string_not_equal(axis_numbers(&f, lines, 0, i), axis_numbers(&f, lines, 7, i));
    sb_spec_chart chart = *lines->chart;
    chart.scale = SB_SCALE_SHARED;
    sb_spec_block block = *lines;
    block.chart = &chart;
    assert_string_equal(axis_numbers(&f, &block, 0, i), axis_numbers(&f, &block, 7, i));
    close_layout(&f);
}

/* Kruppwerke against the whole city, in percent of its published values: those under 18 are
 * 2,562 of 15,022 against 15.3 %, foreigners 3,060 against 8.8 %, cut at 100 %. */
static void kruppwerke_deviates_from_the_city(void **state)
{
    (void)state;
    fixture f = open_layout(SB_SOURCE_DIR "/layouts/bochum/kruppwerke.yaml");
    sb_page *page = draw_block(&f, block_at(&f, 2), BOX);
    ink *i = sb_arena_one(page->arena, ink);
    look(page, i);
    assert_int_equal(sb_diag_count(f.diag), 0);
    assert_int_equal(i->n_fills, 9);
    double unit = i->fills[4].box.width / 100;
    assert_near(i->fills[1].box.width, unit * 100 * (256200 / 15022.0 / 15.3 - 1), 0.1);
    assert_near(i->fills[2].box.width, unit * 100 * (1 - 330000 / 15022.0 / 26.4), 0.1);
    bool has_number = false, has_cut = false;
    for (int t = 0; t < i->n_texts; t++)
        has_number |= strcmp(i->texts[t].text, "+131,5") == 0;
    for (int k = 0; k < i->n_strokes; k++)
        has_cut |=
            i->strokes[k].pen.width == sb_style_line(f.env.style, "highlight halo").pen.width;
    assert_true(has_number && has_cut);
    sb_page_free(page);
    close_layout(&f);
}

/* Pt for each unit between two numbers of the axis. */
static double axis_unit(const ink *i, const char *low, const char *high)
{
    double at[2] = {NAN, NAN};
    for (int k = 0; k < i->n_texts; k++)
        for (int end = 0; end < 2; end++)
            if (strcmp(i->texts[k].text, end ? high : low) == 0)
                at[end] = i->texts[k].baseline;
    return (at[0] - at[1]) / (strtod(high, NULL) - strtod(low, NULL));
}

static void stacks_reach_one_hundred(void **state)
{
    (void)state;
    /* Altdorf: 240, 480 and 890 people of these ages */
    static const double parts[] = {240 / 1610.0, 480 / 1610.0, 890 / 1610.0};
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, STACK, 0, i);
    double unit = axis_unit(i, "0", "100");
    assert_int_equal(i->n_fills, 3 * 3); /* from the lowest part up, column by column */
    for (int c = 0; c < 3; c++) {
        double height = 0;
        for (int k = 0; k < 3; k++)
            height += i->fills[3 * k + c].box.height;
        assert_near(height, 100 * unit, 0.1);
        for (int k = 0; c == 0 && k < 3; k++)
            assert_near(i->fills[3 * (2 - k)].box.height, parts[k] * height, 0.1);
    }
    sb_page_free(page);
    close_layout(&f);
}

/* Two bars for each area, those under 6 and those over 64: Altdorf's 240 and 890 of 4010. */
static void grouped_bars_are_as_long_as_values(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, GROUPED, 0, i);
    assert_int_equal(i->n_fills, 2 + 8 * 2); /* the key before the bars */
    int altdorf = -1;
    for (int k = 0; k < i->n_texts; k++)
        for (int b = 2; b < i->n_fills && !strcmp(i->texts[k].text, "Altdorf"); b += 2)
            if (fabs(sb_rect_bottom(i->fills[b].box) - i->texts[k].baseline) < 6)
                altdorf = b;
    assert_true(altdorf > 0);
    assert_near(i->fills[altdorf + 1].box.width, i->fills[altdorf].box.width * 890 / 240, 0.1);
    for (int b = 4; b < i->n_fills; b += 2) /* highest first */
        assert_true(i->fills[b].box.width <= i->fills[b - 2].box.width);
    sb_page_free(page);
    close_layout(&f);
}

/* Each part of the ring begins where the one before it ends. */
static void rings_are_shared_like_the_whole(void **state)
{
    (void)state;
    static const double people[] = {240, 480, 2400, 890};
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, DONUT, 0, i);
    assert_int_equal(i->n_fills, 4);
    sb_point centre = {LARGE.x + LARGE.width / 2, LARGE.y + LARGE.height / 2};
    double at = 0;
    for (int k = 0; k < 4; k++) {
        sb_point start = i->fills[k].path.points[0];
        double turn = atan2(start.x - centre.x, centre.y - start.y) / (2 * acos(-1));
        assert_near(turn < -1e-9 ? turn + 1 : turn, at, 0.001);
        at += people[k] / 4010;
    }
    assert_near(at, 1, 1e-9);
    sb_page_free(page);
    close_layout(&f);
}

/* 4 5 6 7 8 9 10 11 12 13 14 %: 1, 2, 2, 0, 1, 0, 0, 1, 0, 1 areas. */
static void histogram_counts_areas(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, HISTOGRAM, 0, i);
    sb_rect own[100], others[100];
    assert_int_equal(fills_in(&f, i, "accent tint", own), 1);
    assert_int_equal(fills_in(&f, i, "medium", others), 5);
    static const double counts[] = {1, 2, 1, 1, 1};
    for (int k = 0; k < 5; k++)
        assert_near(others[k].height, counts[k] / 2 * own[0].height, 0.1);
    sb_page_free(page);
    close_layout(&f);
}

/* Altdorf: 120 of each sex under 6, 440 men and 450 women of 65 and more, of 4010. */
static void pyramids_have_one_scale(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, PYRAMID, 0, i);
    assert_int_equal(i->n_fills, 8);
    double men = i->fills[3].box.width, women = i->fills[7].box.width;
    assert_near(women, men * 450 / 440, 0.1);
    bool is_named[2] = {false}; /* by their words, not by the codes of the data */
    for (int t = 0; t < i->n_texts; t++) {
        is_named[0] |= strncmp(i->texts[t].text, "Männer", strlen("Männer")) == 0;
        is_named[1] |= strncmp(i->texts[t].text, "Frauen", strlen("Frauen")) == 0;
    }
    assert_true(is_named[0] && is_named[1]);
    assert_near(i->fills[0].box.width, i->fills[4].box.width, 1e-6);
    assert_near(i->fills[0].box.width, men * (120 / 6.0) / (440 / 20.0), 0.1);
    sb_page_free(page);
    close_layout(&f);
}

/* A pen or dot may stand out by its half. */
static void assert_inside(sb_rect box, sb_rect frame)
{
    const double half = 4;
    assert_true(box.x > frame.x - half && box.y > frame.y - half);
    assert_true(sb_rect_right(box) < sb_rect_right(frame) + half);
    assert_true(sb_rect_bottom(box) < sb_rect_bottom(frame) + half);
}

/* Every kind on the page of every area: nothing written over anything, all of it inside. */
static void labels_do_not_overlap(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *ink_seen = sb_arena_one(arena, ink);
    for (int kind = 0; kind < KINDS; kind++)
        for (int area = 0; area < 8; area++) {
            sb_page *page = draw_kind(&f, kind, area, ink_seen);
            for (int k = 0; k < ink_seen->n_fills; k++)
                assert_inside(ink_seen->fills[k].box, LARGE);
            for (int k = 0; k < ink_seen->n_strokes; k++)
                assert_inside(sb_path_box(ink_seen->strokes[k].path), LARGE);
            for (int a = 0; a < ink_seen->n_texts; a++) {
                double x = ink_seen->texts[a].x, y = ink_seen->texts[a].baseline;
                assert_true(x > LARGE.x - 0.1 && y > LARGE.y);
                assert_true(x + ink_seen->texts[a].width < sb_rect_right(LARGE) + 6);
                assert_true(y < sb_rect_bottom(LARGE) + 3);
                for (int b = 0; b < a; b++) {
                    bool is_apart =
                        x >= ink_seen->texts[b].x + ink_seen->texts[b].width - 0.1 ||
                        x + ink_seen->texts[a].width <= ink_seen->texts[b].x + 0.1 ||
                        fabs(y - ink_seen->texts[b].baseline) >= 0.7 * ink_seen->texts[a].size;
                    if (!is_apart)
                        print_error("kind %d, area %d: '%s' over '%s'\n", kind, area,
                                    ink_seen->texts[a].text, ink_seen->texts[b].text);
                    assert_true(is_apart);
                }
            }
            sb_page_free(page);
        }
    for (size_t i = 0; i < sb_diag_count(f.diag); i++)
        print_error("%s\n", sb_diag_at(f.diag, i)->message);
    assert_int_equal(sb_diag_count(f.diag), 0);
    close_layout(&f);
}

static void kinds_are_said_in_words(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, RANKING, 0, i);
    assert_string_equal(kid(page->root, 0)->alt,
                        "Balkendiagramm, Ausländeranteil, 2012: 8 Ortsteile. Altdorf "
                        "10,5\u202f%, Rang 4 von 7; niedrigster Wert Dorn 5,0\u202f%; höchster "
                        "Wert Haid/Süd 45,6\u202f%");
    sb_page_free(page);
    page = draw_kind(&f, SPINE, 5, i); /* a withheld or unknown value is said to be */
    assert_non_null(strstr(kid(page->root, 0)->alt,
                           "Ausländeranteil: Zahlenwert unbekannt oder geheim zu halten"));
    sb_page_free(page);
    page = draw_kind(&f, PYRAMID, 0, i);
    assert_non_null(strstr(kid(page->root, 0)->alt, ". Frauen, unter 6: "));
    sb_page_free(page);
    for (int kind = 0; kind < KINDS; kind++) {
        page = draw_kind(&f, kind, 1, i);
        assert_true(strlen(kid(page->root, 0)->alt) > 60);
        sb_page_free(page);
    }
    close_layout(&f);
}

static void kinds_look_as_approved(void **state)
{
    (void)state;
    static const char *const names[KINDS] = {
        "chart-spine.dl",   "chart-ranking.dl", "chart-pyramid.dl", "chart-deviation.dl",
        "chart-columns.dl", "chart-stack.dl",   "chart-strip.dl",   "chart-scatter.dl",
        "chart-slope.dl",   "chart-heat.dl",    "chart-boxes.dl",   "chart-histogram.dl",
        "chart-grouped.dl", "chart-rows.dl",    "chart-donut.dl",   "chart-lines.dl"};
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    f.env.scope.place.area = 0;
    for (int kind = 0; kind < KINDS; kind++)
        assert_block_golden(&f, block_at(&f, kind), LARGE, names[kind]);
    close_layout(&f);
}

static void bad_charts_are_named(void **state)
{
    (void)state;
    static const char *const messages[] = {
        "'saldo' is below 0 in 'Berge' and cannot be part of a whole",
        "this chart needs 2 indicators, not 1",
        "this chart shows 1 indicator, not 2",
        "a pyramid has two sides, 'alter' has 4 groups",
        "a limit of bars must be more than 0",
    };
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    for (size_t i = 0; i < SB_COUNT(messages); i++) {
        sb_chart_check(f.env.facts, f.env.style, block_at(&f, KINDS + (int)i), f.diag);
        assert_int_equal(sb_diag_count(f.diag), i + 1);
        assert_string_equal(sb_diag_at(f.diag, i)->message, messages[i]);
    }
    for (int kind = 0; kind < KINDS; kind++)
        sb_chart_check(f.env.facts, f.env.style, block_at(&f, kind), f.diag);
    assert_int_equal(sb_diag_count(f.diag), SB_COUNT(messages));
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
        cmocka_unit_test(ranking_bars_are_as_high_as_values),
        cmocka_unit_test(spine_dots_stand_where_values_are),
        cmocka_unit_test(deviations_are_cut_at_the_limit),
        cmocka_unit_test(scales_are_shared_or_own),
        cmocka_unit_test(kruppwerke_deviates_from_the_city),
        cmocka_unit_test(stacks_reach_one_hundred),
        cmocka_unit_test(grouped_bars_are_as_long_as_values),
        cmocka_unit_test(rings_are_shared_like_the_whole),
        cmocka_unit_test(histogram_counts_areas),
        cmocka_unit_test(pyramids_have_one_scale),
        cmocka_unit_test(labels_do_not_overlap),
        cmocka_unit_test(kinds_are_said_in_words),
        cmocka_unit_test(kinds_look_as_approved),
        cmocka_unit_test(bad_charts_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
