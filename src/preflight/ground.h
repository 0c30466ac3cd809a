/* ground: what lies below: a coarse picture of a page, in which cells know their ink.
 *
 * Preflight asks it what a letter stands on, how much ink lies on a spot, and which colours
 * touch.  A cell is 1 pt wide; what is thinner than two is no ground, but noted as a line
 * between its sides.  Forms are drawn once and stamped from then on.
 */
#ifndef SB_PREFLIGHT_GROUND_H
#define SB_PREFLIGHT_GROUND_H

#include "canvas/canvas.h"

typedef struct sb_ground sb_ground;

/* Lives in `arena`; serves one page after the other. */
sb_ground *sb_ground_new(sb_arena *arena);
/* Bare paper on `area`. */
void sb_ground_begin(sb_ground *ground, sb_rect area);

/* Lay ink down.  Black alone prints over what is there.  Returns the most ink that then lies
 * on a cell of it, 1 = 100 %. */
double sb_ground_fill(sb_ground *ground, sb_path path, sb_matrix matrix, sb_rect clip,
                      bool is_even_odd, sb_colour colour);
double sb_ground_stroke(sb_ground *ground, sb_path path, sb_matrix matrix, sb_rect clip,
                        double width, sb_colour colour);
/* All ink of a form, moved by (dx, dy). */
void sb_ground_form(sb_ground *ground, const sb_display_list *form, double dx, double dy);

/* The colour of the cell; paper outside. */
sb_colour sb_ground_at(const sb_ground *ground, sb_point at);

/* An edge of the trim along which ink stands and ends in bare paper before the bleed does. */
typedef struct sb_sliver {
    bool is_there;
    sb_point at;
    double reached; /* pt beyond the trim */
} sb_sliver;
/* trim: width and height.  edge: 0 left, 1 top, 2 right, 3 bottom.  `bleed`: pt that must be
 * covered. */
sb_sliver sb_ground_sliver(const sb_ground *ground, sb_point trim, int edge, double bleed);

/* Two colours that touch without a line between them and are almost equally light. */
typedef struct sb_contact {
    sb_colour a, b;
    sb_point at; /* the first cell */
    int cells;   /* length, 0: there is none */
} sb_contact;
/* Within `box`, of colours less than `difference` of L* apart; bare paper does not count. */
sb_contact sb_ground_contact(const sb_ground *ground, sb_rect box, double difference);

#endif
