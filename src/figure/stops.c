#include "figure/stops.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct kept {
    const void *table;
    int period, level;
    const sb_stop *at;
} kept;

struct sb_stops {
    pthread_mutex_t lock; /* over all below */
    sb_arena *arena;
    SB_VEC(kept) tables;
};

sb_stops *sb_stops_new(void)
{
    sb_arena *arena = sb_arena_new(0);
    sb_stops *stops = sb_arena_one(arena, sb_stops);
    stops->arena = arena;
    pthread_mutex_init(&stops->lock, NULL);
    return stops;
}

void sb_stops_free(sb_stops *stops)
{
    if (!stops)
        return;
    pthread_mutex_destroy(&stops->lock);
    sb_arena_free(stops->arena);
}

static const sb_stop *find(const sb_stops *stops, kept wanted)
{
    for (size_t i = 0; i < stops->tables.n; i++) {
        const kept *k = &stops->tables.at[i];
        if (k->table == wanted.table && k->period == wanted.period && k->level == wanted.level)
            return k->at;
    }
    return NULL;
}

const sb_stop *sb_stops_of(sb_stops *stops, const void *table, int period, int level, int n,
                           sb_stops_measure *measure, const void *data)
{
    pthread_mutex_lock(&stops->lock);
    kept wanted = {table, period, level, NULL};
    wanted.at = find(stops, wanted);
    if (!wanted.at) {
        sb_stop *at = sb_arena_array(stops->arena, sb_stop, n);
        measure(data, at);
        wanted.at = at;
        sb_vec_push(stops->arena, &stops->tables, wanted);
    }
    pthread_mutex_unlock(&stops->lock);
    return wanted.at;
}
