#include "font/face.h"

#include <ctype.h>
#include <dirent.h>
#include <hb-ot.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct sb_fonts {
    const char *config;
    pthread_mutex_t lock; /* over what follows */
    sb_arena *arena;
    SB_VEC(face *) faces;
};

static bool holds_font(const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return false;
    bool found = false;
    for (const struct dirent *e; !found && (e = readdir(dir));) {
        const char *dot = strrchr(e->d_name, '.');
        found = dot && (strcmp(dot, ".ttf") == 0 || strcmp(dot, ".otf") == 0);
    }
    closedir(dir);
    return found;
}

sb_fonts *sb_fonts_new(const char *data_dir, sb_diag *diag)
{
    sb_arena *arena = sb_arena_new(0);
    const char *folder = sb_arena_printf(arena, "%s/fonts", data_dir);
    const char *config = sb_arena_printf(arena, "%s/fonts.conf", folder);
    if (!holds_font(folder) || access(config, R_OK) != 0) {
        sb_fail(diag, SB_E_FONT, ((sb_span){.file = folder}),
                _("the folder holds no fonts or no fonts.conf"));
        sb_hint(diag, _("the program's data folder is damaged: install it again"));
        sb_arena_free(arena);
        return NULL;
    }
    sb_fonts *fonts = sb_arena_one(arena, sb_fonts);
    fonts->arena = arena;
    fonts->config = config;
    pthread_mutex_init(&fonts->lock, NULL);
    return fonts;
}

void sb_fonts_free(sb_fonts *fonts)
{
    if (!fonts)
        return;
    pthread_mutex_destroy(&fonts->lock);
    sb_arena_free(fonts->arena);
}

const char *sb_fonts_config(const sb_fonts *fonts) { return fonts->config; }

/* `n` bytes at `offset` of a table, most significant first; 0 where the table is shorter. */
static uint32_t number_in(hb_face_t *hb, hb_tag_t tag, unsigned offset, unsigned n)
{
    hb_blob_t *table = hb_face_reference_table(hb, tag);
    unsigned length;
    const uint8_t *at = (const uint8_t *)hb_blob_get_data(table, &length);
    uint32_t number = 0;
    if (offset + n <= length)
        for (unsigned i = 0; i < n; i++)
            number = number << 8 | at[offset + i];
    hb_blob_destroy(table);
    return number;
}

static bool has_table(hb_face_t *hb, hb_tag_t tag)
{
    hb_blob_t *table = hb_face_reference_table(hb, tag);
    bool has = hb_blob_get_length(table) > 0;
    hb_blob_destroy(table);
    return has;
}

static const char *name_of(hb_face_t *hb, hb_ot_name_id_t id, sb_arena *arena)
{
    char text[256];
    unsigned room = sizeof text;
    return hb_ot_name_get_utf8(hb, id, HB_LANGUAGE_INVALID, &room, text)
               ? sb_arena_text(arena, text)
               : NULL;
}

/* Name 6, of an instance with its coordinates, as Adobe Technical Note 5902 has it; only
 * characters that a PDF name holds as they are. */
static const char *postscript_name(const face *f, sb_arena *arena)
{
    const char *base = name_of(f->hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, arena);
    const char *slash = strrchr(f->shown.file, '/');
    sb_buf name = {0};
    sb_buf_text(&name, base ? base : slash ? slash + 1 : f->shown.file);
    for (int i = 0; i < f->shown.n_coords; i++) {
        hb_ot_var_axis_info_t axis;
        unsigned one = 1;
        char tag[5] = "";
        hb_ot_var_get_axis_infos(f->hb, (unsigned)i, &one, &axis);
        hb_tag_to_string(axis.tag, tag);
        sb_buf_char(&name, '_');
        sb_buf_number(&name, (double)f->shown.coords[i], 3);
        sb_buf_text(&name, tag);
    }
    for (size_t i = 0; i < name.n; i++)
        if (!isalnum((unsigned char)name.at[i]) && !strchr("-_.+", name.at[i]))
            name.at[i] = '-';
    const char *kept = sb_arena_text(arena, name.at);
    sb_buf_free(&name);
    return kept;
}

/* Embedding and subsetting allowed: OpenType 1.9, OS/2 fsType. */
static bool may_embed(hb_face_t *hb)
{
    enum { USAGE = 0xe, RESTRICTED = 0x2, NO_SUBSETTING = 0x100, BITMAPS_ONLY = 0x200 };
    uint32_t type = number_in(hb, HB_TAG('O', 'S', '/', '2'), 8, 2);
    return (type & USAGE) != RESTRICTED && !(type & (NO_SUBSETTING | BITMAPS_ONLY));
}

/* By its class, or by its Panose numbers (OpenType 1.9, OS/2 sFamilyClass and panose). */
static bool is_serif(hb_face_t *hb)
{
    enum { OLDSTYLE = 1, SLAB = 5, FREEFORM = 7, LATIN_TEXT = 2, COVE = 2, TRIANGLE = 10 };
    const hb_tag_t os2 = HB_TAG('O', 'S', '/', '2');
    uint32_t class = number_in(hb, os2, 30, 1);
    uint32_t panose = number_in(hb, os2, 32, 1), serifs = number_in(hb, os2, 33, 1);
    if (class)
        return (class >= OLDSTYLE && class <= SLAB) || class == FREEFORM;
    return panose == LATIN_TEXT && serifs >= COVE && serifs <= TRIANGLE;
}

