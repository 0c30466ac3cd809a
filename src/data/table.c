#include "data/table.h"

#include "area/ogr.h"
#include "data/encoding.h"
#include "data/grid.h"
#include "data/json.h"

#include <string.h>
#include <strings.h>

#define MOST_BYTES ((size_t)1 << 30)

typedef struct file {
    const char *path;
    const sb_spec_table *asked;
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

static bool ends_in(const char *path, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(path), end = strlen(ends[i]);
        if (length > end && strcasecmp(path + length - end, ends[i]) == 0)
            return true;
    }
    return false;
}

static bool is_text_file(const char *path)
{
    static const char *const ends[] = {".csv", ".tsv", ".txt", ".tab"};
    return ends_in(path, ends, SB_COUNT(ends));
}

static bool is_sheet(const char *path)
{
    static const char *const ends[] = {".xlsx", ".xlsm", ".ods"};
    return ends_in(path, ends, SB_COUNT(ends));
}

static bool is_json(const char *path)
{
    static const char *const ends[] = {".json"};
    return ends_in(path, ends, SB_COUNT(ends));
}

/* ---- text ---- */

static const struct {
    const char *name, *shown;
    char sign;
} separators[] = {{"semicolon", N_("semicolon"), ';'},
                  {"comma", N_("comma"), ','},
                  {"tab", N_("tab"), '\t'},
                  {"bar", N_("bar"), '|'}};

static size_t separator_of(const char *asked, const char *text)
{
    char sign = asked ? '\0' : sb_grid_separator(text);
    for (size_t i = 0; i < SB_COUNT(separators); i++)
        if (asked ? strcmp(separators[i].name, asked) == 0 : separators[i].sign == sign)
            return i;
    return 0;
}

/* What was found out about a file, for `check --notes` to say. */
static void tell(const sb_grid *grid, const sb_grid_layout *layout, const char *encoding,
                 const char *separator, sb_diag *diag)
{
    sb_span at = {.file = grid->file};
    if (encoding)
        sb_tell(diag, SB_E_DATA, at, _("read as %s, cells parted by %s"), encoding, separator);
    int n_head = layout->head_end - layout->head;
    if (n_head > 1 || (n_head && grid->rows[layout->head].line > 1))
        sb_tell(diag, SB_E_DATA, ((sb_span){grid->file, grid->rows[layout->head].line, 0, 0}),
                sb_ngettext("the names of the columns are taken from this line; what stands "
                            "above is left out",
                            "the names of the columns are taken from %d lines, from here on; "
                            "what stands above is left out",
                            n_head),
                n_head);
    if (layout->end < layout->last)
        sb_tell(diag, SB_E_DATA, ((sb_span){grid->file, grid->rows[layout->end].line, 0, 0}),
                _("lines from here on are taken for footnotes and left out"));
}

static const sb_table *table_of(const sb_grid *grid, const sb_spec_table *asked,
                                const char *encoding, const char *separator, sb_arena *arena,
                                sb_diag *diag)
{
    sb_grid_layout layout;
    if (!sb_grid_find(grid, asked, &layout, diag))
        return NULL;
    tell(grid, &layout, encoding, separator, diag);
    sb_table *table = sb_arena_one(arena, sb_table);
    table->records = sb_grid_records(grid, layout, &table->lines, arena);
    table->is_sheet = grid->is_sheet;
    return table;
}

/* The whole file as UTF-8; NULL with an error. */
static char *text_of(sb_records_ask ask, const char **encoding, sb_arena *raw, sb_diag *diag)
{
    size_t n = 0;
    const char *bytes =
        sb_file_read(ask.path, MOST_BYTES, &n, sb_node_span(ask.node, "file"), raw, diag);
    char *text = bytes
                     ? sb_text_as_utf8(bytes, &n, ask.encoding,
                                       sb_node_span(ask.node, "encoding"), encoding, raw, diag)
                     : NULL;
    if (text && memchr(text, '\0', n)) {
        sb_fail(diag, SB_E_DATA, sb_node_span(ask.node, "file"), _("'%s' is no text file"),
                ask.path);
        sb_hint(diag, _("it has bytes that no text has: is the ending of its name right?"));
        return NULL;
    }
    return text;
}

static const sb_table *read_csv(sb_tables *tables, const char *path, char *text,
                                const char *encoding, const sb_spec_table *asked, sb_arena *raw,
                                sb_diag *diag)
{
    size_t separator = separator_of(asked->separator, text);
    const sb_grid *grid = sb_grid_read(text, separators[separator].sign, path, raw, diag);
    return grid ? table_of(grid, asked, encoding, _(separators[separator].shown), tables->arena,
                           diag)
                : NULL;
}

/* ---- sheets ---- */

