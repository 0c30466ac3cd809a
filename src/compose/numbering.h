/* numbering: the numbers of figures in chapters, and what texts say of them. */
#ifndef SB_COMPOSE_NUMBERING_H
#define SB_COMPOSE_NUMBERING_H

#include "compose/chapter.h"

struct sb_numbered {
    const char *name; /* under `figures:`; NULL: none */
    const sb_spec_block *block;
    const sb_chapter *chapter; /* NULL: it stands before the first */
    const char *label;         /* "Karte 3.1"; NULL: its chapter has no number */
    int page;                  /* in the plan; -1 until that is known */
};

typedef SB_VEC(sb_numbered) sb_numbering;

/* Count the figures that a chapter's file calls, and those on a page of blocks: maps, diagrams
 * and pictures, tables, each kind by itself.  chapter may be NULL. */
void sb_number_text(const sb_composer *composer, const sb_chapter *chapter,
                    sb_numbering *numbering, sb_arena *arena);
void sb_number_page(const sb_composer *composer, const sb_chapter *chapter,
                    const sb_spec_page *page, sb_scope scope, sb_numbering *numbering,
                    sb_arena *arena);
/* The figure of a `{figure: name}`; NULL, with an error where diag is not NULL. */
const sb_spec_figure *sb_called_figure(const sb_spec *spec, const sb_markdown *block,
                                       sb_arena *arena, sb_diag *diag);
/* Find out on which pages the figures stand; true if that has changed. */
bool sb_number_pages(sb_numbering *numbering, const sb_planned *pages, int n);
/* {ref: name} and {page: name} of all that have a name; has_pages: fact sheets lack the pages
 * that figures stand on. */
const sb_field *sb_number_fields(const sb_numbering *numbering, bool has_pages, int *n,
                                 sb_arena *arena);

#endif
