#include "figure/draw.h"
#include "figure/parts.h"
#include "figure/table_layout.h"

/* What is being drawn: a table at its place, with the head cells that others refer to. */
typedef struct table {
    const sb_figure_env *env;
    const sb_table_layout *layout;
    double x, y;
    sb_element *element;
    const sb_element *corner;               /* over the row labels, or NULL */
    const sb_element **group_of, **unit_of; /* [column] */
} table;

static sb_element *new_cell(const table *t, sb_element *row, sb_role role, sb_scope_of scope)
{
    sb_element *cell = sb_element_new(t->env->page, row, role);
    cell->scope = scope;
    return cell;
}

static void add_header(const table *t, sb_element *cell, const sb_element *header)
{
    if (header)
        sb_vec_push(t->env->page->arena, &cell->headers, header);
}

static void put(const table *t, sb_element *cell, const char *type, const char *text, double x,
                double baseline, sb_align align)
{
    sb_page_begin(t->env->page, cell);
    sb_draw_text(t->env, type, text, t->x + x, t->y + baseline, align);
    sb_page_end(t->env->page);
}

/* ---- head ---- */

static sb_element *draw_group(table *t, sb_element *row, const sb_table_group *g)
{
    const sb_figure_env *env = t->env;
    const sb_table_layout *l = t->layout;
    sb_element *cell = new_cell(t, row, SB_ROLE_TH, SB_SCOPE_COLUMN);
    cell->column_span = g->n;
    sb_page_begin(env->page, cell);
    for (int i = 0; i < g->head.n; i++)
        sb_line_draw(env->page->list, g->head.lines[i], t->x + g->right,
                     t->y + l->head_baseline - (g->head.n - 1 - i) * l->head_leading, SB_RIGHT);
    sb_page_end(env->page);
    return cell;
}

static sb_element *draw_corner(const table *t, sb_element *row)
{
    const char *label = t->layout->label;
    sb_element *cell = new_cell(t, row, label ? SB_ROLE_TH : SB_ROLE_TD,
                                label ? SB_SCOPE_COLUMN : SB_SCOPE_NONE);
    cell->row_span = 2;
    if (label)
        put(t, cell, "table head", label, 0, t->layout->unit_baseline, SB_LEFT);
    return label ? cell : NULL;
}

static void draw_head(table *t)
{
    const sb_table_layout *l = t->layout;
    sb_element *head = sb_element_new(t->env->page, t->element, SB_ROLE_THEAD);
    sb_element *names = sb_element_new(t->env->page, head, SB_ROLE_TR);
    t->corner = draw_corner(t, names);
    for (int i = 0; i < l->n_groups; i++) {
        const sb_element *cell = draw_group(t, names, &l->groups[i]);
        for (int c = 0; c < l->groups[i].n; c++)
            t->group_of[l->groups[i].from + c] = cell;
    }
    sb_element *units = sb_element_new(t->env->page, head, SB_ROLE_TR);
    for (int c = 0; c < l->n_columns; c++) {
        sb_element *cell = new_cell(t, units, SB_ROLE_TH, SB_SCOPE_COLUMN);
        add_header(t, cell, t->group_of[c]);
        put(t, cell, "table head", l->columns[c].unit, l->columns[c].right, l->unit_baseline,
            SB_RIGHT);
        t->unit_of[c] = cell;
    }
}

/* ---- body ---- */

static void put_spark(const table *t, sb_element *cell, sb_spark spark, double right,
                      double baseline)
{
    const sb_figure_env *env = t->env;
    sb_element *figure = sb_element_new(env->page, cell, SB_ROLE_FIGURE);
    sb_point at = {t->x + right, t->y + baseline - sb_draw_drop(env, "table")};
    figure->box = (sb_rect){at.x - SB_SPARK_WIDTH, at.y - SB_SPARK_HEIGHT / 2.0, SB_SPARK_WIDTH,
                            SB_SPARK_HEIGHT};
    figure->alt = sb_spark_alt(env, spark);
    sb_page_begin(env->page, figure);
    sb_spark_draw(env, spark, at);
    sb_page_end(env->page);
}

