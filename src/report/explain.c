#include "data/data.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

/* The area with the key, on the lowest level that has it. */
static sb_place find_place(const sb_areas *areas, const char *key)
{
    for (int l = 0; l < areas->n_levels; l++) {
        int area = sb_areas_find(areas, l, key);
        if (area >= 0)
            return (sb_place){l, area};
    }
    return SB_EVERYWHERE;
}

bool sb_report_explain(sb_report *r, const char *area, const char *indicator,
                       const char *period, FILE *out)
{
    if (!sb_report_may_show(r))
        return false;
    sb_span at = {.file = r->spec->path};
    if (!period)
        period = r->spec->report.period;
    sb_place place = find_place(sb_facts_areas(r->facts), area);
    int column = sb_facts_find(r->facts, indicator), p = sb_facts_period(r->facts, period);
    size_t n;
    const char *const *names = sb_facts_names(r->facts, &n);
    if (place.area < 0)
        sb_fail(r->diag, SB_E_SCHEMA, at, _("no area has the key '%s'"), area);
    if (column < 0) {
        sb_fail(r->diag, SB_E_SCHEMA, at, _("no indicator is called '%s'"), indicator);
        sb_hint_near(r->diag, indicator, names, n);
    }
    if (p < 0)
        sb_fail(r->diag, SB_E_SCHEMA, at, _("no table has the period '%s'"), period);
    if (place.area < 0 || column < 0 || p < 0)
        return false;
    sb_buf text = {0};
    sb_explanation how = {
        .facts = r->facts, .locale = &r->locale, .open = r->open, .origins = sb_cube_origins};
    sb_facts_explain(&how, column, place, p, &text);
    bool is_good = fwrite(text.at, 1, text.n, out) == text.n && fflush(out) == 0;
    sb_buf_free(&text);
    return is_good;
}
