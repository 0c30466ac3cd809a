/* names: what quarters and streets of Musterstadt are called. */
#ifndef MUSTERSTADT_NAMES_H
#define MUSTERSTADT_NAMES_H

#include "geography.h"
#include "random.h"

#include <stddef.h>

void names_take(char *name, size_t size, const char *given);
void names_give(city *c); /* to every quarter without one; no name twice */
void names_street(lot *l, char *name, size_t size);

#endif
