#include "compose/parts.h"

#include "source/markdown.h"

#include <string.h>

/* PAGE.md 2: paragraphs are indented, but not behind a heading; lists hang by as much. */
static const double indent = 11;
/* White above a heading and below it, and round a list or quote, in lines of running text. */
static const double above_heading = 0.8, below_heading = 0.2, around = 0.4;
/* A link is told by a line as well as by its colour: so far below its words, in sizes. */
static const double underline_below = 0.14;

/* A paragraph, heading or label of an item, broken into lines. */
typedef struct set_text {
    sb_setting setting;
    const sb_passage *passages; /* as sb_placed_run.piece counts them */
    double x, baseline;         /* from the block's corner */
} set_text;

typedef struct flow {
    const sb_work *work;
    const sb_spec_block *block;
    const sb_type *body;
    double width, y; /* y: where the next text's box begins */
    SB_VEC(set_text) texts;
    sb_markdown_kind before; /* the block above; SB_MARKDOWN_ALL: none */
    double overrun;
} flow;

static const sb_markdown *written(const sb_work *work, const sb_spec_block *block)
{
    const sb_plan *plan = work->composer->plan;
    int i = 0;
    while (plan->manuscripts[i].file != block->markdown)
        i++;
    return plan->manuscripts[i].text;
}

/* ---- types ---- */

/* The type of a passage in a text of type `base`. */
static const sb_type *passage_type(const flow *f, const sb_type *base,
                                   const sb_passage *passage)
{
    if (!passage->is_italic && !passage->is_bold && !passage->link)
        return base;
    const sb_figure_env *env = &f->work->env;
    sb_type *type = sb_arena_copy(env->arena, base, 1, sizeof *type);
    type->is_italic ^= passage->is_italic; /* upright among slanted words */
    if (passage->is_bold)
        type->weight = 700;
    if (passage->link)
        type->colour = sb_style_colour(env->style, "strong");
    return type;
}

static const sb_type *heading_type(const flow *f, const sb_markdown *heading)
{
    return sb_style_type(f->work->env.style, heading->level == 1 ? "heading" : "block title");
}

/* ---- placing ---- */

static void set_words(flow *f, const sb_type *type, const sb_passage *passages, int n, double x,
                      double first_indent, bool has_hyphens)
{
    const sb_figure_env *env = &f->work->env;
    sb_piece *pieces = sb_arena_array(env->arena, sb_piece, n);
    for (int i = 0; i < n; i++)
        pieces[i] = (sb_piece){passage_type(f, type, &passages[i]),
                               sb_work_fill(f->work, passages[i].text), passages[i].language};
    sb_lines lines = sb_paragraph_break(
        env->shaper, sb_paragraph_new(env->shaper, pieces, n, env->arena), f->width - x,
        (sb_break_rules){.has_hyphens = has_hyphens, .indent = first_indent}, env->arena);
    sb_vec_push(env->arena, &f->texts,
                ((set_text){{type, lines.lines, lines.n, lines.overrun, first_indent},
                            passages,
                            x,
                            f->y + type->leading}));
    f->y += lines.n * type->leading;
    f->overrun = fmax(f->overrun, lines.overrun);
}

static void place_heading(flow *f, const sb_markdown *heading)
{
    if (f->before != SB_MARKDOWN_ALL)
        f->y += above_heading * f->body->leading;
    set_words(f, heading_type(f, heading), heading->passages, heading->n_passages, 0, 0, false);
    f->y += below_heading * f->body->leading;
}

static void place(flow *f, const sb_markdown *block, const sb_type *type, double x);

/* A dash or its number, and beside it what the item holds. */
static void place_item(flow *f, const sb_markdown *item, const sb_type *type, double x)
{
    const sb_figure_env *env = &f->work->env;
    sb_passage *label = sb_arena_one(env->arena, sb_passage);
    label->text = item->number ? sb_arena_printf(env->arena, "%d. ", item->number) : "\u2013 ";
    double y = f->y, hang = fmax(indent, sb_shape_width(env->shaper, type, label->text) + 3);
    set_words(f, type, label, 1, x, 0, false);
    f->y = y;
    f->before = SB_MARKDOWN_ALL;
    for (int i = 0; i < item->n_kids; i++)
        place(f, &item->kids[i], type, x + hang);
}

static void place(flow *f, const sb_markdown *block, const sb_type *type, double x)
{
    bool is_apart = block->kind == SB_MARKDOWN_LIST || block->kind == SB_MARKDOWN_QUOTE ||
                    (block->kind == SB_MARKDOWN_PARAGRAPH && f->before != block->kind);
    if (is_apart && f->before != SB_MARKDOWN_ALL && f->before != SB_MARKDOWN_HEADING)
        f->y += around * f->body->leading;
    switch (block->kind) {
    case SB_MARKDOWN_PARAGRAPH:
        set_words(f, type, block->passages, block->n_passages, x,
                  f->before == SB_MARKDOWN_PARAGRAPH ? indent : 0, true);
        break;
    case SB_MARKDOWN_HEADING:
        place_heading(f, block);
        break;
    case SB_MARKDOWN_ITEM:
        place_item(f, block, type, x);
        break;
    case SB_MARKDOWN_QUOTE:
        type = sb_style_type(f->work->env.style, "quote");
        /* fall through */
    default:
        f->before = SB_MARKDOWN_ALL;
        for (int i = 0; i < block->n_kids; i++)
            place(f, &block->kids[i], type, x);
    }
    f->before = block->kind;
}

