/* draw: the few strokes of ink that tables and charts are made of, by the style's names, and
 * which area, period and text a figure speaks of.
 */
#ifndef SB_FIGURE_DRAW_H
#define SB_FIGURE_DRAW_H

#include "figure/figure.h"

/* x is the text's left edge, middle or right edge, by `align`. */
void sb_draw_text(const sb_figure_env *env, const char *type, const char *text, double x,
                  double baseline, sb_align align);
/* The same on a list of its own; nothing for an empty text. */
void sb_draw_text_on(const sb_figure_env *env, sb_display_list *list, const char *type,
                     const char *text, double x, double baseline, sb_align align);
double sb_draw_width(const sb_figure_env *env, const char *type, const char *text);
/* On as few lines as the width allows, all about as long: no word is left over alone. */
sb_lines sb_draw_break(const sb_figure_env *env, const char *type, const char *text,
                       double width);
/* From the middle of a label's figures down to its baseline. */
double sb_draw_drop(const sb_figure_env *env, const char *type);
void sb_draw_line(const sb_figure_env *env, const char *line, sb_point a, sb_point b);
void sb_draw_path(const sb_figure_env *env, const char *line, sb_path path);
void sb_draw_rect(const sb_figure_env *env, const char *colour, sb_rect rect);
void sb_draw_dot(const sb_figure_env *env, const char *colour, sb_point centre,
                 double diameter);

/* A printed number and its widths left and right of the decimal comma, so that numbers of a
 * column can be set on it. */
typedef struct sb_decimal_text {
    const char *text;
    const sb_line *line; /* the same, shaped */
    double before, after;
} sb_decimal_text;

/* text: a value with `digits` decimals in its first n_bare bytes, its unit behind; borrowed.
 * A sign ends where the last decimal would. */
sb_decimal_text sb_draw_decimal(const sb_figure_env *env, const char *type, const char *text,
                                size_t n_bare, int digits);
/* How the numbers of a column or chart are printed. */
typedef struct sb_manner {
    const char *unit; /* NULL: none */
    int digits;
    unsigned flags; /* of sb_format_value() */
} sb_manner;
sb_manner sb_manner_of(const sb_indicator *indicator);
/* sb_draw_decimal() of a value, without its unit. */
sb_decimal_text sb_draw_value(const sb_figure_env *env, const char *type, sb_value value,
                              sb_manner manner);
/* A value without its unit. */
const char *sb_figure_value(const sb_figure_env *env, sb_value value, sb_manner manner);

/* The area a figure shows for `level`: the page's own for NULL, else the one above it there.
 * A page about no area is about the first of the topmost level.  area -1: there is none. */
sb_place sb_figure_place(const sb_figure_env *env, const char *level);
const char *sb_figure_name(const sb_figure_env *env, sb_place place); /* the short one */
/* The page's period for NULL. */
int sb_figure_period(const sb_figure_env *env, const char *label);
/* A text of the layout with its {fields}; mistakes in it were reported by the checks. */
const char *sb_figure_text(const sb_figure_env *env, const char *text);
/* A value for a reader who hears it: signs are spelt out. */
const char *sb_figure_spoken(const sb_figure_env *env, sb_value value, sb_manner manner);
/* "Nord 7,5 %"; "2015: 7,5 %" after a figure; "Hafen: Aussage nicht sinnvoll". */
void sb_figure_say(const sb_figure_env *env, const char *name, sb_value value, sb_manner manner,
                   sb_buf *out);

/* What is wider or higher by less than this is not told: rounding. */
#define SB_FIT_SLACK 0.01

/* What a message calls the block: its title, or what it is. */
const char *sb_figure_title(const sb_figure_env *env, const sb_spec_block *block);
/* SB_E_LAYOUT, while drawing: `what` on this page lacks so many pt. */
void sb_figure_misfit(const sb_figure_env *env, sb_span at, const char *what, double missing,
                      bool is_height);

#endif
