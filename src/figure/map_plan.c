/* Where a map, its legend, its lists and its scale bar stand in their box. */
#include "figure/map_base.h"
#include "figure/map_places.h"
#include "figure/map_symbols.h"

/* pt: between a map and what stands under it; round what stands in its corners (PAGE.md 5);
 * over the list of numbers. */
enum { FOOT_GAP = 6, CORNER_GAP = 8, LIST_GAP = 12 };
/* Corners are looked for on a coarse outline: this part of the map's width. */
static const double coarse = 1.0 / 400;
/* The list of numbers grows as the map shrinks for it: so often that is tried. */
enum { PASSES = 6 };

typedef struct planner {
    const sb_figure_env *env;
    sb_map_view view;
    const sb_legend *legend;
    const sb_level *level;
    double width, height; /* of the map with its corners; height NAN: as the map needs */
    sb_size bar, extremes, key, inset;
    const sb_shown_places *places;
} planner;

/* The map as large as it can be over a foot of that height. */
static void fit(const planner *p, sb_map_plan *plan, double foot)
{
    sb_rect box = p->view.frame;
    double wide = p->width + 2 * p->view.map->overhang, natural = wide * box.height / box.width;
    double room = isnan(p->height) ? natural : p->height - foot;
    plan->pt_per_metre = fmax(fmin(wide / box.width, room / box.height), 0);
    plan->map.width = box.width * plan->pt_per_metre;
    plan->map.height = box.height * plan->pt_per_metre;
    plan->map.x = (p->width - plan->map.width) / 2;
    plan->map.y = (room - plan->map.height) / 2;
    plan->height = natural + foot;
}

/* ---- free corners ---- */

/* Every border with nothing behind it, in pt in the figure's box. */
static sb_edges rough_outline(const planner *p, const sb_map_plan *plan, sb_arena *arena)
{
    const sb_arcs *arcs = sb_maps_arcs(p->env->maps, p->level, p->view.frame.width * coarse);
    sb_matrix matrix = sb_outline_matrix(p->view.frame, (sb_point){plan->map.x, plan->map.y},
                                         plan->pt_per_metre);
    return sb_edges_of(sb_outline_borders(arcs, NULL, SB_BORDER_OUTER, matrix, arena), arena);
}

/* Is there nothing of the map in the box? */
static bool is_free(sb_edges outline, sb_rect box)
{
    sb_rect wide = {box.x - CORNER_GAP, box.y - CORNER_GAP, box.width + 2 * CORNER_GAP,
                    box.height + 2 * CORNER_GAP};
    sb_point middle = {box.x + box.width / 2, box.y + box.height / 2};
    return !sb_edges_hit(outline, wide) && !sb_edges_hold(outline, middle);
}

/* Corners of the frame: bottom left, bottom right, top left, top right. */
static sb_rect in_corner(sb_rect frame, int corner, sb_size size)
{
    return (sb_rect){corner % 2 ? sb_rect_right(frame) - size.width : frame.x,
                     corner < 2 ? sb_rect_bottom(frame) - size.height : frame.y, size.width,
                     size.height};
}

/* How much larger the box could be and still be free in that corner; 0: it is not. */
static double room_in(sb_edges outline, sb_rect frame, int corner, sb_size size)
{
    enum { STEPS = 12 };
    double room = 0;
    for (int i = 0; i < STEPS; i++) {
        double by = 1 + i / 4.0;
        sb_size larger = {size.width * by, size.height * by};
        if (!is_free(outline, in_corner(frame, corner, larger)))
            break;
        room = by;
    }
    return room;
}

/* The emptiest corner that does not touch `taken`; empty if there is none.  Of two alike the
 * first. */
