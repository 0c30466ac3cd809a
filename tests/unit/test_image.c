#include "image/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* after the headers it needs */
#include <cmocka.h>

#define IN_DATA(name) SB_TEST_DIR "/data/image/" name

typedef struct fixture {
    sb_arena *arena;
    sb_diag *diag;
    sb_images *images;
    char path[32]; /* of a file being made */
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = sb_arena_new(0);
    f->diag = sb_diag_new();
    f->images = sb_images_new(sb_profiles_open(SB_DATA_DIR, "coated", f->arena, f->diag));
    strcpy(f->path, "/tmp/sb-image-XXXXXX");
    close(mkstemp(f->path));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    remove(f->path);
    sb_images_free(f->images);
    sb_diag_free(f->diag);
    sb_arena_free(f->arena);
    free(f);
    return 0;
}

static const sb_image *load(fixture *f, const char *path)
{
    const sb_image *image = sb_images_at(f->images, path, SB_NOWHERE, f->diag);
    assert_int_equal(sb_diag_count(f->diag), 0);
    assert_non_null(image);
    return image;
}

static void is_pixel(const sb_raster *r, int x, int y, const int *want, int tolerance)
{
    const uint8_t *at = r->at + ((size_t)y * (size_t)r->width + (size_t)x) * (size_t)r->parts;
    for (int k = 0; k < r->parts; k++)
        if (abs(at[k] - want[k]) > tolerance)
            fail_msg("part %d at (%d, %d) is %d, not %d", k, x, y, at[k], want[k]);
}

static void a_photo_has_colours_for_both_editions(void **state)
{
    fixture *f = *state;
    const sb_image *image = load(f, IN_DATA("foto.jpg"));
    assert_string_equal(image->name, "foto.jpg");
    assert_true(image->is_photo);
    assert_int_equal(image->screen.width, 60);
    assert_int_equal(image->screen.height, 40);
    assert_int_equal(image->screen.parts, 3);
    is_pixel(&image->screen, 5, 5, (int[]){200, 30, 30}, 4);
    is_pixel(&image->screen, 55, 35, (int[]){20, 60, 180}, 4);
    assert_int_equal(image->press.parts, 4);
    const uint8_t *red = image->press.at;
    assert_true(red[0] < 60 && red[1] > 200 && red[2] > 180); /* magenta and yellow */
    assert_true(image->ink > 1.5 && image->ink <= 3.01);      /* as the profile limits it */
    assert_true(fabsf(image->mean.rgb[0] - 110.f / 255) < 0.02f);
    assert_ptr_equal(load(f, IN_DATA("foto.jpg")), image); /* read once */
}

static void grey_stays_grey_and_inks_stay_inks(void **state)
{
    fixture *f = *state;
    const sb_image *grey = load(f, IN_DATA("grau.jpg"));
    assert_int_equal(grey->screen.parts, 1);
    assert_ptr_equal(grey->press.at, grey->screen.at);
    assert_true(fabsf(grey->mean.cmyk[3] - 0.5f) < 0.02f);
    const sb_image *inks = load(f, IN_DATA("cmyk.jpg"));
    assert_int_equal(inks->press.parts, 4);
    is_pixel(&inks->press, 3, 3, (int[]){0, 255, 255, 0}, 2);
    assert_true(inks->screen.at[0] > 200 && inks->screen.at[2] < 60); /* red */
    assert_false(inks->is_photo);                                     /* kept to the last bit */
    assert_true(fabs(inks->ink - 2) < 0.02);
}

/* Half of black on white, in light: sRGB 188. */
static void what_lets_through_lies_on_white(void **state)
{
    fixture *f = *state;
    const sb_image *image = load(f, IN_DATA("alpha.png"));
    assert_int_equal(image->screen.parts, 3);
    is_pixel(&image->screen, 2, 2, (int[]){188, 188, 188}, 2);
    is_pixel(&image->screen, 12, 2, (int[]){255, 255, 255}, 0);
    is_pixel(&image->press, 12, 2, (int[]){0, 0, 0, 0}, 1);
}

static void write_file(const fixture *f, const void *head, size_t n_head, const void *rest,
                       size_t n_rest)
{
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    fwrite(head, 1, n_head, file);
    fwrite(rest, 1, n_rest, file);
    fclose(file);
}

/* The same photo, said to be stored in each of Exif's eight ways: where its red half lies. */
static void a_photo_stands_as_the_camera_says(void **state)
{
    static const struct {
        int width, red_x, red_y, blue_x, blue_y;
    } want[] = {{60, 5, 20, 55, 20}, {60, 55, 20, 5, 20}, {60, 55, 20, 5, 20},
                {60, 5, 20, 55, 20}, {40, 20, 5, 20, 55}, {40, 20, 5, 20, 55},
                {40, 20, 55, 20, 5}, {40, 20, 55, 20, 5}};
    fixture *f = *state;
    size_t n;
    const char *photo =
        sb_file_read(IN_DATA("foto.jpg"), 1 << 20, &n, SB_NOWHERE, f->arena, f->diag);
    for (int turn = 1; turn <= 8; turn++) {
        unsigned char head[] = "\xff\xd8\xff\xe1\0\x22" /* 34 bytes with these two */
                               "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0"
                               "\0\0\0\0";
        head[31] = (unsigned char)turn;
        write_file(f, head, 38, photo + 2, n - 2);
        sb_images *images =
            sb_images_new(sb_profiles_open(SB_DATA_DIR, "coated", f->arena, f->diag));
        const sb_image *image = sb_images_at(images, f->path, SB_NOWHERE, f->diag);
        assert_non_null(image);
        assert_int_equal(image->screen.width, want[turn - 1].width);
        is_pixel(&image->screen, want[turn - 1].red_x, want[turn - 1].red_y,
                 (int[]){200, 30, 30}, 4);
        is_pixel(&image->screen, want[turn - 1].blue_x, want[turn - 1].blue_y,
                 (int[]){20, 60, 180}, 4);
        sb_images_free(images);
    }
}

