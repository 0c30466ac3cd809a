#include "text/text.h"

#include "golden.h"

#include "text/hyphen.h"

#include <sys/stat.h>
#include <unistd.h>

static const sb_type lato = {.family = "Lato",
                             .weight = 400,
                             .size = 8,
                             .leading = 11,
                             .features = "lnum, tnum, liga=0",
                             .colour = {.cmyk = {0, 0, 0, 1}}};
static const sb_type vollkorn = {.family = "Vollkorn",
                                 .weight = 400,
                                 .size = 9.4,
                                 .leading = 12.5,
                                 .features = "lnum",
                                 .colour = {.cmyk = {0, 0, 0, 1}}};

typedef struct fixture {
    sb_arena *arena;
    sb_diag *diag;
    sb_fonts *fonts;
    sb_shaper *shaper;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = sb_arena_new(0);
    f->diag = sb_diag_new();
    f->fonts = sb_fonts_new(SB_DATA_DIR, f->diag);
    f->shaper = sb_shaper_new(f->fonts, SB_DATA_DIR, "de", f->diag);
    *state = f;
    return f->shaper ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    sb_shaper_free(f->shaper);
    sb_fonts_free(f->fonts);
    sb_diag_free(f->diag);
    sb_arena_free(f->arena);
    free(f);
    return 0;
}

static void assert_near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-3))
        fail_msg("%g is not %g", got, want);
}

static void assert_no_problems(fixture *f)
{
    sb_shaper_problems(f->shaper, SB_NOWHERE, f->diag);
    if (sb_diag_count(f->diag))
        fail_msg("%s", sb_diag_at(f->diag, 0)->message);
}

/* The text of a line, as its glyphs stand for it. */
static const char *text_of(const sb_line *line, sb_arena *arena)
{
    const char *text = "";
    for (int i = 0; i < line->n; i++) {
        const sb_glyph_run *run = line->runs[i].run;
        const char *next = run->text;
        for (int k = 0; k < run->n; next += run->glyphs[k++].n_text)
            text = sb_arena_printf(arena, "%s%.*s", text, (int)run->glyphs[k].n_text, next);
    }
    return text;
}

static int glyphs_in(const sb_line *line)
{
    int n = 0;
    for (int i = 0; i < line->n; i++)
        n += line->runs[i].run->n;
    return n;
}

static void assert_text(fixture *f, const sb_type *type, const char *text, const char *want)
{
    assert_string_equal(text_of(sb_shape(f->shaper, type, text), f->arena), want);
}

static void text_stays_text(void **state)
{
    fixture *f = *state;
    static const char *const texts[] = {
        "\xe2\x80\x9e"
        "Auflagen\xe2\x80\x9c", /* „Auflagen“ */
        "49,9\xe2\x80\xaf%",
        "\xe2\x88\x92"
        "1.044.555",
        "Stra\xc3\x9f"
        "e",
        "finden, Tiefflug",
        "12\xc2\xa0km\xc2\xb2",
        "2005\xe2\x80\x93"
        "2012",
    };
    for (size_t i = 0; i < SB_COUNT(texts); i++) {
        assert_text(f, &lato, texts[i], texts[i]);
        assert_text(f, &vollkorn, texts[i], texts[i]);
    }
    assert_no_problems(f);
}

static void runs_say_what_they_are(void **state)
{
    fixture *f = *state;
    const sb_line *line = sb_shape(f->shaper, &lato, "Wert ");
    assert_int_equal(line->n, 1);
    const sb_glyph_run *run = line->runs[0].run;
    assert_string_equal(run->face->name, "Lato-Regular");
    assert_string_equal(run->language, "de");
    assert_true(run->size == 8);
    double sum = 0;
    for (int i = 0; i < run->n; i++)
        sum += (double)run->glyphs[i].advance;
    assert_near(run->width, sum);
    /* the blank at the end is drawn but does not count */
    assert_int_equal(run->n, 5);
    assert_near(line->width, sum - (double)run->glyphs[4].advance);
    assert_true(line->ascent > 6 && line->descent > 1);
}

static void ligatures_follow_the_features(void **state)
{
    fixture *f = *state;
    const sb_line *line = sb_shape(f->shaper, &lato,
                                   "\xe2\x80\x9e"
                                   "Auflagen\xe2\x80\x9c");
    assert_int_equal(glyphs_in(line), 10);
    /* Vollkorn joins f and i; one glyph stands for both letters */
    const sb_glyph_run *run = sb_shape(f->shaper, &vollkorn, "finden")->runs[0].run;
    assert_int_equal(run->n, 5);
    assert_int_equal(run->glyphs[0].n_text, 2);
    assert_int_equal(run->glyphs[1].n_text, 1);
    assert_null(run->shifts);
}

