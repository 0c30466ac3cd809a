/* crosswalk: from the areas of an old division to today's, by weights.
 *
 * Private to `data`.  In: the file of `crosswalk:`.  Out: for each area of today the old ones
 * on its ground.  The weights of an old area add up to 1, so nobody is lost or counted twice.
 * Method: weighted areal interpolation (Goodchild & Lam 1980, Geo-Processing 1, 297-312).
 */
#ifndef SB_DATA_CROSSWALK_H
#define SB_DATA_CROSSWALK_H

#include "area/area.h"
#include "data/table.h"

typedef struct sb_crosswalk_part {
    int area, from; /* of today; an old one */
    double weight;  /* its part of the old one, above 0 */
} sb_crosswalk_part;

typedef struct sb_crosswalk {
    int level; /* of today's areas */
    const char *const *keys;
    int n; /* old areas */
    const sb_index *by_key;
    const sb_crosswalk_part *parts; /* by area, then by old area */
    int n_parts;
} sb_crosswalk;

/* NULL with errors: a key that is no area's, a weight that is no number from 0 to 1, weights of
 * an old area that do not add up to 1 (to 0.001; then they are scaled to). */
const sb_crosswalk *sb_crosswalk_read(const sb_spec *spec, const sb_areas *areas,
                                      const sb_spec_crosswalk *asked, sb_tables *tables,
                                      sb_arena *arena, sb_diag *diag);

/* The number of an old area, or -1. */
int sb_crosswalk_find(const sb_crosswalk *crosswalk, const char *key);

#endif
