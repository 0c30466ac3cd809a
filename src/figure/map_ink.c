/* The ink of a map: fills, borders, labels, places, an inset, and what stands beside it. */
#include "figure/alt.h"
#include "figure/draw.h"
#include "figure/map_base.h"
#include "figure/map_places.h"
#include "figure/map_symbols.h"

/* What is left of the colour of areas round the one that is zoomed in on. */
static const double paler = 0.5;

static const sb_level *level_of(const sb_figure_env *env, int level)
{
    return &sb_facts_areas(env->facts)->levels[level];
}

void sb_map_stroke(sb_display_list *list, const sb_style *style, const char *line, sb_path path)
{
    sb_rule rule = sb_style_line(style, line);
    rule.pen.cap = SB_CAP_ROUND;
    if (path.n_points > 0)
        sb_list_stroke(list, path, rule.pen, rule.colour);
}

static sb_colour pale(sb_colour c)
{
    for (int i = 0; i < 4; i++)
        c.cmyk[i] *= (float)paler;
    for (int i = 0; i < 3; i++)
        c.rgb[i] = 1 - (1 - c.rgb[i]) * (float)paler;
    return c;
}

/* What an area is filled with. */
static sb_colour ground_of(const sb_figure_env *env, const sb_map_base *base,
                           const sb_colour *colours, int area)
{
    int class_of = base->classes ? base->classes->of[area] : SB_CLASS_NOT_MEANINGFUL;
    bool is_far =
        base->view.is_paler && !sb_map_is_of_place(sb_facts_areas(env->facts), base->view.place,
                                                   base->view.level, area);
    sb_colour colour =
        class_of >= 0 ? colours[class_of]
        : !base->classes
            ? sb_style_colour(env->style, "ground")
            : sb_style_colour(env->style,
                              class_of == SB_CLASS_NOT_MEANINGFUL ? "paper" : "missing");
    return is_far ? pale(colour) : colour;
}

/* The areas of one row of the legend. */
static void fill_row(const sb_figure_env *env, const sb_arcs *arcs, const int *groups,
                     int group, bool is_hatched, sb_colour colour, sb_matrix matrix,
                     sb_display_list *list)
{
    sb_path path = sb_outline_areas(arcs, groups, group, matrix, env->arena);
    if (path.n_points == 0)
        return;
    if (is_hatched)
        sb_hatch(list, env->style, path, env->arena);
    else
        sb_list_fill(list, path, true, colour);
}

void sb_map_fill(const sb_figure_env *env, sb_map_view view, const sb_classes *classes,
                 const sb_arcs *arcs, sb_matrix matrix, sb_display_list *list)
{
    enum { FAR = SB_LEGEND_ROWS + 10 };
    const sb_colour *colours =
        sb_map_colours(env->style, view.map->palette, classes, env->arena);
    int rows[SB_LEGEND_ROWS];
    int n = sb_legend_rows(classes, rows);
    int *row_of = sb_arena_array(env->arena, int, arcs->n_outlines);
    for (int i = 0; i < arcs->n_outlines; i++) {
        row_of[i] = sb_legend_row(classes->of[i]);
        if (view.is_paler &&
            !sb_map_is_of_place(sb_facts_areas(env->facts), view.place, view.level, i))
            row_of[i] += FAR;
    }
    /* Hatches first: a clip has no holes, and what lies in one is painted over. */
    for (int i = n; i-- > 0;) {
        bool is_hatched = rows[i] == SB_CLASS_NOT_MEANINGFUL;
        sb_colour colour =
            rows[i] < 0 ? sb_style_colour(env->style, "missing") : colours[rows[i]];
        fill_row(env, arcs, row_of, rows[i], is_hatched, colour, matrix, list);
        if (view.is_paler)
            fill_row(env, arcs, row_of, rows[i] + FAR, is_hatched, pale(colour), matrix, list);
    }
}

