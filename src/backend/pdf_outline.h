/* pdf_outline: the document outline (ISO 32000-1, 12.3.3): pages with a title, by depth. */
#ifndef SB_BACKEND_PDF_OUTLINE_H
#define SB_BACKEND_PDF_OUTLINE_H

#include "backend/pdf_page.h"

/* The object of the outline, or 0 if no page has a title. */
int sb_pdf_outline_add(const sb_pdf_book *book);

#endif
