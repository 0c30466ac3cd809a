/* arcs: rings of neighbours cut into borders that both share (Bostock's TopoJSON, 2012). */
#ifndef SB_AREA_ARCS_H
#define SB_AREA_ARCS_H

#include "area/area.h"
#include "area/shape.h"

/* Shapes, one for each area, to arcs.  Points are the same if they are so to the millimetre.
 * Where a neighbour lacks a point on the common border each has an arc of its own.
 * Cost: linear in the number of points. */
const sb_arcs *sb_arcs_build(const sb_shape *shapes, int n, sb_arena *arena);

/* The shapes of `n` larger areas: those of the smaller ones put together by parent[area]. */
const sb_shape *sb_arcs_dissolve(const sb_arcs *arcs, const int *parent, int n,
                                 sb_arena *arena);

#endif
