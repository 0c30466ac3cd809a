#include "preflight/check.h"

/* Text from here on is large (WCAG 2.1, "large scale"): pt, and pt of bold type. */
static const double large = 18, large_bold = 14;
static const int bold = 700;
/* Colours less than this part of L* apart look alike in grey. */
static const double least_difference = 8;
/* pt along which they must touch to be seen: where lines meet, a cell or two may be missed. */
static const int least_contact = 12;

static void check_owner(const sb_check *check, const sb_owner *owner, sb_point at)
{
    if (!owner->element && !owner->is_artifact)
        sb_find(check->findings, SB_RULE_MARKS, sb_check_spot(check, owner, at),
                _("ink belongs to no element of the structure"));
}

void sb_access_shape(const sb_check *check, const sb_owner *owner, const sb_shape_check *shape)
{
    check_owner(check, owner, (sb_point){shape->box.x, shape->box.y});
}

/* A character that no program can say: private use, replacement, byte order mark. */
static bool is_unsayable(uint32_t c)
{
    return (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000 || c == 0xfffd || c == 0xfeff ||
           c == 0xfffe;
}

static void check_letters(const sb_check *check, const sb_owner *owner, sb_spot spot,
                          const sb_glyph_run *run)
{
    const char *text = run->text;
    for (int i = 0; i < run->n; text += run->glyphs[i++].n_text)
        if (run->glyphs[i].id == 0)
            sb_find(check->findings, SB_RULE_GLYPHS, spot, _("'%s' has no glyph for '%.*s'"),
                    run->face->name, (int)run->glyphs[i].n_text, text);
    bool has_actual = owner->element && owner->element->actual;
    if (run->n_text == 0 && !has_actual)
        sb_find(check->findings, SB_RULE_UNICODE, spot, _("letters stand for no text"));
    for (const char *p = run->text; p < run->text + run->n_text && !has_actual;) {
        uint32_t c = sb_utf8_next(&p);
        if (!c)
            break;
        if (is_unsayable(c))
            sb_find(check->findings, SB_RULE_UNICODE, spot,
                    _("the character U+%04X has no meaning of its own"), (unsigned)c);
    }
}

void sb_access_text(const sb_check *check, const sb_owner *owner, const sb_text_check *t)
{
    sb_point at = {t->box.x, t->box.y};
    sb_spot spot = sb_check_spot(check, owner, at);
    check_owner(check, owner, at);
    check_letters(check, owner, spot, t->run);
    if (owner->is_artifact && owner->artifact != SB_ARTIFACT_HEADER &&
        owner->artifact != SB_ARTIFACT_FOOTER)
        sb_find(check->findings, SB_RULE_ARTIFACTS, spot,
                _("words are marked as an artifact that is no running head"));
    bool is_large = t->size >= large || (t->size >= large_bold && t->run->face->weight >= bold);
    double least = check->limits->contrast * (is_large ? 2.0 / 3 : 1);
    if (t->contrast < least - 0.005)
        sb_find(check->findings, SB_RULE_CONTRAST, spot,
                _("type of %.1f pt has a contrast of %.1f : 1 to its ground, less than %.1f : "
                  "1"),
                t->size, t->contrast, least);
}

static void check_figures(const sb_check *check, const sb_ground *ground,
                          const sb_element *element)
{
    for (size_t i = 0; i < element->kids.n; i++)
        if (element->kids.at[i].element)
            check_figures(check, ground, element->kids.at[i].element);
    if (element->role != SB_ROLE_FIGURE || element->page != check->page)
        return;
    sb_contact contact = sb_ground_contact(ground, element->box, least_difference);
    if (contact.cells < least_contact)
        return;
    sb_owner owner = {.element = element, .origin = sb_element_origin(element)};
    sb_find(check->findings, SB_RULE_GREY, sb_check_spot(check, &owner, contact.at),
            _("colours that touch look alike in grey: L* %.0f and %.0f"),
            sb_colour_lightness(contact.a), sb_colour_lightness(contact.b));
}

void sb_access_figures(const sb_check *check, const sb_ground *ground)
{
    check_figures(check, ground, check->page->root);
}
