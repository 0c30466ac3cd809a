#include "compose/flow.h"
#include "compose/makeup.h"
#include "compose/numbering.h"

#include "area/texts.h"
#include "figure/check.h"
#include "source/markdown.h"

#include <stdlib.h>
#include <string.h>

typedef struct planner {
    const sb_composer *composer;
    const sb_areas *areas;
    int period;
    const char **only; /* keys; NULL: all areas */
    int n_only;
    sb_place one;
    SB_VEC(sb_planned) pages;
    SB_VEC(sb_manuscript) manuscripts;
    const sb_chapter **chapters; /* by the page of the spec that opens one; NULL: none */
    sb_numbering numbering;
    const sb_field *fields; /* of the numbering */
    int n_fields;
    sb_arena *arena;
    sb_diag *diag;
} planner;

/* ---- checks, once for all pages ---- */

/* Fields that each text may have beside those of the facts; `n_more` of the caller's first. */
static sb_field *fields_with(const planner *p, int n_more, int *n)
{
    sb_field *fields = sb_arena_array(p->arena, sb_field, n_more + p->n_fields + 2);
    *n = n_more;
    fields[(*n)++] = (sb_field){"page", "0"};
    fields[(*n)++] = (sb_field){"pages", "0"};
    for (int i = 0; i < p->n_fields; i++)
        fields[(*n)++] = p->fields[i];
    return fields;
}

static void check_filled(const planner *p, sb_scope scope, const char *text, sb_span at)
{
    int n;
    const sb_field *fields = fields_with(p, 0, &n);
    sb_fill(p->composer->facts, p->composer->locale, text, scope, fields, n, at, p->arena,
            p->diag);
}

static void check_text(const planner *p, sb_scope scope, const char *text, const sb_node *node,
                       const char *key)
{
    check_filled(p, scope, text, sb_node_span(node, key));
}

/* A text repeated for each line of a set: the set's columns are fields too. */
static void check_each(const planner *p, sb_scope scope, const sb_spec_block *block)
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

static void check_passages(const planner *p, sb_scope scope, const sb_markdown *text)
{
    for (int i = 0; i < text->n_passages; i++) {
        check_filled(p, scope, text->passages[i].text, text->at);
        check_filled(p, scope, text->passages[i].link, text->at);
    }
    for (int i = 0; i < text->n_kids; i++)
        check_passages(p, scope, &text->kids[i]);
}

/* Text files are read here, once for all pages. */
static const sb_markdown *read_text(planner *p, const char *file, const sb_node *node,
                                    const char *key)
{
    for (size_t i = 0; i < p->manuscripts.n; i++)
        if (p->manuscripts.at[i].file == file)
            return p->manuscripts.at[i].text;
    sb_manuscript manuscript = {.file = file};
    manuscript.text =
        sb_markdown_load(sb_spec_path(node, p->composer->spec->path, file, p->arena),
                         sb_node_span(node, key), p->arena, p->diag);
    sb_vec_push(p->arena, &p->manuscripts, manuscript);
    return manuscript.text;
}

