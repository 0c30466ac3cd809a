#include "figure/table_part.h"

#include "figure/table_place.h"

static const double ROW_TO_END = 4.5; /* PAGE.md 7, pt */

double sb_table_end(const sb_figure_env *env, const sb_table_layout *layout, sb_table_part part)
{
    if (part.to <= part.from)
        return layout->head_rule;
    const sb_table_row *last = &layout->rows[part.to - 1];
    return last->baseline + sb_table_shift(env, layout, part) + last->height -
           sb_style_type(env->style, "table")->leading + ROW_TO_END;
}

double sb_table_part_height(const sb_figure_env *env, const sb_table_layout *layout,
                            sb_table_part part)
{
    return sb_table_end(env, layout, part) + sb_style_line(env->style, "table").pen.width / 2;
}

/* The group whose name stands on a page before, though its rows go on here; -1. */
static int group_of(const sb_table_layout *layout, int from)
{
    if (from == 0 || from >= layout->n_rows || layout->rows[from].is_total)
        return -1;
    for (int r = from - 1; r >= 0; r--)
        if (layout->rows[r].is_total)
            return r;
    return -1;
}

sb_table_part sb_table_next_part(const sb_figure_env *env, const sb_table_layout *layout,
                                 int from, double room)
{
    sb_table_part longer = {from, from, from > 0, group_of(layout, from)};
    sb_table_part part = longer, most = longer;
    while (longer.to < layout->n_rows) {
        longer.to++;
        if (sb_table_part_height(env, layout, longer) > room + SB_FIT_SLACK)
            break;
        most = longer;
        if (longer.to == layout->n_rows || !layout->rows[longer.to].is_kept)
            part = longer;
    }
    return part.to > from ? part : most; /* more is kept together than finds room */
}

double sb_table_shift(const sb_figure_env *env, const sb_table_layout *layout,
                      sb_table_part part)
{
    if (part.from >= layout->n_rows)
        return 0;
    double down = layout->rows[0].baseline - layout->rows[part.from].baseline;
    return part.group < 0 ? down : down + sb_style_type(env->style, "table")->leading;
}

/* Columns from .. from + n - 1 as a table of their own. */
static sb_table_layout cut(const sb_figure_env *env, const sb_table_layout *whole, int from,
                           int n)
{
    sb_table_layout part = *whole;
    part.columns =
        sb_arena_copy(env->arena, whole->columns + from, (size_t)n, sizeof *whole->columns);
    part.n_columns = n;
    part.rows =
        sb_arena_copy(env->arena, whole->rows, (size_t)whole->n_rows, sizeof *whole->rows);
    for (int r = 0; r < whole->n_rows; r++)
        part.rows[r].cells += from;
    if (from + n < whole->n_columns)
        part.n_remarks = 0;
    sb_table_place_columns(env, &part);
    return part;
}

sb_table_layouts sb_table_lay_out_all(const sb_figure_env *env, const sb_spec_block *block,
                                      double width)
{
    sb_table_layout *whole = sb_arena_one(env->arena, sb_table_layout);
    *whole = sb_table_lay_out(env, block, width);
    if (whole->missing <= SB_FIT_SLACK || whole->spec->wide != SB_WIDE_SPLIT)
        return (sb_table_layouts){whole, 1};
    sb_table_layouts all = {sb_arena_array(env->arena, sb_table_layout, whole->n_columns), 0};
    for (int from = 0, n; from < whole->n_columns; from += n) {
        n = sb_table_columns_that_fit(env, whole, from);
        all.at[all.n++] = cut(env, whole, from, n);
    }
    return all;
}
