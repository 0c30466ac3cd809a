#include "figure/histogram.h"

#include "figure/draw.h"

#include <stdlib.h>

/* pt: a square and the white beside it; all columns and the highest of them at most; baselines
 * of title and subtitle; below the axis with its labels. */
static const double square = 3.05 / 3.5, pitch = 3.5, room = 126, tallest = 63;
static const double title_at = 9, subtitle_at = 20, mark_at = 34, above = 38, below = 14;

typedef struct entry {
    double value;
    int class_of;
} entry;

static int by_value(const void *a, const void *b)
{
    double x = ((const entry *)a)->value, y = ((const entry *)b)->value;
    return (x > y) - (x < y);
}

static int column_of(const sb_histogram *h, double value)
{
    int column = (int)floor((value - h->from) / h->step + 1e-9);
    return column < h->n_columns ? column : h->n_columns - 1;
}

/* The smallest round step that has room for all columns. */
static void choose_step(sb_histogram *h)
{
    static const double round_to[] = {1, 2, 5};
    double low = h->values[0], high = h->values[h->n - 1], most = floor(room / pitch);
    double power = high > low ? pow(10, floor(log10((high - low) / most))) : 1;
    for (int i = 0;; i++) {
        h->step = round_to[i % 3] * power * pow(10, i / 3);
        h->from = floor(low / h->step) * h->step;
        h->n_columns = (int)floor((high - h->from) / h->step + 1e-9) + 1;
        if (h->n_columns <= most)
            return;
    }
}

sb_histogram *sb_histogram_of(const sb_value *values, int n, const sb_classes *classes,
                              const sb_colour *colours, sb_arena *arena)
{
    sb_histogram *h = sb_arena_one(arena, sb_histogram);
    entry *entries = sb_arena_array(arena, entry, n);
    for (int i = 0; i < n; i++)
        if (sb_value_is_number(values[i]))
            entries[h->n++] = (entry){values[i].number, classes->of[i]};
    if (h->n == 0)
        return NULL;
    qsort(entries, (size_t)h->n, sizeof *entries, by_value);
    if (entries[0].value == entries[h->n - 1].value)
        return NULL;
    double *sorted = sb_arena_array(arena, double, h->n);
    int *class_of = sb_arena_array(arena, int, h->n);
    for (int i = 0; i < h->n; i++) {
        sorted[i] = entries[i].value;
        class_of[i] = entries[i].class_of;
    }
    h->values = sorted;
    h->class_of = class_of;
    h->colours = colours;
    h->mark = NAN;
    choose_step(h);
    int *count = sb_arena_array(arena, int, h->n_columns), most = 0;
    for (int i = 0; i < h->n; i++) {
        int column = column_of(h, sorted[i]);
        most = ++count[column] > most ? count[column] : most;
    }
    h->pitch = fmin(pitch, tallest / most);
    h->stack = most * h->pitch;
    return h;
}

double sb_histogram_height(const sb_histogram *h) { return above + h->stack + below; }

static double x_of(const sb_histogram *h, double x, double value)
{
    return x + (value - h->from) / h->step * pitch;
}

/* From the mark to its label. */
static const double mark_gap = 3;

/* Does the label of the mark have room on its left? */
static bool fits_left(const sb_histogram *h, double label)
{
    return x_of(h, 0, h->mark) - mark_gap - label >= 0;
}

double sb_histogram_width(const sb_figure_env *env, const sb_histogram *h)
{
    double columns = h->n_columns * pitch, right = 0;
    double label = isnan(h->mark) ? 0 : sb_draw_width(env, "label", h->mark_label);
    if (label > 0 && !fits_left(h, label))
        right = x_of(h, 0, h->mark) + mark_gap + label;
    return fmax(columns + 10, fmax(right, sb_draw_width(env, "unit", h->subtitle)));
}

static void draw_squares(const sb_histogram *h, sb_display_list *list, double x, double axis,
                         sb_arena *arena)
{
    double side = h->pitch * square;
    for (int c = 0; c < SB_CLASS_MAX; c++) {
        sb_pencil pencil = sb_pencil_new(arena);
        int in_column = 0;
        for (int i = 0; i < h->n; i++) {
            int column = column_of(h, h->values[i]);
            in_column = i && column == column_of(h, h->values[i - 1]) ? in_column + 1 : 0;
            if (h->class_of[i] == c)
                sb_pencil_rect(&pencil,
                               (sb_rect){x + column * pitch + (pitch - side) / 2,
                                         axis - (in_column + 1) * h->pitch, side, side});
        }
        sb_path path = sb_pencil_path(&pencil);
        if (path.n_points > 0)
            sb_list_fill(list, path, false, h->colours[c]);
    }
}

static void stroke(const sb_figure_env *env, sb_display_list *list, const char *line,
                   sb_point a, sb_point b)
{
    sb_rule rule = sb_style_line(env->style, line);
    sb_list_stroke(list, sb_path_line(env->arena, a, b), rule.pen, rule.colour);
}

/* Labels at every so many steps, as there is room; the unit at the last. */
static void draw_axis(const sb_figure_env *env, const sb_histogram *h, sb_display_list *list,
                      double x, double axis)
{
    double end = x + h->n_columns * pitch, every = h->step;
    static const double factors[] = {2, 2.5, 2};
    for (int i = 0; every / h->step * pitch < 28; i++)
        every *= factors[i % 3];
    stroke(env, list, "tick", (sb_point){x, axis}, (sb_point){end, axis});
    double first = ceil(h->from / every - 1e-9) * every;
    for (double v = first; x_of(h, x, v) <= end + 0.01; v += every) {
        double at = x_of(h, x, v);
        bool is_last = x_of(h, x, v + every) > end + 0.01;
        char text[SB_FORMAT_ROOM];
        if (is_last)
            sb_format_measure(env->locale, (sb_value){v, SB_NUMBER, 0}, h->digits, 0, h->unit,
                              text);
        else
            sb_format_number(env->locale, v, h->digits, 0, text);
        stroke(env, list, "tick", (sb_point){at, axis}, (sb_point){at, axis + 2});
        sb_draw_text_on(env, list, "axis", text, at, axis + 9, SB_CENTRE);
    }
}

/* The value of the area above, its label on the side where there is room. */
static void draw_mark(const sb_figure_env *env, const sb_histogram *h, sb_display_list *list,
                      double x, double y, double axis)
{
    double at = x_of(h, x, h->mark);
    if (isnan(h->mark) || at < x || at > x + h->n_columns * pitch)
        return;
    stroke(env, list, "axis", (sb_point){at, y + mark_at - 6}, (sb_point){at, axis});
    double label = sb_draw_width(env, "label", h->mark_label);
    bool is_left =
        fits_left(h, label) && at + mark_gap + label > x + sb_histogram_width(env, h);
    sb_draw_text_on(env, list, "label", h->mark_label, is_left ? at - mark_gap : at + mark_gap,
                    y + mark_at, is_left ? SB_RIGHT : SB_LEFT);
}

void sb_histogram_draw(const sb_figure_env *env, const sb_histogram *h, sb_display_list *list,
                       double x, double y)
{
    double axis = y + above + h->stack;
    sb_draw_text_on(env, list, "block title", h->title, x, y + title_at, SB_LEFT);
    sb_draw_text_on(env, list, "unit", h->subtitle, x, y + subtitle_at, SB_LEFT);
    draw_squares(h, list, x, axis, env->arena);
    draw_axis(env, h, list, x, axis);
    draw_mark(env, h, list, x, y, axis);
}
