#include "spec/keys.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* after the four headers it needs */
#include <cmocka.h>

#include "world.h"

static void put_errors(const sb_diag *diag, sb_buf *out)
{
    for (size_t i = 0; i < sb_diag_count(diag); i++)
        sb_error_format(sb_diag_at(diag, i), false, out);
}

/* A layout that must be read without any message. */
static sb_spec *load(world *w, const char *path)
{
    sb_spec *spec = sb_spec_load(path, w->arena, w->diag);
    sb_buf errors = {0};
    put_errors(w->diag, &errors);
    if (errors.n)
        print_message("%s", errors.at);
    sb_buf_free(&errors);
    assert_int_equal(sb_diag_count(w->diag), 0);
    assert_non_null(spec);
    return spec;
}

static char *read_text(world *w, const char *path)
{
    size_t n;
    return sb_file_read(path, 1 << 24, &n, SB_NOWHERE, w->arena, w->diag);
}

/* Compare with an approved file; SB_APPROVE=1 writes it instead. */
static void assert_approved(world *w, const char *path, const char *text)
{
    if (getenv("SB_APPROVE")) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
        return;
    }
    const char *approved = read_text(w, path);
    if (!approved || strcmp(approved, text) != 0)
        fail_msg("%s is not:\n%s", path, text);
}

/* ---- what is read ---- */

static void assert_near(double a, double b) { assert_true(fabs(a - b) < 1e-9); }

static void koeln_is_read(void **state)
{
    sb_spec *spec = load(*state, SB_TEST_DIR "/real/koeln.yaml");
    assert_int_equal(spec->n_levels, 3);
    assert_string_equal(spec->levels[0].within, "stadtbezirk");
    assert_int_equal(spec->levels[0].within_first, 1);
    assert_null(spec->levels[2].within);
    assert_int_equal(spec->groups[0].n, 13);
    assert_near(spec->groups[0].groups[0].below, 3);
    assert_true(isinf(spec->groups[0].groups[12].below));
    assert_true(isnan(spec->groups[1].groups[0].from));
    assert_string_equal(spec->tables[0].where[0].values[0], "020");
    assert_string_equal(spec->tables[0].levels[1].value, "00{key}");
    assert_string_equal(spec->tables[1].dimensions[0].codes[1].value, "w");
    const sb_spec_indicator *area = spec->indicators;
    while (strcmp(area->id, "flaeche") != 0)
        area++;
    assert_string_equal(area->formula, "area");
    assert_int_equal(area->digits, 2);
    assert_int_equal(spec->disclosure.minimum, 3);
    assert_int_equal(spec->report.percent_blank, 1);
    assert_near(spec->format.width, 210 * SB_MM);
    assert_near(spec->format.bottom, 18.3 * SB_MM);
    assert_int_equal(spec->n_pages, 3);
    assert_int_equal(spec->pages[0].kind, SB_PAGE_COVER);
    assert_string_equal(spec->pages[0].map->palette, "night");
    assert_int_equal(spec->pages[1].depth, 2);
    const sb_spec_page *page = &spec->pages[2];
    assert_int_equal(page->kind, SB_PAGE_EACH);
    assert_string_equal(page->each, "stadtteil");
    assert_string_equal(page->title, "{key} {name}");
    assert_true(page->has_folio);
    assert_int_equal(page->n_blocks, 4);
    const sb_spec_block *lead = page->blocks[0]->children[0]->children[1];
    assert_int_equal(lead->kind, SB_BLOCK_TEXT);
    assert_string_equal(lead->role, "lead");
    assert_int_equal(lead->text[strlen(lead->text) - 1], '.'); /* no line end of `|` */
    assert_near(lead->top, 103);
    assert_true(isnan(lead->width));
    const sb_spec_profile *table = page->blocks[1]->children[0]->profile;
    assert_null(table->columns[1].level);
    assert_int_equal(table->columns[1].show, SB_SHOW_SHARE);
    assert_string_equal(table->columns[4].since, "2005");
    assert_int_equal(table->rows[1].part, SB_PART_ALL);
    assert_int_equal(table->rows[1].digits, -1);
    assert_int_equal(table->rows[1].share_digits, 1);
}

