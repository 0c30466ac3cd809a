#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct shared {
    int n;
    atomic_int next, finished;
    void (*work)(void *, int, int);
    void (*done)(void *, int, int);
    void *user;
} shared;

typedef struct worker {
    shared *shared;
    int number;
    pthread_t thread;
    bool is_running;
} worker;

int sb_parallel_default(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 16 ? 16 : (int)n;
}

static void *run(void *user)
{
    worker *w = user;
    shared *s = w->shared;
    for (int i; (i = atomic_fetch_add(&s->next, 1)) < s->n;) {
        s->work(s->user, i, w->number);
        int finished = atomic_fetch_add(&s->finished, 1) + 1;
        if (w->number == 0 && s->done && finished < s->n)
            s->done(s->user, finished, s->n);
    }
    return NULL;
}

void sb_parallel(int n, int jobs, void (*work)(void *user, int i, int worker), void *user,
                 void (*done)(void *user, int finished, int n))
{
    if (jobs > n)
        jobs = n;
    shared s = {.n = n, .work = work, .done = done, .user = user};
    worker *workers = calloc((size_t)(jobs > 1 ? jobs : 1), sizeof *workers);
    if (!workers)
        abort(); /* as in arena.c */
    for (int i = 0; i < jobs || i == 0; i++)
        workers[i] = (worker){.shared = &s, .number = i};
    /* The calling thread is worker 0; a thread that cannot be had only makes it slower. */
    for (int i = 1; i < jobs; i++)
        workers[i].is_running = pthread_create(&workers[i].thread, NULL, run, &workers[i]) == 0;
    run(&workers[0]);
    for (int i = 1; i < jobs; i++)
        if (workers[i].is_running)
            pthread_join(workers[i].thread, NULL);
    if (done)
        done(user, n, n);
    free(workers);
}
