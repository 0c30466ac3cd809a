/* columns: the inside of sb_facts, one column for each indicator and variable.
 *
 * Private to facts.c, build.c and evaluate.c.  Order: indicators, variables, then what is not
 * found by name: variables that an indicator of the same name hides, and parts of formulas
 * that are asked for at other places or periods.
 *
 * Disclosure (METHODS.md).  A count that must not be shown loses its number where it is read
 * from the cube, as a whole: the sum over a slice or an upper level uses true counts and is
 * looked at once.  Whatever is made from a withheld part is withheld, sums too.  A variable is
 * a count unless its unit is % or ‰ or one of its numbers is no whole number.  Withholding
 * more, so that nothing can be computed back, marks values (withhold.c) and evaluates again.
 */
#ifndef SB_INDICATOR_COLUMNS_H
#define SB_INDICATOR_COLUMNS_H

#include "indicator/facts.h"
#include "indicator/formula.h"
#include "indicator/ranking.h"

typedef enum sb_visit { SB_UNSEEN, SB_UNDER_WAY, SB_DONE } sb_visit;

typedef struct sb_column {
    sb_indicator info;
    const sb_spec_indicator *spec; /* NULL: a variable, or hidden */
    sb_formula *formula;           /* NULL: a variable, or in error */
    int variable;                  /* the column is just this one, or -1 */
    int *members; /* of an index, allocation … : columns, as whole.c counts them; or NULL */
    int n_members;
    uint64_t *inputs;  /* [level * periods + period]: of what the values there are made */
    double **steps;    /* of an allocation: [step * levels + level]: n areas x n periods */
    int given;         /* column of the values to take where parts are unknown */
    sb_value **levels; /* [level]: n areas x n periods */
    bool **marks;      /* [level]: values withheld to protect others; NULL: none */
    SB_VEC(const sb_spec_table *) tables; /* it is made from */
    sb_ranking **rankings;                /* [level][period]; NULL: no formula asks for them */
    bool *breaks;                         /* [period]: a new series begins here */
    sb_visit visit;
    bool is_population; /* the one that `minimum population` is about, or what it is made of */
    int compared_by;    /* the column that sets its areas beside each other, or -1 */
} sb_column;

typedef struct sb_groups {    /* groups.h: of a variable, by one dimension or two */
    int variable, by, across; /* its dimensions; across: -1 */
    int n_by, n_across;       /* their groups; 1 */
    int first;                /* column; the others behind it, `across` fastest */
    bool *shown;              /* [level * periods + period] */
} sb_groups;

struct sb_facts {
    const sb_cube *cube;
    sb_column *columns;
    int n_columns, n_public;
    const char **names; /* by column; hidden parts have "" */
    sb_index *by_name;  /* of the public ones */
    int *order;         /* columns, each behind what it stands on */
    SB_VEC(sb_groups) groups;
    bool **few;                   /* [level]: areas with too few people; NULL: none */
    const sb_exposure *exposures; /* withhold.c */
    size_t n_exposures;
};

/* Whether some output hands out its values, or they count as if: results for other areas hang
 * on them.  And where it does. */
bool sb_column_is_printed(const sb_facts *facts, int column);
bool sb_column_is_shown(const sb_facts *facts, int column, int level, int period);
int sb_column_of_variable(const sb_facts *facts, int variable);

/* Whether less than `minimum population` live there, but somebody does. */
bool sb_facts_are_few(const sb_facts *facts, sb_place place, int period);

/* evaluate.c */
void sb_column_evaluate(const sb_facts *facts, sb_column *column);
void sb_facts_evaluate(const sb_facts *facts); /* all columns, in their order */
sb_term sb_formula_evaluate(const sb_facts *facts, const sb_formula *formula, sb_place place,
                            int period);
/* Where a COLUMN or SLICE looks from here; false: nowhere. */
bool sb_formula_target(const sb_facts *facts, const sb_formula *formula, sb_place *place,
                       int *period);

/* whole.c: an index, an allocation, classes, a matrix, clusters. */
void sb_column_compute(const sb_facts *facts, sb_column *column);

/* chance.c: the share inside 100 * a / b, (a / b) * 100, a / b, share(a, b); false if there is
 * none.  And mark the values of a share whose difference from the city's may be chance. */
bool sb_formula_share(const sb_formula *formula, const sb_formula **part,
                      const sb_formula **whole);
void sb_column_mark_chance(const sb_facts *facts, sb_column *column);

/* lint.c: warn of what is probably a mistake. */
void sb_facts_lint(const sb_facts *facts, sb_diag *diag);
/* … once it is known what is withheld. */
void sb_facts_lint_disclosure(const sb_facts *facts, sb_diag *diag);

/* withhold.c: mark what must be withheld besides, and note what can be derived. */
void sb_facts_withhold(sb_facts *facts, sb_arena *arena);

/* Whether no new series begins between the two. */
bool sb_column_is_comparable(const sb_column *column, int period, int other);
/* Keep the column's values in order, too. */
void sb_column_rank(const sb_facts *facts, sb_column *column, sb_arena *arena);

/* To the nearest multiple where the rule says so. */
double sb_disclosure_round(const sb_spec_disclosure *rule, double count);
/* The sum of some cells of a variable (NULL: all), disclosed. */
sb_term sb_cells_sum(const sb_facts *facts, int column, const int *cells, int n_cells,
                     sb_place place, int period);
/* `ratio`, or withheld if its base is a count below the minimum. */
sb_term sb_over_base(const sb_facts *facts, sb_term ratio, bool is_count, sb_term base);

#endif
