/* table: a table of the layout as columns of texts, whatever file it comes from. */
#ifndef SB_DATA_TABLE_H
#define SB_DATA_TABLE_H

#include "area/records.h"
#include "spec/spec.h"

typedef struct sb_table {
    const sb_records *records;
    const int *lines; /* [record]: its first line in a text file, its row in a sheet; NULL:
                       * neither */
    bool is_sheet;    /* whether a cell holds a number or a text is not told */
} sb_table;

/* Files read once, though several tables of the layout come from them. */
typedef struct sb_tables sb_tables;
sb_tables *sb_tables_new(sb_arena *arena);

/* NULL with errors, also where the same file failed before (then without a new one). */
const sb_table *sb_tables_read(sb_tables *tables, const sb_spec *spec,
                               const sb_spec_table *asked, sb_diag *diag);

/* Where a record stands, and for messages "record 7: ", or nothing where a line tells it. */
sb_span sb_table_at(const sb_table *table, int record);
const char *sb_table_record(const sb_table *table, int record, sb_arena *arena);

#endif
