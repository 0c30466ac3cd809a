#include "figure/table_layout.h"

#include <string.h>

/* PAGE.md 7 and the profile page, pt. */
static const double INDENT = 8, ROW_GAP = 3.8;
static const double GAP_IN = 8, GAP_BETWEEN = 12; /* at least, inside and between groups */
static const double GAP_MORE = 10;                /* at most added to each of them */
static const double LABEL_GAP = 8;                /* between label and first column */
static const double HEAD_TOP = 7, HEAD_TO_RULE = 4.6, HEAD_TO_UNIT = 12, UNIT_TO_RULE = 5.2,
                    RULE_TO_ROW = 9.3, ROW_TO_END = 4.5;

static const double ANY_WIDTH = 1e4;

/* A change in percent says nothing on fewer persons than this (PAGE.md 7). */
enum { LEAST_BASE = 50 };

/* ---- what a cell prints ---- */

/* Cells are named by what their column shows, or by its level. */
static bool names_column(const char *const *names, int n, const sb_spec_table_column *column)
{
    static const char *const shows[] = {"count", "share", "value", "change", "rank"};
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
    return (entry){.value = sb_facts_value(facts, indicator, column->place, period),
                   .digits = spec->level ? digits_above : digits,
                   .is_share = about->unit && strcmp(about->unit, "%") == 0};
}

/* The text of an entry; `n_bare`: its bytes before a unit. */
static const char *print(const sb_figure_env *env, entry e, bool has_percent, size_t *n_bare)
{
    char bare[SB_FORMAT_ROOM], full[SB_FORMAT_ROOM];
    unsigned flags = e.is_signed ? SB_SIGNED : 0;
    if (e.is_signed && sb_value_is_number(e.value))
        sb_format_number(env->locale, e.value.number, e.digits, flags, bare);
    else
        sb_format_value(env->locale, e.value, e.digits, flags, bare);
    *n_bare = strlen(bare);
    if (e.is_rank && sb_value_is_number(e.value))
        return sb_arena_printf(env->arena, sb_word(env->locale, SB_W_NTH), bare);
    if (!has_percent || !e.is_share)
        return sb_arena_text(env->arena, bare);
    sb_format_measure(env->locale, e.value, e.digits, flags, "%", full);
    return sb_arena_text(env->arena, full);
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
    return column->unit ? sb_figure_text(env, column->unit)
                        : sb_word(env->locale, units[column->show]);
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

static void measure_columns(const sb_figure_env *env, sb_table_layout *layout)
{
    for (int c = 0; c < layout->n_columns; c++) {
        sb_table_column *column = &layout->columns[c];
        column->before = column->after = 0;
        for (int r = 0; r < layout->n_rows; r++) {
            sb_decimal_text figure = layout->rows[r].cells[c].figure;
            column->before = fmax(column->before, figure.before);
            column->after = fmax(column->after, figure.after);
        }
        column->width = fmax(column->before + column->after,
                             sb_draw_width(env, "table head", column->unit));
    }
}

/* A group is as wide as its columns, and at least as its head: on one line, or broken to the
 * width of the columns as far as its words let it. */
static void measure_group(const sb_figure_env *env, const sb_table_layout *layout,
                          bool is_broken, sb_table_group *g)
{
    const sb_table_column *first = &layout->columns[g->from];
    const char *label = first->spec->label;
    /* a single column with a label of its own is not headed by the area */
    g->is_this = !first->spec->level && (!label || g->n > 1);
    g->width = (g->n - 1) * GAP_IN;
    for (int i = 0; i < g->n; i++)
        g->width += first[i].width;
    sb_piece piece = {
        sb_style_type(env->style, g->is_this ? "table this" : "table head"),
        label ? sb_figure_text(env, label) : sb_figure_name(env, first->place),
    };
    const sb_paragraph *p = sb_paragraph_new(env->shaper, &piece, 1, env->arena);
    double room = is_broken ? g->width : ANY_WIDTH;
    g->head = sb_paragraph_break(env->shaper, p, room, (sb_break_rules){0}, env->arena);
    double widest = 0;
    for (int i = 0; i < g->head.n; i++)
        widest = fmax(widest, g->head.lines[i]->width);
    g->width = fmax(g->width, widest);
}

/* Columns from the right edge leftwards; what labels do not need widens the gaps. */
static void place_columns(sb_table_layout *layout, double width, double label_need)
{
    double left = width - label_need - LABEL_GAP;
    for (int i = 0; i < layout->n_groups; i++)
        left -= layout->groups[i].width + (i ? GAP_BETWEEN : 0);
    double more = fmax(0, fmin(GAP_MORE, left / layout->n_columns));
    double x = width;
    for (int i = layout->n_groups; i-- > 0;) {
        sb_table_group *g = &layout->groups[i];
        g->right = x;
        for (int c = g->n; c-- > 0;) {
            sb_table_column *column = &layout->columns[g->from + c];
            column->right = x;
            column->comma = x - column->after;
            x -= column->width + (c ? GAP_IN + more : 0);
        }
        g->left = fmin(x, g->right - g->width);
        x = g->left - (i ? GAP_BETWEEN + more : 0);
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
        lines = layout->groups[i].head.n > lines ? layout->groups[i].head.n : lines;
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
    measure_columns(env, &layout);
    double need = 0;
    if (table->label) {
        layout.label = sb_figure_text(env, table->label);
        need = sb_draw_width(env, "table head", layout.label);
    }
    for (int r = 0; r < layout.n_rows; r++)
        need = fmax(need, layout.rows[r].width);
    for (int is_broken = 0; is_broken < 2; is_broken++) {
        for (int i = 0; i < layout.n_groups; i++)
            measure_group(env, &layout, is_broken, &layout.groups[i]);
        place_columns(&layout, width, need);
        if (layout.label_room >= need)
            break;
    }
    place_rows(env, &layout);
    return layout;
}
