/* colour: what is printed and what the screen shows.  The only user of lcms2.
 *
 * A colour carries both: ink percentages for the print edition, sRGB for the web.  The designer
 * gives both or one; sb_colour_complete() finds the other through the profiles.
 */
#ifndef SB_COLOUR_COLOUR_H
#define SB_COLOUR_COLOUR_H

#include "base/base.h"

/* An ink beside the four: one for each name, so that colours of it share its place. */
typedef struct sb_spot_ink {
    const char *name; /* "HKS 13 K" */
    float cmyk[4];    /* in its place, where a press has only the four */
} sb_spot_ink;

typedef struct sb_colour {
    float cmyk[4];           /* 0..1; of a spot colour what stands for it */
    float rgb[3];            /* sRGB, 0..1 */
    float tint;              /* of the spot ink, 0..1 */
    const sb_spot_ink *spot; /* NULL: printed with the four */
} sb_colour;

/* Profiles opened once: sRGB and that of the press.  Opening reads their headers only; what
 * conversion needs (some 10 ms) is built by the first colour that lacks a side. */
typedef struct sb_profiles sb_profiles;

/* An ICC profile as others embed and name it. */
typedef struct sb_profile {
    const char *path;
    const char *name;      /* as it calls itself */
    const char *condition; /* its printing condition in the ICC's registry, or NULL */
} sb_profile;

/* Is it a paper whose profile lies in the data folder: "coated", "uncoated"? */
bool sb_profiles_has(const char *paper);
/* With the CMYK profile of a paper in the data folder.  Closed with `arena`.  NULL with one
 * error (SB_E_IO) if a profile cannot be read or is of another kind. */
sb_profiles *sb_profiles_open(const char *data_dir, const char *paper, sb_arena *arena,
                              sb_diag *diag);
/* With the printer's own profile, named at `at` and read through.  NULL with one error: SB_E_IO
 * if it is not there, SB_E_DATA if it is damaged or not that of a CMYK press. */
sb_profiles *sb_profiles_open_press(const char *data_dir, const char *press, sb_span at,
                                    sb_arena *arena, sb_diag *diag);
const sb_profile *sb_profiles_press(const sb_profiles *profiles);
const sb_profile *sb_profiles_screen(const sb_profiles *profiles);

/* Fill in what is missing (NaN in cmyk[0] or rgb[0], never both): relative colorimetric with
 * black point compensation, ink in whole percent; R = G = B becomes black ink alone, of the
 * nearest lightness.  Thread-safe.  False if a profile is damaged behind its header: the colour
 * is then black. */
bool sb_colour_complete(const sb_profiles *profiles, sb_colour *colour);

/* `n` pixels of 8 bits a part, by the same intent.  Thread-safe.  False if a profile is
 * damaged: of the last the one handed in, which is that of the pixels. */
bool sb_pixels_to_press(const sb_profiles *profiles, const uint8_t *rgb, uint8_t *cmyk,
                        size_t n);
bool sb_pixels_to_screen(const sb_profiles *profiles, const uint8_t *cmyk, uint8_t *rgb,
                         size_t n);
bool sb_pixels_to_srgb(const sb_profiles *profiles, const void *icc, size_t n_icc, uint8_t *rgb,
                       size_t n);

/* So much of it, 0..1, on white paper: less ink, and on the screen as much nearer to white as
 * the gain of small dots makes a printed tint darker. */
sb_colour sb_colour_tint(sb_colour c, float part);

bool sb_colour_is_black(sb_colour c);    /* 0 0 0 1: prints over what is below */
bool sb_colour_is_register(sb_colour c); /* 1 1 1 1: marks, on every plate there is */
double sb_colour_lightness(sb_colour c); /* CIE L* of the screen colour, 0..100 */
double sb_colour_contrast(sb_colour a, sb_colour b); /* WCAG 2.1, 1..21 */
double sb_colour_ink(sb_colour c);                   /* total, 0..4; a spot ink is one */

#endif
