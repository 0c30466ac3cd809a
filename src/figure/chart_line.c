#include "figure/chart.h"

#include "figure/series.h"

#include <string.h>

/* PAGE.md 6, "Series", pt. */
static const double TOP = 4, AXIS_GAP = 3, TICK = 2.5, YEAR_BASELINE = 8.5, YEAR_DESCENT = 2;
static const double LABEL_GAP = 5, LABEL_PITCH = 8.5, LABEL_ROOM = 62, NAME_ROOM = 46;
static const double LEADER = 6, MOVED = 2.5; /* from a dot to a label that was pushed away */
static const double YEAR_GAP = 4, DOT = 3, LONE_DOT = 2;
static const double BREAK_HEAD = 9, BREAK_BASELINE = 5.4, BREAK_GAP = 6;
static const double LEAST = 56, HEIGHT = 84, LEAST_PLOT = 50;
enum { MOST_STEPS = 4, INDEX_STEP = 2, INDEX_DIGITS = 1, MOST_INDICATORS = 6, TYPES = 7 };
static const double COMPARED = 0.6, COMPARED_DASH[2] = {3, 1.5};

/* ---- what is shown ---- */

typedef struct line {
    sb_series series;
    const char *name;              /* NULL: one of all areas, behind the others */
    const char *type, *value_type; /* of its label */
    sb_rule rule;
    sb_colour dot;
    int last; /* its last number, -1 */
    sb_lines label;
    double width;
} line;

typedef struct plot {
    const sb_chart *chart;
    sb_manner manner;
    double base; /* 100 in an index, else NaN */
    sb_times times;
    line *lines; /* with names first, this area's before those compared with */
    int n_lines, n_named;
    bool has_leaders, *is_new; /* [of times]: in any of the lines */
    int n_breaks;
    sb_ticks ticks;
    double *x; /* [of times] */
    sb_scale y;
    double left, right, axis;
} plot;

static sb_series series_at(const plot *p, int indicator, sb_place place)
{
    const sb_figure_env *env = p->chart->env;
    const char *index = p->chart->spec->index;
    int base = index ? sb_facts_period(env->facts, index) : -1;
    return sb_series_of(env, indicator, place, p->times, base);
}

/* One indicator: each area has the line of its voice. */
static void look_as_area(const plot *p, line *l, const sb_chart_area *area)
{
    const sb_style *style = p->chart->env->style;
    l->name = area->name;
    l->type = l->value_type = sb_voice_label(area->voice);
    l->rule = sb_style_line(style, sb_voice_line(area->voice));
    l->dot = sb_style_colour(style, sb_voice_dot(area->voice));
}

/* Several: each has a colour of its own, thin and dashed for an area compared with. */
static void look_as_indicator(const plot *p, line *l, int i, const sb_chart_area *area)
{
    const sb_figure_env *env = p->chart->env;
    const char *name =
        sb_facts_indicator(env->facts, sb_chart_indicator(p->chart, i))->short_label;
    bool is_own = area == p->chart->areas;
    l->name = is_own ? name : sb_arena_printf(env->arena, "%s, %s", name, area->name);
    l->type = is_own ? "label" : "label muted";
    l->value_type =
        "label strong"; /* "30,7 65 Jahre und älter": a name may begin with a number */
    l->dot = sb_style_palette(env->style, "types", TYPES)[i];
    l->rule = (sb_rule){sb_style_line(env->style, "series this").pen, l->dot};
    if (!is_own) {
        l->rule.pen.width = COMPARED;
        memcpy(l->rule.pen.dash, COMPARED_DASH, sizeof COMPARED_DASH);
    }
}

static void add_named(plot *p)
{
    const sb_chart *chart = p->chart;
    for (int a = 0; a < chart->n_areas; a++)
        for (int i = 0; i < chart->spec->n_indicators; i++) {
            line *l = &p->lines[p->n_lines++];
            l->series = series_at(p, sb_chart_indicator(chart, i), chart->areas[a].place);
            l->last = sb_series_last(l->series);
            if (p->has_leaders)
                look_as_indicator(p, l, i, &chart->areas[a]);
            else
                look_as_area(p, l, &chart->areas[a]);
        }
    p->n_named = p->n_lines;
}

