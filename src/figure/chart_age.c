#include "figure/ages.h"

/* PAGE.md 6, "Age", pt. */
static const double HEAD = 12, HEAD_BASELINE = 7, FOOT = 10.5, FOOT_BASELINE = 8.5, TICK = 2.5;
static const double NUMBER_GAP = 4, COLUMN_GAP = 8, BAR_GAP = 0.4, NAME_GAP = 3;
static const double LEAST = 70, HEIGHT = 140, LEAST_PLOT = 50, SAMPLE = 8;
static const double ROW = 6.6; /* least height of a group with a number beside it */
enum { MOST_STEPS = 4 };

static const sb_manner MANNER = {"%", 1, 0};

static sb_extent measure(const sb_chart *chart)
{
    (void)chart;
    return (sb_extent){LEAST, HEIGHT, true};
}

typedef struct plot {
    const sb_chart *chart;
    sb_ages ages;
    sb_scale x, y; /* percent for each year of age; age */
    int *limits;   /* the groups with their lower limit on the axis; rising, first 0 */
    int n_limits;
} plot;

static void draw_axes(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    double drop = sb_draw_drop(env, "axis"), zero = p->x.start;
    for (int i = 0; i < p->n_limits; i++) {
        double age = p->ages.at[p->limits[i]].from, y = sb_scale_at(p->y, age);
        sb_draw_line(env, "tick", (sb_point){zero - TICK, y}, (sb_point){zero, y});
        sb_draw_text(env, "axis", sb_age_text(env, age), zero - NUMBER_GAP, y + drop, SB_RIGHT);
    }
    sb_draw_line(env, "axis", (sb_point){zero, p->y.start}, (sb_point){zero, p->y.end});
    sb_ticks ticks = sb_ticks_round(0, p->x.to, MOST_STEPS, 0);
    for (int i = 0; i < ticks.n && sb_tick_at(ticks, i) <= p->x.to; i++) {
        char text[SB_FORMAT_ROOM];
        sb_format_number(env->locale, sb_tick_at(ticks, i), ticks.digits, 0, text);
        double x = sb_scale_at(p->x, sb_tick_at(ticks, i)), y = p->y.start;
        sb_draw_line(env, "tick", (sb_point){x, y}, (sb_point){x, y + TICK});
        sb_draw_text(env, "axis", text, x, y + FOOT_BASELINE, SB_CENTRE);
    }
}

static void draw_bars(const plot *p)
{
    for (int g = 0; g < p->ages.n; g++) {
        const sb_age *age = &p->ages.at[g];
        double length = sb_age_density(age, 0);
        if (!(length > 0))
            continue;
        double top = sb_scale_at(p->y, sb_age_top(age)), bottom = sb_scale_at(p->y, age->from);
        sb_draw_rect(p->chart->env, "accent tint",
                     (sb_rect){p->x.start, top + BAR_GAP / 2,
                               sb_scale_at(p->x, length) - p->x.start, bottom - top - BAR_GAP});
    }
}

/* How far bars and outline reach between two heights on the page. */
static double reach(const plot *p, double top, double bottom)
{
    double most = 0;
    for (int g = 0; g < p->ages.n; g++) {
        const sb_age *age = &p->ages.at[g];
        if (sb_scale_at(p->y, sb_age_top(age)) < bottom && sb_scale_at(p->y, age->from) > top)
            for (int a = 0; a < p->chart->n_areas; a++)
                most = fmax(most, sb_age_density(age, a));
    }
    return sb_scale_at(p->x, most);
}

/* Name the outline where it stands furthest out; false if there is no place for it. */
static bool name_outline(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    const sb_chart_area *area = &p->chart->areas[1];
    double half = sb_style_type(env->style, "label")->leading / 2;
    double width = sb_draw_width(env, "label", area->name), best = 0;
    sb_point at = {0, 0};
    for (int g = 0; g < p->ages.n; g++) {
        const sb_age *age = &p->ages.at[g];
        double out = sb_age_density(age, 1) - sb_age_density(age, 0);
        double y = sb_scale_at(p->y, age->from + age->years / 2);
        double top = y - half, bottom = y + half;
        double x = reach(p, top, bottom) + NAME_GAP;
        if (out > best && x + width <= p->x.end && top >= p->y.end && bottom <= p->y.start) {
            best = out;
            at = (sb_point){x, y + sb_draw_drop(env, "label")};
        }
    }
    if (best > 0)
        sb_draw_text(env, "label", area->name, at.x, at.y, SB_LEFT);
    return best > 0;
}

