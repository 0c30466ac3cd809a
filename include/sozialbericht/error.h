/* error: what went wrong, where, and what to do about it.
 *
 * The library collects errors and never prints them; sb_report_error() hands them out.
 */
#ifndef SOZIALBERICHT_ERROR_H
#define SOZIALBERICHT_ERROR_H

/* Named by what the reader can do about it. */
typedef enum sb_code {
    SB_E_SYNTAX,      /* correct the spelling of the YAML or of a formula */
    SB_E_SCHEMA,      /* use a key, a name or a type that the layout language has */
    SB_E_DATA,        /* correct a table or a shapefile */
    SB_E_IO,          /* make a file readable or writable */
    SB_E_FONT,        /* bring another font */
    SB_E_UNSUPPORTED, /* do it another way */
    SB_E_LIMIT,       /* make it smaller */
    SB_E_LAYOUT,      /* give a block more room, or less to say */
    SB_E_PREFLIGHT,   /* mend what the print shop or a screen reader would stumble over */
    SB_E_LIBRARY,     /* report it: a library failed where it should not */
} sb_code;

typedef enum sb_severity { SB_NOTE, SB_WARNING, SB_ERROR } sb_severity;

/* A place in a text file.  1-based; line 0: the file as a whole; file NULL: no place. */
typedef struct sb_span {
    const char *file;
    int line, column, length;
} sb_span;

typedef struct sb_error {
    sb_code code;
    sb_severity severity;
    sb_span at;
    const char *message; /* one sentence with the offending value */
    const char *hint;    /* what to do; may be NULL */
    const char *excerpt; /* the source line at `at`, without its end; may be NULL */
} sb_error;

/* The word for a code or a severity in machine output: "syntax", "warning" … */
const char *sb_code_name(sb_code code);
const char *sb_severity_name(sb_severity severity);

#endif
