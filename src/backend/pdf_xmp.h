/* pdf_xmp: the metadata stream (ISO 16684-1), equal to the document information. */
#ifndef SB_BACKEND_PDF_XMP_H
#define SB_BACKEND_PDF_XMP_H

#include "backend/backend.h"

/* `claims`: say which standards the file keeps.  `id`: 32 hexadecimal digits of the content. */
void sb_pdf_xmp_write(const sb_meta *meta, sb_ink ink, bool claims, const char *id,
                      sb_buf *out);

/* A day or time of ISO 8601, in full and with a zone: what is not given is 0, and UTC. */
typedef struct sb_pdf_date {
    int year, month, day, hour, minute, second; /* year 0: no date */
    char zone;                                  /* '+', '-' or 'Z' */
    int zone_hour, zone_minute;
} sb_pdf_date;
sb_pdf_date sb_pdf_date_read(const char *iso); /* may be NULL */

#endif
