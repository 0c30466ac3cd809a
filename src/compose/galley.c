#include "compose/galley.h"

#include <string.h>

/* PAGE.md 2: paragraphs are indented, but not behind a heading; lists hang by as much. */
static const double indent = 11;
/* White above a heading at least, below a large one, and round a list or quote, in lines of
 * running text.  A heading and its white fill whole lines, so that columns stay level. */
static const double above_heading = 0.5, below_heading = 0.2, around = 0.5;
/* A link is told by a line as well as by its colour: so far below its words, in sizes. */
static const double underline_below = 0.14;
/* Baselines nearer than this are one row. */
static const double row_noise = 0.01;
/* Lines of a paragraph that stay together at the end and the beginning of a column. */
enum { LEAST_LINES = 2 };

typedef struct setter {
    const sb_work *work;
    sb_galley *galley;
    double width, y;         /* y: where the next text's box begins */
    sb_markdown_kind before; /* the block above; SB_MARKDOWN_ALL: none */
    bool is_titled;          /* and it was in bold words only */
} setter;

/* ---- types ---- */

/* The type of a passage in a text of type `base`. */
static const sb_type *passage_type(const setter *s, const sb_type *base,
                                   const sb_passage *passage)
{
    if (!passage->is_italic && !passage->is_bold && !passage->link)
        return base;
    const sb_figure_env *env = &s->work->env;
    sb_type *type = sb_arena_copy(env->arena, base, 1, sizeof *type);
    type->is_italic ^= passage->is_italic; /* upright among slanted words */
    if (passage->is_bold)
        type->weight = 700;
    if (passage->link)
        type->colour = sb_style_colour(env->style, "strong");
    return type;
}

static const sb_type *heading_type(const setter *s, const sb_markdown *heading)
{
    return sb_style_type(s->work->env.style, heading->level == 1 ? "heading" : "block title");
}

/* ---- setting ---- */

static void set_words(setter *s, const sb_type *type, const sb_passage *passages, int n,
                      double x, double first_indent, bool is_heading)
{
    const sb_figure_env *env = &s->work->env;
    sb_piece *pieces = sb_arena_array(env->arena, sb_piece, n);
    for (int i = 0; i < n; i++)
        pieces[i] = (sb_piece){passage_type(s, type, &passages[i]),
                               sb_work_fill(s->work, passages[i].text), passages[i].language};
    sb_lines lines = sb_paragraph_break(
        env->shaper, sb_paragraph_new(env->shaper, pieces, n, env->arena), s->width - x,
        (sb_break_rules){.has_hyphens = !is_heading, .indent = first_indent}, env->arena);
    sb_vec_push(env->arena, &s->galley->texts,
                ((sb_galley_text){{type, lines.lines, lines.n, lines.overrun, first_indent},
                                  passages,
                                  is_heading,
                                  x,
                                  s->y + type->leading}));
    s->y += lines.n * type->leading;
    s->galley->overrun = fmax(s->galley->overrun, lines.overrun);
}

static void set_heading(setter *s, const sb_markdown *heading)
{
    double line = s->galley->body->leading, from = s->y;
    size_t at = s->galley->texts.n;
    set_words(s, heading_type(s, heading), heading->passages, heading->n_passages, 0, 0, true);
    if (heading->level == 1)
        s->y += below_heading * line;
    if (s->before == SB_MARKDOWN_ALL)
        return;
    double height = s->y - from;
    double above = ceil((height + above_heading * line) / line) * line - height;
    s->galley->texts.at[at].baseline += above;
    s->y += above;
}

static void set(setter *s, const sb_markdown *block, const sb_type *type, double x);

