/* canvas: the boundary between drawing and writing: a recorded display list.
 *
 * In: paths, colours, glyph runs, marks and forms, appended by figures and pages.  Out: the
 * same, replayed into any sb_device (trace and bbox here; png, svg, pdf in backend).  Units pt,
 * origin top left of the trim, y down.  No opacity.  path.h: paths · list.h: recording and
 * replay · device.h: what a device can do.  Start at sb_list_new().
 */
#ifndef SB_CANVAS_CANVAS_H
#define SB_CANVAS_CANVAS_H

#include "canvas/device.h"
#include "canvas/list.h"
#include "canvas/path.h"

#endif