/* A block is no chapter: its headings have two levels, and figures stand beside it. */
static void check_markdown(planner *p, sb_scope scope, const sb_spec_block *block)
{
    const sb_markdown *text = read_text(p, block->markdown, block->node, "markdown");
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
static void check_call(const planner *p, const sb_markdown *call)
{
    const sb_spec_figure *figure = sb_called_figure(p->composer->spec, call, p->arena, p->diag);
    if (!figure || figure->block->title)
        return;
    sb_fail(p->diag, SB_E_SCHEMA, call->at, _("figure '%s' has no title"), figure->id);
    sb_hint(p->diag, _("say with 'title:' what it shows, and with 'unit:' in what"));
}

static void check_chapter(planner *p, sb_scope scope, const sb_chapter *chapter)
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

static void check_when(const planner *p, sb_scope scope, const char *when, const sb_node *node)
{
    sb_condition_holds(p->composer->facts, when, scope, sb_node_span(node, "when"), p->arena,
                       p->diag);
}

static void check_role(const planner *p, const sb_spec_block *block)
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

static void check_number(const planner *p, sb_scope scope, const sb_spec_number *number)
{
    check_text(p, scope, number->label, number->node, "label");
    sb_check_indicator(p->composer->facts, number->indicator,
                       sb_node_span(number->node, "indicator"), p->diag);
}

static void check_drawn(const planner *p, const sb_spec_block *block)
{
    if (block && (block->profile || block->map || block->chart))
        sb_figure_check(p->composer->facts, p->composer->style, block, p->diag);
}

static void check_block(planner *p, sb_scope scope, const sb_spec_block *block)
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

/* ---- chapters ---- */

/* Without a word: check() reports what is wrong. */
static const char *filled(const planner *p, const char *text)
{
    const sb_scope nowhere = {{-1, -1}, p->period};
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    return sb_fill(p->composer->facts, p->composer->locale, text, nowhere, NULL, 0, SB_NOWHERE,
                   p->arena, silent);
}

static const sb_chapter *read_chapter(planner *p, const sb_spec_page *page, int number)
{
    const sb_markdown *text = page->file ? read_text(p, page->file, page->node, "file") : NULL;
    sb_chapter *chapter = sb_chapter_new(page, number, text, p->arena);
    chapter->title = filled(p, chapter->title);
    for (int i = 0; i < chapter->n_sections; i++)
        chapter->sections[i].title = filled(p, chapter->sections[i].title);
    return chapter;
}

/* Chapters are read and their figures counted before anything speaks of them. */
static void number_chapters(planner *p)
{
    const sb_composer *c = p->composer;
    const sb_scope nowhere = {{-1, -1}, p->period};
    const sb_chapter *chapter = NULL;
    int number = 0;
    p->chapters = sb_arena_array(p->arena, const sb_chapter *, c->spec->n_pages);
    for (int i = 0; i < c->spec->n_pages; i++) {
        const sb_spec_page *page = &c->spec->pages[i];
        if (page->kind == SB_PAGE_CHAPTER) {
            chapter = p->chapters[i] = read_chapter(p, page, page->is_numbered ? ++number : 0);
            sb_number_text(c, chapter, &p->numbering, p->arena);
        } else if (page->kind == SB_PAGE_PLAIN) {
            sb_number_page(c, chapter, page, nowhere, &p->numbering, p->arena);
        }
    }
    p->fields = sb_number_fields(&p->numbering, &p->n_fields, p->arena);
}

/* ---- which areas ---- */

static int compare_areas(const void *left, const void *right)
{
    const sb_area *const *a = left, *const *b = right;
    int order = ((*a)->parent > (*b)->parent) - ((*a)->parent < (*b)->parent);
    return order ? order : (*a > *b) - (*a < *b);
}

static bool is_wanted(const planner *p, int level, int area, const char *key)
{
    if (p->one.level >= 0)
        return p->one.level == level && p->one.area == area;
    for (int i = 0; i < p->n_only; i++)
        if (!strcmp(p->only[i], key))
            return true;
    return !p->only;
}

/* The wanted areas of a level in its order, but those of one area above together. */
static const sb_area **wanted_areas(const planner *p, int level, int *n)
{
    const sb_level *l = &p->areas->levels[level];
    const sb_area **list = sb_arena_array(p->arena, const sb_area *, l->n);
    *n = 0;
    for (int area = 0; area < l->n; area++)
        if (is_wanted(p, level, area, l->areas[area].key))
            list[(*n)++] = &l->areas[area];
    if (*n)
        qsort(list, (size_t)*n, sizeof(const sb_area *), compare_areas);
    return list;
}

static void unknown_key(const planner *p, const char *key)
{
    sb_fail(p->diag, SB_E_DATA, SB_NOWHERE, _("no area with a page has the key '%s'"), key);
    SB_VEC(const char *) known = {0};
    const sb_spec *spec = p->composer->spec;
    for (int i = 0; i < spec->n_pages; i++) {
        int level = spec->pages[i].each ? sb_areas_level(p->areas, spec->pages[i].each) : -1;
        for (int area = 0; level >= 0 && area < p->areas->levels[level].n; area++)
            sb_vec_push(p->arena, &known, p->areas->levels[level].areas[area].key);
    }
    const char *near = sb_near_best(key, known.at, known.n);
    if (near)
        sb_hint(p->diag, _("did you mean '%s'?"), near);
    else if (known.n)
        sb_hint(p->diag, _("keys look like '%s'"), known.at[0]);
}

static bool has_page(const planner *p, const char *key)
{
    const sb_spec *spec = p->composer->spec;
    for (int i = 0; i < spec->n_pages; i++) {
        int level = spec->pages[i].each ? sb_areas_level(p->areas, spec->pages[i].each) : -1;
        if (level >= 0 && sb_areas_find(p->areas, level, key) >= 0)
            return true;
    }
    return false;
}

static void read_only(planner *p, const char *only)
{
    if (!only)
        return;
    SB_VEC(const char *) keys = {0};
    char *text = sb_arena_text(p->arena, only), *rest = NULL;
    for (char *key = strtok_r(text, ",", &rest); key; key = strtok_r(NULL, ",", &rest)) {
        key += strspn(key, " ");
        for (size_t n = strlen(key); n && key[n - 1] == ' ';)
            key[--n] = '\0';
        if (!has_page(p, key))
            unknown_key(p, key);
        sb_vec_push(p->arena, &keys, key);
    }
    p->n_only = (int)keys.n;
    p->only = keys.n ? keys.at : sb_arena_array(p->arena, const char *, 1);
}

/* ---- the list ---- */

/* Without a word: check() has reported what is wrong with the text. */
static const char *title_of(const planner *p, const sb_spec_page *page, sb_scope scope)
{
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    return sb_fill(p->composer->facts, p->composer->locale, page->title, scope, NULL, 0,
                   SB_NOWHERE, p->arena, silent);
}

/* The outline's entry over the pages of one area above, or over all. */
static const char *group_title(const planner *p, const sb_level *level, int parent)
{
    if (parent < 0)
        return level->plural;
    const sb_area *above = sb_areas_at(p->areas, (sb_place){level->above, parent});
    return sb_arena_printf(p->arena, "%s %s", above->key, above->name);
}

/* Without a word, as title_of(). */
static bool stands(const planner *p, const char *when, sb_scope scope)
{
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    return sb_condition_holds(p->composer->facts, when, scope, SB_NOWHERE, p->arena, silent);
}

/* ---- checks of whole pages ---- */

/* Pictures named by areas: each area on whose page the block stands has one. */
static void check_pictures(const planner *p, const sb_spec_block *block, int level,
                           const sb_area *const *areas, int n)
{
    const sb_area **on = sb_arena_array(p->arena, const sb_area *, n);
    int n_on = 0;
    for (int i = 0; i < n; i++) {
        sb_scope scope = {{level, (int)(areas[i] - p->areas->levels[level].areas)}, p->period};
        if (stands(p, block->when, scope))
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
static void check_page(planner *p, const sb_spec_page *page, const sb_chapter *opened)
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
            const sb_area **areas = wanted_areas(p, scope.place.level, &n);
            check_pictures(p, page->blocks[i], scope.place.level, areas, n);
        }
    if (page->map) {
        const sb_spec_block block = {
            .node = page->map->node, .kind = SB_BLOCK_MAP, .map = page->map};
        sb_figure_check(p->composer->facts, p->composer->style, &block, p->diag);
    }
}

static void check(planner *p)
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
    sb_furniture_check(p->composer, p->period, p->diag);
}

