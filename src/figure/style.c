#include "figure/style.h"

#include <assert.h>
#include <string.h>

/* What the program draws with.  A layout may change each, and add others of its own. */
static const char *const colour_names[] = {
    "ink",    "secondary", "source", "faint",       "grid",   "missing",
    "ground", "paper",     "family", "strong",      "medium", "light",
    "pale",   "cover",     "accent", "accent tint", "stripe"};
/* clang-format off */
static const char *const type_names[] = {
    "cover title", "cover subtitle", "cover name", "cover text", "cover credit", "title",
    "title number", "kicker", "heading", "lead", "body", "key figure", "key label",
    "block title", "unit", "table", "table indented", "table strong", "table head",
    "table this", "label", "label strong", "label this", "label family", "label muted", "axis",
    "map label", "map number", "source", "footer", "folio", "contents", "contents key",
    "contents group", "contents chapter", "listing", "quote", "note", "chapter number",
    "chapter title", "standfirst", "chapter list", "chapter page", "section title",
    "section number", "block number", "contents number", "contents section", "chapter credit"};
static const char *const line_names[] = {
    "rule", "table", "this", "grid", "axis", "tick", "index", "break", "city", "strip",
    "ranking city", "sparkline", "arrow", "series this", "series city", "series between",
    "series other", "area", "upper", "large area", "large upper", "large upper halo",
    "locator upper", "cover area", "cover upper", "chapter upper", "chapter area",
    "highlight halo", "highlight", "hatch"};
/* clang-format on */

typedef struct font_role { /* a type and the sizes it may shrink to */
    sb_type type;
    const double *fit;
    int n_fit;
} font_role;

typedef struct palette {
    const sb_colour *by_count[10];
} palette;

struct sb_style {
    const sb_spec_style *spec;
    sb_index *colour_at, *type_at, *line_at, *palette_at;
    sb_colour *colours;
    font_role *types;
    sb_rule *lines;
    palette *palettes;
};

static sb_colour complete(const sb_profiles *profiles, const sb_spec_colour *from,
                          sb_diag *diag)
{
    sb_colour colour = {0};
    memcpy(colour.cmyk, from->inks.cmyk, sizeof colour.cmyk);
    memcpy(colour.rgb, from->inks.rgb, sizeof colour.rgb);
    if (!sb_colour_complete(profiles, &colour))
        sb_fail(diag, SB_E_LIBRARY, from->node ? from->node->at : SB_NOWHERE,
                _("the colour profiles cannot convert this colour"));
    return colour;
}

static void add_spot(sb_colour *colour, const char *name, sb_arena *arena)
{
    sb_spot_ink *ink = sb_arena_one(arena, sb_spot_ink);
    ink->name = name;
    memcpy(ink->cmyk, colour->cmyk, sizeof ink->cmyk);
    colour->spot = ink;
    colour->tint = 1;
}

/* The colour that a type or line names; ink where there is none of that name. */
static sb_colour named(const sb_style *style, const sb_node *node, const char *name,
                       sb_diag *diag)
{
    long i = name ? sb_index_at(style->colour_at, name) : -1;
    if (i >= 0)
        return style->colours[i];
    if (name) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(node, "colour"), _("no colour is called '%s'"),
                name);
        sb_hint(diag, _("colours are listed under 'style: colours:'"));
    }
    i = sb_index_at(style->colour_at, "ink");
    return i >= 0 ? style->colours[i] : (sb_colour){.cmyk = {0, 0, 0, 1}};
}

/* In each of these the last of a name counts: layouts come after the built-in style. */

static void resolve_colours(sb_style *style, const sb_profiles *profiles, sb_arena *arena,
                            sb_diag *diag)
{
    const sb_spec_style *spec = style->spec;
    style->colours = sb_arena_array(arena, sb_colour, spec->n_colours);
    for (int i = spec->n_colours; i-- > 0;) {
        const sb_spec_colour *from = &spec->colours[i];
        if (!sb_index_put(style->colour_at, from->id, i) || from->of)
            continue;
        style->colours[i] = complete(profiles, from, diag);
        if (from->spot)
            add_spot(&style->colours[i], from->spot, arena);
    }
    for (int i = 0; i < spec->n_colours; i++) {
        const sb_spec_colour *from = &spec->colours[i];
        long of = from->of ? sb_index_at(style->colour_at, from->of) : -1;
        if (of >= 0 && sb_index_at(style->colour_at, from->id) == i)
            style->colours[i] = sb_colour_tint(style->colours[of], (float)from->tint / 100);
    }
}

static void resolve_types(sb_style *style, sb_arena *arena, sb_diag *diag)
{
    const sb_spec_style *spec = style->spec;
    style->types = sb_arena_array(arena, font_role, spec->n_types);
    for (int i = spec->n_types; i-- > 0;) {
        const sb_spec_type *from = &spec->types[i];
        if (!sb_index_put(style->type_at, from->id, i))
            continue;
        style->types[i] = (font_role){{.family = from->family,
                                       .weight = from->weight,
                                       .is_italic = from->is_italic,
                                       .size = from->size,
                                       .leading = from->leading,
                                       .features = from->features,
                                       .colour = named(style, from->node, from->colour, diag)},
                                      from->fit,
                                      from->n_fit};
    }
}

