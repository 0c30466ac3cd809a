#include "figure/chart.h"

/* Pt. */
static const double HEIGHT = 190, LEAST = 100, LEAST_PLOT = 70, DOT = 3.4, OWN_DOT = 5.6,
                    RING = 0.7;
static const double TITLE = 11, TITLE_BASELINE = 7, LABEL_GAP = 3, TITLE_FOOT = 9, NAME_GAP = 8;
enum { MOST_STEPS = 6 };

typedef struct dot {
    int area;
    sb_voice voice;
    sb_value x, y;
    sb_point at;
} dot;

typedef struct plot {
    const sb_chart *chart;
    sb_manner manner[2]; /* across, up */
    const char *name[2];
    dot *dots;
    int n;
    sb_ranking missing; /* the areas that lack one of the two */
    sb_value city[2];
    sb_ticks ticks[2];
    sb_scale x, y;
    SB_VEC(sb_rect) taken; /* by labels and the dots with names */
} plot;

static bool is_shown(const dot *d)
{
    return sb_value_is_number(d->x) && sb_value_is_number(d->y);
}

static plot plot_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    sb_ranking ranking = sb_ranking_of(chart, sb_chart_indicator(chart, 0));
    plot p = {.chart = chart,
              .dots = sb_arena_array(chart->env->arena, dot, ranking.n),
              .n = ranking.n,
              .missing = {.at = sb_arena_array(chart->env->arena, sb_ranked, ranking.n)}};
    int up = sb_chart_indicator(chart, 1);
    sb_range range[2] = {SB_EMPTY_RANGE, SB_EMPTY_RANGE};
    for (int i = 0; i < ranking.n; i++) {
        const sb_ranked *r = &ranking.at[i];
        dot *d = &p.dots[i];
        *d = (dot){r->area,
                   r->voice,
                   r->value,
                   sb_facts_value(facts, up, (sb_place){chart->level, r->area}, chart->period),
                   {0, 0}};
        if (is_shown(d)) {
            sb_range_add(&range[0], d->x);
            sb_range_add(&range[1], d->y);
            p.missing.n_values++;
        } else {
            p.missing.at[p.missing.first++] = *r;
        }
    }
    for (int k = 0; k < 2; k++) {
        const sb_indicator *about = sb_facts_indicator(facts, sb_chart_indicator(chart, k));
        p.manner[k] = sb_manner_of(about);
        p.name[k] = about->unit ? sb_arena_printf(chart->env->arena, "%s, %s", about->label,
                                                  about->unit)
                                : about->label;
        p.city[k] = sb_chart_city(chart, sb_chart_indicator(chart, k));
        sb_range_add(&range[k], p.city[k]);
        p.ticks[k] = sb_axis_ticks(range[k], MOST_STEPS);
    }
    return p;
}

static sb_extent measure(const sb_chart *chart)
{
    plot p = plot_of(chart);
    double missing = sb_missing_height(&p.missing);
    return (sb_extent){LEAST + missing, HEIGHT + missing, true};
}

/* The city's values part the plot into quadrants. */
static void draw_quadrants(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    if (sb_value_is_number(p->city[0])) {
        double x = sb_scale_at(p->x, p->city[0].number);
        sb_draw_line(env, "city", (sb_point){x, p->y.start}, (sb_point){x, p->y.end});
    }
    if (sb_value_is_number(p->city[1])) {
        double y = sb_scale_at(p->y, p->city[1].number);
        sb_draw_line(env, "city", (sb_point){p->x.start, y}, (sb_point){p->x.end, y});
    }
}

static bool is_free(const plot *p, sb_rect box)
{
    if (box.x < p->x.start || sb_rect_right(box) > p->x.end || box.y < p->y.end ||
        sb_rect_bottom(box) > p->y.start)
        return false;
    for (size_t i = 0; i < p->taken.n; i++)
        if (sb_rect_overlaps(box, p->taken.at[i]))
            return false;
    for (int k = 0; k < 2; k++) {
        if (!sb_value_is_number(p->city[k]))
            continue;
        double at = sb_scale_at(k ? p->y : p->x, p->city[k].number);
        double from = k ? box.y : box.x, to = k ? sb_rect_bottom(box) : sb_rect_right(box);
        if (at > from - 1 && at < to + 1)
            return false;
    }
    return true;
}

/* Right of its dot or left, above or below; no name rather than one over another. */
static bool name_dot(plot *p, const dot *d, const char *type, double diameter)
{
    const sb_figure_env *env = p->chart->env;
    const char *text = sb_chart_area_name(p->chart, d->area);
    double width = sb_draw_width(env, type, text), size = sb_style_type(env->style, type)->size;
    double out = diameter / 2 + LABEL_GAP;
    const sb_rect places[] = {
        {d->at.x + out, d->at.y - size / 2, width, size},
        {d->at.x - out - width, d->at.y - size / 2, width, size},
        {d->at.x - width / 2, d->at.y - out - size, width, size},
        {d->at.x - width / 2, d->at.y + out, width, size},
    };
    for (size_t i = 0; i < SB_COUNT(places); i++) {
        if (!is_free(p, places[i]))
            continue;
        sb_draw_text(env, type, text, places[i].x,
                     places[i].y + size / 2 + sb_draw_drop(env, type), SB_LEFT);
        sb_vec_push(env->arena, &p->taken, places[i]);
        return true;
    }
    return false;
}

/* How far out a dot lies, against the plot's size. */
static double distance(const plot *p, const dot *d)
{
    double cx = (p->x.start + p->x.end) / 2, cy = (p->y.start + p->y.end) / 2;
    return hypot((d->at.x - cx) / (p->x.end - p->x.start),
                 (d->at.y - cy) / (p->y.start - p->y.end));
}

