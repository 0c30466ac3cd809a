/* compose: places blocks on pages.
 *
 * In: the pages of the spec, facts, style.  Out: finished pages of a document.  Pages are
 * planned first (how many, what number each has), then composed one by one on any thread.
 * page.c: page kinds · block.c: rows and columns · frame.c: rule, title, source round a figure
 * · text_block.c heading.c numbers.c cover.c contents.c.  Start at sb_plan_new().
 */
#ifndef SB_COMPOSE_COMPOSE_H
#define SB_COMPOSE_COMPOSE_H

#include "figure/figure.h"

/* One page to come. */
typedef struct sb_planned {
    const sb_spec_page *spec;
    sb_scope scope;
    const char *title; /* in contents and outline, filled in; NULL: not listed */
    int part;          /* contents: which of its pages */
} sb_planned;

typedef struct sb_plan {
    const sb_planned *pages;
    int n;
} sb_plan;

/* What every page shares. */
typedef struct sb_composer {
    const sb_spec *spec;
    const sb_facts *facts;
    const sb_style *style;
    const sb_locale *locale;
    sb_maps *maps;
    const sb_plan *plan;
} sb_composer;

/* List all pages.  `only`: keys of areas that get a page, NULL for all; a key that no area has
 * is an error.  `only_level` with `only_area`: just the pages of that one area (fact sheets);
 * -1: no such limit.  Checks all blocks once. */
const sb_plan *sb_plan_new(const sb_composer *composer, const char *only, sb_place one,
                           sb_shaper *shaper, sb_arena *arena, sb_diag *diag);

/* Compose page i.  What does not fit is SB_E_LAYOUT naming page, block and missing mm.  Never
 * NULL.  Runs on any thread; `shaper` and `diag` are the thread's own. */
sb_page *sb_compose(const sb_composer *composer, int i, sb_shaper *shaper, sb_diag *diag);

#endif
