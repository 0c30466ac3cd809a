/* average: mean and median over the groups of a dimension, such as the mean age.
 *
 * Private to `indicator`.  Mean: Σ m_g n_g / Σ n_g with m_g the middle of a group, so a + 0.5
 * for a single year of age.  Median: by linear interpolation in the group that holds it; not
 * meaningful in an open one.  Both are a sum of cells over another, once the group that holds
 * the median is known, and are handed out as that to whoever asks what they tell.
 * Source: METHODS.md, "Demography"; Shryock & Siegel 1976, The Methods and Materials of
 * Demography, ch. 8.
 */
#ifndef SB_INDICATOR_AVERAGE_H
#define SB_INDICATOR_AVERAGE_H

#include "indicator/columns.h"

/* What a group counts as: its middle; an open one is taken to be as wide as the one before. */
double sb_group_middle(const sb_spec_dimension *dimension, int group);

/* Of a MEAN or MEDIAN.  Withheld where the people it is taken of are too few. */
sb_term sb_average(const sb_facts *facts, const sb_formula *f, sb_place place, int period);

/* Factors of the cells, [variable's cell], in what is divided and in what divides.  place and
 * period are those of the cells.  False: it is no number there. */
bool sb_average_factors(const sb_facts *facts, const sb_formula *f, sb_place place, int period,
                        double *above, double *below);

#endif
