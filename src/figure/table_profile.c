#include "figure/table_place.h"

#include <string.h>

/* PAGE.md 7 and the profile page, pt. */
static const double GAP_SPARK = 5.5, GAP_HEADS = 7; /* after a sparkline, between heads */
static const double HEAD_TOP = 7, HEAD_TO_RULE = 4.6, HEAD_TO_UNIT = 12, UNIT_TO_RULE = 5.2;

static const double ANY_WIDTH = 1e4;

/* ---- what a cell prints ---- */

/* Cells are named by what their column shows, or by its level. */
static bool names_column(const char *const *names, int n, const sb_spec_table_column *column)
{
    static const char *const shows[] = {"count", "share", "value", "change", "rank", "trend"};
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], shows[column->show]) == 0 ||
            strcmp(names[i], column->level ? column->level : "this") == 0)
            return true;
    return false;
}

static int find(const sb_figure_env *env, const char *name)
{
    return name ? sb_facts_find(env->facts, name) : -1;
}

static sb_answer answer_of(const sb_figure_env *env, const sb_spec_table_row *row,
                           const sb_table_column *column, int period)
{
    const sb_spec_table_column *spec = column->spec;
    return sb_table_answer(
        env->facts,
        (sb_asked){
            .show = spec->show,
            .indicator = find(env, row->indicator),
            .of = find(env, row->of),
            .share = find(env, row->share),
            .place = column->place,
            .period = period,
            .since = spec->since ? sb_facts_period(env->facts, spec->since) : period,
            .digits = spec->level && row->digits_above >= 0 ? row->digits_above : row->digits,
            .share_digits = row->share_digits,
        });
}

/* Into which fifth of the level's areas a row's value falls; equal values are of one.  -1: too
 * few areas have a number. */
static int fifth_of(const sb_figure_env *env, const sb_spec_table_row *row,
                    const sb_table_column *column, int period, sb_value value)
{
    sb_table_column at = *column;
    int n = 0, n_less = 0, n_areas = sb_facts_areas(env->facts)->levels[at.place.level].n;
    for (at.place.area = 0; at.place.area < n_areas; at.place.area++) {
        sb_value other = answer_of(env, row, &at, period).value;
        n += sb_value_is_number(other);
        n_less += sb_value_is_number(other) && other.number < value.number;
    }
    return n < SB_TABLE_SHADES ? -1 : n_less * SB_TABLE_SHADES / n;
}

static const char *cell_type(const sb_spec_table_row *row, const sb_spec_table_column *column)
{
    if (column->level)
        return "table indented";
    return row->is_strong || column->show != SB_SHOW_COUNT ? "table strong" : "table";
}

static void fill_cell(const sb_figure_env *env, const sb_spec_table_row *row,
                      const sb_table_column *column, int period, bool has_percent,
                      sb_table_cell *cell)
{
    if (!row->indicator || names_column(row->not_shown, row->n_not_shown, column->spec))
        return;
    if (column->spec->show == SB_SHOW_TREND) {
        cell->spark = sb_table_spark(env, find(env, row->indicator), column->place,
                                     sb_figure_period(env, column->spec->since), period,
                                     !column->spec->level);
        cell->kind = cell->spark ? SB_CELL_SPARK : SB_CELL_BLANK;
        return;
    }
    sb_answer answer = answer_of(env, row, column, period);
    if (names_column(row->not_meaningful, row->n_not_meaningful, column->spec))
        answer.value = sb_value_without(SB_NOT_MEANINGFUL);
    sb_table_put(env, answer, has_percent, cell_type(row, column->spec), cell);
    if (cell->kind != SB_CELL_NUMBER)
        return;
    if (column->spec->as == SB_AS_ARROW)
        sb_table_put_arrow(env, cell);
    else if (column->spec->as == SB_AS_HEAT && sb_value_is_number(answer.value))
        cell->shade = fifth_of(env, row, column, period, answer.value);
}

