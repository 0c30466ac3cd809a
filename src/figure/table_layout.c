#include "figure/table_layout.h"

#include <string.h>

/* PAGE.md 7 and the profile page, pt. */
static const double INDENT = 8, ROW_GAP = 3.8;
/* At least, between columns of a group, after a sparkline, between groups, and between heads.
 */
static const double GAP_IN = 8, GAP_SPARK = 5.5, GAP_BETWEEN = 12, GAP_HEADS = 7;
static const double GAP_MORE = 10; /* at most added to each of them */
static const double LABEL_GAP = 8; /* between label and first column */
static const double HEAD_TOP = 7, HEAD_TO_RULE = 4.6, HEAD_TO_UNIT = 12, UNIT_TO_RULE = 5.2,
                    RULE_TO_ROW = 9.3, ROW_TO_END = 4.5;

static const double ANY_WIDTH = 1e4;

/* A change in percent says nothing on fewer persons than this (PAGE.md 7). */
enum { LEAST_BASE = 50 };

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

static bool has_share(const sb_spec_table_row *row) { return row->of || row->share; }

static sb_value share_of(const sb_facts *facts, const sb_spec_table_row *row, sb_place place,
                         int period)
{
    if (row->share)
        return sb_facts_value(facts, sb_facts_find(facts, row->share), place, period);
    if (!row->of)
        return sb_value_without(SB_NOT_SHOWN);
    return sb_facts_share(facts, sb_facts_find(facts, row->indicator),
                          sb_facts_find(facts, row->of), place, period);
}

static sb_value change_of(const sb_facts *facts, int indicator, sb_place place, int period,
                          int base)
{
    sb_value then = sb_facts_value(facts, indicator, place, base);
    if (sb_facts_indicator(facts, indicator)->is_count && sb_value_is_number(then) &&
        then.number < LEAST_BASE)
        return sb_value_without(SB_NOT_MEANINGFUL);
    return sb_facts_change(facts, indicator, place, period, base);
}

/* A value and how it is to be printed. */
typedef struct entry {
    sb_value value;
    int digits;
    bool is_share, is_signed, is_rank;
    const char *kind; /* what the value is called; NULL: a measure */
} entry;

static entry find_entry(const sb_figure_env *env, const sb_spec_table_row *row,
                        const sb_table_column *column, int period)
{
    const sb_facts *facts = env->facts;
    const sb_spec_table_column *spec = column->spec;
    if (column->place.area < 0) /* the page's area is not below that level */
        return (entry){.value = sb_value_without(SB_NOT_MEANINGFUL)};
    int indicator = sb_facts_find(facts, row->indicator);
    const sb_indicator *about = sb_facts_indicator(facts, indicator);
    int digits = row->digits >= 0 ? row->digits : about->digits;
    int digits_above = row->digits_above >= 0 ? row->digits_above : digits;
    int share_digits = row->share_digits >= 0 ? row->share_digits : 1;

    if (spec->show == SB_SHOW_SHARE || (spec->show == SB_SHOW_VALUE && has_share(row)))
        return (entry){.value = share_of(facts, row, column->place, period),
                       .digits = share_digits,
                       .is_share = true};
    if (spec->show == SB_SHOW_CHANGE)
        return (entry){.value = change_of(facts, indicator, column->place, period,
                                          sb_figure_period(env, spec->since)),
                       .digits = share_digits,
                       .is_signed = true};
    if (spec->show == SB_SHOW_RANK)
        return (entry){.value = sb_facts_rank(facts, indicator, column->place, period),
                       .is_rank = true};
    sb_value value = sb_facts_value(facts, indicator, column->place, period);
    return (entry){.value = value,
                   .kind = sb_indicator_kind(about, value),
                   .digits = spec->level ? digits_above : digits,
                   .is_share = about->unit && strcmp(about->unit, "%") == 0,
                   .is_signed = about->is_signed};
}

