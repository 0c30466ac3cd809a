#include "compose/methods.h"

#include <string.h>

/* ---- what is shown ---- */

static void show(sb_shown *shown, const char *id);

static void show_all(sb_shown *shown, const char *const *ids, int n)
{
    for (int i = 0; i < n; i++)
        show(shown, ids[i]);
}

/* What an indicator without a formula is made of. */
static void show_parts(sb_shown *shown, const sb_spec_indicator *spec)
{
    for (int i = 0; spec->composite && i < spec->composite->n_parts; i++)
        show(shown, spec->composite->parts[i].indicator);
    if (spec->rating)
        show(shown, spec->rating->of);
    if (spec->matrix) {
        show(shown, spec->matrix->status.index);
        show(shown, spec->matrix->dynamics.index);
    }
    if (spec->clusters)
        show_all(shown, spec->clusters->of, spec->clusters->n_of);
    if (spec->allocation)
        show(shown, spec->allocation->index);
}

static void show(sb_shown *shown, const char *id)
{
    int indicator = id ? sb_facts_find(shown->facts, id) : -1;
    if (indicator < 0 || shown->is_shown[indicator])
        return;
    shown->is_shown[indicator] = true;
    const sb_spec *spec = sb_facts_spec(shown->facts);
    for (int i = 0; i < spec->n_indicators; i++)
        if (strcmp(spec->indicators[i].id, id) == 0)
            show_parts(shown, &spec->indicators[i]);
}

/* The indicators of the {fields} in a text: `{stadt.alq|rank}` names alq. */
static void show_fields(sb_shown *shown, const char *text, sb_arena *arena)
{
    for (const char *at = text ? strchr(text, '{') : NULL; at; at = strchr(at + 1, '{')) {
        size_t n = strcspn(at + 1, "|}");
        char *field = sb_arena_textn(arena, at + 1, n), *dot = strrchr(field, '.');
        show(shown, dot ? dot + 1 : field);
    }
}

static void show_table(sb_shown *shown, const sb_spec_profile *table, sb_arena *arena)
{
    for (int i = 0; i < table->n_columns; i++) {
        show(shown, table->columns[i].indicator);
        show(shown, table->columns[i].of);
        show_fields(shown, table->columns[i].text, arena);
    }
    for (int i = 0; i < table->n_rows; i++) {
        show(shown, table->rows[i].indicator);
        show(shown, table->rows[i].of);
        show(shown, table->rows[i].share);
    }
}

static void show_map(sb_shown *shown, const sb_spec_map *map)
{
    show(shown, map->indicator);
    show(shown, map->against);
    show(shown, map->symbols);
}

static void show_block(sb_shown *shown, const sb_spec_block *block, sb_arena *arena)
{
    const char *texts[] = {block->title, block->unit, block->source,
                           block->note,  block->text, block->kicker};
    for (size_t i = 0; i < SB_COUNT(texts); i++)
        show_fields(shown, texts[i], arena);
    for (int i = 0; i < block->n_numbers; i++)
        show(shown, block->numbers[i].indicator);
    if (block->profile)
        show_table(shown, block->profile, arena);
    if (block->map)
        show_map(shown, block->map);
    if (block->chart) {
        show_all(shown, block->chart->indicators, block->chart->n_indicators);
        show(shown, block->chart->variable);
        show(shown, block->chart->of);
    }
    if (block->findings)
        show(shown, block->findings->indicator);
    for (int i = 0; i < block->n_children; i++)
        show_block(shown, block->children[i], arena);
}

sb_shown sb_shown_new(const sb_composer *composer, sb_arena *arena)
{
    const sb_spec *spec = composer->spec;
    sb_shown shown = {composer->facts,
                      sb_arena_array(arena, bool, sb_facts_count(composer->facts))};
    for (int i = 0; i < spec->n_figures; i++)
        if (spec->figures[i].block)
            show_block(&shown, spec->figures[i].block, arena);
    for (int i = 0; i < spec->n_pages; i++) {
        for (int b = 0; b < spec->pages[i].n_blocks; b++)
            show_block(&shown, spec->pages[i].blocks[b], arena);
        if (spec->pages[i].map)
            show_map(&shown, spec->pages[i].map);
        show_fields(&shown, spec->pages[i].standfirst, arena);
    }
    return shown;
}

void sb_shown_add_text(sb_shown *shown, const sb_markdown *text, sb_arena *arena)
{
    for (int i = 0; i < text->n_passages; i++)
        show_fields(shown, text->passages[i].text, arena);
    for (int i = 0; i < text->n_kids; i++)
        sb_shown_add_text(shown, &text->kids[i], arena);
}

/* ---- in words ---- */

static bool calls_methods(const sb_markdown *block)
{
    return block->kind == SB_MARKDOWN_PARAGRAPH && block->n_passages == 1 &&
           strcmp(block->passages[0].text, "{methods}") == 0;
}

/* Braces in the catalogue's words stand for themselves when the text is filled in. */
static const char *literal(const char *text, sb_arena *arena)
{
    sb_buf out = {0};
    for (; *text; text++) {
        sb_buf_char(&out, *text);
        if (*text == '{' || *text == '}')
            sb_buf_char(&out, *text);
    }
    const char *copy = sb_arena_text(arena, out.at ? out.at : "");
    sb_buf_free(&out);
    return copy;
}

/* "Arbeitslose: Arbeitslose je 100 Menschen … Quelle: Bundesagentur für Arbeit" */
static sb_markdown told(const sb_indicator *indicator, const sb_locale *locale, sb_span at,
                        sb_arena *arena)
{
    size_t n = strlen(indicator->definition);
    const char *stop = n && strchr(".!?", indicator->definition[n - 1]) ? "" : ".";
    const char *words = sb_arena_printf(arena, " %s%s", indicator->definition, stop);
    if (indicator->source)
        words = sb_arena_printf(arena, "%s %s: %s", words, sb_word(locale, SB_W_SOURCE),
                                indicator->source);
    if (indicator->source && indicator->date)
        words = sb_arena_printf(arena, "%s, %s", words, indicator->date);
    sb_passage *passages = sb_arena_array(arena, sb_passage, 2);
    passages[0].text = sb_arena_printf(arena, "%s:", literal(indicator->label, arena));
    passages[0].is_bold = true;
    passages[1].text = literal(words, arena);
    return (sb_markdown){
        .kind = SB_MARKDOWN_PARAGRAPH, .at = at, .passages = passages, .n_passages = 2};
}

const sb_markdown *sb_methods_told(const sb_shown *shown, const sb_locale *locale,
                                   const sb_markdown *text, sb_arena *arena)
{
    SB_VEC(sb_markdown) kids = {0};
    for (int i = 0; i < text->n_kids; i++) {
        if (!calls_methods(&text->kids[i])) {
            sb_vec_push(arena, &kids, text->kids[i]);
            continue;
        }
        for (int k = 0; k < sb_facts_count(shown->facts); k++) {
            const sb_indicator *indicator = sb_facts_indicator(shown->facts, k);
            if (shown->is_shown[k] && indicator->definition)
                sb_vec_push(arena, &kids, told(indicator, locale, text->kids[i].at, arena));
        }
    }
    sb_markdown *out = sb_arena_copy(arena, text, 1, sizeof *text);
    out->kids = kids.at;
    out->n_kids = (int)kids.n;
    return out;
}
