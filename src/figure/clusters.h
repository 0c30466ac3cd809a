/* clusters: values beside each other or on each other, as columns and grouped or stacked bars
 * show them: a cluster for each indicator, period or area, and in it parts of one colour each.
 */
#ifndef SB_FIGURE_CLUSTERS_H
#define SB_FIGURE_CLUSTERS_H

#include "figure/chart.h"

typedef struct sb_cluster {
    const char *name, *type; /* the type of its label */
    sb_value *values;        /* of each part */
} sb_cluster;

typedef struct sb_clusters {
    const sb_chart *chart;
    sb_manner manner;
    bool is_stacked, is_timed; /* parts on each other; a cluster for each period */
    int n, n_parts;
    sb_cluster *at;
    const char **parts;
    sb_colour *colours;
} sb_clusters;

sb_clusters sb_clusters_of(const sb_chart *chart);
sb_value sb_clusters_at(const sb_clusters *c, int cluster, int part);
/* Zero, and all that is drawn here or, on a shared scale, on the pages of other areas. */
sb_range sb_clusters_range(const sb_clusters *c);
/* How wide the widest number is as an axis prints it. */
double sb_clusters_number_width(const sb_clusters *c, int part);
/* Signs of the parts that are no numbers, "." once however many; "" where all are. */
const char *sb_clusters_signs(const sb_clusters *c, int cluster);

/* A swatch and a name for each part over the plot, on as many lines as they need; one part
 * alone needs none. */
double sb_key_height(const sb_clusters *c, double width);
void sb_key_draw(const sb_clusters *c, sb_rect box);

void sb_clusters_say(const sb_clusters *c, sb_word_id kind, sb_buf *out);
bool sb_clusters_check(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag);
int sb_clusters_shades(const sb_spec_chart *chart);
/* What both kinds have in common in their sb_chart_class. */
#define SB_CLUSTERS_CLASS                                                                      \
    .check = sb_clusters_check, .shades = sb_clusters_shades, .least = 1, .most_compare = -1,  \
    .has_one_unit = true

#endif
