/* sheet: a table of the pages as it is written beside the PDF.
 *
 * sheet.c: what stands in it, for both forms · sheet_csv.c: for machines, one line of heads,
 * with its metadata in a file of its own · sheet_book.c: for people, as an Excel file.  Numbers
 * are those that are printed, rounded as there: what is behind them could tell more.
 */
#ifndef SB_REPORT_SHEET_H
#define SB_REPORT_SHEET_H

#include "figure/table_layout.h"
#include "report/report.h"

#include <stdio.h>

typedef struct sb_spreadsheet {
    const sb_spec_block *block;
    sb_figure_env env;
    sb_table_layout table;
    const char *name;   /* of its files, without the end */
    const char *title;  /* the name where the layout has none */
    const char *source; /* as under the table; NULL: nobody says */
    int n_labels;       /* columns before those of the table: key and name, or the label */
} sb_spreadsheet;

/* A text of the layout with its {fields}, or NULL. */
const char *sb_spreadsheet_filled(const sb_spreadsheet *sheet, const char *text);
/* The period of all its values, or NULL where they are of several. */
const char *sb_spreadsheet_period(const sb_spreadsheet *sheet);
/* Columns of small pictures are left out. */
bool sb_spreadsheet_is_written(const sb_spreadsheet *sheet, int column);
/* What an area or a row is called in label column `i`, without the mark of a note. */
const char *sb_spreadsheet_label(const sb_spreadsheet *sheet, const sb_table_row *row, int i);
const char *sb_spreadsheet_label_head(const sb_spreadsheet *sheet, int i);
bool sb_spreadsheet_has_number(const sb_table_cell *cell);
double sb_spreadsheet_number(const sb_table_cell *cell);
/* What a cell without a number says: words, or the sign of what is no number. */
const char *sb_spreadsheet_text(const sb_spreadsheet *sheet, const sb_table_cell *cell);

/* Write a file; false where that failed. */
bool sb_spreadsheet_write_csv(const sb_spreadsheet *sheet, FILE *file);
/* Metadata Vocabulary for Tabular Data (W3C 2015), 5.3 to 5.6: title, source, notes, and what
 * the columns of the CSV file hold. */
bool sb_spreadsheet_write_metadata(const sb_spreadsheet *sheet, FILE *file);
bool sb_spreadsheet_write_book(const sb_spreadsheet *sheet, FILE *file);

#endif
