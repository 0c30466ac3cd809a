#include "compose/parts.h"

/* A heading ready to draw: a small line above, a number in colour, the words. */
typedef struct heading {
    const sb_type *type;
    const sb_line *kicker, *number, *text;
    double gap;                /* between number and words */
    double width;              /* of the line of both */
    double kicker_at, text_at; /* baselines below the block's top */
} heading;

/* The number's type beside a heading of `type`: "title number" beside "title". */
static const sb_type *number_type(const sb_figure_env *env, const char *role,
                                  const sb_type *type)
{
    const char *name = sb_arena_printf(env->arena, "%s number", role);
    if (!sb_style_has_type(env->style, name))
        return type;
    sb_type *sized =
        sb_arena_copy(env->arena, sb_style_type(env->style, name), 1, sizeof *sized);
    sized->size = type->size;
    return sized;
}

static heading heading_of(const sb_work *work, const sb_spec_block *block, double width)
{
    const sb_figure_env *env = &work->env;
    const char *role = block->role ? block->role : "title";
    const char *text = sb_work_fill(work, block->text);
    const char *number = sb_work_fill(work, block->number);
    const char *whole = number ? sb_arena_printf(env->arena, "%s %s", number, text) : text;

    /* a third of the size parts number and words, a blank is about a quarter */
    double wider = number ? sb_style_type(env->style, role)->size / 8 : 0;
    heading h = {
        .type = sb_style_fit(env->style, role, env->shaper, whole, width - wider, env->arena)};
    h.text = sb_shape(env->shaper, h.type, text);
    h.width = h.text->width;
    if (number) {
        /* the blank is not seen, but read aloud and copied */
        h.number = sb_shape(env->shaper, number_type(env, role, h.type),
                            sb_arena_printf(env->arena, "%s ", number));
        h.gap = h.type->size / 3;
        h.width += h.number->width + h.gap;
    }
    if (block->kicker) {
        const sb_type *type = sb_style_type(env->style, "kicker");
        h.kicker = sb_shape(env->shaper, type, sb_work_fill(work, block->kicker));
        h.kicker_at = sb_hang(type);
        h.text_at = h.kicker_at + sb_style_type(env->style, role)->leading;
    } else {
        h.text_at = sb_hang(h.type);
    }
    return h;
}

sb_extent sb_heading_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    heading h = heading_of(work, block, width);
    double height = h.text_at + sb_foot(h.type);
    return (sb_extent){height, height, false};
}

void sb_heading_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    heading h = heading_of(work, block, box.width);
    double widest = h.kicker ? fmax(h.width, h.kicker->width) : h.width;
    if (widest > box.width + SB_LENGTH_NOISE) {
        sb_block_misfit(work, block, SB_LACKS_WIDTH, widest - box.width);
        return;
    }
    sb_page *page = work->env.page;
    if (h.kicker) {
        sb_page_begin(page, sb_element_new(page, page->root, SB_ROLE_P));
        sb_line_draw(page->list, h.kicker, box.x, box.y + h.kicker_at, SB_LEFT);
        sb_page_end(page);
    }
    double x = box.x, baseline = box.y + h.text_at;
    sb_page_begin(page, sb_element_new(page, page->root, sb_work_heading(work)));
    if (h.number) {
        sb_line_draw(page->list, h.number, x, baseline, SB_LEFT);
        x += h.number->width + h.gap;
    }
    sb_line_draw(page->list, h.text, x, baseline, SB_LEFT);
    sb_page_end(page);
}
