#include "data/join.h"

#include "data/keys.h"
#include "data/number.h"

#include <string.h>

/* Distinct texts of a column that share a fault, for one message. */
enum { SHOWN = 5 };
typedef struct tally {
    const char *texts[SHOWN];
    int n_texts, n_records, first;
} tally;

typedef struct joiner {
    const sb_spec *spec;
    const sb_areas *areas;
    const sb_spec_table *asked;
    const sb_table *table;
    sb_tables *tables;
    sb_periods *periods;
    sb_audit *audit;
    sb_arena *arena, *scratch;
    sb_diag *diag;
    sb_join *join;
    bool *is_kept; /* [record] */
} joiner;

static const sb_column *column_of(joiner *j, const char *name, const sb_node *node,
                                  const char *key)
{
    return sb_records_column(j->table->records, name, node, key, j->scratch, j->diag);
}

/* Count the kept records whose text has `fault`[text]. */
static tally count(const joiner *j, const sb_column *column, const bool *fault)
{
    tally t = {.first = -1};
    bool *is_seen = sb_arena_array(j->scratch, bool, column->n_texts);
    for (int i = 0; i < j->table->records->n; i++) {
        int text = column->cells[i];
        if (!j->is_kept[i] || !fault[text])
            continue;
        if (t.n_records++ == 0)
            t.first = i;
        if (is_seen[text])
            continue;
        is_seen[text] = true;
        if (t.n_texts++ < SHOWN)
            t.texts[t.n_texts - 1] = column->texts[text];
    }
    return t;
}

static const char *listed(const joiner *j, const tally *t)
{
    int n = t->n_texts < SHOWN ? t->n_texts : SHOWN;
    const char *list = sb_listed(t->texts, (size_t)n, SHOWN, j->scratch);
    return t->n_texts > SHOWN ? sb_arena_printf(j->scratch, "%s …", list) : list;
}

static bool *texts_used(const joiner *j, const sb_column *column)
{
    bool *is_used = sb_arena_array(j->scratch, bool, column->n_texts);
    for (int i = 0; i < j->table->records->n; i++)
        if (j->is_kept[i])
            is_used[column->cells[i]] = true;
    return is_used;
}

/* ---- where ---- */

static void report_no_value(joiner *j, const sb_spec_where *where, const sb_column *column,
                            const char *value)
{
    const char *near = sb_near_best(value, column->texts, (size_t)column->n_texts);
    sb_warn(j->diag, SB_E_DATA, sb_node_span(where->node, where->column),
            _("no record has '%s' in column '%s'"), value, column->name);
    if (near)
        sb_hint(j->diag, _("did you mean '%s'?"), near);
}

static bool keep_where(joiner *j)
{
    int n = j->table->records->n;
    memset(j->is_kept, true, (size_t)n);
    for (int w = 0; w < j->asked->n_where; w++) {
        const sb_spec_where *where = &j->asked->where[w];
        const sb_column *column = column_of(j, where->column, where->node, where->column);
        if (!column)
            return false;
        bool *is_wanted = sb_arena_array(j->scratch, bool, column->n_texts);
        for (int v = 0; v < where->n; v++) {
            bool is_found = false;
            for (int t = 0; t < column->n_texts; t++)
                if (strcmp(column->texts[t], where->values[v]) == 0)
                    is_wanted[t] = is_found = true;
            if (!is_found)
                report_no_value(j, where, column, where->values[v]);
        }
        for (int i = 0; i < n; i++)
            j->is_kept[i] &= is_wanted[column->cells[i]];
    }
    return true;
}

/* Records without anything in them, as spreadsheets have at their end. */
static void drop_blank(joiner *j)
{
    const sb_records *r = j->table->records;
    for (int i = 0; i < r->n; i++) {
        int c = 0;
        while (c < r->n_columns && !*sb_column_text(&r->columns[c], i))
            c++;
        if (c == r->n_columns)
            j->is_kept[i] = false;
    }
}

/* ---- areas ---- */

typedef struct dictionary { /* from a key as the table writes it to its place */
    sb_index *index;
    SB_VEC(sb_place) places;
    SB_VEC(const char *) keys; /* as messages show them */
    SB_VEC(bool) is_double;    /* areas of two levels are written like this */
} dictionary;

static bool matches_names(const joiner *j)
{
    return j->asked->match && strcmp(j->asked->match, "name") == 0;
}

