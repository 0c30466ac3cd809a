#include "data/build.h"
#include "data/series.h"

#include <string.h>

enum { SHOWN = 5 };

/* ---- variables ---- */

/* The dimensions of a value column: those of its table's columns, then its own. */
static int dimensions_of(const sb_join *join, const sb_value_join *v,
                         int out[2 * SB_MOST_DIMENSIONS])
{
    int n = 0;
    for (int i = 0; i < join->n_dimensions; i++)
        out[n++] = join->dimensions[i].dimension;
    for (int i = 0; i < v->n_fixed; i++)
        out[n++] = v->dimension[i];
    return n;
}

static sb_filling *add_variable(sb_build *b, const sb_join *join, const sb_value_join *v,
                                const int *dimensions, int n)
{
    int n_levels = b->areas->n_levels;
    sb_filling *f = sb_vec_add(b->scratch, &b->variables);
    f->made = (sb_variable){.id = v->variable,
                            .label = v->label ? v->label : v->variable,
                            .unit = v->unit,
                            .table = join->spec,
                            .adds_up = v->adds_up,
                            .n_dimensions = n,
                            .cells = 1};
    f->node = v->node;
    f->column = v->column->name;
    for (int i = 0; i < n; i++) {
        f->made.dimensions[i] = dimensions[i];
        f->made.cells *= b->spec->groups[dimensions[i]].n;
    }
    f->values = sb_arena_array(b->arena, sb_value *, n_levels);
    f->is_own = sb_arena_array(b->arena, bool, n_levels);
    f->origins = sb_arena_array(b->scratch, sb_origin *, n_levels);
    sb_index_put(b->by_id, v->variable, (long)b->variables.n - 1);
    return f;
}

sb_filling *sb_build_variable(sb_build *b, const sb_join *join, const sb_value_join *v)
{
    int dimensions[2 * SB_MOST_DIMENSIONS], n = dimensions_of(join, v, dimensions);
    if (n > SB_MOST_DIMENSIONS) {
        sb_fail(b->diag, SB_E_LIMIT, sb_node_span(v->node, "groups"),
                _("variable '%s' has more than %d dimensions"), v->variable,
                SB_MOST_DIMENSIONS);
        return NULL;
    }
    long at = sb_index_at(b->by_id, v->variable);
    if (at < 0)
        return add_variable(b, join, v, dimensions, n);
    sb_filling *f = &b->variables.at[at];
    if (f->made.n_dimensions == n &&
        (n == 0 || memcmp(f->made.dimensions, dimensions, (size_t)n * sizeof *dimensions) == 0))
        return f;
    sb_fail(b->diag, SB_E_SCHEMA, sb_node_span(v->node, "variable"),
            _("variable '%s' has other dimensions here than in table '%s'"), v->variable,
            f->made.table->id);
    sb_hint(b->diag, _("name the same dimensions in the same order, or give it another name"));
    return NULL;
}

bool sb_build_level(sb_build *b, sb_filling *f, int level)
{
    size_t n = sb_build_size(b, f, level);
    b->n_cells += n;
    if (b->n_cells > SB_MOST_CELLS) {
        sb_fail(b->diag, SB_E_LIMIT, sb_node_span(f->node, "dimensions"),
                _("the tables make more than %zu cells"), SB_MOST_CELLS);
        sb_hint(b->diag, _("leave out dimensions, periods or levels that the report does not "
                           "show"));
        return false;
    }
    f->values[level] = sb_arena_array(b->arena, sb_value, n);
    for (size_t i = 0; i < n; i++)
        f->values[level][i] = sb_value_without(SB_UNKNOWN);
    return true;
}

/* ---- filling ---- */

const char *sb_build_record(const sb_table *table, int record, sb_arena *arena)
{
    return table->lines ? sb_arena_printf(arena, _("line %d"), table->lines[record])
                        : sb_arena_printf(arena, _("record %d"), record + 1);
}

