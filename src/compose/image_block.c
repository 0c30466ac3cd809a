/* A photograph or drawing, as wide as its block, or as high where there is less room. */
#include "compose/parts.h"

/* It may shrink to this part of the block's width before the page lacks room. */
static const double least_part = 0.4;
/* More pixels than this are not seen in print, and make files large. */
static const double enough_dpi = 300;

const sb_image *sb_picture_of(const sb_composer *composer, const sb_spec_block *block,
                              sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    if (!block->image)
        return NULL;
    sb_span at = block->image_node->at;
    return sb_images_at(composer->images, sb_file_beside(at.file, block->image, scratch), at,
                        diag);
}

static double height_for(const sb_image *image, double width)
{
    return width * image->screen.height / image->screen.width;
}

sb_extent sb_picture_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    const sb_image *image = sb_picture_of(work->composer, block, work->silent);
    if (!image)
        return (sb_extent){0};
    double height = height_for(image, width);
    return (sb_extent){least_part * height, height, true};
}

void sb_picture_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    const sb_image *image = sb_picture_of(work->composer, block, work->silent);
    if (!image)
        return;
    sb_page *page = work->env.page;
    double part = fmin(1, box.height / height_for(image, box.width));
    box = (sb_rect){box.x, box.y, box.width * part, height_for(image, box.width * part)};
    double dpi = image->screen.width / (box.width / 72);
    sb_element *figure = sb_element_new(page, page->root, SB_ROLE_FIGURE);
    figure->alt = sb_work_fill(work, block->alt);
    figure->box = box;
    sb_page_begin(page, figure);
    sb_list_image(page->list,
                  sb_images_smaller(work->composer->images, image, (int)(dpi / enough_dpi)),
                  box);
    sb_page_end(page);
}
