/* arena: memory that is freed all at once.
 *
 * Three lifetimes: report, document, scratch.  Memory comes zeroed and aligned to 16 bytes.
 * An arena never returns NULL: what a file can make too large is bounded by sb_arena_over(),
 * which readers ask in their loops; when the machine itself has no memory left the process
 * ends, as GLib ends it under Pango in the same case.
 */
#ifndef SB_BASE_ARENA_H
#define SB_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct sb_arena sb_arena;

/* `budget` in bytes, 0 for none.  Caller owns; sb_arena_free(). */
sb_arena *sb_arena_new(size_t budget);
void sb_arena_free(sb_arena *arena);
void sb_arena_drop(sb_arena **arena); /* for SB_AUTO */

void *sb_arena_alloc(sb_arena *arena, size_t n, size_t size);
#define sb_arena_array(arena, T, n) ((T *)sb_arena_alloc(arena, (size_t)(n), sizeof(T)))
#define sb_arena_one(arena, T) sb_arena_array(arena, T, 1)

void *sb_arena_copy(sb_arena *arena, const void *from, size_t n, size_t size);
char *sb_arena_text(sb_arena *arena, const char *text); /* NULL stays NULL */
char *sb_arena_textn(sb_arena *arena, const char *text, size_t n);
char *sb_arena_printf(sb_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *sb_arena_vprintf(sb_arena *arena, const char *format, va_list args);

/* Run fn(ptr) when the arena is freed, newest first. */
void sb_arena_defer(sb_arena *arena, void (*fn)(void *), void *ptr);

/* Give back everything allocated since the mark (not what was deferred). */
typedef struct sb_arena_mark {
    void *block;
    size_t used;
} sb_arena_mark;
sb_arena_mark sb_arena_here(sb_arena *arena);
void sb_arena_rewind(sb_arena *arena, sb_arena_mark mark);

size_t sb_arena_used(const sb_arena *arena);
bool sb_arena_over(const sb_arena *arena); /* past its budget */

#endif
