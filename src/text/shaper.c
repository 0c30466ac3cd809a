#include "text/shaper.h"

#include "text/fontmap.h"

#include <hb.h>
#include <pango/pangofc-font.h>
#include <stdlib.h>
#include <string.h>

sb_shaper *sb_shaper_new(sb_fonts *fonts, const char *data_dir, const char *language,
                         sb_diag *diag)
{
    const char *file = sb_fonts_config(fonts);
    FcConfig *config = sb_fontmap_config(file);
    if (!config) {
        sb_fail(diag, SB_E_FONT, ((sb_span){.file = file}), _("cannot read the font set-up"));
        sb_hint(diag, _("the program's data folder is damaged: install it again"));
        return NULL;
    }
    sb_arena *arena = sb_arena_new(0);
    sb_hyphens *hyphens = sb_hyphens_new(data_dir, language, arena, diag);
    if (!hyphens) {
        FcConfigDestroy(config);
        sb_arena_free(arena);
        return NULL;
    }
    sb_shaper *shaper = sb_arena_one(arena, sb_shaper);
    shaper->arena = arena;
    shaper->scratch = sb_arena_new(0);
    shaper->fonts = fonts;
    shaper->language = sb_arena_text(arena, language);
    shaper->config = config;
    shaper->map = sb_fontmap_new(config);
    shaper->context = sb_fontmap_context(shaper->map);
    shaper->hyphens = hyphens;
    shaper->line_of = sb_index_new(arena);
    shaper->noted = sb_index_new(arena);
    return shaper;
}

void sb_shaper_free(sb_shaper *shaper)
{
    if (!shaper)
        return;
    for (size_t i = 0; i < shaper->known_fonts.n; i++)
        g_object_unref(shaper->known_fonts.at[i].font);
    for (size_t i = 0; i < shaper->types.n; i++)
        pango_font_description_free(shaper->types.at[i]->description);
    g_object_unref(shaper->context);
    g_object_unref(shaper->map);
    FcConfigDestroy(shaper->config);
    sb_buf_free(&shaper->key);
    sb_arena_free(shaper->scratch);
    sb_arena_free(shaper->arena);
}

void sb_shaper_note(sb_shaper *shaper, sb_severity severity, const char *message,
                    const char *hint)
{
    if (sb_index_at(shaper->noted, message) >= 0)
        return;
    message = sb_arena_text(shaper->arena, message);
    sb_index_put(shaper->noted, message, 0);
    sb_vec_push(shaper->arena, &shaper->problems,
                ((sb_problem){severity, message, sb_arena_text(shaper->arena, hint)}));
}

void sb_shaper_problems(sb_shaper *shaper, sb_span at, sb_diag *diag)
{
    for (size_t i = 0; i < shaper->problems.n; i++) {
        const sb_problem *p = &shaper->problems.at[i];
        sb_diag_add(diag, p->severity, SB_E_FONT, at, "%s", p->message);
        if (p->hint)
            sb_hint(diag, "%s", p->hint);
    }
    shaper->problems.n = 0;
}

/* A family by one of the names that its faces have in the patterns of Fontconfig. */
static bool has_family(const FcPattern *pattern, const char *family)
{
    FcChar8 *name;
    for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
        if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0)
            return true;
    return false;
}

static void note_family(sb_shaper *shaper, const char *family)
{
    sb_arena *a = shaper->scratch;
    sb_arena_mark before = sb_arena_here(a);
    const FcFontSet *set = FcConfigGetFonts(shaper->config, FcSetApplication);
    SB_VEC(const char *) names = {0};
    const char *all = "";
    sb_index *seen = sb_index_new(a);
    for (int i = 0; set && i < set->nfont; i++) {
        FcChar8 *name;
        if (FcPatternGetString(set->fonts[i], FC_FAMILY, 0, &name) != FcResultMatch ||
            !sb_index_put(seen, (const char *)name, 0))
            continue;
        sb_vec_push(a, &names, (const char *)name);
        all = sb_arena_printf(a, "%s%s%s", all, *all ? ", " : "", (const char *)name);
    }
    const char *near = sb_near_best(family, names.at, names.n);
    sb_shaper_note(shaper, SB_ERROR,
                   sb_arena_printf(a, _("there is no font family '%s'"), family),
                   near ? sb_arena_printf(a, _("did you mean '%s'?"), near)
                        : sb_arena_printf(a, _("there are: %s"), all));
    sb_arena_rewind(a, before);
}

/* A bold made of a regular by thickening it, or an oblique by slanting it: the print edition
 * cannot draw them. */
