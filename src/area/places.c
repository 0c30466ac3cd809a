#include "area/places.h"

#include "locale/locale.h"

#include <string.h>

/* The columns that the layout names; NULL where it names none. */
typedef struct place_columns {
    const sb_column *name, *kind, *address, *x, *y;
} place_columns;

static bool find_column(const sb_records *records, const char *name, const sb_spec_layer *asked,
                        const char *key, sb_arena *arena, sb_diag *diag,
                        const sb_column **column)
{
    *column = name ? sb_records_column(records, name, asked->node, key, arena, diag) : NULL;
    return !name || *column;
}

static bool find_columns(const sb_records *records, const sb_spec_layer *asked, sb_arena *arena,
                         sb_diag *diag, place_columns *c)
{
    bool is_found = find_column(records, asked->name, asked, "name", arena, diag, &c->name);
    is_found &= find_column(records, asked->kind, asked, "kind", arena, diag, &c->kind);
    is_found &=
        find_column(records, asked->address, asked, "address", arena, diag, &c->address);
    is_found &= find_column(records, asked->x, asked, "x", arena, diag, &c->x);
    is_found &= find_column(records, asked->y, asked, "y", arena, diag, &c->y);
    return is_found;
}

static bool read_number(const sb_column *column, int record, double *out)
{
    const char *text = sb_column_text(column, record);
    sb_number_format format = {.decimal =
                                   strchr(text, ',') ? SB_DECIMAL_COMMA : SB_DECIMAL_POINT};
    sb_value value;
    if (!sb_number_read(text, format, &value) || !sb_value_is_number(value))
        return false;
    *out = value.number;
    return isfinite(value.number);
}

/* A point for each record whose two columns are numbers. */
static sb_shape *points_of(const sb_records *records, const place_columns *c, sb_arena *arena)
{
    sb_shape *shapes = sb_arena_array(arena, sb_shape, records->n);
    for (int i = 0; i < records->n; i++) {
        sb_point p;
        if (!read_number(c->x, i, &p.x) || !read_number(c->y, i, &p.y))
            continue;
        sb_shape_ring *ring = sb_arena_one(arena, sb_shape_ring);
        *ring = (sb_shape_ring){sb_arena_copy(arena, &p, 1, sizeof p), 1, true};
        shapes[i] = (sb_shape){ring, 1};
    }
    return shapes;
}

static const char *text_of(const sb_column *column, int record)
{
    return column ? sb_column_text(column, record) : "";
}

static void tell_lost(const sb_context_layer *layer, const char *const *names, int n,
                      sb_arena *arena, sb_diag *diag)
{
    enum { NAMED = 5 };
    if (n == 0)
        return;
    sb_warn(diag, SB_E_DATA, sb_node_span(layer->spec->node, "file"),
            sb_ngettext("%d place of layer '%s' has no coordinates and is left out",
                        "%d places of layer '%s' have no coordinates and are left out", n),
            n, layer->id);
    sb_hint(diag, _("there is: %s"), sb_listed(names, (size_t)n, NAMED, arena));
}

static void keep_places(sb_context_layer *layer, const sb_records *records,
                        const place_columns *c, sb_arena *arena, sb_diag *diag)
{
    sb_place_point *places = sb_arena_array(arena, sb_place_point, records->n);
    const char **lost = sb_arena_array(arena, const char *, records->n);
    int n = 0, n_lost = 0;
    for (int i = 0; i < records->n; i++) {
        const char *name = text_of(c->name, i);
        const sb_shape *shape = records->shapes ? &records->shapes[i] : NULL;
        if (!shape || shape->n == 0 || shape->rings[0].n == 0) {
            lost[n_lost++] = name;
            continue;
        }
        places[n++] = (sb_place_point){.at = shape->rings[0].points[0],
                                       .name = name,
                                       .kind = text_of(c->kind, i),
                                       .address = text_of(c->address, i)};
    }
    layer->places = places;
    layer->n_places = n;
    tell_lost(layer, lost, n_lost, arena, diag);
}

void sb_places_read(sb_context_layer *layer, const sb_spec *spec, sb_map_crs *map,
                    sb_arena *arena, sb_diag *diag)
{
    const sb_spec_layer *asked = layer->spec;
    const char *path = sb_spec_path(asked->node, spec->path, asked->file, arena);
    const sb_records *records = sb_records_read(&(sb_records_ask){.path = path,
                                                                  .layer = asked->layer,
                                                                  .encoding = asked->encoding,
                                                                  .wants_shapes = !asked->x,
                                                                  .takes_points = true,
                                                                  .node = asked->node},
                                                arena, diag);
    place_columns columns;
    if (!records || !find_columns(records, asked, arena, diag, &columns))
        return;
    sb_records placed = *records;
    if (columns.x)
        placed.shapes = points_of(records, &columns, arena);
    if (placed.shapes && !sb_map_crs_bring(map, &placed, asked->crs, asked->node, diag))
        return;
    keep_places(layer, &placed, &columns, arena, diag);
}
