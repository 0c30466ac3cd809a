/* project: what a layout may read.
 *
 * Layouts are handed on, and what they name ends up in print.  So a layout reads only what lies
 * in its project: the folder of the layout that the program was given, the repository (.git)
 * that holds it, or the folder in which the program was started where that holds it.  A link
 * counts where it leads.  Whoever runs the program can allow more; a layout cannot.
 */
#ifndef SB_SPEC_PROJECT_H
#define SB_SPEC_PROJECT_H

#include "base/base.h"

typedef struct sb_project {
    const char *folder;         /* a real path */
    const char *const *allowed; /* folders as real paths, and beginnings of sources: "PG:" */
    int n_allowed;
} sb_project;

sb_project sb_project_of(const char *layout, const char *const *allowed, int n_allowed,
                         sb_arena *arena);

/* May the layout read that file or source?  Also for files that are not there.  False with an
 * error at `at`, where the layout says `written`. */
bool sb_project_check(const sb_project *project, const char *path, const char *written,
                      sb_span at, sb_arena *arena, sb_diag *diag);

#endif
