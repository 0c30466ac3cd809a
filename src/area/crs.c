#include "area/crs.h"

#include "area/ogr.h"

#include <ogr_srs_api.h>

#include <stdlib.h>
#include <strings.h>

struct sb_map_crs {
    OGRSpatialReferenceH srs; /* NULL: not decided, or a plane nobody knows the place of */
    bool is_decided;
};

static void release(void *ptr)
{
    sb_map_crs *map = ptr;
    if (map->srs)
        OSRRelease(map->srs);
}

sb_map_crs *sb_map_crs_new(sb_arena *arena)
{
    sb_map_crs *map = sb_arena_one(arena, sb_map_crs);
    sb_arena_defer(arena, release, map);
    return map;
}

/* Corners of all points, as far as they are known to be finite. */
static sb_rect box_of(const sb_records *records)
{
    double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
    for (int i = 0; i < records->n; i++)
        for (int k = 0; k < records->shapes[i].n; k++) {
            const sb_shape_ring *ring = &records->shapes[i].rings[k];
            for (int p = 0; p < ring->n; p++) {
                left = fmin(left, ring->points[p].x);
                right = fmax(right, ring->points[p].x);
                low = fmin(low, ring->points[p].y);
                high = fmax(high, ring->points[p].y);
            }
        }
    return (sb_rect){left, low, right - left, high - low};
}

static bool looks_like_degrees(sb_rect box)
{
    return box.x >= -180 && sb_rect_right(box) <= 180 && box.y >= -90 &&
           sb_rect_bottom(box) <= 90;
}

/* "EPSG:25832", a PROJ string or WKT: nothing that opens a file or a connection. */
static bool import(OGRSpatialReferenceH srs, const char *text)
{
    if (strncasecmp(text, "EPSG:", 5) == 0)
        return OSRImportFromEPSG(srs, atoi(text + 5)) == OGRERR_NONE;
    if (text[0] == '+')
        return OSRImportFromProj4(srs, text) == OGRERR_NONE;
    return OSRImportFromWkt(srs, &(char *){(char *)text}) == OGRERR_NONE;
}

/* The file's CRS, two-dimensional, x before y; NULL if it is not known.  Caller releases. */
static OGRSpatialReferenceH source_crs(const sb_records *records, const char *given,
                                       const sb_node *node, bool *is_good, sb_diag *diag)
{
    const char *text = given ? given : records->crs;
    *is_good = true;
    if (!text && looks_like_degrees(box_of(records))) {
        sb_warn(diag, SB_E_DATA, ((sb_span){.file = records->file}),
                _("the file does not tell its coordinate system; taken for degrees in WGS 84"));
        sb_hint(diag, _("say it with 'crs:', as 'crs: EPSG:25832'"));
        text = "EPSG:4326";
    }
    if (!text)
        return NULL;
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    if (!import(srs, text)) {
        sb_fail(diag, SB_E_DATA, sb_node_span(node, given ? "crs" : "file"),
                _("the coordinate system '%s' is not known"), text);
        sb_hint(diag, _("give its EPSG number, as 'crs: EPSG:25832'"));
        OSRRelease(srs);
        *is_good = false;
        return NULL;
    }
    OSRStripVertical(srs);
    OSRDemoteTo2D(srs, NULL);
    OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
}

static bool is_plane_in_metres(OGRSpatialReferenceH srs)
{
    if (!OSRIsProjected(srs) || fabs(OSRGetLinearUnits(srs, NULL) - 1) > 1e-9)
        return OSRIsLocal(srs);
    const char *method = OSRGetAttrValue(srs, "PROJECTION", 0);
    return !method || strncasecmp(method, "Mercator", 8) != 0;
}

/* Degrees of the middle of the shapes. */
static bool middle_of(const sb_records *records, OGRSpatialReferenceH srs,
                      OGRSpatialReferenceH degrees, double *x, double *y)
{
    sb_rect box = box_of(records);
    *x = box.x + box.width / 2;
    *y = box.y + box.height / 2;
    if (OSRIsGeographic(srs))
        return isfinite(*x) && isfinite(*y);
    OGRCoordinateTransformationH way = OCTNewCoordinateTransformation(srs, degrees);
    bool is_done = way && OCTTransform(way, 1, x, y, NULL);
    if (way)
        OCTDestroyCoordinateTransformation(way);
    return is_done;
}

