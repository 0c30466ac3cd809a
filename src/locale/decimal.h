/* decimal: a double as the decimal number people see in it.
 *
 * Private to `locale`.  In: a finite double.  Out: its shortest decimal that reads back as the
 * same double, cut or rounded at a place behind the point.
 */
#ifndef SB_LOCALE_DECIMAL_H
#define SB_LOCALE_DECIMAL_H

#include <stdbool.h>

enum { SB_DECIMAL_ROOM = 17 }; /* significant digits that tell all doubles apart */

/* 0.d1 d2 d3 … times 10^point; zero has no digits. */
typedef struct sb_decimal_number {
    char digits[SB_DECIMAL_ROOM + 1]; /* '0' to '9', NUL behind; neither first nor last is 0 */
    int n, point;
    bool is_negative;
} sb_decimal_number;

sb_decimal_number sb_decimal_of(double number);
/* The same with 0 to 9 places kept behind the point, half away from zero; without writing out
 * the shortest decimal where no half is near. */
sb_decimal_number sb_decimal_rounded(double number, int places);
/* Keep `places` digits behind the point: half away from zero, or the floor. */
void sb_decimal_round(sb_decimal_number *d, int places);
void sb_decimal_floor(sb_decimal_number *d, int places);
double sb_decimal_double(const sb_decimal_number *d);

#endif
