#include "source/markdown.h"
#include "source/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

#include "world.h"

static const sb_node *parse(world *w, const char *text)
{
    return sb_source_parse("t.yaml", text, strlen(text), w->arena, w->diag);
}

static void assert_span(sb_span at, int line, int column, int length)
{
    assert_string_equal(at.file, "t.yaml");
    assert_int_equal(at.line, line);
    assert_int_equal(at.column, column);
    assert_int_equal(at.length, length);
}

static void nodes_know_where_they_stand(void **state)
{
    world *w = *state;
    const sb_node *root = parse(w, "\xef\xbb\xbfKöln: {größe: 405.2, plz: \"007\", leer: }\n"
                                   "text: |\n"
                                   "  eins\n"
                                   "  zwei {drei}\n"
                                   "liste: [a, b c]\n");
    assert_non_null(root);
    const sb_node *koeln = sb_node_at(root, "Köln");
    assert_span(koeln->at, 1, 7, 1);
    assert_span(root->keys[0]->at, 1, 1, 4);
    assert_span(sb_node_span(koeln, "größe"), 1, 15, 5);
    assert_span(sb_node_span(koeln, "fehlt"), 1, 7, 1);
    const sb_node *plz = sb_node_at(koeln, "plz");
    assert_false(plz->is_plain);
    assert_string_equal(plz->text, "007");
    assert_span(sb_node_part(plz, 1, 2), 1, 29, 2);
    assert_true(sb_node_is_null(sb_node_at(koeln, "leer")));
    assert_true(sb_node_is_null(sb_node_at(koeln, "fehlt")));
    const sb_node *text = sb_node_at(root, "text");
    assert_string_equal(text->text, "eins\nzwei {drei}\n");
    assert_span(sb_node_part(text, 10, 6), 4, 8, 6);
    const sb_node *list = sb_node_at(root, "liste");
    assert_int_equal(list->kind, SB_NODE_LIST);
    assert_int_equal(list->n, 2);
    assert_span(list->items[1]->at, 5, 12, 3);
}

static void lines_are_those_of_the_file(void **state)
{
    world *w = *state;
    const sb_node *root = parse(w, "figures:\n"
                                   "    karte:   # eine Karte\n"
                                   "        map:\n"
                                   "            types: [1,\n"
                                   "                    2]  # zwei\n"
                                   "\n"
                                   "        # darunter\n"
                                   "        note: |\n"
                                   "            eins\n"
                                   "\n"
                                   "            zwei\n"
                                   "\n"
                                   "    # nicht mehr dabei\n"
                                   "    kurz: {map: {}}\n"
                                   "ende: 1");
    const sb_node *figures = sb_node_at(root, "figures");
    assert_string_equal(sb_node_lines(figures->keys[0], figures->items[0], w->arena),
                        "karte:   # eine Karte\n"
                        "    map:\n"
                        "        types: [1,\n"
                        "                2]  # zwei\n"
                        "\n"
                        "    # darunter\n"
                        "    note: |\n"
                        "        eins\n"
                        "\n"
                        "        zwei");
    assert_string_equal(sb_node_lines(figures->keys[1], figures->items[1], w->arena),
                        "kurz: {map: {}}");
    assert_string_equal(sb_node_lines(root->keys[1], root->items[1], w->arena), "ende: 1");
}

static void parts_of_escaped_text_are_the_whole(void **state)
{
    const sb_node *root = parse(*state, "a: \"x\\ny {z}\"\nb: x\n   {y}\n");
    assert_span(sb_node_part(sb_node_at(root, "a"), 4, 3), 1, 4, 10);
    assert_span(sb_node_part(sb_node_at(root, "b"), 2, 3), 2, 4, 1);
}

static void aliases_share_nodes(void **state)
{
    const sb_node *root = parse(*state, "a: &m {x: 1}\nb: *m\n");
    assert_ptr_equal(sb_node_at(root, "a"), sb_node_at(root, "b"));
}

