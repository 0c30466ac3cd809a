/* crs: all levels in one map CRS, metres, x east, y north.
 *
 * A projected metre CRS is kept as it is.  Degrees, other units and Mercator's map (which shows
 * areas too large) become Lambert's azimuthal equal-area projection about the middle of the
 * first level read, on that level's own datum, so that areas in km² are true.  Heights are
 * dropped.
 */
#ifndef SB_AREA_CRS_H
#define SB_AREA_CRS_H

#include "area/records.h"

typedef struct sb_map_crs sb_map_crs;

sb_map_crs *sb_map_crs_new(sb_arena *arena);

/* Move the shapes of `records` into the map CRS, which the first call decides.
 * given: what the layout says of the file's CRS under `crs:` of `node`, or NULL. */
bool sb_map_crs_bring(sb_map_crs *map, const sb_records *records, const char *given,
                      const sb_node *node, sb_diag *diag);

#endif