static void resolve_lines(sb_style *style, sb_arena *arena, sb_diag *diag)
{
    const sb_spec_style *spec = style->spec;
    style->lines = sb_arena_array(arena, sb_rule, spec->n_lines);
    for (int i = spec->n_lines; i-- > 0;) {
        const sb_spec_line *from = &spec->lines[i];
        if (sb_index_put(style->line_at, from->id, i))
            style->lines[i] =
                (sb_rule){{from->width, SB_CAP_BUTT, {from->dash[0], from->dash[1]}},
                          named(style, from->node, from->colour, diag)};
    }
}

static void resolve_palettes(sb_style *style, const sb_profiles *profiles, sb_arena *arena,
                             sb_diag *diag)
{
    const sb_spec_style *spec = style->spec;
    style->palettes = sb_arena_array(arena, palette, spec->n_palettes);
    for (int i = spec->n_palettes; i-- > 0;) {
        if (!sb_index_put(style->palette_at, spec->palettes[i].id, i))
            continue;
        for (size_t k = 0; k < SB_COUNT(style->palettes[i].by_count); k++) {
            int n = spec->palettes[i].by_count[k].n;
            if (n == 0)
                continue;
            sb_colour *colours = sb_arena_array(arena, sb_colour, n);
            for (int c = 0; c < n; c++)
                colours[c] =
                    complete(profiles, &spec->palettes[i].by_count[k].colours[c], diag);
            style->palettes[i].by_count[k] = colours;
        }
    }
}

static void need(const sb_index *index, const char *const *names, size_t n, const char *where,
                 sb_diag *diag)
{
    for (size_t i = 0; i < n; i++)
        if (sb_index_at(index, names[i]) < 0)
            sb_fail(diag, SB_E_SCHEMA, SB_NOWHERE, _("the style lacks '%s' under '%s:'"),
                    names[i], where);
}

const sb_style *sb_style_new(const sb_spec_style *spec, const sb_profiles *profiles,
                             sb_arena *arena, sb_diag *diag)
{
    sb_style *style = sb_arena_one(arena, sb_style);
    *style = (sb_style){.spec = spec,
                        .colour_at = sb_index_new(arena),
                        .type_at = sb_index_new(arena),
                        .line_at = sb_index_new(arena),
                        .palette_at = sb_index_new(arena)};
    resolve_colours(style, profiles, arena, diag);
    resolve_types(style, arena, diag);
    resolve_lines(style, arena, diag);
    resolve_palettes(style, profiles, arena, diag);
    need(style->colour_at, colour_names, SB_COUNT(colour_names), "colours", diag);
    need(style->type_at, type_names, SB_COUNT(type_names), "type", diag);
    need(style->line_at, line_names, SB_COUNT(line_names), "lines", diag);
    if (spec->n_palettes == 0)
        sb_fail(diag, SB_E_SCHEMA, SB_NOWHERE, _("the style has no palette"));
    return style;
}

static long found(const sb_index *index, const char *name)
{
    long i = sb_index_at(index, name);
    assert(i >= 0);
    return i;
}

sb_colour sb_style_colour(const sb_style *style, const char *name)
{
    return style->colours[found(style->colour_at, name)];
}

const sb_type *sb_style_type(const sb_style *style, const char *name)
{
    return &style->types[found(style->type_at, name)].type;
}

sb_rule sb_style_line(const sb_style *style, const char *name)
{
    return style->lines[found(style->line_at, name)];
}

bool sb_style_has_type(const sb_style *style, const char *name)
{
    return sb_index_at(style->type_at, name) >= 0;
}

const sb_type *sb_style_fit(const sb_style *style, const char *name, sb_shaper *shaper,
                            const char *text, double width, sb_arena *arena)
{
    const font_role *role = &style->types[found(style->type_at, name)];
    const sb_type *type = &role->type;
    for (int i = 0; i < role->n_fit && sb_shape_width(shaper, type, text) > width; i++) {
        if (role->fit[i] >= type->size)
            continue;
        sb_type *smaller = sb_arena_one(arena, sb_type);
        *smaller = role->type;
        smaller->size = role->fit[i];
        smaller->leading = role->type.leading * role->fit[i] / role->type.size;
        type = smaller;
    }
    return type;
}

const sb_colour *sb_style_palette(const sb_style *style, const char *name, int k)
{
    if (!name && style->spec->n_palettes > 0)
        name = style->spec->palettes[0].id;
    long i = name ? sb_index_at(style->palette_at, name) : -1;
    if (i < 0 || k < 0 || k >= (int)SB_COUNT(style->palettes[i].by_count))
        return NULL;
    return style->palettes[i].by_count[k];
}

sb_colour sb_style_text_on(const sb_style *style, sb_colour ground)
{
    sb_colour ink = sb_style_colour(style, "ink"), paper = sb_style_colour(style, "paper");
    bool is_dark = sb_colour_contrast(paper, ground) > sb_colour_contrast(ink, ground);
    return is_dark ? paper : ink;
}
