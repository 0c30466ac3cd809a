/* flow: the pages of blocks one of which goes on over several: a table of areas.
 *
 * Blocks stand below each other; what finds no room begins the next page, and a table goes on
 * there with its head.  Placed once, when pages are planned; drawn page by page on any thread.
 */
#ifndef SB_COMPOSE_FLOW_H
#define SB_COMPOSE_FLOW_H

#include "compose/parts.h"
#include "figure/table_part.h"

/* A block, or a part of a table, at its place on a page. */
typedef struct sb_flowed {
    const sb_spec_block *block;
    sb_rect box;                  /* x from the text area's left edge */
    const sb_table_layout *table; /* NULL: the whole block */
    sb_table_part part;
    bool goes_on;      /* on the next page */
    bool is_continued; /* its title stands on a page before */
} sb_flowed;

struct sb_flow {
    SB_VEC(sb_flowed) blocks;
};

/* Does the block, a block of the page, go on over pages? */
bool sb_flow_goes_on(const sb_spec_block *block);
bool sb_flow_is_wanted(const sb_spec_page *page);
/* The *n pages that work->planned takes; at least one. */
sb_flow *sb_flow_pages(const sb_work *work, int *n);
/* Does the block, or the first part of it, stand on the page? */
bool sb_flow_has(const sb_flow *page, const sb_spec_block *block);
void sb_flow_draw(sb_work *work, const sb_flow *page);

/* ---- frame.c ---- */

/* What a table's frame takes above and below its rows. */
typedef struct sb_table_head_foot {
    double head, foot;
} sb_table_head_foot;
sb_table_head_foot sb_frame_edges(const sb_work *work, const sb_spec_block *block,
                                  const sb_table_layout *table, bool is_continued);
/* The Table that it fills. */
sb_element *sb_frame_draw_part(sb_work *work, const sb_flowed *flowed, sb_rect box);

#endif
