/* pdf_image: a picture as an image XObject (ISO 32000-1, 8.9.5). */
#ifndef SB_BACKEND_PDF_IMAGE_H
#define SB_BACKEND_PDF_IMAGE_H

#include "backend/backend.h"
#include "backend/pdf_object.h"

typedef struct sb_pdf_picture {
    const sb_image *image;
    const sb_raster *raster; /* of the edition */
    bool is_jpeg;
    int object;
} sb_pdf_picture;

/* Add its stream: photographs as JPEG, what was drawn or mixed for a press without loss.  False
 * with an error. */
bool sb_pdf_picture_add(sb_pdf_picture *picture, sb_ink ink, sb_pdf_file *file, bool is_plain,
                        sb_diag *diag);

#endif
