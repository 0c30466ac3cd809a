#include "kit.h"

#define SMALL SB_TEST_DIR "/data/compose/small.yaml"

static const sb_spec_format a4 = {.width = 595.276,
                                  .height = 841.89,
                                  .top = 41,
                                  .bottom = 51.874,
                                  .inner = 70,
                                  .outer = 50,
                                  .columns = 6,
                                  .gutter = 5 * SB_MM,
                                  .is_mirrored = true};

static void the_grid_has_columns_and_gutters(void **state)
{
    (void)state;
    sb_spec_format f = a4;
    f.inner = f.outer = 20 * SB_MM;
    assert_near(sb_grid_width(&f, 1) / SB_MM, 24.167, 0.001);
    assert_near(sb_grid_width(&f, 4) / SB_MM, 111.667, 0.001);
    assert_near(sb_grid_width(&f, 6) / SB_MM, 170, 0.001);
}

static void margins_swap_on_left_pages(void **state)
{
    (void)state;
    assert_near(sb_text_area(&a4, 1).x, 70, 0);
    assert_near(sb_text_area(&a4, 2).x, 50, 0);
    sb_spec_format f = a4;
    f.is_mirrored = false;
    assert_near(sb_text_area(&f, 2).x, 70, 0);
    assert_near(sb_rect_bottom(sb_text_area(&a4, 1)), 790.016, 0.001);
}

static void areas_come_in_order_and_by_group(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    const sb_plan *plan = plan_all(&k);
    print_errors(k.diag);
    assert_int_equal(sb_diag_errors(k.diag), 0);
    assert_int_equal(plan->n, 7);
    const char *titles[] = {NULL,
                            "Inhalt",
                            "A2 Altstadt",
                            "A10 Nordheim",
                            "A11 S\xc3\xbc"
                            "d",
                            "B30 Neudorf",
                            "B31 Westend"};
    const char *groups[] = {NULL, NULL, "A Alt", NULL, NULL, "B Neu", NULL};
    for (int i = 0; i < plan->n; i++) {
        if (titles[i])
            assert_string_equal(plan->pages[i].title, titles[i]);
        else
            assert_null(plan->pages[i].title);
        if (groups[i])
            assert_string_equal(plan->pages[i].group, groups[i]);
        else
            assert_null(plan->pages[i].group);
    }
    kit_close(&k);
}

static void pages_of_an_area_follow_each_other(void **state)
{
    (void)state;
    kit k = kit_open(SB_TEST_DIR "/data/compose/spread.yaml");
    const sb_plan *plan = plan_all(&k);
    static const struct {
        const char *title, *group;
    } expected[] = {{"Altstadt", "A Alt"}, {NULL, NULL}, {"Nordheim", NULL}, {"Süd", NULL},
                    {"Neudorf", "B Neu"},  {NULL, NULL}, {"Westend", NULL}};
    assert_int_equal(plan->n, 7 + SB_COUNT(expected)); /* behind those of small.yaml */
    for (size_t i = 0; i < SB_COUNT(expected); i++) {
        const sb_planned *page = &plan->pages[7 + i];
        assert_int_equal(!page->title, !expected[i].title);
        assert_int_equal(!page->group, !expected[i].group);
        if (page->title)
            assert_string_equal(page->title, expected[i].title);
        if (page->group)
            assert_string_equal(page->group, expected[i].group);
    }
    assert_int_equal(plan->pages[8].scope.place.area, plan->pages[7].scope.place.area);
    kit_close(&k);
}

static void only_some_areas_get_a_page(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    const sb_plan *plan =
        sb_plan_new(&k.composer, "B31, A2", EVERYWHERE, k.shaper, k.arena, k.diag);
    assert_int_equal(plan->n, 4);
    assert_string_equal(plan->pages[3].title, "B31 Westend");
    assert_int_equal(sb_diag_errors(k.diag), 0);

    sb_plan_new(&k.composer, "A2,A12", EVERYWHERE, k.shaper, k.arena, k.diag);
    assert_int_equal(sb_diag_errors(k.diag), 1);
    assert_string_equal(sb_diag_at(k.diag, 0)->message,
                        "no area with a page has the key 'A12'");

    plan =
        sb_plan_new(&k.composer, NULL, plan->pages[3].scope.place, k.shaper, k.arena, k.diag);
    assert_int_equal(plan->n, 1);
    assert_string_equal(plan->pages[0].title, "B31 Westend");
    kit_close(&k);
}

