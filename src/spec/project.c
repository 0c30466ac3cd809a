#include "spec/project.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the path leads, whether or not its last parts are there; NULL where that cannot be
 * told: it climbs out of a folder that does not exist. */
static const char *real_path(const char *path, sb_arena *arena)
{
    char real[PATH_MAX];
    if (realpath(path, real))
        return sb_arena_text(arena, real);
    const char *slash = strrchr(path, '/');
    const char *last = slash ? slash + 1 : path;
    const char *above = !slash          ? "."
                        : slash == path ? "/"
                                        : sb_arena_textn(arena, path, (size_t)(slash - path));
    if (strcmp(last, "..") == 0 || strcmp(path, ".") == 0 || strcmp(path, "/") == 0)
        return NULL;
    const char *folder = real_path(above, arena);
    return folder ? sb_arena_printf(arena, "%s/%s", folder, last) : NULL;
}

static bool is_within(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 &&
           (path[n] == '/' || path[n] == '\0' || folder[n - 1] == '/');
}

static const char *folder_of(const char *path, sb_arena *arena)
{
    const char *slash = strrchr(path, '/');
    return slash && slash > path ? sb_arena_textn(arena, path, (size_t)(slash - path)) : "/";
}

/* The nearest folder above that is a repository, or NULL. */
static const char *repository_of(const char *folder, sb_arena *arena)
{
    for (; strcmp(folder, "/") != 0; folder = folder_of(folder, arena))
        if (access(sb_arena_printf(arena, "%s/.git", folder), F_OK) == 0)
            return folder;
    return NULL;
}

sb_project sb_project_of(const char *layout, const char *const *allowed, int n_allowed,
                         sb_arena *arena)
{
    const char *real = real_path(layout, arena);
    sb_project project = {.folder = folder_of(real ? real : "/", arena)};
    const char *repository = repository_of(project.folder, arena);
    if (repository)
        project.folder = repository;
    char here[PATH_MAX];
    if (getcwd(here, sizeof here) && strcmp(here, "/") != 0 && is_within(project.folder, here))
        project.folder = sb_arena_text(arena, here);
    const char **all = sb_arena_array(arena, const char *, n_allowed);
    for (int i = 0; i < n_allowed; i++) {
        bool is_source = sb_file_is_source(allowed[i]);
        const char *folder = is_source ? allowed[i] : real_path(allowed[i], arena);
        if (folder)
            all[project.n_allowed++] = sb_arena_text(arena, folder);
    }
    project.allowed = all;
    return project;
}

static bool check_source(const sb_project *project, const char *path, const char *written,
                         sb_span at, sb_arena *arena, sb_diag *diag)
{
    for (int i = 0; i < project->n_allowed; i++)
        if (strncmp(path, project->allowed[i], strlen(project->allowed[i])) == 0)
            return true;
    size_t n = strcspn(path + 1, ":/") + 2;
    sb_fail(diag, SB_E_SCHEMA, at, _("'%s' is no file of the project, but a source elsewhere"),
            sb_file_shown(written, arena));
    sb_hint(diag, _("if this layout may open it, run the program with --allow '%.*s'"), (int)n,
            path);
    return false;
}

bool sb_project_check(const sb_project *project, const char *path, const char *written,
                      sb_span at, sb_arena *arena, sb_diag *diag)
{
    if (sb_file_is_source(path))
        return check_source(project, path, written, at, arena, diag);
    const char *real = real_path(path, arena);
    bool is_held = real && is_within(real, project->folder);
    for (int i = 0; real && i < project->n_allowed; i++)
        is_held |= is_within(real, project->allowed[i]);
    if (is_held)
        return true;
    sb_fail(diag, SB_E_SCHEMA, at, _("'%s' lies outside the project, the folder '%s'"), written,
            project->folder);
    sb_hint(diag, _("if this layout may read there, run the program with --allow '%s'"),
            folder_of(real ? real : path, arena));
    return false;
}
