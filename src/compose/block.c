#include "compose/parts.h"

/* Between blocks one below the other: PAGE.md 1 asks for 20 pt from a source's baseline to the
 * next rule, of which the source keeps 2. */
static const double gap_to_rule = 18, gap_to_text = 6;

void sb_block_misfit(const sb_work *work, const sb_spec_block *block, sb_lack lack,
                     double missing)
{
    static const char *const verbs[] = {
        [SB_BLOCK_ROW] = "row",           [SB_BLOCK_COLUMN] = "column",
        [SB_BLOCK_TEXT] = "text",         [SB_BLOCK_MARKDOWN] = "markdown",
        [SB_BLOCK_HEADING] = "heading",   [SB_BLOCK_NUMBERS] = "numbers",
        [SB_BLOCK_TABLE] = "table",       [SB_BLOCK_MAP] = "map",
        [SB_BLOCK_CHART] = "chart",       [SB_BLOCK_SENSITIVITY] = "sensitivity",
        [SB_BLOCK_CLUSTERS] = "clusters", [SB_BLOCK_SIGNS] = "signs",
        [SB_BLOCK_LISTING] = "listing",   [SB_BLOCK_IMAGE] = "image",
        [SB_BLOCK_SPACE] = "space",
    };
    sb_misfit(work, block->node->at,
              block->title ? sb_work_fill(work, block->title) : verbs[block->kind], lack,
              missing);
}

double sb_grid_width(const sb_spec_format *format, int columns)
{
    double text = format->width - format->inner - format->outer;
    double column = (text - (format->columns - 1) * format->gutter) / format->columns;
    return columns * column + (columns - 1) * format->gutter;
}

/* The width a block asks for; NaN if it takes what is there. */
static double given_width(const sb_work *work, const sb_spec_block *block)
{
    return block->columns > 0 ? sb_grid_width(&work->composer->spec->format, block->columns)
                              : block->width;
}

const sb_spec_block **sb_blocks_standing(const sb_work *work, sb_spec_block *const *blocks,
                                         int *n)
{
    const sb_spec_block **list = sb_arena_array(work->env.arena, const sb_spec_block *, *n);
    int all = *n;
    *n = 0;
    for (int i = 0; i < all; i++)
        if (sb_work_wants(work, blocks[i]->when) && sb_text_is_there(work, blocks[i]))
            list[(*n)++] = blocks[i];
    return list;
}

static double weight_of(const sb_spec_block *block)
{
    return isnan(block->weight) ? 1 : block->weight;
}

/* ---- rows ---- */

/* A block at its place in a row. */
typedef struct cell {
    const sb_spec_block *block;
    double x, y, width;
} cell;

/* Widths as given, the rest shared by weight.  *n: how many.  *over: pt by which the row is too
 * narrow. */
static cell *row_cells(const sb_work *work, const sb_spec_block *row, sb_rect box, int *n_cells,
                       double *over)
{
    int n = row->n_children;
    const sb_spec_block **children = sb_blocks_standing(work, row->children, &n);
    *n_cells = n;
    double gutter = work->composer->spec->format.gutter;
    double left = box.width - (n - 1) * gutter, weights = 0;
    cell *cells = sb_arena_array(work->env.arena, cell, n);
    for (int i = 0; i < n; i++) {
        const sb_spec_block *block = children[i];
        cells[i] =
            (cell){block, 0, isnan(block->top) ? box.y : block->top, given_width(work, block)};
        if (isnan(cells[i].width))
            weights += weight_of(block);
        else
            left -= cells[i].width;
    }
    *over = fmax(0, -left);
    double x = box.x;
    for (int i = 0; i < n; i++) {
        if (isnan(cells[i].width))
            cells[i].width = fmax(0, left) * weight_of(cells[i].block) / weights;
        cells[i].x = x;
        x += cells[i].width + gutter;
    }
    return cells;
}

