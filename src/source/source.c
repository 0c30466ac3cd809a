#include "source/source.h"

#include "source/syntax.h"

#include <string.h>
#include <yaml.h>

enum { MOST_BYTES = 16 << 20, DEEPEST = 64, MOST_NODES = 200000 };

typedef struct anchor {
    const sb_node *node;
    int size, height; /* nodes in it, levels below it */
} anchor;

typedef struct builder {
    yaml_parser_t yaml;
    const char *name, *text;
    sb_arena *arena;
    sb_diag *diag;
    SB_VEC(const char *) lines; /* where each begins; the last is the end of the text */
    sb_index *names;            /* of anchors */
    SB_VEC(anchor) anchors;
    int nodes; /* so far, those behind aliases counted each time */
    bool has_failed;
} builder;

static sb_span at_mark(const builder *b, yaml_mark_t mark, int length)
{
    return (sb_span){b->name, (int)mark.line + 1, (int)mark.column + 1, length};
}

static sb_span at_event(const builder *b, const yaml_event_t *event)
{
    bool is_one_line = event->type == YAML_SCALAR_EVENT &&
                       event->start_mark.line == event->end_mark.line &&
                       event->end_mark.column > event->start_mark.column;
    size_t length = event->end_mark.column - event->start_mark.column;
    return at_mark(b, event->start_mark, is_one_line ? (int)length : 1);
}

static void find_lines(builder *b, size_t n)
{
    const char *end = b->text + n;
    sb_vec_push(b->arena, &b->lines, b->text);
    for (const char *p = b->text; (p = memchr(p, '\n', (size_t)(end - p)));)
        sb_vec_push(b->arena, &b->lines, ++p);
    sb_vec_push(b->arena, &b->lines, end);
}

/* Lines are counted by libyaml, which knows more ends of line than \n. */
static const char *line_at(const builder *b, size_t line)
{
    return b->lines.at[line < b->lines.n ? line : b->lines.n - 1];
}

/* Behind the line on which a scalar, [] or {} ends.  A text under `|` ends at the start of
 * what follows it. */
static const char *end_of(const builder *b, const yaml_event_t *event)
{
    bool is_before =
        event->end_mark.column == 0 && event->end_mark.line > event->start_mark.line;
    return line_at(b, event->end_mark.line + !is_before);
}

/* The next event; false with an error. */
static bool next(builder *b, yaml_event_t *event)
{
    if (yaml_parser_parse(&b->yaml, event))
        return true;
    const yaml_parser_t *y = &b->yaml;
    sb_syntax syntax = {y->problem, at_mark(b, y->problem_mark, 1), {0}, b->text};
    if (y->context)
        syntax.began = at_mark(b, y->context_mark, 1);
    sb_syntax_fail(&syntax, b->arena, b->diag);
    return false;
}

static bool has_room(builder *b, sb_span at, int nodes, int depth)
{
    if (depth > DEEPEST) {
        sb_fail(b->diag, SB_E_LIMIT, at, _("nested more than %d deep"), DEEPEST);
        return false;
    }
    if (nodes > MOST_NODES - b->nodes) {
        sb_fail(b->diag, SB_E_LIMIT, at, _("more than %d values in one file"), MOST_NODES);
        sb_hint(b->diag,
                _("data belongs in tables; each use of an alias '*' counts as all that "
                  "it stands for"));
        return false;
    }
    b->nodes += nodes;
    return true;
}

static const sb_node *alias(builder *b, const yaml_event_t *event, int depth, int *height)
{
    const char *name = (const char *)event->data.alias.anchor;
    sb_span at = at_event(b, event);
    at.length = 1 + (int)strlen(name);
    long i = sb_index_at(b->names, name);
    if (i < 0) {
        sb_fail(b->diag, SB_E_SYNTAX, at, _("nothing above is marked with '&%s'"), name);
        sb_hint(b->diag, _("a text that starts with * must be quoted"));
        return NULL;
    }
    anchor a = b->anchors.at[i];
    if (!has_room(b, at, a.size, depth + a.height))
        return NULL;
    *height = a.height;
    return a.node;
}