/* Auf|lage: f and l are parts of two words. */
static void seams_are_not_joined(void **state)
{
    fixture *f = *state;
    assert_int_equal(glyphs_in(sb_shape(f->shaper, &vollkorn, "Flamme, Pflege")), 13);
    assert_int_equal(glyphs_in(sb_shape(f->shaper, &vollkorn, "Auflage")), 7);
}

static void figures_are_equally_wide(void **state)
{
    fixture *f = *state;
    const sb_glyph_run *run = sb_shape(f->shaper, &lato, "0123456789")->runs[0].run;
    for (int i = 0; i < run->n; i++)
        assert_near((double)run->glyphs[i].advance, (double)run->glyphs[0].advance);
    assert_near((double)run->glyphs[0].advance,
                sb_face_advance(run->face, run->glyphs[0].id) * 8.0 / 2000);
}

static void letters_are_kerned(void **state)
{
    fixture *f = *state;
    double apart =
        sb_shape_width(f->shaper, &lato, "A") + sb_shape_width(f->shaper, &lato, "V");
    assert_true(sb_shape_width(f->shaper, &lato, "AV") < apart - 0.1);
}

static void widths_grow_with_the_size_exactly(void **state)
{
    fixture *f = *state;
    sb_type large = lato;
    large.size = 800;
    assert_near(sb_shape_width(f->shaper, &large, "Ehrenfeld") / 100,
                sb_shape_width(f->shaper, &lato, "Ehrenfeld"));
}

static void marks_are_placed(void **state)
{
    fixture *f = *state;
    /* x with an acute accent, which no face has as one glyph */
    const sb_glyph_run *run = sb_shape(f->shaper, &vollkorn, "x\xcc\x81")->runs[0].run;
    assert_int_equal(run->n, 2);
    assert_int_equal(run->glyphs[0].n_text + run->glyphs[1].n_text, 3);
    sb_point shift = sb_glyph_shift_at(run, 1);
    assert_true((double)run->glyphs[1].advance == 0 || shift.x < 0);
    assert_true(shift.y >= 0);
}

static void what_is_invisible_is_left_out(void **state)
{
    fixture *f = *state;
    assert_text(f, &lato, "Stadt\xc2\xadteil", "Stadtteil");
    assert_text(f, &vollkorn, "Auf\xe2\x80\x8clage", "Auflage");
    assert_text(f, &lato, "eine\nZeile", "eine Zeile");
    assert_int_equal(sb_shape(f->shaper, &lato, "")->n, 0);
    assert_no_problems(f);
}

static void lines_are_cached_by_value(void **state)
{
    fixture *f = *state;
    sb_type same = lato, larger = lato;
    larger.size = 9;
    const sb_line *line = sb_shape(f->shaper, &lato, "Mülheim");
    assert_ptr_equal(sb_shape(f->shaper, &same, "Mülheim"), line);
    assert_ptr_not_equal(sb_shape(f->shaper, &larger, "Mülheim"), line);
}

static void problems_are_named_once(void **state)
{
    fixture *f = *state;
    sb_type missing = lato, black = lato;
    missing.family = "Latto";
    black.weight = 900;
    sb_shape(f->shaper, &missing, "eins");
    sb_shape(f->shaper, &missing, "zwei");
    sb_shape(f->shaper, &lato, "\xe2\x98\x83 und noch ein \xe2\x98\x83"); /* snowmen */
    sb_shape(f->shaper, &black, "drei");
    sb_shape(f->shaper, &lato, "\xd7\x90");
    sb_shaper_problems(f->shaper, (sb_span){"a.yaml", 3, 1, 1}, f->diag);
    sb_shaper_problems(f->shaper, SB_NOWHERE, f->diag);
    static const char *const messages[][2] = {
        {"there is no font family 'Latto'", "did you mean 'Lato'?"},
        {"the font family 'Lato' has no character '\xe2\x98\x83' (U+2603)",
         "use another character, or a family that has it"},
        {"the font family 'Lato' has no weight 900", "'Lato-Bold' is used"},
        {"text that runs from right to left cannot be set: it has the character U+05D0", NULL},
    };
    assert_int_equal(sb_diag_count(f->diag), SB_COUNT(messages));
    for (size_t i = 0; i < SB_COUNT(messages); i++) {
        const sb_error *e = sb_diag_at(f->diag, i);
        assert_int_equal(e->code, SB_E_FONT);
        assert_int_equal(e->at.line, 3);
        assert_string_equal(e->message, messages[i][0]);
        if (messages[i][1])
            assert_string_equal(e->hint, messages[i][1]);
    }
}

