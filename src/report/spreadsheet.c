#include "report/spreadsheet.h"

#include "backend/workbook.h"
#include "figure/draw.h"
#include "figure/table_layout.h"
#include "report/table_out.h"

#include <stdio.h>
#include <string.h>

static const double width = 500; /* any that a table can be laid out in */

struct sb_spreadsheet_names {
    sb_arena *arena;
    sb_index *index;
};

/* A table on its page. */
typedef struct sheet {
    sb_report *report;
    const sb_spec_block *block;
    sb_figure_env env;
    sb_table_layout table;
    const char *name; /* of its files, without the end */
    int n_labels;     /* columns before those of the table: key and name, or the label */
} sheet;

sb_spreadsheet_names *sb_spreadsheet_names_new(sb_arena *arena)
{
    sb_spreadsheet_names *names = sb_arena_one(arena, sb_spreadsheet_names);
    *names = (sb_spreadsheet_names){arena, sb_index_new(arena)};
    return names;
}

/* ---- what stands in it ---- */

/* "Bevölkerung, unter 18 (%)": all heads of a column in one. */
static const char *head_of(const sheet *s, int column)
{
    const sb_table_layout *t = &s->table;
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    const char *unit = NULL;
    for (int i = 0; i < t->n_heads; i++) {
        const sb_table_head *head = &t->heads[i];
        if (column < head->from || column >= head->from + head->n)
            continue;
        if (head->text && *head->text)
            sb_buf_printf(&out, "%s%s", out.n ? ", " : "", head->text);
        unit = head->unit && *head->unit ? head->unit : unit;
    }
    if (unit)
        sb_buf_printf(&out, out.n ? " (%s)" : "%s", unit);
    return sb_arena_text(s->env.arena, out.at ? out.at : "");
}

/* What an area or a row is called in label column `i`. */
static const char *label_of(const sheet *s, const sb_table_row *row, int i)
{
    if (row->place.area < 0)
        return row->label;
    const sb_area *area = sb_areas_at(sb_facts_areas(s->env.facts), row->place);
    return i == 0 ? area->key : area->name;
}

static const char *label_head(const sheet *s, int i)
{
    if (s->n_labels > 1 && i == 0)
        return sb_word(s->env.locale, SB_W_KEY);
    return s->table.label ? s->table.label : "";
}

static bool has_number(const sb_table_cell *cell)
{
    return (cell->kind == SB_CELL_NUMBER || cell->kind == SB_CELL_ARROW) && !cell->text &&
           sb_value_is_number(cell->value);
}

/* What is printed: not the number behind it, which could tell more. */
static double number_of(const sb_table_cell *cell)
{
    return sb_round(cell->value.number, cell->manner.digits);
}

static const char *text_of(const sheet *s, const sb_table_cell *cell)
{
    switch (cell->kind) {
    case SB_CELL_NUMBER:
    case SB_CELL_ARROW:
        return cell->text ? cell->text : sb_sign(s->env.locale, cell->value.state);
    case SB_CELL_TEXT:
        return cell->text;
    case SB_CELL_SPARK: /* a picture: its numbers stand in columns if they are asked for */
    case SB_CELL_BLANK:
        break;
    }
    return "";
}

/* Columns of small pictures are left out. */
static bool is_written(const sheet *s, int column)
{
    return s->table.columns[column].spec->show != SB_SHOW_TREND;
}

/* ---- CSV ---- */

static bool write_csv(const sheet *s, FILE *file)
{
    int n = s->n_labels;
    const char **names =
        sb_arena_array(s->env.arena, const char *, s->n_labels + s->table.n_columns);
    for (int i = 0; i < s->n_labels; i++)
        names[i] = label_head(s, i);
    for (int c = 0; c < s->table.n_columns; c++)
        if (is_written(s, c))
            names[n++] = head_of(s, c);
    sb_table_out out = sb_table_out_begin(file, SB_CSV, names, n);
    for (int r = 0; r < s->table.n_rows; r++) {
        const sb_table_row *row = &s->table.rows[r];
        for (int i = 0; i < s->n_labels; i++)
            sb_table_out_text(&out, label_of(s, row, i));
        for (int c = 0; c < s->table.n_columns; c++)
            if (!is_written(s, c))
                continue;
            else if (has_number(&row->cells[c]))
                sb_table_out_number(&out, number_of(&row->cells[c]));
            else
                sb_table_out_text(&out, text_of(s, &row->cells[c]));
    }
    return sb_table_out_end(&out);
}

