#include "area/texts.h"

#include "area/records.h"

#include <string.h>

enum { SHOWN = 5 };

typedef struct reader {
    const sb_spec_texts *asked;
    const sb_areas *areas;
    const sb_records *records;
    sb_arena *arena;
    sb_diag *diag;
} reader;

static bool is_listed(const sb_spec_where *where, const char *text)
{
    for (int i = 0; i < where->n; i++)
        if (strcmp(where->values[i], text) == 0)
            return true;
    return false;
}

/* [record]: has it what `where:` asks for?  NULL with an error. */
static const bool *kept(const reader *r)
{
    bool *is_kept = sb_arena_array(r->arena, bool, r->records->n);
    memset(is_kept, true, (size_t)r->records->n);
    for (int w = 0; w < r->asked->n_where; w++) {
        const sb_spec_where *where = &r->asked->where[w];
        const sb_column *column = sb_records_column(r->records, where->column, where->node,
                                                    where->column, r->arena, r->diag);
        if (!column)
            return NULL;
        int n = 0;
        for (int i = 0; i < r->records->n; i++)
            n += is_kept[i] &= is_listed(where, sb_column_text(column, i));
        if (!n)
            sb_warn(r->diag, SB_E_DATA, sb_node_span(where->node, where->column),
                    _("no line of '%s' has this in column '%s'"), r->records->file,
                    where->column);
    }
    return is_kept;
}

static void report_strangers(const reader *r, const char *const *keys, int n)
{
    sb_warn(r->diag, SB_E_DATA, ((sb_span){.file = r->records->file}),
            sb_ngettext("texts '%s': %d line has a key that no area of '%s' has: %s",
                        "texts '%s': %d lines have keys that no area of '%s' has: %s", n),
            r->asked->id, n, r->asked->level,
            sb_listed(keys, (size_t)(n < SHOWN ? n : SHOWN), SHOWN, r->arena));
    sb_hint(r->diag, _("they are left out; keys are compared as they are written"));
}

static void copy_cells(const reader *r, int record, const char **cells)
{
    for (int c = 0; c < r->records->n_columns; c++)
        cells[c] = sb_column_text(&r->records->columns[c], record);
}

static void bring_to_areas(const reader *r, const sb_column *key, const bool *is_kept,
                           sb_texts *texts)
{
    int level = sb_areas_level(r->areas, r->asked->level), n_columns = r->records->n_columns;
    sb_place *places = sb_arena_array(r->arena, sb_place, r->records->n);
    const char **cells =
        sb_arena_alloc(r->arena, (size_t)r->records->n * (size_t)n_columns, sizeof *cells);
    const char **columns = sb_arena_array(r->arena, const char *, n_columns);
    for (int c = 0; c < n_columns; c++)
        columns[c] = r->records->columns[c].name;
    SB_VEC(const char *) strangers = {0};
    for (int i = 0; i < r->records->n; i++) {
        if (!is_kept[i])
            continue;
        int area = sb_areas_find(r->areas, level, sb_column_text(key, i));
        if (area < 0) {
            sb_vec_push(r->arena, &strangers, sb_column_text(key, i));
            continue;
        }
        places[texts->n] = (sb_place){level, area};
        copy_cells(r, i, cells + (size_t)texts->n++ * (size_t)n_columns);
    }
    if (strangers.n)
        report_strangers(r, strangers.at, (int)strangers.n);
    texts->places = places;
    texts->columns = columns;
    texts->n_columns = n_columns;
    texts->cells = cells;
}

static const sb_texts *read_set(const sb_spec *spec, const sb_spec_texts *asked,
                                const sb_areas *areas, sb_arena *arena, sb_diag *diag)
{
    sb_texts *texts = sb_arena_one(arena, sb_texts);
    texts->id = asked->id;
    if (!asked->file || !asked->key || !asked->level || sb_areas_level(areas, asked->level) < 0)
        return texts; /* reported when the layout was read */
    const char *path = sb_spec_path(asked->node, spec->path, asked->file, arena);
    reader r = {asked, areas, NULL, arena, diag};
    r.records = sb_records_read(&(sb_records_ask){.path = path,
                                                  .layer = asked->layer,
                                                  .encoding = asked->encoding,
                                                  .node = asked->node},
                                arena, diag);
    const sb_column *key =
        r.records ? sb_records_column(r.records, asked->key, asked->node, "key", arena, diag)
                  : NULL;
    const bool *is_kept = key ? kept(&r) : NULL;
    if (is_kept)
        bring_to_areas(&r, key, is_kept, texts);
    return texts;
}

const sb_texts *const *sb_texts_read(const sb_spec *spec, const sb_areas *areas,
                                     sb_arena *arena, sb_diag *diag)
{
    const sb_texts **sets = sb_arena_array(arena, const sb_texts *, spec->n_texts);
    for (int i = 0; i < spec->n_texts; i++)
        sets[i] = read_set(spec, &spec->texts[i], areas, arena, diag);
    return sets;
}

const sb_texts *sb_texts_called(const sb_areas *areas, const sb_spec *spec, const char *id)
{
    for (int i = 0; i < spec->n_texts; i++)
        if (strcmp(spec->texts[i].id, id) == 0)
            return areas->texts[i];
    return NULL;
}

const int *sb_texts_of(const sb_texts *texts, const sb_areas *areas, sb_place place, int *n,
                       sb_arena *arena)
{
    int *lines = sb_arena_array(arena, int, texts->n);
    *n = 0;
    for (int i = 0; i < texts->n; i++)
        if (place.level < 0 ||
            sb_areas_above(areas, texts->places[i], place.level).area == place.area)
            lines[(*n)++] = i;
    return lines;
}
