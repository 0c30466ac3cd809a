#define _GNU_SOURCE /* memmem */
#include "backend/backend.h"

#include "backend/pdf_syntax.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hb.h>
/* after the headers it needs */
#include <cmocka.h>

#define LATO SB_DATA_DIR "/fonts/Lato-Regular.ttf"

enum { CYAN_X = 100, CYAN_Y = 100, CYAN_WIDTH = 100 };

static const sb_sheet sheet = {300, 400, 8};
static const sb_colour black = {{0, 0, 0, 1}, {0, 0, 0}}, white = {{0, 0, 0, 0}, {1, 1, 1}},
                       cyan = {{1, 0, 0, 0}, {0, 0.6f, 0.8f}},
                       tint = {{0, 0.1f, 0.3f, 0}, {1, 0.9f, 0.7f}};

typedef struct fixture {
    sb_fonts *fonts;
    const sb_face *face;
    hb_font_t *shaper;
    sb_arena *arena;
    sb_diag *diag;
    char folder[32];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    *state = f;
    f->arena = sb_arena_new(0);
    f->diag = sb_diag_new();
    f->fonts = sb_fonts_new(SB_DATA_DIR, f->diag);
    f->face = sb_fonts_face(f->fonts, LATO, 0, NULL, 0);
    hb_blob_t *blob = hb_blob_create_from_file(LATO);
    hb_face_t *face = hb_face_create(blob, 0);
    f->shaper = hb_font_create(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    strcpy(f->folder, "/tmp/sb-backend-XXXXXX");
    return f->face && mkdtemp(f->folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    if (system(sb_arena_printf(f->arena, "rm -r %s", f->folder)) != 0)
        return -1;
    hb_font_destroy(f->shaper);
    sb_fonts_free(f->fonts);
    sb_diag_free(f->diag);
    sb_arena_free(f->arena);
    free(f);
    return 0;
}

/* Shape a text; the first glyph of a cluster stands for all of its text. */
static const sb_glyph_run *shape(const fixture *f, sb_arena *arena, const char *text,
                                 double size)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(f->shaper, buffer, NULL, 0);
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    double k = size / f->face->units_per_em;
    sb_glyph *glyphs = sb_arena_array(arena, sb_glyph, n);
    sb_glyph_shift *shifts = sb_arena_array(arena, sb_glyph_shift, n);
    sb_glyph_run *run = sb_arena_one(arena, sb_glyph_run);
    *run = (sb_glyph_run){
        f->face, size,   "de", sb_arena_text(arena, text), (int)strlen(text), glyphs,
        shifts,  (int)n, 0};
    for (unsigned i = 0, next; i < n; i++) {
        for (next = i + 1; next < n && info[next].cluster == info[i].cluster;)
            next++;
        uint32_t end = next < n ? info[next].cluster : (uint32_t)run->n_text;
        bool is_first = i == 0 || info[i - 1].cluster != info[i].cluster;
        glyphs[i] = (sb_glyph){
            .id = (uint16_t)info[i].codepoint,
            .n_text = (uint16_t)(is_first ? end - info[i].cluster : 0),
            .advance = (float)(at[i].x_advance * k),
        };
        shifts[i] = (sb_glyph_shift){(float)(at[i].x_offset * k), (float)(at[i].y_offset * k)};
        run->width += (double)glyphs[i].advance;
    }
    hb_buffer_destroy(buffer);
    return run;
}

static void put(const fixture *f, sb_page *page, const char *text, double size, double x,
                double y)
{
    sb_list_glyphs(page->list, shape(f, page->arena, text, size), x, y, black);
}

static sb_element *add(const fixture *f, sb_page *page, sb_element *parent, sb_role role,
                       const char *text, double x, double y)
{
    sb_element *element = sb_element_new(page, parent, role);
    sb_page_begin(page, element);
    put(f, page, text, 10, x, y);
    sb_page_end(page);
    return element;
}

static void fill_rect(sb_page *page, sb_display_list *list, sb_rect rect, sb_colour colour)
{
    sb_list_fill(list, sb_path_rect(page->arena, rect), false, colour);
}

static void add_figure(const fixture *f, sb_page *page)
{
    sb_display_list *form = sb_list_new(page->arena);
    fill_rect(page, form, (sb_rect){0, 0, 20, 10}, tint);
    sb_list_stroke(form, sb_path_line(page->arena, (sb_point){0, 0}, (sb_point){20, 10}),
                   (sb_pen){0.5, SB_CAP_ROUND, {2, 1}}, black);
    sb_list_glyphs(form, shape(f, page->arena, "Nord", 6), 2, 8, black);
    sb_element *figure = sb_element_new(page, page->root, SB_ROLE_FIGURE);
    figure->alt = "Karte: zwei K\xc3\xa4stchen (nah)";
    figure->box = (sb_rect){40, 100, 80, 30};
    sb_path clip = sb_path_rect(page->arena, figure->box);
    sb_page_begin(page, figure);
    sb_list_push(page->list, SB_IDENTITY, &clip);
    sb_list_form(page->list, form, sb_matrix_move(40, 100));
    sb_list_form(page->list, form, (sb_matrix){2, 0, 0, 2, 70, 105});
    sb_list_pop(page->list);
    sb_page_end(page);
}

static void add_table(const fixture *f, sb_page *page)
{
    sb_element *table = sb_element_new(page, page->root, SB_ROLE_TABLE);
    sb_element *row = sb_element_new(page, table, SB_ROLE_TR);
    sb_element *head = add(f, page, row, SB_ROLE_TH, "Einwohner", 40, 160);
    head->scope = SB_SCOPE_COLUMN;
    head->column_span = 2;
    row = sb_element_new(page, table, SB_ROLE_TR);
    sb_element *cell = add(f, page, row, SB_ROLE_TD, "15.022", 40, 172);
    cell->row_span = 2;
    sb_vec_push(page->arena, &cell->headers, head);
}

static sb_page *first_page(const fixture *f)
{
    sb_page *page = sb_page_new(sb_arena_new(0), sheet);
    sb_page_bookmark(page,
                     "Gr\xc3\xb6\xc3\x9f"
                     "e (1)",
                     1);
    page->label = "i";
    sb_page_begin_artifact(page, SB_ARTIFACT_BACKGROUND);
    fill_rect(page, page->list, (sb_rect){-8, -8, 316, 30}, tint);
    sb_page_end(page);
    sb_page_begin_artifact(page, SB_ARTIFACT_HEADER);
    put(f, page, "Kolumnentitel", 8, 40, 20);
    sb_page_end(page);
    add(f, page, page->root, SB_ROLE_H1,
        "\xc3\x9c"
        "bergr\xc3\xb6\xc3\x9f"
        "e",
        40, 60);
    add(f, page, page->root, SB_ROLE_P, "Pflege findet statt.", 40, 80);
    add_figure(f, page);
    add_table(f, page);
    return page;
}

/* A passage in another language, and a link over two lines that leaves the document. */
static void add_link_out(const fixture *f, sb_page *page)
{
    sb_element *p = add(f, page, page->root, SB_ROLE_P, "Das ", 40, 220);
    add(f, page, p, SB_ROLE_SPAN, "Index of Multiple Deprivation", 60, 220)->language = "en-GB";
    sb_element *link = add(f, page, p, SB_ROLE_LINK, "Zum Amt", 40, 240);
    link->link_uri = "https://example.org/\xc3\xa4mter (1)?a=b#c";
    sb_page_link(page, link, (sb_rect){200, 230, 30, 12});
    sb_page_link(page, link, (sb_rect){40, 242, 20, 12});
}

static void add_list(const fixture *f, sb_page *page)
{
    sb_element *list = sb_element_new(page, page->root, SB_ROLE_L);
    list->is_numbered = true;
    sb_element *item = sb_element_new(page, list, SB_ROLE_LI);
    add(f, page, item, SB_ROLE_LBL, "1. ", 40, 260);
    add(f, page, item, SB_ROLE_LBODY, "Wohnen", 52, 260);
}

/* Text over cyan, one with a halo; links; a list. */
static sb_page *second_page(const fixture *f)
{
    sb_page *page = sb_page_new(sb_arena_new(0), sheet);
    sb_page_bookmark(page, "Zweite", 2);
    page->label = "1";
    sb_element *figure = sb_element_new(page, page->root, SB_ROLE_FIGURE);
    figure->alt = "Proben";
    sb_page_begin(page, figure);
    fill_rect(page, page->list, (sb_rect){CYAN_X, CYAN_Y, CYAN_WIDTH, 50}, cyan);
    fill_rect(page, page->list, (sb_rect){110, 110, 20, 30}, black);
    sb_list_stroke(page->list,
                   sb_path_line(page->arena, (sb_point){160, 110}, (sb_point){160, 140}),
                   (sb_pen){10, SB_CAP_BUTT, {0, 0}}, white);
    sb_list_stroke(page->list,
                   sb_path_line(page->arena, (sb_point){160, 110}, (sb_point){160, 140}),
                   (sb_pen){4, SB_CAP_BUTT, {0, 0}}, black);
    sb_page_end(page);
    sb_element *link =
        sb_element_new(page, sb_element_new(page, page->root, SB_ROLE_P), SB_ROLE_LINK);
    link->link_page = 0;
    sb_page_begin(page, link);
    put(f, page, "Zur Karte", 10, 40, 200);
    sb_page_end(page);
    sb_page_link(page, link, (sb_rect){40, 190, 50, 12});
    add_link_out(f, page);
    add_list(f, page);
    return page;
}

static sb_doc *small_doc(const fixture *f)
{
    sb_doc *doc = sb_doc_new((sb_meta){
        .title = "Sozialbericht & <mehr>",
        .subtitle = "f\xc3\xbcr alle",
        .author = "Amt (5)",
        .language = "de-DE",
        .date = "2025-01-02T03:04:05+01:00",
        .producer = "sozialbericht",
    });
    sb_doc_add(doc, first_page(f));
    sb_doc_add(doc, second_page(f));
    return doc;
}

static const char *write_pdf(fixture *f, const sb_doc *doc, sb_pdf_options options,
                             const char *name)
{
    const char *path = sb_arena_printf(f->arena, "%s/%s", f->folder, name);
    assert_true(sb_pdf_write(doc, options, path, f->diag));
    assert_int_equal(sb_diag_count(f->diag), 0);
    return path;
}

static const char *write_small(fixture *f, sb_ink ink, bool is_plain)
{
    sb_doc *doc = small_doc(f);
    const char *path = write_pdf(f, doc, (sb_pdf_options){ink, 1, is_plain},
                                 ink == SB_INK_CMYK ? "print.pdf" : "web.pdf");
    sb_doc_free(doc);
    return path;
}

static char *read_file(fixture *f, const char *path, size_t *n)
{
    char *bytes = sb_file_read(path, 1 << 30, n, SB_NOWHERE, f->arena, f->diag);
    assert_non_null(bytes);
    return bytes;
}

/* With an output intent, marks and a multiple of 4 pages. */
static const char *write_whole(fixture *f, sb_ink ink, bool is_plain, const char *name)
{
    const sb_profiles *profiles = sb_profiles_open(SB_DATA_DIR, "coated", f->arena, f->diag);
    sb_pdf_options options = {
        .ink = ink,
        .is_plain = is_plain,
        .profile =
            ink == SB_INK_CMYK ? sb_profiles_press(profiles) : sb_profiles_screen(profiles),
        .marks = SB_MARK_CROP | SB_MARK_REGISTER | SB_MARK_COLOUR_BAR,
        .multiple = 4,
    };
    sb_doc *doc = small_doc(f);
    const char *path = write_pdf(f, doc, options, name);
    sb_doc_free(doc);
    return path;
}

static bool has_program(fixture *f, const char *name)
{
    return system(sb_arena_printf(f->arena, "command -v %s >/dev/null", name)) == 0;
}

static const char *output_of(fixture *f, const char *command)
{
    sb_buf out = {0};
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char chunk[4096];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, pipe)) > 0;)
        sb_buf_add(&out, chunk, n);
    assert_int_equal(pclose(pipe), 0);
    const char *text = sb_arena_textn(f->arena, out.at ? out.at : "", out.n);
    sb_buf_free(&out);
    return text;
}

