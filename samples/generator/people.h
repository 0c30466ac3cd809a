/* people: who lives where, and what happens to them from year to year.
 *
 * Everybody is drawn one by one: becomes a year older, is perhaps naturalised, dies, gives
 * birth, moves within the city, away or in.  So the books balance: a year's end is the year
 * before plus births, minus deaths, plus the balance of moves, in every quarter.
 */
#ifndef MUSTERSTADT_PEOPLE_H
#define MUSTERSTADT_PEOPLE_H

#include "geography.h"

enum { FIRST_YEAR = 2015, N_YEARS = 10, N_AGES = 101 }; /* the last age: 100 and older */
enum { GERMAN, FOREIGN, N_NATIONS };
enum { MALE, FEMALE, N_SEXES };

typedef struct events { /* of one quarter in one year, by nationality */
    int births[N_NATIONS], deaths[N_NATIONS];
    int in[N_NATIONS], out[N_NATIONS];             /* across the city's border */
    int inner_in[N_NATIONS], inner_out[N_NATIONS]; /* between quarters of the city */
    int naturalised;                               /* foreigners who became German */
} events;

typedef int16_t headcount[N_NATIONS][N_SEXES][N_AGES];

typedef struct people {
    headcount at[N_YEARS + 1][MOST_QUARTERS]; /* on 31.12.; [0]: the end of 2014 */
    events during[N_YEARS][MOST_QUARTERS];    /* [0]: 2015 */
} people;

people *people_live(const city *c);

/* Inhabitants of a quarter on 31.12. of FIRST_YEAR + year, of ages from … below - 1;
 * nation or sex -1: all. */
int people_count(const people *p, int year, int home, int nation, int sex, int from, int below);

#endif