static sb_rect emptiest(sb_edges outline, sb_rect frame, sb_size size, const sb_rect *taken,
                        int n_taken)
{
    sb_rect best = {0};
    double most = 0;
    for (int corner = 0; corner < 4; corner++) {
        sb_rect box = in_corner(frame, corner, size);
        bool is_taken = false;
        for (int i = 0; i < n_taken; i++)
            is_taken |= !sb_rect_is_empty(taken[i]) && sb_rect_overlaps(box, taken[i]);
        double room = is_taken ? 0 : room_in(outline, frame, corner, size);
        if (room > most) {
            most = room;
            best = box;
        }
    }
    return best;
}

/* ---- plans ---- */

/* The legend and the extremes in the two emptiest corners of a large map, the scale bar at its
 * lower right, in a foot of that height or, if it is 0, beside the map; false if there is no
 * room for them. */
static bool plan_corners(const planner *p, sb_map_plan *plan, double foot)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    fit(p, plan, foot);
    sb_edges outline = rough_outline(p, plan, scratch);
    sb_rect frame = {0, 0, p->width, isnan(p->height) ? plan->height : p->height};
    plan->bar_end = (sb_point){sb_rect_right(frame), sb_rect_bottom(frame)};
    sb_rect taken[4] = {0};
    if (p->bar.height > 0) {
        taken[0] = in_corner(frame, 1, p->bar);
        if (foot == 0 && !is_free(outline, taken[0]))
            return false;
    }
    if (p->legend->classes) {
        sb_size size = {sb_legend_width(p->env, p->legend),
                        sb_legend_height(p->env, p->legend)};
        plan->legend = taken[1] = emptiest(outline, frame, size, taken, 1);
        if (sb_rect_is_empty(plan->legend))
            return false;
    }
    if (p->extremes.height > 0) {
        plan->extremes = taken[2] = emptiest(outline, frame, p->extremes, taken, 2);
        if (sb_rect_is_empty(plan->extremes))
            return false;
    }
    if (p->key.height > 0) {
        plan->key = taken[3] = emptiest(outline, frame, p->key, taken, 3);
        if (sb_rect_is_empty(plan->key))
            return false;
    }
    if (p->inset.height > 0) {
        plan->inset = emptiest(outline, frame, p->inset, taken, 4);
        return !sb_rect_is_empty(plan->inset);
    }
    return true;
}

static const double beside = 12; /* from the legend to the key of the symbols */

/* As wide as the column, but no wider than the eye follows a row to its count. */
static double legend_width(const planner *p, bool is_narrow)
{
    static const double widest = 160;
    if (!p->legend->classes)
        return p->width;
    double least = sb_legend_width(p->env, p->legend);
    return is_narrow ? least : fmin(p->width, fmax(least, widest));
}

/* What stands under the map: side by side while there is room, else below each other. */
typedef struct foot_row {
    sb_rect legend, key, inset, extremes; /* from the row's top left corner */
    double height;
} foot_row;

static foot_row side_by_side(const planner *p, double width, sb_size legend)
{
    foot_row f = {.legend = {0, 0, legend.width, legend.height}};
    f.key = (sb_rect){legend.height > 0 ? legend.width + beside : 0, 0, p->key.width,
                      p->key.height};
    f.extremes = (sb_rect){width - p->extremes.width, 0, p->extremes.width, p->extremes.height};
    double right = p->extremes.width > 0 ? f.extremes.x - beside : width;
    f.inset = (sb_rect){right - p->inset.width, 0, p->inset.width, p->inset.height};
    f.height =
        fmax(fmax(legend.height, p->extremes.height), fmax(p->key.height, p->inset.height));
    return f;
}

static bool is_free_of_others(const foot_row *f, double width)
{
    const sb_rect all[] = {f->legend, f->key, f->inset, f->extremes};
    for (size_t i = 0; i < SB_COUNT(all); i++) {
        if (sb_rect_is_empty(all[i]))
            continue;
        if (all[i].x < 0 || sb_rect_right(all[i]) > width)
            return false;
        for (size_t k = i + 1; k < SB_COUNT(all); k++)
            if (sb_rect_overlaps(all[i], all[k]))
                return false;
    }
    return true;
}

