/* table_cell: what a cell of a table prints. */
#include "figure/table_layout.h"

#include <string.h>

/* A change in percent says nothing on fewer persons than this (PAGE.md 7). */
enum { LEAST_BASE = 50 };

static sb_value share_of(const sb_facts *facts, sb_asked asked)
{
    if (asked.share >= 0)
        return sb_facts_value(facts, asked.share, asked.place, asked.period);
    if (asked.of < 0)
        return sb_value_without(SB_NOT_SHOWN);
    return sb_facts_share(facts, asked.indicator, asked.of, asked.place, asked.period);
}

static sb_value change_of(const sb_facts *facts, sb_asked asked)
{
    sb_value then = sb_facts_value(facts, asked.indicator, asked.place, asked.since);
    if (sb_facts_indicator(facts, asked.indicator)->is_count && sb_value_is_number(then) &&
        then.number < LEAST_BASE)
        return sb_value_without(SB_NOT_MEANINGFUL);
    return sb_facts_change(facts, asked.indicator, asked.place, asked.period, asked.since);
}

sb_answer sb_table_answer(const sb_facts *facts, sb_asked asked)
{
    if (asked.place.area < 0) /* the page's area is not below that level */
        return (sb_answer){.value = sb_value_without(SB_NOT_MEANINGFUL)};
    const sb_indicator *about = sb_facts_indicator(facts, asked.indicator);
    bool has_share = asked.of >= 0 || asked.share >= 0;
    int share_digits = asked.share_digits >= 0 ? asked.share_digits : 1;

    if (asked.show == SB_SHOW_SHARE || (asked.show == SB_SHOW_VALUE && has_share))
        return (sb_answer){.value = share_of(facts, asked),
                           .manner = {"%", share_digits, 0},
                           .is_share = true};
    if (asked.show == SB_SHOW_CHANGE)
        return (sb_answer){.value = change_of(facts, asked),
                           .manner = {"%", share_digits, SB_SIGNED}};
    if (asked.show == SB_SHOW_RANK)
        return (sb_answer){.value =
                               sb_facts_rank(facts, asked.indicator, asked.place, asked.period),
                           .is_rank = true};
    sb_answer answer = {
        .value = sb_facts_value(facts, asked.indicator, asked.place, asked.period),
        .manner = sb_manner_of(about),
        .is_share = about->unit && strcmp(about->unit, "%") == 0,
    };
    answer.kind = sb_indicator_kind(about, answer.value);
    if (asked.digits >= 0)
        answer.manner.digits = asked.digits;
    return answer;
}

/* The text of an answer; `n_bare`: its bytes before a unit. */
static const char *print(const sb_figure_env *env, sb_answer a, bool has_percent,
                         size_t *n_bare)
{
    if (a.kind) {
        *n_bare = strlen(a.kind);
        return a.kind;
    }
    char bare[SB_FORMAT_ROOM], full[SB_FORMAT_ROOM];
    sb_format_value(env->locale, a.value, a.manner.digits, a.manner.flags | SB_BARE, bare);
    *n_bare = strlen(bare);
    if (a.is_rank && sb_value_is_number(a.value))
        return sb_arena_printf(env->arena, sb_word(env->locale, SB_W_NTH), bare);
    const char *unit = has_percent && a.is_share ? "%" : NULL;
    sb_format_measure(env->locale, a.value, a.manner.digits, a.manner.flags, unit, full);
    return sb_arena_text(env->arena, full);
}

void sb_table_put(const sb_figure_env *env, sb_answer answer, bool has_percent,
                  const char *type, sb_table_cell *cell)
{
    if (answer.value.state == SB_NOT_SHOWN)
        return;
    size_t n_bare;
    const char *text = print(env, answer, has_percent, &n_bare);
    *cell = (sb_table_cell){
        .kind = SB_CELL_NUMBER,
        .value = answer.value,
        .manner = answer.manner,
        .figure = sb_draw_decimal(env, type, text, n_bare, answer.manner.digits),
        .behind = text + n_bare,
        .unit = has_percent && answer.is_share ? "%" : NULL,
        .text = answer.kind,
        .type = type,
        .shade = -1,
    };
}

/* Up, level or down, as far as the printed number tells. */
static const char *arrow_of(const sb_table_cell *cell)
{
    static const char *const arrows[] = {"\u2198", "\u2192", "\u2197"};
    double printed = sb_round(cell->value.number, cell->manner.digits);
    return arrows[1 + (printed > 0) - (printed < 0)];
}

void sb_table_put_arrow(const sb_figure_env *env, sb_table_cell *cell)
{
    if (sb_value_is_number(cell->value)) {
        cell->kind = SB_CELL_ARROW;
        cell->figure.text = arrow_of(cell);
    }
    const char *text = cell->figure.text;
    cell->figure = sb_draw_decimal(env, cell->type, text, strlen(text), 0);
}

const sb_spark *sb_table_spark(const sb_figure_env *env, int indicator, sb_place place,
                               int since, int period, bool is_own)
{
    if (place.area < 0 || period <= since)
        return NULL;
    sb_spark *spark = sb_arena_one(env->arena, sb_spark);
    *spark = (sb_spark){
        sb_series_of(env, indicator, place, sb_times_between(env, since, period), -1),
        sb_manner_of(sb_facts_indicator(env->facts, indicator)), is_own};
    return spark;
}

void sb_table_make_room(sb_table_column *column, sb_decimal_text figure)
{
    column->before = fmax(column->before, figure.before);
    column->after = fmax(column->after, figure.after);
}

sb_lines sb_table_break(const sb_figure_env *env, const char *type, const char *text,
                        double width, bool has_hyphens)
{
    if (!strchr(text, '\n')) { /* most texts are one line, and the shaper remembers those */
        const sb_line *line = sb_shape(env->shaper, sb_style_type(env->style, type), text);
        if (line->width <= width + SB_FIT_SLACK) {
            const sb_line **one = sb_arena_one(env->arena, const sb_line *);
            *one = line;
            return (sb_lines){.lines = one, .n = 1, .is_complete = true};
        }
    }
    sb_piece piece = {.type = sb_style_type(env->style, type), .text = text};
    const sb_paragraph *p = sb_paragraph_new(env->shaper, &piece, 1, env->arena);
    return sb_paragraph_break(env->shaper, p, width,
                              (sb_break_rules){.has_hyphens = has_hyphens}, env->arena);
}