/* A dash or its number, and beside it what the item holds. */
static void set_item(setter *s, const sb_markdown *item, const sb_type *type, double x)
{
    const sb_figure_env *env = &s->work->env;
    sb_passage *label = sb_arena_one(env->arena, sb_passage);
    label->text = item->number ? sb_arena_printf(env->arena, "%d. ", item->number) : "\u2013 ";
    double y = s->y, hang = fmax(indent, sb_shape_width(env->shaper, type, label->text) + 3);
    set_words(s, type, label, 1, x, 0, false);
    s->y = y;
    s->before = SB_MARKDOWN_ALL;
    for (int i = 0; i < item->n_kids; i++)
        set(s, &item->kids[i], type, x + hang);
}

static bool is_bold(const sb_markdown *block)
{
    for (int i = 0; i < block->n_passages; i++)
        if (!block->passages[i].is_bold)
            return false;
    return block->kind == SB_MARKDOWN_PARAGRAPH;
}

/* A paragraph behind another; bold words at its start set it off already. */
static bool is_indented(const setter *s, const sb_markdown *block)
{
    return s->before == SB_MARKDOWN_PARAGRAPH && !s->is_titled &&
           !(block->n_passages && block->passages[0].is_bold);
}

static void set(setter *s, const sb_markdown *block, const sb_type *type, double x)
{
    bool is_apart = block->kind == SB_MARKDOWN_LIST || block->kind == SB_MARKDOWN_QUOTE ||
                    (block->kind == SB_MARKDOWN_PARAGRAPH && s->before != block->kind);
    if (is_apart && s->before != SB_MARKDOWN_ALL && s->before != SB_MARKDOWN_HEADING)
        s->y += around * s->galley->body->leading;
    switch (block->kind) {
    case SB_MARKDOWN_PARAGRAPH:
        set_words(s, type, block->passages, block->n_passages, x,
                  is_indented(s, block) ? indent : 0, false);
        break;
    case SB_MARKDOWN_HEADING:
        set_heading(s, block);
        break;
    case SB_MARKDOWN_ITEM:
        set_item(s, block, type, x);
        break;
    case SB_MARKDOWN_QUOTE:
        type = sb_style_type(s->work->env.style, "quote");
        /* fall through */
    default:
        s->before = SB_MARKDOWN_ALL;
        for (int i = 0; i < block->n_kids; i++)
            set(s, &block->kids[i], type, x);
    }
    s->before = block->kind;
    s->is_titled = is_bold(block);
}

sb_galley *sb_galley_set(const sb_work *work, const sb_markdown *blocks, int n,
                         const char *role, int top_level, double width)
{
    sb_galley *galley = sb_arena_one(work->env.arena, sb_galley);
    galley->blocks = blocks;
    galley->n_blocks = n;
    galley->top_level = top_level;
    galley->body = sb_style_type(work->env.style, role);
    setter s = {.work = work, .galley = galley, .width = width};
    for (int i = 0; i < n; i++)
        set(&s, &blocks[i], galley->body, 0);
    galley->height = s.y;
    return galley;
}

/* ---- rows ---- */

static double baseline_of(const sb_galley_text *text, int line)
{
    return text->baseline + line * text->setting.type->leading;
}

static bool may_end_behind(const sb_galley_text *text, int line)
{
    int n = text->setting.n;
    if (line == n - 1)
        return !text->is_heading;
    bool is_whole = text->is_heading || text->x > 0; /* items stay in one piece */
    return !is_whole && line + 1 >= LEAST_LINES && n - line - 1 >= LEAST_LINES;
}

sb_galley_row *sb_galley_rows(const sb_galley *galley, int *n, sb_arena *arena)
{
    SB_VEC(sb_galley_row) rows = {0};
    for (size_t t = 0; t < galley->texts.n; t++)
        for (int line = 0; line < galley->texts.at[t].setting.n; line++) {
            const sb_galley_text *text = &galley->texts.at[t];
            sb_galley_row row = {baseline_of(text, line), may_end_behind(text, line)};
            sb_galley_row *last = rows.n ? &rows.at[rows.n - 1] : NULL;
            if (last && row.baseline < last->baseline + row_noise)
                *last = row; /* an item's words beside its label */
            else
                sb_vec_push(arena, &rows, row);
        }
    *n = (int)rows.n;
    return rows.at;
}

