/* Context of a map: rivers, roads, green, as far as they lie on it. */
#include "figure/map_base.h"

/* Each point that is further than a detail from the last; polygons closed. */
static void walk(sb_pencil *pencil, const sb_context_line *line, sb_matrix matrix)
{
    sb_point last = {0};
    for (int i = 0; i < line->n; i++) {
        sb_point p = sb_matrix_apply(matrix, line->points[i]);
        bool is_end = !line->is_closed && i == line->n - 1;
        if (i > 0 && !is_end && hypot(p.x - last.x, p.y - last.y) < SB_MAP_DETAIL)
            continue;
        if (i == 0)
            sb_pencil_move(pencil, p.x, p.y);
        else
            sb_pencil_line(pencil, p.x, p.y);
        last = p;
    }
    if (line->is_closed)
        sb_pencil_close(pencil);
}

bool sb_map_layer_touches(const sb_context_line *line, sb_rect box)
{
    double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
    for (int i = 0; i < line->n; i++) {
        left = fmin(left, line->points[i].x);
        right = fmax(right, line->points[i].x);
        low = fmin(low, line->points[i].y);
        high = fmax(high, line->points[i].y);
    }
    return line->n > 1 && left <= sb_rect_right(box) && right >= box.x &&
           low <= sb_rect_bottom(box) && high >= box.y;
}

static sb_path path_of(const sb_context_layer *layer, bool is_closed, sb_rect box,
                       sb_matrix matrix, sb_arena *arena)
{
    sb_pencil pencil = sb_pencil_new(arena);
    for (int i = 0; i < layer->n; i++)
        if (layer->lines[i].is_closed == is_closed &&
            sb_map_layer_touches(&layer->lines[i], box))
            walk(&pencil, &layer->lines[i], matrix);
    return sb_pencil_path(&pencil);
}

static void draw_layer(const sb_figure_env *env, const sb_context_layer *layer, sb_rect box,
                       sb_matrix matrix, sb_display_list *list)
{
    sb_path closed = path_of(layer, true, box, matrix, env->arena),
            open = path_of(layer, false, box, matrix, env->arena);
    if (layer->spec->fill && closed.n_points > 0 && sb_path_is_sane(closed))
        sb_list_fill(list, closed, true, sb_style_colour(env->style, layer->spec->fill));
    if (layer->spec->line && sb_path_is_sane(open))
        sb_map_stroke(list, env->style, layer->spec->line, open);
    if (layer->spec->line && sb_path_is_sane(closed))
        sb_map_stroke(list, env->style, layer->spec->line, closed);
}

void sb_map_draw_context(const sb_figure_env *env, sb_map_view view, const sb_arcs *arcs,
                         sb_matrix matrix, sb_display_list *list)
{
    const sb_areas *areas = sb_facts_areas(env->facts);
    const int *all = sb_arena_array(env->arena, int, arcs->n_outlines);
    if (view.map->n_layers == 0)
        return;
    sb_path clip = sb_outline_areas(arcs, all, 0, matrix, env->arena);
    sb_list_push(list, SB_IDENTITY, &clip);
    for (int i = 0; i < view.map->n_layers; i++) {
        const sb_context_layer *layer = sb_areas_context(areas, view.map->layers[i]);
        if (layer)
            draw_layer(env, layer, arcs->box, matrix, list);
    }
    sb_list_pop(list);
}

sb_path sb_map_context_lines(const sb_figure_env *env, sb_map_view view, const sb_arcs *arcs,
                             sb_matrix matrix, sb_arena *arena)
{
    sb_pencil pencil = sb_pencil_new(arena);
    for (int i = 0; i < view.map->n_layers; i++) {
        const sb_context_layer *layer =
            sb_areas_context(sb_facts_areas(env->facts), view.map->layers[i]);
        for (int k = 0; layer && k < layer->n; k++)
            if (sb_map_layer_touches(&layer->lines[k], arcs->box))
                walk(&pencil, &layer->lines[k], matrix);
    }
    sb_path path = sb_pencil_path(&pencil);
    return sb_path_is_sane(path) ? path : (sb_path){0};
}

sb_path sb_map_inhabited(const sb_figure_env *env, sb_map_view view, sb_matrix matrix)
{
    const sb_context_layer *layer =
        view.map->inhabited ? sb_areas_context(sb_facts_areas(env->facts), view.map->inhabited)
                            : NULL;
    if (!layer)
        return (sb_path){0};
    sb_path path = path_of(layer, true, view.frame, matrix, env->arena);
    return sb_path_is_sane(path) ? path : (sb_path){0};
}
