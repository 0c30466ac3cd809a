#include "compose/flow.h"

#include "figure/credit.h"
#include "figure/map_credit.h"
#include "figure/map_view.h"
#include "figure/parts.h"

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
    [SB_BLOCK_TABLE] = {.is_figure = true}, /* drawn in parts */
    [SB_BLOCK_MAP] = {figure_measure, figure_draw, true},
    [SB_BLOCK_CHART] = {figure_measure, figure_draw, true},
    [SB_BLOCK_SENSITIVITY] = {figure_measure, figure_draw, true},
    [SB_BLOCK_CLUSTERS] = {figure_measure, figure_draw, true},
};

/* ---- tables ---- */

typedef struct laid_out {
    const sb_spec_block *block;
    double width;
    const sb_table_layout *table;
} laid_out;

struct sb_framed {
    sb_arena *arena;
    SB_VEC(laid_out) all;
};

struct sb_framed *sb_framed_new(sb_arena *arena)
{
    struct sb_framed *tables = sb_arena_one(arena, struct sb_framed);
    tables->arena = arena;
    return tables;
}

static const sb_table_layout *table_of(const sb_work *work, const sb_spec_block *block,
                                       double width)
{
    struct sb_framed *tables = work->tables;
    if (block->kind != SB_BLOCK_TABLE)
        return NULL;
    for (size_t i = 0; i < tables->all.n; i++)
        if (tables->all.at[i].block == block && tables->all.at[i].width == width)
            return tables->all.at[i].table;
    sb_table_layout *table = sb_arena_one(tables->arena, sb_table_layout);
    *table = sb_table_lay_out(&work->env, block, width);
    sb_vec_push(tables->arena, &tables->all, ((laid_out){block, width, table}));
    return table;
}

/* ---- the frame ---- */

typedef struct frame {
    sb_setting title, unit, note, source;
    sb_setting *remarks; /* of a table */
    int n_remarks;
    bool is_unit_beside;
    double head, foot; /* heights above and below the body */
    double overrun;    /* of the widest word */
} frame;

bool sb_frame_has_rule(const sb_spec_block *block) { return block->title != NULL; }

static double last_title_baseline(const frame *f)
{
    return SB_HANG + sb_setting_depth(f->title);
}

static void set_remarks(const sb_work *work, const sb_table_layout *table, double width,
                        frame *f)
{
    f->n_remarks = table ? table->n_remarks : 0;
    f->remarks = sb_arena_array(work->env.arena, sb_setting, f->n_remarks);
    for (int i = 0; i < f->n_remarks; i++) {
        f->remarks[i] = sb_set(&work->env, "source", table->remarks[i], width);
        f->overrun = fmax(f->overrun, f->remarks[i].overrun);
    }
}

static double foot_of(const frame *f)
{
    int lines = f->note.n + f->source.n;
    for (int i = 0; i < f->n_remarks; i++)
        lines += f->remarks[i].n;
    return lines ? source_below + (lines - 1) * f->source.type->leading + source_foot : 0;
}

/* With the figure's number before it, where it has one. */
static sb_setting title_of(const sb_work *work, const sb_spec_block *block, const char *title,
                           double width)
{
    const sb_figure_env *env = &work->env;
    const char *number = sb_number_of(work->composer->plan, block);
    if (!number || !title)
        return sb_set(env, "block title", title, width);
    const sb_piece pieces[] = {
        {.type = sb_style_type(env->style, "block number"),
         .text = sb_arena_printf(env->arena, "%s\u2002", number)},
        {.type = sb_style_type(env->style, "block title"), .text = title},
    };
    return sb_set_pieces(env, pieces, (int)SB_COUNT(pieces), width);
}

/* A map's credit is completed by what its data declare; a locator has none of its own, since
 * other maps of the report have it (furniture.c).  Charts and tables have what the layout says,
 * else what their data declare. */
static const char *source_of(const sb_work *work, const sb_spec_block *block)
{
    const char *words = sb_work_fill(work, block->source);
    const char *title = sb_work_fill(work, block->title),
               *unit = sb_work_fill(work, block->unit);
    const char *head =
        sb_arena_printf(work->env.arena, "%s %s", title ? title : "", unit ? unit : "");
    if (!words && (block->chart || block->profile))
        return sb_figure_credit(&work->env, block, head);
    if (!block->map || (!words && sb_map_is_locator(block->map)))
        return words;
    return sb_map_credit(&work->env, block->map, words, head);
}

/* table: what is framed, or NULL.  is_continued: its title stands on a page before. */
static frame frame_of(const sb_work *work, const sb_spec_block *block, double width,
                      const sb_table_layout *table, bool is_continued)
{
    const sb_figure_env *env = &work->env;
    const char *title = sb_work_fill(work, block->title);
    if (title && is_continued)
        title =
            sb_arena_printf(env->arena, "%s (%s)", title, sb_word(env->locale, SB_W_CONTINUED));
    frame f = {
        .title = title_of(work, block, title, width),
        .unit = sb_set(env, "unit", sb_work_fill(work, block->unit), width),
        .note = sb_set(env, "source", sb_work_fill(work, block->note), width),
        .source = sb_set(env, "source", source_of(work, block), width),
    };
    set_remarks(work, table, width, &f);
    f.overrun = fmax(f.overrun, fmax(f.title.overrun, f.unit.overrun));
    f.overrun = fmax(f.overrun, fmax(f.note.overrun, f.source.overrun));
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
    f.foot = foot_of(&f);
    return f;
}

static sb_point unit_at(const frame *f, sb_rect box)
{
    double baseline = box.y + last_title_baseline(f);
    return f->is_unit_beside
               ? (sb_point){box.x + f->title.lines[0]->width + unit_beside, baseline}
               : (sb_point){box.x, baseline + unit_below};
}

