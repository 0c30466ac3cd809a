/* pages: a document of many pages with many tagged runs, each with a text of its own, from
 * shaping to the written file: `pages DATA_DIR OUT.pdf PAGES RUNS [bare|whole]`.
 *
 * bare: without tags, profiles and preflight; whole: with all of them, and colours that lack a
 * side.  Without either: tagged. */
#include "backend/backend.h"
#include "preflight/preflight.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_runs(sb_page *page, int number, int runs, sb_colour colour, sb_shaper *shaper)
{
    const sb_type type = {
        .family = "Lato", .weight = 400, .size = 7, .leading = 9, .colour = colour};
    enum { COLUMNS = 6 };
    for (int i = 0; i < runs; i++) {
        char text[64];
        snprintf(text, sizeof text, "Wert %d.%03d H\303\244user", number, i);
        sb_page_begin(page, sb_element_new(page, page->root, SB_ROLE_P));
        sb_line_draw(page->list, sb_shape(shaper, &type, text), 50 + i % COLUMNS * 80,
                     60 + i / COLUMNS * 14, SB_LEFT);
        sb_page_end(page);
    }
}

int main(int argc, char **argv)
{
    if (argc < 5 || argc > 6) {
        fputs("usage: pages DATA_DIR OUT.pdf PAGES RUNS [bare|whole]\n", stderr);
        return 2;
    }
    bool is_bare = argc == 6 && strcmp(argv[5], "bare") == 0;
    bool is_whole = argc == 6 && !is_bare;
    sb_diag *diag = sb_diag_new();
    sb_arena *arena = sb_arena_new(0);
    sb_colour colour = {.cmyk = {0, 0, 0, 1}};
    const sb_profiles *profiles = NULL;
    sb_fonts *fonts = sb_fonts_new(argv[1], diag);
    sb_shaper *shaper = fonts ? sb_shaper_new(fonts, argv[1], "de", diag) : NULL;
    if (!shaper || (is_whole && !(profiles = sb_profiles_open(argv[1], "coated", arena, diag))))
        return 1;
    if (is_whole) {
        colour.rgb[0] = NAN;
        sb_colour_complete(profiles, &colour);
    }
    sb_doc *doc = sb_doc_new((sb_meta){.title = "Seiten", .language = "de-DE"});
    for (int i = 0; i < atoi(argv[3]); i++) {
        sb_page *page = sb_page_new(sb_arena_new(0), (sb_sheet){595.276, 841.89, 8.504});
        sb_element *head = sb_element_new(page, page->root, SB_ROLE_H1);
        head->actual = "Werte";
        add_runs(page, i, atoi(argv[4]), colour, shaper);
        sb_doc_add(doc, page);
    }
    sb_pdf_options options = {.ink = is_bare ? SB_INK_CMYK : SB_INK_RGB, /* print has no tags */
                              .jobs = sb_parallel_default(),
                              .profile = is_whole ? sb_profiles_screen(profiles) : NULL};
    sb_limits limits = sb_limits_usual();
    if (is_whole)
        sb_findings_tell(sb_preflight(doc, &limits, options.jobs, arena), SB_NOWHERE, diag);
    bool is_good = !sb_diag_errors(diag) && sb_pdf_write(doc, options, argv[2], diag);
    for (size_t i = 0; i < sb_diag_count(diag); i++)
        fprintf(stderr, "%s\n", sb_diag_at(diag, i)->message);
    sb_doc_free(doc);
    sb_arena_free(arena);
    sb_shaper_free(shaper);
    sb_fonts_free(fonts);
    sb_diag_free(diag);
    return !is_good;
}
