#include "figure/legend.h"

#include "figure/draw.h"
#include "figure/legend_matrix.h"

#include <string.h>

/* PAGE.md 5, in pt: small maps and maps over half the page. */
typedef struct measures {
    double row, swatch_width, swatch_height, column;
} measures;

static const double gap = 5, mark_gap = 3.5, mark_width = 2;

static measures measures_of(const sb_legend *legend)
{
    return legend->is_large ? (measures){11.5, 17, 8, 118} : (measures){10.5, 15, 7, 0};
}

int sb_legend_rows(const sb_classes *classes, int rows[SB_LEGEND_ROWS])
{
    int n = 0;
    for (int i = 0; i < classes->k; i++) /* kinds as listed, classes from the highest */
        rows[n++] = sb_classes_are_ordered(classes) ? classes->k - 1 - i : i;
    if (sb_legend_count(classes, SB_CLASS_UNKNOWN) > 0)
        rows[n++] = SB_CLASS_UNKNOWN;
    if (sb_legend_count(classes, SB_CLASS_NOT_MEANINGFUL) > 0)
        rows[n++] = SB_CLASS_NOT_MEANINGFUL;
    return n;
}

int sb_legend_row(int class_of)
{
    return class_of == SB_CLASS_WITHHELD ? SB_CLASS_UNKNOWN : class_of;
}

int sb_legend_count(const sb_classes *classes, int row)
{
    switch (row) {
    case SB_CLASS_NOT_MEANINGFUL:
        return classes->n_not_meaningful;
    case SB_CLASS_UNKNOWN:
        return classes->n_unknown + classes->n_withheld;
    default:
        return classes->count[row];
    }
}

/* A row's three columns; to is empty for the highest class, all but `word` for one without
 * limits. */
typedef struct row_text {
    char from[SB_FORMAT_ROOM], to[SB_FORMAT_ROOM];
    const char *word;
} row_text;

static row_text text_of(const sb_locale *locale, const sb_classes *classes,
                        sb_legend_wording wording, int row)
{
    row_text text = {.word = ""};
    bool is_less = wording == SB_WORDING_LESS;
    if (row < 0) {
        text.word = row != SB_CLASS_NOT_MEANINGFUL ? sb_word(locale, SB_W_WITHHELD)
                    : classes->left_out            ? classes->left_out
                                                   : sb_sign_meaning(locale, SB_NOT_MEANINGFUL);
        return text;
    }
    if (classes->names) {
        text.word = classes->names[row];
        return text;
    }
    sb_format_number(locale, classes->at[row], classes->digits, 0, text.from);
    if (classes->k == 1 && classes->at[0] == classes->at[1])
        return text; /* one value for all */
    if (row < classes->k - 1) {
        sb_format_number(locale, classes->at[row + 1], classes->digits, 0, text.to);
        text.word = is_less ? "<" : sb_word(locale, SB_W_UNDER);
    } else {
        text.word = sb_word(locale, is_less ? SB_W_AND_GREATER : SB_W_AND_MORE);
    }
    return text;
}

const char *sb_legend_text(const sb_locale *locale, const sb_classes *classes,
                           sb_legend_wording wording, int row, sb_arena *arena)
{
    if (classes->matrix && row >= 0)
        return sb_matrix_text(locale, classes, wording, row, arena);
    row_text text = text_of(locale, classes, wording, row);
    return sb_arena_printf(arena, "%s%s%s%s%s", text.from,
                           *text.from && *text.word ? " " : "", text.word, *text.to ? " " : "",
                           text.to);
}

/* The rows one below the other: not the cells of a matrix, which stand over them. */
static int listed_rows(const sb_legend *legend, int rows[SB_LEGEND_ROWS])
{
    int n = sb_legend_rows(legend->classes, rows), cells = legend->classes->k;
    if (!legend->classes->matrix)
        return n;
    for (int i = cells; i < n; i++)
        rows[i - cells] = rows[i];
    return n - cells;
}

/* What stands over the rows: what the counts are of, the histogram, or the matrix. */
static double head_height(const sb_figure_env *env, const sb_legend *legend)
{
    if (legend->classes->matrix)
        return sb_matrix_size(env, legend).height;
    return legend->histogram ? sb_histogram_height(legend->histogram) + gap
                             : measures_of(legend).row;
}

double sb_legend_height(const sb_figure_env *env, const sb_legend *legend)
{
    int rows[SB_LEGEND_ROWS];
    return head_height(env, legend) + listed_rows(legend, rows) * measures_of(legend).row;
}

static double width_of(const sb_figure_env *env, const char *type, const char *text)
{
    return *text ? sb_shape_width(env->shaper, sb_style_type(env->style, type), text) : 0;
}

/* Where the columns end, from the swatch's left edge; the widest limit decides. */
typedef struct columns {
    double from, to;    /* right edges of the two limits */
    double blank, text; /* a blank's width, the right edge of all text */
} columns;

