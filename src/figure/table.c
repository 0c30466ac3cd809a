#include "figure/parts.h"
#include "figure/table_part.h"
#include "figure/table_place.h"

/* PAGE.md 7, pt: a stripe round its row, a line below it, the ground of a number. */
static const double STRIPE_ABOVE = 8, LINE_BELOW = 3, GROUND_GAP = 0.8;
static const double BAR_HEIGHT = 0.62; /* of the leading */

/* What is being drawn: a table at its place, with the head cells that others refer to. */
typedef struct table {
    const sb_figure_env *env;
    const sb_table_layout *layout;
    sb_table_part part;
    double x, y;
    double down; /* from a row's place in the layout to the page */
    double leading;
    sb_element *element;
    const sb_element *corner; /* over the row labels, or NULL */
    const sb_element **heads; /* [head] */
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

/* ---- head ---- */

/* A head said again on a further page is a running head. */
static void begin_head(const table *t, sb_element *cell)
{
    if (t->part.is_again)
        sb_page_begin_artifact(t->env->page, SB_ARTIFACT_HEADER);
    else
        sb_page_begin(t->env->page, cell);
}

/* Nothing stands over sparklines: they show what they are, but to those who hear the table. */
static bool is_over_sparks(const sb_table_layout *layout, const sb_table_head *head)
{
    if ((head->text && *head->text) || (head->unit && *head->unit))
        return false;
    for (int r = 0; r < layout->n_rows; r++)
        if (layout->rows[r].cells && layout->rows[r].cells[head->from].kind == SB_CELL_SPARK)
            return true;
    return false;
}

static void put_head(const table *t, sb_element *cell, const sb_table_head *head)
{
    const sb_figure_env *env = t->env;
    if (is_over_sparks(t->layout, head))
        cell->actual = sb_word(env->locale, SB_W_COURSE);
    begin_head(t, cell);
    for (int i = 0; i < head->lines.n; i++)
        sb_line_draw(env->page->list, head->lines.lines[i], t->x + head->x,
                     t->y + head->baseline - (head->lines.n - 1 - i) * head->leading,
                     head->align);
    if (head->unit)
        sb_draw_text(env, "table head", head->unit, t->x + head->x,
                     t->y + t->layout->unit_baseline, head->align);
    sb_page_end(env->page);
}

static bool covers(const sb_table_head *head, int column)
{
    return head->from <= column && column < head->from + head->n;
}

/* Those above it, from the top. */
static void add_heads(const table *t, sb_element *cell, int column, int rows)
{
    for (int i = 0; i < t->layout->n_heads && t->layout->heads[i].row < rows; i++)
        if (covers(&t->layout->heads[i], column))
            add_header(t, cell, t->heads[i]);
}

static void draw_corner(table *t, sb_element *row)
{
    const char *label = t->layout->label;
    sb_element *cell = new_cell(t, row, label ? SB_ROLE_TH : SB_ROLE_TD,
                                label ? SB_SCOPE_COLUMN : SB_SCOPE_NONE);
    cell->row_span = t->layout->n_head_rows;
    if (!label)
        return;
    t->corner = cell;
    begin_head(t, cell);
    sb_draw_text(t->env, "table head", label, t->x, t->y + t->layout->unit_baseline, SB_LEFT);
    sb_page_end(t->env->page);
}

static void draw_head(table *t)
{
    const sb_table_layout *l = t->layout;
    sb_element *section = sb_element_new(t->env->page, t->element, SB_ROLE_THEAD);
    for (int r = 0, i = 0; r < l->n_head_rows; r++) {
        sb_element *row = sb_element_new(t->env->page, section, SB_ROLE_TR);
        if (r == 0)
            draw_corner(t, row);
        for (; i < l->n_heads && l->heads[i].row == r; i++) {
            const sb_table_head *head = &l->heads[i];
            sb_element *cell = new_cell(t, row, SB_ROLE_TH, SB_SCOPE_COLUMN);
            cell->column_span = head->n;
            cell->row_span = head->n_rows;
            add_heads(t, cell, head->from, r);
            put_head(t, cell, head);
            t->heads[i] = cell;
        }
    }
}

/* ---- body ---- */

static void put_lines(const table *t, sb_element *cell, sb_lines lines, double x,
                      double baseline)
{
    sb_page_begin(t->env->page, cell);
    for (int i = 0; i < lines.n; i++)
        sb_line_draw(t->env->page->list, lines.lines[i], t->x + x,
                     t->y + baseline + i * t->leading, SB_LEFT);
    sb_page_end(t->env->page);
}

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

/* Bars begin at zero, wherever in the column that is. */
static void draw_bar(const table *t, const sb_table_column *column, const sb_table_row *row,
                     const sb_table_cell *cell, double baseline)
{
    sb_range range = {fmin(0, column->range.from), fmax(0, column->range.to)};
    double left = t->x + column->left + column->before + column->after + SB_TABLE_BAR_GAP;
    sb_scale x = {range.from, range.to, left, t->x + column->right};
    double zero = sb_scale_at(x, 0), end = sb_scale_at(x, cell->value.number);
    double height = BAR_HEIGHT * t->leading;
    double middle = t->y + baseline - sb_draw_drop(t->env, "table");
    sb_draw_rect(t->env, row->is_total ? "strong" : "medium",
                 (sb_rect){fmin(zero, end), middle - height / 2, fabs(end - zero), height});
}

static void put_number(const table *t, sb_element *data, const sb_table_column *column,
                       const sb_table_row *row, const sb_table_cell *cell, double baseline)
{
    const sb_figure_env *env = t->env;
    const sb_line *line = cell->figure.line;
    sb_page_begin(env->page, data);
    if (cell->shade >= 0) {
        sb_colour ground = sb_style_palette(env->style, NULL, SB_TABLE_SHADES)[cell->shade];
        double top = t->y + baseline - STRIPE_ABOVE;
        sb_list_fill(env->page->list,
                     sb_path_rect(env->arena, (sb_rect){t->x + column->left, top, column->width,
                                                        t->leading - GROUND_GAP}),
                     false, ground);
        sb_type type = *sb_style_type(env->style, cell->type);
        type.colour = sb_style_text_on(env->style, ground);
        line = sb_shape(env->shaper, &type, cell->figure.text);
    }
    sb_line_draw(env->page->list, line, t->x + column->comma - cell->figure.before,
                 t->y + baseline, SB_LEFT);
    if (sb_table_has_bar(env, column, row, cell))
        draw_bar(t, column, row, cell, baseline);
    sb_page_end(env->page);
}

/* An arrow is read as the change that it stands for. */
static void put_arrow(const table *t, sb_element *data, const sb_table_column *column,
                      const sb_table_cell *cell, double baseline)
{
    const sb_figure_env *env = t->env;
    sb_element *span = sb_element_new(env->page, data, SB_ROLE_SPAN);
    span->actual = sb_figure_spoken(env, cell->value, cell->manner);
    sb_page_begin(env->page, span);
    sb_draw_text(env, cell->type, cell->figure.text, t->x + column->comma - cell->figure.before,
                 t->y + baseline, SB_LEFT);
    sb_page_end(env->page);
}

static void draw_cell(const table *t, sb_element *data, const sb_table_row *row, int c)
{
    const sb_table_column *column = &t->layout->columns[c];
    const sb_table_cell *cell = &row->cells[c];
    double first = row->baseline + t->down;
    double last = first + (row->lines.n - 1) * t->leading;
    switch (cell->kind) {
    case SB_CELL_BLANK:
        break;
    case SB_CELL_NUMBER:
        put_number(t, data, column, row, cell, last);
        break;
    case SB_CELL_SPARK:
        put_spark(t, data, *cell->spark, column->right, last);
        break;
    case SB_CELL_ARROW:
        put_arrow(t, data, column, cell, last);
        break;
    case SB_CELL_TEXT:
        put_lines(t, data, *cell->lines, column->left, first);
        break;
    }
}

static void draw_row(const table *t, sb_element *body, const sb_table_row *row)
{
    sb_element *line = sb_element_new(t->env->page, body, SB_ROLE_TR);
    sb_element *label = new_cell(t, line, SB_ROLE_TH, SB_SCOPE_ROW);
    add_header(t, label, t->corner);
    put_lines(t, label, row->lines, row->indent, row->baseline + t->down);
    for (int c = 0; c < t->layout->n_columns; c++) {
        sb_element *data = new_cell(t, line, SB_ROLE_TD, SB_SCOPE_NONE);
        add_heads(t, data, c, t->layout->n_head_rows);
        add_header(t, data, label);
        draw_cell(t, data, row, c);
    }
}

/* The name of a group that goes on, over its rows on a further page. */
static void say_group(const table *t, const sb_table_row *group)
{
    const sb_figure_env *env = t->env;
    sb_page_begin_artifact(env->page, SB_ARTIFACT_HEADER);
    sb_draw_text(env, group->type,
                 sb_arena_printf(env->arena, "%s (%s)", group->label,
                                 sb_word(env->locale, SB_W_CONTINUED)),
                 t->x + group->indent, t->y + t->layout->rows[0].baseline, SB_LEFT);
    sb_page_end(env->page);
}

/* ---- rules and stripes ---- */

static void draw_across(const table *t, const char *line, double y)
{
    sb_draw_line(t->env, line, (sb_point){t->x, t->y + y},
                 (sb_point){t->x + t->layout->width, t->y + y});
}

static void draw_rules(const table *t)
{
    const sb_table_layout *l = t->layout;
    sb_page_begin_artifact(t->env->page, SB_ARTIFACT_LAYOUT);
    for (int i = 0; i < l->n_heads; i++) {
        const sb_table_head *head = &l->heads[i];
        if (head->rule)
            sb_draw_line(t->env, head->rule, (sb_point){t->x + head->left, t->y + head->rule_y},
                         (sb_point){t->x + head->right, t->y + head->rule_y});
    }
    draw_across(t, "table", l->head_rule);
    draw_across(t, "table", sb_table_end(t->env, l, t->part));
    sb_page_end(t->env->page);
}

static void draw_ruling(const table *t)
{
    const sb_table_layout *l = t->layout;
    if (l->spec->ruling == SB_RULING_NONE)
        return;
    sb_page_begin_artifact(t->env->page, SB_ARTIFACT_BACKGROUND);
    for (int r = t->part.from; r < t->part.to; r++) {
        const sb_table_row *row = &l->rows[r];
        double y = row->baseline + t->down;
        if (l->spec->ruling == SB_RULING_LINES && r + 1 < t->part.to)
            draw_across(t, "grid", y + row->height - t->leading + LINE_BELOW);
        else if (l->spec->ruling == SB_RULING_ZEBRA && row->stripe % 2 == 1)
            sb_draw_rect(t->env, "stripe",
                         (sb_rect){t->x, t->y + y - STRIPE_ABOVE, l->width, row->height});
    }
    sb_page_end(t->env->page);
}

/* ---- calls ---- */

void sb_table_draw_part(const sb_figure_env *env, const sb_table_layout *layout,
                        sb_table_part part, sb_point at, sb_element *element)
{
    table t = {
        .env = env,
        .layout = layout,
        .part = part,
        .x = at.x,
        .y = at.y,
        .down = sb_table_shift(env, layout, part),
        .leading = sb_style_type(env->style, "table")->leading,
        .element = element,
        .heads = sb_arena_array(env->arena, const sb_element *, layout->n_heads),
    };
    element->box =
        (sb_rect){at.x, at.y, layout->width, sb_table_part_height(env, layout, part)};
    draw_ruling(&t);
    draw_head(&t);
    if (part.group >= 0)
        say_group(&t, &layout->rows[part.group]);
    sb_element *body = sb_element_new(env->page, element, SB_ROLE_TBODY);
    for (int r = part.from; r < part.to; r++)
        draw_row(&t, body, &layout->rows[r]);
    draw_rules(&t);
}

void sb_table_check_width(const sb_figure_env *env, const sb_spec_block *block,
                          const sb_table_layout *layout)
{
    if (layout->missing <= SB_FIT_SLACK)
        return;
    const sb_node *node = layout->tight ? layout->tight : block->node;
    sb_figure_misfit(env, node->at,
                     layout->tight_name ? layout->tight_name : sb_figure_title(env, block),
                     layout->missing, false);
    if (layout->spec->each && !layout->tight && layout->spec->wide == SB_WIDE_ERROR)
        sb_hint(env->diag, _("or let the table turn or split: 'wide: turn', 'wide: split'"));
}

sb_table_layout sb_table_lay_out(const sb_figure_env *env, const sb_spec_block *block,
                                 double width)
{
    if (block->findings)
        return sb_table_findings(env, block, width);
    return block->profile->each ? sb_table_areas(env, block->profile, width)
                                : sb_table_profile(env, block->profile, width);
}

sb_extent sb_table_measure(const sb_figure_env *env, const sb_spec_block *block, double width)
{
    sb_table_layout layout = sb_table_lay_out(env, block, width);
    return (sb_extent){layout.height, layout.height, false};
}

void sb_table_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                   sb_element *parent)
{
    sb_table_layout layout = sb_table_lay_out(env, block, box.width);
    sb_table_check_width(env, block, &layout);
    if (layout.height > box.height + SB_FIT_SLACK)
        sb_figure_misfit(env, block->node->at, sb_figure_title(env, block),
                         layout.height - box.height, true);
    bool is_begun = parent->role == SB_ROLE_TABLE; /* with its caption */
    sb_table_draw_part(env, &layout, (sb_table_part){.to = layout.n_rows, .group = -1},
                       (sb_point){box.x, box.y},
                       is_begun ? parent : sb_element_new(env->page, parent, SB_ROLE_TABLE));
}
