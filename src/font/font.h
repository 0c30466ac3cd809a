/* font: faces, each interned once, and their subsets.  The only user of HarfBuzz' subsetter.
 *
 * In: files of the data folder's fonts (fonts/fonts.conf hides the system's).  Out: faces with
 * metrics in font units, and subsets as TrueType bytes.  Thread-safe after sb_fonts_new().
 */
#ifndef SB_FONT_FONT_H
#define SB_FONT_FONT_H

#include "base/base.h"

typedef struct sb_fonts sb_fonts;

/* A face: one file, index and set of variation coordinates. */
typedef struct sb_face {
    int id; /* rising in order of first use: do not print it */
    const char *file;
    int index;
    const float *coords; /* variation coordinates, design units */
    int n_coords;
    const char *name; /* PostScript name */
    const char *family;
    int units_per_em;
    int ascent, descent, cap_height; /* font units; descent negative */
    int box[4];                      /* of all glyphs: left, bottom, right, top */
    double italic_angle;
    double stem; /* thickness of the upright strokes, font units; 0: not known */
    int weight;
    bool is_fixed_width, is_italic, is_serif;
    bool may_embed; /* fsType (OS/2) allows embedding and subsetting */
} sb_face;

/* Caller owns; sb_fonts_free().  NULL with an error if the folder holds no font. */
sb_fonts *sb_fonts_new(const char *data_dir, sb_diag *diag);
void sb_fonts_free(sb_fonts *fonts);

/* The fontconfig set-up file that names only our fonts, for the shaper's font map. */
const char *sb_fonts_config(const sb_fonts *fonts);

/* The face, the same pointer for the same three; lives as long as `fonts`.  NULL if the file
 * cannot be read or has no TrueType outlines (CFF makes larger PDFs: PDF.md, "Fonts"). */
const sb_face *sb_fonts_face(sb_fonts *fonts, const char *file, int index, const float *coords,
                             int n_coords);

/* Advance of a glyph in font units, as in hmtx. */
int sb_face_advance(const sb_face *face, uint32_t glyph);

/* Draws the outline of a glyph, in font units, y up. */
typedef struct sb_glyph_pen {
    void (*move)(void *user, double x, double y);
    void (*line)(void *user, double x, double y);
    void (*curve)(void *user, sb_point a, sb_point b, sb_point to);
    void (*close)(void *user);
} sb_glyph_pen;
void sb_face_draw(const sb_face *face, uint32_t glyph, const sb_glyph_pen *pen, void *user);

/* The face with only the glyphs given (and those they are made of), at its coordinates, without
 * hints and with no table but those that drawing by glyph id needs.  `new_ids`: n entries, the
 * glyph ids in the subset.  Same glyphs, same bytes.  Bytes in `arena`; NULL if it fails. */
const void *sb_face_subset(const sb_face *face, const uint32_t *glyphs, int n,
                           uint32_t *new_ids, size_t *n_bytes, sb_arena *arena);

#endif
