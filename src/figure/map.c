#include "figure/map_base.h"

#include "figure/alt.h"
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
    for (int i = 0; i < count && page.level >= 0; i++) {
        is_this[i] = sb_map_is_of_place(areas, page, level, i);
        if (is_this[i])
            *area = n++ ? -1 : i;
    }
    return is_this;
}

static void draw_around(const sb_figure_env *env, const sb_arcs *arcs, const int *is_this,
                        sb_matrix matrix)
{
    sb_path path = sb_outline_borders(arcs, is_this, SB_BORDER_AROUND, matrix, env->arena);
    sb_map_stroke(env->page->list, env->style, "highlight halo", path);
    sb_map_stroke(env->page->list, env->style, "highlight", path);
}

/* On the map, and in its inset where the area is shown there. */
static void draw_highlight(const sb_figure_env *env, const sb_map_base *base,
                           const int *is_this, sb_matrix place)
{
    draw_around(env, base->arcs, is_this, sb_matrix_in(base->matrix, place));
    if (!base->inset_arcs)
        return;
    sb_path clip = sb_path_rect(env->arena, base->plan.inset);
    sb_list_push(env->page->list, place, &clip);
    draw_around(env, base->inset_arcs, is_this, base->inset_matrix);
    sb_list_pop(env->page->list);
}

/* A locator: the area above in the family's colour, this one in the accent. */
static void draw_place(const sb_figure_env *env, const sb_map_base *base, const int *is_this,
                       sb_matrix place)
{
    if (env->scope.place.level >= 0 && base->view.upper >= 0) {
        sb_place above =
            sb_areas_above(sb_facts_areas(env->facts), env->scope.place, base->view.upper);
        if (above.area >= 0)
            sb_list_form(env->page->list, base->holders[above.area], place);
    }
    sb_path path =
        sb_outline_areas(base->arcs, is_this, 1, sb_matrix_in(base->matrix, place), env->arena);
    sb_list_fill(env->page->list, path, true, sb_style_colour(env->style, "accent"));
}

static void draw_mark(const sb_figure_env *env, const sb_map_base *base, int area, sb_rect box)
{
    sb_rect bar = sb_legend_mark(env, &base->legend, base->classes->of[area],
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
    sb_matrix place = sb_matrix_move(box.x, box.y);
    sb_list_form(list, base->below, place);
    if (base->view.is_locator)
        draw_place(env, base, is_this, place);
    else if (base->view.map->has_highlight)
        draw_highlight(env, base, is_this, place);
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

/* ---- in the background ---- */

/* As large as the box allows, from its top left corner; pt_per_metre for its details. */
static sb_matrix ground_matrix(const sb_level *level, sb_rect box, double *pt_per_metre)
{
    sb_rect city = level->arcs->box;
    *pt_per_metre = fmin(box.width / city.width, box.height / city.height);
    return sb_outline_matrix(city, (sb_point){box.x, box.y}, *pt_per_metre);
}

static void draw_city(const sb_figure_env *env, sb_map_view view, sb_rect box,
                      const char *area_line, const char *upper_line)
{
    const sb_level *level = &sb_facts_areas(env->facts)->levels[view.level];
    const sb_classes *classes =
        sb_map_classes(env->maps, env->facts, view.map, view.level, view.period, env->diag);
    if (!classes)
        return;
    double scale;
    sb_matrix matrix = ground_matrix(level, box, &scale);
    const sb_arcs *arcs = sb_maps_arcs(env->maps, level, SB_MAP_DETAIL / scale);
    sb_map_fill(env, view, classes, arcs, matrix, env->page->list);
    const int *parents = sb_map_parents(env->facts, view.level, view.upper, env->arena);
    sb_map_stroke(env->page->list, env->style, area_line,
                  sb_outline_borders(arcs, parents, SB_BORDER_WITHIN, matrix, env->arena));
    sb_map_stroke(env->page->list, env->style, upper_line,
                  sb_outline_borders(arcs, parents, SB_BORDER_BETWEEN, matrix, env->arena));
}

void sb_ground_map_draw(const sb_figure_env *env, const sb_spec_map *map, sb_rect box,
                        const char *area_line, const char *upper_line)
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
    draw_city(env, view, box, area_line, upper_line);
    sb_list_pop(env->page->list);
    sb_page_end(env->page);
}

double sb_ground_map_left(const sb_figure_env *env, const sb_spec_map *map, sb_rect box,
                          double top, double bottom)
{
    sb_map_view view;
    if (!sb_map_view_of(env->facts, map, env->scope, &view) || view.indicator < 0)
        return INFINITY;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_level *level = &sb_facts_areas(env->facts)->levels[view.level];
    double scale, left = INFINITY;
    sb_matrix matrix = ground_matrix(level, box, &scale);
    const sb_arcs *arcs = sb_maps_arcs(env->maps, level, SB_MAP_DETAIL / scale);
    sb_edges edges =
        sb_edges_of(sb_outline_borders(arcs, NULL, SB_BORDER_OUTER, matrix, scratch), scratch);
    for (int i = 0; i < edges.n; i++) {
        sb_point a = edges.at[i][0], b = edges.at[i][1];
        if (fmax(a.y, b.y) >= top && fmin(a.y, b.y) <= bottom)
            left = fmin(left, fmin(a.x, b.x));
    }
    return left;
}
