/* series: one table that is many files, a year each. */
#ifndef SB_DATA_SERIES_H
#define SB_DATA_SERIES_H

#include "spec/spec.h"

/* `asked` once for each file that its `file:` with {year} names, by year, each with `file` and
 * `at` set; `asked` alone where there is no {year}.  NULL with an error if there is no file. */
const sb_spec_table *sb_series_tables(const sb_spec *spec, const sb_spec_table *asked, int *n,
                                      sb_arena *arena, sb_diag *diag);

#endif