/* Names where they fit: this area's first, then those furthest out. */
static void draw_names(plot *p)
{
    bool *is_done = sb_arena_array(p->chart->env->arena, bool, p->n);
    for (int i = 0; i < p->n; i++) {
        const dot *d = &p->dots[i];
        is_done[i] = !is_shown(d);
        if (is_done[i])
            continue;
        double size = d->voice == SB_VOICE_THIS ? OWN_DOT : DOT;
        sb_rect box = {d->at.x - size / 2, d->at.y - size / 2, size, size};
        sb_vec_push(p->chart->env->arena, &p->taken, box);
    }
    for (int i = 0; i < p->n; i++)
        if (!is_done[i] && p->dots[i].voice == SB_VOICE_THIS)
            is_done[i] = name_dot(p, &p->dots[i], "label this", OWN_DOT);
    enum { MOST_NAMES = 12 };
    for (int named = 0; named < MOST_NAMES; named++) {
        int next = -1;
        for (int i = 0; i < p->n; i++)
            if (!is_done[i] &&
                (next < 0 || distance(p, &p->dots[i]) > distance(p, &p->dots[next])))
                next = i;
        if (next < 0)
            return;
        is_done[next] = true;
        name_dot(p, &p->dots[next], "label", DOT);
    }
}

static void draw_dots(plot *p)
{
    static const char *const colours[] = {"accent", "strong", "medium"};
    const sb_figure_env *env = p->chart->env;
    const dot *own = NULL;
    for (int i = 0; i < p->n; i++) {
        dot *d = &p->dots[i];
        if (!is_shown(d))
            continue;
        d->at = (sb_point){sb_scale_at(p->x, d->x.number), sb_scale_at(p->y, d->y.number)};
        if (d->voice == SB_VOICE_THIS)
            own = d;
        else
            sb_draw_dot(env, colours[d->voice], d->at, DOT);
    }
    if (own) {
        sb_draw_dot(env, "paper", own->at, OWN_DOT + 2 * RING);
        sb_draw_dot(env, colours[SB_VOICE_THIS], own->at, OWN_DOT);
    }
}

/* Over the city's upright line, right of the axis' name. */
static void name_city(const plot *p, sb_rect box)
{
    const sb_figure_env *env = p->chart->env;
    if (!sb_value_is_number(p->city[0]))
        return;
    const char *name = p->chart->areas[1].name;
    double half = sb_draw_width(env, "label", name) / 2;
    double least = box.x + sb_draw_width(env, "label muted", p->name[1]) + NAME_GAP + half;
    double most = sb_rect_right(box) - half;
    if (least > most + SB_FIT_SLACK)
        sb_chart_misfit(p->chart, least - most, false);
    double x = fmin(fmax(sb_scale_at(p->x, p->city[0].number), least), most);
    sb_draw_text(env, "label", name, x, box.y + TITLE_BASELINE, SB_CENTRE);
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_missing_draw(chart, &p.missing, box);
    if (!p.missing.n_values)
        return;
    double missing = sb_missing_height(&p.missing);
    double axis = sb_rect_bottom(box) - SB_AXIS_FOOT - TITLE_FOOT - missing;
    double left = box.x + sb_axis_width(chart, p.ticks[1], p.manner[1]);
    p.x = (sb_scale){sb_tick_at(p.ticks[0], 0), sb_tick_at(p.ticks[0], p.ticks[0].n - 1), left,
                     sb_rect_right(box) - DOT};
    p.y = (sb_scale){sb_tick_at(p.ticks[1], 0), sb_tick_at(p.ticks[1], p.ticks[1].n - 1), axis,
                     box.y + TITLE + DOT};
    if (p.x.end - p.x.start < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (p.x.end - p.x.start), false);
        return;
    }
    sb_draw_text(env, "label muted", p.name[1], box.x, box.y + TITLE_BASELINE, SB_LEFT);
    sb_draw_text(env, "label muted", p.name[0], p.x.end, sb_rect_bottom(box) - missing - 2,
                 SB_RIGHT);
    sb_axis_left(chart, p.ticks[1], p.y, p.x.start, p.x.end, p.manner[1]);
    sb_axis_below(chart, p.ticks[0], p.x, axis, p.manner[0]);
    draw_quadrants(&p);
    draw_dots(&p);
    draw_names(&p);
    name_city(&p, box);
}

/* What both lack is said once. */
static void say_dot(const plot *p, const char *name, sb_value x, sb_value y, sb_buf *out)
{
    const sb_figure_env *env = p->chart->env;
    sb_figure_say(env, name, x, p->manner[0], out);
    if (sb_value_is_number(x) || sb_value_is_number(y) || x.state != y.state)
        sb_buf_printf(out, ", %s", sb_figure_spoken(env, y, p->manner[1]));
}

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_buf_printf(out, "%s, %s, %s, %s", sb_word(env->locale, SB_W_SCATTER),
                  sb_facts_indicator(env->facts, sb_chart_indicator(chart, 0))->label,
                  sb_facts_indicator(env->facts, sb_chart_indicator(chart, 1))->label,
                  sb_facts_period_label(env->facts, chart->period));
    const char *before = ": ";
    for (int i = 0; i < p.n; i++) {
        const dot *d = &p.dots[i];
        sb_buf_text(out, before);
        say_dot(&p, sb_chart_area_name(chart, d->area), d->x, d->y, out);
        before = "; ";
    }
    if (chart->n_areas > 1) {
        sb_buf_text(out, before);
        say_dot(&p, chart->areas[1].name, p.city[0], p.city[1], out);
    }
}

const sb_chart_class sb_chart_scatter = {
    .measure = measure, .draw = draw, .say = say, .least = 2, .most = 2, .most_compare = 1};
