#include "figure/chart.h"

/* Pt. */
static const double HEIGHT = 110, LEAST = 70, KEY = 12, KEY_BASELINE = 7, SWATCH = 7,
                    SWATCH_GAP = 3, KEY_GAP = 10;
static const double FOOT = 11, FOOT_BASELINE = 9, FILL = 0.7, MOST_COLUMN = 40, NAME_GAP = 4;
static const double VALUE_GAP = 2, LEAST_PLOT = 60;
enum { MOST_STEPS = 5, LEAST_PARTS = 2, MOST_PARTS = 7 };

/* Columns in clusters: a cluster for each indicator, period or area; in it beside each other
 * the areas, or on each other the indicators. */
typedef struct plot {
    const sb_chart *chart;
    sb_manner manner;
    bool is_stacked;
    int n_clusters, n_parts;
    const char **cluster, **part;
    sb_value *values; /* [cluster][part] */
    sb_colour *colours;
    sb_scale y;
    double left, right;
} plot;

static sb_value *value_at(const plot *p, int cluster, int part)
{
    return &p->values[cluster * p->n_parts + part];
}

static bool has_periods(const sb_spec_chart *spec) { return spec->from || spec->to; }

static void name_areas(const sb_chart *chart, const char **names)
{
    for (int a = 0; a < chart->n_areas; a++)
        names[a] = chart->areas[a].name;
}

static void name_indicators(const sb_chart *chart, const char **names)
{
    for (int i = 0; i < chart->spec->n_indicators; i++)
        names[i] =
            sb_facts_indicator(chart->env->facts, sb_chart_indicator(chart, i))->short_label;
}

/* Parts to 100 %; a part that is no number or below 0 leaves no whole. */
static void fill_up(plot *p, int cluster)
{
    double sum = 0;
    for (int i = 0; i < p->n_parts; i++)
        sum += fmax(value_at(p, cluster, i)->number, 0);
    for (int i = 0; i < p->n_parts; i++) {
        sb_value *v = value_at(p, cluster, i);
        if (sb_value_is_number(*v))
            *v = sum > 0 ? sb_value_number(100 * v->number / sum)
                         : sb_value_without(SB_NOT_MEANINGFUL);
    }
}

static int shades(const sb_spec_chart *chart)
{
    if (chart->stack == SB_STACK_NONE)
        return 0;
    return chart->n_indicators < LEAST_PARTS ? LEAST_PARTS : chart->n_indicators;
}

static sb_colour colour_of(const plot *p, int part)
{
    const sb_style *style = p->chart->env->style;
    if (!p->is_stacked)
        return sb_style_colour(
            style, part ? (p->chart->areas[part].voice == SB_VOICE_CITY ? "source" : "medium")
                        : "accent tint");
    int n = shades(p->chart->spec);
    return sb_style_palette(style, NULL, n)[n - 1 - part];
}

static plot plot_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    sb_arena *arena = chart->env->arena;
    const sb_spec_chart *spec = chart->spec;
    bool is_stacked = spec->stack != SB_STACK_NONE, is_timed = has_periods(spec);
    int from = spec->from ? sb_facts_period(facts, spec->from) : 0;
    int to = spec->to ? sb_facts_period(facts, spec->to) : sb_facts_periods(facts) - 1;
    plot p = {.chart = chart,
              .manner = sb_manner_of(sb_facts_indicator(facts, sb_chart_indicator(chart, 0))),
              .is_stacked = is_stacked,
              .n_clusters = is_timed     ? (to < from ? 0 : to - from + 1)
                            : is_stacked ? chart->n_areas
                                         : spec->n_indicators,
              .n_parts = is_stacked ? spec->n_indicators : chart->n_areas};
    p.cluster = sb_arena_array(arena, const char *, p.n_clusters);
    p.part = sb_arena_array(arena, const char *, p.n_parts);
    p.values = sb_arena_array(arena, sb_value, p.n_clusters * p.n_parts);
    p.colours = sb_arena_array(arena, sb_colour, p.n_parts);
    for (int i = 0; is_timed && i < p.n_clusters; i++)
        p.cluster[i] = sb_facts_period_label(facts, from + i);
    if (!is_timed && is_stacked)
        name_areas(chart, p.cluster);
    else if (!is_timed)
        name_indicators(chart, p.cluster);
    if (is_stacked)
        name_indicators(chart, p.part);
    else
        name_areas(chart, p.part);
    for (int k = 0; k < p.n_clusters; k++) {
        for (int i = 0; i < p.n_parts; i++) {
            int indicator = is_stacked ? i : is_timed ? 0 : k;
            int area = !is_stacked ? i : is_timed ? 0 : k;
            *value_at(&p, k, i) =
                sb_facts_value(facts, sb_chart_indicator(chart, indicator),
                               chart->areas[area].place, is_timed ? from + k : chart->period);
        }
        if (spec->stack == SB_STACK_FULL)
            fill_up(&p, k);
    }
    if (spec->stack == SB_STACK_FULL)
        p.manner = (sb_manner){"%", 1, 0};
    for (int i = 0; i < p.n_parts; i++)
        p.colours[i] = colour_of(&p, i);
    return p;
}

