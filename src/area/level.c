#include "area/level.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const sb_records *read_file(const sb_spec *spec, const sb_spec_level *asked,
                                   sb_arena *arena, sb_diag *diag)
{
    const char *path = sb_spec_path(asked->node, spec->path, asked->file, arena);
    return sb_records_read(&(sb_records_ask){.path = path,
                                             .layer = asked->layer,
                                             .encoding = asked->encoding,
                                             .wants_shapes = true,
                                             .node = asked->node},
                           arena, diag);
}

/* ---- order ---- */

typedef struct keyed {
    const char *key;
    int record;
} keyed;

/* Runs of digits by their number, everything else by its bytes: "2" before "10". */
static int compare_keys(const char *a, const char *b)
{
    while (*a && *b) {
        if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
            a += strspn(a, "0");
            b += strspn(b, "0");
            size_t n = strspn(a, "0123456789"), m = strspn(b, "0123456789");
            int order = n != m ? (n < m ? -1 : 1) : strncmp(a, b, n);
            if (order)
                return order;
            a += n;
            b += m;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return (*a != '\0') - (*b != '\0');
}

static int by_key(const void *a, const void *b)
{
    const keyed *p = a, *q = b;
    int order = compare_keys(p->key, q->key);
    if (!order)
        order = strcmp(p->key, q->key);
    return order ? order : (p->record > q->record) - (p->record < q->record);
}

static keyed *in_order(const sb_records *records, const sb_column *key, sb_arena *arena)
{
    keyed *order = sb_arena_array(arena, keyed, records->n);
    for (int i = 0; i < records->n; i++)
        order[i] = (keyed){sb_column_text(key, i), i};
    qsort(order, (size_t)records->n, sizeof *order, by_key);
    return order;
}

/* A table that lists areas names one as often as it has parts: once is enough.  The number of
 * areas that are left. */
static int drop_repeated(keyed *order, int n)
{
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (kept == 0 || strcmp(order[kept - 1].key, order[i].key) != 0)
            order[kept++] = order[i];
    return kept;
}

static bool check_keys(const keyed *order, const sb_records *records, sb_diag *diag)
{
    bool is_good = true;
    sb_span at = {.file = records->file};
    for (int i = 0; i < records->n; i++) {
        if (!*order[i].key) {
            sb_fail(diag, SB_E_DATA, at, _("record %d has no key"), order[i].record + 1);
            is_good = false;
        } else if (i > 0 && strcmp(order[i - 1].key, order[i].key) == 0) {
            sb_fail(diag, SB_E_DATA, at, _("records %d and %d have the same key '%s'"),
                    order[i - 1].record + 1, order[i].record + 1, order[i].key);
            sb_hint(diag, _("an area is one record: parts that lie apart belong in one "
                            "multipolygon"));
            is_good = false;
        }
    }
    return is_good;
}

/* ---- columns ---- */

/* The first n characters; all for 0. */
static const char *first_of(const char *text, int n, sb_arena *arena)
{
    if (n <= 0)
        return text;
    const char *p = text;
    for (int i = 0; i < n && *p; i++)
        sb_utf8_next(&p);
    return sb_arena_textn(arena, text, (size_t)(p - text));
}

static double *official_areas(const sb_records *records, const sb_column *column,
                              const keyed *order, int n, sb_arena *arena, sb_diag *diag)
{
    double *official = sb_arena_array(arena, double, n);
    for (int i = 0; i < n; i++) {
        const char *text = sb_column_text(column, order[i].record);
        sb_value value;
        bool has_comma = strchr(text, ',') != NULL;
        sb_number_format format = {has_comma ? SB_DECIMAL_COMMA : SB_DECIMAL_POINT, false};
        official[i] = NAN;
        if (!sb_number_read(text, format, &value))
            sb_fail(diag, SB_E_DATA, ((sb_span){.file = records->file}),
                    _("record %d: '%s' in column '%s' is no number"), order[i].record + 1, text,
                    column->name);
        else if (value.number > 0)
            official[i] = value.number;
    }
    return official;
}

typedef struct columns {
    const sb_column *key, *name, *short_name, *area, *within;
} columns;

/* A column that may be left out, true unless it is named and missing. */
static bool find(const sb_records *records, const char *name, const sb_node *node,
                 const char *key, const sb_column **out, sb_arena *arena, sb_diag *diag)
{
    *out = name ? sb_records_column(records, name, node, key, arena, diag) : NULL;
    return *out || !name;
}

static bool find_columns(const sb_records *records, const sb_spec_level *asked, columns *c,
                         sb_arena *arena, sb_diag *diag)
{
    const sb_node *node = asked->node, *within = sb_node_at(node, "within");
    bool is_good = true;
    if (!asked->key) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(node, "file"),
                _("level '%s' does not say which column holds the keys"), asked->id);
        sb_hint(diag, _("add 'key:' with the name of a column"));
        is_good = false;
    }
    is_good &= find(records, asked->key, node, "key", &c->key, arena, diag);
    is_good &= find(records, asked->name, node, "name", &c->name, arena, diag);
    is_good &=
        find(records, asked->short_name, node, "short name", &c->short_name, arena, diag);
    is_good &= find(records, asked->area, node, "area", &c->area, arena, diag);
    if (!asked->within_file)
        is_good &=
            find(records, asked->within_column, within, "column", &c->within, arena, diag);
    return is_good;
}

