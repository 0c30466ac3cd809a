#include "area/level.h"

#include <string.h>

enum { SHOWN = 5 };

static int level_called(const sb_level_data *levels, int n, const char *id)
{
    for (int i = 0; i < n; i++)
        if (strcmp(levels[i].spec->id, id) == 0)
            return i;
    return -1;
}

static void report_no_level(const sb_level_data *levels, int n, const sb_spec_level *spec,
                            sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const char **ids = sb_arena_array(scratch, const char *, n);
    for (int i = 0; i < n; i++)
        ids[i] = levels[i].spec->id;
    const sb_node *within = sb_node_at(spec->node, "within");
    const char *near = sb_near_best(spec->within, ids, (size_t)n);
    sb_fail(diag, SB_E_SCHEMA, sb_node_span(within, "level"), _("no level is called '%s'"),
            spec->within);
    if (near)
        sb_hint(diag, _("did you mean '%s'?"), near);
    else
        sb_hint(diag, _("the levels are: %s"), sb_listed(ids, (size_t)n, 20, scratch));
}

static bool find_above(sb_level_data *levels, int n, int at, sb_diag *diag)
{
    const sb_spec_level *spec = levels[at].spec;
    if (!spec->within)
        return false;
    int above = level_called(levels, n, spec->within);
    if (above < 0) {
        report_no_level(levels, n, spec, diag);
        return false;
    }
    if (above <= at) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(spec->node, "within"),
                _("level '%s' lies in '%s', which stands before it"), spec->id, spec->within);
        sb_hint(diag, _("list the levels from the smallest areas to the largest"));
        return false;
    }
    levels[at].above = above;
    return true;
}

/* One area above holds everything, unless the layout says how to look for it. */
static bool holds_all(const sb_level_data *above, const sb_spec_level *spec)
{
    return above->n == 1 && !spec->within_column && spec->within_first == 0;
}

static void report_orphans(const sb_level_data *level, const sb_level_data *above,
                           const int *orphans, int n, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const char *listed[SHOWN], *keys[SHOWN];
    int n_listed = n < SHOWN ? n : SHOWN, n_keys = above->n < SHOWN ? above->n : SHOWN;
    for (int i = 0; i < n_listed; i++)
        listed[i] = sb_arena_printf(scratch, "%s → %s", level->areas[orphans[i]].key,
                                    level->parent_keys[orphans[i]]);
    for (int i = 0; i < n_keys; i++)
        keys[i] = above->areas[i].key;
    sb_fail(diag, SB_E_DATA, sb_node_span(level->spec->node, "within"),
            _("%d of %d areas of '%s' lie in no area of '%s': %s%s"), n, level->n,
            level->spec->id, above->spec->id,
            sb_listed(listed, (size_t)n_listed, SHOWN, scratch), n > SHOWN ? " …" : "");
    sb_hint(diag,
            _("the keys of '%s' are %s%s; 'within: {column: …}' or 'within: {first: …}' "
              "says where an area's key for it stands"),
            above->spec->id, sb_listed(keys, (size_t)n_keys, SHOWN, scratch),
            above->n > SHOWN ? " …" : "");
}

static void join(sb_level_data *level, const sb_level_data *above, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_index *index = sb_index_new(scratch);
    for (int i = 0; i < above->n; i++)
        sb_index_put(index, above->areas[i].key, i);
    int *orphans = sb_arena_array(scratch, int, level->n), n_orphans = 0;
    bool is_all = holds_all(above, level->spec);
    for (int i = 0; i < level->n; i++) {
        level->areas[i].parent = is_all ? 0 : (int)sb_index_at(index, level->parent_keys[i]);
        if (level->areas[i].parent < 0)
            orphans[n_orphans++] = i;
    }
    if (n_orphans)
        report_orphans(level, above, orphans, n_orphans, diag);
}

void sb_levels_join(sb_level_data *levels, int n, sb_diag *diag)
{
    for (int i = 0; i < n; i++)
        if (find_above(levels, n, i, diag) && levels[i].n && levels[levels[i].above].n)
            join(&levels[i], &levels[levels[i].above], diag);
}
