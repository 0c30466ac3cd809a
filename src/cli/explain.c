#include "cli/cli.h"

int sb_cli_explain(const sb_cli *cli)
{
    if (!cli->area || !cli->indicator) {
        fputs(_("sozialbericht explain: needs --area KEY and --indicator NAME\n"), stderr);
        return SB_EXIT_USAGE;
    }
    sb_report *report = sb_cli_open(cli);
    bool is_good = sb_report_explain(report, cli->area, cli->indicator, cli->period, stdout);
    return sb_cli_close(cli, report, is_good);
}
