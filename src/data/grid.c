#include "data/grid.h"

#include <stdlib.h>
#include <string.h>

/* ---- text to cells (RFC 4180, with any separator and any line end) ---- */

static bool is_line_end(char c) { return c == '\n' || c == '\r' || c == '\0'; }

/* Separators of one line outside quotes; *p moves behind its end. */
static int count_in_line(const char **p, char separator)
{
    int n = 0;
    bool is_quoted = false;
    for (; **p && (is_quoted || !is_line_end(**p)); ++*p) {
        is_quoted ^= **p == '"';
        n += !is_quoted && **p == separator;
    }
    *p += **p == '\r' && (*p)[1] == '\n' ? 2 : **p != '\0';
    return n;
}

/* How many of the first lines hold the usual number of separators, which is not none. */
static int agreement(const char *text, char separator, int *usual)
{
    enum { LINES = 200, MOST = 256 };
    int lines[MOST] = {0};
    for (int i = 0; i < LINES && *text; i++) {
        int n = count_in_line(&text, separator);
        lines[n < MOST ? n : MOST - 1]++;
    }
    *usual = 1;
    for (int n = 2; n < MOST; n++)
        if (lines[n] >= lines[*usual])
            *usual = n;
    return lines[*usual];
}

char sb_grid_separator(const char *text)
{
    static const char candidates[] = {';', '\t', ',', '|'};
    char best = ';';
    int best_lines = 0, best_usual = 0;
    for (size_t i = 0; i < sizeof candidates; i++) {
        int usual, lines = agreement(text, candidates[i], &usual);
        /* decimal commas agree too, but by chance: more cells win among as many lines */
        if (lines > best_lines || (lines == best_lines && lines && usual > best_usual)) {
            best = candidates[i];
            best_lines = lines;
            best_usual = usual;
        }
    }
    return best;
}

typedef struct lexer {
    char *p;
    char separator;
    int line;
    bool is_open; /* a quote was never closed */
} lexer;

static void copy_one(lexer *l, char **to)
{
    l->line += *l->p == '\n';
    *(*to)++ = *l->p++;
}

/* One cell, unquoted in its place; *end is the sign behind it. */
static char *next_cell(lexer *l, char *end)
{
    while (*l->p == ' ' && l->separator != ' ')
        l->p++;
    char *cell = l->p, *to = cell;
    if (*l->p == '"') {
        l->p++;
        for (; *l->p && (*l->p != '"' || l->p[1] == '"'); copy_one(l, &to))
            l->p += *l->p == '"';
        l->is_open = *l->p == '\0';
        l->p += *l->p == '"';
    }
    while (*l->p != l->separator && !is_line_end(*l->p))
        copy_one(l, &to);
    *end = *l->p;
    if (*end == '\r' && l->p[1] == '\n')
        l->p++;
    l->p += *end != '\0';
    l->line += *end != l->separator && *end != '\0';
    *to = '\0';
    return cell;
}

bool sb_grid_has_room(const char *file, int n_rows, size_t n_cells, const sb_arena *arena,
                      sb_diag *diag)
{
    if (n_cells > SB_COLUMNS_MOST) {
        sb_fail(diag, SB_E_LIMIT, ((sb_span){.file = file}),
                _("the table has more than %d columns"), SB_COLUMNS_MOST);
        sb_hint(diag, _("is the separator right? 'separator:' sets it"));
    } else if (n_rows >= SB_RECORDS_MOST || sb_arena_over(arena)) {
        sb_fail(diag, SB_E_LIMIT, ((sb_span){.file = file}),
                _("the table has more than %d lines, or too many cells"), n_rows);
    } else {
        return true;
    }
    return false;
}

const sb_grid *sb_grid_read(char *text, char separator, const char *file, sb_arena *arena,
                            sb_diag *diag)
{
    SB_VEC(sb_grid_row) rows = {0};
    SB_VEC(const char *) cells = {0};
    lexer l = {text, separator, 1, false};
    while (*l.p) {
        sb_grid_row row = {.line = l.line};
        char end = separator;
        for (cells.n = 0;
             end == separator && sb_grid_has_room(file, (int)rows.n, cells.n, arena, diag);)
            sb_vec_push(arena, &cells, next_cell(&l, &end));
        if (l.is_open) {
            sb_fail(diag, SB_E_DATA, ((sb_span){.file = file, .line = row.line}),
                    _("a quotation mark that begins here is never closed"));
            return NULL;
        }
        if (end == separator)
            return NULL;
        row.n = (int)cells.n;
        row.cells = sb_arena_copy(arena, cells.at, cells.n, sizeof *cells.at);
        sb_vec_push(arena, &rows, row);
    }
    sb_grid *grid = sb_arena_one(arena, sb_grid);
    *grid = (sb_grid){rows.at, (int)rows.n, file, false};
    return grid;
}

/* ---- range ---- */

