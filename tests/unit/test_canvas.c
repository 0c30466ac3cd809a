#include "canvas/canvas.h"

#include "golden.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const sb_colour ink = {.cmyk = {0, 0, 0, 1}, .rgb = {0.12f, 0.12f, 0.11f}};
static const sb_colour petrol = {.cmyk = {0.9f, 0, 0.1f, 0.5f}, .rgb = {0, 0.41f, 0.52f}};

static int arena_new(void **state)
{
    *state = sb_arena_new(0);
    return 0;
}

static int arena_free(void **state)
{
    sb_arena_free(*state);
    return 0;
}

static void assert_box(sb_rect box, double x, double y, double width, double height)
{
    assert_true(fabs(box.x - x) < 1e-9);
    assert_true(fabs(box.y - y) < 1e-9);
    assert_true(fabs(box.width - width) < 1e-9);
    assert_true(fabs(box.height - height) < 1e-9);
}

static void paths_are_checked(void **state)
{
    sb_path line = sb_path_line(*state, (sb_point){1, 2}, (sb_point){11, 2});
    assert_true(sb_path_is_sane(line));
    assert_true(sb_path_is_sane((sb_path){0}));
    assert_box(sb_path_box(line), 1, 2, 10, 0);
    assert_false(
        sb_path_is_sane(sb_path_line(*state, (sb_point){0, 0}, (sb_point){(double)NAN, 0})));
    assert_false(sb_path_is_sane(sb_path_line(*state, (sb_point){0, 0}, (sb_point){0, 14401})));
    sb_path short_of_points = line;
    short_of_points.n_points = 1;
    assert_false(sb_path_is_sane(short_of_points));
    sb_pencil no_move = sb_pencil_new(*state);
    sb_pencil_line(&no_move, 1, 1);
    assert_false(sb_path_is_sane(sb_pencil_path(&no_move)));
}

static void lists_keep_what_they_are_given(void **state)
{
    sb_display_list *list = sb_list_new(*state);
    sb_point points[] = {{0, 0}, {10, 0}};
    uint8_t ops[] = {SB_MOVE, SB_LINE};
    sb_list_stroke(list, (sb_path){ops, points, 2, 2}, (sb_pen){.width = 2}, ink);
    points[1] = (sb_point){1000, 1000};
    assert_box(sb_list_box(list), -1, -1, 12, 2);
    sb_list_fill(list, (sb_path){0}, false, ink);
    assert_int_equal(sb_list_count(list), 1);
    assert_true(sb_list_is_good(list));
}

static void boxes_follow_matrices_and_forms(void **state)
{
    sb_display_list *form = sb_list_new(*state);
    sb_list_fill(form, sb_path_rect(*state, (sb_rect){0, 0, 10, 20}), false, ink);
    sb_display_list *list = sb_list_new(*state);
    sb_list_push(list, (sb_matrix){0, 1, -1, 0, 100, 0}, NULL); /* a quarter turn */
    sb_list_form(list, form, sb_matrix_move(5, 0));
    sb_list_pop(list);
    assert_box(sb_list_box(list), 80, 5, 20, 10);
    assert_box(sb_list_box(sb_list_new(*state)), 0, 0, 0, 0);
}

static void glyphs_take_the_box_of_their_face(void **state)
{
    sb_face face = {
        .name = "Test-Regular", .units_per_em = 1000, .box = {-100, -200, 1100, 900}};
    sb_glyph glyphs[] = {{.id = 1, .advance = 5, .n_text = 1}, {.id = 2, .advance = 5}};
    sb_glyph_run run = {&face, 10, "de", "x", 1, glyphs, NULL, 2, 10};
    sb_display_list *list = sb_list_new(*state);
    sb_list_glyphs(list, &run, 50, 100, ink);
    assert_box(sb_list_box(list), 49, 91, 17, 11);
}

