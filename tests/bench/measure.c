/* measure: run a command several times and print one row: median and least wall time, peak
 * memory.  `measure RUNS LABEL COMMAND [ARGUMENT …]`; the command's output is thrown away. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_RUNS = 100 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Seconds of one run; its peak memory in KiB goes to *peak if it is more. */
static double run_once(char **command, long *peak)
{
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execv(command[0], command);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0)
        return -1;
    if (usage.ru_maxrss > *peak)
        *peak = usage.ru_maxrss;
    return now() - start;
}

int main(int argc, char **argv)
{
    int runs = argc > 3 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > MOST_RUNS) {
        fputs("usage: measure RUNS LABEL COMMAND [ARGUMENT ...]\n", stderr);
        return 2;
    }
    double seconds[MOST_RUNS];
    long peak = 0;
    run_once(argv + 3, &peak); /* warm up */
    for (int i = 0; i < runs; i++) {
        seconds[i] = run_once(argv + 3, &peak);
        if (seconds[i] < 0) {
            fprintf(stderr, "%-44s failed\n", argv[2]);
            return 1;
        }
    }
    qsort(seconds, (size_t)runs, sizeof *seconds, by_size);
    printf("%-44s %8.3f s %8.3f s %7.1f MB\n", argv[2], seconds[runs / 2], seconds[0],
           (double)peak * 1024 / 1e6);
    return 0;
}
