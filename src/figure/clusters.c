#include "figure/clusters.h"

#include "figure/check.h"
#include "figure/series.h"

#include <stdlib.h>
#include <string.h>

/* Pt. */
static const double KEY = 10, KEY_BASELINE = 7, KEY_FOOT = 3, SWATCH = 7, SWATCH_HEIGHT = 6,
                    SWATCH_GAP = 3, KEY_GAP = 10;
enum { LEAST_SHADES = 2, MOST_PARTS = 7 };

/* ---- what is shown ---- */

/* What clusters, and the parts in them, are about. */
typedef enum about { INDICATORS, AREAS, TIMES, LEVEL } about;

typedef struct plan {
    const sb_chart *chart;
    about cluster, part;
    sb_times times;
    int n, n_parts;
} plan;

static bool has_times(const sb_spec_chart *spec) { return spec->from || spec->to; }

static plan plan_of(const sb_chart *chart)
{
    const sb_spec_chart *spec = chart->spec;
    bool is_stacked = spec->stack != SB_STACK_NONE;
    plan p = {.chart = chart,
              .cluster = has_times(spec) ? TIMES
                         : spec->level   ? LEVEL
                         : is_stacked    ? AREAS
                                         : INDICATORS,
              .part = is_stacked || spec->level ? INDICATORS : AREAS};
    p.n_parts = p.part == INDICATORS ? spec->n_indicators : chart->n_areas;
    if (p.cluster == TIMES) {
        p.times = sb_times_of(chart->env, spec->from, spec->to);
        p.n = p.times.n;
    } else if (p.cluster == LEVEL) {
        p.n = sb_facts_areas(chart->env->facts)->levels[chart->level].n;
    } else {
        p.n = p.cluster == AREAS ? chart->n_areas : spec->n_indicators;
    }
    return p;
}

/* As on the page of the area `own`. */
static sb_value value_at(const plan *p, int cluster, int part, sb_place own)
{
    const sb_chart *chart = p->chart;
    int indicator = p->cluster == INDICATORS ? cluster : p->part == INDICATORS ? part : 0;
    int area = p->cluster == AREAS ? cluster : p->part == AREAS ? part : 0;
    sb_place place = p->cluster == LEVEL ? (sb_place){chart->level, cluster}
                     : area == 0         ? own
                                         : chart->areas[area].place;
    int period = p->cluster == TIMES ? p->times.at[cluster] : chart->period;
    return sb_facts_value(chart->env->facts, sb_chart_indicator(chart, indicator), place,
                          period);
}

static const char *indicator_name(const sb_chart *chart, int i)
{
    return sb_facts_indicator(chart->env->facts, sb_chart_indicator(chart, i))->short_label;
}

static void name_cluster(const plan *p, int k, sb_cluster *at)
{
    const sb_chart *chart = p->chart;
    at->type = "label";
    switch (p->cluster) {
    case INDICATORS:
        at->name = indicator_name(chart, k);
        return;
    case AREAS:
        at->name = chart->areas[k].name;
        at->type = sb_voice_label(chart->areas[k].voice);
        return;
    case TIMES:
        at->type = "axis";
        at->name = sb_facts_period_label(chart->env->facts, p->times.at[k]);
        return;
    case LEVEL:
        at->name = sb_chart_area_name(chart, k);
        sb_place own = chart->env->scope.place;
        if (own.level == chart->level && own.area == k)
            at->type = "label this";
        return;
    }
}

/* Parts to 100 %; where one is not known there is no whole, and none of its shares is. */
static void fill_up(sb_value *parts, int n)
{
    double sum = 0;
    sb_value unknown = sb_value_number(0);
    for (int i = n; i-- > 0;) {
        if (!sb_value_is_number(parts[i]))
            unknown = sb_value_without(parts[i].state);
        else
            sum += parts[i].number;
    }
    for (int i = 0; i < n; i++)
        parts[i] = !sb_value_is_number(unknown) ? unknown
                   : sum > 0                    ? sb_value_number(100 * parts[i].number / sum)
                                                : sb_value_without(SB_NOT_MEANINGFUL);
}

