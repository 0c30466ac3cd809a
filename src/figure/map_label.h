/* map_label: names or numbers inside the areas of a map.
 *
 * Placed all together, small areas first, since what one label takes the next cannot have.  The
 * places do not depend on colours and are found before the map has its place in the box.
 */
#ifndef SB_FIGURE_MAP_LABEL_H
#define SB_FIGURE_MAP_LABEL_H

#include "figure/map_view.h"
#include "figure/outline.h"

typedef struct sb_map_label {
    sb_map_labels kind; /* what there was room for */
    const char *type;   /* "map label" or "map number" */
    double size, leading;
    const char *lines[2];
    int n;
    double width[2];
    sb_point at; /* its middle, pt from the map's top left corner */
    bool pokes;  /* over the area's border */
    bool is_out; /* beside the map, with a line to `from` in its area */
    sb_point from;
} sb_map_label;

/* What labels keep clear of, pt from the map's top left corner: legends and lists, which they
 * may not touch, and the frame that shows where an inset lies, whose sides they may not cross.
 */
typedef struct sb_map_obstacles {
    sb_rect taken[6];
    int n;
    sb_rect frame;
} sb_map_obstacles;

/* A label for each area, in `keep`: the first that fits of its name in one line, broken behind
 * / or - or at a blank, both again in the smallest size, all of them with a little outside, and
 * its key; of its name over its value, of its value or its key alone where the map asks for
 * those.  A label fits where every line's box lies inside the area shrunk by 0.9 pt (or at
 * least 96.5 % of it inside) and keeps clear of the borders of the level above and of other
 * labels.  Of all places it takes the one far from borders and near the middle (PAGE.md 5).
 * Where nothing fits, the shortest stands beside the map if a short line leads there. */
const sb_map_label *sb_map_labels_place(const sb_figure_env *env, sb_map_view view,
                                        const sb_arcs *arcs, const int *parents,
                                        double pt_per_metre, const sb_map_obstacles *obstacles,
                                        sb_arena *keep);

/* On `ground`, the colour of its area, with the map's top left corner at `map`. */
void sb_map_label_draw(const sb_figure_env *env, const sb_map_label *label, sb_point map,
                       sb_colour ground, sb_display_list *list, sb_arena *keep);
/* Box of line i of a label, from the map's top left corner: capitals to descenders. */
sb_rect sb_map_label_box(const sb_map_label *label, int i);

#endif
