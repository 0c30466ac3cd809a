#include "backend/pdf_structure.h"

#include "backend/pdf_syntax.h"

enum { LEAF = 64 }; /* entries of one leaf of a number or name tree */

typedef struct structure {
    const sb_pdf_book *book;
    const sb_element **elements; /* by id */
    SB_VEC(int) named;           /* ids of the elements that others may name */
    int root;                    /* object of the StructTreeRoot */
    int first;                   /* object of element 0; the others follow by id */
    int parent_leaves, id_leaves;
} structure;

static void write_element_ref(const structure *s, const sb_element *element, sb_buf *out)
{
    sb_pdf_ref(out, s->first + element->id);
}

/* As wide as all, so that the order of the numbers is that of the names. */
static void write_id(int id, sb_buf *out) { sb_buf_printf(out, "(e%08d)", id); }

/* ISO 14289-1, 7.5 and 7.9: headers are named by cells, and a note needs a name of its own. */
static bool has_id(const sb_element *e)
{
    return e->role == SB_ROLE_TH || e->role == SB_ROLE_NOTE;
}

static void write_text(sb_buf *out, const char *key, const char *text)
{
    if (!text)
        return;
    sb_buf_printf(out, "/%s ", key);
    sb_pdf_string(out, text);
    sb_buf_char(out, '\n');
}

/* 14.8.5.7 */
static void write_table_attributes(const sb_element *e, sb_buf *out)
{
    static const char *const scopes[] = {"", " /Scope /Column", " /Scope /Row",
                                         " /Scope /Both"};
    if (!e->scope && e->row_span < 2 && e->column_span < 2 && !e->headers.n)
        return;
    sb_buf_text(out, "/A <</O /Table");
    sb_buf_text(out, scopes[e->scope]);
    if (e->row_span > 1)
        sb_buf_printf(out, " /RowSpan %d", e->row_span);
    if (e->column_span > 1)
        sb_buf_printf(out, " /ColSpan %d", e->column_span);
    if (e->headers.n) {
        sb_buf_text(out, " /Headers [");
        for (size_t i = 0; i < e->headers.n; i++)
            write_id(e->headers.at[i]->id, out);
        sb_buf_char(out, ']');
    }
    sb_buf_text(out, ">>\n");
}

/* 14.8.5.4 */
static void write_layout_attributes(const structure *s, const sb_element *e, sb_buf *out)
{
    sb_buf_text(out, "/A <</O /Layout /Placement /Block /BBox [");
    sb_pdf_box(s->book, e->page, e->box, out);
    sb_buf_text(out, "]>>\n");
}

/* 14.8.5, by owner. */
static void write_attributes(const structure *s, const sb_element *e, sb_buf *out)
{
    if (!sb_rect_is_empty(e->box))
        write_layout_attributes(s, e, out);
    else if (e->is_numbered)
        sb_buf_text(out, "/A <</O /List /ListNumbering /Decimal>>\n");
    else
        write_table_attributes(e, out);
}

static void write_link_kids(const structure *s, const sb_element *e, sb_buf *out)
{
    const sb_pdf_book *book = s->book;
    const sb_pdf_page *page = &book->pages[e->page->number];
    for (int i = page->first_link; i < page->first_link + page->n_links; i++)
        if (book->links.at[i].link->element == e)
            sb_buf_printf(out, "<</Type /OBJR /Obj %d 0 R>> ", book->annotations + i);
}

static void write_kids(const structure *s, const sb_element *e, sb_buf *out)
{
    bool has_marks = false;
    sb_buf_text(out, "/K [");
    for (size_t i = 0; i < e->kids.n; i++) {
        const sb_kid *kid = &e->kids.at[i];
        has_marks |= !kid->element;
        if (kid->element)
            write_element_ref(s, kid->element, out);
        else
            sb_pdf_numbers(out, &(double){kid->mark}, 1);
    }
    if (e->role == SB_ROLE_LINK)
        write_link_kids(s, e, out);
    sb_buf_text(out, "]\n");
    if (has_marks || e->role == SB_ROLE_LINK)
        sb_pdf_entry(out, "Pg", s->book->pages[e->page->number].object);
}