static void report_double(sb_build *b, const sb_join *join, int record, sb_origin before,
                          const sb_filling *f, sb_place place, int period)
{
    const sb_join *other = b->joins.at[before.table - 1];
    const sb_area *area = sb_areas_at(b->areas, place);
    sb_fail(b->diag, SB_E_DATA, sb_table_at(join->table, record),
            _("%s of '%s' and %s of '%s' both give '%s' of '%s' (%s) for %s"),
            sb_build_record(other->table, before.record, b->scratch),
            other->table->records->file, sb_build_record(join->table, record, b->scratch),
            join->table->records->file, f->made.id, area->key, area->name,
            b->periods[period].label);
    sb_hint(b->diag,
            _("if a column tells them apart, name it under 'where:' or 'dimensions:'"));
}

static void audit_double(sb_build *b, const sb_join *join, const sb_value_join *v, int record,
                         sb_origin before, sb_place place)
{
    const sb_join *other = b->joins.at[before.table - 1];
    const sb_area *area = sb_areas_at(b->areas, place);
    sb_audit_add(
        b->audit,
        (sb_audit_row){.finding = SB_FOUND_TWICE,
                       .table = join->spec->id,
                       .file = join->table->records->file,
                       .line = sb_table_at(join->table, record).line,
                       .records = 2,
                       .written = sb_column_text(join->key, record),
                       .level = b->areas->levels[place.level].id,
                       .key = area->key,
                       .name = area->name,
                       .detail = sb_arena_printf(
                           b->scratch, _("'%s' is told by %s of '%s' already"), v->variable,
                           sb_build_record(other->table, before.record, b->scratch),
                           other->table->records->file)});
}

sb_target sb_build_target(sb_build *b, const sb_join *join, const sb_value_join *v,
                          sb_filling *f)
{
    sb_target t = {.f = f};
    int stride = 1;
    for (int i = v->n_fixed - 1; i >= 0; i--) {
        t.fixed += v->group[i] * stride;
        stride *= b->spec->groups[v->dimension[i]].n;
    }
    for (int i = join->n_dimensions - 1; i >= 0; i--) {
        t.stride[i] = stride;
        stride *= b->spec->groups[join->dimensions[i].dimension].n;
    }
    return t;
}

static int period_of(const sb_build *b, const sb_join *join, const sb_value_join *v, int record)
{
    return b->rank[v->period >= 0 ? v->period : join->periods[join->period->cells[record]]];
}

/* Make room on the levels the table has records of. */
static bool make_room(sb_build *b, const sb_join *join, sb_filling *f)
{
    for (int i = 0; i < join->n_records; i++) {
        int level = join->places[join->key->cells[join->records[i]]].level;
        if (f->origins[level])
            continue;
        if (!sb_build_level(b, f, level))
            return false;
        f->is_own[level] = true;
        f->origins[level] = sb_arena_array(b->scratch, sb_origin, sb_build_size(b, f, level));
    }
    return true;
}

int sb_target_cell(const sb_build *b, const sb_join *join, const sb_value_join *v,
                   const sb_target *t, int record, int *period)
{
    int cell = t->fixed;
    for (int d = 0; d < join->n_dimensions; d++)
        cell += join->dimensions[d].groups[join->dimensions[d].column->cells[record]] *
                t->stride[d];
    *period = period_of(b, join, v, record);
    return cell;
}

static void fill(sb_build *b, int at, const sb_value_join *v, const sb_target *t)
{
    const sb_join *join = b->joins.at[at];
    int n_doubles = 0;
    for (int i = 0; i < join->n_records; i++) {
        int record = join->records[i], period;
        sb_place place = join->places[join->key->cells[record]];
        if (place.area < 0) /* of an old division */
            continue;
        int cell = sb_target_cell(b, join, v, t, record, &period);
        size_t to = sb_build_cell(b, t->f, place.area, period, cell);
        sb_origin *origin = &t->f->origins[place.level][to];
        if (origin->table) {
            audit_double(b, join, v, record, *origin, place);
            if (n_doubles++ < SHOWN)
                report_double(b, join, record, *origin, t->f, place, period);
            continue;
        }
        *origin = (sb_origin){at + 1, record};
        t->f->values[place.level][to] = v->values[v->column->cells[record]];
    }
    if (n_doubles > SHOWN)
        sb_fail(b->diag, SB_E_DATA, sb_table_at(join->table, -1),
                _("table '%s': %d more records give what another gives already"),
                join->spec->id, n_doubles - SHOWN);
}

