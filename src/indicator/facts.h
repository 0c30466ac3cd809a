/* facts: every indicator for every area and period. */
#ifndef SB_INDICATOR_FACTS_H
#define SB_INDICATOR_FACTS_H

#include "area/area.h"

/* What the values 1, 2, … n of an indicator are called: classes, clusters, a matrix. */
typedef struct sb_kinds {
    const char *const *names; /* [n] */
    int n;
    bool is_ordered; /* from lowest to highest; a matrix and clusters are not */
    struct sb_side {
        const char *label;        /* "Status" */
        const char *const *names; /* of the rows, or of the columns */
        int n;
    } rows, columns; /* kind r * columns.n + c + 1 of row r and column c; n 0: no matrix */
} sb_kinds;

typedef struct sb_indicator {
    const char *id, *label, *short_label, *unit, *source, *definition;
    int digits;
    sb_direction direction;
    bool is_count;       /* a variable, or sums and differences of variables alone */
    bool is_signed;      /* a change: + and − before its numbers */
    const char *date;    /* the table's "31.12."; NULL */
    const char *licence; /* NULL */
    bool is_measured;    /* on the map: no table has any part in it */
    const sb_kinds *kinds; /* NULL: a measure */
    const char *left_out;  /* an index: what areas left out are called in legends; NULL */
    const sb_node *node;   /* where it is declared */
} sb_indicator;

typedef struct sb_facts sb_facts;

struct sb_cube; /* data/data.h: only this module and report look inside */

/* Evaluate everything.  Every variable of the cube is an indicator too.  Errors with spans
 * inside the formula: unknown name (nearest suggested), syntax, circular formula, a slice that
 * cuts a group.  NULL if nothing can be evaluated. */
sb_facts *sb_facts_new(const struct sb_cube *cube, sb_arena *arena, sb_diag *diag);

const sb_spec *sb_facts_spec(const sb_facts *facts);
const sb_areas *sb_facts_areas(const sb_facts *facts);

int sb_facts_count(const sb_facts *facts);
int sb_facts_find(const sb_facts *facts,
                  const char *id); /* or -1; indicators before variables */
const char *const *sb_facts_names(const sb_facts *facts, size_t *n); /* for suggestions */
const sb_indicator *sb_facts_indicator(const sb_facts *facts, int indicator);
/* The flags of sb_format_value() for it. */
static inline unsigned sb_indicator_flags(const sb_indicator *indicator)
{
    return indicator->is_signed ? SB_SIGNED : 0;
}

/* What a value is called; NULL if it is no number or has no name. */
const char *sb_indicator_kind(const sb_indicator *indicator, sb_value value);

int sb_facts_periods(const sb_facts *facts);
int sb_facts_period(const sb_facts *facts, const char *label); /* or -1 */
const char *sb_facts_period_label(const sb_facts *facts, int period);
int sb_facts_period_year(const sb_facts *facts, int period);
/* Both years, or both days, months or spans such as school years. */
bool sb_facts_is_alike(const sb_facts *facts, int period, int other);

sb_value sb_facts_value(const sb_facts *facts, int indicator, sb_place place, int period);
/* Rank among the areas of the place's level, 1 = highest value, ties share the best. */
sb_value sb_facts_rank(const sb_facts *facts, int indicator, sb_place place, int period);
/* 100 * part / whole, exactly rounded; states as in METHODS.md. */
sb_value sb_facts_share(const sb_facts *facts, int part, int whole, sb_place place, int period);
/* Percent change since `base`. */
sb_value sb_facts_change(const sb_facts *facts, int indicator, sb_place place, int period,
                         int base);
/* False where a declared break lies between two periods: nothing is compared across it. */
bool sb_facts_is_comparable(const sb_facts *facts, int indicator, int period, int other);
/* A dimension of a variable; NULL if the indicator is no variable with that dimension. */
const sb_spec_dimension *sb_facts_dimension(const sb_facts *facts, int indicator,
                                            const char *dimension);
/* One group of it; or what is in that and in a group of another dimension as well.  Known
 * where the layout's charts show it, withheld elsewhere. */
sb_value sb_facts_group(const sb_facts *facts, int indicator, const sb_spec_dimension *by,
                        int group, sb_place place, int period);
sb_value sb_facts_cross(const sb_facts *facts, int indicator, const sb_spec_dimension *by,
                        int group, const sb_spec_dimension *across, int side, sb_place place,
                        int period);

/* What a reader who knows everything printed can derive of a count that is withheld. */
typedef struct sb_exposure {
    const char *id; /* of the indicator, or of the variable whose rest it is */
    sb_place place;
    int period;
    double low, high;  /* the count lies between */
    double count;      /* the count itself: for outputs marked as internal only */
    bool is_rest;      /* not printed anywhere, but left over by what is */
    bool is_secondary; /* large enough, withheld to protect others */
    bool is_narrow;    /* narrower than the declared protection */
} sb_exposure;
const sb_exposure *sb_facts_exposures(const sb_facts *facts, size_t *n);

#endif
