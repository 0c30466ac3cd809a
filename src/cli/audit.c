#include "cli/cli.h"

int sb_cli_audit(const sb_cli *cli)
{
    sb_report *report = sb_cli_open(cli);
    bool is_good = sb_report_audit(report, cli->format, stdout);
    return sb_cli_close(cli, report, is_good);
}
