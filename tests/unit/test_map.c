/* Eight squares whose values, states and borders are known by heart: tests/data/map. */
#include "data/data.h"
#include "figure/legend.h"
#include "figure/map_base.h"
#include "figure/map_matrix.h"

#include "golden.h"

typedef struct fixture {
    sb_arena *arena;
    sb_diag *diag;
    sb_fonts *fonts;
    sb_shaper *shaper;
    sb_maps *maps;
    const sb_spec *spec;
    sb_locale locale;
    sb_figure_env env; /* page NULL */
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = sb_arena_new(0);
    f->diag = sb_diag_new();
    f->spec = sb_spec_load(SB_TEST_DIR "/data/map/map.yaml", f->arena, f->diag);
    const sb_areas *areas = sb_areas_load(f->spec, f->arena, f->diag);
    const sb_cube *cube = sb_cube_load(f->spec, areas, f->arena, f->diag);
    const sb_facts *facts = sb_facts_new(cube, f->arena, f->diag);
    const sb_profiles *profiles = sb_profiles_open(SB_DATA_DIR, "coated", f->arena, f->diag);
    f->fonts = sb_fonts_new(SB_DATA_DIR, f->diag);
    f->shaper = sb_shaper_new(f->fonts, SB_DATA_DIR, "de", f->diag);
    f->maps = sb_maps_new();
    f->locale = (sb_locale){.language = SB_GERMAN, .has_percent_blank = true};
    f->env = (sb_figure_env){
        .facts = facts,
        .style = sb_style_new(&f->spec->style, profiles, f->arena, f->diag),
        .locale = &f->locale,
        .shaper = f->shaper,
        .maps = f->maps,
        .scope = {{0, 0}, sb_facts_period(facts, "2020")},
        .diag = f->diag,
    };
    for (size_t i = 0; i < sb_diag_count(f->diag); i++) {
        SB_AUTO(sb_buf_free) sb_buf text = {0};
        sb_error_format(sb_diag_at(f->diag, i), false, &text);
        print_message("%s", text.at);
    }
    *state = f;
    return sb_diag_errors(f->diag) > 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    sb_maps_free(f->maps);
    sb_shaper_free(f->shaper);
    sb_fonts_free(f->fonts);
    sb_diag_free(f->diag);
    sb_arena_free(f->arena);
    free(f);
    return 0;
}

static const sb_spec_block *block_at(const fixture *f, int i)
{
    return f->spec->pages[0].blocks[i];
}

/* A page with one block of the layout, about area `key`.  Caller frees. */
static sb_page *page_of(fixture *f, int block, const char *key, sb_rect box)
{
    sb_arena *arena = sb_arena_new(0);
    sb_page *page = sb_page_new(arena, (sb_sheet){595.276, 841.89, 8.504});
    sb_figure_env env = f->env;
    env.page = page;
    env.arena = arena;
    env.scope.place.area = sb_areas_find(sb_facts_areas(env.facts), 0, key);
    sb_figure_draw(&env, block_at(f, block), box, page->root);
    for (size_t i = 0; i < sb_diag_count(f->diag); i++)
        if (sb_diag_at(f->diag, i)->severity == SB_ERROR)
            print_message("%s\n", sb_diag_at(f->diag, i)->message);
    assert_int_equal(sb_diag_errors(f->diag), 0);
    return page;
}

static const sb_element *figure_on(const sb_page *page)
{
    assert_int_equal(page->root->kids.n, 1);
    const sb_element *figure = page->root->kids.at[0].element;
    assert_int_equal(figure->role, SB_ROLE_FIGURE);
    return figure;
}

static int count_of(const char *text, const char *what)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

static const sb_rect column = {56.7, 100, 151.2, 180};

static void map_is_as_approved(void **state)
{
    fixture *f = *state;
    sb_page *page = page_of(f, 0, "12", column);
    SB_AUTO(sb_buf_free) sb_buf trace = {0};
    sb_list_trace(page->list, &trace);
    assert_golden("map.dl", &trace);
    sb_page_free(page);
}

static void locator_is_as_approved(void **state)
{
    fixture *f = *state;
    sb_page *page = page_of(f, 1, "12", column);
    SB_AUTO(sb_buf_free) sb_buf trace = {0};
    sb_list_trace(page->list, &trace);
    assert_golden("locator.dl", &trace);
    assert_string_equal(figure_on(page)->alt, "Karte: Lage von Bach, Süd, Musterstadt.");
    sb_page_free(page);
}

