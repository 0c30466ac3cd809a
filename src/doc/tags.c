/* tags: what a screen reader gets: the text of marks, and the tree as text. */
#include "doc/doc.h"

#include <string.h>

/* Collects the text of each mark. */
typedef struct collector {
    sb_device device;
    sb_arena *arena;
    sb_buf text;          /* of the mark that is open */
    const char **of_mark; /* [mark] */
    double baseline;      /* of the run before */
    int mark;             /* -1: none is open */
} collector;

static const char soft_hyphen[] = "\xc2\xad";

static bool ends_with(const sb_buf *text, const char *end)
{
    size_t n = strlen(end);
    return text->n >= n && memcmp(text->at + text->n - n, end, n) == 0;
}

/* A new line is a blank, but within a word that was parted. */
static void next_line(sb_buf *text)
{
    if (ends_with(text, soft_hyphen))
        text->at[text->n -= strlen(soft_hyphen)] = '\0';
    else if (text->n && !ends_with(text, " "))
        sb_buf_char(text, ' ');
}

static void collect_glyphs(sb_device *device, const sb_glyph_run *run, double x,
                           double baseline, sb_colour colour)
{
    (void)x, (void)colour;
    collector *c = (collector *)device;
    if (c->mark < 0)
        return;
    if (baseline != c->baseline)
        next_line(&c->text);
    c->baseline = baseline;
    sb_buf_add(&c->text, run->text, (size_t)run->n_text);
}

static void collect_mark(sb_device *device, int mark)
{
    collector *c = (collector *)device;
    c->mark = mark;
    sb_buf_clear(&c->text);
}

static void collect_unmark(sb_device *device)
{
    collector *c = (collector *)device;
    if (c->mark >= 0)
        c->of_mark[c->mark] = sb_arena_text(c->arena, c->text.at ? c->text.at : "");
    c->mark = -1;
}

/* Writing in a form is part of a picture. */
static void skip_form(sb_device *device, const sb_display_list *form, sb_matrix matrix)
{
    (void)device, (void)form, (void)matrix;
}

const char *const *sb_page_texts(const sb_page *page, sb_arena *arena)
{
    static const sb_device_class class = {
        .glyphs = collect_glyphs,
        .mark = collect_mark,
        .unmark = collect_unmark,
        .form = skip_form,
    };
    collector c = {.device = {&class}, .arena = arena, .mark = -1};
    c.of_mark = sb_arena_array(arena, const char *, page->marks.n);
    for (size_t i = 0; i < page->marks.n; i++)
        c.of_mark[i] = "";
    sb_list_replay(page->list, &c.device);
    sb_buf_free(&c.text);
    return c.of_mark;
}

static void quote(sb_buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    sb_buf_text(out, name);
    sb_buf_json(out, text);
}

static void attributes(const sb_element *e, sb_buf *out)
{
    static const char *const scopes[] = {"", " scope Column", " scope Row", " scope Both"};
    sb_buf_text(out, scopes[e->scope]);
    if (e->is_numbered)
        sb_buf_text(out, " numbered");
    if (e->row_span > 1)
        sb_buf_printf(out, " rows %d", e->row_span);
    if (e->column_span > 1)
        sb_buf_printf(out, " columns %d", e->column_span);
    if (e->headers.n) {
        sb_buf_text(out, " headers");
        for (size_t i = 0; i < e->headers.n; i++)
            sb_buf_printf(out, " #%d", e->headers.at[i]->id);
    }
    if (e->link_page >= 0)
        sb_buf_printf(out, " to page %d", e->link_page + 1);
    quote(out, " to ", e->link_uri);
    quote(out, " lang ", e->language);
    quote(out, " alt ", e->alt);
    quote(out, " actual ", e->actual);
}

/* The texts of all pages, each found when first asked for. */
typedef struct library {
    sb_arena *arena;
    const char *const **of_page;
} library;

static const char *text_of(const library *l, const sb_element *e, int mark)
{
    const char *const **texts = &l->of_page[e->page->number];
    if (!*texts)
        *texts = sb_page_texts(e->page, l->arena);
    return (*texts)[mark];
}

/* Cells name their headers by the number shown before a TH. */
static void write_element(const sb_element *e, int depth, const library *l, sb_buf *out)
{
    sb_buf_printf(out, "%*s%s", 2 * depth, "", sb_role_name(e->role));
    if (e->role == SB_ROLE_TH)
        sb_buf_printf(out, " #%d", e->id);
    attributes(e, out);
    size_t i = 0;
    for (; i < e->kids.n && !e->kids.at[i].element; i++)
        quote(out, " ", text_of(l, e, e->kids.at[i].mark));
    sb_buf_char(out, '\n');
    for (; i < e->kids.n; i++) {
        if (e->kids.at[i].element) {
            write_element(e->kids.at[i].element, depth + 1, l, out);
        } else {
            sb_buf_printf(out, "%*s", 2 * depth + 2, "");
            sb_buf_json(out, text_of(l, e, e->kids.at[i].mark));
            sb_buf_char(out, '\n');
        }
    }
}

void sb_doc_tags(const sb_doc *doc, sb_buf *out)
{
    const sb_meta *meta = sb_doc_meta(doc);
    sb_buf_text(out, sb_role_name(SB_ROLE_DOCUMENT));
    quote(out, " lang ", meta->language);
    quote(out, " title ", meta->title);
    sb_buf_char(out, '\n');
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const library l = {arena, sb_arena_array(arena, const char *const *, sb_doc_pages(doc))};
    for (int i = 0; i < sb_doc_pages(doc); i++)
        write_element(sb_doc_page(doc, i)->root, 1, &l, out);
}
