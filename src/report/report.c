#include "report/report.h"

#include "data/data.h"

#include <stdlib.h>
#include <string.h>

/* Room for everything read from files, in bytes. */
static const size_t budget = (size_t)2 * 1024 * 1024 * 1024;

static sb_locale locale_of(const sb_spec_report *spec)
{
    sb_locale locale = {
        .language = spec->language,
        .numbers = spec->numbers,
        .signs = spec->signs,
        .has_percent_blank =
            spec->percent_blank < 0 ? spec->numbers == SB_DIN : spec->percent_blank > 0,
    };
    memcpy(locale.sign, spec->sign, sizeof locale.sign);
    return locale;
}

static const sb_profiles *open_profiles(sb_report *r)
{
    const sb_spec_print *print = &r->spec->report.print;
    if (sb_profiles_has(print->profile))
        return sb_profiles_open(r->data_dir, print->profile, r->arena, r->diag);
    sb_span at = sb_node_span(print->node, "profile");
    return sb_profiles_open_press(
        r->data_dir, sb_file_beside(at.file, print->profile, r->arena), at, r->arena, r->diag);
}

/* One stage after the other; each finds all it can, and an error ends the row. */
static bool read_all(sb_report *r, const char *layout)
{
    const sb_areas *areas;
    const sb_cube *cube;
    sb_project *project = sb_arena_one(r->arena, sb_project);
    *project = sb_project_of(layout, r->options.allowed, r->options.n_allowed, r->arena);
    r->spec = sb_spec_load_in(project, layout, r->arena, r->diag);
    if (!r->spec || sb_diag_errors(r->diag))
        return false;
    r->locale = locale_of(&r->spec->report);
    areas = sb_areas_load(r->spec, r->arena, r->diag);
    if (!areas || sb_diag_errors(r->diag))
        return false;
    r->audit = sb_arena_one(r->arena, sb_audit);
    r->audit->arena = r->arena;
    cube = sb_cube_audited(r->spec, areas, r->audit, r->arena, r->diag);
    if (!cube || sb_diag_errors(r->diag))
        return false;
    r->facts = sb_facts_new(cube, r->arena, r->diag);
    sb_report_read_limits(r);
    r->profiles = open_profiles(r);
    r->fonts = sb_fonts_new(r->data_dir, r->diag);
    if (!r->facts || !r->profiles || !r->fonts)
        return false;
    r->maps = sb_maps_new();
    r->images = sb_images_new(r->profiles);
    r->composer = (sb_composer){
        .spec = r->spec,
        .facts = r->facts,
        .style = sb_style_new(&r->spec->style, r->profiles, r->arena, r->diag),
        .locale = &r->locale,
        .maps = r->maps,
        .images = r->images,
    };
    if (sb_arena_over(r->arena))
        sb_fail(r->diag, SB_E_LIMIT, ((sb_span){.file = layout}),
                _("the layout and its data need more than %zu MiB of memory"), budget >> 20);
    return r->composer.style && !sb_diag_errors(r->diag);
}

sb_report *sb_report_empty(void)
{
    sb_arena *arena = sb_arena_new(budget);
    sb_report *r = sb_arena_one(arena, sb_report);
    r->arena = arena;
    r->diag = sb_diag_new();
    r->limits = sb_limits_usual();
    return r;
}

sb_report *sb_report_open(const char *layout, const sb_options *options)
{
    sb_report *r = sb_report_empty();
    sb_arena *arena = r->arena;
    if (options)
        r->options = *options;
    if (r->options.notes)
        sb_diag_want_notes(r->diag);
    r->options.only = sb_arena_text(arena, r->options.only);
    if (r->options.jobs < 1)
        r->options.jobs = sb_parallel_default();
    r->data_dir =
        sb_arena_text(arena, r->options.data_dir ? r->options.data_dir : SB_INSTALLED_DATA);
    r->shapers = sb_arena_array(arena, sb_shaper *, r->options.jobs);
    r->is_ready = read_all(r, sb_arena_text(arena, layout));
    sb_diag_sort(r->diag);
    return r;
}

void sb_report_close(sb_report *report)
{
    if (!report)
        return;
    for (int i = 0; i < report->options.jobs; i++)
        sb_shaper_free(report->shapers[i]);
    sb_maps_free(report->maps);
    sb_images_free(report->images);
    sb_fonts_free(report->fonts);
    sb_diag_free(report->diag);
    sb_arena_free(report->arena);
}

size_t sb_report_errors(const sb_report *report) { return sb_diag_count(report->diag); }

const sb_error *sb_report_error(const sb_report *report, size_t i)
{
    return i < sb_diag_count(report->diag) ? sb_diag_at(report->diag, i) : NULL;
}
