#include "colour/colour.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* after the headers it needs */
#include <cmocka.h>

typedef struct fixture {
    sb_arena *arena;
    sb_diag *diag;
    sb_profiles *profiles;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = sb_arena_new(0);
    f->diag = sb_diag_new();
    f->profiles = sb_profiles_open(SB_DATA_DIR, "coated", f->arena, f->diag);
    *state = f;
    return f->profiles ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    sb_arena_free(f->arena);
    sb_diag_free(f->diag);
    free(f);
    return 0;
}

static sb_colour of_ink(float c, float m, float y, float k)
{
    return (sb_colour){.cmyk = {c, m, y, k}, .rgb = {NAN}};
}

static sb_colour of_screen(int r, int g, int b)
{
    return (sb_colour){.cmyk = {NAN}, .rgb = {(float)r / 255, (float)g / 255, (float)b / 255}};
}

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance))
        fail_msg("%g is not %g", got, want);
}

/* The same red on both papers: what uncoated paper shows is duller. */
static void each_paper_has_its_profile(void **state)
{
    fixture *f = *state;
    assert_true(sb_profiles_has("coated"));
    assert_true(sb_profiles_has("uncoated"));
    assert_false(sb_profiles_has("press.icc"));
    sb_profiles *rough = sb_profiles_open(SB_DATA_DIR, "uncoated", f->arena, f->diag);
    assert_non_null(rough);
    assert_string_equal(sb_profiles_press(rough)->condition, "FOGRA29");
    sb_colour glossy = of_ink(0, 1, 1, 0), dull = glossy;
    assert_true(sb_colour_complete(f->profiles, &glossy));
    assert_true(sb_colour_complete(rough, &dull));
    assert_true(dull.rgb[1] > glossy.rgb[1] + 0.1f);
    /* FOGRA29L.ti3: magenta 40 measures Y 50.8 on a paper of 89.3 whose black has 6 or so. */
    sb_colour magenta = of_ink(0, 0.4f, 0, 0);
    assert_true(sb_colour_complete(rough, &magenta));
    assert_near(sb_colour_lightness(magenta), 79, 2);
}

static void a_tint_has_less_ink(void **state)
{
    (void)state;
    static const sb_spot_ink hks = {"HKS 13 K", {0, 1, 0.9f, 0}};
    sb_colour full = {{0, 1, 0.9f, 0}, {0.8f, 0.2f, 0.1f}, 1, &hks};
    assert_near(sb_colour_ink(full), 1, 1e-6); /* one ink, not the two that stand for it */
    sb_colour third = sb_colour_tint(full, 0.3f);
    assert_near(sb_colour_ink(third), 0.3, 1e-6);
    assert_near((double)third.cmyk[1], 0.3, 1e-6);
    assert_near((double)third.rgb[1], 0.76, 1e-6);
    assert_ptr_equal(third.spot, &hks);
    sb_colour black = {.cmyk = {0, 0, 0, 1}};
    assert_true(sb_colour_is_black(black));
    black.spot = &hks; /* an ink that happens to look black */
    assert_false(sb_colour_is_black(black));
}

/* PAGE.md, 3: the palette's sRGB was found through FOGRA39L with another program. */
static void ink_is_shown_as_printed(void **state)
{
    fixture *f = *state;
    static const struct {
        float cmyk[4];
        int rgb[3];
    } palette[] = {{{.84f, .42f, .30f, .14f}, {0x1d, 0x70, 0x8d}},
                   {{.38f, .09f, .23f, .02f}, {0xa9, 0xc9, 0xc6}},
                   {{0, .92f, .90f, .10f}, {0xd5, 0x2f, 0x23}},
                   {{0, 0, 0, .8f}, {0x58, 0x57, 0x56}},
                   {{0, 0, 0, 0}, {255, 255, 255}}};
    for (size_t i = 0; i < SB_COUNT(palette); i++) {
        const float *c = palette[i].cmyk;
        sb_colour colour = of_ink(c[0], c[1], c[2], c[3]);
        assert_true(sb_colour_complete(f->profiles, &colour));
        for (int k = 0; k < 3; k++)
            assert_near((double)colour.rgb[k] * 255, palette[i].rgb[k], 10);
    }
}

static void screen_colours_get_ink_in_whole_percent(void **state)
{
    fixture *f = *state;
    sb_colour c = of_screen(0x1d, 0x70, 0x8d), back;
    assert_true(sb_colour_complete(f->profiles, &c));
    for (int i = 0; i < 4; i++)
        assert_near((double)c.cmyk[i] * 100, round((double)c.cmyk[i] * 100), 1e-4);
    assert_true(sb_colour_ink(c) > 1 && sb_colour_ink(c) < 3);
    back = of_ink(c.cmyk[0], c.cmyk[1], c.cmyk[2], c.cmyk[3]);
    assert_true(sb_colour_complete(f->profiles, &back));
    for (int i = 0; i < 3; i++)
        assert_near((double)back.rgb[i], (double)c.rgb[i], 0.02);
}

