/* sozialbericht: from a layout, shapefiles and tables to a finished social report.
 *
 *     sb_report *r = sb_report_open("layouts/musterstadt.yaml", NULL);
 *     bool ok = sb_report_build(r, "out/musterstadt.pdf", SB_PRINT | SB_WEB);
 *     for (size_t i = 0; i < sb_report_errors(r); i++) puts(sb_report_error(r, i)->message);
 *     sb_report_close(r);
 *
 * A report is opened once: layout, areas, tables and indicators are read and checked.  Each
 * call below then makes one kind of output from it.  All return true when they did what they
 * were asked; what went wrong, and every warning, is in the list of errors.  No output hands out
 * a number as long as counts that are withheld can be computed from what is printed; what is
 * marked as confidential (`is_internal`) may.  A report may be used by one thread at a time; it
 * starts worker threads of its own.
 */
#ifndef SOZIALBERICHT_H
#define SOZIALBERICHT_H

#include <sozialbericht/error.h>
#include <sozialbericht/version.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct sb_report sb_report;

/* How far a stage is: `done` of `total` steps.  Called from the thread that called us. */
typedef void sb_progress(void *user, const char *stage, int done, int total);

typedef struct sb_options {
    const char *data_dir;  /* fonts, profiles, hyphenation; NULL: where they were installed */
    int jobs;              /* worker threads; 0: as many as there are processors */
    const char *only;      /* keys of areas, parted by commas, that get a page; NULL: all */
    bool notes;            /* say too what was found out about the files: encoding, head … */
    sb_progress *progress; /* may be NULL */
    void *progress_user;
    /* folders outside the project that the layout may read too, and beginnings of sources that
     * it may open ("PG:").  The project is the layout's folder, or the repository (.git) or the
     * working folder that holds it. */
    const char *const *allowed;
    int n_allowed;
    const char *earlier; /* values that an earlier report published, as sb_report_values()
                          * writes them: readers have them.  NULL: none */
    bool is_internal;    /* outputs that can may show counts that are withheld: confidential */
} sb_options;

typedef enum sb_edition { SB_PRINT = 1, SB_WEB = 2 } sb_edition;
typedef enum sb_table_format { SB_CSV, SB_JSON } sb_table_format;

/* Read and check a layout with all its data.  Never NULL: a report that could not be read
 * still has its errors.  Close it with sb_report_close(). */
sb_report *sb_report_open(const char *layout, const sb_options *options);
void sb_report_close(sb_report *report);

/* Write a first layout at `path` for the shapefiles and tables of a folder: one that builds,
 * with its guesses and doubts as comments.  Never NULL; without an error the file is written.
 */
sb_report *sb_report_propose(const char *folder, const char *path, const sb_options *options);

/* Everything found so far, in the order of the files. */
size_t sb_report_errors(const sb_report *report);
const sb_error *sb_report_error(const sb_report *report, size_t i);

/* One message as a person reads it (place, source line, hint), or as one JSON object on a line.
 */
typedef enum sb_error_form { SB_TEXT, SB_COLOURED_TEXT, SB_JSON_LINE } sb_error_form;
void sb_error_print(const sb_error *error, sb_error_form form, FILE *out);

/* Compose all pages and write nothing: finds what build would find. */
bool sb_report_check(sb_report *report);

/* Write what joining tables and areas found as CSV: keys that matched, keys only in a table or
 * only in the areas, with the nearest, records that tell the same, sums that differ.  Also for
 * a report whose tables could not be joined. */
bool sb_report_join_audit(sb_report *report, const char *path);
/* Compose all pages and look for what a print shop or a screen reader would stumble over; every
 * build does so too and writes nothing after an error.  `out`: each rule with its clause, its
 * severity and the number of places found; may be NULL. */
bool sb_report_preflight(sb_report *report, sb_table_format format, FILE *out);

/* Read any PDF back and look for the same.  `edition`: SB_PRINT, SB_WEB, or 0 to find out which
 * it is.  Never NULL: a report that holds nothing but what was found; close it. */
sb_report *sb_preflight_file(const char *path, unsigned edition, sb_table_format format,
                             FILE *out);

/* Write PDF.  `editions`: SB_PRINT, SB_WEB or both.  With both, `path` "a/b.pdf" becomes
 * a/b-print.pdf and a/b-web.pdf.  All files of a call are written or none. */
bool sb_report_build(sb_report *report, const char *path, unsigned editions);

/* One PDF for each area of `level`.  `pattern` holds {key} and may hold {name}; what a file
 * name cannot hold becomes '-'. */
bool sb_report_split(sb_report *report, const char *level, const char *pattern,
                     unsigned editions);

/* Each indicator for each area, level and period, with its class on the first map that shows it
 * and the number of its series, which breaks part; withheld values stay withheld. */
bool sb_report_values(sb_report *report, sb_table_format format, FILE *out);
/* Compare two CSV files that sb_report_values() wrote: indicators, areas and periods that are
 * gone or new, units, series with another break, values, states and map classes that changed;
 * as a table for people or as CSV.  Never NULL: a report that holds nothing but messages. */
sb_report *sb_values_diff(const char *before, const char *after, bool as_csv, FILE *out,
                          size_t *n_differences);
/* Breaks, counts and goodness of variance fit of every map. */
bool sb_report_classes(sb_report *report, sb_table_format format, FILE *out);

/* Each count that is withheld, and each small rest, with the interval that a reader of all
 * outputs can derive for it.  False, with errors, where one is narrower than the layout's
 * protection.  Narrow intervals and counts are shown to `is_internal` only. */
bool sb_report_audit(sb_report *report, sb_table_format format, FILE *out);
/* How one value came about: formula, parts, tables, rounding.  `period` NULL: the report's. */
bool sb_report_explain(sb_report *report, const char *area, const char *indicator,
                       const char *period, FILE *out);

/* One page, 1-based, as PNG (144 dpi) or SVG by the ending of `path`. */
bool sb_report_preview(sb_report *report, int page, const char *path);
/* The same as a copier without colours shows it: each colour as the grey of its lightness. */
bool sb_report_preview_grey(sb_report *report, int page, const char *path);
/* One page's display list as text. */
bool sb_report_trace(sb_report *report, int page, FILE *out);
/* The structure tree that a screen reader gets, as text. */
bool sb_report_tags(sb_report *report, FILE *out);

/* Remove the unfinished files of all reports, as a program does that is interrupted: a signal
 * handler may call it, and must then end the process. */
void sb_report_abandon(void);

/* The JSON Schema of the layout language, and its key reference as Markdown. */
bool sb_schema_write(FILE *out);
bool sb_reference_write(FILE *out);

#endif
