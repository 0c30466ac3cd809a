#include "compose/parts.h"

#include <string.h>

double sb_hang(const sb_type *type) { return fmax(SB_HANG, type->leading - 2); }

double sb_foot(const sb_type *type) { return 0.3 * type->size; }

static sb_setting broken(const sb_figure_env *env, const sb_type *type,
                         const sb_paragraph *paragraph, double width, bool has_hyphens)
{
    sb_lines lines =
        sb_paragraph_break(env->shaper, paragraph, width,
                           (sb_break_rules){.has_hyphens = has_hyphens}, env->arena);
    return (sb_setting){
        .type = type, .lines = lines.lines, .n = lines.n, .overrun = lines.overrun};
}

static const sb_paragraph *paragraph_of(const sb_figure_env *env, const sb_type *type,
                                        const char *text)
{
    return sb_paragraph_new(env->shaper, &(sb_piece){.type = type, .text = text}, 1,
                            env->arena);
}

sb_setting sb_set(const sb_figure_env *env, const char *name, const char *text, double width)
{
    const sb_type *type = sb_style_type(env->style, name);
    if (!text || !*text)
        return (sb_setting){.type = type};
    if (!strchr(text, '\n')) { /* most texts are one line, and the shaper remembers those */
        const sb_line *line = sb_shape(env->shaper, type, text);
        if (line->width <= width + SB_LENGTH_NOISE) {
            const sb_line **one = sb_arena_one(env->arena, const sb_line *);
            *one = line;
            return (sb_setting){.type = type, .lines = one, .n = 1};
        }
    }
    return sb_set_pieces(env, &(sb_piece){.type = type, .text = text}, 1, width);
}

sb_setting sb_set_pieces(const sb_figure_env *env, const sb_piece *pieces, int n, double width)
{
    const sb_type *type = pieces[n - 1].type;
    const sb_paragraph *paragraph = sb_paragraph_new(env->shaper, pieces, n, env->arena);
    sb_setting whole = broken(env, type, paragraph, width, false);
    return whole.overrun > 0 ? broken(env, type, paragraph, width, true) : whole;
}

/* In as few lines as can be, but of even length. */
static sb_setting even(const sb_figure_env *env, const sb_type *type, const char *text,
                       double width)
{
    const sb_paragraph *paragraph = paragraph_of(env, type, text);
    sb_setting best = broken(env, type, paragraph, width, false);
    double least = 0, most = width;
    while (most - least > 1) { /* the narrowest width that needs no further line */
        double middle = (least + most) / 2;
        sb_setting narrow = broken(env, type, paragraph, middle, false);
        if (narrow.n == best.n && narrow.overrun <= best.overrun) {
            best = narrow;
            most = middle;
        } else {
            least = middle;
        }
    }
    return best;
}

/* The largest size of `type` in which the longest word fits. */
static const sb_type *fitting(const sb_figure_env *env, const char *type, const char *text,
                              double width)
{
    const char *longest = "";
    char *words = sb_arena_text(env->arena, text), *rest = NULL;
    for (char *word = strtok_r(words, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest))
        if (strlen(word) > strlen(longest))
            longest = word;
    return sb_style_fit(env->style, type, env->shaper, longest, width, env->arena);
}

sb_setting sb_set_display(const sb_figure_env *env, const char *type, const char *text,
                          double width)
{
    return even(env, fitting(env, type, text, width), text, width);
}

double sb_setting_depth(sb_setting setting)
{
    return setting.n > 1 ? (setting.n - 1) * setting.type->leading : 0;
}

double sb_setting_width(sb_setting setting)
{
    double width = 0;
    for (int i = 0; i < setting.n; i++)
        width = fmax(width, setting.lines[i]->width);
    return width;
}

void sb_setting_draw(sb_display_list *list, sb_setting setting, double x, double baseline,
                     sb_align align)
{
    for (int i = 0; i < setting.n; i++)
        sb_line_draw(list, setting.lines[i], i ? x : x + setting.indent,
                     baseline + i * setting.type->leading, align);
}

void sb_setting_put(const sb_figure_env *env, sb_setting setting, double x, double baseline,
                    sb_element *parent, sb_role role)
{
    if (!setting.n)
        return;
    sb_page_begin(env->page, sb_element_new(env->page, parent, role));
    sb_setting_draw(env->page->list, setting, x, baseline, SB_LEFT);
    sb_page_end(env->page);
}

void sb_rule_put(const sb_figure_env *env, const char *line, double x, double y, double width)
{
    sb_rule rule = sb_style_line(env->style, line);
    sb_page_begin_artifact(env->page, SB_ARTIFACT_LAYOUT);
    sb_list_stroke(env->page->list,
                   sb_path_line(env->arena, (sb_point){x, y}, (sb_point){x + width, y}),
                   rule.pen, rule.colour);
    sb_page_end(env->page);
}