static void is_refused(fixture *f, const char *path, sb_code code, const char *message)
{
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    assert_null(sb_images_at(f->images, path, SB_NOWHERE, diag));
    assert_int_equal(sb_diag_count(diag), 1);
    assert_int_equal(sb_diag_at(diag, 0)->code, code);
    assert_non_null(strstr(sb_diag_at(diag, 0)->message, message));
    assert_null(sb_images_at(f->images, path, SB_NOWHERE, diag)); /* told once */
    assert_int_equal(sb_diag_count(diag), 1);
}

static void what_is_no_picture_is_refused(void **state)
{
    fixture *f = *state;
    is_refused(f, "/nowhere/a.jpg", SB_E_IO, "/nowhere/a.jpg");
    is_refused(f, IN_DATA("../AREAS.md"), SB_E_DATA, "is neither a JPEG nor a PNG file");
    size_t n;
    const char *photo =
        sb_file_read(IN_DATA("foto.jpg"), 1 << 20, &n, SB_NOWHERE, f->arena, f->diag);
    write_file(f, photo, n - 12, "", 0);
    is_refused(f, f->path, SB_E_DATA, "is damaged: Premature end of JPEG file");
}

/* A head that promises 30,000 x 30,000 pixels. */
static void huge_pictures_are_refused_by_their_head(void **state)
{
    static const unsigned char head[] =
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0\x84\xf2\xa4\x98"
        "\0\0\0\0IDAT\x35\xaf\x06\x1e";
    fixture *f = *state;
    write_file(f, head, sizeof head - 1, "", 0);
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    assert_null(sb_images_at(f->images, f->path, SB_NOWHERE, diag));
    assert_int_equal(sb_diag_count(diag), 1);
    assert_true(sb_diag_at(diag, 0)->code == SB_E_LIMIT ||
                strstr(sb_diag_at(diag, 0)->message, "damaged"));
}

static const sb_image *smaller(fixture *f, const sb_image *image, int by)
{
    return sb_images_smaller(f->images, image, by, SB_NOWHERE, f->diag);
}

/* Of what is placed smaller only the smaller one is kept; the file is read again where another
 * size is placed, and it must be the same then. */
static void pixels_are_given_back(void **state)
{
    fixture *f = *state;
    const sb_image *image = load(f, IN_DATA("foto.jpg"));
    assert_non_null(image->screen.at);
    const sb_image *small = smaller(f, image, 7);
    assert_null(image->screen.at);
    assert_null(image->press.at);
    assert_int_equal(image->screen.width, 60);
    assert_int_equal(smaller(f, image, 5)->screen.width, 12);
    assert_ptr_equal(smaller(f, image, 7), small);
    assert_ptr_equal(smaller(f, image, 1), image);
    is_pixel(&image->screen, 0, 0, (int[]){200, 30, 30}, 4);
    smaller(f, image, 3);
    assert_non_null(image->screen.at); /* it is placed itself */
}

static void pixels_can_be_fewer(void **state)
{
    fixture *f = *state;
    const sb_image *image = load(f, IN_DATA("foto.jpg"));
    assert_ptr_equal(smaller(f, image, 1), image);
    const sb_image *small = smaller(f, image, 7);
    assert_int_equal(small->screen.width, 60 / 7);
    assert_int_equal(small->press.height, 40 / 7);
    is_pixel(&small->screen, 0, 0, (int[]){200, 30, 30}, 4);
    is_pixel(&small->screen, 7, 4, (int[]){20, 60, 180}, 4);
    assert_ptr_equal(smaller(f, image, 7), small);
    assert_ptr_equal(smaller(f, image, 41), image); /* nothing would be left */
}

static void pixels_come_back_from_a_jpeg(void **state)
{
    fixture *f = *state;
    const sb_image *image = load(f, IN_DATA("foto.jpg"));
    sb_buf packed = {0};
    assert_true(sb_jpeg_write(&image->screen, &packed));
    write_file(f, packed.at, packed.n, "", 0);
    sb_buf_free(&packed);
    const sb_image *back = load(f, f->path);
    is_pixel(&back->screen, 5, 5, (int[]){200, 30, 30}, 5);
    is_pixel(&back->screen, 55, 35, (int[]){20, 60, 180}, 5);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_photo_has_colours_for_both_editions),
        TEST(grey_stays_grey_and_inks_stay_inks),
        TEST(what_lets_through_lies_on_white),
        TEST(a_photo_stands_as_the_camera_says),
        TEST(what_is_no_picture_is_refused),
        TEST(huge_pictures_are_refused_by_their_head),
        TEST(pixels_can_be_fewer),
        TEST(pixels_are_given_back),
        TEST(pixels_come_back_from_a_jpeg),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