static sb_lines break_text(fixture *f, const char *text, double width, bool has_hyphens)
{
    sb_piece piece = {.type = &vollkorn, .text = text};
    const sb_paragraph *p = sb_paragraph_new(f->shaper, &piece, 1, f->arena);
    return sb_paragraph_break(f->shaper, p, width, (sb_break_rules){.has_hyphens = has_hyphens},
                              f->arena);
}

static const char *german = "Die \xe2\x80\x9e"
                            "Bev\xc3\xb6lkerungsentwicklung\xe2\x80\x9c der Stadtteile zeigt "
                            "zwischen 2005\xe2\x80\x93"
                            "2012 einen Zuwachs von 12,4\xe2\x80\xaf% der "
                            "Haushaltsgemeinschaften, besonders im Stadtbezirk\xc2\xa0"
                            "1 und am Stadtrand.";

/* A data folder whose only face is Lato-Regular, its OS/2 fsType as given, and whose Fontconfig
 * has the rule too. */
static const char *folder_of_one_face(fixture *f, unsigned char type, const char *rule)
{
    enum { FS_TYPE = 8, TABLES = 12, ENTRY = 16, OFFSET = 8 };
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    char *folder = sb_arena_printf(f->arena, "%s/one-face-XXXXXX", here);
    assert_non_null(mkdtemp(folder));
    const char *fonts = sb_arena_printf(f->arena, "%s/fonts", folder);
    assert_int_equal(mkdir(fonts, 0755), 0);
    size_t n;
    unsigned char *bytes = (unsigned char *)sb_file_read(
        SB_DATA_DIR "/fonts/Lato-Regular.ttf", 1 << 24, &n, SB_NOWHERE, f->arena, f->diag);
    assert_non_null(bytes);
    unsigned char *entry = bytes + TABLES;
    while (memcmp(entry, "OS/2", 4) != 0)
        entry += ENTRY;
    const unsigned char *at = entry + OFFSET;
    size_t os2 = (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
    bytes[os2 + FS_TYPE + 1] = type;
    FILE *file = fopen(sb_arena_printf(f->arena, "%s/Lato-Regular.ttf", fonts), "wb");
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
    file = fopen(sb_arena_printf(f->arena, "%s/fonts.conf", fonts), "w");
    fprintf(file, "<fontconfig><dir prefix=\"relative\">.</dir>%s</fontconfig>", rule);
    fclose(file);
    return folder;
}

static void remove_folder(fixture *f, const char *folder)
{
    unlink(sb_arena_printf(f->arena, "%s/fonts/Lato-Regular.ttf", folder));
    unlink(sb_arena_printf(f->arena, "%s/fonts/fonts.conf", folder));
    rmdir(sb_arena_printf(f->arena, "%s/fonts", folder));
    rmdir(folder);
}

/* Setting `type` with that face alone gives this message. */
static void expect_problem(fixture *f, unsigned char fs_type, const char *rule, sb_type type,
                           sb_severity severity, const char *message)
{
    const char *folder = folder_of_one_face(f, fs_type, rule);
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    sb_fonts *fonts = sb_fonts_new(folder, diag);
    sb_shaper *shaper = sb_shaper_new(fonts, SB_DATA_DIR, "de", diag);
    assert_non_null(shaper);
    sb_shape(shaper, &type, "Anteil");
    sb_shaper_problems(shaper, SB_NOWHERE, diag);
    bool is_told = false;
    for (size_t i = 0; i < sb_diag_count(diag); i++)
        is_told |= sb_diag_at(diag, i)->severity == severity &&
                   strcmp(sb_diag_at(diag, i)->message, message) == 0;
    if (!is_told)
        fail_msg("not told: %s; but: %s", message,
                 sb_diag_count(diag) ? sb_diag_at(diag, 0)->message : "nothing");
    sb_shaper_free(shaper);
    sb_fonts_free(fonts);
    remove_folder(f, folder);
}

/* Such rules are in Debian's own 90-synthetic.conf. */
static void faces_are_neither_thickened_nor_slanted(void **state)
{
    static const char thicken[] =
        "<match target=\"font\"><test name=\"weight\" compare=\"less_eq\"><const>medium</const>"
        "</test><test target=\"pattern\" name=\"weight\" "
        "compare=\"more_eq\"><const>bold</const>"
        "</test><edit name=\"embolden\" mode=\"assign\"><bool>true</bool></edit></match>";
    static const char slant[] =
        "<match target=\"font\"><test name=\"slant\"><const>roman</const></test>"
        "<test target=\"pattern\" name=\"slant\" compare=\"not_eq\"><const>roman</const></test>"
        "<edit name=\"matrix\" mode=\"assign\"><times><name>matrix</name><matrix><double>1"
        "</double><double>0.2</double><double>0</double><double>1</double></matrix></times>"
        "</edit></match>";
    static const char message[] = "the font 'Lato-Regular' would be thickened or slanted";
    sb_type bold = lato, italic = lato;
    bold.weight = 700;
    italic.is_italic = true;
    expect_problem(*state, 0, thicken, bold, SB_ERROR, message);
    expect_problem(*state, 0, slant, italic, SB_ERROR, message);
    /* without such a rule the face stands for what it is */
    expect_problem(*state, 0, "", bold, SB_WARNING, "the font family 'Lato' has no weight 700");
    expect_problem(*state, 0, "", italic, SB_WARNING,
                   "the font family 'Lato' has no italic of weight 400");
}

static void faces_may_be_embedded(void **state)
{
    expect_problem(*state, 2, "", lato, SB_ERROR,
                   "the font 'Lato-Regular' may not be embedded in a PDF");
}

static void paragraphs_break_first_fit(void **state)
{
    fixture *f = *state;
    sb_buf out = {0};
    for (int width = 60; width <= 180; width += 60) {
        sb_lines lines = break_text(f, german, width, true);
        sb_buf_printf(&out, "%d pt, overrun %.1f\n", width, lines.overrun);
        for (int i = 0; i < lines.n; i++) {
            const sb_line *line = lines.lines[i];
            assert_true(line->width <= width + lines.overrun + 0.01);
            sb_buf_printf(&out, "  %6.2f |%s|\n", line->width, text_of(line, f->arena));
        }
        assert_true(lines.is_complete);
    }
    assert_golden("paragraph.txt", &out);
    sb_buf_free(&out);
    assert_no_problems(f);
}

static void hyphens_are_drawn_and_read_as_soft(void **state)
{
    fixture *f = *state;
    sb_lines lines = break_text(f, "Stadt\xc2\xadteilentwicklung", 40, false);
    assert_int_equal(lines.n, 2);
    assert_string_equal(text_of(lines.lines[0], f->arena), "Stadt\xc2\xad");
    assert_int_equal(glyphs_in(lines.lines[0]), 6);
    assert_string_equal(text_of(lines.lines[1], f->arena), "teilentwicklung");
    assert_true(lines.overrun > 0);
}

static void blanks_at_line_ends_stay_in_the_text(void **state)
{
    fixture *f = *state;
    sb_lines lines = break_text(f, "eins zwei\ndrei", 30, false);
    assert_int_equal(lines.n, 3);
    assert_string_equal(text_of(lines.lines[0], f->arena), "eins ");
    assert_string_equal(text_of(lines.lines[1], f->arena), "zwei ");
    assert_near(lines.lines[0]->width, sb_shape_width(f->shaper, &vollkorn, "eins"));
}

static void lines_end_where_they_must(void **state)
{
    fixture *f = *state;
    sb_lines lines = break_text(f, "eins\n\nzwei\n", 300, false);
    assert_int_equal(lines.n, 3);
    assert_near(lines.lines[1]->width, 0);
    assert_true(lines.is_complete);
    assert_int_equal(break_text(f, "", 300, true).n, 0);
    sb_piece piece = {.type = &vollkorn, .text = "eins zwei drei"};
    const sb_paragraph *p = sb_paragraph_new(f->shaper, &piece, 1, f->arena);
    sb_break_rules rules = {.max_lines = 2};
    sb_lines cut = sb_paragraph_break(f->shaper, p, 25, rules, f->arena);
    assert_int_equal(cut.n, 2);
    assert_false(cut.is_complete);
}

static void first_lines_are_indented(void **state)
{
    fixture *f = *state;
    sb_piece piece = {.type = &vollkorn, .text = "eins zwei drei"};
    const sb_paragraph *p = sb_paragraph_new(f->shaper, &piece, 1, f->arena);
    double width = sb_shape_width(f->shaper, &vollkorn, "eins zwei");
    sb_lines plain = sb_paragraph_break(f->shaper, p, width, (sb_break_rules){0}, f->arena);
    sb_break_rules rules = {.indent = 11};
    sb_lines indented = sb_paragraph_break(f->shaper, p, width, rules, f->arena);
    assert_string_equal(text_of(plain.lines[0], f->arena), "eins zwei ");
    assert_string_equal(text_of(indented.lines[0], f->arena), "eins ");
}

static void what_belongs_together_stays_together(void **state)
{
    fixture *f = *state;
    sb_lines lines = break_text(f,
                                "um 49,9\xe2\x80\xaf% im Stadtbezirk\xc2\xa0"
                                "1 2005\xe2\x80\x93"
                                "2012",
                                1, false);
    static const char *const want[] = {"um ", "49,9\xe2\x80\xaf% ", "im ",
                                       "Stadtbezirk\xc2\xa0"
                                       "1 ",
                                       "2005\xe2\x80\x93"
                                       "2012"};
    assert_int_equal(lines.n, SB_COUNT(want));
    for (size_t i = 0; i < SB_COUNT(want); i++)
        assert_string_equal(text_of(lines.lines[i], f->arena), want[i]);
}

static void pieces_mix_types_on_one_baseline(void **state)
{
    fixture *f = *state;
    sb_type large = vollkorn;
    large.size = 20;
    large.weight = 700;
    sb_piece pieces[] = {
        {&lato, "Zahl ", NULL}, {&large, "42", NULL}, {&lato, " Einwohner", NULL}};
    const sb_paragraph *p = sb_paragraph_new(f->shaper, pieces, 3, f->arena);
    sb_lines lines = sb_paragraph_break(f->shaper, p, 500, (sb_break_rules){0}, f->arena);
    assert_int_equal(lines.n, 1);
    const sb_line *line = lines.lines[0];
    assert_int_equal(line->n, 3);
    assert_true(line->runs[1].run->size == 20);
    assert_string_equal(line->runs[1].run->face->name, "Vollkorn-Bold");
    assert_near(line->runs[2].x, line->runs[1].x + line->runs[1].run->width);
    assert_true(line->ascent > sb_shape(f->shaper, &lato, "Zahl")->ascent);

    sb_display_list *list = sb_list_new(f->arena);
    sb_list_artifact(list, SB_ARTIFACT_LAYOUT);
    sb_line_draw(list, line, 100, 50, SB_RIGHT);
    sb_list_unmark(list);
    sb_buf out = {0};
    sb_list_trace(list, &out);
    assert_golden("line.dl", &out);
    sb_buf_free(&out);
}

static void pieces_of_one_type_stay_apart(void **state)
{
    fixture *f = *state;
    const char *english = "neighbourhoods everywhere";
    sb_piece pieces[] = {{&lato, "Sieh ", NULL}, {&lato, "hier", NULL}, {&lato, english, "en"}};
    const sb_paragraph *p = sb_paragraph_new(f->shaper, pieces, 3, f->arena);
    sb_lines lines = sb_paragraph_break(f->shaper, p, 500, (sb_break_rules){0}, f->arena);
    const sb_line *line = lines.lines[0];
    assert_int_equal(line->n, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(line->runs[i].piece, i);
        assert_memory_equal(line->runs[i].run->text, pieces[i].text, strlen(pieces[i].text));
        assert_string_equal(line->runs[i].run->language, i == 2 ? "en" : "de");
    }
    /* German patterns would part the English words */
    lines =
        sb_paragraph_break(f->shaper, p, 95, (sb_break_rules){.has_hyphens = true}, f->arena);
    for (int i = 0; i < lines.n; i++)
        assert_null(strstr(text_of(lines.lines[i], f->arena), "\xc2\xad"));
}

/* tests/spec/hyphenation.txt: a language and a word with its hyphens. */
static void words_are_parted_as_specified(void **state)
{
    fixture *f = *state;
    size_t n;
    char *text = sb_file_read(SB_TEST_DIR "/spec/hyphenation.txt", 1 << 20, &n, SB_NOWHERE,
                              f->arena, f->diag);
    assert_non_null(text);
    int words = 0;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        if (*line == '#')
            continue;
        const char *want = line + 3;
        line[2] = '\0';
        sb_hyphens *hyphens = sb_hyphens_new(SB_DATA_DIR, line, f->arena, f->diag);
        char word[200], got[200], *end = word;
        for (const char *c = want; *c; c++)
            if (*c != '-')
                *end++ = *c;
        *end = '\0';
        bool before[200];
        sb_hyphens_find(hyphens, word, (int)(end - word), before);
        end = got;
        for (int i = 0; word[i]; i++) {
            if (before[i])
                *end++ = '-';
            *end++ = word[i];
        }
        *end = '\0';
        assert_string_equal(got, want);
        words++;
    }
    assert_true(words > 30);
}

