#include "cli/cli.h"

#include <string.h>

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcmp(text + n - m, end) == 0;
}

int sb_cli_preview(const sb_cli *cli)
{
    if (!cli->page || !cli->output ||
        !(ends_with(cli->output, ".png") || ends_with(cli->output, ".svg"))) {
        fputs(_("sozialbericht preview: needs --page N and -o OUT.png or OUT.svg\n"), stderr);
        return SB_EXIT_USAGE;
    }
    sb_report *report = sb_cli_open(cli);
    bool is_good = cli->is_grey ? sb_report_preview_grey(report, cli->page, cli->output)
                                : sb_report_preview(report, cli->page, cli->output);
    return sb_cli_close(cli, report, is_good);
}
