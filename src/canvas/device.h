/* device: what a display list can be played into. */
#ifndef SB_CANVAS_DEVICE_H
#define SB_CANVAS_DEVICE_H

#include "canvas/path.h"
#include "colour/colour.h"
#include "font/font.h"
#include "image/image.h"

typedef enum sb_cap { SB_CAP_BUTT, SB_CAP_ROUND } sb_cap;

/* Joins are round everywhere (PAGE.md 4). */
typedef struct sb_pen {
    double width;
    sb_cap cap;
    double dash[2]; /* on, off; {0, 0} solid */
} sb_pen;

typedef struct sb_glyph { /* small: a report has millions */
    uint16_t id;          /* no face of TrueType has more */
    uint16_t n_text;      /* bytes it stands for, next in the run's text; 0: part of the cluster
                           * before it */
    float advance;        /* pt, to the next glyph */
} sb_glyph;

/* Where a glyph is drawn, from the pen: pt, dy up. */
typedef struct sb_glyph_shift {
    float dx, dy;
} sb_glyph_shift;

/* Glyphs of one face and size on one baseline, with the text they stand for. */
typedef struct sb_glyph_run {
    const sb_face *face;
    double size;          /* pt */
    const char *language; /* "de" */
    const char *text;     /* UTF-8, n_text bytes */
    int n_text;
    const sb_glyph *glyphs;
    const sb_glyph_shift *shifts; /* of the n glyphs; NULL: none is shifted, as most */
    int n;
    double width; /* sum of the advances */
} sb_glyph_run;

static inline sb_point sb_glyph_shift_at(const sb_glyph_run *run, int i)
{
    return run->shifts ? (sb_point){(double)run->shifts[i].dx, (double)run->shifts[i].dy}
                       : (sb_point){0};
}

typedef enum sb_artifact {
    SB_ARTIFACT_LAYOUT,
    SB_ARTIFACT_HEADER,
    SB_ARTIFACT_FOOTER,
    SB_ARTIFACT_BACKGROUND
} sb_artifact;

typedef struct sb_device sb_device;
struct sb_display_list;

/* A method that is NULL is skipped.  Errors stick inside the device. */
typedef struct sb_device_class {
    /* Keep the state, then set the matrix, then clip (nonzero) in the new coordinates. */
    void (*push)(sb_device *, sb_matrix, const sb_path *clip);
    void (*pop)(sb_device *);
    void (*fill)(sb_device *, sb_path, bool is_even_odd, sb_colour);
    void (*stroke)(sb_device *, sb_path, sb_pen, sb_colour);
    void (*glyphs)(sb_device *, const sb_glyph_run *, double x, double baseline, sb_colour);
    void (*image)(sb_device *, const sb_image *, sb_rect box);
    void (*mark)(sb_device *, int mark);
    void (*artifact)(sb_device *, sb_artifact);
    void (*unmark)(sb_device *);
    /* NULL: the form's list is replayed in its place between push and pop. */
    void (*form)(sb_device *, const struct sb_display_list *form, sb_matrix);
} sb_device_class;

/* First member of every device. */
struct sb_device {
    const sb_device_class *class;
};

#endif
