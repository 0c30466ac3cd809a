#include "backend/pdf_content.h"

#include "backend/pdf_marks.h"
#include "backend/pdf_syntax.h"

#include <string.h>

enum {
    UNKNOWN = -1,
    OVERPRINT_OFF = 0,
    OVERPRINT_ON = 1,
    COLOUR_STEPS = 1000, /* as many as the three decimals written can tell apart */
};

/* A colour as it is written, so that what looks the same is not written again. */
typedef struct ink_value {
    int at[4]; /* at[0] UNKNOWN at the start of a form */
    int space; /* 0: of the device, else the spot ink's number + 1 */
} ink_value;

/* The part of the graphics state that operators have set (8.4.1). */
typedef struct state {
    ink_value fill, stroke;
    int overprint;
    sb_pen pen; /* width UNKNOWN: nothing was set yet, the join neither */
    int font;
    double size;
} state;

typedef struct painter {
    sb_device device;
    const sb_pdf_resources *resources;
    const sb_page *page; /* NULL: a form */
    sb_buf *out;
    state now;
    sb_buf saved; /* states, by q */
} painter;

static const state nothing_known = {
    .fill = {.at = {UNKNOWN}},
    .stroke = {.at = {UNKNOWN}},
    .overprint = UNKNOWN,
    .pen = {.width = UNKNOWN},
    .font = UNKNOWN,
};

static void operate(painter *p, const double *operands, int n, const char *operator)
{
    sb_pdf_numbers(p->out, operands, n);
    sb_buf_text(p->out, operator);
    sb_buf_char(p->out, '\n');
}

static void set_overprint(painter *p, int overprint)
{
    if (p->now.overprint == overprint)
        return;
    p->now.overprint = overprint;
    sb_buf_text(p->out, overprint == OVERPRINT_ON ? "/G1 gs\n" : "/G0 gs\n");
}

typedef struct operators {
    const char *cmyk, *rgb, *space, *tint;
} operators;

static const operators of_fills = {"k", "rg", "cs", "scn"},
                       of_strokes = {"K", "RG", "CS", "SCN"};

static void set_colour(painter *p, sb_colour colour, ink_value *now, const operators *by)
{
    bool is_cmyk = sb_pdf_resources_ink(p->resources) == SB_INK_CMYK;
    bool is_spot = is_cmyk && colour.spot;
    const float *parts = is_spot ? &colour.tint : is_cmyk ? colour.cmyk : colour.rgb;
    int n = is_spot ? 1 : is_cmyk ? 4 : 3;
    ink_value value = {.space =
                           is_spot ? sb_pdf_resources_spot(p->resources, colour.spot) + 1 : 0};
    double operands[4];
    for (int i = 0; i < n; i++) {
        value.at[i] = (int)lroundf(fminf(fmaxf(parts[i], 0), 1) * COLOUR_STEPS);
        operands[i] = (double)value.at[i] / COLOUR_STEPS;
    }
    if (is_cmyk)
        set_overprint(p, sb_colour_is_black(colour) ? OVERPRINT_ON : OVERPRINT_OFF);
    if (memcmp(now, &value, sizeof value) == 0)
        return;
    if (is_spot && now->space != value.space)
        sb_buf_printf(p->out, "/S%d %s\n", value.space - 1, by->space);
    *now = value;
    operate(p, operands, n, is_spot ? by->tint : is_cmyk ? by->cmyk : by->rgb);
}

/* Marks alone are on every plate (Separation All), and only they ask for it. */
static void set_register(painter *p)
{
    set_overprint(p, OVERPRINT_OFF);
    sb_buf_text(p->out, "/All CS 1 SCN\n");
    p->now.stroke = (ink_value){.at = {UNKNOWN}};
}

static void set_fill(painter *p, sb_colour colour)
{
    set_colour(p, colour, &p->now.fill, &of_fills);
}

static void set_pen(painter *p, sb_pen pen)
{
    sb_pen *now = &p->now.pen;
    bool is_first = now->width < 0;
    if (is_first)
        sb_buf_text(p->out, "1 j\n");
    if (pen.width != now->width)
        operate(p, &pen.width, 1, "w");
    if (is_first || pen.cap != now->cap)
        sb_buf_text(p->out, pen.cap == SB_CAP_ROUND ? "1 J\n" : "0 J\n");
    if (is_first || pen.dash[0] != now->dash[0] || pen.dash[1] != now->dash[1]) {
        sb_buf_char(p->out, '[');
        if (pen.dash[0] > 0 || pen.dash[1] > 0)
            sb_pdf_numbers(p->out, pen.dash, 2);
        sb_buf_text(p->out, "] 0 d\n");
    }
    *now = pen;
}

/* As sb_path_rect() draws it. */
static bool is_rect(sb_path path)
{
    static const uint8_t ops[] = {SB_MOVE, SB_LINE, SB_LINE, SB_LINE, SB_CLOSE};
    const sb_point *at = path.points;
    return path.n_ops == SB_COUNT(ops) && memcmp(path.ops, ops, sizeof ops) == 0 &&
           at[1].y == at[0].y && at[2].x == at[1].x && at[3].y == at[2].y && at[3].x == at[0].x;
}

