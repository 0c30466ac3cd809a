/* Each fault planted on a page of its own, and found; the same page without it is clean. */
#include "preflight/preflight.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

static const sb_sheet a4 = {595.276, 841.89, 3 * SB_MM};
static const sb_colour ink = {{0, 0, 0, 1}, {0, 0, 0}};
static const sb_colour white = {{0}, {1, 1, 1}};
static const sb_colour grey = {{0, 0, 0, 0.45F}, {0.65F, 0.65F, 0.65F}};
static const sb_colour accent = {{0, 0.92F, 0.9F, 0.1F}, {0.835F, 0.184F, 0.137F}};
static const sb_colour dark = {{0.95F, 0.62F, 0.38F, 0.48F}, {0.055F, 0.231F, 0.322F}};
static const sb_colour pale = {{0.11F, 0.03F, 0.13F, 0.01F}, {0.906F, 0.925F, 0.886F}};
static const sb_colour leaf = {{0.5F, 0.14F, 0.7F, 0.06F}, {0.553F, 0.675F, 0.408F}};
static const sb_colour sky = {{0.38F, 0.2F, 0.2F, 0.05F}, {0.6F, 0.66F, 0.75F}};

static const sb_face face = {.name = "Test-Regular",
                             .units_per_em = 1000,
                             .cap_height = 700,
                             .ascent = 900,
                             .descent = -200,
                             .box = {0, -200, 1000, 900},
                             .weight = 400,
                             .may_embed = true};

/* A document of one page being made, in which everything is in order. */
typedef struct sample {
    sb_doc *doc;
    sb_page *page;
    sb_limits limits;
} sample;

static sb_glyph_run *run_of(sb_arena *arena, const char *text, double size)
{
    size_t n = strlen(text);
    sb_glyph *glyphs = sb_arena_array(arena, sb_glyph, n);
    for (size_t i = 0; i < n; i++)
        glyphs[i] =
            (sb_glyph){.id = (uint32_t)text[i], .advance = (float)size / 2, .n_text = 1};
    sb_glyph_run *run = sb_arena_one(arena, sb_glyph_run);
    *run = (sb_glyph_run){.face = &face,
                          .size = size,
                          .language = "de",
                          .text = text,
                          .n_text = (int)n,
                          .glyphs = glyphs,
                          .n = (int)n,
                          .width = size / 2 * (double)n};
    return run;
}

static void write_at(sample *s, double x, double y, double size, sb_colour colour)
{
    sb_list_glyphs(s->page->list, run_of(s->page->arena, "Anteil", size), x, y, colour);
}

static sb_element *put(sample *s, sb_element *parent, sb_role role, double y)
{
    sb_element *e = sb_element_new(s->page, parent, role);
    sb_page_begin(s->page, e);
    write_at(s, 100, y, 9, ink);
    sb_page_end(s->page);
    return e;
}

static sample new_sample(void)
{
    sample s = {.doc = sb_doc_new((sb_meta){.title = "Bericht", .language = "de-DE"}),
                .page = sb_page_new(sb_arena_new(0), a4),
                .limits = sb_limits_usual()};
    put(&s, s.page->root, SB_ROLE_H1, 80);
    return s;
}

static sb_path box(sample *s, double x, double y, double width, double height)
{
    return sb_path_rect(s->page->arena, (sb_rect){x, y, width, height});
}

static void fill(sample *s, sb_path path, sb_colour colour)
{
    sb_page_begin_artifact(s->page, SB_ARTIFACT_BACKGROUND);
    sb_list_fill(s->page->list, path, false, colour);
    sb_page_end(s->page);
}

static void line(sample *s, double width, sb_colour colour)
{
    sb_page_begin_artifact(s->page, SB_ARTIFACT_LAYOUT);
    sb_list_stroke(s->page->list,
                   sb_path_line(s->page->arena, (sb_point){100, 300}, (sb_point){300, 300}),
                   (sb_pen){.width = width}, colour);
    sb_page_end(s->page);
}

