#include "figure/table_place.h"

#include <string.h>

/* PAGE.md 7, pt. */
static const double HEAD_TOP = 7, HEAD_TO_RULE = 4.6, HEAD_TO_NEXT = 12, HEAD_TO_BODY = 5.2;
static const double MOST_BAR = 140, LEAST_TEXT = 60, LEAST_HEAD = 24, GOOD_HEAD = 58;
static const double GAP_MORE = 24;    /* at most added to each gap, */
static const double GAP_TEXT = 8;     /* where texts would break into more lines for it */
static const double WORD = 1;         /* narrower than any word, to find the widest */
static const double MOST_LABEL = 0.4; /* of the table, where texts or columns want room too */

/* ---- heads over a column, from the top ---- */

static int depth_of(const sb_table_column *column)
{
    return column->spec->n_under + (column->over != NULL);
}

static const char *over_at(const sb_table_column *column, int k)
{
    return k < column->spec->n_under ? column->spec->under[k] : column->over;
}

static bool shares_heads(const sb_table_column *a, const sb_table_column *b, int k)
{
    if (k >= depth_of(a) || k >= depth_of(b))
        return false;
    for (int i = 0; i <= k; i++)
        if (strcmp(over_at(a, i), over_at(b, i)) != 0)
            return false;
    return true;
}

/* Columns from `from` on under the head in row k. */
static int span_of(const sb_table_layout *layout, int from, int k)
{
    int n = 1;
    while (from + n < layout->n_columns &&
           shares_heads(&layout->columns[from], &layout->columns[from + n], k))
        n++;
    return n;
}

/* ---- widths ---- */

static double gap_before(const sb_table_layout *layout, int c)
{
    if (c == 0)
        return SB_TABLE_LABEL_GAP;
    const sb_table_column *column = &layout->columns[c];
    bool has_heads = depth_of(column) || depth_of(column - 1);
    return has_heads && !shares_heads(column - 1, column, 0) ? SB_TABLE_GAP_BETWEEN
                                                             : SB_TABLE_GAP_IN;
}

/* The widest word, or part of a word. */
static double word_width(const sb_figure_env *env, const char *text, bool has_hyphens)
{
    return *text ? WORD + sb_table_break(env, "table head", text, WORD, has_hyphens).overrun
                 : 0;
}

static bool has_bars(const sb_table_column *column) { return column->spec->as == SB_AS_BAR; }

/* How heads are broken: into few lines, at every blank, or within words. */
typedef enum ease { EASY, NARROW, TIGHT } ease;

static double head_width(const sb_figure_env *env, const sb_table_column *column, ease ease_of)
{
    double whole = sb_draw_width(env, "table head", column->label);
    double word = word_width(env, column->label, false);
    double room = fmax(column->figure, LEAST_HEAD);
    if (ease_of == EASY)
        return fmax(word, fmin(whole, GOOD_HEAD));
    if (ease_of == NARROW || word <= room)
        return word;
    return fmax(room, word_width(env, column->label, true));
}

static void measure_column(const sb_figure_env *env, sb_table_column *column, ease ease_of)
{
    const sb_spec_table_column *spec = column->spec;
    column->figure = spec->text                    ? LEAST_TEXT
                     : spec->show == SB_SHOW_TREND ? SB_SPARK_WIDTH
                                                   : column->before + column->after;
    double body = column->figure + (has_bars(column) ? SB_TABLE_BAR_GAP + SB_TABLE_LEAST_BAR
                                    : spec->as == SB_AS_HEAT ? 2 * SB_TABLE_GROUND_BESIDE
                                                             : 0);
    column->width = fmax(fmax(body, head_width(env, column, ease_of)),
                         sb_draw_width(env, "table head", column->unit));
}

/* A head over several columns widens the last of them. */
static void measure_spans(const sb_figure_env *env, sb_table_layout *layout, ease ease_of)
{
    for (int c = 0; c < layout->n_columns; c++)
        for (int k = 0; k < depth_of(&layout->columns[c]); k++) {
            if (c && shares_heads(&layout->columns[c - 1], &layout->columns[c], k))
                continue;
            int n = span_of(layout, c, k);
            double width = 0;
            for (int i = c; i < c + n; i++)
                width += layout->columns[i].width + (i > c ? gap_before(layout, i) : 0);
            const char *text = sb_figure_text(env, over_at(&layout->columns[c], k));
            double more = word_width(env, text, ease_of == TIGHT) - width;
            layout->columns[c + n - 1].width += fmax(0, more);
        }
}

