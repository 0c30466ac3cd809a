/* How thick the upright strokes of a face are, measured across a letter that is one stroke. */
#include "font/face.h"

#include <stdlib.h>

enum { MOST_CROSSINGS = 16, PIECES = 64 /* of a curve */ };

/* Where an outline crosses a level. */
typedef struct crossings {
    double level;
    sb_point start, at; /* of the contour; of the pen */
    double x[MOST_CROSSINGS];
    int n; /* of them, and more */
} crossings;

static void line_to(void *user, double x, double y)
{
    crossings *c = user;
    sb_point from = c->at;
    c->at = (sb_point){x, y};
    if ((from.y < c->level) == (y < c->level))
        return;
    if (c->n < MOST_CROSSINGS)
        c->x[c->n] = from.x + (x - from.x) * (c->level - from.y) / (y - from.y);
    c->n++;
}

static void move_to(void *user, double x, double y)
{
    crossings *c = user;
    c->start = c->at = (sb_point){x, y};
}

static void close_path(void *user)
{
    crossings *c = user;
    line_to(c, c->start.x, c->start.y);
}

static void curve_to(void *user, sb_point a, sb_point b, sb_point to)
{
    crossings *c = user;
    sb_point from = c->at;
    for (int i = 1; i <= PIECES; i++) {
        double t = (double)i / PIECES, s = 1 - t;
        double k[4] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
        line_to(c, k[0] * from.x + k[1] * a.x + k[2] * b.x + k[3] * to.x,
                k[0] * from.y + k[1] * a.y + k[2] * b.y + k[3] * to.y);
    }
}

static int by_place(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of the letter's first stroke from the left at half its height, or 0. */
static double stroke_of(const face *f, hb_codepoint_t letter)
{
    static const sb_glyph_pen pen = {move_to, line_to, curve_to, close_path};
    hb_codepoint_t glyph;
    hb_glyph_extents_t box;
    if (!hb_font_get_nominal_glyph(f->font, letter, &glyph) ||
        !hb_font_get_glyph_extents(f->font, glyph, &box))
        return 0;
    crossings c = {.level = box.y_bearing + box.height / 2.0 + 0.25}; /* between the points */
    sb_face_draw(&f->shown, glyph, &pen, &c);
    if (c.n < 2 || c.n % 2 || c.n > MOST_CROSSINGS)
        return 0;
    qsort(c.x, (size_t)c.n, sizeof *c.x, by_place);
    return c.x[1] - c.x[0];
}

double sb_face_measure_stem(const face *f)
{
    static const hb_codepoint_t letters[] = {'l', 'I', 'H'};
    for (size_t i = 0; i < SB_COUNT(letters); i++) {
        double stroke = stroke_of(f, letters[i]);
        if (stroke > 0)
            return stroke;
    }
    return 0;
}
