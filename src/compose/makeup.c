#include "compose/makeup.h"

#include "compose/numbering.h"

/* pages/3b-text, in pt: below the text area's top a page begins (the running head stands over
 * it), below a section's baseline its text does; above and below a figure, above a section that
 * begins on a page, between notes. */
static const double page_top = 32, below_heading = 17, around_figure = 20, above_section = 26,
                    between_asides = 16;
/* Lines of text that are worth beginning a page's rest, and the part of a page that is worth
 * beginning a section. */
enum { LEAST_LINES = 3 };
static const double least_rest = 0.35;
/* The grid's columns beside the text, and those of the text's own columns. */
enum { SIDE_COLUMNS = 2, COLUMN_COLUMNS = 2, LEAST_FOR_SIDE = 6 };

/* A figure that finds no room, and the notes that go with it. */
typedef struct waiting {
    const sb_spec_block *block;
    SB_VEC(const sb_markdown *) asides;
} waiting;

typedef struct maker {
    const sb_work *work;
    sb_rect area; /* of text, its x at 0 */
    int n_columns;
    double column, main; /* widths: of a column of text, of all of them */
    double side_x, side; /* where notes stand; side 0: among the text */
    SB_VEC(sb_makeup) pages;
    double y, side_y;      /* below what stands in the columns and beside them */
    double beside;         /* where the last thing in the columns begins */
    bool is_fresh;         /* nothing stands on this page but a heading */
    bool is_below_heading; /* the last thing was one */
    SB_VEC(waiting) waiting;
} maker;

static sb_makeup *page_of(maker *m) { return &m->pages.at[m->pages.n - 1]; }

static double bottom(const maker *m) { return sb_rect_bottom(m->area); }

static void put(maker *m, sb_laid laid)
{
    sb_vec_push(m->work->env.arena, &page_of(m)->laid, laid);
}

/* ---- beside the text ---- */

static bool is_note(const sb_markdown *quote)
{
    const sb_markdown *first = quote->n_kids ? &quote->kids[0] : NULL;
    return first && first->n_passages && first->passages[0].is_bold;
}

static void place_aside(maker *m, const sb_markdown *quote, double beside)
{
    const sb_galley *galley = sb_galley_set(m->work, quote->kids, quote->n_kids,
                                            is_note(quote) ? "note" : "quote", 1, m->side);
    if (!galley->texts.n)
        return;
    double first = galley->texts.at[0].baseline, hang = fmax(SB_HANG, galley->body->leading);
    double y = fmax(beside, m->side_y + between_asides);
    double height = hang + galley->height - first + sb_foot(galley->body);
    put(m, (sb_laid){.kind = SB_LAID_ASIDE,
                     .box = {m->side_x, y, m->side, height},
                     .quote = quote,
                     .galley = galley,
                     .parts = {{first, galley->height, {m->side_x, y + hang}}},
                     .n_parts = 1});
    m->side_y = y + height;
}

/* ---- figures ---- */

static double figure_width(const maker *m, const sb_spec_block *block)
{
    return sb_block_width(m->work, block, m->main);
}

static double gap_above(const maker *m)
{
    return m->is_fresh || m->is_below_heading ? 0 : around_figure;
}

/* Where a figure of this width would begin: a wide one below the notes as well. */
static double figure_top(const maker *m, double width)
{
    double y = m->y + gap_above(m);
    return width > m->main + SB_LENGTH_NOISE ? fmax(y, m->side_y + around_figure) : y;
}

static void put_figure(maker *m, const sb_spec_block *block)
{
    double width = figure_width(m, block), y = figure_top(m, width);
    double height = sb_block_measure(m->work, block, width, y).height;
    put(m, (sb_laid){.kind = SB_LAID_FIGURE, .box = {0, y, width, height}, .block = block});
    m->beside = y;
    m->y = y + height;
    if (width > m->main + SB_LENGTH_NOISE)
        m->side_y = m->y;
    m->is_fresh = m->is_below_heading = false;
}

static void new_page(maker *m)
{
    sb_vec_push(m->work->env.arena, &m->pages, (sb_makeup){0});
    m->y = m->beside = m->area.y + page_top;
    m->side_y = -(double)INFINITY;
    m->is_fresh = true;
    m->is_below_heading = false;
}

