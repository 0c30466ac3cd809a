#include "inspect/look.h"

#include <string.h>

enum { DEEPEST = 256 }; /* of the structure tree */

/* ---- the catalog ---- */

static bool has_profile(sb_look *look)
{
    sb_pdf_in *file = look->file;
    sb_object all = sb_pdf_in_key(file, sb_pdf_in_catalog(file), "/OutputIntents");
    const char *kind = look->is_print ? "/GTS_PDFX" : "/GTS_PDFA1";
    for (int i = 0; i < sb_pdf_in_count(file, all); i++) {
        sb_object intent = sb_pdf_in_item(file, all, i);
        if (sb_pdf_in_is_name(file, sb_pdf_in_key(file, intent, "/S"), kind) &&
            sb_pdf_in_key(file, intent, "/DestOutputProfile") != SB_NO_OBJECT)
            return true;
    }
    return false;
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
        need_in_metadata(look, xmp, "GTS_PDFXVersion");
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

/* ---- the structure tree ---- */

typedef struct tree {
    sb_look *look;
    int level; /* of the heading before */
} tree;

static int heading_level(const char *type)
{
    return type[0] == 'H' && type[1] >= '1' && type[1] <= '6' && !type[2] ? type[1] - '0' : 0;
}

static bool has_text(sb_look *look, sb_object element, const char *key, sb_arena *arena)
{
    const char *text =
        sb_pdf_in_text(look->file, sb_pdf_in_key(look->file, element, key), arena);
    return text && text[strspn(text, " ")];
}

/* An attribute of the element, in its one dictionary or its list of them. */
static sb_object attribute(const sb_look *look, sb_object element, const char *key)
{
    sb_object all = sb_pdf_in_key(look->file, element, "/A");
    if (!sb_pdf_in_is_array(look->file, all))
        return sb_pdf_in_key(look->file, all, key);
    for (int i = 0; i < sb_pdf_in_count(look->file, all); i++) {
        sb_object value = sb_pdf_in_key(look->file, sb_pdf_in_item(look->file, all, i), key);
        if (value != SB_NO_OBJECT)
            return value;
    }
    return SB_NO_OBJECT;
}

static void look_at_element(tree *t, sb_object element, const char *type, sb_arena *scratch)
{
    sb_look *look = t->look;
    int level = heading_level(type);
    if (level > t->level + 1)
        sb_look_find(look, SB_RULE_HEADINGS, _("a heading of level %d follows one of level %d"),
                     level, t->level);
    if (level)
        t->level = level;
    if ((!strcmp(type, "Figure") || !strcmp(type, "Formula")) &&
        !has_text(look, element, "/Alt", scratch) &&
        !has_text(look, element, "/ActualText", scratch))
        sb_look_find(look, SB_RULE_ALT, _("a figure has no text in its place"));
    if (!strcmp(type, "TH") && attribute(look, element, "/Scope") == SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_TABLES, _("a table head has no scope"));
    if (!strcmp(type, "Note") && !has_text(look, element, "/ID", scratch))
        sb_look_find(look, SB_RULE_STRUCTURE, _("a note has no ID"));
}

static void walk(tree *t, sb_object kid, int depth)
{
    sb_pdf_in *file = t->look->file;
    if (depth > DEEPEST) {
        sb_look_find(t->look, SB_RULE_STRUCTURE, _("the structure tree is too deep"));
        return;
    }
    if (sb_pdf_in_is_array(file, kid)) {
        for (int i = 0; i < sb_pdf_in_count(file, kid); i++)
            walk(t, sb_pdf_in_item(file, kid, i), depth + 1);
        return;
    }
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const char *type = sb_pdf_in_name(file, sb_pdf_in_key(file, kid, "/S"), scratch);
    if (!type)
        return; /* a mark */
    look_at_element(t, kid, type + 1, scratch);
    walk(t, sb_pdf_in_key(file, kid, "/K"), depth + 1);
}

static void look_at_structure(sb_look *look)
{
    sb_pdf_in *file = look->file;
    sb_object catalog = sb_pdf_in_catalog(file);
    sb_object root = sb_pdf_in_key(file, catalog, "/StructTreeRoot");
    if (!sb_pdf_in_is_true(
            file, sb_pdf_in_key(file, sb_pdf_in_key(file, catalog, "/MarkInfo"), "/Marked")) ||
        root == SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_STRUCTURE, _("the document is not tagged"));
    if (!has_text(look, catalog, "/Lang", look->lasting))
        sb_look_find(look, SB_RULE_LANGUAGE, _("the document has no language"));
    if (!sb_pdf_in_is_true(
            file, sb_pdf_in_key(file, sb_pdf_in_key(file, catalog, "/ViewerPreferences"),
                                "/DisplayDocTitle")))
        sb_look_find(look, SB_RULE_TITLE, _("the window does not show the title"));
    walk(&(tree){.look = look}, sb_pdf_in_key(file, root, "/K"), 0);
}

void sb_look_document(sb_look *look)
{
    look->page = -1;
    look_at_actions(look);
    look_at_metadata(look);
    if (!has_profile(look))
        sb_look_find(look, SB_RULE_INTENT, _("the file names no condition of output"));
    if (!look->is_print)
        look_at_structure(look);
}
