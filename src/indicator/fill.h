/* fill: {fields} in texts of the layout.
 *
 * {name} {key} {period}            of this page's area; the report's period
 * {auslaenderanteil}               this area's value with its unit
 * {stadt.name} {stadt.alq}         of the area above on that level
 * {stadtteil 105.alq}              of the area with that key
 * {alq|mehr_weniger}               a phrase by comparison
 * {alq|rank} {alq|number}          its rank; the value without its unit
 * {alq|2015}                       its value in another period
 * {alq|definition}                  and label, source, date, licence, as the catalogue has them
 * {n.stadtteil}                    how many areas the level has
 * {{ and }} stand for themselves.  Values come as sb_value only: withheld stays withheld.
 */
#ifndef SB_INDICATOR_FILL_H
#define SB_INDICATOR_FILL_H

#include "indicator/facts.h"
#include "locale/locale.h"

/* What a page is about. */
typedef struct sb_scope {
    sb_place place; /* level -1: no area (cover, contents) */
    int period;
} sb_scope;

/* The area on `level` that the page's area lies in; the one of that level where there is only
 * one; area -1 for neither.  False with an error at `at` for an unknown level. */
bool sb_scope_above(const sb_facts *facts, sb_scope scope, const char *level, sb_place *out,
                    sb_span at, sb_diag *diag);

/* More fields, from the caller: {page}, {pages}, {ref: map}. */
typedef struct sb_field {
    const char *name, *text;
} sb_field;

/* The text filled in, in `arena`.  Unknown names and phrases are errors at `at` (nearest
 * suggested); the field then reads as its own name.  `text` NULL gives NULL. */
const char *sb_fill(const sb_facts *facts, const sb_locale *locale, const char *text,
                    sb_scope scope, const sb_field *more, int n_more, sb_span at,
                    sb_arena *arena, sb_diag *diag);

#endif
