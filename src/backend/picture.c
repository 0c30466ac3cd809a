/* A page as PNG or SVG: the display list drawn by Cairo in the colours of the screen. */
#include "backend/backend.h"

#include <cairo-ft.h>
#include <cairo-svg.h>
#include <cairo.h>
#include <ft2build.h>
#include <stdlib.h>
#include <string.h>
#include FT_FREETYPE_H
#include FT_MULTIPLE_MASTERS_H

enum { LARGEST_SIDE = 32767 }; /* pixels, of Cairo's images */

/* Cairo keeps fonts for later even when nobody holds them, so each face brings its library and
 * takes it along. */
typedef struct loaded_face {
    FT_Library library;
    FT_Face face;
} loaded_face;

typedef struct used_font {
    const sb_face *face;
    cairo_font_face_t *font;
} used_font;

typedef struct picture {
    sb_device device;
    cairo_t *cr;
    sb_arena *scratch;
    SB_VEC(used_font) fonts;
    bool is_grey;
    const char *unreadable; /* font file, the first that could not be opened */
} picture;

static void unload(void *ptr)
{
    loaded_face *loaded = ptr;
    if (loaded->face)
        FT_Done_Face(loaded->face);
    if (loaded->library)
        FT_Done_FreeType(loaded->library);
    free(loaded);
}

static bool set_coordinates(const loaded_face *loaded, const sb_face *face, sb_arena *scratch)
{
    if (!face->n_coords)
        return true;
    FT_Fixed *coords = sb_arena_array(scratch, FT_Fixed, face->n_coords);
    for (int i = 0; i < face->n_coords; i++)
        coords[i] = lroundf(face->coords[i] * 65536);
    return !FT_Set_Var_Design_Coordinates(loaded->face, (FT_UInt)face->n_coords, coords);
}

static cairo_font_face_t *load(const sb_face *face, sb_arena *scratch)
{
    static const cairo_user_data_key_t owned;
    loaded_face *loaded = calloc(1, sizeof *loaded);
    if (!loaded)
        return NULL;
    if (FT_Init_FreeType(&loaded->library) ||
        FT_New_Face(loaded->library, face->file, face->index, &loaded->face) ||
        !set_coordinates(loaded, face, scratch)) {
        unload(loaded);
        return NULL;
    }
    cairo_font_face_t *font =
        cairo_ft_font_face_create_for_ft_face(loaded->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(font, &owned, loaded, unload) != CAIRO_STATUS_SUCCESS) {
        cairo_font_face_destroy(font);
        unload(loaded);
        return NULL;
    }
    return font;
}

static cairo_font_face_t *font_of(picture *p, const sb_face *face)
{
    for (size_t i = 0; i < p->fonts.n; i++)
        if (p->fonts.at[i].face == face)
            return p->fonts.at[i].font;
    cairo_font_face_t *font = load(face, p->scratch);
    if (!font && !p->unreadable)
        p->unreadable = face->file;
    sb_vec_push(p->scratch, &p->fonts, ((used_font){face, font}));
    return font;
}

/* The grey of the same lightness: L* turned back into sRGB (IEC 61966-2-1). */
static double grey_of(sb_colour c)
{
    double f = (sb_colour_lightness(c) + 16) / 116;
    double linear = f > 6.0 / 29 ? f * f * f : 3 * (6.0 / 29) * (6.0 / 29) * (f - 4.0 / 29);
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055;
}

static void set_colour(const picture *p, sb_colour c)
{
    double grey = p->is_grey ? grey_of(c) : 0;
    if (p->is_grey)
        cairo_set_source_rgb(p->cr, grey, grey, grey);
    else
        cairo_set_source_rgb(p->cr, (double)c.rgb[0], (double)c.rgb[1], (double)c.rgb[2]);
}

static void set_path(cairo_t *cr, sb_path path)
{
    cairo_new_path(cr);
    const sb_point *p = path.points;
    for (int i = 0; i < path.n_ops; i++) {
        switch ((sb_path_op)path.ops[i]) {
        case SB_MOVE:
            cairo_move_to(cr, p[0].x, p[0].y);
            p += 1;
            break;
        case SB_LINE:
            cairo_line_to(cr, p[0].x, p[0].y);
            p += 1;
            break;
        case SB_CURVE:
            cairo_curve_to(cr, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
            p += 3;
            break;
        case SB_CLOSE:
            cairo_close_path(cr);
        }
    }
}

static void push(sb_device *device, sb_matrix m, const sb_path *clip)
{
    cairo_t *cr = ((picture *)device)->cr;
    cairo_save(cr);
    cairo_transform(cr, &(cairo_matrix_t){m.a, m.b, m.c, m.d, m.e, m.f});
    if (!clip)
        return;
    set_path(cr, *clip);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
    cairo_clip(cr);
}

static void pop(sb_device *device) { cairo_restore(((picture *)device)->cr); }

static void fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour colour)
{
    cairo_t *cr = ((picture *)device)->cr;
    set_colour((picture *)device, colour);
    set_path(cr, path);
    cairo_set_fill_rule(cr, is_even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
    cairo_fill(cr);
}

static void stroke(sb_device *device, sb_path path, sb_pen pen, sb_colour colour)
{
    cairo_t *cr = ((picture *)device)->cr;
    bool is_dashed = pen.dash[0] > 0 || pen.dash[1] > 0;
    set_colour((picture *)device, colour);
    set_path(cr, path);
    cairo_set_line_width(cr, pen.width);
    cairo_set_line_cap(cr,
                       pen.cap == SB_CAP_ROUND ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(cr, pen.dash, is_dashed ? 2 : 0, 0);
    cairo_stroke(cr);
}

static void glyphs(sb_device *device, const sb_glyph_run *run, double x, double baseline,
                   sb_colour colour)
{
    picture *p = (picture *)device;
    cairo_font_face_t *font = font_of(p, run->face);
    if (!font)
        return;
    sb_arena_mark before = sb_arena_here(p->scratch);
    cairo_glyph_t *placed = sb_arena_array(p->scratch, cairo_glyph_t, run->n);
    for (int i = 0; i < run->n; i++) {
        sb_point shift = sb_glyph_shift_at(run, i);
        placed[i] = (cairo_glyph_t){run->glyphs[i].id, x + shift.x, baseline - shift.y};
        x += (double)run->glyphs[i].advance;
    }
    set_colour(p, colour);
    cairo_set_font_face(p->cr, font);
    cairo_set_font_size(p->cr, run->size);
    cairo_show_glyphs(p->cr, placed, run->n);
    sb_arena_rewind(p->scratch, before);
}

/* Copied, so that it may outlive the picture: an SVG is written when its surface is closed. */
static cairo_surface_t *surface_of(const sb_raster *r)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, r->width, r->height);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        return surface;
    unsigned char *to = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface), green = r->parts == 3;
    for (int y = 0; y < r->height; y++)
        for (int x = 0; x < r->width; x++) {
            const uint8_t *at =
                r->at + ((size_t)y * (size_t)r->width + (size_t)x) * (size_t)r->parts;
            uint32_t pixel = (uint32_t)at[0] << 16 | (uint32_t)at[green] << 8 | at[2 * green];
            memcpy(to + (size_t)y * (size_t)stride + 4 * (size_t)x, &pixel, sizeof pixel);
        }
    cairo_surface_mark_dirty(surface);
    return surface;
}

