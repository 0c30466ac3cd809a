#include "backend/pdf_pack.h"

#include <stdlib.h>

#include <libdeflate.h>

enum { LEVEL = 6 }; /* zlib's own default */

struct sb_packer {
    struct libdeflate_compressor *compressor; /* NULL: plain */
    sb_arena *arena;
};

sb_packer *sb_packer_new(bool is_plain)
{
    sb_arena *arena = sb_arena_new(0);
    sb_packer *packer = sb_arena_one(arena, sb_packer);
    packer->arena = arena;
    if (!is_plain && !(packer->compressor = libdeflate_alloc_compressor(LEVEL)))
        abort(); /* as in arena.c */
    return packer;
}

void sb_packer_free(sb_packer *packer)
{
    if (packer->compressor)
        libdeflate_free_compressor(packer->compressor);
    sb_arena_free(packer->arena);
}

void sb_packer_pack(sb_packer *packer, const void *bytes, size_t n, sb_buf *out)
{
    if (!packer->compressor) {
        sb_buf_add(out, bytes, n);
        return;
    }
    sb_arena_mark here = sb_arena_here(packer->arena);
    size_t room = libdeflate_zlib_compress_bound(packer->compressor, n);
    char *packed = sb_arena_array(packer->arena, char, room);
    sb_buf_add(out, packed,
               libdeflate_zlib_compress(packer->compressor, n ? bytes : "", n, packed, room));
    sb_arena_rewind(packer->arena, here);
}