/* Links of a page: each must lead to the page whose number stands in it. */
static int check_links(kit *k, const sb_page *page)
{
    for (size_t i = 0; i < page->links.n; i++) {
        int leads_to = page->links.at[i].element->link_page;
        sb_page *target = compose(k, leads_to);
        const sb_planned *planned = &k->composer.plan->pages[leads_to];
        const char *name =
            sb_areas_at(sb_facts_areas(k->composer.facts), planned->scope.place)->name;
        double name_y = text_at(page, sb_arena_printf(k->arena, "%s ", name)).y;
        double number_y = text_at(page, target->label).y;
        assert_near(name_y, number_y, 0.001);
        sb_page_free(target);
    }
    return (int)page->links.n;
}

static void contents_lead_to_their_pages(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    plan_all(&k);
    sb_page *page = compose(&k, 1);
    assert_int_equal(check_links(&k, page), 5);
    assert_string_equal(page->label, "2");
    sb_page_free(page);
    kit_close(&k);
}

static void long_contents_go_on_on_the_next_page(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    k.spec->format.height = 240; /* room for a heading and two of borough A's three districts */
    k.spec->format.columns = 2;
    const sb_plan *plan = plan_all(&k);
    assert_int_equal(plan->n, 8);
    assert_string_equal(plan->pages[1].title, "Inhalt");
    assert_null(plan->pages[2].title);
    sb_page *first = compose(&k, 1), *second = compose(&k, 2);
    assert_int_equal(check_links(&k, first), 2);
    assert_int_equal(check_links(&k, second), 3);
    assert_int_equal(second->links.at[2].element->link_page, 7);
    assert_int_equal(sb_diag_errors(k.diag), 0);
    sb_page_free(first);
    sb_page_free(second);
    kit_close(&k);
}

static void folios_stand_outside(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    plan_all(&k);
    sb_rect area = sb_text_area(&k.spec->format, 3);
    sb_page *right = compose(&k, 2), *left = compose(&k, 3);
    assert_true(text_at(right, "3").x > area.x + area.width / 2);
    assert_near(text_at(left, "4").x, area.x, 0.01);
    assert_near(text_at(right, "Seite 3 von 7").x, area.x, 0.01);
    assert_near(text_at(left, "4").y, text_at(right, "3").y, 0);
    assert_near(text_at(left, "4").y, 812, 0.1);
    assert_string_equal(left->key, "A10");
    sb_page_free(right);
    sb_page_free(left);
    kit_close(&k);
}

/* ---- blocks, made by hand and set on the page of one area ---- */

static sb_spec_block block_of(kit *k, sb_block_kind kind)
{
    return (sb_spec_block){.node = k->spec->pages[2].node,
                           .kind = kind,
                           .width = NAN,
                           .height = NAN,
                           .weight = NAN,
                           .top = NAN};
}

static sb_spec_block text_of(kit *k, const char *text)
{
    sb_spec_block block = block_of(k, SB_BLOCK_TEXT);
    block.text = text;
    return block;
}

static sb_page *compose_blocks(kit *k, sb_spec_block **blocks, int n)
{
    k->spec->pages[2].blocks = blocks;
    k->spec->pages[2].n_blocks = n;
    plan_all(k);
    return compose(k, 2);
}

static void blocks_start_at_their_tops(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_block first = text_of(&k, "eins"), second = text_of(&k, "zwei"),
                  third = text_of(&k, "drei"), row = block_of(&k, SB_BLOCK_ROW);
    sb_spec_block *cells[] = {&second, &third}, *blocks[] = {&first, &row};
    row.children = cells;
    row.n_children = 2;
    row.top = 300;
    second.columns = 4;
    third.title = "Titel";
    sb_page *page = compose_blocks(&k, blocks, 2);
    print_errors(k.diag);
    sb_rect area = sb_text_area(&k.spec->format, 3);
    assert_near(text_at(page, "eins").y, area.y + SB_HANG, 0.001);
    assert_near(text_at(page, "zwei").y, 300 + SB_HANG, 0.001);
    assert_near(text_at(page, "Titel").y, 300 + SB_HANG, 0.001);
    assert_near(text_at(page, "drei").y, 300 + 2 * SB_HANG, 0.001);
    assert_near(text_at(page, "drei").x,
                area.x + sb_grid_width(&k.spec->format, 4) + k.spec->format.gutter, 0.001);
    sb_page_free(page);
    kit_close(&k);
}