/* "AB12": 28 and 12; a number that is left out is 0. */
static const char *read_corner(const char *p, int *column, int *row)
{
    *column = *row = 0;
    for (; (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z'); p++)
        *column = *column < 1000 ? *column * 26 + (*p & 31) : *column;
    for (; *p >= '0' && *p <= '9'; p++)
        *row = *row < 100000000 ? *row * 10 + (*p - '0') : *row;
    return p;
}

static bool find_range(const sb_grid *grid, const sb_spec_table *asked, int *row, int *row_end,
                       sb_grid_layout *out, sb_diag *diag)
{
    *out = (sb_grid_layout){.column = 0, .column_end = SB_COLUMNS_MOST};
    *row = 0;
    *row_end = grid->n;
    if (!asked->range)
        return true;
    int column, from, column_end, to;
    const char *p = read_corner(asked->range, &column, &from);
    bool is_good = *p == ':' && column && from;
    p = is_good ? read_corner(p + 1, &column_end, &to) : p;
    if (!is_good || *p || !column_end || column_end < column || (to && to < from)) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(asked->node, "range"), _("'%s' is no range"),
                asked->range);
        sb_hint(diag, _("write the first and the last cell, as A5:H20; A5:H goes to the end"));
        return false;
    }
    out->column = column - 1;
    out->column_end = column_end;
    while (*row < grid->n && grid->rows[*row].line < from)
        ++*row;
    while (to && *row_end > *row && grid->rows[*row_end - 1].line > to)
        --*row_end;
    return true;
}

/* ---- head and foot ---- */

static const char *cell_at(const sb_grid *grid, int row, int column)
{
    return column < grid->rows[row].n ? grid->rows[row].cells[column] : "";
}

static bool is_filled(const char *text) { return text[strspn(text, " \t\r\n")] != '\0'; }

static int filled(const sb_grid *grid, int row, const sb_grid_layout *range)
{
    int n = 0;
    for (int c = range->column; c < grid->rows[row].n && c < range->column_end; c++)
        n += is_filled(grid->rows[row].cells[c]);
    return n;
}

/* "3", "3-4", "none": lines of the file. */
static bool read_head(const char *text, int *from, int *to)
{
    const char *p = text + strspn(text, "0123456789");
    *from = *to = atoi(text);
    if (p == text || p - text > 8 || *from < 1)
        return false;
    if (*p == '-') {
        *to = atoi(p + 1);
        p++;
        p += strspn(p, "0123456789");
    }
    return *p == '\0' && *to >= *from && *to - *from < 4;
}

static int row_of_line(const sb_grid *grid, int line)
{
    int row = 0;
    while (row < grid->n && grid->rows[row].line < line)
        row++;
    return row;
}

static bool asked_head(const sb_grid *grid, const sb_spec_table *asked, sb_grid_layout *out,
                       sb_diag *diag)
{
    int from, to;
    if (!read_head(asked->head, &from, &to)) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(asked->node, "head"),
                _("'%s' is no line of a head"), asked->head);
        sb_hint(diag, _("write its number, as 3, or 3-4 for two lines, or 'none'"));
        return false;
    }
    out->head = row_of_line(grid, from);
    out->head_end = row_of_line(grid, to + 1);
    if (out->head_end - out->head == to - from + 1)
        return true;
    sb_fail(diag, SB_E_DATA, sb_node_span(asked->node, "head"),
            _("'%s' has no line %d for a head"), grid->file, to);
    return false;
}

/* A text that names something: no number, unless it is a year. */
static bool is_naming(const char *text)
{
    size_t n = strlen(text);
    return strspn(text, "0123456789.,-+ ") != n || (n == 4 && strspn(text, "0123456789") == n);
}

/* Do `row` and the one below it make one head?  Merged cells leave gaps: each gap of the upper
 * row lies right of a name and has one below it, each of the lower has one above. */
static bool is_double_head(const sb_grid *grid, int row, int end, const sb_grid_layout *range)
{
    if (row < 0 || row + 1 >= end)
        return false;
    bool is_covered = false, has_wide = false, has_tall = false;
    for (int c = range->column; c < grid->rows[row + 1].n && c < range->column_end; c++) {
        const char *above = cell_at(grid, row, c), *below = cell_at(grid, row + 1, c);
        if (!is_filled(above) && is_filled(below)) {
            if (!is_covered || !is_naming(below))
                return false;
            has_wide = true;
        }
        has_tall |= is_filled(above) && !is_filled(below);
        is_covered |= is_filled(above);
    }
    return has_wide && has_tall;
}

/* A line under the table: one cell alone, with blanks in it as a sentence has. */
static bool is_footnote(const sb_grid *grid, int row, const sb_grid_layout *range)
{
    const char *first = cell_at(grid, row, range->column);
    return filled(grid, row, range) == 1 && *first && strchr(first, ' ');
}