static void legend_counts_every_area_once(void **state)
{
    fixture *f = *state;
    const sb_classes *classes = sb_map_classes(f->maps, f->env.facts, block_at(f, 0)->map, 0,
                                               f->env.scope.period, f->diag);
    int rows[SB_LEGEND_ROWS], sum = 0;
    int n = sb_legend_rows(classes, rows);
    for (int i = 0; i < n; i++)
        sum += sb_legend_count(classes, rows[i]);
    assert_int_equal(sum, 8);
    assert_int_equal(n, 5);
    assert_int_equal(rows[0], 2);
    assert_int_equal(rows[3], SB_CLASS_UNKNOWN);
    assert_int_equal(sb_legend_count(classes, SB_CLASS_UNKNOWN), 2);
    assert_int_equal(rows[4], SB_CLASS_NOT_MEANINGFUL);
}

static void legend_has_german_words(void **state)
{
    fixture *f = *state;
    const sb_classes *classes = sb_map_classes(f->maps, f->env.facts, block_at(f, 0)->map, 0,
                                               f->env.scope.period, f->diag);
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    assert_string_equal(sb_legend_text(&f->locale, classes, SB_WORDING_UNDER, 2, a),
                        "40,0 und mehr");
    assert_string_equal(sb_legend_text(&f->locale, classes, SB_WORDING_UNDER, 1, a),
                        "15,0 bis unter 40,0");
    assert_string_equal(sb_legend_text(&f->locale, classes, SB_WORDING_LESS, 1, a),
                        "15,0 < 40,0");
    assert_string_equal(sb_legend_text(&f->locale, classes, SB_WORDING_LESS, 2, a),
                        "40,0 und größer");
}

static double length_of(sb_path path, sb_arena *a)
{
    sb_edges edges = sb_edges_of(path, a);
    double sum = 0;
    for (int i = 0; i < edges.n; i++)
        sum += hypot(edges.at[i][1].x - edges.at[i][0].x, edges.at[i][1].y - edges.at[i][0].y);
    return sum;
}

static double area_of(sb_path path, sb_arena *a)
{
    sb_edges e = sb_edges_of(path, a);
    double twice = 0;
    for (int i = 0; i < e.n; i++)
        twice += (e.at[i][0].x - 4e5) * (e.at[i][1].y - 56e5) -
                 (e.at[i][1].x - 4e5) * (e.at[i][0].y - 56e5);
    return fabs(twice) / 2;
}

/* A class is one shape: as large as its areas, without the borders between them. */
static void areas_are_filled_by_class(void **state)
{
    fixture *f = *state;
    const sb_spec_map *map = block_at(f, 0)->map;
    sb_map_view view;
    assert_true(sb_map_view_of(f->env.facts, map, f->env.scope, &view));
    const sb_classes *classes = sb_map_view_classes(&f->env, view);
    const sb_arcs *arcs = sb_facts_areas(f->env.facts)->levels[0].arcs;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    sb_figure_env env = f->env;
    env.arena = a;
    sb_display_list *list = sb_list_new(a);
    sb_map_fill(&env, view, classes, arcs, sb_outline_matrix(arcs->box, (sb_point){0, 0}, 0.01),
                list);
    SB_AUTO(sb_buf_free) sb_buf trace = {0};
    sb_list_trace(list, &trace);
    assert_int_equal(count_of(trace.at, "fill "), 4); /* three classes and no value */
    for (int c = 0; c < classes->k; c++) {
        sb_path path = sb_outline_areas(arcs, classes->of, c, SB_IDENTITY, a);
        assert_float_equal(area_of(path, a), classes->count[c] * 4e6, 1);
    }
    const int *all = sb_arena_array(a, int, 8);
    sb_path whole = sb_outline_areas(arcs, all, 0, SB_IDENTITY, a);
    int moves = 0;
    for (int i = 0; i < whole.n_ops; i++)
        moves += whole.ops[i] == SB_MOVE;
    assert_int_equal(moves, 1);
    assert_float_equal(length_of(whole, a), 24000, 1e-6);
}