static void a_figure_is_placed_with_its_own_keys_replaced(void **state)
{
    sb_spec *spec = load(*state, SB_TEST_DIR "/real/koeln.yaml");
    const sb_spec_block *placed = spec->pages[2].blocks[1]->children[1];
    assert_string_equal(placed->figure, "karte_auslaender");
    assert_int_equal(placed->kind, SB_BLOCK_MAP);
    assert_int_equal(placed->columns, 2);
    assert_string_equal(placed->title, spec->figures[0].block->title);
    assert_ptr_equal(placed->map, spec->figures[0].block->map);
    assert_ptr_not_equal(placed->node, spec->figures[0].node);
    assert_int_equal(spec->figures[0].block->columns, 0);
}

static void the_full_layout_is_read(void **state)
{
    sb_spec *spec = load(*state, SB_TEST_DIR "/layouts/full.yaml");
    assert_string_equal(spec->report.period, "2012");
    assert_string_equal(spec->report.sign[SB_NOT_MEANINGFUL], "–");
    assert_int_equal(spec->report.percent_blank, 0);
    assert_int_equal(spec->report.numbers, SB_DIN);
    assert_near(spec->format.width, 297 * SB_MM);
    assert_near(spec->format.top, 36);
    assert_near(spec->format.outer, 20 * SB_MM);
    assert_string_equal(spec->levels[0].plural, "Ortsteile");
    assert_string_equal(spec->levels[1].areas[0].key, "007");
    assert_string_equal(spec->levels[1].label, "bezirk");
    assert_int_equal(spec->n_tables, 2);
    assert_string_equal(spec->tables[1].columns[0].groups[0].value, "w");
    assert_null(spec->tables[0].dimensions[0].codes[1].value);
    assert_int_equal(spec->tables[0].where[1].n, 2);
    assert_string_equal(spec->tables[0].where[1].values[1], "no");
    assert_string_equal(spec->indicators[1].formula, "100 * frauen / personen");
    assert_int_equal(spec->indicators[1].formula_node->at.column, 17);
    assert_int_equal(spec->indicators[0].direction, SB_MORE_IS_WORSE);
    assert_near(spec->phrases[0].tolerance, 2.5);
    const sb_spec_map *map = spec->figures[0].block->map;
    assert_int_equal(map->classes.method, SB_FIXED);
    assert_int_equal(map->classes.count, 4);
    assert_int_equal(map->wording, SB_WORDING_LESS);
    assert_false(map->has_scale);
    const sb_spec_block *again = spec->pages[2].blocks[2]->children[0];
    assert_string_equal(again->title, "Anders");
    assert_string_equal(again->source, "Quelle: Stadt");
    const sb_spec_block *space = spec->pages[2].blocks[3];
    assert_int_equal(space->kind, SB_BLOCK_SPACE);
    assert_near(space->height, 72);
    const sb_spec_chart *chart = spec->pages[2].blocks[4]->chart;
    assert_int_equal(chart->n_compare, 1);
    assert_string_equal(chart->compare[0], "stadt");
    const sb_spec_profile *table = spec->pages[2].blocks[1]->profile;
    assert_string_equal(table->rows[1].indicator, "personen");
    assert_null(table->rows[0].indicator);
    assert_int_equal(table->rows[2].n_not_shown, 2);
}

static const sb_spec_colour *colour_called(const sb_spec *spec, const char *id)
{
    for (int i = 0; i < spec->style.n_colours; i++)
        if (strcmp(spec->style.colours[i].id, id) == 0)
            return &spec->style.colours[i];
    fail_msg("no colour '%s'", id);
    return NULL;
}

