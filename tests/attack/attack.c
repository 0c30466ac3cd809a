/* The attack: who has only the finished outputs of a report tries to rebuild what it withholds.
 *
 * A hundred small reports with random counts are made twice, with and without secondary
 * withholding.  The attacker reads the exported values, the tags with their alternative texts,
 * tables and sentences, ranks and the order of bars, the bars as they are drawn, the areas that
 * stand in the classes of a map, and the text of the finished PDF.  From these alone he sets up
 * sums and looks for whole numbers (puzzle.h).  A count is pinned down if all solutions agree
 * in it.  A report without secondary withholding is not let out at all where one is: what he
 * reads of it are the public columns of its confidential values. */
#include "puzzle.h"

#include <sozialbericht/sozialbericht.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

enum { AREAS = 6, GROUPS = 4, REPORTS = 100, FIGURES = 3, LINE = 8192 };
/* Of all questions the solver may leave one in so many open. */
enum { OPEN_AT_MOST = 1000 };
/* cell: area * GROUPS + 2 * alter (jung, alt) + geschlecht (m, w) */
static const char *const keys[AREAS] = {"11", "12", "13", "21", "22", "23"};
static const char *const names[AREAS] = {"Altstadt/Süd", "Neustadt", "Hafen",
                                         "Bergheim",     "Talheim",  "Auweiler"};
static const int borough[AREAS] = {0, 0, 0, 1, 1, 1};
enum { ALL = 15, YOUNG = 3, OLD = 12, MALE = 5, FEMALE = 10 }; /* sets of groups */

static const char *folder;
static puzzle mind; /* what the attacker has found out */

static char *path_of(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static FILE *open_file(const char *name, const char *mode)
{
    FILE *f = fopen(path_of(name), mode);
    if (f)
        return f;
    perror(path_of(name));
    exit(1);
}

/* ---- the report ---- */

static uint32_t seed = 11;
static int draw(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)(seed >> 16) % n;
}

static void write_counts(const int *truth)
{
    FILE *f = open_file("counts.csv", "w");
    fputs("nr;jahr;geschlecht;alter;zahl\n", f);
    for (int a = 0; a < AREAS; a++)
        for (int g = 0; g < GROUPS; g++)
            fprintf(f, "%s;2024;%s;%s;%d\n", keys[a], g % 2 ? "w" : "m", g / 2 ? "alt" : "jung",
                    truth[a * GROUPS + g]);
    fclose(f);
}

/* The layout with its rule, and those of its figures that are asked for. */
static void write_layout(const char *rule, const bool *has)
{
    char line[LINE];
    FILE *from = fopen(SB_TEST_DIR "/attack/report.yaml", "r"), *to = open_file("r.yaml", "w");
    int figure = -1;
    while (from && fgets(line, sizeof line, from)) {
        char *mark = strstr(line, "#?"), *here = strstr(line, "RULE");
        figure += mark && (strstr(line, "map:") || strstr(line, "chart:"));
        if (*line == '#' || (mark && !has[figure]))
            continue;
        if (mark)
            strcpy(mark, "\n");
        if (here)
            strcpy(here, rule);
        fprintf(to, "%s%s", line, here ? "\n" : "");
    }
    if (from)
        fclose(from);
    fclose(to);
}

static void print_errors(const sb_report *r)
{
    for (size_t i = 0; i < sb_report_errors(r); i++)
        sb_error_print(sb_report_error(r, i), SB_TEXT, stderr);
}

static sb_report *open_report(bool is_internal)
{
    sb_options options = {.data_dir = SB_DATA_DIR, .jobs = 1, .is_internal = is_internal};
    return sb_report_open(path_of("r.yaml"), &options);
}

/* Write all outputs. */
static bool write_outputs(bool may_fail)
{
    sb_report *r = open_report(false);
    FILE *values = open_file("values.csv", "w"), *tags = open_file("tags", "w");
    FILE *trace = open_file("trace", "w");
    bool is_good = sb_report_values(r, SB_CSV, values);
    for (int p = 1; p <= AREAS && is_good; p++)
        is_good = sb_report_trace(r, p, trace);
    is_good =
        is_good && sb_report_tags(r, tags) && sb_report_build(r, path_of("r.pdf"), SB_WEB);
    fclose(values);
    fclose(tags);
    fclose(trace);
    if (!is_good && !may_fail)
        print_errors(r);
    sb_report_close(r);
    return is_good;
}

