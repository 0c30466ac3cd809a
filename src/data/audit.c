#include "data/build.h"

#include <string.h>

enum { SHOWN = 5 };

const char *sb_finding_name(sb_finding finding)
{
    static const char *const names[] = {"matched", "only in table", "only in areas",
                                        "told twice", "differs from sum"};
    return names[finding];
}

void sb_audit_add(sb_audit *audit, sb_audit_row row)
{
    if (!audit)
        return;
    row.file = sb_arena_text(audit->arena, row.file);
    row.written = sb_arena_text(audit->arena, row.written);
    row.detail = sb_arena_text(audit->arena, row.detail);
    sb_vec_push(audit->arena, &audit->rows, row);
}

const char *sb_build_groups(const sb_build *b, const sb_filling *f, int cell, sb_arena *arena)
{
    const char *text = "";
    for (int i = f->made.n_dimensions - 1; i >= 0; i--) {
        const sb_spec_dimension *d = &b->spec->groups[f->made.dimensions[i]];
        text = sb_arena_printf(arena, ", %s%s", d->groups[cell % d->n].label, text);
        cell /= d->n;
    }
    return text;
}

/* [level][area]: whether the table has a record of it, or of an old area on its ground. */
static bool **areas_recorded(sb_build *b, const sb_join *join)
{
    bool **has_record = sb_arena_array(b->scratch, bool *, b->areas->n_levels);
    const sb_crosswalk *crosswalk = join->crosswalk;
    bool *is_old = sb_arena_array(b->scratch, bool, crosswalk ? crosswalk->n : 0);
    for (int i = 0; i < join->n_records; i++) {
        int text = join->key->cells[join->records[i]];
        sb_place p = join->places[text];
        if (!has_record[p.level])
            has_record[p.level] = sb_arena_array(b->scratch, bool, b->areas->levels[p.level].n);
        if (p.area >= 0)
            has_record[p.level][p.area] = true;
        else
            is_old[join->old[text]] = true;
    }
    for (int i = 0; crosswalk && i < crosswalk->n_parts; i++)
        if (is_old[crosswalk->parts[i].from])
            has_record[crosswalk->level][crosswalk->parts[i].area] = true;
    return has_record;
}

void sb_audit_areas(sb_build *b, const sb_join *join)
{
    bool **has_record = areas_recorded(b, join);
    for (int l = 0; l < b->areas->n_levels; l++) {
        const sb_level *level = &b->areas->levels[l];
        const char *keys[SHOWN];
        int n = 0;
        for (int a = 0; has_record[l] && a < level->n; a++)
            if (!has_record[l][a]) {
                const sb_area *area = &level->areas[a];
                sb_audit_add(b->audit, (sb_audit_row){.finding = SB_FOUND_ONLY_IN_AREAS,
                                                      .table = join->spec->id,
                                                      .file = join->table->records->file,
                                                      .level = level->id,
                                                      .key = area->key,
                                                      .name = area->name});
                if (n++ < SHOWN)
                    keys[n - 1] = area->key;
            }
        if (n == 0)
            continue;
        sb_diag_add(b->diag, sb_severity_asked(join->spec->missing, SB_WARNING), SB_E_DATA,
                    sb_table_at(join->table, -1),
                    sb_ngettext("table '%s' has no record for %d area of '%s': %s%s",
                                "table '%s' has no record for %d areas of '%s': %s%s", n),
                    join->spec->id, n, level->id,
                    sb_listed(keys, (size_t)(n < SHOWN ? n : SHOWN), SHOWN, b->scratch),
                    n > SHOWN ? " …" : "");
        sb_hint(b->diag, _("they are shown as unknown"));
    }
}

/* Which rows and columns of areas x periods have any record. */
static void find_rows(const sb_build *b, const sb_filling *f, int level, bool *areas,
                      bool *periods)
{
    size_t n = sb_build_size(b, f, level);
    size_t cells = (size_t)f->made.cells;
    for (size_t i = 0; i < n; i++)
        if (f->origins[level][i].table) {
            areas[i / cells / (size_t)b->n_periods] = true;
            periods[i / cells % (size_t)b->n_periods] = true;
        }
}

void sb_audit_gaps(sb_build *b, const sb_filling *f)
{
    for (int l = 0; l < b->areas->n_levels; l++) {
        const sb_level *level = &b->areas->levels[l];
        if (!f->origins[l])
            continue;
        sb_arena_mark mark = sb_arena_here(b->scratch);
        bool *areas = sb_arena_array(b->scratch, bool, level->n);
        bool *periods = sb_arena_array(b->scratch, bool, b->n_periods);
        find_rows(b, f, l, areas, periods);
        int n = 0, area = 0, period = 0, cell = 0;
        for (int a = 0; a < level->n; a++)
            for (int p = 0; p < b->n_periods && areas[a]; p++)
                for (int c = 0; c < f->made.cells && periods[p]; c++)
                    if (!f->origins[l][sb_build_cell(b, f, a, p, c)].table && n++ == 0) {
                        area = a;
                        period = p;
                        cell = c;
                    }
        if (n) {
            sb_warn(
                b->diag, SB_E_DATA, sb_node_span(f->node, "file"),
                sb_ngettext("'%s' has no record for %d value of level '%s': '%s' (%s), %s%s",
                            "'%s' has no record for %d values of level '%s', the first is "
                            "'%s' (%s), %s%s",
                            n),
                f->made.id, n, level->id, level->areas[area].key, level->areas[area].name,
                b->periods[period].label, sb_build_groups(b, f, cell, b->scratch));
            sb_hint(b->diag, _("they are unknown; a table that leaves out zeros should bring "
                               "them"));
        }
        sb_arena_rewind(b->scratch, mark);
    }
}
