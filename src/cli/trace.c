#include "cli/cli.h"

int sb_cli_trace(const sb_cli *cli)
{
    if (!cli->page) {
        fputs(_("sozialbericht trace: needs --page N\n"), stderr);
        return SB_EXIT_USAGE;
    }
    sb_report *report = sb_cli_open(cli);
    bool is_good = sb_report_trace(report, cli->page, stdout);
    return sb_cli_close(cli, report, is_good);
}
