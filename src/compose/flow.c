/* flow: the pages of blocks one of which goes on over several: a table of areas. */
#include "compose/flow.h"

#include "figure/draw.h"

/* What is being placed, page after page. */
typedef struct flow {
    const sb_work *work;
    sb_rect area; /* of text, its x at 0 */
    SB_VEC(sb_flow) pages;
    const sb_spec_block *above; /* on this page; NULL: it is fresh */
    double y;
} flow;

bool sb_flow_goes_on(const sb_spec_block *block)
{
    return block->kind == SB_BLOCK_TABLE && block->profile->each && isnan(block->height);
}

bool sb_flow_is_wanted(const sb_spec_page *page)
{
    for (int i = 0; i < page->n_blocks; i++)
        if (sb_flow_goes_on(page->blocks[i]))
            return true;
    return false;
}

static void new_page(flow *f)
{
    sb_vec_push(f->work->env.arena, &f->pages, (sb_flow){0});
    f->above = NULL;
    f->y = f->area.y;
}

static void put(flow *f, sb_flowed flowed)
{
    sb_flow *page = &f->pages.at[f->pages.n - 1];
    sb_vec_push(f->work->env.arena, &page->blocks, flowed);
    f->above = flowed.block;
    f->y = sb_rect_bottom(flowed.box);
}

static double top_of(const flow *f, const sb_spec_block *block)
{
    return f->y + (f->above ? sb_block_gap(f->above, block) : 0);
}

/* A block that stands on one page. */
static void flow_block(flow *f, const sb_spec_block *block)
{
    double width = sb_block_width(f->work, block, f->area.width);
    double top = isnan(block->top) ? top_of(f, block) : block->top;
    double height = sb_block_measure(f->work, block, width, top).height;
    if (f->above && top + height > sb_rect_bottom(f->area) + SB_LENGTH_NOISE) {
        new_page(f);
        top = f->y;
    }
    put(f, (sb_flowed){.block = block, .box = {0, top, width, height}});
}

enum { LEAST_ROWS = 3 }; /* of a table that goes on, on each of its pages */

/* As many rows as find room; those that end the table leave it to what stands below them. */
static sb_table_part rows_that_fit(const flow *f, const sb_table_layout *table, int from,
                                   double room, double foot)
{
    const sb_figure_env *env = &f->work->env;
    sb_table_part whole = sb_table_next_part(env, table, from, room - foot);
    if (whole.to == table->n_rows)
        return whole;
    sb_table_part part = sb_table_next_part(env, table, from, room);
    return part.to == table->n_rows ? whole : part;
}

/* The same, but the last page is left more than one or two. */
static sb_table_part rows_for(const flow *f, const sb_table_layout *table, int from,
                              double room, double foot)
{
    const sb_figure_env *env = &f->work->env;
    sb_table_part part = rows_that_fit(f, table, from, room, foot);
    while (part.to < table->n_rows && table->n_rows - part.to < LEAST_ROWS) {
        double less = sb_table_part_height(env, table, part) - 2 * SB_FIT_SLACK;
        sb_table_part fewer = sb_table_next_part(env, table, from, less);
        if (fewer.to - from < LEAST_ROWS)
            break;
        part = fewer;
    }
    return part;
}

/* ---- a table alone on its pages: as much on each of them ---- */

static int count_pages(const flow *f, const sb_table_layout *table, double room,
                       sb_table_head_foot first, sb_table_head_foot next)
{
    int n = 0;
    for (int from = 0; n == 0 || from < table->n_rows; n++) {
        sb_table_head_foot edges = n ? next : first;
        sb_table_part part = rows_for(f, table, from, room - edges.head, edges.foot);
        from = part.to > from ? part.to : from + 1;
    }
    return n;
}

/* The least room that needs no more pages than `most`. */
static double balanced(const flow *f, const sb_spec_block *block, const sb_table_layout *table,
                       double most)
{
    enum { STEPS = 12 }; /* to less than a row */
    sb_table_head_foot first = sb_frame_edges(f->work, block, table, false),
                       next = sb_frame_edges(f->work, block, table, true);
    int n = count_pages(f, table, most, first, next);
    double least = most / n;
    for (int i = 0; n > 1 && i < STEPS; i++) {
        double room = (least + most) / 2;
        if (count_pages(f, table, room, first, next) > n)
            least = room;
        else
            most = room;
    }
    return most;
}