static void add_level(joiner *j, dictionary *d, int level, const char *pattern)
{
    for (int i = 0; i < j->areas->levels[level].n; i++) {
        const sb_area *area = &j->areas->levels[level].areas[i];
        const char *key = matches_names(j) ? sb_name_folded(area->name, j->scratch)
                                           : sb_key_written(pattern, area->key, j->scratch);
        if (sb_index_put(d->index, key, (long)d->places.n)) {
            sb_vec_push(j->scratch, &d->places, ((sb_place){level, i}));
            sb_vec_push(j->scratch, &d->keys, matches_names(j) ? area->name : key);
            sb_vec_push(j->scratch, &d->is_double, false);
        } else {
            d->is_double.at[sb_index_at(d->index, key)] = true;
        }
    }
}

static bool fill_dictionary(joiner *j, dictionary *d)
{
    d->index = sb_index_new(j->scratch);
    for (int i = 0; i < j->areas->n_levels && j->asked->n_levels == 0; i++)
        add_level(j, d, i, "{key}");
    for (int p = 0; p < j->asked->n_levels; p++) {
        const sb_spec_pair *pair = &j->asked->levels[p];
        int level = sb_areas_level(j->areas, pair->key);
        if (level < 0) {
            const char **ids = sb_arena_array(j->scratch, const char *, j->areas->n_levels);
            for (int i = 0; i < j->areas->n_levels; i++)
                ids[i] = j->areas->levels[i].id;
            sb_fail(j->diag, SB_E_SCHEMA, sb_node_span(pair->node, pair->key),
                    _("no level is called '%s'"), pair->key);
            sb_hint(j->diag, _("the levels are: %s"),
                    sb_listed(ids, (size_t)j->areas->n_levels, 20, j->scratch));
            return false;
        }
        add_level(j, d, level, pair->value ? pair->value : "{key}");
    }
    return true;
}

sb_severity sb_severity_asked(const char *asked, sb_severity otherwise)
{
    return !asked                        ? otherwise
           : strcmp(asked, "error") == 0 ? SB_ERROR
           : strcmp(asked, "note") == 0  ? SB_NOTE
                                         : SB_WARNING;
}

/* How bad the layout says it is that no area has a key. */
static sb_severity unmatched(const joiner *j)
{
    return sb_severity_asked(j->asked->unmatched, SB_ERROR);
}

static void report_strangers(joiner *j, const dictionary *d, const tally *t)
{
    const char *near = sb_near_best(t->texts[0], d->keys.at, d->keys.n);
    sb_diag_add(
        j->diag, unmatched(j), SB_E_DATA, sb_table_at(j->table, t->first),
        sb_ngettext("table '%s': %d record has a key in column '%s' that no area has: %s",
                    "table '%s': %d records have keys in column '%s' that no area has: %s",
                    t->n_records),
        j->asked->id, t->n_records, j->join->key->name, listed(j, t));
    if (near)
        sb_hint(
            j->diag,
            _("did you mean '%s'? Keys are compared as they are written, with "
              "zeros in front; 'levels:' and 'key as:' say how, 'where:' leaves records out, "
              "'unmatched: warning' all that no area has"),
            near);
    else
        sb_hint(
            j->diag,
            _("keys of areas are written %s here; 'levels:' and 'key as:' say how, 'where:' "
              "leaves records out, 'unmatched: warning' all that no area has"),
            sb_listed(d->keys.at, d->keys.n, 3, j->scratch));
}

static void report_doubles(joiner *j, const tally *t)
{
    sb_fail(j->diag, SB_E_DATA, sb_table_at(j->table, t->first),
            _("table '%s': areas of two levels have the same key: %s"), j->asked->id,
            listed(j, t));
    sb_hint(j->diag, _("say under 'levels:' how the table writes the keys of each level"));
}

/* What the table writes as the dictionary has it. */
static const char *key_of(const joiner *j, const char *text)
{
    return matches_names(j)   ? sb_name_folded(text, j->scratch)
           : j->asked->key_as ? sb_key_written(j->asked->key_as, text, j->scratch)
                              : text;
}

