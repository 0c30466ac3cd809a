#include "source/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <string.h>

enum { MOST_BYTES = 1 << 20, DEEPEST = 16, HEADING_LEVELS = 3 };

typedef struct reader {
    const char *file;
    sb_arena *arena;
    sb_diag *diag;
} reader;

static sb_span place(const reader *r, cmark_node *node)
{
    cmark_node *block = node;
    while (block && !cmark_node_get_start_line(block))
        block = cmark_node_parent(block);
    return (sb_span){.file = r->file, .line = block ? cmark_node_get_start_line(block) : 0};
}

/* ---- what a page has no place for ---- */

/* cmark has no name for footnotes. */
static const char *type_of(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_FOOTNOTE_DEFINITION || type == CMARK_NODE_FOOTNOTE_REFERENCE
               ? "footnote"
               : cmark_node_get_type_string(node);
}

static void refuse(const reader *r, cmark_node *node)
{
    static const struct {
        const char *type, *what, *hint;
    } all[] = {
        {"image", N_("a picture in a text"), N_("place it beside the text, as a block")},
        {"code", N_("code in a text"), N_("leave out the ` round it")},
        {"code_block", N_("code in a text"),
         N_("blanks in front of a line make code of it: leave them out")},
        {"html_block", N_("HTML in a text"), N_("write Markdown instead")},
        {"html_inline", N_("HTML in a text"),
         N_("only <span lang=\"en\">…</span> is known, for words in another language")},
        {"thematic_break", N_("a line across a text"), N_("leave it out")},
        {"table", N_("a table in a text"), N_("place it beside the text, as a block")},
        {"footnote", N_("a footnote"), N_("say it in the text, or as 'note:'")},
    };
    const char *type = type_of(node), *what = type, *hint = NULL;
    for (size_t i = 0; i < SB_COUNT(all); i++)
        if (strcmp(type, all[i].type) == 0) {
            what = all[i].what;
            hint = all[i].hint;
        }
    sb_fail(r->diag, SB_E_SYNTAX, place(r, node), _("%s cannot be set"), _(what));
    if (hint)
        sb_hint(r->diag, "%s", _(hint));
}

/* ---- words ---- */

typedef SB_VEC(sb_passage) passages;

static bool is_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static void add_text(const reader *r, passages *all, sb_passage look, const char *text)
{
    sb_passage *last = all->n ? &all->at[all->n - 1] : NULL;
    if (last && last->is_italic == look.is_italic && last->is_bold == look.is_bold &&
        is_same(last->link, look.link) && is_same(last->language, look.language)) {
        last->text = sb_arena_printf(r->arena, "%s%s", last->text, text);
        return;
    }
    look.text = sb_arena_text(r->arena, text);
    sb_vec_push(r->arena, all, look);
}

static const char *address(const reader *r, cmark_node *node)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:"};
    const char *url = cmark_node_get_url(node);
    for (size_t i = 0; i < SB_COUNT(schemes); i++)
        if (strncmp(url, schemes[i], strlen(schemes[i])) == 0)
            return sb_arena_text(r->arena, url);
    sb_fail(r->diag, SB_E_SYNTAX, place(r, node), _("a link leads to '%s'"), url);
    sb_hint(r->diag, _("links lead to addresses that begin with https://, http:// or mailto:"));
    return NULL;
}

/* `<span lang="en">` and `</span>`; false for any other HTML. */
static bool read_span(const reader *r, const char *html, sb_passage *look)
{
    static const char open[] = "<span lang=\"", letters[] = "abcdefghijklmnopqrstuvwxyz-";
    if (strcmp(html, "</span>") == 0) {
        bool is_open = look->language;
        look->language = NULL;
        return is_open;
    }
    if (look->language || strncmp(html, open, strlen(open)) != 0)
        return false;
    const char *language = html + strlen(open);
    size_t n = strspn(language, letters);
    if (n < 2 || strcmp(language + n, "\">") != 0)
        return false;
    look->language = sb_arena_textn(r->arena, language, n);
    return true;
}

/* Words, line ends, and where a passage in another language begins or ends. */
static bool read_leaf(const reader *r, cmark_node *node, sb_passage *look, passages *all)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        add_text(r, all, *look, cmark_node_get_literal(node));
        return true;
    case CMARK_NODE_SOFTBREAK:
        add_text(r, all, *look, " ");
        return true;
    case CMARK_NODE_LINEBREAK:
        add_text(r, all, *look, "\n");
        return true;
    case CMARK_NODE_HTML_INLINE:
        return read_span(r, cmark_node_get_literal(node), look);
    default:
        return false;
    }
}

/* The look of what stands inside; false if there is none such. */
static bool look_inside(const reader *r, cmark_node *node, sb_passage *look)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
        look->is_italic = true;
        return true;
    case CMARK_NODE_STRONG:
        look->is_bold = true;
        return true;
    case CMARK_NODE_LINK:
        look->link = address(r, node);
        return true;
    default:
        return false;
    }
}

static void read_words(const reader *r, cmark_node *parent, sb_passage look, int depth,
                       passages *all)
{
    const char *language = look.language;
    for (cmark_node *node = cmark_node_first_child(parent); node;
         node = cmark_node_next(node)) {
        sb_passage inner = look;
        if (read_leaf(r, node, &look, all))
            continue;
        if (!look_inside(r, node, &inner))
            refuse(r, node);
        else if (depth == DEEPEST)
            sb_fail(r->diag, SB_E_LIMIT, place(r, node), _("more than %d marks in each other"),
                    DEEPEST);
        else
            read_words(r, node, inner, depth + 1, all);
    }
    if (look.language != language)
        sb_fail(r->diag, SB_E_SYNTAX, place(r, parent), _("a <span> is not closed"));
}

