/* number: the texts of one column as values, all read in the same format. */
#ifndef SB_DATA_NUMBER_H
#define SB_DATA_NUMBER_H

#include "data/table.h"

/* Values for the texts of `column` as far as records use them; `is_used`[text].  The format is
 * what the layout says under `decimal:`, else what all texts together allow, else the report's
 * language, which is then reported.  NULL with errors for texts that are neither number nor
 * sign. */
const sb_value *sb_column_values(const sb_spec *spec, const sb_spec_table *asked,
                                 const sb_table *table, const sb_column *column,
                                 const bool *is_used, sb_arena *arena, sb_diag *diag);

#endif