/* Names that are not the same letter by letter: somebody must look at them. */
static void report_names(joiner *j, const sb_column *key)
{
    SB_VEC(const char *) pairs = {0};
    const bool *is_used = texts_used(j, key);
    for (int t = 0; t < key->n_texts; t++) {
        const sb_area *area = sb_areas_at(j->areas, j->join->places[t]);
        if (is_used[t] && area && strcmp(area->name, key->texts[t]) != 0)
            sb_vec_push(j->scratch, &pairs,
                        sb_arena_printf(j->scratch, "%s' = '%s", key->texts[t], area->name));
    }
    if (pairs.n)
        sb_diag_add(
            j->diag, SB_NOTE, SB_E_DATA, sb_table_at(j->table, -1),
            sb_ngettext("table '%s': %zu name matches, though it is written otherwise: %s",
                        "table '%s': %zu names match, though they are written otherwise: %s",
                        pairs.n),
            j->asked->id, pairs.n, sb_listed(pairs.at, pairs.n, pairs.n, j->scratch));
}

/* Drop the records whose text of the key column no area has. */
static void leave_out(joiner *j, const bool *is_stranger)
{
    int n = 0, *records = sb_arena_array(j->arena, int, j->join->n_records);
    for (int i = 0; i < j->join->n_records; i++)
        if (!is_stranger[j->join->key->cells[j->join->records[i]]])
            records[n++] = j->join->records[i];
        else
            j->is_kept[j->join->records[i]] = false;
    j->join->records = records;
    j->join->n_records = n;
}

/* Every key of the table with its area, or the one it was probably meant to be. */
static void audit_keys(joiner *j, const dictionary *d, const sb_column *key)
{
    if (!j->audit)
        return;
    sb_audit_row *rows = sb_arena_array(j->scratch, sb_audit_row, key->n_texts);
    for (int i = 0; i < j->table->records->n; i++) {
        sb_audit_row *row = &rows[key->cells[i]];
        if (j->is_kept[i] && row->records++ == 0)
            row->line = sb_table_at(j->table, i).line;
    }
    for (int t = 0; t < key->n_texts; t++) {
        sb_place place = j->join->places[t];
        rows[t].finding = place.level < 0 ? SB_FOUND_ONLY_IN_TABLE : SB_FOUND_MATCHED;
        rows[t].table = j->asked->id;
        rows[t].file = j->table->records->file;
        rows[t].written = key->texts[t];
        const char *near = place.level < 0 && rows[t].records
                               ? sb_near_best(key->texts[t], d->keys.at, d->keys.n)
                               : NULL;
        for (size_t k = 0; near && k < d->keys.n && place.level < 0; k++)
            if (d->keys.at[k] == near)
                place = d->places.at[k];
        const sb_area *area = sb_areas_at(j->areas, place);
        if (area) {
            rows[t].level = j->areas->levels[place.level].id;
            rows[t].key = area->key;
            rows[t].name = area->name;
        }
        if (near)
            rows[t].detail = _("probably this area");
        else if (area && matches_names(j) && strcmp(area->name, key->texts[t]) != 0)
            rows[t].detail = _("written otherwise");
        if (rows[t].records)
            sb_audit_add(j->audit, rows[t]);
    }
}

static bool join_areas(joiner *j)
{
    if (!j->asked->key) {
        sb_fail(j->diag, SB_E_SCHEMA, sb_node_span(j->asked->node, "key"),
                _("table '%s' does not say which column holds the keys of areas"),
                j->asked->id);
        sb_hint(j->diag, _("add 'key:' with the name of a column"));
        return false;
    }
    const sb_column *key = column_of(j, j->asked->key, j->asked->node, "key");
    dictionary d = {0};
    if (!key || !fill_dictionary(j, &d))
        return false;
    if (j->asked->crosswalk) {
        j->join->crosswalk = sb_crosswalk_read(j->spec, j->areas, j->asked->crosswalk,
                                               j->tables, j->arena, j->diag);
        if (!j->join->crosswalk)
            return false;
    }
    sb_place *places = sb_arena_array(j->arena, sb_place, key->n_texts);
    int *old = sb_arena_array(j->arena, int, key->n_texts);
    bool *is_stranger = sb_arena_array(j->scratch, bool, key->n_texts);
    bool *is_double = sb_arena_array(j->scratch, bool, key->n_texts);
    for (int t = 0; t < key->n_texts; t++) {
        const char *written = key_of(j, key->texts[t]);
        long at = sb_index_at(d.index, written);
        places[t] = at < 0 ? (sb_place){-1, -1} : d.places.at[at];
        old[t] = j->join->crosswalk ? sb_crosswalk_find(j->join->crosswalk, written) : -1;
        if (old[t] >= 0)
            places[t] = (sb_place){j->join->crosswalk->level, -1};
        is_stranger[t] = places[t].level < 0;
        is_double[t] = old[t] < 0 && at >= 0 && d.is_double.at[at];
    }
    j->join->key = key;
    j->join->places = places;
    j->join->old = old;
    tally strangers = count(j, key, is_stranger), doubles = count(j, key, is_double);
    if (strangers.n_records)
        report_strangers(j, &d, &strangers);
    if (doubles.n_records)
        report_doubles(j, &doubles);
    if (matches_names(j))
        report_names(j, key);
    audit_keys(j, &d, key);
    if (unmatched(j) == SB_ERROR && strangers.n_records)
        return false;
    leave_out(j, is_stranger);
    return doubles.n_records == 0;
}