static bool is_text(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)bytes[i] < ' ' && !strchr("\n\r\t", bytes[i]))
            return false;
    return true;
}

/* The stream from `at` on: its first byte and length; NULL at the end. */
static const char *next_stream(const char *at, const char *end, size_t *n)
{
    static const char begin[] = "\nstream\r\n", stop[] = "\nendstream";
    const char *first = memmem(at, (size_t)(end - at), begin, strlen(begin));
    if (!first)
        return NULL;
    first += strlen(begin);
    *n = (size_t)((const char *)memmem(first, (size_t)(end - first), stop, strlen(stop)) -
                  first);
    return first;
}

/* A plain PDF up to its xref table without what differs between versions of HarfBuzz: binary
 * streams, lengths. */
static void dump(const char *pdf, size_t n, sb_buf *out)
{
    const char *at = strchr(pdf, '\n') + 1, *end = memmem(pdf, n, "\nxref\n", 6);
    sb_buf_add(out, pdf, (size_t)(at - pdf));
    at = strchr(at, '\n') + 1;
    size_t length;
    for (const char *stream; (stream = next_stream(at, end, &length)); at = stream + length) {
        sb_buf_add(out, at, (size_t)(stream - at));
        if (is_text(stream, length))
            sb_buf_add(out, stream, length);
        else
            sb_buf_text(out, "(binary)");
    }
    sb_buf_add(out, at, (size_t)(end - at));
    sb_buf_char(out, '\n');
}

