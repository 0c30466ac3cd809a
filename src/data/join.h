/* join: one table's records brought to areas, periods, cells and variables. */
#ifndef SB_DATA_JOIN_H
#define SB_DATA_JOIN_H

#include "data/crosswalk.h"
#include "data/data.h"
#include "data/period.h"
#include "data/table.h"

typedef struct sb_dimension_join { /* a dimension as a column has it */
    int dimension;
    const sb_column *column;
    int *groups; /* [text]: its group; SB_LEFT_OUT, SB_NO_GROUP */
} sb_dimension_join;

enum { SB_LEFT_OUT = -2, SB_NO_GROUP = -1, SB_MOST_DIMENSIONS = 4 };

typedef struct sb_value_join { /* a column of numbers */
    const sb_column *column;
    const char *variable, *label, *unit; /* label, unit: NULL where not told */
    int adds_up;                         /* 1, 0; -1: not told */
    const sb_node *node;                 /* where the layout says so */
    const sb_value *values;              /* [text] */
    int period;                          /* number in sb_periods, -1: by record */
    int n_fixed;                         /* dimensions the column itself tells */
    int dimension[SB_MOST_DIMENSIONS], group[SB_MOST_DIMENSIONS];
} sb_value_join;

/* "error", "warning", "note" of the layout; `otherwise` for NULL. */
sb_severity sb_severity_asked(const char *asked, sb_severity otherwise);

typedef struct sb_join {
    const sb_spec_table *spec;
    const sb_table *table;
    const int *records; /* those that count */
    int n_records;
    const sb_column *key;
    const sb_place *places; /* [text of key]; level -1: none; area -1: in the crosswalk */
    const sb_crosswalk *crosswalk; /* or NULL */
    const int *old;                /* [text of key]: its number in the crosswalk, or -1 */
    const sb_column *period;
    const int *periods; /* [text of period]: number in sb_periods; NULL: see values */
    sb_dimension_join dimensions[SB_MOST_DIMENSIONS];
    int n_dimensions;
    sb_value_join *values;
    int n_values;
} sb_join;

/* audit: may be NULL.  NULL with errors; audits keys, codes, periods and numbers. */
const sb_join *sb_join_table(const sb_spec *spec, const sb_areas *areas,
                             const sb_spec_table *asked, const sb_table *table,
                             sb_tables *tables, sb_periods *periods, sb_audit *audit,
                             sb_arena *arena, sb_diag *diag);

#endif
