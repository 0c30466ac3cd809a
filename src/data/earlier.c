/* What an earlier report published: readers still have it. */
#include "data/data.h"

#include "data/grid.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 30 };
enum { LEVEL, KEY, PERIOD, INDICATOR, VALUE, COLUMNS };
static const char *const names[COLUMNS] = {"level", "key", "period", "indicator", "value"};

typedef struct export_reader {
    const sb_cube *cube;
    sb_diag *diag;
    int at[COLUMNS]; /* in a row */
    int unknown;     /* rows about what this report does not have */
} export_reader;

static const char *cell(const export_reader *e, const sb_grid_row *row, int column)
{
    return e->at[column] < row->n ? row->cells[e->at[column]] : "";
}

static bool find_columns(export_reader *e, const sb_grid *grid)
{
    for (int c = 0; c < COLUMNS; c++) {
        e->at[c] = -1;
        for (int i = 0; grid->n && i < grid->rows[0].n; i++)
            if (strcmp(grid->rows[0].cells[i], names[c]) == 0)
                e->at[c] = i;
        if (e->at[c] >= 0)
            continue;
        sb_fail(e->diag, SB_E_DATA, ((sb_span){.file = grid->file, .line = 1}),
                _("there is no column '%s'"), names[c]);
        sb_hint(e->diag, _("give a file that 'sozialbericht values' wrote"));
        return false;
    }
    return true;
}

static bool read_row(export_reader *e, const sb_grid_row *row, sb_published *out)
{
    int level = sb_areas_level(e->cube->areas, cell(e, row, LEVEL));
    int area = level < 0 ? -1 : sb_areas_find(e->cube->areas, level, cell(e, row, KEY));
    char *end;
    const char *value = cell(e, row, VALUE);
    *out = (sb_published){.place = {level, area},
                          .period = sb_cube_period(e->cube, cell(e, row, PERIOD)),
                          .indicator = cell(e, row, INDICATOR),
                          .value = strtod(value, &end)};
    if (end == value)
        return false; /* withheld, unknown */
    e->unknown += area < 0 || out->period < 0;
    return area >= 0 && out->period >= 0;
}

bool sb_earlier_load(const char *path, sb_cube *cube, sb_arena *arena, sb_diag *diag)
{
    size_t n;
    sb_span at = {.file = path};
    char *text = sb_file_read(path, MOST_BYTES, &n, at, arena, diag);
    const sb_grid *grid = text ? sb_grid_read(text, ',', path, arena, diag) : NULL;
    export_reader e = {.cube = cube, .diag = diag};
    if (!grid || !find_columns(&e, grid))
        return false;
    SB_VEC(sb_published) all = {0};
    for (int i = 1; i < grid->n; i++) {
        sb_published one;
        if (read_row(&e, &grid->rows[i], &one))
            sb_vec_push(arena, &all, one);
    }
    if (all.n == 0) {
        sb_warn(diag, SB_E_DATA, at,
                _("nothing in it is about this report's areas and periods"));
        sb_hint(diag, _("areas are found by their level and key, periods by their label"));
    } else if (e.unknown) {
        sb_tell(diag, SB_E_DATA, at,
                _("%d values are of areas or periods that this report does not have"),
                e.unknown);
    }
    cube->earlier = all.at;
    cube->n_earlier = all.n;
    return true;
}