/* ---- all pages ---- */

/* The pages of one area: `spec` and those that follow it. */
static void add_area(planner *p, const sb_spec_page *spec, int n, sb_scope scope,
                     const char *group, const sb_chapter *chapter)
{
    for (int i = 0; i < n; i++) {
        if (!stands(p, spec[i].when, scope))
            continue;
        sb_planned page = {.spec = &spec[i],
                           .scope = scope,
                           .title = title_of(p, &spec[i], scope),
                           .chapter = chapter};
        if (page.title) {
            page.group = group;
            group = NULL;
        }
        sb_vec_push(p->arena, &p->pages, page);
    }
}

/* The pages from `start` on are those of each area; of one alone they stand for themselves. */
static void tell_many(planner *p, size_t start)
{
    bool is_of_many = false;
    for (size_t i = start; i < p->pages.n; i++)
        is_of_many |= p->pages.at[i].scope.place.area != p->pages.at[start].scope.place.area;
    for (size_t i = start; i < p->pages.n; i++) {
        p->pages.at[i].is_of_many = is_of_many;
        if (!is_of_many)
            p->pages.at[i].group = NULL;
    }
}

static void add_each(planner *p, const sb_spec_page *spec, int n_specs,
                     const sb_chapter *chapter)
{
    int level = sb_areas_level(p->areas, spec->each);
    if (level < 0)
        return;
    const sb_level *l = &p->areas->levels[level];
    bool has_groups = l->above >= 0 && p->areas->levels[l->above].n > 1;
    int n, listed = -2; /* the area above whose title has been given out; -1: none above */
    const sb_area **list = wanted_areas(p, level, &n);
    size_t start = p->pages.n;
    for (int i = 0; i < n; i++) {
        sb_scope scope = {{level, (int)(list[i] - l->areas)}, p->period};
        int parent = has_groups ? list[i]->parent : -1;
        bool is_first = parent != listed;
        size_t before = p->pages.n;
        add_area(p, spec, n_specs, scope, is_first ? group_title(p, l, parent) : NULL, chapter);
        for (size_t k = before; k < p->pages.n; k++)
            if (p->pages.at[k].group)
                listed = parent;
    }
    tell_many(p, start);
}

