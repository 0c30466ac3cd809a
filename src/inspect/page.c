#include "inspect/look.h"

#include <string.h>

/* Inherited where the page itself has none (ISO 32000-1, 7.7.3.4). */
static sb_object inherited(const sb_look *look, sb_object page, const char *key)
{
    enum { DEEPEST = 64 };
    for (int i = 0; i < DEEPEST && page != SB_NO_OBJECT; i++) {
        sb_object value = sb_pdf_in_key(look->file, page, key);
        if (value != SB_NO_OBJECT)
            return value;
        page = sb_pdf_in_key(look->file, page, "/Parent");
    }
    return SB_NO_OBJECT;
}

static bool is_within(sb_rect inner, sb_rect outer)
{
    static const double slack = 0.01;
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           sb_rect_right(inner) <= sb_rect_right(outer) + slack &&
           sb_rect_bottom(inner) <= sb_rect_bottom(outer) + slack;
}

static void look_at_boxes(sb_look *look, sb_object page)
{
    sb_rect media = {0}, trim, bleed;
    bool has_media = sb_pdf_in_box(look->file, inherited(look, page, "/MediaBox"), &media);
    bool has_trim =
        sb_pdf_in_box(look->file, sb_pdf_in_key(look->file, page, "/TrimBox"), &trim);
    bool has_bleed =
        sb_pdf_in_box(look->file, sb_pdf_in_key(look->file, page, "/BleedBox"), &bleed);
    if (!has_media || sb_rect_is_empty(media))
        sb_look_find(look, SB_RULE_BOXES, _("the page has no MediaBox"));
    look->trim = has_trim ? trim : media;
    if (!has_bleed)
        bleed = media;
    look->bleed = bleed;
    if (look->is_print && !has_trim)
        sb_look_find(look, SB_RULE_BOXES, _("the page has no TrimBox"));
    else if (!is_within(look->trim, bleed) || !is_within(bleed, media))
        sb_look_find(look, SB_RULE_BOXES,
                     _("TrimBox, BleedBox and MediaBox do not lie in each other"));
}

/* ISO 15930-7, 6.12. */
static void look_at_other_boxes(sb_look *look, sb_object page)
{
    sb_rect crop;
    if (sb_pdf_in_key(look->file, page, "/TrimBox") != SB_NO_OBJECT &&
        sb_pdf_in_key(look->file, page, "/ArtBox") != SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_BOXES, _("the page has both a TrimBox and an ArtBox"));
    if (sb_pdf_in_box(look->file, inherited(look, page, "/CropBox"), &crop) &&
        !is_within(look->bleed, crop))
        sb_look_find(look, SB_RULE_BOXES, _("the CropBox cuts off the bleed"));
}

static void look_at_annotations(sb_look *look, sb_object page)
{
    sb_object all = sb_pdf_in_key(look->file, page, "/Annots");
    int n = sb_pdf_in_count(look->file, all);
    if (!n)
        return;
    if (look->is_print) {
        sb_look_find(look, SB_RULE_NOTES, _("the page has annotations"));
        return;
    }
    if (!sb_pdf_in_is_name(look->file, sb_pdf_in_key(look->file, page, "/Tabs"), "/S"))
        sb_look_find(look, SB_RULE_LINKS, _("the page's links are not in reading order"));
    for (int i = 0; i < n; i++) {
        sb_object note = sb_pdf_in_item(look->file, all, i);
        sb_rect box = {0};
        sb_pdf_in_box(look->file, sb_pdf_in_key(look->file, note, "/Rect"), &box);
        sb_point at = {box.x, sb_rect_bottom(box)};
        const char *says = sb_pdf_in_text(
            look->file, sb_pdf_in_key(look->file, note, "/Contents"), look->arena);
        if (!says || !*says)
            sb_look_find_at(look, SB_RULE_LINKS, at, _("a link has no words"));
        if (sb_pdf_in_key(look->file, note, "/StructParent") == SB_NO_OBJECT)
            sb_look_find_at(look, SB_RULE_LINKS, at, _("a link is not in the structure"));
    }
}

