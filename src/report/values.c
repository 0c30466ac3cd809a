#include "data/export.h"
#include "report/report.h"
#include "report/table_out.h"

/* As METHODS.md names them. */
static const char *const state_names[] = {"number", "nothing",        "unknown",  "withheld",
                                          "later",  "not meaningful", "not shown"};

/* The first map that shows an indicator on a level in a period. */
typedef struct shown {
    int indicator, level, period;
    const sb_classes *classes;
} shown;

typedef struct exporter {
    sb_report *report;
    const sb_facts *facts;
    SB_VEC(shown) maps;
    sb_table_out out;
} exporter;

static void note_map(exporter *e, const sb_spec_map *map, int page_level)
{
    const sb_areas *areas = sb_facts_areas(e->facts);
    const char *period = map->period ? map->period : e->report->spec->report.period;
    shown s = {.indicator = map->indicator ? sb_facts_find(e->facts, map->indicator) : -1,
               .level = map->level       ? sb_areas_level(areas, map->level)
                        : page_level < 0 ? 0
                                         : page_level,
               .period = sb_facts_period(e->facts, period)};
    if (s.indicator < 0 || s.level < 0 || s.period < 0)
        return; /* reported when the map was checked */
    s.classes =
        sb_map_classes(e->report->maps, e->facts, map, s.level, s.period, e->report->diag);
    if (s.classes)
        sb_vec_push(e->report->arena, &e->maps, s);
}

static void note_maps(exporter *e, const sb_spec_block *block, int level)
{
    if (block->map)
        note_map(e, block->map, level);
    for (int i = 0; i < block->n_children; i++)
        note_maps(e, block->children[i], level);
}

static void note_all_maps(exporter *e)
{
    const sb_spec *spec = e->report->spec;
    for (int p = 0; p < spec->n_pages; p++) {
        const sb_spec_page *page = &spec->pages[p];
        int level = page->each ? sb_areas_level(sb_facts_areas(e->facts), page->each) : -1;
        if (page->map)
            note_map(e, page->map, level);
        for (int b = 0; b < page->n_blocks; b++)
            note_maps(e, page->blocks[b], level);
    }
}

/* From 1; NaN where no map shows it or it has no class. */
static double class_of(const exporter *e, int indicator, sb_place place, int period)
{
    for (size_t i = 0; i < e->maps.n; i++) {
        const shown *s = &e->maps.at[i];
        if (s->indicator == indicator && s->level == place.level && s->period == period)
            return s->classes->of[place.area] < 0 ? (double)NAN
                                                  : s->classes->of[place.area] + 1;
    }
    return (double)NAN;
}

/* Breaks up to the period, and one. */
static int series_of(const sb_facts *facts, int indicator, int period)
{
    int series = 1;
    for (int p = 1; p <= period; p++)
        series += !sb_facts_is_comparable(facts, indicator, p - 1, p);
    return series;
}

static void put_value(exporter *e, int indicator, sb_place place, int period)
{
    sb_table_out *t = &e->out;
    const sb_facts *facts = e->facts;
    const sb_indicator *about = sb_facts_indicator(facts, indicator);
    const sb_areas *areas = sb_facts_areas(facts);
    const sb_area *area = sb_areas_at(areas, place);
    sb_value v = sb_facts_value(facts, indicator, place, period);
    sb_table_out_text(t, areas->levels[place.level].id);
    sb_table_out_text(t, area->key);
    sb_table_out_text(t, area->name);
    sb_table_out_text(t, sb_facts_period_label(facts, period));
    sb_table_out_text(t, about->id);
    sb_table_out_number(t, v.number);
    sb_table_out_text(t, about->unit);
    sb_table_out_text(t, state_names[v.state]);
    sb_table_out_number(t, class_of(e, indicator, place, period));
    sb_table_out_number(t, series_of(facts, indicator, period));
    if (e->report->open)
        sb_table_out_number(t,
                            sb_facts_value(e->report->open, indicator, place, period).number);
}

bool sb_report_values(sb_report *r, sb_table_format format, FILE *out)
{
    const char *names[SB_EXPORT_CELLS + 1];
    for (int i = 0; i < SB_EXPORT_CELLS; i++)
        names[i] = sb_export_names[i];
    names[SB_EXPORT_CELLS] = "confidential";
    if (!sb_report_may_show(r))
        return false;
    exporter e = {.report = r, .facts = r->facts};
    note_all_maps(&e);
    e.out = sb_table_out_begin(out, format, names, SB_EXPORT_CELLS + (r->open != NULL));
    const sb_areas *areas = sb_facts_areas(r->facts);
    for (int level = 0; level < areas->n_levels; level++)
        for (int area = 0; area < areas->levels[level].n; area++)
            for (int period = 0; period < sb_facts_periods(r->facts); period++)
                for (int i = 0; i < sb_facts_count(r->facts); i++)
                    put_value(&e, i, (sb_place){level, area}, period);
    return sb_table_out_end(&e.out) && !sb_diag_errors(r->diag);
}
