/* pdf_intent: the output intent with its ICC profile (ISO 32000-1, 14.11.5): the press of the
 * print edition, the screen of the web edition. */
#ifndef SB_BACKEND_PDF_INTENT_H
#define SB_BACKEND_PDF_INTENT_H

#include "backend/pdf_page.h"

/* Its object; 0 if the options name no profile, -1 with an error if it cannot be read. */
int sb_pdf_intent_add(const sb_pdf_book *book, bool is_plain, sb_diag *diag);

#endif
