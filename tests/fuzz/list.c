/* A display list of any calls that the recorder allows, played into every device. */
#include "fuzz.h"

#include "backend/backend.h"

typedef struct input {
    const uint8_t *at;
    size_t n;
} input;

static uint8_t take(input *in)
{
    uint8_t byte = in->n ? *in->at : 0;
    in->at += in->n > 0;
    in->n -= in->n > 0;
    return byte;
}

/* From 0 past the largest that is drawn, fine near 0. */
static double coordinate(input *in)
{
    int value = (int16_t)(take(in) << 8 | take(in));
    return value % 3 ? value / 64.0 : value / 2.5;
}

static sb_path path(input *in, sb_arena *arena)
{
    sb_pencil pencil = sb_pencil_new(arena);
    sb_pencil_move(&pencil, coordinate(in), coordinate(in));
    for (int i = take(in) % 16; i > 0; i--) {
        sb_point a = {coordinate(in), coordinate(in)};
        switch (take(in) % 4) {
        case 0:
            sb_pencil_move(&pencil, a.x, a.y);
            break;
        case 1:
            sb_pencil_curve(&pencil, a, (sb_point){coordinate(in), coordinate(in)},
                            (sb_point){coordinate(in), coordinate(in)});
            break;
        case 2:
            sb_pencil_close(&pencil);
            sb_pencil_move(&pencil, a.x, a.y);
            break;
        default:
            sb_pencil_line(&pencil, a.x, a.y);
        }
    }
    return sb_pencil_path(&pencil);
}

static sb_colour colour(input *in)
{
    sb_colour c = {0};
    for (int i = 0; i < 4; i++)
        c.cmyk[i] = (float)take(in) / 255;
    for (int i = 0; i < 3; i++)
        c.rgb[i] = (float)take(in) / 255;
    return c;
}

static sb_matrix matrix(input *in)
{
    sb_matrix m = {.e = coordinate(in), .f = coordinate(in)};
    m.a = take(in) / 32.0;
    m.d = take(in) / 32.0;
    m.b = take(in) % 4 / 8.0;
    return m;
}

static sb_display_list *record(input *in, sb_arena *arena, const sb_display_list *form)
{
    sb_display_list *list = sb_list_new(arena);
    int depth = 0;
    sb_list_artifact(list, SB_ARTIFACT_LAYOUT);
    for (int calls = 0; in->n && calls < 200; calls++) {
        int call = take(in) % 7;
        sb_pen pen = {(take(in) + 1) / 16.0, take(in) % 2 ? SB_CAP_ROUND : SB_CAP_BUTT, {0}};
        sb_path shape;
        if (call == 0 && depth < 20) {
            shape = path(in, arena);
            sb_list_push(list, matrix(in), take(in) % 2 ? &shape : NULL);
            depth++;
        } else if (call == 1 && depth > 0) {
            sb_list_pop(list);
            depth--;
        } else if (call == 2 || call == 3) {
            shape = path(in, arena);
            sb_list_fill(list, shape, call == 3, colour(in));
        } else if (call == 4) {
            pen.dash[0] = pen.dash[1] = take(in) / 8.0;
            shape = path(in, arena);
            sb_list_stroke(list, shape, pen, colour(in));
        } else if (call == 5 && form) {
            sb_list_form(list, form, matrix(in));
        } else if (call == 6 && !form) {
            break;
        }
    }
    while (depth-- > 0)
        sb_list_pop(list);
    sb_list_unmark(list);
    return list;
}

/* As a form: the same without the mark round it. */
static sb_display_list *record_form(input *in, sb_arena *arena)
{
    sb_display_list *list = sb_list_new(arena);
    for (int i = take(in) % 4; i > 0; i--) {
        sb_path shape = path(in, arena);
        sb_list_fill(list, shape, false, colour(in));
    }
    return list;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    input in = {data, n};
    sb_arena *arena = sb_arena_new(0);
    sb_diag *diag = sb_diag_new();
    sb_page *page = sb_page_new(arena, (sb_sheet){.width = 200, .height = 300, .bleed = 8});
    const sb_display_list *form = record_form(&in, arena);
    sb_display_list *list = record(&in, arena, form);
    if (!sb_list_is_good(list))
        abort();
    page->list = list;
    sb_buf text = {0};
    sb_list_trace(list, &text);
    sb_buf_free(&text);
    sb_list_box(list);
    sb_png_write(page, 20, false, fuzz_path("page.png"), diag);
    sb_svg_write(page, false, fuzz_path("page.svg"), diag);
    sb_doc *doc = sb_doc_new((sb_meta){.title = "T", .language = "de-DE"});
    sb_doc_add(doc, page);
    for (int ink = SB_INK_CMYK; ink <= SB_INK_RGB; ink++)
        sb_pdf_write(doc, (sb_pdf_options){.ink = (sb_ink)ink, .jobs = 1},
                     fuzz_path("page.pdf"), diag);
    sb_doc_free(doc);
    sb_diag_free(diag);
    return 0;
}
