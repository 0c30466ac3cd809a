#include "figure/figure.h"

#include "figure/parts.h"

#include <assert.h>

sb_extent sb_figure_measure(const sb_figure_env *env, const sb_spec_block *block, double width)
{
    switch (block->kind) {
    case SB_BLOCK_MAP:
        return sb_map_measure(env, block, width);
    case SB_BLOCK_CHART:
        return sb_chart_measure(env, block, width);
    default:
        return sb_table_measure(env, block, width);
    }
}

void sb_figure_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                    sb_element *parent)
{
    switch (block->kind) {
    case SB_BLOCK_MAP:
        sb_map_draw(env, block, box, parent);
        break;
    case SB_BLOCK_CHART:
        sb_chart_draw(env, block, box, parent);
        break;
    default:
        sb_table_draw(env, block, box, parent);
    }
}

void sb_figure_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                     sb_diag *diag)
{
    switch (block->kind) {
    case SB_BLOCK_MAP:
        sb_map_check(facts, style, block, diag);
        break;
    case SB_BLOCK_CHART:
        sb_chart_check(facts, style, block, diag);
        break;
    case SB_BLOCK_SENSITIVITY:
    case SB_BLOCK_CLUSTERS:
        sb_findings_check(facts, style, block, diag);
        break;
    default:
        assert(block->kind == SB_BLOCK_TABLE);
        sb_table_check(facts, style, block, diag);
    }
}
