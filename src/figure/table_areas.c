/* table_areas: a table with a row for each area of a level: its rows and columns. */
#include "figure/table_place.h"

#include <stdlib.h>
#include <string.h>

/* What is being filled. */
typedef struct draft {
    const sb_figure_env *env;
    const sb_spec_profile *spec;
    const sb_areas *areas;
    sb_table_layout *layout;
    sb_remarks remarks;
    SB_VEC(sb_table_row) rows;
    SB_VEC(sb_table_column) columns;
} draft;

static int find(const draft *d, const char *name)
{
    return name ? sb_facts_find(d->env->facts, name) : -1;
}

/* ---- columns ---- */

static const char *unit_of(const draft *d, const sb_spec_table_column *spec, int indicator)
{
    const sb_locale *locale = d->env->locale;
    if (spec->unit)
        return sb_figure_text(d->env, spec->unit);
    if (spec->text || spec->as == SB_AS_ARROW || spec->show == SB_SHOW_TREND)
        return "";
    if (spec->show == SB_SHOW_RANK) /* not "Rang" under "Rang" */
        return spec->label ? "" : sb_word(locale, SB_W_RANK);
    const sb_indicator *about = sb_facts_indicator(d->env->facts, indicator);
    if (spec->n_periods && !about->unit && !spec->of)
        return ""; /* not "Anzahl" again and again below the years */
    bool is_share = spec->of && spec->show != SB_SHOW_COUNT;
    if (is_share || spec->show == SB_SHOW_CHANGE)
        return sb_word(locale, SB_W_SHARE);
    if (about->unit)
        return about->unit;
    return about->is_count ? sb_word(locale, SB_W_COUNT) : "";
}

static void add_column(draft *d, const sb_spec_table_column *spec, int period, const char *over,
                       const char *label, const char *mark)
{
    int indicator = find(d, spec->indicator);
    sb_vec_push(d->env->arena, &d->columns,
                (sb_table_column){
                    .spec = spec,
                    .indicator = indicator,
                    .of = find(d, spec->of),
                    .period = period,
                    .since = spec->since ? sb_facts_period(d->env->facts, spec->since) : period,
                    .over = over,
                    .label = label,
                    .mark = mark,
                    .unit = unit_of(d, spec, indicator),
                    .range = SB_EMPTY_RANGE,
                });
}

static const char *label_of(const draft *d, const sb_spec_table_column *spec)
{
    const sb_figure_env *env = d->env;
    return spec->label  ? sb_figure_text(env, spec->label)
           : spec->text ? ""
                        : sb_facts_indicator(env->facts, find(d, spec->indicator))->short_label;
}

static void make_columns(draft *d)
{
    int period = sb_figure_period(d->env, d->spec->period);
    for (int i = 0; i < d->spec->n_columns; i++) {
        const sb_spec_table_column *spec = &d->spec->columns[i];
        const char *mark = sb_table_mark(d->env, &d->remarks, spec->note);
        const char *label = sb_arena_printf(d->env->arena, "%s%s", label_of(d, spec), mark);
        if (!spec->n_periods)
            add_column(d, spec, period, NULL, label, mark);
        for (int k = 0; k < spec->n_periods; k++)
            add_column(d, spec, sb_facts_period(d->env->facts, spec->periods[k]), label,
                       spec->periods[k], mark);
    }
    d->layout->columns = d->columns.at;
    d->layout->n_columns = (int)d->columns.n;
}

/* ---- rows ---- */

static bool is_inside(const draft *d, sb_place place)
{
    sb_place page = d->env->scope.place;
    if (page.level < 0)
        return true;
    sb_place above = sb_areas_above(d->areas, place, page.level);
    bool is_upper = false; /* the page is about a level above */
    for (int l = d->areas->levels[place.level].above; l >= 0; l = d->areas->levels[l].above)
        is_upper |= l == page.level;
    return !is_upper || above.area == page.area;
}

static void add_row(draft *d, sb_place place, int depth, bool is_total)
{
    const sb_figure_env *env = d->env;
    const sb_area *area = sb_areas_at(d->areas, place);
    sb_place page = env->scope.place;
    bool is_this = page.level == place.level && page.area == place.area;
    sb_vec_push(
        env->arena, &d->rows,
        (sb_table_row){
            .node = d->spec->node,
            .place = place,
            .label = d->spec->has_keys && strcmp(area->key, area->name) != 0
                         ? sb_arena_printf(env->arena, "%s\xc2\xa0 %s", area->key, area->name)
                         : area->name,
            .mark = "",
            .type = is_total || is_this ? "table strong" : "table",
            .indent = depth * SB_TABLE_INDENT,
            .is_total = is_total,
        });
}

/* Upper levels whose areas part the rows, the uppermost first; then those with one area here.
 */
typedef struct nest {
    int groups[16], n_groups, ends[16], n_ends;
} nest;

static int height_of(const sb_areas *areas, int level)
{
    int n = 0;
    for (int l = areas->levels[level].above; l >= 0; l = areas->levels[l].above)
        n++;
    return n;
}

