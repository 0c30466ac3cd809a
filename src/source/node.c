#include "source/source.h"

#include <string.h>

static int find(const sb_node *map, const char *key)
{
    if (!map || map->kind != SB_NODE_MAP)
        return -1;
    for (int i = 0; i < map->n; i++)
        if (strcmp(map->keys[i]->text, key) == 0)
            return i;
    return -1;
}

const sb_node *sb_node_at(const sb_node *map, const char *key)
{
    int i = find(map, key);
    return i < 0 ? NULL : map->items[i];
}

sb_span sb_node_span(const sb_node *map, const char *key)
{
    const sb_node *value = sb_node_at(map, key);
    return value ? value->at : map ? map->at : SB_NOWHERE;
}

static int letters(const char *text, size_t n)
{
    int count = 0;
    for (const char *p = text; p < text + n; count++)
        sb_utf8_next(&p);
    return count;
}

sb_span sb_node_part(const sb_node *scalar, size_t from, size_t n)
{
    size_t length = strlen(scalar->text);
    if (from > length)
        from = length;
    if (n > length - from)
        n = length - from;
    sb_span at = scalar->at;
    const char *line = scalar->text;
    int quote = scalar->is_plain ? 0 : 1;
    if (scalar->indent > 0) {
        for (const char *p; (p = memchr(line, '\n', (size_t)(scalar->text + from - line)));) {
            line = p + 1;
            at.line++;
        }
        at.line++;
        at.column = 1 + scalar->indent;
    } else if (at.length == letters(line, length) + 2 * quote) {
        at.column += quote;
    } else {
        return at;
    }
    at.column += letters(line, (size_t)(scalar->text + from - line));
    at.length = letters(scalar->text + from, n);
    return at;
}

/* Blanks before the first letter; empty lines have as many as you like. */
static size_t indent_of(const char *line, const char *end)
{
    size_t n = 0;
    while (line + n < end && line[n] == ' ')
        n++;
    return line + n < end && line[n] != '\n' && line[n] != '\r' ? n : SIZE_MAX;
}

static const char *next_line(const char *line, const char *end)
{
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    return stop ? stop + 1 : end;
}

const char *sb_node_lines(const sb_node *first, const sb_node *last, sb_arena *arena)
{
    const char *from = first->lines, *end = last->lines_end;
    if (!from || !end || strcmp(first->at.file, last->at.file) != 0)
        return NULL;
    size_t indent = SIZE_MAX;
    for (const char *p = from; p < end; p = next_line(p, end)) {
        size_t own = indent_of(p, end);
        indent = own < indent ? own : indent;
    }
    SB_AUTO(sb_buf_free) sb_buf text = {0};
    for (const char *p = from; p < end; p = next_line(p, end)) {
        size_t n = strcspn(p, "\r\n"), skip = indent < n ? indent : n;
        sb_buf_printf(&text, "%.*s\n", (int)(n - skip), p + skip);
    }
    while (text.n > 1 && text.at[text.n - 1] == '\n')
        text.at[--text.n] = '\0';
    return sb_arena_text(arena, text.at);
}

bool sb_node_is_null(const sb_node *node)
{
    return !node || (node->kind == SB_NODE_SCALAR && node->is_plain &&
                     (!node->text[0] || strcmp(node->text, "~") == 0));
}
