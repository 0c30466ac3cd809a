#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024, ALIGN = 16 };

typedef struct block {
    struct block *before;
    size_t size, used;
} block;

typedef struct deferred {
    struct deferred *before;
    void (*fn)(void *);
    void *ptr;
} deferred;

struct sb_arena {
    block *last;
    block *spare; /* left by a rewind, for the next; NULL */
    deferred *deferred;
    size_t used, budget, next_size;
};

/* The header takes a whole number of alignment units. */
static const size_t header = (sizeof(block) + ALIGN - 1) / ALIGN * ALIGN;

static void *checked(void *ptr)
{
    if (!ptr) {
        fputs("sozialbericht: out of memory\n", stderr);
        abort();
    }
    return ptr;
}

static void add_block(sb_arena *arena, size_t at_least)
{
    size_t size = arena->next_size > at_least ? arena->next_size : at_least;
    block *b = arena->spare;
    if (b && b->size >= at_least) {
        arena->spare = NULL;
        b->before = arena->last;
        b->used = 0;
        arena->last = b;
        return;
    }
    b = checked(malloc(header + size));
    *b = (block){.before = arena->last, .size = size};
    arena->last = b;
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
}

sb_arena *sb_arena_new(size_t budget)
{
    sb_arena *arena = checked(calloc(1, sizeof *arena));
    arena->budget = budget;
    arena->next_size = FIRST_BLOCK;
    return arena;
}

void sb_arena_free(sb_arena *arena)
{
    if (!arena)
        return;
    for (deferred *d = arena->deferred, *next; d; d = next) {
        next = d->before;
        d->fn(d->ptr);
        free(d);
    }
    for (block *b = arena->last, *next; b; b = next) {
        next = b->before;
        free(b);
    }
    free(arena->spare);
    free(arena);
}

void sb_arena_drop(sb_arena **arena) { sb_arena_free(*arena); }

void *sb_arena_alloc(sb_arena *arena, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX / 2)
        checked(NULL);
    bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    if (!arena->last || arena->last->size - arena->last->used < bytes)
        add_block(arena, bytes);
    char *ptr = (char *)arena->last + header + arena->last->used;
    arena->last->used += bytes;
    arena->used += bytes;
    return memset(ptr, 0, bytes);
}

void *sb_arena_copy(sb_arena *arena, const void *from, size_t n, size_t size)
{
    void *to = sb_arena_alloc(arena, n, size);
    if (n && size)
        memcpy(to, from, n * size);
    return to;
}

char *sb_arena_textn(sb_arena *arena, const char *text, size_t n)
{
    char *copy = sb_arena_alloc(arena, n + 1, 1);
    memcpy(copy, text, n);
    return copy;
}

char *sb_arena_text(sb_arena *arena, const char *text)
{
    return text ? sb_arena_textn(arena, text, strlen(text)) : NULL;
}

char *sb_arena_vprintf(sb_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0)
        return sb_arena_text(arena, "");
    char *text = sb_arena_alloc(arena, (size_t)n + 1, 1);
    vsnprintf(text, (size_t)n + 1, format, args);
    return text;
}

char *sb_arena_printf(sb_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = sb_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void sb_arena_defer(sb_arena *arena, void (*fn)(void *), void *ptr)
{
    deferred *d = checked(malloc(sizeof *d));
    *d = (deferred){arena->deferred, fn, ptr};
    arena->deferred = d;
}

sb_arena_mark sb_arena_here(sb_arena *arena)
{
    return (sb_arena_mark){arena->last, arena->last ? arena->last->used : 0};
}

void sb_arena_rewind(sb_arena *arena, sb_arena_mark mark)
{
    while (arena->last != mark.block) {
        block *b = arena->last;
        arena->last = b->before;
        arena->used -= b->used;
        if (!arena->spare || arena->spare->size < b->size) { /* who rewinds goes on */
            block *smaller = arena->spare;
            arena->spare = b;
            b = smaller;
        }
        free(b);
    }
    if (arena->last) {
        arena->used -= arena->last->used - mark.used;
        arena->last->used = mark.used;
    }
}

size_t sb_arena_used(const sb_arena *arena) { return arena->used; }

bool sb_arena_over(const sb_arena *arena)
{
    return arena->budget && arena->used > arena->budget;
}
