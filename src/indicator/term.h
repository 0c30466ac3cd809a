/* term: a value while it is computed with.
 *
 * Private to `indicator`.  Numbers stay exact, as fractions of whole numbers below 2^53, as
 * long as they can, so that 100 * a / b and a / b * 100 end as the same double, correctly
 * rounded.  Of two states that are no number the first of these goes on: withheld, unknown,
 * later, not meaningful.
 */
#ifndef SB_INDICATOR_TERM_H
#define SB_INDICATOR_TERM_H

#include "base/value.h"

typedef struct sb_term {
    int64_t above, below; /* the number above / below; below 0: it is `number` */
    double number;
    uint8_t state, flags; /* SB_NUMBER for every number, zero too */
} sb_term;

sb_term sb_term_of(sb_value value);
sb_term sb_term_fraction(int64_t above, int64_t below); /* both under 2^53, below > 0 */
sb_term sb_term_without(sb_state state);
sb_value sb_term_value(sb_term term);
double sb_term_double(sb_term term); /* of a number */

sb_term sb_term_add(sb_term a, sb_term b);
sb_term sb_term_subtract(sb_term a, sb_term b);
sb_term sb_term_multiply(sb_term a, sb_term b);
sb_term sb_term_divide(sb_term a, sb_term b); /* by 0: not meaningful */
sb_term sb_term_percent(sb_term part, sb_term whole);
/* Percent from `then` to `now`; not meaningful from 0 or less. */
sb_term sb_term_change(sb_term now, sb_term then);

#endif
