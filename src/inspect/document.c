#include "inspect/look.h"

#include <string.h>

/* ---- the catalog ---- */

/* What an ICC profile says of itself (ICC.1:2010, 7.2): its class, its colours. */
static void look_at_profile(sb_look *look, sb_object profile)
{
    enum { CLASS = 12, SPACE = 16, WORD = 4, HEADER = 128 };
    const char *space = look->is_print ? "CMYK" : "RGB ";
    size_t n;
    const char *bytes = sb_pdf_in_stream(look->file, profile, &n, look->lasting);
    if (!bytes || n < HEADER)
        sb_look_find(look, SB_RULE_INTENT, _("the condition of output has no ICC profile"));
    else if (memcmp(bytes + SPACE, space, WORD) != 0)
        sb_look_find(look, SB_RULE_INTENT, _("the profile of the output is for '%.4s'"),
                     bytes + SPACE);
    else if (look->is_print && memcmp(bytes + CLASS, "prtr", WORD) != 0)
        sb_look_find(look, SB_RULE_INTENT, _("the profile of the output is of no press"));
}

static void look_at_intents(sb_look *look)
{
    sb_pdf_in *file = look->file;
    sb_object all = sb_pdf_in_key(file, sb_pdf_in_catalog(file), "/OutputIntents");
    const char *kind = look->is_print ? "/GTS_PDFX" : "/GTS_PDFA1";
    int n = 0;
    for (int i = 0; i < sb_pdf_in_count(file, all); i++) {
        sb_object intent = sb_pdf_in_item(file, all, i);
        if (!sb_pdf_in_is_name(file, sb_pdf_in_key(file, intent, "/S"), kind))
            continue;
        n++;
        look_at_profile(look, sb_pdf_in_key(file, intent, "/DestOutputProfile"));
        if (sb_pdf_in_key(file, intent, "/OutputConditionIdentifier") == SB_NO_OBJECT)
            sb_look_find(look, SB_RULE_INTENT, _("the condition of output has no name"));
    }
    if (n != 1)
        sb_look_find(look, SB_RULE_INTENT,
                     n ? _("the file names more than one condition of output")
                       : _("the file names no condition of output"));
}

static void look_at_actions(sb_look *look)
{
    static const char *const keys[] = {"/AA", "/AcroForm", "/Collection", "/OCProperties"};
    sb_pdf_in *file = look->file;
    sb_object catalog = sb_pdf_in_catalog(file);
    sb_object names = sb_pdf_in_key(file, catalog, "/Names");
    if (sb_pdf_in_is_locked(file))
        sb_look_find(look, SB_RULE_ACTIONS, _("the file is encrypted"));
    for (size_t i = 0; i < SB_COUNT(keys); i++)
        if (sb_pdf_in_key(file, catalog, keys[i]) != SB_NO_OBJECT)
            sb_look_find(look, SB_RULE_ACTIONS, _("the catalog has '%s'"), keys[i]);
    if (sb_pdf_in_is_dict(file, sb_pdf_in_key(file, catalog, "/OpenAction")))
        sb_look_find(look, SB_RULE_ACTIONS, _("the catalog has '%s'"), "/OpenAction");
    if (sb_pdf_in_key(file, names, "/EmbeddedFiles") != SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_ACTIONS, _("other files lie in the file"));
    if (sb_pdf_in_key(file, names, "/JavaScript") != SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_ACTIONS, _("the file runs programs"));
    if (sb_pdf_in_key(file, names, "/AlternatePresentations") != SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_ACTIONS, _("the file shows itself in two ways"));
}

static void need_in_metadata(sb_look *look, const char *xmp, const char *property)
{
    if (!strstr(xmp, property))
        sb_look_find(look, SB_RULE_CLAIM, _("the metadata does not say '%s'"), property);
}

static void look_at_metadata(sb_look *look)
{
    sb_pdf_in *file = look->file;
    size_t n;
    const char *xmp = sb_pdf_in_stream(
        file, sb_pdf_in_key(file, sb_pdf_in_catalog(file), "/Metadata"), &n, look->lasting);
    if (!xmp)
        xmp = "";
    if (look->is_print) {
        /* ISO 15930-7, 6.10 and 6.11 */
        static const char *const needed[] = {"pdfxid:GTS_PDFXVersion", "pdf:Trapped",
                                             "xmp:CreateDate",         "xmp:ModifyDate",
                                             "xmp:MetadataDate",       "xmpMM:DocumentID",
                                             "xmpMM:VersionID",        "xmpMM:RenditionClass"};
        for (size_t i = 0; i < SB_COUNT(needed); i++)
            need_in_metadata(look, xmp, needed[i]);
        sb_object trapped = sb_pdf_in_key(file, sb_pdf_in_info(file), "/Trapped");
        if (!sb_pdf_in_is_name(file, trapped, "/True") &&
            !sb_pdf_in_is_name(file, trapped, "/False"))
            sb_look_find(look, SB_RULE_CLAIM, _("the file does not say if it is trapped"));
    } else {
        need_in_metadata(look, xmp, "pdfuaid:part");
        need_in_metadata(look, xmp, "pdfaid:part");
    }
    if (!strstr(xmp, "dc:title"))
        sb_look_find(look, SB_RULE_TITLE, _("the document has no title"));
}

/* ISO 15930-7, 6.10: the trailer's /ID, and what the information says. */
static void look_at_identity(sb_look *look)
{
    static const char *const entries[] = {"/Title", "/CreationDate", "/ModDate"};
    sb_pdf_in *file = look->file;
    sb_object info = sb_pdf_in_info(file);
    if (sb_pdf_in_count(file, sb_pdf_in_key(file, sb_pdf_in_trailer(file), "/ID")) != 2)
        sb_look_find(look, SB_RULE_CLAIM, _("the file has no ID"));
    for (size_t i = 0; i < SB_COUNT(entries); i++)
        if (sb_pdf_in_key(file, info, entries[i]) == SB_NO_OBJECT)
            sb_look_find(look, SB_RULE_CLAIM, _("the file does not say its '%s'"), entries[i]);
}

static void look_at_window(sb_look *look)
{
    sb_pdf_in *file = look->file;
    sb_object window = sb_pdf_in_key(file, sb_pdf_in_catalog(file), "/ViewerPreferences");
    if (!sb_pdf_in_is_true(file, sb_pdf_in_key(file, window, "/DisplayDocTitle")))
        sb_look_find(look, SB_RULE_TITLE, _("the window does not show the title"));
}

void sb_look_document(sb_look *look)
{
    look->page = -1;
    look_at_actions(look);
    look_at_metadata(look);
    look_at_intents(look);
    if (look->is_print) {
        look_at_identity(look);
    } else {
        look_at_window(look);
        sb_look_structure(look);
    }
}
