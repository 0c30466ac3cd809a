#include "compose/parts.h"

#include <string.h>

static const double label_below = 11; /* PAGE.md 2: from the figure's baseline */

/* One key figure, set for its column. */
typedef struct figure {
    const sb_line *value;
    sb_setting label;
} figure;

static double column_width(const sb_work *work, const sb_spec_block *block, double width)
{
    double gutter = work->composer->spec->format.gutter;
    return (width - (block->n_numbers - 1) * gutter) / block->n_numbers;
}

/* The value without its unit, which the label says; but percent stays with its number. */
static const char *value_text(const sb_work *work, int indicator)
{
    const sb_figure_env *env = &work->env;
    const sb_indicator *of = sb_facts_indicator(env->facts, indicator);
    sb_value v = sb_facts_value(env->facts, indicator, env->scope.place, env->scope.period);
    const char *unit = of->unit && !strcmp(of->unit, "%") ? of->unit : NULL;
    char out[SB_FORMAT_ROOM];
    sb_format_measure(env->locale, v, of->digits, sb_indicator_flags(of), unit, out);
    return sb_arena_printf(env->arena, "%s ", out); /* parts it from the label when read */
}

static figure figure_of(const sb_work *work, const sb_spec_number *number, double width)
{
    const sb_figure_env *env = &work->env;
    int indicator = sb_facts_find(env->facts, number->indicator);
    if (indicator < 0) /* reported by sb_plan_new() */
        return (figure){0};
    const char *label = number->label ? sb_work_fill(work, number->label)
                                      : sb_facts_indicator(env->facts, indicator)->label;
    return (figure){sb_shape(env->shaper, sb_style_type(env->style, "key figure"),
                             value_text(work, indicator)),
                    sb_set(env, "key label", label, width)};
}

sb_extent sb_numbers_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    double depth = 0;
    for (int i = 0; i < block->n_numbers; i++) {
        figure f = figure_of(work, &block->numbers[i], column_width(work, block, width));
        depth = fmax(depth, sb_setting_depth(f.label));
    }
    const sb_style *style = work->env.style;
    double height = sb_hang(sb_style_type(style, "key figure")) + label_below + depth +
                    sb_foot(sb_style_type(style, "key label"));
    return (sb_extent){height, height, false};
}

void sb_numbers_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    const sb_figure_env *env = &work->env;
    sb_page *page = env->page;
    double width = column_width(work, block, box.width);
    double pitch = width + work->composer->spec->format.gutter;
    double baseline = box.y + sb_hang(sb_style_type(env->style, "key figure"));
    for (int i = 0; i < block->n_numbers; i++) {
        figure f = figure_of(work, &block->numbers[i], width);
        double x = box.x + i * pitch;
        if (!f.value)
            continue;
        double over = fmax(f.value->width - width, f.label.overrun);
        if (over > SB_LENGTH_NOISE) {
            sb_misfit(work, block->numbers[i].node->at, block->numbers[i].indicator,
                      SB_LACKS_WIDTH, over);
            continue;
        }
        sb_page_begin(page, sb_element_new(page, page->root, SB_ROLE_P));
        sb_line_draw(page->list, f.value, x, baseline, SB_LEFT);
        sb_setting_draw(page->list, f.label, x, baseline + label_below, SB_LEFT);
        sb_page_end(page);
    }
}
