/* pdf_meta: catalog, document information and XMP (ISO 32000-1, 14.3; ISO 16684-1).
 *
 * With an output intent the print edition says that it is PDF/X-4, the web edition that it is
 * PDF/UA-1 and PDF/A-2a; `./dev conformance` holds it to that.
 */
#ifndef SB_BACKEND_PDF_META_H
#define SB_BACKEND_PDF_META_H

#include "backend/pdf_page.h"

/* `outline`, `intent`: 0 if there is none. */
void sb_pdf_meta_add(const sb_pdf_book *book, int structure, int outline, int intent);

#endif
