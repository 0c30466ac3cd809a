#include "image/format.h"

#include <png.h>

sb_stored sb_png_read(const char *bytes, size_t n, sb_arena *arena)
{
    static const png_color white = {255, 255, 255};
    sb_stored out = {.turn = 1};
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, bytes, n)) {
        out.trouble = sb_arena_text(arena, image.message);
        return out;
    }
    out.is_too_large = (double)image.width * (double)image.height > SB_PIXELS_MOST;
    if (out.is_too_large) {
        png_image_free(&image);
        return out;
    }
    bool is_colour = image.format & PNG_FORMAT_FLAG_COLOR;
    image.format = is_colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY; /* 8 bits, without alpha */
    out.raster = (sb_raster){(int)image.width, (int)image.height, is_colour ? 3 : 1, NULL};
    out.raster.at =
        sb_arena_alloc(arena, image.height, (size_t)image.width * (is_colour ? 3 : 1));
    png_image_finish_read(&image, &white, out.raster.at, 0, NULL);
    if (PNG_IMAGE_FAILED(image) || image.warning_or_error) {
        out.trouble = sb_arena_text(arena, image.message);
        if (PNG_IMAGE_FAILED(image))
            out.raster.at = NULL;
    }
    return out;
}
