#include "figure/map_lists.h"

#include "figure/draw.h"

#include <stdlib.h>

/* ---- highest and lowest ---- */

/* pt: rows, between the two halves, between columns, least width. */
static const double row = 11, between = 11, column_gap = 6, least_width = 118;

typedef struct ranked {
    int area;
    double value;
} ranked;

/* Rising; areas of one value in their own order. */
static int by_value(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->value != y->value ? (x->value > y->value) - (x->value < y->value)
                                : x->area - y->area;
}

static void value_text(const sb_figure_env *env, const sb_extremes *e, int area,
                       char out[SB_FORMAT_ROOM])
{
    sb_value value =
        sb_facts_value(env->facts, e->indicator, (sb_place){e->level, area}, e->period);
    value.state = SB_NUMBER;
    sb_format_value(env->locale, value, sb_facts_indicator(env->facts, e->indicator)->digits, 0,
                    out);
}

static void measure(const sb_figure_env *env, sb_extremes *e)
{
    const sb_area *areas = sb_facts_areas(env->facts)->levels[e->level].areas;
    double names = 0, values = 0;
    for (int i = 0; i < 2 * e->n; i++) {
        const sb_area *area = &areas[e->areas[i]];
        char text[SB_FORMAT_ROOM];
        value_text(env, e, e->areas[i], text);
        e->key = fmax(e->key, sb_draw_width(env, "label muted", area->key) + column_gap);
        names = fmax(names, sb_draw_width(env, "label", area->short_name));
        values = fmax(values, sb_draw_width(env, "label strong", text));
    }
    e->width = fmax(e->key + names + 2 * column_gap + values, least_width);
}

sb_extremes sb_extremes_of(const sb_figure_env *env, int level, int period, int indicator,
                           int n, sb_arena *arena)
{
    int count = sb_facts_areas(env->facts)->levels[level].n, numbers = 0;
    ranked *all = sb_arena_array(arena, ranked, count);
    for (int i = 0; i < count; i++) {
        sb_value v = sb_facts_value(env->facts, indicator, (sb_place){level, i}, period);
        if (sb_value_is_number(v))
            all[numbers++] = (ranked){i, v.number};
    }
    if (numbers)
        qsort(all, (size_t)numbers, sizeof *all, by_value);
    sb_extremes e = {.level = level, .period = period, .indicator = indicator};
    e.n = n < numbers / 2 ? n : numbers / 2;
    if (numbers == 0 || all[0].value == all[numbers - 1].value)
        e.n = 0; /* no area stands out */
    int *areas = sb_arena_array(arena, int, 2 * e.n);
    for (int i = 0; i < e.n; i++) {
        areas[i] = all[numbers - 1 - i].area;
        areas[e.n + i] = all[i].area;
    }
    e.areas = areas;
    measure(env, &e);
    return e;
}

double sb_extremes_height(const sb_extremes *e)
{
    return e->n ? 2 * (1 + e->n) * row + between : 0;
}

void sb_extremes_draw(const sb_figure_env *env, const sb_extremes *e, sb_display_list *list,
                      double x, double y)
{
    const char *unit = sb_facts_indicator(env->facts, e->indicator)->unit;
    double right = x + e->width, baseline = y + sb_style_type(env->style, "label")->size;
    for (int half = 0; half < 2; half++) {
        sb_draw_text_on(env, list, "label strong",
                        sb_word(env->locale, half ? SB_W_MAP_LOWEST : SB_W_MAP_HIGHEST), x,
                        baseline, SB_LEFT);
        if (unit && half == 0)
            sb_draw_text_on(env, list, "label muted", unit, right, baseline, SB_RIGHT);
        for (int i = 0; i < e->n; i++) {
            int index = e->areas[half * e->n + i];
            const sb_area *area = &sb_facts_areas(env->facts)->levels[e->level].areas[index];
            char text[SB_FORMAT_ROOM];
            value_text(env, e, index, text);
            baseline += row;
            sb_draw_text_on(env, list, "label muted", area->key, x, baseline, SB_LEFT);
            sb_draw_text_on(env, list, "label", area->short_name, x + e->key, baseline,
                            SB_LEFT);
            sb_draw_text_on(env, list, "label strong", text, right, baseline, SB_RIGHT);
        }
        baseline += row + between;
    }
}

