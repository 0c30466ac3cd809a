#include "figure/chart.h"

#include "figure/check.h"
#include "figure/parts.h"

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

static sb_chart chart_of(const sb_figure_env *env, const sb_spec_block *block)
{
    const sb_spec_chart *spec = block->chart;
    sb_chart chart = {
        .env = env,
        .block = block,
        .spec = spec,
        .period = sb_figure_period(env, spec->period),
        .areas = sb_arena_array(env->arena, sb_chart_area, 1 + spec->n_compare),
    };
    int top = sb_areas_top(sb_facts_areas(env->facts));
    add_area(&chart, sb_figure_place(env, NULL), SB_VOICE_THIS);
    for (int i = 0; i < spec->n_compare; i++) {
        sb_place place = sb_figure_place(env, spec->compare[i]);
        add_area(&chart, place, place.level == top ? SB_VOICE_CITY : SB_VOICE_BETWEEN);
    }
    return chart;
}

sb_extent sb_chart_measure(const sb_figure_env *env, const sb_spec_block *block, double width)
{
    (void)width;
    sb_chart chart = chart_of(env, block);
    switch (chart.spec->kind) {
    case SB_CHART_BARS:
        return sb_bars_measure(&chart);
    case SB_CHART_LINE:
        return sb_line_measure(&chart);
    default:
        return sb_age_measure(&chart);
    }
}

static void draw_kind(const sb_chart *chart, sb_rect box)
{
    switch (chart->spec->kind) {
    case SB_CHART_BARS:
        sb_bars_draw(chart, box);
        break;
    case SB_CHART_LINE:
        sb_line_draw_chart(chart, box);
        break;
    case SB_CHART_AGE:
        sb_age_draw(chart, box);
    }
}

void sb_chart_draw(const sb_figure_env *env, const sb_spec_block *block, sb_rect box,
                   sb_element *parent)
{
    sb_chart chart = chart_of(env, block);
    sb_extent extent = sb_chart_measure(env, block, box.width);
    if (box.height < extent.least - SB_FIT_SLACK) {
        sb_figure_misfit(env, block->node->at, sb_figure_title(env, block),
                         extent.least - box.height, true);
        return;
    }
    sb_element *figure = sb_element_new(env->page, parent, SB_ROLE_FIGURE);
    figure->box = box;
    figure->alt = block->alt ? sb_figure_text(env, block->alt) : sb_chart_alt(&chart);
    sb_page_begin(env->page, figure);
    draw_kind(&chart, box);
    sb_page_end(env->page);
}

/* ---- check ---- */

static void check_age(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    if (!chart->variable || !chart->by) {
        sb_fail(diag, SB_E_SCHEMA, chart->node->at,
                _("age bars need 'variable:' and, as its dimension of ages, 'by:'"));
        return;
    }
    if (!sb_check_indicator(facts, chart->variable, sb_node_span(chart->node, "variable"),
                            diag))
        return;
    const sb_spec_dimension *by =
        sb_facts_dimension(facts, sb_facts_find(facts, chart->variable), chart->by);
    sb_span at = sb_node_span(chart->node, "by");
    if (!by) {
        sb_fail(diag, SB_E_SCHEMA, at, _("no table has a variable '%s' with a dimension '%s'"),
                chart->variable, chart->by);
        return;
    }
    for (int i = 0; i < by->n; i++)
        if (!isfinite(by->groups[i].from)) {
            sb_fail(diag, SB_E_SCHEMA, at, _("the group '%s' of '%s' has no ages"),
                    by->groups[i].label, by->id);
            sb_hint(diag, _("give its limits under 'groups:', as in [18, 25]"));
            return;
        }
    if (chart->n_compare > 1) {
        sb_fail(diag, SB_E_UNSUPPORTED, sb_node_span(chart->node, "compare"),
                _("age bars can be compared with one level only"));
        sb_hint(diag, _("two outlines over the bars cannot be told apart"));
    }
}

static void check_indicators(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    if (chart->n_indicators == 0)
        sb_fail(diag, SB_E_SCHEMA, chart->node->at, _("the chart names no indicator"));
    for (int i = 0; i < chart->n_indicators; i++)
        sb_check_indicator(facts, chart->indicators[i], sb_node_span(chart->node, "indicators"),
                           diag);
    if (chart->n_indicators > 1 && (chart->kind == SB_CHART_LINE || chart->level)) {
        sb_fail(diag, SB_E_UNSUPPORTED, sb_node_span(chart->node, "indicators"),
                _("this chart shows one indicator"));
        sb_hint(diag, _("it compares areas: make a chart for each indicator"));
    }
}

void sb_chart_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                    sb_diag *diag)
{
    (void)style;
    const sb_spec_chart *chart = block->chart;
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
    if (chart->kind == SB_CHART_AGE)
        check_age(facts, chart, diag);
    else
        check_indicators(facts, chart, diag);
}