static flow flow_of(const sb_work *work, const sb_spec_block *block, double width)
{
    flow f = {.work = work,
              .block = block,
              .body = sb_style_type(work->env.style, block->role ? block->role : "body"),
              .width = width};
    const sb_markdown *all = written(work, block);
    if (all)
        place(&f, all, f.body, 0);
    return f;
}

/* From the top of the first text's box to its first baseline hang as everywhere. */
static double hang(const flow *f)
{
    return f->texts.n
               ? sb_hang(f->texts.at[0].setting.type) - f->texts.at[0].setting.type->leading
               : 0;
}

sb_extent sb_markdown_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    flow f = flow_of(work, block, width);
    double height = f.texts.n ? f.y + hang(&f) + sb_foot(f.body) : 0;
    return (sb_extent){height, height, false};
}

/* ---- drawing ---- */

/* The element of a passage: the text's own, or a link or passage in another language in it. */
static sb_element *passage_element(flow *f, sb_element *text, const sb_passage *passage)
{
    sb_page *page = f->work->env.page;
    if (!passage->link && !passage->language)
        return text;
    sb_element *e = sb_element_new(page, text, passage->link ? SB_ROLE_LINK : SB_ROLE_SPAN);
    e->language = passage->language;
    e->link_uri = passage->link ? sb_work_fill(f->work, passage->link) : NULL;
    return e;
}

static void underline(const flow *f, const sb_type *type, double x, double baseline,
                      double width)
{
    const sb_figure_env *env = &f->work->env;
    double y = baseline + underline_below * type->size;
    sb_page_begin_artifact(env->page, SB_ARTIFACT_LAYOUT);
    sb_list_stroke(
        env->page->list, sb_path_line(env->arena, (sb_point){x, y}, (sb_point){x + width, y}),
        sb_style_line(env->style, "link").pen, sb_style_line(env->style, "link").colour);
    sb_page_end(env->page);
}

/* The runs of one passage in a line: from `first` on, *end behind them. */
static double draw_runs(const flow *f, const sb_line *line, int first, int *end, double x,
                        double baseline)
{
    double width = 0;
    int i = first;
    for (; i < line->n && line->runs[i].piece == line->runs[first].piece; i++) {
        const sb_placed_run *run = &line->runs[i];
        sb_list_glyphs(f->work->env.page->list, run->run, x + run->x, baseline, run->colour);
        width = run->x + run->run->width - line->runs[first].x;
    }
    *end = i;
    return fmin(width, line->width - line->runs[first].x); /* no blank at the line's end */
}

static void draw_text(flow *f, const set_text *text, sb_rect box, sb_element *element)
{
    sb_page *page = f->work->env.page;
    sb_element *current = NULL;
    int piece = -1;
    for (int i = 0; i < text->setting.n; i++) {
        const sb_line *line = text->setting.lines[i];
        double x = box.x + text->x + (i ? 0 : text->setting.indent);
        double baseline = box.y + hang(f) + text->baseline + i * text->setting.type->leading;
        for (int run = 0, end; run < line->n; run = end) {
            if (line->runs[run].piece != piece) {
                piece = line->runs[run].piece;
                current = passage_element(f, element, &text->passages[piece]);
            }
            sb_page_begin(page, current);
            double width = draw_runs(f, line, run, &end, x, baseline);
            sb_page_end(page);
            if (current->role != SB_ROLE_LINK)
                continue;
            double from = x + line->runs[run].x;
            underline(f, text->setting.type, from, baseline, width);
            sb_page_link(
                page, current,
                (sb_rect){from, baseline - line->ascent, width, line->ascent + line->descent});
        }
    }
}

/* The elements of a block and the ink of its texts, *next of them first. */
static void draw(sb_work *work, flow *f, const sb_markdown *block, sb_rect box,
                 sb_element *parent, size_t *next)
{
    static const sb_role roles[] = {
        [SB_MARKDOWN_PARAGRAPH] = SB_ROLE_P,
        [SB_MARKDOWN_LIST] = SB_ROLE_L,
        [SB_MARKDOWN_ITEM] = SB_ROLE_LI,
        [SB_MARKDOWN_QUOTE] = SB_ROLE_QUOTE,
    };
    sb_page *page = work->env.page;
    if (block->kind == SB_MARKDOWN_HEADING) {
        sb_role role = block->level == 1 ? sb_work_heading(work) : SB_ROLE_H3;
        draw_text(f, &f->texts.at[(*next)++], box, sb_element_new(page, parent, role));
        return;
    }
    sb_element *element = block->kind == SB_MARKDOWN_ALL
                              ? parent
                              : sb_element_new(page, parent, roles[block->kind]);
    if (block->kind == SB_MARKDOWN_LIST)
        element->is_numbered = block->n_kids && block->kids[0].number;
    if (block->kind == SB_MARKDOWN_PARAGRAPH)
        draw_text(f, &f->texts.at[(*next)++], box, element);
    if (block->kind == SB_MARKDOWN_ITEM) {
        draw_text(f, &f->texts.at[(*next)++], box, sb_element_new(page, element, SB_ROLE_LBL));
        element = sb_element_new(page, element, SB_ROLE_LBODY);
    }
    for (int i = 0; i < block->n_kids; i++)
        draw(work, f, &block->kids[i], box, element, next);
}

void sb_markdown_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    flow f = flow_of(work, block, box.width);
    if (f.overrun > SB_LENGTH_NOISE) {
        sb_block_misfit(work, block, SB_LACKS_WIDTH, f.overrun);
        return;
    }
    size_t next = 0;
    const sb_markdown *all = written(work, block);
    if (all)
        draw(work, &f, all, box, work->env.page->root, &next);
}
