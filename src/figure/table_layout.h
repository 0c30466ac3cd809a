/* table_layout: a table measured: what every cell prints and where it stands.
 *
 * Three forms fill one layout: table_profile.c rows of indicators, this area beside others ·
 * table_areas.c a row for each area · table_findings.c what the program worked out; heads and
 * columns of the latter two are placed by table_place.c.  table_cell.c: what a cell prints ·
 * table_part.c: which rows stand on which page · table.c: the ink.  All lengths from the table's
 * top left corner.
 */
#ifndef SB_FIGURE_TABLE_LAYOUT_H
#define SB_FIGURE_TABLE_LAYOUT_H

#include "figure/chart.h"
#include "figure/sparkline.h"

typedef enum sb_cell_kind {
    SB_CELL_BLANK,
    SB_CELL_NUMBER, /* with a bar or on a ground where its column says so */
    SB_CELL_SPARK,
    SB_CELL_ARROW,
    SB_CELL_TEXT,
} sb_cell_kind;

typedef struct sb_table_cell {
    sb_cell_kind kind;
    sb_value value; /* number, arrow; text: what it stands for where that is a sign */
    sb_manner manner;
    sb_decimal_text figure; /* number */
    const char *behind;     /* number: unit and signs behind it, or "" */
    const char *unit;       /* number: what is printed behind it, or NULL */
    const sb_spark *spark;
    const char *text; /* text; number: what it is called in its place, or NULL */
    const sb_lines *lines;
    const char *type;
    int shade; /* heat: which fifth; -1: none */
} sb_table_cell;

typedef struct sb_table_row {
    const sb_node *node;
    sb_place place;    /* whose row; area -1: an indicator's */
    const char *label; /* as one line */
    const char *mark;  /* of its note, at the label's end; "" */
    sb_lines lines;    /* as it stands */
    const char *type;
    double indent, width; /* width: of the label on one line, with its indent */
    bool has_gap;         /* above it */
    bool is_total;        /* of an upper level */
    bool is_kept;         /* on the page of the row above */
    int stripe;           /* counts the rows of a group */
    double baseline;      /* of the label's first line; numbers stand on its last */
    double height;
    sb_table_cell *cells; /* one for each column */
} sb_table_row;

typedef struct sb_table_column {
    const sb_spec_table_column *spec;
    sb_place place;                   /* a profile's: whose values */
    int indicator, of, period, since; /* of a table of areas */
    const char *label, *unit;
    const char *over;     /* the head over the columns of several periods; NULL */
    const char *mark;     /* of its note; "" */
    double before, after; /* of its widest numbers, left and right of the comma */
    double figure;        /* width of numbers, words or picture, without a bar */
    double width;         /* with its head */
    double left, comma, right;
    sb_range range; /* of what bars show */
} sb_table_column;

/* A cell of the head, over columns from .. from + n - 1. */
typedef struct sb_table_head {
    int row, n_rows, from, n;
    const char *type, *text; /* text: as one line; NULL: none */
    sb_lines lines;
    double baseline, leading; /* of its last line, and up from there */
    const char *unit;         /* below it, on the head's last baseline; NULL */
    const char *mark;         /* of a note, at the end of the text, else of the unit; "" */
    double x;
    sb_align align;
    const char *rule; /* a line of the style below it; NULL: none */
    double left, right, rule_y;
} sb_table_head;

typedef struct sb_table_layout {
    const sb_spec_profile *spec;
    sb_table_column *columns;
    int n_columns;
    sb_table_head *heads; /* by row, then from left to right */
    int n_heads, n_head_rows;
    sb_table_row *rows;
    int n_rows;
    const char *label; /* over the row labels, or NULL */
    double unit_baseline, head_rule, height;
    double width, label_room; /* for the rows' labels */
    double missing;           /* pt of width that it lacks, or 0 */
    const sb_node *tight;     /* what lacks it; NULL: the table */
    const char *tight_name;
    const char *const *remarks; /* notes, signs, rounding */
    int n_notes, n_remarks;     /* the notes of them; those under the table */
    int n_all_remarks;          /* beside it in a file, which must speak for itself */
} sb_table_layout;

