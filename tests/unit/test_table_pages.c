/* Tables over several pages, wide tables, and those that cannot be. */
#include "table_fixture.h"

#include "figure/sparkline.h"

#include <stdlib.h>

/* ---- several pages ---- */

static void a_table_goes_on_as_one(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 9,
                             .areas = 21,
                             .table = EACH TOTALS
                             "            columns: [alle, {column: alle, show: trend, since: "
                             "\"2018\", label: Verlauf}]\n",
                             .more = "        - text: Danach.\n"});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    int n_pages = sb_doc_pages(doc);
    assert_in_range(n_pages, 3, 5);
    const sb_element *table = table_of(doc, 0);
    assert_null(table_of(doc, 1));
    const sb_element *head = part_of(table, SB_ROLE_THEAD),
                     *body = part_of(table, SB_ROLE_TBODY);
    assert_int_equal(body->kids.n, 9 * (1 + 21) + 1);
    int rows_of_page[6] = {0};
    for (size_t r = 0; r < body->kids.n; r++) {
        const sb_element *row = kid(body, r), *cell = kid(row, 1);
        assert_ptr_equal(row->parent, body);
        assert_ptr_equal(cell->headers.at[0], kid(kid(head, 0), 1)); /* the first page's */
        assert_ptr_equal(cell->headers.at[1], kid(row, 0));
        if (r)
            assert_true(row->id > kid(body, r - 1)->id);
        rows_of_page[row->page->number]++;
    }
    for (int p = 0; p < n_pages; p++) {
        const ink *i = look(sb_doc_page(doc, p));
        assert_true(rows_of_page[p] >= 2);
        const struct seen *heading = find_text(i, "Anzahl");
        assert_non_null(heading);
        assert_int_equal(heading->mark >= 0, p == 0);
        assert_int_equal(!find_text(i, "Zahlen (Fortsetzung)"), p == 0);
        assert_int_equal(!find_text(i, "Amt"), p < n_pages - 1);
        assert_no_overlap(i);
        sb_rect area = sb_text_area(&k.composer.spec->format, p + 1);
        for (size_t t = 0; t < i->n_texts; t++)
            if (i->texts[t].mark >= 0)
                assert_true(sb_rect_bottom(i->texts[t].box) <= sb_rect_bottom(area) + 0.1);
    }
    SB_AUTO(sb_buf_free) sb_buf tags = {0};
    sb_doc_tags(doc, &tags);
    assert_non_null(strstr(tags.at, "\"Ort 9-21\""));
    assert_true(strstr(tags.at, "\"Danach.\"") > strstr(tags.at, "\"Ort 9-21\""));
    sb_doc_free(doc);
    close_city(&k);
}

/* No page begins or ends with a single area of a group, or ends with the name of one. */
static void pages_end_between_groups(void **state)
{
    (void)state;
    for (int areas = 2; areas <= 7; areas++) {
        kit k = open_city(
            (city){.groups = 9,
                   .areas = areas,
                   .table = EACH TOTALS "            columns: [alle]\n",
                   .more = "        - table:\n" EACH TOTALS "            columns: [alle]\n"});
        sb_doc *doc = compose_all(&k);
        assert_clean(&k);
        const sb_element *table;
        for (int n = 0; (table = table_of(doc, n)); n++) {
            const sb_element *body = part_of(table, SB_ROLE_TBODY);
            for (size_t r = 1; r < body->kids.n; r++) {
                if (kid(body, r)->page == kid(body, r - 1)->page)
                    continue;
                size_t in_group = r % (size_t)(areas + 1); /* 0: a group begins */
                assert_true(in_group == 0 || (in_group > 2 && in_group < (size_t)areas));
            }
        }
        sb_doc_free(doc);
        close_city(&k);
    }
}

/* Rows of a table on each of its pages. */
static int rows_by_page(const sb_doc *doc, int *n)
{
    const sb_element *body = part_of(table_of(doc, 0), SB_ROLE_TBODY);
    int first = kid(body, 0)->page->number, pages = 0;
    for (size_t r = 0; r < body->kids.n; r++) {
        int page = kid(body, r)->page->number - first;
        while (pages <= page)
            n[pages++] = 0;
        n[page]++;
    }
    return pages;
}

/* However many rows there are, no page has only one or two of them; and a turned table, alone
 * on its pages, has about as many on each. */
static void no_page_is_nearly_empty(void **state)
{
    (void)state;
    static const char *const tables[] = {
        EACH "            columns: [alle]\n",
        EACH "            wide: turn\n            columns: [alle]\n"};
    for (size_t t = 0; t < SB_COUNT(tables); t++)
        for (int areas = t ? 30 : 55; areas <= (t ? 90 : 66); areas += t ? 4 : 1) {
            kit k = open_city((city){.groups = 1, .areas = areas, .table = tables[t]});
            sb_doc *doc = compose_all(&k);
            assert_clean(&k);
            int n[8], pages = rows_by_page(doc, n);
            for (int p = 0; p < pages; p++) {
                assert_true(n[p] >= 3);
                if (t) /* the remainder of the rows; a foot; rows kept together */
                    assert_true(abs(n[p] - areas / pages) <= 3);
            }
            sb_doc_free(doc);
            close_city(&k);
        }
}