static sb_element *figure(sample *s)
{
    sb_element *e = sb_element_new(s->page, s->page->root, SB_ROLE_FIGURE);
    e->alt = "Karte";
    e->box = (sb_rect){100, 400, 200, 200};
    return e;
}

/* Checks the sample and frees it: `rule` must have found `n` places, and nothing else any. */
static void expect(sample s, sb_rule_id rule, int n)
{
    sb_arena *arena = sb_arena_new(0);
    sb_doc_add(s.doc, s.page);
    const sb_findings *found = sb_preflight(s.doc, &s.limits, 2, arena);
    for (int i = 0; i < SB_RULES; i++) {
        int wanted = i == (int)rule ? n : 0;
        if (sb_findings_count(found, (sb_rule_id)i) != wanted)
            fail_msg("rule '%s': %d places", sb_rule_name((sb_rule_id)i),
                     sb_findings_count(found, (sb_rule_id)i));
    }
    sb_arena_free(arena);
    sb_doc_free(s.doc);
}

static void nothing_is_found_on_a_clean_page(void **state)
{
    (void)state;
    sample s = new_sample();
    line(&s, 0.25, ink);
    line(&s, 0.5, grey);
    line(&s, 0.35, accent);
    fill(&s, box(&s, -a4.bleed, -a4.bleed, 40, 400), dark);
    fill(&s, box(&s, 80, 100, 300, 50), dark);
    sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
    write_at(&s, 100, 130, 7, white);
    write_at(&s, 100, 200, 7, accent);
    sb_page_end(s.page);
    expect(s, SB_RULE_INK, 0);
}

static void what_touches_the_trim_reaches_the_bleed(void **state)
{
    (void)state;
    sample s = new_sample();
    fill(&s, box(&s, -4, 100, 50, 50), dark);
    expect(s, SB_RULE_BLEED, 1);
    s = new_sample();
    fill(&s, box(&s, 0, 100, 50, 50), dark);
    expect(s, SB_RULE_BLEED, 1);
    s = new_sample();
    s.page->sheet.bleed = 0;
    fill(&s, box(&s, 0, 100, 50, 50), dark);
    expect(s, SB_RULE_BLEED, 1);
    s = new_sample(); /* what ends over a ground that runs on shows no paper */
    fill(&s, box(&s, -a4.bleed, -a4.bleed, 100, 300), dark);
    fill(&s, box(&s, -3, 100, 50, 50), leaf);
    expect(s, SB_RULE_BLEED, 0);
    s = new_sample(); /* a clip counts */
    sb_page_begin_artifact(s.page, SB_ARTIFACT_BACKGROUND);
    sb_path clip = box(&s, 0, 0, a4.width, a4.height);
    sb_list_push(s.page->list, SB_IDENTITY, &clip);
    sb_list_fill(s.page->list, box(&s, -50, 100, 100, 50), false, dark);
    sb_list_pop(s.page->list);
    sb_page_end(s.page);
    expect(s, SB_RULE_BLEED, 1);
}

static void too_much_ink_is_found(void **state)
{
    (void)state;
    static const sb_colour rich = {{0.9F, 0.9F, 0.9F, 0.9F}, {0, 0, 0}};
    sample s = new_sample();
    fill(&s, box(&s, 100, 200, 50, 50), rich);
    expect(s, SB_RULE_INK, 1);
    s = new_sample();
    s.limits.ink = 3.6;
    fill(&s, box(&s, 100, 200, 50, 50), rich);
    expect(s, SB_RULE_INK, 0);
    s = new_sample(); /* black prints over 243 % */
    fill(&s, box(&s, 100, 200, 50, 50), dark);
    fill(&s, box(&s, 120, 220, 50, 50), ink);
    s.limits.ink = 2.9;
    expect(s, SB_RULE_INK, 1);
}