/* `{ref: name}` in words of one look: a passage of its own, so that it can lead somewhere. */
static void part_references(const reader *r, sb_passage words, passages *out)
{
    static const char mark[] = "{ref:";
    const char *text = words.text, *at;
    while ((at = strstr(text, mark)) != NULL) {
        const char *name = at + strlen(mark) + strspn(at + strlen(mark), " ");
        const char *end = strchr(name, '}');
        if (!end)
            break;
        words.text = sb_arena_textn(r->arena, text, (size_t)(at - text));
        if (at > text)
            sb_vec_push(r->arena, out, words);
        words.text = sb_arena_textn(r->arena, at, (size_t)(end + 1 - at));
        words.reference = sb_arena_textn(r->arena, name, (size_t)(end - name));
        sb_vec_push(r->arena, out, words);
        words.reference = NULL;
        text = end + 1;
    }
    words.text = text;
    if (*text)
        sb_vec_push(r->arena, out, words);
}

static void set_words(const reader *r, cmark_node *node, sb_markdown *block)
{
    passages looks = {0}, all = {0};
    read_words(r, node, (sb_passage){0}, 0, &looks);
    for (size_t i = 0; i < looks.n; i++)
        part_references(r, looks.at[i], &all);
    block->passages = all.at;
    block->n_passages = (int)all.n;
}

/* ---- blocks ---- */

static bool read_block(const reader *r, cmark_node *node, int depth, sb_markdown *out);

static void read_kids(const reader *r, cmark_node *parent, int depth, sb_markdown *block)
{
    SB_VEC(sb_markdown) kids = {0};
    bool is_numbered = cmark_node_get_type(parent) == CMARK_NODE_LIST &&
                       cmark_node_get_list_type(parent) == CMARK_ORDERED_LIST;
    int number = is_numbered ? cmark_node_get_list_start(parent) : 0;
    for (cmark_node *node = cmark_node_first_child(parent); node;
         node = cmark_node_next(node)) {
        sb_markdown kid = {.at = place(r, node)};
        if (!read_block(r, node, depth + 1, &kid))
            continue;
        if (is_numbered)
            kid.number = number++;
        sb_vec_push(r->arena, &kids, kid);
    }
    block->kids = kids.at;
    block->n_kids = (int)kids.n;
}

static bool read_heading(const reader *r, cmark_node *node, sb_markdown *out)
{
    out->kind = SB_MARKDOWN_HEADING;
    out->level = cmark_node_get_heading_level(node);
    set_words(r, node, out);
    if (out->level <= HEADING_LEVELS)
        return true;
    sb_fail(r->diag, SB_E_SYNTAX, out->at, _("a heading of level %d cannot be set"),
            out->level);
    sb_hint(r->diag, _("there are #, ## and ###; more levels than that nobody can tell apart"));
    return false;
}

static bool read_block(const reader *r, cmark_node *node, int depth, sb_markdown *out)
{
    if (depth > DEEPEST) {
        sb_fail(r->diag, SB_E_LIMIT, out->at, _("lists and quotes are more than %d deep"),
                DEEPEST);
        return false;
    }
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING)
        return read_heading(r, node, out);
    if (type == CMARK_NODE_PARAGRAPH) {
        out->kind = SB_MARKDOWN_PARAGRAPH;
        set_words(r, node, out);
        return out->n_passages > 0;
    }
    if (type == CMARK_NODE_LIST)
        out->kind = SB_MARKDOWN_LIST;
    else if (type == CMARK_NODE_ITEM)
        out->kind = SB_MARKDOWN_ITEM;
    else if (type == CMARK_NODE_BLOCK_QUOTE)
        out->kind = SB_MARKDOWN_QUOTE;
    else {
        refuse(r, node);
        return false;
    }
    read_kids(r, node, depth, out);
    return true;
}

/* Tables and footnotes are read only to be told of: otherwise they would be set as words. */
static cmark_node *parse(const char *text, size_t n)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text, n);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    cmark_consolidate_text_nodes(document);
    return document;
}

const sb_markdown *sb_markdown_parse(const char *name, const char *text, size_t n,
                                     sb_arena *arena, sb_diag *diag)
{
    reader r = {sb_arena_text(arena, name), arena, diag};
    if (!sb_utf8_is_valid(text, n)) {
        sb_fail(diag, SB_E_SYNTAX, ((sb_span){.file = r.file}), _("'%s' is not UTF-8"), name);
        sb_hint(diag, _("save it as UTF-8"));
        return NULL;
    }
    size_t before = sb_diag_errors(diag);
    cmark_node *document = parse(text, n);
    sb_markdown *all = sb_arena_one(arena, sb_markdown);
    all->at = (sb_span){.file = r.file, .line = 1};
    read_kids(&r, document, 0, all);
    cmark_node_free(document);
    return sb_diag_errors(diag) == before ? all : NULL;
}

const sb_markdown *sb_markdown_load(const char *path, sb_span asked_at, sb_arena *arena,
                                    sb_diag *diag)
{
    size_t n;
    const char *text = sb_file_read(path, MOST_BYTES, &n, asked_at, arena, diag);
    if (!text)
        return NULL;
    sb_diag_source(diag, path, text, n);
    return sb_markdown_parse(path, text, n, arena, diag);
}
