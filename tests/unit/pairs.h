/* pairs: the runner of tests/spec/: lines "input -> expected".
 *
 * Empty lines and lines that start with # are skipped; ␣ stands for U+202F, \n for a new line.
 * Include after cmocka.h.
 */
#ifndef SB_TEST_PAIRS_H
#define SB_TEST_PAIRS_H

#include "base/base.h"

#include <stdio.h>
#include <string.h>

static inline void pairs_unescape(char *text)
{
    static const struct {
        const char *from, *to;
    } escapes[] = {{"␣", "\u202f"}, {"\\n", "\n"}};
    for (size_t i = 0; i < SB_COUNT(escapes); i++)
        for (char *p = text; (p = strstr(p, escapes[i].from));) {
            size_t from = strlen(escapes[i].from), to = strlen(escapes[i].to);
            memmove(p + to, p + from, strlen(p + from) + 1);
            memcpy(p, escapes[i].to, to);
            p += to;
        }
}

static inline char *pairs_trim(char *text)
{
    text += strspn(text, " ");
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == ' ')
        text[--n] = '\0';
    pairs_unescape(text);
    return text;
}

/* Ask for each input; report every line that reads otherwise, then fail. */
static inline void pairs_run(const char *file,
                             const char *(*answer)(const char *input, sb_arena *arena))
{
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    size_t n;
    char *text = sb_file_read(file, 1 << 20, &n, SB_NOWHERE, arena, diag);
    assert_non_null(text);
    int line = 0, wrong = 0, asked = 0;
    for (char *next; text; text = next) {
        next = strchr(text, '\n');
        if (next)
            *next++ = '\0';
        line++;
        char *arrow = strstr(text, " ->");
        if (text[0] == '#' || !arrow)
            continue;
        *arrow = '\0';
        const char *expected = pairs_trim(arrow + strlen(" ->"));
        const char *got = answer(pairs_trim(text), arena);
        asked++;
        if (strcmp(got, expected) == 0)
            continue;
        print_error("%s:%d: '%s' gives '%s', not '%s'\n", file, line, pairs_trim(text), got,
                    expected);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    assert_true(asked > 0);
}

#endif
