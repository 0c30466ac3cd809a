/* backdrop: a colour to the edges of the sheet, and a map on it: cover and openings of
 * chapters.
 */
#ifndef SB_COMPOSE_BACKDROP_H
#define SB_COMPOSE_BACKDROP_H

#include "compose/parts.h"

/* Lengths in mm on A4, stretched to other sheets. */
typedef struct sb_backdrop {
    const char *colour, *area_line, *upper_line; /* of the style */
    double left, top, side;                      /* the map's corner, its longer side */
    const char *credit_type;
    double credit_y;
} sb_backdrop;

/* So many mm of A4 on this sheet, in pt. */
double sb_backdrop_down(const sb_work *work, double mm);
double sb_backdrop_across(const sb_work *work, double mm);
void sb_backdrop_fill(const sb_figure_env *env, const char *colour, sb_rect rect);
/* The colour and the page's map. */
void sb_backdrop_draw(const sb_work *work, const sb_backdrop *backdrop);
/* What the map shows and where it is from, beside its ink and never on it: "Karte: Einwohner je
 * km². Quelle: …"; nothing without a map.  Its last line has the place; credit_top: the first.
 */
double sb_backdrop_credit_top(const sb_work *work, const sb_backdrop *backdrop);
void sb_backdrop_credit(const sb_work *work, const sb_backdrop *backdrop);

#endif
