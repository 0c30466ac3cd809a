/* area: the districts, their names and keys, what lies in what, and their borders.
 *
 * In: the levels of the spec, read through OGR.  Out: levels with areas and parents, geometry
 * in one map CRS (metres, x east, y north) as shared arcs.  Owns OGR geometry and GEOS.
 * texts.h: words about areas.  Start at sb_areas_load().
 */
#ifndef SB_AREA_AREA_H
#define SB_AREA_AREA_H

#include "spec/spec.h"

typedef struct sb_area {
    const char *key, *name, *short_name; /* short_name: name where there is none */
    int parent;                          /* index in the level above, -1 at the top */
    double km2; /* official column, else planar in the map CRS, else NaN */
} sb_area;

/* A border drawn once: a polyline with an area on each side. */
typedef struct sb_arc {
    const sb_point *points; /* metres; at least 2 */
    int n;
    int left, right; /* areas beside it, looking along it; -1: none */
} sb_arc;

/* A ring: arcs one after another; ~i stands for arc i walked backwards. */
typedef struct sb_ring {
    const int *arcs;
    int n;
} sb_ring;

typedef struct sb_outline {
    const sb_ring *rings; /* outer and inner, for even-odd filling */
    int n;
} sb_outline;

typedef struct sb_arcs {
    const sb_arc *arcs;
    int n_arcs;
    const sb_outline *outlines; /* one for each area, n 0 for one without geometry */
    int n_outlines;
    sb_rect box; /* metres; y is the southern edge, height goes north */
} sb_arcs;

typedef struct sb_level {
    const sb_spec_level *spec;
    const char *id, *label, *plural;
    const sb_area *areas; /* of a file by key, numbers in keys by their size: 2 before 10; of a
                           * list as it is written; one area alone has its name as key */
    int n;
    int above;           /* index of the level above, -1 */
    const sb_arcs *arcs; /* NULL: a level without geometry */
} sb_level;

/* A line, or the border of a polygon, of a layer that is context. */
typedef struct sb_context_line {
    const sb_point *points; /* metres in the map's plane; at least 2 */
    int n;
    bool is_closed;
} sb_context_line;

/* A point of a layer with names. */
typedef struct sb_place_point {
    sb_point at; /* metres in the map's plane */
    const char *name, *kind, *address; /* "" where the layout names no column */
} sb_place_point;

typedef struct sb_context_layer {
    const sb_spec_layer *spec;
    const char *id;
    const sb_context_line *lines;
    int n;
    const sb_place_point *places; /* of a layer with `name:`; it has no lines */
    int n_places;
} sb_context_layer;

typedef struct sb_areas {
    const sb_level *levels; /* as in the spec: lowest first */
    int n_levels;
    const sb_context_layer *layers;
    int n_layers;
    const struct sb_texts *const *texts; /* texts.h */
} sb_areas;

/* A place: one area of one level. */
typedef struct sb_place {
    int level, area;
} sb_place;

/* Read all levels.  A level with neither file nor `areas:` has one area, and its geometry is
 * that of the level below dissolved.  Errors (SB_E_IO, SB_E_DATA) name file and record; goes
 * on to find the others.  NULL if no level could be read. */
const sb_areas *sb_areas_load(const sb_spec *spec, sb_arena *arena, sb_diag *diag);

const sb_context_layer *sb_areas_context(const sb_areas *areas, const char *id); /* or NULL */
int sb_areas_level(const sb_areas *areas, const char *id);                       /* or -1 */
int sb_areas_find(const sb_areas *areas, int level, const char *key);            /* or -1 */
/* The area of `level` that holds `place`; area -1 if `level` is not above it (a place holds
 * itself). */
sb_place sb_areas_above(const sb_areas *areas, sb_place place, int level);
int sb_areas_top(const sb_areas *areas); /* the topmost level */
const sb_area *sb_areas_at(const sb_areas *areas, sb_place place);

/* Arcs with fewer points: each arc once, ends kept (Visvalingam & Whyatt 1993), so that
 * neighbours still share their borders and no ring loses its area.
 * tolerance: side of the smallest detail kept, metres. */
const sb_arcs *sb_arcs_simplify(const sb_arcs *arcs, double tolerance, sb_arena *arena);

#endif
