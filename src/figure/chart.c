#include "figure/chart.h"

#include "figure/check.h"
#include "figure/parts.h"

#include <string.h>

const char *sb_voice_label(sb_voice voice)
{
    static const char *const types[] = {"label this", "label family", "label"};
    return types[voice];
}

const char *sb_voice_line(sb_voice voice)
{
    static const char *const lines[] = {"series this", "series between", "series city"};
    return lines[voice];
}

const char *sb_voice_dot(sb_voice voice)
{
    static const char *const colours[] = {"accent", "strong", "ink"};
    return colours[voice];
}

static void add_area(sb_chart *chart, sb_place place, sb_voice voice)
{
    if (place.area < 0)
        return;
    for (int i = 0; i < chart->n_areas; i++)
        if (chart->areas[i].place.level == place.level)
            return;
    chart->areas[chart->n_areas++] =
        (sb_chart_area){place, sb_figure_name(chart->env, place), voice};
}

/* The kinds of charts, by sb_chart_kind: the one place that knows them all. */
static const sb_chart_class *const classes[SB_CHART_KINDS] = {
    [SB_CHART_BARS] = &sb_chart_bars,
    [SB_CHART_LINE] = &sb_chart_line,
    [SB_CHART_AGE] = &sb_chart_age,
    [SB_CHART_SPINE] = &sb_chart_spine,
    [SB_CHART_RANKING] = &sb_chart_ranking,
    [SB_CHART_PYRAMID] = &sb_chart_pyramid,
    [SB_CHART_DEVIATION] = &sb_chart_deviation,
    [SB_CHART_COLUMNS] = &sb_chart_columns,
    [SB_CHART_STRIP] = &sb_chart_strip,
    [SB_CHART_SCATTER] = &sb_chart_scatter,
    [SB_CHART_SLOPE] = &sb_chart_slope,
    [SB_CHART_HEAT] = &sb_chart_heat,
    [SB_CHART_BOXES] = &sb_chart_boxes,
    [SB_CHART_HISTOGRAM] = &sb_chart_histogram,
    [SB_CHART_DONUT] = &sb_chart_donut,
};

/* Bars of several parts are drawn as rows of them. */
static const sb_chart_class *class_of(const sb_spec_chart *spec)
{
    bool has_parts = spec->stack != SB_STACK_NONE || (spec->level && spec->n_indicators > 1);
    return spec->kind == SB_CHART_BARS && has_parts ? &sb_chart_rows : classes[spec->kind];
}

static sb_chart chart_of(const sb_figure_env *env, const sb_spec_block *block, double width)
{
    const sb_spec_chart *spec = block->chart;
    const sb_areas *areas = sb_facts_areas(env->facts);
    sb_place own = sb_figure_place(env, NULL);
    sb_chart chart = {
        .env = env,
        .block = block,
        .spec = spec,
        .period = sb_figure_period(env, spec->period),
        .areas = sb_arena_array(env->arena, sb_chart_area, 2 + spec->n_compare),
        .width = width,
        .level = spec->level ? sb_areas_level(areas, spec->level) : own.level,
    };
    int top = sb_areas_top(areas);
    add_area(&chart, own, SB_VOICE_THIS);
    for (int i = 0; i < spec->n_compare; i++) {
        sb_place place = sb_figure_place(env, spec->compare[i]);
        add_area(&chart, place, place.level == top ? SB_VOICE_CITY : SB_VOICE_BETWEEN);
    }
    if (class_of(spec)->needs_city && chart.n_areas < 2)
        add_area(&chart, sb_areas_above(areas, own, top), SB_VOICE_CITY);
    return chart;
}

sb_extent sb_chart_measure(const sb_figure_env *env, const sb_spec_block *block, double width)
{
    sb_chart chart = chart_of(env, block, width);
    return class_of(chart.spec)->measure(&chart);
}

void sb_chart_misfit(const sb_chart *chart, double missing, bool is_height)
{
    sb_figure_misfit(chart->env, chart->block->node->at,
                     sb_figure_title(chart->env, chart->block), missing, is_height);
}

const char *sb_chart_alt(const sb_chart *chart)
{
    sb_buf out = {0};
    class_of(chart->spec)->say(chart, &out);
    const char *text = sb_arena_text(chart->env->arena, out.at);
    sb_buf_free(&out);
    return text;
}