/* A spot ink is one ink, whatever stands for it; black over it is one more. */
static void spot_inks_count_as_one(void **state)
{
    (void)state;
    static const sb_spot_ink hks = {"HKS 13 K", {0.9F, 0.9F, 0.9F, 0.5F}};
    const sb_colour full = {{0.9F, 0.9F, 0.9F, 0.5F}, {0.1F, 0.1F, 0.1F}, 1, &hks};
    sample s = new_sample();
    fill(&s, box(&s, 100, 200, 50, 50), full);
    line(&s, 0.3, full); /* one plate */
    s.limits.ink = 1;
    expect(s, SB_RULE_INK, 0);
    s = new_sample();
    fill(&s, box(&s, 100, 200, 50, 50), full);
    fill(&s, box(&s, 120, 220, 50, 50), ink);
    s.limits.ink = 1.9;
    expect(s, SB_RULE_INK, 1);
    s = new_sample(); /* a tint's line is as faint as that of any other */
    line(&s, 0.4, sb_colour_tint(full, 0.3F));
    expect(s, SB_RULE_LINES, 1);
}

/* A picture of 300 x 200 pixels, in RGB or with alpha before it was read, is print-ready by
 * now; what is left to find is too few pixels and too much ink. */
static void pictures_have_enough_pixels_and_not_too_much_ink(void **state)
{
    (void)state;
    static const sb_image photo = {.name = "foto.jpg",
                                   .screen = {300, 200, 3, NULL},
                                   .press = {300, 200, 4, NULL},
                                   .mean = {{0.2F, 0.3F, 0.4F, 0}, {0.8F, 0.7F, 0.6F}},
                                   .ink = 2.8};
    static const struct {
        double width, ink;
        sb_rule_id rule;
        int n;
    } cases[] = {{72, 3, SB_RULE_IMAGES, 0},
                 {96, 3, SB_RULE_IMAGES, 0},
                 {97, 3, SB_RULE_IMAGES, 1},
                 {432, 3, SB_RULE_IMAGES, 1}, /* 50 dpi */
                 {72, 2.7, SB_RULE_INK, 1}};
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        sample s = new_sample();
        s.limits.ink = cases[i].ink;
        sb_page_begin(s.page, figure(&s));
        sb_list_image(s.page->list, &photo,
                      (sb_rect){100, 400, cases[i].width, cases[i].width / 1.5});
        sb_page_end(s.page);
        expect(s, cases[i].rule, cases[i].n);
    }
    sample s = new_sample(); /* it runs to the trim, not through the bleed */
    sb_page_begin(s.page, figure(&s));
    sb_list_image(s.page->list, &photo, (sb_rect){0, 400, 72, 48});
    sb_page_end(s.page);
    expect(s, SB_RULE_BLEED, 1);
}

static void thin_lines_are_found(void **state)
{
    (void)state;
    const struct {
        double width;
        sb_colour colour;
        int n;
    } cases[] = {{0.2, ink, 1},    {0.25, ink, 0},    {0.35, grey, 1}, {0.3, white, 1},
                 {0.35, white, 0}, {0.25, accent, 1}, {0.6, dark, 0},  {0.49, dark, 1}};
    for (size_t i = 0; i < SB_COUNT(cases); i++) {
        sample s = new_sample();
        line(&s, cases[i].width, cases[i].colour);
        expect(s, SB_RULE_LINES, cases[i].n);
    }
    static const sb_colour rich = {{0.6F, 0.4F, 0.4F, 1}, {0, 0, 0}};
    sample s = new_sample();
    line(&s, 0.6, rich);
    expect(s, SB_RULE_LINES, 1);
    s = new_sample(); /* a scale makes it thin */
    sb_list_push(s.page->list, (sb_matrix){0.1, 0, 0, 0.1, 0, 0}, NULL);
    line(&s, 1, ink);
    sb_list_pop(s.page->list);
    expect(s, SB_RULE_LINES, 1);
}