static void listings_print_a_figure_as_written(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_block listing = block_of(&k, SB_BLOCK_LISTING), *blocks[] = {&listing};
    listing.listing = "satz";
    sb_page *page = compose_blocks(&k, blocks, 1);
    print_errors(k.diag);
    sb_rect area = sb_text_area(&k.spec->format, 3);
    const sb_type *type = sb_style_type(k.composer.style, "listing");
    assert_near(text_at(page, "satz:").x, area.x, 0.001);
    assert_near(text_at(page, "text: kurz").x, area.x + 4 * 0.5 * type->size, 0.001);
    assert_near(text_at(page, "# als eine Zeile").x, area.x + 6 * 0.5 * type->size, 0.001);
    assert_near(text_at(page, "# als eine Zeile").y, area.y + SB_HANG + 4 * type->leading,
                0.001);
    const sb_element *paragraph = page->root->kids.at[0].element;
    assert_int_equal(paragraph->role, SB_ROLE_P);
    assert_int_equal(paragraph->kids.n, 5);
    assert_int_equal(paragraph->kids.at[1].element->role, SB_ROLE_CODE);
    assert_string_equal(paragraph->kids.at[1].element->actual, "    text: kurz");
    sb_page_free(page);

    listing.width = 60;
    sb_page_free(compose_blocks(&k, blocks, 1));
    assert_int_equal(sb_diag_count(k.diag), 1);
    assert_non_null(strstr(sb_diag_at(k.diag, 0)->message,
                           "'listing' does not fit, ")); /* never broken, never clipped */
    kit_close(&k);
}

/* A photo of 60 x 40 pixels: as wide as its block, or as high where there is less room. */
static void photos_keep_their_shape(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_block photo = block_of(&k, SB_BLOCK_IMAGE), *blocks[] = {&photo};
    photo.image = "../image/foto.jpg";
    photo.image_node = photo.node;
    photo.alt = "Foto von {name}";
    photo.width = 300;
    static const struct {
        double height, want_width, want_height;
    } cases[] = {{NAN, 300, 200}, {400, 300, 200}, {150, 225, 150}};
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        photo.height = cases[i].height;
        sb_page *page = compose_blocks(&k, blocks, 1);
        print_errors(k.diag);
        sb_rect area = sb_text_area(&k.spec->format, 3);
        char line[500], want[100];
        snprintf(want, sizeof want, "image \"foto.jpg\" 60 x 40 at %.3f %.3f %.3f %.3f", area.x,
                 area.y, cases[i].want_width, cases[i].want_height);
        assert_non_null(trace_line(page, want, line));
        const sb_element *figure = page->root->kids.at[0].element;
        assert_int_equal(figure->role, SB_ROLE_FIGURE);
        assert_string_equal(figure->alt, "Foto von Altstadt");
        assert_near(figure->box.width, cases[i].want_width, 0.001);
        sb_page_free(page);
    }
    assert_int_equal(sb_diag_count(k.diag), 0);
    photo.image = "../image/fehlt.jpg";
    sb_page_free(compose_blocks(&k, blocks, 1));
    assert_int_equal(sb_diag_count(k.diag), 1); /* once, however many pages */
    assert_int_equal(sb_diag_at(k.diag, 0)->code, SB_E_IO);
    assert_string_equal(sb_diag_at(k.diag, 0)->at.file, SMALL);
    kit_close(&k);
}

static void texts_are_repeated_for_each_line_of_a_set(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_block quotes = text_of(&k, "{was} ({wer}, {name})"), below = text_of(&k, "unten");
    sb_spec_block *blocks[] = {&quotes, &below};
    quotes.each = "zitate";
    sb_page *page = compose_blocks(&k, blocks, 2); /* A2: two of its three lines */
    print_errors(k.diag);
    assert_int_equal(sb_diag_errors(k.diag), 0);
    double top = sb_text_area(&k.spec->format, 3).y + SB_HANG;
    assert_near(text_at(page, "Hier ist es schön. {name} (Anna, Altstadt)").y, top, 0.001);
    assert_near(text_at(page, "**Laut** ist es. (Carl, Altstadt)").y, top + 12.5, 0.001);
    assert_true(text_at(page, "unten").y > top + 20);
    sb_page_free(page);
    page = compose(&k, 4); /* A11 has none: the block is gone, and its gap */
    assert_near(text_at(page, "unten").y, top, 0.001);
    sb_page_free(page);
    kit_close(&k);
}

