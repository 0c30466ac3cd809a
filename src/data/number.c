#include "data/number.h"

#include <string.h>

enum { SHOWN = 5 };

static int first_record(const sb_table *table, const sb_column *column, int text)
{
    for (int i = 0; i < table->records->n; i++)
        if (column->cells[i] == text)
            return i;
    return -1;
}

static bool has_mark(const sb_column *column, const bool *is_used, char mark)
{
    for (int i = 0; i < column->n_texts; i++)
        if (is_used[i] && strlen(column->texts[i]) > 1 && strchr(column->texts[i], mark))
            return true;
    return false;
}

static void report_guess(const sb_spec_table *asked, const sb_table *table,
                         const sb_column *column, int text, sb_decimal decimal, sb_diag *diag)
{
    bool is_comma = decimal == SB_DECIMAL_COMMA;
    sb_warn(diag, SB_E_DATA, sb_table_at(table, first_record(table, column, text)),
            _("numbers in column '%s' can be read in two ways, as '%s'; taken with decimal %s"),
            column->name, column->texts[text], is_comma ? _("comma") : _("point"));
    sb_hint(diag, _("say 'decimal: comma' or 'decimal: point' in table '%s'"), asked->id);
}

/* A text with a mark that leaves both readings, or -1. */
static int ambiguous_text(const sb_column *column, const bool *is_used)
{
    for (int i = 0; i < column->n_texts; i++)
        if (is_used[i] && strlen(column->texts[i]) > 1 && strpbrk(column->texts[i], ".,") &&
            strpbrk(column->texts[i], "0123456789"))
            return i;
    return -1;
}

static sb_number_format format_of(const sb_spec *spec, const sb_spec_table *asked,
                                  const sb_table *table, const sb_column *column,
                                  const bool *is_used, sb_diag *diag)
{
    if (column->is_numeric)
        return (sb_number_format){SB_DECIMAL_POINT, false};
    sb_number_clues clues = {true, true, false};
    sb_decimal decimal =
        spec->report.language == SB_GERMAN ? SB_DECIMAL_COMMA : SB_DECIMAL_POINT;
    for (int i = 0; i < column->n_texts; i++)
        if (is_used[i])
            sb_number_look(column->texts[i], &clues);
    int example;
    if (asked->decimal)
        decimal = strcmp(asked->decimal, "comma") == 0 ? SB_DECIMAL_COMMA : SB_DECIMAL_POINT;
    else if (clues.comma_possible != clues.point_possible)
        decimal = clues.comma_possible ? SB_DECIMAL_COMMA : SB_DECIMAL_POINT;
    else if (clues.comma_possible && (example = ambiguous_text(column, is_used)) >= 0)
        report_guess(asked, table, column, example, decimal, diag);
    char mark = decimal == SB_DECIMAL_COMMA ? '.' : ',';
    return (sb_number_format){decimal, has_mark(column, is_used, mark)};
}

const sb_value *sb_column_values(const sb_spec *spec, const sb_spec_table *asked,
                                 const sb_table *table, const sb_column *column,
                                 const bool *is_used, sb_arena *arena, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_number_format format = format_of(spec, asked, table, column, is_used, diag);
    sb_value *values = sb_arena_array(arena, sb_value, column->n_texts);
    int n_bad = 0, last_bad = -1;
    for (int i = 0; i < column->n_texts; i++) {
        if (!is_used[i] || sb_number_read(column->texts[i], format, &values[i]) ||
            ++n_bad > SHOWN)
            continue;
        last_bad = first_record(table, column, i);
        sb_fail(diag, SB_E_DATA, sb_table_at(table, last_bad),
                _("%s'%s' in column '%s' is neither a number nor a sign"),
                sb_table_record(table, last_bad, scratch), column->texts[i], column->name);
        sb_hint(diag, format.decimal == SB_DECIMAL_COMMA
                          ? _("the column is read with decimal comma; signs are – . … x / "
                              "and nothing at all")
                          : _("the column is read with decimal point; signs are – . … x / "
                              "and nothing at all"));
    }
    if (n_bad > SHOWN)
        sb_fail(diag, SB_E_DATA, sb_table_at(table, -1),
                _("column '%s' has %d more texts that are no numbers"), column->name,
                n_bad - SHOWN);
    return n_bad ? NULL : values;
}
