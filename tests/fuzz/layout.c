/* A layout as any bytes: read, checked, and its messages written. */
#include "fuzz.h"

#include "spec/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    sb_arena *arena = sb_arena_new((size_t)256 << 20);
    sb_diag *diag = sb_diag_new();
    sb_spec_load(fuzz_write("layout.yaml", data, n), arena, diag);
    sb_buf text = {0};
    for (size_t i = 0; i < sb_diag_count(diag); i++)
        sb_error_format(sb_diag_at(diag, i), i % 2 ? SB_TEXT : SB_JSON_LINE, &text);
    sb_buf_free(&text);
    sb_diag_free(diag);
    sb_arena_free(arena);
    return 0;
}
