/* table_rows: how high the rows of a table are, and what stands under them. */
#include "figure/table_part.h"

#include <string.h>

/* PAGE.md 7, pt. */
static const double ROW_GAP = 3.8, RULE_TO_ROW = 9.3;

/* A row is as high as its label or its longest text. */
static int lines_of(const sb_table_layout *layout, const sb_table_row *row)
{
    int n = row->lines.n > 1 ? row->lines.n : 1;
    for (int c = 0; c < layout->n_columns; c++) {
        const sb_lines *lines = row->cells[c].lines;
        n = lines && lines->n > n ? lines->n : n;
    }
    return n;
}

void sb_table_place_rows(const sb_figure_env *env, sb_table_layout *layout)
{
    double leading = sb_style_type(env->style, "table")->leading;
    double y = layout->head_rule + RULE_TO_ROW;
    for (int r = 0; r < layout->n_rows; r++) {
        sb_table_row *row = &layout->rows[r];
        if (r && row->has_gap)
            y += ROW_GAP;
        row->baseline = y;
        row->height = lines_of(layout, row) * leading;
        y += row->height;
    }
    layout->height =
        sb_table_part_height(env, layout, (sb_table_part){.to = layout->n_rows, .group = -1});
}

/* ---- what stands under the table ---- */

/* 12 as "¹²". */
static const char *raised(const sb_figure_env *env, size_t number)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const char *text = "";
    for (; number; number /= 10)
        text = sb_arena_printf(env->arena, "%s%s", digits[number % 10], text);
    return text;
}

const char *sb_table_mark(const sb_figure_env *env, sb_remarks *remarks, const char *note)
{
    if (!note)
        return "";
    const char *mark = raised(env, remarks->n + 1);
    sb_vec_push(env->arena, remarks,
                sb_arena_printf(env->arena, "%s %s", mark, sb_figure_text(env, note)));
    return mark;
}

static unsigned signs_of(const sb_table_layout *layout)
{
    unsigned signs = 0;
    for (int r = 0; r < layout->n_rows; r++)
        for (int c = 0; c < layout->n_columns; c++) {
            const sb_table_cell *cell = &layout->rows[r].cells[c];
            if (cell->kind == SB_CELL_TEXT || (cell->kind == SB_CELL_NUMBER && !cell->text))
                signs |= sb_signs_in(cell->value, cell->manner.digits, cell->manner.flags);
        }
    return signs;
}

/* "– = nichts vorhanden; s = geschätzte Zahl": each sign once. */
static const char *explained(const sb_figure_env *env, unsigned signs)
{
    sb_buf out = {0};
    for (int i = 0; i < SB_SIGNS; i++) {
        const char *sign = sb_sign(env->locale, i);
        const char *meaning = sb_sign_meaning(env->locale, i);
        if (!(signs & 1u << i) || !*sign)
            continue;
        const char *entry = sb_arena_printf(env->arena, "%s = %s", sign, meaning);
        if (!out.n || !strstr(out.at, entry)) /* two states may share a sign */
            sb_buf_printf(&out, "%s%s", out.n ? "; " : "", entry);
    }
    const char *text = sb_arena_text(env->arena, out.at);
    sb_buf_free(&out);
    return text;
}

void sb_table_remark(const sb_figure_env *env, sb_table_layout *layout, sb_remarks *remarks,
                     bool is_rounded)
{
    layout->n_notes = (int)remarks->n;
    const char *signs = explained(env, signs_of(layout));
    if (signs)
        sb_vec_push(env->arena, remarks, signs);
    if (is_rounded)
        sb_vec_push(env->arena, remarks, sb_word(env->locale, SB_W_ROUNDED));
    layout->remarks = remarks->at;
    layout->n_all_remarks = (int)remarks->n;
    layout->n_remarks = layout->spec->has_signs ? layout->n_all_remarks : layout->n_notes;
}

void sb_table_add(sb_table_sum *sum, const sb_table_cell *part)
{
    sum->exact += part->kind == SB_CELL_NUMBER ? part->value.number : NAN;
    sum->printed += sb_value_is_number(part->value)
                        ? sb_round(part->value.number, part->manner.digits)
                        : NAN;
    sum->n++;
}

bool sb_table_is_rounded(sb_table_sum sum, const sb_table_cell *whole)
{
    static const double noise = 1e-9;
    if (sum.n < 2 || whole->kind != SB_CELL_NUMBER || !sb_value_is_number(whole->value))
        return false;
    double most = noise * fmax(1, fabs(whole->value.number));
    double printed = sb_round(whole->value.number, whole->manner.digits);
    return fabs(sum.exact - whole->value.number) <= most && fabs(sum.printed - printed) > most;
}
