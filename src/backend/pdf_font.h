/* pdf_font: composite fonts with codes of their own (ISO 32000-1, 9.7).
 *
 * A code (CID) stands for a glyph together with the text it is drawn for, so that the same
 * glyph can come out as different text: ToUnicode is exact for ligatures and soft hyphens.
 * First all runs are used, in page order on one thread; then codes are read on many; then the
 * fonts go into the file.
 */
#ifndef SB_BACKEND_PDF_FONT_H
#define SB_BACKEND_PDF_FONT_H

#include "backend/pdf_object.h"
#include "backend/pdf_pack.h"
#include "canvas/canvas.h"

typedef struct sb_pdf_fonts sb_pdf_fonts;

sb_pdf_fonts *sb_pdf_fonts_new(sb_arena *arena);

/* Give the run's glyphs their codes; the number of its font, from 0 in order of first use. */
int sb_pdf_fonts_use(sb_pdf_fonts *fonts, const sb_glyph_run *run);

int sb_pdf_fonts_at(const sb_pdf_fonts *fonts, const sb_face *face);
typedef struct sb_pdf_code {
    int cid;
    double width; /* in thousandths of the size */
} sb_pdf_code;
/* `text`: what the glyph stands for. */
sb_pdf_code sb_pdf_fonts_code(const sb_pdf_fonts *fonts, int font, const sb_glyph *glyph,
                              const char *text);

/* Subset and add all to the file.  False with an error (SB_E_FONT, SB_E_LIMIT). */
bool sb_pdf_fonts_add(sb_pdf_fonts *fonts, sb_pdf_file *file, bool is_plain, sb_diag *diag);
/* The object of a font that was added. */
int sb_pdf_fonts_object(const sb_pdf_fonts *fonts, int font);

#endif
