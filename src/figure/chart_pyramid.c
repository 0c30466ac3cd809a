#include "figure/ages.h"

#include <string.h>

#include "figure/check.h"

/* PAGE.md 6, "Two-sided pyramid", pt. */
static const double HEAD = 12, HEAD_BASELINE = 7, MIDDLE = 19, BAR_GAP = 0.08;
static const double LEAST = 90, HEIGHT = 150, LEAST_SIDE = 40, ROW = 8, NAME_GAP = 3,
                    MARGIN = 5;
enum { MOST_STEPS = 4, SIDES = 2 };
static const sb_manner MANNER = {"%", 1, 0};

typedef struct side {
    const char *name;
    sb_ages ages;
    sb_scale x; /* outwards from the middle */
} side;

static void sides_of(const sb_chart *chart, side sides[SIDES])
{
    const sb_spec_dimension *dimension = sb_ages_sides(chart);
    for (int s = 0; s < SIDES; s++)
        sides[s] = (side){.name = dimension->groups[s].words, .ages = sb_ages_of(chart, s)};
}

static sb_extent measure(const sb_chart *chart)
{
    (void)chart;
    return (sb_extent){LEAST, HEIGHT, true};
}

/* All people of a side; no number where one group has none. */
static sb_value total_of(const sb_ages *ages, int area)
{
    sb_value sum = sb_value_number(0);
    for (int g = 0; g < ages->n && sb_value_is_number(sum); g++) {
        sb_value share = ages->at[g].shares[area];
        sum = sb_value_is_number(share) ? sb_value_number(sum.number + share.number) : share;
    }
    return sum;
}

static void draw_side(const sb_chart *chart, const side *s, sb_scale y)
{
    const sb_figure_env *env = chart->env;
    for (int g = 0; g < s->ages.n; g++) {
        const sb_age *age = &s->ages.at[g];
        double length = sb_age_density(age, 0), top = sb_scale_at(y, sb_age_top(age));
        double height = sb_scale_at(y, age->from) - top, out = s->x.end > s->x.start ? 1 : -1;
        if (!sb_value_is_number(age->shares[0]))
            sb_draw_text(env, "axis", sb_figure_value(env, age->shares[0], MANNER),
                         s->x.start + out * NAME_GAP,
                         top + height / 2 + sb_draw_drop(env, "axis"),
                         out > 0 ? SB_LEFT : SB_RIGHT);
        if (!(length > 0))
            continue;
        double end = sb_scale_at(s->x, length);
        sb_draw_rect(env, "accent tint",
                     (sb_rect){fmin(end, s->x.start), top + BAR_GAP * height / 2,
                               fabs(end - s->x.start), (1 - BAR_GAP) * height});
    }
    if (chart->n_areas < 2)
        return;
    sb_path outline = sb_ages_outline(chart, s->ages, s->x, y);
    if (outline.n_points > 1)
        sb_draw_path(env, "city", outline);
}

static void draw_head(const sb_chart *chart, const side sides[SIDES], sb_rect box)
{
    const sb_figure_env *env = chart->env;
    for (int s = 0; s < SIDES; s++) {
        const char *text =
            sb_chart_label(env, sides[s].name, total_of(&sides[s].ages, 0), MANNER);
        sb_draw_text(env, "label strong", text, s ? sb_rect_right(box) : box.x,
                     box.y + HEAD_BASELINE, s ? SB_RIGHT : SB_LEFT);
    }
}

