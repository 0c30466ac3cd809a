/* value: a number that carries its state (METHODS.md, "Values and states").
 *
 * Only `indicator` makes values.  A withheld number is NaN here, so nothing behind it can
 * leak what it never gets.
 */
#ifndef SB_BASE_VALUE_H
#define SB_BASE_VALUE_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum sb_state {
    SB_NUMBER,
    SB_NOTHING,        /* there is none: exactly zero */
    SB_UNKNOWN,        /* the supplier does not know it or hides it */
    SB_WITHHELD,       /* we know it and hide it */
    SB_LATER,          /* comes later */
    SB_NOT_MEANINGFUL, /* a denominator is 0, a series breaks */
    SB_NOT_SHOWN,      /* the layout leaves the cell blank on purpose */
} sb_state;

typedef enum sb_value_flag {
    SB_PROVISIONAL = 1,
    SB_CORRECTED = 2,
    SB_ESTIMATED = 4,
    SB_UNCERTAIN = 8,
    SB_LIMITED = 16,
    SB_BY_CHANCE = 32, /* its difference from the city may be; of this value alone */
} sb_value_flag;

typedef struct sb_value {
    double number; /* 0 for SB_NOTHING, NaN for every state but SB_NUMBER and SB_NOTHING */
    uint8_t state; /* sb_state */
    uint8_t flags; /* sb_value_flag, or-ed */
} sb_value;

static inline sb_value sb_value_number(double number)
{
    return (sb_value){number, number == 0 ? SB_NOTHING : SB_NUMBER, 0};
}

static inline sb_value sb_value_without(sb_state state)
{
    return (sb_value){NAN, (uint8_t)state, 0};
}

/* A number to draw, class and compare, zero included. */
static inline bool sb_value_is_number(sb_value v)
{
    return v.state == SB_NUMBER || v.state == SB_NOTHING;
}

#endif
