#include "backend/pdf_page.h"

#include "backend/pdf_content.h"
#include "backend/pdf_syntax.h"

#include <stdlib.h>
#include <string.h>

void sb_pdf_box(const sb_pdf_book *book, const sb_page *page, sb_rect box, sb_buf *out)
{
    double margin = sb_pdf_margin(book->resources, page), top = margin + page->sheet.height;
    sb_pdf_numbers(out,
                   (double[]){margin + box.x, top - sb_rect_bottom(box),
                              margin + sb_rect_right(box), top - box.y},
                   4);
}

void sb_pdf_destination(const sb_pdf_book *book, int number, sb_buf *out)
{
    const sb_pdf_page *to = &book->pages[number];
    double top = to->page->sheet.height + sb_pdf_margin(book->resources, to->page);
    sb_buf_text(out, "/Dest [");
    sb_pdf_ref(out, to->object);
    sb_buf_text(out, "/XYZ 0 ");
    sb_pdf_numbers(out, &top, 1);
    sb_buf_text(out, "0]\n");
}

static void write_box(const sb_pdf_page *p, const char *name, double beyond, sb_buf *out)
{
    sb_sheet sheet = p->page->sheet;
    sb_buf_printf(out, "/%s [", name);
    sb_pdf_box(p->book, p->page,
               (sb_rect){-beyond, -beyond, sheet.width + 2 * beyond, sheet.height + 2 * beyond},
               out);
    sb_buf_text(out, "]\n");
}

static void write_page(const void *user, int i, sb_buf *out)
{
    const sb_pdf_book *book = user;
    const sb_pdf_page *p = &book->pages[i];
    write_box(p, "MediaBox", sb_pdf_margin(book->resources, p->page), out);
    if (book->ink == SB_INK_CMYK)
        write_box(p, "BleedBox", p->page->sheet.bleed, out);
    write_box(p, "TrimBox", 0, out);
    sb_pdf_resources_write(book->resources, &p->uses, out);
    if (book->ink == SB_INK_CMYK)
        return;
    sb_buf_printf(out, "/StructParents %d\n", i);
    sb_buf_text(out, "/Tabs /S\n"); /* ISO 14289-1, 7.18.3 */
    if (!p->n_links)
        return;
    sb_buf_text(out, "/Annots [");
    for (int k = 0; k < p->n_links; k++)
        sb_pdf_ref(out, book->annotations + p->first_link + k);
    sb_buf_text(out, "]\n");
}

/* 12.6.4.7: seven bits; what is no sign of a URI is written by its bytes (RFC 3987, 3.1). */
static void write_uri(const char *uri, sb_buf *out)
{
    sb_buf_text(out, "/A <</Type /Action /S /URI /URI (");
    for (const unsigned char *p = (const unsigned char *)uri; *p; p++) {
        if (*p <= ' ' || *p > '~' || strchr("\"<>\\^`{|}", *p))
            sb_buf_printf(out, "%%%02X", *p);
        else if (*p == '(' || *p == ')')
            sb_buf_printf(out, "\\%c", *p);
        else
            sb_buf_char(out, (char)*p);
    }
    sb_buf_text(out, ")>>\n");
}

static void write_link(const void *user, int i, sb_buf *out)
{
    enum { PRINT = 4 }; /* the one flag that ISO 19005-2, 6.3.2 wants and allows here */
    const sb_pdf_book *book = user;
    const sb_pdf_link *l = &book->links.at[i];
    sb_buf_printf(out, "/Type /Annot /Subtype /Link /F %d /Border [0 0 0] /Rect [", PRINT);
    sb_pdf_box(book, l->page->page, l->link->box, out);
    sb_buf_text(out, "]\n/Contents "); /* ISO 14289-1, 7.18.5 */
    sb_pdf_string(out, l->text);
    sb_buf_printf(out, "\n/StructParent %d\n", book->n_pages + i);
    sb_pdf_entry(out, "P", l->page->object);
    if (l->link->element->link_uri)
        write_uri(l->link->element->link_uri, out);
    else
        sb_pdf_destination(book, l->link->element->link_page, out);
}

static void add_text(const sb_element *element, const char *const *texts, sb_buf *out)
{
    for (size_t i = 0; i < element->kids.n; i++) {
        const sb_kid *kid = &element->kids.at[i];
        if (kid->element)
            add_text(kid->element, texts, out);
        else
            sb_buf_text(out, texts[kid->mark]);
    }
}

/* What stands for a link without words. */
static const char *target_of(const sb_pdf_book *book, const sb_element *link)
{
    if (link->link_uri)
        return link->link_uri;
    const sb_page *page = sb_doc_page(book->doc, link->link_page);
    if (page->bookmarks.n)
        return page->bookmarks.at[page->bookmarks.n - 1].title;
    return page->label ? page->label : "";
}

/* What the link says on the page, else what it leads to. */
static const char *text_of(const sb_pdf_book *book, const sb_element *link,
                           const char *const *texts)
{
    sb_buf said = {0};
    if (link->alt || link->actual)
        sb_buf_text(&said, link->alt ? link->alt : link->actual);
    else
        add_text(link, texts, &said);
    const char *text =
        said.n ? sb_arena_textn(book->arena, said.at, said.n) : target_of(book, link);
    sb_buf_free(&said);
    return text;
}

static void collect_links(sb_pdf_book *book, sb_pdf_page *p)
{
    p->first_link = (int)book->links.n;
    if (book->ink == SB_INK_CMYK || !p->page->links.n)
        return;
    const char *const *texts = sb_page_texts(p->page, book->arena);
    for (size_t i = 0; i < p->page->links.n; i++) {
        const sb_link *link = &p->page->links.at[i];
        int to = link->element->link_page;
        if (link->element->link_uri || (to >= 0 && to < book->n_pages))
            sb_vec_push(book->arena, &book->links,
                        ((sb_pdf_link){link, p, text_of(book, link->element, texts)}));
    }
    p->n_links = (int)book->links.n - p->first_link;
}

void sb_pdf_pages_add(sb_pdf_book *book)
{
    for (int i = 0; i < book->n_pages; i++) {
        sb_pdf_page *p = &book->pages[i];
        p->object = sb_pdf_file_page(book->file, write_page, book, i, &p->contents);
        collect_links(book, p);
    }
    book->annotations = sb_pdf_file_dicts(book->file, (int)book->links.n, write_link, book);
}

/* The number that a label is in plain figures, or -1. */
static long figure_of(const char *label)
{
    if (!label || label[0] < '1' || label[0] > '9' || strlen(label) > 8)
        return -1;
    char *end;
    long figure = strtol(label, &end, 10);
    return *end ? -1 : figure;
}

/* ISO 32000-1, 12.4.2: pages that count on need no entry of their own. */
void sb_pdf_page_labels(const sb_pdf_book *book, sb_buf *out)
{
    sb_buf_text(out, "/PageLabels <</Nums [");
    long before = -1;
    for (int i = 0; i < book->n_pages; i++) {
        const char *label = book->pages[i].page->label;
        long figure = figure_of(label);
        if (figure < 0) {
            sb_buf_printf(out, "%d <<", i);
            if (label) {
                sb_buf_text(out, "/P ");
                sb_pdf_string(out, label);
            }
            sb_buf_text(out, ">> ");
        } else if (before < 0 || figure != before + 1) {
            sb_buf_printf(out, "%d <</S /D /St %ld>> ", i, figure);
        }
        before = figure;
    }
    sb_buf_text(out, "]>>\n");
}