/* A sheet as OGR reads it without regard to a head; NULL with an error. */
static const sb_grid *grid_of(const sb_records *records, sb_arena *arena, sb_diag *diag)
{
    if (!sb_grid_has_room(records->file, records->n, (size_t)records->n_columns, arena, diag))
        return NULL;
    sb_grid *grid = sb_arena_one(arena, sb_grid);
    sb_grid_row *rows = sb_arena_array(arena, sb_grid_row, records->n);
    for (int i = 0; i < records->n; i++) {
        const char **cells = sb_arena_array(arena, const char *, records->n_columns);
        for (int c = 0; c < records->n_columns; c++)
            cells[c] = sb_column_text(&records->columns[c], i);
        rows[i] = (sb_grid_row){cells, records->n_columns, records->rows[i]};
    }
    *grid = (sb_grid){rows, records->n, records->file, true};
    return grid;
}

static void refuse(const sb_spec_table *asked, const char *key, sb_diag *diag)
{
    if (sb_node_at(asked->node, key))
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(asked->node, key),
                _("'%s:' means nothing for this kind of file"), key);
}

static const sb_table *read_sheet(sb_tables *tables, sb_records_ask ask,
                                  const sb_spec_table *asked, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *raw = sb_arena_new(MOST_BYTES * 4);
    refuse(asked, "separator", diag);
    ask.is_bare = true;
    const sb_records *records = sb_records_read(&ask, raw, diag);
    const sb_grid *grid = records ? grid_of(records, raw, diag) : NULL;
    return grid ? table_of(grid, asked, NULL, NULL, tables->arena, diag) : NULL;
}

/* ---- files that know their columns ---- */

static void refuse_all(const sb_spec_table *asked, sb_diag *diag)
{
    static const char *const keys[] = {"head", "range", "separator"};
    for (size_t i = 0; i < SB_COUNT(keys); i++)
        refuse(asked, keys[i], diag);
}

/* dBASE, GeoPackage, SQLite, GeoJSON … */
static const sb_table *read_other(sb_tables *tables, sb_records_ask ask,
                                  const sb_spec_table *asked, sb_diag *diag)
{
    refuse_all(asked, diag);
    const sb_records *records = sb_records_read(&ask, tables->arena, diag);
    if (!records)
        return NULL;
    sb_table *table = sb_arena_one(tables->arena, sb_table);
    table->records = records;
    return table;
}

static const sb_table *read_json(sb_tables *tables, sb_records_ask ask, char *text,
                                 const sb_spec_table *asked, sb_diag *diag)
{
    if (!sb_json_is_list(text)) {
        const sb_table *other = read_other(tables, ask, asked, diag);
        if (!other)
            sb_hint(diag,
                    _("a table in JSON is a list of records: [{\"nr\": \"11\", \"count\": "
                      "5}, {\"nr\": \"12\", \"count\": 7}]"));
        return other;
    }
    refuse_all(asked, diag);
    sb_table *table = sb_arena_one(tables->arena, sb_table);
    table->records = sb_json_records(text, ask.path, &table->lines, tables->arena, diag);
    return table->records ? table : NULL;
}

static const sb_table *read_text(sb_tables *tables, sb_records_ask ask,
                                 const sb_spec_table *asked, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *raw = sb_arena_new(MOST_BYTES * 4);
    const char *encoding;
    char *text = text_of(ask, &encoding, raw, diag);
    if (!text)
        return NULL;
    return is_json(ask.path) ? read_json(tables, ask, text, asked, diag)
                             : read_csv(tables, ask.path, text, encoding, asked, raw, diag);
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
        if (is_same(f->path, path) && is_same(f->asked->layer, asked->layer) &&
            is_same(f->asked->encoding, asked->encoding) &&
            is_same(f->asked->head, asked->head) && is_same(f->asked->range, asked->range) &&
            is_same(f->asked->separator, asked->separator))
            return f->table;
    }
    sb_records_ask ask = {
        .path = path, .layer = asked->layer, .encoding = asked->encoding, .node = asked->node};
    const bool is_text = is_text_file(path) || is_json(path);
    const sb_table *table = is_text          ? read_text(tables, ask, asked, diag)
                            : is_sheet(path) ? read_sheet(tables, ask, asked, diag)
                                             : read_other(tables, ask, asked, diag);
    if (table && table->records->n == 0) {
        sb_fail(diag, SB_E_DATA, sb_node_span(asked->node, "file"), _("'%s' has no records"),
                table->records->file);
        sb_hint(diag,
                _("a table has a line with the names of its columns and below it the numbers"));
        table = NULL;
    }
    sb_vec_push(tables->arena, &tables->files, ((file){path, asked, table}));
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