/* An area of the upper level that is not the only one. */
static bool has_several(const draft *d, const sb_place *list, int n, int level)
{
    for (int i = 1; i < n; i++)
        if (sb_areas_above(d->areas, list[i], level).area !=
            sb_areas_above(d->areas, list[0], level).area)
            return true;
    return false;
}

static nest nest_of(const draft *d, const sb_place *list, int n)
{
    nest found = {0};
    int levels[16], n_levels = 0;
    for (int i = 0; i < d->spec->n_totals && n_levels < 16; i++) {
        int level = sb_areas_level(d->areas, d->spec->totals[i]), at = n_levels++;
        for (; at > 0 && height_of(d->areas, levels[at - 1]) > height_of(d->areas, level); at--)
            levels[at] = levels[at - 1];
        levels[at] = level; /* the uppermost first */
    }
    for (int i = 0; i < n_levels; i++)
        if (has_several(d, list, n, levels[i]))
            found.groups[found.n_groups++] = levels[i];
    for (int i = n_levels; i-- > 0;)
        if (n && !has_several(d, list, n, levels[i]))
            found.ends[found.n_ends++] = levels[i];
    return found;
}

/* An area and where its groups stand, for sorting. */
typedef struct sorted {
    sb_place place;
    int above[16], n;
} sorted;

static int by_group(const void *a, const void *b)
{
    const sorted *left = a, *right = b;
    for (int i = 0; i < left->n; i++) {
        int x = left->above[i], y = right->above[i];
        if (x != y) /* those in no group come last */
            return x < 0 ? 1 : y < 0 ? -1 : x - y;
    }
    return left->place.area - right->place.area;
}

static void make_rows(draft *d)
{
    int level = sb_areas_level(d->areas, d->spec->each);
    int n = 0, n_all = d->areas->levels[level].n;
    sb_place *list = sb_arena_array(d->env->arena, sb_place, n_all);
    for (int a = 0; a < n_all; a++)
        if (is_inside(d, (sb_place){level, a}))
            list[n++] = (sb_place){level, a};
    nest upper = nest_of(d, list, n);
    sorted *order = sb_arena_array(d->env->arena, sorted, n);
    for (int i = 0; i < n; i++) {
        order[i] = (sorted){.place = list[i], .n = upper.n_groups};
        for (int g = 0; g < upper.n_groups; g++)
            order[i].above[g] = sb_areas_above(d->areas, list[i], upper.groups[g]).area;
    }
    if (n)
        qsort(order, (size_t)n, sizeof *order, by_group);
    for (int i = 0; i < n; i++) {
        bool is_new = i == 0;
        for (int g = 0; g < upper.n_groups; g++) {
            is_new |= i && order[i].above[g] != order[i - 1].above[g];
            if (is_new && order[i].above[g] >= 0)
                add_row(d, (sb_place){upper.groups[g], order[i].above[g]}, g, true);
        }
        add_row(d, order[i].place, upper.n_groups, false);
    }
    for (int i = 0; i < upper.n_ends; i++)
        add_row(d, sb_areas_above(d->areas, list[0], upper.ends[i]), 0, true);
    d->layout->rows = d->rows.at;
    d->layout->n_rows = (int)d->rows.n;
}

/* White above each group and above what closes the table; a page ends neither behind the name
 * of a group nor before or behind a single area of it. */
static void part_rows(draft *d)
{
    sb_table_row *rows = d->rows.at;
    int n = (int)d->rows.n, in_group = 0;
    for (int i = 0; i < n; i++) {
        bool is_start = rows[i].is_total && (i == 0 || !rows[i - 1].is_total);
        in_group = rows[i].is_total ? 0 : in_group + 1;
        rows[i].stripe = in_group;
        rows[i].has_gap = is_start && i > 0;
        bool is_last = i + 1 == n || rows[i + 1].is_total;
        bool closes = rows[i].is_total && rows[i].indent == 0 && i + 1 == n;
        rows[i].is_kept = i > 0 && ((!rows[i].is_total && (in_group <= 2 || is_last)) ||
                                    (rows[i].is_total && rows[i - 1].is_total) || closes);
    }
}

/* ---- cells ---- */

static sb_answer answer_of(const draft *d, const sb_table_column *column, sb_place place)
{
    return sb_table_answer(d->env->facts, (sb_asked){.show = column->spec->show,
                                                     .indicator = column->indicator,
                                                     .of = column->of,
                                                     .share = -1,
                                                     .place = place,
                                                     .period = column->period,
                                                     .since = column->since,
                                                     .digits = column->spec->digits,
                                                     .share_digits = column->spec->digits});
}

/* The words for an area; the sign where they speak of a level that does not hold it. */
static void put_text(const sb_figure_env *env, const char *text, const sb_table_row *row,
                     sb_table_cell *cell)
{
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    *cell = (sb_table_cell){.kind = SB_CELL_TEXT, .type = row->type, .shade = -1};
    cell->text =
        sb_fill(env->facts, env->locale, text, (sb_scope){row->place, env->scope.period}, NULL,
                0, SB_NOWHERE, env->arena, silent);
    if (!sb_diag_errors(silent))
        return;
    cell->value = sb_value_without(SB_NOT_MEANINGFUL);
    cell->text = sb_sign(env->locale, SB_NOT_MEANINGFUL);
}