static void add_page(planner *p, const sb_spec_page *page, const sb_chapter *chapter)
{
    sb_planned planned = {.spec = page, .scope = {{-1, -1}, p->period}, .chapter = chapter};
    if (!stands(p, page->when, planned.scope))
        return;
    planned.title = title_of(p, page, planned.scope);
    if (page->kind == SB_PAGE_CONTENTS && !planned.title)
        planned.title = sb_word(p->composer->locale, SB_W_CONTENTS);
    if (page->kind == SB_PAGE_CHAPTER)
        planned.title = sb_chapter_words(chapter, p->arena);
    sb_vec_push(p->arena, &p->pages, planned);
    if (page->kind != SB_PAGE_CHAPTER || !chapter->n_sections)
        return;
    planned.title = NULL;
    planned.is_text = true;
    planned.sections = chapter->sections;
    planned.n_sections = chapter->n_sections;
    sb_vec_push(p->arena, &p->pages, planned);
}

/* Fact sheets of one area have no chapters, and no other pages. */
static void add_pages(planner *p)
{
    const sb_spec *spec = p->composer->spec;
    const sb_chapter *chapter = NULL;
    for (int i = 0, n; i < spec->n_pages; i += n) {
        for (n = 1; i + n < spec->n_pages && spec->pages[i + n].follows;)
            n++;
        if (p->chapters[i] && p->one.level < 0)
            chapter = p->chapters[i];
        if (spec->pages[i].kind == SB_PAGE_EACH)
            add_each(p, &spec->pages[i], n, chapter);
        else if (p->one.level < 0)
            add_page(p, &spec->pages[i], chapter);
    }
}

typedef SB_VEC(sb_planned) planned_list;

/* The pages that a table or a chapter's text takes, laid out once for all threads. */
static void add_laid_out(planner *p, const sb_plan *draft, sb_planned page, sb_shaper *shaper,
                         planned_list *all)
{
    sb_composer drafting = *p->composer;
    drafting.plan = draft;
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    const sb_work work = sb_work_begin(&drafting, &page, (int)all->n, sb_page_draft(p->arena),
                                       shaper, silent, silent);
    int n;
    const sb_makeup *text = page.is_text ? sb_makeup_pages(&work, &n) : NULL;
    const sb_flow *flow = page.is_text ? NULL : sb_flow_pages(&work, &n);
    for (int i = 0; i < n; i++) {
        page.part = i;
        if (text) {
            page.makeup = &text[i];
            page.sections = text[i].sections;
            page.n_sections = text[i].n_sections;
        } else {
            page.flow = &flow[i];
        }
        sb_vec_push(p->arena, all, page);
        page.title = page.group = NULL; /* listed once */
    }
}

