/* export: a CSV file that `values` wrote, read back. */
#ifndef SB_DATA_EXPORT_H
#define SB_DATA_EXPORT_H

#include "base/base.h"

typedef enum sb_export_cell {
    SB_EXPORT_LEVEL,
    SB_EXPORT_KEY,
    SB_EXPORT_NAME,
    SB_EXPORT_PERIOD,
    SB_EXPORT_INDICATOR,
    SB_EXPORT_VALUE,
    SB_EXPORT_UNIT,
    SB_EXPORT_STATE,
    SB_EXPORT_CLASS, /* this and the next: empty in exports of older programs */
    SB_EXPORT_SERIES,
    SB_EXPORT_CELLS
} sb_export_cell;

/* As the head of the file has them. */
extern const char *const sb_export_names[SB_EXPORT_CELLS];

typedef struct sb_export {
    int n;              /* rows */
    const char **cells; /* [row * SB_EXPORT_CELLS + cell] */
    sb_index *rows;     /* by level, key, period and indicator */
} sb_export;

/* NULL with an error if it cannot be read, or a column is missing. */
const sb_export *sb_export_read(const char *path, sb_arena *arena, sb_diag *diag);
const char *sb_export_text(const sb_export *export, sb_export_cell cell, int row);
/* The row of `in` that is about the same as a row of `from`, or -1. */
int sb_export_same(const sb_export *in, const sb_export *from, int row);

#endif
