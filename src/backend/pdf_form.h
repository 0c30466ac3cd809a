/* pdf_form: what content streams name: fonts F0…, forms X0…, overprinting G0 and G1, spot inks
 * S0…, images I0…, the colour All of marks.
 *
 * A form is a display list placed many times, written once as a form XObject.
 */
#ifndef SB_BACKEND_PDF_FORM_H
#define SB_BACKEND_PDF_FORM_H

#include "backend/backend.h"
#include "backend/pdf_font.h"

/* What one stream names, each once, rising. */
typedef struct sb_pdf_uses {
    const int *fonts, *forms, *spots, *images;
    int n_fonts, n_forms, n_spots, n_images;
    bool has_register; /* the colour space that is on every plate */
} sb_pdf_uses;

/* All that can be named in a document, numbered in page order. */
typedef struct sb_pdf_resources sb_pdf_resources;

sb_pdf_resources *sb_pdf_resources_new(sb_pdf_options options, sb_arena *arena);
sb_pdf_fonts *sb_pdf_resources_fonts(const sb_pdf_resources *resources);
sb_ink sb_pdf_resources_ink(const sb_pdf_resources *resources);
const sb_pdf_options *sb_pdf_resources_options(const sb_pdf_resources *resources);

/* Number what the list names and has not been named before, forms within forms too; `below`: a
 * form that is placed before it, or NULL. */
sb_pdf_uses sb_pdf_resources_use(sb_pdf_resources *resources, const sb_display_list *list,
                                 const sb_display_list *below);

/* The number of a spot ink that is used. */
int sb_pdf_resources_spot(const sb_pdf_resources *resources, const sb_spot_ink *ink);

int sb_pdf_resources_image(const sb_pdf_resources *resources, const sb_image *image);

int sb_pdf_forms(const sb_pdf_resources *resources);
const sb_display_list *sb_pdf_form(const sb_pdf_resources *resources, int form);
int sb_pdf_form_at(const sb_pdf_resources *resources, const sb_display_list *list);
/* The stream of a form that was added. */
int sb_pdf_form_object(const sb_pdf_resources *resources, int form);

/* Add fonts, forms (streams still empty) and states to the file.  False with an error. */
bool sb_pdf_resources_add(sb_pdf_resources *resources, sb_pdf_file *file, bool is_plain,
                          sb_diag *diag);
/* The entry /Resources of a page or form. */
void sb_pdf_resources_write(const sb_pdf_resources *resources, const sb_pdf_uses *uses,
                            sb_buf *out);

#endif