/* The values alone, of a report that is not protected. */
static bool write_bare(void)
{
    sb_report *r = open_report(true);
    FILE *values = open_file("values.csv", "w");
    bool is_good = sb_report_values(r, SB_CSV, values);
    fclose(values);
    sb_report_close(r);
    return is_good;
}

/* Whether any output lets numbers out. */
static bool is_let_out(void)
{
    sb_report *r = open_report(false);
    FILE *out = open_file("refused", "w");
    bool is_out = sb_report_values(r, SB_CSV, out) || sb_report_classes(r, SB_CSV, out) ||
                  sb_report_explain(r, keys[0], "leute", NULL, out) ||
                  sb_report_trace(r, 1, out) || sb_report_tags(r, out) ||
                  sb_report_preview(r, 1, path_of("refused.png")) ||
                  sb_report_build(r, path_of("refused.pdf"), SB_WEB) || ftell(out) > 0;
    fclose(out);
    sb_report_close(r);
    return is_out;
}

/* ---- what is read ---- */

static int area_called(const char *text)
{
    for (int a = 0; a < AREAS; a++)
        if (strncmp(text, names[a], strlen(names[a])) == 0)
            return a;
    return -1;
}

static int area_keyed(const char *key)
{
    for (int a = 0; a < AREAS; a++)
        if (strcmp(key, keys[a]) == 0)
            return a;
    return -1;
}

/* The groups of some areas: one of them, or those of a borough (-1, -2), or all (-3). */
static void add_groups(double *times, int where, int groups, double by)
{
    for (int a = 0; a < AREAS; a++)
        for (int g = 0; g < GROUPS; g++)
            if ((where == a || where == -3 || where == -1 - borough[a]) && groups >> g & 1)
                times[a * GROUPS + g] += by;
}

static void know_count(int where, int groups, double low, double high)
{
    double times[PUZZLE_CELLS] = {0};
    add_groups(times, where, groups, 1);
    puzzle_add(&mind, times, low, high);
}

/* part / whole lies between low and high percent. */
static void know_share(int where, int part, int whole, double low, double high)
{
    double times[PUZZLE_CELLS] = {0};
    add_groups(times, where, part, 100);
    add_groups(times, where, whole, -low);
    puzzle_add(&mind, times, 0, 1e9);
    memset(times, 0, sizeof times);
    add_groups(times, where, part, 100);
    add_groups(times, where, whole, -high);
    puzzle_add(&mind, times, -1e9, 0);
}

/* The groups of one area are more than those of another by so many at least. */
static void know_order(int more, int less, int groups, double by)
{
    double times[PUZZLE_CELLS] = {0};
    add_groups(times, more, groups, 1);
    add_groups(times, less, groups, -1);
    puzzle_add(&mind, times, by, 1e9);
}

/* Ranks that are printed: 1 for the highest, ties share the best; 0: none. */
static int ranks_by_children[AREAS], ranks_by_men[AREAS];

/* Ranks tell an order.  One that is worse than the printed ones make it tells that some without
 * a rank are before it. */
static void know_ranks(const int *ranks, int groups)
{
    int hidden = 0, before[AREAS] = {0};
    bool is_told = false;
    for (int a = 0; a < AREAS; a++) {
        hidden += ranks[a] == 0;
        before[a] = ranks[a] ? ranks[a] - 1 : 0;
        for (int b = 0; b < AREAS; b++) {
            before[a] -= ranks[a] && ranks[b] && ranks[b] < ranks[a];
            if (ranks[a] && ranks[b] && ranks[a] <= ranks[b] && a != b)
                know_order(a, b, groups, ranks[a] < ranks[b]);
        }
        is_told = is_told || before[a] > 0;
    }
    for (int a = 0; a < AREAS && is_told; a++)
        for (int b = 0; b < AREAS; b++)
            if (ranks[a] && !ranks[b] && before[a] == hidden)
                know_order(b, a, groups, 1);
            else if (ranks[a] && !ranks[b] && before[a] == 0)
                know_order(a, b, groups, 0);
}