/* Each broken text with its first error and a word of its hint. */
static const struct {
    const char *text;
    sb_code code;
    int line, column;
    const char *message, *hint;
} broken[] = {
    {"a: 1\nb: 2\na: 3\n", SB_E_SYNTAX, 3, 1, "'a' stands twice in one map", "line 1 and in"},
    {"a: {name} heute\n", SB_E_SYNTAX, 1, 1, "a text that starts with '{' is not quoted",
     "{key}"},
    {"t: {key} {name}\nb: 1\n", SB_E_SYNTAX, 1, 1, "a text that starts with '{' is not quoted",
     "quotes"},
    {"a:\n  unit: %\n", SB_E_SYNTAX, 2, 9, "a text cannot start with '%' unless it is quoted",
     "unit: \"%\""},
    {"source: Quelle: Stadt\n", SB_E_SYNTAX, 1, 15, "a second ': ' in one value", "quotes"},
    {"a:\n\tb: 1\n", SB_E_SYNTAX, 2, 1, "a tab stands in the indentation", "blanks"},
    {"a: \"Köln\" heute\n", SB_E_SYNTAX, 1, 1, "text stands behind a closing quote",
     "other kind"},
    {"a: \"Köln\nb: 1\n", SB_E_SYNTAX, 1, 4, "a quote is opened and never closed",
     "same quote"},
    {"a: [1, 2\nb: 1\n", SB_E_SYNTAX, 1, 4, "a list '[' is not closed or lacks a comma", "']'"},
    {"a: {b: Quelle: Stadt, c: 1}\n", SB_E_SYNTAX, 1, 14, "a second ': ' in one value",
     "quotes"},
    {"a: {b: 1\nc: 1\n", SB_E_SYNTAX, 1, 4, "a map '{' is not closed or lacks a comma", "'}'"},
    {"a: 1\nb\nc: 1\n", SB_E_SYNTAX, 2, 1, "a key without ': '", "key: value"},
    {"a: - b\n", SB_E_SYNTAX, 1, 4, "a list cannot start behind a key in the same line",
     "[a, b]"},
    {"a: > 65 Jahre\n", SB_E_SYNTAX, 1, 6, "text behind '>' or '|' must start in the next line",
     "quotes"},
    {"a: 1\n---\nb: 2\n", SB_E_SYNTAX, 2, 1, "a second document starts here", "include"},
    {"a: {<<: 1}\n", SB_E_SYNTAX, 1, 5, "merging maps with '<<' is not supported", "write"},
    {"a: *fehlt\n", SB_E_SYNTAX, 1, 4, "nothing above is marked with '&fehlt'", "quoted"},
    {"a: &a [*a]\n", SB_E_SYNTAX, 1, 8, "nothing above is marked with '&a'", "quoted"},
    {"a: !!int 3\n", SB_E_SYNTAX, 1, 4,
     "types such as 'tag:yaml.org,2002:int' are not supported", "quoted"},
    {"[a]: 1\n", SB_E_SYNTAX, 1, 1, "a key must be a text, not a list or a map", "quoted"},
    {"a: K\xf6ln\n", SB_E_SYNTAX, 1, 5, "byte 0xF6 is not UTF-8", "Latin-1"},
    {"ä: a\x01\n", SB_E_SYNTAX, 1, 5, "control character 0x01", "plain"},
    {"a: \"\\0\"\n", SB_E_SYNTAX, 1, 4, "a text cannot contain the character NUL", NULL},
    {"# nur ein Kommentar\n", SB_E_SYNTAX, 0, 0, "'t.yaml' is empty", NULL},
    {"\xff\xfe"
     "a",
     SB_E_SYNTAX, 1, 1, "byte 0xFF is not UTF-8", "UTF-8"},
};

static void broken_text_is_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < SB_COUNT(broken); i++) {
        void *inner;
        set_up(&inner);
        world *w = inner;
        assert_null(parse(w, broken[i].text));
        assert_true(sb_diag_count(w->diag) > 0);
        const sb_error *e = sb_diag_at(w->diag, 0);
        if (strcmp(e->message, broken[i].message) || e->at.line != broken[i].line ||
            e->at.column != broken[i].column)
            fail_msg("%s\n  gives %d:%d %s", broken[i].text, e->at.line, e->at.column,
                     e->message);
        assert_int_equal(e->code, broken[i].code);
        if (broken[i].hint)
            assert_non_null(strstr(e->hint, broken[i].hint));
        tear_down(&inner);
    }
}

