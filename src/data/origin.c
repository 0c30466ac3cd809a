/* Where the numbers of a cube came from: the tables are read again, so that a cube need not
 * remember the record of each of its cells. */
#include "data/build.h"

#include <string.h>

typedef struct finder {
    sb_build build;
    const sb_cube *cube;
    int variable, period;
    sb_place place;
    const bool *is_wanted; /* [cell]; NULL: all */
    SB_VEC(sb_origin_record) found;
    sb_arena *arena;
} finder;

static bool brings(const sb_spec_table *table, const char *variable)
{
    if (table->n_columns == 0)
        return strcmp(table->variable, variable) == 0;
    for (int i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i].variable, variable) == 0)
            return true;
    return false;
}

/* The part of a record that belongs to the place: 1, its weight, or 0. */
static double weight_of(const finder *f, const sb_join *join, int record)
{
    int text = join->key->cells[record];
    sb_place place = join->places[text];
    if (place.level != f->place.level)
        return 0;
    if (place.area >= 0)
        return place.area == f->place.area;
    for (int i = 0; i < join->crosswalk->n_parts; i++) {
        const sb_crosswalk_part *part = &join->crosswalk->parts[i];
        if (part->area == f->place.area && part->from == join->old[text])
            return part->weight;
    }
    return 0;
}

static void look_into(finder *f, const sb_join *join, const sb_value_join *v)
{
    sb_build *b = &f->build;
    sb_filling *filling = sb_build_variable(b, join, v);
    if (!filling)
        return;
    sb_target t = sb_build_target(b, join, v, filling);
    for (int i = 0; i < join->n_records; i++) {
        int record = join->records[i], period;
        double weight = weight_of(f, join, record);
        int cell = weight > 0 ? sb_target_cell(b, join, v, &t, record, &period) : 0;
        if (weight == 0 || (f->is_wanted && !f->is_wanted[cell]) ||
            strcmp(b->periods[period].label, f->cube->periods[f->period].label) != 0)
            continue;
        sb_origin_record found = {
            .file = sb_arena_text(f->arena, join->table->records->file),
            .line = join->table->lines ? join->table->lines[record] : 0,
            .record = record + 1,
            .column = sb_arena_text(f->arena, v->column->name),
            .key = sb_arena_text(f->arena, sb_column_text(join->key, record)),
            .text = sb_arena_text(f->arena, sb_column_text(v->column, record)),
            .weight = weight};
        sb_vec_push(f->arena, &f->found, found);
    }
}

const sb_origin_record *sb_cube_origins(const sb_cube *cube, int variable, sb_place place,
                                        int period, const int *cells, int n_cells, int *n,
                                        sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new(); /* said when the cube was made */
    const sb_variable *v = &cube->variables[variable];
    bool *is_wanted = cells ? sb_arena_array(scratch, bool, v->cells) : NULL;
    for (int i = 0; cells && i < n_cells; i++)
        is_wanted[cells[i]] = true;
    finder f = {.build = {.spec = cube->spec,
                          .areas = cube->areas,
                          .by_id = sb_index_new(scratch),
                          .arena = scratch,
                          .scratch = scratch,
                          .diag = silent},
                .cube = cube,
                .variable = variable,
                .period = period,
                .place = place,
                .is_wanted = is_wanted,
                .arena = arena};
    sb_tables *tables = sb_tables_new(scratch);
    sb_periods *periods = sb_periods_new(scratch);
    for (int i = 0; i < cube->spec->n_tables; i++)
        if (brings(&cube->spec->tables[i], v->id))
            sb_build_join(&f.build, &cube->spec->tables[i], tables, periods);
    f.build.periods = sb_periods_sort(periods, &f.build.n_periods, &f.build.rank);
    for (size_t j = 0; j < f.build.joins.n; j++) {
        const sb_join *join = f.build.joins.at[j];
        for (int i = 0; i < join->n_values; i++)
            if (strcmp(join->values[i].variable, v->id) == 0)
                look_into(&f, join, &join->values[i]);
    }
    *n = (int)f.found.n;
    return f.found.at;
}
