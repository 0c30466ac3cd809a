#include "compose/planner.h"

#include "area/texts.h"
#include "figure/check.h"

/* Fields that each text may have beside those of the facts; `n_more` of the caller's first. */
static sb_field *fields_with(const sb_planner *p, int n_more, int *n)
{
    sb_field *fields = sb_arena_array(p->arena, sb_field, n_more + p->n_fields + 2);
    *n = n_more;
    fields[(*n)++] = (sb_field){"page", "0"};
    fields[(*n)++] = (sb_field){"pages", "0"};
    for (int i = 0; i < p->n_fields; i++)
        fields[(*n)++] = p->fields[i];
    return fields;
}

static void check_filled(const sb_planner *p, sb_scope scope, const char *text, sb_span at)
{
    int n;
    const sb_field *fields = fields_with(p, 0, &n);
    sb_fill(p->composer->facts, p->composer->locale, text, scope, fields, n, at, p->arena,
            p->diag);
}

static void check_text(const sb_planner *p, sb_scope scope, const char *text,
                       const sb_node *node, const char *key)
{
    check_filled(p, scope, text, sb_node_span(node, key));
}

/* A text repeated for each line of a set: the set's columns are fields too. */
static void check_each(const sb_planner *p, sb_scope scope, const sb_spec_block *block)
{
    const sb_texts *texts = sb_texts_called(p->areas, p->composer->spec, block->each);
    if (!texts || !texts->n_columns)
        return; /* reported where it was read */
    int n;
    sb_field *fields = fields_with(p, texts->n_columns, &n);
    for (int c = 0; c < texts->n_columns; c++)
        fields[c] = (sb_field){texts->columns[c], ""};
    sb_fill(p->composer->facts, p->composer->locale, block->text, scope, fields, n,
            sb_node_span(block->node, "text"), p->arena, p->diag);
}

static void check_passages(const sb_planner *p, sb_scope scope, const sb_markdown *text)
{
    for (int i = 0; i < text->n_passages; i++) {
        check_filled(p, scope, text->passages[i].text, text->at);
        check_filled(p, scope, text->passages[i].link, text->at);
    }
    for (int i = 0; i < text->n_kids; i++)
        check_passages(p, scope, &text->kids[i]);
}

/* A block is no chapter: its headings have two levels, and figures stand beside it. */
static void check_markdown(sb_planner *p, sb_scope scope, const sb_spec_block *block)
{
    const sb_markdown *text = sb_planner_text(p, block->markdown, block->node, "markdown");
    for (int i = 0; text && i < text->n_kids; i++) {
        const sb_markdown *kid = &text->kids[i];
        if (kid->kind == SB_MARKDOWN_HEADING && kid->level > 2) {
            sb_fail(p->diag, SB_E_SYNTAX, kid->at, _("a heading of level %d cannot be set"),
                    kid->level);
            sb_hint(p->diag, _("there are # and ##, and ### in the file of a chapter"));
        } else if (sb_figure_call(kid, p->arena)) {
            sb_fail(p->diag, SB_E_SYNTAX, kid->at,
                    _("a figure is called here only in the file of a chapter"));
            sb_hint(p->diag, _("place it beside the text, as a block: 'figure:'"));
        } else {
            check_passages(p, scope, kid);
        }
    }
}

/* A figure in a text has a number, and a number needs a title beside it. */
static void check_call(const sb_planner *p, const sb_markdown *call)
{
    const sb_spec_figure *figure = sb_called_figure(p->composer->spec, call, p->arena, p->diag);
    if (!figure || figure->block->title)
        return;
    sb_fail(p->diag, SB_E_SCHEMA, call->at, _("figure '%s' has no title"), figure->id);
    sb_hint(p->diag, _("say with 'title:' what it shows, and with 'unit:' in what"));
}

static void check_chapter(sb_planner *p, sb_scope scope, const sb_chapter *chapter)
{
    check_text(p, scope, chapter->spec->standfirst, chapter->spec->node, "standfirst");
    for (int i = 0; i < chapter->n_standfirst && !chapter->spec->standfirst; i++)
        check_passages(p, scope, &chapter->standfirst[i]);
    for (int s = 0; s < chapter->n_sections; s++) {
        const sb_section *section = &chapter->sections[s];
        if (section->heading)
            check_passages(p, scope, section->heading);
        for (int i = 0; i < section->n; i++) {
            const sb_markdown *block = &section->blocks[i];
            if (block->kind == SB_MARKDOWN_HEADING && block->level == 1) {
                sb_fail(p->diag, SB_E_SYNTAX, block->at, _("a chapter has one title"));
                sb_hint(p->diag, _("a section of it begins with ##"));
            } else if (sb_figure_call(block, p->arena)) {
                check_call(p, block);
            } else {
                check_passages(p, scope, block);
            }
        }
    }
}

static void check_when(const sb_planner *p, sb_scope scope, const char *when,
                       const sb_node *node)
{
    sb_condition_holds(p->composer->facts, when, scope, sb_node_span(node, "when"), p->arena,
                       p->diag);
}

static void check_role(const sb_planner *p, const sb_spec_block *block)
{
    if (!block->role || sb_style_has_type(p->composer->style, block->role))
        return;
    sb_fail(p->diag, SB_E_SCHEMA, sb_node_span(block->node, "role"),
            _("no type is called '%s'"), block->role);
    const sb_spec_style *style = &p->composer->spec->style;
    const char **names = sb_arena_array(p->arena, const char *, style->n_types);
    for (int i = 0; i < style->n_types; i++)
        names[i] = style->types[i].id;
    const char *near = sb_near_best(block->role, names, (size_t)style->n_types);
    if (near)
        sb_hint(p->diag, _("did you mean '%s'?"), near);
    else
        sb_hint(p->diag, _("types are listed under 'style:', 'type:'"));
}

