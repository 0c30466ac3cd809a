/* outline: the borders of areas as paths, and questions about them.
 *
 * In: shared arcs in metres, a matrix to pt, and a group for each area (its class, its parent,
 * whether it is this page's).  Out: one path for a whole group.
 */
#ifndef SB_FIGURE_OUTLINE_H
#define SB_FIGURE_OUTLINE_H

#include "area/area.h"
#include "canvas/canvas.h"

/* The same arcs, where those with nothing on one side, but another area nearer than `reach`
 * metres there, have that area beside them: gaps in the data that are too narrow to be seen are
 * no outer border. */
const sb_arcs *sb_outline_close_gaps(const sb_arcs *arcs, double reach, sb_arena *arena);

/* From the map's metres, y north, to pt with the top left corner of `frame` at `at`. */
sb_matrix sb_outline_matrix(sb_rect frame, sb_point at, double pt_per_metre);

/* The same arcs without the areas that lie outside of `frame` (metres) and the borders between
 * them. */
const sb_arcs *sb_outline_within(const sb_arcs *arcs, sb_rect frame, sb_arena *arena);
/* The same arcs without the areas i with is_left_out[i], seen through `frame`. */
const sb_arcs *sb_outline_without(const sb_arcs *arcs, const int *is_left_out, sb_rect frame,
                                  sb_arena *arena);
/* The box of each area, metres. */
const sb_rect *sb_outline_boxes(const sb_arcs *arcs, sb_arena *arena);
/* The box round the areas with group[i] == wanted, metres; empty: there are none. */
sb_rect sb_outline_box(const sb_arcs *arcs, const int *group, int wanted);

/* All areas i with group[i] == wanted as one shape, for even-odd filling: borders between them
 * are left out, so that no seam can show there. */
sb_path sb_outline_areas(const sb_arcs *arcs, const int *group, int wanted, sb_matrix matrix,
                         sb_arena *arena);

/* One area alone. */
sb_path sb_outline_area(const sb_arcs *arcs, int area, sb_matrix matrix, sb_arena *arena);

typedef enum sb_border {
    SB_BORDER_WITHIN,  /* between areas of one group */
    SB_BORDER_BETWEEN, /* between areas of two groups */
    SB_BORDER_OUTER,   /* with nothing on one side */
    SB_BORDER_AROUND,  /* round the areas of group 1 */
} sb_border;
/* Every arc of that kind, once. */
sb_path sb_outline_borders(const sb_arcs *arcs, const int *group, sb_border kind,
                           sb_matrix matrix, sb_arena *arena);

/* A point well inside an area: in the middle of the longest stretch of one of some level lines
 * through its box. */
sb_point sb_outline_middle(const sb_arcs *arcs, int area, sb_matrix matrix);

/* The straight edges of a path, for the questions below. */
typedef struct sb_edges {
    const sb_point (*at)[2];
    int n;
} sb_edges;
sb_edges sb_edges_of(sb_path path, sb_arena *arena);
bool sb_edges_hold(sb_edges edges, sb_point p); /* even-odd */
bool sb_edges_hit(sb_edges edges, sb_rect rect);
double sb_edges_distance(sb_edges edges, sb_point p);
/* Where a level line crosses the edges, rising, in x[edges.n]: from inside the first to the
 * second, from the third to the fourth … lies inside.  Returns how often. */
int sb_edges_crossings(sb_edges edges, double y, double *x);

#endif
