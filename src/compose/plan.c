#include "compose/planner.h"

#include "compose/flow.h"
#include "compose/makeup.h"
#include "compose/methods.h"

#include <stdlib.h>
#include <string.h>

/* ---- chapters ---- */

/* Text files are read here, once for all pages. */
const sb_markdown *sb_planner_text(sb_planner *p, const char *file, const sb_node *node,
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

/* Without a word: check() reports what is wrong. */
static const char *filled(const sb_planner *p, const char *text)
{
    const sb_scope nowhere = {{-1, -1}, p->period};
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    return sb_fill(p->composer->facts, p->composer->locale, text, nowhere, NULL, 0, SB_NOWHERE,
                   p->arena, silent);
}

/* The text of a chapter; NULL: it has none, or it could not be read. */
static const sb_markdown *text_of(sb_planner *p, const sb_spec_page *page)
{
    bool has_text = page->kind == SB_PAGE_CHAPTER && page->file;
    return has_text ? sb_planner_text(p, page->file, page->node, "file") : NULL;
}

static const sb_chapter *read_chapter(sb_planner *p, const sb_spec_page *page, int number,
                                      const sb_shown *shown)
{
    const sb_markdown *text = text_of(p, page);
    if (text)
        text = sb_methods_told(shown, p->composer->locale, text, p->arena);
    sb_chapter *chapter = sb_chapter_new(page, number, text, p->arena);
    chapter->title = filled(p, chapter->title);
    for (int i = 0; i < chapter->n_sections; i++)
        chapter->sections[i].title = filled(p, chapter->sections[i].title);
    return chapter;
}

/* Chapters are read and their figures counted before anything speaks of them. */
static void number_chapters(sb_planner *p)
{
    const sb_composer *c = p->composer;
    const sb_scope nowhere = {{-1, -1}, p->period};
    const sb_chapter *chapter = NULL;
    int number = 0;
    sb_shown shown = sb_shown_new(c, p->arena);
    for (int i = 0; i < c->spec->n_pages; i++) {
        const sb_markdown *text = text_of(p, &c->spec->pages[i]);
        if (text)
            sb_shown_add_text(&shown, text, p->arena);
    }
    p->chapters = sb_arena_array(p->arena, const sb_chapter *, c->spec->n_pages);
    for (int i = 0; i < c->spec->n_pages; i++) {
        const sb_spec_page *page = &c->spec->pages[i];
        if (page->kind == SB_PAGE_CHAPTER) {
            chapter = p->chapters[i] =
                read_chapter(p, page, page->is_numbered ? ++number : 0, &shown);
            sb_number_text(c, chapter, &p->numbering, p->arena);
        } else if (page->kind == SB_PAGE_PLAIN && sb_planner_holds(p, page->when, nowhere)) {
            sb_number_page(c, chapter, page, nowhere, &p->numbering, p->arena);
        }
    }
    p->fields = sb_number_fields(&p->numbering, true, &p->n_fields, p->arena);
}

/* ---- which areas ---- */

static int compare_areas(const void *left, const void *right)
{
    const sb_area *const *a = left, *const *b = right;
    int order = ((*a)->parent > (*b)->parent) - ((*a)->parent < (*b)->parent);
    return order ? order : (*a > *b) - (*a < *b);
}

static bool is_wanted(const sb_planner *p, int level, int area, const char *key)
{
    if (p->one.level >= 0)
        return p->one.level == level && p->one.area == area;
    for (int i = 0; i < p->n_only; i++)
        if (!strcmp(p->only[i], key))
            return true;
    return !p->only;
}

/* The wanted areas of a level in its order, but those of one area above together. */
const sb_area **sb_planner_areas(const sb_planner *p, int level, int *n)
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

static void unknown_key(const sb_planner *p, const char *key)
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

static bool has_page(const sb_planner *p, const char *key)
{
    const sb_spec *spec = p->composer->spec;
    for (int i = 0; i < spec->n_pages; i++) {
        int level = spec->pages[i].each ? sb_areas_level(p->areas, spec->pages[i].each) : -1;
        if (level >= 0 && sb_areas_find(p->areas, level, key) >= 0)
            return true;
    }
    return false;
}

static void read_only(sb_planner *p, const char *only)
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
static const char *title_of(const sb_planner *p, const sb_spec_page *page, sb_scope scope)
{
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    return sb_fill(p->composer->facts, p->composer->locale, page->title, scope, NULL, 0,
                   SB_NOWHERE, p->arena, silent);
}

/* The outline's entry over the pages of one area above, or over all. */
static const char *group_title(const sb_planner *p, const sb_level *level, int parent)
{
    if (parent < 0)
        return level->plural;
    const sb_area *above = sb_areas_at(p->areas, (sb_place){level->above, parent});
    return sb_arena_printf(p->arena, "%s %s", above->key, above->name);
}

/* Without a word, as title_of(). */
bool sb_planner_holds(const sb_planner *p, const char *when, sb_scope scope)
{
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    return sb_condition_holds(p->composer->facts, when, scope, SB_NOWHERE, p->arena, silent);
}

/* ---- all pages ---- */

/* The pages of one area: `spec` and those that follow it. */
static void add_area(sb_planner *p, const sb_spec_page *spec, int n, sb_scope scope,
                     const char *group, const sb_chapter *chapter)
{
    for (int i = 0; i < n; i++) {
        if (!sb_planner_holds(p, spec[i].when, scope))
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
static void tell_many(sb_planner *p, size_t start)
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

static void add_each(sb_planner *p, const sb_spec_page *spec, int n_specs,
                     const sb_chapter *chapter)
{
    int level = sb_areas_level(p->areas, spec->each);
    if (level < 0)
        return;
    const sb_level *l = &p->areas->levels[level];
    bool has_groups = l->above >= 0 && p->areas->levels[l->above].n > 1;
    int n, listed = -2; /* the area above whose title has been given out; -1: none above */
    const sb_area **list = sb_planner_areas(p, level, &n);
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

static void add_page(sb_planner *p, const sb_spec_page *page, const sb_chapter *chapter)
{
    sb_planned planned = {.spec = page, .scope = {{-1, -1}, p->period}, .chapter = chapter};
    if (!sb_planner_holds(p, page->when, planned.scope))
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
static void add_pages(sb_planner *p)
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
static void add_laid_out(sb_planner *p, const sb_plan *draft, sb_planned page,
                         sb_shaper *shaper, planned_list *all)
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
static planned_list all_pages(sb_planner *p, const sb_plan *draft, sb_shaper *shaper)
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
static sb_plan *with_all_pages(sb_planner *p, unsigned signs, sb_shaper *shaper)
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
        draft.fields = sb_number_fields(&p->numbering, true, &draft.n_fields, p->arena);
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
    sb_planner p = {.composer = composer,
                    .areas = sb_facts_areas(composer->facts),
                    .period = sb_facts_period(composer->facts, spec->report.period),
                    .one = one,
                    .arena = arena,
                    .diag = diag};
    read_only(&p, only);
    number_chapters(&p);
    sb_planner_check(&p);
    add_pages(&p);
    unsigned signs = prints_signs(spec) ? sb_signs_used(composer, p.period) : 0;
    return with_all_pages(&p, signs, shaper);
}