void sb_chart_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                   sb_element *parent)
{
    sb_chart chart = chart_of(env, block, box.width);
    const sb_chart_class *class = class_of(chart.spec);
    sb_extent extent = class->measure(&chart);
    if (box.height < extent.least - SB_FIT_SLACK) {
        sb_chart_misfit(&chart, extent.least - box.height, true);
        return;
    }
    sb_element *figure = sb_element_new(env->page, parent, SB_ROLE_FIGURE);
    figure->box = box;
    figure->alt = block->alt ? sb_figure_text(env, block->alt) : sb_chart_alt(&chart);
    sb_page_begin(env->page, figure);
    class->draw(&chart, box);
    sb_page_end(env->page);
}

/* ---- check ---- */

static void check_indicators(const sb_facts *facts, const sb_spec_chart *chart,
                             const sb_chart_class *class, sb_diag *diag)
{
    sb_span at = sb_node_span(chart->node, "indicators");
    for (int i = 0; i < chart->n_indicators; i++)
        sb_check_indicator(facts, chart->indicators[i], at, diag);
    if (chart->n_indicators < class->least) {
        sb_fail(diag, SB_E_SCHEMA, at,
                sb_ngettext("this chart needs %d indicator, not %d",
                            "this chart needs %d indicators, not %d", class->least),
                class->least, chart->n_indicators);
    } else if (class->most && chart->n_indicators > class->most) {
        sb_fail(diag, SB_E_SCHEMA, at,
                sb_ngettext("this chart shows %d indicator, not %d",
                            "this chart shows %d indicators, not %d", class->most),
                class->most, chart->n_indicators);
        sb_hint(diag, _("it compares areas: make a chart for each indicator"));
    }
}

/* Percent beside inhabitants: nothing on the axis would be true of both. */
static void check_units(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    const char *first = NULL;
    for (int i = 0; i < chart->n_indicators; i++) {
        int indicator = sb_facts_find(facts, chart->indicators[i]);
        if (indicator < 0)
            continue;
        const char *unit = sb_facts_indicator(facts, indicator)->unit;
        unit = unit ? unit : _("plain numbers");
        if (first && strcmp(unit, first) != 0) {
            sb_fail(diag, SB_E_SCHEMA, sb_node_span(chart->node, "indicators"),
                    _("'%s' is in %s and '%s' in %s: one axis cannot show both"),
                    chart->indicators[0], first, chart->indicators[i], unit);
            sb_hint(diag, _("make a chart for each unit"));
            return;
        }
        first = unit;
    }
}

void sb_chart_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                    sb_diag *diag)
{
    const sb_spec_chart *chart = block->chart;
    const sb_chart_class *class = class_of(chart);
    const struct {
        const char *key, *period;
    } periods[] = {{"period", chart->period},
                   {"from", chart->from},
                   {"to", chart->to},
                   {"index", chart->index}};
    for (size_t i = 0; i < SB_COUNT(periods); i++)
        sb_check_period(facts, periods[i].period, sb_node_span(chart->node, periods[i].key),
                        diag);
    sb_check_level(facts, chart->level, sb_node_span(chart->node, "level"), diag);
    for (int i = 0; i < chart->n_compare; i++)
        sb_check_level(facts, chart->compare[i], sb_node_span(chart->node, "compare"), diag);
    if (class->most_compare >= 0 && chart->n_compare > class->most_compare) {
        sb_fail(diag, SB_E_UNSUPPORTED, sb_node_span(chart->node, "compare"),
                sb_ngettext("this chart can be compared with %d level only",
                            "this chart can be compared with %d levels only",
                            class->most_compare),
                class->most_compare);
        sb_hint(diag, _("more marks over each other cannot be told apart"));
    }
    check_indicators(facts, chart, class, diag);
    if (class->has_one_unit && !chart->index)
        check_units(facts, chart, diag);
    int shades = class->shades ? class->shades(chart) : 0;
    if (shades && !sb_style_palette(style, NULL, shades))
        sb_fail(diag, SB_E_SCHEMA, chart->node->at,
                _("the first palette has no %d colours, which this chart needs"), shades);
    if (class->check)
        class->check(facts, chart, diag);
}