static sb_extent row_measure(const sb_work *work, const sb_spec_block *row, double width,
                             double y)
{
    int n;
    double over;
    const cell *cells = row_cells(work, row, (sb_rect){0, y, width, 0}, &n, &over);
    sb_extent extent = {0};
    for (int i = 0; i < n; i++) {
        sb_extent e = sb_block_measure(work, cells[i].block, cells[i].width, cells[i].y);
        extent.least = fmax(extent.least, cells[i].y - y + e.least);
        extent.height = fmax(extent.height, cells[i].y - y + e.height);
    }
    extent.is_elastic = extent.least < extent.height;
    return extent;
}

/* All blocks of a row reach down to its bottom, so that their sources share a baseline. */
static void row_draw(sb_work *work, const sb_spec_block *row, sb_rect box)
{
    int n;
    double over;
    const cell *cells = row_cells(work, row, box, &n, &over);
    if (over > SB_LENGTH_NOISE) {
        sb_block_misfit(work, row, SB_LACKS_WIDTH, over);
        return;
    }
    for (int i = 0; i < n; i++) {
        const sb_spec_block *block = cells[i].block;
        double room = sb_rect_bottom(box) - cells[i].y;
        double height = isnan(block->height) ? room : block->height;
        if (height > room + SB_LENGTH_NOISE)
            sb_block_misfit(work, block, SB_LACKS_HEIGHT, height - room);
        else
            sb_block_draw(work, block,
                          (sb_rect){cells[i].x, cells[i].y, cells[i].width, height});
    }
}

/* ---- columns ---- */

static bool hangs_from_rule(const sb_spec_block *block)
{
    switch (block->kind) {
    case SB_BLOCK_ROW:
        for (int i = 0; i < block->n_children; i++)
            if (hangs_from_rule(block->children[i]))
                return true;
        return false;
    case SB_BLOCK_COLUMN:
        return block->n_children > 0 && hangs_from_rule(block->children[0]);
    default:
        return sb_frame_has_rule(block);
    }
}

double sb_block_gap(const sb_spec_block *above, const sb_spec_block *below)
{
    if (above->kind == SB_BLOCK_SPACE || below->kind == SB_BLOCK_SPACE)
        return 0;
    return hangs_from_rule(below) ? gap_to_rule : gap_to_text;
}

/* A block at its place in a column. */
typedef struct slot {
    const sb_spec_block *block;
    sb_extent extent;
    double gap; /* above it */
    double y, width, height;
    double missing; /* pt that all up to the next fixed top lack, if this one is cut by it */
    bool is_first_cut;
} slot;

double sb_block_width(const sb_work *work, const sb_spec_block *block, double width)
{
    double given = given_width(work, block);
    return isnan(given) ? width : given;
}

static bool shares_rest(const slot *s)
{
    return isnan(s->block->height) && !isnan(s->block->weight);
}

/* Heights of slots that follow each other without a fixed top, in `room` pt (may be infinite):
 * natural ones first, the rest by weight; where there is too little, what is elastic gives in.
 */
static void share_height(slot *slots, int n, double room)
{
    double natural = 0, slack = 0, weights = 0;
    for (int i = 0; i < n; i++) {
        slot *s = &slots[i];
        s->height = s->extent.height;
        natural += s->gap;
        if (shares_rest(s) && isfinite(room)) {
            weights += s->block->weight;
            continue;
        }
        natural += s->height;
        if (s->extent.is_elastic)
            slack += s->height - s->extent.least;
    }
    double rest = fmax(0, room - natural);
    double give = slack > 0 ? fmin(1, fmax(0, natural - room) / slack) : 0;
    for (int i = 0; i < n; i++) {
        slot *s = &slots[i];
        if (shares_rest(s) && isfinite(room))
            s->height = fmax(s->extent.least, rest * s->block->weight / weights);
        else if (s->extent.is_elastic)
            s->height -= give * (s->height - s->extent.least);
    }
}

/* Place blocks one below the other from box.y on; a `top` starts anew there, and what stands
 * before it must end above it. */
