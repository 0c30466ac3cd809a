/* table_out: rows of named cells as CSV (RFC 4180) or as a JSON list of objects. */
#ifndef SB_REPORT_TABLE_OUT_H
#define SB_REPORT_TABLE_OUT_H

#include "base/base.h"

#include <sozialbericht/sozialbericht.h>

typedef struct sb_table_out {
    FILE *file;
    sb_table_format format;
    const char *const *names;
    int n, column;
    long row;
    sb_buf line;
} sb_table_out;

sb_table_out sb_table_out_begin(FILE *file, sb_table_format format, const char *const *names,
                                int n);
/* A spreadsheet would run the text: in CSV an apostrophe stands before it. */
bool sb_table_out_is_formula(const char *text);
void sb_table_out_text(sb_table_out *table, const char *text); /* NULL: empty, null */
/* The shortest decimal that reads back as the same number; a NaN is empty, null. */
void sb_table_out_number(sb_table_out *table, double number);
/* False if a write failed. */
bool sb_table_out_end(sb_table_out *table);

#endif
