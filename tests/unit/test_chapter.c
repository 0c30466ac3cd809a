/* Chapters: their opening, their text over pages, the numbers of their figures. */
#include "compose/chapter.h"
#include "compose/makeup.h"
#include "compose/numbering.h"
#include "kit.h"

#define REPORT SB_TEST_DIR "/data/chapter/report.yaml"

static const sb_plan *plan_clean(kit *k)
{
    const sb_plan *plan = plan_all(k);
    print_errors(k->diag);
    assert_int_equal(sb_diag_errors(k->diag), 0);
    return plan;
}

static int pages_of_text(const sb_plan *plan)
{
    int n = 0;
    for (int i = 0; i < plan->n; i++)
        n += plan->pages[i].makeup != NULL;
    return n;
}

static void pages_belong_to_the_chapter_before_them(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    const sb_plan *plan = plan_clean(&k);
    int n = pages_of_text(plan);
    assert_int_equal(n, 6);
    assert_null(plan->pages[1].chapter);
    const sb_planned *opening = &plan->pages[2], *sheet = &plan->pages[3 + n],
                     *second = &plan->pages[4 + n], *last = &plan->pages[plan->n - 1];
    assert_string_equal(opening->title, "1  Ein langes Kapitel");
    assert_int_equal(opening->chapter->n_standfirst, 1);
    assert_ptr_equal(sheet->chapter, opening->chapter);
    assert_string_equal(second->title, "2  Die Ortsteile");
    assert_ptr_equal(plan->pages[5 + n].chapter, second->chapter);
    assert_int_equal(last->chapter->number, 0);
    assert_string_equal(last->chapter->title, "Anhang");
    kit_close(&k);
}

static void sections_are_numbered_and_filled_in(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    const sb_chapter *chapter = plan_clean(&k)->pages[2].chapter;
    assert_int_equal(chapter->n_sections, 2);
    assert_string_equal(chapter->sections[0].number, "1.1");
    assert_string_equal(chapter->sections[1].number, "1.2");
    assert_string_equal(chapter->sections[1].title, "Zweiter Teil f\u00fcr 2020");
    assert_string_equal(sb_planned_entry(&k.composer.plan->pages[3], 0), "Erster Teil");
    assert_null(sb_planned_entry(&k.composer.plan->pages[3], 1));
    assert_null(sb_planned_entry(&k.composer.plan->pages[4], 0));
    kit_close(&k);
}

/* Figures of the file come before those of the pages behind it; each kind by itself. */
static void figures_are_numbered_by_kind(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    const sb_plan *plan = plan_clean(&k);
    int sheet = 3 + pages_of_text(plan);
    const sb_spec_page *page = plan->pages[sheet].spec;
    assert_string_equal(sb_number_of(plan, k.spec->figures[0].block), "Abbildung\u00a01.1");
    assert_string_equal(sb_number_of(plan, k.spec->figures[1].block), "Tabelle\u00a01.1");
    assert_string_equal(sb_number_of(plan, page->blocks[1]), "Abbildung\u00a01.2");
    assert_null(sb_number_of(plan, page->blocks[0]));
    assert_int_equal(sb_numbered_page(plan, "balken"), 3);
    assert_int_equal(sb_numbered_page(plan, "tabelle"), sheet - 2);
    assert_int_equal(sb_numbered_page(plan, "nichts"), -1);
    kit_close(&k);
}

/* A figure called again keeps its number, a page that is not there has none. */
static void numbers_have_no_gaps(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    int sheet = 3;
    while (k.spec->pages[sheet].kind != SB_PAGE_PLAIN)
        sheet++;
    k.spec->pages[sheet].when = "stadt.einwohner < 1";
    const sb_plan *plan = plan_clean(&k);
    assert_null(sb_number_of(plan, k.spec->pages[sheet].blocks[1]));
    sb_markdown *blocks = (sb_markdown *)plan->pages[2].chapter->sections[1].blocks;
    for (int s = 0, i = 0; i < plan->pages[2].chapter->sections[s].n; i++)
        if (sb_figure_call(&plan->pages[2].chapter->sections[s].blocks[i], k.arena))
            blocks[0] = plan->pages[2].chapter->sections[s].blocks[i];
    sb_numbering numbering = {0};
    sb_number_text(&k.composer, plan->pages[2].chapter, &numbering, k.arena);
    assert_int_equal(numbering.n, 2); /* of three calls */
    kit_close(&k);
}

