/* chapter: what a file of running text is made of, and the page that opens it. */
#ifndef SB_COMPOSE_CHAPTER_H
#define SB_COMPOSE_CHAPTER_H

#include "compose/parts.h"
#include "source/markdown.h"

/* What stands behind a `##`, up to the next. */
struct sb_section {
    const sb_markdown *heading; /* NULL: none */
    const char *title;          /* its words; NULL */
    const char *number;         /* "3.1"; NULL: none */
    const sb_markdown *blocks;
    int n;
};

struct sb_chapter {
    const sb_spec_page *spec;
    int number; /* 0: has none */
    const char *title;
    const sb_markdown *standfirst;
    int n_standfirst;
    sb_section *sections;
    int n_sections;
};

/* The chapter that `spec` opens.  text: its file; NULL: it has none, or it could not be read.
 */
sb_chapter *sb_chapter_new(const sb_spec_page *spec, int number, const sb_markdown *text,
                           sb_arena *arena);
/* "3  Herkunft" */
const char *sb_chapter_words(const sb_chapter *chapter, sb_arena *arena);
/* All of a block's words, its looks left out. */
const char *sb_markdown_words(const sb_markdown *block, sb_arena *arena);
/* `{figure: name}` alone in a paragraph: the name.  NULL: it is none. */
const char *sb_figure_call(const sb_markdown *block, sb_arena *arena);

/* The k-th thing of its chapter that begins on a page, for lists of them; NULL: no more. */
const char *sb_planned_entry(const sb_planned *page, int k);

void sb_chapter_draw(sb_work *work);

#endif
