#include "locale/locale.h"

#include <string.h>

/* The letters U+00C0 to U+017F without their marks, in lower case. */
static const char plain[] = "aaaaaaaceeeeiiiidnooooo*ouuuuyts"
                            "aaaaaaaceeeeiiiidnooooo/ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggg"
                            "gggghhhhiiiiiiiiiiiijjkkklllllll"
                            "lllnnnnnnnnnoooooooorrrrrrssssss"
                            "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

typedef struct reader {
    const char *text;
    uint32_t second; /* of a letter that is sorted as two */
} reader;

static uint32_t next_letter(reader *r)
{
    if (r->second) {
        uint32_t c = r->second;
        r->second = 0;
        return c;
    }
    uint32_t c = sb_utf8_next(&r->text);
    if (c == 0xdf || c == 0x1e9e) { /* ß */
        r->second = 's';
        return 's';
    }
    if (c == 0xc6 || c == 0xe6 || c == 0x152 || c == 0x153) /* æ œ */
        r->second = 'e';
    if (c >= 0xc0 && c <= 0x17f)
        return (unsigned char)plain[c - 0xc0];
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

int sb_collate(const char *a, const char *b)
{
    reader left = {a, 0}, right = {b, 0};
    for (;;) {
        uint32_t c = next_letter(&left), d = next_letter(&right);
        if (c != d)
            return c < d ? -1 : 1;
        if (!c)
            return strcmp(a, b);
    }
}
