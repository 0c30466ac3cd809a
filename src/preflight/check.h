/* check: what the files of preflight share: a page being checked, and the objects on it. */
#ifndef SB_PREFLIGHT_CHECK_H
#define SB_PREFLIGHT_CHECK_H

#include "preflight/ground.h"
#include "preflight/preflight.h"

typedef struct sb_check {
    const sb_page *page;
    const sb_limits *limits;
    sb_findings *findings;
} sb_check;

/* Who an object belongs to. */
typedef struct sb_owner {
    const sb_element *element; /* NULL: an artifact, or nobody */
    bool is_artifact;
    sb_artifact artifact;
    sb_span origin;
} sb_owner;

/* A fill or stroke on the page. */
typedef struct sb_shape_check {
    sb_rect box; /* of what is seen of it, pt on the page */
    sb_colour colour;
    double width; /* of a stroke; 0: a fill */
    double ink;   /* the most that lies on a spot of it */
} sb_shape_check;

/* A run of letters. */
typedef struct sb_text_check {
    const sb_glyph_run *run;
    sb_rect box;
    double size; /* as seen */
    sb_colour colour;
    sb_colour ground; /* the one below it that it reads worst on */
    double contrast;  /* there */
    bool is_written;  /* holds more than blanks */
} sb_text_check;

sb_spot sb_check_spot(const sb_check *check, const sb_owner *owner, sb_point at);

/* ---- walk.c ---- */

void sb_check_page(const sb_check *check, sb_ground *ground);

/* ---- print_rules.c ---- */

void sb_print_sheet(const sb_check *check);
/* The edges of the trim (1 left, 2 top, 4 right, 8 bottom) that a box comes to without running
 * through the whole bleed. */
unsigned sb_print_edges(const sb_check *check, sb_rect box);
/* Ink ends so many pt beyond the trim, with bare paper behind it. */
void sb_print_sliver(const sb_check *check, sb_spot spot, double reached);
void sb_print_shape(const sb_check *check, const sb_owner *owner, const sb_shape_check *shape);
/* `box`: on the page, with what a clip takes away. */
void sb_print_image(const sb_check *check, const sb_owner *owner, const sb_image *image,
                    sb_rect box);
void sb_print_text(const sb_check *check, const sb_owner *owner, const sb_text_check *text);

/* ---- access_rules.c ---- */

void sb_access_shape(const sb_check *check, const sb_owner *owner, const sb_shape_check *shape);
void sb_access_text(const sb_check *check, const sb_owner *owner, const sb_text_check *text);
/* Figures once all ink is on the ground. */
void sb_access_figures(const sb_check *check, const sb_ground *ground);

/* ---- tree_rules.c ---- */

/* The page's part of the structure tree, but for the order of headings. */
void sb_tree_page(const sb_check *check, int n_pages);
/* Over all pages: language, title, order of headings. */
void sb_tree_document(const sb_doc *doc, sb_findings *findings);

#endif
