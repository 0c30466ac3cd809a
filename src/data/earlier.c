/* What an earlier report published: readers still have it. */
#include "data/data.h"
#include "data/export.h"

#include <stdlib.h>

/* False for what is no number: withheld, unknown. */
static bool read_row(const sb_export *export, int row, const sb_cube *cube, sb_published *out)
{
    int level = sb_areas_level(cube->areas, sb_export_text(export, SB_EXPORT_LEVEL, row));
    const char *value = sb_export_text(export, SB_EXPORT_VALUE, row);
    char *end;
    *out = (sb_published){
        .place = {level, sb_areas_find(cube->areas, level,
                                       sb_export_text(export, SB_EXPORT_KEY, row))},
        .period = sb_cube_period(cube, sb_export_text(export, SB_EXPORT_PERIOD, row)),
        .indicator = sb_export_text(export, SB_EXPORT_INDICATOR, row),
        .value = strtod(value, &end)};
    return end != value;
}

bool sb_earlier_load(const char *path, sb_cube *cube, sb_arena *arena, sb_diag *diag)
{
    const sb_export *export = sb_export_read(path, arena, diag);
    if (!export)
        return false;
    SB_VEC(sb_published) all = {0};
    int unknown = 0;
    for (int row = 0; row < export->n; row++) {
        sb_published one;
        if (!read_row(export, row, cube, &one))
            continue;
        if (one.place.area >= 0 && one.period >= 0)
            sb_vec_push(arena, &all, one);
        else
            unknown++;
    }
    sb_span at = {.file = path};
    if (all.n == 0) {
        sb_warn(diag, SB_E_DATA, at,
                _("nothing in it is about this report's areas and periods"));
        sb_hint(diag, _("areas are found by their level and key, periods by their label"));
    } else if (unknown) {
        sb_tell(diag, SB_E_DATA, at,
                _("%d values are of areas or periods that this report does not have"), unknown);
    }
    cube->earlier = all.at;
    cube->n_earlier = all.n;
    return true;
}