/* The page that a text names is the one on which the figure is drawn. */
static void texts_name_figures_and_their_pages(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    const sb_plan *plan = plan_clean(&k);
    char line[500];
    int sheet = 3 + pages_of_text(plan);
    sb_page *page = compose(&k, sheet);
    assert_non_null(trace_line(page,
                               sb_arena_printf(k.arena, "Von Abbildung\u00a01.1 bis Seite %d.",
                                               sb_numbered_page(plan, "tabelle") + 1),
                               line));
    assert_non_null(trace_line(page, "\"Abbildung\u00a01.2\u2002\"", line));
    sb_page_free(page);

    page = compose(&k, 3);
    assert_int_equal(page->links.n, 2);
    assert_int_equal(page->links.at[0].element->link_page, 3);
    assert_int_equal(page->links.at[1].element->link_page, sheet - 2);
    sb_page_free(page);
    print_errors(k.diag);
    kit_close(&k);
}

static bool overlap(sb_rect a, sb_rect b)
{
    return a.x < sb_rect_right(b) && b.x < sb_rect_right(a) && a.y < sb_rect_bottom(b) &&
           b.y < sb_rect_bottom(a);
}

static bool is_inside(sb_rect inner, sb_rect outer)
{
    return inner.x > outer.x - 0.01 && sb_rect_right(inner) < sb_rect_right(outer) + 0.01 &&
           sb_rect_bottom(inner) < sb_rect_bottom(outer) + 0.01;
}

static void nothing_overlaps_or_leaves_the_page(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    const sb_plan *plan = plan_clean(&k);
    sb_rect area = sb_text_area(&k.spec->format, 1);
    area.x = 0;
    int checked = 0;
    for (int p = 0; p < plan->n; p++) {
        const sb_makeup *makeup = plan->pages[p].makeup;
        for (size_t i = 0; makeup && i < makeup->laid.n; i++) {
            assert_true(is_inside(makeup->laid.at[i].box, area));
            for (size_t j = 0; j < i; j++, checked++)
                assert_false(overlap(makeup->laid.at[i].box, makeup->laid.at[j].box));
        }
    }
    assert_true(checked > 10);
    kit_close(&k);
}

/* Columns begin level, none ends with a line left alone, and every line stands once. */
static void columns_are_even_and_whole(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    const sb_plan *plan = plan_clean(&k);
    int columns = 0;
    for (int p = 0; p < plan->n; p++) {
        const sb_makeup *makeup = plan->pages[p].makeup;
        for (size_t i = 0; makeup && i < makeup->laid.n; i++) {
            const sb_laid *laid = &makeup->laid.at[i];
            if (laid->kind != SB_LAID_TEXT)
                continue;
            int n;
            const sb_galley_row *rows = sb_galley_rows(laid->galley, &n, k.arena);
            for (int c = 0; c < laid->n_parts; c++, columns++) {
                assert_near(laid->parts[c].at.y, laid->parts[0].at.y, 0);
                for (int r = 0; r < n; r++)
                    if (rows[r].baseline == laid->parts[c].to)
                        assert_true(rows[r].may_end);
            }
        }
    }
    assert_true(columns >= 12);
    sb_buf trace = {0};
    for (int p = 0; p < plan->n; p++)
        if (plan->pages[p].makeup) {
            sb_page *page = compose(&k, p);
            sb_list_trace(page->list, &trace);
            sb_page_free(page);
        }
    for (int a = 1; a <= 39; a++) { /* the file's paragraphs */
        const char *begin = sb_arena_printf(k.arena, "\"Absatz %d beginnt", a);
        const char *first = strstr(trace.at, begin);
        assert_non_null(first);
        assert_null(strstr(first + 1, begin));
    }
    sb_buf_free(&trace);
    kit_close(&k);
}

/* A paragraph that a page's end cuts is one P: the page behind adds a Span to it. */
static void a_cut_paragraph_is_one_element(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    const sb_plan *plan = plan_clean(&k);
    sb_doc *doc = sb_doc_new((sb_meta){.title = "t", .language = "de-DE"});
    for (int i = 0; i < plan->n; i++)
        sb_doc_add(doc, compose(&k, i));
    print_errors(k.diag);
    int cut = 0;
    for (int i = 1; i < plan->n; i++) {
        const sb_element *more = sb_doc_page(doc, i)->continued;
        if (!more)
            continue;
        cut++;
        assert_int_equal(more->role, SB_ROLE_SPAN);
        assert_true(more->parent->role == SB_ROLE_P || more->parent->role == SB_ROLE_SPAN);
        assert_ptr_equal(more->parent->page, sb_doc_page(doc, i - 1));
        const sb_kid last = more->parent->kids.at[more->parent->kids.n - 1];
        assert_ptr_equal(last.element, more);
    }
    assert_true(cut >= 3);
    sb_doc_free(doc);
    kit_close(&k);
}

