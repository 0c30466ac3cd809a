#include "cli/cli.h"

#include <string.h>

int sb_cli_build(const sb_cli *cli)
{
    if (!cli->output) {
        fputs(_("sozialbericht build: say where to write with -o OUT.pdf\n"), stderr);
        return SB_EXIT_USAGE;
    }
    if (cli->split && !strstr(cli->output, "{key}")) {
        fputs(_("sozialbericht build: with --split the name after -o needs {key}\n"), stderr);
        return SB_EXIT_USAGE;
    }
    sb_report *report = sb_cli_open(cli);
    bool is_good = cli->split ? sb_report_split(report, cli->split, cli->output, cli->editions)
                              : sb_report_build(report, cli->output, cli->editions);
    return sb_cli_close(cli, report, is_good);
}
