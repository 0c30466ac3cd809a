/* A map of the layout is checked once, before any page. */
#include "figure/check.h"
#include "figure/map_base.h"
#include "figure/map_credit.h"
#include "figure/map_matrix.h"
#include "figure/map_places.h"
#include "figure/parts.h"

#include <string.h>

static void check_palette(const sb_style *style, const sb_spec_map *map,
                          const sb_classes *classes, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    if (sb_map_colours(style, map->palette, classes, scratch))
        return;
    int first, k = sb_classes_steps(classes, &first);
    if (map->palette)
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(map->node, "palette"),
                _("the style has no palette '%s' of %d colours"), map->palette, k);
    else
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(map->node, "classes"),
                _("the first palette has no %d colours"), k);
    sb_hint(diag, _("palettes and their colours are listed under 'style: palettes:'"));
}

/* What `classes:` names: a level or a number to part at, and periods. */
static bool check_classes(const sb_facts *facts, const sb_spec_classes *classes, int level,
                          sb_diag *diag)
{
    const sb_areas *areas = sb_facts_areas(facts);
    double number;
    bool is_known = true;
    for (int i = 0; i < classes->n_over; i++)
        is_known &=
            sb_check_period(facts, classes->over[i], sb_node_span(classes->node, "over"), diag);
    if (!classes->around || sb_map_number(classes->around, &number))
        return is_known;
    sb_span at = sb_node_span(classes->node, "around");
    if (!sb_check_level(facts, classes->around, at, diag))
        return false;
    int above = sb_areas_level(areas, classes->around);
    if (sb_areas_above(areas, (sb_place){level, 0}, above).area >= 0)
        return is_known;
    sb_fail(diag, SB_E_SCHEMA, at, _("level '%s' is not above '%s'"), classes->around,
            areas->levels[level].id);
    return false;
}

/* Borders can only be of a level that the map's areas lie in. */
static void check_borders(const sb_facts *facts, const sb_spec_map *map, int level,
                          sb_diag *diag)
{
    const sb_areas *areas = sb_facts_areas(facts);
    int upper = map->borders ? sb_areas_level(areas, map->borders) : -1;
    if (upper < 0 || sb_areas_above(areas, (sb_place){level, 0}, upper).area >= 0)
        return;
    sb_fail(diag, SB_E_SCHEMA, sb_node_span(map->node, "borders"),
            _("level '%s' is not above '%s'"), map->borders, areas->levels[level].id);
}

/* Two indicators have few classes each, cut in the same way. */
static bool check_pairs(const sb_spec_map *map, sb_diag *diag)
{
    if (!map->against)
        return true;
    if (map->n_types) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(map->node, "against"),
                _("'types:' and 'against:' exclude each other"));
        return false;
    }
    if (!map->indicator) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(map->node, "against"),
                _("'against:' needs 'indicator:' beside it"));
        return false;
    }
    bool is_given = sb_node_at(map->classes.node, "count") || map->classes.method == SB_FIXED;
    if (!is_given || (map->classes.count <= SB_MATRIX_SIDE && map->classes.method != SB_FIXED))
        return true;
    sb_fail(diag, SB_E_SCHEMA, sb_node_span(map->node, "classes"),
            _("two indicators are cut into 2 or %d classes each"), SB_MATRIX_SIDE);
    sb_hint(diag, _("write 'classes: {method: quantile, count: %d}'"), SB_MATRIX_SIDE);
    return false;
}

/* Values of other indicators are only cut together with those of the same unit. */
static bool check_with(const sb_facts *facts, const sb_spec_map *map, sb_diag *diag)
{
    bool is_known = true;
    sb_span at = sb_node_span(map->classes.node, "with");
    const char *unit = sb_facts_indicator(facts, sb_facts_find(facts, map->indicator))->unit;
    for (int i = 0; i < map->classes.n_with; i++) {
        const char *name = map->classes.with[i];
        if (!sb_check_indicator(facts, name, at, diag)) {
            is_known = false;
            continue;
        }
        const char *other = sb_facts_indicator(facts, sb_facts_find(facts, name))->unit;
        if (strcmp(unit ? unit : "", other ? other : "") == 0)
            continue;
        sb_fail(diag, SB_E_SCHEMA, at,
                _("'%s' and '%s' have different units and no classes in "
                  "common"),
                map->indicator, name);
        is_known = false;
    }
    return is_known;
}