static bool has_room(const maker *m, const sb_spec_block *block)
{
    double width = figure_width(m, block), y = figure_top(m, width);
    return y + sb_block_measure(m->work, block, width, y).height <= bottom(m) + SB_LENGTH_NOISE;
}

/* A page whose top is for the figures that wait; at least one of them finds its place there. */
static void next_page(maker *m)
{
    new_page(m);
    size_t done = 0;
    for (; done < m->waiting.n && (m->is_fresh || has_room(m, m->waiting.at[done].block));
         done++) {
        const waiting *w = &m->waiting.at[done];
        put_figure(m, w->block);
        for (size_t i = 0; i < w->asides.n; i++)
            place_aside(m, w->asides.at[i], m->beside);
    }
    for (size_t i = done; i < m->waiting.n; i++)
        m->waiting.at[i - done] = m->waiting.at[i];
    m->waiting.n -= done;
}

static void place_figure(maker *m, const sb_spec_block *block)
{
    if (m->waiting.n || (!m->is_fresh && !has_room(m, block)))
        sb_vec_push(m->work->env.arena, &m->waiting, ((waiting){.block = block}));
    else
        put_figure(m, block);
}

/* ---- text ---- */

/* Rows from..end-1 make a column at most `depth` deep from its first baseline to its last. */
static int column_end(const sb_galley_row *rows, int n, int from, double depth)
{
    int end = from;
    for (int i = from;
         i < n && rows[i].baseline - rows[from].baseline <= depth + SB_LENGTH_NOISE; i++)
        if (rows[i].may_end || i == n - 1)
            end = i + 1;
    return end;
}

/* Columns filled one after another; the row that found no place, n if all did. */
static int fill(const maker *m, const sb_galley_row *rows, int n, int from, double depth,
                int *ends)
{
    for (int c = 0; c < m->n_columns; c++)
        from = ends[c] = column_end(rows, n, from, depth);
    return from;
}

/* Columns as even as can be that hold all rows from `from` on. */
static void balance(const maker *m, const sb_galley_row *rows, int n, int from, int *ends)
{
    for (int i = from; i < n; i++)
        if (fill(m, rows, n, from, rows[i].baseline - rows[from].baseline, ends) == n)
            return;
}

static void put_columns(maker *m, const sb_galley *galley, const sb_galley_row *rows, int from,
                        const int *ends, double y)
{
    sb_laid laid = {.kind = SB_LAID_TEXT, .galley = galley, .n_parts = 0};
    double hang = sb_hang(galley->body), deepest = 0;
    double step = m->column + m->work->composer->spec->format.gutter;
    for (int c = 0; c < m->n_columns && ends[c] > from; c++) {
        sb_galley_part part = {
            rows[from].baseline, rows[ends[c] - 1].baseline, {c * step, y + hang}};
        deepest = fmax(deepest, part.to - part.from);
        laid.parts[laid.n_parts++] = part;
        from = ends[c];
    }
    laid.box = (sb_rect){0, y, m->main, hang + deepest + sb_foot(galley->body)};
    put(m, laid);
    m->beside = y;
    m->y = sb_rect_bottom(laid.box);
    m->is_fresh = m->is_below_heading = false;
}

/* A quote or note, and how many texts of the run stand before it. */
typedef struct aside {
    const sb_markdown *quote;
    size_t behind;
} aside;
typedef SB_VEC(aside) aside_list;

/* Those that stand behind a text which begins among the rows up to `to`. */
static void place_asides(maker *m, const sb_galley *galley, const aside_list *asides,
                         size_t *next, double to)
{
    for (; *next < asides->n; (*next)++) {
        const aside *a = &asides->at[*next];
        if (a->behind && galley->texts.at[a->behind - 1].baseline > to + SB_LENGTH_NOISE)
            return;
        place_aside(m, a->quote, m->beside);
    }
}

static void place_text(maker *m, const sb_galley *galley, const aside_list *asides)
{
    int n, ends[SB_MAKEUP_COLUMNS];
    const sb_galley_row *rows = sb_galley_rows(galley, &n, m->work->env.arena);
    double edges = sb_hang(galley->body) + sb_foot(galley->body);
    size_t next = 0;
    for (int from = 0; from < n;) {
        double y = m->y + gap_above(m), depth = bottom(m) - y - edges;
        int end = fill(m, rows, n, from, depth, ends);
        bool is_short = end == from || (end < n && depth < LEAST_LINES * galley->body->leading);
        if (is_short && !m->is_fresh) {
            next_page(m);
            continue;
        }
        if (end == from) /* said when it is drawn */
            end = ends[0] = n;
        else if (end == n)
            balance(m, rows, n, from, ends);
        put_columns(m, galley, rows, from, ends, y);
        place_asides(m, galley, asides, &next, rows[end - 1].baseline);
        from = end;
        if (from < n)
            next_page(m);
    }
}