static void check_number(const sb_planner *p, sb_scope scope, const sb_spec_number *number)
{
    check_text(p, scope, number->label, number->node, "label");
    sb_check_indicator(p->composer->facts, number->indicator,
                       sb_node_span(number->node, "indicator"), p->diag);
}

static void check_drawn(const sb_planner *p, const sb_spec_block *block)
{
    if (block && (block->profile || block->map || block->chart))
        sb_figure_check(p->composer->facts, p->composer->style, block, p->diag);
}

static void check_block(sb_planner *p, sb_scope scope, const sb_spec_block *block)
{
    const struct {
        const char *key, *text;
    } texts[] = {
        {"title", block->title},
        {"unit", block->unit},
        {"source", block->source},
        {"note", block->note},
        {"alt", block->alt},
        {"kicker", block->kicker},
        {"number", block->number},
        {block->kind == SB_BLOCK_HEADING ? "heading" : "text",
         block->each ? NULL : block->text},
    };
    for (size_t i = 0; i < SB_COUNT(texts); i++)
        check_text(p, scope, texts[i].text, block->node, texts[i].key);
    if (block->markdown)
        check_markdown(p, scope, block);
    if (block->each)
        check_each(p, scope, block);
    check_when(p, scope, block->when, block->node);
    check_role(p, block);
    for (int i = 0; i < block->n_numbers; i++)
        check_number(p, scope, &block->numbers[i]);
    if (block->kind == SB_BLOCK_IMAGE)
        sb_picture_check(p->composer, scope.place.level >= 0, block, p->diag);
    if (!block->figure) /* figures have been checked by themselves */
        check_drawn(p, block);
    for (int i = 0; i < block->n_children; i++)
        check_block(p, scope, block->children[i]);
}

/* ---- pages ---- */

/* Pictures named by areas: each area on whose page the block stands has one. */
static void check_pictures(const sb_planner *p, const sb_spec_block *block, int level,
                           const sb_area *const *areas, int n)
{
    const sb_area **on = sb_arena_array(p->arena, const sb_area *, n);
    int n_on = 0;
    for (int i = 0; i < n; i++) {
        sb_scope scope = {{level, (int)(areas[i] - p->areas->levels[level].areas)}, p->period};
        if (sb_planner_holds(p, block->when, scope))
            on[n_on++] = areas[i];
    }
    if (sb_picture_is_of_area(block))
        sb_picture_check_areas(p->composer, block, on, n_on, p->arena, p->diag);
    for (int i = 0; i < block->n_children; i++)
        check_pictures(p, block->children[i], level, on, n_on);
}

static bool has_pictures(const sb_spec_block *block)
{
    bool has = sb_picture_is_of_area(block);
    for (int i = 0; i < block->n_children && !has; i++)
        has = has_pictures(block->children[i]);
    return has;
}

/* A template is checked with the first area of its level. */
static void check_page(sb_planner *p, const sb_spec_page *page, const sb_chapter *opened)
{
    sb_scope scope = {{-1, -1}, p->period};
    if (opened)
        check_chapter(p, scope, opened);
    if (page->each) {
        int level = sb_areas_level(p->areas, page->each);
        if (!sb_check_level(p->composer->facts, page->each,
                            sb_node_span(page->node, "for each"), p->diag) ||
            !p->areas->levels[level].n)
            return;
        scope.place = (sb_place){level, 0};
    }
    check_text(p, scope, page->title, page->node, "title");
    check_text(p, scope, page->header, page->node, "header");
    check_text(p, scope, page->footer, page->node, "footer");
    check_when(p, scope, page->when, page->node);
    for (int i = 0; i < page->n_blocks; i++)
        check_block(p, scope, page->blocks[i]);
    for (int i = 0, n; i < page->n_blocks; i++)
        if (scope.place.level >= 0 && has_pictures(page->blocks[i])) {
            const sb_area **areas = sb_planner_areas(p, scope.place.level, &n);
            check_pictures(p, page->blocks[i], scope.place.level, areas, n);
        }
    if (page->map) {
        const sb_spec_block block = {
            .node = page->map->node, .kind = SB_BLOCK_MAP, .map = page->map};
        sb_figure_check(p->composer->facts, p->composer->style, &block, p->diag);
    }
}

/* A fact sheet lacks the pages that `{page: …}` would name. */
static void check_sheet(sb_planner *p)
{
    const sb_spec *spec = p->composer->spec;
    p->fields = sb_number_fields(&p->numbering, false, &p->n_fields, p->arena);
    for (int i = 0; i < spec->n_pages; i++)
        if (spec->pages[i].each)
            check_page(p, &spec->pages[i], NULL);
}

void sb_planner_check(sb_planner *p)
{
    const sb_spec *spec = p->composer->spec;
    sb_scope nowhere = {{-1, -1}, p->period};
    const sb_spec_report *report = &spec->report;
    if (sb_facts_periods(p->composer->facts))
        sb_check_period(p->composer->facts, report->period,
                        sb_node_span(report->node, "period"), p->diag);
    check_text(p, nowhere, report->title, report->node, "title");
    check_text(p, nowhere, report->subtitle, report->node, "subtitle");
    check_text(p, nowhere, report->publisher, report->node, "publisher");
    check_text(p, nowhere, report->author, report->node, "author");
    for (int i = 0; i < spec->n_figures; i++)
        check_drawn(p, spec->figures[i].block);
    for (int i = 0; i < spec->n_pages; i++)
        check_page(p, &spec->pages[i], p->chapters[i]);
    if (p->one.level >= 0)
        check_sheet(p);
    sb_furniture_check(p->composer, p->period, p->diag);
}
