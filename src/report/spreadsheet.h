/* spreadsheet: tables with `sheet:` as files beside the PDF: CSV with its metadata for
 * machines, XLSX for people; sheet.h says what stands in them.
 */
#ifndef SB_REPORT_SPREADSHEET_H
#define SB_REPORT_SPREADSHEET_H

#include "report/report.h"

/* Names that are taken, over all documents of a run. */
typedef struct sb_spreadsheet_names sb_spreadsheet_names;
sb_spreadsheet_names *sb_spreadsheet_names_new(sb_arena *arena);

/* Write those of the pages last planned, beside `path`.  False with an error where a file
 * cannot be written or two tables would be written to one. */
bool sb_spreadsheets_write(sb_report *report, sb_run *run, const char *path,
                           sb_spreadsheet_names *names);

#endif
