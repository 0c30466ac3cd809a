#include "figure/axis.h"
#include "figure/chart.h"

#include <stdlib.h>

/* PAGE.md 6, "Age", pt. */
static const double HEAD = 12, HEAD_BASELINE = 7, FOOT = 10.5, FOOT_BASELINE = 8.5, TICK = 2.5;
static const double NUMBER_GAP = 4, COLUMN_GAP = 8, BAR_GAP = 0.4, NAME_GAP = 3;
static const double LEAST = 70, HEIGHT = 140, LEAST_PLOT = 50, SAMPLE = 8;
static const double ROW = 8.5; /* least height of a group with a number beside it */
enum { MOST_STEPS = 4, OPEN_YEARS = 20 };

/* ---- what is shown ---- */

static sb_value share_of(sb_value part, sb_value whole)
{
    if (!sb_value_is_number(part))
        return part;
    if (!sb_value_is_number(whole))
        return whole;
    return whole.number > 0 ? sb_value_number(100 * part.number / whole.number)
                            : sb_value_without(SB_NOT_MEANINGFUL);
}

static int by_age(const void *a, const void *b)
{
    const sb_age *p = a, *q = b;
    return (p->from > q->from) - (p->from < q->from);
}

sb_ages sb_ages_of(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    sb_arena *arena = chart->env->arena;
    int variable = sb_facts_find(facts, chart->spec->variable);
    const sb_spec_dimension *by = sb_facts_dimension(facts, variable, chart->spec->by);
    sb_ages ages = {sb_arena_array(arena, sb_age, by->n), by->n};
    for (int g = 0; g < by->n; g++) {
        const sb_spec_group *group = &by->groups[g];
        bool is_open = isinf(group->below);
        ages.at[g] = (sb_age){
            .label = group->label,
            .from = group->from,
            .years = is_open ? OPEN_YEARS : group->below - group->from,
            .shares = sb_arena_array(arena, sb_value, chart->n_areas),
        };
        for (int a = 0; a < chart->n_areas; a++) {
            sb_place place = chart->areas[a].place;
            ages.at[g].shares[a] =
                share_of(sb_facts_group(facts, variable, by, g, place, chart->period),
                         sb_facts_value(facts, variable, place, chart->period));
        }
    }
    qsort(ages.at, (size_t)ages.n, sizeof *ages.at, by_age);
    return ages;
}

/* ---- how it is drawn ---- */

sb_extent sb_age_measure(const sb_chart *chart)
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

/* Percent for each year of age, or NaN. */
static double length_of(const sb_age *age, int area)
{
    return age->shares[area].number / age->years;
}

static double top_of(const sb_age *age) { return age->from + age->years; }

static double widest(const plot *p)
{
    double most = 0;
    for (int g = 0; g < p->ages.n; g++)
        for (int a = 0; a < p->chart->n_areas; a++)
            most = fmax(most, length_of(&p->ages.at[g], a)); /* fmax leaves NaN out */
    return most > 0 ? most : 1;
}

/* Groups too thin for a number beside them share one with the next. */
static void choose_limits(plot *p)
{
    p->limits = sb_arena_array(p->chart->env->arena, int, p->ages.n);
    double end = sb_scale_at(p->y, top_of(&p->ages.at[p->ages.n - 1]));
    for (int g = 0; g < p->ages.n; g++) {
        double at = sb_scale_at(p->y, p->ages.at[g].from);
        while (p->n_limits > 1 && g == p->ages.n - 1 &&
               sb_scale_at(p->y, p->ages.at[p->limits[p->n_limits - 1]].from) - at < ROW)
            p->n_limits--; /* the last group is never hidden in the one before */
        double before =
            p->n_limits ? sb_scale_at(p->y, p->ages.at[p->limits[p->n_limits - 1]].from) : 0;
        if (p->n_limits == 0 || (before - at >= ROW && at - end >= ROW))
            p->limits[p->n_limits++] = g;
    }
}

static const char *age_text(const plot *p, double age)
{
    char text[SB_FORMAT_ROOM];
    sb_format_number(p->chart->env->locale, age, 0, 0, text);
    return sb_arena_text(p->chart->env->arena, text);
}

static double ages_width(const sb_figure_env *env, sb_ages ages)
{
    double width = 0;
    for (int g = 0; g < ages.n; g++) {
        char text[SB_FORMAT_ROOM];
        sb_format_number(env->locale, ages.at[g].from, 0, 0, text);
        width = fmax(width, sb_draw_width(env, "axis", text));
    }
    return width;
}

static void draw_axes(const plot *p)
{
    const sb_figure_env *env = p->chart->env;
    double drop = sb_draw_drop(env, "axis"), zero = p->x.start;
    for (int i = 0; i < p->n_limits; i++) {
        double age = p->ages.at[p->limits[i]].from, y = sb_scale_at(p->y, age);
        sb_draw_line(env, "tick", (sb_point){zero - TICK, y}, (sb_point){zero, y});
        sb_draw_text(env, "axis", age_text(p, age), zero - NUMBER_GAP, y + drop, SB_RIGHT);
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
        double length = length_of(age, 0);
        if (!(length > 0))
            continue;
        double top = sb_scale_at(p->y, top_of(age)), bottom = sb_scale_at(p->y, age->from);
        sb_draw_rect(p->chart->env, "accent tint",
                     (sb_rect){p->x.start, top + BAR_GAP / 2,
                               sb_scale_at(p->x, length) - p->x.start, bottom - top - BAR_GAP});
    }
}

