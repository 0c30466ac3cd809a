#include "base/near.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 64 };

/* Lower case, umlauts spelt out; at most LONGEST letters. */
static int folded(const char *text, uint32_t out[LONGEST])
{
    int n = 0;
    for (uint32_t c; n < LONGEST - 1 && (c = sb_utf8_next(&text));) {
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        else if (c >= 0xc0 && c <= 0xde)
            c += 0x20;
        uint32_t second = c == 0xdf ? 's' : c == 0xe4 || c == 0xf6 || c == 0xfc ? 'e' : 0;
        out[n++] = c == 0xdf ? 's' : c == 0xe4 ? 'a' : c == 0xf6 ? 'o' : c == 0xfc ? 'u' : c;
        if (second)
            out[n++] = second;
    }
    return n;
}

static int least(int a, int b) { return a < b ? a : b; }

int sb_near_distance(const char *a, const char *b)
{
    uint32_t s[LONGEST], t[LONGEST];
    int n = folded(a, s), m = folded(b, t);
    int rows[3][LONGEST + 1];
    int *two_up = rows[0], *up = rows[1], *row = rows[2];
    for (int j = 0; j <= m; j++)
        up[j] = j;
    for (int i = 1; i <= n; i++) {
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            row[j] = least(least(row[j - 1], up[j]) + 1, up[j - 1] + (s[i - 1] != t[j - 1]));
            if (i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1])
                row[j] = least(row[j], two_up[j - 2] + 1);
        }
        int *oldest = two_up;
        two_up = up;
        up = row;
        row = oldest;
    }
    return up[m];
}

const char *sb_near_best(const char *name, const char *const *names, size_t n)
{
    const char *best = NULL;
    int letters = (int)sb_utf8_count(name);
    int best_distance = letters < 5 ? 1 : (letters + 1) / 3;
    for (size_t i = 0; i < n; i++) {
        int d = sb_near_distance(name, names[i]);
        if (d < best_distance || (d == best_distance && !best)) {
            best = names[i];
            best_distance = d;
        }
    }
    return best;
}