static void borders_are_drawn_once(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const sb_arcs *arcs = sb_facts_areas(f->env.facts)->levels[0].arcs;
    const int *parents = sb_map_parents(f->env.facts, 0, 1, a);
    const int this[8] = {0, 1};
    struct {
        const int *group;
        sb_border kind;
        double km;
    } cases[] = {
        {parents, SB_BORDER_WITHIN, 12},
        {parents, SB_BORDER_BETWEEN, 8},
        {parents, SB_BORDER_OUTER, 24},
        {this, SB_BORDER_AROUND, 8},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        sb_path path = sb_outline_borders(arcs, cases[i].group, cases[i].kind, SB_IDENTITY, a);
        assert_float_equal(length_of(path, a), cases[i].km * 1000, 1e-6);
    }
}

/* Two squares with a metre between them: to the eye they touch. */
static void narrow_gaps_are_no_outer_border(void **state)
{
    (void)state;
    const sb_point a[2] = {{100, 0}, {100, 100}},
                   around_a[4] = {{100, 100}, {0, 100}, {0, 0}, {100, 0}},
                   b[2] = {{101, 100}, {101, 0}},
                   around_b[4] = {{101, 0}, {201, 0}, {201, 100}, {101, 100}};
    const sb_arc arc[] = {
        {a, 2, 0, -1}, {around_a, 4, 0, -1}, {b, 2, 1, -1}, {around_b, 4, 1, -1}};
    const int left[] = {0, 1}, right[] = {2, 3};
    const sb_ring rings[] = {{left, 2}, {right, 2}};
    const sb_outline outlines[] = {{&rings[0], 1}, {&rings[1], 1}};
    const sb_arcs arcs = {arc, 4, outlines, 2, {0, 0, 201, 100}};
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const sb_arcs *closed = sb_outline_close_gaps(&arcs, 3, arena);
    assert_int_equal(closed->arcs[0].right, 1);
    assert_int_equal(closed->arcs[1].right, -1);
    assert_int_equal(closed->arcs[2].right, 0);
    assert_int_equal(closed->arcs[3].right, -1);
}

static void highlight_marks_the_page_s_area(void **state)
{
    fixture *f = *state;
    sb_page *one = page_of(f, 0, "12", column), *other = page_of(f, 0, "23", column);
    SB_AUTO(sb_buf_free) sb_buf a = {0};
    SB_AUTO(sb_buf_free) sb_buf b = {0};
    sb_list_trace(one->list, &a);
    sb_list_trace(other->list, &b);
    assert_int_equal(count_of(a.at, "stroke 2.600 "), 1);
    assert_int_equal(count_of(a.at, "stroke 1.400 "), 1);
    assert_string_not_equal(a.at, b.at);
    /* What repeats is shared: two forms, the same for both. */
    assert_int_equal(sb_list_count(one->list), sb_list_count(other->list));
    sb_page_free(one);
    sb_page_free(other);
}

static void alt_text_tells_what_is_printed(void **state)
{
    fixture *f = *state;
    sb_page *page = page_of(f, 0, "12", column);
    const char *alt = figure_on(page)->alt;
    assert_non_null(strstr(alt, "Karte: Kinderanteil in %, 2020, 8 Quartiere, Werte von 10,0 "
                                "bis 51,0. 40,0 und mehr (2): Gut, Hof/Neu; "));
    assert_non_null(strstr(alt, "Wert geheim oder unbekannt (2): Dorf, Esch"));
    assert_non_null(strstr(alt, "Bach: 20,0\u202f% (15,0 bis unter 40,0), Rang 4 von 5."));
    sb_page_free(page);
}

/* 2 of 64 are 3.1 %; nothing but the legend's entry for both states may tell of it. */
static void withheld_is_nowhere(void **state)
{
    fixture *f = *state;
    sb_page *withheld = page_of(f, 0, "14", column), *unknown = page_of(f, 0, "21", column);
    SB_AUTO(sb_buf_free) sb_buf trace = {0};
    sb_list_trace(withheld->list, &trace);
    assert_null(strstr(trace.at, "3,1"));
    const char *a = figure_on(withheld)->alt, *b = figure_on(unknown)->alt;
    assert_null(strstr(a, "3,1"));
    assert_non_null(strstr(a, " Dorf: Wert geheim oder unbekannt."));
    assert_non_null(strstr(b, " Esch: Wert geheim oder unbekannt."));
    sb_page_free(withheld);
    sb_page_free(unknown);
}

static void measure_follows_the_shape(void **state)
{
    fixture *f = *state;
    sb_extent small = sb_figure_measure(&f->env, block_at(f, 0), 100),
              wide = sb_figure_measure(&f->env, block_at(f, 0), 200);
    assert_true(small.is_elastic);
    assert_float_equal(wide.height - small.height, 50, 1e-9);
    assert_float_equal(small.height - small.least, 0.4 * 50, 1e-9);
}

