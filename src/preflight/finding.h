/* finding: what a rule found, gathered and told: the same fault at many places is told once. */
#ifndef SB_PREFLIGHT_FINDING_H
#define SB_PREFLIGHT_FINDING_H

#include "base/base.h"

typedef enum sb_rule_id {
#define RULE(id, name, severity, clause, hint) SB_RULE_##id,
#define FILE_RULES
#include "preflight/rules.def"
    SB_RULES
} sb_rule_id;

const char *sb_rule_name(sb_rule_id rule);
const char *sb_rule_clause(sb_rule_id rule);
/* The rule of that name, or -1. */
int sb_rule_lookup(const char *name);
/* All names, SB_RULES of them. */
const char *const *sb_rule_names(void);

enum { SB_RULE_OFF = -1 }; /* in place of a severity */

/* What is allowed.  Lengths and sizes in pt. */
typedef struct sb_limits {
    double ink;                         /* on one spot, 3 = 300 % */
    double line, tint_line, white_line; /* full ink, tints, knocked out of a ground */
    double type, white_type;            /* sizes */
    double contrast;                    /* of small text; large text needs 2/3 of it */
    double bleed, margin;               /* beyond the trim; kept free of type inside it */
    double dpi;                         /* of images */
    int severity[SB_RULES];             /* sb_severity, or SB_RULE_OFF */
} sb_limits;

/* Those of the built-in style. */
sb_limits sb_limits_usual(void);

/* Findings of one page or of the file. */
typedef struct sb_findings sb_findings;
sb_findings *sb_findings_new(const sb_limits *limits, sb_arena *arena);

/* A place on a page: mm are counted from the trim's top left corner. */
typedef struct sb_spot {
    int page; /* from 0; -1: the document */
    sb_point at;
    bool has_point;
    sb_span origin;
} sb_spot;

/* What is wrong, without what differs from page to page, so that it is told once. */
void sb_find(sb_findings *findings, sb_rule_id rule, sb_spot spot, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Append those of `from`, in order. */
void sb_findings_merge(sb_findings *into, const sb_findings *from);
/* Places found by a rule. */
int sb_findings_count(const sb_findings *findings, sb_rule_id rule);
/* One message for each fault; `nowhere` where it has no place in the layout. */
void sb_findings_tell(const sb_findings *findings, sb_span nowhere, sb_diag *diag);

#endif
