/* compose: places blocks on pages.
 *
 * In: the pages of the spec, facts, style.  Out: finished pages of a document.  Pages are
 * planned first (how many, what number each has), then composed one by one on any thread.
 * plan.c plan_check.c: which pages · page.c: one of them · block.c: rows and columns · frame.c:
 * rule, title, source round a block · chapter.c galley.c makeup.c methods.c: running text ·
 * numbering.c: numbers of figures · text_block.c markdown_block.c heading.c numbers.c signs.c
 * listing.c image_block.c: bodies of blocks · flow.c: blocks that go on over pages ·
 * furniture.c: what every map must say · cover.c backdrop.c contents.c contents_flow.c · set.c:
 * texts broken to a width.  Start at sb_plan_new().
 */
#ifndef SB_COMPOSE_COMPOSE_H
#define SB_COMPOSE_COMPOSE_H

#include "figure/figure.h"

typedef struct sb_flow sb_flow;       /* flow.h */
typedef struct sb_makeup sb_makeup;   /* makeup.h */
typedef struct sb_chapter sb_chapter; /* chapter.h */
typedef struct sb_section sb_section;
typedef struct sb_numbered sb_numbered; /* numbering.h */

/* One page to come. */
typedef struct sb_planned {
    const sb_spec_page *spec;
    sb_scope scope;
    const char *title; /* in contents and outline, filled in; NULL: not listed */
    const char
        *group; /* outline entry above the title, at the first page of a group; or NULL */
    const sb_chapter *chapter; /* that it belongs to; NULL */
    bool is_of_many;           /* one for each of several areas */
    bool is_text;              /* of the chapter; otherwise what stands before or behind that */
    const sb_section *sections; /* of the text, that begin here */
    int n_sections;
    const sb_makeup *makeup; /* of the text: what stands here; NULL while pages are counted */
    int part;                /* which of its pages, where it takes several */
    const sb_flow *flow;     /* what stands on it where a block goes on over pages; NULL:
                                       the blocks of `spec` */
} sb_planned;

/* A text file that blocks print. */
typedef struct sb_manuscript {
    const char *file;               /* the very string of sb_spec_block.markdown */
    const struct sb_markdown *text; /* source/markdown.h; NULL: could not be read */
} sb_manuscript;

typedef struct sb_plan {
    const sb_planned *pages; /* page i has the printed number i + 1 */
    int n;
    const sb_manuscript *manuscripts;
    const sb_numbered *numbered; /* figures that have a number or a name */
    int n_numbered;
    const sb_field *fields; /* {ref: name} and {page: name} for each that has a name */
    int n_fields;
    unsigned signs; /* states that a printed value may have, 1 << sb_state or-ed */
} sb_plan;

/* What every page shares. */
typedef struct sb_composer {
    const sb_spec *spec;
    const sb_facts *facts;
    const sb_style *style;
    const sb_locale *locale;
    sb_maps *maps;
    sb_images *images;
    const sb_plan *plan;
    bool is_confidential; /* facts hold withheld numbers: every page says so */
} sb_composer;

/* List all pages; those of a level's areas in its order, but by the area above them.  `only`:
 * keys of areas that get a page, parted by commas, NULL for all; a key that no such area has is
 * an error.  `one`: just the pages of that one area (fact sheets); level -1: no such limit.
 * Checks all blocks and {fields} once, so that sb_compose() need not repeat it on each page.
 * composer->plan is not looked at. */
const sb_plan *sb_plan_new(const sb_composer *composer, const char *only, sb_place one,
                           sb_shaper *shaper, sb_arena *arena, sb_diag *diag);

/* Compose page i.  What does not fit is SB_E_LAYOUT naming page, block and missing mm.  Never
 * NULL.  Runs on any thread; `shaper` and `diag` are the thread's own. */
sb_page *sb_compose(const sb_composer *composer, int i, sb_shaper *shaper, sb_diag *diag);

#endif
