#include "area/records.h"

#include "area/ogr.h"
#include "area/shapefile.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* Of files: no driver that opens a connection or follows references to other files.  A source
 * opens what it names; sb_project_check() lets it pass. */
static const char *const drivers[] = {
    "ESRI Shapefile", "GPKG",        "GeoJSON", "CSV", "XLSX",   "ODS",
    "SQLite",         "FlatGeobuf",  "GML",     "KML", "LIBKML", "TopoJSON",
    "MapInfo File",   "OpenFileGDB", NULL};
static const char *const options[] = {"HEADERS=YES", "AUTODETECT_TYPE=NO",
                                      "LIST_ALL_TABLES=YES", NULL};

typedef struct builder { /* of one column */
    sb_column_maker maker;
    OGRFieldType type;
} builder;

typedef struct reading {
    const sb_records_ask *ask;
    const char *shown;  /* as messages name it */
    const char *opened; /* where OGR finds it; NULL: not a file */
    sb_arena *arena;
    sb_diag *diag;
    sb_ogr_log log;
    builder *columns;
    int n_columns, n, n_points;
    SB_VEC(sb_shape) shapes;
    SB_VEC(int) rows;
    bool is_recoded;
} reading;

const char *sb_listed(const char *const *names, size_t n, size_t most, sb_arena *arena)
{
    sb_buf buf = {0};
    for (size_t i = 0; i < n && i < most; i++) {
        sb_buf_text(&buf, i ? ", " : "");
        sb_buf_printf(&buf, _("'%s'"), names[i]);
    }
    if (n > most)
        sb_buf_printf(&buf, " … (%zu)", n);
    char *text = sb_arena_text(arena, buf.at ? buf.at : "");
    sb_buf_free(&buf);
    return text;
}

/* ---- opening ---- */

static bool has_end(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcasecmp(text + n - m, end) == 0;
}

/* How sheets are read.  Their drivers know no open options, and ask for these only when the
 * first record is read. */
static void set_sheets(const char *heads, const char *types)
{
    static const char *const drivers_of_sheets[] = {"XLSX", "ODS"};
    for (size_t i = 0; i < SB_COUNT(drivers_of_sheets); i++) {
        char name[32];
        snprintf(name, sizeof name, "OGR_%s_HEADERS", drivers_of_sheets[i]);
        CPLSetThreadLocalConfigOption(name, heads);
        snprintf(name, sizeof name, "OGR_%s_FIELD_TYPES", drivers_of_sheets[i]);
        CPLSetThreadLocalConfigOption(name, types);
    }
}

static GDALDatasetH open_file(reading *r)
{
    const char *path = r->ask->path;
    sb_span at = sb_node_span(r->ask->node, "file");
    bool is_source = sb_file_is_source(path);
    if (!is_source && access(path, R_OK) != 0) {
        sb_fail(r->diag, SB_E_IO, at, _("cannot read '%s': %s"), r->shown, strerror(errno));
        sb_hint(r->diag, _("file names are looked up beside the file that names them"));
        return NULL;
    }
    if (!is_source && has_end(path, ".zip"))
        path = sb_arena_printf(r->arena, "/vsizip/%s", path);
    if (!is_source)
        path = r->opened = sb_shapefile_gather(path, r->arena);
    char **asked = CSLDuplicate((char **)options);
    if (r->ask->encoding)
        asked = CSLSetNameValue(asked, "ENCODING", r->ask->encoding);
    GDALDatasetH file =
        GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, is_source ? NULL : drivers,
                   (const char *const *)asked, NULL);
    CSLDestroy(asked);
    if (!file) {
        sb_fail(r->diag, SB_E_IO, at,
                is_source ? _("'%s' cannot be opened%s%s")
                          : _("'%s' is no file of records or areas that can be read%s%s"),
                r->shown, r->log.n ? ": " : "", r->log.first);
        if (has_end(path, ".shp"))
            sb_hint(r->diag, _("a shapefile is three files side by side: .shp, .shx and .dbf"));
    }
    return file;
}

