/* pdf_content: a display list as the operators of a content stream (ISO 32000-1, 7.8.2). */
#ifndef SB_BACKEND_PDF_CONTENT_H
#define SB_BACKEND_PDF_CONTENT_H

#include "backend/pdf_form.h"
#include "doc/doc.h"

/* What stands before the trim box to the left and above in this edition, in pt. */
double sb_pdf_margin(const sb_pdf_resources *resources, const sb_page *page);

/* Append a page's list, over a form with the marks round it or NULL; all it names must have
 * been used.  Any thread. */
void sb_pdf_content_page(const sb_pdf_resources *resources, const sb_page *page,
                         const sb_display_list *marks, sb_buf *out);
/* Append a form's list: it takes no state from the page that it is placed on. */
void sb_pdf_content_form(const sb_pdf_resources *resources, const sb_display_list *form,
                         sb_buf *out);

#endif