/* ---- drawing ---- */

typedef struct drawing {
    sb_work *work;
    const sb_galley *galley;
    const sb_galley_part *parts;
    int n_parts;
    size_t next; /* text to come */
} drawing;

/* The part that a baseline lies in; NULL: it is on another page. */
static const sb_galley_part *part_with(const drawing *d, double baseline)
{
    for (int i = 0; i < d->n_parts; i++)
        if (baseline > d->parts[i].from - row_noise && baseline < d->parts[i].to + row_noise)
            return &d->parts[i];
    return NULL;
}

/* The element of a passage: the text's own, or a link or passage in another language in it. */
static sb_element *passage_element(const drawing *d, sb_element *text,
                                   const sb_passage *passage)
{
    sb_page *page = d->work->env.page;
    int target =
        passage->reference ? sb_numbered_page(d->work->composer->plan, passage->reference) : -1;
    bool is_link = passage->link || target >= 0;
    if (!is_link && !passage->language)
        return text;
    sb_element *e = sb_element_new(page, text, is_link ? SB_ROLE_LINK : SB_ROLE_SPAN);
    e->language = passage->language;
    e->link_uri = passage->link ? sb_work_fill(d->work, passage->link) : NULL;
    e->link_page = target;
    return e;
}

static void underline(const sb_figure_env *env, const sb_type *type, double x, double baseline,
                      double width)
{
    double y = baseline + underline_below * type->size;
    sb_page_begin_artifact(env->page, SB_ARTIFACT_LAYOUT);
    sb_list_stroke(
        env->page->list, sb_path_line(env->arena, (sb_point){x, y}, (sb_point){x + width, y}),
        sb_style_line(env->style, "link").pen, sb_style_line(env->style, "link").colour);
    sb_page_end(env->page);
}

/* The runs of one passage in a line: from `first` on, *end behind them. */
static double draw_runs(sb_display_list *list, const sb_line *line, int first, int *end,
                        double x, double baseline)
{
    double width = 0;
    int i = first;
    for (; i < line->n && line->runs[i].piece == line->runs[first].piece; i++) {
        const sb_placed_run *run = &line->runs[i];
        sb_list_glyphs(list, run->run, x + run->x, baseline, run->colour);
        width = run->x + run->run->width - line->runs[first].x;
    }
    *end = i;
    return fmin(width, line->width - line->runs[first].x); /* no blank at the line's end */
}

/* A line of a text; *piece and *current: the passage that is being drawn, and its element. */
static void draw_line(const drawing *d, const sb_galley_text *text, int i, sb_point at,
                      sb_element *element, int *piece, sb_element **current)
{
    const sb_figure_env *env = &d->work->env;
    const sb_line *line = text->setting.lines[i];
    for (int run = 0, end; run < line->n; run = end) {
        if (line->runs[run].piece != *piece) {
            *piece = line->runs[run].piece;
            *current = passage_element(d, element, &text->passages[*piece]);
        }
        sb_page_begin(env->page, *current);
        double width = draw_runs(env->page->list, line, run, &end, at.x, at.y);
        sb_page_end(env->page);
        if ((*current)->role != SB_ROLE_LINK)
            continue;
        double from = at.x + line->runs[run].x;
        if ((*current)->link_uri)
            underline(env, text->setting.type, from, at.y, width);
        sb_page_link(env->page, *current,
                     (sb_rect){from, at.y - line->ascent, width, line->ascent + line->descent});
    }
}

/* Those lines of the next text that stand on this page. */
static void draw_text(drawing *d, sb_element *element)
{
    const sb_galley_text *text = &d->galley->texts.at[d->next++];
    sb_element *current = NULL;
    int piece = -1;
    bool goes_on = false;
    for (int i = 0; i < text->setting.n; i++) {
        double baseline = baseline_of(text, i);
        const sb_galley_part *part = part_with(d, baseline);
        goes_on = !part;
        if (!part)
            continue;
        sb_point at = {part->at.x + text->x + (i ? 0 : text->setting.indent),
                       part->at.y + baseline - part->from};
        draw_line(d, text, i, at, element, &piece, &current);
    }
    if (goes_on)
        d->work->env.page->open = element;
}

