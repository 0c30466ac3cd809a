/* Maps of real cities: what simplifying may cost, shared borders, labels that keep apart.
 * Layouts of tests/real and tests/bench; skipped where the data is absent. */
#include "data/data.h"
#include "figure/map_base.h"

#include "golden.h"

static const char *const layouts[] = {"real/koeln-karte.yaml", "real/koeln-viertel.yaml",
                                      "real/flensburg.yaml", "bench/nc.yaml",
                                      "real/gemeinden.yaml"};
enum { KOELN, VIERTEL, FLENSBURG, NC, GEMEINDEN };
static const int counts[] = {86, 371, 13, 100, 10997};

typedef struct real {
    sb_arena *arena;
    sb_diag *diag;
    const sb_spec *spec;
    const sb_areas *areas;
} real;

/* Each is read once, by the first test that asks for it. */
static real *opened[SB_COUNT(layouts)];

static real *open_real(int layout)
{
    if (opened[layout])
        return opened[layout];
    real *r = opened[layout] = calloc(1, sizeof *r);
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", SB_TEST_DIR, layouts[layout]);
    r->arena = sb_arena_new(0);
    r->diag = sb_diag_new();
    r->spec = sb_spec_load(path, r->arena, r->diag);
    assert_non_null(r->spec);
    r->areas = sb_areas_load(r->spec, r->arena, r->diag);
    assert_non_null(r->areas);
    assert_non_null(r->areas->levels[0].arcs);
    return r;
}

static int close_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < SB_COUNT(opened); i++) {
        if (!opened[i])
            continue;
        sb_diag_free(opened[i]->diag);
        sb_arena_free(opened[i]->arena);
        free(opened[i]);
    }
    return 0;
}

static bool has_data(void)
{
    FILE *file = fopen(SB_REAL_DIR "/koeln/SOURCE.txt", "r");
    if (file)
        fclose(file);
    return file;
}

static double area_of(const sb_arcs *arcs, int area, sb_arena *arena)
{
    sb_edges e = sb_edges_of(sb_outline_area(arcs, area, SB_IDENTITY, arena), arena);
    double twice = 0;
    for (int i = 0; i < e.n; i++)
        twice += (e.at[i][0].x - arcs->box.x) * (e.at[i][1].y - arcs->box.y) -
                 (e.at[i][1].x - arcs->box.x) * (e.at[i][0].y - arcs->box.y);
    return fabs(twice) / 2;
}

/* Each arc is walked once by each area it says lies beside it, and by no other. */
static void assert_borders_are_shared(const sb_arcs *arcs, sb_arena *arena)
{
    int *walked = sb_arena_array(arena, int, arcs->n_arcs);
    for (int o = 0; o < arcs->n_outlines; o++)
        for (int r = 0; r < arcs->outlines[o].n; r++)
            for (int k = 0; k < arcs->outlines[o].rings[r].n; k++) {
                int arc = arcs->outlines[o].rings[r].arcs[k];
                int at = arc < 0 ? ~arc : arc;
                assert_true(arcs->arcs[at].left == o || arcs->arcs[at].right == o);
                walked[at]++;
            }
    for (int i = 0; i < arcs->n_arcs; i++)
        assert_int_equal(walked[i], (arcs->arcs[i].left >= 0) + (arcs->arcs[i].right >= 0));
}

/* As drawn 170 mm wide: areas within 5 % each and 0.5 % in sum. */
static void simplified(int layout)
{
    if (!has_data())
        skip();
    const real *r = open_real(layout);
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const sb_level *level = &r->areas->levels[0];
    assert_int_equal(level->n, counts[layout]);
    double tolerance = SB_MAP_DETAIL * level->arcs->box.width / (170 * SB_MM);
    const sb_arcs *simple = sb_arcs_simplify(level->arcs, tolerance, arena);
    assert_borders_are_shared(simple, arena);
    double before = 0, after = 0, worst = 0;
    int points = 0, kept = 0;
    for (int i = 0; i < level->n; i++) {
        sb_arena_mark mark = sb_arena_here(arena);
        double was = area_of(level->arcs, i, arena), is = area_of(simple, i, arena);
        sb_arena_rewind(arena, mark);
        before += was;
        after += is;
        worst = was > 0 ? fmax(worst, fabs(is / was - 1)) : worst;
    }
    for (int i = 0; i < simple->n_arcs; i++) {
        points += level->arcs->arcs[i].n;
        kept += simple->arcs[i].n;
    }
    print_message("%s: %d of %d points, area %+.4f %%, the worst %.2f %%\n", layouts[layout],
                  kept, points, 100 * (after / before - 1), 100 * worst);
    assert_true(fabs(after / before - 1) < 0.005);
    assert_true(worst < 0.05);
}