static OGRSpatialReferenceH choose(const sb_records *records, OGRSpatialReferenceH srs)
{
    if (is_plane_in_metres(srs))
        return OSRClone(srs);
    OGRSpatialReferenceH degrees = OSRCloneGeogCS(srs);
    if (!degrees)
        return NULL;
    OSRSetAxisMappingStrategy(degrees, OAMS_TRADITIONAL_GIS_ORDER);
    double x, y;
    bool has_middle = middle_of(records, srs, degrees, &x, &y);
    /* round degrees: a small change of the data must not move the map's plane */
    if (has_middle && (OSRSetProjCS(degrees, "map") != OGRERR_NONE ||
                       OSRSetLAEA(degrees, round(y), round(x), 0, 0) != OGRERR_NONE))
        has_middle = false;
    if (has_middle)
        return degrees;
    OSRRelease(degrees);
    return NULL;
}

static bool transform_ring(OGRCoordinateTransformationH way, sb_shape_ring *ring)
{
    enum { CHUNK = 512 };
    double x[CHUNK], y[CHUNK];
    for (int from = 0; from < ring->n; from += CHUNK) {
        int n = ring->n - from < CHUNK ? ring->n - from : CHUNK;
        for (int i = 0; i < n; i++) {
            x[i] = ring->points[from + i].x;
            y[i] = ring->points[from + i].y;
        }
        if (!OCTTransform(way, n, x, y, NULL))
            return false;
        for (int i = 0; i < n; i++)
            ring->points[from + i] = (sb_point){x[i], y[i]};
    }
    return true;
}

static bool transform(const sb_records *records, OGRSpatialReferenceH from,
                      OGRSpatialReferenceH to)
{
    if (OSRIsSame(from, to))
        return true;
    OGRCoordinateTransformationH way = OCTNewCoordinateTransformation(from, to);
    bool is_done = way != NULL;
    for (int i = 0; i < records->n && is_done; i++)
        for (int k = 0; k < records->shapes[i].n && is_done; k++)
            is_done = transform_ring(way, &records->shapes[i].rings[k]);
    if (way)
        OCTDestroyCoordinateTransformation(way);
    return is_done;
}

static bool bring(sb_map_crs *map, const sb_records *records, OGRSpatialReferenceH srs)
{
    if (!map->is_decided) {
        map->srs = choose(records, srs);
        map->is_decided = map->srs != NULL;
    }
    return map->is_decided && (!map->srs || transform(records, srs, map->srs));
}

static bool has_shapes(const sb_records *records)
{
    for (int i = 0; records->shapes && i < records->n; i++)
        if (records->shapes[i].n > 0)
            return true;
    return false;
}

bool sb_map_crs_bring(sb_map_crs *map, const sb_records *records, const char *given,
                      const sb_node *node, sb_diag *diag)
{
    if (!has_shapes(records))
        return true;
    sb_ogr_log log;
    bool is_good;
    sb_ogr_listen(&log);
    OGRSpatialReferenceH srs = source_crs(records, given, node, &is_good, diag);
    if (srs) {
        is_good = bring(map, records, srs);
        OSRRelease(srs);
        if (!is_good)
            sb_fail(diag, SB_E_DATA, ((sb_span){.file = records->file}),
                    _("the areas cannot be brought into the map's projection%s%s"),
                    log.n ? ": " : "", log.first);
    } else if (is_good) {
        map->is_decided = true;
        sb_warn(diag, SB_E_DATA, ((sb_span){.file = records->file}),
                _("the file does not tell its coordinate system; taken for metres in the "
                  "plane of the map"));
        sb_hint(diag, _("say it with 'crs:', as 'crs: EPSG:25832'"));
    }
    sb_ogr_done();
    return is_good;
}