void sb_look_stream(sb_look *look, sb_object stream)
{
    static const char *const refused[] = {"/LZWDecode", "/LZW", "/Crypt"};
    sb_pdf_in *file = look->file;
    sb_object filter = sb_pdf_in_key(file, stream, "/Filter");
    for (size_t i = 0; i < SB_COUNT(refused); i++) {
        bool is_used = sb_pdf_in_is_name(file, filter, refused[i]);
        for (int k = 0; k < sb_pdf_in_count(file, filter); k++)
            is_used |= sb_pdf_in_is_name(file, sb_pdf_in_item(file, filter, k), refused[i]);
        if (is_used)
            sb_look_find(look, SB_RULE_STREAMS, _("something is packed by '%s'"),
                         refused[i] + 1);
    }
    if (sb_pdf_in_key(file, stream, "/F") != SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_STREAMS, _("a part of the file lies elsewhere"));
}

/* The contents of a page: a stream or several. */
static void look_at_packing(sb_look *look, sb_object contents)
{
    if (!sb_pdf_in_is_array(look->file, contents))
        sb_look_stream(look, contents);
    for (int i = 0; i < sb_pdf_in_count(look->file, contents); i++)
        sb_look_stream(look, sb_pdf_in_item(look->file, contents, i));
}

void sb_look_page(sb_look *look, sb_object page)
{
    size_t n;
    look_at_boxes(look, page);
    if (look->is_print)
        look_at_other_boxes(look, page);
    look_at_annotations(look, page);
    if (sb_pdf_in_key(look->file, page, "/Group") != SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_OPACITY, _("the page is a transparency group"));
    sb_object resources = inherited(look, page, "/Resources");
    sb_look_resources(look, resources);
    look_at_packing(look, sb_pdf_in_key(look->file, page, "/Contents"));
    const char *bytes = sb_pdf_in_content(look->file, page, &n, look->arena);
    if (bytes)
        sb_look_content(look, bytes, n, resources, SB_IDENTITY, false);
    else
        sb_look_find(look, SB_RULE_DAMAGE, _("the page's content cannot be decoded"));
}

/* ---- resources ---- */

static const char *font_name(sb_look *look, sb_object font)
{
    const char *name =
        sb_pdf_in_name(look->file, sb_pdf_in_key(look->file, font, "/BaseFont"), look->arena);
    return name ? name + 1 : "?";
}

/* ISO 14289-1, 7.21.3.2. */
static void look_at_glyph_map(sb_look *look, sb_object font, sb_object inner)
{
    sb_pdf_in *file = look->file;
    if (sb_pdf_in_is_name(file, sb_pdf_in_key(file, inner, "/Subtype"), "/CIDFontType2") &&
        sb_pdf_in_key(file, inner, "/CIDToGIDMap") == SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_FONTS, _("the font '%s' does not map its glyphs"),
                     font_name(look, font));
}

static void look_at_font(sb_look *look, sb_object font)
{
    static const char *const files[] = {"/FontFile", "/FontFile2", "/FontFile3"};
    sb_pdf_in *file = look->file;
    if (!sb_look_is_new(look, font))
        return;
    if (!look->is_print && sb_pdf_in_key(file, font, "/ToUnicode") == SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_UNICODE, _("the font '%s' does not tell its letters"),
                     font_name(look, font));
    if (sb_pdf_in_is_name(file, sb_pdf_in_key(file, font, "/Subtype"), "/Type3"))
        return; /* drawn by the file itself */
    sb_object inner = sb_pdf_in_item(file, sb_pdf_in_key(file, font, "/DescendantFonts"), 0);
    sb_object about =
        sb_pdf_in_key(file, inner != SB_NO_OBJECT ? inner : font, "/FontDescriptor");
    look_at_glyph_map(look, font, inner);
    for (size_t i = 0; i < SB_COUNT(files); i++) {
        sb_object program = sb_pdf_in_key(file, about, files[i]);
        if (program == SB_NO_OBJECT)
            continue;
        sb_look_stream(look, program);
        return;
    }
    sb_look_find(look, SB_RULE_FONTS, _("the font '%s' is not embedded"),
                 font_name(look, font));
}