/* The outline's name where it stands furthest out of the right side's bars. */
static void name_outline(const sb_chart *chart, const side *right, sb_scale y)
{
    const sb_figure_env *env = chart->env;
    double best = -INFINITY, width = sb_draw_width(env, "label", chart->areas[1].name);
    sb_point at = {0, 0};
    for (int g = 0; g < right->ages.n; g++) {
        const sb_age *age = &right->ages.at[g];
        double city = sb_age_density(age, 1), own = sb_age_density(age, 0);
        double x = sb_scale_at(right->x, fmax(city, own)) + NAME_GAP;
        if (city - own > best && x + width <= right->x.end) {
            best = city - own;
            at = (sb_point){x, sb_scale_at(y, age->from + age->years / 2)};
        }
    }
    if (best > -INFINITY)
        sb_draw_text(env, "label", chart->areas[1].name, at.x,
                     at.y + sb_draw_drop(env, "label"), SB_LEFT);
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    side sides[SIDES];
    sides_of(chart, sides);
    sb_ages ages = sides[0].ages;
    double middle = box.x + box.width / 2, most = sb_ages_highest(chart, SIDES);
    double length = (box.width - MIDDLE) / 2;
    if (length < LEAST_SIDE - SB_FIT_SLACK) {
        sb_chart_misfit(chart, 2 * (LEAST_SIDE - length), false);
        return;
    }
    sb_ticks ticks = sb_ticks_round(0, most, MOST_STEPS, 0);
    sides[0].x = (sb_scale){0, most, middle - MIDDLE / 2, box.x + MARGIN};
    sides[1].x = (sb_scale){0, most, middle + MIDDLE / 2, sb_rect_right(box) - MARGIN};
    sb_scale y = {ages.at[0].from, sb_age_top(&ages.at[ages.n - 1]),
                  sb_rect_bottom(box) - SB_AXIS_FOOT, box.y + HEAD};
    for (int s = 0; s < SIDES; s++) {
        draw_side(chart, &sides[s], y);
        sb_axis_below(chart, ticks, sides[s].x, y.start, MANNER);
        sb_draw_line(env, "axis", (sb_point){sides[s].x.start, y.start},
                     (sb_point){sides[s].x.start, y.end});
    }
    int *limits = sb_arena_array(env->arena, int, ages.n);
    int n = sb_ages_limits(ages, y, ROW, limits);
    for (int i = 0; i < n; i++) {
        double age = ages.at[limits[i]].from;
        double drop = limits[i] ? sb_draw_drop(env, "axis") : 0; /* the lowest on the axis */
        sb_draw_text(env, "axis", sb_age_text(env, age), middle, sb_scale_at(y, age) + drop,
                     SB_CENTRE);
    }
    draw_head(chart, sides, box);
    if (chart->n_areas > 1)
        name_outline(chart, &sides[1], y);
}

/* ---- in words ---- */

/* As official statistics abbreviate them, which is read letter by letter. */
static const char *spoken_side(const sb_figure_env *env, const char *name)
{
    static const struct {
        const char *sign;
        sb_word_id word;
    } words[] = {{"m", SB_W_MALE}, {"w", SB_W_FEMALE}, {"f", SB_W_FEMALE}};
    for (size_t i = 0; i < SB_COUNT(words); i++)
        if (strcmp(words[i].sign, name) == 0)
            return sb_word(env->locale, words[i].word);
    return name;
}

static void say(const sb_chart *chart, sb_buf *out)
{
    side sides[SIDES];
    sides_of(chart, sides);
    sb_buf_printf(out, "%s, %s, %s", sb_word(chart->env->locale, SB_W_PYRAMID),
                  sb_facts_period_label(chart->env->facts, chart->period),
                  chart->areas[0].name);
    for (int s = 0; s < SIDES; s++) {
        sb_buf_printf(out, ". %s", spoken_side(chart->env, sides[s].name));
        for (int g = 0; g < sides[s].ages.n; g++) {
            const sb_age *age = &sides[s].ages.at[g];
            sb_buf_printf(out, "%s%s: %s", g ? "; " : ", ", age->label,
                          sb_figure_spoken(chart->env, age->shares[0], MANNER));
            sb_say_compared(chart, age->shares + 1, MANNER, out);
        }
    }
}

static bool check(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    if (!sb_ages_check(facts, chart, diag))
        return false;
    const sb_spec_dimension *sides =
        sb_facts_dimension(facts, sb_facts_find(facts, chart->variable), chart->sides);
    sb_span at = sb_node_span(chart->node, "sides");
    if (!sides)
        sb_fail(diag, SB_E_SCHEMA, at, _("no table has a variable '%s' with a dimension '%s'"),
                chart->variable, chart->sides);
    else if (sides->n != SIDES)
        sb_fail(diag, SB_E_SCHEMA, at, _("a pyramid has two sides, '%s' has %d groups"),
                chart->sides, sides->n);
    return sides && sides->n == SIDES;
}

const sb_chart_class sb_chart_pyramid = {
    .measure = measure, .draw = draw, .say = say, .check = check, .most_compare = 1};