static void words_have_a_longest(void **state)
{
    fixture *f = *state;
    sb_hyphens *hyphens = sb_hyphens_new(SB_DATA_DIR, "de", f->arena, f->diag);
    char word[SB_WORD_MAX + 1];
    bool before[SB_WORD_MAX + 1];
    for (int i = 0; i <= SB_WORD_MAX; i++)
        word[i] = "stadtteil"[i % 9];
    assert_true(sb_hyphens_find(hyphens, word, SB_WORD_MAX, before));
    assert_true(before[5] && before[9]);
    assert_false(sb_hyphens_find(hyphens, word, SB_WORD_MAX + 1, before));
}

static void missing_patterns_are_an_error(void **state)
{
    fixture *f = *state;
    assert_null(sb_shaper_new(f->fonts, SB_TEST_DIR, "de", f->diag));
    assert_int_equal(sb_diag_at(f->diag, 0)->code, SB_E_IO);
}

enum { THREADS = 4 };

static void trace_some(void *user, int i, int worker)
{
    (void)worker;
    void **slots = user;
    const fixture *f = slots[THREADS];
    sb_diag *diag = sb_diag_new();
    sb_arena *arena = sb_arena_new(0);
    sb_shaper *shaper = sb_shaper_new(f->fonts, SB_DATA_DIR, "de", diag);
    sb_display_list *list = sb_list_new(arena);
    sb_piece piece = {.type = &vollkorn, .text = german};
    const sb_paragraph *p = sb_paragraph_new(shaper, &piece, 1, arena);
    for (int width = 50; width < 250; width += 10) {
        sb_break_rules rules = {.has_hyphens = true};
        sb_lines lines = sb_paragraph_break(shaper, p, width, rules, arena);
        for (int k = 0; k < lines.n; k++)
            sb_line_draw(list, lines.lines[k], width, k * 12.5, SB_LEFT);
    }
    sb_buf *out = calloc(1, sizeof *out);
    sb_list_trace(list, out);
    slots[i] = out;
    sb_shaper_free(shaper);
    sb_arena_free(arena);
    sb_diag_free(diag);
}

