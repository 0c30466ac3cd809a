#include "compose/backdrop.h"

#include "figure/map_credit.h"

static const double a4_width = 210, a4_height = 297;
/* pt: from the credit to the map's ink, which is looked for so far up. */
static const double credit_gap = 8, credit_room = 60;

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

static sb_rect map_box(const sb_work *work, const sb_backdrop *backdrop)
{
    double side = sb_backdrop_down(work, backdrop->side);
    return (sb_rect){sb_backdrop_across(work, backdrop->left),
                     sb_backdrop_down(work, backdrop->top), side, side};
}

void sb_backdrop_draw(const sb_work *work, const sb_backdrop *backdrop)
{
    sb_sheet sheet = work->env.page->sheet;
    sb_backdrop_fill(&work->env, backdrop->colour,
                     (sb_rect){-sheet.bleed, -sheet.bleed, sheet.width + 2 * sheet.bleed,
                               sheet.height + 2 * sheet.bleed});
    if (work->planned->spec->map)
        sb_ground_map_draw(&work->env, work->planned->spec->map, map_box(work, backdrop),
                           backdrop->area_line, backdrop->upper_line);
}

static sb_setting credit_of(const sb_work *work, const sb_backdrop *backdrop)
{
    const sb_figure_env *env = &work->env;
    const sb_spec_map *map = work->planned->spec->map;
    int shown = map && map->indicator ? sb_facts_find(env->facts, map->indicator) : -1;
    if (shown < 0)
        return sb_set(env, backdrop->credit_type, NULL, work->area.width);
    double last = sb_backdrop_down(work, backdrop->credit_y);
    double left =
        sb_ground_map_left(env, map, map_box(work, backdrop), last - credit_room, last);
    const char *credit = sb_arena_printf(
        env->arena, "%s: %s. %s", sb_word(env->locale, SB_W_MAP_OF),
        sb_facts_indicator(env->facts, shown)->label, sb_map_credit(env, map, NULL, NULL));
    return sb_set(env, backdrop->credit_type, credit,
                  fmin(work->area.width, left - credit_gap - work->area.x));
}

double sb_backdrop_credit_top(const sb_work *work, const sb_backdrop *backdrop)
{
    return sb_backdrop_down(work, backdrop->credit_y) -
           sb_setting_depth(credit_of(work, backdrop));
}

void sb_backdrop_credit(const sb_work *work, const sb_backdrop *backdrop)
{
    sb_setting_put(&work->env, credit_of(work, backdrop), work->area.x,
                   sb_backdrop_credit_top(work, backdrop), work->env.page->root, SB_ROLE_P);
}