/* ---- dimensions ---- */

static int dimension_called(const joiner *j, const char *id)
{
    for (int i = 0; i < j->spec->n_groups; i++)
        if (strcmp(j->spec->groups[i].id, id) == 0)
            return i;
    return -1;
}

static int find_dimension(joiner *j, const char *id, const sb_node *node)
{
    int at = dimension_called(j, id);
    if (at >= 0)
        return at;
    const char **ids = sb_arena_array(j->scratch, const char *, j->spec->n_groups + 1);
    for (int i = 0; i < j->spec->n_groups; i++)
        ids[i] = j->spec->groups[i].id;
    const char *near = sb_near_best(id, ids, (size_t)j->spec->n_groups);
    sb_fail(j->diag, SB_E_SCHEMA, sb_node_span(node, id), _("'groups:' has no dimension '%s'"),
            id);
    if (near)
        sb_hint(j->diag, _("did you mean '%s'?"), near);
    return -1;
}

static int group_called(const joiner *j, int dimension, const char *label)
{
    const sb_spec_dimension *d = &j->spec->groups[dimension];
    for (int i = 0; i < d->n; i++)
        if (strcmp(d->groups[i].label, label) == 0)
            return i;
    return SB_NO_GROUP;
}

static int find_group(joiner *j, int dimension, const char *label, const sb_node *node,
                      const char *key)
{
    int at = group_called(j, dimension, label);
    if (at >= 0)
        return at;
    const sb_spec_dimension *d = &j->spec->groups[dimension];
    const char **labels = sb_arena_array(j->scratch, const char *, d->n + 1);
    for (int i = 0; i < d->n; i++)
        labels[i] = d->groups[i].label;
    const char *near = sb_near_best(label, labels, (size_t)d->n);
    sb_fail(j->diag, SB_E_SCHEMA, sb_node_span(node, key),
            _("dimension '%s' has no group '%s'"), d->id, label);
    if (near)
        sb_hint(j->diag, _("did you mean '%s'?"), near);
    else
        sb_hint(j->diag, _("its groups are: %s"),
                sb_listed(labels, (size_t)d->n, 30, j->scratch));
    return SB_NO_GROUP;
}

/* The group of each text: by `codes`, or its own label where there are none. */
static bool map_codes(joiner *j, const sb_spec_codes *codes, sb_dimension_join *d)
{
    bool is_good = true;
    for (int t = 0; t < d->column->n_texts; t++)
        d->groups[t] =
            codes->n ? SB_NO_GROUP : group_called(j, d->dimension, d->column->texts[t]);
    for (int c = 0; c < codes->n; c++) {
        const sb_spec_pair *pair = &codes->codes[c];
        int group = pair->value
                        ? find_group(j, d->dimension, pair->value, pair->node, pair->key)
                        : SB_LEFT_OUT;
        is_good &= group != SB_NO_GROUP;
        for (int t = 0; t < d->column->n_texts; t++)
            if (strcmp(d->column->texts[t], pair->key) == 0)
                d->groups[t] = group;
    }
    return is_good;
}

static bool audit_codes(joiner *j, const sb_spec_codes *codes, const sb_dimension_join *d)
{
    bool *is_unknown = sb_arena_array(j->scratch, bool, d->column->n_texts);
    for (int t = 0; t < d->column->n_texts; t++)
        is_unknown[t] = d->groups[t] == SB_NO_GROUP;
    tally unknown = count(j, d->column, is_unknown);
    if (!unknown.n_records)
        return true;
    sb_fail(j->diag, SB_E_DATA, sb_table_at(j->table, unknown.first),
            sb_ngettext("table '%s': %d record has no group of '%s' in column '%s': %s",
                        "table '%s': %d records have no group of '%s' in column '%s': %s",
                        unknown.n_records),
            j->asked->id, unknown.n_records, codes->dimension, d->column->name,
            listed(j, &unknown));
    sb_hint(j->diag, _("list the code under 'codes:', as \"%s\": ~ to leave it out on purpose"),
            unknown.texts[0]);
    return false;
}

