/* tiny_cube: three districts in two boroughs in one city, by hand.
 *
 * Periods 2005, 2011, 2012.  Areas a0 and a1 lie in b0, a2 in b1.
 *   einwohner  by alter and geschlecht; cell (i, s) of area a in period p is
 *              100 (a + 1) + 10 i + s + 5 p; upper levels are sums
 *   selten     10 10 10, 4 4 4, 2 0 5: small in 2012; sums above
 *   luecke     unknown in a0 and later in a1 in 2012, else 7; 40 in the city, unknown in b0
 *   quote      in %: 2 12.5 1, nothing brought for boroughs, 3 in the city
 *   punkte     1.5 2 3, districts only
 */
#ifndef SB_TEST_TINY_CUBE_H
#define SB_TEST_TINY_CUBE_H

#include "data/data.h"

enum { TINY_PERIODS = 3, TINY_LEVELS = 3 };
enum { EINWOHNER, SELTEN, LUECKE, QUOTE, PUNKTE, TINY_VARIABLES };

static const int tiny_areas[TINY_LEVELS] = {3, 2, 1};

static inline sb_areas *tiny_areas_new(sb_arena *arena)
{
    static const char *const ids[] = {"stadtteil", "bezirk", "stadt"};
    static const char *const keys[] = {"a0", "a1", "a2", "b0", "b1", "c"};
    static const char *const names[] = {"Altdorf", "Berg", "Tal", "West", "Ost", "Musterstadt"};
    static const int parents[] = {0, 0, 1, 0, 0, -1};
    static const double km2[] = {2.5, 4, 6.62, 6.5, 6.62, 13.12};
    sb_level *levels = sb_arena_array(arena, sb_level, TINY_LEVELS);
    for (int l = 0, i = 0; l < TINY_LEVELS; l++) {
        sb_area *areas = sb_arena_array(arena, sb_area, tiny_areas[l]);
        for (int a = 0; a < tiny_areas[l]; a++, i++)
            areas[a] = (sb_area){keys[i], names[i], names[i], parents[i], km2[i]};
        levels[l] = (sb_level){.id = ids[l],
                               .label = ids[l],
                               .plural = ids[l],
                               .areas = areas,
                               .n = tiny_areas[l],
                               .above = l + 1 < TINY_LEVELS ? l + 1 : -1};
    }
    sb_areas *areas = sb_arena_one(arena, sb_areas);
    *areas = (sb_areas){levels, TINY_LEVELS};
    return areas;
}

static inline void tiny_groups(sb_spec *spec, sb_arena *arena)
{
    static const struct {
        const char *label;
        double from, below;
    } ages[] = {{"unter 3", 0, 3},
                {"3 bis unter 6", 3, 6},
                {"6 bis unter 18", 6, 18},
                {"18 bis unter 65", 18, 65},
                {"65 und älter", 65, (double)INFINITY}};
    spec->n_groups = 2;
    spec->groups = sb_arena_array(arena, sb_spec_dimension, 2);
    spec->groups[0] = (sb_spec_dimension){
        .id = "alter", .groups = sb_arena_array(arena, sb_spec_group, 5), .n = 5};
    for (int i = 0; i < 5; i++)
        spec->groups[0].groups[i] =
            (sb_spec_group){NULL, ages[i].label, ages[i].from, ages[i].below};
    spec->groups[1] = (sb_spec_dimension){
        .id = "geschlecht", .groups = sb_arena_array(arena, sb_spec_group, 2), .n = 2};
    spec->groups[1].groups[0] = (sb_spec_group){NULL, "m", (double)NAN, (double)NAN};
    spec->groups[1].groups[1] = (sb_spec_group){NULL, "w", (double)NAN, (double)NAN};
}

static inline double tiny_number(int variable, int a, int p, int cell)
{
    static const double rare[3][3] = {{10, 10, 10}, {4, 4, 4}, {2, 0, 5}};
    static const double rates[] = {2, 12.5, 1}, points[] = {1.5, 2, 3};
    switch (variable) {
    case EINWOHNER:
        return 100 * (a + 1) + 10 * (cell / 2) + cell % 2 + 5 * p;
    case SELTEN:
        return rare[p][a];
    case QUOTE:
        return rates[a];
    case PUNKTE:
        return points[a];
    default:
        return 7;
    }
}

