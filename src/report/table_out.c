#include "report/table_out.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void begin_cell(sb_table_out *t)
{
    if (t->format == SB_CSV) {
        if (t->column)
            sb_buf_char(&t->line, ',');
        return;
    }
    sb_buf_text(&t->line, t->column ? ", " : t->row ? ",\n  {" : "  {");
    sb_buf_json(&t->line, t->names[t->column]);
    sb_buf_text(&t->line, ": ");
}

static void end_cell(sb_table_out *t)
{
    if (++t->column < t->n)
        return;
    if (t->format == SB_CSV)
        sb_buf_char(&t->line, '\n');
    else
        sb_buf_char(&t->line, '}');
    fwrite(t->line.at, 1, t->line.n, t->file);
    sb_buf_clear(&t->line);
    t->column = 0;
    t->row++;
}

bool sb_table_out_is_formula(const char *text) { return *text && strchr("=+-@", *text); }

/* Quoted where it must be; what a spreadsheet would run as a formula is quoted as text. */
static void add_csv(sb_buf *out, const char *text)
{
    bool is_formula = sb_table_out_is_formula(text);
    if (!strpbrk(text, ",\"\r\n") && !is_formula) {
        sb_buf_text(out, text);
        return;
    }
    sb_buf_char(out, '"');
    if (is_formula)
        sb_buf_char(out, '\'');
    for (const char *p = text; *p; p++) {
        if (*p == '"')
            sb_buf_char(out, '"');
        sb_buf_char(out, *p);
    }
    sb_buf_char(out, '"');
}

sb_table_out sb_table_out_begin(FILE *file, sb_table_format format, const char *const *names,
                                int n)
{
    sb_table_out t = {.file = file, .format = format, .names = names, .n = n};
    for (int i = 0; i < n && format == SB_CSV; i++) {
        if (i)
            sb_buf_char(&t.line, ',');
        if (*names[i])
            add_csv(&t.line, names[i]);
    }
    if (format == SB_CSV)
        sb_buf_char(&t.line, '\n');
    else
        sb_buf_text(&t.line, "[\n");
    fwrite(t.line.at, 1, t.line.n, file);
    sb_buf_clear(&t.line);
    return t;
}

void sb_table_out_text(sb_table_out *t, const char *text)
{
    begin_cell(t);
    if (t->format == SB_JSON && text)
        sb_buf_json(&t->line, text);
    else if (t->format == SB_JSON)
        sb_buf_text(&t->line, "null");
    else if (text && *text)
        add_csv(&t->line, text);
    end_cell(t);
}

void sb_table_out_number(sb_table_out *t, double number)
{
    begin_cell(t);
    if (isfinite(number)) {
        sb_buf_shortest(&t->line, number);
    } else if (t->format == SB_JSON) {
        sb_buf_text(&t->line, "null");
    }
    end_cell(t);
}

bool sb_table_out_end(sb_table_out *t)
{
    if (t->format == SB_JSON)
        fputs("\n]\n", t->file);
    sb_buf_free(&t->line);
    return fflush(t->file) == 0 && !ferror(t->file);
}
