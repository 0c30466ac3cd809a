#include "report/report.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What the page loop shares.  Page i and its diag belong to whoever composes page i. */
typedef struct loop {
    sb_report *report;
    sb_page **pages;
    sb_diag **diags;
} loop;

/* The worker's shaper, or NULL with an error. */
static sb_shaper *shaper_of(const sb_report *r, int worker, sb_diag *diag)
{
    const char *language = r->locale.language == SB_GERMAN ? "de" : "en";
    if (!r->shapers[worker])
        r->shapers[worker] = sb_shaper_new(r->fonts, r->data_dir, language, diag);
    return r->shapers[worker];
}

static void compose_one(void *user, int i, int worker)
{
    loop *l = user;
    sb_report *r = l->report;
    l->diags[i] = sb_diag_new();
    sb_shaper *shaper = shaper_of(r, worker, l->diags[i]);
    if (shaper)
        l->pages[i] = sb_compose(&r->composer, i, shaper, l->diags[i]);
}

static void tell(void *user, int finished, int n)
{
    const sb_report *r = ((loop *)user)->report;
    if (r->options.progress)
        r->options.progress(r->options.progress_user, _("composing pages"), finished, n);
}

static const sb_plan *new_plan(sb_report *r, sb_place one)
{
    sb_shaper *shaper = shaper_of(r, 0, r->diag);
    if (!shaper)
        return NULL;
    r->composer.plan =
        sb_plan_new(&r->composer, r->options.only, one, shaper, r->arena, r->diag);
    return sb_diag_errors(r->diag) ? NULL : r->composer.plan;
}

/* Errors come in page order, whoever found them first. */
static void gather(loop *l, int n, sb_span layout)
{
    sb_report *r = l->report;
    for (int i = 0; i < n; i++) {
        sb_diag_merge_page(r->diag, l->diags[i]);
        sb_diag_free(l->diags[i]);
    }
    for (int i = 0; i < r->options.jobs; i++)
        if (r->shapers[i])
            sb_shaper_problems(r->shapers[i], layout, r->diag);
    sb_diag_sort(r->diag);
}

static const char *language_tag(const sb_report *r)
{
    return r->locale.language == SB_GERMAN ? "de-DE" : "en-GB";
}

/* A print edition must have a date (ISO 15930-7, 6.10), and it is not the clock's: the report's,
 * else that of the build as reproducible builds have it, else the year that it is about. */
static const char *date_of(const sb_report *r)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH"), *period = r->spec->report.period;
    if (r->spec->report.date)
        return r->spec->report.date;
    bool has_year = period && strspn(period, "0123456789") == 4;
    time_t seconds = epoch ? (time_t)strtoll(epoch, NULL, 10) : 0;
    if (!epoch && has_year)
        return sb_arena_printf(r->arena, "%.4s-01-01", period);
    struct tm utc;
    if (!gmtime_r(&seconds, &utc))
        return "1970-01-01";
    return sb_arena_printf(r->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900,
                           utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

/* A fact sheet is named after its area, then after the report. */
static const char *title_of(const sb_report *r, sb_place one)
{
    const char *title = r->spec->report.title;
    return one.level < 0
               ? title
               : sb_arena_printf(r->arena, "%s \302\267 %s",
                                 sb_areas_at(sb_facts_areas(r->facts), one)->name, title);
}

static sb_doc *bind(const sb_report *r, sb_place one, sb_page **pages, int n)
{
    const sb_spec_report *spec = &r->spec->report;
    sb_doc *doc = sb_doc_new((sb_meta){
        .title = title_of(r, one),
        .subtitle = spec->subtitle,
        .author = spec->author,
        .publisher = spec->publisher,
        .language = language_tag(r),
        .date = date_of(r),
        .producer = "sozialbericht " SB_VERSION,
    });
    for (int i = 0; i < n; i++)
        sb_doc_add(doc, pages[i]);
    return doc;
}

sb_doc *sb_pages_compose(sb_report *r, sb_place one)
{
    const sb_plan *plan = r->is_ready && sb_audit_passes(r) ? new_plan(r, one) : NULL;
    if (!plan)
        return NULL;
    sb_arena *scratch = sb_arena_new(0);
    loop l = {
        .report = r,
        .pages = sb_arena_array(scratch, sb_page *, plan->n),
        .diags = sb_arena_array(scratch, sb_diag *, plan->n),
    };
    sb_parallel(plan->n, r->options.jobs, compose_one, &l, tell);
    gather(&l, plan->n, (sb_span){.file = r->spec->path});
    sb_doc *doc = NULL;
    if (!sb_diag_errors(r->diag))
        doc = bind(r, one, l.pages, plan->n);
    else
        for (int i = 0; i < plan->n; i++)
            sb_page_free(l.pages[i]);
    sb_arena_free(scratch);
    return doc;
}

static sb_page *page_at(sb_report *r, int number)
{
    const sb_plan *plan = sb_report_may_show(r) ? new_plan(r, SB_EVERYWHERE) : NULL;
    if (!plan)
        return NULL;
    if (number < 1 || number > plan->n) {
        sb_fail(r->diag, SB_E_SCHEMA, ((sb_span){.file = r->spec->path}),
                sb_ngettext("there is no page %d: the report has %d page",
                            "there is no page %d: the report has %d pages", plan->n),
                number, plan->n);
        return NULL;
    }
    sb_page *page = sb_compose(&r->composer, number - 1, r->shapers[0], r->diag);
    sb_shaper_problems(r->shapers[0], (sb_span){.file = r->spec->path}, r->diag);
    return page;
}

sb_page *sb_pages_one(sb_report *r, int number)
{
    sb_composer public = r->composer;
    if (r->open) {
        r->composer.facts = r->open;
        r->composer.is_confidential = true;
    }
    sb_page *page = page_at(r, number);
    r->composer = public;
    return page;
}
