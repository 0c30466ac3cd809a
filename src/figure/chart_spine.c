#include "figure/chart.h"

#include "indicator/breaks.h"

#include <string.h>

/* PAGE.md 6, "Spine", pt. */
static const double HEAD = 11, HEAD_BASELINE = 6.6, HEAD_RULE = 11, FOOT = 2;
static const double PITCH = 13.8, LEAST_PITCH = 10, MOST_PITCH = 20;
static const double VALUE_EDGE = 130.0 / 316.5; /* of the width: where the values end */
static const double LABEL_GAP = 8, COLUMN_GAP = 10, CITY_EDGE = 32, STRIP_GAP = 14;
static const double RANK_GAP = 12, LEAST_STRIP = 60;
static const double BAND = 8, TICK = 5, DOT = 5.4, RING = 0.7;
static const sb_manner RANKS = {NULL, 0, 0};

/* ---- what is shown ---- */

typedef struct row {
    const char *label;
    sb_manner manner;
    sb_ranking ranking;
    sb_value own, city, rank;
    double middle; /* what stands on the spine: the city's value, else the median */
} row;

/* "Ausländeranteil, %": a short label says all by itself. */
static const char *label_of(const sb_chart *chart, const sb_indicator *about)
{
    if (!about->unit || strcmp(about->short_label, about->label) != 0)
        return about->short_label;
    return sb_arena_printf(chart->env->arena, "%s, %s", about->label, about->unit);
}

static row row_of(const sb_chart *chart, int i)
{
    const sb_facts *facts = chart->env->facts;
    int indicator = sb_chart_indicator(chart, i);
    const sb_indicator *about = sb_facts_indicator(facts, indicator);
    sb_place own = chart->areas[0].place;
    row r = {
        .label = label_of(chart, about),
        .manner = sb_manner_of(about),
        .ranking = sb_ranking_of(chart, indicator),
        .own = sb_facts_value(facts, indicator, own, chart->period),
        .city = sb_chart_city(chart, indicator),
        .rank = sb_facts_rank(facts, indicator, own, chart->period),
    };
    r.middle = sb_value_is_number(r.city) ? r.city.number
               : r.ranking.n_values ? sb_quantile(r.ranking.values, r.ranking.n_values, 0.5)
                                    : 0;
    return r;
}

static row *rows_of(const sb_chart *chart)
{
    int n = chart->spec->n_indicators;
    row *rows = sb_arena_array(chart->env->arena, row, n);
    for (int i = 0; i < n; i++)
        rows[i] = row_of(chart, i);
    return rows;
}

/* ---- how it is drawn ---- */

static sb_extent measure(const sb_chart *chart)
{
    int n = chart->spec->n_indicators;
    return (sb_extent){HEAD + n * LEAST_PITCH + FOOT, HEAD + n * PITCH + FOOT, true};
}

typedef struct plot {
    const sb_chart *chart;
    const row *rows;
    int n;
    double top, pitch;  /* of the rows */
    double left, right; /* of the strip */
    double value_edge, city_edge, rank_edge;
} plot;

static double row_y(const plot *p, int i) { return p->top + (i + 0.5) * p->pitch; }

/* The numbers of a column; each is as wide as any that may stand there on another page.  Rows
 * of different units have no common decimal comma: their last digits are below each other. */
static sb_numbers_column column_of(const plot *p, int area)
{
    const sb_figure_env *env = p->chart->env;
    sb_numbers_column c = sb_column_new(env, p->n, area ? SB_VOICE_CITY : SB_VOICE_THIS,
                                        p->chart->areas[area].name);
    c.type = area ? "table indented" : "table strong";
    c.head_runs_left = area == 0;
    for (int i = 0; i < p->n; i++) {
        const row *r = &p->rows[i];
        sb_column_set_text(env, &c, i,
                           sb_figure_value(env, area ? r->city : r->own, r->manner));
        if (area == 0 && r->ranking.n_values) {
            sb_column_make_room(env, &c, r->ranking.values[0], r->manner);
            sb_column_make_room(env, &c, r->ranking.values[r->ranking.n_values - 1], r->manner);
        }
    }
    return c;
}