/* Texts and asides from `from` up to the next figure; its index, or n. */
static int place_run(maker *m, const sb_section *section, int from)
{
    const sb_work *work = m->work;
    SB_VEC(sb_markdown) blocks = {0};
    aside_list asides = {0};
    int i = from;
    for (; i < section->n; i++) {
        const sb_markdown *block = &section->blocks[i];
        if (sb_figure_call(block, work->env.arena))
            break;
        if (block->kind == SB_MARKDOWN_QUOTE && m->side > 0) {
            aside a = {block, 0};
            for (size_t k = 0; k < blocks.n; k++)
                a.behind += (size_t)sb_galley_texts_in(&blocks.at[k]);
            sb_vec_push(work->env.arena, &asides, a);
        } else {
            sb_vec_push(work->env.arena, &blocks, *block);
        }
    }
    size_t first = 0; /* those behind nothing: of the figure before them, if that waits */
    for (; m->waiting.n && first < asides.n && !asides.at[first].behind; first++)
        sb_vec_push(work->env.arena, &m->waiting.at[m->waiting.n - 1].asides,
                    asides.at[first].quote);
    for (; first < asides.n && !asides.at[first].behind; first++)
        place_aside(m, asides.at[first].quote, m->beside);
    const aside_list rest = {.at = asides.at + first, .n = asides.n - first};
    place_text(m, sb_galley_set(work, blocks.at, (int)blocks.n, "body", 3, m->column), &rest);
    return i;
}

/* ---- sections ---- */

/* Its number, and behind that its title. */
typedef struct heading {
    const sb_line *number; /* NULL: none */
    sb_setting title;
    double title_x; /* from the heading's left edge */
} heading;

static heading heading_of(const sb_figure_env *env, const sb_section *section, double width)
{
    heading h = {0};
    if (section->number) {
        h.number = sb_shape(env->shaper, sb_style_type(env->style, "section number"),
                            sb_arena_printf(env->arena, "%s ", section->number));
        h.title_x = h.number->width + sb_style_type(env->style, "section title")->size / 3;
    }
    h.title = sb_set(env, "section title", section->title, width - h.title_x);
    return h;
}

/* A section begins on a page that has a good part left, else on the next. */
static void place_heading(maker *m, const sb_section *section)
{
    if (!m->is_fresh && bottom(m) - m->y < least_rest * m->area.height)
        next_page(m);
    sb_makeup *page = page_of(m);
    if (!page->n_sections)
        page->sections = section;
    page->n_sections++;
    if (!section->title)
        return;
    double y = m->y + (m->is_fresh ? 0 : above_section);
    sb_setting title = heading_of(&m->work->env, section, m->main).title;
    double height = SB_HANG + sb_setting_depth(title) + below_heading;
    put(m,
        (sb_laid){.kind = SB_LAID_HEADING, .box = {0, y, m->main, height}, .section = section});
    m->y = m->beside = y + height;
    m->is_below_heading = true;
}

static void place_section(maker *m, const sb_section *section)
{
    const sb_work *work = m->work;
    place_heading(m, section);
    for (int i = 0; i < section->n;) {
        const sb_spec_figure *figure =
            sb_called_figure(work->composer->spec, &section->blocks[i], work->env.arena, NULL);
        if (figure) {
            place_figure(m, figure->block);
            i++;
        } else {
            i = place_run(m, section, i);
        }
    }
    while (m->waiting.n)
        next_page(m);
}

