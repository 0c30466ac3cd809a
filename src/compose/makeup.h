/* makeup: the pages of a chapter's text: columns of it, figures, and notes beside them.
 *
 * Text runs in columns of two grid columns; figures are as wide as all of them, and stand where
 * the text calls them, or at the top of the next page.  On a grid of six columns or more the
 * last two are for quotes and notes, which hang level with what they stand behind in the file.
 * Placed once, when pages are planned; drawn page by page on any thread.
 */
#ifndef SB_COMPOSE_MAKEUP_H
#define SB_COMPOSE_MAKEUP_H

#include "compose/chapter.h"
#include "compose/galley.h"

enum { SB_MAKEUP_COLUMNS = 12 }; /* of text, at most: a grid has 24 */

typedef enum sb_laid_kind {
    SB_LAID_HEADING,
    SB_LAID_TEXT,
    SB_LAID_FIGURE,
    SB_LAID_ASIDE
} sb_laid_kind;

/* Something at its place on a page, x from the text area's left edge. */
typedef struct sb_laid {
    sb_laid_kind kind;
    sb_rect box;
    const sb_section *section;  /* of a heading */
    const sb_spec_block *block; /* of a figure */
    const sb_markdown *quote;   /* of an aside */
    const sb_galley *galley;    /* text, aside */
    sb_galley_part parts[SB_MAKEUP_COLUMNS];
    int n_parts;
} sb_laid;

struct sb_makeup {
    SB_VEC(sb_laid) laid;
    const sb_section *sections; /* that begin here */
    int n_sections;
};

/* The *n pages of the text of work->planned->chapter; at least one. */
sb_makeup *sb_makeup_pages(const sb_work *work, int *n);
bool sb_makeup_has(const sb_makeup *page, const sb_spec_block *block);
void sb_makeup_draw(sb_work *work, const sb_makeup *page);

#endif
