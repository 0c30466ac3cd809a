/* random: numbers that look drawn by lot and are the same on every machine.
 *
 * SplitMix64 (Steele, Lea & Flood 2014, OOPSLA, doi 10.1145/2660193.2660195; constants of
 * Vigna's public-domain splitmix64.c).  Each purpose has a stream of its own, so that a new
 * table leaves the numbers of the others as they were.  Only + - * / on doubles: no libm.
 */
#ifndef MUSTERSTADT_RANDOM_H
#define MUSTERSTADT_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct lot {
    uint64_t state;
} lot;

lot lot_for(const char *purpose, int number);
uint64_t lot_next(lot *l);
int lot_below(lot *l, int n); /* 0 … n - 1 */
double lot_unit(lot *l);      /* [0, 1) */
double lot_normal(lot *l);    /* about normal: mean 0, deviation 1, within ±6 */
bool lot_chance(lot *l, double p);
int lot_round(lot *l, double x); /* x up or down so that its mean is x */

/* Smooth noise in the plane, about -1 … 1, features about `size` wide. */
double noise_at(double x, double y, double size, uint64_t seed);

#endif