/* ---- columns and their heads ---- */

/* Whether shares in this column's cells carry a percent sign: not under a head that says it
 * alone, but in every column once some column mixes shares with other values. */
static bool prints_percent(const sb_spec_profile *table, const sb_table_column *column)
{
    for (int i = 0; i < table->n_columns; i++)
        if (table->columns[i].show == SB_SHOW_VALUE)
            return true;
    return column->spec->show != SB_SHOW_SHARE || !strstr(column->unit, "%");
}

static const char *unit_of(const sb_figure_env *env, const sb_spec_table_column *column)
{
    static const sb_word_id units[] = {
        [SB_SHOW_COUNT] = SB_W_COUNT, [SB_SHOW_SHARE] = SB_W_SHARE,
        [SB_SHOW_VALUE] = SB_W_VALUE, [SB_SHOW_CHANGE] = SB_W_SHARE,
        [SB_SHOW_RANK] = SB_W_RANK,
    };
    if (column->unit)
        return sb_figure_text(env, column->unit);
    if (column->show == SB_SHOW_TREND)
        return "";
    const char *unit = sb_word(env->locale, units[column->show]);
    bool is_said = column->label && strcmp(sb_figure_text(env, column->label), unit) == 0;
    return is_said ? "" : unit; /* not "Rang" over "Rang" */
}

