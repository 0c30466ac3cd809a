/* pdf_marks: what stands round the trim for the printer: crop and register marks, colour bar.
 */
#ifndef SB_BACKEND_PDF_MARKS_H
#define SB_BACKEND_PDF_MARKS_H

#include "backend/backend.h"

/* What the media has beyond the bleed on every side, in pt; 0 without marks. */
double sb_pdf_marks_room(unsigned marks);

/* The marks in the coordinates of the page; lives in `arena`. */
const sb_display_list *sb_pdf_marks(sb_sheet sheet, unsigned marks, sb_arena *arena);

#endif
