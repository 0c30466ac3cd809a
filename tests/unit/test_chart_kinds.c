#include "figure/draw.h"
#include "figure/parts.h"
#include "figure_fixture.h"

#include <stdlib.h>

/* One chart of each kind, tests/data/chart/kinds.yaml: what is drawn is as long, as far and as
 * dark as its value. */

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

/* Those under 6 in percent of all, area by area. */
static const double under6[] = {24000 / 4010.0, 12000 / 2010.0, 36000 / 3210.0, 16000 / 2410.0,
                                8000 / 1210.0,  20000 / 2410.0, 4000 / 810.0,   32000 / 2410.0};

static void deviations_are_cut_at_the_limit(void **state)
{
    (void)state;
    /* points from 8.225, those over 3 cut */
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

/* Where a number of the axis below stands. */
static double tick_x(const ink *i, const char *number)
{
    double x = NAN, lowest = 0;
    for (int t = 0; t < i->n_texts; t++)
        if (!strcmp(i->texts[t].text, number) && i->texts[t].baseline > lowest) {
            x = i->texts[t].x + i->texts[t].width / 2;
            lowest = i->texts[t].baseline;
        }
    return x;
}

/* A value of them on the axis from 4 to 14. */
static double under6_x(const ink *i, double value)
{
    double low = tick_x(i, "4"), high = tick_x(i, "14");
    return low + (value - 4) / 10 * (high - low);
}

/* A dot for each area at its value, this one's in the accent. */
static void strips_have_a_dot_for_each_value(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, STRIP, 0, i);
    for (int a = 0; a < 8; a++) {
        double best = INFINITY;
        for (int k = 0; k < i->n_fills; k++)
            best = fmin(best, fabs(i->fills[k].box.x + i->fills[k].box.width / 2 -
                                   under6_x(i, under6[a])));
        assert_true(best < 0.1);
    }
    sb_rect own[100];
    assert_int_equal(fills_in(&f, i, "accent", own), 1);
    assert_near(own[0].x + own[0].width / 2, under6_x(i, under6[0]), 0.1);
    sb_page_free(page);
    close_layout(&f);
}

/* Altdorf: 5.985 % under 6 to the right, 890 of 4010 over 64 upwards; the city's lines cross at
 * 8.225 and what the upper axis says. */
static void scatter_dots_have_two_values(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, SCATTER, 0, i);
    sb_rect own[100];
    assert_int_equal(fills_in(&f, i, "accent", own), 1);
    double drop = sb_draw_drop(&f.env, "axis"), zero = NAN, unit = axis_unit(i, "0", "40");
    for (int t = 0; t < i->n_texts; t++)
        if (!strcmp(i->texts[t].text, "0"))
            zero = i->texts[t].baseline - drop;
    assert_near(own[0].x + own[0].width / 2, under6_x(i, under6[0]), 0.1);
    assert_near(own[0].y + own[0].height / 2, zero - unit * 89000 / 4010, 0.1);
    bool has_line = false;
    for (int k = 0; k < i->n_strokes; k++) {
        sb_rect line = sb_path_box(i->strokes[k].path);
        has_line |= line.width == 0 && fabs(line.x - under6_x(i, 1520 / 184.8)) < 0.1;
    }
    assert_true(has_line);
    sb_page_free(page);
    close_layout(&f);
}

/* Nord is 5.970, 5.985, 11.215: quartiles of type 7 (Hyndman & Fan 1996) halfway between. */
static void boxes_are_the_middle_half(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, BOXES, 0, i);
    sb_rect box[100];
    assert_int_equal(fills_in(&f, i, "medium", box), 1);
    assert_near(box[0].x, under6_x(i, (under6[0] + under6[1]) / 2), 0.1);
    assert_near(sb_rect_right(box[0]), under6_x(i, (under6[0] + under6[2]) / 2), 0.1);
    bool has_whisker = false;
    for (int k = 0; k < i->n_strokes; k++) {
        sb_rect line = sb_path_box(i->strokes[k].path);
        has_whisker |= fabs(line.x - under6_x(i, under6[1])) < 0.1 &&
                       fabs(sb_rect_right(line) - under6_x(i, under6[2])) < 0.1;
    }
    assert_true(has_whisker);
    sb_page_free(page);
    close_layout(&f);
}

/* The band of the eight values, sorted 4.94 5.97 5.99 6.61 6.64 8.30 11.21 13.28, in the row of
 * those under 6: from 5.985 - (5.985 - 5.970) / 4 to 8.299 + (11.215 - 8.299) / 4; the ticks
 * reach from the lowest to the highest, and the city stands in the middle. */
