/* table_layout: a profile table measured: what every cell prints and where it stands.
 *
 * Columns take their width from what they hold, with numbers set on the decimal comma; the
 * labels take what is left.  All lengths from the table's top left corner.
 */
#ifndef SB_FIGURE_TABLE_LAYOUT_H
#define SB_FIGURE_TABLE_LAYOUT_H

#include "figure/sparkline.h"

typedef struct sb_table_cell {
    sb_decimal_text figure; /* text NULL: left blank on purpose, or a sparkline */
    sb_spark spark;         /* of no periods: none */
    const char *type;
} sb_table_cell;

typedef struct sb_table_row {
    const sb_spec_table_row *spec;
    const char *label, *type;
    double indent, width; /* width: with its indent */
    double baseline;
    sb_table_cell *cells; /* one for each column */
} sb_table_row;

typedef struct sb_table_column {
    const sb_spec_table_column *spec;
    sb_place place;
    const char *unit;
    double before, after, width; /* of its widest cells; width: with its unit */
    double comma, right;
} sb_table_column;

/* Neighbouring columns under one head. */
typedef struct sb_table_group {
    int from, n;
    bool is_this; /* headed in the accent, with a rule below */
    sb_lines head;
    int lines;                             /* of the longest head on any page */
    double width, head_width, left, right; /* width: of its columns */
} sb_table_group;

typedef struct sb_table_layout {
    sb_table_column *columns;
    int n_columns;
    sb_table_group *groups;
    int n_groups;
    sb_table_row *rows;
    int n_rows;
    const char *label;    /* over the rows' labels, or NULL */
    double head_baseline; /* of the heads' last line; those above it are head_leading apart */
    double head_leading, this_rule, unit_baseline, head_rule, end_rule, height;
    double label_room; /* for the rows' labels; may be too little */
} sb_table_layout;

sb_table_layout sb_table_lay_out(const sb_figure_env *env, const sb_spec_block *block,
                                 double width);

#endif
