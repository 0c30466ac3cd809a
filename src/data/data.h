/* data: tables through OGR, joined to areas, as a cube of counts.
 *
 * In: the tables of the spec and the areas.  Out: for each variable its counts by level, area,
 * period and cell of its dimensions, and an audit of the join.  Only `indicator` and `report`
 * may include this: counts are not yet safe to show.  Start at sb_cube_load().
 */
#ifndef SB_DATA_DATA_H
#define SB_DATA_DATA_H

#include "area/area.h"
#include "data/audit.h"

typedef struct sb_period {
    const char *label;    /* as the table writes it: "2012", "1974-78", "31.12.2012" */
    int year, month, day; /* sort date; month and day 0 where not told */
    int last;             /* year it ends in, where that is another: 2020 of "2019/20" */
} sb_period;

typedef struct sb_variable {
    const char *id, *label, *unit; /* label: the id where the table gives none */
    const sb_spec_table *table;
    int adds_up; /* upper levels are sums: 1, 0; -1: unless the unit is % */
    int n_dimensions;
    int dimensions[4];       /* indices into spec->groups */
    int cells;               /* product of their group counts, at least 1 */
    const sb_value **levels; /* [level]: n areas x n periods x cells, row-major; NULL: none
                              * there.  SB_UNKNOWN where the table has no record. */
    const bool *is_own;      /* [level]: the table brought rows of its own for it */
} sb_variable;

typedef struct sb_published { /* a value that the public has already */
    sb_place place;
    int period;
    const char *indicator;
    double value;
} sb_published;

typedef struct sb_cube {
    const sb_spec *spec;
    const sb_areas *areas;
    const sb_period *periods; /* of all tables, rising by date */
    int n_periods;
    const sb_variable *variables;
    int n_variables;
    const sb_published *earlier; /* what earlier reports published */
    size_t n_earlier;
} sb_cube;

/* As sb_cube_load(), and what the joins found goes to `audit`, also where nothing can be read.
 */
const sb_cube *sb_cube_audited(const sb_spec *spec, const sb_areas *areas, sb_audit *audit,
                               sb_arena *arena, sb_diag *diag);

/* Read all tables.  Upper levels hold the table's own rows where it brings them, else the sum
 * of their parts (unknown if a part is); a difference between the two is a warning that names
 * it.  Join audit: a record without an area, an area without a record, a key twice in the same
 * period and cell (an error).  NULL if nothing could be read. */
const sb_cube *sb_cube_load(const sb_spec *spec, const sb_areas *areas, sb_arena *arena,
                            sb_diag *diag);

/* Add what an earlier report published: a file as `sozialbericht values` writes it. */
bool sb_earlier_load(const char *path, sb_cube *cube, sb_arena *arena, sb_diag *diag);

int sb_cube_variable(const sb_cube *cube, const char *id);  /* or -1 */
int sb_cube_period(const sb_cube *cube, const char *label); /* or -1 */
/* A record that a value was read from. */
typedef struct sb_origin_record {
    const char *file;
    int line, record;                /* line 0: the file has none; record from 1 */
    const char *column, *key, *text; /* the number as the file writes it */
    double weight;                   /* its part that counts here: 1 unless areas were recut */
} sb_origin_record;

/* The records of some cells of a variable (NULL: all) at a place where the tables bring rows.
 */
const sb_origin_record *sb_cube_origins(const sb_cube *cube, int variable, sb_place place,
                                        int period, const int *cells, int n_cells, int *n,
                                        sb_arena *arena);
sb_value sb_cube_at(const sb_cube *cube, int variable, sb_place place, int period, int cell);

#endif
