#include "preflight/check.h"

/* An ink of less is not seen where plates do not meet. */
static const double faint_ink = 0.1;
/* From here on a tint prints like full ink in a line. */
static const double strong_ink = 0.85;
/* pt: below these, several inks do not meet well enough. */
static const double line_in_inks = 0.5, black_line_in_inks = 1, type_in_inks = 9;
static const double noise = 0.005;

static int seen_inks(sb_colour c)
{
    int n = 0;
    if (c.spot)
        return (double)c.tint > faint_ink + noise;
    for (int i = 0; i < 4; i++)
        n += (double)c.cmyk[i] > faint_ink + noise;
    return n;
}

static double strongest(sb_colour c)
{
    double most = 0;
    if (c.spot)
        return (double)c.tint;
    for (int i = 0; i < 4; i++)
        most = fmax(most, (double)c.cmyk[i]);
    return most;
}

static bool is_white(sb_colour c) { return strongest(c) == 0; }

void sb_print_sheet(const sb_check *check)
{
    sb_sheet s = check->page->sheet;
    sb_spot spot = {.page = check->page->number, .origin = check->page->root->origin};
    if (!(s.width > 0) || !(s.height > 0) || !(s.bleed >= 0) || !isfinite(s.width + s.height))
        sb_find(check->findings, SB_RULE_BOXES, spot, _("the sheet has no size"));
}

/* ---- edges ---- */

/* pt beyond the trim at its four edges; negative inside. */
static void beyond_trim(sb_sheet sheet, sb_rect box, double beyond[4])
{
    beyond[0] = -box.x;
    beyond[1] = -box.y;
    beyond[2] = sb_rect_right(box) - sheet.width;
    beyond[3] = sb_rect_bottom(box) - sheet.height;
}

unsigned sb_print_edges(const sb_check *check, sb_rect box)
{
    static const double hair = 0.5 * SB_MM;
    double beyond[4];
    unsigned edges = 0;
    beyond_trim(check->page->sheet, box, beyond);
    for (int i = 0; i < 4; i++)
        if (beyond[i] > -hair && beyond[i] < check->limits->bleed - noise)
            edges |= 1u << i;
    return edges;
}

void sb_print_sliver(const sb_check *check, sb_spot spot, double reached)
{
    sb_sheet sheet = check->page->sheet;
    if (sheet.bleed < check->limits->bleed - noise)
        sb_find(check->findings, SB_RULE_BLEED, spot,
                _("ink runs to the trim, but the sheet's bleed is %.1f mm and not %.1f"),
                sheet.bleed / SB_MM, check->limits->bleed / SB_MM);
    else
        sb_find(check->findings, SB_RULE_BLEED, spot,
                _("ink touches the trim and ends %.1f mm short of the bleed"),
                (sheet.bleed - fmax(0, reached)) / SB_MM);
}

/* ---- lines and areas ---- */

static void check_line(const sb_check *check, sb_spot spot, const sb_shape_check *s)
{
    const sb_limits *limits = check->limits;
    double most = strongest(s->colour);
    int inks = seen_inks(s->colour);
    if (is_white(s->colour)) {
        if (s->width < limits->white_line - noise)
            sb_find(check->findings, SB_RULE_LINES, spot,
                    _("a white line of %.2f pt is thinner than %.2f pt"), s->width,
                    limits->white_line);
        return;
    }
    double least = most == 1            ? limits->line
                   : most >= strong_ink ? fmax(limits->line, limits->white_line)
                                        : limits->tint_line;
    if (s->width < least - noise)
        sb_find(check->findings, SB_RULE_LINES, spot,
                most < strong_ink ? _("a tinted line of %.2f pt is thinner than %.2f pt")
                                  : _("a line of %.2f pt is thinner than %.2f pt"),
                s->width, least);
    bool is_rich_black = !s->colour.spot && (double)s->colour.cmyk[3] >= strong_ink && inks > 1;
    if (inks > 2 || is_rich_black) {
        double wide = is_rich_black ? black_line_in_inks : line_in_inks;
        if (s->width < wide - noise)
            sb_find(check->findings, SB_RULE_LINES, spot,
                    _("a line of %.2f pt is printed in %d inks"), s->width, inks);
    }
}

