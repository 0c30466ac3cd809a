#include "area/shape.h"

#include <ogr_api.h>

#include <stdlib.h>

typedef SB_VEC(sb_shape_ring) ring_list;

static const double FARTHEST = 1e9; /* from the origin of any CRS, in metres or degrees */

double sb_ring_area2(const sb_point *points, int n)
{
    /* relative to the first point: national coordinates have six digits before the metre */
    double sum = 0;
    for (int i = 1; i + 1 < n; i++)
        sum += (points[i].x - points[0].x) * (points[i + 1].y - points[0].y) -
               (points[i + 1].x - points[0].x) * (points[i].y - points[0].y);
    return sum;
}

double sb_shape_km2(const sb_shape *shape)
{
    double sum = 0;
    for (int i = 0; i < shape->n; i++)
        sum += sb_ring_area2(shape->rings[i].points, shape->rings[i].n);
    return shape->n ? sum / 2e6 : NAN;
}

static void turn_round(sb_point *points, int n)
{
    for (int i = 0, j = n - 1; i < j; i++, j--) {
        sb_point p = points[i];
        points[i] = points[j];
        points[j] = p;
    }
}

static bool is_finite(const sb_point *points, int n)
{
    for (int i = 0; i < n; i++)
        if (!(fabs(points[i].x) < FARTHEST && fabs(points[i].y) < FARTHEST))
            return false;
    return true;
}

static bool add_ring(OGRGeometryH ring, bool is_outer, ring_list *rings, sb_arena *arena)
{
    int n = OGR_G_GetPointCount(ring);
    if (n < 4)
        return true;
    sb_point *points = sb_arena_array(arena, sb_point, n);
    OGR_G_GetPoints(ring, &points[0].x, sizeof *points, &points[0].y, sizeof *points, NULL, 0);
    if (!is_finite(points, n))
        return false;
    n--;
    if ((sb_ring_area2(points, n) > 0) != is_outer)
        turn_round(points, n);
    sb_vec_push(arena, rings, ((sb_shape_ring){points, n, false}));
    return true;
}

/* The polygons in a polygon, multipolygon or collection. */
static bool add_polygons(OGRGeometryH geometry, ring_list *rings, sb_arena *arena)
{
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    bool is_polygon = type == wkbPolygon || type == wkbTriangle;
    if (!is_polygon && !OGR_GT_IsSubClassOf(type, wkbGeometryCollection))
        return true;
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++) {
        OGRGeometryH part = OGR_G_GetGeometryRef(geometry, i);
        if (!(is_polygon ? add_ring(part, i == 0, rings, arena)
                         : add_polygons(part, rings, arena)))
            return false;
    }
    return true;
}

static bool may_hold_polygons(OGRGeometryH geometry)
{
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    return OGR_GT_IsSubClassOf(type, wkbSurface) ||
           OGR_GT_IsSubClassOf(type, wkbMultiSurface) || type == wkbGeometryCollection;
}

sb_shape_fault sb_shape_read(void *geometry, sb_shape *out, sb_arena *arena)
{
    *out = (sb_shape){0};
    if (!geometry || OGR_G_IsEmpty(geometry))
        return SB_SHAPE_NONE;
    if (!may_hold_polygons(geometry))
        return SB_SHAPE_NO_POLYGON;
    OGREnvelope box;
    OGR_G_GetEnvelope(geometry, &box);
    if (!(fabs(box.MinX) < FARTHEST && fabs(box.MaxX) < FARTHEST && fabs(box.MinY) < FARTHEST &&
          fabs(box.MaxY) < FARTHEST))
        return SB_SHAPE_NOWHERE; /* nothing for GEOS to repair */
    OGRGeometryH straight =
        OGR_G_HasCurveGeometry(geometry, 0) ? OGR_G_GetLinearGeometry(geometry, 0, NULL) : NULL;
    OGRGeometryH given = straight ? straight : geometry;
    OGRGeometryH valid = OGR_G_IsValid(given) ? NULL : OGR_G_MakeValid(given);
    ring_list rings = {0};
    bool is_read = add_polygons(valid ? valid : given, &rings, arena);
    sb_shape_fault fault = !is_read       ? SB_SHAPE_NOWHERE
                           : rings.n == 0 ? SB_SHAPE_UNREPAIRABLE
                           : valid        ? SB_SHAPE_REPAIRED
                                          : SB_SHAPE_FINE;
    OGR_G_DestroyGeometry(straight);
    OGR_G_DestroyGeometry(valid);
    if (fault == SB_SHAPE_FINE || fault == SB_SHAPE_REPAIRED)
        *out = (sb_shape){rings.at, (int)rings.n};
    return fault;
}