static void draw_borders(const sb_figure_env *env, const sb_map_base *base,
                         sb_display_list *list)
{
    const int *parents =
        sb_map_parents(env->facts, base->view.level, base->view.upper, env->arena);
    sb_path within = sb_outline_borders(base->arcs, parents, SB_BORDER_WITHIN, base->matrix,
                                        env->arena),
            between = sb_outline_borders(base->arcs, parents, SB_BORDER_BETWEEN, base->matrix,
                                         env->arena);
    if (base->view.is_locator) {
        sb_map_stroke(list, env->style, "locator upper", between);
        return;
    }
    sb_map_stroke(list, env->style, base->plan.is_large ? "large area" : "area", within);
    if (!base->plan.is_large) {
        sb_map_stroke(list, env->style, "upper", between);
        return;
    }
    sb_map_stroke(list, env->style, "large upper halo", between);
    sb_map_stroke(list, env->style, "large upper", between);
    sb_map_stroke(
        list, env->style, "large upper",
        sb_outline_borders(base->arcs, parents, SB_BORDER_OUTER, base->matrix, env->arena));
}

static void draw_labels(const sb_figure_env *env, sb_map_base *base, sb_display_list *list,
                        sb_arena *keep)
{
    const sb_colour *colours =
        sb_map_colours(env->style, base->view.map->palette, base->classes, env->arena);
    sb_point map = {base->plan.map.x, base->plan.map.y};
    for (int i = 0; i < level_of(env, base->view.level)->n; i++) {
        const sb_map_label *label = &base->plan.labels[i];
        sb_map_label_draw(env, label, map, ground_of(env, base, colours, i), list, keep);
        base->n_labels[label->kind] +=
            base->arcs->outlines[i].n > 0 && !base->view.is_part_of_map;
    }
}

static void draw_place_list(const sb_figure_env *env, const sb_map_base *base,
                            sb_display_list *list)
{
    sb_shown_places shown = sb_places_of(env->facts, base->view, env->arena);
    double missing = sb_places_list_draw(env, base->view, &shown, list, base->plan.numbers);
    if (missing > SB_FIT_SLACK)
        sb_figure_misfit(env, sb_node_span(base->view.map->node, "places"), _("list of places"),
                         missing, false);
}

/* Side by side under the map, or in its corners: what there is no room for is told. */
static void check_room(const sb_figure_env *env, const sb_map_base *base)
{
    const sb_map_plan *plan = &base->plan;
    sb_rect legend = plan->legend;
    if (base->legend.classes)
        legend.width = fmax(legend.width, sb_legend_width(env, &base->legend));
    const sb_rect all[] = {legend, plan->key, plan->inset, plan->extremes};
    double missing = 0;
    for (size_t i = 0; i < SB_COUNT(all); i++) {
        if (sb_rect_is_empty(all[i]))
            continue;
        missing = fmax(missing, fmax(sb_rect_right(all[i]) - base->width, -all[i].x));
        for (size_t k = i + 1; k < SB_COUNT(all); k++)
            if (sb_rect_overlaps(all[i], all[k]))
                missing = fmax(missing, sb_rect_right(all[i]) - all[k].x);
    }
    if (missing > SB_FIT_SLACK)
        sb_figure_misfit(env, base->view.map->node->at, _("legend"), missing, false);
    if (plan->numbers.height <= 0 || base->view.map->places)
        return;
    missing = sb_numbers_list_lacks(env, level_of(env, base->view.level), plan->labels,
                                    plan->numbers.width);
    if (missing > SB_FIT_SLACK)
        sb_figure_misfit(env, sb_node_span(base->view.map->node, "labels"),
                         _("list of numbers and names"), missing, false);
}