static void dumps_look_as_approved(void **state)
{
    sb_arena *a = *state;
    sb_face face = {.name = "Lato-Regular", .units_per_em = 2000};
    sb_glyph glyphs[] = {{.id = 36, .advance = 5, .n_text = 2}, {.id = 81, .n_text = 1}};
    sb_glyph_run run = {&face, 9, "de", "\xc3\x84\"", 3, glyphs, NULL, 2, 10};
    sb_pencil wave = sb_pencil_new(a), curve = sb_pencil_new(a);
    sb_pencil_move(&wave, 0, 0);
    for (int i = 1; i <= 100; i++)
        sb_pencil_line(&wave, i, sin(i));
    sb_pencil_move(&curve, 0, 0);
    sb_pencil_curve(&curve, (sb_point){1, 0}, (sb_point){2, 1}, (sb_point){2, 2});
    sb_pencil_close(&curve);

    sb_display_list *dot = sb_list_new(a), *inner = sb_list_new(a), *list = sb_list_new(a);
    sb_list_fill(dot, sb_pencil_path(&curve), false, ink);
    sb_list_form(inner, dot, sb_matrix_move(1, 1));
    sb_path clip = sb_path_rect(a, (sb_rect){0, 0, 100, 50});

    sb_list_artifact(list, SB_ARTIFACT_BACKGROUND);
    sb_list_fill(list, clip, true, petrol);
    sb_list_unmark(list);
    sb_list_push(list, sb_matrix_move(-0.0001, 7.12345), &clip);
    sb_list_mark(list, 12);
    sb_list_stroke(list, sb_pencil_path(&wave), (sb_pen){0.5, SB_CAP_ROUND, {1.5, 1.5}},
                   petrol);
    sb_list_form(list, inner, SB_IDENTITY);
    sb_list_form(list, dot, SB_IDENTITY);
    sb_list_form(list, inner, sb_matrix_move(3, 4));
    sb_list_glyphs(list, &run, 72, 96.5, ink);
    sb_list_unmark(list);
    sb_list_pop(list);
    assert_true(sb_list_is_good(list));
    sb_buf out = {0};
    sb_list_trace(list, &out);
    assert_golden("canvas.dl", &out);
    sb_buf_free(&out);
}

static void open_lists_are_not_good(void **state)
{
    sb_display_list *list = sb_list_new(*state);
    sb_list_push(list, SB_IDENTITY, NULL);
    assert_false(sb_list_is_good(list));
    sb_list_mark(list, 0);
    sb_list_unmark(list);
    sb_list_pop(list);
    assert_true(sb_list_is_good(list));
}

static void pop_too_many(sb_display_list *list) { sb_list_pop(list); }

static void mark_in_mark(sb_display_list *list)
{
    sb_list_mark(list, 0);
    sb_list_artifact(list, SB_ARTIFACT_LAYOUT);
}

static void unmark_too_many(sb_display_list *list) { sb_list_unmark(list); }

static void pop_across_a_mark(sb_display_list *list)
{
    sb_list_push(list, SB_IDENTITY, NULL);
    sb_list_mark(list, 0);
    sb_list_pop(list);
}

static void form_with_a_mark(sb_display_list *list)
{
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    sb_display_list *form = sb_list_new(a);
    sb_list_mark(form, 0);
    sb_list_unmark(form);
    sb_list_form(list, form, SB_IDENTITY);
}

static void colour_half_known(sb_display_list *list)
{
    SB_AUTO(sb_arena_drop) sb_arena *a = sb_arena_new(0);
    sb_list_fill(list, sb_path_rect(a, (sb_rect){0, 0, 1, 1}), false,
                 (sb_colour){.cmyk = {NAN}});
}

/* Asserted where assertions are on, an error that sticks where they are off. */
static void bugs_are_caught(void **state)
{
    static void (*const bugs[])(sb_display_list *) = {
        pop_too_many,      mark_in_mark,     unmark_too_many,
        pop_across_a_mark, form_with_a_mark, colour_half_known,
    };
    for (size_t i = 0; i < SB_COUNT(bugs); i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            signal(SIGABRT, SIG_DFL);
            if (!freopen("/dev/null", "w", stderr))
                _exit(2);
            sb_display_list *list = sb_list_new(*state);
            bugs[i](list);
            _exit(sb_list_is_good(list) ? 1 : 0);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        bool is_caught =
            WIFSIGNALED(status) ? WTERMSIG(status) == SIGABRT : WEXITSTATUS(status) == 0;
        assert_true(is_caught);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, arena_new, arena_free)
        TEST(paths_are_checked),
        TEST(lists_keep_what_they_are_given),
        TEST(boxes_follow_matrices_and_forms),
        TEST(glyphs_take_the_box_of_their_face),
        TEST(dumps_look_as_approved),
        TEST(open_lists_are_not_good),
        TEST(bugs_are_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
