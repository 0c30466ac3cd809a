#include "figure/legend_matrix.h"

#include "figure/draw.h"

#include <string.h>

/* pt: of a cell, between cells, round the names of columns, from the cells to the names of
 * rows, over and under the cells. */
static const double cell_height = 13, least_width = 24, seam = 1, padding = 3, gap = 5,
                    foot = 4, widest_line = 42; /* of a column's name */

static const char *row_text(const sb_locale *locale, const sb_class_matrix *m,
                            sb_legend_wording wording, int row, sb_arena *arena)
{
    return m->rows ? m->rows[row]
                   : sb_legend_text(locale, m->up, wording, m->n_rows - 1 - row, arena);
}

static const char *column_text(const sb_locale *locale, const sb_class_matrix *m,
                               sb_legend_wording wording, int column, sb_arena *arena)
{
    return m->columns ? m->columns[column]
                      : sb_legend_text(locale, m->across, wording, column, arena);
}

const char *sb_matrix_text(const sb_locale *locale, const sb_classes *classes,
                           sb_legend_wording wording, int cell, sb_arena *arena)
{
    const sb_class_matrix *m = classes->matrix;
    if (classes->names)
        return classes->names[cell];
    return sb_arena_printf(arena, "%s: %s; %s: %s", m->row_title,
                           row_text(locale, m, wording, cell / m->n_columns, arena),
                           m->column_title,
                           column_text(locale, m, wording, cell % m->n_columns, arena));
}

/* Over a column: two lines where one would make the cells too wide. */
typedef struct head {
    const char *lines[2]; /* [0]: "" for one line, which stands in the lower */
    double width;
} head;

static head head_of(const sb_figure_env *env, const char *text, sb_arena *arena)
{
    head best = {{"", text}, sb_draw_width(env, "label", text)};
    if (best.width <= widest_line)
        return best;
    for (const char *p = strchr(text, ' '); p; p = strchr(p + 1, ' ')) {
        const char *first = sb_arena_textn(arena, text, (size_t)(p - text));
        double width =
            fmax(sb_draw_width(env, "label", first), sb_draw_width(env, "label", p + 1));
        if (width < best.width)
            best = (head){{first, p + 1}, width};
    }
    return best;
}

/* Where things stand, from the top left corner. */
typedef struct grid {
    double width, pitch; /* of a cell; from one to the next */
    double top;          /* of the cells */
    double right, names; /* of the cells; left edge of the rows' names */
    double leading;      /* of the lines over the cells */
    int n_heads;         /* lines of the names of columns */
    sb_size size;
} grid;

static grid grid_of(const sb_figure_env *env, const sb_legend *legend)
{
    const sb_class_matrix *m = legend->classes->matrix;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    grid g = {.width = least_width, .leading = sb_style_type(env->style, "label")->leading};
    g.n_heads = 1;
    for (int i = 0; i < m->n_columns; i++) {
        head h =
            head_of(env, column_text(env->locale, m, legend->wording, i, scratch), scratch);
        g.width = fmax(g.width, 2 * padding + h.width);
        g.n_heads = *h.lines[0] ? 2 : g.n_heads;
    }
    double names = sb_draw_width(env, "label strong", m->row_title);
    for (int i = 0; i < m->n_rows; i++)
        names =
            fmax(names, sb_draw_width(env, "label",
                                      row_text(env->locale, m, legend->wording, i, scratch)));
    g.pitch = g.width + seam;
    g.top = (1 + g.n_heads) * g.leading + 1;
    g.right = m->n_columns * g.pitch - seam;
    g.names = g.right + gap;
    g.size.width = fmax(g.names + names, sb_draw_width(env, "label strong", m->column_title));
    g.size.height = g.top + m->n_rows * (cell_height + seam) + foot;
    return g;
}

sb_size sb_matrix_size(const sb_figure_env *env, const sb_legend *legend)
{
    return grid_of(env, legend).size;
}

static sb_rect cell_at(const grid *g, const sb_class_matrix *m, int cell, double x, double y)
{
    return (sb_rect){x + cell % m->n_columns * g->pitch,
                     y + g->top + cell / m->n_columns * (cell_height + seam), g->width,
                     cell_height};
}

static void draw_cell(const sb_figure_env *env, const sb_legend *legend, sb_display_list *list,
                      int cell, sb_rect box)
{
    sb_colour ground = legend->colours[cell];
    sb_list_fill(list, sb_path_rect(env->arena, box), false, ground);
    if (sb_colour_lightness(ground) > SB_NEARLY_WHITE) {
        sb_rule rule = sb_style_line(env->style, "hatch");
        sb_list_stroke(list, sb_path_rect(env->arena, box), rule.pen, rule.colour);
    }
    if (!*legend->counted)
        return;
    char count[SB_FORMAT_ROOM];
    sb_format_number(env->locale, legend->classes->count[cell], 0, 0, count);
    sb_type *type =
        sb_arena_copy(env->arena, sb_style_type(env->style, "label"), 1, sizeof *type);
    type->colour = sb_style_text_on(env->style, ground);
    sb_line_draw(list, sb_shape(env->shaper, type, count), box.x + box.width / 2,
                 box.y + cell_height / 2 + sb_draw_drop(env, "label"), SB_CENTRE);
}

void sb_matrix_draw(const sb_figure_env *env, const sb_legend *legend, sb_display_list *list,
                    double x, double y)
{
    const sb_class_matrix *m = legend->classes->matrix;
    grid g = grid_of(env, legend);
    double first = y + sb_style_type(env->style, "label")->size,
           last = first + g.n_heads * g.leading;
    sb_draw_text_on(env, list, "label strong", m->column_title, x, first, SB_LEFT);
    sb_draw_text_on(env, list, "label strong", m->row_title, x + g.names, last, SB_LEFT);
    for (int i = 0; i < m->n_columns; i++) {
        head h = head_of(env, column_text(env->locale, m, legend->wording, i, env->arena),
                         env->arena);
        for (int line = 0; line < 2; line++)
            sb_draw_text_on(env, list, "label", h.lines[line], x + i * g.pitch + g.width / 2,
                            last - (1 - line) * g.leading, SB_CENTRE);
    }
    for (int i = 0; i < legend->classes->k; i++) {
        sb_rect box = cell_at(&g, m, i, x, y);
        draw_cell(env, legend, list, i, box);
        if (i % m->n_columns == 0)
            sb_draw_text_on(
                env, list, "label",
                row_text(env->locale, m, legend->wording, i / m->n_columns, env->arena),
                x + g.names, box.y + cell_height / 2 + sb_draw_drop(env, "label"), SB_LEFT);
    }
}

sb_rect sb_matrix_mark(const sb_figure_env *env, const sb_legend *legend, int class_of,
                       double x, double y)
{
    grid g = grid_of(env, legend);
    sb_rect cell = cell_at(&g, legend->classes->matrix, class_of, x, y);
    cell.width = 2;
    return cell;
}