static void koeln_keeps_its_areas(void **state) { (void)state, simplified(KOELN); }
static void viertel_keep_their_areas(void **state) { (void)state, simplified(VIERTEL); }
static void flensburg_keeps_its_areas(void **state) { (void)state, simplified(FLENSBURG); }
static void counties_keep_their_areas(void **state) { (void)state, simplified(NC); }
static void gemeinden_keep_their_areas(void **state) { (void)state, simplified(GEMEINDEN); }

/* ---- labels ---- */

/* Boxes of all writing on a list: capitals' height, from the first glyph to the last. */
typedef struct writing {
    sb_device device;
    sb_arena *arena;
    SB_VEC(sb_rect) boxes;
    SB_VEC(const char *) texts;
} writing;

static void see(sb_device *device, const sb_glyph_run *run, double x, double baseline,
                sb_colour colour)
{
    (void)colour;
    writing *w = (writing *)device;
    double height = 0.72 * run->size;
    sb_vec_push(w->arena, &w->boxes, (sb_rect){x, baseline - height, run->width, height});
    sb_vec_push(w->arena, &w->texts, sb_arena_textn(w->arena, run->text, (size_t)run->n_text));
}

static int overlaps_of(const sb_display_list *list, int *n_texts)
{
    static const sb_device_class class = {.glyphs = see};
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    writing w = {.device = {&class}, .arena = arena};
    sb_list_replay(list, &w.device);
    int overlaps = 0;
    for (size_t i = 0; i < w.boxes.n; i++)
        for (size_t k = i + 1; k < w.boxes.n; k++)
            if (sb_rect_overlaps(w.boxes.at[i], w.boxes.at[k])) {
                print_message("'%s' touches '%s'\n", w.texts.at[i], w.texts.at[k]);
                overlaps++;
            }
    *n_texts = (int)w.boxes.n;
    return overlaps;
}

/* A layout's first map, drawn that large; all writing keeps apart.  Returns how many areas have
 * each kind of label. */
static void labelled(int layout, double width, double height, int n_labels[SB_LABEL_KINDS])
{
    const real *r = open_real(layout);
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const sb_cube *cube = sb_cube_load(r->spec, r->areas, arena, r->diag);
    sb_facts *facts = sb_facts_new(cube, arena, r->diag);
    const sb_profiles *profiles = sb_profiles_open(SB_DATA_DIR, "coated", arena, r->diag);
    sb_fonts *fonts = sb_fonts_new(SB_DATA_DIR, r->diag);
    sb_shaper *shaper = sb_shaper_new(fonts, SB_DATA_DIR, "de", r->diag);
    sb_maps *maps = sb_maps_new();
    const sb_locale locale = {.language = SB_GERMAN};
    sb_figure_env env = {
        .facts = facts,
        .style = sb_style_new(&r->spec->style, profiles, arena, r->diag),
        .locale = &locale,
        .shaper = shaper,
        .maps = maps,
        .scope = {{-1, -1}, sb_facts_period(facts, r->spec->report.period)},
        .diag = r->diag,
        .arena = arena,
    };
    const sb_spec_map *map = NULL;
    for (int p = 0; p < r->spec->n_pages && !map; p++)
        for (int i = 0; i < r->spec->pages[p].n_blocks; i++)
            map = r->spec->pages[p].blocks[i]->map ? r->spec->pages[p].blocks[i]->map : map;
    sb_spec_map *named = sb_arena_copy(arena, map, 1, sizeof *map);
    named->labels = SB_LABELS_NAME;
    map = named;
    sb_map_view view;
    assert_true(sb_map_view_of(facts, map, env.scope, &view));
    const sb_map_base *base = sb_map_base_for(&env, view, width, height);
    assert_non_null(base);
    int texts, overlaps = overlaps_of(base->above, &texts), all = 0;
    print_message("%s: %d names, %d numbers, %d without, %d texts\n", layouts[layout],
                  base->n_labels[SB_LABELS_NAME], base->n_labels[SB_LABELS_KEY],
                  base->n_labels[SB_LABELS_NONE], texts);
    assert_int_equal(overlaps, 0);
    memcpy(n_labels, base->n_labels, sizeof base->n_labels);
    for (int i = 0; i < base->classes->k; i++)
        all += base->classes->count[i];
    assert_int_equal(all, counts[layout]);
    sb_maps_free(maps);
    sb_shaper_free(shaper);
    sb_fonts_free(fonts);
}

