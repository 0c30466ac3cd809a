/* context: layers that are drawn on maps but hold no areas.  Private to `area`. */
#ifndef SB_AREA_CONTEXT_H
#define SB_AREA_CONTEXT_H

#include "area/area.h"
#include "area/crs.h"

/* All layers of the spec, in the map's plane: after the levels, which choose it. */
const sb_context_layer *sb_contexts_read(const sb_spec *spec, sb_map_crs *map, sb_arena *arena,
                                         sb_diag *diag);

#endif
