#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
/* after the four headers it needs */
#include <cmocka.h>

static void count_down(void *ptr) { --*(int *)ptr; }

static void arena_frees_what_was_deferred(void **state)
{
    (void)state;
    int n = 2;
    sb_arena *a = sb_arena_new(1000);
    sb_arena_defer(a, count_down, &n);
    char *text = sb_arena_printf(a, "%d Stadtteile", 86);
    assert_string_equal(text, "86 Stadtteile");
    sb_arena_mark mark = sb_arena_here(a);
    size_t used = sb_arena_used(a);
    for (int i = 0; i < 100; i++)
        assert_int_equal(*sb_arena_array(a, double, 1000), 0);
    assert_true(sb_arena_over(a));
    sb_arena_rewind(a, mark);
    assert_int_equal(sb_arena_used(a), used);
    assert_string_equal(text, "86 Stadtteile");
    sb_arena_free(a);
    assert_int_equal(n, 1);
}

static void index_finds_names(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    sb_index *index = sb_index_new(a);
    assert_int_equal(sb_index_at(index, "x"), -1);
    for (long i = 0; i < 1000; i++)
        assert_true(sb_index_put(index, sb_arena_printf(a, "key%ld", i), i));
    assert_false(sb_index_put(index, "key7", 1));
    assert_int_equal(sb_index_at(index, "key999"), 999);
    assert_int_equal(sb_index_at(index, "key1000"), -1);
}

static void numbers_are_the_same_in_every_locale(void **state)
{
    (void)state;
    sb_buf b = {0};
    assert_true(sb_buf_number(&b, -0.0004, 3));
    sb_buf_char(&b, ' ');
    sb_buf_number(&b, 595.2756, 3);
    sb_buf_char(&b, ' ');
    sb_buf_number(&b, -2.5, 3);
    sb_buf_char(&b, ' ');
    assert_false(sb_buf_number(&b, (double)NAN, 3));
    assert_string_equal(b.at, "0 595.276 -2.5 0");
    sb_buf_free(&b);
}

static void errors_show_line_and_hint(void **state)
{
    (void)state;
    SB_AUTO(sb_diag_drop) sb_diag *d = sb_diag_new();
    const char *text = "a: 1\n    wert: \xc3\xa4lq\n";
    sb_diag_source(d, "kreis.yaml", text, strlen(text));
    sb_fail(d, SB_E_SCHEMA, ((sb_span){"kreis.yaml", 2, 11, 3}), "no indicator is called '%s'",
            "\xc3\xa4lq");
    sb_hint(d, "did you mean '%s'?", "alq");
    sb_buf b = {0};
    sb_error_format(sb_diag_at(d, 0), SB_TEXT, &b);
    assert_string_equal(b.at, "kreis.yaml:2:11: error: no indicator is called '\xc3\xa4lq'\n"
                              "      2 |     wert: \xc3\xa4lq\n"
                              "        |           ^~~\n"
                              "  hint: did you mean 'alq'?\n");
    sb_buf_free(&b);
    assert_int_equal(sb_diag_errors(d), 1);
}