static sb_extent measure(const sb_chart *chart)
{
    (void)chart;
    return (sb_extent){LEAST, HEIGHT, true};
}

static sb_range range_of(const plot *p)
{
    sb_range range = {0, 0};
    for (int k = 0; k < p->n_clusters; k++) {
        double sum = 0;
        for (int i = 0; i < p->n_parts; i++) {
            sb_value v = *value_at(p, k, i);
            if (!p->is_stacked)
                sb_range_add(&range, v);
            else if (sb_value_is_number(v))
                sum += fmax(v.number, 0);
        }
        sb_range_add(&range, sb_value_number(sum));
    }
    return range;
}

/* A swatch and a name for each part; one part alone needs none. */
static void draw_key(const plot *p, sb_rect box)
{
    const sb_figure_env *env = p->chart->env;
    double x = box.x;
    for (int i = 0; i < p->n_parts && p->n_parts > 1; i++) {
        sb_list_fill(
            env->page->list,
            sb_path_rect(env->arena, (sb_rect){x, box.y + KEY_BASELINE - 5.5, SWATCH, 6}),
            false, p->colours[i]);
        x += SWATCH + SWATCH_GAP;
        sb_draw_text(env, "label", p->part[i], x, box.y + KEY_BASELINE, SB_LEFT);
        x += sb_draw_width(env, "label", p->part[i]) + KEY_GAP;
    }
    if (x - KEY_GAP > sb_rect_right(box) + SB_FIT_SLACK)
        sb_chart_misfit(p->chart, x - KEY_GAP - sb_rect_right(box), false);
}

static void draw_stack(const plot *p, int cluster, double x, double width)
{
    const sb_figure_env *env = p->chart->env;
    double base = 0;
    for (int i = p->n_parts; i-- > 0;) {
        sb_value v = *value_at(p, cluster, i);
        if (!sb_value_is_number(v) || !(v.number > 0))
            continue;
        double bottom = sb_scale_at(p->y, base), top = sb_scale_at(p->y, base + v.number);
        sb_list_fill(env->page->list,
                     sb_path_rect(env->arena, (sb_rect){x, top, width, bottom - top}), false,
                     p->colours[i]);
        sb_type type = *sb_style_type(env->style, "label");
        type.colour = sb_style_text_on(env->style, p->colours[i]);
        const sb_line *text = sb_shape(env->shaper, &type, sb_figure_value(env, v, p->manner));
        if (bottom - top > type.size + 1 && text->width < width)
            sb_line_draw(env->page->list, text, x + width / 2,
                         (top + bottom) / 2 + sb_draw_drop(env, "label"), SB_CENTRE);
        base += v.number;
    }
}

