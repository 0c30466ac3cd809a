/* face: what font.c and subset.c know of a face beyond its public part. */
#ifndef SB_FONT_FACE_H
#define SB_FONT_FACE_H

#include "font/font.h"

#include <hb.h>

typedef struct face {
    sb_face shown; /* first: an sb_face is cast back to its face */
    hb_face_t *hb;
    hb_font_t *font; /* at its variation coordinates, scaled to font units; immutable */
} face;

/* How thick its upright strokes are, in font units; 0 if it has no letters to tell. */
double sb_face_measure_stem(const face *face);

#endif