/* Areas far off make all others small: that is told, with what can be done. */
static void check_far(const sb_areas *areas, sb_map_view view, sb_diag *diag)
{
    enum { NAMED = 3 };
    if (view.is_part_of_map || view.is_without_inset)
        return;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_level *level = &areas->levels[view.level];
    int *is_far = sb_arena_array(scratch, int, level->n), named = 0, one = -1;
    int n = sb_map_far_areas(areas, view.level, is_far);
    if (n == 0)
        return;
    SB_AUTO(sb_buf_free) sb_buf names = {0};
    for (int i = 0; i < level->n; i++)
        if (is_far[i] && named++ < NAMED) {
            sb_buf_printf(&names, "%s'%s'", names.n ? ", " : "", level->areas[i].name);
            one = i;
        }
    sb_warn(diag, SB_E_DATA, view.map->node->at,
            sb_ngettext("%d area lies so far from the others that they shrink to less than "
                        "half: %s%s",
                        "%d areas lie so far from the others that they shrink to less than "
                        "half: %s%s",
                        n),
            n, names.at, n > NAMED ? " …" : "");
    sb_hint(diag,
            _("'inset: \"%s\"' shows it beside the others, which are then as large as they "
              "can be"),
            level->areas[one].key);
}

/* `zoom:` and `inset:` name an area that there is. */
static void check_part(const sb_areas *areas, const sb_spec_map *map, int level,
                       const char *key, const char *wanted, sb_diag *diag)
{
    const sb_place nowhere = {-1, -1};
    if (!wanted || (wanted == map->zoom && strcmp(wanted, "this") == 0) ||
        sb_map_zoomed(areas, wanted, level, nowhere).level >= 0)
        return;
    sb_fail(diag, SB_E_SCHEMA, sb_node_span(map->node, key), _("no area has the key '%s'"),
            wanted);
    sb_hint(diag, _("keys look like '%s'"), areas->levels[level].areas[0].key);
}

/* Values of kinds are no values to print. */
static void check_labels(const sb_facts *facts, const sb_spec_map *map, sb_diag *diag)
{
    bool has_value = map->labels == SB_LABELS_VALUE || map->labels == SB_LABELS_BOTH;
    int indicator = map->indicator ? sb_facts_find(facts, map->indicator) : -1;
    bool has_kinds =
        map->n_types || (indicator >= 0 && sb_facts_indicator(facts, indicator)->kinds);
    if (!has_value || !has_kinds)
        return;
    sb_fail(diag, SB_E_SCHEMA, sb_node_span(map->node, "labels"),
            _("the numbers of kinds tell a reader nothing"));
    sb_hint(diag, _("write 'labels: name' or 'labels: key'"));
}

/* A layer that is nowhere on the map is mostly in another coordinate system. */
static void check_layers(const sb_areas *areas, sb_map_view view, sb_diag *diag)
{
    sb_rect map = areas->levels[view.level].arcs->box;
    for (int i = 0; i < view.map->n_layers; i++) {
        const sb_context_layer *layer = sb_areas_context(areas, view.map->layers[i]);
        bool is_there = !layer || layer->n == 0; /* told where it was read */
        for (int k = 0; layer && k < layer->n && !is_there; k++)
            is_there = sb_map_layer_touches(&layer->lines[k], map);
        if (is_there)
            continue;
        sb_warn(diag, SB_E_DATA, sb_node_span(view.map->node, "layers"),
                _("nothing of layer '%s' lies on the map"), view.map->layers[i]);
        sb_hint(diag, _("is the layer's 'crs:' right, and are x and y not swapped?"));
    }
}

static void check_inhabited(const sb_areas *areas, const sb_spec_map *map, sb_diag *diag)
{
    const sb_context_layer *layer =
        map->inhabited ? sb_areas_context(areas, map->inhabited) : NULL;
    bool has_polygon = false;
    for (int i = 0; layer && i < layer->n; i++)
        has_polygon |= layer->lines[i].is_closed;
    if (!layer || has_polygon)
        return;
    sb_fail(diag, SB_E_DATA, sb_node_span(map->node, "inhabited"),
            _("layer '%s' has no polygons to colour"), map->inhabited);
}

