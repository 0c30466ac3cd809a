/* parts: the kinds of figure behind sb_figure_draw(). */
#ifndef SB_FIGURE_PARTS_H
#define SB_FIGURE_PARTS_H

#include "figure/figure.h"

/* map.c */
sb_extent sb_map_measure(const sb_figure_env *env, const sb_spec_block *block, double width);
void sb_map_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                 sb_element *parent);
void sb_map_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                  sb_diag *diag);

/* chart.c */
sb_extent sb_chart_measure(const sb_figure_env *env, const sb_spec_block *block, double width);
void sb_chart_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                   sb_element *parent);
void sb_chart_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                    sb_diag *diag);

/* table.c */
sb_extent sb_table_measure(const sb_figure_env *env, const sb_spec_block *block, double width);
void sb_table_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                   sb_element *parent);
void sb_table_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                    sb_diag *diag);

/* table_findings.c: tables of what an index hangs on, and of clusters */
void sb_findings_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                       sb_diag *diag);

#endif
