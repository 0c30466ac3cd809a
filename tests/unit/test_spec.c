#include "spec/spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>
static void koeln(void **state){(void)state;
    sb_arena *a = sb_arena_new(0); sb_diag *d = sb_diag_new();
    sb_spec *s = sb_spec_load(SB_TEST_DIR "/real/koeln.yaml", a, d);
    sb_buf b = {0};
    for (size_t i = 0; i < sb_diag_count(d); i++) sb_error_format(sb_diag_at(d,i), false, &b);
    if (b.n) print_message("%s", b.at);
    assert_non_null(s);
    sb_buf_clear(&b); sb_spec_schema(&b); FILE *f = fopen("/tmp/schema.json","w"); fputs(b.at,f); fclose(f);
    sb_buf_clear(&b); sb_spec_reference(&b); f = fopen("/tmp/ref.md","w"); fputs(b.at,f); fclose(f);
    sb_buf_free(&b); sb_diag_free(d); sb_arena_free(a);
}
int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(koeln), };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
