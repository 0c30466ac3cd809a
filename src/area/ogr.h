/* ogr: GDAL kept quiet, and its texts made UTF-8.
 *
 * Every call group into GDAL stands between sb_ogr_listen() and sb_ogr_done(), so that nothing
 * is printed and what it complained of can be reported with a place.
 */
#ifndef SB_AREA_OGR_H
#define SB_AREA_OGR_H

#include "base/base.h"

typedef struct sb_ogr_log {
    char first[256]; /* what the first failure said; valid UTF-8 */
    int n;           /* failures; warnings do not count */
} sb_ogr_log;

/* Registers the drivers when that was not done yet, and hears what GDAL says in this thread. */
void sb_ogr_listen(sb_ogr_log *log);
void sb_ogr_done(void);
void sb_ogr_clear(sb_ogr_log *log);

/* Text of another encoding as UTF-8; NULL if nobody knows the encoding.  `from` is any
 * name iconv knows; spellings as "cp1252", "latin1" and "ansi" are understood. */
char *sb_recode(const char *text, const char *from, sb_arena *arena);
bool sb_recode_knows(const char *from);

#endif