/* ---- numbers and names ---- */

/* pt: from the rule to the first baseline, between lines, from a number to its name and on to
 * the next column. */
static const double hang = 11, leading = 9.6, name_gap = 6, next_gap = 12, foot = 4;

/* Where the entries stand: in columns below each other, beside or under the list's name. */
typedef struct grid {
    int n, columns, rows;
    double left, top; /* of the entries; top: first baseline under the rule */
    double key, pitch;
    double lacks; /* what the longest name lacks of the width; 0 */
} grid;

static grid grid_of(const sb_figure_env *env, const sb_level *level, const sb_map_label *labels,
                    double width)
{
    grid g = {0};
    double names = 0;
    for (int i = 0; i < level->n; i++) {
        if (labels[i].kind != SB_LABELS_KEY)
            continue;
        const sb_area *area = &level->areas[i];
        g.n++;
        g.key = fmax(g.key, sb_draw_width(env, "label strong", area->key) + name_gap);
        names = fmax(names, sb_draw_width(env, "label", area->short_name));
    }
    if (g.n == 0)
        return g;
    const char *name = sb_word(env->locale, SB_W_MAP_NUMBERS);
    double beside = sb_draw_width(env, "label strong", name) + next_gap;
    bool is_beside = beside < width / 3;
    g.left = is_beside ? beside : 0;
    g.top = is_beside ? hang : hang + leading;
    double least = g.key + names + next_gap;
    g.columns = (int)fmax(1, floor((width - g.left + next_gap) / least));
    g.lacks = fmax(0, g.left + least - next_gap - width);
    if (g.columns > g.n)
        g.columns = g.n;
    g.rows = (g.n + g.columns - 1) / g.columns;
    g.columns = (g.n + g.rows - 1) / g.rows;
    g.pitch = fmax(least, (width - g.left + next_gap) / g.columns);
    if (g.pitch > least * 1.5)
        g.pitch = least * 1.5;
    return g;
}

double sb_numbers_list_height(const sb_figure_env *env, const sb_level *level,
                              const sb_map_label *labels, double width)
{
    grid g = grid_of(env, level, labels, width);
    return g.n ? g.top + (g.rows - 1) * leading + foot : 0;
}

double sb_numbers_list_lacks(const sb_figure_env *env, const sb_level *level,
                             const sb_map_label *labels, double width)
{
    return grid_of(env, level, labels, width).lacks;
}

void sb_numbers_list_draw(const sb_figure_env *env, const sb_level *level,
                          const sb_map_label *labels, sb_display_list *list, sb_rect box)
{
    grid g = grid_of(env, level, labels, box.width);
    sb_rule rule = sb_style_line(env->style, "rule");
    sb_list_stroke(list,
                   sb_path_line(env->arena, (sb_point){box.x, box.y},
                                (sb_point){sb_rect_right(box), box.y}),
                   rule.pen, rule.colour);
    sb_draw_text_on(env, list, "label strong", sb_word(env->locale, SB_W_MAP_NUMBERS), box.x,
                    box.y + hang, SB_LEFT);
    for (int i = 0, at = 0; i < level->n; i++) {
        if (labels[i].kind != SB_LABELS_KEY)
            continue;
        double x = box.x + g.left + (at / g.rows) * g.pitch,
               baseline = box.y + g.top + (at % g.rows) * leading;
        sb_draw_text_on(env, list, "label strong", level->areas[i].key, x, baseline, SB_LEFT);
        sb_draw_text_on(env, list, "label", level->areas[i].short_name, x + g.key, baseline,
                        SB_LEFT);
        at++;
    }
}
