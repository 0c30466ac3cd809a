#include "locale/decimal.h"
#include "locale/locale.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

#include "pairs.h"

static sb_value value_of(const char *text)
{
    static const char *const states[] = {"",      "nothing",        "unknown",  "withheld",
                                         "later", "not-meaningful", "not-shown"};
    for (size_t i = 1; i < SB_COUNT(states); i++)
        if (strcmp(text, states[i]) == 0)
            return sb_value_without((sb_state)i);
    return sb_value_number(strtod(text, NULL));
}

/* "style number digits [unit]" */
static const char *format(const char *input, sb_arena *arena)
{
    char style[8], number[32], unit[32] = "";
    int digits;
    assert_true(sscanf(input, "%7s %31s %d %31s", style, number, &digits, unit) >= 3);
    sb_locale locale = {
        .language = strchr(style, 'e') ? SB_ENGLISH : SB_GERMAN,
        .numbers = strchr(style, 'd') ? SB_DIN : SB_KOMMUNAL,
        .signs = strchr(style, 'l') ? SB_LETTERS : SB_CLASSIC,
        .has_percent_blank = strchr(style, 'b') != NULL,
    };
    unsigned flags =
        (strchr(style, '+') ? SB_SIGNED : 0u) | (strchr(style, 'p') ? SB_PLAIN : 0u);
    char out[SB_FORMAT_ROOM];
    sb_format_measure(&locale, value_of(number), digits, flags, unit, out);
    return sb_arena_text(arena, out);
}

static void formats_read_as_specified(void **state)
{
    (void)state;
    pairs_run(SB_TEST_DIR "/spec/formats.txt", format);
}

static const char *readings(const char *input, sb_arena *arena)
{
    static const char *const states[] = {"",      "nothing",        "unknown",  "withheld",
                                         "later", "not meaningful", "not shown"};
    const char *said[2];
    for (int i = 0; i < 2; i++) {
        sb_value v;
        if (!sb_number_read(input, (sb_number_format){(sb_decimal)i, true}, &v))
            said[i] = "no";
        else if (v.state != SB_NUMBER)
            said[i] = states[v.state];
        else
            said[i] = sb_arena_printf(arena, "%.10g", v.number);
    }
    return sb_arena_printf(arena, "%s / %s", said[0], said[1]);
}

static void cells_read_as_specified(void **state)
{
    (void)state;
    pairs_run(SB_TEST_DIR "/spec/numbers-read.txt", readings);
    sb_value v;
    assert_true(sb_number_read("", (sb_number_format){0}, &v));
    assert_int_equal(v.state, SB_UNKNOWN);
    assert_true(sb_number_read(" \t", (sb_number_format){0}, &v));
    assert_int_equal(v.state, SB_UNKNOWN);
    assert_false(sb_number_read("1.374", (sb_number_format){SB_DECIMAL_COMMA, false}, &v));
}

static void a_column_decides_its_style(void **state)
{
    (void)state;
    sb_number_clues clues = {true, true, false};
    sb_number_look("1.374", &clues);
    sb_number_look("12", &clues);
    sb_number_look("k. A.", &clues);
    assert_false(clues.is_decided);
    sb_number_look("0.374", &clues);
    assert_true(clues.is_decided && clues.point_possible && !clues.comma_possible);
    sb_number_look("12,5", &clues);
    assert_false(clues.point_possible || clues.comma_possible);
}

/* sb_round() is what the reader takes the printed figure for; cuts go down. */
static void rounding_and_cutting_are_decimal(void **state)
{
    (void)state;
    assert_true(sb_round(1.005, 2) == 1.01 && sb_round(-2.5, 0) == -3 &&
                sb_round(0.04, 1) == 0);
    assert_true(sb_cut(5.29, 2) == 5.29 && sb_cut(5.299, 2) == 5.29 && sb_cut(0.3, 1) == 0.3);
    assert_true(sb_cut(-5.21, 1) == -5.3 && sb_cut(-0.001, 1) == -0.1 && sb_cut(-5, 0) == -5);
    assert_true(sb_cut(0.1 + 0.2, 1) == 0.3 && sb_cut(0, 3) == 0);
    for (int i = 0; i < 10000; i++) /* what has two decimals stays */
        assert_true(sb_cut(i / 100.0, 2) == i / 100.0 && sb_round(-i / 100.0, 2) == -i / 100.0);
}

static void the_machine_locale_changes_nothing(void **state)
{
    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8") && !setlocale(LC_NUMERIC, "fr_FR.UTF-8"))
        skip();
    pairs_run(SB_TEST_DIR "/spec/formats.txt", format);
    sb_value v;
    assert_true(sb_number_read("12,5", (sb_number_format){SB_DECIMAL_COMMA, true}, &v));
    assert_true(v.number == 12.5 && sb_round(1.005, 2) == 101 / 100.0);
    setlocale(LC_NUMERIC, "C");
}

static void long_units_end_at_a_character(void **state)
{
    (void)state;
    char unit[301] = "", out[SB_FORMAT_ROOM];
    for (int i = 0; i < 150; i++)
        strcat(unit, "ä");
    sb_format_measure(&(sb_locale){0}, sb_value_number(-1e17), 9, 0, unit, out);
    assert_true(sb_utf8_is_valid(out, strlen(out)));
    assert_true(strlen(out) > SB_FORMAT_ROOM - 3);
}

