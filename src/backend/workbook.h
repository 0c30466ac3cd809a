/* workbook: one table as an Excel file (Office Open XML, ECMA-376 Part 1, 18).
 *
 * In: lines of cells, texts or numbers.  Out: bytes, the same for the same cells.  Texts are
 * texts: what looks like a formula is none.
 */
#ifndef SB_BACKEND_WORKBOOK_H
#define SB_BACKEND_WORKBOOK_H

#include "base/base.h"

typedef enum sb_book_look {
    SB_BOOK_PLAIN,
    SB_BOOK_STRONG, /* totals */
    SB_BOOK_TITLE,
    SB_BOOK_HEAD,
    SB_BOOK_NOTE,
} sb_book_look;

typedef struct sb_book_cell {
    const char *text; /* NULL: the number */
    double number;
    int digits;         /* shown behind the decimal comma, 0..9 */
    const char *behind; /* shown behind the number, "%"; NULL: nothing */
    const char *shown;  /* in place of the number's digits, "–"; NULL: them */
    sb_book_look look;
    bool is_right;     /* a text that stands for a number */
    bool is_wrapped;   /* a text over several lines */
    bool is_signed;    /* the number with + and − */
    int columns, rows; /* that it spans; 0 and 1 alike */
} sb_book_cell;

typedef struct sb_book_line {
    const sb_book_cell *cells; /* one for each column; text "": empty */
    int n;
} sb_book_line;

typedef struct sb_workbook {
    const char *title;   /* of the sheet */
    const char *creator; /* the program */
    const sb_book_line *lines;
    int n_lines;
    int n_fixed_lines, n_fixed_columns; /* stay in sight: head and labels */
    const double *widths;               /* of columns, in digits */
    int n_columns;
    const char *language; /* "de-DE" */
} sb_workbook;

/* False if the machine has no memory for it. */
bool sb_workbook_write(const sb_workbook *book, sb_buf *out);

#endif