/* Kinds are numbers, no more than there are colours for. */
static bool check_types(const sb_spec_map *map, sb_diag *diag)
{
    double number;
    for (int i = 0; i < map->n_types; i++)
        if (!sb_map_number(map->types[i].key, &number)) {
            sb_fail(diag, SB_E_SCHEMA, map->types[i].node->at,
                    _("'%s' is no value that the indicator can have"), map->types[i].key);
            sb_hint(diag, _("write the number of the kind: {1: …, 2: …}"));
            return false;
        }
    if (map->n_types <= SB_CLASS_MAX)
        return true;
    sb_fail(diag, SB_E_LIMIT, sb_node_span(map->node, "types"),
            _("%d kinds are more than the %d that can be told apart"), map->n_types,
            SB_CLASS_MAX);
    return false;
}

static bool check_kinds(const sb_facts *facts, const sb_spec_map *map, sb_diag *diag)
{
    const sb_kinds *kinds =
        sb_facts_indicator(facts, sb_facts_find(facts, map->indicator))->kinds;
    if (!kinds || map->n_types)
        return true;
    sb_span at = sb_node_span(map->node, "indicator");
    for (int i = 0; i < 2 && kinds->rows.n; i++) {
        const struct sb_side *side = i ? &kinds->columns : &kinds->rows;
        if (side->n <= SB_MATRIX_MOST)
            continue;
        sb_fail(diag, SB_E_LIMIT, at,
                _("'%s' has %d names; on a map a matrix has up to %d rows and columns"),
                side->label, side->n, SB_MATRIX_MOST);
        return false;
    }
    if (kinds->rows.n || kinds->n <= SB_CLASS_MAX)
        return true;
    sb_fail(diag, SB_E_LIMIT, at, _("%d kinds are more than the %d that can be told apart"),
            kinds->n, SB_CLASS_MAX);
    return false;
}

void sb_map_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                  sb_diag *diag)
{
    const sb_spec_map *map = block->map;
    bool is_known =
        sb_check_indicator(facts, map->indicator, sb_node_span(map->node, "indicator"), diag);
    is_known &=
        sb_check_indicator(facts, map->symbols, sb_node_span(map->node, "symbols"), diag);
    is_known &=
        sb_check_indicator(facts, map->against, sb_node_span(map->node, "against"), diag);
    for (int i = 0; i < map->n_periods; i++)
        is_known &=
            sb_check_period(facts, map->periods[i], sb_node_span(map->node, "periods"), diag);
    is_known &= sb_check_level(facts, map->level, sb_node_span(map->node, "level"), diag);
    is_known &= sb_check_level(facts, map->borders, sb_node_span(map->node, "borders"), diag);
    is_known &= sb_check_period(facts, map->period, sb_node_span(map->node, "period"), diag);
    if (!is_known)
        return;
    const sb_areas *areas = sb_facts_areas(facts);
    const char *label = sb_facts_spec(facts)->report.period;
    int period = label ? sb_facts_period(facts, label) : -1;
    if (period < 0 && !map->period) /* a fault of the report, not of this map */
        return;
    sb_map_view view;
    if (!sb_map_view_of(facts, map, (sb_scope){{-1, -1}, period}, &view)) {
        sb_fail(diag, SB_E_DATA, map->node->at, _("level '%s' has no shapes to draw"),
                areas->levels[view.level].id);
        return;
    }
    sb_map_check_credit(facts, map, view.level, block->source, diag);
    check_borders(facts, map, view.level, diag);
    check_part(areas, map, view.level, "zoom", map->zoom, diag);
    check_part(areas, map, view.level, "inset", map->inset, diag);
    check_far(areas, view, diag);
    check_layers(areas, view, diag);
    check_labels(facts, map, diag);
    check_inhabited(areas, map, diag);
    sb_places_check(facts, view, diag);
    if (!check_pairs(map, diag) || !map->indicator || !check_types(map, diag) ||
        !check_kinds(facts, map, diag) || !check_with(facts, map, diag) ||
        !check_classes(facts, &map->classes, view.level, diag))
        return;
    sb_maps *maps = sb_maps_new();
    const sb_classes *classes = sb_map_classes(maps, facts, map, view.level, view.period, diag);
    if (classes)
        check_palette(style, map, classes, diag);
    sb_maps_free(maps);
}
