/* grid: a table as rows of cells, before anybody knows which row is its head.
 *
 * In: a text file (here) or a bare sheet (table.c).  Out: rows with their lines, and from them
 * records: titles above the head, footnotes below and blank rows left out.  OGR wants the head
 * in the first line and guesses the separator from it alone; tables of offices have neither.
 * Start at sb_grid_read() and sb_grid_records().
 */
#ifndef SB_DATA_GRID_H
#define SB_DATA_GRID_H

#include "area/records.h"
#include "spec/spec.h"

typedef struct sb_grid_row {
    const char *const *cells;
    int n;
    int line; /* where it begins in its file; of a sheet: its row */
} sb_grid_row;

typedef struct sb_grid {
    const sb_grid_row *rows;
    int n;
    const char *file; /* as messages name it */
    bool is_sheet;    /* numbers have a decimal point, whatever the office writes */
} sb_grid;

enum { SB_COLUMNS_MOST = 2000 };

/* The separator that parts most lines into equally many cells; ';' where none does. */
char sb_grid_separator(const char *text);

/* Cells of a text: changes it and borrows it.  NULL with an error (a quote without end; past a
 * limit). */
const sb_grid *sb_grid_read(char *text, char separator, const char *file, sb_arena *arena,
                            sb_diag *diag);

typedef struct sb_grid_layout { /* what was found out, or asked for; rows from 0 */
    int head, head_end;         /* rows of the head; head_end == head: none */
    int end;                    /* behind the last record */
    int column, column_end;     /* of the range */
} sb_grid_layout;

/* False with an error at `range:` or `head:` of the table. */
bool sb_grid_find(const sb_grid *grid, const sb_spec_table *asked, sb_grid_layout *layout,
                  sb_diag *diag);
/* The records of that layout; *lines is [record] its line. */
const sb_records *sb_grid_records(const sb_grid *grid, sb_grid_layout layout, const int **lines,
                                  sb_arena *arena);

#endif
