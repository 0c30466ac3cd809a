/* image: photographs and other pictures made of pixels.  The only user of libjpeg and libpng.
 *
 * In: a JPEG or PNG file.  Out: its pixels in the colours of the screen and of the press,
 * turned as its maker meant and laid on white where they let something through.  jpeg.c png.c:
 * the formats · images.c: each file read once.  Start at sb_images_at().
 */
#ifndef SB_IMAGE_IMAGE_H
#define SB_IMAGE_IMAGE_H

#include "colour/colour.h"

/* Pixels of 8 bits a part, row by row from the top. */
typedef struct sb_raster {
    int width, height;
    int parts; /* 1 grey, 3 sRGB, 4 inks */
    uint8_t *at;
} sb_raster;

typedef struct sb_image {
    const char *name;        /* of its file, without the folder */
    sb_raster screen, press; /* of grey pictures the same */
    bool is_photo;           /* was a JPEG: may be packed with loss again */
    sb_colour mean;          /* of all pixels */
    double ink;              /* the most on one pixel, 1 = 100 % */
} sb_image;

/* Files that were read, each once; thread-safe.  `profiles` is borrowed. */
typedef struct sb_images sb_images;
sb_images *sb_images_new(const sb_profiles *profiles);
void sb_images_free(sb_images *images);
/* The picture in a file, to be measured.  NULL after an error, which is told at `at` when first
 * asked for: SB_E_IO, SB_E_DATA if it is damaged or of another format, SB_E_LIMIT if it is too
 * large. */
const sb_image *sb_images_at(sb_images *images, const char *path, sb_span at, sb_diag *diag);
/* The same to be placed, with fewer pixels: `by` x `by` of them become one.  The pixels of a
 * file of which only such are placed are given back, and read again where they are needed.
 * NULL after an error, which is that of sb_images_at(). */
const sb_image *sb_images_smaller(sb_images *images, const sb_image *image, int by, sb_span at,
                                  sb_diag *diag);

/* Pack pixels as a JPEG of good quality. */
bool sb_jpeg_write(const sb_raster *raster, sb_buf *out);

#endif