static void image(sb_device *device, const sb_image *picture_of, sb_rect box)
{
    cairo_t *cr = ((picture *)device)->cr;
    cairo_surface_t *surface = surface_of(&picture_of->screen);
    cairo_save(cr);
    cairo_translate(cr, box.x, box.y);
    cairo_scale(cr, box.width / picture_of->screen.width,
                box.height / picture_of->screen.height);
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_rectangle(cr, 0, 0, picture_of->screen.width, picture_of->screen.height);
    cairo_fill(cr);
    cairo_restore(cr);
    cairo_surface_destroy(surface);
}

static void without_hinting(cairo_t *cr)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cr, options);
    cairo_font_options_destroy(options);
}

/* True if all is well; else one error. */
static bool check(cairo_status_t status, const char *path, sb_diag *diag)
{
    switch (status) {
    case CAIRO_STATUS_SUCCESS:
        return true;
    case CAIRO_STATUS_WRITE_ERROR:
    case CAIRO_STATUS_FILE_NOT_FOUND:
        sb_fail(diag, SB_E_IO, ((sb_span){.file = path}), _("cannot write the file"));
        sb_hint(diag,
                _("is the folder there, may it be written to, and is the disk not full?"));
        return false;
    default:
        sb_fail(diag, SB_E_LIBRARY, ((sb_span){.file = path}), _("cannot draw the page: %s"),
                cairo_status_to_string(status));
        return false;
    }
}

/* Draw the page onto white, `scale` units of the surface to a pt. */
static bool draw(const sb_page *page, cairo_surface_t *surface, double scale, bool is_grey,
                 const char *path, sb_diag *diag)
{
    static const sb_device_class picture_class = {.push = push,
                                                  .pop = pop,
                                                  .fill = fill,
                                                  .stroke = stroke,
                                                  .glyphs = glyphs,
                                                  .image = image};
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    picture p = {{&picture_class},
                 .cr = cairo_create(surface),
                 .scratch = scratch,
                 .is_grey = is_grey};
    cairo_set_source_rgb(p.cr, 1, 1, 1);
    cairo_paint(p.cr);
    cairo_scale(p.cr, scale, scale);
    without_hinting(p.cr);
    sb_list_replay(page->list, &p.device);
    cairo_status_t status = cairo_status(p.cr);
    cairo_destroy(p.cr);
    for (size_t i = 0; i < p.fonts.n; i++)
        cairo_font_face_destroy(p.fonts.at[i].font);
    if (!p.unreadable)
        return check(status, path, diag);
    sb_fail(diag, SB_E_IO, ((sb_span){.file = p.unreadable}), _("cannot read the font file"));
    return false;
}

bool sb_png_write(const sb_page *page, double dpi, bool is_grey, const char *path,
                  sb_diag *diag)
{
    double scale = dpi / 72;
    double width = round(page->sheet.width * scale), height = round(page->sheet.height * scale);
    if (!(width >= 1 && height >= 1 && width <= LARGEST_SIDE && height <= LARGEST_SIDE)) {
        sb_fail(diag, SB_E_LIMIT, SB_NOWHERE,
                _("a picture of %.0f x %.0f pixels cannot be made"), width, height);
        sb_hint(diag, _("each side can have 1 to %d pixels: use another resolution"),
                LARGEST_SIDE);
        return false;
    }
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    bool is_good = draw(page, surface, scale, is_grey, path, diag) &&
                   check(cairo_surface_write_to_png(surface, path), path, diag);
    cairo_surface_destroy(surface);
    return is_good;
}

bool sb_svg_write(const sb_page *page, bool is_grey, const char *path, sb_diag *diag)
{
    cairo_surface_t *surface =
        cairo_svg_surface_create(path, page->sheet.width, page->sheet.height);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
    bool is_good = draw(page, surface, 1, is_grey, path, diag);
    cairo_surface_finish(surface);
    is_good = is_good && check(cairo_surface_status(surface), path, diag);
    cairo_surface_destroy(surface);
    return is_good;
}