/* Take away what comes from the lengths and bytes of streams: numbers that are an object of
 * their own, /Length1, and the document's identifier. */
static void mask_lengths(char *text)
{
    static const struct {
        const char *before, *signs;
    } masks[] = {{" 0 obj\n", "0123456789"},
                 {"/Length1 ", "0123456789"},
                 {"/Length ", "0123456789"},
                 {"uuid:", "0123456789ABCDEF-"}};
    char *to = text;
    for (char *p = text; *p;) {
        size_t skip = 0;
        const char *signs = "";
        for (size_t i = 0; i < SB_COUNT(masks); i++)
            if (strncmp(p, masks[i].before, strlen(masks[i].before)) == 0) {
                skip = strlen(masks[i].before);
                signs = masks[i].signs;
            }
        if (!skip) {
            *to++ = *p++;
            continue;
        }
        memmove(to, p, skip);
        to += skip;
        p += skip;
        p += strspn(p, signs);
    }
    *to = '\0';
}

static void is_golden(fixture *f, sb_ink ink, const char *name)
{
    size_t n;
    const char *pdf = read_file(f, write_small(f, ink, true), &n);
    const char *path = sb_arena_printf(f->arena, SB_TEST_DIR "/golden/%s.pdf.txt", name);
    sb_buf text = {0};
    dump(pdf, n, &text);
    mask_lengths(text.at);
    if (getenv("SB_APPROVE")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fputs(text.at, file);
        fclose(file);
    }
    assert_string_equal(text.at, read_file(f, path, &n));
    sb_buf_free(&text);
}

static void print_edition_is_as_approved(void **state)
{
    is_golden(*state, SB_INK_CMYK, "backend-print");
}

static void web_edition_is_as_approved(void **state)
{
    is_golden(*state, SB_INK_RGB, "backend-web");
}

static void qpdf_finds_no_fault(void **state)
{
    fixture *f = *state;
    if (!has_program(f, "qpdf"))
        skip();
    for (int i = 0; i < 4; i++) {
        sb_ink ink = i & 1 ? SB_INK_RGB : SB_INK_CMYK;
        const char *path =
            i & 2 ? write_whole(f, ink, false, "w.pdf") : write_small(f, ink, false);
        output_of(f, sb_arena_printf(f->arena, "qpdf --check %s", path));
    }
}

static void text_comes_back(void **state)
{
    fixture *f = *state;
    if (!has_program(f, "pdftotext"))
        skip();
    for (int i = 0; i < 2; i++) {
        const char *path = write_small(f, i ? SB_INK_RGB : SB_INK_CMYK, false);
        const char *text = output_of(f, sb_arena_printf(f->arena, "pdftotext %s -", path));
        assert_non_null(strstr(text, "\xc3\x9c"
                                     "bergr\xc3\xb6\xc3\x9f"
                                     "e\n"));
        assert_non_null(strstr(text, "Pflege findet statt.\n"));
        assert_non_null(strstr(text, "15.022\n"));
    }
}

