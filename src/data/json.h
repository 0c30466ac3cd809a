/* json: a table that is a list of objects in a JSON file.
 *
 * In: [{"nr": "11", "zahl": 5}, …].  Out: records; their columns are the names in the order in
 * which they first appear.  OGR reads JSON with geometry only, but portals of open data hand
 * out such lists.  Start at sb_json_records().
 */
#ifndef SB_DATA_JSON_H
#define SB_DATA_JSON_H

#include "area/records.h"

/* Is the text a list?  What is none may be GeoJSON or TopoJSON: that is for OGR. */
bool sb_json_is_list(const char *text);

/* Changes the text.  *lines is [record] where it begins.  NULL with an error: what is no JSON
 * (RFC 8259), a value that is a list or an object itself, past a limit. */
const sb_records *sb_json_records(char *text, const char *file, const int **lines,
                                  sb_arena *arena, sb_diag *diag);

#endif
