/* vec: lists that grow in an arena, and an index from names to numbers.
 *
 *     SB_VEC(sb_point) points = {0};
 *     sb_vec_push(arena, &points, ((sb_point){1, 2}));
 *     for (size_t i = 0; i < points.n; i++) use(points.at[i]);
 */
#ifndef SB_BASE_VEC_H
#define SB_BASE_VEC_H

#include "base/arena.h"

#define SB_VEC(T)                                                                              \
    struct {                                                                                   \
        T *at;                                                                                 \
        size_t n, room;                                                                        \
    }

/* Make room for one more; used by the two macros below. */
void *sb_vec_room(sb_arena *arena, void *at, size_t n, size_t *room, size_t size);

#define sb_vec_reserve_one(arena, v)                                                           \
    ((v)->at = (v)->n < (v)->room                                                              \
                   ? (v)->at                                                                   \
                   : sb_vec_room(arena, (v)->at, (v)->n, &(v)->room, sizeof *(v)->at))
#define sb_vec_push(arena, v, ...)                                                             \
    (sb_vec_reserve_one(arena, v), (v)->at[(v)->n++] = (__VA_ARGS__))
/* Append one zeroed element and point to it. */
#define sb_vec_add(arena, v) (sb_vec_reserve_one(arena, v), &(v)->at[(v)->n++])

/* Names to numbers >= 0.  Names are borrowed and must live as long as the index. */
typedef struct sb_index sb_index;

sb_index *sb_index_new(sb_arena *arena);
/* False, and nothing changed, if the name is there already. */
bool sb_index_put(sb_index *index, const char *name, long number);
/* The number, or -1. */
long sb_index_at(const sb_index *index, const char *name);
size_t sb_index_count(const sb_index *index);

#endif
