/* shaper: what the files of text share: fonts by type, problems found once, the dictionary.
 *
 * shaper.c: types and faces · shape.c: a text becomes clusters of glyphs · lines.c: clusters
 * become lines · hyphen.c: where words may be parted · fontmap.c: Fontconfig and Pango set up.
 */
#ifndef SB_TEXT_SHAPER_H
#define SB_TEXT_SHAPER_H

#include "text/hyphen.h"
#include "text/text.h"

#include <fontconfig/fontconfig.h>
#include <pango/pango.h>

/* A type with its font, made once for each.  Text is shaped in font units: the description's
 * size makes one Pango unit of each, so that nothing is rounded and one font serves all sizes.
 */
typedef struct sb_set_type {
    sb_type type;
    PangoFontDescription *description;
    const sb_face *face; /* NULL if it cannot be used; a problem is noted */
} sb_set_type;

typedef struct sb_known_font {
    PangoFont *font;
    const sb_face *face;
} sb_known_font;

typedef struct sb_problem {
    sb_severity severity;
    const char *message, *hint;
} sb_problem;

struct sb_shaper {
    sb_arena *arena, *scratch;
    sb_fonts *fonts;
    const char *language;
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    sb_hyphens *hyphens;
    SB_VEC(const sb_set_type *) types;
    SB_VEC(sb_known_font) known_fonts;
    SB_VEC(const sb_line *) lines; /* of sb_shape(), by line_of */
    sb_index *line_of;             /* by number of type and text */
    sb_buf key;                    /* the key looked for */
    SB_VEC(sb_problem) problems;
    sb_index *noted; /* their messages, and of those handed out before */
};

/* The type's number in shaper->types. */
int sb_shaper_type(sb_shaper *shaper, const sb_type *type);
/* The face of a font that Pango chose, or NULL. */
const sb_face *sb_shaper_face(sb_shaper *shaper, PangoFont *font);
/* Note a problem once; hint may be NULL. */
void sb_shaper_note(sb_shaper *shaper, sb_severity severity, const char *message,
                    const char *hint);

/* Glyphs that belong together, with the text they stand for. */
typedef struct sb_cluster {
    int start, n_text; /* bytes of the paragraph's text; n_text without what is not drawn */
    int glyph, n_glyphs;
    int stretch;
    double x, width; /* pt, x from the paragraph's start */
    bool is_blank;   /* left out of a line's width where it ends one */
} sb_cluster;

/* A stretch of one type and face within a piece. */
typedef struct sb_stretch {
    const sb_set_type *set;
    const sb_face *face;
    const char *language; /* as the caller has it, or the shaper's */
    int piece;
} sb_stretch;

typedef enum sb_break {
    SB_BREAK_NEVER,
    SB_BREAK_MAY,
    SB_BREAK_HYPHEN, /* after a soft hyphen, which is then drawn */
    SB_BREAK_MUST
} sb_break;

struct sb_paragraph {
    const char *text;
    int n_text;
    const uint8_t *breaks; /* sb_break by byte: before it; n_text + 1 entries */
    SB_VEC(sb_stretch) stretches;
    SB_VEC(sb_cluster) clusters;
    SB_VEC(sb_glyph) glyphs;       /* their text is the cluster's */
    SB_VEC(sb_glyph_shift) shifts; /* of the glyphs */
};

/* A letter run round the byte `at`, as [start, end): empty if there is no letter. */
typedef struct sb_word_range {
    int start, end;
} sb_word_range;
sb_word_range sb_paragraph_word(const sb_paragraph *paragraph, int at);

/* The clusters from `first` to before `end` as a line in `arena`, with a hyphen behind them. */
const sb_line *sb_line_make(sb_shaper *shaper, const sb_paragraph *paragraph, int first,
                            int end, bool has_hyphen, sb_arena *arena);

#endif
