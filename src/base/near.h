/* near: the name that was probably meant. */
#ifndef SB_BASE_NEAR_H
#define SB_BASE_NEAR_H

#include <stddef.h>

/* Letters that must change to make `a` of `b`, a swap of neighbours counting once; case and
 * umlaut spelling (ä, ae) count nothing.  Optimal string alignment distance. */
int sb_near_distance(const char *a, const char *b);

/* The nearest of n names, or NULL when none is near: at most a third of its letters away. */
const char *sb_near_best(const char *name, const char *const *names, size_t n);

#endif
