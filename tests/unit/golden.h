/* golden: compare a dump with the approved one in tests/golden.  SB_APPROVE=1 rewrites it. */
#ifndef SB_TESTS_GOLDEN_H
#define SB_TESTS_GOLDEN_H

#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* after the headers it needs */
#include <cmocka.h>

static inline void assert_golden(const char *name, const sb_buf *got)
{
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    const char *path = sb_arena_printf(a, "%s/golden/%s", SB_TEST_DIR, name);
    if (getenv("SB_APPROVE")) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(got->at, 1, got->n, f), got->n);
        assert_int_equal(fclose(f), 0);
    }
    SB_AUTO(sb_diag_drop) sb_diag *diag = sb_diag_new();
    size_t n;
    const char *want = sb_file_read(path, 1 << 20, &n, SB_NOWHERE, a, diag);
    assert_non_null(want);
    assert_string_equal(got->at, want);
}

#endif
