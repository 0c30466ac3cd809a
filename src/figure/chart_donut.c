#include "figure/chart.h"

#include "figure/check.h"

/* Pt. */
static const double HEIGHT = 120, LEAST = 84, HOLE = 0.6, MOST_RING = 0.38, LEAST_RADIUS = 24;
static const double LABEL_GAP = 12, LABEL_PITCH = 8.5, LABELS_GAP = 3, ELBOW = 5, SEAM = 0.75;
static const double LEAST_ROOM = 46;  /* of the labels beside it */
static const double ROUNDING = 0.005; /* of the whole: what parts may miss of it */
enum { MOST_PARTS = 6, TYPES = 7 };
static const double PI = 3.14159265358979323846;
static const sb_manner SHARES = {"%", 1, 0};

typedef struct part {
    const char *name;
    sb_value share;  /* of the whole, percent */
    double from, to; /* of the ring, 0 at the top, 1 all round */
    sb_colour colour;
    sb_lines label;
} part;

typedef struct plot {
    const sb_chart *chart;
    sb_value whole;
    const sb_indicator *of;
    part *parts;
    int n;
    double rest; /* of the ring, before what is not known begins */
    sb_point centre;
    double radius;
} plot;

/* Parts one after another; those without a number share what is left at the end. */
static void place_parts(plot *p)
{
    double at = 0;
    for (int i = 0; i < p->n; i++) {
        part *s = &p->parts[i];
        s->from = at;
        if (sb_value_is_number(s->share))
            at += s->share.number / 100;
        s->to = at;
    }
    bool is_whole = true;
    for (int i = 0; i < p->n; i++)
        is_whole &= sb_value_is_number(p->parts[i].share);
    p->rest = is_whole && at > 0 ? 1 : fmin(at, 1);
    for (int i = 0; i < p->n; i++) {
        part *s = &p->parts[i];
        if (is_whole && at > 0) { /* rounded parts close the ring */
            s->from /= at;
            s->to /= at;
        } else if (!sb_value_is_number(s->share)) {
            s->from = at > 0 ? p->rest : (double)i / p->n;
            s->to = at > 0 ? 1 : (double)(i + 1) / p->n;
        }
    }
}

static plot plot_of(const sb_chart *chart)
{
    const sb_figure_env *env = chart->env;
    sb_place place = chart->areas[0].place;
    int whole = sb_facts_find(env->facts, chart->spec->of);
    plot p = {.chart = chart,
              .whole = sb_facts_value(env->facts, whole, place, chart->period),
              .of = sb_facts_indicator(env->facts, whole),
              .parts = sb_arena_array(env->arena, part, chart->spec->n_indicators),
              .n = chart->spec->n_indicators};
    const sb_colour *colours = sb_style_palette(env->style, "types", TYPES);
    for (int i = 0; i < p.n; i++) {
        int indicator = sb_chart_indicator(chart, i);
        p.parts[i] =
            (part){.name = sb_facts_indicator(env->facts, indicator)->short_label,
                   .share = sb_facts_share(env->facts, indicator, whole, place, chart->period),
                   .colour = colours[i]};
    }
    place_parts(&p);
    return p;
}

static sb_extent measure(const sb_chart *chart)
{
    double labels = chart->spec->n_indicators * 2 * LABEL_PITCH / 2;
    return (sb_extent){fmax(LEAST, labels), fmax(HEIGHT, labels), true};
}

/* ---- the ring ---- */

static sb_point on_ring(const plot *p, double at, double radius)
{
    double angle = 2 * PI * at;
    return (sb_point){p->centre.x + radius * sin(angle), p->centre.y - radius * cos(angle)};
}

/* From where the pencil is, by Bézier curves of at most a quarter each. */
static void add_arc(const plot *p, sb_pencil *pencil, double from, double to, double radius)
{
    int n = (int)ceil(fabs(to - from) * 4 - 1e-9);
    double step = n ? (to - from) / n : 0, reach = 4.0 / 3 * tan(2 * PI * step / 4) * radius;
    for (int i = 0; i < n; i++) {
        double a = from + i * step, b = a + step;
        sb_point start = on_ring(p, a, radius), end = on_ring(p, b, radius);
        double ta = 2 * PI * a, tb = 2 * PI * b;
        sb_pencil_curve(pencil,
                        (sb_point){start.x + reach * cos(ta), start.y + reach * sin(ta)},
                        (sb_point){end.x - reach * cos(tb), end.y - reach * sin(tb)}, end);
    }
}

