#include "compose/chapter.h"
#include "compose/flow.h"
#include "compose/makeup.h"

#include "figure/draw.h"

#include <string.h>

/* PAGE.md 1: the footer's baseline lies 22 pt below the text area (790 and 812 on A4); the
 * running head as far above it as a title hangs below a rule. */
enum { FOOTER_BELOW = 22, HEADER_ABOVE = SB_HANG };

bool sb_is_left_page(const sb_spec_format *format, int number)
{
    return format->is_mirrored && number % 2 == 0;
}

sb_rect sb_text_area(const sb_spec_format *format, int number)
{
    double left = sb_is_left_page(format, number) ? format->outer : format->inner;
    return (sb_rect){left, format->top, format->width - format->inner - format->outer,
                     format->height - format->top - format->bottom};
}

const char *sb_work_fill_with(const sb_work *work, const char *text, const sb_field *more,
                              int n_more)
{
    const sb_figure_env *env = &work->env;
    const sb_plan *plan = work->composer->plan;
    bool refers = text && (strstr(text, "{ref:") || strstr(text, "{page:"));
    int n = 0, n_fields = refers ? plan->n_fields : 0;
    sb_field *fields = sb_arena_array(env->arena, sb_field, n_more + n_fields + 2);
    for (int i = 0; i < n_more; i++)
        fields[n++] = more[i];
    fields[n++] = (sb_field){"page", env->page->label};
    fields[n++] = (sb_field){"pages", sb_arena_printf(env->arena, "%d", plan->n)};
    for (int i = 0; i < n_fields; i++)
        fields[n++] = plan->fields[i];
    return sb_fill(env->facts, env->locale, text, env->scope, fields, n, SB_NOWHERE, env->arena,
                   work->silent);
}

const char *sb_work_fill(const sb_work *work, const char *text)
{
    return sb_work_fill_with(work, text, NULL, 0);
}

bool sb_work_wants(const sb_work *work, const char *when)
{
    const sb_figure_env *env = &work->env;
    return sb_condition_holds(env->facts, when, env->scope, SB_NOWHERE, env->arena,
                              work->silent);
}

static sb_role first_heading(const sb_work *work)
{
    return work->planned->chapter ? SB_ROLE_H2 : SB_ROLE_H1;
}

sb_role sb_work_heading(sb_work *work)
{
    sb_role role = first_heading(work) + (work->has_title ? 1 : 0);
    work->has_title = true;
    return role;
}

sb_role sb_work_subheading(const sb_work *work) { return first_heading(work) + 2; }

void sb_misfit(const sb_work *work, sb_span at, const char *what, sb_lack lack, double missing)
{
    sb_figure_misfit(&work->env, at, what, missing, lack == SB_LACKS_HEIGHT);
}

/* A running text on one line; `room` is what it may take. */
static void running_text(sb_work *work, const char *key, const char *text, sb_artifact kind,
                         double x, double baseline, sb_align align, double room)
{
    if (!text)
        return;
    const sb_figure_env *env = &work->env;
    const sb_line *line =
        sb_shape(env->shaper, sb_style_type(env->style, "footer"), sb_work_fill(work, text));
    if (line->width > room + SB_LENGTH_NOISE) {
        sb_misfit(work, sb_node_span(work->planned->spec->node, key), key, SB_LACKS_WIDTH,
                  line->width - room);
        return;
    }
    sb_page_begin_artifact(env->page, kind);
    sb_line_draw(env->page->list, line, x, baseline, align);
    sb_page_end(env->page);
}

/* Folio and running head stand outside, the footer's text inside. */
static void running_texts(sb_work *work)
{
    const sb_figure_env *env = &work->env;
    const sb_spec_page *spec = work->planned->spec;
    sb_rect area = work->area;
    bool is_left = sb_is_left_page(&work->composer->spec->format, work->index + 1);
    double outside = is_left ? area.x : sb_rect_right(area);
    double inside = is_left ? sb_rect_right(area) : area.x;
    sb_align at_outside = is_left ? SB_LEFT : SB_RIGHT,
             at_inside = is_left ? SB_RIGHT : SB_LEFT;
    double baseline = sb_rect_bottom(area) + FOOTER_BELOW, room = area.width;

    if (spec->has_folio) {
        const sb_type *type = sb_style_type(env->style, "folio");
        const sb_line *folio = sb_shape(env->shaper, type, env->page->label);
        sb_page_begin_artifact(env->page, SB_ARTIFACT_FOOTER);
        sb_line_draw(env->page->list, folio, outside, baseline, at_outside);
        sb_page_end(env->page);
        room -= folio->width + type->size;
    }
    running_text(work, "footer", spec->footer, SB_ARTIFACT_FOOTER, inside, baseline, at_inside,
                 room);
    running_text(work, "header", spec->header, SB_ARTIFACT_HEADER, outside,
                 area.y - HEADER_ABOVE, at_outside, area.width);
}