static bool is_synthetic(const FcPattern *pattern)
{
    FcBool is_emboldened = FcFalse;
    FcMatrix *matrix;
    FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &is_emboldened);
    /* Pango puts a matrix into every pattern */
    bool is_slanted = FcPatternGetMatrix(pattern, FC_MATRIX, 0, &matrix) == FcResultMatch &&
                      (matrix->xy != 0 || matrix->yx != 0);
    return is_emboldened || is_slanted;
}

static const sb_face *open_face(sb_shaper *shaper, PangoFont *font)
{
    const FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcChar8 *file;
    int index = 0;
    if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch)
        return NULL;
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    unsigned n_coords;
    const float *coords =
        hb_font_get_var_coords_design(pango_font_get_hb_font(font), &n_coords);
    /* the upper half of the index numbers an instance, which the coordinates tell */
    const sb_face *face =
        sb_fonts_face(shaper->fonts, (const char *)file, index & 0xffff, coords, (int)n_coords);
    sb_arena_mark before = sb_arena_here(shaper->scratch);
    if (!face)
        sb_shaper_note(shaper, SB_ERROR,
                       sb_arena_printf(shaper->scratch,
                                       _("the font file '%s' has no TrueType outlines"),
                                       (const char *)file),
                       _("bring the family as TrueType (.ttf)"));
    else if (is_synthetic(pattern))
        sb_shaper_note(shaper, SB_ERROR,
                       sb_arena_printf(shaper->scratch,
                                       _("the font '%s' would be thickened or slanted"),
                                       face->name),
                       _("bring the bold or italic face, or choose another weight"));
    else if (!face->may_embed)
        sb_shaper_note(shaper, SB_ERROR,
                       sb_arena_printf(shaper->scratch,
                                       _("the font '%s' may not be embedded in a PDF"),
                                       face->name),
                       _("choose a font whose licence allows it"));
    sb_arena_rewind(shaper->scratch, before);
    return face;
}

const sb_face *sb_shaper_face(sb_shaper *shaper, PangoFont *font)
{
    for (size_t i = 0; i < shaper->known_fonts.n; i++)
        if (shaper->known_fonts.at[i].font == font)
            return shaper->known_fonts.at[i].face;
    const sb_face *face = open_face(shaper, font);
    sb_vec_push(shaper->arena, &shaper->known_fonts,
                ((sb_known_font){g_object_ref(font), face}));
    return face;
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_same_type(const sb_type *a, const sb_type *b)
{
    return a->size == b->size && a->weight == b->weight && a->is_italic == b->is_italic &&
           a->leading == b->leading && is_same_text(a->family, b->family) &&
           is_same_text(a->features, b->features) &&
           memcmp(&a->colour, &b->colour, sizeof a->colour) == 0;
}

/* What the family has instead of the weight or slope asked for. */
static void check_style(sb_shaper *shaper, const sb_type *type, const sb_face *face)
{
    if (face->weight == type->weight && face->is_italic == type->is_italic)
        return;
    sb_arena_mark before = sb_arena_here(shaper->scratch);
    const char *message =
        type->is_italic
            ? sb_arena_printf(shaper->scratch,
                              _("the font family '%s' has no italic of weight %d"),
                              type->family, type->weight)
            : sb_arena_printf(shaper->scratch, _("the font family '%s' has no weight %d"),
                              type->family, type->weight);
    sb_shaper_note(shaper, SB_WARNING, message,
                   sb_arena_printf(shaper->scratch, _("'%s' is used"), face->name));
    sb_arena_rewind(shaper->scratch, before);
}

static const sb_set_type *set_type(sb_shaper *shaper, const sb_type *type)
{
    sb_set_type *set = sb_arena_one(shaper->arena, sb_set_type);
    set->type = *type;
    set->type.family = sb_arena_text(shaper->arena, type->family);
    set->type.features = sb_arena_text(shaper->arena, type->features);
    PangoFontDescription *d = pango_font_description_new();
    set->description = d;
    pango_font_description_set_family(d, set->type.family);
    pango_font_description_set_weight(d, (PangoWeight)type->weight);
    pango_font_description_set_style(d,
                                     type->is_italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(d, 1000);
    g_autoptr(PangoFont) font = pango_font_map_load_font(shaper->map, shaper->context, d);
    if (!font)
        return set;
    set->face = sb_shaper_face(shaper, font);
    if (!has_family(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), type->family))
        note_family(shaper, type->family);
    else if (set->face)
        check_style(shaper, type, set->face);
    if (set->face)
        pango_font_description_set_absolute_size(d, set->face->units_per_em);
    return set;
}

int sb_shaper_type(sb_shaper *shaper, const sb_type *type)
{
    for (size_t i = 0; i < shaper->types.n; i++)
        if (is_same_type(&shaper->types.at[i]->type, type))
            return (int)i;
    const sb_set_type *set = set_type(shaper, type);
    sb_vec_push(shaper->arena, &shaper->types, set);
    return (int)shaper->types.n - 1;
}