static bool join_dimension(joiner *j, const sb_spec_codes *codes)
{
    if (j->join->n_dimensions == SB_MOST_DIMENSIONS) {
        sb_fail(j->diag, SB_E_LIMIT, sb_node_span(j->asked->node, "dimensions"),
                _("table '%s' has more than %d dimensions"), j->asked->id, SB_MOST_DIMENSIONS);
        return false;
    }
    sb_dimension_join *d = &j->join->dimensions[j->join->n_dimensions++];
    const char *name = codes->column ? codes->column : codes->dimension;
    d->dimension = find_dimension(j, codes->dimension, codes->node);
    d->column = column_of(j, name, codes->node, "column");
    if (d->dimension < 0 || !d->column)
        return false;
    d->groups = sb_arena_array(j->arena, int, d->column->n_texts);
    if (!map_codes(j, codes, d) || !audit_codes(j, codes, d))
        return false;
    for (int i = 0; i < j->table->records->n; i++)
        if (d->groups[d->column->cells[i]] == SB_LEFT_OUT)
            j->is_kept[i] = false;
    return true;
}

/* ---- periods ---- */

static int add_period(joiner *j, const char *label, const sb_node *node, const char *key)
{
    int number = sb_periods_add(j->periods, label);
    if (number < 0) {
        sb_fail(j->diag, SB_E_DATA, sb_node_span(node, key), _("'%s' is no period"), label);
        sb_hint(j->diag, _("periods are written 2012, 31.12.2012, 2012-12-31, 12/2012, 2011-12 "
                           "or 2011/12"));
    }
    return number;
}

static bool join_period_column(joiner *j)
{
    const sb_column *column = column_of(j, j->asked->period, j->asked->node, "period");
    if (!column)
        return false;
    bool *is_used = texts_used(j, column);
    bool *is_bad = sb_arena_array(j->scratch, bool, column->n_texts);
    int *periods = sb_arena_array(j->arena, int, column->n_texts);
    for (int t = 0; t < column->n_texts; t++)
        if (is_used[t])
            is_bad[t] = (periods[t] = sb_periods_add(j->periods, column->texts[t])) < 0;
    j->join->period = column;
    j->join->periods = periods;
    tally bad = count(j, column, is_bad);
    if (!bad.n_records)
        return true;
    sb_fail(j->diag, SB_E_DATA, sb_table_at(j->table, bad.first),
            _("table '%s': no period in column '%s': %s"), j->asked->id, column->name,
            listed(j, &bad));
    sb_hint(j->diag, _("periods are written 2012, 31.12.2012, 2012-12-31, 12/2012, 2011-12 or "
                       "2011/12"));
    return false;
}

/* The one period of all records, -1 where the period stands in a column or in `columns:`. */
static bool default_period(joiner *j, int *period)
{
    *period = -1;
    if (j->asked->period)
        return join_period_column(j);
    if (j->asked->at) {
        *period = add_period(j, j->asked->at, j->asked->node, "at");
        return *period >= 0;
    }
    bool is_told = j->asked->n_columns > 0;
    for (int c = 0; c < j->asked->n_columns; c++)
        is_told &= j->asked->columns[c].period != NULL;
    if (is_told)
        return true;
    if (j->spec->report.period) {
        *period = add_period(j, j->spec->report.period, j->spec->report.node, "period");
        return *period >= 0;
    }
    sb_fail(j->diag, SB_E_SCHEMA, sb_node_span(j->asked->node, "period"),
            _("table '%s' does not say what period it is about"), j->asked->id);
    sb_hint(j->diag, _("name a column with 'period:' or the one period with 'at:'"));
    return false;
}

/* ---- numbers ---- */

static bool join_long(joiner *j, int period)
{
    const char *variable = j->asked->variable ? j->asked->variable : j->asked->id;
    const sb_node *node = j->asked->node;
    if (!j->asked->value) {
        sb_fail(j->diag, SB_E_SCHEMA, sb_node_span(node, "value"),
                _("table '%s' does not say which column holds the numbers"), j->asked->id);
        sb_hint(j->diag, _("name it with 'value:', or list several under 'columns:'"));
        return false;
    }
    j->join->n_values = 1;
    j->join->values = sb_arena_one(j->arena, sb_value_join);
    j->join->values[0] = (sb_value_join){.column = column_of(j, j->asked->value, node, "value"),
                                         .variable = variable,
                                         .label = j->asked->label,
                                         .unit = j->asked->unit,
                                         .adds_up = j->asked->adds_up,
                                         .node = node,
                                         .period = period};
    return j->join->values[0].column != NULL;
}

