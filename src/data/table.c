#include "data/table.h"

#include "area/ogr.h"
#include "data/encoding.h"

#include <cpl_vsi.h>

#include <string.h>
#include <strings.h>

#define MOST_BYTES ((size_t)1 << 30)

typedef struct file {
    const char *path, *layer, *encoding;
    const sb_table *table; /* NULL: could not be read */
} file;

struct sb_tables {
    sb_arena *arena;
    SB_VEC(file) files;
};

sb_tables *sb_tables_new(sb_arena *arena)
{
    sb_tables *tables = sb_arena_one(arena, sb_tables);
    tables->arena = arena;
    return tables;
}

static bool is_text_file(const char *path)
{
    static const char *const ends[] = {".csv", ".tsv", ".txt", ".tab"};
    size_t n = strlen(path);
    for (size_t i = 0; i < SB_COUNT(ends); i++)
        if (n > 4 && strcasecmp(path + n - 4, ends[i]) == 0)
            return true;
    return false;
}

/* The line each record begins on; NULL if OGR counted other records than we do. */
static const int *lines_of(const char *text, int n_records, sb_arena *arena)
{
    int *lines = sb_arena_array(arena, int, n_records + 1), n = 0, line = 1;
    for (const char *p = text; *p && n <= n_records + 1; line++, p += *p == '\n') {
        int begin = line;
        bool is_quoted = false, is_blank = true;
        for (; *p && (is_quoted || *p != '\n'); p++) {
            is_quoted ^= *p == '"';
            is_blank &= *p == '\r' || *p == ' ';
            line += *p == '\n';
        }
        if (is_blank)
            continue;
        if (n <= n_records)
            lines[n] = begin;
        n++;
    }
    return n == n_records + 1 ? lines + 1 : NULL; /* the first is the header */
}

static const sb_table *read_text(sb_tables *tables, sb_records_ask ask, sb_diag *diag)
{
    sb_arena *arena = tables->arena;
    SB_AUTO(sb_arena_drop) sb_arena *raw = sb_arena_new(0);
    size_t n = 0;
    const char *bytes =
        sb_file_read(ask.path, MOST_BYTES, &n, sb_node_span(ask.node, "file"), raw, diag);
    char *text = bytes ? sb_text_as_utf8(bytes, &n, ask.encoding,
                                         sb_node_span(ask.node, "encoding"), raw, diag)
                       : NULL;
    if (!text)
        return NULL;
    char name[64];
    snprintf(name, sizeof name, "/vsimem/sozialbericht-%p.csv", (void *)text);
    VSIFCloseL(VSIFileFromMemBuffer(name, (GByte *)text, n, 0));
    ask.path = name;
    ask.encoding = NULL;
    const sb_records *records = sb_records_read(&ask, arena, diag);
    VSIUnlink(name);
    if (!records)
        return NULL;
    sb_table *table = sb_arena_one(arena, sb_table);
    *table = (sb_table){records, lines_of(text, records->n, arena)};
    return table;
}

static const sb_table *read_other(sb_tables *tables, sb_records_ask ask, sb_diag *diag)
{
    const sb_records *records = sb_records_read(&ask, tables->arena, diag);
    if (!records)
        return NULL;
    sb_table *table = sb_arena_one(tables->arena, sb_table);
    table->records = records;
    return table;
}

static bool is_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

const sb_table *sb_tables_read(sb_tables *tables, const sb_spec *spec,
                               const sb_spec_table *asked, sb_diag *diag)
{
    if (!asked->file) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(asked->node, "file"),
                _("table '%s' has no 'file:'"), asked->id);
        return NULL;
    }
    const char *path = sb_spec_path(asked->node, spec->path, asked->file, tables->arena);
    for (size_t i = 0; i < tables->files.n; i++) {
        const file *f = &tables->files.at[i];
        if (is_same(f->path, path) && is_same(f->layer, asked->layer) &&
            is_same(f->encoding, asked->encoding))
            return f->table;
    }
    sb_records_ask ask = {.path = path,
                          .shown = path,
                          .layer = asked->layer,
                          .encoding = asked->encoding,
                          .node = asked->node};
    const sb_table *table =
        is_text_file(path) ? read_text(tables, ask, diag) : read_other(tables, ask, diag);
    if (table && table->records->n == 0) {
        sb_fail(diag, SB_E_DATA, sb_node_span(asked->node, "file"), _("'%s' has no records"),
                path);
        sb_hint(diag,
                _("a table has a line with the names of its columns and below it the numbers"));
        table = NULL;
    }
    sb_vec_push(tables->arena, &tables->files,
                ((file){path, asked->layer, asked->encoding, table}));
    return table;
}

sb_span sb_table_at(const sb_table *table, int record)
{
    return (sb_span){.file = table->records->file,
                     .line = table->lines && record >= 0 ? table->lines[record] : 0};
}

const char *sb_table_record(const sb_table *table, int record, sb_arena *arena)
{
    return table->lines ? "" : sb_arena_printf(arena, _("record %d: "), record + 1);
}