static void greys_are_black_ink_alone(void **state)
{
    fixture *f = *state;
    double before = 2;
    for (int grey = 0; grey <= 255; grey += 51) {
        sb_colour c = of_screen(grey, grey, grey);
        assert_true(sb_colour_complete(f->profiles, &c));
        assert_true(c.cmyk[0] == 0 && c.cmyk[1] == 0 && c.cmyk[2] == 0);
        assert_true((double)c.cmyk[3] < before);
        before = (double)c.cmyk[3];
    }
    assert_true(before == 0);
    sb_colour black = of_screen(0, 0, 0);
    sb_colour_complete(f->profiles, &black);
    assert_true(sb_colour_is_black(black));
}

static void known_sides_stay(void **state)
{
    fixture *f = *state;
    sb_colour c = {.cmyk = {0, 0, 0, 1}, .rgb = {0.1f, 0.2f, 0.3f}}, before = c;
    assert_true(sb_colour_complete(f->profiles, &c));
    assert_memory_equal(&c, &before, sizeof c);
    assert_true(sb_colour_is_black(c));
}

static void contrast_and_lightness_follow_the_standards(void **state)
{
    (void)state;
    sb_colour black = of_screen(0, 0, 0), white = of_screen(255, 255, 255);
    assert_near(sb_colour_contrast(black, white), 21, 1e-9);
    assert_near(sb_colour_contrast(white, black), 21, 1e-9);
    /* PAGE.md, 3: K80 on white 7.2, accent 4.9 */
    assert_near(sb_colour_contrast(of_screen(0x58, 0x57, 0x56), white), 7.2, 0.05);
    assert_near(sb_colour_contrast(of_screen(0xd5, 0x2f, 0x23), white), 4.9, 0.05);
    assert_near(sb_colour_lightness(white), 100, 1e-9);
    assert_near(sb_colour_lightness(black), 0, 1e-9);
    assert_near(sb_colour_lightness(of_screen(119, 119, 119)), 50.034, 0.001);
    assert_near(sb_colour_ink(of_ink(.95f, .62f, .38f, .48f)), 2.43, 1e-6);
}

static void missing_profiles_are_named(void **state)
{
    fixture *f = *state;
    assert_null(sb_profiles_open(SB_TEST_DIR, "coated", f->arena, f->diag));
    assert_int_equal(sb_diag_errors(f->diag), 1);
    const sb_error *e = sb_diag_at(f->diag, 0);
    assert_int_equal(e->code, SB_E_IO);
    assert_string_equal(e->message,
                        "cannot read the colour profile 'ISOcoated_v2_300_bas.icc'");
}

static const sb_span at = {"kreis.yaml", 4, 20, 9};

static sb_profiles *open_press(fixture *f, const char *path)
{
    return sb_profiles_open_press(SB_DATA_DIR, path, at, f->arena, f->diag);
}

static void is_refused(fixture *f, const char *path, const char *message)
{
    size_t before = sb_diag_count(f->diag);
    assert_null(open_press(f, path));
    assert_int_equal(sb_diag_count(f->diag), before + 1);
    const sb_error *e = sb_diag_at(f->diag, before);
    assert_string_equal(e->message, sb_arena_printf(f->arena, message, path));
    assert_int_equal(e->at.line, at.line);
}

/* The coated profile with n bytes of it changed. */
static const char *damaged(fixture *f, size_t from, size_t n)
{
    size_t size;
    char *bytes = sb_file_read(SB_DATA_DIR "/icc/ISOcoated_v2_300_bas.icc", 1 << 24, &size,
                               SB_NOWHERE, f->arena, f->diag);
    memset(bytes + from, 0x55, n < size - from ? n : size - from);
    char *path = sb_arena_text(f->arena, "/tmp/sb-profile-XXXXXX");
    int fd = mkstemp(path);
    assert_int_equal(write(fd, bytes, size), size);
    close(fd);
    return path;
}

static void a_printers_profile_is_read_through(void **state)
{
    fixture *f = *state;
    sb_profiles *p = open_press(f, SB_DATA_DIR "/icc/ISOcoated_v2_300_bas.icc");
    assert_non_null(p);
    assert_non_null(strstr(sb_profiles_press(p)->name, "ISO Coated v2 300%"));
    assert_null(sb_profiles_press(p)->condition);
    assert_string_equal(sb_profiles_press(f->profiles)->condition, "FOGRA39");
    is_refused(f, SB_DATA_DIR "/icc/sRGB.icc",
               "the colour profile '%s' is for RGB, not for CMYK");
    is_refused(f, SB_DATA_DIR "/fonts/Lato-Regular.ttf", "'%s' is no colour profile");
    is_refused(f, SB_DATA_DIR "/icc/none.icc", "cannot read '%s': No such file or directory");
    const char *path = damaged(f, 128, 4096); /* the list of its tables */
    is_refused(f, path, "'%s' is no colour profile");
    remove(path);
    path = damaged(f, 1024, 1 << 24); /* the tables themselves */
    is_refused(f, path, "the colour profile '%s' is damaged");
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        TEST(ink_is_shown_as_printed),
        TEST(each_paper_has_its_profile),
        TEST(a_tint_has_less_ink),
        TEST(screen_colours_get_ink_in_whole_percent),
        TEST(greys_are_black_ink_alone),
        TEST(known_sides_stay),
        TEST(contrast_and_lightness_follow_the_standards),
        TEST(missing_profiles_are_named),
        TEST(a_printers_profile_is_read_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
