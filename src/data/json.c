#include "data/json.h"

#include "data/grid.h"

#include <stdio.h>
#include <string.h>

typedef struct reader {
    char *p;
    int line;
    const char *file;
    sb_arena *arena;
    sb_diag *diag;
    SB_VEC(sb_column_maker) columns;
    sb_index *by_name;
    SB_VEC(int) lines; /* [record] */
} reader;

bool sb_json_is_list(const char *text) { return text[strspn(text, " \t\r\n")] == '['; }

static bool fail(reader *r, const char *what)
{
    sb_fail(r->diag, SB_E_SYNTAX, ((sb_span){.file = r->file, .line = r->line}),
            _("this is no JSON: %s"), what);
    sb_hint(r->diag, _("a table in JSON is a list of records: [{\"nr\": \"11\", \"count\": 5}, "
                       "{\"nr\": \"12\", \"count\": 7}]"));
    return false;
}

static char next(reader *r)
{
    for (; *r->p && strchr(" \t\r\n", *r->p); r->p++)
        r->line += *r->p == '\n';
    return *r->p;
}

static bool take(reader *r, char c)
{
    if (next(r) != c)
        return false;
    r->p++;
    return true;
}

/* Four hexadecimal digits, or -1. */
static long hex(const char *p)
{
    long value = 0;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef";
        const char *at = p[i] ? strchr(digits, p[i] | (p[i] >= 'A' ? 32 : 0)) : NULL;
        if (!at)
            return -1;
        value = value * 16 + (at - digits);
    }
    return value;
}

/* The character of \uXXXX, of two such for those beyond FFFF; *p at its u.  0: none. */
static uint32_t escaped(char **p)
{
    long c = hex(*p + 1);
    if (c < 0)
        return 0;
    *p += 5;
    if (c >= 0xd800 && c < 0xdc00 && (*p)[0] == '\\' && (*p)[1] == 'u') {
        long low = hex(*p + 2);
        if (low < 0xdc00 || low > 0xdfff)
            return 0;
        *p += 6;
        return 0x10000 + (uint32_t)((c - 0xd800) << 10) + (uint32_t)(low - 0xdc00);
    }
    return c >= 0xd800 && c < 0xe000 ? 0 : (uint32_t)c;
}

/* A text between quotes, made plain in its place; NULL with an error. */
static char *read_text(reader *r)
{
    static const char marks[] = "\"\\/bfnrt", signs[] = "\"\\/\b\f\n\r\t";
    char *text = ++r->p, *to = text;
    while (*r->p != '"') {
        if ((unsigned char)*r->p < 0x20) {
            fail(r, _("a text has no quotation mark at its end"));
            return NULL;
        }
        if (*r->p != '\\') {
            *to++ = *r->p++;
            continue;
        }
        const char *mark = *++r->p ? strchr(marks, *r->p) : NULL;
        uint32_t c = *r->p == 'u' ? escaped(&r->p) : mark ? (uint32_t)signs[mark - marks] : 0;
        if (!c) {
            fail(r, _("a backslash stands before what it cannot stand before"));
            return NULL;
        }
        r->p += mark != NULL;
        to += sb_utf8_put(c, to);
    }
    r->p++;
    *to = '\0';
    return text;
}

/* A number, true, false or null up to where it ends: copied, since no quotes leave room. */
static const char *read_word(reader *r)
{
    size_t n = strcspn(r->p, ",]} \t\r\n");
    const char *word = sb_arena_textn(r->arena, r->p, n);
    double number;
    char rest;
    bool is_number =
        strspn(word, "0123456789+-.eE") == n && sscanf(word, "%lf%c", &number, &rest) == 1;
    bool is_word =
        strcmp(word, "true") == 0 || strcmp(word, "false") == 0 || strcmp(word, "null") == 0;
    if (!is_number && !is_word) {
        fail(r, _("a text must stand in quotation marks"));
        return NULL;
    }
    r->p += n;
    return strcmp(word, "null") == 0 ? "" : word;
}

static sb_column_maker *column_called(reader *r, const char *name)
{
    long at = sb_index_at(r->by_name, name);
    if (at >= 0)
        return &r->columns.at[at];
    if (!sb_grid_has_room(r->file, (int)r->lines.n, r->columns.n + 1, r->arena, r->diag))
        return NULL;
    name = sb_arena_text(r->arena, name);
    sb_index_put(r->by_name, name, (long)r->columns.n);
    sb_column_maker *made = sb_vec_add(r->arena, &r->columns);
    *made = (sb_column_maker){.arena = r->arena, .name = name, .is_numeric = true};
    for (size_t i = 0; i + 1 < r->lines.n; i++)
        sb_column_add(made, "");
    return made;
}

/* "name": value */
static bool read_pair(reader *r)
{
    if (next(r) != '"')
        return fail(r, _("a name in quotation marks must stand here"));
    const char *name = read_text(r);
    sb_column_maker *column = name ? column_called(r, name) : NULL;
    if (!column)
        return false;
    if (!take(r, ':'))
        return fail(r, _("a colon must stand behind the name"));
    char first = next(r);
    if (first == '[' || first == '{') {
        sb_fail(r->diag, SB_E_DATA, ((sb_span){.file = r->file, .line = r->line}),
                _("the value of '%s' is a list or a map, not a number or a text"), name);
        sb_hint(r->diag, _("a table has one value for each name"));
        return false;
    }
    if (column->cells.n == r->lines.n) {
        sb_fail(r->diag, SB_E_DATA, ((sb_span){.file = r->file, .line = r->line}),
                _("'%s' stands twice in one record"), name);
        return false;
    }
    const char *value = first == '"' ? read_text(r) : read_word(r);
    if (!value)
        return false;
    column->is_numeric &= first == 'n' || first == '-' || (first >= '0' && first <= '9');
    sb_column_add(column, value);
    return true;
}

static bool read_record(reader *r)
{
    if (!take(r, '{'))
        return fail(r, _("a record in braces must stand here"));
    if (!sb_grid_has_room(r->file, (int)r->lines.n, r->columns.n, r->arena, r->diag))
        return false;
    sb_vec_push(r->arena, &r->lines, r->line);
    if (!take(r, '}')) {
        do
            if (!read_pair(r))
                return false;
        while (take(r, ','));
        if (!take(r, '}'))
            return fail(r, _("a comma or a brace must stand here"));
    }
    for (size_t i = 0; i < r->columns.n; i++)
        if (r->columns.at[i].cells.n < r->lines.n)
            sb_column_add(&r->columns.at[i], "");
    return true;
}

static bool read_list(reader *r)
{
    take(r, '[');
    if (take(r, ']'))
        return true;
    do
        if (!read_record(r))
            return false;
    while (take(r, ','));
    return (take(r, ']') && !next(r)) ||
           fail(r, _("a comma or the end of the list must stand here"));
}

const sb_records *sb_json_records(char *text, const char *file, const int **lines,
                                  sb_arena *arena, sb_diag *diag)
{
    reader r = {.p = text, .line = 1, .file = file, .arena = arena, .diag = diag};
    r.by_name = sb_index_new(arena);
    if (!read_list(&r))
        return NULL;
    sb_column *columns = sb_arena_array(arena, sb_column, r.columns.n);
    for (size_t i = 0; i < r.columns.n; i++)
        columns[i] = sb_column_made(&r.columns.at[i]);
    *lines = r.lines.at;
    sb_records *records = sb_arena_one(arena, sb_records);
    *records = (sb_records){
        .file = file, .columns = columns, .n_columns = (int)r.columns.n, .n = (int)r.lines.n};
    return records;
}