static columns columns_of(const sb_figure_env *env, const sb_legend *legend)
{
    columns at = {0};
    int rows[SB_LEGEND_ROWS];
    int n = listed_rows(legend, rows);
    double start = measures_of(legend).swatch_width + gap, words = 0, upper = 0, alone = 0;
    for (int i = 0; i < n; i++) {
        row_text text = text_of(env->locale, legend->classes, legend->wording, rows[i]);
        double word = width_of(env, "label", text.word);
        at.from = fmax(at.from, width_of(env, "label", text.from));
        upper = fmax(upper, width_of(env, "label", text.to));
        *(*text.to ? &words : &alone) = fmax(*text.to ? words : alone, word);
    }
    at.blank = width_of(env, "label", "0 0") - 2 * width_of(env, "label", "0");
    at.from += start;
    at.to = at.from + (words > 0 ? words + 2 * at.blank + upper : 0);
    at.text = fmax(at.to, at.from + at.blank + alone);
    return at;
}

double sb_legend_width(const sb_figure_env *env, const sb_legend *legend)
{
    char count[SB_FORMAT_ROOM];
    int most = 0, rows[SB_LEGEND_ROWS];
    for (int i = listed_rows(legend, rows); i-- > 0;)
        most = sb_legend_count(legend->classes, rows[i]) > most
                   ? sb_legend_count(legend->classes, rows[i])
                   : most;
    sb_format_number(env->locale, most, 0, 0, count);
    double counts = fmax(width_of(env, "label muted", count), 2 * gap);
    double least = measures_of(legend).column;
    if (legend->histogram)
        least = fmax(least, sb_histogram_width(env, legend->histogram));
    if (legend->classes->matrix)
        least = fmax(least, sb_matrix_size(env, legend).width);
    return fmax(columns_of(env, legend).text + 2 * gap + counts, least);
}

static double row_top(const sb_figure_env *env, const sb_legend *legend, double y, int row)
{
    return y + head_height(env, legend) + row * measures_of(legend).row;
}

/* Swatches stand in the middle of the figures' height. */
static sb_rect swatch_at(const sb_legend *legend, double x, double top)
{
    measures m = measures_of(legend);
    return (sb_rect){x, top + (m.row - m.swatch_height) / 2, m.swatch_width, m.swatch_height};
}

static double baseline_in(const sb_figure_env *env, const sb_legend *legend, double top)
{
    double figures = 0.72 * sb_style_type(env->style, "label")->size;
    return top + (measures_of(legend).row + figures) / 2;
}

static void draw_swatch(const sb_figure_env *env, const sb_legend *legend,
                        sb_display_list *list, int row, sb_rect swatch)
{
    sb_path path = sb_path_rect(env->arena, swatch);
    if (row == SB_CLASS_NOT_MEANINGFUL)
        sb_hatch(list, env->style, path, env->arena);
    else
        sb_list_fill(list, path, false,
                     row < 0 ? sb_style_colour(env->style, "missing") : legend->colours[row]);
    if (row >= 0 && sb_colour_lightness(legend->colours[row]) > SB_NEARLY_WHITE) {
        sb_rule rule = sb_style_line(env->style, "hatch");
        sb_list_stroke(list, path, rule.pen, rule.colour);
    }
}

void sb_legend_draw(const sb_figure_env *env, const sb_legend *legend, sb_display_list *list,
                    double x, double y, double width)
{
    columns at = columns_of(env, legend);
    int rows[SB_LEGEND_ROWS];
    int n = listed_rows(legend, rows);
    if (legend->classes->matrix)
        sb_matrix_draw(env, legend, list, x, y);
    else if (legend->histogram)
        sb_histogram_draw(env, legend->histogram, list, x, y);
    else
        sb_draw_text_on(env, list, "label muted", legend->counted, x + width,
                        baseline_in(env, legend, y), SB_RIGHT);
    for (int i = 0; i < n; i++) {
        double top = row_top(env, legend, y, i), baseline = baseline_in(env, legend, top);
        row_text text = text_of(env->locale, legend->classes, legend->wording, rows[i]);
        char count[SB_FORMAT_ROOM];
        sb_format_number(env->locale, sb_legend_count(legend->classes, rows[i]), 0, 0, count);
        draw_swatch(env, legend, list, rows[i], swatch_at(legend, x, top));
        sb_draw_text_on(env, list, "label", text.from, x + at.from, baseline, SB_RIGHT);
        double word = *text.from ? at.from + at.blank : measures_of(legend).swatch_width + gap;
        sb_draw_text_on(env, list, "label", text.word, x + word, baseline, SB_LEFT);
        sb_draw_text_on(env, list, "label", text.to, x + at.to, baseline, SB_RIGHT);
        if (*legend->counted)
            sb_draw_text_on(env, list, "label muted", count, x + width, baseline, SB_RIGHT);
    }
}

