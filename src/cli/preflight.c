#include "cli/cli.h"

#include <string.h>

static bool is_pdf(const char *path)
{
    size_t n = strlen(path);
    return n > 4 && strcmp(path + n - 4, ".pdf") == 0;
}

int sb_cli_preflight(const sb_cli *cli)
{
    if (is_pdf(cli->layout)) {
        unsigned edition = cli->editions == (SB_PRINT | SB_WEB) ? 0 : cli->editions;
        return sb_cli_close(cli, sb_preflight_file(cli->layout, edition, cli->format, stdout),
                            true);
    }
    sb_report *report = sb_cli_open(cli);
    bool is_good = sb_report_preflight(report, cli->format, stdout);
    return sb_cli_close(cli, report, is_good);
}