static void threads_set_the_same_lines(void **state)
{
    void *slots[THREADS + 1] = {[THREADS] = *state};
    sb_parallel(THREADS, THREADS, trace_some, slots, NULL);
    const sb_buf *first = slots[0];
    assert_true(first->n > 10000);
    for (int i = 0; i < THREADS; i++)
        assert_string_equal(((const sb_buf *)slots[i])->at, first->at);
    for (int i = 0; i < THREADS; i++) {
        sb_buf_free(slots[i]);
        free(slots[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        TEST(text_stays_text),
        TEST(runs_say_what_they_are),
        TEST(ligatures_follow_the_features),
        TEST(seams_are_not_joined),
        TEST(figures_are_equally_wide),
        TEST(letters_are_kerned),
        TEST(widths_grow_with_the_size_exactly),
        TEST(marks_are_placed),
        TEST(what_is_invisible_is_left_out),
        TEST(lines_are_cached_by_value),
        TEST(problems_are_named_once),
        TEST(faces_are_neither_thickened_nor_slanted),
        TEST(faces_may_be_embedded),
        TEST(paragraphs_break_first_fit),
        TEST(hyphens_are_drawn_and_read_as_soft),
        TEST(blanks_at_line_ends_stay_in_the_text),
        TEST(lines_end_where_they_must),
        TEST(first_lines_are_indented),
        TEST(what_belongs_together_stays_together),
        TEST(pieces_mix_types_on_one_baseline),
        TEST(pieces_of_one_type_stay_apart),
        TEST(words_are_parted_as_specified),
        TEST(words_have_a_longest),
        TEST(missing_patterns_are_an_error),
        TEST(threads_set_the_same_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
