#include "write.h"

#include "plain.h"

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- geometry ---- */

static OGRGeometryH ring_geometry(const ring *r)
{
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
    for (int i = 0; i < r->n; i++)
        OGR_G_SetPoint_2D(line, i, (double)r->dots[i].x / 10, (double)r->dots[i].y / 10);
    return line;
}

static bool holds(const ring *r, dot p)
{
    bool is_inside = false;
    for (int i = 0; i + 1 < r->n; i++) {
        dot a = r->dots[i], b = r->dots[i + 1];
        if ((a.y > p.y) != (b.y > p.y) && (double)(p.x - a.x) < (double)(b.x - a.x) *
                                                                    (double)(p.y - a.y) /
                                                                    (double)(b.y - a.y))
            is_inside = !is_inside;
    }
    return is_inside;
}

static OGRGeometryH polygons(const chains *borders, const int *group, int wanted)
{
    rings r = rings_of(borders, group, wanted);
    OGRGeometryH many = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (int i = 0; i < r.n; i++) {
        if (r.at[i].area < 0)
            continue;
        OGRGeometryH one = OGR_G_CreateGeometry(wkbPolygon);
        OGR_G_AddGeometryDirectly(one, ring_geometry(&r.at[i]));
        for (int h = 0; h < r.n; h++)
            if (r.at[h].area < 0 && holds(&r.at[i], r.at[h].dots[1]))
                OGR_G_AddGeometryDirectly(one, ring_geometry(&r.at[h]));
        OGR_G_AddGeometryDirectly(many, one);
    }
    for (int i = 0; i < r.n; i++)
        free(r.at[i].dots);
    free(r.at);
    if (!OGR_G_IsValid(many))
        give_up("the polygon of group %d is not valid", wanted);
    if (OGR_G_GetGeometryCount(many) > 1)
        return many;
    OGRGeometryH only = OGR_G_Clone(OGR_G_GetGeometryRef(many, 0));
    OGR_G_DestroyGeometry(many);
    return only;
}

static OGRGeometryH line_of(const course *c, double left, double right, double low, double high)
{
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
    for (int i = 0; i < c->n; i += 5)
        if (c->points[i][0] > left && c->points[i][0] < right && c->points[i][1] > low &&
            c->points[i][1] < high)
            OGR_G_AddPoint_2D(line, (double)rounded(c->points[i][0] * 10) / 10,
                              (double)rounded(c->points[i][1] * 10) / 10);
    return line;
}

/* ---- files ---- */

static GDALDatasetH create(const char *driver, const char *path)
{
    GDALDriverH d = GDALGetDriverByName(driver);
    if (!d)
        give_up("this GDAL cannot write '%s'", driver);
    remove(path);
    GDALDatasetH set = GDALCreate(d, path, 0, 0, 0, GDT_Unknown, NULL);
    if (!set)
        give_up("cannot write '%s'", path);
    return set;
}

static OGRLayerH layer(GDALDatasetH set, const char *name, OGRwkbGeometryType type,
                       const char *encoding)
{
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(srs, 25832);
    OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    char coded[64];
    snprintf(coded, sizeof coded, "ENCODING=%s", encoding ? encoding : "");
    char *shape_options[] = {coded, "DBF_DATE_LAST_UPDATE=2024-12-31", NULL};
    OGRLayerH l = GDALDatasetCreateLayer(set, name, srs, type, encoding ? shape_options : NULL);
    OSRDestroySpatialReference(srs);
    if (!l)
        give_up("cannot write the layer '%s'", name);
    return l;
}

static void field(OGRLayerH l, const char *name, OGRFieldType type, int width, int digits)
{
    OGRFieldDefnH f = OGR_Fld_Create(name, type);
    OGR_Fld_SetWidth(f, width);
    OGR_Fld_SetPrecision(f, digits);
    OGR_L_CreateField(l, f, true);
    OGR_Fld_Destroy(f);
}

static void add(OGRLayerH l, OGRFeatureH f, OGRGeometryH g)
{
    OGR_F_SetGeometryDirectly(f, g);
    if (OGR_L_CreateFeature(l, f) != OGRERR_NONE)
        give_up("cannot write to '%s'", OGR_L_GetName(l));
    OGR_F_Destroy(f);
}

/* One shapefile of areas: the groups of quarters in the order of `keys`. */
typedef struct division {
    const char *file, *encoding;
    const char *key, *name, *above; /* columns; above NULL: none */
    int n;
} division;

static double km2_of(const city *c, const int *group, int wanted)
{
    double km2 = 0;
    for (int i = 0; i < c->n_quarters; i++)
        if (group[i] == wanted)
            km2 += c->quarters[i].km2;
    return km2;
}

