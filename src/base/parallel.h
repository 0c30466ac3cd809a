/* parallel: the one thread loop of the program. */
#ifndef SB_BASE_PARALLEL_H
#define SB_BASE_PARALLEL_H

/* Processors to use when nobody says how many. */
int sb_parallel_default(void);

/* Call work(user, i, worker) once for each i in 0..n-1 on at most `jobs` threads; `worker` is
 * 0..jobs-1 and never the same in two calls at once.  Steps are handed out in rising order.
 * `done(user, finished, n)`, if not NULL, is called from the calling thread now and then. */
void sb_parallel(int n, int jobs, void (*work)(void *user, int i, int worker), void *user,
                 void (*done)(void *user, int finished, int n));

#endif
