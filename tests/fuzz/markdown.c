/* A text file in Markdown. */
#include "fuzz.h"

#include "source/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    sb_arena *arena = sb_arena_new((size_t)1 << 30);
    sb_diag *diag = sb_diag_new();
    const sb_markdown *all = sb_markdown_parse("fuzz.md", (const char *)data, n, arena, diag);
    if (!all != (sb_diag_errors(diag) > 0))
        abort();
    sb_diag_free(diag);
    sb_arena_free(arena);
    return 0;
}