static slot *stack(const sb_work *work, const sb_spec_block *const *blocks, int n, sb_rect box)
{
    slot *slots = sb_arena_array(work->env.arena, slot, n);
    double y = box.y;
    for (int from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && isnan(blocks[to]->top);)
            to++;
        if (!isnan(blocks[from]->top))
            y = blocks[from]->top;
        double bottom = to < n ? blocks[to]->top : sb_rect_bottom(box), measured_at = y;
        for (int i = from; i < to; i++) {
            double width = sb_block_width(work, blocks[i], box.width);
            slots[i] = (slot){.block = blocks[i], .width = width};
            slots[i].gap = i > from ? sb_block_gap(blocks[i - 1], blocks[i]) : 0;
            measured_at += slots[i].gap;
            slots[i].extent = sb_block_measure(work, blocks[i], width, measured_at);
            measured_at += slots[i].extent.height;
        }
        share_height(slots + from, to - from, bottom - y);
        for (int i = from; i < to; i++) {
            slots[i].y = y + slots[i].gap;
            y = slots[i].y + slots[i].height;
        }
        bool is_cut = false;
        for (int i = from; i < to; i++) {
            if (slots[i].y + slots[i].height <= bottom + SB_LENGTH_NOISE)
                continue;
            slots[i].missing = y - bottom;
            slots[i].is_first_cut = !is_cut;
            is_cut = true;
        }
    }
    return slots;
}

static sb_extent column_measure(const sb_work *work, const sb_spec_block *column, double width,
                                double y)
{
    int n = column->n_children;
    const sb_spec_block **children = sb_blocks_standing(work, column->children, &n);
    const slot *slots = stack(work, children, n, (sb_rect){0, y, width, (double)INFINITY});
    if (!n)
        return (sb_extent){0};
    sb_extent extent = {.height = slots[n - 1].y + slots[n - 1].height - y};
    extent.least = extent.height;
    for (int i = n - 1; i >= 0; i--) { /* what is elastic below the last fixed top */
        if (slots[i].extent.is_elastic)
            extent.least -= slots[i].height - slots[i].extent.least;
        if (!isnan(slots[i].block->top))
            break;
    }
    extent.is_elastic = extent.least < extent.height;
    return extent;
}

void sb_stack_draw(sb_work *work, sb_spec_block *const *blocks, int n, sb_rect box)
{
    const sb_spec_block **there = sb_blocks_standing(work, blocks, &n);
    const slot *slots = stack(work, there, n, box);
    for (int i = 0; i < n; i++) {
        const slot *s = &slots[i];
        if (s->width > box.width + SB_LENGTH_NOISE)
            sb_block_misfit(work, s->block, SB_LACKS_WIDTH, s->width - box.width);
        else if (s->is_first_cut)
            sb_block_misfit(work, s->block, SB_LACKS_HEIGHT, s->missing);
        else if (!(s->missing > 0))
            sb_block_draw(work, s->block, (sb_rect){box.x, s->y, s->width, s->height});
    }
}

/* ---- any block ---- */

bool sb_block_holds(const sb_spec_block *block, const sb_spec_block *inner)
{
    for (int i = 0; i < block->n_children; i++)
        if (sb_block_holds(block->children[i], inner))
            return true;
    return block == inner;
}

sb_extent sb_block_measure(const sb_work *work, const sb_spec_block *block, double width,
                           double y)
{
    if (!isnan(block->height))
        return (sb_extent){block->height, block->height, false};
    switch (block->kind) {
    case SB_BLOCK_ROW:
        return row_measure(work, block, width, y);
    case SB_BLOCK_COLUMN:
        return column_measure(work, block, width, y);
    case SB_BLOCK_SPACE:
        return (sb_extent){0};
    default:
        return sb_frame_measure(work, block, width);
    }
}

void sb_block_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    switch (block->kind) {
    case SB_BLOCK_ROW:
        row_draw(work, block, box);
        break;
    case SB_BLOCK_COLUMN:
        sb_stack_draw(work, block->children, block->n_children, box);
        break;
    case SB_BLOCK_SPACE:
        break;
    default:
        work->env.page->origin = block->node->at;
        sb_frame_draw(work, block, box);
        work->env.page->origin = sb_element_origin(work->env.page->root);
    }
}