static bool join_column(joiner *j, const sb_spec_column *column, int period, sb_value_join *v)
{
    *v = (sb_value_join){.column = column_of(j, column->column, column->node, "column"),
                         .variable = column->variable ? column->variable : column->column,
                         .label = column->label,
                         .unit = column->unit,
                         .adds_up = column->adds_up < 0 ? j->asked->adds_up : column->adds_up,
                         .node = column->node,
                         .period = period};
    bool is_good = v->column != NULL;
    if (column->period) {
        v->period = add_period(j, column->period, column->node, "period");
        is_good &= v->period >= 0;
    }
    for (int g = 0; g < column->n; g++) {
        const sb_spec_pair *pair = &column->groups[g];
        int dimension = find_dimension(j, pair->key, pair->node);
        if (dimension < 0 || v->n_fixed == SB_MOST_DIMENSIONS)
            return false;
        int group =
            find_group(j, dimension, pair->value ? pair->value : "", pair->node, pair->key);
        is_good &= group >= 0;
        v->dimension[v->n_fixed] = dimension;
        v->group[v->n_fixed++] = group;
    }
    return is_good;
}

static bool join_wide(joiner *j, int period)
{
    bool is_good = true;
    j->join->n_values = j->asked->n_columns;
    j->join->values = sb_arena_array(j->arena, sb_value_join, j->asked->n_columns);
    for (int c = 0; c < j->asked->n_columns; c++)
        is_good &= join_column(j, &j->asked->columns[c], period, &j->join->values[c]);
    return is_good;
}

static bool read_values(joiner *j)
{
    sb_numbers numbers = {.spec = j->spec, .asked = j->asked, .table = j->table};
    bool is_good = true;
    for (int i = 0; i < j->join->n_values; i++) {
        const sb_column *column = j->join->values[i].column;
        sb_numbers_look(&numbers, column, texts_used(j, column));
    }
    for (int i = 0; i < j->join->n_values; i++) {
        sb_value_join *v = &j->join->values[i];
        v->values =
            sb_numbers_read(&numbers, v->column, texts_used(j, v->column), j->arena, j->diag);
        is_good &= v->values != NULL;
    }
    sb_numbers_report(&numbers, j->diag);
    return is_good;
}

/* ---- all ---- */

static void list_records(joiner *j)
{
    int n = j->table->records->n;
    int *records = sb_arena_array(j->arena, int, n);
    for (int i = 0; i < n; i++)
        if (j->is_kept[i])
            records[j->join->n_records++] = i;
    j->join->records = records;
    if (j->join->n_records)
        return;
    sb_fail(j->diag, SB_E_DATA, sb_node_span(j->asked->node, "where"),
            _("table '%s' keeps no record of '%s'"), j->asked->id, j->table->records->file);
    sb_hint(j->diag, _("check the values under 'where:'"));
}

const sb_join *sb_join_table(const sb_spec *spec, const sb_areas *areas,
                             const sb_spec_table *asked, const sb_table *table,
                             sb_tables *tables, sb_periods *periods, sb_audit *audit,
                             sb_arena *arena, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    joiner j = {.spec = spec,
                .areas = areas,
                .asked = asked,
                .table = table,
                .tables = tables,
                .periods = periods,
                .audit = audit,
                .arena = arena,
                .scratch = scratch,
                .diag = diag,
                .join = sb_arena_one(arena, sb_join),
                .is_kept = sb_arena_array(scratch, bool, table->records->n)};
    j.join->spec = asked;
    j.join->table = table;
    if (!keep_where(&j))
        return NULL;
    drop_blank(&j);
    bool is_good = true;
    for (int d = 0; d < asked->n_dimensions; d++)
        is_good &= join_dimension(&j, &asked->dimensions[d]);
    list_records(&j);
    if (!is_good || !j.join->n_records)
        return NULL;
    int period;
    is_good &= join_areas(&j);
    is_good &= default_period(&j, &period);
    is_good &=
        (asked->n_columns ? join_wide(&j, period) : join_long(&j, period)) && read_values(&j);
    return is_good ? j.join : NULL;
}
