/* One cell: read as a number in every format, written in every style, and read as a period. */
#include "fuzz.h"

#include "data/period.h"

static void write_and_read(sb_value value)
{
    for (int i = 0; i < 4; i++) {
        sb_locale locale = {.language = i % 2 ? SB_ENGLISH : SB_GERMAN,
                            .numbers = i / 2 ? SB_DIN : SB_KOMMUNAL};
        sb_number_format format = {i % 2 ? SB_DECIMAL_POINT : SB_DECIMAL_COMMA, true};
        char text[SB_FORMAT_ROOM];
        sb_value again;
        sb_format_measure(&locale, value, 9, SB_SIGNED, "%", text);
        sb_format_value(&locale, value, 2, 0, text);
        bool is_short = sb_value_is_number(value) && fabs(value.number) < 1e12;
        if (is_short && !sb_number_read(text, format, &again)) {
            fprintf(stderr, "'%s' cannot be read again\n", text);
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    sb_arena *arena = sb_arena_new(0);
    const char *cell = sb_arena_textn(arena, (const char *)data, n);
    sb_number_clues clues = {true, true, false};
    sb_period period;
    int end;
    if (sb_utf8_is_valid(cell, strlen(cell))) {
        sb_number_look(cell, &clues);
        for (int i = 0; i < 4; i++) {
            sb_value value;
            sb_number_format format = {i % 2 ? SB_DECIMAL_POINT : SB_DECIMAL_COMMA, i / 2};
            if (sb_number_read(cell, format, &value))
                write_and_read(value);
        }
        if (sb_period_read(cell, &period, &end) && end < period.year)
            abort();
    }
    sb_arena_free(arena);
    return 0;
}