/* A printed German number: 1.234,5; false for a sign. */
static bool number_at(const char *text, double *out)
{
    double n = 0, step = 0;
    const char *p = text;
    for (; (*p >= '0' && *p <= '9') || *p == ',' || *p == '.'; p++) {
        if (*p == ',' && p[1] >= '0' && p[1] <= '9')
            step = 1;
        else if (*p == '.' || *p == ',')
            break;
        else {
            n = 10 * n + *p - '0';
            step *= 10;
        }
    }
    *out = step > 0 ? n / step : n;
    return p > text;
}

/* A count as it is printed: a number, "–" for none, or the sign of what is withheld. */
static void know_printed(int where, int groups, const char *text)
{
    double n;
    if (number_at(text, &n))
        know_count(where, groups, n, n);
    else if (strncmp(text, "–", 3) == 0)
        know_count(where, groups, 0, 0);
    else if (*text == '.')
        know_count(where, groups, 1, 1e9);
}

static void note_rank(int *ranks, int area, const char *text)
{
    double n;
    if (number_at(text, &n))
        ranks[area] = (int)n;
}

static const struct {
    const char *id;
    int part, whole; /* whole 0: a count */
} indicators[] = {{"leute", ALL, 0},
                  {"frauen", FEMALE, 0},
                  {"kinder", YOUNG, 0},
                  {"anteil", YOUNG, ALL},
                  {"maedchen", FEMALE &YOUNG, YOUNG}};

static void read_values(void)
{
    char line[LINE];
    FILE *f = open_file("values.csv", "r");
    while (fgets(line, sizeof line, f)) {
        char level[40], key[40], id[40], value[40] = "", state[40] = "", *cell[8] = {0};
        int n = 0;
        for (char *p = line; p && n < 8; n++) {
            cell[n] = p;
            p = strchr(p, ',');
            if (p)
                *p++ = '\0';
        }
        if (n < 8)
            continue;
        snprintf(level, sizeof level, "%s", cell[0]);
        snprintf(key, sizeof key, "%s", cell[1]);
        snprintf(id, sizeof id, "%s", cell[4]);
        snprintf(value, sizeof value, "%s", cell[5]);
        snprintf(state, sizeof state, "%s", cell[7]);
        int where = strcmp(level, "ortsteil") == 0 ? area_keyed(key)
                    : strcmp(level, "bezirk") == 0 ? -atoi(key)
                                                   : -3;
        if (strcmp(id, "maennerrang") == 0 && where >= 0)
            ranks_by_men[where] = atoi(value);
        for (size_t i = 0; i < sizeof indicators / sizeof *indicators; i++) {
            if (strcmp(id, indicators[i].id) != 0)
                continue;
            int part = indicators[i].part, whole = indicators[i].whole;
            double v = strtod(value, NULL);
            if (*value && !whole)
                know_count(where, part, v, v);
            else if (*value)
                know_share(where, part, whole, v - 1e-9, v + 1e-9);
            else if (strncmp(state, "withheld", 8) == 0 && !whole)
                know_count(where, part, 1, 1e9);
        }
    }
    fclose(f);
}

/* "Hafen: 15 Menschen, . Frauen, 5 Kinder, Rang 4 und 2, 22 und 42." */
static void read_sentence(const char *line)
{
    int a = area_called(line);
    const char *p = a < 0 ? NULL : line + strlen(names[a]);
    if (!p || strncmp(p, ": ", 2) != 0 || !strstr(p, "Menschen, "))
        return;
    know_printed(a, ALL, p + 2);
    know_printed(a, FEMALE, strstr(p, "Menschen, ") + 10);
    if ((p = strstr(p, "Frauen, ")))
        know_printed(a, YOUNG, p + 8);
    if (p && (p = strstr(p, "Rang ")))
        note_rank(ranks_by_children, a, p + 5);
    if (p && (p = strstr(p, "und ")))
        note_rank(ranks_by_men, a, p + 4);
    if (p && (p = strstr(p, ", ")))
        know_printed(-1 - borough[a], FEMALE, p + 2);
    if (p && (p = strstr(p, "und ")))
        know_printed(-3, YOUNG, p + 4);
}

