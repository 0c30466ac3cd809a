/* classify: cut a series of values into map classes (METHODS.md, "Classification").
 *
 * All methods are left-closed: a class holds from <= v < to, the last one its upper end too.
 * Printed breaks decide: `at` are the numbers as printed, and areas are assigned by them.
 */
#ifndef SB_INDICATOR_CLASSIFY_H
#define SB_INDICATOR_CLASSIFY_H

#include "locale/locale.h"
#include "spec/spec.h"

enum { SB_CLASS_MAX = 9 };

/* What an area has instead of a class. */
enum { SB_CLASS_UNKNOWN = -1, SB_CLASS_WITHHELD = -2, SB_CLASS_NOT_MEANINGFUL = -3 };

typedef struct sb_classes {
    int k;                       /* 1..SB_CLASS_MAX */
    double at[SB_CLASS_MAX + 1]; /* k+1 printed limits, rising; the last two are alike where the
                                  * top class is a single value */
    int digits;                  /* they are printed with */
    int count[SB_CLASS_MAX];
    int n_unknown, n_withheld, n_not_meaningful;
    const int *of; /* class of each of the n values, or one of the above */
    double gvf;    /* goodness of variance fit, 1 - SDCM/SDAM, of these classes */
    const char *const *names; /* kinds, one for each class; NULL: limits */
    bool is_ordered;          /* kinds that rise from the first to the last */
    const char *left_out; /* what areas without meaning are called; NULL: by their sign */
    double centre; /* colours part here, as printed; NAN: they rise from the lowest class */
} sb_classes;

/* Cut n values into at most spec->count classes.  digits: as the indicator prints; one more is
 * used where two limits would print alike, with a warning at `at`.  Fewer classes when there
 * are fewer distinct values.  Errors (NULL): SB_E_DATA if no value is a number, SB_E_LIMIT if
 * the count is over SB_CLASS_MAX, SB_E_DATA if geometric classes meet values of 0 or less.
 * centre: NAN, or a value with the same limits on both its sides: the method then cuts the
 * distances from it (standard deviations are counted from it, fixed and geometric limits stay).
 * Sources: Fisher 1958, JASA 53(284), 789-798 (exact, ties to the smallest break vector);
 * Hyndman & Fan 1996, Am. Stat. 50(4), 361-365, type 7; Jiang 2013, Prof. Geogr. 65(3),
 * 482-494; tests/spec/classify.txt. */
const sb_classes *sb_classify(const sb_value *v, int n, const sb_spec_classes *spec,
                              double centre, int digits, sb_span at, sb_arena *arena,
                              sb_diag *diag);
/* The same limits for other values: maps that can be compared. */
const sb_classes *sb_classes_of(const sb_classes *like, const sb_value *v, int n,
                                sb_arena *arena);
/* Kinds instead of classes: value keys[i] is class i, called names[i] (borrowed); other numbers
 * count as unknown.  k at most SB_CLASS_MAX. */
const sb_classes *sb_classes_by_type(const sb_value *v, int n, const double *keys,
                                     const char *const *names, int k, sb_arena *arena);
/* How many steps of colour the classes are part of, and the one the lowest class has: those on
 * the two sides of `centre` are as many, whatever the values. */
int sb_classes_steps(const sb_classes *classes, int *first);

#endif