static void add_all_areas(plot *p, int n)
{
    const sb_chart *chart = p->chart;
    for (int area = 0; area < n; area++) {
        line *l = &p->lines[p->n_lines++];
        l->series = series_at(p, sb_chart_indicator(chart, 0), (sb_place){chart->level, area});
        l->last = sb_series_last(l->series);
        l->rule = sb_style_line(chart->env->style, "series other");
        l->dot = l->rule.colour;
    }
}

static void find_breaks(plot *p)
{
    p->is_new = sb_arena_array(p->chart->env->arena, bool, p->times.n);
    for (int i = 0; i < p->times.n; i++) {
        for (int k = 0; k < p->n_lines; k++)
            p->is_new[i] |= p->lines[k].series.is_new[i];
        p->n_breaks += p->is_new[i];
    }
}

static plot plot_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    const sb_spec_chart *spec = chart->spec;
    int n_all = spec->level ? sb_facts_areas(facts)->levels[chart->level].n : 0;
    plot p = {
        .chart = chart,
        .manner = spec->index
                      ? (sb_manner){NULL, INDEX_DIGITS, 0}
                      : sb_manner_of(sb_facts_indicator(facts, sb_chart_indicator(chart, 0))),
        .base = spec->index ? 100 : (double)NAN,
        .times = sb_times_of(chart->env, spec->from, spec->to),
        .lines = sb_arena_array(chart->env->arena, line,
                                chart->n_areas * spec->n_indicators + n_all),
        .has_leaders = spec->n_indicators > 1,
    };
    add_named(&p);
    add_all_areas(&p, n_all);
    find_breaks(&p);
    return p;
}

/* ---- how it is drawn ---- */

static bool has_breaks(const sb_chart *chart)
{
    sb_times times = sb_times_of(chart->env, chart->spec->from, chart->spec->to);
    for (int i = 0; i < chart->spec->n_indicators && times.n; i++)
        if (!sb_facts_is_comparable(chart->env->facts, sb_chart_indicator(chart, i),
                                    times.at[0], times.at[times.n - 1]))
            return true;
    return false;
}

/* The name of an area may take two lines. */
static sb_extent measure(const sb_chart *chart)
{
    int n = chart->spec->n_indicators;
    double labels = chart->n_areas * (n > 1 ? n : 2) * LABEL_PITCH;
    double head = has_breaks(chart) ? BREAK_HEAD : TOP;
    return (sb_extent){fmax(LEAST, head + labels), fmax(HEIGHT, head + labels), true};
}

/* "99,2 Name"; the name may break, the value stays with its first word.  A series that stops
 * early has no value to show at the end. */
static void set_label(const plot *p, line *l, double name_room)
{
    const sb_figure_env *env = p->chart->env;
    const char *value =
        p->times.n > 0 ? sb_figure_value(env, l->series.values[p->times.n - 1], p->manner) : "";
    const char *lead = sb_arena_printf(env->arena, "%s\u00a0", value);
    bool is_one = l->value_type == l->type;
    const sb_piece pieces[] = {
        {.type = sb_style_type(env->style, l->value_type),
         .text = is_one ? sb_arena_printf(env->arena, "%s%s", lead, l->name) : lead},
        {.type = sb_style_type(env->style, l->type), .text = l->name},
    };
    const sb_paragraph *text =
        sb_paragraph_new(env->shaper, pieces, is_one ? 1 : 2, env->arena);
    double room = sb_shape_width(env->shaper, pieces[0].type, lead) + name_room;
    l->label = sb_paragraph_break(env->shaper, text, room, (sb_break_rules){0}, env->arena);
    l->width = 0;
    for (int i = 0; i < l->label.n; i++)
        l->width = fmax(l->width, l->label.lines[i]->width);
}

static double label_gap(const plot *p) { return LABEL_GAP + (p->has_leaders ? LEADER : 0); }