static bool is_content(const char *stream, size_t n)
{
    return is_text(stream, n) && !memmem(stream, n, "begincmap", 9) && stream[0] != '<';
}

/* How often one of the operators stands in the content streams of a plain PDF. */
static int count_operators(const char *pdf, size_t n, const char *const *operators)
{
    int found = 0;
    size_t length;
    for (const char *at = pdf, *s; (s = next_stream(at, pdf + n, &length)); at = s + length) {
        if (!is_content(s, length))
            continue;
        char *copy = strndup(s, length), *rest = copy;
        for (char *token; (token = strtok_r(rest, " \n", &rest));)
            for (int i = 0; operators[i]; i++)
                found += strcmp(token, operators[i]) == 0;
        free(copy);
    }
    return found;
}

static void each_edition_has_its_own_colours(void **state)
{
    fixture *f = *state;
    static const char *const rgb[] = {"rg", "RG", NULL}, *const cmyk[] = {"k", "K", NULL},
                             *const others[] = {"g", "G", "cs", "CS", "sc", "SC", "scn", NULL};
    size_t n;
    for (int i = 0; i < 2; i++) {
        const char *pdf = read_file(f, write_small(f, i ? SB_INK_RGB : SB_INK_CMYK, true), &n);
        assert_int_equal(count_operators(pdf, n, i ? cmyk : rgb), 0);
        assert_true(count_operators(pdf, n, i ? rgb : cmyk) > 5);
        assert_int_equal(count_operators(pdf, n, others), 0);
    }
}

static bool has(const char *pdf, size_t n, const char *text)
{
    return memmem(pdf, n, text, strlen(text));
}

static void editions_say_what_they_are(void **state)
{
    fixture *f = *state;
    static const char *const in_print[] = {"/S /GTS_PDFX\n",
                                           "/OutputConditionIdentifier (FOGRA39)",
                                           "/GTS_PDFXVersion (PDF/X-4)",
                                           "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
                                           "/Trapped /False",
                                           "<xmpMM:DocumentID>uuid:",
                                           "/CreationDate (D:20250102030405+01'00)",
                                           "<xmp:CreateDate>2025-01-02T03:04:05+01:00<",
                                           "/Count 4"};
    static const char *const in_web[] = {"/S /GTS_PDFA1\n",
                                         "<pdfaid:part>2<",
                                         "<pdfaid:conformance>A<",
                                         "<pdfuaid:part>1<",
                                         "<pdfaSchema:prefix>pdfuaid<",
                                         "/Count 2"};
    size_t n;
    const char *pdf = read_file(f, write_whole(f, SB_INK_CMYK, true, "x.pdf"), &n);
    for (size_t i = 0; i < SB_COUNT(in_print); i++)
        if (!has(pdf, n, in_print[i]))
            fail_msg("'%s' is not in the print edition", in_print[i]);
    assert_false(has(pdf, n, "pdfuaid:part"));
    assert_false(has(pdf, n, "/Annots"));
    assert_false(has(pdf, n, "/Group"));
    pdf = read_file(f, write_whole(f, SB_INK_RGB, true, "a.pdf"), &n);
    for (size_t i = 0; i < SB_COUNT(in_web); i++)
        if (!has(pdf, n, in_web[i]))
            fail_msg("'%s' is not in the web edition", in_web[i]);
    assert_false(has(pdf, n, "GTS_PDFX\n"));
    assert_false(has(pdf, n, "/Separation"));
}

static void boxes_lie_within_each_other(void **state)
{
    fixture *f = *state;
    size_t n;
    const char *pdf = read_file(f, write_whole(f, SB_INK_CMYK, true, "x.pdf"), &n);
    double boxes[3][4];
    static const char *const names[] = {"/MediaBox [", "/BleedBox [", "/TrimBox ["};
    for (int i = 0; i < 3; i++) {
        const char *at = memmem(pdf, n, names[i], strlen(names[i]));
        assert_non_null(at);
        double *b = boxes[i];
        assert_int_equal(
            sscanf(at + strlen(names[i]), "%lf %lf %lf %lf", b, b + 1, b + 2, b + 3), 4);
    }
    for (int side = 0; side < 4; side++) {
        double inwards = side < 2 ? 1 : -1;
        assert_true((boxes[1][side] - boxes[0][side]) * inwards > 6 * SB_MM);
        assert_true(fabs((boxes[2][side] - boxes[1][side]) * inwards - sheet.bleed) < 0.002);
    }
}

static int count(const char *pdf, size_t n, const char *text)
{
    int found = 0;
    size_t length = strlen(text);
    for (const char *at = pdf; (at = memmem(at, (size_t)(pdf + n - at), text, length)); at++)
        found++;
    return found;
}

/* ISO 32000-1, 12.6.4.7, 14.7.4.3; ISO 14289-1, 7.18.5. */
static void a_link_out_is_an_annotation_on_each_line(void **state)
{
    fixture *f = *state;
    size_t n;
    const char *pdf = read_file(f, write_small(f, SB_INK_RGB, true), &n);
    assert_int_equal(
        count(pdf, n, "/S /URI /URI (https://example.org/%C3%A4mter%20\\(1\\)?a=b#c)"), 2);
    assert_int_equal(count(pdf, n, "/Contents (Zum Amt)"), 2);
    assert_int_equal(count(pdf, n, "/Type /OBJR"), 3);
    assert_int_equal(count(pdf, n, "/Lang (en-GB)"), 1);
    pdf = read_file(f, write_small(f, SB_INK_CMYK, true), &n);
    assert_int_equal(count(pdf, n, "/URI"), 0);
}

