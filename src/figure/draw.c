#include "figure/draw.h"

#include <ctype.h>
#include <string.h>

void sb_draw_text(const sb_figure_env *env, const char *type, const char *text, double x,
                  double baseline, sb_align align)
{
    sb_line_draw(env->page->list, sb_shape(env->shaper, sb_style_type(env->style, type), text),
                 x, baseline, align);
}

void sb_draw_text_on(const sb_figure_env *env, sb_display_list *list, const char *type,
                     const char *text, double x, double baseline, sb_align align)
{
    if (*text)
        sb_line_draw(list, sb_shape(env->shaper, sb_style_type(env->style, type), text), x,
                     baseline, align);
}

double sb_draw_width(const sb_figure_env *env, const char *type, const char *text)
{
    return sb_shape_width(env->shaper, sb_style_type(env->style, type), text);
}

sb_lines sb_draw_break(const sb_figure_env *env, const char *name, const char *text,
                       double width)
{
    static const double less = 0.92;
    sb_piece piece = {.type = sb_style_type(env->style, name), .text = text};
    const sb_paragraph *p = sb_paragraph_new(env->shaper, &piece, 1, env->arena);
    sb_lines lines = sb_paragraph_break(env->shaper, p, width,
                                        (sb_break_rules){.has_hyphens = true}, env->arena);
    for (double narrower = less * width; lines.n > 1 && lines.overrun <= 0; narrower *= less) {
        sb_lines next =
            sb_paragraph_break(env->shaper, p, narrower, (sb_break_rules){0}, env->arena);
        if (next.n > lines.n || next.overrun > 0)
            break;
        lines = next;
    }
    return lines;
}

double sb_draw_drop(const sb_figure_env *env, const char *type)
{
    return 0.36 * sb_style_type(env->style, type)->size; /* half the height of Lato's figures */
}

void sb_draw_path(const sb_figure_env *env, const char *line, sb_path path)
{
    sb_rule rule = sb_style_line(env->style, line);
    sb_list_stroke(env->page->list, path, rule.pen, rule.colour);
}

void sb_draw_line(const sb_figure_env *env, const char *line, sb_point a, sb_point b)
{
    sb_draw_path(env, line, sb_path_line(env->arena, a, b));
}

void sb_draw_rect(const sb_figure_env *env, const char *colour, sb_rect rect)
{
    sb_list_fill(env->page->list, sb_path_rect(env->arena, rect), false,
                 sb_style_colour(env->style, colour));
}

void sb_draw_dot(const sb_figure_env *env, const char *colour, sb_point centre, double diameter)
{
    sb_list_fill(env->page->list, sb_path_circle(env->arena, centre, diameter), false,
                 sb_style_colour(env->style, colour));
}

/* Width of the decimal comma and so many digits. */
static double decimals_width(const sb_figure_env *env, const sb_type *type, int digits)
{
    char whole[SB_FORMAT_ROOM], text[SB_FORMAT_ROOM];
    if (digits == 0)
        return 0;
    sb_format_number(env->locale, 0, 0, 0, whole);
    sb_format_number(env->locale, 0, digits, 0, text);
    return sb_shape_width(env->shaper, type, text) - sb_shape_width(env->shaper, type, whole);
}

sb_decimal_text sb_draw_decimal(const sb_figure_env *env, const char *name, const char *text,
                                size_t n_bare, int digits)
{
    const sb_type *type = sb_style_type(env->style, name);
    sb_decimal_text figure = {.text = text, .line = sb_shape(env->shaper, type, text)};
    const char *bare = text[n_bare] ? sb_arena_textn(env->arena, text, n_bare) : text;
    char comma = env->locale->language == SB_GERMAN ? ',' : '.';
    const char *decimals = digits > 0 ? strrchr(bare, comma) : NULL;
    if (decimals)
        figure.before = sb_shape_width(
            env->shaper, type, sb_arena_textn(env->arena, bare, (size_t)(decimals - bare)));
    else
        figure.before =
            (bare == text ? figure.line->width : sb_shape_width(env->shaper, type, bare)) -
            decimals_width(env, type, digits);
    figure.after = figure.line->width - figure.before;
    return figure;
}

