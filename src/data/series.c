#include "data/series.h"

#include "area/records.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = "{year}";

typedef SB_VEC(const char *) year_list;

/* The four digits where `name` is the pattern with a year in it, else NULL. */
static const char *year_in(const char *name, const char *pattern)
{
    size_t before = (size_t)(strstr(pattern, mark) - pattern);
    const char *after = pattern + before + sizeof mark - 1;
    if (strlen(name) != before + 4 + strlen(after) || strncmp(name, pattern, before) != 0 ||
        strcmp(name + before + 4, after) != 0)
        return NULL;
    for (int i = 0; i < 4; i++)
        if (!isdigit((unsigned char)name[before + (size_t)i]))
            return NULL;
    return name + before;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static year_list years_in(const char *folder, const char *pattern, sb_arena *arena)
{
    year_list years = {0};
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        const char *year = year_in(entry->d_name, pattern);
        if (year)
            sb_vec_push(arena, &years, sb_arena_textn(arena, year, 4));
    }
    if (dir)
        closedir(dir);
    if (years.n)
        qsort(years.at, years.n, sizeof *years.at, by_text);
    return years;
}

static const char *with_year(const char *file, const char *year, sb_arena *arena)
{
    const char *at = strstr(file, mark);
    return sb_arena_printf(arena, "%.*s%s%s", (int)(at - file), file, year,
                           at + sizeof mark - 1);
}

const sb_spec_table *sb_series_tables(const sb_spec *spec, const sb_spec_table *asked, int *n,
                                      sb_arena *arena, sb_diag *diag)
{
    *n = 1;
    if (!asked->file || !strstr(asked->file, mark))
        return asked;
    const char *path = sb_spec_path(asked->node, spec->path, asked->file, arena);
    const char *slash = strrchr(path, '/');
    const char *pattern = slash ? slash + 1 : path;
    const char *folder = slash ? sb_arena_textn(arena, path, (size_t)(slash - path)) : ".";
    year_list years = {0};
    if (strstr(pattern, mark))
        years = years_in(*folder ? folder : "/", pattern, arena);
    if (years.n == 0) {
        sb_fail(diag, SB_E_IO, sb_node_span(asked->node, "file"),
                _("no file is called '%s' with a year in place of {year}"), path);
        sb_hint(diag,
                _("the year has four digits and stands in the file's name, not in that of "
                  "a folder"));
        return NULL;
    }
    for (size_t i = 0; spec->project && i < years.n; i++)
        if (!sb_project_check(spec->project, with_year(path, years.at[i], arena), asked->file,
                              sb_node_span(asked->node, "file"), arena, diag))
            return NULL;
    sb_spec_table *tables = sb_arena_array(arena, sb_spec_table, years.n);
    for (size_t i = 0; i < years.n; i++) {
        tables[i] = *asked;
        tables[i].at = years.at[i];
        tables[i].file = with_year(asked->file, years.at[i], arena);
    }
    *n = (int)years.n;
    return tables;
}