/* "jung: 33,3% (Testhausen 40,8%); alt: 66,7%", shares of all people. */
static void read_shares(const char *text, const char *end, int where, int side)
{
    static const struct {
        const char *name;
        int groups;
    } ages[] = {{"jung: ", YOUNG}, {"alt: ", OLD}};
    for (int i = 0; i < 2; i++) {
        double v;
        const char *p = strstr(text, ages[i].name);
        if (!p || p >= end || !number_at(p + strlen(ages[i].name), &v))
            continue;
        know_share(where, ages[i].groups & side, ALL, v - 0.05, v + 0.05);
        const char *city = strstr(p, "(Testhausen ");
        if (city && city < end && city - p < 24 && number_at(city + 12, &v))
            know_share(-3, ages[i].groups & side, ALL, v - 0.05, v + 0.05);
    }
}

/* Which areas stand in which class: "33,3 bis unter 44,4 (2): Altstadt/Süd, Neustadt; …". */
static void read_classes(const char *text)
{
    for (const char *p = strstr(text, " bis unter "); p; p = strstr(p + 1, " bis unter ")) {
        const char *from = p, *end = strpbrk(p, ";\""), *stop = strstr(p, ". ");
        if (stop && stop < end)
            end = stop;
        double low, high;
        while (from > text && ((from[-1] >= '0' && from[-1] <= '9') || from[-1] == ','))
            from--;
        if (!number_at(from, &low) || !number_at(p + 11, &high))
            continue;
        for (int a = 0; a < AREAS; a++) {
            const char *there = strstr(p, names[a]);
            if (there && there < end)
                know_share(a, YOUNG, ALL, low, high);
        }
    }
}

/* "Talheim 44; Neustadt 43; Hafen …": the highest first; one without a number that stands
 * before one with a number would tell that it is no less. */
static void read_ranking(const char *text)
{
    const char *at[AREAS];
    double numbers[AREAS];
    bool has_number[AREAS] = {false};
    for (int a = 0; a < AREAS; a++) {
        at[a] = strstr(text, names[a]);
        has_number[a] = at[a] && number_at(at[a] + strlen(names[a]) + 1, &numbers[a]);
        if (has_number[a])
            know_count(a, YOUNG, numbers[a], numbers[a]);
    }
    for (int a = 0; a < AREAS; a++)
        for (int b = 0; b < AREAS; b++)
            if (at[a] && at[b] && at[a] < at[b] && !has_number[a] && has_number[b])
                know_order(a, b, YOUNG, 0);
}

static void read_figure(const char *alt)
{
    const char *p, *end = alt + strlen(alt);
    if ((p = strstr(alt, "Kinder: ")) && strstr(alt, "Balken"))
        read_ranking(p);
    if ((p = strstr(alt, "Altersaufbau, 2024, ")) && area_called(p + 20) >= 0)
        read_shares(p, end, area_called(p + 20), ALL);
    if ((p = strstr(alt, "Alterspyramide, 2024, ")) && area_called(p + 22) >= 0) {
        const char *m = strstr(p, "männlich, "), *w = strstr(p, "weiblich, ");
        if (m && w) {
            read_shares(m, w, area_called(p + 22), MALE);
            read_shares(w, end, area_called(p + 22), FEMALE);
        }
    }
    if (strstr(alt, "Karte"))
        read_classes(alt);
}

/* Rows of the table: the page's area, its share, borough and city. */
static void read_cell(int page, int groups, int column, const char *text)
{
    double v;
    if (column == 1) {
        if (number_at(text, &v) && groups != ALL)
            know_share(page, groups, ALL, v - 0.05, v + 0.05);
        return;
    }
    know_printed(column == 0 ? page : column == 2 ? -1 - borough[page] : -3, groups, text);
}