/* Nobody listens to a plate. */
static void print_edition_has_no_tags(void **state)
{
    fixture *f = *state;
    static const char *const tags[] = {"BDC",       "EMC",           "/StructTreeRoot",
                                       "/MarkInfo", "/StructParent", "/StructElem"};
    size_t n;
    const char *pdf = read_file(f, write_whole(f, SB_INK_CMYK, true, "x.pdf"), &n);
    for (size_t i = 0; i < SB_COUNT(tags); i++)
        assert_int_equal(count(pdf, n, tags[i]), 0);
}

/* The tree gathered and deflated takes a small part of what it takes as it is (7.5.7). */
static void objects_are_gathered(void **state)
{
    fixture *f = *state;
    sb_doc *doc = sb_doc_new((sb_meta){0});
    for (int i = 0; i < 60; i++) {
        sb_page *page = sb_page_new(sb_arena_new(0), sheet);
        for (int k = 0; k < 100; k++)
            sb_element_new(page, page->root, SB_ROLE_P);
        sb_doc_add(doc, page);
    }
    size_t n, n_plain;
    const char *path = write_pdf(f, doc, (sb_pdf_options){SB_INK_RGB, 1, false}, "g.pdf");
    const char *pdf = read_file(f, path, &n);
    read_file(f, write_pdf(f, doc, (sb_pdf_options){SB_INK_RGB, 1, true}, "h.pdf"), &n_plain);
    sb_doc_free(doc);
    assert_true(n * 6 < n_plain);
    assert_int_equal(count(pdf, n, "/Type /XRef"), 1);
    assert_true(count(pdf, n, "/Type /ObjStm") >= 6000 / 200);
    assert_false(has(pdf, n, "/S /P"));
    if (has_program(f, "qpdf"))
        output_of(f, sb_arena_printf(f->arena, "qpdf --check %s", path));
}

static unsigned number_at(const unsigned char *bytes, size_t at, int size)
{
    unsigned number = 0;
    while (size-- > 0)
        number = number << 8 | bytes[at + (size_t)size];
    return number;
}

/* A pixel of an uncompressed 8-bit TIFF, little-endian: the ink, 0 to 255. */
static int ink_at(const char *tiff, unsigned x, unsigned y)
{
    const unsigned char *t = (const unsigned char *)tiff;
    size_t ifd = number_at(t, 4, 4);
    unsigned width = 0, rows = 0, strips = 0, n_strips = 0, turned = 0;
    for (unsigned i = 0; i < number_at(t, ifd, 2); i++) {
        size_t entry = ifd + 2 + 12 * (size_t)i;
        int size = number_at(t, entry + 2, 2) == 3 ? 2 : 4;
        unsigned value = number_at(t, entry + 8, size);
        switch (number_at(t, entry, 2)) {
        case 256:
            width = value;
            break;
        case 262:
            turned = value; /* 1: black is 0 */
            break;
        case 273:
            strips = value;
            n_strips = number_at(t, entry + 4, 4);
            if (n_strips == 1)
                strips = (unsigned)entry + 8;
            break;
        case 278:
            rows = value;
            break;
        }
    }
    size_t strip = number_at(t, strips + 4 * (size_t)(y / rows), 4);
    int value = t[strip + (size_t)(y % rows) * width + x];
    return turned ? 255 - value : value;
}

static void black_prints_over_and_white_knocks_out(void **state)
{
    fixture *f = *state;
    if (!has_program(f, "gs"))
        skip();
    const char *pdf = write_small(f, SB_INK_CMYK, false);
    output_of(f, sb_arena_printf(f->arena,
                                 "gs -q -dSAFER -dNOPAUSE -dBATCH -sDEVICE=tiffsep -r72"
                                 " -sCompression=none -dFirstPage=2 -dLastPage=2"
                                 " -sOutputFile=%s/p.tif %s",
                                 f->folder, pdf));
    size_t n;
    const char *c = read_file(f, sb_arena_printf(f->arena, "%s/p(Cyan).tif", f->folder), &n);
    const char *k = read_file(f, sb_arena_printf(f->arena, "%s/p(Black).tif", f->folder), &n);
    /* Pixels are points; the bleed stands before the trim. */
    unsigned bleed = (unsigned)sheet.bleed, y = bleed + 125;
    assert_int_equal(ink_at(c, bleed + 105, y), 255); /* cyan */
    assert_int_equal(ink_at(k, bleed + 105, y), 0);
    assert_int_equal(ink_at(c, bleed + 120, y), 255); /* black over it */
    assert_int_equal(ink_at(k, bleed + 120, y), 255);
    assert_int_equal(ink_at(c, bleed + 156, y), 0); /* the halo */
    assert_int_equal(ink_at(k, bleed + 156, y), 0);
    assert_int_equal(ink_at(c, bleed + 160, y), 0); /* black within the halo */
    assert_int_equal(ink_at(k, bleed + 160, y), 255);
    assert_int_equal(ink_at(c, bleed + 90, y), 0); /* paper */
}