static void a_colour_is_inks_or_a_spot_ink_or_a_tint(void **state)
{
    sb_spec *spec = load(*state, SB_TEST_DIR "/layouts/full.yaml");
    const sb_spec_colour *spot = colour_called(spec, "hks");
    assert_string_equal(spot->spot, "HKS 13 K");
    assert_float_equal(spot->inks.cmyk[1], 1, 1e-6);
    assert_float_equal(spot->inks.rgb[2], 35. / 255, 1e-6);
    const sb_spec_colour *tint = colour_called(spec, "hks hell");
    assert_string_equal(tint->of, "hks");
    assert_near(tint->tint, 30);
    assert_true(isnan(tint->inks.cmyk[0]));
    assert_null(colour_called(spec, "eigen")->spot);
}

/* layouts/shops.yaml goes before the style and behind the layout. */
static void a_shop_sets_what_the_layout_leaves_open(void **state)
{
    sb_spec *spec = load(*state, SB_TEST_DIR "/layouts/full.yaml");
    assert_string_equal(spec->report.print.shop, "sheetfed uncoated");
    assert_string_equal(spec->report.print.profile, "press.icc"); /* the layout's own */
    assert_int_equal(spec->report.print.multiple, 4);
    assert_near(spec->format.bleed, 5 * SB_MM);
    spec = load(*state, SB_TEST_DIR "/layouts/shop.yaml");
    assert_string_equal(spec->report.print.profile, "uncoated");
    assert_int_equal(spec->report.print.marks, 1); /* crop alone, of three */
    assert_near(spec->preflight.ink, 300);
    assert_near(spec->preflight.line, 0.3);
    assert_near(spec->preflight.white_type, 8); /* the layout's own */
    assert_near(spec->format.bleed, 3 * SB_MM);
}

static void a_layout_replaces_what_it_names_in_the_style(void **state)
{
    sb_spec *spec = load(*state, SB_TEST_DIR "/layouts/full.yaml");
    const sb_spec_style *style = &spec->style;
    assert_string_equal(style->colours[0].id, "ink");
    assert_true(isnan(style->colours[0].inks.cmyk[0]));
    assert_float_equal(style->colours[0].inks.rgb[0], 16. / 255, 1e-6);
    assert_string_equal(style->colours[1].id, "secondary");
    assert_float_equal(style->colours[1].inks.cmyk[3], .8, 1e-6);
    const sb_spec_type *title = NULL;
    for (int i = 0; i < style->n_types; i++)
        if (strcmp(style->types[i].id, "title") == 0)
            title = &style->types[i];
    assert_near(title->size, 25);
    assert_string_equal(title->family, "Vollkorn");
    assert_int_equal(title->n_fit, 4);
    assert_near(title->fit[0], 25);
    assert_near(title->fit[1], 24);
    assert_string_equal(style->palettes[0].id, "petrol");
    assert_int_equal(style->palettes[0].by_count[5].n, 5);
    assert_int_equal(style->palettes[0].by_count[8].n, 0);
    assert_string_equal(style->palettes[style->n_palettes - 1].id, "grün");
}

static void the_full_layout_uses_every_key(void **state)
{
    world *w = *state;
    const char *text =
        sb_arena_printf(w->arena, "%s%s", read_text(w, SB_TEST_DIR "/layouts/full.yaml"),
                        read_text(w, SB_TEST_DIR "/layouts/part.yaml"));
    for (size_t i = 0; i < sb_keys_count; i++)
        if (sb_keys[i].name[0] != '*' &&
            !strstr(text, sb_arena_printf(w->arena, "%s:", sb_keys[i].name)))
            fail_msg("tests/layouts/full.yaml does not use '%s:'", sb_keys[i].name);
}

