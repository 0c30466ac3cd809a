#include "figure/cairo_path.h"

#include <cairo.h>

enum { FINER = 16 };

cairo_t *sb_scratch_new(void)
{
    cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
    cairo_t *cr = cairo_create(surface);
    cairo_surface_destroy(surface);
    cairo_scale(cr, FINER, FINER);
    return cr;
}

sb_path sb_path_from_cairo(cairo_t *cr, sb_arena *arena)
{
    cairo_path_t *from = cairo_copy_path(cr);
    sb_pencil pencil = sb_pencil_new(arena);
    for (int i = 0; i < from->num_data; i += from->data[i].header.length) {
        const cairo_path_data_t *p = &from->data[i];
        switch (p->header.type) {
        case CAIRO_PATH_MOVE_TO:
            /* Cairo adds a move behind every close; one that nothing follows draws nothing. */
            if (i + p->header.length < from->num_data)
                sb_pencil_move(&pencil, p[1].point.x, p[1].point.y);
            break;
        case CAIRO_PATH_LINE_TO:
            sb_pencil_line(&pencil, p[1].point.x, p[1].point.y);
            break;
        case CAIRO_PATH_CURVE_TO:
            sb_pencil_curve(&pencil, (sb_point){p[1].point.x, p[1].point.y},
                            (sb_point){p[2].point.x, p[2].point.y},
                            (sb_point){p[3].point.x, p[3].point.y});
            break;
        case CAIRO_PATH_CLOSE_PATH:
            sb_pencil_close(&pencil);
            break;
        }
    }
    cairo_path_destroy(from);
    cairo_new_path(cr);
    return sb_pencil_path(&pencil);
}
