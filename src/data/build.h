/* build: the cube while it is made.  Private to data. */
#ifndef SB_DATA_BUILD_H
#define SB_DATA_BUILD_H

#include "data/join.h"

/* The record a cell came from; table: number in `joins` + 1, 0 for none. */
typedef struct sb_origin {
    int table, record;
} sb_origin;

typedef struct sb_filling { /* a variable while it is filled */
    sb_variable made;
    const sb_node *node;
    const char *column;  /* of its numbers, in the first table that has them */
    sb_value **values;   /* [level]; as in sb_variable */
    sb_origin **origins; /* [level]; NULL: the tables bring none */
    bool *is_own;        /* [level] */
} sb_filling;

typedef struct sb_build {
    const sb_spec *spec;
    const sb_areas *areas;
    const sb_period *periods;
    int n_periods;
    const int *rank; /* of a period by its number in sb_periods */
    SB_VEC(const sb_join *) joins;
    SB_VEC(sb_filling) variables;
    sb_index *by_id;
    size_t n_cells;
    sb_audit *audit; /* or NULL */
    sb_arena *arena, *scratch;
    sb_diag *diag;
} sb_build;

#define SB_MOST_CELLS ((size_t)200 * 1000 * 1000)

static inline size_t sb_build_size(const sb_build *b, const sb_filling *f, int level)
{
    return (size_t)b->areas->levels[level].n * (size_t)b->n_periods * (size_t)f->made.cells;
}

static inline size_t sb_build_cell(const sb_build *b, const sb_filling *f, int area, int period,
                                   int cell)
{
    return ((size_t)area * (size_t)b->n_periods + (size_t)period) * (size_t)f->made.cells +
           (size_t)cell;
}

typedef struct sb_target { /* where the values of one column go */
    sb_filling *f;
    int fixed;                      /* part of the cell number that the column tells */
    int stride[SB_MOST_DIMENSIONS]; /* of the table's own dimensions */
} sb_target;

/* The file of a table, or each of those that are one series, joined: joins. */
void sb_build_join(sb_build *b, const sb_spec_table *asked, sb_tables *tables,
                   sb_periods *periods);
/* The variable of a value column, new or known; NULL with an error if it was known with other
 * dimensions. */
sb_filling *sb_build_variable(sb_build *b, const sb_join *join, const sb_value_join *v);
sb_target sb_build_target(sb_build *b, const sb_join *join, const sb_value_join *v,
                          sb_filling *f);
/* The cell of a record, and its period. */
int sb_target_cell(const sb_build *b, const sb_join *join, const sb_value_join *v,
                   const sb_target *t, int record, int *period);

/* "line 7", or "record 6" where the file has no lines. */
const char *sb_build_record(const sb_table *table, int record, sb_arena *arena);
/* A sum of parts: unknown if one is, else later if one is; flags of both. */
sb_value sb_build_add(sb_value sum, sb_value part);

/* The records of an old division, turned into values of today's areas; joins.at[at]. */
void sb_build_recut(sb_build *b, int at, const sb_value_join *v, const sb_target *t);
/* Take the mark of an estimate from areas that hold old ones as a whole. */
void sb_build_unmark_whole(const sb_build *b, const sb_filling *f, int level, sb_value *values);

/* Make room on a level, all unknown; false past the limit. */
bool sb_build_level(sb_build *b, sb_filling *f, int level);

/* Upper levels from their parts where the table brings no own rows, and what own rows differ
 * from the sum. */
void sb_build_sums(sb_build *b, sb_filling *f);

/* Areas without a record, and values without one though their area and period have others. */
void sb_audit_areas(sb_build *b, const sb_join *join);
void sb_audit_gaps(sb_build *b, const sb_filling *f);

/* The groups of a cell for messages: "", or ", 3 bis unter 6, w". */
const char *sb_build_groups(const sb_build *b, const sb_filling *f, int cell, sb_arena *arena);

#endif