/* The text of an entry; `n_bare`: its bytes before a unit. */
static const char *print(const sb_figure_env *env, entry e, bool has_percent, size_t *n_bare)
{
    if (e.kind) {
        *n_bare = strlen(e.kind);
        return e.kind;
    }
    char bare[SB_FORMAT_ROOM], full[SB_FORMAT_ROOM];
    unsigned flags = e.is_signed ? SB_SIGNED : 0;
    sb_format_value(env->locale, e.value, e.digits, flags | SB_BARE, bare);
    *n_bare = strlen(bare);
    if (e.is_rank && sb_value_is_number(e.value))
        return sb_arena_printf(env->arena, sb_word(env->locale, SB_W_NTH), bare);
    const char *unit = has_percent && e.is_share ? "%" : NULL;
    sb_format_measure(env->locale, e.value, e.digits, flags, unit, full);
    return sb_arena_text(env->arena, full);
}

static const char *cell_type(const sb_spec_table_row *row, const sb_spec_table_column *column)
{
    if (column->level)
        return "table indented";
    return row->is_strong || column->show != SB_SHOW_COUNT ? "table strong" : "table";
}

static sb_spark spark_of(const sb_figure_env *env, const sb_spec_table_row *row,
                         const sb_table_column *column, int period)
{
    int indicator = sb_facts_find(env->facts, row->indicator);
    int from = sb_figure_period(env, column->spec->since);
    if (column->place.area < 0 || period <= from)
        return (sb_spark){0};
    return (sb_spark){
        sb_series_of(env, indicator, column->place, sb_times_between(env, from, period), -1),
        sb_manner_of(sb_facts_indicator(env->facts, indicator)), !column->spec->level};
}