static void read_tags(void)
{
    char line[LINE];
    int page = -1, groups = 0, column = 0;
    FILE *f = open_file("tags", "r");
    while (fgets(line, sizeof line, f)) {
        char *text = strchr(line, '"'), *p = line + strspn(line, " ");
        if (strncmp(p, "H1 ", 3) == 0 && text)
            page = area_called(text + 1);
        else if (strncmp(p, "P ", 2) == 0 && text)
            read_sentence(text + 1);
        else if (strncmp(p, "Figure ", 7) == 0)
            read_figure(p);
        else if (strncmp(p, "TH ", 3) == 0 && strstr(p, "scope Row") && text) {
            groups = strncasecmp(text, "\"leute", 6) == 0 ? ALL
                     : strncmp(text, "\"Frauen", 7) == 0  ? FEMALE
                                                          : YOUNG;
            column = 0;
        } else if (strncmp(p, "TD headers", 10) == 0 && page >= 0) {
            if (text)
                read_cell(page, groups, column, text + 1);
            column++;
        }
    }
    fclose(f);
}

typedef struct bar {
    double left, right, top, foot;
} bar;

static bool bar_at(const char *line, bar *out)
{
    double x, y, ignored;
    return sscanf(line, " fill nonzero cmyk %lf %lf %lf %lf path m %lf %lf l %lf %lf l %lf %lf",
                  &ignored, &ignored, &ignored, &ignored, &out->left, &out->top, &out->right,
                  &ignored, &x, &y) == 10 &&
           (out->foot = y, x == out->right);
}

/* Bars beside names, on a scale that the printed numbers tell: a bar without a number is one.
 */
typedef struct bars {
    double at[AREAS], number[AREAS], length[AREAS];
} bars;

static void know_bars(const bars *b)
{
    double scale = 0;
    for (int a = 0; a < AREAS; a++)
        if (b->number[a] > 0 && b->length[a] > 0)
            scale = fmax(scale, b->length[a] / b->number[a]);
    for (int a = 0; a < AREAS && scale > 0; a++)
        if (b->at[a] > 0 && b->length[a] > 0)
            know_count(a, YOUNG, round(b->length[a] / scale), round(b->length[a] / scale));
}

static void read_trace(void)
{
    char line[LINE];
    bars all = {0};
    FILE *f = open_file("trace", "r");
    while (fgets(line, sizeof line, f)) {
        char *text = strchr(line, '"'), *at = strstr(line, "\" at ");
        double x, y, n;
        bar b;
        if (strncmp(line, "mark", 4) == 0 || strncmp(line, "page", 4) == 0) {
            know_bars(&all);
            all = (bars){0};
        } else if (text && at && sscanf(at + 5, "%lf %lf", &x, &y) == 2) {
            int a = area_called(text + 1);
            if (a >= 0)
                all.at[a] = y;
            else if (number_at(text + 1, &n))
                for (a = 0; a < AREAS; a++)
                    if (all.at[a] == y)
                        all.number[a] = n;
        } else if (bar_at(line, &b)) {
            for (int a = 0; a < AREAS; a++)
                if (all.at[a] > b.top && all.at[a] < b.foot)
                    all.length[a] = b.right - b.left;
        }
    }
    know_bars(&all);
    fclose(f);
}

/* Sentences as they stand in the finished file. */
static int read_pdf(void)
{
    char line[LINE], command[LINE];
    int found = 0;
    snprintf(command, sizeof command, "pdftotext -raw '%s' - 2>/dev/null", path_of("r.pdf"));
    FILE *f = popen(command, "r");
    while (f && fgets(line, sizeof line, f)) {
        int before = mind.n;
        read_sentence(line);
        found += mind.n > before;
    }
    if (f)
        pclose(f);
    return found;
}

/* ---- the attack ---- */