static void headings_lie_below_their_chapters(void **state)
{
    (void)state;
    static const struct {
        int page; /* of the chapter's, from its opening */
        sb_role first;
    } cases[] = {{0, SB_ROLE_H1}, {1, SB_ROLE_H2}, {7, SB_ROLE_H2}};
    kit k = kit_open(REPORT);
    plan_clean(&k);
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        sb_page *page = compose(&k, 2 + cases[i].page);
        const sb_element *first = page->root->kids.at[0].element;
        assert_int_equal(first->role, cases[i].first);
        sb_page_free(page);
    }
    sb_page *page = compose(&k, 1); /* before the first chapter */
    assert_int_equal(page->root->kids.at[0].element->role, SB_ROLE_H1);
    sb_page_free(page);
    kit_close(&k);
}

static void the_outline_has_chapters_sections_and_pages(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    const sb_plan *plan = plan_clean(&k);
    static const struct {
        const char *title;
        int depth;
    } expected[] = {{"Inhalt", 1},
                    {"Davor", 1},
                    {"1  Ein langes Kapitel", 1},
                    {"Erster Teil", 2},
                    {"Zweiter Teil f\u00fcr 2020", 2},
                    {"Ein Blatt", 2},
                    {"2  Die Ortsteile", 1},
                    {"A Alt", 2},
                    {"Altstadt", 3},
                    {"Nordheim", 3},
                    {"B Neu", 2},
                    {"Neudorf", 3},
                    {"Anhang", 1},
                    {"Impressum", 2}};
    size_t at = 0;
    for (int i = 0; i < plan->n; i++) {
        sb_page *page = compose(&k, i);
        for (size_t b = 0; b < page->bookmarks.n; b++, at++) {
            assert_true(at < SB_COUNT(expected));
            assert_string_equal(page->bookmarks.at[b].title, expected[at].title);
            assert_int_equal(page->bookmarks.at[b].depth, expected[at].depth);
        }
        sb_page_free(page);
    }
    assert_int_equal(at, SB_COUNT(expected));
    kit_close(&k);
}

/* Chapters first with what begins in them, then the areas under their chapter's name. */
static void contents_list_chapters_and_what_is_in_them(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    const sb_plan *plan = plan_clean(&k);
    sb_page *page = compose(&k, 0);
    static const char *const lines[] = {"Davor ",  "Ein langes ", "Erster Teil ", "Ein Blatt ",
                                        "Anhang ", "Impressum ",  "Altstadt ",    "Neudorf "};
    char line[500];
    for (size_t i = 0; i < SB_COUNT(lines); i++)
        assert_non_null(trace_line(page, sb_arena_printf(k.arena, "\"%s", lines[i]), line));
    bool leads_to_text = false;
    for (size_t i = 0; i < page->links.n; i++)
        leads_to_text |= plan->pages[page->links.at[i].element->link_page].makeup != NULL;
    assert_true(leads_to_text);
    assert_int_equal(page->links.n, 11);
    sb_page_free(page);
    kit_close(&k);
}

/* On a grid without room beside it a quote stands in the text. */
static void a_narrow_grid_has_one_column(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    k.spec->format.columns = 3;
    k.spec->format.width = 420;
    const sb_plan *plan = plan_clean(&k);
    for (int p = 0; p < plan->n; p++)
        for (size_t i = 0; plan->pages[p].makeup && i < plan->pages[p].makeup->laid.n; i++) {
            const sb_laid *laid = &plan->pages[p].makeup->laid.at[i];
            assert_int_not_equal(laid->kind, SB_LAID_ASIDE);
            assert_true(laid->n_parts <= 1);
        }
    kit_close(&k);
}

/* `text` as the file of the first chapter; `path` is for remove(). */
static void write_chapter(kit *k, const char *text, char path[32])
{
    strcpy(path, "/tmp/sb-chapter-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *out = fdopen(file, "w");
    fputs(text, out);
    fclose(out);
    k->spec->pages[2].file = path;
}

static void methods_are_told_of_what_is_shown(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    char path[32], line[500];
    write_chapter(&k, "# a\n\n## b\n\n{methods}\n\n{figure:balken}\n\n{figure:tabelle}\n",
                  path);
    const sb_plan *plan = plan_clean(&k);
    const sb_section *section = &plan->pages[2].chapter->sections[0];
    assert_int_equal(section->n, 3);
    sb_page *page = compose(&k, 3);
    assert_non_null(trace_line(page, "\"Menschen je Haus:", line));
    assert_string_equal(section->blocks[0].passages[1].text,
                        " Gez\u00e4hlt im Mai. Quelle: Z\u00e4hlung");
    sb_page_free(page);
    remove(path);
    kit_close(&k);
}

/* Written as the chapter's file, then planned. */
static void what_is_wrong_in_a_chapter_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *message;
    } cases[] = {
        {"# a\n\n## b\n\n{figure: bild}", 5, "no figure is called 'bild'"},
        {"# a\n\n## b\n\n{ref: bild}", 5, "nothing is called '{ref:bild}'"},
        {"# a\n\n## b\n\n# c", 5, "a chapter has one title"},
        {"# a\n\n{stadt.nichts}\n\n## b", 3, "nothing is called '{stadt.nichts}'"},
        {"# a\n\n## b {leer}\n\nc", 3, "nothing is called '{leer}'"},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        kit k = kit_open(REPORT);
        char path[32];
        write_chapter(&k, cases[i].text, path);
        plan_all(&k);
        bool is_said = false;
        for (size_t e = 0; e < sb_diag_count(k.diag); e++)
            is_said |= strcmp(sb_diag_at(k.diag, e)->message, cases[i].message) == 0 &&
                       sb_diag_at(k.diag, e)->at.line == cases[i].line;
        if (!is_said)
            print_errors(k.diag);
        assert_true(is_said);
        remove(path);
        kit_close(&k);
    }
}

