/* formula: the text of an indicator as a tree.
 *
 * Private to `indicator`.  In: "100 * x[alter < 18] / y", the cube's variables and dimensions.
 * Out: a tree in which every name is a column of the facts and every slice a list of cells.
 * What is asked for elsewhere (another period, the area above, all areas of a level) is always
 * a column, so that a tree costs one visit of each node for an area and period.
 *
 *     sum     = product { ("+" | "-") product }       product = factor { ("*" | "/") factor }
 *     factor  = "-" factor | number | "(" sum ")" | name [slice] | function "(" … ")" | "area"
 *     slice   = "[" condition { "," condition } "]"
 *     condition = dimension ("<" | "<=" | ">" | ">=") number | dimension "=" group label
 *               | "period" "=" label | "period" "-" number
 *     functions: see the tables in formula.c and within.c
 *
 * Limits: 4096 bytes, 100 parentheses deep.
 */
#ifndef SB_INDICATOR_FORMULA_H
#define SB_INDICATOR_FORMULA_H

#include "data/data.h"
#include "indicator/term.h"

typedef enum sb_op {
    SB_OP_NUMBER,
    SB_OP_AREA, /* km² */
    SB_OP_COLUMN,
    SB_OP_SLICE,
    SB_OP_RANK, /* in a column */
    SB_OP_NEGATE,
    SB_OP_ADD,
    SB_OP_SUBTRACT,
    SB_OP_MULTIPLY,
    SB_OP_DIVIDE,
    SB_OP_PERCENT,
    SB_OP_CHANGE,   /* from args[1] to args[0], percent */
    SB_OP_POINTS,   /* difference of the two */
    SB_OP_QUARTILE, /* of args[0] in the column of the same */
    SB_OP_SCORE,    /* z-score, likewise */
    SB_OP_TREND,    /* -1, 0, 1: change from args[1] to args[0] beyond `number` percent */
    SB_OP_LOW,      /* of the confidence interval of args[0] / args[1] */
    SB_OP_HIGH,
    SB_OP_SIGNIFICANT, /* -1, 0, 1: is that interval below, round or above the city's share,
                        * which is in the column */
    SB_OP_MEAN,        /* over the groups of `dimension`, of the cells of a SLICE or COLUMN */
    SB_OP_MEDIAN,
    SB_OP_DISSIMILARITY, /* of the smaller areas, whose level is `level` or -1: within.h */
    SB_OP_SEGREGATION,
    SB_OP_ISOLATION,
    SB_OP_EXPOSURE,
    SB_OP_ETA2,
    SB_OP_ENTROPY,
    SB_OP_MORAN,
    SB_OP_BELOW,
    SB_OP_ABOVE,
    SB_OP_STEP, /* `step` of the allocation in the column: whole.h */
} sb_op;

typedef enum sb_shift { SB_HERE, SB_ABOVE, SB_TOP, SB_AT_LEVEL } sb_shift;

typedef struct sb_formula sb_formula;
struct sb_formula {
    sb_op op;
    sb_term number;
    int column;       /* COLUMN, RANK, QUARTILE, SCORE, SIGNIFICANT; of the variable: SLICE */
    const int *cells; /* SLICE */
    int n_cells;
    int period;    /* COLUMN, SLICE, MEAN, MEDIAN: this one, or -1 */
    int back;      /* … or so many before of its kind */
    int years;     /* … or so many years ago */
    int dimension; /* MEAN, MEDIAN: which of the variable's */
    int step;      /* STEP: sb_step */
    sb_shift shift;
    int level; /* AT_LEVEL */
    sb_formula *args[3];
    bool is_count; /* set by facts: counts, their sums and differences */
};

/* What formulas know, and the columns they add. */
typedef struct sb_formulas {
    const sb_cube *cube;
    const sb_index *variables, *indicators; /* name -> column */
    const int *variable_of;                 /* column -> variable, or -1 */
    const char *const *names;               /* of the columns */
    int n_columns;
    SB_VEC(sb_formula *) hidden; /* columns n_columns, n_columns + 1, … */
    sb_arena *arena;
    sb_diag *diag;
} sb_formulas;

/* NULL with one error inside the formula.  node: the scalar with the text, or NULL. */
sb_formula *sb_formula_parse(sb_formulas *all, const char *text, const sb_node *node);
/* points(column, since), as an error inside `node` if `since` is no period.  NULL: it is none.
 */
sb_formula *sb_formula_points(sb_formulas *all, int column, const char *since,
                              const sb_node *node);
/* The column of what `f` computes: its own, or a new one. */
int sb_formula_column(sb_formulas *all, sb_formula *f);
/* Just a column, here and now. */
bool sb_formula_is_bare(const sb_formula *f);

/* Private to formula.c, slice.c and within.c. */
typedef struct sb_parser {
    sb_formulas *all;
    const sb_node *node;
    const char *text, *p;
    const char *usage; /* of the function whose parentheses we are in, or NULL */
    int depth;
} sb_parser;

sb_span sb_parser_span(const sb_parser *parser, const char *from, const char *to);
void sb_parser_blanks(sb_parser *parser);
/* Skip `symbol` if it comes next. */
bool sb_parser_take(sb_parser *parser, const char *symbol);
/* The next name, or NULL if none comes next. */
const char *sb_parser_name(sb_parser *parser);
bool sb_parser_number(sb_parser *parser, sb_term *out); /* false: none there, or an error */
/* Words up to one of `ends`, without blanks around them; *from and *to are set to their place.
 */
const char *sb_parser_words(sb_parser *parser, const char *ends, const char **from,
                            const char **to);
/* "2005" or "-1" as period or steps back. */
bool sb_parser_period(sb_parser *parser, const char *words, const char *from, const char *to,
                      sb_formula *into);
void sb_parser_unexpected(sb_parser *parser, const char *expected);
/* A whole formula, up to what is none of it; NULL: in error. */
sb_formula *sb_parser_sum(sb_parser *parser);
/* The name of a level, up to ")". */
bool sb_parser_level(sb_parser *parser, int *level);
sb_formula *sb_parser_node(sb_parser *parser, sb_op op, sb_formula *a, sb_formula *b);
sb_formula *sb_parser_column(sb_parser *parser, int column);
/* `into` is averaged over this dimension of its variable, whose groups must have limits. */
bool sb_parser_ranges(sb_parser *parser, sb_formula *into, const char *dimension, sb_span at);
/* What stands in [ ] behind the column `into` refers to. */
bool sb_parser_slice(sb_parser *parser, sb_formula *into);

#endif
