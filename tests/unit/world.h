/* world: an arena and a list of errors for each test.  Included after cmocka. */
#ifndef SB_TEST_WORLD_H
#define SB_TEST_WORLD_H

#include "base/base.h"

#include <stdlib.h>

typedef struct world {
    sb_arena *arena;
    sb_diag *diag;
} world;

static int set_up(void **state)
{
    world *w = calloc(1, sizeof *w);
    w->arena = sb_arena_new(0);
    w->diag = sb_diag_new();
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    world *w = *state;
    sb_diag_free(w->diag);
    sb_arena_free(w->arena);
    free(w);
    return 0;
}

#endif