/* PAGE.md 7 and the profile page, pt. */
#define SB_TABLE_INDENT 8.0
#define SB_TABLE_GAP_IN 8.0 /* at least, between columns of a group, */
#define SB_TABLE_GAP_BETWEEN 12.0
#define SB_TABLE_GAP_MORE 10.0 /* and at most added to each */
#define SB_TABLE_LABEL_GAP 8.0
#define SB_TABLE_LEAST_LABEL 40.0 /* a narrower column of labels is none */

/* ---- table_cell.c ---- */

/* What is asked of the facts for one cell. */
typedef struct sb_asked {
    sb_column_show show;
    int indicator, of, share; /* -1: none */
    sb_place place;
    int period, since;
    int digits, share_digits; /* -1: the indicator's, 1 */
} sb_asked;

/* A value and how it is printed. */
typedef struct sb_answer {
    sb_value value;
    sb_manner manner;
    bool is_share, is_rank;
    const char *kind; /* what the value is called; NULL: a measure */
} sb_answer;
sb_answer sb_table_answer(const sb_facts *facts, sb_asked asked);
/* Set a cell's number; shares carry a percent sign where the head does not say it. */
void sb_table_put(const sb_figure_env *env, sb_answer answer, bool has_percent,
                  const char *type, sb_table_cell *cell);
/* An arrow in place of a change; a sign stays one. */
void sb_table_put_arrow(const sb_figure_env *env, sb_table_cell *cell);
/* Values from `since` to `period`; is_own: of the page's area.  NULL
 * if that is no time. */
const sb_spark *sb_table_spark(const sb_figure_env *env, int indicator, sb_place place,
                               int since, int period, bool is_own);
/* Room for a cell's number in its column. */
void sb_table_make_room(sb_table_column *column, sb_decimal_text figure);
sb_lines sb_table_break(const sb_figure_env *env, const char *type, const char *text,
                        double width, bool has_hyphens);

/* ---- table_rows.c: heights, and what stands under the table ---- */

void sb_table_place_rows(const sb_figure_env *env, sb_table_layout *layout);
/* "¹": the mark of the next note, which joins the remarks; "" for none. */
typedef SB_VEC(const char *) sb_remarks;
const char *sb_table_mark(const sb_figure_env *env, sb_remarks *remarks, const char *note);
/* Signs and rounding behind the notes; under the table where it asks for them. */
void sb_table_remark(const sb_figure_env *env, sb_table_layout *layout, sb_remarks *remarks,
                     bool is_rounded);

/* Parts as printed against the sum as printed. */
typedef struct sb_table_sum {
    double exact, printed;
    int n;
} sb_table_sum;
void sb_table_add(sb_table_sum *sum, const sb_table_cell *part);
/* The parts add up, but their printed numbers do not. */
bool sb_table_is_rounded(sb_table_sum sum, const sb_table_cell *whole);

/* A row of a profile and those below it that stand deeper. */
typedef struct sb_table_parts {
    const sb_spec_table_row *whole, *first, *end;
} sb_table_parts;
sb_table_parts sb_table_parts_of(const sb_spec_profile *table, int whole);
/* Deeper rows still are parts of parts; a selection (`part: some`) need not add up. */
bool sb_table_is_part(sb_table_parts parts, const sb_spec_table_row *row);

/* ---- whole tables ---- */

sb_table_layout sb_table_profile(const sb_figure_env *env, const sb_spec_profile *table,
                                 double width);
sb_table_layout sb_table_areas(const sb_figure_env *env, const sb_spec_profile *table,
                               double width);
/* A table of its own kind: `sensitivity:`, `clusters:`. */
sb_table_layout sb_table_findings(const sb_figure_env *env, const sb_spec_block *block,
                                  double width);
/* Any of them. */
sb_table_layout sb_table_lay_out(const sb_figure_env *env, const sb_spec_block *block,
                                 double width);

#endif
