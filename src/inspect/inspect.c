#include "inspect/inspect.h"

#include "inspect/look.h"

sb_spot sb_look_spot(const sb_look *look, sb_point at)
{
    return (sb_spot){.page = look->page,
                     .at = {at.x - look->trim.x, sb_rect_bottom(look->trim) - at.y},
                     .has_point = true};
}

bool sb_look_is_new(sb_look *look, sb_object object)
{
    int id = sb_pdf_in_id(look->file, object);
    return !id || sb_index_put(look->seen, sb_arena_printf(look->lasting, "%d", id), id);
}

/* A printing condition, or a bleed. */
static bool is_for_print(sb_pdf_in *file)
{
    sb_object all = sb_pdf_in_key(file, sb_pdf_in_catalog(file), "/OutputIntents");
    for (int i = 0; i < sb_pdf_in_count(file, all); i++)
        if (sb_pdf_in_is_name(file, sb_pdf_in_key(file, sb_pdf_in_item(file, all, i), "/S"),
                              "/GTS_PDFX"))
            return true;
    sb_rect trim, bleed;
    sb_object page = sb_pdf_in_pages(file) ? sb_pdf_in_page(file, 0) : SB_NO_OBJECT;
    return sb_pdf_in_box(file, sb_pdf_in_key(file, page, "/TrimBox"), &trim) &&
           sb_pdf_in_box(file, sb_pdf_in_key(file, page, "/BleedBox"), &bleed) &&
           bleed.width > trim.width;
}

bool sb_inspect(const char *path, unsigned edition, sb_depth depth, const sb_limits *limits,
                sb_findings *findings, sb_span at, sb_diag *diag)
{
    SB_AUTO(sb_pdf_in_drop) sb_pdf_in *file = sb_pdf_in_open(path, at, diag);
    if (!file)
        return false;
    SB_AUTO(sb_arena_drop) sb_arena *lasting = sb_arena_new(0);
    sb_look look = {.file = file,
                    .limits = limits,
                    .findings = findings,
                    .is_print = edition ? edition == SB_PRINT : is_for_print(file),
                    .lasting = lasting,
                    .seen = sb_index_new(lasting),
                    .page = -1};
    int n = sb_pdf_in_pages(file);
    if (!n)
        sb_look_find(&look, SB_RULE_DAMAGE, _("the file has no pages"));
    if (depth == SB_INSPECT_ALL)
        sb_look_document(&look);
    for (int i = 0; i < n; i++) {
        SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
        look.arena = arena;
        look.page = i;
        sb_look_page(&look, sb_pdf_in_page(file, i));
        sb_pdf_in_forget(file);
    }
    look.page = -1;
    for (const char *warning; (warning = sb_pdf_in_warning(file));)
        sb_look_find(&look, SB_RULE_DAMAGE, "%s", warning);
    return true;
}
