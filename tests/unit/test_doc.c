#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

static const sb_sheet a4 = {595.276, 841.89, 8.504};
static const sb_colour black = {{0, 0, 0, 1}, {0, 0, 0}};

/* A run of one glyph: only its text counts here. */
static void put_text(sb_page *page, const char *text, double baseline)
{
    static const sb_glyph glyph = {.id = 1, .advance = 5};
    sb_glyph_run *run = sb_arena_one(page->arena, sb_glyph_run);
    *run = (sb_glyph_run){.size = 9,
                          .language = "de",
                          .text = text,
                          .n_text = (int)strlen(text),
                          .glyphs = &glyph,
                          .n = 1};
    sb_list_glyphs(page->list, run, 72, baseline, black);
}

static sb_element *add_text(sb_page *page, sb_element *parent, sb_role role, const char *text)
{
    sb_element *element = sb_element_new(page, parent, role);
    sb_page_begin(page, element);
    put_text(page, text, 100);
    sb_page_end(page);
    return element;
}

static sb_page *table_page(void)
{
    sb_page *page = sb_page_new(sb_arena_new(0), a4);
    add_text(page, page->root, SB_ROLE_H1, "Bev\xc3\xb6lkerung");
    sb_element *table = sb_element_new(page, page->root, SB_ROLE_TABLE);
    sb_element *row = sb_element_new(page, table, SB_ROLE_TR);
    sb_element *head = add_text(page, row, SB_ROLE_TH, "2012");
    head->scope = SB_SCOPE_COLUMN;
    head->column_span = 2;
    row = sb_element_new(page, table, SB_ROLE_TR);
    sb_element *cell = add_text(page, row, SB_ROLE_TD, "15.022");
    sb_vec_push(page->arena, &cell->headers, head);
    return page;
}

static sb_page *text_page(void)
{
    sb_page *page = sb_page_new(sb_arena_new(0), a4);
    sb_page_begin_artifact(page, SB_ARTIFACT_HEADER);
    put_text(page, "running head", 20);
    sb_page_end(page);
    sb_element *figure = sb_element_new(page, page->root, SB_ROLE_FIGURE);
    figure->alt = "Karte \"Dichte\"";
    sb_element *p = sb_element_new(page, page->root, SB_ROLE_P);
    sb_page_begin(page, p);
    put_text(page, "In der Woh\xc2\xad", 100);
    put_text(page, "nung, siehe", 112);
    sb_page_end(page);
    sb_element *link = add_text(page, p, SB_ROLE_LINK, "Seite 1");
    link->link_page = 0;
    sb_page_link(page, link, (sb_rect){72, 90, 40, 12});
    sb_page_begin(page, p);
    put_text(page, "unten.", 112);
    sb_page_end(page);
    add_text(page, p, SB_ROLE_SPAN, "ward")->language = "en-GB";
    add_text(page, p, SB_ROLE_LINK, "Amt")->link_uri = "https://example.org/";
    return page;
}

static void tree_is_dumped_with_its_text(void **state)
{
    (void)state;
    char title[] = "Bericht";
    sb_doc *doc = sb_doc_new((sb_meta){.title = title, .language = "de-DE"});
    title[0] = 'b'; /* texts are copied */
    sb_doc_add(doc, table_page());
    sb_doc_add(doc, text_page());
    sb_buf out = {0};
    sb_doc_tags(doc, &out);
    assert_string_equal(out.at, "Document lang \"de-DE\" title \"Bericht\"\n"
                                "  Sect\n"
                                "    H1 \"Bev\xc3\xb6lkerung\"\n"
                                "    Table\n"
                                "      TR\n"
                                "        TH #5 scope Column columns 2 \"2012\"\n"
                                "      TR\n"
                                "        TD headers #5 \"15.022\"\n"
                                "  Sect\n"
                                "    Figure alt \"Karte \\\"Dichte\\\"\"\n"
                                "    P \"In der Wohnung, siehe\"\n"
                                "      Link to page 1 \"Seite 1\"\n"
                                "      \"unten.\"\n"
                                "      Span lang \"en-GB\" \"ward\"\n"
                                "      Link to \"https://example.org/\" \"Amt\"\n");
    sb_buf_free(&out);
    sb_doc_free(doc);
}

static void marks_are_numbered_by_page(void **state)
{
    (void)state;
    sb_doc *doc = sb_doc_new((sb_meta){0});
    sb_doc_add(doc, table_page());
    sb_doc_add(doc, text_page());
    sb_page *page = sb_doc_page(doc, 1);
    assert_int_equal(page->number, 1);
    assert_int_equal(page->marks.n, 5);
    assert_ptr_equal(page->marks.at[0], page->marks.at[2]);
    assert_int_equal(page->marks.at[1]->role, SB_ROLE_LINK);
    assert_ptr_equal(page->root->parent, sb_doc_root(doc));
    assert_int_equal(sb_doc_elements(doc), 14);
    assert_true(sb_list_is_good(page->list));
    sb_doc_free(doc);
}

static void free_one(void *ptr) { ++*(int *)ptr; }

static void pages_are_freed_with_the_document(void **state)
{
    (void)state;
    int freed = 0;
    sb_doc *doc = sb_doc_new((sb_meta){0});
    for (int i = 0; i < 3; i++) {
        sb_arena *arena = sb_arena_new(0);
        sb_arena_defer(arena, free_one, &freed);
        sb_page *page = sb_page_new(arena, a4);
        if (i < 2)
            sb_doc_add(doc, page);
        else
            sb_page_free(page);
    }
    assert_int_equal(freed, 1);
    sb_doc_free(doc);
    assert_int_equal(freed, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree_is_dumped_with_its_text),
        cmocka_unit_test(marks_are_numbered_by_page),
        cmocka_unit_test(pages_are_freed_with_the_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
