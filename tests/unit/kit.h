/* kit: everything up to a composer, made from a layout; and where text stands on a page. */
#ifndef SB_KIT_H
#define SB_KIT_H

#include "compose/parts.h"
#include "data/data.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* after the four headers it needs */
#include <cmocka.h>

#define EVERYWHERE ((sb_place){-1, -1})

typedef struct kit {
    sb_arena *arena;
    sb_diag *diag;
    sb_spec *spec;
    sb_fonts *fonts;
    sb_shaper *shaper;
    sb_maps *maps;
    sb_images *images;
    sb_locale *locale;
    sb_composer composer;
} kit;

#define assert_near(a, b, within) assert_true(fabs((a) - (b)) <= (within))

static inline void print_errors(const sb_diag *diag)
{
    sb_buf text = {0};
    for (size_t i = 0; i < sb_diag_count(diag); i++)
        sb_error_format(sb_diag_at(diag, i), false, &text);
    if (text.n)
        print_message("%s", text.at);
    sb_buf_free(&text);
}

static inline kit kit_open(const char *layout)
{
    kit k = {.arena = sb_arena_new(0), .diag = sb_diag_new(), .maps = sb_maps_new()};
    k.spec = sb_spec_load(layout, k.arena, k.diag);
    print_errors(k.diag);
    assert_int_equal(sb_diag_errors(k.diag), 0);
    const sb_areas *areas = sb_areas_load(k.spec, k.arena, k.diag);
    const sb_cube *cube = areas ? sb_cube_load(k.spec, areas, k.arena, k.diag) : NULL;
    const sb_facts *facts = cube ? sb_facts_new(cube, k.arena, k.diag) : NULL;
    const sb_profiles *profiles = sb_profiles_open(SB_DATA_DIR, "coated", k.arena, k.diag);
    const sb_style *style = sb_style_new(&k.spec->style, profiles, k.arena, k.diag);
    k.fonts = sb_fonts_new(SB_DATA_DIR, k.diag);
    k.shaper = sb_shaper_new(k.fonts, SB_DATA_DIR, "de", k.diag);
    print_errors(k.diag);
    assert_int_equal(sb_diag_errors(k.diag), 0);
    k.locale = sb_arena_one(k.arena, sb_locale);
    k.locale->language = k.spec->report.language;
    k.images = sb_images_new(profiles);
    k.composer = (sb_composer){.spec = k.spec,
                               .facts = facts,
                               .style = style,
                               .locale = k.locale,
                               .maps = k.maps,
                               .images = k.images};
    return k;
}

static inline void kit_close(kit *k)
{
    sb_shaper_free(k->shaper);
    sb_fonts_free(k->fonts);
    sb_maps_free(k->maps);
    sb_images_free(k->images);
    sb_diag_free(k->diag);
    sb_arena_free(k->arena);
}

static inline const sb_plan *plan_all(kit *k)
{
    k->composer.plan =
        sb_plan_new(&k->composer, NULL, EVERYWHERE, k->shaper, k->arena, k->diag);
    return k->composer.plan;
}

static inline sb_page *compose(kit *k, int i)
{
    return sb_compose(&k->composer, i, k->shaper, k->diag);
}

/* The line of a page's trace that holds `text`, or NULL. */
static inline const char *trace_line(const sb_page *page, const char *text, char line[500])
{
    sb_buf trace = {0};
    sb_list_trace(page->list, &trace);
    const char *at = strstr(trace.at, text);
    if (at) {
        while (at > trace.at && at[-1] != '\n')
            at--;
        snprintf(line, 500, "%.*s", (int)strcspn(at, "\n"), at);
    }
    sb_buf_free(&trace);
    return at ? line : NULL;
}

/* Where a run of exactly this text begins on its page. */
static inline sb_point text_at(const sb_page *page, const char *text)
{
    char line[500], quoted[200];
    snprintf(quoted, sizeof quoted, "\"%s\" at ", text);
    sb_point p = {NAN, NAN};
    if (trace_line(page, quoted, line)) {
        char *at = strstr(line, quoted) + strlen(quoted), *end;
        p.x = strtod(at, &end);
        p.y = strtod(end, NULL);
    }
    return p;
}

#endif
