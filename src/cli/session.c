#include "cli/cli.h"
#include "cli/progress.h"

#include <unistd.h>

sb_report *sb_cli_open(const sb_cli *cli)
{
    sb_options options = {
        .data_dir = cli->data_dir,
        .jobs = cli->jobs,
        .only = cli->only,
        .notes = cli->has_notes,
        .allowed = cli->allowed,
        .n_allowed = cli->n_allowed,
        .is_internal = cli->is_internal,
        .progress = cli->is_quiet ? NULL : sb_cli_progress,
    };
    return sb_report_open(cli->layout, &options);
}

static sb_error_form form_of(const sb_cli *cli)
{
    return cli->has_json_diagnostics    ? SB_JSON_LINE
           : isatty(STDERR_FILENO) == 1 ? SB_COLOURED_TEXT
                                        : SB_TEXT;
}

/* Files that cannot be read or written are the reader's to mend before anything else. */
static int exit_code(const sb_report *report)
{
    int code = SB_EXIT_DONE; /* preflight's is the least: other errors keep it from running */
    for (size_t i = 0; i < sb_report_errors(report); i++) {
        const sb_error *e = sb_report_error(report, i);
        if (e->severity != SB_ERROR)
            continue;
        if (e->code == SB_E_IO)
            return SB_EXIT_FILES;
        if (e->code != SB_E_PREFLIGHT)
            code = SB_EXIT_ERRORS;
        else if (code == SB_EXIT_DONE)
            code = SB_EXIT_PREFLIGHT;
    }
    return code;
}

int sb_cli_close(const sb_cli *cli, sb_report *report, bool is_good)
{
    sb_cli_progress_end();
    for (size_t i = 0; i < sb_report_errors(report); i++) {
        const sb_error *e = sb_report_error(report, i);
        if (cli->has_notes || e->severity != SB_NOTE)
            sb_error_print(e, form_of(cli), stderr);
    }
    int code = exit_code(report);
    sb_report_close(report);
    return code == SB_EXIT_DONE && !is_good ? SB_EXIT_FILES : code;
}
