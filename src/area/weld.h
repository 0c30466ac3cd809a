/* weld: neighbours that nearly share a border made to share it exactly.
 *
 * Real files have the same border twice, each with points the other lacks and some a few
 * decimetres aside.  Points that nearly coincide become one, and a point that nearly lies on a
 * neighbour's border becomes a point of it.
 */
#ifndef SB_AREA_WELD_H
#define SB_AREA_WELD_H

#include "area/shape.h"

/* Changes the shapes.  No point moves further than the tolerance: 1 m, in small places a
 * 25,000th of the extent (a hundredth of a millimetre on a map 250 mm wide). */
void sb_weld(sb_shape *shapes, int n, sb_arena *arena);

#endif