/* Of all columns with their gaps. */
static double measure(const sb_figure_env *env, sb_table_layout *layout, ease ease_of)
{
    double width = 0;
    for (int c = 0; c < layout->n_columns; c++)
        measure_column(env, &layout->columns[c], ease_of);
    measure_spans(env, layout, ease_of);
    for (int c = 0; c < layout->n_columns; c++)
        width += layout->columns[c].width + gap_before(layout, c);
    return width;
}

static double weight_of(const sb_table_column *column)
{
    const sb_spec_table_column *spec = column->spec;
    return !isnan(spec->weight) ? spec->weight : has_bars(column) || spec->text ? 1 : 0;
}

/* The widest label, on one line. */
static double label_need(const sb_figure_env *env, const sb_table_layout *layout)
{
    double need = layout->label ? word_width(env, layout->label, false) : 0;
    for (int r = 0; r < layout->n_rows; r++)
        need = fmax(need, layout->rows[r].width);
    return need;
}

/* Give out `rest`: wider gaps, by *gap each, but at most half of it where bars and texts take
 * the other. */
static void share_rest(sb_table_layout *layout, double rest, double *gap)
{
    double weights = 0, most = GAP_MORE;
    for (int c = 0; c < layout->n_columns; c++) {
        weights += weight_of(&layout->columns[c]);
        most = layout->columns[c].spec->text ? GAP_TEXT : most;
    }
    *gap = fmin(most, (weights > 0 ? rest / 2 : rest) / layout->n_columns);
    rest -= *gap * layout->n_columns;
    for (int c = 0; c < layout->n_columns && weights > 0; c++) {
        sb_table_column *column = &layout->columns[c];
        double more = rest * weight_of(column) / weights;
        if (has_bars(column) && isnan(column->spec->weight))
            more = fmin(more, fmax(0, MOST_BAR - column->width));
        column->width += more;
    }
}

/* Numbers stand at the right, beside their bar at the left, on a ground in the middle. */
static double comma_of(const sb_table_column *column)
{
    double left = 0, room = column->width - column->before - column->after;
    if (!has_bars(column))
        left = column->spec->as == SB_AS_HEAT ? room / 2 : room;
    return column->left + left + column->before;
}

static void place(sb_table_layout *layout, double gap)
{
    double x = layout->width;
    for (int c = layout->n_columns; c-- > 0;) {
        sb_table_column *column = &layout->columns[c];
        column->right = x;
        column->left = x - column->width;
        column->comma = comma_of(column);
        x = column->left - gap_before(layout, c) - gap;
    }
    layout->label_room = x;
}

/* ---- what is broken into lines ---- */

static void lack(sb_table_layout *layout, double missing, const sb_node *node, const char *name)
{
    if (missing <= SB_FIT_SLACK || missing <= layout->missing)
        return;
    layout->missing = missing;
    layout->tight = node;
    layout->tight_name = name;
}

static void break_texts(const sb_figure_env *env, sb_table_layout *layout)
{
    for (int r = 0; r < layout->n_rows; r++) {
        sb_table_row *row = &layout->rows[r];
        double room = layout->label_room - row->indent;
        row->lines = sb_table_break(env, row->type, row->label, fmax(room, 1), true);
        lack(layout, row->lines.overrun, row->node, row->label);
        for (int c = 0; c < layout->n_columns; c++) {
            sb_table_cell *cell = &row->cells[c];
            if (cell->kind != SB_CELL_TEXT)
                continue;
            sb_lines *lines = sb_arena_one(env->arena, sb_lines);
            *lines =
                sb_table_break(env, cell->type, cell->text, layout->columns[c].width, true);
            cell->lines = lines;
            lack(layout, lines->overrun, layout->columns[c].spec->node, cell->text);
        }
    }
}

/* ---- heads ---- */

