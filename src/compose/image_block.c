/* A photograph or drawing, as wide as its block, or as high where there is less room. */
#include "compose/parts.h"

#include "spec/project.h"

#include <string.h>
#include <unistd.h>

/* It may shrink to this part of the block's width before the page lacks room. */
static const double least_part = 0.4;
/* More pixels than this are not seen in print, and make files large. */
static const double enough_dpi = 300;

static const char area_key[] = "{key}";

static const sb_image *load(const sb_composer *composer, const sb_spec_block *block,
                            const char *file, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_span at = block->image_node->at;
    return sb_images_at(composer->images, sb_file_beside(at.file, file, scratch), at, diag);
}

bool sb_picture_is_of_area(const sb_spec_block *block)
{
    return block->image && strstr(block->image, area_key);
}

void sb_picture_check(const sb_composer *composer, bool has_area, const sb_spec_block *block,
                      sb_diag *diag)
{
    if (!block->image)
        return;
    if (!sb_picture_is_of_area(block)) {
        load(composer, block, block->image, diag);
    } else if (!has_area) {
        sb_fail(diag, SB_E_SCHEMA, block->image_node->at,
                _("'{key}' stands for the area of the page, and this page has none"));
        sb_hint(diag, _("give the page 'for each:' a level, or name one file"));
    }
}

/* ---- a picture for each area ---- */

static const char *file_of(const sb_spec_block *block, const sb_area *area, sb_arena *arena)
{
    SB_AUTO(sb_buf_free) sb_buf file = {0};
    for (const char *p = block->image; *p;) {
        if (strncmp(p, area_key, strlen(area_key)) == 0) {
            sb_file_name_add(&file, area->key);
            p += strlen(area_key);
        } else {
            sb_buf_char(&file, *p++);
        }
    }
    return sb_arena_text(arena, file.at);
}

void sb_picture_check_areas(const sb_composer *composer, const sb_spec_block *block,
                            const sb_area *const *areas, int n, sb_arena *arena, sb_diag *diag)
{
    enum { NAMED = 8 };
    const sb_project *project = composer->spec->project;
    sb_span at = block->image_node->at;
    const char *lacking = "";
    int n_lacking = 0;
    for (int i = 0; i < n; i++) {
        const char *file = file_of(block, areas[i], arena);
        const char *path = sb_file_beside(at.file, file, arena);
        if (project && !sb_project_check(project, path, file, at, arena, diag))
            return;
        if (access(path, R_OK) == 0)
            continue;
        if (n_lacking < NAMED)
            lacking = sb_arena_printf(arena, "%s%s'%s' (%s)", lacking, n_lacking ? ", " : "",
                                      file, areas[i]->name);
        else if (n_lacking == NAMED)
            lacking = sb_arena_printf(arena, "%s, \u2026", lacking);
        n_lacking++;
    }
    if (!n_lacking)
        return;
    sb_fail(
        diag, SB_E_IO, at,
        sb_ngettext("%d area has no picture: %s", "%d areas have no picture: %s", n_lacking),
        n_lacking, lacking);
    sb_hint(diag, _("bring the files, or let the block stand only 'when:' there is one"));
}

/* That it is there has been checked; whether it can be read is told by the page. */
static const sb_image *picture_of_area(const sb_work *work, const sb_spec_block *block)
{
    const sb_figure_env *env = &work->env;
    const sb_area *area = sb_areas_at(sb_facts_areas(env->facts), env->scope.place);
    return load(work->composer, block, file_of(block, area, env->arena), env->diag);
}

/* The image of a block, or NULL after an error. */
static const sb_image *picture_of(const sb_work *work, const sb_spec_block *block)
{
    if (!block->image)
        return NULL;
    return strstr(block->image, area_key)
               ? picture_of_area(work, block)
               : load(work->composer, block, block->image, work->silent);
}

static double height_for(const sb_image *image, double width)
{
    return width * image->screen.height / image->screen.width;
}

sb_extent sb_picture_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    const sb_image *image = picture_of(work, block);
    if (!image)
        return (sb_extent){0};
    double height = height_for(image, width);
    return (sb_extent){least_part * height, height, true};
}

void sb_picture_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    const sb_image *image = picture_of(work, block);
    if (!image)
        return;
    sb_page *page = work->env.page;
    double part = fmin(1, box.height / height_for(image, box.width));
    box = (sb_rect){box.x, box.y, box.width * part, height_for(image, box.width * part)};
    int by = (int)(image->screen.width / (box.width / 72) / enough_dpi);
    image = sb_images_smaller(work->composer->images, image, by, block->image_node->at,
                              work->env.diag);
    if (!image)
        return;
    sb_element *figure = sb_element_new(page, page->root, SB_ROLE_FIGURE);
    figure->alt = sb_work_fill(work, block->alt);
    figure->box = box;
    sb_page_begin(page, figure);
    sb_list_image(page->list, image, box);
    sb_page_end(page);
}
