#include "cli/cli.h"

int sb_cli_diff(const sb_cli *cli)
{
    size_t n_differences;
    sb_report *report =
        sb_values_diff(cli->layout, cli->other, cli->has_csv, stdout, &n_differences);
    int code = sb_cli_close(cli, report, true);
    return code == SB_EXIT_DONE && n_differences ? SB_EXIT_ERRORS : code;
}
