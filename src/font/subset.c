#include "font/face.h"

#include <hb-ot.h>
#include <hb-subset.h>

/* A program inside a PDF is drawn by glyph id: names, character maps and shaping tables would
 * be dead weight, and without shaping tables no alternates are pulled in.  What stays is what
 * ISO 32000-1, 9.9 asks of a CIDFontType2: glyf head hhea hmtx loca maxp. */
static void drop_tables(hb_subset_input_t *input)
{
    static const char tags[][5] = {"GDEF", "GPOS", "GSUB", "kern", "name", "OS/2", "cmap",
                                   "post", "gasp", "DSIG", "meta", "STAT", "hdmx", "LTSH",
                                   "VDMX", "vhea", "vmtx", "FFTM", "MATH", "BASE"};
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < SB_COUNT(tags); i++)
        hb_set_add(drop, hb_tag_from_string(tags[i], -1));
}

static void pin_axes(hb_subset_input_t *input, const face *f)
{
    for (unsigned i = 0; i < hb_ot_var_get_axis_count(f->hb); i++) {
        hb_ot_var_axis_info_t axis;
        unsigned one = 1;
        hb_ot_var_get_axis_infos(f->hb, i, &one, &axis);
        if ((int)i < f->shown.n_coords)
            hb_subset_input_pin_axis_location(input, f->hb, axis.tag, f->shown.coords[i]);
        else
            hb_subset_input_pin_axis_to_default(input, f->hb, axis.tag);
    }
}

static const void *run(const face *f, const hb_subset_input_t *input, const uint32_t *glyphs,
                       int n, uint32_t *new_ids, size_t *n_bytes, sb_arena *arena)
{
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(f->hb, input);
    if (!plan)
        return NULL;
    hb_face_t *subset = hb_subset_plan_execute_or_fail(plan);
    const void *bytes = NULL;
    if (subset) {
        const hb_map_t *new_of_old = hb_subset_plan_old_to_new_glyph_mapping(plan);
        for (int i = 0; i < n; i++)
            new_ids[i] = hb_map_get(new_of_old, glyphs[i]);
        hb_blob_t *blob = hb_face_reference_blob(subset);
        unsigned length;
        const char *data = hb_blob_get_data(blob, &length);
        if (length)
            bytes = sb_arena_copy(arena, data, length, 1);
        *n_bytes = length;
        hb_blob_destroy(blob);
    }
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    return bytes;
}

const void *sb_face_subset(const sb_face *shown, const uint32_t *glyphs, int n,
                           uint32_t *new_ids, size_t *n_bytes, sb_arena *arena)
{
    const face *f = (const face *)shown;
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t *wanted = hb_subset_input_glyph_set(input);
    for (int i = 0; i < n; i++)
        hb_set_add(wanted, glyphs[i]);
    drop_tables(input);
    pin_axes(input, f);
    const void *bytes = run(f, input, glyphs, n, new_ids, n_bytes, arena);
    hb_subset_input_destroy(input);
    return bytes;
}