/* Crop marks are on every plate, and neither they nor the bar touch the bleed. */
static void marks_stand_outside_the_bleed(void **state)
{
    fixture *f = *state;
    if (!has_program(f, "gs"))
        skip();
    static const char *const plates[] = {"Cyan", "Magenta", "Yellow", "Black"};
    enum { SCALE = 4, ROOM = 8 }; /* 288 dpi; room for marks in mm */
    const char *pdf = write_whole(f, SB_INK_CMYK, false, "x.pdf");
    output_of(f, sb_arena_printf(f->arena,
                                 "gs -q -dSAFER -dNOPAUSE -dBATCH -sDEVICE=tiffsep -r288"
                                 " -sCompression=none -dFirstPage=3 -dLastPage=3"
                                 " -sOutputFile=%s/m.tif %s",
                                 f->folder, pdf));
    double out = sheet.bleed + ROOM * SB_MM;
    for (size_t i = 0; i < SB_COUNT(plates); i++) { /* page 3 is blank but for them */
        size_t n;
        const char *t =
            read_file(f, sb_arena_printf(f->arena, "%s/m(%s).tif", f->folder, plates[i]), &n);
        int most = 0;
        for (int d = -2; d <= 2; d++) { /* across the left upper mark, 3 mm into it */
            int ink = ink_at(t, (unsigned)(out * SCALE + d),
                             (unsigned)((out - sheet.bleed - 3 * SB_MM) * SCALE));
            most = ink > most ? ink : most;
        }
        assert_true(most > 60);
        for (unsigned x = 0; x < sheet.width + 2 * sheet.bleed; x++)
            for (unsigned y = 0; y < sheet.height + 2 * sheet.bleed; y++)
                assert_int_equal(ink_at(t, (unsigned)((out - sheet.bleed + x) * SCALE),
                                        (unsigned)((out - sheet.bleed + y) * SCALE)),
                                 0);
    }
}

/* Least and most ink in a box of one plate, in points of the trim. */
static void inks_in(const char *plate, sb_rect box, int *least, int *most)
{
    *least = 255, *most = 0;
    for (unsigned y = 0; y < (unsigned)box.height; y++)
        for (unsigned x = 0; x < (unsigned)box.width; x++) {
            int ink = ink_at(plate, (unsigned)(sheet.bleed + box.x) + x,
                             (unsigned)(sheet.bleed + box.y) + y);
            *least = ink < *least ? ink : *least;
            *most = ink > *most ? ink : *most;
        }
}

/* A black and a white word on a cyan ground. */
static sb_doc *words_on_cyan(const fixture *f)
{
    static const sb_colour cyan = {{1, 0, 0, 0}, {0, 0.6F, 0.9F}};
    sb_page *page = sb_page_new(sb_arena_new(0), sheet);
    sb_page_begin(page, sb_element_new(page, page->root, SB_ROLE_P));
    fill_rect(page, page->list, (sb_rect){20, 20, 200, 200}, cyan);
    sb_list_glyphs(page->list, shape(f, page->arena, "HH", 60), 40, 100, black);
    sb_list_glyphs(page->list, shape(f, page->arena, "HH", 60), 40, 200, white);
    sb_page_end(page);
    sb_doc *doc = sb_doc_new((sb_meta){.title = "t", .language = "de-DE"});
    sb_doc_add(doc, page);
    return doc;
}

static void black_words_print_over_and_white_ones_knock_out(void **state)
{
    fixture *f = *state;
    if (!has_program(f, "gs"))
        skip();
    sb_doc *doc = words_on_cyan(f);
    const char *pdf =
        write_pdf(f, doc, (sb_pdf_options){.ink = SB_INK_CMYK, .jobs = 1}, "words.pdf");
    sb_doc_free(doc);
    output_of(f, sb_arena_printf(f->arena,
                                 "gs -q -dSAFER -dNOPAUSE -dBATCH -sDEVICE=tiffsep -r72"
                                 " -sCompression=none -sOutputFile=%s/w.tif %s",
                                 f->folder, pdf));
    size_t n;
    const char *c = read_file(f, sb_arena_printf(f->arena, "%s/w(Cyan).tif", f->folder), &n);
    const char *k = read_file(f, sb_arena_printf(f->arena, "%s/w(Black).tif", f->folder), &n);
    sb_rect over = {42, 60, 60, 38}, out = {42, 160, 60, 38};
    int least, most;
    inks_in(c, over, &least, &most);
    assert_int_equal(least, 255); /* the ground goes on below black letters */
    inks_in(k, over, &least, &most);
    assert_int_equal(most, 255);
    inks_in(c, out, &least, &most);
    assert_int_equal(least, 0); /* white letters are paper */
    inks_in(k, out, &least, &most);
    assert_int_equal(most, 0);
}