static void box_too_small_is_an_error(void **state)
{
    fixture *f = *state;
    sb_arena *arena = sb_arena_new(0);
    sb_page *page = sb_page_new(arena, (sb_sheet){595.276, 841.89, 8.504});
    sb_figure_env env = f->env;
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    env.page = page;
    env.arena = arena;
    env.diag = diag;
    sb_figure_draw(&env, block_at(f, 0), (sb_rect){0, 0, 151.2, 40}, page->root);
    assert_int_equal(sb_diag_errors(diag), 1);
    assert_int_equal(sb_diag_at(diag, 0)->code, SB_E_LAYOUT);
    assert_int_equal(sb_list_count(page->list), 0);
    sb_page_free(page);
}

static void check_names_what_is_wrong(void **state)
{
    fixture *f = *state;
    const sb_spec_block *good = block_at(f, 0);
    sb_figure_check(f->env.facts, f->env.style, good, f->diag);
    assert_int_equal(sb_diag_errors(f->diag), 0);
    struct {
        const char *indicator, *level, *borders, *palette, *message;
    } cases[] = {
        {"antiel", NULL, NULL, NULL, "no indicator is called 'antiel'"},
        {"anteil", "quartiere", NULL, NULL, "no level is called 'quartiere'"},
        {"anteil", "bezirk", "quartier", NULL, "level 'quartier' is not above 'bezirk'"},
        {"anteil", NULL, NULL, "rosa", "the style has no palette 'rosa' of 3 colours"},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
        sb_spec_map map = *good->map;
        sb_spec_block block = *good;
        block.map = &map;
        map.indicator = cases[i].indicator;
        map.level = cases[i].level;
        map.borders = cases[i].borders;
        map.palette = cases[i].palette;
        sb_figure_check(f->env.facts, f->env.style, &block, diag);
        assert_int_equal(sb_diag_errors(diag), 1);
        assert_string_equal(sb_diag_at(diag, 0)->message, cases[i].message);
    }
}

static void check_names_wrong_kinds(void **state)
{
    fixture *f = *state;
    const char *other[] = {"menschen"};
    sb_spec_map maps[] = {
        {.against = "saldo", .classes = {.method = SB_FIXED, .count = 3}},
        {.classes = {.count = 3, .with = other, .n_with = 1}},
        {.zoom = "99"},
        {.places = "fluss"},
        {.indicator = "gesamt", .labels = SB_LABELS_VALUE},
    };
    const char *messages[] = {
        "two indicators are cut into 2 or 3 classes each",
        "'anteil' and 'menschen' have different units and no classes in common",
        "no area has the key '99'",
        "layer 'fluss' has no places",
        "the numbers of kinds tell a reader nothing",
    };
    for (size_t i = 0; i < SB_COUNT(maps); i++) {
        SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
        sb_spec_block block = *block_at(f, 0);
        sb_spec_map map = maps[i];
        map.node = block.map->node;
        map.indicator = map.indicator ? map.indicator : "anteil";
        if (map.classes.count == 0)
            map.classes.count = 3;
        block.map = &map;
        sb_figure_check(f->env.facts, f->env.style, &block, diag);
        assert_true(sb_diag_count(diag) > 0);
        assert_string_equal(sb_diag_at(diag, 0)->message, messages[i]);
    }
}

static void text_reads_on_its_ground(void **state)
{
    fixture *f = *state;
    const sb_style *style = f->env.style;
    const sb_colour *colours = sb_style_palette(style, NULL, 5);
    sb_colour ink = sb_style_colour(style, "ink"), paper = sb_style_colour(style, "paper");
    for (int i = 0; i < 5; i++) {
        sb_colour on = sb_style_text_on(style, colours[i]);
        assert_memory_equal(&on, i < 3 ? &ink : &paper, sizeof on);
        assert_true(sb_colour_contrast(on, colours[i]) > 4.5);
    }
}

/* ---- other kinds ---- */

static const char *trace_of(fixture *f, int block, const char *golden, sb_rect box,
                            sb_arena *arena)
{
    sb_page *page = page_of(f, block, "12", box);
    SB_AUTO(sb_buf_free) sb_buf trace = {0};
    sb_list_trace(page->list, &trace);
    assert_golden(golden, &trace);
    const char *alt = figure_on(page)->alt;
    sb_buf_printf(&trace, "alt %s", alt);
    const char *text = sb_arena_text(arena, trace.at);
    sb_page_free(page);
    return text;
}

