#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

int sb_cli_new(const sb_cli *cli)
{
    if (!cli->output) {
        fputs(_("sozialbericht new: say where to write with -o LAYOUT.yaml\n"), stderr);
        return SB_EXIT_USAGE;
    }
    sb_options options = {.data_dir = cli->data_dir, .jobs = cli->jobs};
    sb_report *report = sb_report_propose(cli->layout, cli->output, &options);
    return sb_cli_close(cli, report, true);
}
