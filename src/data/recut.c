/* Values of an old division of areas, turned into those of today's. */
#include "data/build.h"

#include <string.h>

typedef struct recutter {
    sb_build *b;
    int at;
    const sb_join *join;
    const sb_value_join *values;
    const sb_target *t;
    int *records; /* [old area x period x cell]: record + 1 */
} recutter;

static size_t old_at(const recutter *r, int from, int period, int cell)
{
    return sb_build_cell(r->b, r->t->f, from, period, cell);
}

static void collect(recutter *r)
{
    sb_build *b = r->b;
    size_t n =
        (size_t)r->join->crosswalk->n * (size_t)b->n_periods * (size_t)r->t->f->made.cells;
    r->records = sb_arena_array(b->scratch, int, n);
    for (int i = 0; i < r->join->n_records; i++) {
        int record = r->join->records[i], period;
        int from = r->join->old[r->join->key->cells[record]];
        int cell = sb_target_cell(b, r->join, r->values, r->t, record, &period);
        int *to = from < 0 ? NULL : &r->records[old_at(r, from, period, cell)];
        if (to && *to) {
            sb_fail(b->diag, SB_E_DATA, sb_table_at(r->join->table, record),
                    _("%s and %s both give '%s' of the old area '%s' for %s"),
                    sb_build_record(r->join->table, *to - 1, b->scratch),
                    sb_build_record(r->join->table, record, b->scratch), r->t->f->made.id,
                    r->join->crosswalk->keys[from], b->periods[period].label);
            sb_hint(b->diag,
                    _("if a column tells them apart, name it under 'where:' or 'dimensions:'"));
            return;
        }
        if (to)
            *to = record + 1;
    }
}

/* What a part of an old area brings: unknown where the table has no record of it. */
static sb_value share_of(const recutter *r, const sb_crosswalk_part *part, int record)
{
    if (!record)
        return sb_value_without(SB_UNKNOWN);
    sb_value v = r->values->values[r->values->column->cells[record - 1]];
    if (!sb_value_is_number(v) || part->weight >= 1)
        return v;
    sb_value share = sb_value_number(v.number * part->weight);
    share.flags = v.number != 0 ? v.flags | SB_ESTIMATED : v.flags;
    return share;
}

/* One value of an area of today, from its n parts. */
static void put_sum(recutter *r, const sb_crosswalk_part *parts, int n, int period, int cell)
{
    sb_filling *f = r->t->f;
    int level = r->join->crosswalk->level, first = 0;
    for (int i = 0; i < n && !first; i++)
        first = r->records[old_at(r, parts[i].from, period, cell)];
    if (!first)
        return;
    size_t to = sb_build_cell(r->b, f, parts[0].area, period, cell);
    if (f->origins[level][to].table) {
        const sb_area *area = &r->b->areas->levels[level].areas[parts[0].area];
        sb_fail(r->b->diag, SB_E_DATA, sb_table_at(r->join->table, first - 1),
                _("'%s' of '%s' (%s) for %s is told already, and comes from old areas here"),
                f->made.id, area->key, area->name, r->b->periods[period].label);
        sb_hint(r->b->diag, _("'where:' keeps the periods of the old division apart"));
        return;
    }
    sb_value sum = share_of(r, &parts[0], r->records[old_at(r, parts[0].from, period, cell)]);
    for (int i = 1; i < n; i++)
        sum = sb_build_add(
            sum, share_of(r, &parts[i], r->records[old_at(r, parts[i].from, period, cell)]));
    f->origins[level][to] = (sb_origin){r->at + 1, first - 1};
    f->values[level][to] = sum;
}

void sb_build_recut(sb_build *b, int at, const sb_value_join *v, const sb_target *t)
{
    recutter r = {.b = b, .at = at, .join = b->joins.at[at], .values = v, .t = t};
    const sb_crosswalk *crosswalk = r.join->crosswalk;
    size_t errors = sb_diag_errors(b->diag);
    collect(&r);
    for (int i = 0, n; i < crosswalk->n_parts; i += n) {
        const sb_crosswalk_part *parts = crosswalk->parts + i;
        for (n = 1; i + n < crosswalk->n_parts && parts[n].area == parts[0].area;)
            n++;
        for (int p = 0; p < b->n_periods; p++)
            for (int c = 0; c < t->f->made.cells && sb_diag_errors(b->diag) == errors; c++)
                put_sum(&r, parts, n, p, c);
    }
}

/* Whether each old area lies in the area as a whole, or not at all. */
static void find_cut(const sb_crosswalk *crosswalk, const sb_areas *areas, int level,
                     bool *is_cut, sb_arena *scratch)
{
    double *inside = sb_arena_array(scratch, double, crosswalk->n);
    for (int a = 0; a < areas->levels[level].n; a++) {
        memset(inside, 0, (size_t)crosswalk->n * sizeof *inside);
        for (int i = 0; i < crosswalk->n_parts; i++) {
            const sb_crosswalk_part *part = &crosswalk->parts[i];
            sb_place above =
                sb_areas_above(areas, (sb_place){crosswalk->level, part->area}, level);
            if (above.area == a)
                inside[part->from] += part->weight;
        }
        for (int o = 0; o < crosswalk->n; o++)
            is_cut[a] = is_cut[a] || (inside[o] > 1e-9 && inside[o] < 1 - 1e-9);
    }
}

void sb_build_unmark_whole(const sb_build *b, const sb_filling *f, int level, sb_value *values)
{
    int n = b->areas->levels[level].n;
    bool *is_cut = NULL;
    for (size_t i = 0; i < b->joins.n; i++) {
        const sb_join *join = b->joins.at[i];
        for (int v = 0; v < join->n_values; v++) {
            if (!join->crosswalk || strcmp(join->values[v].variable, f->made.id) != 0)
                continue;
            if (!is_cut)
                is_cut = sb_arena_array(b->scratch, bool, n);
            find_cut(join->crosswalk, b->areas, level, is_cut, b->scratch);
            break;
        }
    }
    size_t row = (size_t)b->n_periods * (size_t)f->made.cells;
    for (size_t i = 0; is_cut && i < (size_t)n * row; i++)
        if (!is_cut[i / row])
            values[i].flags &= (uint8_t)~SB_ESTIMATED;
}
