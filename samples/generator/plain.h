/* plain: the little that every file of the generator needs. */
#ifndef MUSTERSTADT_PLAIN_H
#define MUSTERSTADT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* calloc() that ends the program with a message instead of returning NULL. */
void *room(size_t n, size_t size);
#define ROOM(type, n) ((type *)room((size_t)(n), sizeof(type)))

_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Straight lines between points {x, y} with rising x; level before the first and after the
 * last. */
double curve_at(const double (*points)[2], int n, double x);

double clamped(double x, double low, double high);
int rounded(double x); /* half away from zero */

/* Split `total` by weights so that the parts add up to it (largest remainders). */
void split(int total, const double *weights, int n, int *parts);

#endif