/* PAGE.md 5: at 184 mm all of Köln's 86 have a name or a number. */
static void koeln_is_labelled(void **state)
{
    (void)state;
    if (!has_data())
        skip();
    int n[SB_LABEL_KINDS];
    labelled(KOELN, 170 * SB_MM, 640, n);
    assert_int_equal(n[SB_LABELS_NONE], 0);
    assert_true(n[SB_LABELS_NAME] >= 69);
}

/* Counties in degrees, and all municipalities of a country on one sheet: few have room, and
 * what is written keeps apart. */
static void counties_are_labelled(void **state)
{
    (void)state;
    if (!has_data())
        skip();
    int n[SB_LABEL_KINDS];
    labelled(NC, 170 * SB_MM, 300, n);
    assert_int_equal(n[SB_LABELS_NAME] + n[SB_LABELS_KEY] + n[SB_LABELS_NONE], 100);
    assert_true(n[SB_LABELS_NAME] >= 60);
}

/* Thirteen districts round a fjord, with water between them: room for every name, none of them
 * on the water where another label, the legend or the scale bar stands. */
static void flensburg_is_labelled(void **state)
{
    (void)state;
    if (!has_data())
        skip();
    int n[SB_LABEL_KINDS];
    labelled(FLENSBURG, 170 * SB_MM, 420, n);
    assert_int_equal(n[SB_LABELS_NONE], 0);
    assert_int_equal(n[SB_LABELS_NAME], 13);
    labelled(FLENSBURG, 82 * SB_MM, 300, n);
    assert_int_equal(n[SB_LABELS_NAME] + n[SB_LABELS_KEY] + n[SB_LABELS_NONE], 13);
    assert_true(n[SB_LABELS_NONE] <= 2);
}

static void gemeinden_are_labelled(void **state)
{
    (void)state;
    if (!has_data())
        skip();
    int n[SB_LABEL_KINDS];
    labelled(GEMEINDEN, 257 * SB_MM, 1050, n);
    assert_true(n[SB_LABELS_NONE] > 9000);
}

static void many_areas_on_a_small_sheet(void **state)
{
    (void)state;
    if (!has_data())
        skip();
    int small[SB_LABEL_KINDS], large[SB_LABEL_KINDS];
    labelled(VIERTEL, 108 * SB_MM, 450, small);
    labelled(VIERTEL, 257 * SB_MM, 980, large);
    assert_true(large[SB_LABELS_NAME] > 100 && large[SB_LABELS_NONE] < small[SB_LABELS_NONE]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(koeln_keeps_its_areas),
        cmocka_unit_test(viertel_keep_their_areas),
        cmocka_unit_test(flensburg_keeps_its_areas),
        cmocka_unit_test(counties_keep_their_areas),
        cmocka_unit_test(gemeinden_keep_their_areas),
        cmocka_unit_test(koeln_is_labelled),
        cmocka_unit_test(flensburg_is_labelled),
        cmocka_unit_test(counties_are_labelled),
        cmocka_unit_test(gemeinden_are_labelled),
        cmocka_unit_test(many_areas_on_a_small_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, close_all);
}
