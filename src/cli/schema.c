#include "cli/cli.h"

int sb_cli_schema(const sb_cli *cli)
{
    (void)cli;
    return sb_schema_write(stdout) ? SB_EXIT_DONE : SB_EXIT_FILES;
}
