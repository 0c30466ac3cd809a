#include "figure/map_base.h"

#include "figure/alt.h"
#include "figure/check.h"
#include "figure/draw.h"
#include "figure/parts.h"

/* A map is drawn down to this part of the column's width; below it says nothing. */
static const double least_part = 0.6;

sb_extent sb_map_measure(const sb_figure_env *env, const sb_spec_block *block, double width)
{
    sb_map_view view;
    if (!sb_map_view_of(env->facts, block->map, env->scope, &view))
        return (sb_extent){0};
    if (view.map->n_periods)
        return sb_multiples_measure(env, view, width);
    sb_map_plan plan = sb_map_plan_for(env, view, width, NAN);
    return (sb_extent){plan.height - (1 - least_part) * plan.map.height, plan.height, true};
}

const int *sb_map_areas_of_page(const sb_figure_env *env, sb_place page, int level, int *area)
{
    const sb_areas *areas = sb_facts_areas(env->facts);
    int count = areas->levels[level].n, n = 0;
    int *is_this = sb_arena_array(env->arena, int, count);
    *area = -1;
    if (page.level < 0)
        return is_this;
    int holder = sb_areas_above(areas, page, level).area;
    for (int i = 0; i < count; i++) {
        is_this[i] = i == holder ||
                     sb_areas_above(areas, (sb_place){level, i}, page.level).area == page.area;
        if (is_this[i])
            *area = n++ ? -1 : i;
    }
    return is_this;
}

static void draw_highlight(const sb_figure_env *env, const sb_map_base *base,
                           const int *is_this, sb_matrix matrix)
{
    sb_path path =
        sb_outline_borders(base->arcs, is_this, SB_BORDER_AROUND, matrix, env->arena);
    sb_map_stroke(env->page->list, env->style, "highlight halo", path);
    sb_map_stroke(env->page->list, env->style, "highlight", path);
}

static void fill_areas(const sb_figure_env *env, const sb_map_base *base, const int *is_in,
                       sb_matrix matrix, const char *colour)
{
    sb_path path = sb_outline_areas(base->arcs, is_in, 1, matrix, env->arena);
    if (path.n_points > 0)
        sb_list_fill(env->page->list, path, true, sb_style_colour(env->style, colour));
}

/* A locator: the area above in the family's colour, this one in the accent. */
static void draw_place(const sb_figure_env *env, const sb_map_base *base, const int *is_this,
                       sb_matrix matrix)
{
    int only;
    if (env->scope.place.level >= 0 && base->view.upper >= 0) {
        sb_place above =
            sb_areas_above(sb_facts_areas(env->facts), env->scope.place, base->view.upper);
        if (above.area >= 0)
            fill_areas(env, base, sb_map_areas_of_page(env, above, base->view.level, &only),
                       matrix, "medium");
    }
    fill_areas(env, base, is_this, matrix, "accent");
}

static void draw_mark(const sb_figure_env *env, const sb_map_base *base, int area, sb_rect box)
{
    sb_rect bar = sb_legend_mark(&base->legend, base->classes->of[area],
                                 box.x + base->plan.legend.x, box.y + base->plan.legend.y);
    sb_draw_rect(env, "accent", bar);
}

static const char *alt_of(const sb_figure_env *env, const sb_spec_block *block,
                          const sb_map_base *base, int area)
{
    if (block->alt)
        return sb_figure_text(env, block->alt);
    if (base->view.is_locator)
        return sb_alt_locator(env, env->arena);
    if (area < 0 || !base->classes)
        return base->alt;
    return sb_arena_printf(env->arena, "%s %s", base->alt,
                           sb_alt_map_area(env, base->view, base->classes, area, env->arena));
}

void sb_map_place(const sb_figure_env *env, const sb_map_base *base, const int *is_this,
                  int area, sb_rect box)
{
    sb_display_list *list = env->page->list;
    sb_matrix place = sb_matrix_move(box.x, box.y), matrix = sb_matrix_in(base->matrix, place);
    sb_list_form(list, base->below, place);
    if (base->view.is_locator)
        draw_place(env, base, is_this, matrix);
    else if (base->view.map->has_highlight)
        draw_highlight(env, base, is_this, matrix);
    sb_list_form(list, base->above, place);
    if (base->legend.classes && base->view.map->has_highlight && area >= 0)
        draw_mark(env, base, area, box);
}

static sb_element *begin_figure(const sb_figure_env *env, sb_rect box, sb_element *parent)
{
    sb_element *figure = sb_element_new(env->page, parent, SB_ROLE_FIGURE);
    figure->box = box;
    sb_page_begin(env->page, figure);
    return figure;
}

static void tell_no_classes(const sb_figure_env *env, const sb_spec_block *block,
                            sb_map_view view)
{
    sb_fail(env->diag, SB_E_DATA, sb_node_span(block->node, "map"),
            _("no area of the map has a value for '%s'"),
            sb_facts_period_label(env->facts, view.period));
}

static void draw_one(const sb_figure_env *env, const sb_spec_block *block, sb_map_view view,
                     sb_rect box, sb_element *parent)
{
    const sb_map_base *base = sb_map_base_for(env, view, box.width, box.height);
    if (!base) {
        tell_no_classes(env, block, view);
        return;
    }
    int area;
    const int *is_this = sb_map_areas_of_page(env, env->scope.place, view.level, &area);
    begin_figure(env, box, parent)->alt = alt_of(env, block, base, area);
    sb_map_place(env, base, is_this, area, box);
    sb_page_end(env->page);
}

