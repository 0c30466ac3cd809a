/* A program of somebody else: makes a report with the public API alone. */
#include <sozialbericht/sozialbericht.h>

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    sb_options options = {.data_dir = argv[3]};
    sb_report *report = sb_report_open(argv[1], &options);
    bool is_good = sb_report_build(report, argv[2], SB_PRINT | SB_WEB);
    for (size_t i = 0; i < sb_report_errors(report); i++)
        sb_error_print(sb_report_error(report, i), SB_TEXT, stderr);
    sb_report_close(report);
    return is_good ? 0 : 1;
}
