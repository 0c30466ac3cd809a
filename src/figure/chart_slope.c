#include "figure/chart.h"

/* Pt. */
static const double HEAD = 12, HEAD_BASELINE = 7, HEIGHT = 130, LEAST = 70, PITCH = 8.5;
static const double LABEL_GAP = 5, DOT = 3, LEAST_PLOT = 40;

typedef struct slope {
    const char *name;
    sb_voice voice;
    sb_value at[2];
    bool is_named;
} slope;

typedef struct plot {
    const sb_chart *chart;
    sb_manner manner;
    int periods[2];
    slope *slopes;
    int n;
    sb_scale y;
} plot;

static void add(plot *p, int indicator, sb_place place, const char *name, sb_voice voice,
                bool is_named)
{
    slope *s = &p->slopes[p->n++];
    *s = (slope){.name = name, .voice = voice, .is_named = is_named};
    for (int i = 0; i < 2; i++)
        s->at[i] = sb_facts_value(p->chart->env->facts, indicator, place, p->periods[i]);
}

/* All areas of a level behind, where the layout names one; this and the compared in front. */
static plot plot_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    const sb_spec_chart *spec = chart->spec;
    int indicator = sb_chart_indicator(chart, 0);
    int n = spec->level ? sb_facts_areas(facts)->levels[chart->level].n : 0;
    plot p = {
        .chart = chart,
        .manner = sb_manner_of(sb_facts_indicator(facts, indicator)),
        .periods = {spec->from ? sb_facts_period(facts, spec->from) : 0,
                    spec->to ? sb_facts_period(facts, spec->to) : sb_facts_periods(facts) - 1},
        .slopes = sb_arena_array(chart->env->arena, slope, n + chart->n_areas)};
    for (int i = 0; i < n; i++)
        add(&p, indicator, (sb_place){chart->level, i}, "", SB_VOICE_BETWEEN, false);
    for (int a = chart->n_areas; a-- > 0;)
        add(&p, indicator, chart->areas[a].place, chart->areas[a].name, chart->areas[a].voice,
            true);
    return p;
}

static sb_extent measure(const sb_chart *chart)
{
    return (sb_extent){fmax(LEAST, HEAD + chart->n_areas * PITCH), HEIGHT, true};
}

static bool is_drawn(const slope *s)
{
    return sb_value_is_number(s->at[0]) && sb_value_is_number(s->at[1]);
}

static const char *label_of(const plot *p, const slope *s, int end)
{
    const sb_figure_env *env = p->chart->env;
    const char *value = sb_figure_value(env, s->at[end], p->manner);
    return end ? sb_arena_printf(env->arena, "%s\u00a0%s", value, s->name)
               : sb_arena_printf(env->arena, "%s\u00a0%s", s->name, value);
}

static double labels_width(const plot *p, int end)
{
    double widest = 0;
    for (int i = 0; i < p->n; i++)
        if (p->slopes[i].is_named)
            widest =
                fmax(widest, sb_draw_width(p->chart->env, sb_voice_label(p->slopes[i].voice),
                                           label_of(p, &p->slopes[i], end)));
    return widest + LABEL_GAP;
}

static void draw_labels(const plot *p, int end, double x, sb_rect box)
{
    const sb_figure_env *env = p->chart->env;
    double *at = sb_arena_array(env->arena, double, p->n);
    double *size = sb_arena_array(env->arena, double, p->n);
    const slope **named = sb_arena_array(env->arena, const slope *, p->n);
    int n = 0;
    for (int i = 0; i < p->n; i++) {
        const slope *s = &p->slopes[i];
        if (!s->is_named)
            continue;
        named[n] = s;
        size[n] = PITCH;
        at[n++] =
            sb_value_is_number(s->at[end]) ? sb_scale_at(p->y, s->at[end].number) : p->y.start;
    }
    double missing = sb_spread(at, size, n, box.y + HEAD - PITCH / 2,
                               sb_rect_bottom(box) + PITCH / 2, env->arena);
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(p->chart, missing, true);
    for (int i = 0; i < n; i++)
        sb_draw_text(env, sb_voice_label(named[i]->voice), label_of(p, named[i], end), x,
                     at[i] + sb_draw_drop(env, "label"), end ? SB_LEFT : SB_RIGHT);
}

/* What is drawn, and on a scale for the pages of all areas what is drawn there; never empty. */
static sb_range range_of(const plot *p)
{
    const sb_facts *facts = p->chart->env->facts;
    sb_range range = SB_EMPTY_RANGE;
    for (int i = 0; i < p->n; i++)
        for (int end = 0; end < 2; end++)
            sb_range_add(&range, p->slopes[i].at[end]);
    int indicator = sb_chart_indicator(p->chart, 0);
    int n = p->chart->spec->scale == SB_SCALE_SHARED
                ? sb_facts_areas(facts)->levels[p->chart->level].n
                : 0;
    for (int area = 0; area < n; area++)
        for (int end = 0; end < 2; end++)
            sb_range_add(&range,
                         sb_facts_value(facts, indicator, (sb_place){p->chart->level, area},
                                        p->periods[end]));
    if (range.from < range.to)
        return range;
    return range.from == range.to ? (sb_range){range.from - 1, range.to + 1} : (sb_range){0, 1};
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_range range = range_of(&p);
    p.y = (sb_scale){range.from, range.to, sb_rect_bottom(box) - PITCH / 2,
                     box.y + HEAD + PITCH / 2};
    double x[2] = {box.x + labels_width(&p, 0), sb_rect_right(box) - labels_width(&p, 1)};
    if (x[1] - x[0] < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (x[1] - x[0]), false);
        return;
    }
    for (int end = 0; end < 2; end++) {
        sb_draw_text(env, "label muted", sb_facts_period_label(env->facts, p.periods[end]),
                     x[end], box.y + HEAD_BASELINE, SB_CENTRE);
        sb_draw_line(env, "grid", (sb_point){x[end], box.y + HEAD},
                     (sb_point){x[end], sb_rect_bottom(box)});
    }
    for (int i = 0; i < p.n; i++) {
        const slope *s = &p.slopes[i];
        sb_point ends[2];
        for (int end = 0; end < 2; end++)
            ends[end] = (sb_point){x[end], sb_scale_at(p.y, s->at[end].number)};
        if (is_drawn(s))
            sb_draw_line(env, s->is_named ? sb_voice_line(s->voice) : "series other", ends[0],
                         ends[1]);
        for (int end = 0; end < 2 && s->is_named; end++)
            if (sb_value_is_number(s->at[end]))
                sb_draw_dot(env, sb_voice_dot(s->voice), ends[end], DOT);
    }
    draw_labels(&p, 0, x[0] - LABEL_GAP, box);
    draw_labels(&p, 1, x[1] + LABEL_GAP, box);
}

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_buf_printf(out, "%s, %s", sb_word(env->locale, SB_W_SLOPE),
                  sb_facts_indicator(env->facts, sb_chart_indicator(chart, 0))->label);
    const char *before = ": ";
    for (int i = p.n; i-- > 0;) {
        const slope *s = &p.slopes[i];
        if (!s->is_named)
            continue;
        sb_buf_printf(out, "%s%s", before, s->name);
        for (int end = 0; end < 2; end++) {
            sb_buf_text(out, end ? ", " : " ");
            sb_figure_say(env, sb_facts_period_label(env->facts, p.periods[end]), s->at[end],
                          p.manner, out);
        }
        before = "; ";
    }
}

const sb_chart_class sb_chart_slope = {
    .measure = measure, .draw = draw, .say = say, .least = 1, .most = 1, .most_compare = -1};