static void fill_ring(const plot *p, double from, double to, sb_colour colour)
{
    if (!(to > from))
        return;
    const sb_figure_env *env = p->chart->env;
    double inner = HOLE * p->radius;
    sb_pencil pencil = sb_pencil_new(env->arena);
    sb_point start = on_ring(p, from, p->radius), turn = on_ring(p, to, inner);
    sb_pencil_move(&pencil, start.x, start.y);
    add_arc(p, &pencil, from, to, p->radius);
    sb_pencil_line(&pencil, turn.x, turn.y);
    add_arc(p, &pencil, to, from, inner);
    sb_pencil_close(&pencil);
    sb_list_fill(env->page->list, sb_pencil_path(&pencil), false, colour);
}

static void draw_ring(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    for (int i = 0; i < p->n; i++)
        if (sb_value_is_number(p->parts[i].share))
            fill_ring(p, p->parts[i].from, p->parts[i].to, p->parts[i].colour);
    fill_ring(p, p->rest, 1, sb_style_colour(env->style, "missing"));
    sb_pencil seams = sb_pencil_new(env->arena);
    int n = 0;
    for (int i = 0; i < p->n; i++) {
        double at = p->parts[i].from;
        if (p->parts[i].to <= at || p->parts[i].to - at >= 1)
            continue;
        sb_point inner = on_ring(p, at, HOLE * p->radius), outer = on_ring(p, at, p->radius);
        sb_pencil_move(&seams, inner.x, inner.y);
        sb_pencil_line(&seams, outer.x, outer.y);
        n++;
    }
    sb_rule seam = sb_style_line(env->style, "area");
    seam.pen.width = SEAM;
    if (n)
        sb_list_stroke(env->page->list, sb_pencil_path(&seams), seam.pen, seam.colour);
}

/* The whole in the middle, and its name where it has room there. */
static void draw_whole(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    const char *number = sb_figure_value(env, p->whole, sb_manner_of(p->of));
    double room = 2 * HOLE * p->radius * 0.84;
    bool has_name = sb_draw_width(env, "axis", p->of->short_label) <= room;
    if (sb_draw_width(env, "label strong", number) <= room)
        sb_draw_text(env, "label strong", number, p->centre.x,
                     p->centre.y + (has_name ? -1 : sb_draw_drop(env, "label strong")),
                     SB_CENTRE);
    if (has_name)
        sb_draw_text(env, "axis", p->of->short_label, p->centre.x, p->centre.y + 7, SB_CENTRE);
}

/* ---- labels at both sides ---- */

static double middle_of(const part *s) { return (s->from + s->to) / 2; }

static bool is_right(const part *s) { return middle_of(s) < 0.5; }

/* "49,9 % Frauen", broken to the room. */
static void set_label(const plot *p, part *s, double room)
{
    const sb_figure_env *env = p->chart->env;
    const char *share = sb_figure_value(env, s->share, SHARES);
    sb_piece pieces[] = {{sb_style_type(env->style, "label strong"),
                          sb_arena_printf(env->arena, "%s\u00a0", share), NULL},
                         {sb_style_type(env->style, "label"), s->name, NULL}};
    const sb_paragraph *text = sb_paragraph_new(env->shaper, pieces, 2, env->arena);
    s->label = sb_paragraph_break(env->shaper, text, room,
                                  (sb_break_rules){.has_hyphens = true}, env->arena);
    if (s->label.overrun > SB_FIT_SLACK)
        sb_figure_misfit(env, p->chart->block->node->at, s->name, s->label.overrun, false);
}

static void draw_label(const plot *p, const part *s, double y, double edge)
{
    const sb_figure_env *env = p->chart->env;
    double out = is_right(s) ? 1 : -1, drop = sb_draw_drop(env, "label");
    sb_point start = on_ring(p, middle_of(s), p->radius + 1);
    sb_pencil leader = sb_pencil_new(env->arena);
    sb_pencil_move(&leader, start.x, start.y);
    sb_pencil_line(&leader, edge - out * (LABELS_GAP + ELBOW), y);
    sb_pencil_line(&leader, edge - out * LABELS_GAP, y);
    sb_draw_path(env, "index", sb_pencil_path(&leader));
    for (int i = 0; i < s->label.n; i++)
        sb_line_draw(env->page->list, s->label.lines[i], edge,
                     y + drop + i * LABEL_PITCH - (s->label.n - 1) * LABEL_PITCH / 2,
                     out > 0 ? SB_LEFT : SB_RIGHT);
}