static void pages_say_a_thing_once(void **state)
{
    (void)state;
    SB_AUTO(sb_diag_drop) sb_diag *all = sb_diag_new();
    sb_warn(all, SB_E_DATA, ((sb_span){"b.csv", 0, 0, 0}), "a table");
    sb_warn(all, SB_E_DATA, SB_NOWHERE, "nowhere");
    for (int page = 1; page <= 3; page++) {
        SB_AUTO(sb_diag_drop) sb_diag *d = sb_diag_new();
        for (int line = 9; line >= 8; line--) {
            sb_fail(d, SB_E_LAYOUT, ((sb_span){"a.yaml", line, 1, 1}), "page %d", page);
            sb_diag_weigh(d, page == 2 ? 9 : page);
        }
        sb_diag_merge_page(all, d);
    }
    sb_diag_sort(all);
    static const char *const wanted[] = {"a table", "page 2; and on 2 more pages",
                                         "page 2; and on 2 more pages", "nowhere"};
    assert_int_equal(sb_diag_count(all), 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(sb_diag_at(all, i)->message, wanted[i]);
    assert_int_equal(sb_diag_at(all, 1)->at.line, 8);
    assert_int_equal(sb_diag_errors(all), 6);
}

static void a_fault_is_told_once(void **state)
{
    (void)state;
    sb_diag *d = sb_diag_new();
    for (int i = 0; i < 2; i++) {
        sb_fail(d, SB_E_DATA, ((sb_span){.file = "a", .line = 1}), "twice");
        sb_hint(d, "mend it");
    }
    sb_fail(d, SB_E_DATA, ((sb_span){.file = "a", .line = 2}), "twice");
    assert_int_equal(sb_diag_count(d), 2);
    assert_int_equal(sb_diag_errors(d), 3);
    assert_string_equal(sb_diag_at(d, 0)->hint, "mend it");
    assert_null(sb_diag_at(d, 1)->hint);
    sb_diag_free(d);
}

static void near_names_are_found(void **state)
{
    (void)state;
    const char *names[] = {"arbeitslosenquote", "einwohner", "dichte"};
    assert_string_equal(sb_near_best("einwhoner", names, 3), "einwohner");
    assert_null(sb_near_best("xyz", names, 3));
    assert_int_equal(sb_near_distance("Altstadt-S\xc3\xbc"
                                      "d",
                                      "altstadt-sued"),
                     0);
}

static void utf8_is_checked(void **state)
{
    (void)state;
    assert_true(sb_utf8_is_valid("K\xc3\xb6ln", 5));
    assert_false(sb_utf8_is_valid("K\xf6ln", 4));
    assert_false(sb_utf8_is_valid("\xed\xa0\x80", 3));
    assert_int_equal(sb_utf8_count("K\xc3\xb6ln"), 4);
    char out[4];
    assert_int_equal(sb_utf8_put(0x202f, out), 3);
    assert_memory_equal(out, "\xe2\x80\xaf", 3);
}

static void add_square(void *user, int i, int worker)
{
    (void)worker;
    ((int *)user)[i] = i * i;
}

static void parallel_does_each_step_once(void **state)
{
    (void)state;
    int squares[100] = {0};
    sb_parallel(100, 8, add_square, squares, NULL);
    for (int i = 0; i < 100; i++)
        assert_int_equal(squares[i], i * i);
}

static void write_text(const char *path, const char *text)
{
    assert_non_null(path);
    FILE *file = fopen(path, "w");
    assert_true(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void a_run_is_written_whole_or_not_at_all(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    SB_AUTO(sb_diag_drop) sb_diag *d = sb_diag_new();
    char folder[] = "/tmp/sb-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *target = sb_arena_printf(a, "%s/a.pdf", folder);
    sb_run *run = sb_run_new(a);
    const char *temporary = sb_run_file(run, target, d);
    assert_non_null(temporary);
    assert_int_not_equal(access(target, F_OK), 0);
    assert_true(sb_run_commit(run, d));
    assert_int_equal(access(target, F_OK), 0);
    assert_non_null(sb_run_file(run, target, d));
    sb_run_abandon(run);
    assert_null(sb_run_file(run, sb_arena_printf(a, "%s/none/a.pdf", folder), d));
    assert_int_equal(sb_diag_at(d, 0)->code, SB_E_IO);
    /* the last of three cannot be replaced: the first keeps what it held, the second is gone */
    const char *second = sb_arena_printf(a, "%s/b.pdf", folder);
    const char *third = sb_arena_printf(a, "%s/c.pdf", folder);
    write_text(target, "old");
    write_text(sb_run_file(run, target, d), "new");
    write_text(sb_run_file(run, second, d), "new");
    write_text(sb_run_file(run, third, d), "new");
    assert_int_equal(mkdir(third, 0777), 0);
    assert_false(sb_run_commit(run, d));
    size_t n;
    assert_string_equal(sb_file_read(target, 10, &n, SB_NOWHERE, a, d), "old");
    assert_int_not_equal(access(second, F_OK), 0);
    assert_int_equal(rmdir(third), 0);
    write_text(sb_run_file(run, target, d), "new");
    write_text(sb_run_file(run, second, d), "new");
    assert_true(sb_run_commit(run, d));
    assert_string_equal(sb_file_read(target, 10, &n, SB_NOWHERE, a, d), "new");
    unlink(second);
    unlink(target);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_frees_what_was_deferred),
        cmocka_unit_test(index_finds_names),
        cmocka_unit_test(numbers_are_the_same_in_every_locale),
        cmocka_unit_test(errors_show_line_and_hint),
        cmocka_unit_test(pages_say_a_thing_once),
        cmocka_unit_test(a_fault_is_told_once),
        cmocka_unit_test(near_names_are_found),
        cmocka_unit_test(utf8_is_checked),
        cmocka_unit_test(parallel_does_each_step_once),
        cmocka_unit_test(a_run_is_written_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
