#include "compose/parts.h"

#include "figure/map_credit.h"

#include <string.h>

/* PAGE.md 1a, in mm of the sheet: the bar, the title's first baseline, the publisher's, the
 * map's credit; in pt from baseline to baseline. */
static const double bar_y = 20, bar_width = 11, title_y = 40, publisher_y = 270, credit_y = 283;
static const double bar_thick = 2.2, title_left = -2, subtitle_below = 36;
/* The map's place in shares of the sheet: 44 mm from the left, 96 mm from the top, 282 mm long
 * on A4, running off right and bottom. */
static const double map_left = 44 / 210.0, map_top = 96 / 297.0, map_side = 282 / 297.0;

/* pt: from the credit to the map's ink; that is looked for so far up; to the names over it. */
static const double credit_gap = 8, credit_room = 60, credit_below = 16;

/* Positions are those of A4, stretched to other sheets. */
static double down(const sb_work *work, double mm)
{
    return mm / 297 * work->env.page->sheet.height;
}

static sb_rect bleed_box(sb_sheet sheet)
{
    return (sb_rect){-sheet.bleed, -sheet.bleed, sheet.width + 2 * sheet.bleed,
                     sheet.height + 2 * sheet.bleed};
}

static void fill(const sb_figure_env *env, const char *colour, sb_rect rect)
{
    sb_page_begin_artifact(env->page, SB_ARTIFACT_BACKGROUND);
    sb_list_fill(env->page->list, sb_path_rect(env->arena, rect), false,
                 sb_style_colour(env->style, colour));
    sb_page_end(env->page);
}

/* The largest size in which the longest word fits. */
static const sb_type *title_type(const sb_figure_env *env, const char *title, double width)
{
    const char *name = "cover title", *longest = "";
    char *words = sb_arena_text(env->arena, title), *rest = NULL;
    for (char *word = strtok_r(words, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest))
        if (strlen(word) > strlen(longest))
            longest = word;
    return sb_style_fit(env->style, name, env->shaper, longest, width, env->arena);
}

/* Title and subtitle; returns the last baseline. */
static double draw_title(sb_work *work)
{
    const sb_figure_env *env = &work->env;
    const sb_spec_report *report = &work->composer->spec->report;
    sb_rect area = work->area;
    double baseline = down(work, title_y);
    const char *text = sb_work_fill(work, report->title);
    if (text && *text) {
        sb_setting title =
            sb_set_even(env, title_type(env, text, area.width), text, area.width);
        if (title.overrun > SB_LENGTH_NOISE)
            sb_misfit(work, sb_node_span(report->node, "title"), text, SB_LACKS_WIDTH,
                      title.overrun);
        sb_setting_put(env, title, area.x + title_left, baseline, env->page->root,
                       sb_work_heading(work));
        baseline += sb_setting_depth(title);
    }
    sb_setting subtitle =
        sb_set(env, "cover subtitle", sb_work_fill(work, report->subtitle), area.width);
    if (!subtitle.n)
        return baseline;
    baseline += subtitle_below;
    sb_setting_put(env, subtitle, area.x, baseline, env->page->root, SB_ROLE_P);
    return baseline + sb_setting_depth(subtitle);
}

static sb_rect map_box(const sb_work *work)
{
    sb_sheet sheet = work->env.page->sheet;
    double side = map_side * sheet.height;
    return (sb_rect){map_left * sheet.width, map_top * sheet.height, side, side};
}

/* What the map shows and where it is from, beside the map's ink and never on it. */
static sb_setting credit_of(const sb_work *work)
{
    const sb_figure_env *env = &work->env;
    const sb_spec_map *map = work->planned->spec->map;
    int shown = map && map->indicator ? sb_facts_find(env->facts, map->indicator) : -1;
    const char *credit = NULL;
    double width = work->area.width;
    if (shown >= 0) {
        double left = sb_cover_map_left(
            env, map, map_box(work), down(work, credit_y) - credit_room, down(work, credit_y));
        credit = sb_arena_printf(env->arena, "%s: %s. %s", sb_word(env->locale, SB_W_MAP_OF),
                                 sb_facts_indicator(env->facts, shown)->label,
                                 sb_map_credit(env, map, NULL, NULL));
        width = fmin(width, left - credit_gap - work->area.x);
    }
    return sb_set(env, "cover credit", credit, width);
}

/* Publisher and author over the map's credit, whose last line has its place. */
static void draw_imprint(const sb_work *work)
{
    const sb_figure_env *env = &work->env;
    const sb_spec *spec = work->composer->spec;
    sb_element *root = env->page->root;
    sb_rect area = work->area;
    sb_setting publisher =
        sb_set(env, "cover name", sb_work_fill(work, spec->report.publisher), area.width);
    sb_setting author =
        sb_set(env, "cover text", sb_work_fill(work, spec->report.author), area.width);
    sb_setting credit = credit_of(work);
    double first = down(work, credit_y) - sb_setting_depth(credit),
           names = publisher.n * publisher.type->leading + sb_setting_depth(author),
           baseline = fmin(down(work, publisher_y), first - credit_below - names);
    sb_setting_put(env, publisher, area.x, baseline, root, SB_ROLE_P);
    sb_setting_put(env, author, area.x, baseline + publisher.n * publisher.type->leading, root,
                   SB_ROLE_P);
    sb_setting_put(env, credit, area.x, first, root, SB_ROLE_P);
}

void sb_cover_draw(sb_work *work)
{
    const sb_figure_env *env = &work->env;
    sb_sheet sheet = env->page->sheet;
    fill(env, "cover", bleed_box(sheet));
    if (work->planned->spec->map)
        sb_cover_map_draw(env, work->planned->spec->map, map_box(work));
    fill(env, "accent",
         (sb_rect){work->area.x, down(work, bar_y), bar_width * SB_MM, bar_thick});
    double end = draw_title(work), room = down(work, publisher_y) - SB_HANG;
    if (end > room)
        sb_misfit(work, work->planned->spec->node->at, "cover", SB_LACKS_HEIGHT, end - room);
    draw_imprint(work);
}
