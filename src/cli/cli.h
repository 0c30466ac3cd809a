/* cli: the commands, on the public API alone.
 *
 * main.c has the table of commands; each command is a file of its own that reads its arguments,
 * calls the library and says how it went.  Results go to stdout, messages to stderr.
 */
#ifndef SB_CLI_CLI_H
#define SB_CLI_CLI_H

#include <libintl.h>
#include <sozialbericht/sozialbericht.h>

#define _(text) gettext(text)
#define N_(text) text

/* Exit codes. */
enum { SB_EXIT_DONE, SB_EXIT_ERRORS, SB_EXIT_USAGE, SB_EXIT_FILES, SB_EXIT_PREFLIGHT };

enum { SB_CLI_ALLOWED = 32 };

typedef struct sb_cli {
    const char *command;
    const char *layout, *other; /* files that stand without an option */
    const char *output, *only, *split, *join_audit, *lang;
    const char *area, *indicator, *period, *earlier;
    unsigned editions; /* sb_edition, or-ed */
    int jobs, page;
    sb_table_format format;
    const char *allowed[SB_CLI_ALLOWED]; /* folders and sources beside the layout's project */
    int n_allowed;
    bool has_classes, has_notes, has_csv, is_quiet, has_json_diagnostics, is_internal;
    const char *data_dir;
} sb_cli;

typedef struct sb_command {
    const char *name;
    int (*run)(const sb_cli *cli);
    const char *help;      /* one line */
    const char *arguments; /* as in "LAYOUT -o OUT.pdf" */
    const char *options;   /* the letters of options.c that it takes */
    const char *example;
} sb_command;

int sb_cli_audit(const sb_cli *cli);
int sb_cli_build(const sb_cli *cli);
int sb_cli_check(const sb_cli *cli);
int sb_cli_diff(const sb_cli *cli);
int sb_cli_explain(const sb_cli *cli);
int sb_cli_new(const sb_cli *cli);
int sb_cli_preflight(const sb_cli *cli);
int sb_cli_preview(const sb_cli *cli);
int sb_cli_schema(const sb_cli *cli);
int sb_cli_tags(const sb_cli *cli);
int sb_cli_trace(const sb_cli *cli);
int sb_cli_values(const sb_cli *cli);

/* Read the options of a command.  True to go on; else *code is the exit code. */
bool sb_cli_options(const sb_command *command, int argc, char **argv, sb_cli *cli, int *code);
void sb_cli_help(const sb_command *command);

/* Open the layout with progress shown as the options ask. */
sb_report *sb_cli_open(const sb_cli *cli);
/* Print all messages, close the report, and return the exit code. */
int sb_cli_close(const sb_cli *cli, sb_report *report, bool is_good);

#endif
