/* audit: what the join found, row by row, for a person to act on. */
#ifndef SB_DATA_AUDIT_H
#define SB_DATA_AUDIT_H

#include "base/base.h"

typedef enum sb_finding {
    SB_FOUND_MATCHED,       /* the key is an area's */
    SB_FOUND_ONLY_IN_TABLE, /* no area has the key */
    SB_FOUND_ONLY_IN_AREAS, /* no record has the area's key */
    SB_FOUND_TWICE,         /* two records tell the same */
    SB_FOUND_DIFFERENT,     /* an own row is not the sum of its parts */
} sb_finding;
const char *sb_finding_name(sb_finding finding); /* "matched", "only in table" … */

typedef struct sb_audit_row {
    sb_finding finding;
    const char *table, *file;       /* the layout's name of the table; its file */
    int line;                       /* of the first record; 0: none, or not told */
    int records;                    /* how many it concerns */
    const char *written;            /* the key as the table has it; NULL: it has none */
    const char *level, *key, *name; /* the area; for one without: the nearest */
    const char *detail;             /* NULL: nothing more to say */
} sb_audit_row;

typedef struct sb_audit {
    sb_arena *arena; /* of the texts */
    SB_VEC(sb_audit_row) rows;
} sb_audit;

/* Nothing where `audit` is NULL.  The texts of `row` are borrowed and live as long as areas and
 * spec, `written` and `detail` are copied. */
void sb_audit_add(sb_audit *audit, sb_audit_row row);

#endif