/* A photo in both editions: in the colours of each, upright. */
static void photos_come_in_the_colours_of_the_edition(void **state)
{
    fixture *f = *state;
    sb_images *images =
        sb_images_new(sb_profiles_open(SB_DATA_DIR, "coated", f->arena, f->diag));
    static const char *const files[] = {"foto.jpg", "cmyk.jpg", "grau.jpg", "alpha.png"};
    sb_page *page = sb_page_new(sb_arena_new(0), sheet);
    for (size_t i = 0; i < SB_COUNT(files); i++) {
        const sb_image *image = sb_images_at(
            images, sb_arena_printf(f->arena, SB_TEST_DIR "/data/image/%s", files[i]),
            SB_NOWHERE, f->diag);
        sb_element *figure = sb_element_new(page, page->root, SB_ROLE_FIGURE);
        figure->alt = files[i];
        figure->box = (sb_rect){20, 20 + 90 * (double)i, 60, 40};
        sb_page_begin(page, figure);
        sb_list_image(page->list, image, figure->box);
        sb_list_image(page->list, image, figure->box); /* stored once */
        sb_page_end(page);
    }
    sb_doc *doc = sb_doc_new((sb_meta){.title = "t", .language = "de-DE"});
    sb_doc_add(doc, page);
    size_t n;
    const char *print = read_file(
        f, write_pdf(f, doc, (sb_pdf_options){SB_INK_CMYK, 1, true}, "photo-print.pdf"), &n);
    assert_int_equal(count(print, n, "/Subtype /Image"), 4);
    assert_int_equal(count(print, n, "/ColorSpace /DeviceCMYK /Bits"), 3);
    assert_int_equal(count(print, n, "/ColorSpace /DeviceGray /Bits"), 1);
    assert_int_equal(count(print, n, "/DeviceRGB"), 0);
    assert_int_equal(count(print, n, "/SMask"), 0);
    assert_int_equal(count(print, n, "/Filter /DCTDecode"), 2);
    assert_int_equal(count(print, n, "q\n60 0 0 -40 20 60 cm\n/I0 Do\nQ\n"), 2);
    const char *web = read_file(
        f, write_pdf(f, doc, (sb_pdf_options){SB_INK_RGB, 1, true}, "photo-web.pdf"), &n);
    assert_int_equal(count(web, n, "/ColorSpace /DeviceRGB /Bits"), 3);
    assert_int_equal(count(web, n, "/DeviceCMYK"), 0);
    if (has_program(f, "qpdf") && has_program(f, "gs")) {
        output_of(f, sb_arena_printf(f->arena, "qpdf --check %s/photo-print.pdf", f->folder));
        output_of(f, sb_arena_printf(f->arena,
                                     "gs -q -dSAFER -dNOPAUSE -dBATCH -sDEVICE=tiffsep -r72"
                                     " -sCompression=none -sOutputFile=%s/i.tif"
                                     " %s/photo-print.pdf",
                                     f->folder, f->folder));
        const char *c =
            read_file(f, sb_arena_printf(f->arena, "%s/i(Cyan).tif", f->folder), &n);
        const char *k =
            read_file(f, sb_arena_printf(f->arena, "%s/i(Black).tif", f->folder), &n);
        unsigned bleed = (unsigned)sheet.bleed;
        assert_true(ink_at(c, bleed + 30, bleed + 40) < 60); /* red on the left */
        assert_true(ink_at(c, bleed + 70, bleed + 40) > 200);
        assert_true(ink_at(c, bleed + 40, bleed + 130) < 4);  /* inks as they were given */
        assert_true(ink_at(k, bleed + 40, bleed + 202) < 40); /* white above, black below */
        assert_true(ink_at(k, bleed + 40, bleed + 238) > 215);
    }
    sb_doc_free(doc);
    sb_images_free(images);
}

/* A full tone and a tint of an ink of its own, with black over it. */
static sb_doc *spot_inks(const fixture *f)
{
    static const sb_spot_ink hks = {"HKS 13 (K)", {0, 1, 0.9f, 0}};
    const sb_colour full = {{0, 1, 0.9f, 0}, {0.8f, 0.1f, 0.1f}, 1, &hks};
    sb_page *page = sb_page_new(sb_arena_new(0), sheet);
    sb_page_begin(page, sb_element_new(page, page->root, SB_ROLE_P));
    fill_rect(page, page->list, (sb_rect){20, 20, 100, 100}, full);
    fill_rect(page, page->list, (sb_rect){120, 20, 100, 100}, sb_colour_tint(full, 0.3f));
    fill_rect(page, page->list, (sb_rect){40, 40, 20, 20}, black);
    sb_list_stroke(page->list,
                   sb_path_line(page->arena, (sb_point){20, 140}, (sb_point){120, 140}),
                   (sb_pen){10, SB_CAP_BUTT, {0, 0}}, full);
    sb_list_glyphs(page->list, shape(f, page->arena, "HH", 60), 20, 220, full);
    sb_page_end(page);
    sb_doc *doc = sb_doc_new((sb_meta){.title = "t", .language = "de-DE"});
    sb_doc_add(doc, page);
    return doc;
}

/* ISO 32000-1, 8.6.6.4: a plate of its own in print; the web knows only its screen colour. */
static void a_spot_ink_has_a_plate_of_its_own(void **state)
{
    fixture *f = *state;
    sb_doc *doc = spot_inks(f);
    size_t n;
    const char *plain = read_file(
        f, write_pdf(f, doc, (sb_pdf_options){SB_INK_RGB, 1, true}, "spot-web.pdf"), &n);
    assert_false(has(plain, n, "/Separation"));
    plain = read_file(
        f, write_pdf(f, doc, (sb_pdf_options){SB_INK_CMYK, 1, true}, "spot-plain.pdf"), &n);
    assert_int_equal(count(plain, n, "[/Separation /HKS#2013#20#28K#29 /DeviceCMYK <<"), 1);
    assert_int_equal(count(plain, n, "/C1 [0 1 0.9 0 ]"), 1);
    assert_int_equal(count(plain, n, "/S0 cs\n1 scn\n"), 2); /* again behind black */
    assert_int_equal(count(plain, n, "\n0.3 scn\n"), 1);
    assert_int_equal(count(plain, n, "/S0 CS\n1 SCN\n"), 1);
    const char *pdf =
        write_pdf(f, doc, (sb_pdf_options){.ink = SB_INK_CMYK, .jobs = 1}, "spot.pdf");
    sb_doc_free(doc);
    if (!has_program(f, "gs"))
        skip();
    output_of(f, sb_arena_printf(f->arena,
                                 "gs -q -dSAFER -dNOPAUSE -dBATCH -sDEVICE=tiffsep -r72"
                                 " -sCompression=none -sOutputFile=%s/s.tif %s",
                                 f->folder, pdf));
    const char *spot =
        read_file(f, sb_arena_printf(f->arena, "%s/s(HKS 13 (K)).tif", f->folder), &n);
    const char *m = read_file(f, sb_arena_printf(f->arena, "%s/s(Magenta).tif", f->folder), &n);
    unsigned bleed = (unsigned)sheet.bleed;
    assert_int_equal(ink_at(spot, bleed + 30, bleed + 30), 255);
    assert_int_equal(ink_at(spot, bleed + 50, bleed + 50), 255); /* goes on below black */
    assert_true(abs(ink_at(spot, bleed + 150, bleed + 50) - 77) <= 1);
    assert_int_equal(ink_at(spot, bleed + 70, bleed + 140), 255);
    assert_int_equal(ink_at(m, bleed + 30, bleed + 30), 0);
    assert_int_equal(ink_at(m, bleed + 150, bleed + 50), 0);
}

