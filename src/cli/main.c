#include "cli/cli.h"

#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const sb_command commands[] = {
    {"build", sb_cli_build, N_("write the report as PDF"), N_("LAYOUT -o OUT.pdf"),
     "oensEjNAqdl", "sozialbericht build layouts/bochum/kruppwerke.yaml -o kruppwerke.pdf"},
    {"check", sb_cli_check, N_("find every mistake and write nothing"), "LAYOUT", "JnEjNAqdl",
     "sozialbericht check layouts/bochum/kruppwerke.yaml"},
    {"new", sb_cli_new, N_("write a first layout for a folder of shapefiles and tables"),
     N_("FOLDER -o LAYOUT.yaml"), "ojqdl",
     "sozialbericht new samples/musterstadt -o layouts/first.yaml"},
    {"values", sb_cli_values, N_("print every indicator, or the classes of the maps"), "LAYOUT",
     "fciNEAqdl", "sozialbericht values layouts/bochum/kruppwerke.yaml --format json"},
    {"diff", sb_cli_diff, N_("compare what 'values' printed before and after"),
     "OLD.csv NEW.csv", "vqdl", "sozialbericht diff 2023.csv 2024.csv"},
    {"explain", sb_cli_explain, N_("tell how one value came about"),
     "LAYOUT --area KEY --indicator NAME", "aixtEAqdl",
     "sozialbericht explain layouts/bochum/kruppwerke.yaml --area 15 --indicator alt_jung"},
    {"audit", sb_cli_audit, N_("list what can be derived of counts that are withheld"),
     "LAYOUT", "fEiAqdl", "sozialbericht audit layouts/bochum/kruppwerke.yaml"},
    {"preview", sb_cli_preview, N_("draw one page as PNG or SVG"),
     N_("LAYOUT --page N -o OUT.png"), "opigEAqdl",
     "sozialbericht preview layouts/bochum/kruppwerke.yaml --page 1 -o page.png"},
    {"trace", sb_cli_trace, N_("print what is drawn on one page"), "LAYOUT --page N", "piEAqdl",
     "sozialbericht trace layouts/bochum/kruppwerke.yaml --page 1"},
    {"tags", sb_cli_tags, N_("print the structure that a screen reader gets"), "LAYOUT",
     "njEAqdl", "sozialbericht tags layouts/bochum/kruppwerke.yaml"},
    {"preflight", sb_cli_preflight,
     N_("find what a print shop or a screen reader would stumble over"), N_("LAYOUT|FILE.pdf"),
     "enjfEAqdl", "sozialbericht preflight layouts/bochum/kruppwerke.yaml"},
    {"schema", sb_cli_schema, N_("print the JSON Schema of layouts, for editors"), "", "ql",
     "sozialbericht schema > sozialbericht.schema.json"},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

/* share/ beside the program (a build) or beside its bin/ (an installation), or NULL. */
static char *share_folder(char path[PATH_MAX])
{
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n <= 0)
        return NULL;
    program[n] = '\0';
    *strrchr(program, '/') = '\0';
    static const char *const places[] = {"share", "../share"};
    for (size_t i = 0; i < 2; i++) {
        int length = snprintf(path, PATH_MAX, "%s/%s/sozialbericht", program, places[i]);
        if (length < PATH_MAX && access(path, R_OK) == 0)
            return path;
    }
    return NULL;
}

/* gettext follows LANGUAGE in every locale but C and, in newer C libraries, C.UTF-8. */
static void follow_language(const char *lang)
{
    static const char *const locales[] = {"de_DE.UTF-8", "en_US.UTF-8", "C.UTF-8"};
    setenv("LANGUAGE", lang, 1);
    const char *now = setlocale(LC_MESSAGES, NULL);
    if (now && now[0] != 'C' && strcmp(now, "POSIX") != 0)
        return;
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
        if (setlocale(LC_MESSAGES, locales[i]))
            return;
}

/* Messages in the language of --lang, else of the locale.  Numbers stay as in C. */
static void choose_language(const char *lang, const char *share)
{
    setlocale(LC_CTYPE, "");
    setlocale(LC_MESSAGES, "");
    if (lang)
        follow_language(lang);
    char folder[PATH_MAX + 16];
    snprintf(folder, sizeof folder, "%s/../locale", share ? share : ".");
    bindtextdomain("sozialbericht", folder);
    bind_textdomain_codeset("sozialbericht", "UTF-8");
    bind_textdomain_codeset("libc", "UTF-8"); /* strerror() and getopt */
    textdomain("sozialbericht");
}

static void print_usage(FILE *out)
{
    fprintf(out, _("usage: sozialbericht COMMAND LAYOUT [OPTION ...]\n\ncommands:\n"));
    for (int i = 0; i < N_COMMANDS; i++)
        fprintf(out, "  %-9s %s\n", commands[i].name, _(commands[i].help));
    fprintf(out, _("\n'sozialbericht COMMAND --help' tells more of one; "
                   "'sozialbericht --version' its version\n"));
}

static const sb_command *find_command(const char *name)
{
    for (int i = 0; i < N_COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* --lang decides in what language everything else is said, so it is looked for first. */
static const char *language_asked(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            return argv[i] + 7;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            return argv[i + 1];
    }
    return NULL;
}

/* Interrupted: leave nothing half done, and end as the signal ends a program. */
static void end_by_signal(int number)
{
    sb_report_abandon();
    signal(number, SIG_DFL);
    raise(number);
}

static void listen_for_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (signal(numbers[i], end_by_signal) == SIG_IGN)
            signal(numbers[i], SIG_IGN); /* as nohup wants it */
}

int main(int argc, char **argv)
{
    listen_for_signals();
    char share[PATH_MAX];
    char *found = share_folder(share);
    choose_language(language_asked(argc, argv), found);
    if (argc >= 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        print_usage(stdout);
        return SB_EXIT_DONE;
    }
    if (argc >= 2 && strcmp(argv[1], "--version") == 0) {
        printf("sozialbericht %s\n", SB_VERSION);
        return SB_EXIT_DONE;
    }
    const sb_command *command = argc >= 2 ? find_command(argv[1]) : NULL;
    if (!command) {
        if (argc >= 2)
            fprintf(stderr, _("sozialbericht: there is no command '%s'\n"), argv[1]);
        print_usage(stderr);
        return SB_EXIT_USAGE;
    }
    sb_cli cli = {.command = command->name, .data_dir = found};
    int code;
    return sb_cli_options(command, argc - 1, argv + 1, &cli, &code) ? command->run(&cli) : code;
}
