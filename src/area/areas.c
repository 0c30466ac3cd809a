#include "area/area.h"

#include "area/arcs.h"
#include "area/context.h"
#include "area/level.h"
#include "area/overlap.h"
#include "area/texts.h"
#include "area/weld.h"

#include <string.h>

/* metres by which borders may cross before it is told: what nobody sees on a sheet of paper. */
static const double overlap_least = 25;

/* ---- loading ---- */

/* The shapes of a level without a file: those of the level below put together. */
static const sb_shape *shapes_of(const sb_level_data *data, const sb_level *levels, int at,
                                 sb_arena *arena)
{
    if (data[at].shapes)
        return data[at].shapes;
    for (int below = at - 1; below >= 0; below--) {
        if (data[below].above != at || !levels[below].arcs)
            continue;
        int *parent = sb_arena_array(arena, int, data[below].n);
        for (int i = 0; i < data[below].n; i++)
            parent[i] = data[below].areas[i].parent;
        return sb_arcs_dissolve(levels[below].arcs, parent, data[at].n, arena);
    }
    return NULL;
}

static void build_level(sb_level_data *data, sb_level *levels, int at, sb_arena *arena,
                        sb_diag *diag)
{
    sb_level_data *d = &data[at];
    sb_level *level = &levels[at];
    const sb_shape *shapes = shapes_of(data, levels, at, arena);
    double *planar = NULL;
    if (shapes) {
        planar = sb_arena_array(arena, double, d->n);
        for (int i = 0; i < d->n; i++)
            planar[i] = sb_shape_km2(&shapes[i]);
        if (d->shapes)
            sb_weld(d->shapes, d->n, arena);
        level->arcs = sb_arcs_build(shapes, d->n, arena);
        if (d->shapes)
            sb_overlaps_tell(d, shapes, level->arcs, overlap_least, diag);
    }
    sb_level_areas(d, planar, diag);
    level->spec = d->spec;
    level->id = d->spec->id;
    level->label = d->spec->label ? d->spec->label : d->spec->id;
    level->plural = d->spec->plural ? d->spec->plural : level->label;
    level->areas = d->areas;
    level->n = d->n;
    level->above = d->above;
}

const sb_areas *sb_areas_load(const sb_spec *spec, sb_arena *arena, sb_diag *diag)
{
    sb_map_crs *map = sb_map_crs_new(arena);
    sb_level_data *data = sb_arena_array(arena, sb_level_data, spec->n_levels);
    int n_read = 0;
    for (int i = 0; i < spec->n_levels; i++)
        n_read += sb_level_read(spec, &spec->levels[i], map, &data[i], arena, diag);
    if (n_read == 0)
        return NULL;
    sb_levels_join(data, spec->n_levels, diag);
    sb_level *levels = sb_arena_array(arena, sb_level, spec->n_levels);
    for (int i = 0; i < spec->n_levels; i++)
        build_level(data, levels, i, arena, diag);
    sb_areas *areas = sb_arena_one(arena, sb_areas);
    *areas = (sb_areas){levels, spec->n_levels, sb_contexts_read(spec, map, arena, diag),
                        spec->n_layers, NULL};
    areas->texts = sb_texts_read(spec, areas, arena, diag);
    return areas;
}

/* ---- looking up ---- */

int sb_areas_level(const sb_areas *areas, const char *id)
{
    for (int i = 0; i < areas->n_levels; i++)
        if (strcmp(areas->levels[i].id, id) == 0)
            return i;
    return -1;
}

int sb_areas_find(const sb_areas *areas, int level, const char *key)
{
    if (level < 0 || level >= areas->n_levels)
        return -1;
    for (int i = 0; i < areas->levels[level].n; i++)
        if (strcmp(areas->levels[level].areas[i].key, key) == 0)
            return i;
    return -1;
}

sb_place sb_areas_above(const sb_areas *areas, sb_place place, int level)
{
    while (place.level >= 0 && place.level != level && place.area >= 0) {
        place.area = areas->levels[place.level].areas[place.area].parent;
        place.level = areas->levels[place.level].above;
    }
    return place.level == level ? place : (sb_place){level, -1};
}

int sb_areas_top(const sb_areas *areas)
{
    int top = 0;
    for (int i = 0; i < areas->n_levels; i++)
        if (areas->levels[i].above < 0)
            top = i;
    return top;
}

const sb_area *sb_areas_at(const sb_areas *areas, sb_place place)
{
    if (place.level < 0 || place.level >= areas->n_levels || place.area < 0 ||
        place.area >= areas->levels[place.level].n)
        return NULL;
    return &areas->levels[place.level].areas[place.area];
}
