/* report: the pipeline, stage by stage, behind the public API.
 *
 * source -> spec -> area + data -> indicator -> compose (parallel) -> doc -> backend.
 * report.c: open and close · pages.c: the parallel page loop · write.c: PDF, pictures, dumps ·
 * values.c, classes.c and audit.c: tables of what was computed · diff.c: two of them side by
 * side · spreadsheet.c, sheet*.c: printed tables as CSV and XLSX · preflight.c: the checks
 * before writing. Start at sb_report_open().
 */
#ifndef SB_REPORT_REPORT_H
#define SB_REPORT_REPORT_H

#include "backend/backend.h"
#include "compose/compose.h"
#include "inspect/inspect.h"
#include "preflight/preflight.h"

#include <sozialbericht/sozialbericht.h>

struct sb_report {
    sb_arena *arena;
    sb_diag *diag;
    sb_options options;
    const char *data_dir;
    sb_limits limits;         /* of preflight */
    bool is_ready;            /* all stages up to the style went through without an error */
    bool is_audited, is_safe; /* the audit was asked; nothing withheld can be computed */
    const sb_spec *spec;
    struct sb_audit *audit; /* data/audit.h: what the joins found */
    sb_facts *facts, *open; /* open: nothing is withheld; NULL unless internal */
    const sb_profiles *profiles;
    sb_fonts *fonts;
    sb_locale locale;
    sb_maps *maps;
    sb_images *images;
    sb_shaper *
        *shapers; /* one for each worker, made when first needed: pages borrow their runs */
    sb_composer composer; /* its plan is set for each document */
};

/* Where a document's pages are limited to one area: fact sheets. */
#define SB_EVERYWHERE ((sb_place){-1, -1})

/* False, with an error for each, if small counts can be computed from what is printed. */
bool sb_audit_passes(sb_report *report);
/* Whether numbers may leave the report at all: it is read and passes the audit, or its output
 * is marked as confidential. */
bool sb_report_may_show(sb_report *report);

/* Compose all pages of a plan into a document.  NULL after an error; caller owns. */
sb_doc *sb_pages_compose(sb_report *report, sb_place one);
/* Look for what a print shop or a screen reader would stumble over, by the limits of the
 * layout; findings go to the report's messages.  False after an error.  `out` as in
 * sb_report_preflight(). */
/* One that has messages and nothing else. */
sb_report *sb_report_empty(void);
/* `preflight:` of the layout. */
void sb_report_read_limits(sb_report *report);
bool sb_report_check_doc(sb_report *report, const sb_doc *doc, sb_table_format format,
                         FILE *out);
/* Read a written edition back: what is wrong with it is a message.  False after an error. */
bool sb_report_check_file(sb_report *report, const char *path, sb_edition edition);
/* A name of a file with {key} and {name} of an area, as far as files can have them; area NULL:
 * as it is. */
const char *sb_report_file_name(sb_report *report, const char *pattern, const sb_area *area);
/* Compose one page, 1-based; NULL with an error if there is none.  Caller owns: sb_page_free().
 */
sb_page *sb_pages_one(sb_report *report, int number);

#endif
