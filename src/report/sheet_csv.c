#include "report/sheet.h"
#include "report/table_out.h"

#include <string.h>

/* A column of the file. */
typedef enum field_kind { LABEL, VALUE, UNIT, SIGNS } field_kind;
typedef struct field {
    field_kind kind;
    int at; /* which label; which column of the table */
    const char *head;
} field;
typedef SB_VEC(field) fields;

/* ---- heads ---- */

/* "Bevölkerung, unter 18 (%)": all heads of a column in one, without the marks of notes. */
static const char *head_of(const sb_spreadsheet *s, int column)
{
    const sb_table_layout *t = &s->table;
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    SB_AUTO(sb_buf_free) sb_buf unit = {0};
    for (int i = 0; i < t->n_heads; i++) {
        const sb_table_head *head = &t->heads[i];
        if (column < head->from || column >= head->from + head->n)
            continue;
        size_t mark = strlen(head->mark);
        const char *text = head->text ? head->text : "", *below = head->unit ? head->unit : "";
        size_t n = strlen(text) - (*text ? mark : 0);
        size_t n_below = strlen(below) - (*text ? 0 : mark);
        if (n)
            sb_buf_printf(&out, "%s%.*s", out.n ? ", " : "", (int)n, text);
        if (n_below) {
            sb_buf_clear(&unit);
            sb_buf_add(&unit, below, n_below);
        }
    }
    if (unit.n)
        sb_buf_printf(&out, out.n ? " (%s)" : "%s", unit.at);
    return sb_arena_text(s->env.arena, out.at ? out.at : "");
}

/* Heads tell columns apart: "Anteil", "Anteil 2". */
static void add_field(const sb_spreadsheet *s, fields *all, field_kind kind, int at,
                      const char *head)
{
    int n = 1;
    const char *name = head;
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->at[i].head, name) == 0) {
            name = sb_arena_printf(s->env.arena, "%s %d", head, ++n);
            i = (size_t)-1; /* from the first again */
        }
    sb_vec_push(s->env.arena, all, ((field){kind, at, name}));
}

/* The signs that a number carries, and the one that is printed in place of what rounds to 0. */
static const char *signs_of(const sb_spreadsheet *s, const sb_table_cell *cell)
{
    if (!sb_spreadsheet_has_number(cell))
        return "";
    if (sb_signs_in(cell->value, cell->manner.digits, cell->manner.flags) & 1u << SB_NUMBER)
        return sb_sign(s->env.locale, SB_NUMBER);
    char out[SB_FORMAT_ROOM];
    sb_format_marks(s->env.locale, cell->value, cell->manner.digits, cell->manner.flags, out);
    return sb_arena_text(s->env.arena, out);
}

static const char *unit_of(const sb_table_cell *cell)
{
    return sb_spreadsheet_has_number(cell) && cell->unit ? cell->unit : "";
}

/* Units and signs behind numbers have columns of their own, where there are any. */
static fields fields_of(const sb_spreadsheet *s)
{
    fields all = {0};
    const sb_table_layout *t = &s->table;
    for (int i = 0; i < s->n_labels; i++)
        add_field(s, &all, LABEL, i, sb_spreadsheet_label_head(s, i));
    for (int c = 0; c < t->n_columns; c++) {
        if (!sb_spreadsheet_is_written(s, c))
            continue;
        bool has_units = false, has_signs = false;
        for (int r = 0; r < t->n_rows; r++) {
            has_units |= *unit_of(&t->rows[r].cells[c]) != '\0';
            has_signs |= *signs_of(s, &t->rows[r].cells[c]) != '\0';
        }
        const char *head = head_of(s, c);
        add_field(s, &all, VALUE, c, head);
        if (has_units)
            add_field(s, &all, UNIT, c,
                      sb_arena_printf(s->env.arena, "%s, %s", head,
                                      sb_word(s->env.locale, SB_W_UNIT)));
        if (has_signs)
            add_field(s, &all, SIGNS, c,
                      sb_arena_printf(s->env.arena, "%s, %s", head,
                                      sb_word(s->env.locale, SB_W_SIGNS)));
    }
    return all;
}

/* ---- the table ---- */

static void put_field(const sb_spreadsheet *s, sb_table_out *out, const sb_table_row *row,
                      const field *f)
{
    const sb_table_cell *cell = f->kind == LABEL ? NULL : &row->cells[f->at];
    switch (f->kind) {
    case LABEL:
        sb_table_out_text(out, sb_spreadsheet_label(s, row, f->at));
        break;
    case VALUE:
        if (sb_spreadsheet_has_number(cell))
            sb_table_out_number(out, sb_spreadsheet_number(cell));
        else
            sb_table_out_text(out, sb_spreadsheet_text(s, cell));
        break;
    case UNIT:
        sb_table_out_text(out, unit_of(cell));
        break;
    case SIGNS:
        sb_table_out_text(out, signs_of(s, cell));
        break;
    }
}

bool sb_spreadsheet_write_csv(const sb_spreadsheet *s, FILE *file)
{
    fields all = fields_of(s);
    const char **names = sb_arena_array(s->env.arena, const char *, all.n);
    for (size_t i = 0; i < all.n; i++)
        names[i] = all.at[i].head;
    sb_table_out out = sb_table_out_begin(file, SB_CSV, names, (int)all.n);
    for (int r = 0; r < s->table.n_rows; r++)
        for (size_t i = 0; i < all.n; i++)
            put_field(s, &out, &s->table.rows[r], &all.at[i]);
    return sb_table_out_end(&out);
}

/* ---- what a machine must know to read it ---- */

