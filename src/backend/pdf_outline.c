#include "backend/pdf_outline.h"

#include "backend/pdf_syntax.h"

enum { NONE = -1, TOP = 0 };

/* Entry 0 is the outline itself. */
typedef struct entry {
    const sb_page *page; /* that it leads to; NULL: the outline */
    const char *title;
    int depth; /* TOP for the outline */
    int parent, before, after, first, last, n_kids;
} entry;

typedef struct outline {
    const sb_pdf_book *book;
    SB_VEC(entry) entries;
    int object;
} outline;

/* Below the last entry that is less deep; its number. */
static int add_entry(outline *o, const sb_page *page, const char *title, int depth)
{
    int number = (int)o->entries.n, before = NONE, parent = number - 1;
    while (parent != NONE && o->entries.at[parent].depth >= depth)
        parent = o->entries.at[parent].parent;
    if (parent != NONE) {
        entry *p = &o->entries.at[parent];
        before = p->last;
        p->last = number;
        if (p->n_kids++ == 0)
            p->first = number;
        else
            o->entries.at[before].after = number;
    }
    sb_vec_push(o->book->arena, &o->entries,
                ((entry){page, title, depth, parent, before, NONE, NONE, NONE, 0}));
    return number;
}

static void write_relative(const outline *o, const char *key, int number, sb_buf *out)
{
    if (number != NONE)
        sb_pdf_entry(out, key, o->object + number);
}

static void write_entry(const void *user, int i, sb_buf *out)
{
    const outline *o = user;
    const entry *e = &o->entries.at[i];
    if (e->page) {
        sb_buf_text(out, "/Title ");
        sb_pdf_string(out, e->title);
        sb_buf_char(out, '\n');
        sb_pdf_destination(o->book, e->page->number, out);
    } else {
        sb_buf_text(out, "/Type /Outlines\n");
    }
    write_relative(o, "Parent", e->parent, out);
    write_relative(o, "Prev", e->before, out);
    write_relative(o, "Next", e->after, out);
    write_relative(o, "First", e->first, out);
    write_relative(o, "Last", e->last, out);
    if (e->n_kids) /* entries come closed: a negative count */
        sb_buf_printf(out, "/Count %d\n", e->page ? -e->n_kids : e->n_kids);
}

int sb_pdf_outline_add(const sb_pdf_book *book)
{
    outline *o = sb_arena_one(book->arena, outline);
    o->book = book;
    add_entry(o, NULL, NULL, TOP);
    for (int i = 0; i < book->n_pages; i++) {
        const sb_page *page = book->pages[i].page;
        for (size_t k = 0; k < page->bookmarks.n; k++)
            add_entry(o, page, page->bookmarks.at[k].title, page->bookmarks.at[k].depth);
    }
    if (o->entries.n == 1)
        return 0;
    o->object = sb_pdf_file_dicts(book->file, (int)o->entries.n, write_entry, o);
    return o->object;
}
