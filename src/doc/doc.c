#include "doc/doc.h"

#include <assert.h>

struct sb_doc {
    sb_arena *arena;
    sb_meta meta;
    sb_element root;
    SB_VEC(sb_page *) pages;
    sb_element *open; /* what the last page left to be continued */
    int next_id;
};

const char *sb_role_name(sb_role role)
{
    static const char *const names[] = {
        [SB_ROLE_DOCUMENT] = "Document",
        [SB_ROLE_SECT] = "Sect",
        [SB_ROLE_H1] = "H1",
        [SB_ROLE_H2] = "H2",
        [SB_ROLE_H3] = "H3",
        [SB_ROLE_H4] = "H4",
        [SB_ROLE_P] = "P",
        [SB_ROLE_QUOTE] = "BlockQuote",
        [SB_ROLE_SPAN] = "Span",
        [SB_ROLE_CODE] = "Code",
        [SB_ROLE_L] = "L",
        [SB_ROLE_LI] = "LI",
        [SB_ROLE_LBL] = "Lbl",
        [SB_ROLE_LBODY] = "LBody",
        [SB_ROLE_TABLE] = "Table",
        [SB_ROLE_THEAD] = "THead",
        [SB_ROLE_TBODY] = "TBody",
        [SB_ROLE_TR] = "TR",
        [SB_ROLE_TH] = "TH",
        [SB_ROLE_TD] = "TD",
        [SB_ROLE_CAPTION] = "Caption",
        [SB_ROLE_FIGURE] = "Figure",
        [SB_ROLE_NOTE] = "Note",
        [SB_ROLE_TOC] = "TOC",
        [SB_ROLE_TOCI] = "TOCI",
        [SB_ROLE_REFERENCE] = "Reference",
        [SB_ROLE_LINK] = "Link",
    };
    return names[role];
}

/* Most elements hold one mark or two: start smaller than a vector does. */
static void add_kid(sb_arena *arena, sb_element *parent, sb_kid kid)
{
    if (!parent->kids.room) {
        parent->kids.at = sb_arena_array(arena, sb_kid, 1);
        parent->kids.room = 1;
    }
    sb_vec_push(arena, &parent->kids, kid);
}