static void blocks_and_pages_stand_where_their_condition_holds(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_block many = text_of(&k, "viele"), few = text_of(&k, "wenige"),
                  quoted = text_of(&k, "zitiert"), row = block_of(&k, SB_BLOCK_ROW);
    sb_spec_block *cells[] = {&many, &few, &quoted}, *blocks[] = {&row};
    row.children = cells;
    row.n_children = 3;
    many.when = "einwohner >= 20";
    few.when = "einwohner < 20";
    quoted.when = "zitate";
    sb_page *page = compose_blocks(&k, blocks, 1);
    print_errors(k.diag);
    assert_int_equal(sb_diag_errors(k.diag), 0);
    sb_rect area = sb_text_area(&k.spec->format, 3);
    assert_near(text_at(page, "viele").x, area.x, 0.001);
    assert_true(isnan(text_at(page, "wenige").x));
    double half = (area.width - k.spec->format.gutter) / 2; /* shared by the two that stand */
    assert_near(text_at(page, "zitiert").x, area.x + half + k.spec->format.gutter, 0.001);
    sb_page_free(page);
    k.spec->pages[2].when = "not zitate";
    assert_int_equal(plan_all(&k)->n, 5);
    kit_close(&k);
}

static void a_text_file_is_set_with_its_links(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_block file = block_of(&k, SB_BLOCK_MARKDOWN);
    sb_spec_block *blocks[] = {&file};
    file.markdown = "ort.md";
    sb_page *page = compose_blocks(&k, blocks, 1);
    print_errors(k.diag);
    assert_int_equal(sb_diag_errors(k.diag), 0);
    sb_point link = text_at(page, "im Bericht"), dash = text_at(page, "– ");
    assert_int_equal(page->links.n, 1);
    assert_string_equal(page->links.at[0].element->link_uri, "https://example.org/A2");
    sb_rect box = page->links.at[0].box;
    assert_near(box.x, link.x, 0.001);
    assert_true(box.y < link.y && sb_rect_bottom(box) > link.y);
    assert_near(text_at(page, "Wohnen in Altstadt").x, dash.x, 0.001);
    assert_true(text_at(page, "eins").x > dash.x + 10);
    assert_near(text_at(page, "eins").y, dash.y, 0.001);
    bool is_numbered[2];
    int n_lists = 0;
    for (size_t i = 0; i < page->root->kids.n; i++) {
        const sb_element *kid = page->root->kids.at[i].element;
        if (kid && kid->role == SB_ROLE_L && n_lists < 2)
            is_numbered[n_lists++] = kid->is_numbered;
    }
    assert_int_equal(n_lists, 2);
    assert_true(!is_numbered[0] && is_numbered[1]); /* dashes; 1. 2. */
    sb_page_free(page);

    sb_spec_block missing = block_of(&k, SB_BLOCK_MARKDOWN);
    blocks[0] = &missing;
    missing.markdown = "none.md";
    sb_page_free(compose_blocks(&k, blocks, 1));
    assert_int_equal(sb_diag_errors(k.diag), 1);
    kit_close(&k);
}

static void what_does_not_fit_is_said_in_millimetres(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_block text = text_of(&k, "eins\n\nzwei\n\ndrei"), wide = text_of(&k, "breit"),
                  tall = block_of(&k, SB_BLOCK_SPACE);
    sb_spec_block *blocks[] = {&text, &wide, &tall};
    text.height = 30; /* 13 + 2 * 12.5 + 0.3 * 9.4 = 40.82 */
    wide.top = 120;
    wide.width = 200 * SB_MM;
    tall.top = 700;
    tall.height = 100; /* the text area ends at 790.02 */
    sb_page_free(compose_blocks(&k, blocks, 3));
    const char *expected[] = {
        "page 3 (A2): 'text' does not fit, 3.9 mm of height are missing",
        "page 3 (A2): 'text' does not fit, 30.0 mm of width are missing",
        "page 3 (A2): 'space' does not fit, 3.6 mm of height are missing",
    };
    assert_int_equal(sb_diag_count(k.diag), SB_COUNT(expected));
    for (size_t i = 0; i < SB_COUNT(expected); i++) {
        assert_string_equal(sb_diag_at(k.diag, i)->message, expected[i]);
        assert_int_equal(sb_diag_at(k.diag, i)->code, SB_E_LAYOUT);
    }
    kit_close(&k);
}

