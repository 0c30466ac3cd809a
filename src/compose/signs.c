#include "compose/parts.h"

#include "figure/table_layout.h"

#include <string.h>

static const double meaning_at = 16; /* from the signs' left edge */

/* ---- which signs can occur ---- */

typedef struct search {
    const sb_facts *facts;
    int period;
    unsigned found;
} search;

enum { RATIO_DIGITS = 1 }; /* of shares and changes, where the layout says nothing */

static void note(search *s, sb_value v, int digits, unsigned flags)
{
    s->found |= sb_signs_in(v, digits, flags);
}

/* A place and all places above it. */
static void search_value(search *s, int indicator, sb_place place, int period)
{
    const sb_areas *areas = sb_facts_areas(s->facts);
    const sb_indicator *about = sb_facts_indicator(s->facts, indicator);
    for (int level = place.level; level >= 0; level = areas->levels[level].above) {
        sb_place above = sb_areas_above(areas, place, level);
        if (above.area >= 0)
            note(s, sb_facts_value(s->facts, indicator, above, period), about->digits,
                 sb_indicator_flags(about));
    }
}

static void search_column(search *s, const sb_spec_table_column *column, int indicator,
                          sb_place place, int period)
{
    const sb_areas *areas = sb_facts_areas(s->facts);
    for (int level = place.level; level >= 0; level = areas->levels[level].above) {
        sb_place above = sb_areas_above(areas, place, level);
        sb_answer answer = sb_table_answer(
            s->facts,
            (sb_asked){
                .show = column->show,
                .indicator = indicator,
                .of = column->of ? sb_facts_find(s->facts, column->of) : -1,
                .share = -1,
                .place = above,
                .period = period,
                .since = column->since ? sb_facts_period(s->facts, column->since) : period,
                .digits = column->digits,
                .share_digits = column->digits,
            });
        if (above.area >= 0)
            note(s, answer.value, answer.manner.digits, answer.manner.flags);
    }
}

static void search_row(search *s, const sb_spec_profile *table, const sb_spec_table_row *row,
                       sb_place place, int period)
{
    int indicator = row->indicator ? sb_facts_find(s->facts, row->indicator) : -1;
    if (indicator < 0)
        return;
    search_value(s, indicator, place, period);
    if (row->n_not_meaningful)
        note(s, sb_value_without(SB_NOT_MEANINGFUL), 0, 0);
    int whole = row->of ? sb_facts_find(s->facts, row->of) : -1;
    if (whole >= 0)
        note(s, sb_facts_share(s->facts, indicator, whole, place, period),
             row->share_digits < 0 ? RATIO_DIGITS : row->share_digits, 0);
    int share = row->share ? sb_facts_find(s->facts, row->share) : -1;
    if (share >= 0)
        search_value(s, share, place, period);
    for (int i = 0; i < table->n_columns; i++) {
        const sb_spec_table_column *column = &table->columns[i];
        int since = column->since ? sb_facts_period(s->facts, column->since) : -1;
        if (column->show == SB_SHOW_CHANGE && since >= 0)
            note(s, sb_facts_change(s->facts, indicator, place, period, since), RATIO_DIGITS,
                 SB_SIGNED);
    }
}

/* A table with a row for each area, whatever page it stands on. */
static void search_areas(search *s, const sb_spec_profile *table, int period)
{
    const sb_areas *areas = sb_facts_areas(s->facts);
    int level = sb_areas_level(areas, table->each);
    for (int i = 0; i < table->n_columns; i++) {
        const sb_spec_table_column *column = &table->columns[i];
        int indicator = column->indicator ? sb_facts_find(s->facts, column->indicator) : -1;
        for (int k = 0; indicator >= 0 && (k == 0 || k < column->n_periods); k++)
            for (int area = 0; area < areas->levels[level].n; area++)
                search_column(s, column, indicator, (sb_place){level, area},
                              column->n_periods ? sb_facts_period(s->facts, column->periods[k])
                                                : period);
    }
}

static void search_block(search *s, const sb_spec_block *block, sb_place place)
{
    for (int i = 0; i < block->n_children; i++)
        search_block(s, block->children[i], place);
    for (int i = 0; i < block->n_numbers; i++) {
        int indicator = sb_facts_find(s->facts, block->numbers[i].indicator);
        if (indicator >= 0)
            search_value(s, indicator, place, s->period);
    }
    const sb_spec_profile *table = block->profile;
    if (!table)
        return;
    int period = table->period ? sb_facts_period(s->facts, table->period) : s->period;
    if (table->each && period >= 0 && place.area == 0) /* alike on all pages of a level */
        search_areas(s, table, period);
    for (int i = 0; i < table->n_rows && period >= 0; i++)
        search_row(s, table, &table->rows[i], place, period);
}

