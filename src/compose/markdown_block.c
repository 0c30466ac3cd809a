#include "compose/galley.h"

static const sb_galley *galley_of(const sb_work *work, const sb_spec_block *block, double width)
{
    const sb_plan *plan = work->composer->plan;
    int i = 0;
    while (plan->manuscripts[i].file != block->markdown)
        i++;
    const sb_markdown *text = plan->manuscripts[i].text;
    return sb_galley_set(work, text ? text->kids : NULL, text ? text->n_kids : 0,
                         block->role ? block->role : "body", 1, width);
}

/* From the top of the first text's box to its first baseline hang as everywhere. */
static double hang(const sb_galley *galley)
{
    const sb_type *first = galley->texts.at[0].setting.type;
    return sb_hang(first) - first->leading;
}

sb_extent sb_markdown_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    const sb_galley *galley = galley_of(work, block, width);
    double height = galley->texts.n ? galley->height + hang(galley) + sb_foot(galley->body) : 0;
    return (sb_extent){height, height, false};
}

void sb_markdown_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    const sb_galley *galley = galley_of(work, block, box.width);
    if (galley->overrun > SB_LENGTH_NOISE) {
        sb_block_misfit(work, block, SB_LACKS_WIDTH, galley->overrun);
        return;
    }
    const sb_galley_part whole = {
        0, galley->height, {box.x, box.y + (galley->texts.n ? hang(galley) : 0)}};
    sb_galley_draw(work, galley, &whole, 1, work->env.page->root);
}
