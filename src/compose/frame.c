#include "compose/parts.h"

/* PAGE.md 1 and 2: the unit stands 5 pt beside the title or 10 pt below it; a figure begins
 * 8 pt below that; its source follows 12 pt after it and keeps 2 pt to the block's end. */
static const double unit_beside = 5, unit_below = 10, figure_below = 8, source_below = 12,
                    source_foot = 2;

/* ---- what stands inside ---- */

typedef struct body {
    sb_extent (*measure)(const sb_work *work, const sb_spec_block *block, double width);
    void (*draw)(sb_work *work, const sb_spec_block *block, sb_rect box);
    bool is_figure; /* begins below the head; texts hang from it as from a rule */
} body;

static sb_extent figure_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    sb_figure_env measuring = work->env;
    measuring.page = NULL;
    return sb_figure_measure(&measuring, block, width);
}

static void figure_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    sb_figure_draw(&work->env, block, box, work->env.page->root);
}

static const body bodies[] = {
    [SB_BLOCK_TEXT] = {sb_text_measure, sb_text_draw, false},
    [SB_BLOCK_MARKDOWN] = {sb_markdown_measure, sb_markdown_draw, false},
    [SB_BLOCK_HEADING] = {sb_heading_measure, sb_heading_draw, false},
    [SB_BLOCK_NUMBERS] = {sb_numbers_measure, sb_numbers_draw, false},
    [SB_BLOCK_SIGNS] = {sb_signs_measure, sb_signs_draw, false},
    [SB_BLOCK_LISTING] = {sb_listing_measure, sb_listing_draw, false},
    [SB_BLOCK_IMAGE] = {sb_picture_measure, sb_picture_draw, true},
    [SB_BLOCK_TABLE] = {figure_measure, figure_draw, true},
    [SB_BLOCK_MAP] = {figure_measure, figure_draw, true},
    [SB_BLOCK_CHART] = {figure_measure, figure_draw, true},
};

/* ---- the frame ---- */

typedef struct frame {
    sb_setting title, unit, note, source;
    bool is_unit_beside;
    double head, foot; /* heights above and below the body */
} frame;

bool sb_frame_has_rule(const sb_spec_block *block) { return block->title != NULL; }

static double last_title_baseline(const frame *f)
{
    return SB_HANG + sb_setting_depth(f->title);
}

static frame frame_of(const sb_work *work, const sb_spec_block *block, double width)
{
    const sb_figure_env *env = &work->env;
    frame f = {
        .title = sb_set(env, "block title", sb_work_fill(work, block->title), width),
        .unit = sb_set(env, "unit", sb_work_fill(work, block->unit), width),
        .note = sb_set(env, "source", sb_work_fill(work, block->note), width),
        .source = sb_set(env, "source", sb_work_fill(work, block->source), width),
    };
    if (f.title.n) {
        f.is_unit_beside =
            f.title.n == 1 && f.unit.n == 1 &&
            f.title.lines[0]->width + unit_beside + f.unit.lines[0]->width <= width;
        f.head = last_title_baseline(&f);
        if (f.unit.n && !f.is_unit_beside)
            f.head += unit_below + sb_setting_depth(f.unit);
        if (bodies[block->kind].is_figure)
            f.head += figure_below;
    }
    int lines = f.note.n + f.source.n;
    if (lines)
        f.foot = source_below + (lines - 1) * f.source.type->leading + source_foot;
    return f;
}

static void head_draw(sb_work *work, const sb_spec_block *block, const frame *f, sb_rect box)
{
    if (!f->title.n)
        return;
    const sb_figure_env *env = &work->env;
    sb_element *root = env->page->root;
    sb_rule_put(env, "rule", box.x, box.y, box.width);
    sb_setting_put(env, f->title, box.x, box.y + SB_HANG, root, sb_work_heading(work));
    double baseline = box.y + last_title_baseline(f);
    if (f->is_unit_beside)
        sb_setting_put(env, f->unit, box.x + f->title.lines[0]->width + unit_beside, baseline,
                       root, SB_ROLE_P);
    else
        sb_setting_put(env, f->unit, box.x, baseline + unit_below, root, SB_ROLE_P);
    double overrun = fmax(f->title.overrun, f->unit.overrun);
    if (overrun > SB_LENGTH_NOISE)
        sb_block_misfit(work, block, SB_LACKS_WIDTH, overrun);
}

/* The last line of the source stands on the block's bottom, whatever the body's height. */
static void foot_draw(sb_work *work, const sb_spec_block *block, const frame *f, sb_rect box)
{
    const sb_figure_env *env = &work->env;
    sb_element *root = env->page->root;
    double source = sb_rect_bottom(box) - source_foot - sb_setting_depth(f->source);
    double note = source - sb_setting_depth(f->note);
    if (f->source.n)
        note -= f->source.type->leading;
    sb_setting_put(env, f->note, box.x, note, root, SB_ROLE_P);
    sb_setting_put(env, f->source, box.x, source, root, SB_ROLE_P);
    double overrun = fmax(f->note.overrun, f->source.overrun);
    if (overrun > SB_LENGTH_NOISE)
        sb_block_misfit(work, block, SB_LACKS_WIDTH, overrun);
}

sb_extent sb_frame_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    frame f = frame_of(work, block, width);
    sb_extent extent = bodies[block->kind].measure(work, block, width);
    extent.least += f.head + f.foot;
    extent.height += f.head + f.foot;
    return extent;
}

/* Charts and maps take all the height there is, the rest what it needs. */
void sb_frame_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    const body *b = &bodies[block->kind];
    frame f = frame_of(work, block, box.width);
    sb_extent extent = b->measure(work, block, box.width);
    double room = box.height - f.head - f.foot;
    if (extent.least > room + SB_LENGTH_NOISE) {
        sb_block_misfit(work, block, SB_LACKS_HEIGHT, extent.least - room);
        return;
    }
    head_draw(work, block, &f, box);
    b->draw(work, block,
            (sb_rect){box.x, box.y + f.head, box.width,
                      extent.is_elastic ? room : fmin(extent.height, room)});
    foot_draw(work, block, &f, box);
}
