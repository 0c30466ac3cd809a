/* The structure tree and its role map (ISO 32000-1, 14.7 and 14.8.4). */
#include "inspect/look.h"

#include <string.h>

enum { DEEPEST = 256, LONGEST_MAP = 64 };

typedef struct tree {
    sb_look *look;
    sb_object role_map;
    int level; /* of the heading before */
    bool has_h, has_numbered;
    sb_index *ids; /* of notes */
} tree;

/* ISO 32000-1, 14.8.4. */
static bool is_standard(const char *type)
{
    static const char *const types[] = {
        "Document", "Part",    "Art",   "Sect",      "Div",     "BlockQuote", "Caption",
        "TOC",      "TOCI",    "Index", "NonStruct", "Private", "H",          "H1",
        "H2",       "H3",      "H4",    "H5",        "H6",      "P",          "L",
        "LI",       "Lbl",     "LBody", "Table",     "TR",      "TH",         "TD",
        "THead",    "TBody",   "TFoot", "Span",      "Quote",   "Note",       "Reference",
        "BibEntry", "Code",    "Link",  "Annot",     "Ruby",    "RB",         "RT",
        "RP",       "Warichu", "WT",    "WP",        "Figure",  "Formula",    "Form"};
    for (size_t i = 0; i < SB_COUNT(types); i++)
        if (strcmp(types[i], type) == 0)
            return true;
    return false;
}

/* What stands for a type, through the role map; NULL: nothing that is known. */
static const char *standard_of(const tree *t, const char *type, sb_arena *arena)
{
    for (int i = 0; i < LONGEST_MAP && !is_standard(type); i++) {
        sb_object to =
            sb_pdf_in_key(t->look->file, t->role_map, sb_arena_printf(arena, "/%s", type));
        const char *name = sb_pdf_in_name(t->look->file, to, arena);
        if (!name)
            return NULL;
        type = name + 1;
    }
    return is_standard(type) ? type : NULL;
}

/* ISO 14289-1, 7.1. */
static void look_at_role_map(tree *t)
{
    sb_look *look = t->look;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int n;
    const char *const *keys = sb_pdf_in_keys(look->file, t->role_map, &n, scratch);
    for (int i = 0; i < n; i++)
        if (is_standard(keys[i] + 1))
            sb_look_find(look, SB_RULE_STRUCTURE,
                         _("the role map gives the standard type '%s' another meaning"),
                         keys[i] + 1);
        else if (!standard_of(t, keys[i] + 1, scratch))
            sb_look_find(look, SB_RULE_STRUCTURE, _("'%s' stands for no standard type"),
                         keys[i] + 1);
}

/* ---- elements ---- */

/* What tables, lists and contents are made of (tables 333, 336 and 337). */
static const struct family {
    const char *parent, *kids[5];
    sb_rule_id rule;
} families[] = {
    {"Table", {"TR", "THead", "TBody", "TFoot", "Caption"}, SB_RULE_TABLES},
    {"THead", {"TR"}, SB_RULE_TABLES},
    {"TBody", {"TR"}, SB_RULE_TABLES},
    {"TFoot", {"TR"}, SB_RULE_TABLES},
    {"TR", {"TH", "TD"}, SB_RULE_TABLES},
    {"L", {"L", "LI", "Caption"}, SB_RULE_LISTS},
    {"LI", {"Lbl", "LBody"}, SB_RULE_LISTS},
    {"TOC", {"TOC", "TOCI", "Caption"}, SB_RULE_LISTS},
};

static bool may_hold(const struct family *f, const char *kid)
{
    for (size_t i = 0; i < SB_COUNT(f->kids) && f->kids[i]; i++)
        if (strcmp(f->kids[i], kid) == 0)
            return true;
    return false;
}

/* These stand elsewhere too. */
static bool is_free(const char *type)
{
    return !strcmp(type, "Caption") || !strcmp(type, "L") || !strcmp(type, "TOC") ||
           !strcmp(type, "Lbl");
}