static const sb_node *build(builder *b, const yaml_event_t *event, int depth, int *height);

/* What is written without brackets has no mark at its end: it ends where its last item does. */
static void end_collection(const builder *b, sb_node *node, const sb_node *last,
                           const yaml_event_t *event)
{
    bool has_bracket = event->end_mark.index > event->start_mark.index;
    node->lines_end = has_bracket || !last ? end_of(b, event) : last->lines_end;
}

static bool fill_list(builder *b, sb_node *node, int depth, int *height)
{
    SB_VEC(const sb_node *) items = {0};
    for (;;) {
        SB_AUTO(yaml_event_delete) yaml_event_t event = {0};
        if (!next(b, &event))
            return false;
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            end_collection(b, node, items.n ? items.at[items.n - 1] : NULL, &event);
            break;
        }
        int below = 0;
        const sb_node *item = build(b, &event, depth + 1, &below);
        if (!item)
            return false;
        sb_vec_push(b->arena, &items, item);
        *height = below >= *height ? below + 1 : *height;
    }
    node->items = items.at;
    node->n = (int)items.n;
    return true;
}

/* Errors of a key that do not stop the reading. */
static void check_key(builder *b, const sb_node *key, sb_index *seen,
                      const sb_node *const *keys, int n)
{
    if (key->is_plain && strcmp(key->text, "<<") == 0) {
        sb_fail(b->diag, SB_E_SYNTAX, key->at, _("merging maps with '<<' is not supported"));
        sb_hint(b->diag, _("write the keys out, or name the whole value: &name … *name"));
        b->has_failed = true;
    } else if (!sb_index_put(seen, key->text, n)) {
        int first = keys[sb_index_at(seen, key->text)]->at.line;
        sb_fail(b->diag, SB_E_SYNTAX, key->at, _("'%s' stands twice in one map"), key->text);
        sb_hint(b->diag, _("it stands in line %d and in line %d; keep one"), first,
                key->at.line);
        b->has_failed = true;
    }
}

static bool fill_map(builder *b, sb_node *node, int depth, int *height)
{
    SB_VEC(const sb_node *) keys = {0}, items = {0};
    sb_index *seen = sb_index_new(b->arena);
    for (;;) {
        SB_AUTO(yaml_event_delete) yaml_event_t event = {0};
        if (!next(b, &event))
            return false;
        if (event.type == YAML_MAPPING_END_EVENT) {
            end_collection(b, node, items.n ? items.at[items.n - 1] : NULL, &event);
            break;
        }
        int below = 0;
        const sb_node *key_or_value = build(b, &event, depth + 1, &below);
        if (!key_or_value)
            return false;
        if (keys.n > items.n) {
            sb_vec_push(b->arena, &items, key_or_value);
        } else if (key_or_value->kind == SB_NODE_SCALAR) {
            check_key(b, key_or_value, seen, keys.at, (int)keys.n);
            sb_vec_push(b->arena, &keys, key_or_value);
        } else {
            sb_fail(b->diag, SB_E_SYNTAX, key_or_value->at,
                    _("a key must be a text, not a list or a map"));
            sb_hint(b->diag, _("a text that starts with { or [ must be quoted"));
            return false;
        }
        *height = below >= *height ? below + 1 : *height;
    }
    node->keys = keys.at;
    node->items = items.at;
    node->n = (int)items.n;
    return true;
}

/* Blanks before the lines of a text under `|`; 0 where the header sets them itself. */
static int literal_indent(const builder *b, yaml_mark_t start)
{
    const char *p = b->text;
    for (size_t line = 0; line < start.line && p; line++)
        p = (p = strchr(p, '\n')) ? p + 1 : NULL;
    for (size_t i = 0; i < start.column && p; i++)
        sb_utf8_next(&p);
    if (!p || p[strcspn(p, "123456789\n")] != '\n')
        return 0;
    p = strchr(p, '\n') + 1;
    p += strspn(p, "\r\n");
    return (int)strspn(p, " ");
}

