#include "cli/cli.h"

int sb_cli_check(const sb_cli *cli)
{
    sb_report *report = sb_cli_open(cli);
    bool is_good = sb_report_check(report);
    if (cli->join_audit)
        is_good &= sb_report_join_audit(report, cli->join_audit);
    return sb_cli_close(cli, report, is_good);
}
