#include "image/format.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
/* after the header it needs */
#include <jerror.h>

enum { EXIF = JPEG_APP0 + 1, ICC = JPEG_APP0 + 2, MARKER_MOST = 0xffff, QUALITY = 92 };

/* libjpeg knows no other way out of an error than a jump; it ends in the two functions below.
 */
typedef struct trouble {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    char message[JMSG_LENGTH_MAX];
} trouble;

static void leave(j_common_ptr info)
{
    trouble *t = (trouble *)info->err;
    info->err->format_message(info, t->message);
    longjmp(t->back, 1);
}

/* A warning tells of damage: the first is kept.  Some cameras leave bytes that mean nothing. */
static void note(j_common_ptr info, int level)
{
    trouble *t = (trouble *)info->err;
    if (level < 0 && info->err->msg_code != JWRN_EXTRANEOUS_DATA && !info->err->num_warnings++)
        info->err->format_message(info, t->message);
}

static void watch(struct jpeg_error_mgr **err, trouble *t)
{
    *err = jpeg_std_error(&t->manager);
    t->manager.error_exit = leave;
    t->manager.emit_message = note;
}

/* ---- Exif ---- */

static unsigned number_at(const uint8_t *at, int size, bool is_big)
{
    unsigned number = 0;
    for (int i = 0; i < size; i++)
        number = number << 8 | at[is_big ? i : size - 1 - i];
    return number;
}

/* The tag Orientation (Exif 2.3, 4.6.4) of the first directory; 1 where there is none. */
static int orientation(const uint8_t *exif, size_t n)
{
    enum { HEAD = 6, ENTRY = 12, ORIENTATION = 0x112 };
    if (n < HEAD + 8 || memcmp(exif, "Exif\0", HEAD) != 0)
        return 1;
    const uint8_t *tiff = exif + HEAD;
    size_t left = n - HEAD;
    bool is_big = tiff[0] == 'M';
    size_t at = number_at(tiff + 4, 4, is_big);
    if (at > left - 2 || left < 2)
        return 1;
    unsigned entries = number_at(tiff + at, 2, is_big);
    for (at += 2; entries-- > 0 && at + ENTRY <= left; at += ENTRY) {
        int turn = (int)number_at(tiff + at + 8, 2, is_big);
        if (number_at(tiff + at, 2, is_big) == ORIENTATION)
            return turn >= 1 && turn <= 8 ? turn : 1;
    }
    return 1;
}

/* ---- reading ---- */

static void read_markers(struct jpeg_decompress_struct *info, sb_stored *out, sb_arena *arena)
{
    JOCTET *icc = NULL;
    unsigned n = 0;
    for (const struct jpeg_marker_struct *m = info->marker_list; m; m = m->next)
        if (m->marker == EXIF && out->turn == 1)
            out->turn = orientation(m->data, m->data_length);
    if (jpeg_read_icc_profile(info, &icc, &n)) {
        out->icc = sb_arena_copy(arena, icc, n, 1);
        out->n_icc = n;
    }
    free(icc);
}

/* Adobe's programs write how much light is left instead of ink. */
static void turn_to_ink(sb_raster *raster)
{
    size_t n = (size_t)raster->width * (size_t)raster->height * 4;
    for (size_t i = 0; i < n; i++)
        raster->at[i] = (uint8_t)(255 - raster->at[i]);
}

static void read_pixels(struct jpeg_decompress_struct *info, sb_stored *out, sb_arena *arena)
{
    bool is_cmyk = info->jpeg_color_space == JCS_CMYK || info->jpeg_color_space == JCS_YCCK;
    bool is_grey = info->jpeg_color_space == JCS_GRAYSCALE;
    info->out_color_space = is_cmyk ? JCS_CMYK : is_grey ? JCS_GRAYSCALE : JCS_RGB;
    info->dct_method = JDCT_ISLOW;
    sb_raster raster = {(int)info->image_width, (int)info->image_height,
                        is_cmyk   ? 4
                        : is_grey ? 1
                                  : 3,
                        NULL};
    size_t row = (size_t)raster.width * (size_t)raster.parts;
    raster.at = sb_arena_alloc(arena, (size_t)raster.height, row);
    jpeg_start_decompress(info);
    while (info->output_scanline < info->output_height) {
        JSAMPROW to = raster.at + info->output_scanline * row;
        jpeg_read_scanlines(info, &to, 1);
    }
    jpeg_finish_decompress(info);
    if (is_cmyk && info->saw_Adobe_marker)
        turn_to_ink(&raster);
    out->raster = raster;
}

sb_stored sb_jpeg_read(const char *bytes, size_t n, sb_arena *arena)
{
    sb_stored *out = sb_arena_one(arena, sb_stored); /* survives the jump */
    struct jpeg_decompress_struct info;
    trouble t = {.message = ""};
    out->turn = 1;
    watch(&info.err, &t);
    if (!setjmp(t.back)) {
        jpeg_create_decompress(&info);
        jpeg_mem_src(&info, (const unsigned char *)bytes, n);
        jpeg_save_markers(&info, EXIF, MARKER_MOST);
        jpeg_save_markers(&info, ICC, MARKER_MOST);
        jpeg_read_header(&info, TRUE);
        out->is_too_large =
            (double)info.image_width * (double)info.image_height > SB_PIXELS_MOST;
        if (!out->is_too_large) {
            read_markers(&info, out, arena);
            read_pixels(&info, out, arena);
        }
    }
    jpeg_destroy_decompress(&info);
    if (t.message[0]) {
        out->raster.at = NULL;
        out->trouble = sb_arena_text(arena, t.message);
    }
    return *out;
}

/* ---- writing ---- */

bool sb_jpeg_write(const sb_raster *raster, sb_buf *out)
{
    struct jpeg_compress_struct info;
    trouble t = {.message = ""};
    unsigned char *packed = NULL;
    unsigned long n = 0;
    watch(&info.err, &t);
    if (!setjmp(t.back)) {
        jpeg_create_compress(&info);
        jpeg_mem_dest(&info, &packed, &n);
        info.image_width = (JDIMENSION)raster->width;
        info.image_height = (JDIMENSION)raster->height;
        info.input_components = raster->parts;
        info.in_color_space = raster->parts == 4   ? JCS_CMYK
                              : raster->parts == 1 ? JCS_GRAYSCALE
                                                   : JCS_RGB;
        jpeg_set_defaults(&info);
        jpeg_set_quality(&info, QUALITY, TRUE);
        info.dct_method = JDCT_ISLOW;
        jpeg_start_compress(&info, TRUE);
        size_t row = (size_t)raster->width * (size_t)raster->parts;
        while (info.next_scanline < info.image_height) {
            JSAMPROW from = raster->at + info.next_scanline * row;
            jpeg_write_scanlines(&info, &from, 1);
        }
        jpeg_finish_compress(&info);
    }
    jpeg_destroy_compress(&info);
    sb_buf_add(out, (const char *)packed, n);
    free(packed);
    return !t.message[0];
}
