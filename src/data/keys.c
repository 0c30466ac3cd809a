#include "data/keys.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *sb_key_written(const char *pattern, const char *key, sb_arena *arena)
{
    const char *at = strstr(pattern, "{key");
    const char *end = at ? strchr(at, '}') : NULL;
    if (!end || (at[4] != '}' && at[4] != ':'))
        return pattern;
    int width = at[4] == ':' ? atoi(at + 5) : 0, n = (int)sb_utf8_count(key);
    int zeros = width > n && width < 100 ? width - n : 0;
    return sb_arena_printf(arena, "%.*s%.*s%s%s", (int)(at - pattern), pattern, zeros,
                           "00000000000000000000000000000000000000000000000000"
                           "00000000000000000000000000000000000000000000000000",
                           key, end + 1);
}

/* What a letter is folded to, or "" for what is no letter and no digit. */
static const char *folded(uint32_t c, char own[5])
{
    static const struct {
        uint32_t letter;
        const char *text;
    } umlauts[] = {{0xe4, "ae"}, {0xf6, "oe"}, {0xfc, "ue"}, {0xdf, "ss"}, {0x1e9e, "ss"}};
    if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
        c += 32;
    for (size_t i = 0; i < SB_COUNT(umlauts); i++)
        if (umlauts[i].letter == c)
            return umlauts[i].text;
    bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0xc0;
    own[is_plain ? sb_utf8_put(c, own) : 0] = '\0';
    return own;
}

const char *sb_name_folded(const char *name, sb_arena *arena)
{
    const char *p = name + strspn(name, "0123456789 .");
    if (!*p)
        p = name;
    sb_buf out = {0};
    char own[5];
    for (uint32_t c; (c = sb_utf8_next(&p));)
        sb_buf_text(&out, folded(c, own));
    const char *text = sb_arena_text(arena, out.at ? out.at : "");
    sb_buf_free(&out);
    return text;
}

bool sb_name_is_share(const char *name)
{
    static const char *const words[] = {"%",      "anteil",  "quote", "prozent", "durchschnitt",
                                        "median", "percent", "share", "average"};
    for (size_t i = 0; i < SB_COUNT(words); i++)
        for (const char *at = name; *at; at++)
            if (strncasecmp(at, words[i], strlen(words[i])) == 0)
                return true;
    return false;
}