/* ---- levels ---- */

static bool read_areas(const sb_spec_level *asked, const sb_records *records,
                       sb_level_data *level, sb_arena *arena, sb_diag *diag)
{
    columns c = {0};
    if (!find_columns(records, asked, &c, arena, diag))
        return false;
    keyed *order = in_order(records, c.key, arena);
    int n = records->shapes ? records->n : drop_repeated(order, records->n);
    if (records->shapes && !check_keys(order, records, diag))
        return false;
    level->n = n;
    level->areas = sb_arena_array(arena, sb_area, n);
    level->shapes = records->shapes ? sb_arena_array(arena, sb_shape, n) : NULL;
    level->parent_keys = sb_arena_array(arena, const char *, n);
    for (int i = 0; i < n; i++) {
        int record = order[i].record;
        const char *key = order[i].key;
        const char *name = c.name ? sb_column_text(c.name, record) : key;
        const char *brief = c.short_name ? sb_column_text(c.short_name, record) : "";
        const char *parent = c.within ? sb_column_text(c.within, record) : key;
        level->areas[i] = (sb_area){key, name, *brief ? brief : name, -1, NAN};
        level->parent_keys[i] = first_of(parent, asked->within_first, arena);
        if (records->shapes)
            level->shapes[i] = records->shapes[record];
    }
    if (c.area)
        level->official = official_areas(records, c.area, order, n, arena, diag);
    return true;
}

static void list_areas(const sb_spec_level *asked, sb_level_data *level, sb_arena *arena)
{
    const char *name = asked->name ? asked->name : asked->label ? asked->label : asked->id;
    level->n = asked->n_areas ? asked->n_areas : 1;
    level->areas = sb_arena_array(arena, sb_area, level->n);
    level->parent_keys = sb_arena_array(arena, const char *, level->n);
    level->areas[0] = (sb_area){asked->key ? asked->key : name, name, name, -1, NAN};
    for (int i = 0; i < asked->n_areas; i++)
        level->areas[i] =
            (sb_area){asked->areas[i].key, asked->areas[i].name, asked->areas[i].name, -1, NAN};
    for (int i = 0; i < level->n; i++)
        level->parent_keys[i] = first_of(level->areas[i].key, asked->within_first, arena);
}

