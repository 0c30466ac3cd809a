#include "report/spreadsheet.h"

#include <stdlib.h>
#include <string.h>

bool sb_report_check(sb_report *r) { return sb_report_preflight(r, SB_CSV, NULL); }

static void tell(const sb_report *r, const char *path)
{
    if (r->options.progress)
        r->options.progress(r->options.progress_user,
                            sb_arena_printf(r->arena, _("writing %s"), path), 1, 1);
}

/* "a/b.pdf" and "print" make "a/b-print.pdf". */
static const char *with_edition(sb_arena *arena, const char *path, const char *edition)
{
    size_t n = strlen(path);
    bool is_pdf = n >= 4 && strcmp(path + n - 4, ".pdf") == 0;
    return sb_arena_printf(arena, "%.*s-%s.pdf", (int)(is_pdf ? n - 4 : n), path, edition);
}

static bool write_edition(sb_report *r, const sb_doc *doc, sb_run *run, const char *path,
                          sb_edition edition)
{
    const char *temporary = sb_run_file(run, path, r->diag);
    if (!temporary)
        return false;
    tell(r, path);
    const sb_spec_print *print = &r->spec->report.print;
    bool is_print = edition == SB_PRINT;
    sb_pdf_options options = {
        .ink = is_print ? SB_INK_CMYK : SB_INK_RGB,
        .jobs = r->options.jobs,
        .profile = is_print ? sb_profiles_press(r->profiles) : sb_profiles_screen(r->profiles),
        .marks = print->marks,
        .multiple = print->multiple,
    };
    return sb_pdf_write(doc, options, temporary, r->diag) &&
           sb_report_check_file(r, temporary, edition);
}

static bool write_editions(sb_report *r, const sb_doc *doc, sb_run *run, const char *path,
                           unsigned editions)
{
    bool both = editions == (SB_PRINT | SB_WEB);
    if (editions & SB_PRINT &&
        !write_edition(r, doc, run, both ? with_edition(r->arena, path, "print") : path,
                       SB_PRINT))
        return false;
    return !(editions & SB_WEB) ||
           write_edition(r, doc, run, both ? with_edition(r->arena, path, "web") : path,
                         SB_WEB);
}

static bool finish(sb_report *r, sb_run *run, bool is_good)
{
    if (!is_good)
        sb_run_abandon(run);
    return is_good && sb_run_commit(run, r->diag);
}

bool sb_report_build(sb_report *r, const char *path, unsigned editions)
{
    sb_doc *doc = sb_pages_compose(r, SB_EVERYWHERE);
    if (!doc)
        return false;
    sb_run *run = sb_run_new(r->arena);
    bool is_good =
        finish(r, run,
               sb_report_check_doc(r, doc, SB_CSV, NULL) &&
                   write_editions(r, doc, run, path, editions) &&
                   sb_spreadsheets_write(r, run, path, sb_spreadsheet_names_new(r->arena)));
    sb_doc_free(doc);
    return is_good;
}

const char *sb_report_file_name(sb_report *r, const char *pattern, const sb_area *area)
{
    sb_buf out = {0};
    for (const char *p = pattern; *p;) {
        if (area && strncmp(p, "{key}", 5) == 0) {
            sb_file_name_add(&out, area->key);
            p += 5;
        } else if (area && strncmp(p, "{name}", 6) == 0) {
            sb_file_name_add(&out, area->name);
            p += 6;
        } else {
            sb_buf_char(&out, *p++);
        }
    }
    const char *name = sb_arena_text(r->arena, out.at ? out.at : "");
    sb_buf_free(&out);
    return name;
}

/* True if `key` is among the keys parted by commas, or there are none. */
static bool is_wanted(const char *only, const char *key)
{
    size_t n = strlen(key);
    for (const char *p = only; p && *p; p += strcspn(p, ","), p += *p == ',')
        if (strcspn(p, ",") == n && strncmp(p, key, n) == 0)
            return true;
    return !only;
}

/* One area's sheet in the editions asked for. */
static bool write_sheet(sb_report *r, sb_run *run, sb_place place, const char *path,
                        unsigned editions, sb_spreadsheet_names *names)
{
    sb_doc *doc = sb_pages_compose(r, place);
    bool is_good = doc && sb_report_check_doc(r, doc, SB_CSV, NULL) &&
                   write_editions(r, doc, run, path, editions) &&
                   sb_spreadsheets_write(r, run, path, names);
    sb_doc_free(doc);
    return is_good;
}

