/* Small maps of several periods side by side, over one legend for all. */
#include "figure/alt.h"
#include "figure/draw.h"
#include "figure/map_base.h"

/* pt: between maps, over each for its period, over the legend; least width of a map. */
static const double gap = 10, head = 12, foot_gap = 8, narrowest = 90;

/* Where the maps stand. */
typedef struct grid {
    int n, columns, rows;
    double width, height; /* of a map */
    sb_legend legend;
    double foot; /* height of the legend with its gap */
} grid;

static sb_map_view view_at(const sb_figure_env *env, sb_map_view view, int i)
{
    view.period = sb_facts_period(env->facts, view.map->periods[i]);
    view.is_part = true;
    view.has_scale = false;
    return view;
}

/* The legend has no counts: each map would have its own. */
static grid grid_of(const sb_figure_env *env, sb_map_view view, double width, sb_arena *arena)
{
    grid g = {.n = view.map->n_periods};
    g.columns = (int)fmax(1, floor((width + gap) / (narrowest + gap)));
    g.columns = g.columns < g.n ? g.columns : g.n;
    g.rows = (g.n + g.columns - 1) / g.columns;
    g.columns = (g.n + g.rows - 1) / g.rows; /* as even as can be */
    g.width = (width - (g.columns - 1) * gap) / g.columns;
    g.height = g.width * view.frame.height / view.frame.width;
    sb_map_view first = view_at(env, view, 0);
    const sb_classes *classes = sb_map_view_classes(env, first);
    first.is_part = false;
    g.legend = sb_map_legend_of(env, first, classes, 0, arena);
    g.legend.counted = "";
    g.legend.histogram = NULL;
    g.foot = g.legend.classes ? sb_legend_height(env, &g.legend) + foot_gap : 0;
    return g;
}

sb_extent sb_multiples_measure(const sb_figure_env *env, sb_map_view view, double width)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    grid g = grid_of(env, view, width, scratch);
    double fixed = g.rows * head + (g.rows - 1) * gap + g.foot;
    return (sb_extent){fixed + 0.6 * g.rows * g.height, fixed + g.rows * g.height, true};
}

const char *sb_multiples_draw(const sb_figure_env *env, sb_map_view view, sb_rect box)
{
    grid g = grid_of(env, view, box.width, env->arena);
    double room = (box.height - g.foot - (g.rows - 1) * gap) / g.rows - head;
    SB_AUTO(sb_buf_free) sb_buf alt = {0};
    for (int i = 0; i < g.n; i++) {
        sb_map_view one = view_at(env, view, i);
        const sb_map_base *base = sb_map_base_for(env, one, g.width, room);
        if (!base)
            return NULL;
        sb_rect cell = {box.x + (i % g.columns) * (g.width + gap),
                        box.y + (i / g.columns) * (head + room + gap), g.width, head + room};
        sb_draw_text(env, "label strong", sb_facts_period_label(env->facts, one.period), cell.x,
                     cell.y + sb_style_type(env->style, "label strong")->size, SB_LEFT);
        cell.y += head;
        int area;
        const int *is_this = sb_map_areas_of_page(env, env->scope.place, view.level, &area);
        sb_map_place(env, base, is_this, area, cell);
        sb_buf_printf(&alt, "%s%s", i ? " " : "", base->alt);
    }
    double missing = g.legend.classes ? sb_legend_width(env, &g.legend) - box.width : 0;
    if (missing > SB_FIT_SLACK)
        sb_figure_misfit(env, view.map->node->at, _("legend"), missing, false);
    if (g.legend.classes)
        sb_legend_draw(env, &g.legend, env->page->list, box.x,
                       sb_rect_bottom(box) - sb_legend_height(env, &g.legend),
                       fmin(box.width, sb_legend_width(env, &g.legend)));
    return sb_arena_text(env->arena, alt.at);
}
