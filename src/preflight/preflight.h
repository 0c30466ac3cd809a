/* preflight: what a print shop or a screen reader would stumble over, found before it is
 * written.
 *
 * In: a finished document and limits.  Out: one message for each fault (SB_E_PREFLIGHT), with
 * its clause, page, place and line of the layout.  rules.def: the table of rules · finding.c:
 * faults, told once · walk.c: plays a page and hands each object to the rules · print_rules.c
 * access_rules.c tree_rules.c: the rules · ground.c: what lies below.  Start at sb_preflight().
 * PDF_X.md and PDF_UA1.md go through the standards.
 */
#ifndef SB_PREFLIGHT_PREFLIGHT_H
#define SB_PREFLIGHT_PREFLIGHT_H

#include "doc/doc.h"
#include "preflight/finding.h"

/* Check all pages on `jobs` threads; same document, same findings in the same order.  Findings
 * live in `arena` and borrow `limits`. */
sb_findings *sb_preflight(const sb_doc *doc, const sb_limits *limits, int jobs,
                          sb_arena *arena);

#endif
