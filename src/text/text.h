/* text: from UTF-8 to lines of glyph runs.  The only user of Pango.
 *
 * Shape once, break after: a paragraph is itemized and shaped once, then broken into lines,
 * each with a width of its own.  Single lines are cached by (type, text).  One sb_shaper a
 * thread.  Nothing in a text is markup.  Start at sb_shaper_new().
 *
 * A run's text is what its glyphs stand for and no more: soft hyphens and joiners are left out,
 * a hyphen drawn at a line's end stands for U+00AD, and the blank at which a line ends is kept
 * as a glyph, so that words come out of a PDF whole and apart.  Letters are not joined where a
 * word may be parted (Auf|lage).
 */
#ifndef SB_TEXT_TEXT_H
#define SB_TEXT_TEXT_H

#include "canvas/canvas.h"

/* How text looks. */
typedef struct sb_type {
    const char *family;
    int weight; /* 100..900 */
    bool is_italic;
    double size, leading; /* pt */
    const char *features; /* "lnum, liga=0"; may be NULL */
    sb_colour colour;
} sb_type;

typedef struct sb_shaper sb_shaper;

/* Caller owns; sb_shaper_free().  `language`: "de" or "en", for shaping and hyphenation.
 * hyphenation patterns come from the data folder. */
sb_shaper *sb_shaper_new(sb_fonts *fonts, const char *data_dir, const char *language,
                         sb_diag *diag);
void sb_shaper_free(sb_shaper *shaper);

/* A run at its place in a line. */
typedef struct sb_placed_run {
    const sb_glyph_run *run;
    double x; /* from the line's start */
    sb_colour colour;
    int piece; /* of the paragraph, that it is part of; 0 in a single line */
} sb_placed_run;

typedef struct sb_line {
    const sb_placed_run *runs;
    int n;
    double width;           /* ink and spaces, without spaces at the end */
    double ascent, descent; /* of the faces, both positive */
} sb_line;

/* One line, however wide, cached in the shaper (lives as long).  Line breaks become blanks.
 * What the fonts lack is noted in the shaper's list of problems. */
const sb_line *sb_shape(sb_shaper *shaper, const sb_type *type, const char *text);
double sb_shape_width(sb_shaper *shaper, const sb_type *type, const char *text);

/* A piece of a paragraph in one type. */
typedef struct sb_piece {
    const sb_type *type;
    const char *text;
    const char *language; /* "en"; NULL: the shaper's.  Words of another are not parted */
} sb_piece;

typedef struct sb_paragraph sb_paragraph;

typedef struct sb_break_rules {
    bool has_hyphens; /* at least 3 letters before and after, at most 2 in a row */
    double indent;    /* of the first line, pt */
    int max_lines;    /* 0: any */
} sb_break_rules;

/* Shape pieces as one paragraph; '\n' is a forced line break.  Lives in `arena`. */
const sb_paragraph *sb_paragraph_new(sb_shaper *shaper, const sb_piece *pieces, int n,
                                     sb_arena *arena);
typedef struct sb_lines {
    const sb_line *const *lines; /* in `arena` */
    int n;
    bool is_complete; /* false: max_lines was reached with text left over */
    double overrun;   /* pt by which the widest unbreakable word is too wide; 0 */
} sb_lines;
/* Break into lines of at most `width` pt, first fit, flush left. */
sb_lines sb_paragraph_break(sb_shaper *shaper, const sb_paragraph *paragraph, double width,
                            sb_break_rules rules, sb_arena *arena);

typedef enum sb_align { SB_LEFT, SB_CENTRE, SB_RIGHT } sb_align;

/* Append a line to a list; x is its left edge, middle or right edge. */
void sb_line_draw(sb_display_list *list, const sb_line *line, double x, double baseline,
                  sb_align align);

/* Problems found while shaping, SB_E_FONT, each once in the shaper's life; moved to `diag`.
 * Errors: unknown family, missing character, synthetic style, no TrueType outlines, no right to
 * embed, text from right to left.  A warning: another weight or slope than asked for. */
void sb_shaper_problems(sb_shaper *shaper, sb_span at, sb_diag *diag);

#endif
