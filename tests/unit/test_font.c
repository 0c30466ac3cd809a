#include "font/font.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H
/* after the headers it needs */
#include <cmocka.h>

#define LATO SB_DATA_DIR "/fonts/Lato-Regular.ttf"

static int set_up(void **state)
{
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    *state = sb_fonts_new(SB_DATA_DIR, diag);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    sb_fonts_free(*state);
    return 0;
}

/* The stem of an l as FreeType draws it, counted in black pixels, one for each font unit. */
static double stem_drawn(FT_Face face)
{
    FT_Set_Pixel_Sizes(face, 0, face->units_per_EM);
    assert_int_equal(
        FT_Load_Char(face, 'l', FT_LOAD_NO_HINTING | FT_LOAD_RENDER | FT_LOAD_TARGET_MONO), 0);
    const FT_Bitmap *map = &face->glyph->bitmap;
    const unsigned char *row = map->buffer + (long)(map->rows / 2) * map->pitch;
    int n = 0;
    for (unsigned x = 0; x < map->width; x++)
        n += row[x / 8] >> (7 - x % 8) & 1;
    return n;
}

static void faces_know_their_metrics(void **state)
{
    const sb_face *f = sb_fonts_face(*state, LATO, 0, NULL, 0);
    assert_string_equal(f->name, "Lato-Regular");
    assert_string_equal(f->family, "Lato");
    assert_int_equal(f->units_per_em, 2000);
    assert_true(f->ascent > 1500 && f->descent < -300);
    assert_true(f->cap_height > 1400 && f->cap_height < 1500);
    assert_true(f->box[0] < 0 && f->box[1] < f->descent && f->box[2] > 2000);
    assert_int_equal(f->weight, 400);
    assert_false(f->is_italic);
    assert_false(f->is_fixed_width);
    assert_true(f->may_embed);
    const sb_face *italic =
        sb_fonts_face(*state, SB_DATA_DIR "/fonts/Vollkorn-BoldItalic.ttf", 0, NULL, 0);
    assert_true(italic->is_italic && italic->italic_angle < 0);
    assert_int_equal(italic->weight, 700);
    assert_int_equal(italic->id, f->id + 1);
}

/* FreeType, which is not what reads our metrics, says the same of every face. */
static void metrics_are_those_that_freetype_reads(void **state)
{
    static const char *const names[] = {"Lato-Light",       "Lato-Regular",  "Lato-BoldItalic",
                                        "Vollkorn-Regular", "Vollkorn-Bold", "Vollkorn-Italic"};
    FT_Library library;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    for (size_t i = 0; i < SB_COUNT(names); i++) {
        char path[512];
        FT_Face ft;
        snprintf(path, sizeof path, SB_DATA_DIR "/fonts/%s.ttf", names[i]);
        assert_int_equal(FT_New_Face(library, path, 0, &ft), 0);
        const sb_face *f = sb_fonts_face(*state, path, 0, NULL, 0);
        const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
        const TT_Postscript *post = FT_Get_Sfnt_Table(ft, FT_SFNT_POST);
        assert_string_equal(f->name, FT_Get_Postscript_Name(ft));
        assert_int_equal(f->units_per_em, ft->units_per_EM);
        assert_int_equal(f->ascent, ft->ascender);
        assert_int_equal(f->descent, ft->descender);
        assert_int_equal(f->box[0], ft->bbox.xMin);
        assert_int_equal(f->box[1], ft->bbox.yMin);
        assert_int_equal(f->box[2], ft->bbox.xMax);
        assert_int_equal(f->box[3], ft->bbox.yMax);
        assert_int_equal(f->cap_height, os2->sCapHeight);
        assert_int_equal(f->weight, os2->usWeightClass);
        assert_float_equal(f->italic_angle, (double)post->italicAngle / 65536, 1e-9);
        assert_int_equal(f->is_fixed_width, FT_IS_FIXED_WIDTH(ft) != 0);
        assert_int_equal(f->is_italic, (ft->style_flags & FT_STYLE_FLAG_ITALIC) != 0);
        assert_float_equal(f->stem, stem_drawn(ft), 3);
        FT_Done_Face(ft);
    }
    FT_Done_FreeType(library);
}

static void *intern(void *fonts) { return (void *)sb_fonts_face(fonts, LATO, 0, NULL, 0); }

static void work(void *user, int i, int worker)
{
    (void)worker;
    void **slots = user;
    slots[i + 1] = intern(slots[0]);
}

static void a_face_is_one_pointer_on_all_threads(void **state)
{
    void *slots[33] = {*state};
    sb_parallel(32, 8, work, slots, NULL);
    for (int i = 1; i <= 32; i++)
        assert_ptr_equal(slots[i], slots[1]);
    assert_non_null(slots[1]);
}

static void files_without_truetype_outlines_are_refused(void **state)
{
    assert_null(sb_fonts_face(*state, sb_fonts_config(*state), 0, NULL, 0));
    assert_null(sb_fonts_face(*state, SB_DATA_DIR "/fonts/none.ttf", 0, NULL, 0));
    assert_null(sb_fonts_face(*state, LATO, 1, NULL, 0));
    /* CFF outlines, where the machine has a face with them */
    assert_null(sb_fonts_face(
        *state, "/usr/share/fonts/opentype/urw-base35/NimbusSans-Regular.otf", 0, NULL, 0));
}

static void subsets_keep_advances(void **state)
{
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const sb_face *f = sb_fonts_face(*state, LATO, 0, NULL, 0);
    const uint32_t glyphs[] = {300, 5, 77};
    uint32_t ids[3];
    size_t n, again;
    const void *bytes = sb_face_subset(f, glyphs, 3, ids, &n, a);
    assert_non_null(bytes);
    assert_true(n > 100 && n < 20000);
    assert_true(ids[1] >= 1 && ids[1] < ids[2] && ids[2] < ids[0]);
    assert_memory_equal(sb_face_subset(f, glyphs, 3, ids, &again, a), bytes, n);
    assert_int_equal(again, n);

    char path[] = "/tmp/sb-subset-XXXXXX";
    int fd = mkstemp(path);
    assert_int_equal(write(fd, bytes, n), n);
    close(fd);
    const sb_face *small = sb_fonts_face(*state, path, 0, NULL, 0);
    unlink(path);
    assert_non_null(small);
    for (int i = 0; i < 3; i++)
        assert_int_equal(sb_face_advance(small, ids[i]), sb_face_advance(f, glyphs[i]));
    assert_true(sb_face_advance(f, 77) > 0);
}

static void a_folder_without_fonts_is_an_error(void **state)
{
    (void)state;
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    assert_null(sb_fonts_new(SB_TEST_DIR, diag));
    assert_int_equal(sb_diag_errors(diag), 1);
    assert_int_equal(sb_diag_at(diag, 0)->code, SB_E_FONT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        TEST(faces_know_their_metrics),
        TEST(metrics_are_those_that_freetype_reads),
        TEST(a_face_is_one_pointer_on_all_threads),
        TEST(files_without_truetype_outlines_are_refused),
        TEST(subsets_keep_advances),
        TEST(a_folder_without_fonts_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