/* Its progress is counted in sheets, not in the pages of each. */
static bool write_sheets(sb_report *r, sb_run *run, int level, const char *pattern,
                         unsigned editions)
{
    const sb_level *l = &sb_facts_areas(r->facts)->levels[level];
    sb_index *names = sb_index_new(r->arena);
    sb_spreadsheet_names *spreadsheets = sb_spreadsheet_names_new(r->arena);
    sb_progress *progress = r->options.progress;
    r->options.progress = NULL;
    bool is_good = true;
    for (int a = 0; a < l->n && is_good; a++) {
        if (!is_wanted(r->options.only, l->areas[a].key))
            continue;
        const char *path = sb_report_file_name(r, pattern, &l->areas[a]);
        is_good = sb_index_put(names, path, a);
        if (!is_good) {
            sb_fail(r->diag, SB_E_IO, SB_NOWHERE, _("two areas would be written to '%s'"),
                    path);
            sb_hint(r->diag, _("use {key} in the name of the files"));
            break;
        }
        is_good = write_sheet(r, run, (sb_place){level, a}, path, editions, spreadsheets);
        if (progress)
            progress(r->options.progress_user, _("writing fact sheets"), a + 1, l->n);
    }
    r->options.progress = progress;
    return is_good;
}

bool sb_report_split(sb_report *r, const char *level, const char *pattern, unsigned editions)
{
    if (!r->is_ready)
        return false;
    int l = sb_areas_level(sb_facts_areas(r->facts), level);
    if (l < 0) {
        sb_fail(r->diag, SB_E_SCHEMA, ((sb_span){.file = r->spec->path}),
                _("no level is called '%s'"), level);
        return false;
    }
    sb_run *run = sb_run_new(r->arena);
    return finish(r, run, write_sheets(r, run, l, pattern, editions));
}

static bool write_preview(sb_report *r, int number, bool is_grey, const char *path)
{
    sb_page *page = sb_pages_one(r, number);
    if (!page)
        return false;
    size_t n = strlen(path);
    bool is_svg = n > 4 && strcmp(path + n - 4, ".svg") == 0;
    sb_run *run = sb_run_new(r->arena);
    const char *temporary = sb_run_file(run, path, r->diag);
    bool is_good = temporary && (is_svg ? sb_svg_write(page, is_grey, temporary, r->diag)
                                        : sb_png_write(page, 144, is_grey, temporary, r->diag));
    sb_page_free(page);
    return finish(r, run, is_good) && !sb_diag_errors(r->diag);
}

bool sb_report_preview(sb_report *report, int page, const char *path)
{
    return write_preview(report, page, false, path);
}

bool sb_report_preview_grey(sb_report *report, int page, const char *path)
{
    return write_preview(report, page, true, path);
}

static bool put(sb_report *r, sb_buf *text, FILE *out)
{
    bool is_good =
        fwrite(text->at ? text->at : "", 1, text->n, out) == text->n && fflush(out) == 0;
    sb_buf_free(text);
    if (!is_good)
        sb_fail(r->diag, SB_E_IO, SB_NOWHERE, _("cannot write the output"));
    return is_good;
}

bool sb_report_trace(sb_report *r, int number, FILE *out)
{
    sb_page *page = sb_pages_one(r, number);
    if (!page)
        return false;
    sb_buf text = {0};
    sb_buf_printf(&text, "page %d ", number);
    sb_buf_number(&text, page->sheet.width, 3);
    sb_buf_text(&text, " x ");
    sb_buf_number(&text, page->sheet.height, 3);
    sb_buf_text(&text, " bleed ");
    sb_buf_number(&text, page->sheet.bleed, 3);
    sb_buf_text(&text, r->open ? " confidential\n" : "\n");
    sb_list_trace(page->list, &text);
    sb_page_free(page);
    return put(r, &text, out) && !sb_diag_errors(r->diag);
}

bool sb_report_tags(sb_report *r, FILE *out)
{
    sb_doc *doc = sb_pages_compose(r, SB_EVERYWHERE);
    if (!doc)
        return false;
    sb_buf text = {0};
    sb_doc_tags(doc, &text);
    sb_doc_free(doc);
    return put(r, &text, out);
}

static bool put_plain(void (*make)(sb_buf *), FILE *out)
{
    sb_buf text = {0};
    make(&text);
    bool is_good = fwrite(text.at, 1, text.n, out) == text.n && fflush(out) == 0;
    sb_buf_free(&text);
    return is_good;
}

bool sb_schema_write(FILE *out) { return put_plain(sb_spec_schema, out); }

bool sb_reference_write(FILE *out) { return put_plain(sb_spec_reference, out); }

void sb_report_abandon(void) { sb_run_abandon_all(); }
