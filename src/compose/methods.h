/* methods: what the report's figures and texts show, in the words of the catalogue. */
#ifndef SB_COMPOSE_METHODS_H
#define SB_COMPOSE_METHODS_H

#include "compose/chapter.h"

/* Marks what is shown, by the number of the indicator. */
typedef struct sb_shown {
    const sb_facts *facts;
    bool *is_shown;
} sb_shown;

/* All that blocks of pages and figures show, and what indices, classes and allocations of it
 * are made of. */
sb_shown sb_shown_new(const sb_composer *composer, sb_arena *arena);
/* And the {fields} of a text file. */
void sb_shown_add_text(sb_shown *shown, const sb_markdown *text, sb_arena *arena);

/* The text with a paragraph for each indicator that is shown and has a definition in place of
 * `{methods}` alone between empty lines; the text itself where there is none. */
const sb_markdown *sb_methods_told(const sb_shown *shown, const sb_locale *locale,
                                   const sb_markdown *text, sb_arena *arena);

#endif