static OGRLayerH choose_layer(reading *r, GDALDatasetH file)
{
    int n = GDALDatasetGetLayerCount(file);
    const char **names = sb_arena_array(r->arena, const char *, n + 1);
    for (int i = 0; i < n; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(file, i);
        names[i] = sb_arena_text(r->arena, OGR_L_GetName(layer));
        if (r->ask->layer && strcmp(names[i], r->ask->layer) == 0)
            return layer;
    }
    if (n == 1 && !r->ask->layer)
        return GDALDatasetGetLayer(file, 0);
    const char *listed = sb_listed(names, (size_t)n, 20, r->arena);
    if (n == 0)
        sb_fail(r->diag, SB_E_DATA, sb_node_span(r->ask->node, "file"),
                _("'%s' holds no table"), r->shown);
    else if (r->ask->layer) {
        sb_fail(r->diag, SB_E_DATA, sb_node_span(r->ask->node, "layer"),
                _("'%s' has no layer '%s'"), r->shown, r->ask->layer);
        sb_hint(r->diag, _("its layers are: %s"), listed);
    } else {
        sb_fail(r->diag, SB_E_DATA, sb_node_span(r->ask->node, "file"),
                _("'%s' has %d layers, and 'layer:' does not say which is meant"), r->shown, n);
        sb_hint(r->diag, _("its layers are: %s"), listed);
    }
    return NULL;
}

/* Have the files of a shapefile as many records each? */
static bool is_one_shapefile(reading *r, GDALDatasetH file)
{
    char **files =
        strcmp(GDALGetDriverShortName(GDALGetDatasetDriver(file)), "ESRI Shapefile") ||
                GDALDatasetGetLayerCount(file) != 1
            ? NULL
            : GDALGetFileList(file);
    long shapes = -1, records = -1;
    for (int i = 0; files && files[i]; i++) {
        sb_shapefile_count(files[i], ".shx", &shapes);
        sb_shapefile_count(files[i], ".dbf", &records);
    }
    CSLDestroy(files);
    if (shapes < 0 || records < 0 || shapes == records)
        return true;
    sb_fail(r->diag, SB_E_DATA, sb_node_span(r->ask->node, "file"),
            _("'%s' has %ld shapes, but the .dbf beside it has %ld records"), r->shown, shapes,
            records);
    sb_hint(r->diag, _("the files of a shapefile belong together: get all of them anew, from "
                       "one place"));
    return false;
}

/* ---- cells ---- */

/* Bytes that are no UTF-8 are taken for CP1252. */
static const char *as_utf8(reading *r, const char *text)
{
    if (sb_utf8_is_valid(text, strlen(text)))
        return text;
    r->is_recoded = true;
    return sb_recode(text, "CP1252", r->arena);
}

static void read_cell(builder *b, OGRFeatureH feature, int field)
{
    if (!OGR_F_IsFieldSetAndNotNull(feature, field)) {
        sb_column_add(&b->maker, "");
    } else if (b->type == OFTReal) {
        /* as short as it can be: the file's own format adds zeros */
        char text[40];
        double number = OGR_F_GetFieldAsDouble(feature, field);
        CPLsnprintf(text, sizeof text, "%.15g", number);
        if (CPLAtof(text) != number)
            CPLsnprintf(text, sizeof text, "%.17g", number);
        sb_column_add(&b->maker, text);
    } else {
        sb_column_add(&b->maker, OGR_F_GetFieldAsString(feature, field));
    }
}