static void add_path(painter *p, sb_path path)
{
    const sb_point *at = path.points;
    if (is_rect(path)) {
        operate(p, (double[]){at->x, at->y, at[2].x - at->x, at[2].y - at->y}, 4, "re");
        return;
    }
    for (int i = 0; i < path.n_ops; i++) {
        switch (path.ops[i]) {
        case SB_MOVE:
            operate(p, &at->x, 2, "m");
            at++;
            break;
        case SB_LINE:
            operate(p, &at->x, 2, "l");
            at++;
            break;
        case SB_CURVE:
            operate(p, (double[]){at[0].x, at[0].y, at[1].x, at[1].y, at[2].x, at[2].y}, 6,
                    "c");
            at += 3;
            break;
        default:
            sb_buf_text(p->out, "h\n");
        }
    }
}

static void concatenate(painter *p, sb_matrix m)
{
    double numbers[] = {m.a, m.b, m.c, m.d, m.e, m.f};
    if (memcmp(&m, &SB_IDENTITY, sizeof m) == 0)
        return;
    for (int i = 0; i < 4; i++) { /* six decimals: three are too few for a scale */
        sb_buf_number(p->out, numbers[i], 6);
        sb_buf_char(p->out, ' ');
    }
    operate(p, &numbers[4], 2, "cm");
}

static void push(sb_device *device, sb_matrix matrix, const sb_path *clip)
{
    painter *p = (painter *)device;
    sb_buf_add(&p->saved, &p->now, sizeof p->now);
    sb_buf_text(p->out, "q\n");
    concatenate(p, matrix);
    if (clip) {
        add_path(p, *clip);
        sb_buf_text(p->out, clip->n_ops ? "W n\n" : "0 0 0 0 re W n\n");
    }
}

static void pop(sb_device *device)
{
    painter *p = (painter *)device;
    p->saved.n -= sizeof p->now;
    memcpy(&p->now, p->saved.at + p->saved.n, sizeof p->now);
    sb_buf_text(p->out, "Q\n");
}

static void fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour colour)
{
    painter *p = (painter *)device;
    set_fill(p, colour);
    add_path(p, path);
    sb_buf_text(p->out, is_even_odd ? "f*\n" : "f\n");
}

static void stroke(sb_device *device, sb_path path, sb_pen pen, sb_colour colour)
{
    painter *p = (painter *)device;
    if (sb_colour_is_register(colour) && sb_pdf_resources_ink(p->resources) == SB_INK_CMYK)
        set_register(p);
    else
        set_colour(p, colour, &p->now.stroke, &of_strokes);
    set_pen(p, pen);
    add_path(p, path);
    sb_buf_text(p->out, "S\n");
}

static void set_font(painter *p, int font, double size)
{
    if (p->now.font == font && p->now.size == size)
        return;
    p->now.font = font;
    p->now.size = size;
    sb_buf_text(p->out, "/F");
    sb_buf_number(p->out, font, 0);
    sb_buf_char(p->out, ' ');
    operate(p, &size, 1, "Tf");
}

/* A TJ array that is being written. */
typedef struct text_row {
    sb_buf *out;
    bool is_open; /* within < and > */
    double drawn; /* where the viewer's pen is, in thousandths of the size */
    double rise;  /* pt */
} text_row;

static void close_string(text_row *row)
{
    if (row->is_open)
        sb_buf_char(row->out, '>');
    row->is_open = false;
}

/* Move the viewer's pen to where the layout has it, in whole thousandths: the rest is carried
 * on and never adds up. */
static void correct(text_row *row, double wanted)
{
    double behind = round(wanted - row->drawn);
    if (behind == 0)
        return;
    close_string(row);
    sb_buf_number(row->out, -behind, 0);
    row->drawn += behind;
}

static void set_rise(text_row *row, double rise)
{
    if (fabs(rise - row->rise) < 0.0005) /* less than is written */
        return;
    close_string(row);
    sb_buf_text(row->out, "] TJ ");
    sb_pdf_numbers(row->out, &rise, 1);
    sb_buf_text(row->out, "Ts [");
    row->rise = rise;
}

static void show(text_row *row, sb_pdf_code code)
{
    if (!row->is_open)
        sb_buf_char(row->out, '<');
    row->is_open = true;
    sb_pdf_hex(row->out, (uint32_t)code.cid);
    row->drawn += code.width;
}

static void glyphs(sb_device *device, const sb_glyph_run *run, double x, double baseline,
                   sb_colour colour)
{
    painter *p = (painter *)device;
    const sb_pdf_fonts *fonts = sb_pdf_resources_fonts(p->resources);
    int font = sb_pdf_fonts_at(fonts, run->face);
    set_fill(p, colour);
    set_font(p, font, run->size);
    sb_buf_text(p->out, "BT 1 0 0 -1 ");
    sb_pdf_numbers(p->out, (double[]){x, baseline}, 2);
    sb_buf_text(p->out, "Tm [");
    text_row row = {.out = p->out};
    double pen = 0, k = 1000 / run->size;
    const char *text = run->text;
    for (int i = 0; i < run->n; i++) {
        const sb_glyph *g = &run->glyphs[i];
        sb_point shift = sb_glyph_shift_at(run, i);
        set_rise(&row, shift.y);
        correct(&row, (pen + shift.x) * k);
        show(&row, sb_pdf_fonts_code(fonts, font, g, text));
        pen += (double)g->advance;
        text += g->n_text;
    }
    set_rise(&row, 0);
    close_string(&row);
    sb_buf_text(p->out, "] TJ ET\n");
}