static void small_and_coloured_type_is_found(void **state)
{
    (void)state;
    sample s = new_sample();
    sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
    write_at(&s, 100, 200, 5, ink);
    sb_page_end(s.page);
    expect(s, SB_RULE_TYPE_SIZE, 1);
    s = new_sample();
    sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
    write_at(&s, 100, 200, 7, dark);
    sb_page_end(s.page);
    expect(s, SB_RULE_TYPE_INKS, 1);
    s = new_sample();
    s.limits.white_type = 8;
    fill(&s, box(&s, 80, 180, 100, 50), dark);
    sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
    write_at(&s, 100, 200, 7, white);
    sb_page_end(s.page);
    expect(s, SB_RULE_TYPE_WHITE, 1);
    s = new_sample();
    sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
    write_at(&s, 4, 200, 9, ink);
    sb_page_end(s.page);
    expect(s, SB_RULE_MARGIN, 1);
}

static void fonts_and_characters_are_checked(void **state)
{
    (void)state;
    static const sb_face locked = {.name = "Locked", .units_per_em = 1000, .weight = 400};
    sample s = new_sample();
    sb_glyph_run *run = run_of(s.page->arena, "Text", 9);
    run->face = &locked;
    sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
    sb_list_glyphs(s.page->list, run, 100, 200, ink);
    sb_page_end(s.page);
    expect(s, SB_RULE_FONTS, 1);
    s = new_sample();
    run = run_of(s.page->arena, "Text", 9);
    ((sb_glyph *)run->glyphs)[2].id = 0;
    sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
    sb_list_glyphs(s.page->list, run, 100, 200, ink);
    sb_page_end(s.page);
    expect(s, SB_RULE_GLYPHS, 1);
    s = new_sample();
    sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
    sb_list_glyphs(s.page->list, run_of(s.page->arena, "\xee\x80\x80", 9), 100, 200, ink);
    sb_page_end(s.page);
    expect(s, SB_RULE_UNICODE, 1);
}

static void all_ink_belongs_to_something(void **state)
{
    (void)state;
    sample s = new_sample();
    sb_list_fill(s.page->list, box(&s, 100, 200, 50, 50), false, dark);
    expect(s, SB_RULE_MARKS, 1);
    s = new_sample();
    sb_page_begin_artifact(s.page, SB_ARTIFACT_FOOTER);
    write_at(&s, 100, 800, 9, ink);
    sb_page_end(s.page);
    expect(s, SB_RULE_ARTIFACTS, 0);
    s = new_sample();
    sb_page_begin_artifact(s.page, SB_ARTIFACT_LAYOUT);
    write_at(&s, 100, 200, 9, ink);
    sb_page_end(s.page);
    expect(s, SB_RULE_ARTIFACTS, 1);
}

static void figures_have_alternative_texts(void **state)
{
    (void)state;
    sample s = new_sample();
    figure(&s);
    expect(s, SB_RULE_ALT, 0);
    s = new_sample();
    figure(&s)->alt = " ";
    expect(s, SB_RULE_ALT, 1);
}

static void headings_leave_no_level_out(void **state)
{
    (void)state;
    sample s = new_sample();
    put(&s, s.page->root, SB_ROLE_H2, 100);
    put(&s, s.page->root, SB_ROLE_H3, 120);
    put(&s, s.page->root, SB_ROLE_H2, 140);
    expect(s, SB_RULE_HEADINGS, 0);
    s = new_sample();
    put(&s, s.page->root, SB_ROLE_H3, 100);
    expect(s, SB_RULE_HEADINGS, 1);
    s = new_sample();
    sb_element_new(s.page, s.page->root, SB_ROLE_H1);
    expect(s, SB_RULE_HEADINGS, 1);
}

/* Two columns of a head and `cells` cells. */
static sb_element *table(sample *s, int cells, bool has_headers)
{
    sb_element *t = sb_element_new(s->page, s->page->root, SB_ROLE_TABLE);
    sb_element *row = sb_element_new(s->page, t, SB_ROLE_TR);
    sb_element *head = put(s, row, SB_ROLE_TH, 200);
    head->scope = has_headers ? SB_SCOPE_COLUMN : SB_SCOPE_NONE;
    head->column_span = 2;
    row = sb_element_new(s->page, t, SB_ROLE_TR);
    for (int i = 0; i < cells; i++) {
        sb_element *cell = put(s, row, SB_ROLE_TD, 220);
        if (has_headers)
            sb_vec_push(s->page->arena, &cell->headers, head);
    }
    return t;
}