static void flow_rows(flow *f, const sb_spec_block *block, const sb_table_layout *table,
                      bool is_continued)
{
    const sb_figure_env *env = &f->work->env;
    bool is_turned = table->spec->wide == SB_WIDE_TURN;
    double turned = is_turned ? balanced(f, block, table, f->area.width) : 0;
    for (int from = 0; from == 0 || from < table->n_rows;) {
        sb_table_head_foot edges =
            sb_frame_edges(f->work, block, table, from > 0 || is_continued);
        bool is_placed = from == 0 && !is_continued && !isnan(block->top);
        double top = is_placed ? block->top : top_of(f, block);
        double room = (is_turned ? turned : sb_rect_bottom(f->area) - top) - edges.head;
        sb_table_part part = rows_for(f, table, from, room, edges.foot);
        bool is_short = part.to == from && table->n_rows;
        bool is_lone = part.to < table->n_rows && part.to - from < LEAST_ROWS;
        if (f->above && (is_short || is_lone || is_turned)) {
            new_page(f);
            continue;
        }
        if (is_short) /* said when it is drawn, against all the room there is */
            part.to = from + 1;
        bool goes_on = part.to < table->n_rows;
        double height =
            edges.head + sb_table_part_height(env, table, part) + (goes_on ? 0 : edges.foot);
        sb_rect box = is_turned ? (sb_rect){0, top, height, table->width}
                                : (sb_rect){0, top, table->width, height};
        put(f, (sb_flowed){block, box, table, part, goes_on, from > 0 || is_continued});
        if (!goes_on)
            break;
        from = part.to;
        new_page(f);
    }
}

static void flow_table(flow *f, const sb_spec_block *block)
{
    double width = block->profile->wide == SB_WIDE_TURN
                       ? f->area.height
                       : sb_block_width(f->work, block, f->area.width);
    sb_table_layouts tables = sb_table_lay_out_all(&f->work->env, block, width);
    for (int i = 0; i < tables.n; i++) {
        if (i)
            new_page(f);
        flow_rows(f, block, &tables.at[i], i > 0);
    }
}

sb_flow *sb_flow_pages(const sb_work *work, int *n)
{
    flow f = {.work = work, .area = work->area};
    f.area.x = 0;
    new_page(&f);
    int n_blocks = work->planned->spec->n_blocks;
    const sb_spec_block **blocks =
        sb_blocks_standing(work, work->planned->spec->blocks, &n_blocks);
    for (int i = 0; i < n_blocks; i++)
        if (sb_flow_goes_on(blocks[i]))
            flow_table(&f, blocks[i]);
        else
            flow_block(&f, blocks[i]);
    *n = (int)f.pages.n;
    return f.pages.at;
}

bool sb_flow_has(const sb_flow *page, const sb_spec_block *block)
{
    for (size_t i = 0; i < page->blocks.n; i++) {
        const sb_flowed *flowed = &page->blocks.at[i];
        if (sb_block_holds(flowed->block, block))
            return !flowed->is_continued;
    }
    return false;
}

/* ---- drawing ---- */

/* Anticlockwise: the head at the left edge of the sheet. */
static void draw_turned(sb_work *work, const sb_flowed *flowed, sb_rect box)
{
    sb_page *page = work->env.page;
    sb_matrix turn = {0, -1, 1, 0, box.x, sb_rect_bottom(box)};
    sb_list_push(page->list, turn, NULL);
    sb_element *table =
        sb_frame_draw_part(work, flowed, (sb_rect){0, 0, box.height, box.width});
    sb_list_pop(page->list);
    sb_element_turn(table, turn);
}

void sb_flow_draw(sb_work *work, const sb_flow *page)
{
    for (size_t i = 0; i < page->blocks.n; i++) {
        const sb_flowed *flowed = &page->blocks.at[i];
        sb_rect box = flowed->box;
        box.x += work->area.x;
        work->env.page->origin = flowed->block->node->at;
        if (box.width > work->area.width + SB_LENGTH_NOISE)
            sb_block_misfit(work, flowed->block, SB_LACKS_WIDTH, box.width - work->area.width);
        else if (sb_rect_bottom(box) > sb_rect_bottom(work->area) + SB_LENGTH_NOISE)
            sb_block_misfit(work, flowed->block, SB_LACKS_HEIGHT,
                            sb_rect_bottom(box) - sb_rect_bottom(work->area));
        else if (!flowed->table)
            sb_block_draw(work, flowed->block, box);
        else if (flowed->table->spec->wide == SB_WIDE_TURN)
            draw_turned(work, flowed, box);
        else
            sb_frame_draw_part(work, flowed, box);
    }
    work->env.page->origin = sb_element_origin(work->env.page->root);
}
