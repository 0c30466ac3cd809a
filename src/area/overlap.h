/* overlap: areas of a level that lie on each other, which no map can show. */
#ifndef SB_AREA_OVERLAP_H
#define SB_AREA_OVERLAP_H

#include "area/level.h"

/* Warns, once for the level, of areas that share ground: where one lies on another, or their
 * borders cross by more than `reach` metres.  shapes: one for each area, welded; arcs: of them. */
void sb_overlaps_tell(const sb_level_data *level, const sb_shape *shapes, const sb_arcs *arcs,
                      double reach, sb_diag *diag);

#endif