static void fill_all(sb_build *b)
{
    for (size_t at = 0; at < b->joins.n; at++)
        for (int i = 0; i < b->joins.at[at]->n_values; i++) {
            const sb_join *join = b->joins.at[at];
            const sb_value_join *v = &join->values[i];
            sb_filling *f = sb_build_variable(b, join, v);
            if (!f || !make_room(b, join, f))
                continue;
            sb_target t = sb_build_target(b, join, v, f);
            fill(b, (int)at, v, &t);
            if (join->crosswalk)
                sb_build_recut(b, (int)at, v, &t);
        }
}

/* ---- all ---- */

static const sb_cube *finish(sb_build *b)
{
    int n = (int)b->variables.n;
    sb_variable *variables = sb_arena_array(b->arena, sb_variable, n);
    for (int i = 0; i < n; i++) {
        sb_filling *f = &b->variables.at[i];
        sb_build_sums(b, f);
        sb_audit_gaps(b, f);
        variables[i] = f->made;
        variables[i].levels =
            sb_arena_copy(b->arena, f->values, (size_t)b->areas->n_levels, sizeof *f->values);
        variables[i].is_own = f->is_own;
    }
    sb_cube *cube = sb_arena_one(b->arena, sb_cube);
    *cube = (sb_cube){.spec = b->spec,
                      .areas = b->areas,
                      .periods = b->periods,
                      .n_periods = b->n_periods,
                      .variables = variables,
                      .n_variables = n};
    return cube;
}

void sb_build_join(sb_build *b, const sb_spec_table *asked, sb_tables *tables,
                   sb_periods *periods)
{
    int n;
    const sb_spec_table *files = sb_series_tables(b->spec, asked, &n, b->arena, b->diag);
    for (int i = 0; files && i < n; i++) {
        const sb_table *table = sb_tables_read(tables, b->spec, &files[i], b->diag);
        const sb_join *join = table ? sb_join_table(b->spec, b->areas, &files[i], table, tables,
                                                    periods, b->audit, b->scratch, b->diag)
                                    : NULL;
        if (join)
            sb_vec_push(b->scratch, &b->joins, join);
    }
}

const sb_cube *sb_cube_load(const sb_spec *spec, const sb_areas *areas, sb_arena *arena,
                            sb_diag *diag)
{
    return sb_cube_audited(spec, areas, NULL, arena, diag);
}

const sb_cube *sb_cube_audited(const sb_spec *spec, const sb_areas *areas, sb_audit *audit,
                               sb_arena *arena, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_build b = {.spec = spec,
                  .areas = areas,
                  .by_id = sb_index_new(scratch),
                  .audit = audit,
                  .arena = arena,
                  .scratch = scratch,
                  .diag = diag};
    sb_tables *tables = sb_tables_new(scratch);
    sb_periods *periods = sb_periods_new(arena);
    for (int i = 0; i < spec->n_tables; i++)
        sb_build_join(&b, &spec->tables[i], tables, periods);
    if (b.joins.n == 0 && spec->n_tables > 0)
        return NULL;
    if (spec->n_tables == 0)
        sb_periods_add(periods, spec->report.period); /* areas alone have a date too */
    b.periods = sb_periods_sort(periods, &b.n_periods, &b.rank);
    for (size_t i = 0; i < b.joins.n; i++)
        sb_audit_areas(&b, b.joins.at[i]);
    fill_all(&b);
    return finish(&b);
}

/* ---- looking up ---- */

int sb_cube_variable(const sb_cube *cube, const char *id)
{
    for (int i = 0; i < cube->n_variables; i++)
        if (strcmp(cube->variables[i].id, id) == 0)
            return i;
    return -1;
}

int sb_cube_period(const sb_cube *cube, const char *label)
{
    for (int i = 0; i < cube->n_periods; i++)
        if (strcmp(cube->periods[i].label, label) == 0)
            return i;
    return -1;
}

sb_value sb_cube_at(const sb_cube *cube, int variable, sb_place place, int period, int cell)
{
    const sb_variable *v = &cube->variables[variable];
    if (place.area < 0 || period < 0 || !v->levels[place.level])
        return sb_value_without(SB_UNKNOWN);
    return v
        ->levels[place.level][((size_t)place.area * (size_t)cube->n_periods + (size_t)period) *
                                  (size_t)v->cells +
                              (size_t)cell];
}
