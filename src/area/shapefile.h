/* shapefile: do the files of a shapefile belong together?
 *
 * OGR reads a .dbf of another layer beside a .shp without a word: shapes get the names of
 * others. What can be told is the number of their records (ESRI Shapefile Technical
 * Description, 1998).
 */
#ifndef SB_AREA_SHAPEFILE_H
#define SB_AREA_SHAPEFILE_H

#include "base/base.h"

/* True where `file` is the .dbf (.shx) of a shapefile and tells how many records (shapes) it
 * has. */
bool sb_shapefile_count(const char *file, const char *end, long *n);

#endif