/* The head is the first line from `row` on that is not a title, which is short. */
static void find_head(const sb_grid *grid, int widest, bool has_head, int row, int end,
                      sb_grid_layout *out)
{
    int first = row;
    while (row < end && filled(grid, row, out) * 2 <= widest)
        row++;
    out->head = row;
    out->head_end = has_head && row < end ? row + 1 : row;
    if (has_head && row > first && is_double_head(grid, row - 1, end, out))
        out->head--;
    else if (has_head && is_double_head(grid, row, end, out))
        out->head_end++;
}

bool sb_grid_find(const sb_grid *grid, const sb_spec_table *asked, sb_grid_layout *out,
                  sb_diag *diag)
{
    int row, end, widest = 0;
    if (!find_range(grid, asked, &row, &end, out, diag))
        return false;
    for (int i = row; i < end; i++) {
        int n = filled(grid, i, out);
        widest = n > widest ? n : widest;
    }
    out->end = out->last = end;
    if (asked->head && strcmp(asked->head, "none") != 0) {
        if (!asked_head(grid, asked, out, diag))
            return false;
    } else {
        find_head(grid, widest, !asked->head, row, end, out);
    }
    while (widest > 1 && out->end > out->head_end &&
           (filled(grid, out->end - 1, out) == 0 || is_footnote(grid, out->end - 1, out)))
        out->end--;
    return true;
}

/* ---- records ---- */

/* The name of a column: what the rows of the head say one below the other.  In all but the
 * last an empty cell belongs to the one before it, as merged cells do. */
static const char *column_name(const sb_grid *grid, const sb_grid_layout *layout, int column,
                               sb_arena *arena)
{
    const char *name = "";
    for (int row = layout->head; row < layout->head_end; row++) {
        int c = column;
        const char *text = cell_at(grid, row, c);
        while (row + 1 < layout->head_end && !*text && c > layout->column)
            text = cell_at(grid, row, --c);
        if (*text)
            name = *name ? sb_arena_printf(arena, "%s %s", name, text) : text;
    }
    char *own = sb_arena_text(arena, name + strspn(name, " \t\r\n"));
    size_t n = strlen(own);
    while (n && strchr(" \t\r\n", own[n - 1]))
        own[--n] = '\0';
    for (char *p = own; *p; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
    return *own ? own : sb_arena_printf(arena, "%d", column - layout->column + 1);
}

/* Digits with a point, as a spreadsheet stores them. */
static bool is_stored_number(const char *text)
{
    text += *text == '-';
    size_t n = strspn(text, "0123456789");
    text += n;
    if (*text == '.')
        text += 1 + strspn(text + 1, "0123456789");
    if (n && (*text == 'E' || *text == 'e')) {
        text += 1 + (text[1] == '-' || text[1] == '+');
        text += strspn(text, "0123456789");
    }
    return n && !*text;
}

typedef SB_VEC(int) row_list;

static row_list filled_rows(const sb_grid *grid, const sb_grid_layout *layout, sb_arena *arena)
{
    row_list rows = {0};
    for (int row = layout->head_end; row < layout->end; row++)
        if (filled(grid, row, layout))
            sb_vec_push(arena, &rows, row);
    return rows;
}

static sb_column make_column(const sb_grid *grid, const sb_grid_layout *layout, row_list rows,
                             int column, sb_arena *arena)
{
    sb_column_maker maker = {.arena = arena,
                             .name = column_name(grid, layout, column, arena),
                             .is_numeric = grid->is_sheet};
    for (size_t i = 0; i < rows.n; i++) {
        const char *text = cell_at(grid, rows.at[i], column);
        sb_column_add(&maker, text);
        maker.is_numeric &= !strpbrk(text, "0123456789") || is_stored_number(text);
    }
    return sb_column_made(&maker);
}

/* Behind the last column that has a name or a text: separators at the ends of lines make
 * columns of nothing. */
static int width_of(const sb_grid *grid, const sb_grid_layout *layout)
{
    int width = 0;
    for (int row = layout->head; row < layout->end; row++)
        for (int n = grid->rows[row].n; n > width; n--)
            if (n <= layout->column_end && *cell_at(grid, row, n - 1))
                width = n;
    return width;
}

const sb_records *sb_grid_records(const sb_grid *grid, sb_grid_layout layout, const int **lines,
                                  sb_arena *arena)
{
    row_list rows = filled_rows(grid, &layout, arena);
    int width = width_of(grid, &layout);
    int n = width > layout.column ? width - layout.column : 0;
    sb_column *columns = sb_arena_array(arena, sb_column, n);
    for (int c = 0; c < n; c++)
        columns[c] = make_column(grid, &layout, rows, layout.column + c, arena);
    int *at = sb_arena_array(arena, int, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        at[i] = grid->rows[rows.at[i]].line;
    *lines = at;
    sb_records *records = sb_arena_one(arena, sb_records);
    *records = (sb_records){.file = sb_arena_text(arena, grid->file),
                            .columns = columns,
                            .n_columns = n,
                            .n = (int)rows.n};
    return records;
}