int sb_clusters_shades(const sb_spec_chart *chart)
{
    if (chart->stack == SB_STACK_NONE && !chart->level)
        return 0;
    int n = chart->n_indicators + 1; /* the palest is left out: it has no edge on paper */
    return n < LEAST_SHADES ? LEAST_SHADES : n > MOST_PARTS ? MOST_PARTS : n;
}

static sb_colour colour_of(const plan *p, int part)
{
    const sb_style *style = p->chart->env->style;
    int n = sb_clusters_shades(p->chart->spec);
    if (p->part == INDICATORS)
        return sb_style_palette(style, NULL, n)[n - 1 - part];
    static const char *const colours[] = {"accent tint", "medium", "source"};
    return sb_style_colour(style, colours[p->chart->areas[part].voice]);
}

/* Highest first by the first part; what has no number last; else as they are. */
static int by_first_part(const void *a, const void *b)
{
    const sb_cluster *p = a, *q = b;
    bool p_is = sb_value_is_number(p->values[0]), q_is = sb_value_is_number(q->values[0]);
    if (p_is != q_is)
        return q_is - p_is;
    if (p_is && p->values[0].number != q->values[0].number)
        return p->values[0].number < q->values[0].number ? 1 : -1;
    return p->values < q->values ? -1 : 1; /* one behind the other in memory */
}

sb_clusters sb_clusters_of(const sb_chart *chart)
{
    sb_arena *arena = chart->env->arena;
    plan p = plan_of(chart);
    bool is_full = chart->spec->stack == SB_STACK_FULL;
    const sb_indicator *first =
        sb_facts_indicator(chart->env->facts, sb_chart_indicator(chart, 0));
    sb_clusters c = {.chart = chart,
                     .manner = is_full ? (sb_manner){"%", 1, 0} : sb_manner_of(first),
                     .is_stacked = chart->spec->stack != SB_STACK_NONE,
                     .is_timed = p.cluster == TIMES,
                     .n = p.n,
                     .n_parts = p.n_parts,
                     .at = sb_arena_array(arena, sb_cluster, p.n),
                     .parts = sb_arena_array(arena, const char *, p.n_parts),
                     .colours = sb_arena_array(arena, sb_colour, p.n_parts)};
    for (int i = 0; i < p.n_parts; i++) {
        c.parts[i] = p.part == INDICATORS ? indicator_name(chart, i) : chart->areas[i].name;
        c.colours[i] = colour_of(&p, i);
    }
    sb_value *values = sb_arena_array(arena, sb_value, p.n * p.n_parts);
    for (int k = 0; k < p.n; k++) {
        c.at[k].values = &values[k * p.n_parts];
        name_cluster(&p, k, &c.at[k]);
        for (int i = 0; i < p.n_parts; i++)
            c.at[k].values[i] = value_at(&p, k, i, chart->areas[0].place);
        if (is_full)
            fill_up(c.at[k].values, p.n_parts);
    }
    if (p.cluster == LEVEL)
        qsort(c.at, (size_t)c.n, sizeof *c.at, by_first_part);
    return c;
}

sb_value sb_clusters_at(const sb_clusters *c, int cluster, int part)
{
    return c->at[cluster].values[part];
}

static void add_page(const plan *p, bool is_stacked, sb_place own, sb_range *range)
{
    for (int k = 0; k < p->n; k++) {
        double sum = 0;
        for (int i = 0; i < p->n_parts; i++) {
            sb_value v = value_at(p, k, i, own);
            if (!is_stacked)
                sb_range_add(range, v);
            else if (sb_value_is_number(v))
                sum += v.number;
        }
        sb_range_add(range, sb_value_number(sum));
    }
}

sb_range sb_clusters_range(const sb_clusters *c)
{
    const sb_chart *chart = c->chart;
    sb_range range = {0, 0};
    if (chart->spec->stack == SB_STACK_FULL)
        return (sb_range){0, 100};
    plan p = plan_of(chart);
    sb_place own = chart->areas[0].place;
    add_page(&p, c->is_stacked, own, &range);
    int n = chart->spec->scale == SB_SCALE_SHARED && p.cluster != LEVEL
                ? sb_facts_areas(chart->env->facts)->levels[own.level].n
                : 0;
    for (int area = 0; area < n; area++)
        add_page(&p, c->is_stacked, (sb_place){own.level, area}, &range);
    return range;
}

