#include "cli/cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* Every option of the program; a command takes those whose letter it lists. */
static const struct {
    char letter;
    const char *name, *argument, *help;
} all[] = {
    {'o', "output", N_("FILE"),
     N_("write to FILE; build puts -print and -web before the .pdf of two editions")},
    {'e', "edition", "print|web", N_("only this edition")},
    {'n', "only", N_("KEY,..."), N_("only the pages of these areas")},
    {'s', "split", N_("LEVEL"),
     N_("one file for each area of LEVEL; -o then has {key} and {name}")},
    {'j', "jobs", "N", N_("use N threads; else one for each processor")},
    {'p', "page", "N", N_("the page, counted from 1")},
    {'f', "format", "csv|json", N_("form of the table; csv unless told")},
    {'v', "csv", NULL, N_("as CSV, for other programs")},
    {'c', "classes", NULL,
     N_("classes of every map instead: breaks, counts, goodness of variance fit")},
    {'J', "audit", N_("FILE"),
     N_("write to FILE which keys of tables and areas matched, as CSV")},
    {'N', "notes", NULL,
     N_("say too what was found out: encoding, separator, head of each file")},
    {'a', "area", N_("KEY"), N_("key of the area")},
    {'x', "indicator", N_("NAME"), N_("name of the indicator or variable")},
    {'t', "period", N_("PERIOD"), N_("the year or day; else the report's")},
    {'A', "allow", N_("FOLDER|SOURCE:"),
     N_("let the layout read a folder outside its project too, or a source as PG:")},
    {'E', "earlier", N_("FILE"),
     N_("values that an earlier report published: readers know them")},
    {'i', "internal", NULL, N_("show what is withheld: the output is confidential")},
    {'q', "quiet", NULL, N_("say nothing but errors and warnings")},
    {'d', "diagnostics", "text|json", N_("form of messages; json has one object a line")},
    {'l', "lang", "de|en", N_("language of messages; else the locale's")},
};
enum { N_ALL = sizeof all / sizeof *all };

/* Those that may be written with one letter. */
static const char *const short_options = "oqh";

