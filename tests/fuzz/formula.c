/* Formulas, one a line, evaluated for every area and period of a tiny cube. */
#include "fuzz.h"

#include "../unit/tiny_cube.h"
#include "indicator/indicator.h"

enum { MOST = 6 };

static void use(const sb_facts *facts)
{
    for (int i = 0; i < sb_facts_count(facts); i++)
        for (int level = 0; level < TINY_LEVELS; level++)
            for (int area = 0; area < tiny_areas[level]; area++)
                for (int period = 0; period < TINY_PERIODS; period++) {
                    sb_place place = {level, area};
                    sb_value v = sb_facts_value(facts, i, place, period);
                    if (sb_value_is_number(v) && !isfinite(v.number))
                        abort();
                    sb_facts_rank(facts, i, place, period);
                    sb_facts_change(facts, i, place, period, 0);
                }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const ids[MOST] = {"a", "b", "c", "d", "e", "f"};
    sb_arena *arena = sb_arena_new((size_t)256 << 20);
    sb_diag *diag = sb_diag_new();
    sb_spec *spec = tiny_spec_new(arena);
    char *line = sb_arena_textn(arena, (const char *)data, n);
    spec->indicators = sb_arena_array(arena, sb_spec_indicator, MOST);
    while (line && spec->n_indicators < MOST) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        if (sb_utf8_is_valid(line, strlen(line))) {
            spec->indicators[spec->n_indicators] = (sb_spec_indicator){
                .id = ids[spec->n_indicators], .label = "x", .formula = line};
            spec->n_indicators++;
        }
        line = end ? end + 1 : NULL;
    }
    const sb_facts *facts = sb_facts_new(tiny_cube_new(spec, arena), arena, diag);
    if (facts && !sb_diag_errors(diag))
        use(facts);
    sb_diag_free(diag);
    sb_arena_free(arena);
    return 0;
}