/* Kinds in their own order, each in its colour; a number that is no kind has no value. */
static void types_are_as_approved(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *trace = trace_of(f, 2, "map-types.dl", column, a);
    const char *rand = strstr(trace, "\"Rand\""), *kern = strstr(trace, "\"Kern\"");
    assert_true(rand && kern && rand < kern);
    assert_non_null(strstr(trace, "cmyk 0.840 0.420 0.300 0.140"));
    assert_non_null(strstr(trace, "cmyk 0.120 0.400 0.840 0.020"));
    assert_non_null(strstr(trace, "Rand (2): Alt, Bach; Mitte (2): Cell, Feld; "
                                  "Kern (2): Dorf, Hof/Neu; "
                                  "Wert geheim oder unbekannt (2): Esch, Gut."));
}

/* Eight areas with people, but Feld has none: seven circles and three in the key. */
static void symbols_are_as_approved(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *trace = trace_of(f, 3, "map-symbols.dl", (sb_rect){56.7, 100, 151.2, 260}, a);
    assert_int_equal(count_of(trace, "stroke 0.500 butt cmyk 0.000 0.000 0.000 1.000  path"),
                     7 + 3 + 1);                               /* and the scale bar */
    assert_int_equal(count_of(trace, " c "), 2 * 4 * (7 + 3)); /* ground and line */
    assert_non_null(strstr(trace, "\"100\""));
}

/* Two years under one legend, whose limits are those of both. */
static void periods_are_as_approved(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *trace = trace_of(f, 4, "map-periods.dl", (sb_rect){56.7, 100, 320, 180}, a);
    assert_int_equal(count_of(trace, "\"2019\""), 1);
    assert_int_equal(count_of(trace, "\"2020\""), 1);
    assert_int_equal(count_of(trace, "\"und mehr\""), 1);
    assert_int_equal(count_of(trace, "Karte: Kinderanteil"), 2);
}

/* Colours part at 0, limits are as far from it on both sides. */
static void change_is_as_approved(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *trace = trace_of(f, 5, "map-change.dl", (sb_rect){56.7, 100, 420, 420}, a);
    const sb_classes *classes = sb_map_classes(f->maps, f->env.facts, block_at(f, 5)->map, 0,
                                               f->env.scope.period, f->diag);
    int first;
    assert_int_equal(classes->k, 4);
    assert_int_equal(sb_classes_steps(classes, &first), 4);
    assert_true(classes->at[2] == 0 && classes->at[1] == -classes->at[3]);
    assert_non_null(strstr(trace, "cmyk 0.270 0.640 0.920 0.260")); /* far below */
    assert_non_null(strstr(trace, "cmyk 0.860 0.460 0.320 0.210")); /* far above */
    assert_non_null(strstr(trace, "\"Höchste Werte\""));
    assert_non_null(strstr(trace, "\"Ein Quadrat je Quartier\""));
    assert_non_null(strstr(trace, "\"N\""));
}

/* A river and a lake in degrees, on the map in metres, cut off at its border; what lies far
 * away is left out. */
static void context_is_as_approved(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *trace = trace_of(f, 6, "map-context.dl", column, a);
    assert_int_equal(count_of(trace, "fill evenodd cmyk 0.380 0.080 0.020 0.000"), 1);
    assert_int_equal(count_of(trace, "stroke 1.600 round cmyk 0.380 0.080 0.020 0.000"), 2);
    const sb_context_layer *layer = sb_areas_context(sb_facts_areas(f->env.facts), "fluss");
    assert_int_equal(layer->n, 3);
    sb_point p = layer->lines[0].points[1]; /* 7.62 E 50.548 N by Krüger's series */
    assert_float_equal(p.x, 402229.97, 0.02);
    assert_float_equal(p.y, 5600471.97, 0.02);
}

/* An indicator's own matrix: 1 to 4, row by row, each cell with its own colour. */
static void matrix_is_as_approved(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *trace = trace_of(f, 7, "map-matrix.dl", column, a);
    assert_non_null(strstr(trace, "hoch, gut (2): Alt, Bach; hoch, schlecht (1): Cell; "
                                  "niedrig, gut (0); niedrig, schlecht (2): Gut, Hof/Neu; "
                                  "Wert geheim oder unbekannt (2): Dorf, Esch;"));
    const char *status = strstr(trace, "\"Status\""), *high = strstr(trace, "\"hoch\"");
    assert_true(status && high && strstr(trace, "\"Dynamik\"") &&
                strstr(trace, "\"schlecht\""));
    /* inks of both ramps over each other: 8 + 3 %, 2 + 24 % … */
    assert_non_null(strstr(trace, "cmyk 0.540 0.380 0.800 0.020"));
}