static void below_each_other(foot_row *f)
{
    sb_rect *const all[] = {&f->legend, &f->key, &f->extremes, &f->inset};
    f->height = 0;
    for (size_t i = 0; i < SB_COUNT(all); i++) {
        if (sb_rect_is_empty(*all[i]))
            continue;
        all[i]->x = 0;
        all[i]->y = f->height > 0 ? f->height + CORNER_GAP : 0;
        f->height = sb_rect_bottom(*all[i]);
    }
}

static sb_rect moved_down(sb_rect rect, double by)
{
    rect.y += by;
    return rect;
}

/* The scale bar right under the map's corner, everything else below that. */
static void plan_stacked(const planner *p, sb_map_plan *plan)
{
    bool is_narrow = p->legend->is_large || p->extremes.height > 0 || p->key.height > 0 ||
                     p->inset.height > 0;
    sb_size legend = {legend_width(p, is_narrow),
                      p->legend->classes ? sb_legend_height(p->env, p->legend) : 0};
    foot_row f = side_by_side(p, p->width, legend);
    if (!is_free_of_others(&f, p->width))
        below_each_other(&f);
    double foot = f.height + p->bar.height + (f.height > 0 ? FOOT_GAP : 0);
    fit(p, plan, foot);
    double top = (isnan(p->height) ? plan->height : p->height) - f.height;
    plan->bar_end =
        (sb_point){sb_rect_right(plan->map), sb_rect_bottom(plan->map) + p->bar.height};
    plan->legend = moved_down(f.legend, top);
    plan->key = moved_down(f.key, top);
    plan->inset = moved_down(f.inset, top);
    plan->extremes = moved_down(f.extremes, top);
}

/* An inset's longer side is this part of the width, and at most so many pt. */
static sb_size inset_size(const sb_figure_env *env, sb_map_view view, double width)
{
    static const double part = 0.38, most = 150;
    sb_map_view inset;
    if (!sb_map_inset_of(sb_facts_areas(env->facts), view, &inset))
        return (sb_size){0};
    double side = fmin(part * width, most) / fmax(inset.frame.width, inset.frame.height);
    return (sb_size){side * inset.frame.width, side * inset.frame.height};
}

static sb_size bar_size(const planner *p)
{
    sb_map_plan whole = {0};
    fit(p, &whole, 0);
    sb_size size = {0};
    if (p->view.has_scale)
        size = (sb_size){sb_scale_bar_for(p->env, whole.pt_per_metre, whole.map.width).width,
                         SB_SCALE_BAR_HEIGHT};
    if (p->view.map->has_north) {
        size.width = fmax(size.width, SB_NORTH_WIDTH);
        size.height += SB_NORTH_HEIGHT;
    }
    return size;
}

static sb_map_plan plan_in(planner *p)
{
    sb_map_plan plan = {.is_large = p->legend->is_large};
    p->bar = bar_size(p);
    if (!plan.is_large ||
        (!plan_corners(p, &plan, 0) && !plan_corners(p, &plan, p->bar.height)))
        plan_stacked(p, &plan);
    if (p->view.is_locator) /* it hangs from the right edge */
        plan.map.x = p->width - plan.map.width;
    return plan;
}

static bool lists_numbers(const sb_spec_map *map)
{
    return map->has_numbers && map->labels == SB_LABELS_NAME;
}

/* The list of numbers or places with the gap over it; 0: there is none. */
static double list_height(const planner *p, const sb_map_label *labels)
{
    if (p->places->n_kinds) {
        double height = sb_places_list_height(p->env, p->view, p->places, p->width);
        return height > 0 ? height + LIST_GAP : 0;
    }
    if (!labels || !lists_numbers(p->view.map))
        return 0;
    double height = sb_numbers_list_height(p->env, p->level, labels, p->width);
    return height > 0 ? height + LIST_GAP : 0;
}