unsigned sb_signs_used(const sb_composer *composer, int period)
{
    const sb_spec *spec = composer->spec;
    const sb_areas *areas = sb_facts_areas(composer->facts);
    search s = {composer->facts, period, 0};
    for (int i = 0; i < spec->n_pages && period >= 0; i++) {
        const sb_spec_page *page = &spec->pages[i];
        int level = page->each ? sb_areas_level(areas, page->each) : -1;
        for (int b = 0; level < 0 && b < page->n_blocks; b++)
            search_block(&s, page->blocks[b], (sb_place){sb_areas_top(areas), 0});
        for (int area = 0; level >= 0 && area < areas->levels[level].n; area++) {
            sb_place place = {level, area};
            for (int b = 0; b < page->n_blocks; b++)
                search_block(&s, page->blocks[b], place);
            for (int k = 0; k < spec->n_indicators; k++) /* in running text */
                search_value(&s, sb_facts_find(composer->facts, spec->indicators[k].id), place,
                             period);
        }
    }
    if (spec->disclosure.base > 1) /* its zeros are explained with the rounding */
        s.found &= ~(1u << SB_NUMBER);
    return s.found & ~(1u << SB_NOT_SHOWN);
}

/* ---- the key of signs ---- */

/* Two may share a sign, so that the reader cannot tell them apart. */
static bool is_said_before(const sb_locale *locale, unsigned signs, int sign)
{
    for (int other = 0; other < sign; other++)
        if (signs & 1u << other && !strcmp(sb_sign(locale, other), sb_sign(locale, sign)) &&
            !strcmp(sb_sign_meaning(locale, other), sb_sign_meaning(locale, sign)))
            return true;
    return false;
}

/* What is done to all counts, or NULL. */
static const char *rounding_of(const sb_work *work)
{
    const sb_figure_env *env = &work->env;
    int base = work->composer->spec->disclosure.base;
    char number[SB_FORMAT_ROOM];
    if (base <= 1)
        return NULL;
    sb_format_number(env->locale, base, 0, 0, number);
    return sb_arena_printf(env->arena, sb_word(env->locale, SB_W_ROUNDED_COUNTS), number);
}

/* Measure, and draw where `list_element` is given. */
static double set_signs(const sb_work *work, double x, double top, double width,
                        double *overrun, sb_element *list_element)
{
    const sb_figure_env *env = &work->env;
    const sb_type *type = sb_style_type(env->style, "label");
    double baseline = top + sb_hang(type);
    unsigned signs = work->composer->plan->signs;
    for (int i = 0; i < SB_SIGNS; i++) {
        if (!(signs & 1u << i) || is_said_before(env->locale, signs, i))
            continue;
        sb_setting sign = sb_set(env, "label strong", sb_sign(env->locale, i), meaning_at);
        sb_setting meaning =
            sb_set(env, "label", sb_sign_meaning(env->locale, i), width - meaning_at);
        *overrun = fmax(*overrun, meaning.overrun);
        if (list_element) {
            sb_element *item = sb_element_new(env->page, list_element, SB_ROLE_LI);
            sb_setting_put(env, sign, x, baseline, item, SB_ROLE_LBL);
            sb_setting_put(env, meaning, x + meaning_at, baseline, item, SB_ROLE_LBODY);
        }
        baseline += fmax(1, meaning.n) * type->leading;
    }
    const char *rounding = rounding_of(work);
    if (rounding) {
        sb_setting note = sb_set(env, "label", rounding, width);
        *overrun = fmax(*overrun, note.overrun);
        if (list_element)
            sb_setting_put(env, note, x, baseline,
                           sb_element_new(env->page, list_element, SB_ROLE_LI), SB_ROLE_LBODY);
        baseline += fmax(1, note.n) * type->leading;
    }
    return baseline - type->leading + sb_foot(type) - top;
}

sb_extent sb_signs_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    (void)block;
    double overrun = 0, height = set_signs(work, 0, 0, width, &overrun, NULL);
    return (sb_extent){height, height, false};
}

void sb_signs_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    sb_page *page = work->env.page;
    if (!work->composer->plan->signs && !rounding_of(work))
        return;
    double overrun = 0;
    set_signs(work, box.x, box.y, box.width, &overrun,
              sb_element_new(page, page->root, SB_ROLE_L));
    if (overrun > SB_LENGTH_NOISE)
        sb_block_misfit(work, block, SB_LACKS_WIDTH, overrun);
}
