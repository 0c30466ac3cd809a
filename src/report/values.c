#include "report/report.h"
#include "report/table_out.h"

/* As METHODS.md names them. */
static const char *const state_names[] = {"number", "nothing",        "unknown",  "withheld",
                                          "later",  "not meaningful", "not shown"};

static void put_value(sb_table_out *t, const sb_report *r, int indicator, sb_place place,
                      int period)
{
    const sb_facts *facts = r->facts;
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
    if (r->open)
        sb_table_out_number(t, sb_facts_value(r->open, indicator, place, period).number);
}

bool sb_report_values(sb_report *r, sb_table_format format, FILE *out)
{
    static const char *const names[] = {"level", "key",  "name",  "period",      "indicator",
                                        "value", "unit", "state", "confidential"};
    size_t n_names = SB_COUNT(names) - !r->options.is_internal;
    if (!r->is_ready)
        return false;
    sb_table_out t = sb_table_out_begin(out, format, names, (int)n_names);
    const sb_areas *areas = sb_facts_areas(r->facts);
    for (int level = 0; level < areas->n_levels; level++)
        for (int area = 0; area < areas->levels[level].n; area++)
            for (int period = 0; period < sb_facts_periods(r->facts); period++)
                for (int i = 0; i < sb_facts_count(r->facts); i++)
                    put_value(&t, r, i, (sb_place){level, area}, period);
    return sb_table_out_end(&t);
}
