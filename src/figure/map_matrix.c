#include "figure/map_matrix.h"

const sb_classes *sb_matrix_of_kinds(const struct sb_side *rows, const struct sb_side *columns,
                                     const sb_value *values, int n, sb_arena *arena)
{
    int k = rows->n * columns->n;
    if (rows->n > SB_MATRIX_MOST || columns->n > SB_MATRIX_MOST)
        return NULL; /* told by the check */
    sb_class_matrix *matrix = sb_arena_one(arena, sb_class_matrix);
    *matrix = (sb_class_matrix){.row_title = rows->label,
                                .column_title = columns->label,
                                .n_rows = rows->n,
                                .n_columns = columns->n,
                                .rows = rows->names,
                                .columns = columns->names};
    double keys[SB_KIND_MAX];
    const char **names = sb_arena_array(arena, const char *, k);
    for (int i = 0; i < k; i++) {
        keys[i] = i + 1;
        names[i] = sb_arena_printf(arena, "%s, %s", rows->names[i / columns->n],
                                   columns->names[i % columns->n]);
    }
    sb_classes *classes = sb_arena_copy(
        arena, sb_classes_by_type(values, n, keys, names, k, arena), 1, sizeof *classes);
    classes->matrix = matrix;
    return classes;
}

static const char *title_of(const sb_facts *facts, int indicator, sb_arena *arena)
{
    const sb_indicator *i = sb_facts_indicator(facts, indicator);
    return i->unit ? sb_arena_printf(arena, "%s, %s",
                                     i->short_label ? i->short_label : i->label, i->unit)
                   : i->label;
}

const sb_classes *sb_matrix_of_pairs(const sb_facts *facts, const sb_classes *up, int indicator,
                                     const sb_classes *across, int against, int n,
                                     sb_arena *arena)
{
    if (up->k > SB_MATRIX_MOST || across->k > SB_MATRIX_MOST)
        return NULL; /* told by the check */
    sb_class_matrix *matrix = sb_arena_one(arena, sb_class_matrix);
    *matrix = (sb_class_matrix){.row_title = title_of(facts, indicator, arena),
                                .column_title = title_of(facts, against, arena),
                                .n_rows = up->k,
                                .n_columns = across->k,
                                .up = up,
                                .across = across};
    return sb_classes_cross(matrix, n, arena);
}

/* Inks lie on each other, light passes through both. */
static sb_colour over(sb_colour a, sb_colour b)
{
    sb_colour c = {0};
    for (int i = 0; i < 4; i++)
        c.cmyk[i] = fminf(a.cmyk[i] + b.cmyk[i], 1);
    for (int i = 0; i < 3; i++)
        c.rgb[i] = a.rgb[i] * b.rgb[i];
    return c;
}

const sb_colour *sb_matrix_colours(const sb_style *style, const sb_class_matrix *matrix,
                                   sb_arena *arena)
{
    int rows = matrix->n_rows, columns = matrix->n_columns;
    const sb_colour *up = sb_style_palette(style, "up", rows),
                    *across = sb_style_palette(style, "across", columns);
    if (!up || !across)
        return NULL;
    sb_colour *colours = sb_arena_array(arena, sb_colour, rows * columns);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            colours[row * columns + column] =
                over(up[matrix->up ? rows - 1 - row : row], across[column]);
    return colours;
}
