#include "locale/locale.h"

/* Statistisches Bundesamt and the Länder; Niedersachsen (METHODS.md, "Values and states").
 * SB_NUMBER: a number less than half of the last digit shown, but more than nothing. */
static const char *const signs[][SB_SIGNS] = {
    [SB_CLASSIC] = {"0", "\u2013", ".", ".", "\u2026", "x", "", "s", "\u2248"},
    [SB_LETTERS] = {"k", "0", "g", "g", "t", "x", "", "s", "\u2248"},
};

static const sb_word_id meanings[SB_SIGNS] = {
    SB_W_SIGN_BELOW_HALF, SB_W_SIGN_NOTHING,   SB_W_SIGN_UNKNOWN,
    SB_W_SIGN_UNKNOWN,    SB_W_SIGN_LATER,     SB_W_SIGN_NOT_MEANINGFUL,
    SB_W_SIGN_NOT_SHOWN,  SB_W_SIGN_ESTIMATED, SB_W_SIGN_CHANCE};

const char *sb_sign(const sb_locale *locale, int sign)
{
    const char *own = locale->sign[sign];
    return own ? own : signs[locale->signs][sign];
}

const char *sb_sign_meaning(const sb_locale *locale, int sign)
{
    return sb_word(locale, meanings[sign]);
}