/* On top of whatever the page has there, in the middle of its upper edge. */
static void stamp(const sb_work *work)
{
    const sb_figure_env *env = &work->env;
    const sb_type *type = sb_style_type(env->style, "block title");
    const sb_line *line = sb_shape(env->shaper, type, sb_word(env->locale, SB_W_CONFIDENTIAL));
    double x = env->page->sheet.width / 2, room = line->width + 2 * type->size;
    sb_page_begin_artifact(env->page, SB_ARTIFACT_HEADER);
    sb_draw_rect(env, "paper", (sb_rect){x - room / 2, 0, room, 2 * type->leading});
    sb_line_draw(env->page->list, line, x, 1.4 * type->leading, SB_CENTRE);
    sb_page_end(env->page);
}

/* What the chapter is called, over its text, on one line. */
static void chapter_head(sb_work *work)
{
    const sb_figure_env *env = &work->env;
    const sb_chapter *chapter = work->planned->chapter;
    const sb_line *head = sb_shape(env->shaper, sb_style_type(env->style, "footer"),
                                   sb_chapter_words(chapter, env->arena));
    if (head->width > work->area.width + SB_LENGTH_NOISE)
        sb_misfit(work, chapter->spec->node->at, chapter->title, SB_LACKS_WIDTH,
                  head->width - work->area.width);
    sb_page_begin_artifact(env->page, SB_ARTIFACT_HEADER);
    sb_line_draw(env->page->list, head, work->area.x, work->area.y + SB_HANG, SB_LEFT);
    sb_page_end(env->page);
}

static void draw(sb_work *work)
{
    const sb_spec_page *spec = work->planned->spec;
    switch (spec->kind) {
    case SB_PAGE_COVER:
        sb_cover_draw(work);
        return;
    case SB_PAGE_CONTENTS:
        sb_contents_draw(work);
        break;
    case SB_PAGE_CHAPTER:
        if (!work->planned->is_text) {
            sb_chapter_draw(work);
            return;
        }
        chapter_head(work);
        sb_makeup_draw(work, work->planned->makeup);
        break;
    default:
        if (work->planned->flow)
            sb_flow_draw(work, work->planned->flow);
        else
            sb_stack_draw(work, spec->blocks, spec->n_blocks, work->area);
        break;
    }
    running_texts(work);
}

sb_work sb_work_begin(const sb_composer *composer, const sb_planned *planned, int index,
                      sb_page *page, sb_shaper *shaper, sb_diag *diag, sb_diag *silent)
{
    return (sb_work){
        .env = {.facts = composer->facts,
                .style = composer->style,
                .locale = composer->locale,
                .shaper = shaper,
                .maps = composer->maps,
                .page = page,
                .scope = planned->scope,
                .arena = page->arena,
                .diag = diag},
        .composer = composer,
        .planned = planned,
        .index = index,
        .area = sb_text_area(&composer->spec->format, index + 1),
        .tables = sb_framed_new(page->arena),
        .silent = silent,
    };
}

/* The entries of the outline that lead to the page. */
static void bookmark(sb_page *page, const sb_planned *planned)
{
    bool is_opening = planned->spec->kind == SB_PAGE_CHAPTER && !planned->is_text;
    int depth = planned->chapter && !is_opening ? 2 : 1;
    if (planned->group)
        sb_page_bookmark(page, planned->group, depth);
    if (planned->title)
        sb_page_bookmark(page, planned->title,
                         planned->spec->kind == SB_PAGE_EACH ? depth + 1 : depth);
    for (int i = 0; i < planned->n_sections; i++)
        if (planned->sections[i].title)
            sb_page_bookmark(page, planned->sections[i].title, depth);
}

sb_page *sb_compose(const sb_composer *composer, int i, sb_shaper *shaper, sb_diag *diag)
{
    const sb_spec_format *format = &composer->spec->format;
    const sb_planned *planned = &composer->plan->pages[i];
    sb_arena *arena = sb_arena_new(0);
    sb_page *page =
        sb_page_new(arena, (sb_sheet){format->width, format->height, format->bleed});
    page->number = i;
    sb_page_set_origin(page, planned->spec->node->at);
    page->label = sb_arena_printf(arena, "%d", i + 1);
    bookmark(page, planned);
    if (planned->scope.place.level >= 0)
        page->key = sb_arena_text(
            arena, sb_areas_at(sb_facts_areas(composer->facts), planned->scope.place)->key);

    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    sb_work work = sb_work_begin(composer, planned, i, page, shaper, diag, silent);
    draw(&work);
    if (composer->is_confidential)
        stamp(&work);
    return page;
}
