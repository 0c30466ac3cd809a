/* PDFs made by hand, each with one fault: it is found, and nothing else is. */
#include "inspect/inspect.h"

#include "inspect/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
/* after the four headers it needs */
#include <cmocka.h>

/* The parts of a file of one page; NULL: those of a file in order. */
typedef struct sample {
    unsigned edition;
    const char *catalog, *page, *resources, *content, *more; /* entries; more: object 6 */
    const char *metadata, *information, *trailer;
    const char *profile; /* class and colours */
} sample;

static const char *const path = "inspect-sample.pdf";

static const char print_catalog[] =
    "/OutputIntents [<</S /GTS_PDFX /OutputConditionIdentifier (X) /DestOutputProfile 7 0 R>>]";
static const char web_catalog[] =
    "/OutputIntents [<</S /GTS_PDFA1 /OutputConditionIdentifier (X) /DestOutputProfile 7 0 "
    "R>>] /Lang (de-DE) "
    "/MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>> "
    "/StructTreeRoot <</K [<</S /Document /K [<</S /H1 /K 0>> <</S /Figure /Alt (Karte) /K "
    "1>>]>>]>>";
static const char boxes[] = "/MediaBox [0 0 612 859] /BleedBox [0 0 612 859] "
                            "/TrimBox [8 8 603 850]";
static const char metadata[] =
    "dc:title pdfxid:GTS_PDFXVersion pdfuaid:part pdfaid:part pdf:Trapped xmp:CreateDate "
    "xmp:ModifyDate xmp:MetadataDate xmpMM:DocumentID xmpMM:VersionID xmpMM:RenditionClass";
static const char information[] =
    "/Trapped /False /Title (T) /CreationDate (D:2024) /ModDate (D:2024)";

typedef struct writer {
    sb_buf out;
    size_t at[16];
    int n;
} writer;

