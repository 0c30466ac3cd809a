/* level: one level of areas as its file or its list in the layout brings it. */
#ifndef SB_AREA_LEVEL_H
#define SB_AREA_LEVEL_H

#include "area/area.h"
#include "area/crs.h"

typedef struct sb_level_data {
    const sb_spec_level *spec;
    sb_area *areas; /* by key, numbers in keys by their size; a list as it is written */
    int n;
    const char **parent_keys; /* [area]; NULL: the level above has one area that holds all */
    sb_shape *shapes;         /* [area], in the map CRS; NULL: no file */
    double *official;         /* [area] as the file has it, NaN; NULL: no such column */
    const char *file;         /* as messages name it */
    int above;                /* -1 */
} sb_level_data;

/* False with errors. */
bool sb_level_read(const sb_spec *spec, const sb_spec_level *asked, sb_map_crs *map,
                   sb_level_data *level, sb_arena *arena, sb_diag *diag);

/* Areas in km²: the official ones, whose unit (km², ha or m²) the geometry tells; else the
 * planar ones in `planar` (NULL: no geometry).  Warns where they differ by more than 1 %. */
void sb_level_areas(sb_level_data *level, const double *planar, sb_diag *diag);

/* Each level's `above`, each area's `parent`.  Errors name what has no partner. */
void sb_levels_join(sb_level_data *levels, int n, sb_diag *diag);

#endif