static void look_at_place(tree *t, const char *type, const char *parent)
{
    const struct family *own = NULL; /* whose part the type is */
    for (size_t i = 0; i < SB_COUNT(families); i++) {
        const struct family *f = &families[i];
        bool may = may_hold(f, type);
        if (strcmp(f->parent, parent) == 0) {
            if (!may)
                sb_look_find(t->look, f->rule, _("a %s stands in a %s"), type, parent);
            return;
        }
        if (may && !is_free(type))
            own = f;
    }
    if (own)
        sb_look_find(t->look, own->rule, _("a %s stands in a %s"), type, parent);
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

static int heading_level(const char *type)
{
    return type[0] == 'H' && type[1] >= '1' && type[1] <= '6' && !type[2] ? type[1] - '0' : 0;
}

static void look_at_heading(tree *t, const char *type)
{
    int level = heading_level(type);
    t->has_h |= strcmp(type, "H") == 0;
    if (!level)
        return;
    if (level > t->level + 1 && t->level)
        sb_look_find(t->look, SB_RULE_HEADINGS,
                     _("a heading of level %d follows one of level %d"), level, t->level);
    else if (level > 1 && !t->level)
        sb_look_find(t->look, SB_RULE_HEADINGS, _("the first heading is of level %d"), level);
    t->level = level;
    t->has_numbered = true;
}

static void look_at_note(tree *t, sb_object note)
{
    sb_look *look = t->look;
    const char *id =
        sb_pdf_in_text(look->file, sb_pdf_in_key(look->file, note, "/ID"), look->lasting);
    if (!id || !*id)
        sb_look_find(look, SB_RULE_STRUCTURE, _("a note has no ID"));
    else if (!sb_index_put(t->ids, id, 0))
        sb_look_find(look, SB_RULE_STRUCTURE, _("two notes have the ID '%s'"), id);
}

static void look_at_element(tree *t, sb_object element, const char *type, sb_arena *scratch)
{
    sb_look *look = t->look;
    look_at_heading(t, type);
    if ((!strcmp(type, "Figure") || !strcmp(type, "Formula")) &&
        !has_text(look, element, "/Alt", scratch) &&
        !has_text(look, element, "/ActualText", scratch))
        sb_look_find(look, SB_RULE_ALT, _("a figure has no text in its place"));
    if (!strcmp(type, "TH") && attribute(look, element, "/Scope") == SB_NO_OBJECT &&
        !has_text(look, element, "/ID", scratch))
        sb_look_find(look, SB_RULE_TABLES, _("a table head has no scope"));
    if (!strcmp(type, "Note"))
        look_at_note(t, element);
}

static void walk(tree *t, sb_object kid, const char *parent, int depth)
{
    sb_pdf_in *file = t->look->file;
    if (depth > DEEPEST) {
        sb_look_find(t->look, SB_RULE_STRUCTURE, _("the structure tree is too deep"));
        return;
    }
    if (sb_pdf_in_is_array(file, kid)) {
        for (int i = 0; i < sb_pdf_in_count(file, kid); i++)
            walk(t, sb_pdf_in_item(file, kid, i), parent, depth + 1);
        return;
    }
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const char *name = sb_pdf_in_name(file, sb_pdf_in_key(file, kid, "/S"), scratch);
    if (!name)
        return; /* a mark */
    const char *type = standard_of(t, name + 1, scratch);
    if (!type)
        sb_look_find(t->look, SB_RULE_STRUCTURE, _("'%s' stands for no standard type"),
                     name + 1);
    else {
        look_at_place(t, type, parent);
        look_at_element(t, kid, type, scratch);
    }
    walk(t, sb_pdf_in_key(file, kid, "/K"), type ? type : parent, depth + 1);
}

void sb_look_structure(sb_look *look)
{
    sb_pdf_in *file = look->file;
    sb_object catalog = sb_pdf_in_catalog(file);
    sb_object root = sb_pdf_in_key(file, catalog, "/StructTreeRoot");
    sb_object marks = sb_pdf_in_key(file, catalog, "/MarkInfo");
    tree t = {.look = look,
              .role_map = sb_pdf_in_key(file, root, "/RoleMap"),
              .ids = sb_index_new(look->lasting)};
    if (!sb_pdf_in_is_true(file, sb_pdf_in_key(file, marks, "/Marked")) || root == SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_STRUCTURE, _("the document is not tagged"));
    if (sb_pdf_in_is_true(file, sb_pdf_in_key(file, marks, "/Suspects")))
        sb_look_find(look, SB_RULE_STRUCTURE,
                     _("the document says that its tags are doubtful"));
    if (!has_text(look, catalog, "/Lang", look->lasting))
        sb_look_find(look, SB_RULE_LANGUAGE, _("the document has no language"));
    look_at_role_map(&t);
    walk(&t, sb_pdf_in_key(file, root, "/K"), "StructTreeRoot", 0);
    if (t.has_h && t.has_numbered)
        sb_look_find(look, SB_RULE_HEADINGS, _("headings are both numbered and of type H"));
}
