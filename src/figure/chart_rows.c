#include "figure/clusters.h"

/* Bars beside or on each other: what `kind: bars` is with `stack:`, or with several indicators
 * for each area of a level.  Pt. */
static const double PITCH = 13.8, LEAST_PITCH = 9.5, MOST_PITCH = 24;
static const double BAR = 8.6, LEAST_BAR = 7.2, MOST_BAR = 12, ROW_GAP = 5; /* beside */
static const double THICKNESS = 0.68, MOST_THICKNESS = 12;                  /* of the pitch */
static const double LABEL_GAP = 8, NUMBER_GAP = 3, LEAST_PLOT = 60, BAR_GAP = 0.6;
enum { MOST_STEPS = 5 };

typedef struct plot {
    sb_clusters clusters;
    sb_scale x;
    double top, pitch;
} plot;

static double foot_of(const sb_clusters *c) { return c->is_stacked ? SB_AXIS_FOOT : 0; }

static sb_extent measure(const sb_chart *chart)
{
    sb_clusters c = sb_clusters_of(chart);
    double rest = sb_key_height(&c, chart->width) + foot_of(&c);
    double least = c.is_stacked ? LEAST_PITCH : c.n_parts * LEAST_BAR + ROW_GAP;
    double pitch = c.is_stacked ? PITCH : c.n_parts * BAR + ROW_GAP;
    return (sb_extent){rest + c.n * least, rest + c.n * pitch, true};
}

static double row_y(const plot *p, int cluster) { return p->top + (cluster + 0.5) * p->pitch; }

/* ---- on each other ---- */

/* Numbers in the segments that have room; those of what is missing, and a stack's sum, after
 * its end. */
static void draw_stack(const plot *p, int k)
{
    const sb_clusters *c = &p->clusters;
    const sb_figure_env *env = c->chart->env;
    double thickness = fmin(THICKNESS * p->pitch, MOST_THICKNESS), y = row_y(p, k), base = 0;
    for (int i = 0; i < c->n_parts; i++) {
        sb_value v = sb_clusters_at(c, k, i);
        if (!sb_value_is_number(v) || !(v.number > 0))
            continue;
        double left = sb_scale_at(p->x, base), right = sb_scale_at(p->x, base + v.number);
        sb_rect box = {left, y - thickness / 2, right - left, thickness};
        sb_list_fill(env->page->list, sb_path_rect(env->arena, box), false, c->colours[i]);
        sb_type type = *sb_style_type(env->style, "axis");
        type.colour = sb_style_text_on(env->style, c->colours[i]);
        const sb_line *text = sb_shape(env->shaper, &type, sb_figure_value(env, v, c->manner));
        if (text->width + 2 < box.width)
            sb_line_draw(env->page->list, text, (left + right) / 2,
                         y + sb_draw_drop(env, "axis"), SB_CENTRE);
        base += v.number;
    }
    const char *signs = sb_clusters_signs(c, k);
    if (*signs)
        sb_draw_text(env, "axis", signs, sb_scale_at(p->x, base) + NUMBER_GAP,
                     y + sb_draw_drop(env, "axis"), SB_LEFT);
}

/* ---- beside each other ---- */

static void draw_beside(const plot *p, int k)
{
    const sb_clusters *c = &p->clusters;
    const sb_figure_env *env = c->chart->env;
    double bar = fmin((p->pitch - ROW_GAP) / c->n_parts, MOST_BAR);
    double zero = sb_scale_at(p->x, 0), top = row_y(p, k) - bar * c->n_parts / 2;
    for (int i = 0; i < c->n_parts; i++) {
        sb_value v = sb_clusters_at(c, k, i);
        double end = sb_value_is_number(v) ? sb_scale_at(p->x, v.number) : zero;
        double y = top + (i + 0.5) * bar;
        if (end != zero)
            sb_list_fill(
                env->page->list,
                sb_path_rect(env->arena, (sb_rect){fmin(zero, end), y - (bar - BAR_GAP) / 2,
                                                   fabs(end - zero), bar - BAR_GAP}),
                false, c->colours[i]);
        bool is_below = end < zero;
        sb_draw_text(env, "axis", sb_figure_value(env, v, c->manner),
                     is_below ? end - NUMBER_GAP : end + NUMBER_GAP,
                     y + sb_draw_drop(env, "axis"), is_below ? SB_RIGHT : SB_LEFT);
    }
}

/* ---- the whole ---- */

static double label_width(const sb_clusters *c)
{
    double widest = 0;
    for (int k = 0; k < c->n; k++)
        widest = fmax(widest, sb_draw_width(c->chart->env, c->at[k].type, c->at[k].name));
    return widest;
}

/* Numbers outside the bars need room at both ends; a stack's signs at the right one. */
static sb_scale scale_of(const sb_clusters *c, double left, double right, sb_ticks *ticks)
{
    const sb_figure_env *env = c->chart->env;
    sb_range range = sb_clusters_range(c);
    double number = 0;
    for (int i = 0; i < c->n_parts && !c->is_stacked; i++)
        number = fmax(number, sb_clusters_number_width(c, i) + NUMBER_GAP);
    for (int k = 0; k < c->n && c->is_stacked; k++) {
        const char *signs = sb_clusters_signs(c, k);
        number = fmax(number, *signs ? sb_draw_width(env, "axis", signs) + NUMBER_GAP : 0);
    }
    *ticks = sb_axis_ticks(range, MOST_STEPS);
    if (c->is_stacked) /* the axis has numbers at its ends */
        return (sb_scale){sb_tick_at(*ticks, 0), sb_tick_at(*ticks, ticks->n - 1), left,
                          right - fmax(number, NUMBER_GAP * 2)};
    return (sb_scale){range.from, range.from == range.to ? 1 : range.to,
                      left + (range.from < 0 ? number : 0), right - number};
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = {.clusters = sb_clusters_of(chart)};
    const sb_clusters *c = &p.clusters;
    double key = sb_key_height(c, box.width), foot = foot_of(c);
    p.top = box.y + key;
    p.pitch = (box.height - key - foot) / c->n;
    p.pitch = fmin(p.pitch, c->is_stacked ? MOST_PITCH : c->n_parts * MOST_BAR + 2 * ROW_GAP);
    sb_ticks ticks;
    p.x = scale_of(c, box.x + label_width(c) + LABEL_GAP, sb_rect_right(box), &ticks);
    if (p.x.end - p.x.start < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (p.x.end - p.x.start), false);
        return;
    }
    sb_key_draw(c, box);
    double bottom = p.top + c->n * p.pitch, zero = sb_scale_at(p.x, 0);
    if (c->is_stacked)
        sb_axis_below(chart, ticks, p.x, bottom, c->manner);
    /* below the bars: black over their darkest would be too much ink */
    sb_draw_line(env, "axis", (sb_point){zero, p.top}, (sb_point){zero, bottom});
    for (int k = 0; k < c->n; k++) {
        sb_draw_text(env, c->at[k].type, c->at[k].name, box.x,
                     row_y(&p, k) + sb_draw_drop(env, "label"), SB_LEFT);
        if (c->is_stacked)
            draw_stack(&p, k);
        else
            draw_beside(&p, k);
    }
}

static void say(const sb_chart *chart, sb_buf *out)
{
    sb_clusters c = sb_clusters_of(chart);
    sb_clusters_say(&c, SB_W_BAR_CHART, out);
}

const sb_chart_class sb_chart_rows = {
    .measure = measure, .draw = draw, .say = say, SB_CLUSTERS_CLASS};
