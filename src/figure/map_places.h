/* map_places: facilities on a map: a symbol for each kind, a number beside it, a list under the
 * map.
 *
 * Pages of an area show only what lies in it.  Symbols differ by shape as well as by colour, so
 * that they can be told apart in one ink.
 */
#ifndef SB_FIGURE_MAP_PLACES_H
#define SB_FIGURE_MAP_PLACES_H

#include "figure/map_base.h"

/* As many kinds as there are shapes. */
enum { SB_PLACE_KINDS = 7 };

/* One place that a map shows. */
typedef struct sb_shown_place {
    const sb_place_point *place;
    int kind, number; /* number: in the list, from 1 */
    int area;         /* of the map's level */
} sb_shown_place;

typedef struct sb_shown_places {
    const char *kinds[SB_PLACE_KINDS]; /* as printed */
    int count[SB_PLACE_KINDS];
    int n_kinds;
    const sb_shown_place *places; /* by kind, then by name */
    int n;
    int n_outside; /* of all areas */
} sb_shown_places;

/* What the view shows.  n_kinds 0: it has no places.  Kinds past SB_PLACE_KINDS are left out:
 * told by sb_places_check(). */
sb_shown_places sb_places_of(const sb_facts *facts, sb_map_view view, sb_arena *arena);
void sb_places_check(const sb_facts *facts, sb_map_view view, sb_diag *diag);

/* Symbols and their numbers within `frame` pt; the names of places whose number found no room
 * in `unnumbered` (parted by commas).  grounds: the colour of each area. */
void sb_places_draw(const sb_figure_env *env, sb_map_view view, const sb_shown_places *shown,
                    sb_matrix matrix, sb_rect frame, const sb_colour *grounds,
                    sb_display_list *list, sb_buf *unnumbered);

/* The list, or without numbers the key of symbols alone. */
double sb_places_list_height(const sb_figure_env *env, sb_map_view view,
                             const sb_shown_places *shown, double width);
/* pt by which its widest line is too wide; 0. */
double sb_places_list_draw(const sb_figure_env *env, sb_map_view view,
                           const sb_shown_places *shown, sb_display_list *list, sb_rect box);

/* ": Schulen (3): …" for the alternative text. */
void sb_places_words(const sb_figure_env *env, const sb_shown_places *shown, sb_buf *out);

#endif
