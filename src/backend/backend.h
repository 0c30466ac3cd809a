/* backend: writes documents.  The only user of libharu (pdf_*.c) and of Cairo's surfaces.
 *
 * In: a finished document.  Out: PDF in one of two editions (pdf_write.c), or a page as PNG or
 * SVG (picture.c).
 */
#ifndef SB_BACKEND_BACKEND_H
#define SB_BACKEND_BACKEND_H

#include "doc/doc.h"

typedef enum sb_ink { SB_INK_CMYK, SB_INK_RGB } sb_ink;

typedef enum sb_marks { /* of the print edition, outside the bleed */
                        SB_MARK_CROP = 1,
                        SB_MARK_REGISTER = 2,
                        SB_MARK_COLOUR_BAR = 4
} sb_marks;

typedef struct sb_pdf_options {
    sb_ink ink; /* CMYK with bleed for print, sRGB at trim size for the web */
    int jobs;
    bool is_plain;             /* uncompressed, for golden tests */
    const sb_profile *profile; /* output intent; with it the file says that it is PDF/X-4, or
                                * PDF/UA-1 and PDF/A-2a; NULL: it says nothing */
    unsigned marks;            /* print: SB_MARK_… or'ed */
    int multiple;              /* print: blank pages at the end up to a multiple; 0: none */
} sb_pdf_options;

/* Write the document to `path`.  Same document, same bytes, whatever `jobs`.  False with one
 * error (SB_E_IO, SB_E_LIBRARY, SB_E_FONT); the file is then worthless. */
bool sb_pdf_write(const sb_doc *doc, sb_pdf_options options, const char *path, sb_diag *diag);

/* The page at trim size in the colours of the screen.  False with one error (SB_E_IO,
 * SB_E_LIBRARY; SB_E_LIMIT if the picture would be too large). */
/* Pictures in the screen's colours, or each as the grey of its lightness. */
bool sb_png_write(const sb_page *page, double dpi, bool is_grey, const char *path,
                  sb_diag *diag);
bool sb_svg_write(const sb_page *page, bool is_grey, const char *path, sb_diag *diag);

#endif
