/* inspect: a finished PDF read back.  The only user of libqpdf.
 *
 * In: a file, ours or anybody's.  Out: what a print shop or a screen reader would stumble over,
 * by the same rules and limits as preflight.  file.c: objects by way of libqpdf · scan.c: the
 * tokens of a content stream · content.c: what its operators do · page.c: boxes, fonts,
 * resources · document.c: catalog and metadata · structure.c: the
 * structure tree.  Start at sb_inspect().
 */
#ifndef SB_INSPECT_INSPECT_H
#define SB_INSPECT_INSPECT_H

#include "doc/doc.h"
#include "preflight/finding.h"

typedef enum sb_depth {
    SB_INSPECT_PAGES, /* boxes, fonts, resources and operators */
    SB_INSPECT_ALL    /* catalog, metadata and structure tree too */
} sb_depth;

/* Read `path` and note what is found.  `edition`: SB_PRINT or SB_WEB, 0 to find out: what names
 * a printing condition or has a bleed is for print.  False with one error at `at` if it cannot
 * be read as a PDF. */
bool sb_inspect(const char *path, unsigned edition, sb_depth depth, const sb_limits *limits,
                sb_findings *findings, sb_span at, sb_diag *diag);

#endif
