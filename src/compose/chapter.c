#include "compose/chapter.h"

#include "compose/backdrop.h"
#include "compose/galley.h"

#include <string.h>

/* ---- reading ---- */

const char *sb_markdown_words(const sb_markdown *block, sb_arena *arena)
{
    const char *words = "";
    for (int i = 0; i < block->n_passages; i++)
        words = sb_arena_printf(arena, "%s%s", words, block->passages[i].text);
    return words;
}

const char *sb_figure_call(const sb_markdown *block, sb_arena *arena)
{
    static const char mark[] = "{figure:";
    if (block->kind != SB_MARKDOWN_PARAGRAPH || block->n_passages != 1)
        return NULL;
    const char *text = block->passages[0].text;
    const char *end = strchr(text, '}');
    if (strncmp(text, mark, strlen(mark)) != 0 || !end || end[1])
        return NULL;
    const char *name = text + strlen(mark) + strspn(text + strlen(mark), " ");
    return sb_arena_textn(arena, name, (size_t)(end - name));
}

static bool is_heading(const sb_markdown *block, int level)
{
    return block->kind == SB_MARKDOWN_HEADING && block->level == level;
}

static const sb_markdown *paragraph(const char *text, sb_span at, sb_arena *arena)
{
    sb_passage *passage = sb_arena_one(arena, sb_passage);
    passage->text = text;
    sb_markdown *block = sb_arena_one(arena, sb_markdown);
    *block = (sb_markdown){
        .kind = SB_MARKDOWN_PARAGRAPH, .at = at, .passages = passage, .n_passages = 1};
    return block;
}

/* The sections of `blocks`, and before the first of them what has no heading. */
static void read_sections(sb_chapter *chapter, const sb_markdown *blocks, int n,
                          sb_arena *arena)
{
    SB_VEC(sb_section) sections = {0};
    for (int i = 0; i < n; i++) {
        bool is_titled = is_heading(&blocks[i], 2);
        if (is_titled || !sections.n)
            sb_vec_push(arena, &sections,
                        ((sb_section){.blocks = is_titled ? &blocks[i + 1] : &blocks[i]}));
        sb_section *section = &sections.at[sections.n - 1];
        if (!is_titled) {
            section->n++;
            continue;
        }
        section->heading = &blocks[i];
        section->title = sb_markdown_words(&blocks[i], arena);
        if (chapter->number)
            section->number = sb_arena_printf(arena, "%d.%zu", chapter->number, sections.n);
    }
    chapter->sections = sections.at;
    chapter->n_sections = (int)sections.n;
}

sb_chapter *sb_chapter_new(const sb_spec_page *spec, int number, const sb_markdown *text,
                           sb_arena *arena)
{
    sb_chapter *chapter = sb_arena_one(arena, sb_chapter);
    *chapter = (sb_chapter){.spec = spec, .number = number, .title = spec->title};
    const sb_markdown *blocks = text ? text->kids : NULL;
    int n = text ? text->n_kids : 0, first = 0;
    if (n && is_heading(&blocks[0], 1)) {
        if (!chapter->title)
            chapter->title = sb_markdown_words(&blocks[0], arena);
        blocks++;
        n--;
    }
    while (first < n && !is_heading(&blocks[first], 2))
        first++;
    if (spec->standfirst) {
        chapter->standfirst =
            paragraph(spec->standfirst, sb_node_span(spec->node, "standfirst"), arena);
        chapter->n_standfirst = 1;
        first = 0;
    } else if (first < n) {
        chapter->standfirst = blocks;
        chapter->n_standfirst = first;
    } else {
        first = 0; /* no sections: all of it is text */
    }
    if (!chapter->title)
        chapter->title = "";
    read_sections(chapter, blocks + first, n - first, arena);
    return chapter;
}

const char *sb_chapter_words(const sb_chapter *chapter, sb_arena *arena)
{
    return chapter->number ? sb_arena_printf(arena, "%d  %s", chapter->number, chapter->title)
                           : chapter->title;
}

const char *sb_planned_entry(const sb_planned *page, int k)
{
    if (page->is_text)
        return k < page->n_sections ? page->sections[k].title : NULL;
    bool is_listed = !page->is_of_many && page->spec->kind != SB_PAGE_CHAPTER && k == 0;
    return is_listed ? page->title : NULL;
}

/* ---- the page that opens it ---- */

/* PAGE.md 1a and pages/3a-kapitel: mm on A4, then pt. */
static const sb_backdrop backdrop = {
    .colour = "pale",
    .area_line = "chapter area",
    .upper_line = "chapter upper",
    .left = 62,
    .top = 112,
    .side = 270,
    .credit_type = "chapter credit",
    .credit_y = 286,
};
static const double title_y = 41.5, numeral_left = -4, standfirst_below = 36, list_below = 30,
                    page_room = 22, numeral_room = 62;
/* Columns of the page's grid in which the standfirst stands. */
enum { STANDFIRST_COLUMNS = 4 };