static bool is_laid_out(const sb_planned *page)
{
    return page->is_text || sb_flow_is_wanted(page->spec);
}

/* Contents longer than a page: what they list does not depend on it, nor does their length.
 * And pages with a table or text that goes on. */
static planned_list all_pages(planner *p, const sb_plan *draft, sb_shaper *shaper)
{
    const sb_composer *c = p->composer;
    sb_figure_env env = {.facts = c->facts,
                         .style = c->style,
                         .locale = c->locale,
                         .shaper = shaper,
                         .arena = p->arena,
                         .diag = p->diag};
    planned_list all = {0};
    for (int i = 0; i < draft->n; i++) {
        sb_planned page = draft->pages[i];
        if (is_laid_out(&page) && !sb_diag_errors(p->diag)) {
            add_laid_out(p, draft, page, shaper, &all);
            continue;
        }
        int parts = page.spec->kind == SB_PAGE_CONTENTS
                        ? sb_contents_pages(&env, c->spec, page.spec, draft)
                        : 1;
        for (; page.part < parts; page.part++) {
            sb_vec_push(p->arena, &all, page);
            page.title = NULL; /* listed once */
        }
    }
    return all;
}

/* Where figures stand decides what texts say of it, and their length decides where figures
 * stand: laid out again until both agree.  Page numbers of one width agree at once. */
static sb_plan *with_all_pages(planner *p, unsigned signs, sb_shaper *shaper)
{
    enum { MOST_TURNS = 6 };
    sb_plan draft = {.pages = p->pages.at,
                     .n = (int)p->pages.n,
                     .signs = signs,
                     .manuscripts = p->manuscripts.at,
                     .fields = p->fields,
                     .n_fields = p->n_fields,
                     .numbered = p->numbering.at,
                     .n_numbered = (int)p->numbering.n};
    planned_list all = all_pages(p, &draft, shaper);
    for (int turn = 0; sb_number_pages(&p->numbering, all.at, (int)all.n); turn++) {
        if (turn == MOST_TURNS) {
            sb_fail(p->diag, SB_E_LAYOUT, ((sb_span){.file = p->composer->spec->path}),
                    _("the pages that '{page: …}' speaks of move each time it is filled in"));
            sb_hint(p->diag, _("say it once less, or by '{ref: …}'"));
            break;
        }
        draft.fields = sb_number_fields(&p->numbering, &draft.n_fields, p->arena);
        all = all_pages(p, &draft, shaper);
    }
    sb_plan *plan = sb_arena_one(p->arena, sb_plan);
    *plan = draft;
    plan->pages = all.at;
    plan->n = (int)all.n;
    return plan;
}

static bool has_signs(const sb_spec_block *block)
{
    for (int i = 0; i < block->n_children; i++)
        if (has_signs(block->children[i]))
            return true;
    return block->kind == SB_BLOCK_SIGNS;
}

static bool prints_signs(const sb_spec *spec)
{
    for (int i = 0; i < spec->n_pages; i++)
        for (int b = 0; b < spec->pages[i].n_blocks; b++)
            if (has_signs(spec->pages[i].blocks[b]))
                return true;
    return false;
}

const sb_plan *sb_plan_new(const sb_composer *composer, const char *only, sb_place one,
                           sb_shaper *shaper, sb_arena *arena, sb_diag *diag)
{
    const sb_spec *spec = composer->spec;
    planner p = {.composer = composer,
                 .areas = sb_facts_areas(composer->facts),
                 .period = sb_facts_period(composer->facts, spec->report.period),
                 .one = one,
                 .arena = arena,
                 .diag = diag};
    read_only(&p, only);
    number_chapters(&p);
    check(&p);
    add_pages(&p);
    unsigned signs = prints_signs(spec) ? sb_signs_used(composer, p.period) : 0;
    return with_all_pages(&p, signs, shaper);
}
