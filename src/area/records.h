/* records: one layer of a file, read through OGR: texts by column and, if asked for, polygons.
 *
 * In: a path OGR can open.  Out: columns whose cells are numbers of distinct texts, so that
 * whoever joins or parses works once for each distinct text.  Start at sb_records_read().
 */
#ifndef SB_AREA_RECORDS_H
#define SB_AREA_RECORDS_H

#include "area/column.h"
#include "area/shape.h"
#include "source/source.h"

typedef struct sb_records {
    const char *file; /* as messages name it */
    const sb_column *columns;
    int n_columns;
    int n;
    sb_shape *shapes; /* n, in the file's CRS; NULL if not asked for, or a table without any */
    const char *crs;  /* WKT, or NULL: the file does not tell */
    const int
        *rows; /* [record]: its row, from 1, where the ask was for a bare sheet; or NULL */
} sb_records;

typedef struct sb_records_ask {
    const char *path;     /* for OGR: a file, of which a .zip is looked into, or a source */
    const char *layer;    /* NULL: the only one */
    const char *encoding; /* of a .dbf; NULL: as the file says, else CP1252 */
    bool wants_shapes, takes_lines; /* takes_lines: lines too, but no points */
    bool is_bare; /* a sheet whose first row is a record too: columns are called Field1 … */
    const sb_node *node; /* the layout's map with file:, layer:, encoding: */
} sb_records_ask;

enum { SB_RECORDS_MOST = 5000000, SB_POINTS_MOST = 50000000 };

/* All records of the layer; NULL with errors (SB_E_IO; SB_E_DATA; SB_E_LIMIT past the two
 * limits above). */
const sb_records *sb_records_read(const sb_records_ask *ask, sb_arena *arena, sb_diag *diag);

/* The column called `name`, which the layout says under `key` of `node`; NULL with an error
 * there that lists the columns, or where two are called so. */
const sb_column *sb_records_column(const sb_records *records, const char *name,
                                   const sb_node *node, const char *key, sb_arena *scratch,
                                   sb_diag *diag);

/* `names` as a list for people: 'a', 'b', 'c' … (n) past `most`. */
const char *sb_listed(const char *const *names, size_t n, size_t most, sb_arena *arena);

#endif
