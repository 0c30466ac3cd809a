/* doc: the finished document: pages, structure tree, outline, metadata.
 *
 * In: pages made one by one, each in an arena of its own, on any thread.  Out: the one model
 * that every output is written from.  Reading order is the order of the tree, not of drawing.
 * Start at sb_page_new().
 */
#ifndef SB_DOC_DOC_H
#define SB_DOC_DOC_H

#include "canvas/canvas.h"

/* Structure types of ISO 32000-1, 14.8.4. */
typedef enum sb_role {
    SB_ROLE_DOCUMENT,
    SB_ROLE_SECT,
    SB_ROLE_H1,
    SB_ROLE_H2,
    SB_ROLE_H3,
    SB_ROLE_H4,
    SB_ROLE_P,
    SB_ROLE_QUOTE,
    SB_ROLE_SPAN,
    SB_ROLE_CODE,
    SB_ROLE_L,
    SB_ROLE_LI,
    SB_ROLE_LBL,
    SB_ROLE_LBODY,
    SB_ROLE_TABLE,
    SB_ROLE_THEAD,
    SB_ROLE_TBODY,
    SB_ROLE_TR,
    SB_ROLE_TH,
    SB_ROLE_TD,
    SB_ROLE_CAPTION,
    SB_ROLE_FIGURE,
    SB_ROLE_NOTE,
    SB_ROLE_TOC,
    SB_ROLE_TOCI,
    SB_ROLE_REFERENCE,
    SB_ROLE_LINK,
} sb_role;
const char *sb_role_name(sb_role role); /* "H1", "Table" … */

typedef enum sb_scope_of {
    SB_SCOPE_NONE,
    SB_SCOPE_COLUMN,
    SB_SCOPE_ROW,
    SB_SCOPE_BOTH
} sb_scope_of;

typedef struct sb_element sb_element;

/* What an element holds, in reading order: another element, or a mark on its page. */
typedef struct sb_kid {
    sb_element *element; /* NULL: a mark */
    int mark;
} sb_kid;

struct sb_element { /* in an order that leaves no gaps: there may be a million */
    sb_role role;
    sb_scope_of scope;         /* TH */
    int row_span, column_span; /* TH, TD; 0 and 1 alike */
    int link_page;             /* Link: index of the page it leads to, -1 */
    int id;                    /* sb_doc_add(): in reading order, Document 0 */
    int origin;                /* in its page's `origins` */
    bool is_numbered;          /* L: its items are counted in figures */
    sb_element *parent;
    struct sb_page *page; /* of its marks */
    SB_VEC(sb_kid) kids;
    const char *alt;                    /* Figure */
    const char *actual;                 /* text in place of what is drawn */
    const char *language;               /* where it differs from the document's */
    sb_rect box;                        /* Figure and Table: pt on its page */
    SB_VEC(const sb_element *) headers; /* TD, TH: the TH it belongs to */
    const char *link_uri;               /* Link out of the document: "https://…", or NULL */
};

typedef struct sb_link {
    sb_element *element; /* the Link element */
    sb_rect box;
} sb_link;

/* An entry of the outline that leads to a page. */
typedef struct sb_bookmark {
    const char *title;
    int depth; /* 1 chapter, 2 below it … */
} sb_bookmark;

/* The sheet, in pt: trim size and bleed beyond it on all sides. */
typedef struct sb_sheet {
    double width, height, bleed;
} sb_sheet;

typedef struct sb_page {
    sb_arena *arena; /* owns all of the page */
    sb_sheet sheet;
    sb_display_list *list;
    sb_element *root;           /* its Sect, not yet in the tree */
    sb_element *continued;      /* what goes on from the page before; or NULL */
    sb_element *open;           /* what goes on on the next page; or NULL */
    SB_VEC(sb_element *) marks; /* [mark]: the element it belongs to */
    sb_span origin;             /* of the elements and artifacts begun from here on */
    SB_VEC(sb_span) origins;    /* each once in a row */
    SB_VEC(sb_span) artifacts;  /* origins, in the order they were begun */
    SB_VEC(sb_link) links;
    SB_VEC(sb_bookmark) bookmarks; /* that lead here, in the outline's order */
    const char *label;             /* printed page number */
    const char *key;               /* of its area, or NULL */
    int number;                    /* index in the document, 0-based */
} sb_page;

/* A page in `arena`, which it takes: sb_doc_free() frees it. */
sb_page *sb_page_new(sb_arena *take_arena, sb_sheet sheet);
/* Something to measure on, in an arena that stays the caller's. */
sb_page *sb_page_draft(sb_arena *arena);
void sb_page_free(sb_page *page); /* one that never came into a document */

/* An entry of the outline; its title is copied. */
void sb_page_bookmark(sb_page *page, const char *title, int depth);

/* Where the layout asks for the page. */
void sb_page_set_origin(sb_page *page, sb_span origin);

/* Where the layout asks for it; may be no place. */
sb_span sb_element_origin(const sb_element *element);
sb_element *sb_element_new(sb_page *page, sb_element *parent, sb_role role);
/* Its boxes and those below it, seen through `matrix`: after ink drawn under a push of it. */
void sb_element_turn(sb_element *element, sb_matrix matrix);
/* All ink until sb_page_end() belongs to the element, as its next kid. */
void sb_page_begin(sb_page *page, sb_element *element);
void sb_page_begin_artifact(sb_page *page, sb_artifact kind);
void sb_page_end(sb_page *page);
/* A place to click on; a link that runs over lines has one on each. */
void sb_page_link(sb_page *page, sb_element *link, sb_rect box);
/* What goes on here from the page before, which left it open; sb_doc_add() puts it there.  A
 * Table: the same head, whose ink is an artifact here, and more rows.  A Span: more words of a
 * text. */
sb_element *sb_page_continue(sb_page *page, sb_role role);
/* The text of each mark, [mark], in `arena`; parted words joined, writing in forms left out. */
const char *const *sb_page_texts(const sb_page *page, sb_arena *arena);

typedef struct sb_meta {
    const char *title, *subtitle, *author, *publisher, *language; /* language: "de-DE" */
    const char *date; /* ISO 8601 with zone; NULL: none */
    const char *producer;
} sb_meta;

typedef struct sb_doc sb_doc;

sb_doc *sb_doc_new(sb_meta meta); /* texts are copied; caller owns: sb_doc_free() */
void sb_doc_free(sb_doc *doc);
/* Append a page in reading order; its root joins the Document element, what it continues what
 * was left open.  Takes the page. */
void sb_doc_add(sb_doc *doc, sb_page *take_page);

const sb_meta *sb_doc_meta(const sb_doc *doc);
int sb_doc_pages(const sb_doc *doc);
sb_page *sb_doc_page(const sb_doc *doc, int i);
int sb_doc_elements(const sb_doc *doc); /* all, the Document element included */
sb_element *sb_doc_root(const sb_doc *doc);
/* The tree as text: role, attributes and the text of the marks, indented. */
void sb_doc_tags(const sb_doc *doc, sb_buf *out);

#endif
