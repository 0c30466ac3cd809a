/* places: points of a layer with names: schools, libraries.  Private to `area`. */
#ifndef SB_AREA_PLACES_H
#define SB_AREA_PLACES_H

#include "area/area.h"
#include "area/crs.h"

/* The points of a layer that has `name:`, in the map's plane; where they stand is told by the
 * columns `x:` and `y:`, or by the file's own points.  What has no place is told and left out.
 */
void sb_places_read(sb_context_layer *layer, const sb_spec *spec, sb_map_crs *map,
                    sb_arena *arena, sb_diag *diag);

#endif