static sb_table_head head_of(const sb_figure_env *env, const sb_table_layout *layout, int from,
                             int k)
{
    const sb_table_column *first = &layout->columns[from];
    bool is_over = k < depth_of(first);
    int n = is_over ? span_of(layout, from, k) : 1;
    const sb_table_column *last = &layout->columns[from + n - 1];
    const char *text = is_over ? sb_figure_text(env, over_at(first, k)) : first->label;
    bool is_marked = is_over ? k == first->spec->n_under : !first->over;
    sb_align align = is_over || first->spec->as == SB_AS_HEAT ? SB_CENTRE
                     : has_bars(first) || first->spec->text   ? SB_LEFT
                                                              : SB_RIGHT;
    return (sb_table_head){
        .row = k,
        .n_rows = is_over ? 1 : layout->n_head_rows - k,
        .from = from,
        .n = n,
        .type = "table head",
        .text = text,
        .lines = sb_draw_break(env, "table head", text, last->right - first->left),
        .leading = sb_style_type(env->style, "table head")->leading,
        .unit = is_over || !*first->unit ? NULL : first->unit,
        .mark = is_marked ? first->mark : "",
        .x = align == SB_LEFT     ? first->left
             : align == SB_CENTRE ? (first->left + last->right) / 2
                                  : last->right,
        .align = align,
        .rule = is_over ? "table" : NULL,
        .left = first->left,
        .right = last->right,
    };
}

/* Row after row, from left to right; heads that reach down stand on the lowest row. */
static void make_heads(const sb_figure_env *env, sb_table_layout *layout)
{
    int depth = 0, most = 0;
    for (int c = 0; c < layout->n_columns; c++)
        depth = depth_of(&layout->columns[c]) > depth ? depth_of(&layout->columns[c]) : depth;
    layout->n_head_rows = depth + 1;
    layout->heads = sb_arena_array(env->arena, sb_table_head, layout->n_columns * (depth + 1));
    layout->n_heads = 0;
    double leading = sb_style_type(env->style, "table head")->leading;
    double baseline = HEAD_TOP;
    bool has_unit = false;
    for (int k = 0; k <= depth; k++) {
        int first = layout->n_heads;
        for (int c = 0; c < layout->n_columns; c++) {
            const sb_table_column *column = &layout->columns[c];
            bool is_shared = c && shares_heads(column - 1, column, k);
            if (k <= depth_of(column) && !is_shared)
                layout->heads[layout->n_heads++] = head_of(env, layout, c, k);
        }
        most = 1;
        for (int i = 0; i < layout->n_heads; i++) {
            const sb_table_head *head = &layout->heads[i];
            has_unit |= head->unit != NULL;
            if (head->row + head->n_rows - 1 == k && head->lines.n > most)
                most = head->lines.n;
        }
        baseline += (k ? HEAD_TO_NEXT : 0) + (most - 1) * leading;
        for (int i = first; i < layout->n_heads; i++)
            layout->heads[i].rule_y = baseline + HEAD_TO_RULE;
        for (int i = 0; i < layout->n_heads; i++)
            if (layout->heads[i].row + layout->heads[i].n_rows - 1 == k)
                layout->heads[i].baseline = baseline;
    }
    layout->unit_baseline = baseline + (has_unit ? leading : 0);
    layout->head_rule = layout->unit_baseline + HEAD_TO_BODY;
}

/* ---- all of it ---- */

void sb_table_place_columns(const sb_figure_env *env, sb_table_layout *layout)
{
    double need = label_need(env, layout), rest = -1, gap;
    for (int c = 0; c < layout->n_columns; c++)
        if (layout->columns[c].spec->text)
            need = fmin(need, MOST_LABEL * layout->width);
    layout->missing = 0;
    for (ease e = EASY; e <= TIGHT && rest < 0; e++)
        rest = layout->width - need - measure(env, layout, e);
    share_rest(layout, fmax(0, rest), &gap);
    place(layout, gap);
    double least = fmin(need, SB_TABLE_LEAST_LABEL);
    lack(layout, least - layout->label_room, NULL, NULL);
    layout->label_room = fmax(layout->label_room, least);
    break_texts(env, layout);
    make_heads(env, layout);
    sb_table_place_rows(env, layout);
}

int sb_table_columns_that_fit(const sb_figure_env *env, const sb_table_layout *layout, int from)
{
    sb_table_layout rest = *layout;
    rest.columns += from;
    rest.n_columns -= from;
    measure(env, &rest, TIGHT);
    double width = fmin(label_need(env, &rest), MOST_LABEL * layout->width);
    int n = 0;
    for (; n < rest.n_columns; n++) {
        width += rest.columns[n].width + gap_before(&rest, n);
        if (n && width > layout->width + SB_FIT_SLACK)
            break;
    }
    int whole = n; /* columns under one head stay together */
    while (whole > 0 && whole < rest.n_columns &&
           shares_heads(&rest.columns[whole - 1], &rest.columns[whole], 0))
        whole--;
    return whole ? whole : n;
}
