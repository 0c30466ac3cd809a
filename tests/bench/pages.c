/* pages: a document of many pages with many tagged runs, each with a text of its own, from
 * shaping to the written file: `pages DATA_DIR OUT.pdf PAGES RUNS`. */
#include "backend/backend.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>

static void add_runs(sb_page *page, int number, int runs, sb_shaper *shaper)
{
    static const sb_type type = {.family = "Lato",
                                 .weight = 400,
                                 .size = 7,
                                 .leading = 9,
                                 .colour = {{0, 0, 0, 1}, {0, 0, 0}}};
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
    if (argc != 5) {
        fputs("usage: pages DATA_DIR OUT.pdf PAGES RUNS\n", stderr);
        return 2;
    }
    sb_diag *diag = sb_diag_new();
    sb_fonts *fonts = sb_fonts_new(argv[1], diag);
    sb_shaper *shaper = fonts ? sb_shaper_new(fonts, argv[1], "de", diag) : NULL;
    if (!shaper)
        return 1;
    sb_doc *doc = sb_doc_new((sb_meta){.title = "Seiten", .language = "de-DE"});
    for (int i = 0; i < atoi(argv[3]); i++) {
        sb_page *page = sb_page_new(sb_arena_new(0), (sb_sheet){595.276, 841.89, 8.504});
        add_runs(page, i, atoi(argv[4]), shaper);
        sb_doc_add(doc, page);
    }
    sb_pdf_options options = {.ink = SB_INK_RGB, .jobs = sb_parallel_default()};
    bool is_good = sb_pdf_write(doc, options, argv[2], diag);
    sb_doc_free(doc);
    sb_shaper_free(shaper);
    sb_fonts_free(fonts);
    sb_diag_free(diag);
    return !is_good;
}