static bool is_pinned(int where, int groups, int count)
{
    double times[PUZZLE_CELLS] = {0};
    add_groups(times, where, groups, 1);
    if (!puzzle_is_possible(&mind, times, count, count)) {
        fprintf(stderr, "the outputs contradict the truth\n");
        exit(1);
    }
    return !puzzle_is_possible(&mind, times, count + 1, 1e9) &&
           !puzzle_is_possible(&mind, times, 0, count - 1);
}

/* How many small counts are known for certain. */
static int attack(const int *truth, int minimum)
{
    static const int sets[] = {1, 2, 4, 8, MALE, FEMALE, YOUNG, OLD, ALL};
    int pinned = 0;
    memcpy(mind.near, truth, sizeof mind.near);
    for (int where = -3; where < AREAS; where++)
        for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
            double times[PUZZLE_CELLS] = {0}, count = 0;
            add_groups(times, where, sets[s], 1);
            for (int c = 0; c < PUZZLE_CELLS; c++)
                count += times[c] * truth[c];
            if (count > 0 && count < minimum && is_pinned(where, sets[s], (int)count)) {
                if (getenv("SB_ATTACK"))
                    fprintf(stderr, "  pinned: where %d groups %d count %g\n", where, sets[s],
                            count);
                pinned++;
            }
        }
    return pinned;
}

/* Whether a report falls; its number is the seed, so that it can be looked at again. */
static bool falls(int number, bool is_protected)
{
    int truth[PUZZLE_CELLS], minimum = number % 4 == 3 ? 5 : 3;
    bool has[FIGURES];
    char rule[80];
    seed = (uint32_t)number * 2654435761u;
    for (int c = 0; c < PUZZLE_CELLS; c++)
        truth[c] = draw(4) ? draw(30) : draw(3);
    for (int i = 0; i < FIGURES; i++)
        has[i] = draw(2);
    snprintf(rule, sizeof rule, "{minimum: %d, secondary: %s}", minimum,
             is_protected ? "true" : "false");
    write_counts(truth);
    write_layout(rule, has);
    puzzle_clear(&mind);
    memset(ranks_by_children, 0, sizeof ranks_by_children);
    memset(ranks_by_men, 0, sizeof ranks_by_men);
    if (is_protected && !write_outputs(has[0])) { /* a map of nothing but withheld values */
        has[0] = false;
        write_layout(rule, has);
        if (!write_outputs(false))
            exit(1);
    }
    if (!is_protected && !write_bare())
        exit(1);
    read_values();
    if (is_protected) {
        read_tags();
        read_trace();
    }
    if (is_protected && system("command -v pdftotext >/dev/null") == 0 && read_pdf() < AREAS) {
        fprintf(stderr, "report %d: the PDF does not hold its sentences\n", number);
        exit(1);
    }
    know_ranks(ranks_by_children, YOUNG);
    know_ranks(ranks_by_men, MALE);
    int pinned = attack(truth, minimum);
    if (is_protected && pinned)
        fprintf(stderr, "report %d: %d counts are pinned down\n", number, pinned);
    if (!is_protected && pinned && is_let_out()) {
        fprintf(stderr, "report %d falls, and the audit lets it out\n", number);
        exit(1);
    }
    return pinned > 0;
}

int main(int argc, char **argv)
{
    char name[] = "/tmp/attack-XXXXXX", command[LINE];
    folder = mkdtemp(name);
    snprintf(command, sizeof command, "cp '%s/attack/areas.geojson' '%s'", SB_TEST_DIR, folder);
    if (!folder || system(command) != 0)
        return 1;
    int first = argc > 1 ? atoi(argv[1]) : 0, last = argc > 2 ? atoi(argv[2]) : REPORTS;
    int bare = 0, protected = 0;
    for (int i = first; i < last; i++) {
        bare += falls(i, false);
        protected += falls(i, true);
    }
    printf("%d of %d reports fall with primary withholding alone, %d with secondary\n"
           "%d of %d questions were given up\n",
           bare, last - first, protected, mind.given_up, mind.asked);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0)
        return 1;
    bool is_solved = mind.given_up * OPEN_AT_MOST <= mind.asked;
    return protected > 0 || 2 * bare <= last - first || !is_solved;
}
