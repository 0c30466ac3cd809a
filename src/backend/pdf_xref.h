/* pdf_xref: where each object of a file stands, and objects gathered into streams.
 *
 * Structure elements are many and small: gathered and deflated they take a tenth of the room
 * (ISO 32000-1, 7.5.7 and 7.5.8).  No libharu here: bytes only.
 */
#ifndef SB_BACKEND_PDF_XREF_H
#define SB_BACKEND_PDF_XREF_H

#include "base/base.h"

/* By object number; all zero: a number that is not in use. */
typedef struct sb_pdf_place {
    enum { SB_PDF_FREE, SB_PDF_AT, SB_PDF_GATHERED } kind;
    uint32_t at;    /* byte, or number of the stream it is gathered in */
    uint16_t index; /* there */
} sb_pdf_place;

/* The rows of a cross-reference stream, each as its differences to the row above (PNG's "up"),
 * which deflate to next to nothing. */
void sb_pdf_xref_rows(const sb_pdf_place *places, int n, sb_buf *out);
/* The entries that say how the rows are to be read. */
void sb_pdf_xref_entries(int n, sb_buf *out);

/* Objects that will be one stream. */
typedef struct sb_pdf_sheaf {
    sb_buf numbers, bodies; /* the caller appends a body once its object is begun */
    int n;
} sb_pdf_sheaf;

enum { SB_PDF_SHEAF_FULL = 200 };

void sb_pdf_sheaf_begin(sb_pdf_sheaf *sheaf, int object);
/* The entries of the stream's dictionary, and the stream itself in `bytes`; leaves it empty. */
void sb_pdf_sheaf_end(sb_pdf_sheaf *sheaf, sb_buf *entries, sb_buf *bytes);
void sb_pdf_sheaf_free(sb_pdf_sheaf *sheaf);

#endif