static void three_thousand_rows_are_fine(void **state)
{
    (void)state;
    kit k =
        open_city((city){.groups = 6,
                         .areas = 500,
                         .table = EACH TOTALS "            columns: [alle, jung, anteil]\n"});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    assert_int_equal(part_of(table_of(doc, 0), SB_ROLE_TBODY)->kids.n, 3000 + 6 + 1);
    assert_in_range(sb_doc_pages(doc), 45, 60);
    sb_doc_free(doc);
    close_city(&k);
}

/* ---- wide tables ---- */

static const char *sixty_columns(sb_arena *arena, const char *wide)
{
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    sb_buf_printf(&out, "%s            wide: %s\n            columns:\n", EACH, wide);
    for (int i = 0; i < 60; i++)
        sb_buf_printf(&out, "              - {column: alle, label: Spalte %d}\n", i + 1);
    return sb_arena_text(arena, out.at);
}

static void sixty_columns_need_a_way_out(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    kit k = open_city((city){.groups = 1, .areas = 3, .table = sixty_columns(arena, "error")});
    sb_doc_free(compose_all(&k));
    assert_said(&k, "page 1: 'Zahlen' does not fit, ");
    assert_non_null(strstr(sb_diag_at(k.diag, 0)->hint, "'wide: split'"));
    close_city(&k);
    k = open_city((city){.groups = 1, .areas = 3, .table = sixty_columns(arena, "turn")});
    sb_doc_free(compose_all(&k));
    assert_said(&k, "does not fit, ");
    close_city(&k);
}

static void columns_are_split(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    kit k = open_city((city){.groups = 1, .areas = 3, .table = sixty_columns(arena, "split")});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    assert_in_range(sb_doc_pages(doc), 4, 8);
    size_t columns = 0;
    for (int p = 0; p < sb_doc_pages(doc); p++) {
        const sb_element *row = kid(part_of(table_of(doc, p), SB_ROLE_TBODY), 1);
        assert_int_equal(row->page->number, p);
        assert_non_null(strstr(row_text(&k, row), "Ort 1-2|"));
        columns += row->kids.n - 1;
        assert_no_overlap(look(sb_doc_page(doc, p)));
    }
    assert_int_equal(columns, 60);
    sb_doc_free(doc);
    close_city(&k);
}

static void a_turned_table_stays_on_the_sheet(void **state)
{
    (void)state;
    kit k =
        open_city((city){.groups = 4,
                         .areas = 12,
                         .table = EACH TOTALS
                         "            wide: turn\n            columns: [alle, anteil, {column: "
                         "alle, show: trend, since: \"2018\", label: Verlauf}]\n"});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    assert_in_range(sb_doc_pages(doc), 3, 4); /* the heading's, then its own */
    for (int p = 1; p < sb_doc_pages(doc); p++) {
        sb_rect area = sb_text_area(&k.composer.spec->format, p + 1);
        const ink *i = look(sb_doc_page(doc, p));
        for (size_t t = 0; t < i->n_texts; t++) {
            sb_rect box = i->texts[t].box;
            if (i->texts[t].mark < 0)
                continue;
            assert_true(box.height > 0 && box.x >= area.x - 0.1 && box.y >= area.y - 0.1 &&
                        sb_rect_right(box) <= sb_rect_right(area) + 0.1 &&
                        sb_rect_bottom(box) <= sb_rect_bottom(area) + 0.1);
        }
        assert_no_overlap(i);
    }
    const sb_element *row = kid(part_of(table_of(doc, 0), SB_ROLE_TBODY), 1);
    sb_rect spark = kid(kid(row, 3), 0)->box; /* upright on the sheet, as it is drawn */
    assert_true(fabs(spark.height - SB_SPARK_WIDTH) < 0.1);
    sb_doc_free(doc);
    close_city(&k);
}

/* ---- what cannot be ---- */

static void a_cell_taller_than_the_page_is_an_error(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    SB_AUTO(sb_buf_free) sb_buf table = {0};
    sb_buf_text(&table, EACH "            columns: [{label: Worte, text: \"");
    for (int i = 0; i < 3000; i++)
        sb_buf_text(&table, "viele Worte ");
    sb_buf_text(&table, "\"}]\n");
    kit k = open_city((city){.groups = 1, .areas = 2, .table = sb_arena_text(arena, table.at)});
    sb_doc_free(compose_all(&k));
    assert_said(&k, "'Zahlen' does not fit, ");
    assert_said(&k, " mm of height are missing");
    close_city(&k);
}

static void long_labels_go_on_below(void **state)
{
    (void)state;
    static const char name[] = "Ein Ortsteil mit einem Namen der länger ist als die Tabelle "
                               "breit ist und deshalb auf mehreren Zeilen steht im Süden der";
    kit k = open_city((city){.groups = 1,
                             .areas = 2,
                             .name = name,
                             .table = EACH "            columns: [alle, anteil]\n"});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    assert_no_overlap(look(sb_doc_page(doc, 0)));
    sb_doc_free(doc);
    close_city(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_goes_on_as_one),
        cmocka_unit_test(pages_end_between_groups),
        cmocka_unit_test(no_page_is_nearly_empty),
        cmocka_unit_test(three_thousand_rows_are_fine),
        cmocka_unit_test(sixty_columns_need_a_way_out),
        cmocka_unit_test(columns_are_split),
        cmocka_unit_test(a_turned_table_stays_on_the_sheet),
        cmocka_unit_test(a_cell_taller_than_the_page_is_an_error),
        cmocka_unit_test(long_labels_go_on_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
