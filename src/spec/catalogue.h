/* catalogue: indicators that many reports share.
 *
 * Private to `spec`.  Parameters such as age limits are put into formulas and texts; an
 * `optional` indicator whose variables or dimensions no table brings is left out, so that a
 * report takes from a catalogue what its tables allow.
 */
#ifndef SB_SPEC_CATALOGUE_H
#define SB_SPEC_CATALOGUE_H

#include "spec/reader.h"

void sb_catalogue_resolve(sb_reader *r);

#endif
