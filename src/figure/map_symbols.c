#include "figure/map_symbols.h"

#include "figure/draw.h"

#include <stdlib.h>

enum { KEY_CIRCLES = 3 };
/* pt: least circle that is drawn; over the key's circles; from them to their numbers; between
 * two numbers. */
static const double least = 0.8, key_head = 14, key_gap = 6, key_line = 9;

double sb_symbols_largest(double map_width) { return fmin(fmax(map_width / 14, 14), 42); }

static const sb_level *level_of(const sb_figure_env *env, sb_map_view view)
{
    return &sb_facts_areas(env->facts)->levels[view.level];
}

static sb_value value_of(const sb_figure_env *env, sb_map_view view, int area)
{
    return sb_facts_value(env->facts, view.symbols, (sb_place){view.level, area}, view.period);
}

/* The highest value, which has the largest circle; 0 if there is none. */
static double most_of(const sb_figure_env *env, sb_map_view view)
{
    double most = 0;
    for (int i = 0; i < level_of(env, view)->n; i++) {
        sb_value v = value_of(env, view, i);
        if (sb_value_is_number(v))
            most = fmax(most, v.number);
    }
    return most;
}

/* Areas are to each other as the values are. */
static double diameter_of(double value, double most, double largest)
{
    return largest * sqrt(value / most);
}

/* ---- in the map ---- */

typedef struct symbol {
    sb_point at;
    double diameter;
    int area;
} symbol;

static int by_size(const void *a, const void *b)
{
    const symbol *x = a, *y = b;
    if (x->diameter != y->diameter)
        return (x->diameter < y->diameter) - (x->diameter > y->diameter);
    return x->area - y->area;
}

/* On colours a circle is paper with a line of ink, alone it has the family's colour. */
static void draw_circle(const sb_figure_env *env, sb_map_view view, sb_point centre,
                        double diameter, sb_display_list *list)
{
    bool is_on_colours = view.indicator >= 0;
    sb_path path = sb_path_circle(env->arena, centre, diameter);
    sb_list_fill(list, path, false,
                 sb_style_colour(env->style, is_on_colours ? "paper" : "medium"));
    sb_rule rule = sb_style_line(env->style, is_on_colours ? "axis" : "area");
    sb_list_stroke(list, path, rule.pen, rule.colour);
}

void sb_symbols_draw(const sb_figure_env *env, sb_map_view view, const sb_arcs *arcs,
                     sb_matrix matrix, double largest, sb_display_list *list)
{
    int n = 0, count = level_of(env, view)->n;
    double most = most_of(env, view);
    symbol *symbols = sb_arena_array(env->arena, symbol, count);
    for (int i = 0; i < count; i++) {
        sb_value v = value_of(env, view, i);
        if (!sb_value_is_number(v) || v.number <= 0 || arcs->outlines[i].n == 0)
            continue;
        symbols[n++] = (symbol){sb_outline_middle(arcs, i, matrix),
                                fmax(diameter_of(v.number, most, largest), least), i};
    }
    if (n)
        qsort(symbols, (size_t)n, sizeof *symbols, by_size);
    for (int i = 0; i < n; i++)
        draw_circle(env, view, symbols[i].at, symbols[i].diameter, list);
}

/* ---- the key ---- */

/* The highest round value, a third and a tenth of it or so: 30.000, 10.000, 3.000. */
static int key_values(const sb_figure_env *env, sb_map_view view, double values[KEY_CIRCLES])
{
    static const double round_to[] = {5, 2, 1, 0.5, 0.2, 0.1};
    double most = most_of(env, view);
    if (most <= 0)
        return 0;
    double power = pow(10, floor(log10(most)));
    size_t first = 0;
    while (round_to[first] * power > most)
        first++;
    values[0] = round_to[first] * power;
    values[1] = round_to[first + 1] * power;
    values[2] = values[0] / 10;
    return KEY_CIRCLES;
}

static void key_text(const sb_figure_env *env, sb_map_view view, double value,
                     char out[SB_FORMAT_ROOM])
{
    int digits = sb_facts_indicator(env->facts, view.symbols)->digits;
    sb_format_number(env->locale, value, digits, 0, out);
}

/* Height of a circle's row. */
static double row_of(double diameter) { return fmax(diameter + key_gap / 3, key_line); }

sb_size sb_symbols_key_size(const sb_figure_env *env, sb_map_view view, double largest)
{
    double values[KEY_CIRCLES], most = most_of(env, view), numbers = 0, height = key_head;
    int n = key_values(env, view, values);
    if (n == 0)
        return (sb_size){0};
    for (int i = 0; i < n; i++) {
        char text[SB_FORMAT_ROOM];
        key_text(env, view, values[i], text);
        numbers = fmax(numbers, sb_draw_width(env, "label", text));
        height += row_of(diameter_of(values[i], most, largest));
    }
    double widest = diameter_of(values[0], most, largest);
    const char *name = sb_facts_indicator(env->facts, view.symbols)->label;
    return (sb_size){fmax(widest + key_gap + numbers, sb_draw_width(env, "label strong", name)),
                     height};
}

void sb_symbols_key_draw(const sb_figure_env *env, sb_map_view view, double largest,
                         sb_display_list *list, sb_rect box)
{
    double values[KEY_CIRCLES] = {0}, most = most_of(env, view);
    int n = key_values(env, view, values);
    sb_draw_text_on(env, list, "label strong",
                    sb_facts_indicator(env->facts, view.symbols)->label, box.x,
                    box.y + sb_style_type(env->style, "label strong")->size, SB_LEFT);
    double y = box.y + key_head, widest = diameter_of(values[0], most, largest);
    for (int i = 0; i < n; i++) {
        double diameter = diameter_of(values[i], most, largest), row = row_of(diameter);
        sb_point centre = {box.x + widest / 2, y + row / 2};
        char text[SB_FORMAT_ROOM];
        key_text(env, view, values[i], text);
        draw_circle(env, view, centre, diameter, list);
        sb_draw_text_on(env, list, "label", text, box.x + widest + key_gap,
                        centre.y + sb_draw_drop(env, "label"), SB_LEFT);
        y += row;
    }
}
