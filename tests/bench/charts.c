/* charts: what each chart of a layout's `figures:` costs once its strings are shaped, measured
 * and drawn on the pages of all areas of a level: `charts DATA_DIR LAYOUT LEVEL ROUNDS`.
 * One row each: user time for one chart. */
#include "data/data.h"
#include "figure/figure.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void draw_once(sb_figure_env *env, const sb_spec_block *block)
{
    const double width = 316.5;
    env->page = sb_page_new(sb_arena_new(0), (sb_sheet){595, 842, 0});
    env->arena = env->page->arena;
    sb_figure_env measuring = *env;
    measuring.page = NULL;
    sb_extent extent = sb_figure_measure(&measuring, block, width);
    sb_figure_draw(env, block, (sb_rect){56, 56, width, fmin(extent.height, 700)},
                   env->page->root);
    sb_page_free(env->page);
}

/* Seconds of one chart on the page of each of n areas. */
static double round_of(sb_figure_env *env, const sb_spec_block *block, int n)
{
    double start = now();
    for (int area = 0; area < n; area++) {
        env->scope.place.area = area;
        draw_once(env, block);
    }
    return (now() - start) / n;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fputs("usage: charts DATA_DIR LAYOUT LEVEL ROUNDS\n", stderr);
        return 2;
    }
    sb_arena *arena = sb_arena_new(0);
    sb_diag *diag = sb_diag_new();
    sb_spec *spec = sb_spec_load(argv[2], arena, diag);
    const sb_areas *areas = spec ? sb_areas_load(spec, arena, diag) : NULL;
    const sb_cube *cube = areas ? sb_cube_load(spec, areas, arena, diag) : NULL;
    const sb_facts *facts = cube ? sb_facts_new(cube, arena, diag) : NULL;
    const sb_profiles *profiles = sb_profiles_open(argv[1], "coated", arena, diag);
    sb_fonts *fonts = sb_fonts_new(argv[1], diag);
    if (!facts || !profiles || !fonts)
        return 1;
    int level = sb_areas_level(areas, argv[3]);
    if (level < 0)
        return 1;
    sb_locale locale = {0};
    sb_figure_env env = {.facts = facts,
                         .style = sb_style_new(&spec->style, profiles, arena, diag),
                         .shaper = sb_shaper_new(fonts, argv[1], "de", diag),
                         .locale = &locale,
                         .maps = sb_maps_new(),
                         .scope = {{level, 0}, sb_facts_period(facts, spec->report.period)},
                         .diag = diag};
    for (int i = 0; i < spec->n_figures; i++) {
        const sb_spec_block *block = spec->figures[i].block;
        if (block->kind != SB_BLOCK_CHART)
            continue;
        double best = round_of(&env, block, areas->levels[level].n);
        for (int round = 0; round < atoi(argv[4]); round++)
            best = fmin(best, round_of(&env, block, areas->levels[level].n));
        printf("  %-42s %8.3f ms\n", spec->figures[i].id, best * 1000);
    }
    sb_maps_free(env.maps);
    sb_shaper_free(env.shaper);
    sb_fonts_free(fonts);
    sb_diag_free(diag);
    sb_arena_free(arena);
    return 0;
}
