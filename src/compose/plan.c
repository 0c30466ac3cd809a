#include "compose/flow.h"

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
    sb_arena *arena;
    sb_diag *diag;
} planner;

/* ---- checks, once for all pages ---- */

static void check_filled(const planner *p, sb_scope scope, const char *text, sb_span at)
{
    const sb_field more[] = {{"page", "0"}, {"pages", "0"}};
    sb_fill(p->composer->facts, p->composer->locale, text, scope, more, (int)SB_COUNT(more), at,
            p->arena, p->diag);
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
    sb_field *fields = sb_arena_array(p->arena, sb_field, texts->n_columns + 2);
    for (int c = 0; c < texts->n_columns; c++)
        fields[c] = (sb_field){texts->columns[c], ""};
    fields[texts->n_columns] = (sb_field){"page", "0"};
    fields[texts->n_columns + 1] = (sb_field){"pages", "0"};
    sb_fill(p->composer->facts, p->composer->locale, block->text, scope, fields,
            texts->n_columns + 2, sb_node_span(block->node, "text"), p->arena, p->diag);
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
static void check_markdown(planner *p, sb_scope scope, const sb_spec_block *block)
{
    const sb_spec *spec = p->composer->spec;
    sb_manuscript manuscript = {.file = block->markdown};
    for (size_t i = 0; i < p->manuscripts.n; i++)
        if (p->manuscripts.at[i].file == manuscript.file)
            return;
    manuscript.text =
        sb_markdown_load(sb_spec_path(block->node, spec->path, block->markdown, p->arena),
                         sb_node_span(block->node, "markdown"), p->arena, p->diag);
    sb_vec_push(p->arena, &p->manuscripts, manuscript);
    if (manuscript.text)
        check_passages(p, scope, manuscript.text);
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
static void check_page(planner *p, const sb_spec_page *page)
{
    sb_scope scope = {{-1, -1}, p->period};
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
        check_page(p, &spec->pages[i]);
    sb_furniture_check(p->composer, p->period, p->diag);
}

/* ---- all pages ---- */

/* The pages of one area: `spec` and those that follow it. */
static void add_area(planner *p, const sb_spec_page *spec, int n, sb_scope scope,
                     const char *group)
{
    for (int i = 0; i < n; i++) {
        if (!stands(p, spec[i].when, scope))
            continue;
        sb_planned page = {
            .spec = &spec[i], .scope = scope, .title = title_of(p, &spec[i], scope)};
        if (page.title) {
            page.group = group;
            group = NULL;
        }
        sb_vec_push(p->arena, &p->pages, page);
    }
}

static void add_each(planner *p, const sb_spec_page *spec, int n_specs)
{
    int level = sb_areas_level(p->areas, spec->each);
    if (level < 0)
        return;
    const sb_level *l = &p->areas->levels[level];
    bool has_groups = l->above >= 0 && p->areas->levels[l->above].n > 1;
    int n, listed = -2; /* the area above whose title has been given out; -1: none above */
    const sb_area **list = wanted_areas(p, level, &n);
    for (int i = 0; i < n; i++) {
        sb_scope scope = {{level, (int)(list[i] - l->areas)}, p->period};
        int parent = has_groups ? list[i]->parent : -1;
        bool is_first = l->n > 1 && parent != listed;
        size_t before = p->pages.n;
        add_area(p, spec, n_specs, scope, is_first ? group_title(p, l, parent) : NULL);
        for (size_t k = before; k < p->pages.n; k++)
            if (p->pages.at[k].group)
                listed = parent;
    }
}

static void add_page(planner *p, const sb_spec_page *page)
{
    if (p->one.level >= 0)
        return;
    sb_planned planned = {.spec = page, .scope = {{-1, -1}, p->period}};
    if (!stands(p, page->when, planned.scope))
        return;
    planned.title = title_of(p, page, planned.scope);
    if (page->kind == SB_PAGE_CONTENTS && !planned.title)
        planned.title = sb_word(p->composer->locale, SB_W_CONTENTS);
    sb_vec_push(p->arena, &p->pages, planned);
}

typedef SB_VEC(sb_planned) planned_list;

/* The pages that a table takes, laid out once for all threads. */
static void add_flow(planner *p, const sb_plan *draft, sb_planned page, sb_shaper *shaper,
                     planned_list *all)
{
    sb_composer drafting = *p->composer;
    drafting.plan = draft;
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    const sb_work work = sb_work_begin(&drafting, &page, (int)all->n, sb_page_draft(p->arena),
                                       shaper, silent, silent);
    int n;
    const sb_flow *flow = sb_flow_pages(&work, &n);
    for (int i = 0; i < n; i++) {
        page.flow = &flow[i];
        page.part = i;
        sb_vec_push(p->arena, all, page);
        page.title = page.group = NULL; /* listed once */
    }
}

/* Contents longer than a page: what they list does not depend on it, nor does their length.
 * And pages with a table that goes on. */
static sb_plan *with_all_pages(planner *p, unsigned signs, sb_shaper *shaper)
{
    const sb_composer *c = p->composer;
    sb_figure_env env = {.facts = c->facts,
                         .style = c->style,
                         .locale = c->locale,
                         .shaper = shaper,
                         .arena = p->arena,
                         .diag = p->diag};
    const sb_plan draft = {.pages = p->pages.at,
                           .n = (int)p->pages.n,
                           .signs = signs,
                           .manuscripts = p->manuscripts.at};
    planned_list all = {0};
    for (int i = 0; i < draft.n; i++) {
        sb_planned page = draft.pages[i];
        if (sb_flow_is_wanted(page.spec) && !sb_diag_errors(p->diag)) {
            add_flow(p, &draft, page, shaper, &all);
            continue;
        }
        int parts = page.spec->kind == SB_PAGE_CONTENTS
                        ? sb_contents_pages(&env, c->spec, page.spec, &draft)
                        : 1;
        for (; page.part < parts; page.part++) {
            sb_vec_push(p->arena, &all, page);
            page.title = NULL; /* listed once */
        }
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
    check(&p);
    for (int i = 0, n; i < spec->n_pages; i += n) {
        for (n = 1; i + n < spec->n_pages && spec->pages[i + n].follows;)
            n++;
        if (spec->pages[i].kind == SB_PAGE_EACH)
            add_each(&p, &spec->pages[i], n);
        else
            add_page(&p, &spec->pages[i]);
    }
    unsigned signs = prints_signs(spec) ? sb_signs_used(composer, p.period) : 0;
    return with_all_pages(&p, signs, shaper);
}
