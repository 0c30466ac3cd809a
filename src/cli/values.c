#include "cli/cli.h"

int sb_cli_values(const sb_cli *cli)
{
    sb_report *report = sb_cli_open(cli);
    bool is_good = cli->has_classes ? sb_report_classes(report, cli->format, stdout)
                                    : sb_report_values(report, cli->format, stdout);
    return sb_cli_close(cli, report, is_good);
}