static bool is_same(sb_span a, sb_span b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

static int origin_number(sb_page *page)
{
    size_t n = page->origins.n;
    if (!n || !is_same(page->origins.at[n - 1], page->origin))
        sb_vec_push(page->arena, &page->origins, page->origin);
    return (int)page->origins.n - 1;
}

static sb_element *new_element(sb_page *page, sb_role role)
{
    sb_element *element = sb_arena_one(page->arena, sb_element);
    element->role = role;
    element->page = page;
    element->origin = origin_number(page);
    element->link_page = -1;
    return element;
}

sb_page *sb_page_new(sb_arena *take_arena, sb_sheet sheet)
{
    sb_page *page = sb_arena_one(take_arena, sb_page);
    page->arena = take_arena;
    page->sheet = sheet;
    page->list = sb_list_new(take_arena);
    page->root = new_element(page, SB_ROLE_SECT);
    return page;
}

void sb_page_bookmark(sb_page *page, const char *title, int depth)
{
    sb_vec_push(page->arena, &page->bookmarks,
                ((sb_bookmark){sb_arena_text(page->arena, title), depth}));
}

void sb_page_set_origin(sb_page *page, sb_span origin)
{
    page->origin = origin;
    page->root->origin = origin_number(page);
}

sb_span sb_element_origin(const sb_element *element)
{
    return element->page ? element->page->origins.at[element->origin] : SB_NOWHERE;
}

sb_page *sb_page_draft(sb_arena *arena)
{
    sb_page *page = sb_page_new(arena, (sb_sheet){0});
    page->label = "0";
    return page;
}

void sb_page_free(sb_page *page)
{
    if (page)
        sb_arena_free(page->arena);
}

sb_element *sb_element_new(sb_page *page, sb_element *parent, sb_role role)
{
    assert(parent && parent->page == page);
    sb_element *element = new_element(page, role);
    element->parent = parent;
    add_kid(page->arena, parent, (sb_kid){.element = element});
    return element;
}

void sb_element_turn(sb_element *element, sb_matrix matrix)
{
    sb_rect box = element->box;
    if (!sb_rect_is_empty(box)) {
        sb_point a = sb_matrix_apply(matrix, (sb_point){box.x, box.y});
        sb_point b =
            sb_matrix_apply(matrix, (sb_point){sb_rect_right(box), sb_rect_bottom(box)});
        element->box =
            (sb_rect){fmin(a.x, b.x), fmin(a.y, b.y), fabs(a.x - b.x), fabs(a.y - b.y)};
    }
    for (size_t i = 0; i < element->kids.n; i++)
        if (element->kids.at[i].element)
            sb_element_turn(element->kids.at[i].element, matrix);
}

void sb_page_begin(sb_page *page, sb_element *element)
{
    assert(element->page == page);
    int mark = (int)page->marks.n;
    sb_vec_push(page->arena, &page->marks, element);
    add_kid(page->arena, element, (sb_kid){.mark = mark});
    sb_list_mark(page->list, mark);
}

void sb_page_begin_artifact(sb_page *page, sb_artifact kind)
{
    sb_vec_push(page->arena, &page->artifacts, page->origin);
    sb_list_artifact(page->list, kind);
}

void sb_page_end(sb_page *page) { sb_list_unmark(page->list); }

void sb_page_link(sb_page *page, sb_element *link, sb_rect box)
{
    assert(link->page == page && link->role == SB_ROLE_LINK);
    sb_vec_push(page->arena, &page->links, ((sb_link){link, box}));
}

sb_element *sb_page_continue(sb_page *page, sb_role role)
{
    return page->continued = new_element(page, role);
}

sb_doc *sb_doc_new(sb_meta meta)
{
    sb_arena *arena = sb_arena_new(0);
    sb_doc *doc = sb_arena_one(arena, sb_doc);
    doc->arena = arena;
    doc->meta = (sb_meta){
        .title = sb_arena_text(arena, meta.title),
        .subtitle = sb_arena_text(arena, meta.subtitle),
        .author = sb_arena_text(arena, meta.author),
        .publisher = sb_arena_text(arena, meta.publisher),
        .language = sb_arena_text(arena, meta.language),
        .date = sb_arena_text(arena, meta.date),
        .producer = sb_arena_text(arena, meta.producer),
    };
    doc->root = (sb_element){.role = SB_ROLE_DOCUMENT, .link_page = -1};
    doc->next_id = 1;
    return doc;
}

void sb_doc_free(sb_doc *doc)
{
    if (!doc)
        return;
    for (size_t i = 0; i < doc->pages.n; i++)
        sb_page_free(doc->pages.at[i]);
    sb_arena_free(doc->arena);
}

/* Elements are numbered in reading order; the Document element is 0. */
static void number(sb_doc *doc, sb_element *element)
{
    element->id = doc->next_id++;
    for (size_t i = 0; i < element->kids.n; i++)
        if (element->kids.at[i].element)
            number(doc, element->kids.at[i].element);
}

/* ---- a Table over several pages ---- */

typedef SB_VEC(sb_element *) element_list;

static sb_element *part_of(const sb_element *table, sb_role role)
{
    for (size_t i = 0; i < table->kids.n; i++)
        if (table->kids.at[i].element && table->kids.at[i].element->role == role)
            return table->kids.at[i].element;
    return NULL;
}

static element_list heads_of(sb_doc *doc, const sb_element *table)
{
    element_list heads = {0};
    const sb_element *head = part_of(table, SB_ROLE_THEAD);
    for (size_t r = 0; r < head->kids.n; r++) {
        const sb_element *row = head->kids.at[r].element;
        for (size_t c = 0; c < row->kids.n; c++)
            sb_vec_push(doc->arena, &heads, row->kids.at[c].element);
    }
    return heads;
}

/* Cells that name the repeated head name the first one instead; until then its elements carry
 * their place as a negative id. */
static void rename_heads(const element_list *first, const sb_element *row)
{
    for (size_t c = 0; c < row->kids.n; c++) {
        sb_element *cell = row->kids.at[c].element;
        for (size_t h = 0; h < cell->headers.n; h++)
            if (cell->headers.at[h]->id < 0)
                cell->headers.at[h] = first->at[-1 - cell->headers.at[h]->id];
    }
}

static void join_rows(sb_doc *doc, sb_element *table, const sb_element *more)
{
    element_list first = heads_of(doc, table), again = heads_of(doc, more);
    assert(first.n == again.n);
    for (size_t i = 0; i < again.n; i++)
        again.at[i]->id = -1 - (int)i;
    sb_element *body = part_of(table, SB_ROLE_TBODY);
    const sb_element *rows = part_of(more, SB_ROLE_TBODY);
    for (size_t i = 0; i < rows->kids.n; i++) {
        sb_element *row = rows->kids.at[i].element;
        row->parent = body;
        rename_heads(&first, row);
        add_kid(doc->arena, body, (sb_kid){.element = row});
        number(doc, row);
    }
    table->box = (sb_rect){0}; /* of a single page: ISO 32000-1, 14.8.5.4.3 */
}

static void join(sb_doc *doc, sb_element *open, sb_element *more)
{
    if (open->role == SB_ROLE_TABLE) {
        join_rows(doc, open, more);
        return;
    }
    more->parent = open;
    add_kid(doc->arena, open, (sb_kid){.element = more});
    number(doc, more);
}

void sb_doc_add(sb_doc *doc, sb_page *take_page)
{
    take_page->number = (int)doc->pages.n;
    take_page->root->parent = &doc->root;
    sb_vec_push(doc->arena, &doc->pages, take_page);
    if (take_page->continued) {
        assert(doc->open);
        join(doc, doc->open, take_page->continued);
    }
    if (!take_page->open || take_page->open != take_page->continued)
        doc->open = take_page->open;
    add_kid(doc->arena, &doc->root, (sb_kid){.element = take_page->root});
    number(doc, take_page->root);
}

const sb_meta *sb_doc_meta(const sb_doc *doc) { return &doc->meta; }

int sb_doc_pages(const sb_doc *doc) { return (int)doc->pages.n; }

sb_page *sb_doc_page(const sb_doc *doc, int i) { return doc->pages.at[i]; }

int sb_doc_elements(const sb_doc *doc) { return doc->next_id; }

sb_element *sb_doc_root(const sb_doc *doc) { return (sb_element *)&doc->root; }
