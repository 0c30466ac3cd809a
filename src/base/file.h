/* file: whole files, and files that are written whole or not at all. */
#ifndef SB_BASE_FILE_H
#define SB_BASE_FILE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

/* The bytes of a file with a NUL behind them, or NULL with one error at `at` (SB_E_IO; over
 * `most` bytes SB_E_LIMIT). */
char *sb_file_read(const char *path, size_t most, size_t *n, sb_span at, sb_arena *arena,
                   sb_diag *diag);

/* Is it no file but what a driver of OGR opens: "PG:dbname=stadt", "/vsicurl/https://…"? */
bool sb_file_is_source(const char *path);
/* As messages name it: without the password of a source. */
const char *sb_file_shown(const char *path, sb_arena *arena);

/* `path` as seen from the folder of `from`: absolute paths and sources stay. */
const char *sb_file_beside(const char *from, const char *path, sb_arena *arena);

/* Append what a file's name can hold of a text from the data; '-' in place of the rest, so that
 * it leads to no other folder. */
void sb_file_name_add(sb_buf *out, const char *text);

/* Files of one run: each is written under a temporary name beside its target; sb_run_commit()
 * renames all or, when one cannot be, none.  Targets are untouched until then. */
typedef struct sb_run sb_run;

sb_run *sb_run_new(sb_arena *arena);
/* Where to write what shall become `target`; NULL with one error if its folder cannot be
 * written. */
const char *sb_run_file(sb_run *run, const char *target, sb_diag *diag);
bool sb_run_commit(sb_run *run, sb_diag *diag);
/* Remove what was written; nothing after a commit. */
void sb_run_abandon(sb_run *run);
/* The same for all runs of the process that are not over.  A signal handler may call it. */
void sb_run_abandon_all(void);

#endif