/* Characters of a UTF-8 text: printf counts bytes. */
static int width_of(const char *text)
{
    int n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static void print_usage(FILE *out, const sb_command *command)
{
    bool has_any = *command->arguments;
    fprintf(out, _("usage: sozialbericht %s%s%s [OPTION ...]\n"), command->name,
            has_any ? " " : "", has_any ? _(command->arguments) : "");
}

void sb_cli_help(const sb_command *command)
{
    print_usage(stdout, command);
    printf(_("%s.\n\noptions:\n"), _(command->help));
    for (int i = 0; i < N_ALL; i++) {
        if (!strchr(command->options, all[i].letter))
            continue;
        char option[64];
        bool is_short = strchr(short_options, all[i].letter);
        snprintf(option, sizeof option, "%c%c%c --%s %s", is_short ? '-' : ' ',
                 is_short ? all[i].letter : ' ', is_short ? ',' : ' ', all[i].name,
                 all[i].argument ? _(all[i].argument) : "");
        printf("  %s%*s %s\n", option, 30 - width_of(option), "", _(all[i].help));
    }
    printf(_("\nexample:\n  %s\n"), command->example);
}

static bool is_number(const char *text, int *out)
{
    char *end;
    long n = strtol(text, &end, 10);
    *out = (int)n;
    return *text && !*end && n >= 1 && n <= 100000;
}

static void allow(sb_cli *cli, const char *what)
{
    if (*what && cli->n_allowed < SB_CLI_ALLOWED)
        cli->allowed[cli->n_allowed++] = what;
}

/* Take one option.  False if its argument is none of those it may have. */
static bool take(sb_cli *cli, char letter, const char *argument)
{
    switch (letter) {
    case 'o':
        cli->output = argument;
        return *argument;
    case 'e':
        cli->editions = strcmp(argument, "print") == 0 ? SB_PRINT
                        : strcmp(argument, "web") == 0 ? SB_WEB
                                                       : 0;
        return cli->editions;
    case 'n':
        cli->only = argument;
        return *argument;
    case 's':
        cli->split = argument;
        return *argument;
    case 'j':
        return is_number(argument, &cli->jobs);
    case 'p':
        return is_number(argument, &cli->page);
    case 'f':
        cli->format = strcmp(argument, "json") == 0 ? SB_JSON : SB_CSV;
        return strcmp(argument, "json") == 0 || strcmp(argument, "csv") == 0;
    case 'v':
        cli->has_csv = true;
        return true;
    case 'c':
        cli->has_classes = true;
        return true;
    case 'a':
        cli->area = argument;
        return *argument;
    case 'x':
        cli->indicator = argument;
        return *argument;
    case 't':
        cli->period = argument;
        return *argument;
    case 'A':
        allow(cli, argument);
        return *argument;
    case 'E':
        cli->earlier = argument;
        return *argument;
    case 'i':
        cli->is_internal = true;
        return true;
    case 'J':
        cli->join_audit = argument;
        return *argument;
    case 'N':
        cli->has_notes = true;
        return true;
    case 'q':
        cli->is_quiet = true;
        return true;
    case 'd':
        cli->has_json_diagnostics = strcmp(argument, "json") == 0;
        return strcmp(argument, "json") == 0 || strcmp(argument, "text") == 0;
    default:
        cli->lang = argument;
        return strcmp(argument, "de") == 0 || strcmp(argument, "en") == 0;
    }
}

/* Folders that the person who set up the machine allows: SOZIALBERICHT_ALLOW=/daten:/karten. */
static void allow_by_environment(sb_cli *cli)
{
    static char copy[4096];
    const char *list = getenv("SOZIALBERICHT_ALLOW");
    snprintf(copy, sizeof copy, "%s", list ? list : "");
    for (char *at = copy, *part; (part = strsep(&at, ":"));)
        allow(cli, part);
}

static const char *name_of(char letter)
{
    int i = 0;
    while (all[i].letter != letter)
        i++;
    return all[i].name;
}

static int usage_error(const sb_command *command)
{
    print_usage(stderr, command);
    fprintf(stderr, _("'sozialbericht %s --help' lists the options\n"), command->name);
    return SB_EXIT_USAGE;
}

/* The options that getopt knows for a command: its own and --help. */
static void list_options(const sb_command *command, struct option options[N_ALL + 2])
{
    int n = 0;
    for (int i = 0; i < N_ALL; i++)
        if (strchr(command->options, all[i].letter))
            options[n++] =
                (struct option){all[i].name, all[i].argument ? required_argument : no_argument,
                                NULL, all[i].letter};
    options[n++] = (struct option){"help", no_argument, NULL, 'h'};
    options[n] = (struct option){0};
}

/* Words of the arguments before the first option: files that are needed. */
static int files_wanted(const char *arguments)
{
    int n = 0;
    for (; *arguments && *arguments != '-'; n++) {
        arguments += strcspn(arguments, " ");
        arguments += strspn(arguments, " ");
    }
    return n;
}

static void report_files(const sb_command *command, int wanted)
{
    const char *texts[] = {_("sozialbericht %s: no layout is needed\n"),
                           _("sozialbericht %s: one layout is needed\n"),
                           _("sozialbericht %s: two files are needed\n")};
    fprintf(stderr, texts[wanted], command->name);
}

bool sb_cli_options(const sb_command *command, int argc, char **argv, sb_cli *cli, int *code)
{
    struct option options[N_ALL + 2];
    list_options(command, options);
    allow_by_environment(cli);
    const char *letters = strchr(command->options, 'o') ? "hqo:" : "hq";
    for (int c; (c = getopt_long(argc, argv, letters, options, NULL)) != -1;) {
        if (c == 'h') {
            sb_cli_help(command);
            *code = SB_EXIT_DONE;
            return false;
        }
        if (c == '?' || !take(cli, (char)c, optarg)) {
            if (c != '?')
                fprintf(stderr, _("sozialbericht %s: --%s cannot be '%s'\n"), command->name,
                        name_of((char)c), optarg);
            *code = usage_error(command);
            return false;
        }
    }
    int wanted = files_wanted(command->arguments);
    if (optind + wanted != argc) {
        report_files(command, wanted);
        *code = usage_error(command);
        return false;
    }
    cli->layout = wanted > 0 ? argv[optind] : NULL;
    cli->other = wanted > 1 ? argv[optind + 1] : NULL;
    if (!cli->editions)
        cli->editions = SB_PRINT | SB_WEB;
    return true;
}