static void draw_multiples(const sb_figure_env *env, const sb_spec_block *block,
                           sb_map_view view, sb_rect box, sb_element *parent)
{
    sb_element *figure = begin_figure(env, box, parent);
    figure->alt = sb_multiples_draw(env, view, box);
    if (!figure->alt)
        tell_no_classes(env, block, view);
    else if (block->alt)
        figure->alt = sb_figure_text(env, block->alt);
    sb_page_end(env->page);
}

void sb_map_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                 sb_element *parent)
{
    sb_map_view view;
    if (!sb_map_view_of(env->facts, block->map, env->scope, &view))
        return;
    sb_span at = sb_node_span(block->node, "map");
    double missing = sb_map_measure(env, block, box.width).least - box.height;
    if (missing > SB_FIT_SLACK) {
        sb_figure_misfit(env, at, _("map"), missing, true);
        return;
    }
    if (view.map->n_periods)
        draw_multiples(env, block, view, box, parent);
    else
        draw_one(env, block, view, box, parent);
}

/* ---- cover ---- */

static void draw_city(const sb_figure_env *env, sb_map_view view, sb_rect box)
{
    const sb_level *level = &sb_facts_areas(env->facts)->levels[view.level];
    const sb_classes *classes =
        sb_map_classes(env->maps, env->facts, view.map, view.level, view.period, env->diag);
    if (!classes)
        return;
    double scale =
        fmin(box.width / level->arcs->box.width, box.height / level->arcs->box.height);
    sb_matrix matrix = sb_outline_matrix(level->arcs, (sb_point){box.x, box.y}, scale);
    const sb_arcs *arcs = sb_maps_arcs(env->maps, level, SB_MAP_DETAIL / scale);
    sb_map_fill(env, view, classes, arcs, matrix, env->page->list);
    const int *parents = sb_map_parents(env->facts, view.level, view.upper, env->arena);
    sb_map_stroke(env->page->list, env->style, "cover area",
                  sb_outline_borders(arcs, parents, SB_BORDER_WITHIN, matrix, env->arena));
    sb_map_stroke(env->page->list, env->style, "cover upper",
                  sb_outline_borders(arcs, parents, SB_BORDER_BETWEEN, matrix, env->arena));
}

void sb_cover_map_draw(const sb_figure_env *env, const sb_spec_map *map, sb_rect box)
{
    sb_map_view view;
    if (!sb_map_view_of(env->facts, map, env->scope, &view) || view.indicator < 0)
        return;
    const sb_sheet sheet = env->page->sheet;
    sb_path clip = sb_path_rect(env->arena, (sb_rect){-sheet.bleed, -sheet.bleed,
                                                      sheet.width + 2 * sheet.bleed,
                                                      sheet.height + 2 * sheet.bleed});
    sb_page_begin_artifact(env->page, SB_ARTIFACT_BACKGROUND);
    sb_list_push(env->page->list, SB_IDENTITY, &clip);
    draw_city(env, view, box);
    sb_list_pop(env->page->list);
    sb_page_end(env->page);
}

/* ---- check ---- */

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

/* A reader must be told what a map shows and where it is from. */
static void check_furniture(const sb_spec_block *block, sb_diag *diag)
{
    bool is_on_cover = block->node == block->map->node;
    if (is_on_cover || (!block->map->indicator && !block->map->symbols))
        return;
    sb_span at = sb_node_span(block->node, "map");
    if (!block->title && !block->note) {
        sb_diag_add(diag, SB_NOTE, SB_E_SCHEMA, at, _("the map has no title"));
        sb_hint(diag, _("say with 'title:' what it shows"));
    }
    if (!block->source) {
        sb_warn(diag, SB_E_SCHEMA, at, _("the map has no source"));
        sb_hint(diag, _("say with 'source:' where its numbers are from, of what day, and under "
                        "which licence"));
    }
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
    if (!kinds || map->n_types || kinds->n <= SB_CLASS_MAX)
        return true;
    sb_fail(diag, SB_E_LIMIT, sb_node_span(map->node, "indicator"),
            _("%d kinds are more than the %d that can be told apart"), kinds->n, SB_CLASS_MAX);
    return false;
}

static void check_map(const sb_facts *facts, const sb_style *style, const sb_spec_map *map,
                      sb_diag *diag)
{
    bool is_known =
        sb_check_indicator(facts, map->indicator, sb_node_span(map->node, "indicator"), diag);
    is_known &=
        sb_check_indicator(facts, map->symbols, sb_node_span(map->node, "symbols"), diag);
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
    check_borders(facts, map, view.level, diag);
    if (!map->indicator || !check_types(map, diag) || !check_kinds(facts, map, diag) ||
        !check_classes(facts, &map->classes, view.level, diag))
        return;
    sb_maps *maps = sb_maps_new();
    const sb_classes *classes = sb_map_classes(maps, facts, map, view.level, view.period, diag);
    if (classes)
        check_palette(style, map, classes, diag);
    sb_maps_free(maps);
}

void sb_map_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                  sb_diag *diag)
{
    check_map(facts, style, block->map, diag);
    check_furniture(block, diag);
}