static bool same(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

/* Neighbouring columns under one head. */
typedef struct group {
    int from, n;
    bool is_this; /* headed in the accent, with a rule below */
    const char *text;
    sb_lines head;
    int lines;                             /* of the longest head on any page */
    double width, head_width, left, right; /* width: of its columns */
} group;

/* A layout being made. */
typedef struct draft {
    sb_table_layout *layout;
    group *groups;
    int n_groups;
    sb_remarks remarks;
} draft;

static void make_columns(const sb_figure_env *env, const sb_spec_profile *table, draft *d)
{
    d->layout->n_columns = table->n_columns;
    d->layout->columns = sb_arena_array(env->arena, sb_table_column, table->n_columns);
    d->groups = sb_arena_array(env->arena, group, table->n_columns);
    for (int i = 0; i < table->n_columns; i++) {
        const sb_spec_table_column *spec = &table->columns[i];
        const char *mark = sb_table_mark(env, &d->remarks, spec->note);
        d->layout->columns[i] = (sb_table_column){
            .spec = spec,
            .place = sb_figure_place(env, spec->level),
            .unit = sb_arena_printf(env->arena, "%s%s", unit_of(env, spec), mark),
            .mark = mark,
        };
        if (i && same(spec->level, spec[-1].level) && same(spec->label, spec[-1].label))
            d->groups[d->n_groups - 1].n++;
        else
            d->groups[d->n_groups++] = (group){.from = i, .n = 1};
    }
}

/* ---- room for the numbers of all areas ---- */

static void measure_answer(const sb_figure_env *env, sb_answer answer, const char *type,
                           bool has_percent, sb_stop *stop)
{
    sb_table_cell cell = {0};
    sb_table_put(env, answer, has_percent, type, &cell);
    stop->before = fmax(stop->before, cell.figure.before);
    stop->after = fmax(stop->after, cell.figure.after);
}

/* The highest and lowest number of a row on a level, or all names of its values, printed. */
static void measure_row(const sb_figure_env *env, const sb_spec_table_row *row,
                        const sb_table_column *column, int period, bool has_percent,
                        sb_stop *stop)
{
    const char *type = cell_type(row, column->spec);
    sb_table_column at = *column;
    sb_answer lowest = {.value = sb_value_without(SB_UNKNOWN)}, highest = lowest;
    int n = sb_facts_areas(env->facts)->levels[column->place.level].n;
    for (at.place.area = 0; at.place.area < n; at.place.area++) {
        sb_answer answer = answer_of(env, row, &at, period);
        if (answer.kind)
            measure_answer(env, answer, type, has_percent, stop);
        if (answer.kind || !sb_value_is_number(answer.value))
            continue;
        if (!(lowest.value.number <= answer.value.number))
            lowest = answer;
        if (!(highest.value.number >= answer.value.number))
            highest = answer;
    }
    measure_answer(env, lowest, type, has_percent, stop);
    measure_answer(env, highest, type, has_percent, stop);
    stop->least = fmin(stop->least, lowest.value.number); /* NaN is left out */
    stop->most = fmax(stop->most, highest.value.number);
}

/* What sb_stops_of() measures. */
typedef struct shared {
    const sb_figure_env *env;
    const sb_spec_profile *table;
    const sb_table_layout *layout;
    int period;
} shared;

static bool is_left_out(const sb_spec_table_row *row, const sb_spec_table_column *column)
{
    return !row->indicator || column->show == SB_SHOW_TREND ||
           names_column(row->not_shown, row->n_not_shown, column) ||
           names_column(row->not_meaningful, row->n_not_meaningful, column);
}

static void measure_shared(const void *data, sb_stop *at)
{
    const shared *s = data;
    for (int c = 0; c < s->layout->n_columns; c++) {
        const sb_table_column *column = &s->layout->columns[c];
        if (column->place.area < 0)
            continue;
        bool has_percent = prints_percent(s->table, column);
        for (int r = 0; r < s->table->n_rows; r++)
            if (!is_left_out(&s->table->rows[r], column->spec))
                measure_row(s->env, &s->table->rows[r], column, s->period, has_percent, &at[c]);
    }
}

/* ---- columns ---- */

/* At least, to the next column of the group. */
static double gap_after(const sb_table_column *column)
{
    return column->spec->show == SB_SHOW_TREND ? GAP_SPARK : SB_TABLE_GAP_IN;
}

/* What a unit may take from the column before it, where that has none. */
static double free_before(const draft *d, int c)
{
    const sb_table_column *before = &d->layout->columns[c - 1];
    for (int g = 0; g < d->n_groups; g++)
        if (d->groups[g].from == c)
            return 0;
    return c > 0 && !*before->unit ? before->width + gap_after(before) : 0;
}

/* What a column needs beside its numbers. */
static double beside(const sb_table_column *column)
{
    return column->spec->as == SB_AS_BAR    ? SB_TABLE_BAR_GAP + SB_TABLE_LEAST_BAR
           : column->spec->as == SB_AS_HEAT ? 2 * SB_TABLE_GROUND_BESIDE
                                            : 0;
}

/* Numbers stand at the right, beside their bar at the left, on a ground in its middle. */
static double comma_of(const sb_table_column *column)
{
    if (column->spec->as == SB_AS_BAR)
        return column->left + column->before;
    double room = column->width - column->before - column->after;
    return column->right - column->after - (column->spec->as == SB_AS_HEAT ? room / 2 : 0);
}

static void measure_columns(const sb_figure_env *env, const sb_spec_profile *table,
                            const draft *d)
{
    sb_table_layout *layout = d->layout;
    const shared data = {env, table, layout, sb_figure_period(env, table->period)};
    const sb_stop *stops = env->maps ? sb_stops_of(sb_maps_stops(env->maps), table, data.period,
                                                   env->scope.place.level, layout->n_columns,
                                                   measure_shared, &data)
                                     : NULL;
    for (int c = 0; c < layout->n_columns; c++) {
        sb_table_column *column = &layout->columns[c];
        bool is_arrow = column->spec->as == SB_AS_ARROW;
        column->before = stops && !is_arrow ? stops[c].before : 0;
        column->after = stops && !is_arrow ? stops[c].after : 0;
        if (stops)
            column->range = (sb_range){stops[c].least, stops[c].most};
        for (int r = 0; r < layout->n_rows; r++) {
            const sb_table_cell *cell = &layout->rows[r].cells[c];
            sb_table_make_room(column, cell->figure);
            if (sb_table_has_bar(env, column, &layout->rows[r], cell))
                sb_range_add(&column->range, cell->value);
        }
        column->width =
            fmax(column->before + column->after + beside(column),
                 sb_draw_width(env, "table head", column->unit) - free_before(d, c));
        if (column->spec->show == SB_SHOW_TREND)
            column->width = fmax(column->width, SB_SPARK_WIDTH);
    }
}

/* A group is headed by the page's area, unless it has a label of its own over a single column
 * or over changes. */
static bool is_this_group(const group *g, const sb_table_column *first)
{
    bool has_change = false;
    for (int i = 0; i < g->n; i++)
        has_change |= first[i].spec->show == SB_SHOW_CHANGE;
    return !first->spec->level && (!first->spec->label || (g->n > 1 && !has_change));
}

static const char *head_type(const group *g)
{
    return g->is_this ? "table this" : "table head";
}

static void make_room(const sb_figure_env *env, group *g, const char *text, double room)
{
    double width = sb_draw_width(env, head_type(g), text);
    if (width <= room) {
        g->head_width = fmax(g->head_width, width);
        return;
    }
    sb_lines head = sb_table_break(env, head_type(g), text, room, false);
    for (int i = 0; i < head.n; i++)
        g->head_width = fmax(g->head_width, head.lines[i]->width);
    g->lines = head.n > g->lines ? head.n : g->lines;
}

/* A group is as wide as its columns, and at least as its head: on one line, or broken to the
 * width of the columns as far as its words let it.  So on the pages of all areas.  The first
 * head may run left over the labels where nothing stands. */
static void measure_group(const sb_figure_env *env, const sb_table_layout *layout, double need,
                          bool is_broken, group *g)
{
    const sb_table_column *first = &layout->columns[g->from];
    const char *label = first->spec->label;
    g->is_this = is_this_group(g, first);
    g->lines = 1;
    g->head_width = g->width = 0;
    for (int i = 0; i < g->n; i++)
        g->width += first[i].width + (i ? gap_after(&first[i - 1]) : 0);
    bool runs_left = g->from == 0 && !layout->label;
    double room = runs_left ? g->width + need : is_broken ? g->width : ANY_WIDTH;
    const char *text = label ? sb_figure_text(env, label) : sb_figure_name(env, first->place);
    g->text = text;
    g->head = sb_table_break(env, head_type(g), text, room, false);
    make_room(env, g, text, room);
    g->lines = g->head.n > g->lines ? g->head.n : g->lines; /* breaks of its own */
    const sb_areas *areas = sb_facts_areas(env->facts);
    int n =
        label || !env->maps || first->place.area < 0 ? 0 : areas->levels[first->place.level].n;
    for (int i = 0; i < n; i++)
        make_room(env, g, areas->levels[first->place.level].areas[i].short_name, room);
    if (runs_left)
        g->head_width = 0;
}

/* From a group's right edge to that of the group before it. */
static double room_for(const draft *d, int i)
{
    const group *g = &d->groups[i];
    return i ? fmax(g->width + SB_TABLE_GAP_BETWEEN, g->head_width + GAP_HEADS)
             : fmax(g->width, g->head_width);
}

/* Columns from the right edge leftwards; what labels do not need widens the gaps. */
static void place_columns(const draft *d, double width, double label_need)
{
    sb_table_layout *layout = d->layout;
    double left = width - label_need - SB_TABLE_LABEL_GAP;
    for (int i = 0; i < d->n_groups; i++)
        left -= room_for(d, i);
    double more = fmax(0, fmin(SB_TABLE_GAP_MORE, left / layout->n_columns));
    double x = width;
    for (int i = d->n_groups; i-- > 0;) {
        group *g = &d->groups[i];
        double at = g->right = x;
        for (int c = g->n; c-- > 0;) {
            sb_table_column *column = &layout->columns[g->from + c];
            column->right = at;
            column->left = at - column->width;
            column->comma = comma_of(column);
            at -= column->width + (c ? gap_after(&column[-1]) + more : 0);
        }
        g->left = fmin(at, g->right - g->head_width);
        x = g->right - room_for(d, i) - (g->n - (i == 0)) * more;
    }
    layout->label_room = x - SB_TABLE_LABEL_GAP;
}

/* ---- rows ---- */

static int indent_of(const sb_spec_table_row *row)
{
    return row->indent >= 0 ? row->indent : row->part != SB_PART_NONE;
}

bool sb_table_is_part(sb_table_parts p, const sb_spec_table_row *row)
{
    return row->indicator && row->part == SB_PART_ALL && indent_of(row) == indent_of(p.first);
}

sb_table_parts sb_table_parts_of(const sb_spec_profile *table, int whole)
{
    const sb_spec_table_row *row = &table->rows[whole], *end = table->rows + table->n_rows;
    sb_table_parts p = {row, row + 1, row + 1};
    while (p.end < end && indent_of(p.end) > indent_of(row))
        p.end++;
    return p;
}

static const char *row_label(const sb_figure_env *env, const sb_spec_table_row *row)
{
    const char *label =
        row->label
            ? sb_figure_text(env, row->label)
            : sb_facts_indicator(env->facts, sb_facts_find(env->facts, row->indicator))->label;
    if (row->part == SB_PART_NONE)
        return label;
    sb_word_id word = row->part == SB_PART_ALL ? SB_W_OF_WHICH : SB_W_INCLUDING;
    return sb_arena_printf(env->arena, "%s %s", sb_word(env->locale, word), label);
}

static void make_rows(const sb_figure_env *env, const sb_spec_profile *table, draft *d)
{
    int period = sb_figure_period(env, table->period);
    sb_table_layout *layout = d->layout;
    layout->n_rows = table->n_rows;
    layout->rows = sb_arena_array(env->arena, sb_table_row, table->n_rows);
    for (int r = 0; r < table->n_rows; r++) {
        const sb_spec_table_row *spec = &table->rows[r];
        int steps = indent_of(spec);
        const char *mark = sb_table_mark(env, &d->remarks, spec->note);
        sb_table_row *row = &layout->rows[r];
        *row = (sb_table_row){
            .node = spec->node,
            .place = {-1, -1},
            .label = sb_arena_printf(env->arena, "%s%s", row_label(env, spec), mark),
            .mark = mark,
            .type = spec->is_strong ? "table strong"
                    : steps         ? "table indented"
                                    : "table",
            .indent = steps * SB_TABLE_INDENT,
            .has_gap = spec->has_gap,
            .cells = sb_arena_array(env->arena, sb_table_cell, table->n_columns),
            .stripe = r,
        };
        row->width = row->indent + sb_draw_width(env, row->type, row->label);
        for (int c = 0; c < layout->n_columns; c++)
            fill_cell(env, spec, &layout->columns[c], period,
                      prints_percent(table, &layout->columns[c]), &row->cells[c]);
    }
}

/* Labels too long for their column go on in further lines. */
static void break_labels(const sb_figure_env *env, sb_table_layout *layout)
{
    for (int r = 0; r < layout->n_rows; r++) {
        sb_table_row *row = &layout->rows[r];
        double room = layout->label_room - row->indent;
        bool is_hopeless = room < SB_TABLE_LEAST_LABEL;
        row->lines =
            sb_table_break(env, row->type, row->label, is_hopeless ? ANY_WIDTH : room, true);
        double missing = is_hopeless ? row->width - layout->label_room : row->lines.overrun;
        if (missing > SB_FIT_SLACK && !(missing <= layout->missing)) {
            layout->missing = missing;
            layout->tight = row->node;
            layout->tight_name = row->label;
        }
    }
}

/* ---- the head ---- */

static sb_align head_align(const sb_table_column *column)
{
    return column->spec->as == SB_AS_BAR    ? SB_LEFT
           : column->spec->as == SB_AS_HEAT ? SB_CENTRE
                                            : SB_RIGHT;
}

static double head_x(const sb_table_column *column)
{
    return column->spec->as == SB_AS_BAR    ? column->left
           : column->spec->as == SB_AS_HEAT ? (column->left + column->right) / 2
                                            : column->right;
}

static void make_heads(const sb_figure_env *env, const draft *d)
{
    sb_table_layout *layout = d->layout;
    int lines = 1;
    for (int i = 0; i < d->n_groups; i++)
        lines = d->groups[i].lines > lines ? d->groups[i].lines : lines;
    double leading = sb_style_type(env->style, "table head")->leading;
    double baseline = HEAD_TOP + (lines - 1) * leading;
    layout->unit_baseline = baseline + HEAD_TO_UNIT;
    layout->head_rule = layout->unit_baseline + UNIT_TO_RULE;
    layout->n_head_rows = 2;
    layout->heads = sb_arena_array(env->arena, sb_table_head, d->n_groups + layout->n_columns);
    for (int i = 0; i < d->n_groups; i++) {
        const group *g = &d->groups[i];
        layout->heads[layout->n_heads++] = (sb_table_head){
            .n_rows = 1,
            .from = g->from,
            .n = g->n,
            .type = head_type(g),
            .text = g->text,
            .lines = g->head,
            .baseline = baseline,
            .leading = leading,
            .x = g->right,
            .align = SB_RIGHT,
            .rule = g->is_this ? "this" : NULL,
            .mark = "",
            .left = g->left,
            .right = g->right,
            .rule_y = baseline + HEAD_TO_RULE,
        };
    }
    for (int c = 0; c < layout->n_columns; c++)
        layout->heads[layout->n_heads++] = (sb_table_head){
            .row = 1,
            .n_rows = 1,
            .from = c,
            .n = 1,
            .type = "table head",
            .baseline = layout->unit_baseline,
            .unit = layout->columns[c].unit,
            .mark = layout->columns[c].mark,
            .x = head_x(&layout->columns[c]),
            .align = head_align(&layout->columns[c]),
        };
}

static bool is_rounded(const sb_spec_profile *table, const sb_table_layout *layout)
{
    for (int r = 0; r < layout->n_rows; r++) {
        sb_table_parts p = sb_table_parts_of(table, r);
        for (int c = 0; c < layout->n_columns; c++) {
            sb_table_sum sum = {0};
            for (const sb_spec_table_row *row = p.first; row < p.end; row++)
                if (sb_table_is_part(p, row))
                    sb_table_add(&sum, &layout->rows[row - table->rows].cells[c]);
            if (sb_table_is_rounded(sum, &layout->rows[r].cells[c]))
                return true;
        }
    }
    return false;
}

sb_table_layout sb_table_profile(const sb_figure_env *env, const sb_spec_profile *table,
                                 double width)
{
    sb_table_layout layout = {.spec = table, .width = width};
    draft d = {.layout = &layout};
    make_columns(env, table, &d);
    make_rows(env, table, &d);
    measure_columns(env, table, &d);
    double need = 0;
    if (table->label) {
        layout.label = sb_figure_text(env, table->label);
        need = sb_draw_width(env, "table head", layout.label);
    }
    for (int r = 0; r < layout.n_rows; r++)
        need = fmax(need, layout.rows[r].width);
    for (int is_broken = 0; is_broken < 2; is_broken++) {
        for (int i = 0; i < d.n_groups; i++)
            measure_group(env, &layout, need, is_broken, &d.groups[i]);
        place_columns(&d, width, need);
        if (layout.label_room >= need)
            break;
    }
    break_labels(env, &layout);
    make_heads(env, &d);
    sb_table_place_rows(env, &layout);
    sb_table_remark(env, &layout, &d.remarks, is_rounded(table, &layout));
    return layout;
}