static void fill_cell(const sb_figure_env *env, const sb_spec_table_row *row,
                      const sb_table_column *column, int period, bool has_percent,
                      sb_table_cell *cell)
{
    if (!row->indicator || names_column(row->not_shown, row->n_not_shown, column->spec))
        return;
    if (column->spec->show == SB_SHOW_TREND) {
        cell->spark = spark_of(env, row, column, period);
        return;
    }
    entry e = find_entry(env, row, column, period);
    if (names_column(row->not_meaningful, row->n_not_meaningful, column->spec))
        e.value = sb_value_without(SB_NOT_MEANINGFUL);
    if (e.value.state == SB_NOT_SHOWN)
        return;
    size_t n_bare;
    cell->type = cell_type(row, column->spec);
    const char *text = print(env, e, has_percent, &n_bare);
    cell->figure = sb_draw_decimal(env, cell->type, text, n_bare, e.digits);
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

static void make_columns(const sb_figure_env *env, const sb_spec_profile *table,
                         sb_table_layout *layout)
{
    layout->n_columns = table->n_columns;
    layout->columns = sb_arena_array(env->arena, sb_table_column, table->n_columns);
    layout->groups = sb_arena_array(env->arena, sb_table_group, table->n_columns);
    for (int i = 0; i < table->n_columns; i++) {
        const sb_spec_table_column *spec = &table->columns[i];
        layout->columns[i] = (sb_table_column){
            .spec = spec,
            .place = sb_figure_place(env, spec->level),
            .unit = unit_of(env, spec),
        };
        if (i && same(spec->level, spec[-1].level) && same(spec->label, spec[-1].label))
            layout->groups[layout->n_groups - 1].n++;
        else
            layout->groups[layout->n_groups++] = (sb_table_group){.from = i, .n = 1};
    }
}

/* ---- room for the numbers of all areas ---- */

static void measure_entry(const sb_figure_env *env, entry e, const char *type, bool has_percent,
                          sb_stop *stop)
{
    size_t n_bare;
    const char *text = print(env, e, has_percent, &n_bare);
    sb_decimal_text figure = sb_draw_decimal(env, type, text, n_bare, e.digits);
    stop->before = fmax(stop->before, figure.before);
    stop->after = fmax(stop->after, figure.after);
}

/* The highest and lowest number of a row on a level, or all names of its values, printed. */
static void measure_row(const sb_figure_env *env, const sb_spec_table_row *row,
                        const sb_table_column *column, int period, bool has_percent,
                        sb_stop *stop)
{
    const char *type = cell_type(row, column->spec);
    sb_table_column at = *column;
    entry lowest = {.value = sb_value_without(SB_UNKNOWN)}, highest = lowest;
    int n = sb_facts_areas(env->facts)->levels[column->place.level].n;
    for (at.place.area = 0; at.place.area < n; at.place.area++) {
        entry e = find_entry(env, row, &at, period);
        if (e.kind)
            measure_entry(env, e, type, has_percent, stop);
        if (e.kind || !sb_value_is_number(e.value))
            continue;
        if (!(lowest.value.number <= e.value.number))
            lowest = e;
        if (!(highest.value.number >= e.value.number))
            highest = e;
    }
    measure_entry(env, lowest, type, has_percent, stop);
    measure_entry(env, highest, type, has_percent, stop);
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
    return column->spec->show == SB_SHOW_TREND ? GAP_SPARK : GAP_IN;
}

/* What a unit may take from the column before it, where that has none. */
static double free_before(const sb_table_layout *layout, int c)
{
    const sb_table_column *before = &layout->columns[c - 1];
    for (int g = 0; g < layout->n_groups; g++)
        if (layout->groups[g].from == c)
            return 0;
    return c > 0 && !*before->unit ? before->width + gap_after(before) : 0;
}

static void measure_columns(const sb_figure_env *env, const sb_spec_profile *table,
                            sb_table_layout *layout)
{
    const shared data = {env, table, layout, sb_figure_period(env, table->period)};
    const sb_stop *stops = env->maps ? sb_stops_of(sb_maps_stops(env->maps), table, data.period,
                                                   env->scope.place.level, layout->n_columns,
                                                   measure_shared, &data)
                                     : NULL;
    for (int c = 0; c < layout->n_columns; c++) {
        sb_table_column *column = &layout->columns[c];
        column->before = stops ? stops[c].before : 0;
        column->after = stops ? stops[c].after : 0;
        for (int r = 0; r < layout->n_rows; r++) {
            sb_decimal_text figure = layout->rows[r].cells[c].figure;
            column->before = fmax(column->before, figure.before);
            column->after = fmax(column->after, figure.after);
        }
        column->width =
            fmax(column->before + column->after,
                 sb_draw_width(env, "table head", column->unit) - free_before(layout, c));
        if (column->spec->show == SB_SHOW_TREND)
            column->width = fmax(column->width, SB_SPARK_WIDTH);
    }
}

/* A group is headed by the page's area, unless it has a label of its own over a single column
 * or over changes. */
static bool is_this_group(const sb_table_group *g, const sb_table_column *first)
{
    bool has_change = false;
    for (int i = 0; i < g->n; i++)
        has_change |= first[i].spec->show == SB_SHOW_CHANGE;
    return !first->spec->level && (!first->spec->label || (g->n > 1 && !has_change));
}

static sb_lines break_head(const sb_figure_env *env, const sb_table_group *g, const char *text,
                           double room)
{
    sb_piece piece = {.type =
                          sb_style_type(env->style, g->is_this ? "table this" : "table head"),
                      .text = text};
    const sb_paragraph *p = sb_paragraph_new(env->shaper, &piece, 1, env->arena);
    return sb_paragraph_break(env->shaper, p, room, (sb_break_rules){0}, env->arena);
}

static void make_room(const sb_figure_env *env, sb_table_group *g, const char *text,
                      double room)
{
    double width = sb_draw_width(env, g->is_this ? "table this" : "table head", text);
    if (width <= room) {
        g->head_width = fmax(g->head_width, width);
        return;
    }
    sb_lines head = break_head(env, g, text, room);
    for (int i = 0; i < head.n; i++)
        g->head_width = fmax(g->head_width, head.lines[i]->width);
    g->lines = head.n > g->lines ? head.n : g->lines;
}

/* A group is as wide as its columns, and at least as its head: on one line, or broken to the
 * width of the columns as far as its words let it.  So on the pages of all areas.  The first
 * head may run left over the labels where nothing stands. */
static void measure_group(const sb_figure_env *env, const sb_table_layout *layout, double need,
                          bool is_broken, sb_table_group *g)
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
    g->head = break_head(env, g, text, room);
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
static double room_for(const sb_table_layout *layout, int i)
{
    const sb_table_group *g = &layout->groups[i];
    return i ? fmax(g->width + GAP_BETWEEN, g->head_width + GAP_HEADS)
             : fmax(g->width, g->head_width);
}

/* Columns from the right edge leftwards; what labels do not need widens the gaps. */
static void place_columns(sb_table_layout *layout, double width, double label_need)
{
    double left = width - label_need - LABEL_GAP;
    for (int i = 0; i < layout->n_groups; i++)
        left -= room_for(layout, i);
    double more = fmax(0, fmin(GAP_MORE, left / layout->n_columns));
    double x = width;
    for (int i = layout->n_groups; i-- > 0;) {
        sb_table_group *g = &layout->groups[i];
        double at = g->right = x;
        for (int c = g->n; c-- > 0;) {
            sb_table_column *column = &layout->columns[g->from + c];
            column->right = at;
            column->comma = at - column->after;
            at -= column->width + (c ? gap_after(&column[-1]) + more : 0);
        }
        g->left = fmin(at, g->right - g->head_width);
        x = g->right - room_for(layout, i) - (g->n - (i == 0)) * more;
    }
    layout->label_room = x - LABEL_GAP;
}

/* ---- rows ---- */

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

static void make_rows(const sb_figure_env *env, const sb_spec_profile *table,
                      sb_table_layout *layout)
{
    int period = sb_figure_period(env, table->period);
    layout->n_rows = table->n_rows;
    layout->rows = sb_arena_array(env->arena, sb_table_row, table->n_rows);
    for (int r = 0; r < table->n_rows; r++) {
        const sb_spec_table_row *spec = &table->rows[r];
        int steps = spec->indent >= 0 ? spec->indent : spec->part != SB_PART_NONE;
        sb_table_row *row = &layout->rows[r];
        *row = (sb_table_row){
            .spec = spec,
            .label = row_label(env, spec),
            .type = spec->is_strong ? "table strong"
                    : steps         ? "table indented"
                                    : "table",
            .indent = steps * INDENT,
            .cells = sb_arena_array(env->arena, sb_table_cell, table->n_columns),
        };
        row->width = row->indent + sb_draw_width(env, row->type, row->label);
        for (int c = 0; c < layout->n_columns; c++)
            fill_cell(env, spec, &layout->columns[c], period,
                      prints_percent(table, &layout->columns[c]), &row->cells[c]);
    }
}

static void place_rows(const sb_figure_env *env, sb_table_layout *layout)
{
    int lines = 1;
    for (int i = 0; i < layout->n_groups; i++)
        lines = layout->groups[i].lines > lines ? layout->groups[i].lines : lines;
    layout->head_leading = sb_style_type(env->style, "table head")->leading;
    layout->head_baseline = HEAD_TOP + (lines - 1) * layout->head_leading;
    layout->this_rule = layout->head_baseline + HEAD_TO_RULE;
    layout->unit_baseline = layout->head_baseline + HEAD_TO_UNIT;
    layout->head_rule = layout->unit_baseline + UNIT_TO_RULE;
    double leading = sb_style_type(env->style, "table")->leading;
    double y = layout->head_rule + RULE_TO_ROW;
    for (int r = 0; r < layout->n_rows; r++) {
        if (r && layout->rows[r].spec->has_gap)
            y += ROW_GAP;
        layout->rows[r].baseline = y;
        y += leading;
    }
    layout->end_rule = y - leading + ROW_TO_END;
    layout->height = layout->end_rule + sb_style_line(env->style, "table").pen.width / 2;
}

sb_table_layout sb_table_lay_out(const sb_figure_env *env, const sb_spec_block *block,
                                 double width)
{
    const sb_spec_profile *table = block->profile;
    sb_table_layout layout = {0};
    make_columns(env, table, &layout);
    make_rows(env, table, &layout);
    measure_columns(env, table, &layout);
    double need = 0;
    if (table->label) {
        layout.label = sb_figure_text(env, table->label);
        need = sb_draw_width(env, "table head", layout.label);
    }
    for (int r = 0; r < layout.n_rows; r++)
        need = fmax(need, layout.rows[r].width);
    for (int is_broken = 0; is_broken < 2; is_broken++) {
        for (int i = 0; i < layout.n_groups; i++)
            measure_group(env, &layout, need, is_broken, &layout.groups[i]);
        place_columns(&layout, width, need);
        if (layout.label_room >= need)
            break;
    }
    place_rows(env, &layout);
    return layout;
}
