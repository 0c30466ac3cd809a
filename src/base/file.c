#include "base/file.h"

#include "base/message.h"
#include "base/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *sb_file_read(const char *path, size_t most, size_t *n, sb_span at, sb_arena *arena,
                   sb_diag *diag)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        int why = fd < 0 ? errno : EISDIR;
        if (fd >= 0)
            close(fd);
        sb_fail(diag, SB_E_IO, at, _("cannot read '%s': %s"), path, strerror(why));
        sb_hint(diag, _("file names are looked up beside the file that names them"));
        return NULL;
    }
    sb_buf bytes = {0};
    char chunk[65536];
    ssize_t got;
    while ((got = read(fd, chunk, sizeof chunk)) > 0 && bytes.n <= most)
        sb_buf_add(&bytes, chunk, (size_t)got);
    int why = errno;
    close(fd);
    char *text = NULL;
    if (got < 0)
        sb_fail(diag, SB_E_IO, at, _("cannot read '%s': %s"), path, strerror(why));
    else if (bytes.n > most)
        sb_fail(diag, SB_E_LIMIT, at, _("'%s' is larger than %zu bytes"), path, most);
    else
        text = sb_arena_textn(arena, bytes.at ? bytes.at : "", *n = bytes.n);
    sb_buf_free(&bytes);
    return text;
}

bool sb_file_is_source(const char *path)
{
    size_t n = strspn(path, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    return (n >= 2 && path[n] == ':') || strncmp(path, "/vsi", 4) == 0;
}

const char *sb_file_shown(const char *path, sb_arena *arena)
{
    static const char mark[] = "password=";
    const char *at = sb_file_is_source(path) ? strstr(path, mark) : NULL;
    if (!at)
        return sb_arena_text(arena, path);
    at += sizeof mark - 1;
    const char *end = *at == '\'' ? strchr(at + 1, '\'') : NULL;
    end = end ? end + 1 : at + strcspn(at, " ");
    return sb_arena_printf(arena, "%.*s***%s", (int)(at - path), path, end);
}

void sb_file_name_add(sb_buf *out, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        bool is_bad = *p < 0x20 || *p == 0x7f || strchr("/\\:*?\"<>|", *p) ||
                      (*p == '.' && p == (const unsigned char *)text);
        sb_buf_char(out, is_bad ? '-' : (char)*p);
    }
}

const char *sb_file_beside(const char *from, const char *path, sb_arena *arena)
{
    const char *slash = strrchr(from, '/');
    if (path[0] == '/' || !slash || sb_file_is_source(path))
        return sb_arena_text(arena, path);
    return sb_arena_printf(arena, "%.*s/%s", (int)(slash - from), from, path);
}

typedef struct pair {
    const char *target, *temporary;
} pair;

struct sb_run {
    sb_arena *arena;
    SB_VEC(pair) files;
    sb_run *next;
};

/* The one thing that a signal handler can reach.  Only the handler reads it without the lock:
 * `next` and `files` are whole at any time, and arenas keep what a list has grown out of. */
static sb_run *volatile all_runs;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void leave(void *ended)
{
    pthread_mutex_lock(&lock);
    if (all_runs == ended)
        all_runs = ((sb_run *)ended)->next;
    for (sb_run *run = all_runs; run; run = run->next)
        if (run->next == ended)
            run->next = run->next->next;
    pthread_mutex_unlock(&lock);
}

sb_run *sb_run_new(sb_arena *arena)
{
    sb_run *run = sb_arena_one(arena, sb_run);
    run->arena = arena;
    pthread_mutex_lock(&lock);
    run->next = all_runs;
    all_runs = run;
    pthread_mutex_unlock(&lock);
    sb_arena_defer(arena, leave, run);
    return run;
}

void sb_run_abandon_all(void)
{
    for (const sb_run *run = all_runs; run; run = run->next)
        for (size_t i = 0; i < run->files.n; i++)
            unlink(run->files.at[i].temporary);
}

const char *sb_run_file(sb_run *run, const char *target, sb_diag *diag)
{
    struct stat st;
    if (stat(target, &st) == 0 && !S_ISREG(st.st_mode)) {
        /* A device or pipe cannot be replaced by a rename: write to it as it is. */
        if (S_ISDIR(st.st_mode)) {
            sb_fail(diag, SB_E_IO, SB_NOWHERE, _("cannot write '%s': it is a folder"), target);
            return NULL;
        }
        return sb_arena_text(run->arena, target);
    }
    const char *slash = strrchr(target, '/');
    int folder = slash ? (int)(slash - target) + 1 : 0;
    const char *temporary = sb_arena_printf(run->arena, "%.*s.%s.%ld.part", folder, target,
                                            target + folder, (long)getpid());
    sb_vec_push(run->arena, &run->files,
                ((pair){sb_arena_text(run->arena, target), temporary}));
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        run->files.n--;
        sb_fail(diag, SB_E_IO, SB_NOWHERE, _("cannot write '%s': %s"), target, strerror(errno));
        sb_hint(diag, _("the folder must exist and be writable"));
        return NULL;
    }
    close(fd);
    return temporary;
}

/* What a target held before, kept under a name of its own until all targets are replaced. */
static const char *kept_name(const sb_run *run, pair f)
{
    return sb_arena_printf(run->arena, "%s.old", f.temporary);
}

/* False if the target is there and cannot be kept. */
static bool keep_target(const sb_run *run, pair f)
{
    struct stat st;
    if (stat(f.target, &st) != 0)
        return errno == ENOENT;
    if (!S_ISREG(st.st_mode)) {
        errno = EISDIR;
        return false;
    }
    const char *kept = kept_name(run, f);
    return link(f.target, kept) == 0 || rename(f.target, kept) == 0; /* not all disks link */
}

/* Put back what the first n targets held, of the last whether or not it was replaced. */
static void restore(const sb_run *run, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        pair f = run->files.at[i];
        if (rename(kept_name(run, f), f.target) != 0 && errno == ENOENT && i + 1 < n)
            unlink(f.target); /* it held nothing */
    }
}

bool sb_run_commit(sb_run *run, sb_diag *diag)
{
    size_t n = 0;
    for (; n < run->files.n; n++) {
        pair f = run->files.at[n];
        if ((run->files.n > 1 && !keep_target(run, f)) || rename(f.temporary, f.target) != 0)
            break;
    }
    bool is_good = n == run->files.n;
    if (!is_good) {
        sb_fail(diag, SB_E_IO, SB_NOWHERE, _("cannot write '%s': %s"), run->files.at[n].target,
                strerror(errno));
        restore(run, n + 1);
    }
    for (size_t i = 0; i < run->files.n && run->files.n > 1; i++)
        unlink(kept_name(run, run->files.at[i]));
    sb_run_abandon(run);
    return is_good;
}

void sb_run_abandon(sb_run *run)
{
    for (size_t i = 0; i < run->files.n; i++)
        unlink(run->files.at[i].temporary);
    run->files.n = 0;
}
