#include "figure/ages.h"

#include "figure/check.h"

#include <stdlib.h>

enum { OPEN_YEARS = 20 };

/* Whose ages they are. */
typedef struct people {
    const sb_facts *facts;
    int variable, period;
    const sb_spec_dimension *by, *sides;
    int side; /* -1: both */
} people;

const sb_spec_dimension *sb_ages_sides(const sb_chart *chart)
{
    const sb_facts *facts = chart->env->facts;
    return chart->spec->sides
               ? sb_facts_dimension(facts, sb_facts_find(facts, chart->spec->variable),
                                    chart->spec->sides)
               : NULL;
}

static people people_of(const sb_chart *chart, int side)
{
    const sb_facts *facts = chart->env->facts;
    int variable = sb_facts_find(facts, chart->spec->variable);
    return (people){facts,
                    variable,
                    chart->period,
                    sb_facts_dimension(facts, variable, chart->spec->by),
                    sb_ages_sides(chart),
                    side};
}

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

static double years_of(const sb_spec_group *group)
{
    return isinf(group->below) ? OPEN_YEARS : group->below - group->from;
}

static sb_value share_at(people p, int group, sb_place place)
{
    sb_value part = p.side < 0
                        ? sb_facts_group(p.facts, p.variable, p.by, group, place, p.period)
                        : sb_facts_cross(p.facts, p.variable, p.by, group, p.sides, p.side,
                                         place, p.period);
    return share_of(part, sb_facts_value(p.facts, p.variable, place, p.period));
}

sb_ages sb_ages_of(const sb_chart *chart, int side)
{
    sb_arena *arena = chart->env->arena;
    people p = people_of(chart, side);
    sb_ages ages = {sb_arena_array(arena, sb_age, p.by->n), p.by->n};
    for (int g = 0; g < p.by->n; g++) {
        const sb_spec_group *group = &p.by->groups[g];
        ages.at[g] = (sb_age){group->label, group->from, years_of(group),
                              sb_arena_array(arena, sb_value, chart->n_areas)};
        for (int a = 0; a < chart->n_areas; a++)
            ages.at[g].shares[a] = share_at(p, g, chart->areas[a].place);
    }
    qsort(ages.at, (size_t)ages.n, sizeof *ages.at, by_age);
    return ages;
}

double sb_age_top(const sb_age *age) { return age->from + age->years; }

double sb_age_density(const sb_age *age, int area)
{
    return age->shares[area].number / age->years;
}

static double highest_at(people p, sb_place place)
{
    double highest = 0;
    for (int g = 0; g < p.by->n; g++)
        highest = fmax(highest, share_at(p, g, place).number / years_of(&p.by->groups[g]));
    return highest; /* fmax leaves NaN out */
}

double sb_ages_highest(const sb_chart *chart, int n_sides)
{
    double highest = 0;
    int n = chart->spec->scale == SB_SCALE_SHARED
                ? sb_facts_areas(chart->env->facts)->levels[chart->level].n
                : 0;
    for (int side = n_sides ? 0 : -1; side < n_sides; side++) {
        people p = people_of(chart, side);
        for (int a = 0; a < chart->n_areas; a++)
            highest = fmax(highest, highest_at(p, chart->areas[a].place));
        for (int a = 0; a < n; a++)
            highest = fmax(highest, highest_at(p, (sb_place){chart->level, a}));
    }
    return highest > 0 ? highest : 1;
}

int sb_ages_limits(sb_ages ages, sb_scale y, double row, int *limits)
{
    int n = 0;
    double top = sb_scale_at(y, sb_age_top(&ages.at[ages.n - 1]));
    for (int g = ages.n; g-- > 0;) {
        double at = sb_scale_at(y, ages.at[g].from);
        if (g == 0 && n > 0 && at - top < row)
            n--; /* the youngest take in the group above them */
        if (g == 0 || at - top >= row) {
            limits[n++] = g;
            top = at;
        }
    }
    for (int i = 0; i < n / 2; i++) {
        int swapped = limits[i];
        limits[i] = limits[n - 1 - i];
        limits[n - 1 - i] = swapped;
    }
    return n;
}

const char *sb_age_text(const sb_figure_env *env, double age)
{
    char text[SB_FORMAT_ROOM];
    sb_format_number(env->locale, age, 0, 0, text);
    return sb_arena_text(env->arena, text);
}

double sb_ages_width(const sb_figure_env *env, sb_ages ages)
{
    double width = 0;
    for (int g = 0; g < ages.n; g++)
        width = fmax(width, sb_draw_width(env, "axis", sb_age_text(env, ages.at[g].from)));
    return width;
}

sb_path sb_ages_outline(const sb_chart *chart, sb_ages ages, sb_scale x, sb_scale y)
{
    sb_pencil pencil = sb_pencil_new(chart->env->arena);
    double before = 0; /* where the group below ended; NaN: nowhere */
    sb_pencil_move(&pencil, x.start, y.start);
    for (int g = 0; g < ages.n; g++) {
        const sb_age *age = &ages.at[g];
        double length = sb_age_density(age, 1), at = sb_scale_at(x, length);
        if (!isnan(length)) {
            if (isnan(before))
                sb_pencil_move(&pencil, at, sb_scale_at(y, age->from));
            else
                sb_pencil_line(&pencil, at, sb_scale_at(y, age->from));
            sb_pencil_line(&pencil, at, sb_scale_at(y, sb_age_top(age)));
        }
        before = length;
    }
    if (!isnan(before))
        sb_pencil_line(&pencil, x.start, y.end);
    return sb_pencil_path(&pencil);
}

bool sb_ages_check(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag)
{
    const char *variable = chart->variable;
    if (!sb_check_indicator(facts, variable, sb_node_span(chart->node, "variable"), diag))
        return false;
    const sb_spec_dimension *by =
        sb_facts_dimension(facts, sb_facts_find(facts, variable), chart->by);
    sb_span at = sb_node_span(chart->node, "by");
    if (!by) {
        sb_fail(diag, SB_E_SCHEMA, at, _("no table has a variable '%s' with a dimension '%s'"),
                variable, chart->by);
        return false;
    }
    for (int i = 0; i < by->n; i++)
        if (!isfinite(by->groups[i].from)) {
            sb_fail(diag, SB_E_SCHEMA, at, _("the group '%s' of '%s' has no ages"),
                    by->groups[i].label, by->id);
            sb_hint(diag, _("give its limits under 'groups:', as in [18, 25]"));
            return false;
        }
    return true;
}