static void depth_is_limited(void **state)
{
    world *w = *state;
    char deep[2 * 70 + 1] = {0};
    memset(deep, '[', 70);
    memset(deep + 70, ']', 70);
    assert_null(parse(w, deep));
    assert_int_equal(sb_diag_at(w->diag, 0)->code, SB_E_LIMIT);
    assert_int_equal(sb_diag_at(w->diag, 0)->at.column, 65);
}

static void aliases_cannot_hide_depth(void **state)
{
    world *w = *state;
    sb_buf text = {0};
    sb_buf_text(&text, "a0: &a0 [1]\n");
    for (int i = 1; i < 70; i++)
        sb_buf_printf(&text, "a%d: &a%d [*a%d]\n", i, i, i - 1);
    assert_null(parse(w, text.at));
    assert_int_equal(sb_diag_at(w->diag, 0)->code, SB_E_LIMIT);
    sb_buf_free(&text);
}

static void a_billion_laughs_stay_small(void **state)
{
    world *w = *state;
    sb_buf text = {0};
    sb_buf_text(&text, "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 12; i++) {
        sb_buf_printf(&text, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++)
            sb_buf_printf(&text, "%s*a%d", k ? ", " : "", i - 1);
        sb_buf_text(&text, "]\n");
    }
    assert_null(parse(w, text.at));
    assert_int_equal(sb_diag_at(w->diag, 0)->code, SB_E_LIMIT);
    assert_true(sb_arena_used(w->arena) < 1 << 20);
    sb_buf_free(&text);
}

static void files_are_read_and_missing_ones_named(void **state)
{
    world *w = *state;
    assert_non_null(
        sb_source_load(SB_TEST_DIR "/real/koeln.yaml", SB_NOWHERE, w->arena, w->diag));
    assert_int_equal(sb_diag_count(w->diag), 0);
    sb_span asked = {"from.yaml", 3, 4, 5};
    assert_null(sb_source_load(SB_TEST_DIR "/none.yaml", asked, w->arena, w->diag));
    assert_int_equal(sb_diag_at(w->diag, 0)->code, SB_E_IO);
    assert_int_equal(sb_diag_at(w->diag, 0)->at.line, 3);
}

/* ---- Markdown ---- */

static const sb_markdown *parse_markdown(world *w, const char *text)
{
    return sb_markdown_parse("t.md", text, strlen(text), w->arena, w->diag);
}

/* A tree as one line: paragraphs p, headings h1 h2, lists l, items i or their number, quotes q;
 * words with / for italic, * for bold, @ for links and the language in front. */
static void dump(const sb_markdown *block, sb_buf *out)
{
    static const char *const kinds[] = {"", "p", "h", "l", "i", "q"};
    sb_buf_text(out, kinds[block->kind]);
    if (block->level || block->number)
        sb_buf_printf(out, "%d", block->level + block->number);
    sb_buf_text(out, "(");
    for (int i = 0; i < block->n_passages; i++) {
        const sb_passage *p = &block->passages[i];
        sb_buf_printf(out, "%s%s%s%s%s%s", i ? "|" : "", p->language ? p->language : "",
                      p->is_italic ? "/" : "", p->is_bold ? "*" : "", p->link ? "@" : "",
                      p->text);
    }
    for (int i = 0; i < block->n_kids; i++)
        dump(&block->kids[i], out);
    sb_buf_text(out, ")");
}

