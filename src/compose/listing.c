/* A figure's lines in the layout, as they stand there. */
#include "compose/parts.h"

#include <string.h>

static const double blank = 0.5; /* of the size: a blank at a line's start */

/* The lines of the figure, parted by \n; "" where there is none: told by the spec. */
static const char *lines_of(const sb_work *work, const sb_spec_block *block)
{
    const sb_spec *spec = work->composer->spec;
    for (int i = 0; i < spec->n_figures; i++)
        if (!strcmp(spec->figures[i].id, block->listing)) {
            const char *lines =
                sb_node_lines(spec->figures[i].name, spec->figures[i].node, work->env.arena);
            return lines ? lines : "";
        }
    return "";
}

static int count_lines(const char *lines)
{
    int n = *lines != '\0';
    for (const char *p = lines; (p = strchr(p, '\n')); p++)
        n++;
    return n;
}

sb_extent sb_listing_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    (void)width;
    const sb_type *type = sb_style_type(work->env.style, "listing");
    int n = count_lines(lines_of(work, block));
    if (!n)
        return (sb_extent){0};
    double height = sb_hang(type) + (n - 1) * type->leading + sb_foot(type);
    return (sb_extent){height, height, false};
}

/* One line with an element of its own; the right edge of its text.  Blanks at its start are
 * room on paper; who reads with the ears has them in the element's text. */
static double put_line(const sb_figure_env *env, const sb_type *type, const char *line,
                       size_t n, double x, double baseline, sb_element *parent)
{
    size_t indent = strspn(line, " ");
    if (indent >= n)
        return x;
    const sb_line *shaped =
        sb_shape(env->shaper, type, sb_arena_textn(env->arena, line + indent, n - indent));
    x += (double)indent * blank * type->size;
    sb_element *code = sb_element_new(env->page, parent, SB_ROLE_CODE);
    code->actual = sb_arena_textn(env->arena, line, n);
    sb_page_begin(env->page, code);
    sb_line_draw(env->page->list, shaped, x, baseline, SB_LEFT);
    sb_page_end(env->page);
    return x + shaped->width;
}

void sb_listing_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    const sb_figure_env *env = &work->env;
    const sb_type *type = sb_style_type(env->style, "listing");
    const char *line = lines_of(work, block);
    if (!*line)
        return;
    sb_element *paragraph = sb_element_new(env->page, env->page->root, SB_ROLE_P);
    double baseline = box.y + sb_hang(type), right = box.x;
    for (size_t n; *line; line += n + (line[n] == '\n')) {
        n = strcspn(line, "\n");
        right = fmax(right, put_line(env, type, line, n, box.x, baseline, paragraph));
        baseline += type->leading;
    }
    if (right - sb_rect_right(box) > SB_LENGTH_NOISE)
        sb_block_misfit(work, block, SB_LACKS_WIDTH, right - sb_rect_right(box));
}
