/* sheet: one table in memory, to be written the way some office writes its tables. */
#ifndef MUSTERSTADT_SHEET_H
#define MUSTERSTADT_SHEET_H

#include <stdbool.h>

typedef struct sheet sheet;

typedef struct dialect {                 /* of a text file */
    bool is_latin1, has_bom, is_grouped; /* grouped: 1.234 */
    bool is_crlf;
} dialect;

/* heads: the columns, with ; between them. */
sheet *sheet_new(const char *heads);
void sheet_free(sheet *s);
void sheet_text(sheet *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sheet_number(sheet *s, double x, int digits);
void sheet_count(sheet *s, int n);
void sheet_guarded(sheet *s, int n); /* counts of 1 and 2 are withheld: a point */

/* path below the folder of main(); decimal comma */
void sheet_write_csv(const sheet *s, const char *path, dialect d);
/* driver ODS, XLSX or "ESRI Shapefile" (for .dbf); heads are the field names */
void sheet_write_ogr(const sheet *s, const char *path, const char *driver, const char *layer);
/* XLSX with a title, an empty row and a head of two rows: "Group|Column" merges equal groups.
 */
void sheet_write_office(const sheet *s, const char *path, const char *layer, const char *title,
                        const char *foot);

#endif
