/* zip: a ZIP archive in memory (APPNOTE.TXT 6.3.10): files deflated, all dated 1980-01-01, so
 * that the same files are the same bytes. */
#ifndef SB_BACKEND_ZIP_H
#define SB_BACKEND_ZIP_H

#include "base/base.h"

typedef struct sb_zip sb_zip;

sb_zip *sb_zip_new(sb_arena *arena);
/* Names are ASCII, with / between folders. */
void sb_zip_add(sb_zip *zip, const char *name, const sb_buf *content);
/* The whole archive; nothing can be added any more.  False if the machine has no memory for
 * it. */
bool sb_zip_end(sb_zip *zip, sb_buf *out);

#endif
