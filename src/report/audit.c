#include "report/report.h"
#include "report/table_out.h"

enum { SHOWN = 5 };

static void put_exposure(sb_report *r, sb_table_out *t, const sb_exposure *e)
{
    const sb_areas *areas = sb_facts_areas(r->facts);
    const sb_area *area = sb_areas_at(areas, e->place);
    bool is_shown = r->options.is_internal || !e->is_narrow;
    sb_table_out_text(t, areas->levels[e->place.level].id);
    sb_table_out_text(t, area->key);
    sb_table_out_text(t, area->name);
    sb_table_out_text(t, sb_facts_period_label(r->facts, e->period));
    sb_table_out_text(t, e->id);
    sb_table_out_text(t, e->is_rest ? "rest" : e->is_secondary ? "secondary" : "primary");
    sb_table_out_number(t, is_shown ? e->low : (double)NAN);
    sb_table_out_number(t, is_shown ? e->high : (double)NAN);
    sb_table_out_text(t, e->is_narrow ? "narrow" : "safe");
    if (r->options.is_internal)
        sb_table_out_number(t, e->count);
}

static size_t report_narrow(sb_report *r)
{
    size_t n, narrow = 0;
    const sb_exposure *all = sb_facts_exposures(r->facts, &n);
    sb_span at = r->spec->disclosure.node ? r->spec->disclosure.node->at
                                          : (sb_span){.file = r->spec->path};
    for (size_t i = 0; i < n; i++) {
        const sb_area *area = sb_areas_at(sb_facts_areas(r->facts), all[i].place);
        if (all[i].is_narrow && narrow++ < SHOWN)
            sb_fail(r->diag, SB_E_PREFLIGHT, at,
                    _("'%s' of '%s' (%s) in %s can be computed from what is printed"),
                    all[i].id, area->key, area->name,
                    sb_facts_period_label(r->facts, all[i].period));
    }
    if (narrow > SHOWN)
        sb_fail(r->diag, SB_E_PREFLIGHT, at,
                _("%zu more small counts can be computed from what is printed"),
                narrow - SHOWN);
    if (narrow)
        sb_hint(r->diag, _("'secondary: true' under 'disclosure:' withholds what tells them; "
                           "'sozialbericht audit' lists all"));
    return narrow;
}

bool sb_audit_passes(sb_report *r)
{
    if (!r->is_audited)
        r->is_safe = report_narrow(r) == 0;
    r->is_audited = true;
    return r->is_safe;
}

bool sb_report_may_show(sb_report *r)
{
    return r->is_ready && (r->options.is_internal || sb_audit_passes(r));
}

bool sb_report_audit(sb_report *r, sb_table_format format, FILE *out)
{
    static const char *const names[] = {"level", "key",  "name", "period", "indicator",
                                        "kind",  "from", "to",   "state",  "confidential"};
    if (!r->is_ready)
        return false;
    size_t n, n_names = SB_COUNT(names) - !r->options.is_internal;
    const sb_exposure *all = sb_facts_exposures(r->facts, &n);
    sb_table_out t = sb_table_out_begin(out, format, names, (int)n_names);
    for (size_t i = 0; i < n; i++)
        put_exposure(r, &t, &all[i]);
    return sb_table_out_end(&t) && sb_audit_passes(r);
}