static void read_shape(reading *r, OGRFeatureH feature)
{
    sb_shape shape;
    sb_span at = {.file = r->shown};
    switch (sb_shape_read(OGR_F_GetGeometryRef(feature), &shape, r->arena)) {
    case SB_SHAPE_FINE:
        break;
    case SB_SHAPE_NONE:
        sb_warn(r->diag, SB_E_DATA, at, _("record %d has no geometry"), r->n + 1);
        break;
    case SB_SHAPE_REPAIRED:
        sb_warn(r->diag, SB_E_DATA, at,
                _("the polygon of record %d was invalid and is repaired"), r->n + 1);
        sb_hint(r->diag, _("its outline touches or crosses itself: compare the map with the "
                           "original"));
        break;
    case SB_SHAPE_NO_POLYGON:
        if (r->ask->takes_lines &&
            sb_shape_read_lines(OGR_F_GetGeometryRef(feature), &shape, r->arena))
            break;
        if (r->ask->takes_lines) {
            sb_warn(r->diag, SB_E_DATA, at, _("record %d is neither line nor polygon"),
                    r->n + 1);
            break;
        }
        sb_fail(r->diag, SB_E_DATA, at, _("record %d is no polygon"), r->n + 1);
        sb_hint(r->diag, _("areas are read from polygons, not from points or lines"));
        break;
    case SB_SHAPE_NOWHERE:
        sb_fail(r->diag, SB_E_DATA, at,
                _("the polygon of record %d has a coordinate that is no number, or far beyond "
                  "the earth"),
                r->n + 1);
        sb_hint(r->diag, _("the file seems to be damaged: get it anew"));
        break;
    case SB_SHAPE_UNREPAIRABLE:
        sb_fail(r->diag, SB_E_DATA, at,
                _("the polygon of record %d is invalid and cannot be repaired"), r->n + 1);
        sb_hint(r->diag,
                _("repair it in a GIS; there the function is called 'check validity'"));
        break;
    }
    for (int i = 0; i < shape.n; i++)
        r->n_points += shape.rings[i].n;
    sb_vec_push(r->arena, &r->shapes, shape);
}

/* ---- the layer ---- */

static void start_columns(reading *r, OGRLayerH layer)
{
    OGRFeatureDefnH defn = OGR_L_GetLayerDefn(layer);
    r->n_columns = OGR_FD_GetFieldCount(defn);
    r->columns = sb_arena_array(r->arena, builder, r->n_columns);
    for (int i = 0; i < r->n_columns; i++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(defn, i);
        builder *b = &r->columns[i];
        b->type = OGR_Fld_GetType(field);
        b->maker = (sb_column_maker){
            .arena = r->arena,
            .name = sb_arena_text(r->arena, as_utf8(r, OGR_Fld_GetNameRef(field))),
            .is_numeric =
                b->type == OFTInteger || b->type == OFTInteger64 || b->type == OFTReal};
    }
}

static bool is_within_limits(reading *r)
{
    if (r->n < SB_RECORDS_MOST && r->n_points < SB_POINTS_MOST && !sb_arena_over(r->arena))
        return true;
    sb_fail(r->diag, SB_E_LIMIT, sb_node_span(r->ask->node, "file"),
            _("'%s' is too large: at most %d records and %d points are read"), r->shown,
            SB_RECORDS_MOST, SB_POINTS_MOST);
    return false;
}

static bool read_layer(reading *r, OGRLayerH layer)
{
    bool has_shapes = r->ask->wants_shapes && OGR_L_GetGeomType(layer) != wkbNone;
    start_columns(r, layer);
    for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(layer)); r->n++) {
        bool is_readable = r->log.n == 0 && is_within_limits(r);
        for (int i = 0; i < r->n_columns && is_readable; i++)
            read_cell(&r->columns[i], feature, i);
        if (is_readable && has_shapes)
            read_shape(r, feature);
        if (r->ask->is_bare)
            sb_vec_push(r->arena, &r->rows, (int)OGR_F_GetFID(feature));
        OGR_F_Destroy(feature);
        if (!is_readable)
            break;
        sb_ogr_clear(&r->log); /* what GEOS said of an invalid polygon has been reported */
    }
    if (r->log.n == 0)
        return true;
    sb_fail(r->diag, SB_E_IO, ((sb_span){.file = r->shown}), _("record %d cannot be read: %s"),
            r->n + 1, r->log.first);
    sb_hint(r->diag, _("the file seems to be damaged or cut off: get it anew"));
    return false;
}

static const char *crs_of(reading *r, OGRLayerH layer)
{
    OGRSpatialReferenceH crs = OGR_L_GetSpatialRef(layer);
    const char *const as[] = {"FORMAT=WKT2_2019", NULL};
    char *wkt = NULL;
    if (crs && OSRExportToWktEx(crs, &wkt, as) != OGRERR_NONE)
        sb_ogr_clear(&r->log);
    const char *text = wkt && *wkt ? sb_arena_text(r->arena, wkt) : NULL;
    CPLFree(wkt);
    return text;
}

