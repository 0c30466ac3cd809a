/* table_part: a table over several pages: which rows stand on which. */
#ifndef SB_FIGURE_TABLE_PART_H
#define SB_FIGURE_TABLE_PART_H

#include "figure/table_layout.h"

/* Rows from .. to - 1 of a table. */
typedef struct sb_table_part {
    int from, to;
    bool is_again; /* its head stands on a page before */
    int group;     /* row of the group that the first belongs to, said again; -1: none */
} sb_table_part;

/* The rows from `from` on that find room, their head included: as many as can be without
 * parting what is kept together.  to == from: not even one. */
sb_table_part sb_table_next_part(const sb_figure_env *env, const sb_table_layout *layout,
                                 int from, double room);
double sb_table_part_height(const sb_figure_env *env, const sb_table_layout *layout,
                            sb_table_part part);
/* From a row's place in the whole table to its place in the part. */
double sb_table_shift(const sb_figure_env *env, const sb_table_layout *layout,
                      sb_table_part part);
/* The rule below its last row. */
double sb_table_end(const sb_figure_env *env, const sb_table_layout *layout,
                    sb_table_part part);

/* The table in as many layouts as it is split into by its columns: one, unless it may be
 * split.  The last has the remarks of all. */
typedef struct sb_table_layouts {
    sb_table_layout *at;
    int n;
} sb_table_layouts;
sb_table_layouts sb_table_lay_out_all(const sb_figure_env *env, const sb_spec_block *block,
                                      double width);

/* SB_E_LAYOUT where the table lacks width. */
void sb_table_check_width(const sb_figure_env *env, const sb_spec_block *block,
                          const sb_table_layout *layout);
/* Fill `element`, a Table: one under the page's root, or sb_page_continue()'s. */
void sb_table_draw_part(const sb_figure_env *env, const sb_table_layout *layout,
                        sb_table_part part, sb_point at, sb_element *element);

#endif