/* Two classes of each of two indicators; an area that lacks one has no pair. */
static void pairs_are_as_approved(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    trace_of(f, 8, "map-pairs.dl", (sb_rect){56.7, 100, 240, 220}, a);
    const sb_classes *c = sb_map_classes(f->maps, f->env.facts, block_at(f, 8)->map, 0,
                                         f->env.scope.period, f->diag);
    assert_int_equal(c->k, 4);
    int sum = c->n_unknown + c->n_withheld + c->n_not_meaningful;
    for (int i = 0; i < c->k; i++)
        sum += c->count[i];
    assert_int_equal(sum, 8);
    assert_true(c->of[3] < 0 && c->of[4] < 0 && c->of[5] < 0);
    assert_int_equal(c->of[0], 2); /* few children, low saldo: below left */
    assert_int_equal(c->of[6], 1); /* many, high: above right */
}

/* On Bach's page its own places alone, by kind and name; what lies elsewhere is not listed. */
static void places_are_as_approved(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *trace = trace_of(f, 9, "map-places.dl", column, a);
    assert_non_null(strstr(trace, "alt Karte: Bach. Schulen (1): Südschule, Weg 1. "
                                  "Bücher (2): Bücherei; Zweigstelle, Hof 3."));
    assert_null(strstr(trace, "Altschule"));
    assert_null(strstr(trace, "Kirche"));
    assert_int_equal(count_of(trace, "\"1\""), 2); /* on the map and in the list */
    assert_int_equal(count_of(trace, "\"3\""), 2);
    const sb_spec_map *map = block_at(f, 9)->map;
    sb_map_view view;
    assert_true(sb_map_view_of(f->env.facts, map, f->env.scope, &view));
    assert_true(view.is_part_of_map && view.frame.width < 3000);
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    sb_figure_check(f->env.facts, f->env.style, block_at(f, 9), diag);
    assert_string_equal(sb_diag_at(diag, 0)->message,
                        "1 place of layer 'orte' lies outside of all areas and is left out");
}

static void lost_places_are_told(void **state)
{
    fixture *f = *state;
    int told = 0;
    for (size_t i = 0; i < sb_diag_count(f->diag); i++)
        told += strcmp(sb_diag_at(f->diag, i)->message,
                       "1 place of layer 'orte' has no coordinates and is left out") == 0;
    assert_int_equal(told, 1);
}

/* Two indicators whose maps can be compared: one set of limits. */
static void shared_classes_are_the_same(void **state)
{
    fixture *f = *state;
    const sb_classes *one = sb_map_classes(f->maps, f->env.facts, block_at(f, 10)->map, 0,
                                           f->env.scope.period, f->diag),
                     *two = sb_map_classes(f->maps, f->env.facts, block_at(f, 11)->map, 0,
                                           f->env.scope.period, f->diag);
    assert_int_equal(one->k, two->k);
    for (int i = 0; i <= one->k; i++)
        assert_float_equal(one->at[i], two->at[i], 0);
    assert_true(one->of[0] == 0 && two->of[3] == two->k - 1);
}

/* An inset shows its areas again, larger, in a frame; labels tell values. */
static void inset_is_as_approved(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *trace = trace_of(f, 10, "map-inset.dl", (sb_rect){56.7, 100, 240, 260}, a);
    assert_int_equal(count_of(trace, "\"−5,5\""), 3); /* map, inset, legend */
    assert_int_equal(count_of(trace, "\"7,5\""), 1);  /* far from it */
    assert_int_equal(count_of(trace, "\".\""), 2);    /* unknown: its sign, in both */
}

/* Colours keep to the one village; the legend names what has no number. */
static void only_inhabited_ground_is_coloured(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *trace = trace_of(f, 12, "map-inhabited.dl", column, a);
    const char *clip = strstr(trace, "push"), *ground = strstr(trace, "fill evenodd");
    assert_true(clip && ground && ground < clip); /* grey first, then colours within */
    assert_non_null(strstr(trace, "\"unbewohnt\""));
    assert_non_null(strstr(trace, "unbewohnt (1): Feld"));
}