static const sb_records *finish(reading *r, const char *crs)
{
    sb_column *columns = sb_arena_array(r->arena, sb_column, r->n_columns);
    for (int i = 0; i < r->n_columns; i++) {
        builder *b = &r->columns[i];
        for (size_t k = 0; k < b->maker.texts.n; k++)
            b->maker.texts.at[k] = as_utf8(r, b->maker.texts.at[k]);
        columns[i] = sb_column_made(&b->maker);
    }
    if (r->is_recoded) {
        sb_warn(r->diag, SB_E_DATA, sb_node_span(r->ask->node, "encoding"),
                _("texts in '%s' are not in the encoding the file names; taken for CP1252"),
                r->shown);
        sb_hint(r->diag, _("say 'encoding: cp1252' if the names come out right"));
    }
    sb_records *records = sb_arena_one(r->arena, sb_records);
    *records =
        (sb_records){r->shown, columns, r->n_columns, r->n, r->shapes.at, crs, r->rows.at};
    return records;
}

const sb_records *sb_records_read(const sb_records_ask *ask, sb_arena *arena, sb_diag *diag)
{
    reading r = {
        .ask = ask, .shown = sb_file_shown(ask->path, arena), .arena = arena, .diag = diag};
    if (ask->encoding && !sb_recode_knows(ask->encoding)) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(ask->node, "encoding"),
                _("no encoding is called '%s'"), ask->encoding);
        sb_hint(diag, _("usual ones are utf-8, cp1252 and latin1"));
        return NULL;
    }
    const sb_records *records = NULL;
    size_t errors = sb_diag_errors(diag);
    sb_ogr_listen(&r.log);
    set_sheets(ask->is_bare ? "DISABLE" : "FORCE", ask->is_bare ? "STRING" : NULL);
    GDALDatasetH file = open_file(&r);
    sb_ogr_clear(&r.log);
    OGRLayerH layer = file ? choose_layer(&r, file) : NULL;
    if (layer && is_one_shapefile(&r, file) && read_layer(&r, layer) &&
        sb_diag_errors(diag) == errors)
        records = finish(&r, ask->wants_shapes ? crs_of(&r, layer) : NULL);
    if (file)
        GDALClose(file);
    if (r.opened)
        sb_shapefile_forget(r.opened);
    set_sheets(NULL, NULL);
    sb_ogr_done();
    return records;
}

const sb_column *sb_records_column(const sb_records *records, const char *name,
                                   const sb_node *node, const char *key, sb_arena *scratch,
                                   sb_diag *diag)
{
    const char **names = sb_arena_array(scratch, const char *, records->n_columns + 1);
    const sb_column *found = NULL;
    for (int i = 0; i < records->n_columns; i++) {
        names[i] = records->columns[i].name;
        if (strcmp(names[i], name) != 0)
            continue;
        if (found) {
            sb_fail(diag, SB_E_DATA, sb_node_span(node, key), _("'%s' has two columns '%s'"),
                    records->file, name);
            sb_hint(diag, _("name one of them otherwise, or give both a line of their own over "
                            "it: 'head: 1-2' reads a head of two lines"));
            return NULL;
        }
        found = &records->columns[i];
    }
    if (found)
        return found;
    size_t n = (size_t)records->n_columns;
    const char *near = sb_near_best(name, names, n);
    const char *listed = sb_listed(names, n, 40, scratch);
    sb_fail(diag, SB_E_DATA, sb_node_span(node, key), _("'%s' has no column '%s'"),
            records->file, name);
    if (n == 0)
        sb_hint(diag, _("it has no columns at all: is a .dbf missing beside it?"));
    else if (near)
        sb_hint(diag, _("did you mean '%s'? The columns are: %s"), near, listed);
    else
        sb_hint(diag, _("the columns are: %s"), listed);
    return NULL;
}
