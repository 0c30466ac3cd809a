/* geography: how the city grew.
 *
 * Districts grow from their first houses over a plain of uneven cost until they meet; river,
 * motorway, railway and main roads are dear to cross, so borders settle on them.  Quarters grow
 * inside the districts in the same way; villages outside claim the land beyond the city.
 */
#ifndef MUSTERSTADT_GEOGRAPHY_H
#define MUSTERSTADT_GEOGRAPHY_H

#include "borders.h"

#include <stdbool.h>

enum { N_BOROUGHS = 6, N_DISTRICTS = 30, MOST_QUARTERS = 200, MOST_PATCHES = 24 };

typedef struct borough {
    int key;
    const char *name;
} borough;

typedef struct district {
    int key;
    const char *name;
    int borough; /* index */
    double x, y; /* metres: first house */
    int n_quarters, people;
    double status, foreign, growth;
    char kind;
} district;

typedef struct quarter {
    int key;
    char name[64];
    int district, old_district; /* indices; the old one until 2017 */
    int cells;
    double x, y, km2;
    double status, growth, weight; /* weight: part of the district's people */
    int set39, set40;              /* its Sozialraum in either division, from 1 */
} quarter;

typedef struct patch {
    const char *kind, *name;
} patch;

typedef struct city {
    const borough *boroughs;
    const district *districts;
    quarter quarters[MOST_QUARTERS];
    int n_quarters;
    bool adjoins[MOST_QUARTERS][MOST_QUARTERS];
    grid land; /* labels: quarters */
    chains borders;
    patch patches[MOST_PATCHES];
    int n_patches;
    chains patch_borders; /* of woods, parks and water */
} city;

typedef struct course { /* a line through the city */
    const char *id;
    int barrier;         /* cost of crossing, where a cell of the plain costs 10 */
    double width;        /* metres, to either side */
    double (*points)[2]; /* metres */
    int n;
} course;

city *city_grow(void);
course city_course(const char *id); /* river, motorway, railway, … */

#endif
