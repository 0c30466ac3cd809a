/* Context of a map: rivers, roads, green; anything OGR reads. */
#include "area/area.h"

#include "area/context.h"
#include "area/records.h"

#include <string.h>

/* One layer in the map's plane.  Nothing in it, or a file that cannot be read, is told. */
static sb_context_layer read_context(const sb_spec *spec, const sb_spec_layer *asked,
                                     sb_map_crs *map, sb_arena *arena, sb_diag *diag)
{
    const char *path = sb_spec_path(asked->node, spec->path, asked->file, arena);
    sb_context_layer layer = {.spec = asked, .id = asked->id};
    const sb_records *records = sb_records_read(&(sb_records_ask){.path = path,
                                                                  .layer = asked->layer,
                                                                  .wants_shapes = true,
                                                                  .takes_lines = true,
                                                                  .node = asked->node},
                                                arena, diag);
    if (!records || !sb_map_crs_bring(map, records, asked->crs, asked->node, diag))
        return layer;
    SB_VEC(sb_context_line) lines = {0};
    for (int i = 0; i < records->n; i++)
        for (int k = 0; k < records->shapes[i].n; k++) {
            const sb_shape_ring *ring = &records->shapes[i].rings[k];
            sb_vec_push(arena, &lines,
                        ((sb_context_line){ring->points, ring->n, !ring->is_open}));
        }
    layer.lines = lines.at;
    layer.n = (int)lines.n;
    if (layer.n == 0)
        sb_warn(diag, SB_E_DATA, sb_node_span(asked->node, "file"),
                _("layer '%s' has neither lines nor polygons"), asked->id);
    return layer;
}

const sb_context_layer *sb_contexts_read(const sb_spec *spec, sb_map_crs *map, sb_arena *arena,
                                         sb_diag *diag)
{
    sb_context_layer *layers = sb_arena_array(arena, sb_context_layer, spec->n_layers);
    for (int i = 0; i < spec->n_layers; i++)
        layers[i] = read_context(spec, &spec->layers[i], map, arena, diag);
    return layers;
}

const sb_context_layer *sb_areas_context(const sb_areas *areas, const char *id)
{
    for (int i = 0; i < areas->n_layers; i++)
        if (strcmp(areas->layers[i].id, id) == 0)
            return &areas->layers[i];
    return NULL;
}
