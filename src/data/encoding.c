#include "data/encoding.h"

#include "area/ogr.h"

#include <string.h>

static char *from_utf16(const unsigned char *p, size_t n, bool is_big, size_t *out_n,
                        sb_arena *arena)
{
    char *out = sb_arena_alloc(arena, n / 2 * 3 + 1, 1);
    size_t used = 0;
    uint32_t high = 0;
    for (size_t i = 0; i + 1 < n; i += 2) {
        uint32_t c =
            is_big ? (uint32_t)(p[i] << 8 | p[i + 1]) : (uint32_t)(p[i + 1] << 8 | p[i]);
        if (c >= 0xd800 && c < 0xdc00) {
            high = c;
            continue;
        }
        if (c >= 0xdc00 && c < 0xe000)
            c = high ? 0x10000 + ((high - 0xd800) << 10) + (c - 0xdc00) : 0xfffd;
        high = 0;
        used += (size_t)sb_utf8_put(c, out + used);
    }
    *out_n = used;
    return out;
}

static char *recoded(const char *bytes, size_t *n, const char *from, sb_span at,
                     sb_arena *arena, sb_diag *diag)
{
    char *text = sb_recode(bytes, from, arena);
    if (!text) {
        sb_fail(diag, SB_E_SCHEMA, at, _("no encoding is called '%s'"), from);
        sb_hint(diag, _("usual ones are utf-8, cp1252 and latin1"));
        return NULL;
    }
    *n = strlen(text);
    return text;
}

char *sb_text_as_utf8(const char *bytes, size_t *n, const char *given, sb_span at,
                      const char **found, sb_arena *arena, sb_diag *diag)
{
    const unsigned char *b = (const unsigned char *)bytes;
    *found = "UTF-16";
    if (*n >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff)))
        return from_utf16(b + 2, *n - 2, b[0] == 0xfe, n, arena);
    if (*n >= 3 && memcmp(b, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        *n -= 3;
    }
    bool is_utf8 = sb_utf8_is_valid(bytes, *n);
    bool is_given = given && !(is_utf8 && strncasecmp(given, "utf", 3) == 0);
    *found = is_given ? given : is_utf8 ? "UTF-8" : "CP1252";
    return is_utf8 && !is_given ? sb_arena_textn(arena, bytes, *n)
                                : recoded(bytes, n, *found, at, arena, diag);
}
