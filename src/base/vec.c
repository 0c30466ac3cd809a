#include "base/vec.h"

#include <stdint.h>
#include <string.h>

void *sb_vec_room(sb_arena *arena, void *at, size_t n, size_t *room, size_t size)
{
    *room = *room ? *room * 2 : 8;
    void *larger = sb_arena_alloc(arena, *room, size);
    if (n)
        memcpy(larger, at, n * size);
    return larger;
}

typedef struct slot {
    const char *name;
    long number;
} slot;

struct sb_index {
    sb_arena *arena;
    slot *slots; /* open addressing, a power of two of them */
    size_t n, room;
};

/* FNV-1a, 64 bit. */
static uint64_t hash_of(const char *name)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (const unsigned char *p = (const unsigned char *)name; *p; p++)
        h = (h ^ *p) * 0x100000001b3u;
    return h;
}

static slot *find(const sb_index *index, const char *name)
{
    for (size_t i = hash_of(name);; i++) {
        slot *s = &index->slots[i & (index->room - 1)];
        if (!s->name || strcmp(s->name, name) == 0)
            return s;
    }
}

static void grow(sb_index *index)
{
    sb_index old = *index;
    index->room = old.room ? old.room * 2 : 32;
    index->slots = sb_arena_array(index->arena, slot, index->room);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].name)
            *find(index, old.slots[i].name) = old.slots[i];
}

sb_index *sb_index_new(sb_arena *arena)
{
    sb_index *index = sb_arena_one(arena, sb_index);
    index->arena = arena;
    return index;
}

bool sb_index_put(sb_index *index, const char *name, long number)
{
    if (index->n * 4 >= index->room * 3)
        grow(index);
    slot *s = find(index, name);
    if (s->name)
        return false;
    *s = (slot){name, number};
    index->n++;
    return true;
}

long sb_index_at(const sb_index *index, const char *name)
{
    if (!index->room)
        return -1;
    const slot *s = find(index, name);
    return s->name ? s->number : -1;
}

size_t sb_index_count(const sb_index *index) { return index->n; }
