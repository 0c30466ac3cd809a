#include "report/report.h"
#include "report/table_out.h"

#include <string.h>

static const char *const severities[] = {"note", "warning", "error", "off"};

/* `rules:` of the layout: names that only preflight knows. */
static void read_rule(sb_limits *limits, const sb_spec_pair *pair, sb_diag *diag)
{
    int rule = sb_rule_lookup(pair->key);
    if (rule < 0) {
        sb_fail(diag, SB_E_SCHEMA, pair->node->at, _("no rule of preflight is called '%s'"),
                pair->key);
        if (!sb_hint_near(diag, pair->key, sb_rule_names(), SB_RULES))
            sb_hint(diag, _("'sozialbericht preflight LAYOUT' lists the rules"));
        return;
    }
    for (size_t i = 0; pair->value && i < SB_COUNT(severities); i++)
        if (strcmp(pair->value, severities[i]) == 0) {
            limits->severity[rule] =
                i == SB_COUNT(severities) - 1 ? SB_RULE_OFF : SB_NOTE + (int)i;
            return;
        }
    sb_fail(diag, SB_E_SCHEMA, pair->node->at, _("'%s' is no severity"),
            pair->value ? pair->value : "~");
    sb_hint(diag, _("one of: %s"), "error, warning, note, off");
}

void sb_report_read_limits(sb_report *r)
{
    const sb_spec_preflight *spec = &r->spec->preflight;
    r->limits = sb_limits_usual();
    r->limits.ink = spec->ink / 100;
    r->limits.line = spec->line;
    r->limits.tint_line = spec->tint_line;
    r->limits.white_line = spec->white_line;
    r->limits.type = spec->type;
    r->limits.white_type = spec->white_type;
    r->limits.contrast = spec->contrast;
    r->limits.bleed = spec->bleed;
    r->limits.margin = spec->margin;
    r->limits.dpi = spec->resolution;
    for (int i = 0; i < spec->n_rules; i++)
        read_rule(&r->limits, &spec->rules[i], r->diag);
}

static bool print_rules(const sb_limits *limits, const sb_findings *findings,
                        sb_table_format format, FILE *out)
{
    static const char *const names[] = {"rule", "clause", "severity", "found"};
    sb_table_out table = sb_table_out_begin(out, format, names, SB_COUNT(names));
    for (int i = 0; i < SB_RULES; i++) {
        int severity = limits->severity[i];
        sb_table_out_text(&table, sb_rule_name((sb_rule_id)i));
        sb_table_out_text(&table, sb_rule_clause((sb_rule_id)i));
        sb_table_out_text(&table,
                          severity == SB_RULE_OFF ? "off" : severities[severity - SB_NOTE]);
        sb_table_out_number(&table, sb_findings_count(findings, (sb_rule_id)i));
    }
    return sb_table_out_end(&table);
}

bool sb_report_check_doc(sb_report *r, const sb_doc *doc, sb_table_format format, FILE *out)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_findings *findings = sb_preflight(doc, &r->limits, r->options.jobs, scratch);
    sb_findings_tell(findings, (sb_span){.file = r->spec->path}, r->diag);
    bool is_printed = !out || print_rules(&r->limits, findings, format, out);
    return is_printed && !sb_diag_errors(r->diag);
}

bool sb_report_preflight(sb_report *r, sb_table_format format, FILE *out)
{
    sb_doc *doc = sb_pages_compose(r, SB_EVERYWHERE);
    bool is_good = doc && sb_report_check_doc(r, doc, format, out);
    sb_doc_free(doc);
    return is_good;
}

bool sb_report_check_file(sb_report *r, const char *path, sb_edition edition)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_findings *findings = sb_findings_new(&r->limits, scratch);
    sb_span at = {.file = r->spec->path};
    if (sb_inspect(path, edition, SB_INSPECT_PAGES, &r->limits, findings, at, r->diag))
        sb_findings_tell(findings, at, r->diag);
    return !sb_diag_errors(r->diag);
}

sb_report *sb_preflight_file(const char *path, unsigned edition, sb_table_format format,
                             FILE *out)
{
    sb_report *r = sb_report_empty();
    sb_span at = {.file = sb_arena_text(r->arena, path)};
    sb_findings *findings = sb_findings_new(&r->limits, r->arena);
    if (!sb_inspect(path, edition, SB_INSPECT_ALL, &r->limits, findings, at, r->diag))
        return r;
    sb_findings_tell(findings, at, r->diag);
    if (out && !print_rules(&r->limits, findings, format, out))
        sb_fail(r->diag, SB_E_IO, SB_NOWHERE, _("cannot write the output"));
    return r;
}