static void a_heading_shrinks_to_fit(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_block heading = block_of(&k, SB_BLOCK_HEADING);
    sb_spec_block *blocks[] = {&heading};
    heading.text = "Nordheim";
    heading.number = "{key}";
    heading.kicker = "Oben";
    heading.columns = 4;
    sb_page *page = compose_blocks(&k, blocks, 1);
    char line[500];
    assert_non_null(trace_line(page, "\"Nordheim\"", line));
    assert_non_null(strstr(line, " 30.000 "));
    double kicker = text_at(page, "Oben").y;
    assert_near(text_at(page, "Nordheim").y, kicker + 36, 0.001);
    assert_near(text_at(page, "A2 ").x, sb_text_area(&k.spec->format, 3).x, 0.001);
    sb_page_free(page);

    heading.text = "Altnordheimer Gartenvorstadt";
    page = compose_blocks(&k, blocks, 1);
    assert_non_null(trace_line(page, "\"Altnordheimer", line));
    assert_null(strstr(line, " 30.000 "));
    assert_int_equal(sb_diag_errors(k.diag), 0);
    sb_page_free(page);

    heading.text = "Altnordheimer Gartenvorstadt mit dem ganzen Umland";
    sb_page_free(compose_blocks(&k, blocks, 1));
    assert_int_equal(sb_diag_errors(k.diag), 1);
    assert_non_null(strstr(sb_diag_at(k.diag, 0)->message, "of width are missing"));
    kit_close(&k);
}

static void wrong_fields_are_said_once(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_block text = text_of(&k, "{einwhoner}");
    sb_spec_block *blocks[] = {&text};
    sb_page_free(compose_blocks(&k, blocks, 1));
    for (int i = 3; i < 7; i++)
        sb_page_free(compose(&k, i));
    assert_int_equal(sb_diag_errors(k.diag), 1);
    kit_close(&k);
}

static void small_numbers_bring_their_sign(void **state)
{
    (void)state;
    kit k = kit_open(SMALL);
    sb_spec_number number = {.node = k.spec->pages[2].node, .indicator = "einwohner"};
    sb_spec_block numbers = block_of(&k, SB_BLOCK_NUMBERS),
                  signs = block_of(&k, SB_BLOCK_SIGNS);
    sb_spec_block *blocks[] = {&numbers, &signs};
    numbers.numbers = &number;
    numbers.n_numbers = 1;
    sb_page *page = compose_blocks(&k, blocks, 2);
    assert_int_equal(k.composer.plan->signs, 1u << SB_WITHHELD); /* Süd has 2 inhabitants */
    assert_true(text_at(page, sb_sign(k.locale, SB_WITHHELD)).y > 0);
    assert_true(text_at(page, sb_sign_meaning(k.locale, SB_WITHHELD)).y > 0);
    sb_page_free(page);
    kit_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_grid_has_columns_and_gutters),
        cmocka_unit_test(margins_swap_on_left_pages),
        cmocka_unit_test(areas_come_in_order_and_by_group),
        cmocka_unit_test(pages_of_an_area_follow_each_other),
        cmocka_unit_test(only_some_areas_get_a_page),
        cmocka_unit_test(contents_lead_to_their_pages),
        cmocka_unit_test(long_contents_go_on_on_the_next_page),
        cmocka_unit_test(folios_stand_outside),
        cmocka_unit_test(blocks_start_at_their_tops),
        cmocka_unit_test(listings_print_a_figure_as_written),
        cmocka_unit_test(photos_keep_their_shape),
        cmocka_unit_test(texts_are_repeated_for_each_line_of_a_set),
        cmocka_unit_test(a_text_file_is_set_with_its_links),
        cmocka_unit_test(blocks_and_pages_stand_where_their_condition_holds),
        cmocka_unit_test(what_does_not_fit_is_said_in_millimetres),
        cmocka_unit_test(a_heading_shrinks_to_fit),
        cmocka_unit_test(wrong_fields_are_said_once),
        cmocka_unit_test(small_numbers_bring_their_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
