/* markdown: text files as paragraphs, headings, lists and quotes.  The only user of cmark-gfm.
 *
 * In: a CommonMark file.  Out: a tree of blocks in an arena, each with its line.  What a page
 * of print has no place for (code, tables, pictures, footnotes, HTML) is an error at its line.
 * `{ref: name}` is a passage of its own; `<span lang="en">…</span>` is one in another language;
 * links lead to https:, http: and mailto: addresses.  Limits: 1 MiB, blocks 16 deep.  Start at
 * sb_markdown_load().
 */
#ifndef SB_SOURCE_MARKDOWN_H
#define SB_SOURCE_MARKDOWN_H

#include "base/base.h"

/* Words of one look. */
typedef struct sb_passage {
    const char *text; /* "\n" is a line break that the author made */
    bool is_italic, is_bold;
    const char *link;     /* an address; NULL */
    const char *language; /* "en"; NULL: as the report */
    const char *reference; /* text is {ref: NAME}: the name */
} sb_passage;

typedef enum sb_markdown_kind {
    SB_MARKDOWN_ALL, /* the whole file */
    SB_MARKDOWN_PARAGRAPH,
    SB_MARKDOWN_HEADING,
    SB_MARKDOWN_LIST,
    SB_MARKDOWN_ITEM,
    SB_MARKDOWN_QUOTE,
} sb_markdown_kind;

typedef struct sb_markdown {
    sb_markdown_kind kind;
    int level;  /* of a heading, 1 to 3 */
    int number; /* of an item in a numbered list; 0: in one with dashes */
    sb_span at;
    const sb_passage *passages; /* paragraph, heading */
    int n_passages;
    const struct sb_markdown *kids; /* all, list, item, quote */
    int n_kids;
} sb_markdown;

/* NULL with errors (SB_E_IO, SB_E_SYNTAX, SB_E_LIMIT); goes on to find the others. */
const sb_markdown *sb_markdown_load(const char *path, sb_span asked_at, sb_arena *arena,
                                    sb_diag *diag);
const sb_markdown *sb_markdown_parse(const char *name, const char *text, size_t n,
                                     sb_arena *arena, sb_diag *diag);

#endif
