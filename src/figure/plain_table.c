#include "figure/plain_table.h"

#include <string.h>

/* PAGE.md 7, pt: between columns, at most added to it, between labels and columns. */
static const double gap = 9, gap_more = 8, label_gap = 10;
static const double head_top = 7, over_to_rule = 3, rule_to_head = 9, head_to_rule = 5.2,
                    rule_to_row = 9.3, row_to_end = 4.5, row_gap = 3.8;

/* A column as it stands. */
typedef struct place {
    double before, after; /* of its widest numbers, left and right of the comma */
    double width, right;
    sb_lines head;
} place;

typedef struct layout {
    const sb_plain_table *table;
    place *places;
    double *baselines; /* [row] */
    double over_baseline, over_rule, head_baseline, head_leading, head_rule, end_rule, height;
    double missing; /* pt of width that it lacks */
} layout;

sb_plain_table sb_plain_table_new(const sb_figure_env *env, int n_columns, int n_rows)
{
    sb_plain_table table = {
        .corner = "",
        .columns = sb_arena_array(env->arena, sb_plain_column, n_columns),
        .n_columns = n_columns,
        .rows = sb_arena_array(env->arena, sb_plain_row, n_rows),
        .n_rows = n_rows,
    };
    for (int r = 0; r < n_rows; r++)
        table.rows[r].cells = sb_arena_array(env->arena, sb_plain_cell, n_columns);
    return table;
}

/* ---- measuring ---- */

static const char *type_of(const sb_plain_row *row, const sb_plain_cell *cell)
{
    return row->is_strong || (cell && cell->is_strong) ? "table strong" : "table";
}

static sb_decimal_text figure_of(const sb_figure_env *env, const sb_plain_row *row, int c)
{
    const sb_plain_cell *cell = &row->cells[c];
    return sb_draw_decimal(env, type_of(row, cell), cell->text, strlen(cell->text),
                           cell->digits);
}

static sb_lines break_at(const sb_figure_env *env, const char *text, double width)
{
    sb_piece piece = {sb_style_type(env->style, "table head"), text, NULL};
    const sb_paragraph *p = sb_paragraph_new(env->shaper, &piece, 1, env->arena);
    return sb_paragraph_break(env->shaper, p, width, (sb_break_rules){.has_hyphens = true},
                              env->arena);
}

/* On as few lines as the width allows, all about as long: no word left over alone. */
static sb_lines break_head(const sb_figure_env *env, const char *text, double width)
{
    sb_lines head = break_at(env, text, width);
    for (double narrower = 0.92 * width; head.n > 1 && head.overrun <= 0; narrower *= 0.92) {
        sb_lines next = break_at(env, text, narrower);
        if (next.n > head.n || next.overrun > 0)
            break;
        head = next;
    }
    return head;
}

static double label_width(const sb_figure_env *env, const sb_plain_table *table)
{
    double width = sb_draw_width(env, "table head", table->corner);
    for (int r = 0; r < table->n_rows; r++)
        width = fmax(width,
                     sb_draw_width(env, type_of(&table->rows[r], NULL), table->rows[r].label));
    return width;
}

/* As wide as its numbers; a head takes what there is for it before it breaks. */
static void measure_column(const sb_figure_env *env, const sb_plain_table *table, int c,
                           double share, place *at)
{
    for (int r = 0; r < table->n_rows; r++) {
        if (!table->rows[r].cells[c].text)
            continue;
        sb_decimal_text figure = figure_of(env, &table->rows[r], c);
        at->before = fmax(at->before, figure.before);
        at->after = fmax(at->after, figure.after);
    }
    const char *head = table->columns[c].head;
    at->width =
        fmax(at->before + at->after, fmin(share, sb_draw_width(env, "table head", head)));
    at->head = break_head(env, head, at->width);
    at->width += fmax(0, at->head.overrun);
    if (at->head.n > 1) {
        at->width = at->before + at->after;
        for (int i = 0; i < at->head.n; i++)
            at->width = fmax(at->width, at->head.lines[i]->width);
    }
}

static void place_columns(const sb_figure_env *env, layout *l, double width)
{
    int n = l->table->n_columns;
    double need = label_width(env, l->table) + label_gap, right = width;
    double left = width - need - (n - 1) * gap;
    for (int c = 0; c < n; c++) {
        measure_column(env, l->table, c, fmax(0, (width - need) / n - gap), &l->places[c]);
        left -= l->places[c].width;
    }
    l->missing = fmax(0, -left);
    double more = n > 1 ? fmin(gap_more, fmax(0, left) / (n - 1)) : 0;
    for (int c = n; c-- > 0;) {
        l->places[c].right = right;
        right -= l->places[c].width + gap + more;
    }
}

