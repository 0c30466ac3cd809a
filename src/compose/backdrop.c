#include "compose/backdrop.h"

static const double a4_width = 210, a4_height = 297;

double sb_backdrop_down(const sb_work *work, double mm)
{
    return mm / a4_height * work->env.page->sheet.height;
}

double sb_backdrop_across(const sb_work *work, double mm)
{
    return mm / a4_width * work->env.page->sheet.width;
}

void sb_backdrop_fill(const sb_figure_env *env, const char *colour, sb_rect rect)
{
    sb_page_begin_artifact(env->page, SB_ARTIFACT_BACKGROUND);
    sb_list_fill(env->page->list, sb_path_rect(env->arena, rect), false,
                 sb_style_colour(env->style, colour));
    sb_page_end(env->page);
}

void sb_backdrop_draw(const sb_work *work, const sb_backdrop *backdrop)
{
    sb_sheet sheet = work->env.page->sheet;
    sb_backdrop_fill(&work->env, backdrop->colour,
                     (sb_rect){-sheet.bleed, -sheet.bleed, sheet.width + 2 * sheet.bleed,
                               sheet.height + 2 * sheet.bleed});
    double side = sb_backdrop_down(work, backdrop->side);
    if (work->planned->spec->map)
        sb_ground_map_draw(&work->env, work->planned->spec->map,
                           (sb_rect){sb_backdrop_across(work, backdrop->left),
                                     sb_backdrop_down(work, backdrop->top), side, side},
                           backdrop->area_line, backdrop->upper_line);
}

void sb_backdrop_credit(const sb_work *work, const sb_backdrop *backdrop)
{
    const sb_figure_env *env = &work->env;
    const sb_spec_map *map = work->planned->spec->map;
    int shown = map && map->indicator ? sb_facts_find(env->facts, map->indicator) : -1;
    if (shown < 0)
        return;
    const char *credit =
        sb_arena_printf(env->arena, "%s: %s", sb_word(env->locale, SB_W_MAP_OF),
                        sb_facts_indicator(env->facts, shown)->label);
    sb_setting_put(env, sb_set(env, backdrop->credit_type, credit, work->area.width),
                   work->area.x, sb_backdrop_down(work, backdrop->credit_y), env->page->root,
                   SB_ROLE_P);
}