static void tables_are_regular(void **state)
{
    (void)state;
    sample s = new_sample();
    table(&s, 2, true);
    expect(s, SB_RULE_TABLES, 0);
    s = new_sample();
    table(&s, 3, true);
    expect(s, SB_RULE_TABLES, 1);
    s = new_sample();
    table(&s, 2, false); /* no scope, two cells without a head */
    expect(s, SB_RULE_TABLES, 3);
    s = new_sample();
    put(&s, table(&s, 2, true), SB_ROLE_P, 240);
    expect(s, SB_RULE_TABLES, 1);
    s = new_sample();
    sb_element_new(s.page, s.page->root, SB_ROLE_LI);
    expect(s, SB_RULE_LISTS, 1);
}

static void links_lead_somewhere(void **state)
{
    (void)state;
    sample s = new_sample();
    put(&s, s.page->root, SB_ROLE_LINK, 200)->link_page = 7;
    expect(s, SB_RULE_LINKS, 1);
    s = new_sample();
    sb_element_new(s.page, s.page->root, SB_ROLE_LINK)->link_page = 0;
    expect(s, SB_RULE_LINKS, 1);
    s = new_sample();
    put(&s, s.page->root, SB_ROLE_LINK, 200); /* neither a page nor an address */
    expect(s, SB_RULE_LINKS, 1);
    static const char *const addresses[] = {"https://example.org/a?b#c",
                                            "mailto:a@example.org",
                                            "example.org",
                                            "https://a b",
                                            ":x",
                                            "1a:b",
                                            "a:"};
    for (size_t i = 0; i < SB_COUNT(addresses); i++) {
        s = new_sample();
        put(&s, s.page->root, SB_ROLE_LINK, 200)->link_uri = addresses[i];
        expect(s, SB_RULE_LINKS, i >= 2);
    }
}

static void passages_name_a_language(void **state)
{
    (void)state;
    static const char *const tags[] = {"en-GB",         "fr", "de-1996", "e",
                                       "english words", "",   "e1"};
    for (size_t i = 0; i < SB_COUNT(tags); i++) {
        sample s = new_sample();
        put(&s, s.page->root, SB_ROLE_SPAN, 200)->language = tags[i];
        expect(s, SB_RULE_LANGUAGE, i >= 3);
    }
}

static void pale_type_is_found(void **state)
{
    (void)state;
    sample s = new_sample();
    sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
    write_at(&s, 100, 200, 9, grey);
    write_at(&s, 100, 260, 30, pale); /* large type is let off a third, not all */
    sb_page_end(s.page);
    expect(s, SB_RULE_CONTRAST, 2);
    s = new_sample(); /* on what lies below it: a moved form */
    sb_display_list *form = sb_list_new(s.page->arena);
    sb_list_fill(form, box(&s, 0, 0, 100, 50), true, dark);
    sb_element *e = figure(&s);
    sb_page_begin(s.page, e);
    sb_list_form(s.page->list, form, sb_matrix_move(90, 180));
    write_at(&s, 100, 210, 9, ink);
    write_at(&s, 100, 260, 9, ink);
    sb_page_end(s.page);
    s.limits.ink = 4;
    expect(s, SB_RULE_CONTRAST, 1);
}

static void neighbours_that_look_alike_in_grey_need_an_outline(void **state)
{
    (void)state;
    for (int has_outline = 0; has_outline < 2; has_outline++) {
        sample s = new_sample();
        sb_page_begin(s.page, figure(&s));
        sb_list_fill(s.page->list, box(&s, 110, 410, 50, 50), false, leaf);
        sb_list_fill(s.page->list, box(&s, 160, 410, 50, 50), false, sky);
        if (has_outline)
            sb_list_stroke(s.page->list, box(&s, 110, 410, 50, 50), (sb_pen){.width = 0.5},
                           white);
        sb_page_end(s.page);
        expect(s, SB_RULE_GREY, !has_outline);
    }
}

