#include "cli/progress.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* One program, one terminal: the only state of the command line that lives this long. */
static struct {
    struct timespec start;
    bool has_started, has_bar;
    int tenth; /* of the stage told last, on a terminal the width of the bar */
} shown;

static double seconds_since_start(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!shown.has_started) {
        shown.start = now;
        shown.has_started = true;
    }
    return (double)(now.tv_sec - shown.start.tv_sec) +
           (double)(now.tv_nsec - shown.start.tv_nsec) * 1e-9;
}

static void draw_bar(const char *stage, int done, int total)
{
    enum { WIDTH = 30 };
    int filled = total > 0 ? WIDTH * done / total : WIDTH;
    if (shown.has_bar && filled == shown.tenth && done < total)
        return;
    shown.tenth = filled;
    shown.has_bar = true;
    char bar[WIDTH + 1];
    memset(bar, ' ', WIDTH);
    memset(bar, '=', (size_t)filled);
    bar[WIDTH] = '\0';
    fprintf(stderr, "\r\033[K[%s] %s %d/%d", bar, stage, done, total);
    fflush(stderr);
}

void sb_cli_progress(void *user, const char *stage, int done, int total)
{
    (void)user;
    bool is_late = seconds_since_start() > 1;
    if (isatty(STDERR_FILENO)) {
        if (is_late)
            draw_bar(stage, done, total);
    } else if (done == total) {
        fprintf(stderr, total > 1 ? "%s: %d\n" : "%s\n", stage, total);
    }
}

void sb_cli_progress_end(void)
{
    if (shown.has_bar)
        fputs("\r\033[K", stderr);
    shown.has_bar = false;
}