/* ---- what is wrong ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void broken_layouts_are_explained(void **state)
{
    world *w = *state;
    assert_int_equal(chdir(SB_TEST_DIR "/errors"), 0); /* messages name files from here */
    DIR *folder = opendir(".");
    assert_non_null(folder);
    SB_VEC(const char *) names = {0};
    for (struct dirent *entry; (entry = readdir(folder));) {
        size_t n = strlen(entry->d_name);
        if (n > 5 && strcmp(entry->d_name + n - 5, ".yaml") == 0)
            sb_vec_push(w->arena, &names, sb_arena_textn(w->arena, entry->d_name, n - 5));
    }
    closedir(folder);
    qsort(names.at, names.n, sizeof *names.at, compare_names);
    assert_true(names.n > 10);
    for (size_t i = 0; i < names.n; i++) {
        SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
        sb_spec_load(sb_arena_printf(w->arena, "%s.yaml", names.at[i]), w->arena, diag);
        assert_true(sb_diag_errors(diag) > 0);
        sb_buf text = {0};
        put_errors(diag, &text);
        assert_approved(w, sb_arena_printf(w->arena, "%s.err", names.at[i]), text.at);
        sb_buf_free(&text);
    }
}

/* ---- what is made from keys.def ---- */

static void the_table_of_keys_is_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < sb_keys_count; i++) {
        const sb_key *key = &sb_keys[i];
        assert_ptr_equal(sb_key_lookup(key->context, key->name), key);
        bool is_nested = key->type == SB_TYPE_STRUCT || key->type == SB_TYPE_PART ||
                         key->type == SB_TYPE_POINTER || key->type == SB_TYPE_ITEMS ||
                         key->type == SB_TYPE_ENTRIES;
        if (is_nested)
            assert_string_equal(sb_contexts[sb_context_lookup(key->detail)].id, key->detail);
        if (key->type == SB_TYPE_INTEGER)
            assert_non_null(strstr(key->detail, ".."));
    }
    for (int i = 0; i < SB_CONTEXTS; i++)
        if (sb_contexts[i].fills)
            assert_non_null(sb_key_lookup((sb_context)i, sb_contexts[i].fills));
}

static void the_schema_balances(void **state)
{
    (void)state;
    sb_buf out = {0};
    sb_spec_schema(&out);
    int depth = 0;
    bool is_text = false;
    for (const char *p = out.at; *p; p++) {
        if (*p == '"' && p[-1] != '\\')
            is_text = !is_text;
        if (!is_text)
            depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
    }
    assert_false(is_text);
    assert_int_equal(depth, 0);
    assert_non_null(strstr(out.at, "\"enum\": [\"fisher\", \"quantile\""));
    sb_buf_free(&out);
}

/* The part of layouts/README.md between its two marks is the reference. */
static void the_readme_has_the_reference(void **state)
{
    world *w = *state;
    static const char begin[] = "<!-- keys.def: begin -->\n",
                      end[] = "<!-- keys.def: end -->\n";
    const char *readme = read_text(w, SB_SOURCE_DIR "/layouts/README.md");
    const char *from = strstr(readme, begin), *to = strstr(readme, end);
    assert_true(from && to);
    sb_buf text = {0};
    sb_buf_add(&text, readme, (size_t)(from - readme) + strlen(begin));
    sb_spec_reference(&text);
    sb_buf_text(&text, to);
    assert_approved(w, SB_SOURCE_DIR "/layouts/README.md", text.at);
    sb_buf_free(&text);
}

/* Each ```yaml of layouts/README.md is a layout, or becomes one with readme-base.yaml. */

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(koeln_is_read),
        TEST(a_figure_is_placed_with_its_own_keys_replaced),
        TEST(the_full_layout_is_read),
        TEST(a_colour_is_inks_or_a_spot_ink_or_a_tint),
        TEST(a_shop_sets_what_the_layout_leaves_open),
        TEST(a_layout_replaces_what_it_names_in_the_style),
        TEST(the_full_layout_uses_every_key),
        TEST(broken_layouts_are_explained),
        TEST(the_table_of_keys_is_sound),
        TEST(the_schema_balances),
        TEST(the_readme_has_the_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
