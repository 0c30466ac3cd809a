/* Every number that a layout prints can be explained: from its value down to a file, to areas
 * that it is the sum of, or to the map.  Arguments: layouts. */
#include <sozialbericht/sozialbericht.h>

#include <stdlib.h>
#include <string.h>

enum { LINE = 4096, MOST = 200 }; /* numbers of a layout that are asked for, about */

typedef struct number { /* a line of the values */
    char *level, *key, *period, *indicator, *value;
} number;

/* level,key,name,period,indicator,value,…; false where there is no number. */
static bool read_number(char *line, number *n)
{
    char *cell[6];
    for (int i = 0; i < 6; i++) {
        cell[i] = i ? strchr(cell[i - 1], ',') : line;
        if (!cell[i])
            return false;
        if (i)
            *cell[i]++ = '\0';
    }
    *n = (number){cell[0], cell[1], cell[3], cell[4], cell[5]};
    return n->value[0] != ',' && strcmp(n->level, "level") != 0;
}

/* It names a file, areas, or what the map says. */
static bool is_founded(const char *text)
{
    return strstr(text, ", key '") || strstr(text, "the sum of ") ||
           strstr(text, "formula: area") || strstr(text, "/ area");
}

/* The number explained; true if down to its ground. */
static bool explain(sb_report *report, const number *n)
{
    static char text[1 << 20];
    FILE *out = tmpfile();
    bool is_good = out && sb_report_explain(report, n->key, n->indicator, n->period, out);
    if (out)
        rewind(out);
    size_t size = out ? fread(text, 1, sizeof text - 1, out) : 0;
    text[size] = '\0';
    if (out)
        fclose(out);
    if (is_good && is_founded(text))
        return true;
    fprintf(stderr, "%s of '%s' in %s is not explained:\n%s", n->indicator, n->key, n->period,
            text);
    return false;
}

static bool explain_all(const char *layout, int *told)
{
    sb_options options = {.data_dir = SB_DATA_DIR, .jobs = 1};
    sb_report *report = sb_report_open(layout, &options);
    FILE *values = tmpfile();
    char line[LINE];
    int i = 0;
    bool is_good = values && sb_report_values(report, SB_CSV, values);
    if (values)
        rewind(values);
    int all = 0;
    for (number n; is_good && fgets(line, sizeof line, values);)
        all += read_number(line, &n);
    if (values)
        rewind(values);
    while (is_good && fgets(line, sizeof line, values)) {
        number n;
        if (!read_number(line, &n) || i++ % (all / MOST + 1) != 0)
            continue;
        (*told)++;
        is_good = explain(report, &n);
    }
    if (values)
        fclose(values);
    sb_report_close(report);
    return is_good;
}

int main(int argc, char **argv)
{
    int told = 0;
    bool is_good = true;
    for (int i = 1; i < argc; i++)
        is_good = explain_all(argv[i], &told) && is_good;
    printf("%d numbers explained\n", told);
    return !is_good || told < 100;
}
