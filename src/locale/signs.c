#include "locale/locale.h"

/* Statistisches Bundesamt and the Länder; Niedersachsen (METHODS.md, "Values and states").
 * SB_NUMBER: a number less than half of the last digit shown, but more than nothing. */
static const char *const signs[][7] = {
    [SB_CLASSIC] = {"0", "\u2013", ".", ".", "\u2026", "x", ""},
    [SB_LETTERS] = {"k", "0", "g", "g", "t", "x", ""},
};

static const sb_word_id meanings[7] = {
    SB_W_SIGN_BELOW_HALF, SB_W_SIGN_NOTHING,        SB_W_SIGN_UNKNOWN,  SB_W_SIGN_UNKNOWN,
    SB_W_SIGN_LATER,      SB_W_SIGN_NOT_MEANINGFUL, SB_W_SIGN_NOT_SHOWN};

const char *sb_sign(const sb_locale *locale, sb_state state)
{
    const char *own = locale->sign[state];
    return own ? own : signs[locale->signs][state];
}

const char *sb_sign_meaning(const sb_locale *locale, sb_state state)
{
    return sb_word(locale, meanings[state]);
}
