#include "area/shapefile.h"

#include <cpl_vsi.h>

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
