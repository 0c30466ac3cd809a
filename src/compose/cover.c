#include "compose/backdrop.h"

/* PAGE.md 1a, in mm on A4: bar, title's first baseline, publisher; then pt. */
static const double bar_y = 20, bar_width = 11, title_y = 40, publisher_y = 270;
static const double bar_thick = 2.2, title_left = -2, subtitle_below = 36, credit_below = 16;
static const sb_backdrop backdrop = {
    .colour = "cover",
    .area_line = "cover area",
    .upper_line = "cover upper",
    .left = 44,
    .top = 96,
    .side = 282,
    .credit_type = "cover credit",
    .credit_y = 283,
};

/* Title and subtitle; returns the last baseline. */
static double draw_title(sb_work *work)
{
    const sb_figure_env *env = &work->env;
    const sb_spec_report *report = &work->composer->spec->report;
    sb_rect area = work->area;
    double baseline = sb_backdrop_down(work, title_y);
    const char *text = sb_work_fill(work, report->title);
    if (text && *text) {
        sb_setting title = sb_set_display(env, "cover title", text, area.width);
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
    double names = publisher.n * publisher.type->leading + sb_setting_depth(author),
           above = sb_backdrop_credit_top(work, &backdrop) - credit_below - names,
           baseline = fmin(sb_backdrop_down(work, publisher_y), above);
    sb_setting_put(env, publisher, area.x, baseline, root, SB_ROLE_P);
    sb_setting_put(env, author, area.x, baseline + publisher.n * publisher.type->leading, root,
                   SB_ROLE_P);
}

void sb_cover_draw(sb_work *work)
{
    const sb_figure_env *env = &work->env;
    sb_backdrop_draw(work, &backdrop);
    sb_backdrop_fill(
        env, "accent",
        (sb_rect){work->area.x, sb_backdrop_down(work, bar_y), bar_width * SB_MM, bar_thick});
    double end = draw_title(work), room = sb_backdrop_down(work, publisher_y) - SB_HANG;
    if (end > room)
        sb_misfit(work, work->planned->spec->node->at, "cover", SB_LACKS_HEIGHT, end - room);
    draw_imprint(work);
    sb_backdrop_credit(work, &backdrop);
}
