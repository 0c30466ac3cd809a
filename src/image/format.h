/* format: what the readers of file formats share. */
#ifndef SB_IMAGE_FORMAT_H
#define SB_IMAGE_FORMAT_H

#include "image/image.h"

enum { SB_PIXELS_MOST = 50 * 1000 * 1000 };

/* A file's picture as it was stored. */
typedef struct sb_stored {
    sb_raster raster;   /* in the arena; at NULL: not read */
    int turn;           /* Exif's orientation, 1..8 */
    const uint8_t *icc; /* its own profile, or NULL */
    size_t n_icc;
    bool is_too_large;
    const char *trouble; /* in the library's words */
} sb_stored;

sb_stored sb_jpeg_read(const char *bytes, size_t n, sb_arena *arena);
sb_stored sb_png_read(const char *bytes, size_t n, sb_arena *arena);

#endif
