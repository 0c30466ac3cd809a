/* pdf_page: pages, their boxes and links, and the object numbers that others refer to. */
#ifndef SB_BACKEND_PDF_PAGE_H
#define SB_BACKEND_PDF_PAGE_H

#include "backend/pdf_form.h"
#include "doc/doc.h"

typedef struct sb_pdf_page {
    struct sb_pdf_book *book;
    const sb_page *page;
    const sb_display_list *marks; /* round it, or NULL */
    sb_pdf_uses uses;
    int object, contents;
    int first_link, n_links; /* in the book's links */
} sb_pdf_page;

/* A link that leads somewhere in this edition. */
typedef struct sb_pdf_link {
    const sb_link *link;
    const sb_pdf_page *page;
    const char *text; /* what a screen reader says */
} sb_pdf_link;

/* The document while it is being written. */
typedef struct sb_pdf_book {
    const sb_doc *doc;
    sb_ink ink;
    sb_arena *arena;
    sb_pdf_file *file;
    sb_pdf_resources *resources;
    sb_pdf_page *pages; /* of the document, then blank ones */
    int n_pages;
    SB_VEC(sb_pdf_link) links;
    int annotations; /* object of the first link; the others follow */
} sb_pdf_book;

/* Add pages, their contents still empty, and links. */
void sb_pdf_pages_add(sb_pdf_book *book);

/* A box of the page in PDF's own coordinates: left, bottom, right, top with blanks. */
void sb_pdf_box(const sb_pdf_book *book, const sb_page *page, sb_rect box, sb_buf *out);
/* "/Dest […]\n": the top of a page. */
void sb_pdf_destination(const sb_pdf_book *book, int page, sb_buf *out);
/* The catalog's entry /PageLabels: what is printed on the pages. */
void sb_pdf_page_labels(const sb_pdf_book *book, sb_buf *out);

#endif