sb_manner sb_manner_of(const sb_indicator *indicator)
{
    return (sb_manner){indicator->unit, indicator->digits, sb_indicator_flags(indicator)};
}

const char *sb_figure_value(const sb_figure_env *env, sb_value value, sb_manner manner)
{
    char text[SB_FORMAT_ROOM];
    sb_format_value(env->locale, value, manner.digits, manner.flags, text);
    return sb_arena_text(env->arena, text);
}

sb_decimal_text sb_draw_value(const sb_figure_env *env, const char *type, sb_value value,
                              sb_manner manner)
{
    const char *text = sb_figure_value(env, value, manner);
    return sb_draw_decimal(env, type, text, strlen(text), manner.digits);
}

sb_place sb_figure_place(const sb_figure_env *env, const char *level)
{
    const sb_areas *areas = sb_facts_areas(env->facts);
    sb_place page = env->scope.place;
    if (page.level < 0)
        page = (sb_place){sb_areas_top(areas), 0};
    return level ? sb_areas_above(areas, page, sb_areas_level(areas, level)) : page;
}

const char *sb_figure_name(const sb_figure_env *env, sb_place place)
{
    return place.area < 0 ? "" : sb_areas_at(sb_facts_areas(env->facts), place)->short_name;
}

int sb_figure_period(const sb_figure_env *env, const char *label)
{
    return label ? sb_facts_period(env->facts, label) : env->scope.period;
}

const char *sb_figure_text(const sb_figure_env *env, const char *text)
{
    SB_AUTO(sb_diag_drop) sb_diag *silent = sb_diag_new();
    return sb_fill(env->facts, env->locale, text, env->scope, NULL, 0, SB_NOWHERE, env->arena,
                   silent);
}

const char *sb_figure_spoken(const sb_figure_env *env, sb_value value, sb_manner manner)
{
    if (!sb_value_is_number(value))
        return sb_sign_meaning(env->locale, value.state);
    char text[SB_FORMAT_ROOM];
    value.state = SB_NUMBER; /* "0", not the sign for nothing */
    sb_format_measure(env->locale, value, manner.digits, manner.flags, manner.unit, text);
    return sb_arena_text(env->arena, text);
}

void sb_figure_say(const sb_figure_env *env, const char *name, sb_value value, sb_manner manner,
                   sb_buf *out)
{
    size_t n = strlen(name);
    bool is_parted = !sb_value_is_number(value) || (n && isdigit((unsigned char)name[n - 1]));
    sb_buf_printf(out, "%s%s %s", name, is_parted ? ":" : "",
                  sb_figure_spoken(env, value, manner));
}

const char *sb_figure_title(const sb_figure_env *env, const sb_spec_block *block)
{
    static const char *const verbs[] = {[SB_BLOCK_TABLE] = "table",
                                        [SB_BLOCK_MAP] = "map",
                                        [SB_BLOCK_CHART] = "chart",
                                        [SB_BLOCK_SENSITIVITY] = "sensitivity",
                                        [SB_BLOCK_CLUSTERS] = "clusters"};
    return block->title ? sb_figure_text(env, block->title) : verbs[block->kind];
}

void sb_figure_misfit(const sb_figure_env *env, sb_span at, const char *what, double missing,
                      bool is_height)
{
    if (!env->page)
        return;
    double mm = ceil(missing / SB_MM * 10 - SB_FIT_SLACK) / 10;
    int number = env->page->number + 1;
    const char *key = env->page->key;
    const char *page = key ? sb_arena_printf(env->arena, "%d (%s)", number, key)
                           : sb_arena_printf(env->arena, "%d", number);
    if (is_height) {
        sb_fail(env->diag, SB_E_LAYOUT, at,
                _("page %s: '%s' does not fit, %.1f mm of height are missing"), page, what, mm);
        sb_hint(env->diag, _("give it more height, or less to say"));
    } else {
        sb_fail(env->diag, SB_E_LAYOUT, at,
                _("page %s: '%s' does not fit, %.1f mm of width are missing"), page, what, mm);
        sb_hint(env->diag, _("give it more width, or shorter words"));
    }
    sb_diag_weigh(env->diag, mm);
}