static void names_sort_as_in_a_dictionary(void **state)
{
    (void)state;
    static const char *const names[] = {"Ägidienberg", "Altstadt/Nord", "Altstadt/Süd",
                                        "Mülheim",     "Müngersdorf",   "Muttenz",
                                        "Strasse",     "Straße",        "Straßen"};
    for (size_t i = 0; i + 1 < SB_COUNT(names); i++) {
        assert_true(sb_collate(names[i], names[i + 1]) < 0);
        assert_true(sb_collate(names[i + 1], names[i]) > 0);
        assert_int_equal(sb_collate(names[i], names[i]), 0);
    }
    assert_true(sb_collate("Öjendorf", "Ohlsdorf") > 0);
    assert_true(sb_collate("Œuvre", "Offen") < 0);
}

/* What is printed as a sign, and what stands behind a number: the same in all places. */
static void signs_of_a_value_are_known(void **state)
{
    (void)state;
    const sb_locale german = {0};
    char printed[SB_FORMAT_ROOM];
    const sb_value both = {12.3, SB_NUMBER, SB_ESTIMATED | SB_BY_CHANCE};
    assert_int_equal(sb_signs_in(both, 1, 0), 1u << SB_SIGN_ESTIMATED | 1u << SB_SIGN_CHANCE);
    sb_format_marks(&german, both, 1, 0, printed);
    assert_string_equal(printed, "s \u2248");
    assert_int_equal(sb_signs_in(sb_value_number(0.4), 0, 0), 1u << SB_NUMBER);
    assert_int_equal(sb_signs_in(sb_value_number(0.4), 0, SB_SIGNED), 0);
    assert_int_equal(sb_signs_in(sb_value_number(0), 0, 0), 1u << SB_NOTHING);
    assert_int_equal(sb_signs_in(sb_value_without(SB_LATER), 0, SB_SIGNED), 1u << SB_LATER);
    sb_format_marks(&german, (sb_value){NAN, SB_WITHHELD, SB_ESTIMATED}, 1, 0, printed);
    assert_string_equal(printed, "");
}

static void signs_can_be_renamed(void **state)
{
    (void)state;
    sb_locale locale = {.sign[SB_NOT_MEANINGFUL] = "-"};
    assert_string_equal(sb_sign(&locale, SB_NOT_MEANINGFUL), "-");
    assert_string_equal(sb_sign(&locale, SB_LATER), "…");
    char printed[SB_FORMAT_ROOM];
    sb_format_value(&locale, (sb_value){12.34, SB_NUMBER, SB_BY_CHANCE}, 1, 0, printed);
    assert_string_equal(printed, "12,3\u202f\u2248");
    sb_format_value(&locale, (sb_value){12.34, SB_NUMBER, SB_BY_CHANCE}, 1, SB_BARE, printed);
    assert_string_equal(printed, "12,3");
    sb_format_measure(&locale, (sb_value){12.34, SB_NUMBER, SB_ESTIMATED}, 1, 0, "%", printed);
    assert_string_equal(printed, "12,3%\u202fs");
    assert_string_equal(sb_sign_meaning(&locale, SB_UNKNOWN),
                        sb_sign_meaning(&locale, SB_WITHHELD));
    assert_string_equal(sb_word(&locale, SB_W_AND), "und");
    locale.language = SB_ENGLISH;
    assert_string_equal(sb_word(&locale, SB_W_AND), "and");
    for (int i = 0; i < SB_WORDS; i++)
        assert_non_null(sb_word(&locale, (sb_word_id)i));
}

/* What is found without the shortest decimal is what the shortest decimal says: near halves,
 * large and small. */
static void rounding_is_that_of_the_shortest_decimal(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u; /* xorshift, Marsaglia 2003 */
    for (int i = 0; i < 20000; i++) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        int places = (int)(seed % 4);
        double half = ((double)(seed >> 40) + 0.5) / pow(10, places);
        double numbers[] = {(double)(seed >> 11) / (double)(1 + (seed & 1023)),
                            half,
                            nextafter(half, 0),
                            nextafter(half, INFINITY),
                            -(double)(seed >> 44) / 1000,
                            (double)(seed >> 30) / 7};
        for (size_t k = 0; k < SB_COUNT(numbers); k++) {
            sb_decimal_number slow = sb_decimal_of(numbers[k]);
            sb_decimal_round(&slow, places);
            sb_decimal_number fast = sb_decimal_rounded(numbers[k], places);
            assert_int_equal(fast.n, slow.n);
            assert_int_equal(fast.point, slow.point);
            assert_int_equal(fast.is_negative, slow.is_negative);
            assert_string_equal(fast.digits, slow.digits);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounding_is_that_of_the_shortest_decimal),
        cmocka_unit_test(formats_read_as_specified),
        cmocka_unit_test(cells_read_as_specified),
        cmocka_unit_test(a_column_decides_its_style),
        cmocka_unit_test(rounding_and_cutting_are_decimal),
        cmocka_unit_test(the_machine_locale_changes_nothing),
        cmocka_unit_test(long_units_end_at_a_character),
        cmocka_unit_test(names_sort_as_in_a_dictionary),
        cmocka_unit_test(signs_of_a_value_are_known),
        cmocka_unit_test(signs_can_be_renamed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