/* Labels that stand beside the map touch neither areas nor each other nor the legend. */
static void labels_move_out(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    sb_figure_env env = f->env;
    env.arena = a;
    sb_map_view view;
    assert_true(sb_map_view_of(env.facts, block_at(f, 0)->map, env.scope, &view));
    const sb_arcs *arcs = sb_facts_areas(env.facts)->levels[0].arcs;
    const int *parents = sb_map_parents(env.facts, 0, -1, a);
    /* 8 km on 20 pt: a square of 5 pt has no room for its key; the map's box has none beside it
     */
    sb_map_obstacles none = {0};
    const sb_map_label *labels =
        sb_map_labels_place(&env, view, arcs, parents, 20.0 / 8000, &none, a);
    for (int i = 0; i < 8; i++)
        assert_int_equal(labels[i].kind, SB_LABELS_NONE);
    sb_arcs wide = *arcs; /* a box with room round the areas */
    wide.box = (sb_rect){arcs->box.x - 16000, arcs->box.y - 16000, 40000, 36000};
    labels = sb_map_labels_place(&env, view, &wide, parents, 20.0 / 8000, &none, a);
    int moved = 0;
    for (int i = 0; i < 8; i++) {
        if (labels[i].kind == SB_LABELS_NONE)
            continue;
        assert_true(labels[i].is_out);
        moved++;
        sb_rect box = sb_map_label_box(&labels[i], 0), areas = {40, 40, 20, 10};
        assert_false(sb_rect_overlaps(box, areas));
        for (int k = 0; k < i; k++)
            if (labels[k].kind != SB_LABELS_NONE)
                assert_false(sb_rect_overlaps(box, sb_map_label_box(&labels[k], 0)));
    }
    assert_true(moved >= 4);
}

/* Where all values lie on one side, colours stay on that side. */
static void one_side_keeps_its_colours(void **state)
{
    fixture *f = *state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const sb_value v[] = {sb_value_number(1), sb_value_number(4), sb_value_number(9)};
    const sb_spec_classes spec = {.method = SB_EQUAL, .count = 4};
    const sb_classes *classes = sb_classify(v, 3, &spec, 0, 0, SB_NOWHERE, a, f->diag);
    int first;
    assert_int_equal(classes->k, 2);
    assert_int_equal(sb_classes_steps(classes, &first), 4);
    assert_int_equal(first, 2);
}

/* ---- palettes ---- */

/* Linear light of a colour as people without one kind of cones see it: Viénot, Brettel & Mollon
 * 1999, Color Res. Appl. 24(4), 243-252.  kind 0: all cones, 1: no L (protan), 2: no M
 * (deutan).
 */
static void seen_by(int kind, sb_colour c, double lab[3])
{
    static const double to_lms[3][3] = {{17.8824, 43.5161, 4.11935},
                                        {3.45565, 27.1554, 3.86714},
                                        {0.0299566, 0.184309, 1.46709}},
                        back[3][3] = {{0.0809444479, -0.130504409, 0.116721066},
                                      {-0.0102485335, 0.0540193266, -0.113614708},
                                      {-0.000365296938, -0.00412161469, 0.693511405}},
                        to_xyz[3][3] = {{0.4124564, 0.3575761, 0.1804375},
                                        {0.2126729, 0.7151522, 0.0721750},
                                        {0.0193339, 0.1191920, 0.9503041}};
    static const double white[] = {0.95047, 1, 1.08883};
    double rgb[3], lms[3] = {0}, seen[3] = {0}, f[3];
    for (int i = 0; i < 3; i++)
        rgb[i] = (double)c.rgb[i] <= 0.04045 ? (double)c.rgb[i] / 12.92
                                             : pow(((double)c.rgb[i] + 0.055) / 1.055, 2.4);
    for (int i = 0; i < 9; i++)
        lms[i / 3] += to_lms[i / 3][i % 3] * rgb[i % 3];
    if (kind == 1)
        lms[0] = 2.02344 * lms[1] - 2.52581 * lms[2];
    else if (kind == 2)
        lms[1] = 0.494207 * lms[0] + 1.24827 * lms[2];
    for (int i = 0; i < 9; i++)
        seen[i / 3] += back[i / 3][i % 3] * lms[i % 3];
    for (int i = 0; i < 3; i++) {
        double v = 0;
        for (int k = 0; k < 3; k++)
            v += to_xyz[i][k] * fmin(fmax(seen[k], 0), 1);
        v /= white[i];
        f[i] = v > 0.008856 ? cbrt(v) : 7.787 * v + 16.0 / 116;
    }
    lab[0] = 116 * f[1] - 16;
    lab[1] = 500 * (f[0] - f[1]);
    lab[2] = 200 * (f[1] - f[2]);
}

