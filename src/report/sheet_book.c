#include "backend/workbook.h"
#include "report/sheet.h"

#include <string.h>

/* A workbook being made. */
typedef struct draft {
    const sb_spreadsheet *sheet;
    int n_columns;
    SB_VEC(sb_book_line) lines;
} draft;

static sb_book_cell *add_line(draft *d)
{
    sb_arena *arena = d->sheet->env.arena;
    sb_book_cell *cells = sb_arena_array(arena, sb_book_cell, d->n_columns);
    for (int c = 0; c < d->n_columns; c++)
        cells[c].text = "";
    sb_vec_push(arena, &d->lines, ((sb_book_line){cells, d->n_columns}));
    return cells;
}

static void add_text(draft *d, const char *text, sb_book_look look)
{
    if (text)
        add_line(d)[0] = (sb_book_cell){.text = text, .look = look};
}

/* ---- heads ---- */

static const char *head_text(const sb_spreadsheet *s, const sb_table_head *head)
{
    const char *text = head->text ? head->text : "";
    return head->unit && *head->unit
               ? sb_arena_printf(s->env.arena, "%s%s%s", text, *text ? "\n" : "", head->unit)
               : text;
}

/* Heads stand as in the table, over the columns that they span. */
static void add_heads(draft *d)
{
    const sb_spreadsheet *s = d->sheet;
    const sb_table_layout *t = &s->table;
    size_t first = d->lines.n;
    sb_book_cell *lowest = NULL; /* with a line below all of it */
    for (int r = 0; r < t->n_head_rows; r++)
        lowest = add_line(d);
    for (int c = 0; lowest && c < d->n_columns; c++)
        lowest[c] =
            (sb_book_cell){.text = c < s->n_labels ? sb_spreadsheet_label_head(s, c) : "",
                           .look = SB_BOOK_HEAD};
    for (int i = 0; i < t->n_heads; i++) {
        const sb_table_head *head = &t->heads[i];
        int at = s->n_labels, n = 0;
        for (int c = 0; c < head->from + head->n; c++) {
            at += c < head->from && sb_spreadsheet_is_written(s, c);
            n += c >= head->from && sb_spreadsheet_is_written(s, c);
        }
        if (!n)
            continue;
        sb_book_cell *cells = (sb_book_cell *)d->lines.at[first + (size_t)head->row].cells;
        for (int c = at; c < at + n; c++)
            cells[c].look = SB_BOOK_HEAD;
        cells[at] = (sb_book_cell){.text = head_text(s, head),
                                   .look = SB_BOOK_HEAD,
                                   .is_right = true,
                                   .columns = n,
                                   .rows = head->n_rows};
    }
}

/* ---- rows ---- */

static sb_book_look look_of(const sb_table_row *row)
{
    return row->is_total || !strcmp(row->type, "table strong") ? SB_BOOK_STRONG : SB_BOOK_PLAIN;
}

/* A number stays one, whatever stands behind it; what is printed as a sign is shown as it. */
static sb_book_cell cell_of(const sb_spreadsheet *s, const sb_table_row *row,
                            const sb_table_cell *cell)
{
    if (!sb_spreadsheet_has_number(cell))
        return (sb_book_cell){.text = sb_spreadsheet_text(s, cell),
                              .is_right = cell->kind != SB_CELL_TEXT,
                              .is_wrapped = cell->kind == SB_CELL_TEXT,
                              .look = look_of(row)};
    unsigned signs = sb_signs_in(cell->value, cell->manner.digits, cell->manner.flags);
    bool is_sign = signs & (1u << SB_NUMBER | 1u << SB_NOTHING);
    return (sb_book_cell){.number = sb_spreadsheet_number(cell),
                          .digits = cell->manner.digits,
                          .is_signed = cell->manner.flags & SB_SIGNED,
                          .behind = cell->behind,
                          .shown = is_sign ? sb_sign(s->env.locale, cell->value.state) : NULL,
                          .look = look_of(row)};
}

static void add_row(draft *d, const sb_table_row *row)
{
    const sb_spreadsheet *s = d->sheet;
    sb_book_cell *cells = add_line(d);
    for (int i = 0; i < s->n_labels; i++)
        cells[i] = (sb_book_cell){.text = row->place.area < 0 ? row->label
                                                              : sb_spreadsheet_label(s, row, i),
                                  .look = look_of(row)};
    int at = s->n_labels;
    for (int c = 0; c < s->table.n_columns; c++)
        if (sb_spreadsheet_is_written(s, c))
            cells[at++] = cell_of(s, row, &row->cells[c]);
}

static const double *widths_of(const draft *d)
{
    enum { KEY = 9, LABEL = 34, NUMBER = 13, TEXT = 40 };
    const sb_spreadsheet *s = d->sheet;
    double *widths = sb_arena_array(s->env.arena, double, d->n_columns);
    int at = s->n_labels;
    widths[0] = s->n_labels > 1 ? KEY : LABEL;
    widths[s->n_labels - 1] = LABEL;
    for (int c = 0; c < s->table.n_columns; c++)
        if (sb_spreadsheet_is_written(s, c))
            widths[at++] = s->table.columns[c].spec->text ? TEXT : NUMBER;
    return widths;
}

/* ---- the book: title and what is shown, the table, and under it what it needs to be read ----
 */

bool sb_spreadsheet_write_book(const sb_spreadsheet *s, FILE *file)
{
    draft d = {.sheet = s, .n_columns = s->n_labels};
    for (int c = 0; c < s->table.n_columns; c++)
        d.n_columns += sb_spreadsheet_is_written(s, c);
    const char *unit = sb_spreadsheet_filled(s, s->block->unit);
    add_text(&d, s->title, SB_BOOK_TITLE);
    add_text(&d, unit ? unit : sb_spreadsheet_period(s), SB_BOOK_NOTE);
    add_heads(&d);
    int n_fixed = (int)d.lines.n;
    for (int r = 0; r < s->table.n_rows; r++)
        add_row(&d, &s->table.rows[r]);
    for (int i = 0; i < s->table.n_all_remarks; i++)
        add_text(&d, s->table.remarks[i], SB_BOOK_NOTE);
    add_text(&d, sb_spreadsheet_filled(s, s->block->note), SB_BOOK_NOTE);
    add_text(&d, s->source, SB_BOOK_NOTE);
    const sb_workbook book = {
        .title = s->title,
        .creator = "sozialbericht " SB_VERSION,
        .language = s->env.locale->language == SB_GERMAN ? "de-DE" : "en-GB",
        .lines = d.lines.at,
        .n_lines = (int)d.lines.n,
        .n_fixed_lines = n_fixed,
        .n_fixed_columns = s->n_labels,
        .widths = widths_of(&d),
        .n_columns = d.n_columns,
    };
    SB_AUTO(sb_buf_free) sb_buf bytes = {0};
    return sb_workbook_write(&book, &bytes) && fwrite(bytes.at, 1, bytes.n, file) == bytes.n &&
           fflush(file) == 0;
}