static void draw_row(const table *t, sb_element *body, const sb_table_row *row)
{
    sb_element *line = sb_element_new(t->env->page, body, SB_ROLE_TR);
    sb_element *label = new_cell(t, line, SB_ROLE_TH, SB_SCOPE_ROW);
    add_header(t, label, t->corner);
    put(t, label, row->type, row->label, row->indent, row->baseline, SB_LEFT);
    for (int c = 0; c < t->layout->n_columns; c++) {
        sb_decimal_text figure = row->cells[c].figure;
        sb_element *data = new_cell(t, line, SB_ROLE_TD, SB_SCOPE_NONE);
        add_header(t, data, t->group_of[c]);
        add_header(t, data, t->unit_of[c]);
        add_header(t, data, label);
        if (row->cells[c].spark.series.times.n)
            put_spark(t, data, row->cells[c].spark, t->layout->columns[c].right, row->baseline);
        else if (figure.text)
            put(t, data, row->cells[c].type, figure.text,
                t->layout->columns[c].comma - figure.before, row->baseline, SB_LEFT);
    }
}

static void draw_rules(const table *t, double width)
{
    const sb_table_layout *l = t->layout;
    const sb_figure_env *env = t->env;
    sb_page_begin_artifact(env->page, SB_ARTIFACT_LAYOUT);
    for (int i = 0; i < l->n_groups; i++)
        if (l->groups[i].is_this)
            sb_draw_line(env, "this", (sb_point){t->x + l->groups[i].left, t->y + l->this_rule},
                         (sb_point){t->x + l->groups[i].right, t->y + l->this_rule});
    const double rules[] = {l->head_rule, l->end_rule};
    for (size_t i = 0; i < SB_COUNT(rules); i++)
        sb_draw_line(env, "table", (sb_point){t->x, t->y + rules[i]},
                     (sb_point){t->x + width, t->y + rules[i]});
    sb_page_end(env->page);
}

static void check_fit(const sb_figure_env *env, const sb_spec_block *block,
                      const sb_table_layout *l, sb_rect box)
{
    for (int r = 0; r < l->n_rows; r++) {
        const sb_table_row *row = &l->rows[r];
        if (row->width > l->label_room + SB_FIT_SLACK)
            sb_figure_misfit(env, row->spec->node->at, row->label, row->width - l->label_room,
                             false);
    }
    if (l->height > box.height + SB_FIT_SLACK)
        sb_figure_misfit(env, block->node->at, sb_figure_title(env, block),
                         l->height - box.height, true);
}

/* ---- the three calls of parts.h ---- */

sb_extent sb_table_measure(const sb_figure_env *env, const sb_spec_block *block, double width)
{
    sb_table_layout layout = sb_table_lay_out(env, block, width);
    return (sb_extent){layout.height, layout.height, false};
}

void sb_table_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                   sb_element *parent)
{
    sb_table_layout layout = sb_table_lay_out(env, block, box.width);
    check_fit(env, block, &layout, box);
    table t = {
        .env = env,
        .layout = &layout,
        .x = box.x,
        .y = box.y,
        .element = sb_element_new(env->page, parent, SB_ROLE_TABLE),
        .group_of = sb_arena_array(env->arena, const sb_element *, layout.n_columns),
        .unit_of = sb_arena_array(env->arena, const sb_element *, layout.n_columns),
    };
    t.element->box = (sb_rect){box.x, box.y, box.width, layout.height};
    draw_head(&t);
    sb_element *body = sb_element_new(env->page, t.element, SB_ROLE_TBODY);
    for (int r = 0; r < layout.n_rows; r++)
        draw_row(&t, body, &layout.rows[r]);
    draw_rules(&t, box.width);
}
