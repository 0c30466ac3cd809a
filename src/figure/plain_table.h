/* plain_table: rows with a label and cells of numbers under heads, for what is worked out by
 * the program itself: no level of areas, no `rows:` of a layout.
 *
 * Numbers of a column stand on their decimal comma; heads break over lines.  Columns that share
 * `over` (the same pointer) stand under it together.
 */
#ifndef SB_FIGURE_PLAIN_TABLE_H
#define SB_FIGURE_PLAIN_TABLE_H

#include "figure/draw.h"

typedef struct sb_plain_column {
    const char *head, *over; /* over NULL: none */
} sb_plain_column;

typedef struct sb_plain_cell {
    const char *text; /* NULL: left blank on purpose */
    int digits;       /* behind its decimal comma */
    bool is_strong;
} sb_plain_cell;

typedef struct sb_plain_row {
    const char *label;
    bool is_strong, has_gap; /* some white above */
    sb_plain_cell *cells;    /* one for each column */
} sb_plain_row;

typedef struct sb_plain_table {
    const char *corner; /* over the labels */
    sb_plain_column *columns;
    int n_columns;
    sb_plain_row *rows;
    int n_rows;
} sb_plain_table;

/* `n_rows` and `n_columns` with cells, to be filled in; in env->arena. */
sb_plain_table sb_plain_table_new(const sb_figure_env *env, int n_columns, int n_rows);

double sb_plain_table_height(const sb_figure_env *env, const sb_plain_table *table,
                             double width);
/* What does not fit is reported for the block. */
void sb_plain_table_draw(const sb_figure_env *env, const sb_plain_table *table,
                         const sb_spec_block *block, sb_rect box, sb_element *parent);

#endif