static void write_division(const city *c, const division *d, const int *group, const int *keys,
                           const char *const *names, const int *aboves)
{
    const char *path = path_of("shapes/%s.shp", d->file);
    GDALDatasetH set = create("ESRI Shapefile", path);
    OGRLayerH l = layer(set, d->file, wkbPolygon, d->encoding);
    field(l, d->key, OFTString, 4, 0);
    field(l, d->name, OFTString, 48, 0);
    if (d->above)
        field(l, d->above, OFTString, 4, 0);
    field(l, "FLAECHE_HA", OFTReal, 10, 2);
    for (int i = 0; i < d->n; i++) {
        OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(l));
        OGR_F_SetFieldInteger(f, 0, keys[i]);
        OGR_F_SetFieldString(f, 1, names[i]);
        if (d->above)
            OGR_F_SetFieldInteger(f, 2, aboves[i]);
        OGR_F_SetFieldDouble(f, d->above ? 3 : 2, rounded(km2_of(c, group, i) * 1e4) / 100.0);
        add(l, f, polygons(&c->borders, group, i));
    }
    GDALClose(set);
    if (strcmp(d->encoding, "UTF-8") != 0)
        remove(path_of("shapes/%s.cpg", d->file));
}

static void write_divisions(const city *c)
{
    int group[MOST_QUARTERS], old[MOST_QUARTERS], keys[MOST_QUARTERS], aboves[MOST_QUARTERS];
    const char *names[MOST_QUARTERS];
    for (int i = 0; i < c->n_quarters; i++) {
        group[i] = i;
        keys[i] = c->quarters[i].key;
        names[i] = c->quarters[i].name;
        aboves[i] = c->districts[c->quarters[i].district].key;
    }
    write_division(
        c, &(division){"unterbezirke", "UTF-8", "UB_NR", "UB_NAME", "OT_NR", c->n_quarters},
        group, keys, names, aboves);
    for (int i = 0; i < c->n_quarters; i++) {
        group[i] = c->quarters[i].district;
        old[i] = c->quarters[i].old_district;
    }
    for (int i = 0; i < N_DISTRICTS; i++) {
        keys[i] = c->districts[i].key;
        names[i] = c->districts[i].name;
        aboves[i] = c->boroughs[c->districts[i].borough].key;
    }
    write_division(c,
                   &(division){"ortsteile", "UTF-8", "OT_NR", "OT_NAME", "SB_NR", N_DISTRICTS},
                   group, keys, names, aboves);
    write_division(c,
                   &(division){"ortsteile-2017", "ISO-8859-1", "ORTSTEIL", "BEZEICHNUN",
                               "BEZIRK", N_DISTRICTS},
                   old, keys, names, aboves);
    for (int i = 0; i < c->n_quarters; i++)
        group[i] = c->districts[c->quarters[i].district].borough;
    for (int i = 0; i < N_BOROUGHS; i++) {
        keys[i] = c->boroughs[i].key;
        names[i] = c->boroughs[i].name;
    }
    write_division(c,
                   &(division){"stadtbezirke", "UTF-8", "SB_NR", "SB_NAME", NULL, N_BOROUGHS},
                   group, keys, names, aboves);
}

/* ---- the base map ---- */

static void write_patches(const city *c, GDALDatasetH set, const char *name, bool is_water)
{
    OGRLayerH l = layer(set, name, wkbMultiPolygon, NULL);
    int self[MOST_PATCHES + 1];
    field(l, "name", OFTString, 48, 0);
    field(l, "art", OFTString, 16, 0);
    for (int i = 0; i < c->n_patches; i++)
        self[i] = i;
    static const struct {
        const char *kind, *art;
        bool is_water;
    } arts[] = {{"wood", "Wald", 0},      {"moor", "Moor", 0}, {"park", "Park", 0},
                {"grave", "Friedhof", 0}, {"lake", "See", 1},  {"basin", "Hafenbecken", 1},
                {"river", "Fluss", 1}};
    for (int i = 0; i < c->n_patches; i++)
        for (int a = 0; a < COUNT(arts); a++) {
            if (strcmp(arts[a].kind, c->patches[i].kind) != 0 || arts[a].is_water != is_water)
                continue;
            OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(l));
            OGR_F_SetFieldString(f, 0, c->patches[i].name);
            OGR_F_SetFieldString(f, 1, arts[a].art);
            add(l, f, OGR_G_ForceToMultiPolygon(polygons(&c->patch_borders, self, i)));
        }
}

static void write_courses(GDALDatasetH set)
{
    static const struct {
        const char *layer, *id, *name;
    } lines[] = {{"fluss", "river", "Muster"},
                 {"autobahn", "motorway", "A 999"},
                 {"bahn", "railway", "Hauptstrecke"},
                 {"bahn", "branch", "Ostbahn"}};
    OGRLayerH l = NULL;
    for (int i = 0; i < COUNT(lines); i++) {
        if (i == 0 || strcmp(lines[i].layer, lines[i - 1].layer) != 0) {
            l = layer(set, lines[i].layer, wkbLineString, NULL);
            field(l, "name", OFTString, 48, 0);
        }
        course c = city_course(lines[i].id);
        OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(l));
        OGR_F_SetFieldString(f, 0, lines[i].name);
        add(l, f, line_of(&c, 559900, 578100, 5639900, 5658100));
        free(c.points);
    }
}

void write_shapes(const city *c)
{
    CPLSetConfigOption("OGR_CURRENT_DATE", "2024-12-31T00:00:00.000Z");
    write_divisions(c);
    GDALDatasetH set = create("GPKG", path_of("shapes/grundkarte.gpkg"));
    write_courses(set);
    write_patches(c, set, "gruen", false);
    write_patches(c, set, "gewaesser", true);
    GDALClose(set);
}
