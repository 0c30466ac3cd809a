#include "area/shapefile.h"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <ctype.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { HEAD = 100 };

/* Shapes of an index: its length in words of 16 bits, big end first, from byte 24; a head of 50
 * words, then four for each shape. */
static long shapes_of(const unsigned char head[HEAD])
{
    long words = (long)head[24] << 24 | head[25] << 16 | head[26] << 8 | head[27];
    return (words - 50) / 4;
}

/* Records of a dBASE table: from byte 4, little end first. */
static long records_of(const unsigned char head[HEAD])
{
    return (long)head[7] << 24 | head[6] << 16 | head[5] << 8 | head[4];
}

bool sb_shapefile_count(const char *file, const char *end, long *n)
{
    size_t length = strlen(file), of_end = strlen(end);
    if (length < of_end || strcasecmp(file + length - of_end, end) != 0)
        return false;
    VSILFILE *opened = VSIFOpenL(file, "rb");
    unsigned char head[HEAD] = {0};
    bool is_read = opened && VSIFReadL(head, 1, HEAD, opened) >= 32;
    if (opened)
        VSIFCloseL(opened);
    *n = strcasecmp(end, ".dbf") == 0 ? records_of(head) : shapes_of(head);
    return is_read;
}

/* ---- files that are not written alike ---- */

static const char memory[] = "/vsimem/sozialbericht/";

static bool has_end(const char *path, const char *end)
{
    size_t n = strlen(path), m = strlen(end);
    return n > m && strcasecmp(path + n - m, end) == 0;
}

/* The one .shp in an archive; the archive where there is none or another. */
static const char *in_archive(const char *path, sb_arena *arena)
{
    if (strncmp(path, "/vsizip/", 8) != 0 || !has_end(path, ".zip"))
        return path;
    const char *found = path;
    char **names = VSIReadDirRecursive(path);
    for (int i = 0, n = 0; names && names[i]; i++)
        if (has_end(names[i], ".shp"))
            found = n++ ? path : sb_arena_printf(arena, "%s/%s", path, names[i]);
    CSLDestroy(names);
    return found;
}

/* One of the files that make a shapefile, and its ending in small letters; NULL: none. */
static const char *part_of(const char *name, const char *stem, size_t n)
{
    static const char *const ends[] = {".shp", ".shx", ".dbf", ".prj", ".cpg"};
    for (size_t i = 0; i < SB_COUNT(ends); i++)
        if (strlen(name) == n + 4 && strncasecmp(name, stem, n) == 0 && has_end(name, ends[i]))
            return ends[i];
    return NULL;
}

/* Would OGR find it beside the .shp: the same stem, and an ending all small or all capital? */
static bool is_found(const char *name, const char *stem, size_t n)
{
    int small = 0, capital = 0;
    for (const char *p = name + n + 1; *p; p++) {
        small += islower((unsigned char)*p) != 0;
        capital += isupper((unsigned char)*p) != 0;
    }
    return strncmp(name, stem, n) == 0 && !(small && capital);
}

static bool copy(const char *from, const char *to)
{
    VSILFILE *in = VSIFOpenL(from, "rb"), *out = VSIFOpenL(to, "wb");
    char chunk[65536];
    bool is_good = in && out;
    for (size_t n; is_good && (n = VSIFReadL(chunk, 1, sizeof chunk, in)) > 0;)
        is_good = VSIFWriteL(chunk, 1, n, out) == n;
    if (in)
        VSIFCloseL(in);
    return (!out || VSIFCloseL(out) == 0) && is_good;
}

const char *sb_shapefile_gather(const char *path, sb_arena *arena)
{
    static atomic_int n_copies;
    path = in_archive(path, arena);
    if (!has_end(path, ".shp"))
        return path;
    const char *slash = strrchr(path, '/'), *stem = slash ? slash + 1 : path;
    const char *folder = slash ? sb_arena_textn(arena, path, (size_t)(slash - path + 1)) : "./";
    size_t n = strlen(stem) - 4;
    char **names = VSIReadDir(folder);
    bool is_alike = true;
    for (int i = 0; names && names[i]; i++)
        is_alike &= !part_of(names[i], stem, n) || is_found(names[i], stem, n);
    const char *copied = sb_arena_printf(arena, "%s%d/%.*s", memory,
                                         atomic_fetch_add(&n_copies, 1), (int)n, stem);
    for (int i = 0; names && names[i] && !is_alike; i++) {
        const char *end = part_of(names[i], stem, n);
        if (end)
            copy(sb_arena_printf(arena, "%s%s", folder, names[i]),
                 sb_arena_printf(arena, "%s%s", copied, end));
    }
    CSLDestroy(names);
    return is_alike ? path : sb_arena_printf(arena, "%s.shp", copied);
}

void sb_shapefile_forget(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (strncmp(path, memory, sizeof memory - 1) != 0)
        return;
    char folder[64];
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
    VSIRmdirRecursive(folder);
}
