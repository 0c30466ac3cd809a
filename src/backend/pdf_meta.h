/* pdf_meta: catalog, document information and XMP (ISO 32000-1, 14.3; ISO 16684-1).
 *
 * No conformance is claimed here: that is for who checks it.
 */
#ifndef SB_BACKEND_PDF_META_H
#define SB_BACKEND_PDF_META_H

#include "backend/pdf_page.h"

/* `outline`: 0 if there is none. */
void sb_pdf_meta_add(const sb_pdf_book *book, int structure, int outline);

#endif
