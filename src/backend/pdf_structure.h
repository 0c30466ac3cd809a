/* pdf_structure: the structure tree (ISO 32000-1, 14.7 and 14.8). */
#ifndef SB_BACKEND_PDF_STRUCTURE_H
#define SB_BACKEND_PDF_STRUCTURE_H

#include "backend/pdf_page.h"

/* Add the tree of all elements; the object of its root. */
int sb_pdf_structure_add(const sb_pdf_book *book);

#endif