static double set_labels(plot *p, double width)
{
    double reserved = LABEL_ROOM;
    for (int i = 0; i < p->n_named; i++) {
        set_label(p, &p->lines[i], fmax(NAME_ROOM, width / (p->has_leaders ? 3 : 4)));
        reserved = fmax(reserved, label_gap(p) + p->lines[i].width);
    }
    return reserved;
}

/* What is drawn, and on a scale for the pages of all areas what is drawn there. */
static sb_ticks ticks_of(const plot *p)
{
    const sb_chart *chart = p->chart;
    sb_range range = SB_EMPTY_RANGE;
    if (!isnan(p->base))
        sb_range_add(&range, sb_value_number(p->base));
    for (int k = 0; k < p->n_lines; k++)
        for (int i = 0; i < p->times.n; i++)
            sb_range_add(&range, p->lines[k].series.values[i]);
    int n = chart->spec->scale == SB_SCALE_SHARED
                ? sb_facts_areas(chart->env->facts)->levels[chart->level].n
                : 0;
    for (int area = 0; area < n; area++)
        for (int k = 0; k < chart->spec->n_indicators; k++) {
            sb_series s =
                series_at(p, sb_chart_indicator(chart, k), (sb_place){chart->level, area});
            for (int i = 0; i < s.times.n; i++)
                sb_range_add(&range, s.values[i]);
        }
    if (!(range.from <= range.to))
        return (sb_ticks){0};
    double least = isnan(p->base) ? pow(10, -p->manner.digits) : INDEX_STEP;
    return sb_ticks_round(range.from, range.to, MOST_STEPS, least);
}

static int year_at(const plot *p, int i)
{
    return sb_facts_period_year(p->chart->env->facts, p->times.at[i]);
}

/* Periods by their years, evenly where two are of the same year; one alone beside its label. */
static void place_periods(plot *p)
{
    int n = p->times.n;
    bool is_yearly = true;
    for (int i = 1; i < n; i++)
        is_yearly &= year_at(p, i) > year_at(p, i - 1);
    p->x = sb_arena_array(p->chart->env->arena, double, n);
    sb_scale x = {0, n - 1, p->left, p->right};
    if (n > 0 && is_yearly)
        x = (sb_scale){year_at(p, 0), year_at(p, n - 1), p->left, p->right};
    for (int i = 0; i < n; i++)
        p->x[i] = n == 1 ? p->right : sb_scale_at(x, is_yearly ? year_at(p, i) : i);
}

static void draw_grid(const plot *p)
{
    sb_axis_left(p->chart, p->ticks, p->y, p->left, p->right, p->manner);
    if (!isnan(p->base)) {
        double y = sb_scale_at(p->y, p->base);
        sb_draw_line(p->chart->env, "index", (sb_point){p->left, y}, (sb_point){p->right, y});
    }
}

/* What stands below the i-th period; short for a year between the ends. */
static const char *period_label(const plot *p, int i)
{
    const sb_figure_env *env = p->chart->env;
    const char *label = sb_facts_period_label(env->facts, p->times.at[i]);
    bool is_inner = i > 0 && i < p->times.n - 1;
    return is_inner ? sb_chart_short_year(env, label) : label;
}

/* Between the ends all of them have labels or, in a narrow chart, none. */
static bool inner_labels_fit(const plot *p)
{
    double free_from = -INFINITY;
    for (int i = 0; i < p->times.n; i++) {
        double half = sb_draw_width(p->chart->env, "axis", period_label(p, i)) / 2;
        if (p->x[i] - half < free_from)
            return false;
        free_from = p->x[i] + half + YEAR_GAP;
    }
    return true;
}

static void draw_periods(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    bool has_inner = inner_labels_fit(p);
    sb_draw_line(env, "axis", (sb_point){p->left, p->axis}, (sb_point){p->right, p->axis});
    for (int i = 0; i < p->times.n; i++) {
        sb_draw_line(env, "tick", (sb_point){p->x[i], p->axis},
                     (sb_point){p->x[i], p->axis + TICK});
        if (has_inner || i == 0 || i == p->times.n - 1)
            sb_draw_text(env, "axis", period_label(p, i), p->x[i], p->axis + YEAR_BASELINE,
                         SB_CENTRE);
    }
}

