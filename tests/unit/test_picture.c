#include "backend/backend.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* after the headers it needs */
#include <cmocka.h>

static const sb_colour ink = {{0, 0, 0, 1}, {0.12f, 0.12f, 0.11f}},
                       red = {{0, 0.92f, 0.9f, 0.1f}, {0.84f, 0.18f, 0.14f}};

typedef struct fixture {
    sb_diag *diag;
    sb_fonts *fonts;
    sb_shaper *shaper;
    sb_page *page;
    char folder[32];
} fixture;

/* A page with every kind of ink: fills, dashes, a clip, a form placed twice, text. */
static void draw(sb_page *page, sb_shaper *shaper)
{
    sb_arena *a = page->arena;
    sb_type type = {
        .family = "Vollkorn", .weight = 500, .size = 20, .features = "lnum", .colour = ink};
    sb_display_list *list = page->list, *form = sb_list_new(a);
    sb_list_fill(form, sb_path_rect(a, (sb_rect){0, 0, 10, 10}), false, red);
    sb_line_draw(form, sb_shape(shaper, &type, "Ü"), 0, 30, SB_LEFT);
    sb_list_artifact(list, SB_ARTIFACT_LAYOUT);
    sb_list_form(list, form, sb_matrix_move(10, 60));
    sb_list_form(list, form, (sb_matrix){2, 0, 0, 2, 40, 60});
    sb_line_draw(list, sb_shape(shaper, &type, "Köln 2012"), 72, 40, SB_CENTRE);
    sb_path line = sb_path_line(a, (sb_point){10, 50}, (sb_point){134, 50});
    sb_list_stroke(list, line, (sb_pen){1.5, SB_CAP_BUTT, {3, 1.5}}, ink);
    sb_path clip = sb_path_rect(a, (sb_rect){100, 60, 20, 20});
    sb_list_push(list, SB_IDENTITY, &clip);
    sb_list_fill(list, sb_path_rect(a, (sb_rect){0, 0, 300, 300}), false, red);
    sb_list_pop(list);
    sb_list_unmark(list);
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->diag = sb_diag_new();
    f->fonts = sb_fonts_new(SB_DATA_DIR, f->diag);
    f->shaper = sb_shaper_new(f->fonts, SB_DATA_DIR, "de", f->diag);
    f->page = sb_page_new(sb_arena_new(0), (sb_sheet){144, 216, 8.5});
    draw(f->page, f->shaper);
    strcpy(f->folder, "/tmp/sb-picture-XXXXXX");
    *state = f;
    return mkdtemp(f->folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    rmdir(f->folder);
    sb_page_free(f->page);
    sb_shaper_free(f->shaper);
    sb_fonts_free(f->fonts);
    sb_diag_free(f->diag);
    free(f);
    return 0;
}

/* The file's bytes; the file is removed. */
static char *take(fixture *f, const char *name, size_t *n)
{
    char *bytes = sb_file_read(name, 1 << 24, n, SB_NOWHERE, f->page->arena, f->diag);
    unlink(name);
    assert_non_null(bytes);
    return bytes;
}

static const char *file(fixture *f, const char *name)
{
    return sb_arena_printf(f->page->arena, "%s/%s", f->folder, name);
}

static unsigned number(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3];
}

static void png_has_the_trim_size(void **state)
{
    fixture *f = *state;
    const char *name = file(f, "p.png");
    assert_true(sb_png_write(f->page, 144, false, name, f->diag));
    size_t n;
    const char *png = take(f, name, &n);
    assert_true(n > 1000);
    assert_memory_equal(png, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(number(png + 16), 288);
    assert_int_equal(number(png + 20), 432);
    assert_int_equal(sb_diag_count(f->diag), 0);
}

static void pictures_are_the_same_each_time(void **state)
{
    fixture *f = *state;
    const char *name = file(f, "p.png"), *vector = file(f, "p.svg");
    size_t n, again;
    assert_true(sb_png_write(f->page, 72, false, name, f->diag));
    const char *first = take(f, name, &n);
    assert_true(sb_png_write(f->page, 72, false, name, f->diag));
    const char *second = take(f, name, &again);
    assert_int_equal(n, again);
    assert_memory_equal(first, second, n);
    assert_true(sb_svg_write(f->page, false, vector, f->diag));
    take(f, vector, &n);
}

static void svg_has_the_size_of_the_sheet(void **state)
{
    fixture *f = *state;
    const char *name = file(f, "p.svg");
    assert_true(sb_svg_write(f->page, false, name, f->diag));
    size_t n;
    const char *svg = take(f, name, &n);
    assert_non_null(strstr(svg, "width=\"144pt\" height=\"216pt\""));
    assert_non_null(strstr(svg, "<use ")); /* glyphs, not pictures of them */
    assert_non_null(strstr(svg, "stroke-dasharray"));
    assert_non_null(strstr(svg, "</svg>"));
}

static void unwritable_targets_are_errors(void **state)
{
    fixture *f = *state;
    const char *nowhere = file(f, "none/p");
    assert_false(sb_png_write(f->page, 72, false, nowhere, f->diag));
    assert_false(sb_svg_write(f->page, false, nowhere, f->diag));
    assert_false(sb_png_write(f->page, 72, false, "/dev/full", f->diag));
    assert_false(sb_svg_write(f->page, false, "/dev/full", f->diag));
    assert_int_equal(sb_diag_errors(f->diag), 4);
    for (size_t i = 0; i < sb_diag_count(f->diag); i++)
        assert_int_equal(sb_diag_at(f->diag, i)->code, SB_E_IO);
}

static void too_many_pixels_are_an_error(void **state)
{
    fixture *f = *state;
    assert_false(sb_png_write(f->page, 1e6, false, file(f, "p.png"), f->diag));
    assert_false(sb_png_write(f->page, 0, false, file(f, "p.png"), f->diag));
    assert_int_equal(sb_diag_errors(f->diag), 2);
    assert_int_equal(sb_diag_at(f->diag, 0)->code, SB_E_LIMIT);
    assert_string_equal(sb_diag_at(f->diag, 0)->message,
                        "a picture of 2000000 x 3000000 pixels cannot be made");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        TEST(png_has_the_trim_size),         TEST(pictures_are_the_same_each_time),
        TEST(svg_has_the_size_of_the_sheet), TEST(unwritable_targets_are_errors),
        TEST(too_many_pixels_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
