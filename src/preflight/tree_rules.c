#include "preflight/check.h"

#include <string.h>

/* The tree of a page being checked. */
typedef struct tree {
    const sb_check *check;
    const sb_page *page;      /* whose texts these are: */
    const char *const *texts; /* [mark] */
    sb_arena *scratch;
    int n_pages;
} tree;

static sb_spot spot_of(const sb_element *e)
{
    sb_spot spot = {.page = e->page->number, .origin = sb_element_origin(e)};
    if (!sb_rect_is_empty(e->box)) {
        spot.at = (sb_point){e->box.x, e->box.y};
        spot.has_point = true;
    }
    return spot;
}

static bool is_text(const char *text) { return text && text[strspn(text, " \n\t")]; }

/* A table may have cells on later pages, and then asks for one after the other. */
static const char *text_of(tree *t, const sb_element *e, int mark)
{
    if (e->page != t->page) {
        t->page = e->page;
        t->texts = sb_page_texts(e->page, t->scratch);
    }
    return t->texts[mark];
}

static bool has_words(tree *t, const sb_element *e)
{
    if (is_text(e->actual) || is_text(e->alt))
        return true;
    for (size_t i = 0; i < e->kids.n; i++) {
        const sb_kid *kid = &e->kids.at[i];
        if (kid->element ? has_words(t, kid->element) : is_text(text_of(t, e, kid->mark)))
            return true;
    }
    return false;
}

static bool is_heading(sb_role role) { return role >= SB_ROLE_H1 && role <= SB_ROLE_H4; }

/* ---- tables ---- */

typedef SB_VEC(const sb_element *) row_list;

static void collect_rows(const tree *t, const sb_element *e, row_list *rows)
{
    for (size_t i = 0; i < e->kids.n; i++) {
        const sb_element *kid = e->kids.at[i].element;
        if (!kid)
            continue;
        if (kid->role == SB_ROLE_TR)
            sb_vec_push(t->scratch, rows, kid);
        else if (kid->role == SB_ROLE_THEAD || kid->role == SB_ROLE_TBODY)
            collect_rows(t, kid, rows);
        else if (kid->role != SB_ROLE_CAPTION)
            sb_find(t->check->findings, SB_RULE_TABLES, spot_of(kid), _("a table holds a %s"),
                    sb_role_name(kid->role));
    }
}

static int span(int n) { return n > 1 ? n : 1; }

static bool is_within(const sb_element *e, const sb_element *table)
{
    while (e && e != table)
        e = e->parent;
    return e;
}

static void check_cell(tree *t, const sb_element *table, const sb_element *cell,
                       bool has_column_head, bool has_row_head)
{
    if (cell->role == SB_ROLE_TH && cell->scope == SB_SCOPE_NONE)
        sb_find(t->check->findings, SB_RULE_TABLES, spot_of(cell),
                _("a table head has no scope"));
    for (size_t i = 0; i < cell->headers.n; i++) {
        const sb_element *head = cell->headers.at[i];
        if (head->role != SB_ROLE_TH || !is_within(head, table))
            sb_find(t->check->findings, SB_RULE_TABLES, spot_of(cell),
                    _("a cell names a head that is none of its table"));
    }
    if (cell->role == SB_ROLE_TD && !cell->headers.n && !has_column_head && !has_row_head &&
        has_words(t, cell)) /* the corner between both heads is empty */
        sb_find(t->check->findings, SB_RULE_TABLES, spot_of(cell), _("a cell has no head"));
}

/* Rows are equally long, spans counted in. */
static void check_table(tree *t, const sb_element *table)
{
    row_list rows = {0};
    SB_VEC(int) taken = {0}; /* [row]: columns taken by cells that reach down into it */
    collect_rows(t, table, &rows);
    if (!rows.n)
        sb_find(t->check->findings, SB_RULE_TABLES, spot_of(table), _("a table has no rows"));
    for (size_t i = 0; i < rows.n; i++)
        sb_vec_push(t->scratch, &taken, 0);
    bool has_column_head = false;
    int columns = -1;
    for (size_t r = 0; r < rows.n; r++) {
        bool has_row_head = false;
        for (size_t i = 0; i < rows.at[r]->kids.n; i++) {
            const sb_element *cell = rows.at[r]->kids.at[i].element;
            if (!cell || (cell->role != SB_ROLE_TH && cell->role != SB_ROLE_TD)) {
                sb_find(t->check->findings, SB_RULE_TABLES, spot_of(rows.at[r]),
                        _("a table row holds what is no cell"));
                continue;
            }
            if (cell->role == SB_ROLE_TH) {
                has_column_head |= cell->scope & SB_SCOPE_COLUMN;
                has_row_head |= cell->scope & SB_SCOPE_ROW;
            }
            check_cell(t, table, cell, has_column_head, has_row_head);
            for (size_t down = r; down < rows.n && down < r + (size_t)span(cell->row_span);
                 down++)
                taken.at[down] += span(cell->column_span);
        }
        if (columns >= 0 && taken.at[r] != columns)
            sb_find(t->check->findings, SB_RULE_TABLES, spot_of(table),
                    _("a table row has %d columns, the one above it %d"), taken.at[r], columns);
        columns = taken.at[r];
    }
}

/* ---- other elements ---- */