/* An image is one unit wide and high, its first row on top where y goes up. */
static void image(sb_device *device, const sb_image *picture, sb_rect box)
{
    painter *p = (painter *)device;
    sb_buf_text(p->out, "q\n");
    operate(p, (double[]){box.width, 0, 0, -box.height, box.x, sb_rect_bottom(box)}, 6, "cm");
    sb_buf_printf(p->out, "/I%d Do\nQ\n", sb_pdf_resources_image(p->resources, picture));
}

static void mark(sb_device *device, int number)
{
    painter *p = (painter *)device;
    sb_buf_printf(p->out, "/%s <</MCID %d>> BDC\n",
                  sb_role_name(p->page->marks.at[number]->role), number);
}

static void artifact(sb_device *device, sb_artifact kind)
{
    static const char *const properties[] = {
        [SB_ARTIFACT_LAYOUT] = "/Type /Layout",
        [SB_ARTIFACT_HEADER] = "/Type /Pagination /Subtype /Header",
        [SB_ARTIFACT_FOOTER] = "/Type /Pagination /Subtype /Footer",
        [SB_ARTIFACT_BACKGROUND] = "/Type /Background",
    };
    painter *p = (painter *)device;
    sb_buf_printf(p->out, "/Artifact <<%s", properties[kind]);
    if (kind == SB_ARTIFACT_BACKGROUND) { /* it must say how large it is (14.8.2.2.2) */
        double margin = 2 * sb_pdf_margin(p->resources, p->page);
        sb_buf_text(p->out, " /BBox [0 0 ");
        sb_pdf_numbers(
            p->out, (double[]){p->page->sheet.width + margin, p->page->sheet.height + margin},
            2);
        sb_buf_char(p->out, ']');
    }
    sb_buf_text(p->out, ">> BDC\n");
}

static void unmark(sb_device *device) { sb_buf_text(((painter *)device)->out, "EMC\n"); }

static void place_form(sb_device *device, const sb_display_list *form, sb_matrix matrix)
{
    painter *p = (painter *)device;
    bool is_moved = memcmp(&matrix, &SB_IDENTITY, sizeof matrix) != 0;
    if (is_moved)
        sb_buf_text(p->out, "q\n");
    concatenate(p, matrix);
    sb_buf_printf(p->out, "/X%d Do\n", sb_pdf_form_at(p->resources, form));
    if (is_moved)
        sb_buf_text(p->out, "Q\n");
}

static void play(painter *p, const sb_display_list *list)
{
    bool is_tagged = sb_pdf_resources_ink(p->resources) != SB_INK_CMYK;
    const sb_device_class class = {
        .push = push,
        .pop = pop,
        .fill = fill,
        .stroke = stroke,
        .glyphs = glyphs,
        .image = image,
        .mark = is_tagged ? mark : NULL,
        .artifact = is_tagged ? artifact : NULL,
        .unmark = is_tagged ? unmark : NULL,
        .form = place_form,
    };
    p->device.class = &class;
    sb_list_replay(list, &p->device);
    p->device.class = NULL;
    sb_buf_free(&p->saved);
}

double sb_pdf_margin(const sb_pdf_resources *resources, const sb_page *page)
{
    const sb_pdf_options *options = sb_pdf_resources_options(resources);
    return options->ink == SB_INK_CMYK ? page->sheet.bleed + sb_pdf_marks_room(options->marks)
                                       : 0;
}

/* Beneath the page, which is then kept inside its bleed. */
static void place_marks(painter *p, const sb_display_list *marks)
{
    sb_sheet sheet = p->page->sheet;
    place_form(&p->device, marks, SB_IDENTITY);
    operate(p,
            (double[]){-sheet.bleed, -sheet.bleed, sheet.width + 2 * sheet.bleed,
                       sheet.height + 2 * sheet.bleed},
            4, "re W n");
}

void sb_pdf_content_page(const sb_pdf_resources *resources, const sb_page *page,
                         const sb_display_list *marks, sb_buf *out)
{
    painter p = {.resources = resources, .page = page, .out = out, .now = nothing_known};
    p.now.overprint = OVERPRINT_OFF; /* as every page begins (8.6.7) */
    double margin = sb_pdf_margin(resources, page);
    concatenate(&p, (sb_matrix){1, 0, 0, -1, margin, page->sheet.height + margin});
    if (marks)
        place_marks(&p, marks);
    play(&p, page->list);
}

void sb_pdf_content_form(const sb_pdf_resources *resources, const sb_display_list *form,
                         sb_buf *out)
{
    painter p = {.resources = resources, .out = out, .now = nothing_known};
    play(&p, form);
}