sb_rect sb_legend_mark(const sb_figure_env *env, const sb_legend *legend, int class_of,
                       double x, double y)
{
    if (legend->classes->matrix && class_of >= 0)
        return sb_matrix_mark(env, legend, class_of, x, y);
    int rows[SB_LEGEND_ROWS], row = 0;
    int n = listed_rows(legend, rows);
    while (row < n - 1 && rows[row] != sb_legend_row(class_of))
        row++;
    sb_rect swatch = swatch_at(legend, x, row_top(env, legend, y, row));
    return (sb_rect){x - mark_gap - mark_width, swatch.y, mark_width, swatch.height};
}

void sb_hatch(sb_display_list *list, const sb_style *style, sb_path path, sb_arena *arena)
{
    enum { PITCH = 3 }; /* along a line of text */
    sb_rect box = sb_path_box(path);
    sb_rule rule = sb_style_line(style, "hatch");
    sb_pencil pencil = sb_pencil_new(arena);
    /* Lines x + y = c, on one lattice for all hatches of a list. */
    double last = sb_rect_right(box) + sb_rect_bottom(box);
    for (double c = ceil((box.x + box.y) / PITCH) * PITCH; c < last; c += PITCH) {
        double x = fmin(c - box.y, sb_rect_right(box)),
               to = fmax(c - sb_rect_bottom(box), box.x);
        sb_pencil_move(&pencil, x, c - x);
        sb_pencil_line(&pencil, to, c - to);
    }
    sb_path lines = sb_pencil_path(&pencil);
    if (lines.n_points == 0)
        return;
    sb_list_push(list, SB_IDENTITY, &path);
    sb_list_stroke(list, lines, rule.pen, rule.colour);
    sb_list_pop(list);
}

/* ---- scale bar ---- */

/* What stands over mark i of 0, 1, 2; the unit at the last only. */
static void scale_text(const sb_locale *locale, double step, int i, char out[SB_FORMAT_ROOM])
{
    bool is_km = step >= 1000;
    double number = i * (is_km ? step / 1000 : step);
    if (i < 2)
        sb_format_number(locale, number, 0, 0, out);
    else
        sb_format_measure(locale, sb_value_number(number), 0, 0, is_km ? "km" : "m", out);
}

/* The smallest of 1, 2, 5, 10 … metres whose two steps have room for the labels and are not
 * lost under the map. */
sb_scale_bar sb_scale_bar_for(const sb_figure_env *env, double pt_per_metre, double map_width)
{
    static const double round_to[] = {1, 2, 5};
    for (double power = 1; power < 1e8; power *= 10)
        for (size_t i = 0; i < SB_COUNT(round_to); i++) {
            double step = round_to[i] * power, width = 2 * step * pt_per_metre;
            char last[SB_FORMAT_ROOM];
            scale_text(env->locale, step, 2, last);
            double middle = width_of(env, "axis", "0") / 2 + 4; /* the label at half */
            if (width >= map_width / 8 && width / 2 >= width_of(env, "axis", last) + middle)
                return (sb_scale_bar){step, width};
        }
    return (sb_scale_bar){0};
}

void sb_scale_bar_draw(const sb_figure_env *env, sb_scale_bar bar, sb_display_list *list,
                       double right, double bottom)
{
    enum { TICK = 3, LABEL_GAP = 2 };
    sb_rule rule = sb_style_line(env->style, "axis");
    double left = right - bar.width, line = bottom - rule.pen.width / 2;
    sb_pencil pencil = sb_pencil_new(env->arena);
    sb_pencil_move(&pencil, left, line);
    sb_pencil_line(&pencil, right, line);
    for (int i = 0; i <= 2; i++) {
        double x = left + i * bar.width / 2;
        sb_pencil_move(&pencil, x, line);
        sb_pencil_line(&pencil, x, line - TICK);
        char text[SB_FORMAT_ROOM];
        scale_text(env->locale, bar.step, i, text);
        sb_draw_text_on(env, list, "axis", text, x, line - TICK - LABEL_GAP,
                        i < 2 ? SB_CENTRE : SB_RIGHT);
    }
    sb_list_stroke(list, sb_pencil_path(&pencil), rule.pen, rule.colour);
}

void sb_north_draw(const sb_figure_env *env, sb_display_list *list, double right, double bottom)
{
    enum { SHAFT = 18, HEAD = 6, GAP = 6, LETTER_GAP = 2 };
    sb_rule rule = sb_style_line(env->style, "axis");
    double x = right - SB_NORTH_WIDTH / 2.0, foot = bottom - GAP, top = foot - SHAFT;
    sb_list_stroke(list, sb_path_line(env->arena, (sb_point){x, foot}, (sb_point){x, top}),
                   rule.pen, rule.colour);
    sb_pencil pencil = sb_pencil_new(env->arena);
    sb_pencil_move(&pencil, x, top - 1);
    sb_pencil_line(&pencil, x + HEAD / 2.5, top + HEAD);
    sb_pencil_line(&pencil, x - HEAD / 2.5, top + HEAD);
    sb_pencil_close(&pencil);
    sb_list_fill(list, sb_pencil_path(&pencil), false, rule.colour);
    sb_draw_text_on(env, list, "axis", sb_word(env->locale, SB_W_MAP_NORTH), x,
                    top - 1 - LETTER_GAP, SB_CENTRE);
}