/* What is too wide or too long for its place is told, never cut. */
static void what_finds_no_room_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message; /* NULL: there is room */
    } cases[] = {
        {"# a\n\n## Ein Titel, der mit seiner Nummer mehr als eine Zeile braucht, weil er lang "
         "ist\n\nb",
         NULL},
        {"# a\n\n## QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ\n\nb", "width"},
        {"# a\n\n## b\n\n{figure:balken}\n\n{figure:tabelle}", "width"},
        {"# a\n\n## b\n\nc\n\n> **Viel** ", "height"},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        kit k = kit_open(REPORT);
        char path[32];
        const char *text = cases[i].text;
        if (strstr(text, "**Viel**")) {
            sb_buf many = {0};
            for (int w = 0; w < 1500; w++)
                sb_buf_text(&many, "Wort ");
            text = sb_arena_printf(k.arena, "%s%s", text, many.at);
            sb_buf_free(&many);
        }
        if (strstr(text, "{figure:balken}"))
            k.spec->figures[0].block->width = 700;
        k.spec->pages[3].blocks[2]->text = k.spec->pages[3].blocks[3]->text = "x";
        write_chapter(&k, text, path);
        plan_clean(&k);
        sb_page_free(compose(&k, 3));
        assert_int_equal(sb_diag_errors(k.diag), cases[i].message ? 1 : 0);
        if (cases[i].message)
            assert_non_null(strstr(sb_diag_at(k.diag, 0)->message, cases[i].message));
        remove(path);
        kit_close(&k);
    }
}

/* The page of a figure that the sheet does not have cannot be named on it. */
static void fact_sheets_name_no_pages_of_the_book(void **state)
{
    (void)state;
    kit k = kit_open(REPORT);
    sb_spec_page *each = NULL;
    for (int i = 0; i < k.spec->n_pages; i++)
        if (k.spec->pages[i].each)
            each = &k.spec->pages[i];
    each->blocks[1]->text = "{ref:balken}";
    const sb_plan *plan =
        sb_plan_new(&k.composer, NULL, (sb_place){0, 0}, k.shaper, k.arena, k.diag);
    assert_int_equal(plan->n, 1);
    assert_null(plan->pages[0].chapter);
    each->blocks[1]->text = "{page:balken}";
    plan_clean(&k);
    sb_plan_new(&k.composer, NULL, (sb_place){0, 0}, k.shaper, k.arena, k.diag);
    assert_true(sb_diag_errors(k.diag) > 0);
    kit_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_belong_to_the_chapter_before_them),
        cmocka_unit_test(sections_are_numbered_and_filled_in),
        cmocka_unit_test(figures_are_numbered_by_kind),
        cmocka_unit_test(numbers_have_no_gaps),
        cmocka_unit_test(texts_name_figures_and_their_pages),
        cmocka_unit_test(nothing_overlaps_or_leaves_the_page),
        cmocka_unit_test(columns_are_even_and_whole),
        cmocka_unit_test(a_cut_paragraph_is_one_element),
        cmocka_unit_test(headings_lie_below_their_chapters),
        cmocka_unit_test(the_outline_has_chapters_sections_and_pages),
        cmocka_unit_test(contents_list_chapters_and_what_is_in_them),
        cmocka_unit_test(a_narrow_grid_has_one_column),
        cmocka_unit_test(what_finds_no_room_is_told),
        cmocka_unit_test(fact_sheets_name_no_pages_of_the_book),
        cmocka_unit_test(methods_are_told_of_what_is_shown),
        cmocka_unit_test(what_is_wrong_in_a_chapter_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