/* What is the press's own: how much ink a tint takes, and its dots (ISO 15930-7, 6.13). */
static void look_at_press_settings(sb_look *look, sb_object state)
{
    static const char *const curves[] = {"/TR", "/TR2"};
    sb_pdf_in *file = look->file;
    for (size_t i = 0; i < SB_COUNT(curves); i++) {
        sb_object curve = sb_pdf_in_key(file, state, curves[i]);
        if (curve != SB_NO_OBJECT && !sb_pdf_in_is_name(file, curve, "/Default") &&
            !sb_pdf_in_is_name(file, curve, "/Identity"))
            sb_look_find(look, SB_RULE_PRESS, _("ink runs through a transfer curve"));
    }
    double type;
    sb_object dots = sb_pdf_in_key(file, state, "/HT");
    if (sb_pdf_in_number(file, sb_pdf_in_key(file, dots, "/HalftoneType"), &type) &&
        type != 1 && type != 5)
        sb_look_find(look, SB_RULE_PRESS, _("a halftone is of type %.0f"), type);
    if (sb_pdf_in_key(file, state, "/HTP") != SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_PRESS, _("a halftone has its own origin"));
}

static void look_at_state(sb_look *look, sb_object state)
{
    static const char *const alphas[] = {"/ca", "/CA"};
    sb_pdf_in *file = look->file;
    double alpha;
    look_at_press_settings(look, state);
    for (size_t i = 0; i < SB_COUNT(alphas); i++)
        if (sb_pdf_in_number(file, sb_pdf_in_key(file, state, alphas[i]), &alpha) && alpha != 1)
            sb_look_find(look, SB_RULE_OPACITY, _("ink covers by %.0f %%"), alpha * 100);
    if (sb_pdf_in_is_dict(file, sb_pdf_in_key(file, state, "/SMask")))
        sb_look_find(look, SB_RULE_OPACITY, _("ink is masked softly"));
    sb_object mode = sb_pdf_in_key(file, state, "/BM");
    if (mode != SB_NO_OBJECT && !sb_pdf_in_is_name(file, mode, "/Normal") &&
        !sb_pdf_in_is_name(file, mode, "/Compatible"))
        sb_look_find(look, SB_RULE_OPACITY, _("ink is blended with what is below it"));
}

void sb_look_resources(sb_look *look, sb_object resources)
{
    static const struct {
        const char *key;
        void (*look_at)(sb_look *, sb_object);
    } kinds[] = {{"/Font", look_at_font}, {"/ExtGState", look_at_state}};
    for (size_t k = 0; k < SB_COUNT(kinds); k++) {
        sb_object all = sb_pdf_in_key(look->file, resources, kinds[k].key);
        int n;
        const char *const *keys = sb_pdf_in_keys(look->file, all, &n, look->arena);
        for (int i = 0; i < n; i++)
            kinds[k].look_at(look, sb_pdf_in_key(look->file, all, keys[i]));
    }
}

/* Number of components that an ICC profile says it has, or 0. */
static int components_of(const sb_look *look, sb_object space)
{
    double n = 0;
    sb_pdf_in_number(look->file,
                     sb_pdf_in_key(look->file, sb_pdf_in_item(look->file, space, 1), "/N"), &n);
    return (int)n;
}

const char *sb_look_bad_space(sb_look *look, sb_object space, bool is_image)
{
    sb_pdf_in *file = look->file;
    const char *name = sb_pdf_in_name(file, space, look->arena);
    if (!name)
        name = sb_pdf_in_name(file, sb_pdf_in_item(file, space, 0), look->arena);
    if (!name)
        return NULL; /* a mask has none */
    if (!strcmp(name, "/Indexed"))
        return sb_look_bad_space(look, sb_pdf_in_item(file, space, 1), is_image);
    bool is_gray = !strcmp(name, "/DeviceGray") || !strcmp(name, "/CalGray");
    bool is_rgb = !strcmp(name, "/DeviceRGB") || !strcmp(name, "/CalRGB");
    bool is_cmyk = !strcmp(name, "/DeviceCMYK");
    if (!strcmp(name, "/ICCBased")) {
        int n = components_of(look, space);
        is_gray = n == 1;
        is_rgb = n == 3;
        is_cmyk = n == 4;
    }
    if (look->is_print ? is_rgb || (is_gray && !is_image) || !strcmp(name, "/Lab") : is_cmyk)
        return name + 1;
    return NULL;
}
