/* musterstadt: write the made-up city into a folder: shapes/ and samples/musterstadt/. */
#include "write.h"

#include "plain.h"
#include "tables.h"

#include <gdal.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static char root[1024];

void path_begin(const char *folder) { snprintf(root, sizeof root, "%s", folder); }

const char *path_of(const char *format, ...)
{
    static char path[4096];
    int n = snprintf(path, sizeof path, "%s/", root);
    va_list args;
    va_start(args, format);
    vsnprintf(path + n, sizeof path - (size_t)n, format, args);
    va_end(args);
    for (char *p = path + 1; (p = strchr(p, '/')); p++) {
        *p = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            give_up("cannot make the folder '%s'", path);
        *p = '/';
    }
    return path;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "use: musterstadt FOLDER\n");
        return 2;
    }
    path_begin(argv[1]);
    GDALAllRegister();
    city *c = city_grow();
    const people *p = people_live(c);
    town t = {c, p, society_form(c, p)};
    write_shapes(c);
    write_people_tables(&t);
    write_social_tables(&t);
    write_child_tables(&t);
    write_places(&t);
    for (int year = 0; year < N_YEARS; year++)
        printf("%d: %d\n", FIRST_YEAR + year,
               spot_count(&t, (spot){CITY, 0}, year, -1, -1, 0, N_AGES));
    return 0;
}
