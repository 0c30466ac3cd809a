/* locale: how numbers, dates and small words look in print.
 *
 * In: numbers and values.  Out: UTF-8 text by German or English rules, whatever the locale of
 * the machine.  No globals.  Start at sb_format_value(); words.def has the printed words.
 */
#ifndef SB_LOCALE_LOCALE_H
#define SB_LOCALE_LOCALE_H

#include "base/base.h"

typedef enum sb_language { SB_GERMAN, SB_ENGLISH } sb_language;

/* How numbers are grouped: kommunal 15.022 and 49,9%; din 15 022 and 49,9 % with narrow
 * blanks, four digits ungrouped.  English reports group by comma in both. */
typedef enum sb_number_style { SB_KOMMUNAL, SB_DIN } sb_number_style;
typedef enum sb_sign_style { SB_CLASSIC, SB_LETTERS } sb_sign_style; /* METHODS.md, "Signs" */

/* Signs: those of the states, then those that stand behind a number. */
enum { SB_SIGN_ESTIMATED = SB_NOT_SHOWN + 1, SB_SIGN_CHANCE, SB_SIGNS };

typedef struct sb_locale {
    sb_language language;
    sb_number_style numbers;
    sb_sign_style signs;
    bool has_percent_blank;     /* U+202F before % */
    const char *sign[SB_SIGNS]; /* replaces the style's sign; NULL: as the style has it */
} sb_locale;

enum { SB_FORMAT_ROOM = 96 };

typedef enum sb_format_flag {
    SB_SIGNED = 1, /* + before what rounds to more than 0 */
    SB_PLAIN = 2,  /* no grouping */
    SB_BARE = 4,   /* without the signs that stand behind a number */
} sb_format_flag;

/* Round half away from zero in decimal, from the shortest decimal that reads back as `number`
 * (1.005 to 2 digits is 1.01), and write with `digits` (0..9) decimals, grouping, and U+2212
 * as minus.  What rounds to zero has no minus.  `number` must be finite. */
void sb_format_number(const sb_locale *locale, double number, int digits, unsigned flags,
                      char out[SB_FORMAT_ROOM]);
/* The same rounding as a number: what the reader of the printed figure takes it for. */
double sb_round(double number, int digits);
/* Cut, not rounded, towards minus infinity, in decimal: for class limits. */
double sb_cut(double number, int digits);

/* A value: its number as above, or the sign of its state; the sign of SB_NUMBER ("0") where it
 * is more than nothing but rounds to nothing.  With SB_SIGNED no change at all reads "0,0".  An
 * estimated number has its sign behind it, kept together. */
void sb_format_value(const sb_locale *locale, sb_value value, int digits, unsigned flags,
                     char out[SB_FORMAT_ROOM]);
/* With its unit behind it, kept together: U+202F before units, nothing or U+202F before %;
 * a sign stands alone.  A unit too long for `out` ends at a whole character. */
void sb_format_measure(const sb_locale *locale, sb_value value, int digits, unsigned flags,
                       const char *unit, char out[SB_FORMAT_ROOM]);
/* What stands behind a number alone, "s ≈"; empty where nothing does. */
void sb_format_marks(const sb_locale *locale, sb_value value, int digits, unsigned flags,
                     char out[SB_FORMAT_ROOM]);
/* The signs in what is printed of a value, 1 << sign or-ed. */
unsigned sb_signs_in(sb_value value, int digits, unsigned flags);
/* The sign alone (of an sb_state or one of those above), and what the key of signs says of it.
 */
const char *sb_sign(const sb_locale *locale, int sign);
const char *sb_sign_meaning(const sb_locale *locale, int sign);

/* Small printed words: sb_word(locale, SB_W_AND) is "und" or "and".  See words.def. */
typedef enum sb_word_id {
#define WORD(id, german, english) SB_W_##id,
#include "locale/words.def"
#undef WORD
    SB_WORDS
} sb_word_id;
const char *sb_word(const sb_locale *locale, sb_word_id id);

/* Order of names: German dictionary order (DIN 5007-1: ä as a), then bytes.  As strcmp. */
int sb_collate(const char *a, const char *b);

/* Numbers as people write them in tables (METHODS.md, "Input reads the same signs").
 * A column's style is found from all its cells; see data. */
typedef enum sb_decimal { SB_DECIMAL_COMMA, SB_DECIMAL_POINT } sb_decimal;
typedef struct sb_number_format {
    sb_decimal decimal;
    bool has_groups; /* the other of . and , parts thousands */
} sb_number_format;
/* What one cell says about its column: may it be read with a decimal comma, with a point?
 * A column starts at {true, true, false}. */
typedef struct sb_number_clues {
    bool comma_possible, point_possible; /* false: some cell contradicts */
    bool is_decided;                     /* some cell leaves only one reading */
} sb_number_clues;
void sb_number_look(const char *cell, sb_number_clues *clues);
/* Read a cell: number (with group marks, blanks, U+2212, "-  98", a percent sign) or sign
 * (empty . – - … ... x / * NA k. A.); false if it is neither.  `cell` is UTF-8. */
bool sb_number_read(const char *cell, sb_number_format format, sb_value *out);

#endif
