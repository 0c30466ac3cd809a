#include "area/shape.h"

#include <ogr_api.h>

typedef SB_VEC(sb_shape_ring) ring_list;

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
        if (!(fabs(points[i].x) < 1e9 && fabs(points[i].y) < 1e9))
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
    OGRGeometryH straight =
        OGR_G_HasCurveGeometry(geometry, 0) ? OGR_G_GetLinearGeometry(geometry, 0, NULL) : NULL;
    OGRGeometryH given = straight ? straight : geometry;
    OGRGeometryH valid = OGR_G_IsValid(given) ? NULL : OGR_G_MakeValid(given);
    ring_list rings = {0};
    bool is_read = add_polygons(valid ? valid : given, &rings, arena);
    sb_shape_fault fault = valid ? SB_SHAPE_REPAIRED : SB_SHAPE_FINE;
    if (!is_read || rings.n == 0)
        fault = SB_SHAPE_UNREPAIRABLE;
    OGR_G_DestroyGeometry(straight);
    OGR_G_DestroyGeometry(valid);
    if (fault != SB_SHAPE_UNREPAIRABLE)
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
