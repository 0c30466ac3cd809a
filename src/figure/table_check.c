#include "figure/check.h"
#include "figure/parts.h"
#include "figure/table_place.h"

/* {fields} in a label, as for the first area of the lowest level. */
static void check_text(const sb_facts *facts, const char *text, const sb_node *node,
                       const char *key, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_locale locale = {0};
    sb_fill(facts, &locale, text, (sb_scope){{0, 0}, 0}, NULL, 0, sb_node_span(node, key),
            scratch, diag);
}

static void check_note(const sb_facts *facts, const char *note, const sb_node *node,
                       sb_diag *diag)
{
    check_text(facts, note, node, "note", diag);
}

/* ---- a row for each area ---- */

/* Below the totals' level, so that they hold its areas. */
static void check_total(const sb_facts *facts, const sb_spec_profile *table, int i,
                        sb_diag *diag)
{
    const sb_areas *areas = sb_facts_areas(facts);
    int each = sb_areas_level(areas, table->each);
    int total = sb_areas_level(areas, table->totals[i]);
    int level = each;
    while (level >= 0 && level != total)
        level = areas->levels[level].above;
    if (total >= 0 && (level < 0 || total == each)) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(table->node, "totals"),
                _("'%s' is no level above '%s'"), table->totals[i], table->each);
        sb_hint(diag, _("'within:' of the levels says what lies above what"));
    }
}

static void check_area_column(const sb_facts *facts, const sb_spec_table_column *column,
                              sb_diag *diag)
{
    const sb_node *node = column->node;
    sb_check_indicator(facts, column->indicator, sb_node_span(node, "column"), diag);
    sb_check_indicator(facts, column->of, sb_node_span(node, "of"), diag);
    sb_check_period(facts, column->since, sb_node_span(node, "since"), diag);
    for (int i = 0; i < column->n_periods; i++)
        sb_check_period(facts, column->periods[i], sb_node_span(node, "periods"), diag);
    check_text(facts, column->label, node, "label", diag);
    check_text(facts, column->text, node, "text", diag);
    check_note(facts, column->note, node, diag);
    for (int i = 0; i < column->n_under; i++)
        check_text(facts, column->under[i], node, "under", diag);
}

/* The colours of fifths, and enough areas to have fifths. */
static void check_heat(const sb_facts *facts, const sb_style *style, const sb_node *node,
                       int level, sb_diag *diag)
{
    if (!sb_style_palette(style, NULL, SB_TABLE_SHADES)) {
        sb_fail(diag, SB_E_SCHEMA, node->at, _("the style's first palette has no %d colours"),
                SB_TABLE_SHADES);
        sb_hint(diag, _("'as: heat' shows fifths: add '%d: […]' to the palette"),
                SB_TABLE_SHADES);
    }
    const sb_areas *areas = sb_facts_areas(facts);
    if (level >= 0 && areas->levels[level].n < SB_TABLE_SHADES) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(node, "as"),
                _("'as: heat' shows fifths, and level '%s' has fewer areas than %d"),
                areas->levels[level].id, SB_TABLE_SHADES);
        sb_hint(diag, _("show it for a level with more areas"));
    }
}

static void check_areas(const sb_facts *facts, const sb_style *style,
                        const sb_spec_profile *table, sb_diag *diag)
{
    const sb_spec_table_column *heat = NULL;
    if (!sb_check_level(facts, table->each, sb_node_span(table->node, "for each"), diag))
        return;
    for (int i = 0; i < table->n_totals; i++)
        if (sb_check_level(facts, table->totals[i], sb_node_span(table->node, "totals"), diag))
            check_total(facts, table, i, diag);
    for (int i = 0; i < table->n_columns; i++) {
        check_area_column(facts, &table->columns[i], diag);
        heat = table->columns[i].as == SB_AS_HEAT ? &table->columns[i] : heat;
    }
    if (heat)
        check_heat(facts, style, heat->node, -1, diag);
}

/* ---- this area beside others ---- */

static void check_column(const sb_facts *facts, const sb_style *style,
                         const sb_spec_table_column *column, sb_diag *diag)
{
    if (column->as == SB_AS_HEAT)
        check_heat(facts, style, column->node,
                   column->level ? sb_areas_level(sb_facts_areas(facts), column->level) : -1,
                   diag);
    check_note(facts, column->note, column->node, diag);
    check_text(facts, column->label, column->node, "label", diag);
    sb_check_level(facts, column->level, column->node->at, diag);
    sb_check_period(facts, column->since, sb_node_span(column->node, "since"), diag);
}