/* The compared area's bars as one stepped line; open where a group has no number. */
static void draw_outline(const plot *p)
{
    sb_pencil pencil = sb_pencil_new(p->chart->env->arena);
    double before = 0; /* where the group below ended; NaN: nowhere */
    sb_pencil_move(&pencil, p->x.start, p->y.start);
    for (int g = 0; g < p->ages.n; g++) {
        const sb_age *age = &p->ages.at[g];
        double length = length_of(age, 1), x = sb_scale_at(p->x, length);
        if (!isnan(length)) {
            if (isnan(before))
                sb_pencil_move(&pencil, x, sb_scale_at(p->y, age->from));
            else
                sb_pencil_line(&pencil, x, sb_scale_at(p->y, age->from));
            sb_pencil_line(&pencil, x, sb_scale_at(p->y, top_of(age)));
        }
        before = length;
    }
    if (!isnan(before))
        sb_pencil_line(&pencil, p->x.start, p->y.end);
    sb_path path = sb_pencil_path(&pencil);
    if (path.n_points > 1)
        sb_draw_path(p->chart->env, "city", path);
}

/* How far bars and outline reach between two heights on the page. */
static double reach(const plot *p, double top, double bottom)
{
    double most = 0;
    for (int g = 0; g < p->ages.n; g++) {
        const sb_age *age = &p->ages.at[g];
        if (sb_scale_at(p->y, top_of(age)) < bottom && sb_scale_at(p->y, age->from) > top)
            for (int a = 0; a < p->chart->n_areas; a++)
                most = fmax(most, length_of(age, a));
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
        double out = length_of(age, 1) - length_of(age, 0);
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

typedef struct column {
    const char *type, *head, *head_type;
    double before, after, width, right;
    sb_decimal_text *at; /* one for each limit */
} column;

static int block_end(const plot *p, int limit)
{
    return limit + 1 < p->n_limits ? p->limits[limit + 1] : p->ages.n;
}

static column make_column(const plot *p, int area)
{
    const sb_figure_env *env = p->chart->env;
    column c = {
        .type = area ? "label muted" : "label strong",
        .head = area ? p->chart->areas[area].name : sb_word(env->locale, SB_W_SHARE),
        .head_type = area ? "label muted" : sb_voice_label(SB_VOICE_THIS),
        .at = sb_arena_array(env->arena, sb_decimal_text, p->n_limits),
    };
    for (int i = 0; i < p->n_limits; i++) {
        sb_value share = sum_of(&p->ages, p->limits[i], block_end(p, i), area);
        c.at[i] = sb_draw_value(env, c.type, share, 1);
        c.before = fmax(c.before, c.at[i].before);
        c.after = fmax(c.after, c.at[i].after);
    }
    c.width = fmax(c.before + c.after, sb_draw_width(env, c.head_type, c.head));
    return c;
}

static void draw_column(const plot *p, const column *c, double baseline)
{
    const sb_figure_env *env = p->chart->env;
    double drop = sb_draw_drop(env, c->type);
    sb_draw_text(env, c->head_type, c->head, c->right, baseline, SB_RIGHT);
    for (int i = 0; i < p->n_limits; i++) {
        double from = p->ages.at[p->limits[i]].from;
        double to = top_of(&p->ages.at[block_end(p, i) - 1]);
        sb_draw_text(env, c->type, c->at[i].text, c->right - c->after - c->at[i].before,
                     sb_scale_at(p->y, (from + to) / 2) + drop, SB_LEFT);
    }
}

void sb_age_draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    plot p = {.chart = chart, .ages = sb_ages_of(chart)};
    p.y = (sb_scale){p.ages.at[0].from, top_of(&p.ages.at[p.ages.n - 1]),
                     sb_rect_bottom(box) - FOOT, box.y + HEAD};
    choose_limits(&p);
    double right = sb_rect_right(box), sample_at = right;
    for (int a = chart->n_areas; a-- > 0;) {
        column c = make_column(&p, a);
        c.right = right;
        draw_column(&p, &c, box.y + HEAD_BASELINE);
        if (a == 1)
            sample_at = right - sb_draw_width(env, c.head_type, c.head) - NAME_GAP;
        right -= c.width + COLUMN_GAP;
    }
    p.x = (sb_scale){0, widest(&p), box.x + ages_width(env, p.ages) + NUMBER_GAP, right};
    if (p.x.end - p.x.start < LEAST_PLOT - SB_FIT_SLACK) {
        sb_figure_misfit(env, chart->block->node->at, sb_figure_title(env, chart->block),
                         LEAST_PLOT - (p.x.end - p.x.start), false);
        return;
    }
    draw_bars(&p);
    draw_axes(&p);
    if (chart->n_areas < 2)
        return;
    draw_outline(&p);
    if (!name_outline(&p)) { /* its column's name has a piece of the line before it */
        double y = box.y + HEAD_BASELINE - sb_draw_drop(env, "label");
        sb_draw_line(env, "city", (sb_point){sample_at - SAMPLE, y}, (sb_point){sample_at, y});
    }
}