static int cap_height(const face *f)
{
    hb_position_t height;
    if (hb_ot_metrics_get_position(f->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &height) &&
        height > 0)
        return height;
    hb_codepoint_t h;
    hb_glyph_extents_t extents;
    if (hb_font_get_nominal_glyph(f->font, 'H', &h) &&
        hb_font_get_glyph_extents(f->font, h, &extents))
        return extents.y_bearing;
    return f->shown.ascent;
}

static void measure(face *f, sb_arena *arena)
{
    const hb_tag_t head = HB_TAG('h', 'e', 'a', 'd'), post = HB_TAG('p', 'o', 's', 't');
    sb_face *s = &f->shown;
    s->name = postscript_name(f, arena);
    s->family = name_of(f->hb, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, arena);
    if (!s->family)
        s->family = name_of(f->hb, HB_OT_NAME_ID_FONT_FAMILY, arena);
    if (!s->family)
        s->family = s->name;
    s->units_per_em = (int)hb_face_get_upem(f->hb);
    hb_font_extents_t extents;
    hb_font_get_h_extents(f->font, &extents);
    s->ascent = extents.ascender;
    s->descent = extents.descender;
    s->cap_height = cap_height(f);
    for (unsigned i = 0; i < 4; i++)
        s->box[i] = (int16_t)number_in(f->hb, head, 36 + 2 * i, 2);
    s->italic_angle = (int32_t)number_in(f->hb, post, 4, 4) / 65536.0;
    s->is_fixed_width = number_in(f->hb, post, 12, 4) != 0;
    s->weight = (int)lroundf(hb_style_get_value(f->font, HB_STYLE_TAG_WEIGHT));
    s->is_italic = hb_style_get_value(f->font, HB_STYLE_TAG_ITALIC) > 0 || s->italic_angle != 0;
    s->is_serif = is_serif(f->hb);
    s->may_embed = may_embed(f->hb);
    s->stem = sb_face_measure_stem(f);
}

static void close_face(void *ptr)
{
    face *f = ptr;
    hb_font_destroy(f->font);
    hb_face_destroy(f->hb);
}

/* A face with TrueType outlines, or NULL. */
static hb_face_t *open_face(const char *file, int index)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(file);
    if (!blob)
        return NULL;
    hb_face_t *hb =
        (unsigned)index < hb_face_count(blob) ? hb_face_create(blob, (unsigned)index) : NULL;
    hb_blob_destroy(blob);
    if (hb && hb_face_get_glyph_count(hb) > 0 && has_table(hb, HB_TAG('g', 'l', 'y', 'f')) &&
        has_table(hb, HB_TAG('l', 'o', 'c', 'a')) && has_table(hb, HB_TAG('h', 'm', 't', 'x')))
        return hb;
    hb_face_destroy(hb);
    return NULL;
}

static face *new_face(sb_fonts *fonts, const char *file, int index, const float *coords,
                      int n_coords)
{
    hb_face_t *hb = open_face(file, index);
    if (!hb)
        return NULL;
    face *f = sb_arena_one(fonts->arena, face);
    f->shown = (sb_face){
        .id = (int)fonts->faces.n,
        .file = sb_arena_text(fonts->arena, file),
        .index = index,
        .coords = sb_arena_copy(fonts->arena, coords, (size_t)n_coords, sizeof *coords),
        .n_coords = n_coords,
    };
    hb_face_make_immutable(hb);
    f->hb = hb;
    f->font = hb_font_create(hb); /* its scale is the face's units per em */
    if (n_coords)
        hb_font_set_var_coords_design(f->font, coords, (unsigned)n_coords);
    hb_font_make_immutable(f->font);
    measure(f, fonts->arena);
    sb_arena_defer(fonts->arena, close_face, f);
    sb_vec_push(fonts->arena, &fonts->faces, f);
    return f;
}

static bool is_face(const sb_face *f, const char *file, int index, const float *coords,
                    int n_coords)
{
    if (f->index != index || f->n_coords != n_coords || strcmp(f->file, file) != 0)
        return false;
    for (int i = 0; i < n_coords; i++)
        if (f->coords[i] != coords[i])
            return false;
    return true;
}

const sb_face *sb_fonts_face(sb_fonts *fonts, const char *file, int index, const float *coords,
                             int n_coords)
{
    face *found = NULL;
    pthread_mutex_lock(&fonts->lock);
    for (size_t i = 0; i < fonts->faces.n && !found; i++)
        if (is_face(&fonts->faces.at[i]->shown, file, index, coords, n_coords))
            found = fonts->faces.at[i];
    if (!found)
        found = new_face(fonts, file, index, coords, n_coords);
    pthread_mutex_unlock(&fonts->lock);
    return found ? &found->shown : NULL;
}

int sb_face_advance(const sb_face *shown, uint32_t glyph)
{
    return hb_font_get_glyph_h_advance(((const face *)shown)->font, glyph);
}