static layout lay_out(const sb_figure_env *env, const sb_plain_table *table, double width)
{
    layout l = {.table = table,
                .places = sb_arena_array(env->arena, place, table->n_columns),
                .baselines = sb_arena_array(env->arena, double, table->n_rows)};
    place_columns(env, &l, width);
    int lines = 1;
    bool has_over = false;
    for (int c = 0; c < table->n_columns; c++) {
        lines = l.places[c].head.n > lines ? l.places[c].head.n : lines;
        has_over = has_over || table->columns[c].over;
    }
    l.head_leading = sb_style_type(env->style, "table head")->leading;
    l.over_baseline = head_top;
    l.over_rule = l.over_baseline + over_to_rule;
    l.head_baseline =
        (has_over ? l.over_rule + rule_to_head : head_top) + (lines - 1) * l.head_leading;
    l.head_rule = l.head_baseline + head_to_rule;
    double leading = sb_style_type(env->style, "table")->leading;
    double y = l.head_rule + rule_to_row;
    for (int r = 0; r < table->n_rows; r++, y += leading) {
        y += table->rows[r].has_gap ? row_gap : 0;
        l.baselines[r] = y;
    }
    l.end_rule = y - leading + row_to_end;
    l.height = l.end_rule + sb_style_line(env->style, "table").pen.width / 2;
    return l;
}

double sb_plain_table_height(const sb_figure_env *env, const sb_plain_table *table,
                             double width)
{
    return lay_out(env, table, width).height;
}

/* ---- drawing ---- */

typedef struct drawing {
    const sb_figure_env *env;
    const layout *layout;
    sb_rect box;
    sb_element *element;
    const sb_element **heads, **overs; /* [column] */
    const sb_element *corner;
} drawing;

static sb_element *new_cell(const drawing *d, sb_element *row, sb_role role, sb_scope_of scope)
{
    sb_element *cell = sb_element_new(d->env->page, row, role);
    cell->scope = scope;
    return cell;
}

static void add_header(const drawing *d, sb_element *cell, const sb_element *header)
{
    if (header)
        sb_vec_push(d->env->page->arena, &cell->headers, header);
}

static void put(const drawing *d, sb_element *cell, const char *type, const char *text,
                double x, double baseline)
{
    sb_page_begin(d->env->page, cell);
    sb_draw_text(d->env, type, text, d->box.x + x, d->box.y + baseline, SB_LEFT);
    sb_page_end(d->env->page);
}

/* The heads that several columns share; false: there are none. */
static bool draw_overs(drawing *d, sb_element *head)
{
    const layout *l = d->layout;
    const sb_plain_column *columns = l->table->columns;
    bool has_over = false;
    for (int c = 0; c < l->table->n_columns; c++)
        has_over = has_over || columns[c].over;
    if (!has_over)
        return false;
    sb_element *row = sb_element_new(d->env->page, head, SB_ROLE_TR);
    d->corner = new_cell(d, row, SB_ROLE_TH, SB_SCOPE_COLUMN);
    ((sb_element *)d->corner)->row_span = 2;
    put(d, (sb_element *)d->corner, "table head", l->table->corner, 0, l->head_baseline);
    for (int c = 0; c < l->table->n_columns;) {
        int from = c++;
        while (c < l->table->n_columns && columns[from].over &&
               columns[c].over == columns[from].over)
            c++;
        sb_element *cell = new_cell(d, row, columns[from].over ? SB_ROLE_TH : SB_ROLE_TD,
                                    columns[from].over ? SB_SCOPE_COLUMN : SB_SCOPE_NONE);
        cell->column_span = c - from;
        if (!columns[from].over)
            continue;
        double left = l->places[from].right - l->places[from].width;
        put(d, cell, "table head", columns[from].over, left, l->over_baseline);
        for (int i = from; i < c; i++)
            d->overs[i] = cell;
    }
    return true;
}