static void draw_side(plot *p, bool right, double room, sb_rect box)
{
    sb_arena *arena = p->chart->env->arena;
    double *at = sb_arena_array(arena, double, p->n),
           *size = sb_arena_array(arena, double, p->n);
    part **shown = sb_arena_array(arena, part *, p->n);
    int n = 0;
    for (int i = 0; i < p->n; i++) {
        part *s = &p->parts[i];
        if (is_right(s) != right)
            continue;
        set_label(p, s, room);
        shown[n] = s;
        at[n] = on_ring(p, middle_of(s), p->radius + LABEL_GAP / 2).y;
        size[n++] = s->label.n * LABEL_PITCH + LABELS_GAP;
    }
    double missing = sb_spread(at, size, n, box.y, sb_rect_bottom(box), arena);
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(p->chart, missing, true);
    double out = right ? 1 : -1, edge = p->centre.x + out * (p->radius + LABEL_GAP);
    for (int i = 0; i < n; i++)
        draw_label(p, shown[i], at[i], edge);
}

static void draw(const sb_chart *chart, sb_rect box)
{
    plot p = plot_of(chart);
    p.radius = fmin(box.height / 2 - 2, MOST_RING * box.width / 2);
    p.radius = fmin(p.radius, box.width / 2 - LABEL_GAP - LEAST_ROOM);
    if (p.radius < LEAST_RADIUS) {
        sb_chart_misfit(chart, 2 * (LEAST_RADIUS - p.radius), false);
        return;
    }
    p.centre = (sb_point){box.x + box.width / 2, box.y + box.height / 2};
    draw_ring(&p);
    draw_whole(&p);
    double room = box.width / 2 - p.radius - LABEL_GAP;
    draw_side(&p, true, room, box);
    draw_side(&p, false, room, box);
}

/* ---- in words ---- */

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    plot p = plot_of(chart);
    sb_buf_printf(out, "%s, %s, %s, %s %s", sb_word(env->locale, SB_W_DONUT),
                  sb_facts_period_label(env->facts, chart->period), chart->areas[0].name,
                  p.of->label, sb_figure_spoken(env, p.whole, sb_manner_of(p.of)));
    for (int i = 0; i < p.n; i++) {
        sb_buf_text(out, i ? "; " : ": ");
        sb_figure_say(env, p.parts[i].name, p.parts[i].share, SHARES, out);
    }
}

/* ---- check ---- */

/* True where the parts make the whole in this place, as far as they are numbers. */
static bool check_place(const sb_facts *facts, const sb_spec_chart *chart, sb_place place,
                        int period, sb_diag *diag)
{
    sb_value whole = sb_facts_value(facts, sb_facts_find(facts, chart->of), place, period);
    double sum = 0;
    for (int i = 0; i < chart->n_indicators; i++) {
        sb_value v =
            sb_facts_value(facts, sb_facts_find(facts, chart->indicators[i]), place, period);
        sum += sb_value_is_number(v) ? v.number : (double)NAN;
    }
    if (!sb_value_is_number(whole) || isnan(sum) ||
        fabs(sum - whole.number) <= ROUNDING * fabs(whole.number))
        return true;
    sb_fail(diag, SB_E_DATA, sb_node_span(chart->node, "of"),
            _("the parts make %.10g of %.10g '%s' in '%s', not the whole"), sum, whole.number,
            chart->of, sb_areas_at(sb_facts_areas(facts), place)->name);
    sb_hint(diag, _("name all parts, or draw bars"));
    return false;
}

static bool check(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    sb_span at = sb_node_span(chart->node, "indicators");
    if (chart->n_indicators > MOST_PARTS) {
        sb_fail(diag, SB_E_UNSUPPORTED, at,
                _("%d parts of a ring cannot be read, only up to %d"), chart->n_indicators,
                MOST_PARTS);
        sb_hint(diag, _("join the smallest, or draw bars"));
        return false;
    }
    if (!sb_check_indicator(facts, chart->of, sb_node_span(chart->node, "of"), diag) ||
        !sb_check_positive(facts, chart, diag))
        return false;
    const char *label = chart->period ? chart->period : sb_facts_spec(facts)->report.period;
    int period = label ? sb_facts_period(facts, label) : -1;
    const sb_areas *areas = sb_facts_areas(facts);
    for (int level = 0; level < areas->n_levels && period >= 0; level++)
        for (int area = 0; area < areas->levels[level].n; area++)
            if (!check_place(facts, chart, (sb_place){level, area}, period, diag))
                return false;
    return true;
}

const sb_chart_class sb_chart_donut = {
    .measure = measure, .draw = draw, .say = say, .check = check, .least = 2};