static void fill_scalar(builder *b, sb_node *node, const yaml_event_t *event)
{
    node->text = sb_arena_textn(b->arena, (const char *)event->data.scalar.value,
                                event->data.scalar.length);
    node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->lines_end = end_of(b, event);
    if (event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE)
        node->indent = literal_indent(b, event->start_mark);
}

static const char *anchor_of(const yaml_event_t *event)
{
    return (const char *)(event->type == YAML_SCALAR_EVENT ? event->data.scalar.anchor
                          : event->type == YAML_SEQUENCE_START_EVENT
                              ? event->data.sequence_start.anchor
                              : event->data.mapping_start.anchor);
}

static const char *tag_of(const yaml_event_t *event)
{
    return (const char *)(event->type == YAML_SCALAR_EVENT ? event->data.scalar.tag
                          : event->type == YAML_SEQUENCE_START_EVENT
                              ? event->data.sequence_start.tag
                              : event->data.mapping_start.tag);
}

static bool check_event(builder *b, const yaml_event_t *event, sb_span at)
{
    const char *tag = tag_of(event), *name = anchor_of(event);
    if (tag) {
        sb_fail(b->diag, SB_E_SYNTAX, at, _("types such as '%s' are not supported"), tag);
        sb_hint(b->diag, _("a text that starts with ! must be quoted"));
        return false;
    }
    if (name && sb_index_at(b->names, name) >= 0) {
        sb_fail(b->diag, SB_E_SYNTAX, at, _("the mark '&%s' stands twice"), name);
        sb_hint(b->diag, _("give each mark a name of its own"));
        return false;
    }
    if (event->type == YAML_SCALAR_EVENT &&
        memchr(event->data.scalar.value, 0, event->data.scalar.length)) {
        sb_fail(b->diag, SB_E_SYNTAX, at, _("a text cannot contain the character NUL"));
        return false;
    }
    return true;
}

/* The node that `event` starts; its height is how many levels lie below it. */
static const sb_node *build(builder *b, const yaml_event_t *event, int depth, int *height)
{
    if (event->type == YAML_ALIAS_EVENT)
        return alias(b, event, depth, height);
    sb_node *node = sb_arena_one(b->arena, sb_node);
    node->at = at_event(b, event);
    node->lines = line_at(b, event->start_mark.line);
    const int before = b->nodes;
    if (!has_room(b, node->at, 1, depth) || !check_event(b, event, node->at))
        return NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        fill_scalar(b, node, event);
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        node->kind = SB_NODE_LIST;
        if (!fill_list(b, node, depth, height))
            return NULL;
    } else {
        node->kind = SB_NODE_MAP;
        if (!fill_map(b, node, depth, height))
            return NULL;
    }
    const char *name = anchor_of(event);
    if (name && sb_index_put(b->names, sb_arena_text(b->arena, name), (long)b->anchors.n))
        sb_vec_push(b->arena, &b->anchors, ((anchor){node, b->nodes - before, *height}));
    return node;
}

/* The one document of the stream. */
static const sb_node *document(builder *b)
{
    const sb_node *root = NULL;
    for (;;) {
        SB_AUTO(yaml_event_delete) yaml_event_t event = {0};
        if (!next(b, &event))
            return NULL;
        if (event.type == YAML_STREAM_END_EVENT)
            break;
        int height = 0;
        if (event.type == YAML_STREAM_START_EVENT || event.type == YAML_DOCUMENT_END_EVENT)
            continue;
        if (event.type != YAML_DOCUMENT_START_EVENT) {
            if (!(root = build(b, &event, 1, &height)))
                return NULL;
        } else if (root) {
            sb_fail(b->diag, SB_E_SYNTAX, at_event(b, &event),
                    _("a second document starts here"));
            sb_hint(b->diag, _("leave out the line '---'; other files are read by 'include:'"));
            return NULL;
        }
    }
    if (!root || sb_node_is_null(root)) {
        sb_fail(b->diag, SB_E_SYNTAX, (sb_span){.file = b->name}, _("'%s' is empty"), b->name);
        sb_hint(b->diag, _("a layout needs at least 'report:', 'levels:' and 'pages:'"));
        return NULL;
    }
    return b->has_failed ? NULL : root;
}

