#include "figure/check.h"

static void suggest(const char *name, const char *const *names, size_t n, sb_diag *diag)
{
    const char *best = sb_near_best(name, names, n);
    if (best)
        sb_hint(diag, _("did you mean '%s'?"), best);
}

bool sb_check_indicator(const sb_facts *facts, const char *name, sb_span at, sb_diag *diag)
{
    if (!name || sb_facts_find(facts, name) >= 0)
        return true;
    sb_fail(diag, SB_E_SCHEMA, at, _("no indicator is called '%s'"), name);
    size_t n;
    const char *const *names = sb_facts_names(facts, &n);
    suggest(name, names, n, diag);
    return false;
}

bool sb_check_level(const sb_facts *facts, const char *name, sb_span at, sb_diag *diag)
{
    const sb_areas *areas = sb_facts_areas(facts);
    if (!name || sb_areas_level(areas, name) >= 0)
        return true;
    sb_fail(diag, SB_E_SCHEMA, at, _("no level is called '%s'"), name);
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const char **names = sb_arena_array(scratch, const char *, areas->n_levels);
    for (int i = 0; i < areas->n_levels; i++)
        names[i] = areas->levels[i].id;
    suggest(name, names, (size_t)areas->n_levels, diag);
    return false;
}

bool sb_check_period(const sb_facts *facts, const char *name, sb_span at, sb_diag *diag)
{
    if (!name || sb_facts_period(facts, name) >= 0)
        return true;
    sb_fail(diag, SB_E_SCHEMA, at, _("no table has data for '%s'"), name);
    int n = sb_facts_periods(facts);
    if (n > 0)
        sb_hint(diag, _("there is data from '%s' to '%s'"), sb_facts_period_label(facts, 0),
                sb_facts_period_label(facts, n - 1));
    return false;
}

bool sb_check_positive(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    const sb_areas *areas = sb_facts_areas(facts);
    for (int i = 0; i < chart->n_indicators; i++) {
        int indicator = sb_facts_find(facts, chart->indicators[i]);
        for (int level = 0; level < areas->n_levels; level++)
            for (int area = 0; area < areas->levels[level].n; area++)
                for (int period = 0; period < sb_facts_periods(facts); period++)
                    if (sb_facts_value(facts, indicator, (sb_place){level, area}, period)
                            .number < 0) {
                        sb_fail(diag, SB_E_DATA, sb_node_span(chart->node, "indicators"),
                                _("'%s' is below 0 in '%s' and cannot be part of a whole"),
                                chart->indicators[i], areas->levels[level].areas[area].name);
                        sb_hint(diag, _("draw bars beside each other"));
                        return false;
                    }
    }
    return true;
}
