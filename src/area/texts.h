/* texts: words about areas from a table: quotes, facilities, what a neighbourhood is like.
 *
 * In: `texts:` of the spec and the areas.  Out: for each area its lines in the order of the
 * file, every cell a text.  Start at sb_texts_of().
 */
#ifndef SB_AREA_TEXTS_H
#define SB_AREA_TEXTS_H

#include "area/area.h"

/* A set of texts: those that belong to some area. */
typedef struct sb_texts {
    const char *id;
    const sb_place *places; /* [line]: the area it is about */
    int n;
    const char *const *columns; /* what they are called */
    int n_columns;
    const char *const *cells; /* n x n_columns, row-major */
} sb_texts;

/* One set for each of spec->texts, for sb_areas; a set that cannot be read is empty, with
 * errors.  A key that no area has is a warning. */
const sb_texts *const *sb_texts_read(const sb_spec *spec, const sb_areas *areas,
                                     sb_arena *arena, sb_diag *diag);

const sb_texts *sb_texts_called(const sb_areas *areas, const sb_spec *spec, const char *id);
/* The lines about the place and all areas in it; all lines for a place of level -1.
 * *n: how many. */
const int *sb_texts_of(const sb_texts *texts, const sb_areas *areas, sb_place place, int *n,
                       sb_arena *arena);

#endif
