/* keys: how tables write the keys and names of areas, and what a column is called. */
#ifndef SB_DATA_KEYS_H
#define SB_DATA_KEYS_H

#include "base/base.h"

/* The pattern with {key} replaced; {key:3} by the key with zeros in front up to 3 characters.
 */
const char *sb_key_written(const char *pattern, const char *key, sb_arena *arena);

/* A name with all that offices write differently taken away: case, umlauts as ae, blanks,
 * punctuation and a number in front.  "04 Westliche_Höhe" is "westlichehoehe". */
const char *sb_name_folded(const char *name, sb_arena *arena);

/* Does the name of a column tell that its numbers are shares or means, which do not add up?
 * "Anteil in %", "Quote", "Durchschnittsalter". */
bool sb_name_is_share(const char *name);

#endif