static void markdown_becomes_a_tree(void **state)
{
    world *w = *state;
    static const struct {
        const char *text, *tree;
    } cases[] = {
        {"", "()"},
        {"eins\nzwei\n\ndrei", "(p(eins zwei)p(drei))"},
        {"# Titel\n## Unter\nText", "(h1(Titel)h2(Unter)p(Text))"},
        {"a *b* **c *d*** e", "(p(a |/b| |*c |/*d| e))"},
        {"- a\n- b\n  - c", "(l(i(p(a))i(p(b)l(i(p(c))))))"},
        {"3. a\n4. b", "(l(i3(p(a))i4(p(b))))"},
        {"> a\n> b", "(q(p(a b)))"},
        {"sieh [hier *nach*](https://example.org/{key}).", "(p(sieh |@hier |/@nach|.))"},
        {"die <span lang=\"en\">poverty *line*</span> hier",
         "(p(die |enpoverty |en/line| hier))"},
        {"eins\\\nzwei", "(p(eins\nzwei))"},
        {"{einwohner|number} _x_ 5 * 3 a_b_c", "(p({einwohner|number} |/x| 5 * 3 a_b_c))"},
        {"5 &lt; 6 & \\*", "(p(5 < 6 & *))"},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        const sb_markdown *all = parse_markdown(w, cases[i].text);
        assert_non_null(all);
        sb_buf tree = {0};
        dump(all, &tree);
        assert_string_equal(tree.at, cases[i].tree);
        sb_buf_free(&tree);
    }
    assert_int_equal(sb_diag_count(w->diag), 0);
    const sb_markdown *all = parse_markdown(w, "eins\n\n> zwei\n>\n> drei\n");
    assert_int_equal(all->kids[1].kids[1].at.line, 5);
    assert_string_equal(parse_markdown(w, "[a](mailto:b@c.de)")->kids[0].passages[0].link,
                        "mailto:b@c.de");
}

static void what_cannot_be_set_is_told_with_its_line(void **state)
{
    world *w = *state;
    static const struct {
        const char *text;
        int line;
        const char *message;
    } cases[] = {
        {"a\n\n![Bild](b.png)", 3, "a picture in a text cannot be set"},
        {"a `b`", 1, "code in a text cannot be set"},
        {"a\n\n    b", 3, "code in a text cannot be set"},
        {"<table>\n</table>", 1, "HTML in a text cannot be set"},
        {"a <b>b</b>", 1, "HTML in a text cannot be set"},
        {"<span lang=\"e\">b</span>", 1, "HTML in a text cannot be set"},
        {"a <span lang=\"en\">b", 1, "a <span> is not closed"},
        {"a\n\n---\n\nb", 3, "a line across a text cannot be set"},
        {"| a | b |\n|---|---|\n| 1 | 2 |", 1, "a table in a text cannot be set"},
        {"a[^1]\n\n[^1]: b", 1, "a footnote cannot be set"},
        {"#### a", 1, "a heading of level 4 cannot be set"},
        {"[a](javascript:b)", 1, "a link leads to 'javascript:b'"},
        {"[a](b.pdf)", 1, "a link leads to 'b.pdf'"},
        {"a\xff", 0, "'t.md' is not UTF-8"},
    };
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
        assert_null(
            sb_markdown_parse("t.md", cases[i].text, strlen(cases[i].text), w->arena, diag));
        assert_string_equal(sb_diag_at(diag, 0)->message, cases[i].message);
        assert_int_equal(sb_diag_at(diag, 0)->at.line, cases[i].line);
    }
}

static void marks_in_each_other_are_limited(void **state)
{
    world *w = *state;
    char quotes[2001], stars[4001] = "";
    memset(quotes, '>', 2000);
    quotes[2000] = '\0';
    assert_null(parse_markdown(w, sb_arena_printf(w->arena, "%s a", quotes)));
    assert_string_equal(sb_diag_at(w->diag, 0)->message,
                        "lists and quotes are more than 16 deep");
    for (int i = 0; i < 100; i++)
        strcat(stars, "*a **b ");
    for (int i = 0; i < 100; i++)
        strcat(stars, "c** d*");
    assert_null(parse_markdown(w, stars));
    assert_string_equal(sb_diag_at(w->diag, 1)->message, "more than 16 marks in each other");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nodes_know_where_they_stand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_are_those_of_the_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_of_escaped_text_are_the_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(aliases_share_nodes, set_up, tear_down),
        cmocka_unit_test(broken_text_is_explained),
        cmocka_unit_test_setup_teardown(depth_is_limited, set_up, tear_down),
        cmocka_unit_test_setup_teardown(aliases_cannot_hide_depth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_billion_laughs_stay_small, set_up, tear_down),
        cmocka_unit_test_setup_teardown(markdown_becomes_a_tree, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_set_is_told_with_its_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(marks_in_each_other_are_limited, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_are_read_and_missing_ones_named, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
