#include "locale/locale.h"

static const char *const words[SB_WORDS][2] = {
#define WORD(id, german, english) [SB_W_##id] = {german, english},
#include "locale/words.def"
#undef WORD
};

const char *sb_word(const sb_locale *locale, sb_word_id id)
{
    return words[id][locale->language];
}
