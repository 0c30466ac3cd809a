#include "spec/load.h"
#include "spec/reader.h"

sb_spec *sb_spec_load_in(const sb_project *project, const char *path, sb_arena *arena,
                         sb_diag *diag)
{
    const sb_node *root = sb_load(path, project, arena, diag);
    if (!root)
        return NULL;
    sb_spec *spec = sb_arena_one(arena, sb_spec);
    spec->path = sb_arena_text(arena, path);
    spec->project = project;
    sb_reader reader = {.spec = spec, .arena = arena, .diag = diag};
    sb_read_context(&reader, SB_IN_layout, root, true, spec);
    sb_check_spec(&reader);
    return spec;
}

sb_spec *sb_spec_load(const char *path, sb_arena *arena, sb_diag *diag)
{
    return sb_spec_load_in(NULL, path, arena, diag);
}
