#include "report/report.h"
#include "report/table_out.h"

#include "data/audit.h"

#include <errno.h>
#include <string.h>

static bool write_rows(const sb_audit *audit, FILE *file)
{
    static const char *const names[] = {"table",   "file",  "line", "finding", "records",
                                        "written", "level", "key",  "name",    "detail"};
    sb_table_out t = sb_table_out_begin(file, SB_CSV, names, SB_COUNT(names));
    for (size_t i = 0; audit && i < audit->rows.n; i++) {
        const sb_audit_row *row = &audit->rows.at[i];
        sb_table_out_text(&t, row->table);
        sb_table_out_text(&t, row->file);
        sb_table_out_number(&t, row->line ? row->line : (double)NAN);
        sb_table_out_text(&t, sb_finding_name(row->finding));
        sb_table_out_number(&t, row->records);
        sb_table_out_text(&t, row->written);
        sb_table_out_text(&t, row->level);
        sb_table_out_text(&t, row->key);
        sb_table_out_text(&t, row->name);
        sb_table_out_text(&t, row->detail);
    }
    return sb_table_out_end(&t);
}

bool sb_report_join_audit(sb_report *r, const char *path)
{
    sb_run *run = sb_run_new(r->arena);
    const char *temporary = sb_run_file(run, path, r->diag);
    FILE *file = temporary ? fopen(temporary, "w") : NULL;
    bool is_good = file && write_rows(r->audit, file);
    is_good = file && fclose(file) == 0 && is_good;
    if (temporary && !is_good)
        sb_fail(r->diag, SB_E_IO, SB_NOWHERE, _("cannot write '%s': %s"), path,
                strerror(errno));
    if (!is_good)
        sb_run_abandon(run);
    return is_good && sb_run_commit(run, r->diag);
}
