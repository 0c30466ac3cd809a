/* shape: the polygons of one record as plain rings. */
#ifndef SB_AREA_SHAPE_H
#define SB_AREA_SHAPE_H

#include "base/base.h"

typedef struct sb_shape_ring {
    sb_point *points; /* the first is not repeated at the end; the area lies on the left */
    int n;
    bool is_open; /* a line */
} sb_shape_ring;

typedef struct sb_shape {
    sb_shape_ring *rings; /* outer and inner ones of all parts */
    int n;
} sb_shape;

typedef enum sb_shape_fault {
    SB_SHAPE_FINE,
    SB_SHAPE_NONE,       /* no geometry */
    SB_SHAPE_REPAIRED,   /* was no valid polygon, has been made one */
    SB_SHAPE_NO_POLYGON, /* points or lines */
    SB_SHAPE_NOWHERE,    /* a coordinate is NaN, infinite or beyond any map */
    SB_SHAPE_UNREPAIRABLE,
} sb_shape_fault;

/* From an OGRGeometryH (borrowed, may be NULL): curves become lines, heights are dropped.
 * Call between sb_ogr_listen() and sb_ogr_done(). */
sb_shape_fault sb_shape_read(void *geometry, sb_shape *out, sb_arena *arena);

/* A point inside the shape, off its borders; false if it has no inside. */
bool sb_shape_inner_point(const sb_shape *shape, sb_arena *scratch, sb_point *out);
bool sb_shape_holds(const sb_shape *shape, sb_point point);
/* The same for lines: false if it holds none, or coordinates that are no numbers. */
bool sb_shape_read_lines(void *geometry, sb_shape *out, sb_arena *arena);

/* The point, or the first of several, as a ring of one; false if it is no point. */
bool sb_shape_read_points(void *geometry, sb_shape *out, sb_arena *arena);

/* Twice the signed area of a ring, positive where it runs against the clock. */
double sb_ring_area2(const sb_point *points, int n);
/* Planar area of a shape in metres, in km²; NaN for one without rings. */
double sb_shape_km2(const sb_shape *shape);

#endif