/* The lines in a line, multiline or collection. */
static bool add_lines(OGRGeometryH geometry, ring_list *lines, sb_arena *arena)
{
    if (wkbFlatten(OGR_G_GetGeometryType(geometry)) != wkbLineString) {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++)
            if (!add_lines(OGR_G_GetGeometryRef(geometry, i), lines, arena))
                return false;
        return true;
    }
    int n = OGR_G_GetPointCount(geometry);
    if (n < 2)
        return true;
    sb_point *points = sb_arena_array(arena, sb_point, n);
    OGR_G_GetPoints(geometry, &points[0].x, sizeof *points, &points[0].y, sizeof *points, NULL,
                    0);
    if (!is_finite(points, n))
        return false;
    sb_vec_push(arena, lines, ((sb_shape_ring){points, n, true}));
    return true;
}

bool sb_shape_read_lines(void *geometry, sb_shape *out, sb_arena *arena)
{
    ring_list lines = {0};
    OGRGeometryH straight =
        OGR_G_HasCurveGeometry(geometry, 0) ? OGR_G_GetLinearGeometry(geometry, 0, NULL) : NULL;
    bool is_read = add_lines(straight ? straight : geometry, &lines, arena) && lines.n > 0;
    OGR_G_DestroyGeometry(straight);
    if (is_read)
        *out = (sb_shape){lines.at, (int)lines.n};
    return is_read;
}

bool sb_shape_read_points(void *geometry, sb_shape *out, sb_arena *arena)
{
    OGRGeometryH point = geometry;
    if (point && wkbFlatten(OGR_G_GetGeometryType(point)) == wkbMultiPoint)
        point = OGR_G_GetGeometryCount(point) > 0 ? OGR_G_GetGeometryRef(point, 0) : NULL;
    if (!point || wkbFlatten(OGR_G_GetGeometryType(point)) != wkbPoint || OGR_G_IsEmpty(point))
        return false;
    const sb_point at = {OGR_G_GetX(point, 0), OGR_G_GetY(point, 0)};
    if (!is_finite(&at, 1))
        return false;
    sb_shape_ring *ring = sb_arena_one(arena, sb_shape_ring);
    *ring = (sb_shape_ring){sb_arena_copy(arena, &at, 1, sizeof at), 1, true};
    *out = (sb_shape){ring, 1};
    return true;
}

/* ---- inside ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Where the outline crosses the line at `y`, rising. */
static int crossings(const sb_shape *shape, double y, double *out)
{
    int n = 0;
    for (int k = 0; k < shape->n; k++) {
        const sb_shape_ring *ring = &shape->rings[k];
        for (int i = 0, j = ring->n - 1; i < ring->n; j = i++) {
            sb_point a = ring->points[j], b = ring->points[i];
            if ((a.y > y) != (b.y > y))
                out[n++] = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
        }
    }
    qsort(out, (size_t)n, sizeof *out, by_size);
    return n;
}

bool sb_shape_inner_point(const sb_shape *shape, sb_arena *scratch, sb_point *out)
{
    double low = INFINITY, high = -INFINITY, widest = 0;
    int n_points = 0;
    for (int k = 0; k < shape->n; n_points += shape->rings[k++].n)
        for (int i = 0; i < shape->rings[k].n; i++) {
            low = fmin(low, shape->rings[k].points[i].y);
            high = fmax(high, shape->rings[k].points[i].y);
        }
    double *at = sb_arena_array(scratch, double, n_points + 1);
    /* a few lines, none through the points that lie at halves and quarters of drawn squares */
    for (int line = 1; line < 8 && high > low; line++) {
        double y = low + (high - low) * (line / 8.0 + 0.0137);
        int n = crossings(shape, y, at);
        for (int i = 0; i + 1 < n; i += 2)
            if (at[i + 1] - at[i] > widest) {
                widest = at[i + 1] - at[i];
                *out = (sb_point){(at[i] + at[i + 1]) / 2, y};
            }
    }
    return widest > 0;
}

bool sb_shape_holds(const sb_shape *shape, sb_point p)
{
    bool is_inside = false;
    for (int k = 0; k < shape->n; k++) {
        const sb_shape_ring *ring = &shape->rings[k];
        for (int i = 0, j = ring->n - 1; i < ring->n; j = i++) {
            sb_point a = ring->points[j], b = ring->points[i];
            if ((a.y > p.y) != (b.y > p.y) &&
                p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x))
                is_inside = !is_inside;
        }
    }
    return is_inside;
}
