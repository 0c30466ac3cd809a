#include "report/report.h"
#include "report/table_out.h"

/* Where the maps of a layout are, and the level of the page each stands on. */
typedef struct maps {
    sb_report *report;
    sb_table_out out;
} maps;

static void put_map(maps *m, const sb_spec_map *map, const char *figure, int page_level)
{
    const sb_facts *facts = m->report->facts;
    const sb_areas *areas = sb_facts_areas(facts);
    int level = map->level       ? sb_areas_level(areas, map->level)
                : page_level < 0 ? 0
                                 : page_level;
    int period =
        sb_facts_period(facts, map->period ? map->period : m->report->spec->report.period);
    if (!map->indicator || level < 0 || period < 0)
        return; /* a locator has no classes; the rest was reported when the map was checked */
    const sb_classes *c =
        sb_map_classes(m->report->maps, facts, map, level, period, m->report->diag);
    for (int i = 0; c && i < c->k; i++) {
        sb_table_out_text(&m->out, figure);
        sb_table_out_text(&m->out, map->indicator);
        sb_table_out_text(&m->out, areas->levels[level].id);
        sb_table_out_text(&m->out, sb_facts_period_label(facts, period));
        sb_table_out_number(&m->out, i + 1);
        bool is_pair = c->matrix && !c->names; /* a cell of two indicators' classes */
        sb_table_out_number(&m->out, is_pair ? NAN : c->at[i]);
        sb_table_out_number(&m->out, is_pair ? NAN : c->at[i + 1]);
        sb_table_out_number(&m->out, c->count[i]);
        sb_table_out_number(&m->out, c->gvf);
    }
}

static void put_block(maps *m, const sb_spec_block *block, int level)
{
    if (block->map)
        put_map(m, block->map, block->figure, level);
    for (int i = 0; i < block->n_children; i++)
        put_block(m, block->children[i], level);
}

bool sb_report_classes(sb_report *r, sb_table_format format, FILE *out)
{
    static const char *const names[] = {"figure", "indicator", "level", "period", "class",
                                        "from",   "to",        "count", "gvf"};
    if (!sb_report_may_show(r))
        return false;
    maps m = {r, sb_table_out_begin(out, format, names, SB_COUNT(names))};
    for (int p = 0; p < r->spec->n_pages; p++) {
        const sb_spec_page *page = &r->spec->pages[p];
        int level = page->each ? sb_areas_level(sb_facts_areas(r->facts), page->each) : -1;
        if (page->map)
            put_map(&m, page->map, NULL, level);
        for (int b = 0; b < page->n_blocks; b++)
            put_block(&m, page->blocks[b], level);
    }
    return sb_table_out_end(&m.out) && !sb_diag_errors(r->diag);
}
