#include "data/number.h"

#include <string.h>

enum { SHOWN = 5 };

static const double LARGEST_NUMBER = 1e15; /* whole numbers are exact up to there */

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

/* A number with a mark in it, or -1. */
static int marked_text(const sb_column *column, const bool *is_used)
{
    for (int i = 0; i < column->n_texts; i++)
        if (is_used[i] && strpbrk(column->texts[i], ".,") &&
            strpbrk(column->texts[i], "0123456789"))
            return i;
    return -1;
}

static sb_number_clues clues_of(const sb_column *column, const bool *is_used)
{
    sb_number_clues clues = {true, true, false};
    for (int i = 0; i < column->n_texts; i++)
        if (is_used[i])
            sb_number_look(column->texts[i], &clues);
    return clues;
}

void sb_numbers_look(sb_numbers *numbers, const sb_column *column, const bool *is_used)
{
    if (column->is_numeric)
        return;
    sb_number_clues clues = clues_of(column, is_used);
    numbers->has_comma |= clues.comma_possible && !clues.point_possible;
    numbers->has_point |= clues.point_possible && !clues.comma_possible;
}

static sb_decimal of_language(const sb_numbers *numbers)
{
    return numbers->spec->report.language == SB_GERMAN ? SB_DECIMAL_COMMA : SB_DECIMAL_POINT;
}

static void note_guess(sb_numbers *numbers, const sb_column *column, int text,
                       sb_decimal decimal)
{
    if (text < 0 || numbers->guessed)
        return;
    numbers->guessed = column;
    numbers->guessed_text = text;
    numbers->guessed_as = decimal;
}

static sb_decimal decimal_of(sb_numbers *numbers, const sb_column *column, const bool *is_used)
{
    if (numbers->asked->decimal)
        return strcmp(numbers->asked->decimal, "comma") == 0 ? SB_DECIMAL_COMMA
                                                             : SB_DECIMAL_POINT;
    sb_number_clues clues = clues_of(column, is_used);
    if (clues.comma_possible != clues.point_possible)
        return clues.comma_possible ? SB_DECIMAL_COMMA : SB_DECIMAL_POINT;
    if (numbers->has_comma != numbers->has_point)
        return numbers->has_comma ? SB_DECIMAL_COMMA : SB_DECIMAL_POINT;
    sb_decimal decimal = of_language(numbers);
    if (clues.comma_possible)
        note_guess(numbers, column, marked_text(column, is_used), decimal);
    return decimal;
}

/* A sheet does not tell whether 1.234 is a number or a text with a point for thousands. */
static void doubt_sheet(sb_numbers *numbers, const sb_column *column, const bool *is_used)
{
    if (numbers->table->is_sheet && !numbers->asked->decimal &&
        clues_of(column, is_used).comma_possible)
        note_guess(numbers, column, marked_text(column, is_used), SB_DECIMAL_POINT);
}

static void tell_format(const sb_numbers *numbers, const sb_column *column, const bool *is_used,
                        sb_number_format format, sb_diag *diag)
{
    bool is_comma = format.decimal == SB_DECIMAL_COMMA;
    int marked = marked_text(column, is_used);
    if (marked < 0)
        return;
    sb_tell(diag, SB_E_DATA,
            sb_table_at(numbers->table, first_record(numbers->table, column, marked)),
            is_comma && format.has_groups
                ? _("column '%s' is read with decimal comma and points between thousands, as "
                    "in '%s'")
            : is_comma ? _("column '%s' is read with decimal comma, as in '%s'")
            : format.has_groups
                ? _("column '%s' is read with decimal point and commas between thousands, as "
                    "in '%s'")
                : _("column '%s' is read with decimal point, as in '%s'"),
            column->name, column->texts[marked]);
}

const sb_value *sb_numbers_read(sb_numbers *numbers, const sb_column *column,
                                const bool *is_used, sb_arena *arena, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_table *table = numbers->table;
    sb_number_format format = {SB_DECIMAL_POINT, false};
    if (!column->is_numeric) {
        format.decimal = decimal_of(numbers, column, is_used);
        format.has_groups =
            has_mark(column, is_used, format.decimal == SB_DECIMAL_COMMA ? '.' : ',');
    }
    if (column->is_numeric)
        doubt_sheet(numbers, column, is_used);
    else
        tell_format(numbers, column, is_used, format, diag);
    sb_value *values = sb_arena_array(arena, sb_value, column->n_texts);
    int n_bad = 0;
    for (int i = 0; i < column->n_texts; i++) {
        bool is_read = !is_used[i] || sb_number_read(column->texts[i], format, &values[i]);
        bool is_large =
            is_read && sb_value_is_number(values[i]) && fabs(values[i].number) > LARGEST_NUMBER;
        if ((is_read && !is_large) || ++n_bad > SHOWN)
            continue;
        int record = first_record(table, column, i);
        if (is_large) {
            sb_fail(diag, SB_E_DATA, sb_table_at(table, record),
                    _("%s'%s' in column '%s' is too large for a number of people or things"),
                    sb_table_record(table, record, scratch), column->texts[i], column->name);
            sb_hint(diag, _("numbers are read up to %.0f"), LARGEST_NUMBER);
            continue;
        }
        sb_fail(diag, SB_E_DATA, sb_table_at(table, record),
                _("%s'%s' in column '%s' is neither a number nor a sign"),
                sb_table_record(table, record, scratch), column->texts[i], column->name);
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

void sb_numbers_report(const sb_numbers *numbers, sb_diag *diag)
{
    const sb_column *column = numbers->guessed;
    if (!column)
        return;
    int record = first_record(numbers->table, column, numbers->guessed_text);
    sb_warn(diag, SB_E_DATA, sb_table_at(numbers->table, record),
            _("numbers in column '%s' can be read in two ways, as '%s'; taken with decimal %s"),
            column->name, column->texts[numbers->guessed_text],
            numbers->guessed_as == SB_DECIMAL_COMMA ? _("comma") : _("point"));
    sb_hint(diag, _("say 'decimal: comma' or 'decimal: point' in table '%s'"),
            numbers->asked->id);
}
