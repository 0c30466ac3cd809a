/* A whole report from a mutated shapefile, GeoJSON or table.
 *
 * The input is the name of one file of tests/whole or of the shapefile beside it, a line end,
 * and that file's new content: "counts.csv\nnr;jahr…".
 */
#include "fuzz.h"

#include <sozialbericht/sozialbericht.h>

static const char *const names[] = {"counts.csv", "areas.geojson", "areas.shp",
                                    "areas.shx",  "areas.dbf",     "areas.prj"};
enum { N_NAMES = sizeof names / sizeof *names };

typedef struct original {
    uint8_t *bytes;
    size_t n;
} original;

static original load(const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, SB_TEST_DIR "/%s/%s",
             strncmp(name, "areas.", 6) == 0 && strcmp(name, "areas.geojson") != 0
                 ? "data/shapefile"
                 : "whole",
             name);
    FILE *file = fopen(path, "rb");
    original o = {malloc(1 << 16), 0};
    if (!file || !o.bytes)
        abort();
    o.n = fread(o.bytes, 1, 1 << 16, file);
    fclose(file);
    return o;
}

static void write_layouts(void)
{
    original o = load("whole.yaml");
    fuzz_write("geojson.yaml", o.bytes, o.n);
    o.bytes[o.n] = '\0';
    char *at = strstr((char *)o.bytes, "areas.geojson"); /* as long as the other and blanks */
    if (!at)
        abort();
    memcpy(at, "areas.shp    ", 13);
    fuzz_write("shp.yaml", o.bytes, o.n);
    free(o.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static original files[N_NAMES];
    if (!files[0].bytes) {
        for (int i = 0; i < N_NAMES; i++)
            files[i] = load(names[i]);
        write_layouts();
    }
    for (int i = 0; i < N_NAMES; i++) {
        size_t length = strlen(names[i]);
        if (n <= length || memcmp(data, names[i], length) != 0 || data[length] != '\n')
            continue;
        fuzz_write(names[i], data + length + 1, n - length - 1);
        for (int k = 0; k < N_NAMES; k++)
            if (k != i)
                fuzz_write(names[k], files[k].bytes, files[k].n);
        sb_options options = {.data_dir = SB_DATA_DIR, .jobs = 1};
        sb_report *report =
            sb_report_open(fuzz_path(i < 2 ? "geojson.yaml" : "shp.yaml"), &options);
        static char out[PATH_MAX];
        snprintf(out, sizeof out, "%s", fuzz_path("out.pdf"));
        sb_report_build(report, out, SB_PRINT | SB_WEB);
        sb_report_close(report);
    }
    return 0;
}