static void spine_bands_are_the_middle_half(void **state)
{
    (void)state;
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, SPINE, 0, i);
    sb_rect bands[5], track = {0};
    int n = 0;
    for (int k = 0; k < i->n_fills; k++)
        if (is_colour(&f, i->fills[k].colour, "light"))
            bands[n++] = i->fills[k].box;
    assert_int_equal(n, 5);
    for (int k = 0; k < i->n_strokes && !track.width; k++)
        if (i->strokes[k].pen.width == sb_style_line(f.env.style, "grid").pen.width &&
            i->strokes[k].path.n_points == 2)
            track = sb_path_box(i->strokes[k].path);
    const double city = 1520 / 184.8, unit = track.width / 2 / (under6[7] - city);
    const double middle = track.x + track.width / 2;
    const double low = under6[1] + 0.75 * (under6[0] - under6[1]),
                 high = under6[5] + 0.25 * (under6[2] - under6[5]);
    assert_near(bands[1].x, middle + (low - city) * unit, 0.1);
    assert_near(sb_rect_right(bands[1]), middle + (high - city) * unit, 0.1);
    bool has_ends = false;
    for (int k = 0; k < i->n_strokes; k++) {
        sb_rect ticks = sb_path_box(i->strokes[k].path);
        has_ends |= fabs(ticks.x - (middle + (under6[6] - city) * unit)) < 0.1 &&
                    fabs(sb_rect_right(ticks) - sb_rect_right(track)) < 0.1 &&
                    i->strokes[k].path.n_points == 16;
    }
    assert_true(has_ends);
    sb_page_free(page);
    close_layout(&f);
}

/* From 2010 to 2012: Altdorf 200 of 2010 and 420 of 4010, Nord 660 of 4630 and 1450 of 9230. */
static void slopes_share_one_scale(void **state)
{
    (void)state;
    static const double own[2] = {20000 / 2010.0, 42000 / 4010.0},
                        nord[2] = {66000 / 4630.0, 145000 / 9230.0};
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, SLOPE, 0, i);
    sb_path this = {0}, between = {0};
    for (int k = 0; k < i->n_strokes; k++) {
        if (i->strokes[k].pen.width == sb_style_line(f.env.style, "series this").pen.width)
            this = i->strokes[k].path;
        if (i->strokes[k].pen.width == sb_style_line(f.env.style, "series between").pen.width)
            between = i->strokes[k].path;
    }
    assert_int_equal(this.n_points, 2);
    assert_int_equal(between.n_points, 2);
    double unit = (this.points[0].y - between.points[0].y) / (nord[0] - own[0]);
    assert_near(this.points[0].y - this.points[1].y, (own[1] - own[0]) * unit, 0.1);
    assert_near(between.points[0].y - between.points[1].y, (nord[1] - nord[0]) * unit, 0.1);
    sb_page_free(page);
    close_layout(&f);
}

/* Those under 6: Grund and Berge are the lowest fifth, Haid/Süd alone of 8 the highest. */
static void heat_cells_are_fifths(void **state)
{
    (void)state;
    static const int fifths[] = {1, 0, 3, 2, 1, 3, 0, 4}; /* rank * 5 / 8 */
    fixture f = open_layout(SB_TEST_DIR "/data/chart/kinds.yaml");
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    ink *i = sb_arena_one(arena, ink);
    sb_page *page = draw_kind(&f, HEAT, 0, i);
    const sb_colour *palette = sb_style_palette(f.env.style, NULL, 5);
    assert_int_equal(i->n_fills, 3 * 8);
    for (int a = 0; a < 8; a++) { /* the first column, from the top */
        assert_memory_equal(i->fills[a].colour.cmyk, palette[fifths[a]].cmyk,
                            sizeof palette->cmyk);
        assert_true(a == 0 || i->fills[a].box.y > i->fills[a - 1].box.y);
    }
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
        cmocka_unit_test(strips_have_a_dot_for_each_value),
        cmocka_unit_test(scatter_dots_have_two_values),
        cmocka_unit_test(boxes_are_the_middle_half),
        cmocka_unit_test(spine_bands_are_the_middle_half),
        cmocka_unit_test(slopes_share_one_scale),
        cmocka_unit_test(heat_cells_are_fifths),
        cmocka_unit_test(labels_do_not_overlap),
        cmocka_unit_test(kinds_are_said_in_words),
        cmocka_unit_test(kinds_look_as_approved),
        cmocka_unit_test(bad_charts_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