/* What stands beside and under the map. */
static void draw_furniture(const sb_figure_env *env, const sb_map_base *base,
                           sb_display_list *list)
{
    const sb_map_plan *plan = &base->plan;
    check_room(env, base);
    if (base->legend.classes)
        sb_legend_draw(env, &base->legend, list, plan->legend.x, plan->legend.y,
                       plan->legend.width);
    if (plan->extreme_values.n)
        sb_extremes_draw(env, &plan->extreme_values, list, plan->extremes.x, plan->extremes.y);
    if (plan->key.height > 0)
        sb_symbols_key_draw(env, base->view, plan->symbols, list, plan->key);
    if (plan->numbers.height > 0 && base->view.map->places)
        draw_place_list(env, base, list);
    else if (plan->numbers.height > 0)
        sb_numbers_list_draw(env, level_of(env, base->view.level), plan->labels, list,
                             plan->numbers);
    if (base->view.has_scale)
        sb_scale_bar_draw(env, sb_scale_bar_for(env, plan->pt_per_metre, plan->map.width), list,
                          plan->bar_end.x, plan->bar_end.y);
    if (base->view.map->has_north)
        sb_north_draw(env, list, plan->bar_end.x,
                      plan->bar_end.y - (base->view.has_scale ? SB_SCALE_BAR_HEIGHT : 0));
}

/* The ground of a map without classes; the place that is zoomed in on stands out. */
static void draw_ground(const sb_figure_env *env, const sb_map_base *base,
                        sb_display_list *list)
{
    int n = base->arcs->n_outlines, *is_far = sb_arena_array(env->arena, int, n);
    for (int i = 0; i < n && base->view.is_paler; i++)
        is_far[i] = !sb_map_is_of_place(sb_facts_areas(env->facts), base->view.place,
                                        base->view.level, i);
    sb_colour ground = sb_style_colour(env->style, "ground");
    fill_row(env, base->arcs, is_far, 0, false, ground, base->matrix, list);
    if (base->view.is_paler)
        fill_row(env, base->arcs, is_far, 1, false, pale(ground), base->matrix, list);
}

/* The ground of each upper area, for the pages of those that lie in it. */
static const sb_display_list **make_holders(const sb_figure_env *env, const sb_map_base *base,
                                            sb_arena *keep)
{
    int upper = base->view.upper, only;
    int n = upper >= 0 ? level_of(env, upper)->n : 0;
    const sb_display_list **holders = sb_arena_array(keep, const sb_display_list *, n);
    for (int i = 0; i < n; i++) {
        const int *is_in =
            sb_map_areas_of_page(env, (sb_place){upper, i}, base->view.level, &only);
        sb_display_list *list = sb_list_new(keep);
        fill_row(env, base->arcs, is_in, 1, false, sb_style_colour(env->style, "medium"),
                 base->matrix, list);
        holders[i] = list;
    }
    return holders;
}

static void draw_places(const sb_figure_env *env, sb_map_base *base, sb_display_list *list)
{
    sb_shown_places shown = sb_places_of(env->facts, base->view, env->arena);
    if (shown.n_kinds == 0)
        return;
    const sb_colour *colours =
        base->classes
            ? sb_map_colours(env->style, base->view.map->palette, base->classes, env->arena)
            : NULL;
    int n = level_of(env, base->view.level)->n;
    sb_colour *grounds = sb_arena_array(env->arena, sb_colour, n);
    for (int i = 0; i < n; i++)
        grounds[i] = ground_of(env, base, colours, i);
    SB_AUTO(sb_buf_free) sb_buf left = {0};
    sb_places_draw(env, base->view, &shown, base->matrix, base->plan.map, grounds, list, &left);
    if (left.n)
        sb_diag_add(env->diag, SB_NOTE, SB_E_LAYOUT,
                    sb_node_span(base->view.map->node, "places"),
                    _("no room for the numbers of: %s"), left.at);
}

/* Colours keep to where people live, where the map says so; the rest of each area is grey. */
static void draw_classes(const sb_figure_env *env, const sb_map_base *base,
                         sb_display_list *list)
{
    sb_path inhabited = sb_map_inhabited(env, base->view, base->matrix);
    if (inhabited.n_points > 0) {
        draw_ground(env, base, list);
        sb_list_push(list, SB_IDENTITY, &inhabited);
    }
    sb_map_fill(env, base->view, base->classes, base->arcs, base->matrix, list);
    if (inhabited.n_points > 0)
        sb_list_pop(list);
}

