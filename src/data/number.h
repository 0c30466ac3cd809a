/* number: the texts of a table's columns as values.
 *
 * A column's format is what the layout says under `decimal:`, else what its own texts allow
 * only, else what those of the table's other columns do, else that of the report's language,
 * which is then reported.  Look at all columns first, then read them.
 */
#ifndef SB_DATA_NUMBER_H
#define SB_DATA_NUMBER_H

#include "data/table.h"

typedef struct sb_numbers { /* of one table; the last five start at 0 */
    const sb_spec *spec;
    const sb_spec_table *asked;
    const sb_table *table;
    bool has_comma, has_point; /* some column allows only this */
    const sb_column *guessed;  /* the first whose format nothing tells */
    int guessed_text;
    sb_decimal guessed_as;
} sb_numbers;

/* is_used[text]: whether a record that counts has it. */
void sb_numbers_look(sb_numbers *numbers, const sb_column *column, const bool *is_used);

/* A value for each text that is used; NULL with errors for those that are neither number nor
 * sign. */
const sb_value *sb_numbers_read(sb_numbers *numbers, const sb_column *column,
                                const bool *is_used, sb_arena *arena, sb_diag *diag);

/* Say so where a format was guessed. */
void sb_numbers_report(const sb_numbers *numbers, sb_diag *diag);

#endif
