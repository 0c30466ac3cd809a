/* What a reader must be told of each figure, whatever page it stands on: what it shows, in
 * what, and where it comes from; of a map, where its borders come from. */
#include "compose/parts.h"

#include "figure/credit.h"
#include "figure/map_credit.h"
#include "figure/map_view.h"

#include <string.h>

typedef struct shown_map {
    const sb_spec_block *block; /* NULL: on a cover */
    sb_map_view view;
} shown_map;

typedef struct inspector {
    const sb_composer *composer;
    sb_scope scope; /* of the page at hand */
    bool is_headed; /* a heading that no figure has followed yet */
    SB_VEC(shown_map) maps;
    sb_arena *arena;
    sb_diag *diag;
} inspector;

static void note_map(inspector *s, const sb_spec_map *map, const sb_spec_block *block)
{
    shown_map shown = {.block = block};
    if (sb_map_view_of(s->composer->facts, map, s->scope, &shown.view))
        sb_vec_push(s->arena, &s->maps, shown);
}

/* A heading is the title of the first figure below it. */
static void check_title(inspector *s, const sb_spec_block *block)
{
    if (block->title || s->is_headed || sb_map_is_locator(block->map))
        return;
    sb_fail(s->diag, SB_E_SCHEMA, sb_node_span(block->node, block->figure ? "figure" : "map"),
            _("the map has no title"));
    sb_hint(s->diag, _("say with 'title:' what it shows, and with 'unit:' in what"));
}

static void tell(const inspector *s, const sb_spec_block *block, const char *message,
                 const char *hint)
{
    const char *verb = block->figure ? "figure" : block->chart ? "chart" : "table";
    sb_warn(s->diag, SB_E_SCHEMA, sb_node_span(block->node, verb), "%s", message);
    sb_hint(s->diag, "%s", hint);
}

/* The unit that all indicators of a chart have, or NULL. */
static const char *unit_of(const inspector *s, const sb_spec_chart *chart)
{
    const sb_facts *facts = s->composer->facts;
    const char *unit = NULL;
    for (int i = 0; i < chart->n_indicators; i++) {
        int indicator = sb_facts_find(facts, chart->indicators[i]);
        const char *own = indicator < 0 ? NULL : sb_facts_indicator(facts, indicator)->unit;
        if (!own || (unit && strcmp(own, unit) != 0))
            return NULL;
        unit = own;
    }
    return unit;
}

/* Those that write the unit at their axes or rows. */
static bool says_units(sb_chart_kind kind)
{
    return kind == SB_CHART_SCATTER || kind == SB_CHART_SPINE || kind == SB_CHART_DEVIATION;
}

/* A chart is understood without asking; a table has its units in its heads. */
static void check_figure(const inspector *s, const sb_spec_block *block)
{
    bool is_chart = block->chart != NULL;
    if (!block->title && !s->is_headed)
        tell(s, block, is_chart ? _("the chart has no title") : _("the table has no title"),
             _("say with 'title:' what it shows, and with 'unit:' in what"));
    const char *unit = is_chart && !block->unit && !says_units(block->chart->kind)
                           ? unit_of(s, block->chart)
                           : NULL;
    if (unit && (!block->title || !strstr(block->title, unit)))
        tell(s, block, _("the chart does not say in what its numbers are"),
             _("say it with 'unit:', such as 'je 1.000 Menschen, {period}'"));
    const sb_figure_env env = {.facts = s->composer->facts,
                               .locale = s->composer->locale,
                               .scope = s->scope,
                               .arena = s->arena};
    if (!block->source && !sb_figure_credit(&env, block, NULL))
        tell(s, block,
             is_chart ? _("nobody says where the numbers of this chart come from")
                      : _("nobody says where the numbers of this table come from"),
             _("say it with 'source:', best where the table of the data is declared"));
}

static void look_at(inspector *s, const sb_spec_block *block)
{
    if (block->kind == SB_BLOCK_HEADING)
        s->is_headed = true;
    if (block->map) {
        check_title(s, block);
        note_map(s, block->map, block);
    }
    if (block->chart || block->profile)
        check_figure(s, block);
    if ((block->map && !sb_map_is_locator(block->map)) || block->chart || block->profile)
        s->is_headed = false;
    for (int i = 0; i < block->n_children; i++)
        look_at(s, block->children[i]);
}

static void look_at_page(inspector *s, const sb_spec_page *page, int period)
{
    int level =
        page->each ? sb_areas_level(sb_facts_areas(s->composer->facts), page->each) : -1;
    s->scope = (sb_scope){{level, level < 0 ? -1 : 0}, period};
    s->is_headed = false;
    for (int i = 0; i < page->n_blocks; i++)
        look_at(s, page->blocks[i]);
    if (page->map)
        note_map(s, page->map, NULL);
}

/* Locators have no line of their own: some other map must say where their borders are from. */
static void check_locator(const inspector *s, const shown_map *locator)
{
    for (size_t i = 0; i < s->maps.n; i++)
        if (!s->maps.at[i].view.is_locator &&
            sb_map_has_ground_of(s->composer->facts, locator->view.level,
                                 s->maps.at[i].view.level))
            return;
    sb_fail(s->diag, SB_E_SCHEMA, sb_node_span(locator->block->node, "map"),
            _("nothing in the report says where the borders of this map come from"));
    sb_hint(s->diag, _("no other map shows them: write 'source: \"\"' under it"));
}

void sb_furniture_check(const sb_composer *composer, int period, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    inspector s = {.composer = composer, .arena = scratch, .diag = diag};
    for (int i = 0; i < composer->spec->n_pages; i++)
        look_at_page(&s, &composer->spec->pages[i], period);
    for (size_t i = 0; i < s.maps.n; i++)
        if (s.maps.at[i].view.is_locator && !s.maps.at[i].block->source)
            check_locator(&s, &s.maps.at[i]);
}