static void check_ink(const sb_check *check, sb_spot spot, sb_colour colour, double ink)
{
    double most = check->limits->ink, own = sb_colour_ink(colour);
    if (ink <= most + noise)
        return;
    if (own > most + noise)
        sb_find(check->findings, SB_RULE_INK, spot,
                _("a colour of %.0f %% ink is over the limit of %.0f %%"), own * 100,
                most * 100);
    else
        sb_find(check->findings, SB_RULE_INK, spot,
                _("black over a ground makes %.0f %% ink, over the limit of %.0f %%"),
                ink * 100, most * 100);
}

void sb_print_shape(const sb_check *check, const sb_owner *owner, const sb_shape_check *s)
{
    sb_spot spot = sb_check_spot(check, owner, (sb_point){s->box.x, s->box.y});
    check_ink(check, spot, s->colour, s->ink);
    if (s->width > 0)
        check_line(check, spot, s);
}

void sb_print_image(const sb_check *check, const sb_owner *owner, const sb_image *image,
                    sb_rect box)
{
    const sb_limits *limits = check->limits;
    sb_spot spot = sb_check_spot(check, owner, (sb_point){box.x, box.y});
    double dpi =
        fmin(image->screen.width / (box.width / 72), image->screen.height / (box.height / 72));
    if (dpi < limits->dpi - 0.5)
        sb_find(check->findings, SB_RULE_IMAGES, spot,
                _("the image '%s' has %.0f dpi, less than %.0f"), image->name, dpi,
                limits->dpi);
    if (image->ink > limits->ink + 0.02) /* rounding to 8 bits */
        sb_find(check->findings, SB_RULE_INK, spot,
                _("the image '%s' has %.0f %% ink, over the limit of %.0f %%"), image->name,
                image->ink * 100, limits->ink * 100);
}

/* ---- type ---- */

static void check_white_type(const sb_check *check, sb_spot spot, const sb_text_check *t)
{
    static const double small = 9;
    static const int regular = 400;
    if (is_white(t->ground))
        return;
    if (t->size < check->limits->white_type - noise)
        sb_find(check->findings, SB_RULE_TYPE_WHITE, spot,
                _("white type of %.1f pt is smaller than %.1f pt"), t->size,
                check->limits->white_type);
    else if (t->size < small && t->run->face->weight < regular)
        sb_find(check->findings, SB_RULE_TYPE_WHITE, spot,
                _("white type of %.1f pt is too light to be knocked out of a ground"), t->size);
}

void sb_print_text(const sb_check *check, const sb_owner *owner, const sb_text_check *t)
{
    const sb_limits *limits = check->limits;
    sb_spot spot = sb_check_spot(check, owner, (sb_point){t->box.x, t->box.y});
    if (t->size < limits->type - noise)
        sb_find(check->findings, SB_RULE_TYPE_SIZE, spot,
                _("type of %.1f pt is smaller than %.1f pt"), t->size, limits->type);
    if (is_white(t->colour))
        check_white_type(check, spot, t);
    else if (t->size < type_in_inks && seen_inks(t->colour) > 2)
        sb_find(check->findings, SB_RULE_TYPE_INKS, spot,
                _("type of %.1f pt is printed in %d inks"), t->size, seen_inks(t->colour));
    double below = sb_colour_is_black(t->colour) ? sb_colour_ink(t->ground) : 0;
    check_ink(check, spot, t->colour, sb_colour_ink(t->colour) + below);
    if (!t->run->face->may_embed)
        sb_find(check->findings, SB_RULE_FONTS, spot, _("the font '%s' may not be embedded"),
                t->run->face->name);
    double beyond[4];
    beyond_trim(check->page->sheet, t->box, beyond);
    for (int i = 0; i < 4; i++)
        if (beyond[i] > -limits->margin + noise) {
            sb_find(check->findings, SB_RULE_MARGIN, spot,
                    _("type stands within %.1f mm of the trim"), limits->margin / SB_MM);
            break;
        }
}
