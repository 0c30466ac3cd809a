/* shapefile: the files of a shapefile, found and checked.
 *
 * OGR finds .shx and .dbf beside a .shp only if they are written alike, and reads a .dbf of
 * another layer without a word: shapes get the names of others.  What can be told is the number
 * of their records (ESRI Shapefile Technical Description, 1998).
 */
#ifndef SB_AREA_SHAPEFILE_H
#define SB_AREA_SHAPEFILE_H

#include "base/base.h"

/* True where `file` is the .dbf (.shx) of a shapefile and tells how many records (shapes) it
 * has. */
bool sb_shapefile_count(const char *file, const char *end, long *n);

/* Where OGR can open the shapefile at `path`, a .shp or a .zip with one in it: `path` itself, or
 * copies in memory under one spelling, for sb_shapefile_forget(). */
const char *sb_shapefile_gather(const char *path, sb_arena *arena);
void sb_shapefile_forget(const char *path);

#endif