/* The words over each break, in full; its years alone where several leave no room for more. */
static void draw_breaks(const plot *p, sb_rect box)
{
    const sb_figure_env *env = p->chart->env;
    double *at = sb_arena_array(env->arena, double, p->n_breaks);
    double *size = sb_arena_array(env->arena, double, p->n_breaks);
    const char **text = sb_arena_array(env->arena, const char *, p->n_breaks);
    double missing = 0;
    for (int is_short = 0; is_short < 2 && (!is_short || missing > SB_FIT_SLACK); is_short++) {
        int n = 0;
        for (int i = 0; i < p->times.n; i++) {
            if (!p->is_new[i])
                continue;
            text[n] = sb_series_break(env, p->lines[0].series, i);
            if (!is_short)
                text[n] =
                    sb_arena_printf(env->arena, sb_word(env->locale, SB_W_BREAK), text[n]);
            size[n] = sb_draw_width(env, "axis", text[n]) + BREAK_GAP;
            at[n++] = (p->x[i - 1] + p->x[i]) / 2;
        }
        missing = sb_spread(at, size, n, box.x, sb_rect_right(box) + BREAK_GAP, env->arena);
    }
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(p->chart, missing, false);
    for (int k = 0; k < p->n_breaks; k++)
        sb_draw_text(env, "axis", text[k], at[k], box.y + BREAK_BASELINE, SB_CENTRE);
    for (int i = 0; i < p->times.n; i++)
        if (p->is_new[i]) {
            double x = (p->x[i - 1] + p->x[i]) / 2;
            sb_draw_line(env, "break", (sb_point){x, box.y + BREAK_HEAD - 1},
                         (sb_point){x, p->axis});
        }
}

static void fill_dot(const plot *p, const line *l, sb_point at, double diameter)
{
    const sb_figure_env *env = p->chart->env;
    sb_list_fill(env->page->list, sb_path_circle(env->arena, at, diameter), false, l->dot);
}

static sb_point last_point(const plot *p, const line *l)
{
    return (sb_point){p->x[l->last], sb_scale_at(p->y, l->series.values[l->last].number)};
}

static void draw_line(const plot *p, const line *l)
{
    const sb_figure_env *env = p->chart->env;
    sb_series_ink ink = sb_series_ink_of(l->series, p->x, p->y, env->arena);
    if (ink.lines.n_points > 1)
        sb_list_stroke(env->page->list, ink.lines, l->rule.pen, l->rule.colour);
    for (int i = 0; i < ink.n_dots; i++)
        fill_dot(p, l, ink.dots[i], LONE_DOT);
    if (l->name && l->last >= 0)
        fill_dot(p, l, last_point(p, l), DOT);
}

/* A line from its dot to a label that had to give way, where colour does not tell whose it is.
 */
static void draw_leader(const plot *p, const line *l, double y)
{
    if (!p->has_leaders || l->last < 0)
        return;
    sb_point from = last_point(p, l);
    if (from.x < p->right - SB_FIT_SLACK || fabs(y - from.y) < MOVED)
        return;
    const sb_figure_env *env = p->chart->env;
    sb_rule rule = {sb_style_line(env->style, "grid").pen, l->dot};
    sb_pencil pencil = sb_pencil_new(env->arena);
    sb_pencil_move(&pencil, from.x + DOT / 2, from.y);
    sb_pencil_line(&pencil, from.x + LABEL_GAP + LEADER - 2, y);
    sb_list_stroke(env->page->list, sb_pencil_path(&pencil), rule.pen, rule.colour);
}

static void draw_labels(const plot *p, sb_rect box)
{
    const sb_figure_env *env = p->chart->env;
    double *at = sb_arena_array(env->arena, double, p->n_named);
    double *size = sb_arena_array(env->arena, double, p->n_named);
    for (int i = 0; i < p->n_named; i++) {
        /* centred on the dot, so that labels have the order of the lines */
        size[i] = p->lines[i].label.n * LABEL_PITCH;
        at[i] = p->lines[i].last < 0 ? p->axis : last_point(p, &p->lines[i]).y;
    }
    double missing = sb_spread(at, size, p->n_named, box.y, sb_rect_bottom(box), env->arena);
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(p->chart, missing, true);
    for (int i = 0; i < p->n_named; i++) {
        const line *l = &p->lines[i];
        double y = at[i] - size[i] / 2 + LABEL_PITCH / 2;
        draw_leader(p, l, y);
        for (int k = 0; k < l->label.n; k++)
            sb_line_draw(env->page->list, l->label.lines[k], p->right + label_gap(p),
                         y + sb_draw_drop(env, l->type) + k * LABEL_PITCH, SB_LEFT);
    }
}