/* ---- the shares beside the bars ---- */

/* Of the groups from..to-1; no number where one of them has none. */
static sb_value sum_of(const sb_ages *ages, int from, int to, int area)
{
    sb_value sum = ages->at[from].shares[area];
    for (int g = from + 1; g < to && sb_value_is_number(sum); g++) {
        sb_value next = ages->at[g].shares[area];
        sum = sb_value_is_number(next) ? sb_value_number(sum.number + next.number) : next;
    }
    return sum;
}

static int block_end(const plot *p, int limit)
{
    return limit + 1 < p->n_limits ? p->limits[limit + 1] : p->ages.n;
}

static sb_numbers_column make_column(const plot *p, int area)
{
    const sb_figure_env *env = p->chart->env;
    sb_numbers_column c =
        sb_column_new(env, p->n_limits, area ? SB_VOICE_CITY : SB_VOICE_THIS,
                      area ? p->chart->areas[area].name : sb_word(env->locale, SB_W_SHARE));
    for (int i = 0; i < p->n_limits; i++)
        sb_column_set(env, &c, i, sum_of(&p->ages, p->limits[i], block_end(p, i), area),
                      MANNER);
    return c;
}

static void draw_column(const plot *p, const sb_numbers_column *c, double baseline)
{
    sb_column_head(p->chart->env, c, baseline);
    for (int i = 0; i < p->n_limits; i++) {
        double from = p->ages.at[p->limits[i]].from;
        double to = sb_age_top(&p->ages.at[block_end(p, i) - 1]);
        sb_column_number(p->chart->env, c, i, sb_scale_at(p->y, (from + to) / 2));
    }
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = {.chart = chart, .ages = sb_ages_of(chart, -1)};
    p.y = (sb_scale){p.ages.at[0].from, sb_age_top(&p.ages.at[p.ages.n - 1]),
                     sb_rect_bottom(box) - FOOT, box.y + HEAD};
    p.limits = sb_arena_array(env->arena, int, p.ages.n);
    p.n_limits = sb_ages_limits(p.ages, p.y, ROW, p.limits);
    double right = sb_rect_right(box), sample_at = right;
    for (int a = chart->n_areas; a-- > 0;) {
        sb_numbers_column c = make_column(&p, a);
        c.right = right;
        draw_column(&p, &c, box.y + HEAD_BASELINE);
        if (a == 1)
            sample_at = right - sb_draw_width(env, c.head_type, c.head) - NAME_GAP;
        right -= sb_column_width(env, &c) + COLUMN_GAP;
    }
    p.x = (sb_scale){0, sb_ages_highest(chart, 0),
                     box.x + sb_ages_width(env, p.ages) + NUMBER_GAP, right};
    if (p.x.end - p.x.start < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (p.x.end - p.x.start), false);
        return;
    }
    draw_bars(&p);
    draw_axes(&p);
    if (chart->n_areas < 2)
        return;
    sb_path outline = sb_ages_outline(chart, p.ages, p.x, p.y);
    if (outline.n_points > 1)
        sb_draw_path(env, "city", outline);
    if (!name_outline(&p)) { /* its column's name has a piece of the line before it */
        double y = box.y + HEAD_BASELINE - sb_draw_drop(env, "label");
        sb_draw_line(env, "city", (sb_point){sample_at - SAMPLE, y}, (sb_point){sample_at, y});
    }
}

/* ---- in words ---- */

static void say(const sb_chart *chart, sb_buf *out)
{
    sb_ages ages = sb_ages_of(chart, -1);
    sb_buf_printf(out, "%s, %s, %s", sb_word(chart->env->locale, SB_W_AGE_CHART),
                  sb_facts_period_label(chart->env->facts, chart->period),
                  chart->areas[0].name);
    for (int g = 0; g < ages.n; g++) {
        const sb_age *age = &ages.at[g];
        sb_buf_printf(out, "%s%s: %s", g ? "; " : ". ", age->label,
                      sb_figure_spoken(chart->env, age->shares[0], MANNER));
        sb_say_compared(chart, age->shares + 1, MANNER, out);
    }
}

const sb_chart_class sb_chart_age = {
    .measure = measure, .draw = draw, .say = say, .check = sb_ages_check, .most_compare = 1};
