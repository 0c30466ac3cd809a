#include "base/utf8.h"

#include <string.h>

uint32_t sb_utf8_next(const char **p)
{
    const unsigned char *s = (const unsigned char *)*p;
    if (!s[0])
        return 0;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    int n = s[0] < 0x80       ? 1
            : s[0] >> 5 == 6  ? 2
            : s[0] >> 4 == 14 ? 3
            : s[0] >> 3 == 30 ? 4
                              : 0;
    uint32_t c = n == 1 ? s[0] : n ? s[0] & (0x7fu >> n) : 0;
    for (int i = 1; i < n; i++) {
        if (s[i] >> 6 != 2) {
            n = 0;
            break;
        }
        c = c << 6 | (s[i] & 0x3fu);
    }
    if (!n || c < least[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) {
        *p += 1;
        return 0xfffd;
    }
    *p += n;
    return c;
}

int sb_utf8_put(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    int n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (int i = n - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)((0xf00u >> n & 0xf0u) | c);
    return n;
}

bool sb_utf8_is_valid(const char *text, size_t n)
{
    for (size_t i = 0; i < n;) {
        char next[5] = ""; /* nothing is read behind the n bytes */
        memcpy(next, text + i, n - i < 4 ? n - i : 4);
        const char *p = next;
        uint32_t c = sb_utf8_next(&p);
        if (c == 0 || (c == 0xfffd && p - next == 1))
            return false;
        i += (size_t)(p - next);
    }
    return true;
}

size_t sb_utf8_count(const char *text)
{
    size_t n = 0;
    while (sb_utf8_next(&text))
        n++;
    return n;
}
