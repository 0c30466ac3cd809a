/* look: what the files of inspect share: the PDF being looked at, and where in it. */
#ifndef SB_INSPECT_LOOK_H
#define SB_INSPECT_LOOK_H

#include "inspect/file.h"
#include "inspect/inspect.h"

typedef struct sb_look {
    sb_pdf_in *file;
    const sb_limits *limits;
    sb_findings *findings;
    bool is_print;
    sb_arena *arena;     /* of the page */
    sb_index *seen;      /* numbers of objects that were looked at, as text */
    sb_arena *lasting;   /* of the file */
    int page;            /* -1: the document */
    sb_rect trim, bleed; /* PDF's own coordinates, y up */
} sb_look;

/* Note a fault of the page, or of a place in PDF's own coordinates. */
#define sb_look_find(look, rule, ...)                                                          \
    sb_find((look)->findings, rule, ((sb_spot){.page = (look)->page}), __VA_ARGS__)
#define sb_look_find_at(look, rule, point, ...)                                                \
    sb_find((look)->findings, rule, sb_look_spot(look, point), __VA_ARGS__)
sb_spot sb_look_spot(const sb_look *look, sb_point at);
/* True when the object is seen for the first time. */
bool sb_look_is_new(sb_look *look, sb_object object);

void sb_look_document(sb_look *look);
void sb_look_structure(sb_look *look);
void sb_look_page(sb_look *look, sb_object page);
/* How a stream is packed, and that it lies in the file. */
void sb_look_stream(sb_look *look, sb_object stream);
/* Fonts, graphics states and colour spaces of a page or form. */
void sb_look_resources(sb_look *look, sb_object resources);
/* The operators of a page or form whose coordinates are `matrix`. */
void sb_look_content(sb_look *look, const char *bytes, size_t n, sb_object resources,
                     sb_matrix matrix, bool is_marked);
/* NULL: the colour space fits the edition; else what it is called. */
const char *sb_look_bad_space(sb_look *look, sb_object space, bool is_image);

#endif