/* What is drawn of the areas: all but the furniture. */
static void draw_map(const sb_figure_env *env, sb_map_base *base, sb_display_list *below,
                     sb_display_list *above, sb_arena *keep)
{
    sb_map_view view = base->view;
    base->arcs = sb_map_arcs_of(env, view, base->plan.pt_per_metre, keep);
    base->matrix = sb_outline_matrix(view.frame, (sb_point){base->plan.map.x, base->plan.map.y},
                                     base->plan.pt_per_metre);
    sb_path clip = sb_path_rect(keep, base->plan.map);
    if (view.is_part_of_map)
        sb_list_push(below, SB_IDENTITY, &clip);
    if (!base->classes)
        draw_ground(env, base, below);
    else
        draw_classes(env, base, below);
    if (view.is_locator)
        base->holders = make_holders(env, base, keep);
    sb_map_draw_context(env, view, base->arcs, base->matrix, below);
    draw_borders(env, base, view.is_locator ? above : below);
    if (view.symbols >= 0)
        sb_symbols_draw(env, view, base->arcs, base->matrix, base->plan.symbols, below);
    if (view.is_part_of_map)
        sb_list_pop(below);
    if (base->classes && base->plan.labels)
        draw_labels(env, base, above, keep);
    draw_places(env, base, above);
}

/* Part of the map again, larger, and on the map the frame that says which part. */
static void draw_inset(const sb_figure_env *env, sb_map_base *base,
                       sb_display_list *below, sb_display_list *above, sb_arena *keep)
{
    sb_map_view view;
    if (sb_rect_is_empty(base->plan.inset) ||
        !sb_map_inset_of(sb_facts_areas(env->facts), base->view, &view))
        return;
    sb_map_base inset = {.view = view, .classes = base->classes};
    inset.plan = (sb_map_plan){.map = base->plan.inset,
                               .symbols = base->plan.symbols,
                               .pt_per_metre = base->plan.inset.width / view.frame.width};
    if (base->plan.labels)
        inset.plan.labels = sb_map_labels_place(
            env, view, sb_map_arcs_of(env, view, inset.plan.pt_per_metre, keep),
            sb_map_parents(env->facts, view.level, view.upper, keep), inset.plan.pt_per_metre,
            &(sb_map_obstacles){0}, keep);
    draw_map(env, &inset, below, above, keep);
    base->inset_arcs = inset.arcs;
    base->inset_matrix = inset.matrix;
    sb_map_stroke(above, env->style, "index", sb_path_rect(env->arena, inset.plan.map));
    if (base->view.is_without_inset)
        return;
    sb_point corner =
        sb_matrix_apply(base->matrix, (sb_point){view.frame.x, sb_rect_bottom(view.frame)});
    sb_rect there = {corner.x, corner.y, view.frame.width * base->plan.pt_per_metre,
                     view.frame.height * base->plan.pt_per_metre};
    sb_map_stroke(below, env->style, "large upper halo", sb_path_rect(env->arena, there));
    sb_map_stroke(below, env->style, "axis", sb_path_rect(env->arena, there));
}

sb_map_base *sb_map_base_make(const sb_figure_env *shared, sb_map_view view,
                              const sb_classes *classes, double width, double height,
                              sb_arena *keep)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_figure_env of_base = *shared, *env = &of_base;
    env->arena = scratch;
    sb_map_base *base = sb_arena_one(keep, sb_map_base);
    sb_display_list *below = sb_list_new(keep), *above = sb_list_new(keep);
    sb_legend legend = sb_map_legend_of(env, view, classes, width, keep);
    *base = (sb_map_base){.view = view,
                          .width = width,
                          .height = height,
                          .plan = sb_map_plan_for(env, view, width, height),
                          .classes = classes,
                          .legend = legend,
                          .below = below,
                          .above = above};
    draw_map(env, base, below, above, keep);
    draw_inset(env, base, below, above, keep);
    if (!view.is_locator)
        base->alt = sb_alt_map(env, view, classes, keep);
    draw_furniture(env, base, above);
    return base;
}
