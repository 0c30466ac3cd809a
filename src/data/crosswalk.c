#include "data/crosswalk.h"

#include "data/number.h"

#include <stdlib.h>

/* Weights are printed with few digits: three times 0.3333 is all of it. */
static const double tolerance = 0.001;

typedef struct walker {
    const sb_areas *areas;
    const sb_spec_crosswalk *asked;
    const sb_table *table;
    const sb_column *from, *to, *weight;
    SB_VEC(const char *) keys;
    SB_VEC(sb_crosswalk_part) parts;
    sb_index *by_key;
    int *first;   /* [old area]: its first record */
    double *sums; /* [old area]: of its weights */
    sb_crosswalk *made;
    sb_arena *arena;
    sb_diag *diag;
} walker;

int sb_crosswalk_find(const sb_crosswalk *crosswalk, const char *key)
{
    return (int)sb_index_at(crosswalk->by_key, key);
}

/* The lowest level that has the first record's area. */
static int level_of(const walker *w)
{
    const char *key = sb_column_text(w->to, 0);
    for (int l = 0; l < w->areas->n_levels; l++)
        if (sb_areas_find(w->areas, l, key) >= 0)
            return l;
    return -1;
}

static bool report_stranger(walker *w, int record)
{
    sb_fail(w->diag, SB_E_DATA, sb_table_at(w->table, record),
            _("crosswalk: no area of today has the key '%s'"), sb_column_text(w->to, record));
    sb_hint(w->diag, _("column '%s' holds keys of areas as the shapefile has them"),
            w->asked->to);
    return false;
}

static bool report_weight(walker *w, int record)
{
    sb_fail(w->diag, SB_E_DATA, sb_table_at(w->table, record),
            _("crosswalk: the weight '%s' of '%s' is no number from 0 to 1"),
            sb_column_text(w->weight, record), sb_column_text(w->from, record));
    sb_hint(w->diag, _("it is the part of the old area that lies in the one of today"));
    return false;
}

static const sb_value *read_weights(walker *w, const sb_spec *spec, sb_arena *arena)
{
    bool *is_used = sb_arena_array(arena, bool, w->weight->n_texts);
    for (int t = 0; t < w->weight->n_texts; t++)
        is_used[t] = true;
    sb_spec_table asked = {.node = w->asked->node, .id = "crosswalk"};
    sb_numbers numbers = {.spec = spec, .asked = &asked, .table = w->table};
    sb_numbers_look(&numbers, w->weight, is_used);
    return sb_numbers_read(&numbers, w->weight, is_used, arena, w->diag);
}

static bool read_record(walker *w, const sb_value *weights, int record)
{
    const char *old = sb_column_text(w->from, record);
    int area = sb_areas_find(w->areas, w->made->level, sb_column_text(w->to, record));
    sb_value weight = weights[w->weight->cells[record]];
    if (area < 0)
        return report_stranger(w, record);
    if (!sb_value_is_number(weight) || weight.number < 0 || weight.number > 1 + tolerance)
        return report_weight(w, record);
    if (sb_index_put(w->by_key, old, (long)w->keys.n)) {
        w->first[w->keys.n] = record;
        sb_vec_push(w->arena, &w->keys, old);
    }
    int from = (int)sb_index_at(w->by_key, old);
    w->sums[from] += weight.number;
    if (weight.number > 0)
        sb_vec_push(w->arena, &w->parts, ((sb_crosswalk_part){area, from, weight.number}));
    return true;
}

static bool check_sums(walker *w)
{
    bool is_good = true;
    for (size_t i = 0; i < w->keys.n; i++) {
        if (fabs(w->sums[i] - 1) <= tolerance)
            continue;
        is_good = false;
        sb_fail(w->diag, SB_E_DATA, sb_table_at(w->table, w->first[i]),
                _("crosswalk: the weights of '%s' add up to %.10g, not to 1"), w->keys.at[i],
                w->sums[i]);
        if (w->sums[i] < 1)
            sb_hint(w->diag, _("some of its people would be lost: list every area on its "
                               "ground"));
        else
            sb_hint(w->diag, _("some of its people would be counted twice"));
    }
    return is_good;
}

static int by_area(const void *a, const void *b)
{
    const sb_crosswalk_part *x = a, *y = b;
    return x->area != y->area ? (x->area > y->area) - (x->area < y->area)
                              : (x->from > y->from) - (x->from < y->from);
}

static bool find_columns(walker *w)
{
    const sb_records *records = w->table->records;
    const sb_node *node = w->asked->node;
    w->from = sb_records_column(records, w->asked->from, node, "from", w->arena, w->diag);
    w->to = sb_records_column(records, w->asked->to, node, "to", w->arena, w->diag);
    w->weight = sb_records_column(records, w->asked->weight, node, "weight", w->arena, w->diag);
    return w->from && w->to && w->weight;
}

const sb_crosswalk *sb_crosswalk_read(const sb_spec *spec, const sb_areas *areas,
                                      const sb_spec_crosswalk *asked, sb_tables *tables,
                                      sb_arena *arena, sb_diag *diag)
{
    sb_spec_table file = {.node = asked->node, .id = "crosswalk", .file = asked->file};
    walker w = {.areas = areas,
                .asked = asked,
                .table = sb_tables_read(tables, spec, &file, diag),
                .by_key = sb_index_new(arena),
                .made = sb_arena_one(arena, sb_crosswalk),
                .arena = arena,
                .diag = diag};
    if (!w.table || !find_columns(&w))
        return NULL;
    int n = w.table->records->n;
    w.first = sb_arena_array(arena, int, n);
    w.sums = sb_arena_array(arena, double, n);
    w.made->level = level_of(&w);
    const sb_value *weights = read_weights(&w, spec, arena);
    bool is_good = weights != NULL;
    for (int i = 0; i < n && weights; i++)
        is_good = read_record(&w, weights, i) && is_good;
    if (!is_good || !check_sums(&w))
        return NULL;
    for (size_t i = 0; i < w.parts.n; i++)
        w.parts.at[i].weight /= w.sums[w.parts.at[i].from];
    qsort(w.parts.at, w.parts.n, sizeof *w.parts.at, by_area);
    w.made->keys = w.keys.at;
    w.made->n = (int)w.keys.n;
    w.made->by_key = w.by_key;
    w.made->parts = w.parts.at;
    w.made->n_parts = (int)w.parts.n;
    return w.made;
}
