#include "report/spreadsheet.h"

#include "figure/credit.h"
#include "report/sheet.h"

#include <string.h>

static const double width = 500; /* any that a table can be laid out in */

struct sb_spreadsheet_names {
    sb_arena *arena;
    sb_index *index;
};

sb_spreadsheet_names *sb_spreadsheet_names_new(sb_arena *arena)
{
    sb_spreadsheet_names *names = sb_arena_one(arena, sb_spreadsheet_names);
    *names = (sb_spreadsheet_names){arena, sb_index_new(arena)};
    return names;
}

static const char *name_of(sb_report *r, const sb_spec_block *block, sb_place place)
{
    return sb_report_file_name(r, block->profile->sheet,
                               place.level < 0 ? NULL
                                               : sb_areas_at(sb_facts_areas(r->facts), place));
}

static bool write_file(sb_report *r, const sb_spreadsheet *s, sb_run *run, const char *path,
                       const char *end, bool (*write)(const sb_spreadsheet *s, FILE *file))
{
    const char *target =
        sb_file_beside(path, sb_arena_printf(r->arena, "%s.%s", s->name, end), r->arena);
    const char *temporary = sb_run_file(run, target, r->diag);
    if (!temporary)
        return false;
    FILE *file = fopen(temporary, "wb");
    bool is_good = file && write(s, file);
    if (file && fclose(file) != 0)
        is_good = false;
    if (!is_good)
        sb_fail(r->diag, SB_E_IO, SB_NOWHERE, _("cannot write '%s'"), target);
    return is_good;
}

static bool write_table(sb_report *r, const sb_spec_block *block, sb_scope scope, sb_run *run,
                        const char *path, sb_spreadsheet_names *names)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_spreadsheet s = {.block = block,
                        .env = {.facts = r->facts,
                                .style = r->composer.style,
                                .locale = &r->locale,
                                .shaper = r->shapers[0],
                                .maps = r->maps,
                                .scope = scope,
                                .arena = scratch,
                                .diag = r->diag},
                        .name = name_of(r, block, scope.place),
                        .n_labels = block->profile->each ? 2 : 1};
    s.table = sb_table_lay_out(&s.env, block, width);
    s.source = block->source ? sb_spreadsheet_filled(&s, block->source)
                             : sb_figure_credit(&s.env, block, NULL);
    s.title = block->title ? sb_spreadsheet_filled(&s, block->title) : s.name;
    if (!sb_index_put(names->index, s.name, 1)) {
        sb_fail(r->diag, SB_E_IO, sb_node_span(block->profile->node, "sheet"),
                _("two tables would be written to '%s'"), s.name);
        sb_hint(r->diag, _("use {key} in the name of the files"));
        return false;
    }
    return write_file(r, &s, run, path, "csv", sb_spreadsheet_write_csv) &&
           write_file(r, &s, run, path, "csv-metadata.json", sb_spreadsheet_write_metadata) &&
           write_file(r, &s, run, path, "xlsx", sb_spreadsheet_write_book);
}

static bool write_block(sb_report *r, const sb_spec_block *block, sb_scope scope, sb_run *run,
                        const char *path, sb_spreadsheet_names *names)
{
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new(); /* check() told it */
    if (!sb_condition_holds(r->facts, block->when, scope, SB_NOWHERE, r->arena, silent))
        return true;
    for (int i = 0; i < block->n_children; i++)
        if (!write_block(r, block->children[i], scope, run, path, names))
            return false;
    return !block->profile || !block->profile->sheet ||
           write_table(r, block, scope, run, path, names);
}

bool sb_spreadsheets_write(sb_report *r, sb_run *run, const char *path,
                           sb_spreadsheet_names *names)
{
    const sb_plan *plan = r->composer.plan;
    for (int i = 0; i < plan->n; i++) {
        const sb_planned *page = &plan->pages[i];
        if (page->part) /* a page before has them */
            continue;
        for (int b = 0; b < page->spec->n_blocks; b++)
            if (!write_block(r, page->spec->blocks[b], page->scope, run, path, names))
                return false;
    }
    return true;
}