int sb_galley_texts_in(const sb_markdown *block)
{
    bool has_words = block->kind == SB_MARKDOWN_PARAGRAPH ||
                     block->kind == SB_MARKDOWN_HEADING || block->kind == SB_MARKDOWN_ITEM;
    int n = has_words ? 1 : 0;
    for (int i = 0; i < block->n_kids; i++)
        n += sb_galley_texts_in(&block->kids[i]);
    return n;
}

/* The first line of text t stands here. */
static bool begins(const drawing *d, size_t t)
{
    return part_with(d, d->galley->texts.at[t].baseline) != NULL;
}

static bool is_drawn(const drawing *d, size_t t)
{
    const sb_galley_text *text = &d->galley->texts.at[t];
    for (int i = 0; i < text->setting.n; i++)
        if (part_with(d, baseline_of(text, i)))
            return true;
    return false;
}

/* The element of the next text: a new one, or that left open on the page before. */
static sb_element *text_element(const drawing *d, sb_element *parent, sb_role role)
{
    sb_page *page = d->work->env.page;
    return begins(d, d->next) ? sb_element_new(page, parent, role)
                              : sb_page_continue(page, SB_ROLE_SPAN);
}

static sb_role heading_role(sb_work *work, const sb_galley *galley, int level)
{
    return level <= galley->top_level ? sb_work_heading(work) : sb_work_subheading(work);
}

static void draw_block(drawing *d, const sb_markdown *block, sb_element *parent);

static void draw_item(drawing *d, const sb_markdown *item, sb_element *parent)
{
    sb_page *page = d->work->env.page;
    if (begins(d, d->next))
        draw_text(d, sb_element_new(page, parent, SB_ROLE_LBL));
    else
        d->next++;
    sb_element *body = sb_element_new(page, parent, SB_ROLE_LBODY);
    for (int i = 0; i < item->n_kids; i++)
        draw_block(d, &item->kids[i], body);
}

/* The elements of a block and the ink of its texts, as far as they stand on this page. */
static void draw_block(drawing *d, const sb_markdown *block, sb_element *parent)
{
    int n = sb_galley_texts_in(block), first = -1;
    for (int i = 0; i < n && first < 0; i++)
        if (is_drawn(d, d->next + (size_t)i))
            first = i;
    if (first < 0) {
        d->next += (size_t)n;
        return;
    }
    sb_page *page = d->work->env.page;
    switch (block->kind) {
    case SB_MARKDOWN_HEADING:
        draw_text(d,
                  sb_element_new(page, parent, heading_role(d->work, d->galley, block->level)));
        return;
    case SB_MARKDOWN_PARAGRAPH:
        draw_text(d, text_element(d, parent, SB_ROLE_P));
        return;
    case SB_MARKDOWN_ITEM:
        draw_item(d, block, sb_element_new(page, parent, SB_ROLE_LI));
        return;
    case SB_MARKDOWN_LIST:
        parent = sb_element_new(page, parent, SB_ROLE_L);
        parent->is_numbered = block->n_kids && block->kids[0].number;
        break;
    case SB_MARKDOWN_QUOTE:
        parent = sb_element_new(page, parent, SB_ROLE_QUOTE);
        break;
    case SB_MARKDOWN_ALL:
        break;
    }
    for (int i = 0; i < block->n_kids; i++)
        draw_block(d, &block->kids[i], parent);
}

void sb_galley_draw(sb_work *work, const sb_galley *galley, const sb_galley_part *parts, int n,
                    sb_element *parent)
{
    drawing d = {.work = work, .galley = galley, .parts = parts, .n_parts = n};
    for (int i = 0; i < galley->n_blocks; i++)
        draw_block(&d, &galley->blocks[i], parent);
}
