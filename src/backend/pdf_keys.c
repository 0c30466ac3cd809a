#include "backend/pdf_keys.h"

#include <string.h>

typedef struct slot {
    uintptr_t head;
    const char *bytes;
    size_t n;
    int place; /* 1-based; 0: free */
} slot;

struct sb_pdf_keys {
    sb_arena *arena;
    slot *slots; /* open addressing, a power of two of them */
    size_t room;
    int n;
};

/* FNV-1a, 64 bit, over the bytes; the head goes in first as a whole. */
static uint64_t hash_of(uintptr_t head, const char *bytes, size_t n)
{
    uint64_t h = (0xcbf29ce484222325u ^ head) * 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    return h ^ h >> 32;
}

static slot *find(const sb_pdf_keys *keys, uintptr_t head, const char *bytes, size_t n)
{
    for (size_t i = hash_of(head, bytes, n);; i++) {
        slot *s = &keys->slots[i & (keys->room - 1)];
        if (!s->place || (s->head == head && s->n == n && memcmp(s->bytes, bytes, n) == 0))
            return s;
    }
}

static void grow(sb_pdf_keys *keys)
{
    sb_pdf_keys old = *keys;
    keys->room = old.room ? old.room * 2 : 64;
    keys->slots = sb_arena_array(keys->arena, slot, keys->room);
    for (size_t i = 0; i < old.room; i++) {
        slot s = old.slots[i];
        if (s.place)
            *find(keys, s.head, s.bytes, s.n) = s;
    }
}

sb_pdf_keys *sb_pdf_keys_new(sb_arena *arena)
{
    sb_pdf_keys *keys = sb_arena_one(arena, sb_pdf_keys);
    keys->arena = arena;
    grow(keys);
    return keys;
}

int sb_pdf_keys_put(sb_pdf_keys *keys, uintptr_t head, const char *bytes, size_t n)
{
    if ((size_t)keys->n * 2 >= keys->room)
        grow(keys);
    slot *s = find(keys, head, bytes, n);
    if (!s->place)
        *s = (slot){head, bytes, n, ++keys->n};
    return s->place - 1;
}

int sb_pdf_keys_at(const sb_pdf_keys *keys, uintptr_t head, const char *bytes, size_t n)
{
    return find(keys, head, bytes, n)->place - 1;
}

int sb_pdf_keys_count(const sb_pdf_keys *keys) { return keys->n; }
