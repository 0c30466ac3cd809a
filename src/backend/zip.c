#include "backend/zip.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* 4.3.7, 4.3.12, 4.3.16; 4.4.6: 1980-01-01, 0:00, as MS-DOS counts. */
enum {
    LOCAL_HEADER = 0x04034b50,
    CENTRAL_HEADER = 0x02014b50,
    END_OF_CENTRAL = 0x06054b50,
    VERSION = 20,
    DEFLATED = 8,
    FIRST_DAY = 0x0021,
    LEVEL = 6
};

typedef struct member {
    const char *name;
    uint32_t crc, packed, size, at;
} member;

struct sb_zip {
    sb_arena *arena;
    SB_VEC(member) members;
    sb_buf bytes;
    struct libdeflate_compressor *compressor;
    bool is_bad;
};

static void drop(void *user)
{
    sb_zip *zip = user;
    sb_buf_free(&zip->bytes);
    libdeflate_free_compressor(zip->compressor);
}

sb_zip *sb_zip_new(sb_arena *arena)
{
    sb_zip *zip = sb_arena_one(arena, sb_zip);
    zip->arena = arena;
    zip->compressor = libdeflate_alloc_compressor(LEVEL);
    zip->is_bad = !zip->compressor;
    sb_arena_defer(arena, drop, zip);
    return zip;
}

/* Little-endian. */
static void put(sb_buf *out, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        sb_buf_char(out, (char)(number >> 8 * i & 0xff));
}

/* What local and central headers share (4.4.2 to 4.4.11). */
static void put_header(const member *m, sb_buf *out)
{
    put(out, VERSION, 2);
    put(out, 0, 2); /* flags */
    put(out, DEFLATED, 2);
    put(out, 0, 2); /* time */
    put(out, FIRST_DAY, 2);
    put(out, m->crc, 4);
    put(out, m->packed, 4);
    put(out, m->size, 4);
    put(out, (uint32_t)strlen(m->name), 2);
    put(out, 0, 2); /* extra field */
}

void sb_zip_add(sb_zip *zip, const char *name, const sb_buf *content)
{
    if (zip->is_bad)
        return;
    size_t room = libdeflate_deflate_compress_bound(zip->compressor, content->n);
    char *packed = sb_arena_array(zip->arena, char, room);
    size_t n =
        libdeflate_deflate_compress(zip->compressor, content->at, content->n, packed, room);
    zip->is_bad = !n || zip->bytes.n + n + content->n > INT32_MAX;
    member m = {.name = sb_arena_text(zip->arena, name),
                .crc = libdeflate_crc32(0, content->at, content->n),
                .packed = (uint32_t)n,
                .size = (uint32_t)content->n,
                .at = (uint32_t)zip->bytes.n};
    put(&zip->bytes, LOCAL_HEADER, 4);
    put_header(&m, &zip->bytes);
    sb_buf_text(&zip->bytes, name);
    sb_buf_add(&zip->bytes, packed, n);
    sb_vec_push(zip->arena, &zip->members, m);
}

bool sb_zip_end(sb_zip *zip, sb_buf *out)
{
    if (zip->is_bad)
        return false;
    uint32_t at = (uint32_t)zip->bytes.n, n = (uint32_t)zip->members.n;
    sb_buf_add(out, zip->bytes.at, zip->bytes.n);
    size_t start = out->n;
    for (uint32_t i = 0; i < n; i++) {
        const member *m = &zip->members.at[i];
        put(out, CENTRAL_HEADER, 4);
        put(out, VERSION, 2);
        put_header(m, out);
        put(out, 0, 2); /* comment */
        put(out, 0, 2); /* disk */
        put(out, 0, 2); /* attributes */
        put(out, 0, 4);
        put(out, m->at, 4);
        sb_buf_text(out, m->name);
    }
    uint32_t size = (uint32_t)(out->n - start);
    put(out, END_OF_CENTRAL, 4);
    put(out, 0, 4); /* disks */
    put(out, n, 2);
    put(out, n, 2);
    put(out, size, 4);
    put(out, at, 4);
    put(out, 0, 2); /* comment */
    return true;
}