static bool check_row(const sb_facts *facts, const sb_spec_table_row *row, sb_diag *diag)
{
    check_text(facts, row->label, row->node, "label", diag);
    check_note(facts, row->note, row->node, diag);
    bool is_known =
        sb_check_indicator(facts, row->indicator, sb_node_span(row->node, "row"), diag);
    is_known &= sb_check_indicator(facts, row->of, sb_node_span(row->node, "of"), diag);
    return is_known &
           sb_check_indicator(facts, row->share, sb_node_span(row->node, "share"), diag);
}

/* ---- do the parts add up? ---- */

static int count_parts(sb_table_parts p)
{
    int n = 0;
    for (const sb_spec_table_row *row = p.first; p.whole->indicator && row < p.end; row++)
        n += sb_table_is_part(p, row);
    return n;
}

static const char *name_of(const sb_facts *facts, const sb_spec_table_row *row)
{
    return row->label ? row->label
                      : sb_facts_indicator(facts, sb_facts_find(facts, row->indicator))->label;
}

/* The sum of the parts minus the whole; NaN where one of them is no number. */
static double difference(const sb_facts *facts, sb_table_parts p, sb_place place, int period)
{
    sb_value whole =
        sb_facts_value(facts, sb_facts_find(facts, p.whole->indicator), place, period);
    double rest = -whole.number;
    for (const sb_spec_table_row *row = p.first; row < p.end; row++)
        if (sb_table_is_part(p, row))
            rest += sb_facts_value(facts, sb_facts_find(facts, row->indicator), place, period)
                        .number;
    return fabs(rest) <= 1e-9 * fabs(whole.number) ? 0 : rest;
}

static void warn_of_parts(const sb_facts *facts, sb_table_parts p, sb_place first, double rest,
                          int n, sb_diag *diag)
{
    sb_buf names = {0}, number = {0};
    for (const sb_spec_table_row *row = p.first; row < p.end; row++)
        if (sb_table_is_part(p, row)) {
            sb_buf_text(&names, names.n ? ", " : "");
            sb_buf_printf(&names, _("'%s'"), name_of(facts, row));
        }
    sb_buf_number(&number, rest, 3);
    sb_warn(diag, SB_E_DATA, sb_node_span(p.first->node, "part"),
            sb_ngettext("%s do not add up to '%s' in %d area: by %s in '%s'",
                        "%s do not add up to '%s' in %d areas, first by %s in '%s'", n),
            names.at, name_of(facts, p.whole), n, number.at,
            sb_areas_at(sb_facts_areas(facts), first)->name);
    sb_hint(diag, _("'part: all' prints \"davon\": use 'part: some' for a selection"));
    sb_buf_free(&names);
    sb_buf_free(&number);
}

static void check_parts(const sb_facts *facts, sb_table_parts p, int period, sb_diag *diag)
{
    const sb_areas *areas = sb_facts_areas(facts);
    sb_place first = {-1, -1};
    double first_rest = 0;
    int n = 0;
    for (int level = 0; level < areas->n_levels; level++)
        for (int area = 0; area < areas->levels[level].n; area++) {
            double rest = difference(facts, p, (sb_place){level, area}, period);
            if (isnan(rest) || rest == 0)
                continue;
            if (!n++) {
                first = (sb_place){level, area};
                first_rest = rest;
            }
        }
    if (n)
        warn_of_parts(facts, p, first, first_rest, n, diag);
}

void sb_table_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                    sb_diag *diag)
{
    const sb_spec_profile *table = block->profile;
    const char *period = table->period ? table->period : sb_facts_spec(facts)->report.period;
    check_text(facts, table->label, table->node, "label", diag);
    if (table->each) {
        check_areas(facts, style, table, diag);
        sb_check_period(facts, table->period, sb_node_span(table->node, "period"), diag);
        return;
    }
    bool is_good =
        sb_check_period(facts, table->period, sb_node_span(table->node, "period"), diag);
    for (int i = 0; i < table->n_columns; i++)
        check_column(facts, style, &table->columns[i], diag);
    for (int i = 0; i < table->n_rows; i++)
        is_good &= check_row(facts, &table->rows[i], diag);
    int at = period ? sb_facts_period(facts, period) : -1;
    for (int i = 0; is_good && at >= 0 && i < table->n_rows; i++) {
        sb_table_parts p = sb_table_parts_of(table, i);
        if (count_parts(p) > 1) /* of two, one may be left to the reader: davon weiblich */
            check_parts(facts, p, at, diag);
    }
}