static void object(writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void object(writer *w, const char *format, ...)
{
    char body[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(body, sizeof body, format, args);
    va_end(args);
    w->at[++w->n] = w->out.n;
    sb_buf_printf(&w->out, "%d 0 obj\n%s\nendobj\n", w->n, body);
}

static const char *or_else(const char *text, const char *other) { return text ? text : other; }

static void write_sample(const sample *s)
{
    bool is_print = s->edition == SB_PRINT;
    const char *content =
        or_else(s->content, is_print ? "0 0 0 1 k 100 100 50 50 re f"
                                     : "/P <</MCID 0>> BDC 0 0 0 rg 100 100 50 50 re f EMC");
    const char *xmp = or_else(s->metadata, metadata);
    writer w = {0};
    sb_buf_text(&w.out, "%PDF-1.6\n");
    object(&w, "<</Type /Catalog /Pages 2 0 R /Metadata 5 0 R %s>>",
           or_else(s->catalog, is_print ? print_catalog : web_catalog));
    object(&w, "<</Type /Pages /Count 1 /Kids [3 0 R]>>");
    object(&w, "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <<%s>> %s>>",
           or_else(s->resources, ""), or_else(s->page, boxes));
    object(&w, "<</Length %zu>> stream\n%s\nendstream", strlen(content), content);
    object(&w, "<</Type /Metadata /Subtype /XML /Length %zu>> stream\n%s\nendstream",
           strlen(xmp), xmp);
    object(&w, "%s", or_else(s->more, "null"));
    object(&w, "<</N 4 /Length 128>> stream\n%12s%s%108s\nendstream", "",
           or_else(s->profile, is_print ? "prtrCMYK" : "mntrRGB "), "");
    object(&w, "<<%s>>", or_else(s->information, information));
    size_t start = w.out.n;
    sb_buf_printf(&w.out, "xref\n0 %d\n0000000000 65535 f \n", w.n + 1);
    for (int i = 1; i <= w.n; i++)
        sb_buf_printf(&w.out, "%010zu 00000 n \n", w.at[i]);
    sb_buf_printf(&w.out,
                  "trailer <</Size %d /Root 1 0 R /Info 8 0 R %s>>\nstartxref\n%zu\n%%%%EOF\n",
                  w.n + 1, or_else(s->trailer, "/ID [<41> <41>]"), start);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(w.out.at, 1, w.out.n, file);
    fclose(file);
    sb_buf_free(&w.out);
}

/* `rule` finds `n` places, and no other rule any. */
static void expect(sample s, sb_rule_id rule, int n)
{
    write_sample(&s);
    sb_arena *arena = sb_arena_new(0);
    sb_diag *diag = sb_diag_new();
    sb_limits limits = sb_limits_usual();
    sb_findings *found = sb_findings_new(&limits, arena);
    assert_true(sb_inspect(path, s.edition, SB_INSPECT_ALL, &limits, found, SB_NOWHERE, diag));
    assert_int_equal(sb_diag_count(diag), 0);
    sb_findings_tell(found, SB_NOWHERE, diag);
    for (int i = 0; i < SB_RULES; i++)
        if (sb_findings_count(found, (sb_rule_id)i) != (i == (int)rule ? n : 0))
            fail_msg("rule '%s': %d places; first message: %s", sb_rule_name((sb_rule_id)i),
                     sb_findings_count(found, (sb_rule_id)i),
                     sb_diag_count(diag) ? sb_diag_at(diag, 0)->message : "none");
    sb_diag_free(diag);
    sb_arena_free(arena);
    unlink(path);
}

static void files_in_order_are_clean(void **state)
{
    (void)state;
    expect((sample){SB_PRINT}, SB_RULE_DAMAGE, 0);
    expect((sample){SB_WEB}, SB_RULE_DAMAGE, 0);
}

static void boxes_lie_in_each_other(void **state)
{
    (void)state;
    expect((sample){SB_PRINT, .page = "/MediaBox [0 0 612 859]"}, SB_RULE_BOXES, 1);
    expect((sample){SB_PRINT, .page =
                                  "/MediaBox [0 0 612 859] /BleedBox [8 8 603 850] /TrimBox "
                                  "[0 0 612 859]"},
           SB_RULE_BOXES, 1);
    static const char more[] = "/MediaBox [0 0 612 859] /BleedBox [0 0 612 859] "
                               "/TrimBox [8 8 603 850] %s";
    char page[256];
    snprintf(page, sizeof page, more, "/ArtBox [8 8 603 850]");
    expect((sample){SB_PRINT, .page = page}, SB_RULE_BOXES, 1);
    snprintf(page, sizeof page, more, "/CropBox [8 8 603 850]");
    expect((sample){SB_PRINT, .page = page}, SB_RULE_BOXES, 1);
    snprintf(page, sizeof page, more, "/CropBox [0 0 612 859]");
    expect((sample){SB_PRINT, .page = page}, SB_RULE_BOXES, 0);
}

static void colours_fit_the_edition(void **state)
{
    (void)state;
    expect((sample){SB_PRINT, .content = "1 0 0 rg 0 0 9 9 re f"}, SB_RULE_COLOURS, 1);
    expect((sample){SB_PRINT, .content = "0 g 0 0 9 9 re f"}, SB_RULE_COLOURS, 1);
    expect((sample){SB_PRINT, .content = "/DeviceRGB cs 0 0 9 9 re f"}, SB_RULE_COLOURS, 1);
    expect((sample){SB_PRINT, .content = "/Gold cs 1 scn 0 0 9 9 re f",
                    .resources = "/ColorSpace <</Gold [/Separation /Gold /DeviceCMYK 6 0 R]>>"},
           SB_RULE_COLOURS, 0);
    expect((sample){SB_WEB, .content = "/P <</MCID 0>> BDC 0 0 0 1 k 0 0 9 9 re f EMC"},
           SB_RULE_COLOURS, 1);
    expect((sample){SB_PRINT, .content = "1 1 1 0.5 k 0 0 9 9 re f"}, SB_RULE_INK, 1);
}

static void thin_lines_and_small_type_are_found(void **state)
{
    (void)state;
    expect((sample){SB_PRINT, .content = "0 w 0 0 m 9 9 l S"}, SB_RULE_LINES, 1);
    expect((sample){SB_PRINT, .content = "q 0.1 0 0 0.1 0 0 cm 1 w 0 0 m 9 9 l S Q"},
           SB_RULE_LINES, 1);
    expect((sample){SB_PRINT,
                    .content = "BT /F1 10 Tf 0.5 0 0 0.5 9 9 Tm (\\) a [ \\( b) Tj ET",
                    .resources = "/Font <</F1 <</Type /Font /Subtype /Type3>>>>"},
           SB_RULE_TYPE_SIZE, 1);
}

static void fonts_are_embedded(void **state)
{
    (void)state;
    static const char with[] = "/Font <</F1 <</Type /Font /Subtype /TrueType /BaseFont /X "
                               "/ToUnicode 5 0 R /FontDescriptor <</FontFile2 5 0 R>>>>>>";
    static const char without[] = "/Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont "
                                  "/Helvetica /ToUnicode 5 0 R>>>>";
    static const char unsayable[] = "/Font <</F1 <</Type /Font /Subtype /Type0 /BaseFont /X "
                                    "/DescendantFonts [<</FontDescriptor <</FontFile2 5 0 "
                                    "R>>>>]>>>>";
    static const char unmapped[] =
        "/Font <</F1 <</Type /Font /Subtype /Type0 /BaseFont /X /ToUnicode 5 0 R "
        "/DescendantFonts [<</Subtype /CIDFontType2 /FontDescriptor <</FontFile2 5 0 "
        "R>>>>]>>>>";
    expect((sample){SB_WEB, .resources = unmapped}, SB_RULE_FONTS, 1);
    expect((sample){SB_WEB, .resources = with}, SB_RULE_FONTS, 0);
    expect((sample){SB_WEB, .resources = without}, SB_RULE_FONTS, 1);
    expect((sample){SB_WEB, .resources = unsayable}, SB_RULE_UNICODE, 1);
}

static void transparency_is_found(void **state)
{
    (void)state;
    expect((sample){SB_PRINT, .resources = "/ExtGState <</G <</ca 0.5>>>>"}, SB_RULE_OPACITY,
           1);
    expect((sample){SB_PRINT, .resources = "/ExtGState <</G <</BM /Multiply /SMask /None>>>>"},
           SB_RULE_OPACITY, 1);
    expect((sample){SB_PRINT, .page = "/MediaBox [0 0 9 9] /TrimBox [0 0 9 9] /Group <</S "
                                      "/Transparency>>"},
           SB_RULE_OPACITY, 1);
}

/* ISO 32000-1, 8.6.6.4 and 8.6.6.5: what stands for an ink of its own is not printed. */
static void inks_of_their_own_are_weighed(void **state)
{
    (void)state;
    static const char spaces[] =
        "/ColorSpace <</S [/Separation /HKS /DeviceCMYK 6 0 R] /All [/Separation /All "
        "/DeviceCMYK 6 0 R] /N [/DeviceN [/A /B /C /D] /DeviceCMYK 6 0 R]>>";
    static const char function[] =
        "<</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 1 1 1] "
        "/N 1>>";
    expect((sample){SB_PRINT, .resources = spaces, .more = function,
                    .content =
                        "/S cs 1 scn 100 100 9 9 re f /All CS 1 SCN 1 w 100 100 m 150 100 l S "
                        "/N cs 0.9 0.7 0.7 0.7 scn 100 100 9 9 re f"},
           SB_RULE_INK, 0);
    expect((sample){SB_PRINT, .resources = spaces, .more = function,
                    .content = "/N cs 0.9 0.8 0.8 0.6 scn 100 100 9 9 re f "
                               "/N CS 0.9 0.8 0.8 0.6 SCN 100 100 9 9 re S"},
           SB_RULE_INK, 2);
}

/* Crop marks are cut off with what they stand on. */
static void marks_beside_the_sheet_may_be_thin(void **state)
{
    (void)state;
    static const char marked[] =
        "/MediaBox [0 0 700 940] /BleedBox [40 40 660 900] /TrimBox [48 48 652 892]";
    expect((sample){SB_PRINT, .page = marked, .content = "0.1 w 0 0 0 1 K 10 100 m 30 100 l S"},
           SB_RULE_LINES, 0);
    expect(
        (sample){SB_PRINT, .page = marked, .content = "0.1 w 0 0 0 1 K 100 100 m 130 100 l S"},
        SB_RULE_LINES, 1);
}

static void images_are_large_enough_and_in_the_right_colours(void **state)
{
    (void)state;
    static const char xobject[] = "/XObject <</I 6 0 R>>";
    static const char place[] = "q 72 0 0 72 100 100 cm /I Do Q";
    static const char form[] =
        "<</Type /XObject /Subtype /Image /Width %d /Height %d /Length 0 "
        "/ColorSpace /Device%s %s>> stream\n\nendstream";
    char image[512];
    snprintf(image, sizeof image, form, 300, 300, "CMYK", "");
    expect((sample){SB_PRINT, .content = place, .resources = xobject, .more = image},
           SB_RULE_IMAGES, 0);
    snprintf(image, sizeof image, form, 50, 50, "Gray", "");
    expect((sample){SB_PRINT, .content = place, .resources = xobject, .more = image},
           SB_RULE_IMAGES, 1);
    snprintf(image, sizeof image, form, 300, 300, "RGB", "");
    expect((sample){SB_PRINT, .content = place, .resources = xobject, .more = image},
           SB_RULE_IMAGES, 1);
    snprintf(image, sizeof image, form, 300, 300, "CMYK", "/SMask 5 0 R");
    expect((sample){SB_PRINT, .content = place, .resources = xobject, .more = image},
           SB_RULE_OPACITY, 1);
}

static void print_has_no_annotations_and_the_web_tells_its_links(void **state)
{
    (void)state;
    static const char page[] =
        "/MediaBox [0 0 9 9] /TrimBox [0 0 9 9] /Tabs /S /Annots [<</Type "
        "/Annot /Subtype /Link /Rect [0 0 5 5] %s>>]";
    char entries[256];
    snprintf(entries, sizeof entries, page, "/Contents (Seite 3) /StructParent 1");
    expect((sample){SB_PRINT, .page = entries}, SB_RULE_NOTES, 1);
    expect((sample){SB_WEB, .page = entries}, SB_RULE_LINKS, 0);
    snprintf(entries, sizeof entries, page, "/StructParent 1");
    expect((sample){SB_WEB, .page = entries}, SB_RULE_LINKS, 1);
}

static void content_is_marked_and_whole(void **state)
{
    (void)state;
    expect((sample){SB_WEB, .content = "0 0 9 9 re f"}, SB_RULE_MARKS, 1);
    expect((sample){SB_WEB, .content = "/P <</MCID 0>> BDC /Artifact BMC 0 0 9 9 re f EMC EMC"},
           SB_RULE_MARKS, 1);
    expect((sample){SB_WEB, .content = "/Artifact BMC /P <</MCID 0>> BDC 0 0 9 9 re f EMC EMC"},
           SB_RULE_MARKS, 1);
    expect((sample){SB_WEB, .content = "/Artifact BMC /X Do EMC",
                    .resources = "/XObject <</X 6 0 R>>",
                    .more = "<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 12>> "
                            "stream\n0 0 9 9 re f\nendstream"},
           SB_RULE_MARKS, 0);
    expect((sample){SB_WEB, .content = "/Span <</ActualText (x)>> BDC 0 0 9 9 re f EMC"},
           SB_RULE_MARKS, 1);
    expect((sample){SB_PRINT, .content = "q 0 0 9 9 re f"}, SB_RULE_DAMAGE, 1);
    expect((sample){SB_PRINT, .content = "0 0 9 9 re fly"}, SB_RULE_DAMAGE, 1);
}

static void the_catalog_claims_what_is_true(void **state)
{
    (void)state;
    expect((sample){SB_PRINT, .catalog = ""}, SB_RULE_INTENT, 1);
    expect((sample){SB_PRINT, .metadata = "dc:title"}, SB_RULE_CLAIM, 8);
    expect((sample){SB_WEB, .metadata = "dc:title"}, SB_RULE_CLAIM, 2);
    expect((sample){SB_PRINT, .trailer = ""}, SB_RULE_CLAIM, 1);
    expect((sample){SB_PRINT, .information = "/Trapped /Unknown"}, SB_RULE_CLAIM, 4);
    expect((sample){SB_PRINT, .profile = "prtrRGB "}, SB_RULE_INTENT, 1);
    expect((sample){SB_PRINT, .profile = "mntrCMYK"}, SB_RULE_INTENT, 1);
    expect((sample){SB_PRINT, .more = "<</Length 1>> stream\nx\nendstream",
                    .catalog = "/OutputIntents [<</S /GTS_PDFX /OutputConditionIdentifier (X) "
                               "/DestOutputProfile 6 0 R>>]"},
           SB_RULE_INTENT, 1);
    expect((sample){SB_WEB, .profile = "prtrCMYK"}, SB_RULE_INTENT, 1);
    char catalog[1024];
    snprintf(catalog, sizeof catalog, "%s /OpenAction <</S /JavaScript>>", print_catalog);
    expect((sample){SB_PRINT, .catalog = catalog}, SB_RULE_ACTIONS, 1);
    snprintf(catalog, sizeof catalog, "%.*s/Suspects true %s",
             (int)(strstr(web_catalog, "/Marked") - web_catalog), web_catalog,
             strstr(web_catalog, "/Marked"));
    expect((sample){SB_WEB, .catalog = catalog}, SB_RULE_STRUCTURE, 1);
    snprintf(catalog, sizeof catalog, "%s /OCProperties <<>>", web_catalog);
    expect((sample){SB_WEB, .catalog = catalog}, SB_RULE_ACTIONS, 1);
    snprintf(catalog, sizeof catalog, "%s /Names <</EmbeddedFiles <<>>>>", print_catalog);
    expect((sample){SB_PRINT, .catalog = catalog}, SB_RULE_ACTIONS, 1);
}

/* What a press chooses itself, what may be drawn in place of another, how streams are packed.
 */
static void nothing_is_left_to_chance(void **state)
{
    (void)state;
    static const char *const states[] = {"/TR 6 0 R", "/TR2 6 0 R", "/HT <</HalftoneType 10>>",
                                         "/HTP [0 0]"};
    char text[512];
    for (size_t i = 0; i < SB_COUNT(states); i++) {
        snprintf(text, sizeof text, "/ExtGState <</G <<%s>>>>", states[i]);
        expect((sample){SB_PRINT, .resources = text, .more = "<</FunctionType 2>>"},
               SB_RULE_PRESS, 1);
    }
    expect((sample){SB_PRINT, .resources = "/ExtGState <</G <</TR2 /Default /HT "
                                           "<</HalftoneType 1>>>>>>"},
           SB_RULE_PRESS, 0);
    static const struct {
        const char *entries;
        sb_rule_id rule;
    } forms[] = {{"/Subtype /PS", SB_RULE_STAND_INS},
                 {"/Subtype /Form /OPI <</X 1>>", SB_RULE_STAND_INS},
                 {"/Subtype /Form /Ref <</X 1>>", SB_RULE_STAND_INS},
                 {"/Subtype /Form /F (elsewhere.pdf)", SB_RULE_STREAMS},
                 {"/Subtype /Form /Filter [/LZWDecode]", SB_RULE_STREAMS}};
    for (size_t i = 0; i < SB_COUNT(forms); i++) {
        bool is_packed = strstr(forms[i].entries, "LZW");
        snprintf(text, sizeof text,
                 "<</Type /XObject %s /BBox [0 0 9 9] /Length %d>> "
                 "stream\n%s\nendstream",
                 forms[i].entries, is_packed ? 3 : 0, is_packed ? "\x80\x40\x40" : "");
        expect((sample){SB_PRINT, .content = "/X Do", .resources = "/XObject <</X 6 0 R>>",
                        .more = text},
               forms[i].rule, 1);
    }
}

/* The catalog of the web edition with another tree. */
static void expect_tree(const char *tree, sb_rule_id rule, int n)
{
    char catalog[1024];
    snprintf(catalog, sizeof catalog, "%.*s/StructTreeRoot <</K %s>>",
             (int)(strstr(web_catalog, "/StructTreeRoot") - web_catalog), web_catalog, tree);
    expect((sample){SB_WEB, .catalog = catalog}, rule, n);
}

static void the_structure_tree_is_read(void **state)
{
    (void)state;
    expect_tree("[<</S /Figure>>]", SB_RULE_ALT, 1);
    expect_tree("[<</S /H1>> <</S /H3>>]", SB_RULE_HEADINGS, 1);
    expect_tree("[<</S /Table /K [<</S /TR /K <</S /TH>>>>]>>]", SB_RULE_TABLES, 1);
    expect_tree("[<</S /H2>>]", SB_RULE_HEADINGS, 1);
    expect_tree("[<</S /H>> <</S /H1>>]", SB_RULE_HEADINGS, 1);
    expect_tree("[<</S /P /K <</S /TD>>>>]", SB_RULE_TABLES, 1);
    expect_tree("[<</S /Table /K <</S /P>>>>]", SB_RULE_TABLES, 1);
    expect_tree("[<</S /L /K <</S /P>>>>]", SB_RULE_LISTS, 1);
    expect_tree("[<</S /P /K <</S /TOCI>>>>]", SB_RULE_LISTS, 1);
    expect_tree("[<</S /Note>>]", SB_RULE_STRUCTURE, 1);
    expect_tree("[<</S /Note /ID (a)>> <</S /Note /ID (a)>>]", SB_RULE_STRUCTURE, 1);
    expect_tree("[<</S /Absatz>>]", SB_RULE_STRUCTURE, 1);
    expect_tree("[<</S /P>>] /RoleMap <</A /B /B /A>>", SB_RULE_STRUCTURE, 2);
    expect_tree("[<</S /P>>] /RoleMap <</P /H1>>", SB_RULE_STRUCTURE, 1);
    expect_tree("[<</S /A>>] /RoleMap <</A /B /B /P>>", SB_RULE_STRUCTURE, 0);
}

static void what_is_no_pdf_is_an_error(void **state)
{
    (void)state;
    sb_arena *arena = sb_arena_new(0);
    sb_diag *diag = sb_diag_new();
    sb_limits limits = sb_limits_usual();
    sb_findings *found = sb_findings_new(&limits, arena);
    assert_false(sb_inspect(SB_TEST_DIR "/README.md", 0, SB_INSPECT_ALL, &limits, found,
                            SB_NOWHERE, diag));
    assert_int_equal(sb_diag_errors(diag), 1);
    assert_int_equal(sb_diag_at(diag, 0)->code, SB_E_IO);
    sb_diag_free(diag);
    sb_arena_free(arena);
}

static void operators_are_found_between_their_operands(void **state)
{
    (void)state;
    static const char content[] = "% note ) <<\n/Span<</MCID 3/A(x\\)y)>>BDC[<41> -12.5(b)]TJ\n"
                                  "BI /W 1 ID \001EI2 EI\n.5 -.5 +1 m";
    sb_scan scan = {content, content + strlen(content)};
    sb_operation o;
    assert_true(sb_scan_next(&scan, &o));
    assert_string_equal(o.operator, "BDC");
    assert_true(o.has_mcid);
    assert_true(sb_scan_next(&scan, &o));
    assert_string_equal(o.operator, "TJ");
    assert_float_equal(o.numbers[0], -12.5, 1e-9);
    assert_true(sb_scan_next(&scan, &o));
    assert_string_equal(o.operator, "EI");
    assert_true(sb_scan_next(&scan, &o));
    assert_int_equal(o.n, 3);
    assert_float_equal(o.numbers[1], -0.5, 1e-9);
    assert_false(sb_scan_next(&scan, &o));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_in_order_are_clean),
        cmocka_unit_test(boxes_lie_in_each_other),
        cmocka_unit_test(colours_fit_the_edition),
        cmocka_unit_test(thin_lines_and_small_type_are_found),
        cmocka_unit_test(fonts_are_embedded),
        cmocka_unit_test(transparency_is_found),
        cmocka_unit_test(inks_of_their_own_are_weighed),
        cmocka_unit_test(marks_beside_the_sheet_may_be_thin),
        cmocka_unit_test(images_are_large_enough_and_in_the_right_colours),
        cmocka_unit_test(print_has_no_annotations_and_the_web_tells_its_links),
        cmocka_unit_test(content_is_marked_and_whole),
        cmocka_unit_test(the_catalog_claims_what_is_true),
        cmocka_unit_test(nothing_is_left_to_chance),
        cmocka_unit_test(the_structure_tree_is_read),
        cmocka_unit_test(what_is_no_pdf_is_an_error),
        cmocka_unit_test(operators_are_found_between_their_operands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
