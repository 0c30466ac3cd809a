/* society: work, poverty, homes, votes, school and health in every quarter and year.
 *
 * Drawn from the people that live there, the quarter's status and the year, so that parts add
 * up to wholes and no count is larger than the people it is about.
 */
#ifndef MUSTERSTADT_SOCIETY_H
#define MUSTERSTADT_SOCIETY_H

#include "people.h"

typedef enum fact {
#define FACT(id, doc) id,
#include "facts.def"
    N_FACTS
} fact;

typedef struct society {
    int at[N_YEARS][MOST_QUARTERS][N_FACTS];
} society;

society *society_form(const city *c, const people *p);

#endif
