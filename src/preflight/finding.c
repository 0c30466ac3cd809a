#include "preflight/finding.h"

#include <string.h>

static const struct {
    const char *clause, *hint;
    sb_severity severity;
} rules[] = {
#define RULE(id, name, severity, clause, hint) {clause, hint, severity},
#define FILE_RULES
#include "preflight/rules.def"
};

static const char *const names[] = {
#define RULE(id, name, severity, clause, hint) name,
#define FILE_RULES
#include "preflight/rules.def"
};

const char *sb_rule_name(sb_rule_id rule) { return names[rule]; }

const char *sb_rule_clause(sb_rule_id rule) { return rules[rule].clause; }

const char *const *sb_rule_names(void) { return names; }

int sb_rule_lookup(const char *name)
{
    for (int i = 0; i < SB_RULES; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

sb_limits sb_limits_usual(void)
{
    sb_limits limits = {
        .ink = 3,
        .line = 0.25,
        .tint_line = 0.5,
        .white_line = 0.35,
        .type = 6,
        .white_type = 6,
        .contrast = 4.5,
        .bleed = 3 * SB_MM,
        .margin = 3 * SB_MM,
        .dpi = 225,
    };
    for (int i = 0; i < SB_RULES; i++)
        limits.severity[i] = (int)rules[i].severity;
    return limits;
}

/* A fault, and how often it was found. */
typedef struct finding {
    sb_rule_id rule;
    sb_spot spot; /* the first */
    const char *what;
    int places;
} finding;

struct sb_findings {
    const sb_limits *limits;
    sb_arena *arena;
    SB_VEC(finding) all;
    sb_index *known; /* by rule, origin and what */
};

sb_findings *sb_findings_new(const sb_limits *limits, sb_arena *arena)
{
    sb_findings *findings = sb_arena_one(arena, sb_findings);
    findings->limits = limits;
    findings->arena = arena;
    findings->known = sb_index_new(arena);
    return findings;
}

static void add(sb_findings *findings, const finding *new)
{
    sb_span at = new->spot.origin;
    const char *key = sb_arena_printf(findings->arena, "%d:%s:%d:%d:%s", (int)new->rule,
                                      at.file ? at.file : "", at.line, at.column, new->what);
    long i = sb_index_at(findings->known, key);
    if (i >= 0) {
        findings->all.at[i].places += new->places;
        return;
    }
    sb_index_put(findings->known, key, (long)findings->all.n);
    finding *copy = sb_vec_add(findings->arena, &findings->all);
    *copy = *new;
    copy->what = sb_arena_text(findings->arena, new->what);
}

void sb_find(sb_findings *findings, sb_rule_id rule, sb_spot spot, const char *format, ...)
{
    if (findings->limits->severity[rule] == SB_RULE_OFF)
        return;
    va_list args;
    va_start(args, format);
    const char *what = sb_arena_vprintf(findings->arena, format, args);
    va_end(args);
    add(findings, &(finding){rule, spot, what, 1});
}

void sb_findings_merge(sb_findings *into, const sb_findings *from)
{
    for (size_t i = 0; i < from->all.n; i++)
        add(into, &from->all.at[i]);
}

int sb_findings_count(const sb_findings *findings, sb_rule_id rule)
{
    int n = 0;
    for (size_t i = 0; i < findings->all.n; i++)
        if (findings->all.at[i].rule == rule)
            n += findings->all.at[i].places;
    return n;
}

static void tell(const finding *f, int severity, sb_span nowhere, sb_diag *diag)
{
    SB_AUTO(sb_buf_free) sb_buf text = {0};
    if (f->spot.page >= 0)
        sb_buf_printf(&text, _("page %d"), f->spot.page + 1);
    if (f->spot.has_point)
        sb_buf_printf(&text, _(", %.1f mm from the left and %.1f mm from the top"),
                      f->spot.at.x / SB_MM, f->spot.at.y / SB_MM);
    sb_buf_printf(&text, "%s%s", text.n ? ": " : "", f->what);
    if (f->places > 1)
        sb_buf_printf(
            &text,
            sb_ngettext(", and at %d place more", ", and at %d places more", f->places - 1),
            f->places - 1);
    sb_diag_add(diag, (sb_severity)severity, SB_E_PREFLIGHT,
                f->spot.origin.file ? f->spot.origin : nowhere, "%s [%s: %s]", text.at,
                names[f->rule], rules[f->rule].clause);
    sb_hint(diag, "%s", _(rules[f->rule].hint));
}

void sb_findings_tell(const sb_findings *findings, sb_span nowhere, sb_diag *diag)
{
    for (size_t i = 0; i < findings->all.n; i++) {
        const finding *f = &findings->all.at[i];
        tell(f, findings->limits->severity[f->rule], nowhere, diag);
    }
}