static void write_element(const void *user, int id, sb_buf *out)
{
    const structure *s = user;
    const sb_element *e = s->elements[id];
    sb_buf_text(out, "/S /");
    sb_buf_text(out, sb_role_name(e->role));
    sb_buf_char(out, '\n');
    sb_pdf_entry(out, "P", e->parent ? s->first + e->parent->id : s->root);
    if (has_id(e)) {
        sb_buf_text(out, "/ID ");
        write_id(id, out);
        sb_buf_char(out, '\n');
    }
    write_text(out, "Alt", e->alt);
    write_text(out, "ActualText", e->actual);
    write_text(out, "Lang", e->language);
    write_attributes(s, e, out);
    write_kids(s, e, out);
}

/* Key of a page: its number; of a link: behind those of the pages (14.7.4.4). */
static void write_parent(const structure *s, int key, sb_buf *out)
{
    const sb_pdf_book *book = s->book;
    sb_buf_printf(out, "%d ", key);
    if (key >= book->n_pages) {
        write_element_ref(s, book->links.at[key - book->n_pages].link->element, out);
        return;
    }
    const sb_page *page = book->pages[key].page;
    sb_buf_char(out, '[');
    for (size_t i = 0; i < page->marks.n; i++)
        write_element_ref(s, page->marks.at[i], out);
    sb_buf_text(out, "]\n");
}

static int count_parents(const structure *s)
{
    return s->book->n_pages + (int)s->book->links.n;
}

static int last_of_leaf(int leaf, int n)
{
    return (leaf + 1) * LEAF < n ? (leaf + 1) * LEAF : n;
}

static void write_parent_leaf(const void *user, int leaf, sb_buf *out)
{
    const structure *s = user;
    int end = last_of_leaf(leaf, count_parents(s));
    sb_buf_printf(out, "/Limits [%d %d]\n/Nums [", leaf * LEAF, end - 1);
    for (int key = leaf * LEAF; key < end; key++)
        write_parent(s, key, out);
    sb_buf_text(out, "]\n");
}

static void write_id_leaf(const void *user, int leaf, sb_buf *out)
{
    const structure *s = user;
    int end = last_of_leaf(leaf, (int)s->named.n);
    sb_buf_text(out, "/Limits [");
    write_id(s->named.at[leaf * LEAF], out);
    write_id(s->named.at[end - 1], out);
    sb_buf_text(out, "]\n/Names [");
    for (int i = leaf * LEAF; i < end; i++) {
        write_id(s->named.at[i], out);
        write_element_ref(s, s->elements[s->named.at[i]], out);
    }
    sb_buf_text(out, "]\n");
}

static int count_leaves(int n) { return (n + LEAF - 1) / LEAF; }

static void write_tree(const char *key, int leaves, int n, sb_buf *out)
{
    if (!n)
        return;
    sb_buf_printf(out, "/%s <</Kids [", key);
    for (int i = 0; i < count_leaves(n); i++)
        sb_pdf_ref(out, leaves + i);
    sb_buf_text(out, "]>>\n");
}

static void write_root(const void *user, int i, sb_buf *out)
{
    (void)i;
    const structure *s = user;
    sb_buf_text(out, "/Type /StructTreeRoot\n");
    sb_pdf_entry(out, "K", s->first);
    write_tree("ParentTree", s->parent_leaves, count_parents(s), out);
    sb_buf_printf(out, "/ParentTreeNextKey %d\n", count_parents(s));
    write_tree("IDTree", s->id_leaves, (int)s->named.n, out);
}

static void list_elements(structure *s, const sb_element *e)
{
    s->elements[e->id] = e;
    if (has_id(e))
        sb_vec_push(s->book->arena, &s->named, e->id);
    for (size_t i = 0; i < e->kids.n; i++)
        if (e->kids.at[i].element)
            list_elements(s, e->kids.at[i].element);
}

int sb_pdf_structure_add(const sb_pdf_book *book)
{
    int n = sb_doc_elements(book->doc);
    structure *s = sb_arena_one(book->arena, structure);
    s->book = book;
    s->elements = sb_arena_array(book->arena, const sb_element *, n);
    list_elements(s, sb_doc_root(book->doc));
    s->root = sb_pdf_file_dicts(book->file, 1, write_root, s);
    s->first = sb_pdf_file_dicts(book->file, n, write_element, s);
    s->parent_leaves =
        sb_pdf_file_dicts(book->file, count_leaves(count_parents(s)), write_parent_leaf, s);
    s->id_leaves =
        sb_pdf_file_dicts(book->file, count_leaves((int)s->named.n), write_id_leaf, s);
    return s->root;
}