/* ---- XLSX ---- */

/* A workbook being made. */
typedef struct draft {
    const sheet *sheet;
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

static const char *filled(const sheet *s, const char *text)
{
    return text ? sb_figure_text(&s->env, text) : NULL;
}

/* Heads stand as in the table, over the columns that they span. */
static void add_heads(draft *d)
{
    const sheet *s = d->sheet;
    const sb_table_layout *t = &s->table;
    size_t first = d->lines.n;
    for (int r = 0; r < t->n_head_rows; r++) {
        sb_book_cell *cells = add_line(d);
        for (int c = 0; c < d->n_columns; c++)
            cells[c].look = SB_BOOK_HEAD;
    }
    sb_book_cell *lowest = (sb_book_cell *)d->lines.at[d->lines.n - 1].cells;
    for (int i = 0; i < s->n_labels; i++)
        lowest[i].text = label_head(s, i);
    for (int i = 0; i < t->n_heads; i++) {
        const sb_table_head *head = &t->heads[i];
        int at = s->n_labels, n = 0;
        for (int c = 0; c < head->from + head->n; c++) {
            at += c < head->from && is_written(s, c);
            n += c >= head->from && is_written(s, c);
        }
        if (!n)
            continue;
        const char *text = head->text ? head->text : "";
        if (head->unit && *head->unit)
            text = sb_arena_printf(s->env.arena, "%s%s%s", text, *text ? "\n" : "", head->unit);
        sb_book_cell *cells = (sb_book_cell *)d->lines.at[first + (size_t)head->row].cells;
        cells[at] = (sb_book_cell){.text = text,
                                   .look = SB_BOOK_HEAD,
                                   .is_right = true,
                                   .columns = n,
                                   .rows = head->n_rows};
    }
}

static sb_book_cell cell_of(const sheet *s, const sb_table_row *row, const sb_table_cell *cell)
{
    sb_book_look look =
        row->is_total || !strcmp(row->type, "table strong") ? SB_BOOK_STRONG : SB_BOOK_PLAIN;
    if (has_number(cell))
        return (sb_book_cell){.number = number_of(cell),
                              .digits = cell->manner.digits,
                              .is_signed = cell->manner.flags & SB_SIGNED,
                              .look = look};
    return (sb_book_cell){
        .text = text_of(s, cell), .is_right = cell->kind != SB_CELL_TEXT, .look = look};
}

static void add_row(draft *d, const sb_table_row *row)
{
    const sheet *s = d->sheet;
    sb_book_cell *cells = add_line(d);
    bool is_strong = row->is_total || !strcmp(row->type, "table strong");
    for (int i = 0; i < s->n_labels; i++)
        cells[i] = (sb_book_cell){.text = label_of(s, row, i),
                                  .look = is_strong ? SB_BOOK_STRONG : SB_BOOK_PLAIN};
    int at = s->n_labels;
    for (int c = 0; c < s->table.n_columns; c++)
        if (is_written(s, c))
            cells[at++] = cell_of(s, row, &row->cells[c]);
}

static const double *widths_of(const draft *d)
{
    enum { KEY = 9, LABEL = 34, NUMBER = 13, TEXT = 40 };
    const sheet *s = d->sheet;
    double *widths = sb_arena_array(s->env.arena, double, d->n_columns);
    int at = s->n_labels;
    widths[0] = s->n_labels > 1 ? KEY : LABEL;
    widths[s->n_labels - 1] = LABEL;
    for (int c = 0; c < s->table.n_columns; c++)
        if (is_written(s, c))
            widths[at++] = s->table.columns[c].spec->text ? TEXT : NUMBER;
    return widths;
}

static bool write_xlsx(const sheet *s, FILE *file)
{
    draft d = {.sheet = s, .n_columns = s->n_labels};
    for (int c = 0; c < s->table.n_columns; c++)
        d.n_columns += is_written(s, c);
    const char *title = filled(s, s->block->title);
    add_text(&d, title ? title : s->block->profile->sheet, SB_BOOK_TITLE);
    add_text(&d, filled(s, s->block->unit), SB_BOOK_NOTE);
    add_heads(&d);
    int n_fixed = (int)d.lines.n;
    for (int r = 0; r < s->table.n_rows; r++)
        add_row(&d, &s->table.rows[r]);
    for (int i = 0; i < s->table.n_remarks; i++)
        add_text(&d, s->table.remarks[i], SB_BOOK_NOTE);
    add_text(&d, filled(s, s->block->note), SB_BOOK_NOTE);
    add_text(&d, filled(s, s->block->source), SB_BOOK_NOTE);
    const sb_workbook book = {
        .title = title ? title : s->block->profile->sheet,
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

/* ---- files ---- */

static const char *name_of(const sheet *s)
{
    sb_place place = s->env.scope.place;
    return sb_report_file_name(
        s->report, s->block->profile->sheet,
        place.level < 0 ? NULL : sb_areas_at(sb_facts_areas(s->env.facts), place));
}

static bool write_file(const sheet *s, sb_run *run, const char *path, const char *end,
                       bool (*write)(const sheet *s, FILE *file))
{
    sb_report *r = s->report;
    const char *target =
        sb_file_beside(path, sb_arena_printf(r->arena, "%s.%s", s->name, end), r->arena);
    const char *temporary = sb_run_file(run, target, r->diag);
    if (!temporary)
        return false;
    FILE *file = fopen(temporary, "wb");
    bool is_good = file && write(s, file);
    if (file && fclose(file) != 0)
        is_good = false;
    if (!is_good)
        sb_fail(r->diag, SB_E_IO, SB_NOWHERE, _("cannot write '%s'"), target);
    return is_good;
}

static bool write_table(sb_report *r, const sb_spec_block *block, sb_scope scope, sb_run *run,
                        const char *path, sb_spreadsheet_names *names)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sheet s = {.report = r,
               .block = block,
               .env = {.facts = r->facts,
                       .style = r->composer.style,
                       .locale = &r->locale,
                       .shaper = r->shapers[0],
                       .maps = r->maps,
                       .scope = scope,
                       .arena = scratch,
                       .diag = r->diag},
               .n_labels = block->profile->each ? 2 : 1};
    s.table = sb_table_lay_out(&s.env, block, width);
    s.name = name_of(&s);
    if (!sb_index_put(names->index, s.name, 1)) {
        sb_fail(r->diag, SB_E_IO, sb_node_span(block->profile->node, "sheet"),
                _("two tables would be written to '%s'"), s.name);
        sb_hint(r->diag, _("use {key} in the name of the files"));
        return false;
    }
    return write_file(&s, run, path, "csv", write_csv) &&
           write_file(&s, run, path, "xlsx", write_xlsx);
}

static bool write_block(sb_report *r, const sb_spec_block *block, sb_scope scope, sb_run *run,
                        const char *path, sb_spreadsheet_names *names)
{
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new(); /* check() told it */
    if (!sb_condition_holds(r->facts, block->when, scope, SB_NOWHERE, r->arena, silent))
        return true;
    for (int i = 0; i < block->n_children; i++)
        if (!write_block(r, block->children[i], scope, run, path, names))
            return false;
    return !block->profile || !block->profile->sheet ||
           write_table(r, block, scope, run, path, names);
}

bool sb_spreadsheets_write(sb_report *r, sb_run *run, const char *path,
                           sb_spreadsheet_names *names)
{
    const sb_plan *plan = r->composer.plan;
    for (int i = 0; i < plan->n; i++) {
        const sb_planned *page = &plan->pages[i];
        if (page->part) /* a page before has them */
            continue;
        for (int b = 0; b < page->spec->n_blocks; b++)
            if (!write_block(r, page->spec->blocks[b], page->scope, run, path, names))
                return false;
    }
    return true;
}
