/* cells: what a cell of a table costs once its strings are known: `cells DATA_DIR LAYOUT` lays
 * out and draws the table that is the first block of the first page, a second time.  A row like
 * those of measure.c, but of microseconds for each cell. */
#include "compose/compose.h"
#include "data/data.h"
#include "figure/table_part.h"

#include <stdio.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Seconds to lay out and draw; *cells: how many. */
static double once(sb_figure_env env, const sb_spec_block *block, long *cells)
{
    env.page = sb_page_new(sb_arena_new(0), (sb_sheet){595, 842, 0});
    env.arena = env.page->arena;
    double start = now();
    sb_table_layout table = sb_table_lay_out(&env, block, 480);
    sb_table_draw_part(&env, &table, (sb_table_part){.to = table.n_rows, .group = -1},
                       (sb_point){50, 50},
                       sb_element_new(env.page, env.page->root, SB_ROLE_TABLE));
    double seconds = now() - start;
    *cells = (long)table.n_rows * table.n_columns;
    sb_page_free(env.page);
    return seconds;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: cells DATA_DIR LAYOUT\n", stderr);
        return 2;
    }
    sb_arena *arena = sb_arena_new(0);
    sb_diag *diag = sb_diag_new();
    const sb_spec *spec = sb_spec_load(argv[2], arena, diag);
    const sb_areas *areas = spec ? sb_areas_load(spec, arena, diag) : NULL;
    const sb_cube *cube = areas ? sb_cube_load(spec, areas, arena, diag) : NULL;
    const sb_facts *facts = cube ? sb_facts_new(cube, arena, diag) : NULL;
    const sb_profiles *profiles = sb_profiles_open(argv[1], "coated", arena, diag);
    sb_fonts *fonts = sb_fonts_new(argv[1], diag);
    sb_shaper *shaper = fonts ? sb_shaper_new(fonts, argv[1], "de", diag) : NULL;
    if (!facts || !profiles || !shaper || sb_diag_errors(diag)) {
        for (size_t i = 0; i < sb_diag_count(diag); i++)
            fprintf(stderr, "%s\n", sb_diag_at(diag, i)->message);
        return 1;
    }
    const sb_locale locale = {0};
    const sb_figure_env env = {
        .facts = facts,
        .style = sb_style_new(&spec->style, profiles, arena, diag),
        .locale = &locale,
        .shaper = shaper,
        .scope = {{-1, -1}, sb_facts_period(facts, spec->report.period)},
        .diag = diag,
    };
    long cells;
    double first = once(env, spec->pages[0].blocks[0], &cells), least = first;
    for (int i = 0; i < 9; i++)
        least = fmin(least, once(env, spec->pages[0].blocks[0], &cells));
    char label[64];
    snprintf(label, sizeof label, "table: %ld cells, first time and again", cells);
    printf("%-44s %7.2f us %7.2f us a cell\n", label, first * 1e6 / (double)cells,
           least * 1e6 / (double)cells);
    sb_shaper_free(shaper);
    sb_fonts_free(fonts);
    sb_diag_free(diag);
    sb_arena_free(arena);
    return 0;
}
