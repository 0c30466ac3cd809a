/* ages: people by age, as shares: what age bars and pyramids show. */
#ifndef SB_FIGURE_AGES_H
#define SB_FIGURE_AGES_H

#include "figure/chart.h"

/* A group: people from `from` on, `years` of age wide; an open one counts as 20. */
typedef struct sb_age {
    const char *label;
    double from, years;
    sb_value *shares; /* [area of the chart], percent */
} sb_age;

typedef struct sb_ages {
    sb_age *at; /* rising */
    int n;
} sb_ages;

/* Shares of the variable's groups of age in the chart's areas.  side: of one group of the
 * dimension `sides` alone, or -1: of all.  They are shares of all people in any case. */
sb_ages sb_ages_of(const sb_chart *chart, int side);
/* The dimension of a pyramid's sides; NULL for age bars. */
const sb_spec_dimension *sb_ages_sides(const sb_chart *chart);

double sb_age_top(const sb_age *age);
/* Percent for each year of age, or NaN. */
double sb_age_density(const sb_age *age, int area);
/* The highest density in any area of the chart's level, so that pages can be compared; that of
 * the chart's own areas where the layout says `scale: own`.  n_sides 0: of all people. */
double sb_ages_highest(const sb_chart *chart, int n_sides);

/* Groups whose lower limit stands on an axis of ages, rising, the first always among them: each
 * has at least `row` pt up to the next; the oldest are placed first. */
int sb_ages_limits(sb_ages ages, sb_scale y, double row, int *limits);
const char *sb_age_text(const sb_figure_env *env, double age);
double sb_ages_width(const sb_figure_env *env, sb_ages ages);

/* The areas[1] of the chart as a stepped line from x.start, open where a group has no number.
 */
sb_path sb_ages_outline(const sb_chart *chart, sb_ages ages, sb_scale x, sb_scale y);

/* A dimension of ages with limits, or an error. */
bool sb_ages_check(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag);

#endif
