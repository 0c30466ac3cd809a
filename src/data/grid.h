/* grid: a table as rows of cells, before anybody knows which row is its head.
 *
 * In: a text file (here), a bare sheet (table.c) or a list in JSON (json.c).  Out: rows with
 * their lines, and from them records: titles above the head, footnotes below and blank rows
 * left out.  Text files are read here and not by OGR: it wants the head in the first line,
 * guesses the separator from it alone, and tells of records but not of lines; tables of offices
 * begin with titles, end with footnotes, and people look for a mistake by its line. Start at
 * sb_grid_read() and sb_grid_records().
 */
#ifndef SB_DATA_GRID_H
#define SB_DATA_GRID_H

#include "area/records.h"
#include "spec/spec.h"

typedef struct sb_grid_row {
    const char *const *cells;
    int n;
    int line; /* where it begins in its file; of a sheet: its row; of JSON: of its record */
} sb_grid_row;

typedef struct sb_grid {
    const sb_grid_row *rows;
    int n;
    const char *file; /* as messages name it */
    bool is_sheet;    /* numbers have a decimal point, whatever the office writes */
} sb_grid;

enum { SB_COLUMNS_MOST = 2000 };

/* False with an error where a grid has more rows or columns than are read. */
bool sb_grid_has_room(const char *file, int n_rows, size_t n_cells, const sb_arena *arena,
                      sb_diag *diag);

/* The separator that parts most lines into equally many cells; ';' where none does. */
char sb_grid_separator(const char *text);

/* Cells of a text: changes it and borrows it.  NULL with an error (a quote without end; past a
 * limit). */
const sb_grid *sb_grid_read(char *text, char separator, const char *file, sb_arena *arena,
                            sb_diag *diag);

typedef struct sb_grid_layout { /* what was found out, or asked for; rows from 0 */
    int head, head_end;         /* rows of the head; head_end == head: none */
    int end, last;              /* behind the last record, and behind all that was looked at */
    int column, column_end;     /* of the range */
} sb_grid_layout;

/* False with an error at `range:` or `head:` of the table. */
bool sb_grid_find(const sb_grid *grid, const sb_spec_table *asked, sb_grid_layout *layout,
                  sb_diag *diag);
/* The records of that layout; *lines is [record] its line. */
const sb_records *sb_grid_records(const sb_grid *grid, sb_grid_layout layout, const int **lines,
                                  sb_arena *arena);

#endif