static const char *rank_text(const sb_figure_env *env, sb_value rank)
{
    const char *text = sb_figure_value(env, rank, RANKS);
    return sb_value_is_number(rank)
               ? sb_arena_printf(env->arena, sb_word(env->locale, SB_W_NTH), text)
               : text;
}

static double label_width(const plot *p)
{
    double widest = 0;
    for (int i = 0; i < p->n; i++)
        widest = fmax(widest, sb_draw_width(p->chart->env, "table", p->rows[i].label));
    return widest;
}

/* From the left: labels, this area's values, the city's; from the right: ranks; the strip takes
 * what is left between them. */
static void place_columns(plot *p, sb_numbers_column columns[2], sb_rect box)
{
    const sb_figure_env *env = p->chart->env;
    double labels = label_width(p) + LABEL_GAP;
    p->value_edge =
        box.x + fmax(VALUE_EDGE * box.width, labels + sb_column_width(env, &columns[0]));
    p->city_edge = p->value_edge;
    if (p->chart->n_areas > 1)
        p->city_edge += fmax(CITY_EDGE, COLUMN_GAP + sb_column_width(env, &columns[1]));
    p->rank_edge = sb_rect_right(box);
    double ranks = sb_draw_width(env, "label muted", sb_word(env->locale, SB_W_RANK));
    p->left = p->city_edge + STRIP_GAP;
    p->right = p->rank_edge - ranks - RANK_GAP;
    columns[0].right = p->value_edge;
    columns[1].right = p->city_edge;
}

static void draw_head(const plot *p, sb_rect box)
{
    const sb_figure_env *env = p->chart->env;
    double baseline = box.y + HEAD_BASELINE, middle = (p->left + p->right) / 2;
    sb_draw_text(env, "axis", sb_word(env->locale, SB_W_LOWER), p->left, baseline, SB_LEFT);
    if (p->chart->n_areas > 1)
        sb_draw_text(env, "label muted", p->chart->areas[1].name, middle, baseline, SB_CENTRE);
    sb_draw_text(env, "axis", sb_word(env->locale, SB_W_HIGHER), p->right, baseline, SB_RIGHT);
    sb_draw_text(env, "label muted", sb_word(env->locale, SB_W_RANK), p->rank_edge, baseline,
                 SB_RIGHT);
    sb_draw_line(env, "table", (sb_point){box.x, box.y + HEAD_RULE},
                 (sb_point){sb_rect_right(box), box.y + HEAD_RULE});
}

/* The middle value at the middle, the one furthest from it at an end. */
static sb_scale scale_of(const plot *p, const row *r)
{
    double furthest = 0;
    if (r->ranking.n_values)
        furthest = fmax(r->middle - r->ranking.values[0],
                        r->ranking.values[r->ranking.n_values - 1] - r->middle);
    if (!(furthest > 0))
        furthest = 1;
    return (sb_scale){r->middle - furthest, r->middle + furthest, p->left, p->right};
}

static void draw_strip(const plot *p, int i)
{
    const sb_figure_env *env = p->chart->env;
    const row *r = &p->rows[i];
    const double *values = r->ranking.values;
    int n = r->ranking.n_values;
    double y = row_y(p, i);
    sb_scale scale = scale_of(p, r);
    sb_draw_line(env, "grid", (sb_point){p->left, y}, (sb_point){p->right, y});
    if (n == 0)
        return;
    double low = sb_scale_at(scale, sb_quantile(values, n, 0.25));
    double high = sb_scale_at(scale, sb_quantile(values, n, 0.75));
    sb_draw_rect(env, "light", (sb_rect){low, y - BAND / 2, high - low, BAND});
    sb_pencil ticks = sb_pencil_new(env->arena);
    for (int k = 0; k < n; k++) {
        double x = sb_scale_at(scale, values[k]);
        sb_pencil_move(&ticks, x, y - TICK / 2);
        sb_pencil_line(&ticks, x, y + TICK / 2);
    }
    sb_draw_path(env, "strip", sb_pencil_path(&ticks));
}