static void bytes_do_not_depend_on_jobs(void **state)
{
    fixture *f = *state;
    sb_doc *doc = small_doc(f);
    for (int i = 0; i < 160; i++) /* more than a leaf of each tree holds */
        sb_doc_add(doc, i & 1 ? second_page(f) : first_page(f));
    size_t n, n_other;
    for (int ink = 0; ink < 2; ink++) {
        sb_pdf_options options = {ink ? SB_INK_RGB : SB_INK_CMYK, 1, false};
        const char *one = read_file(f, write_pdf(f, doc, options, "one.pdf"), &n);
        options.jobs = 8;
        const char *other = read_file(f, write_pdf(f, doc, options, "eight.pdf"), &n_other);
        assert_int_equal(n, n_other);
        assert_memory_equal(one, other, n);
        if (has_program(f, "qpdf"))
            output_of(f, sb_arena_printf(f->arena, "qpdf --check %s/one.pdf", f->folder));
    }
    sb_doc_free(doc);
}

static void fails_to_write(fixture *f, const char *path, const char *message)
{
    sb_doc *doc = small_doc(f);
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    assert_false(sb_pdf_write(doc, (sb_pdf_options){SB_INK_RGB, 1, false}, path, diag));
    assert_int_equal(sb_diag_count(diag), 1);
    assert_int_equal(sb_diag_at(diag, 0)->code, SB_E_IO);
    assert_string_equal(sb_diag_at(diag, 0)->message, message);
    sb_doc_free(doc);
}

static void a_target_that_takes_no_bytes_is_an_error(void **state)
{
    fixture *f = *state;
    fails_to_write(f, "/dev/full", "cannot write '/dev/full': No space left on device");
    fails_to_write(f, "/nowhere/a.pdf",
                   "cannot write '/nowhere/a.pdf': No such file or directory");
    fails_to_write(f, f->folder,
                   sb_arena_printf(f->arena, "cannot write '%s': Is a directory", f->folder));
}

static void an_empty_document_is_written(void **state)
{
    fixture *f = *state;
    sb_doc *doc = sb_doc_new((sb_meta){0});
    sb_doc_add(doc, sb_page_new(sb_arena_new(0), sheet));
    const char *path = write_pdf(f, doc, (sb_pdf_options){SB_INK_RGB, 1, false}, "empty.pdf");
    if (has_program(f, "qpdf"))
        output_of(f, sb_arena_printf(f->arena, "qpdf --check %s", path));
    sb_doc_free(doc);
}

static void strings_and_names_are_escaped(void **state)
{
    (void)state;
    sb_buf b = {0};
    sb_pdf_string(&b, "a(b)\\c");
    sb_pdf_string(&b, "\xc3\xa4\xf0\x9f\x98\x80");
    sb_pdf_name(&b, "A b/\xc3\xa4#");
    sb_pdf_xml(&b, "<a&b>\x01\xc3\xa4");
    assert_string_equal(b.at, "(a\\(b\\)\\\\c)<FEFF00E4D83DDE00>/A#20b#2F#C3#A4#23"
                              "&lt;a&amp;b&gt;\xc3\xa4");
    sb_buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_and_names_are_escaped),
        cmocka_unit_test(print_edition_is_as_approved),
        cmocka_unit_test(web_edition_is_as_approved),
        cmocka_unit_test(qpdf_finds_no_fault),
        cmocka_unit_test(text_comes_back),
        cmocka_unit_test(each_edition_has_its_own_colours),
        cmocka_unit_test(black_prints_over_and_white_knocks_out),
        cmocka_unit_test(editions_say_what_they_are),
        cmocka_unit_test(a_link_out_is_an_annotation_on_each_line),
        cmocka_unit_test(print_edition_has_no_tags),
        cmocka_unit_test(objects_are_gathered),
        cmocka_unit_test(boxes_lie_within_each_other),
        cmocka_unit_test(marks_stand_outside_the_bleed),
        cmocka_unit_test(black_words_print_over_and_white_ones_knock_out),
        cmocka_unit_test(photos_come_in_the_colours_of_the_edition),
        cmocka_unit_test(a_spot_ink_has_a_plate_of_its_own),
        cmocka_unit_test(bytes_do_not_depend_on_jobs),
        cmocka_unit_test(a_target_that_takes_no_bytes_is_an_error),
        cmocka_unit_test(an_empty_document_is_written),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
