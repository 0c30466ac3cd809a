/* style: the spec's colours, types and lines, ready to draw with. */
#ifndef SB_FIGURE_STYLE_H
#define SB_FIGURE_STYLE_H

#include "spec/spec.h"
#include "text/text.h"

typedef struct sb_rule {
    sb_pen pen;
    sb_colour colour;
} sb_rule;

typedef struct sb_style sb_style;

/* Resolve all names; a style that lacks one that the program draws with is an error naming
 * it.  Lives in `arena`.  `profiles` completes colours. */
const sb_style *sb_style_new(const sb_spec_style *spec, const sb_profiles *profiles,
                             sb_arena *arena, sb_diag *diag);

/* By the names of layouts/style.yaml.  Names the program uses are checked at the start and
 * never fail; for names from a layout ask has_ first. */
sb_colour sb_style_colour(const sb_style *style, const char *name);
const sb_type *sb_style_type(const sb_style *style, const char *name);
sb_rule sb_style_line(const sb_style *style, const char *name);
bool sb_style_has_type(const sb_style *style, const char *name);
/* The type at the largest of its fit sizes in which `text` is at most `width` wide; the
 * smallest if none is.  In `arena` where it differs. */
const sb_type *sb_style_fit(const sb_style *style, const char *name, sb_shaper *shaper,
                            const char *text, double width, sb_arena *arena);
/* k colours, lowest class first, or NULL.  name NULL: the first palette. */
const sb_colour *sb_style_palette(const sb_style *style, const char *name, int k);
/* Ink or paper, whichever reads better on `ground`. */
sb_colour sb_style_text_on(const sb_style *style, sb_colour ground);

#endif