static void draw_dot(const plot *p, int i)
{
    const row *r = &p->rows[i];
    if (!sb_value_is_number(r->own))
        return;
    sb_point at = {sb_scale_at(scale_of(p, r), r->own.number), row_y(p, i)};
    sb_draw_dot(p->chart->env, "paper", at, DOT + 2 * RING);
    sb_draw_dot(p->chart->env, "accent", at, DOT);
}

/* The city's line through all rows; it stops where the city has no number. */
static void draw_spine(const plot *p, double top)
{
    double x = (p->left + p->right) / 2;
    for (int i = 0; i < p->n;) {
        int from = i;
        while (i < p->n && sb_value_is_number(p->rows[i].city))
            i++;
        if (i > from)
            sb_draw_line(p->chart->env, "city",
                         (sb_point){x, from ? p->top + from * p->pitch : top},
                         (sb_point){x, p->top + i * p->pitch + (i == p->n ? FOOT : 0)});
        else
            i++;
    }
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = {.chart = chart, .rows = rows_of(chart), .n = chart->spec->n_indicators};
    p.top = box.y + HEAD;
    p.pitch = fmin((box.height - HEAD - FOOT) / p.n, MOST_PITCH);
    sb_numbers_column columns[2] = {column_of(&p, 0)};
    if (chart->n_areas > 1)
        columns[1] = column_of(&p, 1);
    place_columns(&p, columns, box);
    if (p.right - p.left < LEAST_STRIP - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_STRIP - (p.right - p.left), false);
        return;
    }
    draw_head(&p, box);
    double drop = sb_draw_drop(env, "table");
    for (int a = 0; a < chart->n_areas; a++)
        sb_column_head(env, &columns[a], box.y + HEAD_BASELINE);
    for (int i = 0; i < p.n; i++) {
        double y = row_y(&p, i);
        sb_draw_text(env, "table", p.rows[i].label, box.x, y + drop, SB_LEFT);
        for (int a = 0; a < chart->n_areas; a++)
            sb_column_number(env, &columns[a], i, y);
        draw_strip(&p, i);
        sb_draw_text(env, "table", rank_text(env, p.rows[i].rank), p.rank_edge, y + drop,
                     SB_RIGHT);
    }
    draw_spine(&p, box.y + HEAD_RULE);
    for (int i = 0; i < p.n; i++)
        draw_dot(&p, i);
}

/* ---- in words ---- */

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    const sb_level *level = &sb_facts_areas(env->facts)->levels[chart->level];
    const row *rows = rows_of(chart);
    sb_buf_printf(out, sb_word(env->locale, SB_W_COMPARED), chart->areas[0].name);
    sb_buf_printf(out, ", %s: ", sb_facts_period_label(env->facts, chart->period));
    sb_buf_printf(out, "%d %s", level->n, level->plural);
    for (int i = 0; i < chart->spec->n_indicators; i++) {
        const row *r = &rows[i];
        const sb_indicator *about =
            sb_facts_indicator(env->facts, sb_chart_indicator(chart, i));
        sb_buf_text(out, i ? "; " : ". ");
        sb_figure_say(env, about->label, r->own, r->manner, out);
        sb_say_compared(chart, &r->city, r->manner, out);
        if (!sb_value_is_number(r->rank))
            continue;
        char rank[SB_FORMAT_ROOM], of[SB_FORMAT_ROOM];
        sb_format_number(env->locale, r->rank.number, 0, 0, rank);
        sb_format_number(env->locale, r->ranking.n_values, 0, 0, of);
        sb_buf_text(out, ", ");
        sb_buf_printf(out, sb_word(env->locale, SB_W_RANK_OF), rank, of);
    }
}

const sb_chart_class sb_chart_spine = {.measure = measure,
                                       .draw = draw,
                                       .say = say,
                                       .least = 1,
                                       .most_compare = 1,
                                       .needs_city = true};
