#include "data/export.h"

#include "data/grid.h"

#include <string.h>

enum { MOST_BYTES = 1 << 30, LONGEST = 1024 };

const char *const sb_export_names[SB_EXPORT_CELLS] = {
    "level", "key", "name", "period", "indicator", "value", "unit", "state", "class", "series"};

const char *sb_export_text(const sb_export *export, sb_export_cell cell, int row)
{
    const char *text = export->cells[(size_t)row * SB_EXPORT_CELLS + cell];
    return text[0] == '\'' ? text + 1 : text; /* it guards texts that begin with = */
}

/* What a row is about. */
static void put_name(const sb_export *export, int row, char name[LONGEST])
{
    snprintf(name, LONGEST, "%s\x1f%s\x1f%s\x1f%s",
             sb_export_text(export, SB_EXPORT_INDICATOR, row),
             sb_export_text(export, SB_EXPORT_LEVEL, row),
             sb_export_text(export, SB_EXPORT_KEY, row),
             sb_export_text(export, SB_EXPORT_PERIOD, row));
}

int sb_export_same(const sb_export *in, const sb_export *from, int row)
{
    char name[LONGEST];
    put_name(from, row, name);
    return (int)sb_index_at(in->rows, name);
}

/* *column: where it stands, or -1. */
static bool find_column(const sb_grid *grid, sb_export_cell cell, int *column, sb_diag *diag)
{
    *column = -1;
    for (int i = 0; grid->n && i < grid->rows[0].n; i++)
        if (strcmp(grid->rows[0].cells[i], sb_export_names[cell]) == 0)
            *column = i;
    if (*column >= 0 || cell == SB_EXPORT_CLASS || cell == SB_EXPORT_SERIES)
        return true;
    sb_fail(diag, SB_E_DATA, ((sb_span){.file = grid->file, .line = 1}),
            _("there is no column '%s'"), sb_export_names[cell]);
    sb_hint(diag, _("give a file that 'sozialbericht values' wrote"));
    return false;
}

const sb_export *sb_export_read(const char *path, sb_arena *arena, sb_diag *diag)
{
    size_t n;
    char *text = sb_file_read(path, MOST_BYTES, &n, (sb_span){.file = path}, arena, diag);
    const sb_grid *grid = text ? sb_grid_read(text, ',', path, arena, diag) : NULL;
    sb_export *export = sb_arena_one(arena, sb_export);
    int columns[SB_EXPORT_CELLS];
    for (int c = 0; c < SB_EXPORT_CELLS; c++)
        if (!grid || !find_column(grid, (sb_export_cell)c, &columns[c], diag))
            return NULL;
    export->n = grid->n - 1;
    export->cells = sb_arena_array(arena, const char *, (size_t) export->n *SB_EXPORT_CELLS);
    export->rows = sb_index_new(arena);
    for (int row = 0; row < export->n; row++) {
        const sb_grid_row *r = &grid->rows[row + 1];
        for (int c = 0; c < SB_EXPORT_CELLS; c++)
            export->cells[(size_t)row * SB_EXPORT_CELLS + (size_t)c] =
                columns[c] >= 0 && columns[c] < r->n ? r->cells[columns[c]] : "";
        char name[LONGEST];
        put_name(export, row, name);
        sb_index_put(export->rows, sb_arena_text(arena, name), row);
    }
    return export;
}