/* The keys of the areas above as a table of their own lists them. */
static bool look_up_parents(const sb_spec *spec, const sb_spec_level *asked,
                            sb_level_data *level, sb_arena *arena, sb_diag *diag)
{
    const sb_node *within = sb_node_at(asked->node, "within");
    const char *path = sb_spec_path(asked->node, spec->path, asked->within_file, arena);
    const sb_records *records =
        sb_records_read(&(sb_records_ask){.path = path, .node = within}, arena, diag);
    if (!records)
        return false;
    const sb_column *key =
        sb_records_column(records, asked->within_key, within, "key", arena, diag);
    const sb_column *above =
        sb_records_column(records, asked->within_column, within, "column", arena, diag);
    if (!key || !above)
        return false;
    sb_index *index = sb_index_new(arena);
    bool is_good = true;
    for (int i = 0; i < records->n; i++) {
        const char *own = sb_column_text(key, i), *parent = sb_column_text(above, i);
        if (sb_index_put(index, own, i) ||
            strcmp(sb_column_text(above, (int)sb_index_at(index, own)), parent) == 0)
            continue;
        sb_fail(diag, SB_E_DATA, ((sb_span){.file = records->file}),
                _("records %d and %d put '%s' into two areas of '%s'"),
                (int)sb_index_at(index, own) + 1, i + 1, own, asked->within);
        is_good = false;
    }
    for (int i = 0; i < level->n; i++) {
        long at = sb_index_at(index, level->areas[i].key);
        const char *parent = at < 0 ? "" : sb_column_text(above, (int)at);
        level->parent_keys[i] = first_of(parent, asked->within_first, arena);
    }
    return is_good;
}

bool sb_level_read(const sb_spec *spec, const sb_spec_level *asked, sb_map_crs *map,
                   sb_level_data *level, sb_arena *arena, sb_diag *diag)
{
    *level = (sb_level_data){.spec = asked, .above = -1};
    if (!asked->file) {
        list_areas(asked, level, arena);
        return !asked->within_file || look_up_parents(spec, asked, level, arena, diag);
    }
    const sb_records *records = read_file(spec, asked, arena, diag);
    if (!records)
        return false;
    level->file = records->file;
    return (!records->shapes ||
            sb_map_crs_bring(map, records, asked->crs, asked->node, diag)) &&
           read_areas(asked, records, level, arena, diag) &&
           (!asked->within_file || look_up_parents(spec, asked, level, arena, diag));
}

/* ---- areas in km² ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of official by planar area, NaN without any. */
static double usual_ratio(const sb_level_data *level, const double *planar)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    double *ratios = sb_arena_array(scratch, double, level->n);
    int n = 0;
    for (int i = 0; planar && i < level->n; i++)
        if (level->official[i] > 0 && planar[i] > 0)
            ratios[n++] = level->official[i] / planar[i];
    qsort(ratios, (size_t)n, sizeof *ratios, by_size);
    return n ? ratios[n / 2] : NAN;
}

/* How many of the column's unit make a km²: the nearest of km², ha, m². */
static double unit_of(double ratio)
{
    static const double units[] = {1, 100, 1e6};
    double best = 1;
    for (size_t i = 0; i < SB_COUNT(units) && ratio > 0; i++)
        if (fabs(log(ratio / units[i])) < fabs(log(ratio / best)))
            best = units[i];
    return best;
}

void sb_level_areas(sb_level_data *level, const double *planar, sb_diag *diag)
{
    double unit = level->official ? unit_of(usual_ratio(level, planar)) : 1;
    double worst = 0.01;
    int n_differ = 0, at = -1;
    for (int i = 0; i < level->n; i++) {
        double given = level->official ? level->official[i] / unit : NAN;
        level->areas[i].km2 = given > 0 ? given : planar ? planar[i] : NAN;
        double off = planar && given > 0 ? fabs(planar[i] / given - 1) : 0;
        n_differ += off > 0.01;
        if (off > worst) {
            worst = off;
            at = i;
        }
    }
    if (at < 0)
        return;
    sb_warn(diag, SB_E_DATA, sb_node_span(level->spec->node, "area"),
            _("the official area of %d of %d areas of '%s' differs from the geometry by more "
              "than 1 %%, most of all '%s' (%s): %g km² against %g km²"),
            n_differ, level->n, level->spec->id, level->areas[at].key, level->areas[at].name,
            level->areas[at].km2, planar[at]);
    sb_hint(diag, _("the official areas are used; check 'area:' and 'crs:'"));
}