/* Its number over it where there is room, else its sign on the axis. */
static void draw_cluster(const plot *p, int cluster, double x, double width)
{
    const sb_figure_env *env = p->chart->env;
    double each = width / p->n_parts, zero = sb_scale_at(p->y, 0);
    for (int i = 0; i < p->n_parts; i++) {
        sb_value v = *value_at(p, cluster, i);
        double left = x + i * each, top = zero, bottom = zero;
        if (sb_value_is_number(v)) {
            top = fmin(zero, sb_scale_at(p->y, v.number));
            bottom = fmax(zero, sb_scale_at(p->y, v.number));
            if (bottom > top)
                sb_list_fill(
                    env->page->list,
                    sb_path_rect(env->arena, (sb_rect){left, top, each * 0.94, bottom - top}),
                    false, p->colours[i]);
        }
        const char *text = sb_figure_value(env, v, p->manner);
        if (sb_draw_width(env, "axis", text) <= each)
            sb_draw_text(env, "axis", text, left + each * 0.47, top - VALUE_GAP, SB_CENTRE);
    }
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_ticks ticks = sb_axis_ticks(range_of(&p), MOST_STEPS);
    p.y = (sb_scale){sb_tick_at(ticks, 0), sb_tick_at(ticks, ticks.n - 1),
                     sb_rect_bottom(box) - FOOT, box.y + KEY + 8};
    p.left = box.x + sb_axis_width(chart, ticks, p.manner);
    p.right = sb_rect_right(box);
    if (p.right - p.left < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (p.right - p.left), false);
        return;
    }
    draw_key(&p, box);
    sb_axis_left(chart, ticks, p.y, p.left, p.right, p.manner);
    double pitch = (p.right - p.left) / (p.n_clusters ? p.n_clusters : 1);
    double most = p.is_stacked ? MOST_COLUMN : MOST_COLUMN * p.n_parts;
    double width = fmin(FILL * pitch, most), free_from = -INFINITY;
    for (int k = 0; k < p.n_clusters; k++) {
        double middle = p.left + (k + 0.5) * pitch;
        if (p.is_stacked)
            draw_stack(&p, k, middle - width / 2, width);
        else
            draw_cluster(&p, k, middle - width / 2, width);
        double half = sb_draw_width(env, "label", p.cluster[k]) / 2;
        bool is_over = middle - half < free_from;
        if (is_over && !has_periods(chart->spec))
            sb_figure_misfit(env, chart->block->node->at, p.cluster[k],
                             free_from - (middle - half), false);
        if (is_over)
            continue; /* years between others may be left out */
        sb_draw_text(env, "label", p.cluster[k], middle,
                     sb_rect_bottom(box) - FOOT + FOOT_BASELINE, SB_CENTRE);
        free_from = middle + half + NAME_GAP;
    }
}

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_buf_text(out, sb_word(env->locale, SB_W_COLUMNS));
    if (p.is_stacked)
        sb_buf_printf(out, ", %s", sb_word(env->locale, SB_W_STACKED));
    if (!has_periods(chart->spec))
        sb_buf_printf(out, ", %s", sb_facts_period_label(env->facts, chart->period));
    for (int k = 0; k < p.n_clusters; k++) {
        sb_buf_printf(out, "%s%s", k ? "; " : ": ", p.cluster[k]);
        for (int i = 0; i < p.n_parts; i++)
            sb_buf_printf(out, "%s %s %s", i ? "," : "", p.part[i],
                          sb_figure_spoken(env, *value_at(&p, k, i), p.manner));
    }
}

/* Below zero nothing can stand on anything. */
static bool check_parts(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    sb_span at = sb_node_span(chart->node, "indicators");
    if (chart->n_indicators > MOST_PARTS) {
        sb_fail(diag, SB_E_UNSUPPORTED, at, _("more than %d parts cannot be told apart"),
                MOST_PARTS);
        return false;
    }
    const sb_areas *areas = sb_facts_areas(facts);
    for (int i = 0; i < chart->n_indicators; i++) {
        int indicator = sb_facts_find(facts, chart->indicators[i]);
        for (int level = 0; level < areas->n_levels; level++)
            for (int area = 0; area < areas->levels[level].n; area++)
                for (int period = 0; period < sb_facts_periods(facts); period++)
                    if (sb_facts_value(facts, indicator, (sb_place){level, area}, period)
                            .number < 0) {
                        sb_fail(diag, SB_E_DATA, at,
                                _("'%s' is below 0 in '%s' and cannot be stacked"),
                                chart->indicators[i], areas->levels[level].areas[area].name);
                        sb_hint(diag, _("draw it without 'stack:'"));
                        return false;
                    }
    }
    return true;
}

static bool check(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    if (has_periods(chart) && chart->stack == SB_STACK_NONE && chart->n_indicators > 1) {
        sb_fail(diag, SB_E_UNSUPPORTED, sb_node_span(chart->node, "indicators"),
                _("columns for each year show one indicator, or several with 'stack:'"));
        return false;
    }
    return chart->stack == SB_STACK_NONE || check_parts(facts, chart, diag);
}

const sb_chart_class sb_chart_columns = {.measure = measure,
                                         .draw = draw,
                                         .say = say,
                                         .check = check,
                                         .shades = shades,
                                         .least = 1,
                                         .most_compare = -1};
