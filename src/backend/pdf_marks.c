#include "backend/pdf_marks.h"

static const double gap = 1 * SB_MM;    /* from the bleed to the marks */
static const double length = 5 * SB_MM; /* of a mark; edge of a patch */
static const double edge = 2 * SB_MM;   /* from the marks to the edge of the media */
static const double radius = 1.5 * SB_MM;
static const double first_patch = 10 * SB_MM; /* from the corner of the trim */

/* On every plate, so that plates can be laid over each other (ISO 32000-1, 8.6.6.4: All). */
static const sb_colour all_plates = {.cmyk = {1, 1, 1, 1}};
static const sb_pen thin = {.width = 0.25};

/* Solids, their overprints, the grey that shows a cast, and tints (as ISO 12647-2 has them). */
static const sb_colour patches[] = {
    {.cmyk = {1, 0, 0, 0}},     {.cmyk = {0, 1, 0, 0}},          {.cmyk = {0, 0, 1, 0}},
    {.cmyk = {0, 0, 0, 1}},     {.cmyk = {1, 1, 0, 0}},          {.cmyk = {1, 0, 1, 0}},
    {.cmyk = {0, 1, 1, 0}},     {.cmyk = {0.5f, 0.4f, 0.4f, 0}}, {.cmyk = {0, 0, 0, 0.5f}},
    {.cmyk = {0.5f, 0, 0, 0}},  {.cmyk = {0, 0.5f, 0, 0}},       {.cmyk = {0, 0, 0.5f, 0}},
    {.cmyk = {0, 0, 0, 0.25f}}, {.cmyk = {0, 0, 0, 0.75f}},
};

typedef struct marker {
    sb_display_list *list;
    sb_arena *arena;
    sb_sheet sheet;
    double out; /* from the trim to where marks begin */
} marker;

static void add_line(const marker *m, sb_point a, sb_point b)
{
    sb_list_stroke(m->list, sb_path_line(m->arena, a, b), thin, all_plates);
}

static void add_crop_marks(const marker *m)
{
    double near = m->out, far = m->out + length;
    double xs[] = {0, m->sheet.width}, ys[] = {0, m->sheet.height};
    for (int i = 0; i < 4; i++) {
        double x = xs[i & 1], y = ys[i >> 1];
        double right = i & 1 ? 1 : -1, down = i >> 1 ? 1 : -1;
        add_line(m, (sb_point){x + right * near, y}, (sb_point){x + right * far, y});
        add_line(m, (sb_point){x, y + down * near}, (sb_point){x, y + down * far});
    }
}

static void add_register_mark(const marker *m, sb_point at)
{
    enum { QUARTERS = 4 };
    const double k = 0.5522847498 * radius; /* control points of a quarter circle */
    sb_pencil pencil = sb_pencil_new(m->arena);
    sb_pencil_move(&pencil, at.x + radius, at.y);
    for (int i = 0; i < QUARTERS; i++) {
        static const sb_point turns[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
        sb_point from = turns[i], to = turns[i + 1];
        sb_pencil_curve(
            &pencil,
            (sb_point){at.x + from.x * radius + to.x * k, at.y + from.y * radius + to.y * k},
            (sb_point){at.x + to.x * radius + from.x * k, at.y + to.y * radius + from.y * k},
            (sb_point){at.x + to.x * radius, at.y + to.y * radius});
    }
    sb_pencil_close(&pencil);
    sb_list_stroke(m->list, sb_pencil_path(&pencil), thin, all_plates);
    double half = length / 2;
    add_line(m, (sb_point){at.x - half, at.y}, (sb_point){at.x + half, at.y});
    add_line(m, (sb_point){at.x, at.y - half}, (sb_point){at.x, at.y + half});
}

static void add_register_marks(const marker *m)
{
    double middle = m->out + length / 2, w = m->sheet.width, h = m->sheet.height;
    add_register_mark(m, (sb_point){w / 2, -middle});
    add_register_mark(m, (sb_point){w / 2, h + middle});
    add_register_mark(m, (sb_point){-middle, h / 2});
    add_register_mark(m, (sb_point){w + middle, h / 2});
}

/* Above the trim, between the corner and the register mark, as many patches as fit. */
static void add_colour_bar(const marker *m)
{
    double end = m->sheet.width / 2 - length;
    double x = first_patch;
    for (size_t i = 0; i < SB_COUNT(patches) && x + length <= end; i++, x += length)
        sb_list_fill(m->list,
                     sb_path_rect(m->arena, (sb_rect){x, -m->out - length, length, length}),
                     false, patches[i]);
}

double sb_pdf_marks_room(unsigned marks) { return marks ? gap + length + edge : 0; }

const sb_display_list *sb_pdf_marks(sb_sheet sheet, unsigned marks, sb_arena *arena)
{
    marker m = {sb_list_new(arena), arena, sheet, sheet.bleed + gap};
    if (marks & SB_MARK_CROP)
        add_crop_marks(&m);
    if (marks & SB_MARK_REGISTER)
        add_register_marks(&m);
    if (marks & SB_MARK_COLOUR_BAR)
        add_colour_bar(&m);
    return m.list;
}