static void draw_head(drawing *d)
{
    const layout *l = d->layout;
    const sb_figure_env *env = d->env;
    sb_element *head = sb_element_new(env->page, d->element, SB_ROLE_THEAD);
    bool has_over = draw_overs(d, head);
    sb_element *row = sb_element_new(env->page, head, SB_ROLE_TR);
    if (!has_over) {
        bool has_corner = *l->table->corner;
        sb_element *corner = new_cell(d, row, has_corner ? SB_ROLE_TH : SB_ROLE_TD,
                                      has_corner ? SB_SCOPE_COLUMN : SB_SCOPE_NONE);
        if (has_corner)
            put(d, corner, "table head", l->table->corner, 0, l->head_baseline);
        d->corner = has_corner ? corner : NULL;
    }
    for (int c = 0; c < l->table->n_columns; c++) {
        const place *at = &l->places[c];
        sb_element *cell = new_cell(d, row, SB_ROLE_TH, SB_SCOPE_COLUMN);
        add_header(d, cell, d->overs[c]);
        sb_page_begin(env->page, cell);
        for (int i = 0; i < at->head.n; i++)
            sb_line_draw(env->page->list, at->head.lines[i], d->box.x + at->right,
                         d->box.y + l->head_baseline - (at->head.n - 1 - i) * l->head_leading,
                         SB_RIGHT);
        sb_page_end(env->page);
        d->heads[c] = cell;
    }
}

static void draw_row(const drawing *d, sb_element *body, int r)
{
    const layout *l = d->layout;
    const sb_plain_row *row = &l->table->rows[r];
    sb_element *line = sb_element_new(d->env->page, body, SB_ROLE_TR);
    sb_element *label = new_cell(d, line, SB_ROLE_TH, SB_SCOPE_ROW);
    add_header(d, label, d->corner);
    put(d, label, type_of(row, NULL), row->label, 0, l->baselines[r]);
    for (int c = 0; c < l->table->n_columns; c++) {
        sb_element *cell = new_cell(d, line, SB_ROLE_TD, SB_SCOPE_NONE);
        add_header(d, cell, d->overs[c]);
        add_header(d, cell, d->heads[c]);
        add_header(d, cell, label);
        if (!row->cells[c].text)
            continue;
        sb_decimal_text figure = figure_of(d->env, row, c);
        put(d, cell, type_of(row, &row->cells[c]), figure.text,
            l->places[c].right - l->places[c].after - figure.before, l->baselines[r]);
    }
}

static void draw_rule(const drawing *d, double left, double right, double y)
{
    sb_draw_line(d->env, "table", (sb_point){d->box.x + left, d->box.y + y},
                 (sb_point){d->box.x + right, d->box.y + y});
}

static void draw_rules(const drawing *d)
{
    const layout *l = d->layout;
    const sb_plain_column *columns = l->table->columns;
    sb_page_begin_artifact(d->env->page, SB_ARTIFACT_LAYOUT);
    for (int c = 0; c < l->table->n_columns;) {
        int from = c++;
        while (c < l->table->n_columns && columns[from].over &&
               columns[c].over == columns[from].over)
            c++;
        if (columns[from].over)
            draw_rule(d, l->places[from].right - l->places[from].width, l->places[c - 1].right,
                      l->over_rule);
    }
    draw_rule(d, 0, d->box.width, l->head_rule);
    draw_rule(d, 0, d->box.width, l->end_rule);
    sb_page_end(d->env->page);
}

void sb_plain_table_draw(const sb_figure_env *env, const sb_plain_table *table,
                         const sb_spec_block *block, sb_rect box, sb_element *parent)
{
    layout l = lay_out(env, table, box.width);
    const char *title = sb_figure_title(env, block);
    if (l.missing > SB_FIT_SLACK)
        sb_figure_misfit(env, block->node->at, title, l.missing, false);
    if (l.height > box.height + SB_FIT_SLACK)
        sb_figure_misfit(env, block->node->at, title, l.height - box.height, true);
    drawing d = {.env = env,
                 .layout = &l,
                 .box = box,
                 .element = sb_element_new(env->page, parent, SB_ROLE_TABLE),
                 .heads = sb_arena_array(env->arena, const sb_element *, table->n_columns),
                 .overs = sb_arena_array(env->arena, const sb_element *, table->n_columns)};
    d.element->box = (sb_rect){box.x, box.y, box.width, l.height};
    draw_head(&d);
    sb_element *body = sb_element_new(env->page, d.element, SB_ROLE_TBODY);
    for (int r = 0; r < table->n_rows; r++)
        draw_row(&d, body, r);
    draw_rules(&d);
}