static void head_draw(sb_work *work, const frame *f, sb_rect box)
{
    if (!f->title.n)
        return;
    const sb_figure_env *env = &work->env;
    sb_element *root = env->page->root;
    sb_rule_put(env, "rule", box.x, box.y, box.width);
    sb_setting_put(env, f->title, box.x, box.y + SB_HANG, root, sb_work_heading(work));
    sb_point unit = unit_at(f, box);
    sb_setting_put(env, f->unit, unit.x, unit.y, root, SB_ROLE_P);
}

/* The title of a table is its caption, unless the page has no heading yet; said again on a
 * further page it is a running head. */
static sb_element *table_head_draw(sb_work *work, const frame *f, sb_rect box, bool is_again)
{
    const sb_figure_env *env = &work->env;
    sb_page *page = env->page;
    bool is_heading = !work->has_title && !is_again;
    if (is_heading)
        head_draw(work, f, box);
    sb_element *table = is_again ? sb_page_continue(page, SB_ROLE_TABLE)
                                 : sb_element_new(page, page->root, SB_ROLE_TABLE);
    if (is_heading || !f->title.n)
        return table;
    sb_rule_put(env, "rule", box.x, box.y, box.width);
    sb_point unit = unit_at(f, box);
    if (is_again) {
        sb_page_begin_artifact(page, SB_ARTIFACT_HEADER);
        sb_setting_draw(page->list, f->title, box.x, box.y + SB_HANG, SB_LEFT);
        sb_setting_draw(page->list, f->unit, unit.x, unit.y, SB_LEFT);
        sb_page_end(page);
    } else {
        sb_element *caption = sb_element_new(page, table, SB_ROLE_CAPTION);
        sb_setting_put(env, f->title, box.x, box.y + SB_HANG, caption, SB_ROLE_P);
        sb_setting_put(env, f->unit, unit.x, unit.y, caption, SB_ROLE_P);
    }
    return table;
}

static double put_foot(const sb_figure_env *env, sb_setting text, double x, double baseline,
                       sb_role role)
{
    sb_setting_put(env, text, x, baseline, env->page->root, role);
    return baseline + text.n * text.type->leading;
}

/* The last line of the source stands on the block's bottom, whatever the body's height. */
static void foot_draw(sb_work *work, const frame *f, sb_rect box)
{
    const sb_figure_env *env = &work->env;
    double baseline = sb_rect_bottom(box) - f->foot + source_below;
    for (int i = 0; i < f->n_remarks; i++)
        baseline = put_foot(env, f->remarks[i], box.x, baseline, SB_ROLE_NOTE);
    baseline = put_foot(env, f->note, box.x, baseline, SB_ROLE_P);
    put_foot(env, f->source, box.x, baseline, SB_ROLE_P);
}

static void check_words(const sb_work *work, const sb_spec_block *block, const frame *f)
{
    if (f->overrun > SB_LENGTH_NOISE)
        sb_block_misfit(work, block, SB_LACKS_WIDTH, f->overrun);
}

sb_extent sb_frame_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    const sb_table_layout *table = table_of(work, block, width);
    frame f = frame_of(work, block, width, table, false);
    sb_extent extent = table ? (sb_extent){table->height, table->height, false}
                             : bodies[block->kind].measure(work, block, width);
    extent.least += f.head + f.foot;
    extent.height += f.head + f.foot;
    return extent;
}

sb_table_head_foot sb_frame_edges(const sb_work *work, const sb_spec_block *block,
                                  const sb_table_layout *table, bool is_continued)
{
    frame f = frame_of(work, block, table->width, table, is_continued);
    return (sb_table_head_foot){f.head, f.foot};
}

sb_element *sb_frame_draw_part(sb_work *work, const sb_flowed *flowed, sb_rect box)
{
    const sb_figure_env *env = &work->env;
    const sb_spec_block *block = flowed->block;
    const sb_table_layout *table = flowed->table;
    frame f = frame_of(work, block, box.width, table, flowed->is_continued);
    double height = f.head + sb_table_part_height(env, table, flowed->part) +
                    (flowed->goes_on ? 0 : f.foot);
    sb_element *element = table_head_draw(work, &f, box, flowed->part.is_again);
    if (height > box.height + SB_LENGTH_NOISE)
        sb_block_misfit(work, block, SB_LACKS_HEIGHT, height - box.height);
    sb_table_check_width(env, block, table);
    check_words(work, block, &f);
    sb_table_draw_part(env, table, flowed->part, (sb_point){box.x, box.y + f.head}, element);
    if (flowed->goes_on)
        env->page->open = element;
    else
        foot_draw(work, &f, box);
    return element;
}

/* Charts and maps take all the height there is, the rest what it needs. */
void sb_frame_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    const body *b = &bodies[block->kind];
    const sb_table_layout *table = table_of(work, block, box.width);
    if (table) {
        const sb_flowed whole = {
            .block = block, .table = table, .part = {.to = table->n_rows, .group = -1}};
        sb_frame_draw_part(work, &whole, box);
        return;
    }
    frame f = frame_of(work, block, box.width, NULL, false);
    sb_extent extent = b->measure(work, block, box.width);
    double room = box.height - f.head - f.foot;
    if (extent.least > room + SB_LENGTH_NOISE) {
        sb_block_misfit(work, block, SB_LACKS_HEIGHT, extent.least - room);
        return;
    }
    head_draw(work, &f, box);
    check_words(work, block, &f);
    b->draw(work, block,
            (sb_rect){box.x, box.y + f.head, box.width,
                      extent.is_elastic ? room : fmin(extent.height, room)});
    foot_draw(work, &f, box);
}
