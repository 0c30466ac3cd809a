/* propose: a first layout for a folder of shapefiles and tables, private to report.
 *
 * propose_look.c reads the folder and guesses keys, names, what lies in what, and how each
 * table is joined; propose.c writes the layout and tries it until it builds.
 */
#ifndef SB_REPORT_PROPOSE_H
#define SB_REPORT_PROPOSE_H

#include "base/base.h"

#include <sozialbericht/sozialbericht.h>

typedef struct sb_guess_level {
    const char *file, *path, *id, *label;
    const char *key, *name, *first; /* columns; the first key */
    int n;
    /* for propose_look.c: area/records.h knows another sb_shape than text/text.h */
    const struct sb_records *records;
    const struct sb_column *keyed, *named;
    const sb_index *keys, *names; /* key and folded name -> record */
    int above;                    /* -1: the whole */
    const char *within;           /* what follows `level:` in `within:` */
} sb_guess_level;

typedef struct sb_guess_column {
    const char *column, *label, *variable, *period; /* period NULL: as the table's */
    bool is_share;                          /* or a mean: not summed up */
} sb_guess_column;

typedef struct sb_guess_table {
    const char *file, *path, *id;
    const char *key, *period; /* columns; period NULL: none */
    const char *key_as;       /* NULL: as it is */
    bool matches_names, has_strangers, has_no_head, is_dropped;
    int level;
    SB_VEC(sb_guess_column) columns;
    struct {
        const char *column, *text;
    } where[3];
    int n_where;
    const char *last; /* latest period; NULL: not told */
} sb_guess_table;

typedef struct sb_guess {
    const char *folder;
    sb_arena *arena;
    SB_VEC(sb_guess_level) levels; /* smallest areas first */
    SB_VEC(sb_guess_table) tables;
    SB_VEC(const char *) doubts;
    sb_index *variables, *table_ids; /* names that are taken */
} sb_guess;

/* False with an error if the folder cannot be read or holds no areas. */
bool sb_guess_look(sb_guess *guess, sb_diag *diag);

#endif