/* An element of these stands only in one of those. */
static void check_place(const tree *t, const sb_element *e)
{
    static const struct {
        sb_role role, in[3];
        int n;
        sb_rule_id rule;
    } places[] = {
        {SB_ROLE_LI, {SB_ROLE_L}, 1, SB_RULE_LISTS},
        {SB_ROLE_LBL, {SB_ROLE_LI, SB_ROLE_NOTE}, 2, SB_RULE_LISTS},
        {SB_ROLE_LBODY, {SB_ROLE_LI}, 1, SB_RULE_LISTS},
        {SB_ROLE_TOCI, {SB_ROLE_TOC}, 1, SB_RULE_LISTS},
        {SB_ROLE_TR, {SB_ROLE_TABLE, SB_ROLE_THEAD, SB_ROLE_TBODY}, 3, SB_RULE_TABLES},
        {SB_ROLE_TH, {SB_ROLE_TR}, 1, SB_RULE_TABLES},
        {SB_ROLE_TD, {SB_ROLE_TR}, 1, SB_RULE_TABLES},
    };
    for (size_t i = 0; i < SB_COUNT(places); i++) {
        if (places[i].role != e->role)
            continue;
        for (int k = 0; k < places[i].n; k++)
            if (e->parent && e->parent->role == places[i].in[k])
                return;
        sb_find(t->check->findings, places[i].rule, spot_of(e), _("a %s stands in a %s"),
                sb_role_name(e->role), e->parent ? sb_role_name(e->parent->role) : "Document");
    }
}

/* A scheme in front and no blanks (RFC 3986, 3.1). */
static bool is_uri(const char *text)
{
    const char *p = text;
    while ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
           (p > text && ((*p >= '0' && *p <= '9') || (*p && strchr("+-.", *p)))))
        p++;
    return p > text && *p == ':' && p[1] && !strpbrk(p, " \t\n\r");
}

static void check_target(const tree *t, const sb_element *link)
{
    sb_findings *findings = t->check->findings;
    if (!link->link_uri && (link->link_page < 0 || link->link_page >= t->n_pages))
        sb_find(findings, SB_RULE_LINKS, spot_of(link), _("a link leads to no page"));
    if (link->link_uri && !is_uri(link->link_uri))
        sb_find(findings, SB_RULE_LINKS, spot_of(link), _("'%s' is no address"),
                link->link_uri);
}

/* "de", "en-GB": letters, then parts of letters and digits (BCP 47, 2.1). */
static bool is_language(const char *tag)
{
    int part = 0;
    bool is_first = true;
    for (const char *p = tag;; p++) {
        bool is_letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
        if (is_letter || (!is_first && *p >= '0' && *p <= '9')) {
            part++;
            continue;
        }
        if (part < (is_first ? 2 : 1) || part > 8 || (*p && *p != '-'))
            return false;
        if (!*p)
            return true;
        is_first = false;
        part = 0;
    }
}

static void check_element(tree *t, const sb_element *e)
{
    sb_findings *findings = t->check->findings;
    check_place(t, e);
    if (e->language && !is_language(e->language))
        sb_find(findings, SB_RULE_LANGUAGE, spot_of(e), _("'%s' is no language"), e->language);
    switch (e->role) {
    case SB_ROLE_FIGURE:
        if (!is_text(e->alt))
            sb_find(findings, SB_RULE_ALT, spot_of(e), _("a figure has no text in its place"));
        break;
    case SB_ROLE_TABLE:
        check_table(t, e);
        break;
    case SB_ROLE_L:
    case SB_ROLE_TOC:
        if (!e->kids.n)
            sb_find(findings, SB_RULE_LISTS, spot_of(e), _("a list has no items"));
        break;
    case SB_ROLE_LINK:
        check_target(t, e);
        if (!has_words(t, e))
            sb_find(findings, SB_RULE_LINKS, spot_of(e), _("a link has no words"));
        break;
    default:
        if (is_heading(e->role) && !has_words(t, e))
            sb_find(findings, SB_RULE_HEADINGS, spot_of(e), _("a heading has no words"));
    }
    for (size_t i = 0; i < e->kids.n; i++)
        if (e->kids.at[i].element)
            check_element(t, e->kids.at[i].element);
}

void sb_tree_page(const sb_check *check, int n_pages)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    tree t = {.check = check,
              .page = check->page,
              .texts = sb_page_texts(check->page, scratch),
              .scratch = scratch,
              .n_pages = n_pages};
    check_element(&t, check->page->root);
}

/* ---- the document ---- */

/* Each heading is at most one level below the one before it. */
static void check_headings(const sb_element *e, int page, int *level, sb_findings *findings)
{
    if (is_heading(e->role)) {
        int own = (int)e->role - SB_ROLE_H1 + 1;
        sb_spot spot = {.page = page, .origin = sb_element_origin(e)};
        if (own > *level + 1) {
            if (*level)
                sb_find(findings, SB_RULE_HEADINGS, spot,
                        _("a heading of level %d follows one of level %d"), own, *level);
            else
                sb_find(findings, SB_RULE_HEADINGS, spot, _("the first heading is of level %d"),
                        own);
        }
        *level = own;
    }
    for (size_t i = 0; i < e->kids.n; i++)
        if (e->kids.at[i].element)
            check_headings(e->kids.at[i].element, page, level, findings);
}

void sb_tree_document(const sb_doc *doc, sb_findings *findings)
{
    const sb_meta *meta = sb_doc_meta(doc);
    sb_spot nowhere = {.page = -1};
    int level = 0;
    if (!is_text(meta->language))
        sb_find(findings, SB_RULE_LANGUAGE, nowhere, _("the document has no language"));
    else if (!is_language(meta->language))
        sb_find(findings, SB_RULE_LANGUAGE, nowhere, _("'%s' is no language"), meta->language);
    if (!is_text(meta->title))
        sb_find(findings, SB_RULE_TITLE, nowhere, _("the document has no title"));
    for (int i = 0; i < sb_doc_pages(doc); i++)
        check_headings(sb_doc_page(doc, i)->root, i, &level, findings);
}