static void a_fault_on_many_pages_is_told_once(void **state)
{
    (void)state;
    sb_limits limits = sb_limits_usual();
    limits.severity[SB_RULE_LISTS] = SB_RULE_OFF;
    limits.severity[SB_RULE_TITLE] = SB_WARNING;
    sb_arena *arena = sb_arena_new(0);
    sb_doc *doc = sb_doc_new((sb_meta){.language = "de-DE"});
    for (int i = 0; i < 3; i++) {
        sample s = {.page = sb_page_new(sb_arena_new(0), a4)};
        s.page->origin = (sb_span){"layout.yaml", 7, 3, 4};
        put(&s, s.page->root, SB_ROLE_H1, 80);
        sb_element_new(s.page, s.page->root, SB_ROLE_LI);
        if (i)
            figure(&s)->alt = NULL;
        sb_doc_add(doc, s.page);
    }
    sb_diag *diag = sb_diag_new();
    sb_findings_tell(sb_preflight(doc, &limits, 1, arena), (sb_span){.file = "whole.yaml"},
                     diag);
    assert_int_equal(sb_diag_count(diag), 2);
    assert_int_equal(sb_diag_errors(diag), 1);
    assert_string_equal(sb_diag_at(diag, 0)->message,
                        "the document has no title [title: ISO 14289-1, 7.1]");
    assert_string_equal(sb_diag_at(diag, 0)->at.file, "whole.yaml");
    const sb_error *e = sb_diag_at(diag, 1);
    assert_string_equal(e->message,
                        "page 2, 35.3 mm from the left and 141.1 mm from the top: a figure has "
                        "no text in its place, and at 1 place more "
                        "[alternative text: ISO 14289-1, 7.3]");
    assert_int_equal(e->code, SB_E_PREFLIGHT);
    assert_int_equal(e->at.line, 7);
    sb_diag_free(diag);
    sb_doc_free(doc);
    sb_arena_free(arena);
}

/* Type beside what a form clips away stands on paper; inside the clip it does not. */
static void what_is_clipped_is_no_ground(void **state)
{
    (void)state;
    for (int inside = 0; inside < 2; inside++) {
        sample s = new_sample();
        sb_display_list *form = sb_list_new(s.page->arena);
        sb_path clip = sb_path_rect(s.page->arena, (sb_rect){0, 0, 200, 100});
        sb_list_push(form, SB_IDENTITY, &clip);
        sb_list_fill(form, sb_path_rect(s.page->arena, (sb_rect){0, 0, 200, 300}), false, ink);
        sb_list_pop(form);
        sb_page_begin(s.page, sb_element_new(s.page, s.page->root, SB_ROLE_P));
        sb_list_form(s.page->list, form, sb_matrix_move(90, 180));
        write_at(&s, 100, inside ? 230 : 330, 7, ink);
        sb_page_end(s.page);
        expect(s, SB_RULE_CONTRAST, inside);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_found_on_a_clean_page),
        cmocka_unit_test(what_touches_the_trim_reaches_the_bleed),
        cmocka_unit_test(too_much_ink_is_found),
        cmocka_unit_test(spot_inks_count_as_one),
        cmocka_unit_test(pictures_have_enough_pixels_and_not_too_much_ink),
        cmocka_unit_test(thin_lines_are_found),
        cmocka_unit_test(what_is_clipped_is_no_ground),
        cmocka_unit_test(small_and_coloured_type_is_found),
        cmocka_unit_test(fonts_and_characters_are_checked),
        cmocka_unit_test(all_ink_belongs_to_something),
        cmocka_unit_test(figures_have_alternative_texts),
        cmocka_unit_test(headings_leave_no_level_out),
        cmocka_unit_test(tables_are_regular),
        cmocka_unit_test(links_lead_somewhere),
        cmocka_unit_test(passages_name_a_language),
        cmocka_unit_test(pale_type_is_found),
        cmocka_unit_test(neighbours_that_look_alike_in_grey_need_an_outline),
        cmocka_unit_test(a_fault_on_many_pages_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