/* What stands beside the map, from its corner. */
static sb_map_obstacles obstacles_of(const planner *p, const sb_map_plan *plan)
{
    sb_rect bar = {plan->bar_end.x - p->bar.width, plan->bar_end.y - p->bar.height,
                   p->bar.width, p->bar.height};
    const sb_rect all[] = {plan->legend, plan->extremes, plan->key, plan->inset, bar};
    sb_map_obstacles o = {0};
    for (size_t i = 0; i < SB_COUNT(all); i++)
        if (!sb_rect_is_empty(all[i]))
            o.taken[o.n++] = (sb_rect){all[i].x - plan->map.x, all[i].y - plan->map.y,
                                       all[i].width, all[i].height};
    sb_map_view inset;
    if (p->view.is_without_inset ||
        !sb_map_inset_of(sb_facts_areas(p->env->facts), p->view, &inset))
        return o;
    double k = plan->pt_per_metre;
    o.frame = (sb_rect){(inset.frame.x - p->view.frame.x) * k,
                        (sb_rect_bottom(p->view.frame) - sb_rect_bottom(inset.frame)) * k,
                        inset.frame.width * k, inset.frame.height * k};
    return o;
}

sb_map_plan sb_map_plan_make(const sb_figure_env *env, sb_map_view view,
                             const sb_legend *legend, double width, double height,
                             sb_arena *keep)
{
    const sb_level *level = &sb_facts_areas(env->facts)->levels[view.level];
    const sb_spec_map *map = view.map;
    const sb_shown_places places = sb_places_of(env->facts, view, keep);
    planner p = {.env = env,
                 .view = view,
                 .legend = legend,
                 .level = level,
                 .width = width,
                 .places = &places};
    sb_extremes extremes = {0};
    if (view.indicator >= 0 && map->extremes > 0) {
        extremes =
            sb_extremes_of(env, view.level, view.period, view.indicator, map->extremes, keep);
        p.extremes = (sb_size){extremes.width, sb_extremes_height(&extremes)};
    }
    p.inset = inset_size(env, view, width);
    sb_map_plan whole = {0};
    p.height = height;
    fit(&p, &whole, 0);
    double symbols = sb_symbols_largest(whole.map.width);
    if (view.symbols >= 0 && map->has_legend && !view.is_part)
        p.key = sb_symbols_key_size(env, view, symbols);
    bool has_labels = view.indicator >= 0 && map->labels != SB_LABELS_NONE;
    const int *parents =
        has_labels ? sb_map_parents(env->facts, view.level, view.upper, keep) : NULL;
    sb_map_plan plan;
    double list = places.n_kinds ? list_height(&p, NULL)
                  : has_labels && !isnan(height) && lists_numbers(map)
                      /* as long as on the map at its own height */
                      ? list_height(&p, sb_map_plan_for(env, view, width, NAN).labels)
                      : 0;
    for (int pass = 0; pass < PASSES; pass++) {
        p.height = isnan(height) ? NAN : height - list;
        plan = plan_in(&p);
        if (!has_labels || (isnan(height) && !lists_numbers(map)))
            break;
        sb_map_obstacles obstacles = obstacles_of(&p, &plan);
        plan.labels =
            sb_map_labels_place(env, view, sb_map_arcs_of(env, view, plan.pt_per_metre, keep),
                                parents, plan.pt_per_metre, &obstacles, keep);
        double needed = list_height(&p, plan.labels);
        if (needed <= list || isnan(height)) {
            list = fmax(list, needed);
            break;
        }
        list = needed;
    }
    plan.extreme_values = extremes;
    plan.symbols = symbols;
    if (list > 0) {
        double bottom = isnan(height) ? plan.height + list : height;
        plan.numbers = (sb_rect){0, bottom - list + LIST_GAP, width, list - LIST_GAP};
        plan.height += list;
    }
    return plan;
}
