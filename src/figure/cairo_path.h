/* cairo_path: geometry built with ordinary Cairo calls, brought over to our paths.
 *
 *     cairo_t *cr = sb_scratch_new();
 *     cairo_arc(cr, x, y, 2.7, 0, 2 * M_PI);
 *     sb_list_fill(list, sb_path_from_cairo(cr, arena), false, colour);
 *     cairo_destroy(cr);
 */
#ifndef SB_FIGURE_CAIRO_PATH_H
#define SB_FIGURE_CAIRO_PATH_H

#include "canvas/canvas.h"

struct _cairo; /* cairo_t */

/* A context without a surface to draw on; units pt.  Cairo keeps paths in 24.8 fixed point, so
 * that it works at 16 times the size inside (PDF.md).  Caller owns: cairo_destroy(). */
struct _cairo *sb_scratch_new(void);

/* The current path, which is then empty again for the next one.  Coordinates must be within
 * +-14400 pt: Cairo overflows in silence. */
sb_path sb_path_from_cairo(struct _cairo *cr, sb_arena *arena);

#endif