static double difference(int kind, sb_colour a, sb_colour b)
{
    double p[3], q[3];
    seen_by(kind, a, p);
    seen_by(kind, b, q);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                (p[2] - q[2]) * (p[2] - q[2]));
}

/* Neighbouring classes can be told apart by everyone, in one ink too where they rise. */
static void palettes_are_safe(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *name;
        int from, to;
        double least;
        bool is_rising;
    } cases[] = {{"petrol", 3, 7, 9, true},
                 {"diverging", 2, 7, 9, false},
                 {"YlGnBu", 3, 7, 8.5, true},
                 {"BrBG", 3, 6, 9, false}};
    for (size_t i = 0; i < SB_COUNT(cases); i++)
        for (int k = cases[i].from; k <= cases[i].to; k++) {
            const sb_colour *c = sb_style_palette(f->env.style, cases[i].name, k);
            assert_non_null(c);
            for (int step = 0; step < k; step++)
                assert_true(sb_colour_ink(c[step]) <= 2.6);
            for (int step = 1; step < k; step++) {
                for (int kind = 0; kind < 3; kind++)
                    assert_true(difference(kind, c[step - 1], c[step]) >= cases[i].least);
                if (cases[i].is_rising)
                    assert_true(
                        sb_colour_lightness(c[step - 1]) - sb_colour_lightness(c[step]) >= 7);
            }
        }
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const sb_class_matrix matrix = {.n_rows = 4, .n_columns = 3};
    const sb_colour *cells = sb_matrix_colours(f->env.style, &matrix, arena),
                    ink = sb_style_colour(f->env.style, "ink"),
                    paper = sb_style_colour(f->env.style, "paper");
    for (int a = 0; a < 12; a++) {
        assert_true(sb_colour_ink(cells[a]) <= 2.6);
        assert_true(sb_colour_contrast(ink, cells[a]) >= 4.5 ||
                    sb_colour_contrast(paper, cells[a]) >= 4.5);
        for (int b = 0; b < a; b++)
            for (int kind = 0; kind < 3; kind++)
                assert_true(difference(kind, cells[a], cells[b]) >= 7);
    }
    const sb_colour *types = sb_style_palette(f->env.style, "types", 7);
    for (int a = 0; a < 6; a++)
        for (int b = 0; b < a; b++)
            for (int kind = 0; kind < 3; kind++)
                assert_true(difference(kind, types[a], types[b]) >= 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(map_is_as_approved),
        cmocka_unit_test(locator_is_as_approved),
        cmocka_unit_test(legend_counts_every_area_once),
        cmocka_unit_test(legend_has_german_words),
        cmocka_unit_test(areas_are_filled_by_class),
        cmocka_unit_test(borders_are_drawn_once),
        cmocka_unit_test(narrow_gaps_are_no_outer_border),
        cmocka_unit_test(highlight_marks_the_page_s_area),
        cmocka_unit_test(alt_text_tells_what_is_printed),
        cmocka_unit_test(withheld_is_nowhere),
        cmocka_unit_test(measure_follows_the_shape),
        cmocka_unit_test(box_too_small_is_an_error),
        cmocka_unit_test(check_names_what_is_wrong),
        cmocka_unit_test(check_names_wrong_kinds),
        cmocka_unit_test(text_reads_on_its_ground),
        cmocka_unit_test(types_are_as_approved),
        cmocka_unit_test(symbols_are_as_approved),
        cmocka_unit_test(periods_are_as_approved),
        cmocka_unit_test(change_is_as_approved),
        cmocka_unit_test(context_is_as_approved),
        cmocka_unit_test(matrix_is_as_approved),
        cmocka_unit_test(pairs_are_as_approved),
        cmocka_unit_test(places_are_as_approved),
        cmocka_unit_test(lost_places_are_told),
        cmocka_unit_test(shared_classes_are_the_same),
        cmocka_unit_test(inset_is_as_approved),
        cmocka_unit_test(only_inhabited_ground_is_coloured),
        cmocka_unit_test(labels_move_out),
        cmocka_unit_test(one_side_keeps_its_colours),
        cmocka_unit_test(palettes_are_safe),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