/* A member of an object; none for NULL. */
static void put_member(sb_buf *out, const char *indent, const char *key, const char *text)
{
    if (!text)
        return;
    sb_buf_printf(out, ",\n%s\"%s\": ", indent, key);
    sb_buf_json(out, text);
}

/* Signs in the place of numbers, each once. */
static void put_nulls(const sb_spreadsheet *s, int column, sb_buf *out)
{
    unsigned seen = 0;
    SB_AUTO(sb_buf_free) sb_buf list = {0};
    for (int r = 0; r < s->table.n_rows; r++) {
        const sb_table_cell *cell = &s->table.rows[r].cells[column];
        if (!sb_spreadsheet_has_number(cell) && !cell->text && cell->kind != SB_CELL_BLANK)
            seen |= 1u << cell->value.state;
    }
    sb_buf_text(&list, "\"\""); /* a blank cell: the vocabulary's default */
    for (int i = 0; i < SB_SIGNS; i++) {
        if (!(seen & 1u << i))
            continue;
        SB_AUTO(sb_buf_free) sb_buf sign = {0};
        sb_buf_json(&sign, sb_sign(s->env.locale, i));
        if (!strstr(list.at, sign.at))
            sb_buf_printf(&list, ", %s", sign.at);
    }
    sb_buf_printf(out, ", \"null\": [%s]", list.at);
}

static bool has_numbers(const sb_spreadsheet *s, int column)
{
    bool has_words = false, has_number = false;
    for (int r = 0; r < s->table.n_rows; r++) {
        const sb_table_cell *cell = &s->table.rows[r].cells[column];
        has_words |= cell->text != NULL;
        has_number |= sb_spreadsheet_has_number(cell);
    }
    return has_number && !has_words;
}

static void put_field_metadata(const sb_spreadsheet *s, const field *f, sb_buf *out)
{
    sb_buf_text(out, "      {\"titles\": ");
    sb_buf_json(out, sb_table_out_is_formula(f->head)
                         ? sb_arena_printf(s->env.arena, "'%s", f->head)
                         : f->head);
    bool is_number = f->kind == VALUE && has_numbers(s, f->at);
    sb_buf_printf(out, ", \"datatype\": \"%s\"", is_number ? "number" : "string");
    if (is_number)
        put_nulls(s, f->at, out);
    const char *note =
        f->kind == VALUE ? sb_spreadsheet_filled(s, s->table.columns[f->at].spec->note) : NULL;
    if (note) {
        sb_buf_text(out, ", \"dc:description\": ");
        sb_buf_json(out, note);
    }
    sb_buf_char(out, '}');
}

static void put_comment(sb_buf *list, const char *text)
{
    if (!text)
        return;
    sb_buf_text(list, list->n ? ", " : "");
    sb_buf_json(list, text);
}

/* Notes of rows, signs, rounding, the note of the block. */
static void put_comments(const sb_spreadsheet *s, sb_buf *out)
{
    SB_AUTO(sb_buf_free) sb_buf list = {0};
    const sb_table_layout *t = &s->table;
    for (int r = 0; !t->spec->each && r < t->n_rows; r++)
        if (t->spec->rows[r].note)
            put_comment(&list,
                        sb_arena_printf(s->env.arena, "%s: %s",
                                        sb_spreadsheet_label(s, &t->rows[r], 0),
                                        sb_spreadsheet_filled(s, t->spec->rows[r].note)));
    for (int i = t->n_notes; i < t->n_all_remarks; i++)
        put_comment(&list, t->remarks[i]);
    put_comment(&list, sb_spreadsheet_filled(s, s->block->note));
    if (list.n)
        sb_buf_printf(out, ",\n  \"rdfs:comment\": [%s]", list.at);
}

/* The name of the file beside this one, as an IRI (RFC 3987, 2.2). */
static const char *url_of(const sb_spreadsheet *s)
{
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    for (const char *p = s->name; *p; p++)
        if (strchr(" %#?&+'()[]{}<>|\\^`\"", *p))
            sb_buf_printf(&out, "%%%02X", (unsigned char)*p);
        else
            sb_buf_char(&out, *p);
    sb_buf_text(&out, ".csv");
    return sb_arena_text(s->env.arena, out.at);
}

bool sb_spreadsheet_write_metadata(const sb_spreadsheet *s, FILE *file)
{
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    fields all = fields_of(s);
    sb_buf_printf(&out,
                  "{\n  \"@context\": [\"http://www.w3.org/ns/csvw\", "
                  "{\"@language\": \"%s\"}]",
                  s->env.locale->language == SB_GERMAN ? "de" : "en");
    put_member(&out, "  ", "url", url_of(s));
    put_member(&out, "  ", "dc:title", s->title);
    put_member(&out, "  ", "dc:description", sb_spreadsheet_filled(s, s->block->unit));
    put_member(&out, "  ", "dc:temporal", sb_spreadsheet_period(s));
    put_member(&out, "  ", "dc:source", s->source);
    put_member(&out, "  ", "dc:publisher", sb_facts_spec(s->env.facts)->report.publisher);
    put_comments(s, &out);
    sb_buf_text(&out, ",\n  \"tableSchema\": {\n    \"columns\": [\n");
    for (size_t i = 0; i < all.n; i++) {
        sb_buf_text(&out, i ? ",\n" : "");
        put_field_metadata(s, &all.at[i], &out);
    }
    sb_buf_text(&out, "\n    ]\n  }\n}\n");
    return fwrite(out.at, 1, out.n, file) == out.n && fflush(file) == 0;
}