/* Where byte `offset` of the text stands. */
static sb_span at_byte(const char *name, const char *text, size_t offset)
{
    sb_span at = {name, 1, 1, 1};
    for (const char *p = text; p < text + offset;) {
        bool is_end = *p == '\n';
        if (*p)
            sb_utf8_next(&p);
        else
            p++;
        at.column = is_end ? 1 : at.column + 1;
        at.line += is_end;
    }
    return at;
}

/* Offset of the first byte that is no UTF-8, or that YAML forbids (1.2, rule 1); n if none. */
static size_t first_bad_byte(const char *text, size_t n)
{
    const char *p = text;
    while (p < text + n) {
        const char *start = p;
        unsigned char c = (unsigned char)*p;
        if (c == 0)
            return (size_t)(p - text);
        uint32_t u = sb_utf8_next(&p);
        bool is_control = (u < 0x20 && u != '\t' && u != '\n' && u != '\r') || u == 0x7f ||
                          (u >= 0x80 && u < 0xa0 && u != 0x85);
        if (is_control || (u == 0xfffd && p - start == 1))
            return (size_t)(start - text);
    }
    return n;
}

static bool check_bytes(const char *name, const char *text, size_t n, sb_diag *diag)
{
    size_t bad = first_bad_byte(text, n);
    if (bad == n)
        return true;
    unsigned char c = (unsigned char)text[bad];
    sb_span at = at_byte(name, text, bad);
    if (c >= 0x80) {
        sb_fail(diag, SB_E_SYNTAX, at, _("byte 0x%02X is not UTF-8"), c);
        sb_hint(diag, _("the file was probably saved as Latin-1 or Windows-1252; save it again "
                        "with the encoding UTF-8"));
    } else {
        sb_fail(diag, SB_E_SYNTAX, at, _("control character 0x%02X"), c);
        sb_hint(diag, _("a layout is a plain text file in UTF-8"));
    }
    return false;
}

const sb_node *sb_source_parse(const char *name, const char *text, size_t n, sb_arena *arena,
                               sb_diag *diag)
{
    name = sb_arena_text(arena, name);
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        n -= 3;
    }
    if (n > MOST_BYTES) {
        sb_fail(diag, SB_E_LIMIT, (sb_span){.file = name}, _("'%s' is larger than %d bytes"),
                name, MOST_BYTES);
        return NULL;
    }
    text = sb_arena_textn(arena, text, n);
    sb_diag_source(diag, name, text, n);
    if (!check_bytes(name, text, n, diag))
        return NULL;
    builder b = {.name = name, .text = text, .arena = arena, .diag = diag};
    b.names = sb_index_new(arena);
    find_lines(&b, n);
    if (!yaml_parser_initialize(&b.yaml)) {
        sb_fail(diag, SB_E_LIBRARY, (sb_span){.file = name}, _("libyaml cannot start"));
        return NULL;
    }
    yaml_parser_set_encoding(&b.yaml, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b.yaml, (const unsigned char *)text, n);
    const sb_node *root = document(&b);
    yaml_parser_delete(&b.yaml);
    return root;
}

const sb_node *sb_source_load(const char *path, sb_span asked_at, sb_arena *arena,
                              sb_diag *diag)
{
    size_t n = 0;
    const char *text = sb_file_read(path, MOST_BYTES, &n, asked_at, arena, diag);
    return text ? sb_source_parse(path, text, n, arena, diag) : NULL;
}