double sb_clusters_number_width(const sb_clusters *c, int part)
{
    const sb_figure_env *env = c->chart->env;
    double widest = 0;
    for (int k = 0; k < c->n; k++)
        widest = fmax(
            widest, sb_draw_width(env, "axis",
                                  sb_figure_value(env, sb_clusters_at(c, k, part), c->manner)));
    return widest;
}

const char *sb_clusters_signs(const sb_clusters *c, int cluster)
{
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    sb_buf_text(&out, "");
    for (int i = 0; i < c->n_parts; i++) {
        sb_value v = sb_clusters_at(c, cluster, i);
        const char *sign = sb_value_is_number(v) ? "" : sb_sign(c->chart->env->locale, v.state);
        if (!strstr(out.at, sign))
            sb_buf_text(&out, sign);
    }
    return sb_arena_text(c->chart->env->arena, out.at);
}

/* ---- the key of the parts ---- */

static double entry_width(const sb_clusters *c, int part)
{
    return SWATCH + SWATCH_GAP + sb_draw_width(c->chart->env, "label", c->parts[part]);
}

/* Places the entries; draws them where there is a page.  How many lines they take. */
static int set_key(const sb_clusters *c, sb_rect box, bool is_drawn)
{
    const sb_figure_env *env = c->chart->env;
    double x = box.x;
    int lines = 1;
    for (int i = 0; i < c->n_parts; i++) {
        double width = entry_width(c, i);
        if (x > box.x && x + width > sb_rect_right(box)) {
            x = box.x;
            lines++;
        }
        if (is_drawn && width > box.width + SB_FIT_SLACK)
            sb_figure_misfit(env, c->chart->block->node->at, c->parts[i], width - box.width,
                             false);
        double baseline = box.y + (lines - 1) * KEY + KEY_BASELINE;
        sb_rect swatch = {x, baseline - SWATCH_HEIGHT + 0.5, SWATCH, SWATCH_HEIGHT};
        if (is_drawn) {
            sb_list_fill(env->page->list, sb_path_rect(env->arena, swatch), false,
                         c->colours[i]);
            sb_draw_text(env, "label", c->parts[i], x + SWATCH + SWATCH_GAP, baseline, SB_LEFT);
        }
        x += width + KEY_GAP;
    }
    return lines;
}

double sb_key_height(const sb_clusters *c, double width)
{
    return c->n_parts > 1 ? set_key(c, (sb_rect){0, 0, width, 0}, false) * KEY + KEY_FOOT : 0;
}

void sb_key_draw(const sb_clusters *c, sb_rect box)
{
    if (c->n_parts > 1)
        set_key(c, box, true);
}

/* ---- in words ---- */

void sb_clusters_say(const sb_clusters *c, sb_word_id kind, sb_buf *out)
{
    const sb_figure_env *env = c->chart->env;
    sb_buf_text(out, sb_word(env->locale, kind));
    if (c->is_stacked)
        sb_buf_printf(out, ", %s", sb_word(env->locale, SB_W_STACKED));
    if (!c->is_timed)
        sb_buf_printf(out, ", %s", sb_facts_period_label(env->facts, c->chart->period));
    for (int k = 0; k < c->n; k++) {
        sb_buf_printf(out, "%s%s: ", k ? "; " : ". ", c->at[k].name);
        for (int i = 0; i < c->n_parts; i++) {
            sb_buf_text(out, i ? ", " : "");
            sb_figure_say(env, c->parts[i], sb_clusters_at(c, k, i), c->manner, out);
        }
    }
}

/* ---- check ---- */

bool sb_clusters_check(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    sb_span at = sb_node_span(chart->node, "indicators");
    bool is_stacked = chart->stack != SB_STACK_NONE;
    if (has_times(chart) && !is_stacked && chart->n_indicators > 1) {
        sb_fail(diag, SB_E_UNSUPPORTED, at,
                _("columns for each year show one indicator, or several with 'stack:'"));
        return false;
    }
    if ((is_stacked || chart->level) && chart->n_indicators > MOST_PARTS) {
        sb_fail(diag, SB_E_UNSUPPORTED, at, _("more than %d parts cannot be told apart"),
                MOST_PARTS);
        return false;
    }
    return !is_stacked || sb_check_positive(facts, chart, diag);
}