sb_makeup *sb_makeup_pages(const sb_work *work, int *n)
{
    const sb_spec_format *format = &work->composer->spec->format;
    const sb_chapter *chapter = work->planned->chapter;
    bool has_side = format->columns >= LEAST_FOR_SIDE;
    int columns = has_side ? format->columns - SIDE_COLUMNS : format->columns;
    maker m = {.work = work, .area = work->area};
    m.area.x = 0;
    m.n_columns = columns > COLUMN_COLUMNS ? columns / COLUMN_COLUMNS : 1;
    m.main = sb_grid_width(format, columns);
    m.column = (m.main - (m.n_columns - 1) * format->gutter) / m.n_columns;
    m.side = has_side ? sb_grid_width(format, SIDE_COLUMNS) : 0;
    m.side_x = m.main + format->gutter;
    new_page(&m);
    for (int i = 0; i < chapter->n_sections; i++)
        place_section(&m, &chapter->sections[i]);
    *n = (int)m.pages.n;
    return m.pages.at;
}

bool sb_makeup_has(const sb_makeup *page, const sb_spec_block *block)
{
    for (size_t i = 0; i < page->laid.n; i++)
        if (page->laid.at[i].block && sb_block_holds(page->laid.at[i].block, block))
            return true;
    return false;
}

/* ---- drawing ---- */

static void draw_heading(sb_work *work, const sb_laid *laid, sb_rect box)
{
    const sb_figure_env *env = &work->env;
    heading h = heading_of(env, laid->section, box.width);
    if (h.title.overrun > SB_LENGTH_NOISE)
        sb_misfit(work, laid->section->heading->at, laid->section->title, SB_LACKS_WIDTH,
                  h.title.overrun);
    work->has_title = false; /* of this section */
    sb_page_begin(env->page, sb_element_new(env->page, env->page->root, sb_work_heading(work)));
    if (h.number)
        sb_line_draw(env->page->list, h.number, box.x, box.y + SB_HANG, SB_LEFT);
    sb_setting_draw(env->page->list, h.title, box.x + h.title_x, box.y + SB_HANG, SB_LEFT);
    sb_page_end(env->page);
}

static void draw_galley(sb_work *work, const sb_laid *laid, sb_element *parent)
{
    sb_galley_part parts[SB_MAKEUP_COLUMNS];
    for (int i = 0; i < laid->n_parts; i++) {
        parts[i] = laid->parts[i];
        parts[i].at.x += work->area.x;
    }
    if (laid->galley->overrun > SB_LENGTH_NOISE)
        sb_misfit(work, laid->galley->blocks[0].at, _("text"), SB_LACKS_WIDTH,
                  laid->galley->overrun);
    sb_galley_draw(work, laid->galley, parts, laid->n_parts, parent);
}

static void draw_laid(sb_work *work, const sb_laid *laid, sb_rect box)
{
    sb_page *page = work->env.page;
    switch (laid->kind) {
    case SB_LAID_HEADING:
        draw_heading(work, laid, box);
        break;
    case SB_LAID_FIGURE:
        sb_block_draw(work, laid->block, box);
        break;
    case SB_LAID_ASIDE:
        sb_rule_put(&work->env, "rule", box.x, box.y, box.width);
        draw_galley(work, laid,
                    sb_element_new(page, page->root,
                                   is_note(laid->quote) ? SB_ROLE_NOTE : SB_ROLE_QUOTE));
        break;
    case SB_LAID_TEXT:
        draw_galley(work, laid, page->root);
        break;
    }
}

static sb_span place_of(const sb_laid *laid)
{
    return laid->block     ? laid->block->node->at
           : laid->section ? laid->section->heading->at
                           : laid->galley->blocks[0].at;
}

void sb_makeup_draw(sb_work *work, const sb_makeup *page)
{
    work->has_title = true; /* of the section that goes on, if none begins */
    for (size_t i = 0; i < page->laid.n; i++) {
        const sb_laid *laid = &page->laid.at[i];
        sb_rect box = laid->box;
        box.x += work->area.x;
        double over = sb_rect_bottom(box) - sb_rect_bottom(work->area),
               wider = sb_rect_right(box) - sb_rect_right(work->area);
        const char *what = laid->kind == SB_LAID_ASIDE ? _("note beside the text") : _("text");
        work->env.page->origin = place_of(laid);
        if (wider > SB_LENGTH_NOISE)
            sb_misfit(work, place_of(laid), what, SB_LACKS_WIDTH, wider);
        else if (over > SB_LENGTH_NOISE)
            sb_misfit(work, place_of(laid), what, SB_LACKS_HEIGHT, over);
        else
            draw_laid(work, laid, box);
    }
    work->env.page->origin = sb_element_origin(work->env.page->root);
}