static void fill_cell(const draft *d, sb_table_column *column, const sb_table_row *row,
                      sb_table_cell *cell)
{
    const sb_figure_env *env = d->env;
    const sb_spec_table_column *spec = column->spec;
    if (spec->text) {
        put_text(env, spec->text, row, cell);
        return;
    }
    if (spec->show == SB_SHOW_TREND) {
        const sb_spark *spark = sb_table_spark(env, column->indicator, row->place,
                                               column->since, column->period, false);
        *cell = (sb_table_cell){
            .kind = spark ? SB_CELL_SPARK : SB_CELL_BLANK, .spark = spark, .shade = -1};
        return;
    }
    sb_answer answer = answer_of(d, column, row->place);
    sb_table_put(env, answer, !*column->unit, row->type, cell);
    if (spec->as == SB_AS_ARROW)
        sb_table_put_arrow(env, cell);
    sb_table_make_room(column, cell->figure);
}

/* A total of counts has no bar: it would dwarf all others. */
bool sb_table_has_bar(const sb_figure_env *env, const sb_table_column *column,
                      const sb_table_row *row, const sb_table_cell *cell)
{
    if (column->spec->as != SB_AS_BAR || cell->kind != SB_CELL_NUMBER)
        return false;
    bool is_sum = row->is_total && !cell->manner.unit &&
                  sb_facts_indicator(env->facts, column->indicator)->is_count;
    return !is_sum && sb_value_is_number(cell->value);
}

static int by_value(const void *a, const void *b)
{
    double x = (*(sb_table_cell *const *)a)->value.number,
           y = (*(sb_table_cell *const *)b)->value.number;
    return (x > y) - (x < y);
}

/* Fifths of the areas by their value; equal values are of one class. */
static void shade(const draft *d, int c)
{
    int n = 0;
    sb_table_cell **cells = sb_arena_array(d->env->arena, sb_table_cell *, d->layout->n_rows);
    for (int r = 0; r < d->layout->n_rows; r++) {
        sb_table_cell *cell = &d->layout->rows[r].cells[c];
        if (!d->layout->rows[r].is_total && sb_value_is_number(cell->value))
            cells[n++] = cell;
    }
    if (n)
        qsort(cells, (size_t)n, sizeof *cells, by_value);
    for (int i = 0, tied = 0; i < n; i++) {
        if (cells[i]->value.number != cells[tied]->value.number)
            tied = i;
        cells[i]->shade = tied * SB_TABLE_SHADES / n;
    }
}

static void fill(draft *d)
{
    sb_table_layout *layout = d->layout;
    sb_table_cell *cells = sb_arena_array(d->env->arena, sb_table_cell,
                                          (size_t)layout->n_rows * (size_t)layout->n_columns);
    for (int r = 0; r < layout->n_rows; r++) {
        sb_table_row *row = &layout->rows[r];
        row->width = row->indent + sb_draw_width(d->env, row->type, row->label);
        row->cells = cells + (size_t)r * (size_t)layout->n_columns;
        for (int c = 0; c < layout->n_columns; c++) {
            fill_cell(d, &layout->columns[c], row, &row->cells[c]);
            if (sb_table_has_bar(d->env, &layout->columns[c], row, &row->cells[c]))
                sb_range_add(&layout->columns[c].range, row->cells[c].value);
        }
    }
    for (int c = 0; c < layout->n_columns; c++)
        if (layout->columns[c].spec->as == SB_AS_HEAT)
            shade(d, c);
}

/* ---- do the printed areas add up to the printed totals? ---- */

static bool is_rounded(const sb_table_layout *layout)
{
    for (int c = 0; c < layout->n_columns; c++) {
        sb_table_sum group = {0}, all = {0};
        const sb_table_cell *head = NULL;
        for (int r = 0; r < layout->n_rows; r++) {
            const sb_table_cell *cell = &layout->rows[r].cells[c];
            if (!layout->rows[r].is_total) {
                sb_table_add(&group, cell);
                sb_table_add(&all, cell);
                continue;
            }
            if ((head && sb_table_is_rounded(group, head)) || sb_table_is_rounded(all, cell))
                return true;
            head = cell;
            group = (sb_table_sum){0};
        }
    }
    return false;
}

sb_table_layout sb_table_areas(const sb_figure_env *env, const sb_spec_profile *table,
                               double width)
{
    sb_table_layout layout = {.spec = table, .width = width};
    draft d = {
        .env = env, .spec = table, .areas = sb_facts_areas(env->facts), .layout = &layout};
    make_columns(&d);
    make_rows(&d);
    part_rows(&d);
    fill(&d);
    if (table->label)
        layout.label = sb_figure_text(env, table->label);
    sb_table_remark(env, &layout, &d.remarks, is_rounded(&layout));
    sb_table_place_columns(env, &layout);
    return layout;
}
