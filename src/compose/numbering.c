#include "compose/numbering.h"

#include "compose/flow.h"
#include "compose/makeup.h"

#include <string.h>

/* What is counted by itself. */
typedef enum sort_of_figure { MAPS, DIAGRAMS, TABLES, NOT_COUNTED } sort_of_figure;

static sort_of_figure sort_of(const sb_spec_block *block)
{
    switch (block->kind) {
    case SB_BLOCK_MAP:
        return MAPS;
    case SB_BLOCK_CHART:
    case SB_BLOCK_IMAGE:
        return DIAGRAMS;
    case SB_BLOCK_TABLE:
    case SB_BLOCK_SENSITIVITY:
    case SB_BLOCK_CLUSTERS:
        return TABLES;
    default:
        return NOT_COUNTED;
    }
}

/* How many of a sort the chapter has so far. */
static int count(const sb_numbering *numbering, const sb_chapter *chapter, sort_of_figure which)
{
    int n = 0;
    for (size_t i = 0; i < numbering->n; i++)
        n += numbering->at[i].chapter == chapter && sort_of(numbering->at[i].block) == which;
    return n;
}

static void add(const sb_composer *composer, const sb_chapter *chapter,
                const sb_spec_block *block, const char *name, sb_numbering *numbering,
                sb_arena *arena)
{
    static const sb_word_id words[] = {
        [MAPS] = SB_W_MAP_OF, [DIAGRAMS] = SB_W_DIAGRAM, [TABLES] = SB_W_TABLE};
    sort_of_figure which = sort_of(block);
    if (which == NOT_COUNTED || (!name && !block->title))
        return;
    for (size_t i = 0; i < numbering->n; i++)
        if (numbering->at[i].block == block)
            return; /* called again: the same number */
    sb_numbered numbered = {.name = name, .block = block, .chapter = chapter, .page = -1};
    if (chapter && chapter->number)
        numbered.label =
            sb_arena_printf(arena, "%s\u00a0%d.%d", sb_word(composer->locale, words[which]),
                            chapter->number, count(numbering, chapter, which) + 1);
    sb_vec_push(arena, numbering, numbered);
}

const sb_spec_figure *sb_called_figure(const sb_spec *spec, const sb_markdown *block,
                                       sb_arena *arena, sb_diag *diag)
{
    const char *name = sb_figure_call(block, arena);
    const char **names = sb_arena_array(arena, const char *, spec->n_figures);
    for (int i = 0; name && i < spec->n_figures; i++) {
        names[i] = spec->figures[i].id;
        if (strcmp(name, names[i]) == 0)
            return &spec->figures[i];
    }
    if (!name || !diag)
        return NULL;
    sb_fail(diag, SB_E_SCHEMA, block->at, _("no figure is called '%s'"), name);
    if (!sb_hint_near(diag, name, names, (size_t)spec->n_figures))
        sb_hint(diag, _("figures are listed under 'figures:'"));
    return NULL;
}

void sb_number_text(const sb_composer *composer, const sb_chapter *chapter,
                    sb_numbering *numbering, sb_arena *arena)
{
    for (int s = 0; s < chapter->n_sections; s++)
        for (int i = 0; i < chapter->sections[s].n; i++) {
            const sb_spec_figure *figure =
                sb_called_figure(composer->spec, &chapter->sections[s].blocks[i], arena, NULL);
            if (figure)
                add(composer, chapter, figure->block, figure->id, numbering, arena);
        }
}

static void number_blocks(const sb_composer *composer, const sb_chapter *chapter,
                          sb_spec_block *const *blocks, int n, sb_scope scope,
                          sb_numbering *numbering, sb_arena *arena)
{
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new(); /* the checks have spoken */
    for (int i = 0; i < n; i++) {
        const sb_spec_block *block = blocks[i];
        if (!sb_condition_holds(composer->facts, block->when, scope, SB_NOWHERE, arena, silent))
            continue;
        add(composer, chapter, block, block->figure, numbering, arena);
        number_blocks(composer, chapter, block->children, block->n_children, scope, numbering,
                      arena);
    }
}

void sb_number_page(const sb_composer *composer, const sb_chapter *chapter,
                    const sb_spec_page *page, sb_scope scope, sb_numbering *numbering,
                    sb_arena *arena)
{
    number_blocks(composer, chapter, page->blocks, page->n_blocks, scope, numbering, arena);
}

static bool stands_on(const sb_planned *page, const sb_spec_block *block)
{
    if (page->makeup)
        return sb_makeup_has(page->makeup, block);
    if (page->flow)
        return sb_flow_has(page->flow, block);
    for (int i = 0; page->spec->kind == SB_PAGE_PLAIN && i < page->spec->n_blocks; i++)
        if (sb_block_holds(page->spec->blocks[i], block))
            return true;
    return false;
}

bool sb_number_pages(sb_numbering *numbering, const sb_planned *pages, int n)
{
    bool has_changed = false;
    for (size_t i = 0; i < numbering->n; i++) {
        sb_numbered *numbered = &numbering->at[i];
        int page = 0;
        while (page < n && !stands_on(&pages[page], numbered->block))
            page++;
        page = page < n ? page : -1;
        has_changed |= page != numbered->page;
        numbered->page = page;
    }
    return has_changed;
}

const sb_field *sb_number_fields(const sb_numbering *numbering, bool has_pages, int *n,
                                 sb_arena *arena)
{
    sb_field *fields = sb_arena_array(arena, sb_field, 2 * (int)numbering->n);
    *n = 0;
    for (size_t i = 0; i < numbering->n; i++) {
        const sb_numbered *it = &numbering->at[i];
        if (it->name && it->label)
            fields[(*n)++] = (sb_field){sb_arena_printf(arena, "ref:%s", it->name), it->label};
        if (it->name && has_pages)
            fields[(*n)++] = (sb_field){sb_arena_printf(arena, "page:%s", it->name),
                                        sb_arena_printf(arena, "%d", it->page + 1)};
    }
    return fields;
}

const char *sb_number_of(const sb_plan *plan, const sb_spec_block *block)
{
    for (int i = 0; i < plan->n_numbered; i++)
        if (plan->numbered[i].block == block)
            return plan->numbered[i].label;
    return NULL;
}

int sb_numbered_page(const sb_plan *plan, const char *name)
{
    for (int i = 0; i < plan->n_numbered; i++)
        if (plan->numbered[i].name && strcmp(plan->numbered[i].name, name) == 0)
            return plan->numbered[i].page;
    return -1;
}