static void draw(const sb_chart *chart, sb_rect box)
{
    plot p = plot_of(chart);
    p.ticks = ticks_of(&p);
    double top = box.y + (p.n_breaks ? BREAK_HEAD : TOP);
    p.right = sb_rect_right(box) - set_labels(&p, box.width);
    p.left = box.x + sb_axis_width(chart, p.ticks, p.manner);
    p.axis = sb_rect_bottom(box) - YEAR_BASELINE - YEAR_DESCENT;
    p.y = (sb_scale){p.ticks.first, sb_tick_at(p.ticks, p.ticks.n - 1),
                     p.ticks.first == 0 ? p.axis : p.axis - AXIS_GAP, top};
    if (p.right - p.left < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (p.right - p.left), false);
        return;
    }
    place_periods(&p);
    draw_grid(&p);
    draw_periods(&p);
    if (p.n_breaks)
        draw_breaks(&p, box);
    for (int i = p.n_lines; i-- > 0;) /* the page's own on top */
        draw_line(&p, &p.lines[i]);
    sb_rect labels = {box.x, top - TOP, box.width, sb_rect_bottom(box) - top + TOP};
    draw_labels(&p, labels);
}

/* ---- in words ---- */

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_buf_text(out, sb_word(env->locale, SB_W_LINE_CHART));
    const sb_indicator *about = sb_facts_indicator(env->facts, sb_chart_indicator(chart, 0));
    if (!p.has_leaders && about->label != about->id) /* that one is a layout's, not a word */
        sb_buf_printf(out, ", %s", about->label);
    if (p.times.n < 1)
        return;
    sb_buf_text(out, ", ");
    sb_buf_printf(out, sb_word(env->locale, SB_W_FROM_TO),
                  sb_facts_period_label(env->facts, p.times.at[0]),
                  sb_facts_period_label(env->facts, p.times.at[p.times.n - 1]));
    if (chart->spec->index)
        sb_buf_printf(out, " (%s = 100)", chart->spec->index);
    if (p.has_leaders)
        sb_buf_printf(out, ", %s", chart->areas[0].name);
    for (int i = 0; i < p.n_named; i++) {
        sb_buf_printf(out, "%s%s", i ? "; " : ": ", p.lines[i].name);
        sb_series_say(env, p.lines[i].series, p.manner, out);
    }
}

static bool check(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    (void)facts;
    sb_span at = sb_node_span(chart->node, "indicators");
    if (chart->n_indicators > MOST_INDICATORS) {
        sb_fail(diag, SB_E_UNSUPPORTED, at, _("%d lines cannot be told apart, only up to %d"),
                chart->n_indicators, MOST_INDICATORS);
        sb_hint(diag, _("make several charts, or compare areas by 'level:'"));
    } else if (chart->n_indicators > 1 && chart->n_compare > 1) {
        sb_fail(diag, SB_E_UNSUPPORTED, sb_node_span(chart->node, "compare"),
                _("several lines can be compared with one level only"));
        sb_hint(diag, _("more marks over each other cannot be told apart"));
    } else if (chart->n_indicators > 1 && chart->level) {
        sb_fail(diag, SB_E_UNSUPPORTED, sb_node_span(chart->node, "level"),
                _("lines of all areas show one indicator, not %d"), chart->n_indicators);
    }
    return true;
}

const sb_chart_class sb_chart_line = {.measure = measure,
                                      .draw = draw,
                                      .say = say,
                                      .check = check,
                                      .least = 1,
                                      .most_compare = -1,
                                      .has_one_unit = true};