/* The values of one level of a variable, made of districts; NULL where it has none. */
static inline const sb_value *tiny_values(int variable, int level, int cells, sb_arena *arena)
{
    static const int parents[] = {0, 0, 1};
    bool is_counted = variable == EINWOHNER || variable == SELTEN || variable == LUECKE;
    if (level > 0 && !is_counted && !(level == 2 && variable == QUOTE))
        return NULL;
    int n = tiny_areas[level] * TINY_PERIODS * cells;
    sb_value *v = sb_arena_array(arena, sb_value, n);
    for (int i = 0; i < n; i++)
        v[i] = sb_value_number(0);
    for (int a = 0; a < 3; a++)
        for (int p = 0; p < TINY_PERIODS; p++)
            for (int cell = 0; cell < cells; cell++) {
                int area = level == 0 ? a : level == 1 ? parents[a] : 0;
                sb_value *to = &v[(area * TINY_PERIODS + p) * cells + cell];
                *to = sb_value_number(to->number + tiny_number(variable, a, p, cell));
            }
    if (variable == QUOTE && level == 2)
        for (int p = 0; p < TINY_PERIODS; p++)
            v[p] = sb_value_number(3);
    if (variable == LUECKE && level == 0) {
        v[2] = sb_value_without(SB_UNKNOWN);
        v[TINY_PERIODS + 2] = sb_value_without(SB_LATER);
    } else if (variable == LUECKE) {
        v[2] = level == 1 ? sb_value_without(SB_UNKNOWN) : sb_value_number(40);
    }
    return v;
}

static inline sb_spec *tiny_spec_new(sb_arena *arena)
{
    sb_spec *spec = sb_arena_one(arena, sb_spec);
    spec->path = "tiny.yaml";
    spec->disclosure.minimum = 3;
    tiny_groups(spec, arena);
    spec->n_tables = TINY_VARIABLES;
    spec->tables = sb_arena_array(arena, sb_spec_table, TINY_VARIABLES);
    for (int i = 0; i < TINY_VARIABLES; i++)
        spec->tables[i] =
            (sb_spec_table){.source = i < 2 ? "Melderegister" : "Statistik", .date = "31.12."};
    return spec;
}

static inline sb_cube *tiny_cube_new(const sb_spec *spec, sb_arena *arena)
{
    static const char *const ids[] = {"einwohner", "selten", "luecke", "quote", "punkte"};
    static const sb_period periods[] = {
        {"2005", 2005, 0, 0}, {"2011", 2011, 0, 0}, {"2012", 2012, 0, 0}};
    sb_variable *variables = sb_arena_array(arena, sb_variable, TINY_VARIABLES);
    for (int i = 0; i < TINY_VARIABLES; i++) {
        sb_variable *v = &variables[i];
        *v = (sb_variable){.id = ids[i],
                           .label = ids[i],
                           .unit = i == QUOTE ? "%" : NULL,
                           .table = &spec->tables[i],
                           .n_dimensions = i == EINWOHNER ? 2 : 0,
                           .dimensions = {0, 1},
                           .cells = i == EINWOHNER ? 10 : 1,
                           .levels = sb_arena_array(arena, const sb_value *, TINY_LEVELS),
                           .is_own = sb_arena_array(arena, bool, TINY_LEVELS)};
        for (int l = 0; l < TINY_LEVELS; l++)
            v->levels[l] = tiny_values(i, l, v->cells, arena);
    }
    sb_cube *cube = sb_arena_one(arena, sb_cube);
    *cube = (sb_cube){.spec = spec,
                      .areas = tiny_areas_new(arena),
                      .periods = periods,
                      .n_periods = TINY_PERIODS,
                      .variables = variables,
                      .n_variables = TINY_VARIABLES};
    return cube;
}

#endif
