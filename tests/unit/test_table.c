/* Tables with a row for each area: rows, totals, heads, cells. */
#include "table_fixture.h"

static const char all_kinds[] = EACH TOTALS
    "            keys: true\n            label: Gebiet\n            signs: true\n"
    "            ruling: zebra\n            columns:\n"
    "              - {column: alle, periods: [\"2018\", \"2020\"], label: Menschen}\n"
    "              - {column: jung, of: alle, under: [darunter, jung], note: "
    "unter 18}\n"
    "              - {column: anteil, as: heat, under: [darunter, jung]}\n"
    "              - {column: alle, show: change, since: \"2018\", under: darunter, "
    "label: Zuwachs}\n"
    "              - {column: saldo, as: bar}\n"
    "              - {column: saldo, as: arrow, label: Richtung}\n"
    "              - {column: alle, show: trend, since: \"2018\", label: Verlauf}\n"
    "              - {column: alle, show: rank, label: Rang}\n"
    "              - {text: \"in {bezirk.name}\", label: Worte}\n";

static void rows_are_areas_and_their_totals(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 2, .areas = 2, .table = all_kinds});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    const sb_element *body = part_of(table_of(doc, 0), SB_ROLE_TBODY);
    assert_int_equal(body->kids.n, 2 * (1 + 2) + 1);
    assert_string_equal(
        row_text(&k, kid(body, 1)),
        "10001\xc2\xa0 Ort 1-1|1.100|1.102|9,8|9,8|+0,2|20|20|*|4.|in Bezirk 1");
    assert_non_null(strstr(row_text(&k, kid(body, 0)), "Bezirk 1|3.200|3.204|"));
    assert_non_null(strstr(row_text(&k, kid(body, 6)), "Stadt|6.600|6.608|"));
    sb_doc_free(doc);
    close_city(&k);
}

static void heads_span_their_columns(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 2, .areas = 2, .table = all_kinds});
    sb_doc *doc = compose_all(&k);
    const sb_element *head = part_of(table_of(doc, 0), SB_ROLE_THEAD);
    assert_int_equal(head->kids.n, 3);
    /* corner, Menschen, darunter, and five columns that reach down */
    const sb_element *first = kid(head, 0), *second = kid(head, 1), *third = kid(head, 2);
    assert_int_equal(first->kids.n, 1 + 2 + 5);
    assert_int_equal(kid(first, 0)->row_span, 3);
    assert_int_equal(kid(first, 1)->column_span, 2);
    assert_int_equal(kid(first, 2)->column_span, 3);
    assert_int_equal(kid(first, 3)->row_span, 3);
    assert_int_equal(second->kids.n, 2 + 1 + 1); /* 2018, 2020, jung, Zuwachs */
    assert_int_equal(kid(second, 2)->column_span, 2);
    assert_int_equal(third->kids.n, 2);
    /* a cell under three heads names them and its row */
    const sb_element *row = kid(part_of(table_of(doc, 0), SB_ROLE_TBODY), 1);
    const sb_element *share = kid(row, 3);
    assert_int_equal(share->headers.n, 4);
    assert_ptr_equal(share->headers.at[0], kid(first, 2));
    assert_ptr_equal(share->headers.at[1], kid(second, 2));
    assert_ptr_equal(share->headers.at[2], kid(third, 0));
    assert_ptr_equal(share->headers.at[3], kid(row, 0));
    /* the caption stands in the table, and the note's mark at its head */
    assert_int_equal(kid(table_of(doc, 0), 0)->role, SB_ROLE_CAPTION);
    const ink *i = look(sb_doc_page(doc, 0));
    assert_non_null(find_text(i, "¹ unter 18"));
    sb_doc_free(doc);
    close_city(&k);
}

static void decimals_align_and_nothing_overlaps(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 3, .areas = 5, .table = all_kinds});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    const sb_page *page = sb_doc_page(doc, 0);
    const ink *i = look(page);
    double comma[12] = {0}, right[12] = {0};
    int n = 0;
    for (size_t t = 0; t < i->n_texts; t++) {
        if (i->texts[t].mark < 0)
            continue;
        const sb_element *cell = page->marks.at[i->texts[t].mark], *row = cell->parent;
        for (size_t c = 1; row && row->role == SB_ROLE_TR && c < row->kids.n - 1; c++) {
            if (cell->role != SB_ROLE_TD || kid(row, c) != cell)
                continue;
            double end = sb_rect_right(i->texts[t].box);
            if (!right[c])
                right[c] = end;
            assert_true(fabs(end - right[c]) < 0.1); /* all of a column have the same digits */
            if (isnan(i->texts[t].comma))
                continue;
            if (!comma[c])
                comma[c] = i->texts[t].comma;
            assert_true(fabs(i->texts[t].comma - comma[c]) < 0.1);
            n++;
        }
    }
    assert_true(n >= 3 * 19);
    assert_no_overlap(i);
    sb_doc_free(doc);
    close_city(&k);
}

static void bars_are_as_long_as_their_values(void **state)
{
    (void)state;
    kit k = open_city((city){
        .groups = 1,
        .areas = 4, /* 20, -10, -40, -70 */
        .table = EACH "            columns: [{column: saldo, as: bar}]\n",
    });
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    const ink *i = look(sb_doc_page(doc, 0));
    assert_int_equal(i->n_fills, 4);
    double unit = i->fills[0].box.width / 20, zero = i->fills[0].box.x;
    static const double values[] = {20, -10, -40, -70};
    for (int b = 0; b < 4; b++) {
        assert_true(fabs(i->fills[b].box.width - fabs(values[b]) * unit) < 0.1);
        double from = values[b] < 0 ? sb_rect_right(i->fills[b].box) : i->fills[b].box.x;
        assert_true(fabs(from - zero) < 0.1);
    }
    sb_doc_free(doc);
    close_city(&k);
}