/* The numeral stands on the last line of the title; the baseline of that. */
static double draw_title(sb_work *work, double x, double width)
{
    const sb_figure_env *env = &work->env;
    const sb_chapter *chapter = work->planned->chapter;
    sb_setting title = sb_set_display(env, "chapter title", chapter->title, width);
    if (title.overrun > SB_LENGTH_NOISE)
        sb_misfit(work, chapter->spec->node->at, chapter->title, SB_LACKS_WIDTH, title.overrun);
    double baseline = sb_backdrop_down(work, title_y),
           last = baseline + sb_setting_depth(title);
    sb_page_begin(env->page, sb_element_new(env->page, env->page->root, SB_ROLE_H1));
    if (chapter->number)
        sb_line_draw(env->page->list,
                     sb_shape(env->shaper, sb_style_type(env->style, "chapter number"),
                              sb_arena_printf(env->arena, "%d ", chapter->number)),
                     work->area.x + numeral_left, last, SB_LEFT);
    sb_setting_draw(env->page->list, title, x, baseline, SB_LEFT);
    sb_page_end(env->page);
    return last;
}

/* The baseline of its last line. */
static double draw_standfirst(sb_work *work, double x, double width, double baseline)
{
    const sb_chapter *chapter = work->planned->chapter;
    const sb_galley *galley =
        sb_galley_set(work, chapter->standfirst, chapter->n_standfirst, "standfirst", 1, width);
    if (!galley->texts.n)
        return baseline;
    double first = galley->texts.at[0].baseline;
    const sb_galley_part whole = {first, galley->height, {x, baseline + standfirst_below}};
    sb_galley_draw(work, galley, &whole, 1, work->env.page->root);
    int n;
    const sb_galley_row *rows = sb_galley_rows(galley, &n, work->env.arena);
    return whole.at.y + rows[n - 1].baseline - first;
}

/* A page's number and what begins there; the baseline of its last line. */
static double draw_entry(sb_work *work, const char *text, int index, double x, double width,
                         double baseline, sb_element *list)
{
    const sb_figure_env *env = &work->env;
    sb_page *page = env->page;
    sb_setting title = sb_set(env, "chapter list", text, width - page_room);
    const sb_line *number = sb_shape(env->shaper, sb_style_type(env->style, "chapter page"),
                                     sb_arena_printf(env->arena, "%d ", index + 1));
    double last = baseline + sb_setting_depth(title);
    sb_element *item = sb_element_new(page, list, SB_ROLE_TOCI);
    sb_element *link =
        sb_element_new(page, sb_element_new(page, item, SB_ROLE_REFERENCE), SB_ROLE_LINK);
    link->link_page = index;
    sb_page_begin(page, link);
    sb_line_draw(page->list, number, x, baseline, SB_LEFT);
    sb_setting_draw(page->list, title, x + page_room, baseline, SB_LEFT);
    sb_page_end(page);
    double leading = title.type->leading;
    sb_page_link(page, link,
                 (sb_rect){x, baseline - 0.75 * leading, width, last - baseline + leading});
    return last;
}

/* What begins on the chapter's pages, but for those of areas: they are in the contents. */
static double draw_list(sb_work *work, double x, double width, double baseline)
{
    const sb_figure_env *env = &work->env;
    const sb_plan *plan = work->composer->plan;
    double leading = sb_style_type(env->style, "chapter list")->leading;
    sb_element *list = NULL;
    for (int i = work->index + 1;
         i < plan->n && plan->pages[i].chapter == work->planned->chapter; i++) {
        const char *text;
        for (int k = 0; (text = sb_planned_entry(&plan->pages[i], k)) != NULL; k++) {
            if (!list)
                list = sb_element_new(env->page, env->page->root, SB_ROLE_TOC);
            baseline = draw_entry(work, text, i, x, width, baseline, list) + leading;
        }
    }
    return list ? baseline - leading : baseline;
}

void sb_chapter_draw(sb_work *work)
{
    const sb_spec_format *format = &work->composer->spec->format;
    sb_rect area = work->area;
    bool has_room = format->columns > STANDFIRST_COLUMNS;
    double indent = has_room ? sb_grid_width(format, 1) + format->gutter : numeral_room;
    double x = area.x + indent, width = area.width - indent;
    double narrow = has_room ? sb_grid_width(format, STANDFIRST_COLUMNS) : width;
    sb_backdrop_draw(work, &backdrop);
    double baseline = draw_title(work, x, width);
    baseline = draw_standfirst(work, x, narrow, baseline);
    baseline = draw_list(work, x, narrow, baseline + list_below);
    double over = baseline - sb_rect_bottom(area);
    if (over > SB_LENGTH_NOISE)
        sb_misfit(work, work->planned->spec->node->at, "chapter", SB_LACKS_HEIGHT, over);
    sb_backdrop_credit(work, &backdrop);
}