static void all_missing_prints_signs(void **state)
{
    (void)state;
    kit k = open_city((city){
        .groups = 1,
        .areas = 2,
        .data = "gebiet;jahr;alle;jung;saldo;halb\n10001;2020;.;.;.;.\n10002;2020;.;.;.;.\n",
        .table =
            EACH "            signs: true\n"
                 "            columns: [alle, {column: alle, as: heat}, {column: saldo, as: "
                 "bar}, {column: jung, of: alle, label: Teil}]\n",
    });
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    const sb_element *body = part_of(table_of(doc, 0), SB_ROLE_TBODY);
    assert_string_equal(row_text(&k, kid(body, 0)), "Ort 1-1|.|.|.|.");
    const ink *i = look(sb_doc_page(doc, 0));
    assert_int_equal(i->n_fills, 0);
    assert_non_null(find_text(i, ". = Zahlenwert unbekannt oder geheim zu halten"));
    sb_doc_free(doc);
    close_city(&k);
}

static bool is_explained(const char *columns, const char *sign)
{
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const char *data = "gebiet;jahr;alle;jung;saldo;halb\n10001;2020;1000;200;0;0,4\n"
                       "10002;2020;1000;205;0;0,4\n10003;2020;1000;210;1;.\n";
    kit k = open_city(
        (city){.groups = 1,
               .areas = 3,
               .data = data,
               .table = sb_arena_printf(
                   arena, EACH "            signs: true\n            columns: %s\n", columns)});
    sb_doc *doc = compose_all(&k);
    const ink *i = look(sb_doc_page(doc, 0));
    bool is_found = false;
    for (size_t t = 0; t < i->n_texts; t++)
        is_found |= strstr(i->texts[t].text, sign) && strstr(i->texts[t].text, " = ");
    sb_doc_free(doc);
    close_city(&k);
    return is_found;
}

/* All signs that stand in a table, in the place of a number or behind it, and no others. */
static void signs_are_explained(void **state)
{
    (void)state;
    static const char quote[] = "[{column: quote, label: Q}]", alle[] = "[alle]";
    assert_true(is_explained(quote, "\u2248 = Unterschied zum Gesamtwert kann Zufall sein"));
    assert_true(is_explained("[rund, saldo]", ". = Zahlenwert unbekannt"));
    assert_false(is_explained(quote, "0 = "));
    assert_false(is_explained("[anteil]", "\u2248 = "));
    assert_true(is_explained("[rund, saldo]", "0 = weniger als"));
    assert_true(is_explained("[rund, saldo]", "\u2013 = nichts vorhanden"));
    assert_false(is_explained(alle, " = "));
}

/* 1,4 + 2,5 = 3,9: printed 1 + 3 = 4; 1,4 + 2,5 + 3,4 + 4,5 = 11,8: 1 + 3 + 3 + 5 = 12. */
static void rounded_sums_are_explained(void **state)
{
    (void)state;
    static const char table[] =
        EACH TOTALS "            signs: true\n            columns: [rund]\n";
    kit k = open_city((city){.groups = 1, .areas = 2, .table = table});
    sb_doc *doc = compose_all(&k);
    const char *remark = sb_word(k.locale, SB_W_ROUNDED);
    assert_null(find_text(look(sb_doc_page(doc, 0)), remark));
    sb_doc_free(doc);
    close_city(&k);
    /* 1,4 + 2,5 + 3,4 = 7,3: printed 1 + 3 + 3 is 7; with 4,5 and 5,4: 17,2 is 17, not 1 + 3 +
     * 3
     * + 5 + 5; with 6,5 and 7,4: 31,1 is 31, not 17 + 7 + 7 */
    k = open_city((city){.groups = 1, .areas = 7, .table = table});
    doc = compose_all(&k);
    assert_null(find_text(look(sb_doc_page(doc, 0)), remark));
    sb_doc_free(doc);
    close_city(&k);
    k = open_city((city){
        .groups = 1,
        .areas = 2,
        .table = table,
        .data =
            "gebiet;jahr;alle;jung;saldo;halb\n10001;2020;1;1;1;1,4\n10002;2020;1;1;1;1,4\n"});
    doc = compose_all(&k); /* 1 + 1, but 2,8 is 3 */
    assert_non_null(find_text(look(sb_doc_page(doc, 0)), remark));
    sb_doc_free(doc);
    close_city(&k);
}

static void tables_of_areas_look_as_approved(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 2, .areas = 3, .table = all_kinds});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    sb_list_trace(sb_doc_page(doc, 0)->list, &out);
    assert_golden("table-areas.dl", &out);
    sb_doc_free(doc);
    close_city(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_areas_and_their_totals),
        cmocka_unit_test(heads_span_their_columns),
        cmocka_unit_test(decimals_align_and_nothing_overlaps),
        cmocka_unit_test(bars_are_as_long_as_their_values),
        cmocka_unit_test(all_missing_prints_signs),
        cmocka_unit_test(signs_are_explained),
        cmocka_unit_test(rounded_sums_are_explained),
        cmocka_unit_test(tables_of_areas_look_as_approved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
