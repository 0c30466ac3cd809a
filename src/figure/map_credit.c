#include "figure/map_credit.h"

#include "figure/credit.h"
#include "figure/map_view.h"

#include <string.h>

/* What a map shows: indicators first, then its level, then its layers. */
enum { MOST_NUMBERS = 3, MOST_LAYERS = 16 };
typedef struct credits {
    sb_credit numbers[MOST_NUMBERS], ground[1 + MOST_LAYERS];
    int n_numbers, n_ground;
} credits;

/* A level lacks nothing that a level above it declares. */
static sb_credit level_credit(const sb_facts *facts, int level)
{
    const sb_areas *areas = sb_facts_areas(facts);
    sb_credit c = {0};
    for (; level >= 0; level = areas->levels[level].above) {
        const sb_spec_level *spec = areas->levels[level].spec;
        c.source = sb_credit_first(c.source, spec->source);
        c.date = sb_credit_first(c.date, spec->date);
        c.licence = sb_credit_first(c.licence, spec->licence);
    }
    c.licence = sb_credit_first(c.licence, sb_facts_spec(facts)->report.licence);
    return c;
}

static sb_credit layer_credit(const sb_facts *facts, const sb_spec_layer *layer)
{
    return (sb_credit){
        .source = layer->source,
        .date = layer->date,
        .licence = sb_credit_first(layer->licence, sb_facts_spec(facts)->report.licence)};
}

/* The map's layers, places and inhabited ground, each once. */
static int layers_of(const sb_facts *facts, const sb_spec_map *map,
                     const sb_spec_layer *layers[MOST_LAYERS])
{
    const sb_areas *areas = sb_facts_areas(facts);
    int n = 0;
    for (int i = 0; i < map->n_layers + 2; i++) {
        const char *id = i < map->n_layers    ? map->layers[i]
                         : i == map->n_layers ? map->places
                                              : map->inhabited;
        const sb_context_layer *layer = id ? sb_areas_context(areas, id) : NULL;
        bool is_new = layer != NULL;
        for (int k = 0; k < n && is_new; k++)
            is_new = layers[k] != layer->spec;
        if (is_new && n < MOST_LAYERS)
            layers[n++] = layer->spec;
    }
    return n;
}

/* ---- what is nowhere declared ---- */

/* "source, date": what the credit lacks, in `text`. */
static bool lacks(sb_credit c, sb_buf *text)
{
    const char *const values[] = {c.source, c.date, c.licence}, *const names[] = {"source",
                                                                                  "date",
                                                                                  "licence"};
    for (size_t i = 0; i < SB_COUNT(names); i++)
        if (!values[i])
            sb_buf_printf(text, "%s%s", text->n ? ", " : "", names[i]);
    return text->n > 0;
}

static void check_numbers(const sb_facts *facts, const char *name, sb_span at,
                          const char *words, sb_diag *diag)
{
    int indicator = name ? sb_facts_find(facts, name) : -1;
    if (indicator < 0)
        return;
    const sb_indicator *info = sb_facts_indicator(facts, indicator);
    SB_AUTO(sb_buf_free) sb_buf missing = {0};
    const sb_credit c = {
        .source = sb_credit_first(words, info->source),
        .date = "",
        .licence = sb_credit_first(info->licence, sb_facts_spec(facts)->report.licence)};
    if (info->is_measured || !lacks(c, &missing))
        return;
    sb_fail(diag, SB_E_SCHEMA, at, _("the map shows '%s', which has no: %s"), name, missing.at);
    sb_hint(diag, _("say it where its table or the indicator is declared; 'licence:' of the "
                    "report holds for all that names none"));
}

static void check_ground(const sb_facts *facts, int level, sb_diag *diag)
{
    const sb_level *l = &sb_facts_areas(facts)->levels[level];
    SB_AUTO(sb_buf_free) sb_buf missing = {0};
    if (!lacks(level_credit(facts, level), &missing))
        return;
    sb_fail(diag, SB_E_SCHEMA, l->spec->node->at,
            _("a map shows the borders of level '%s', which has no: %s"), l->id, missing.at);
    sb_hint(diag, _("say it here or on a level above: where the borders come from, of what day "
                    "they are, under which licence"));
}

void sb_map_check_credit(const sb_facts *facts, const sb_spec_map *map, int level,
                         const char *words, sb_diag *diag)
{
    const char *const numbers[] = {map->indicator, map->against, map->symbols},
                      *const keys[] = {"indicator", "against", "symbols"};
    for (size_t i = 0; i < SB_COUNT(numbers); i++)
        check_numbers(facts, numbers[i], sb_node_span(map->node, keys[i]), words, diag);
    check_ground(facts, level, diag);
    const sb_spec_layer *layers[MOST_LAYERS];
    int n = layers_of(facts, map, layers);
    for (int i = 0; i < n; i++) {
        SB_AUTO(sb_buf_free) sb_buf missing = {0};
        if (!lacks(layer_credit(facts, layers[i]), &missing))
            continue;
        sb_fail(diag, SB_E_SCHEMA, layers[i]->node->at,
                _("a map shows layer '%s', which has no: %s"), layers[i]->id, missing.at);
        sb_hint(diag,
                _("say here where it comes from, of what day it is, under which licence"));
    }
}

/* ---- what is printed ---- */

static credits credits_of(const sb_facts *facts, sb_map_view view, sb_arena *arena)
{
    credits all = {0};
    const int numbers[MOST_NUMBERS] = {view.indicator, view.against, view.symbols};
    for (int i = 0; i < MOST_NUMBERS; i++)
        if (numbers[i] >= 0 && !sb_facts_indicator(facts, numbers[i])->is_measured)
            sb_credit_add(all.numbers, &all.n_numbers,
                          sb_credit_of(facts, numbers[i], view.period, arena));
    sb_credit_add(all.ground, &all.n_ground, level_credit(facts, view.level));
    const sb_spec_layer *layers[MOST_LAYERS];
    int n = layers_of(facts, view.map, layers);
    for (int i = 0; i < n; i++)
        sb_credit_add(all.ground, &all.n_ground, layer_credit(facts, layers[i]));
    return all;
}

/* The one licence of all; NULL: there are several. */
static const char *common_licence(const credits *all)
{
    const char *one = all->ground[0].licence;
    for (int i = 0; i < all->n_numbers; i++)
        if (strcmp(all->numbers[i].licence, one) != 0)
            return NULL;
    for (int i = 1; i < all->n_ground; i++)
        if (strcmp(all->ground[i].licence, one) != 0)
            return NULL;
    return one;
}

static void say_ground(sb_saying *s, const sb_figure_env *env, const credits *all,
                       bool has_licence)
{
    const char *before = sb_credit_before(env, SB_W_MAP_GROUND);
    for (int i = 0; i < all->n_ground; i++) {
        const sb_credit *c = &all->ground[i];
        size_t length = s->out.n;
        sb_say(s, before,
               sb_arena_printf(env->arena, "%s%s%s%s%s", c->source, *c->date ? ", " : "",
                               c->date, has_licence ? ", " : "",
                               has_licence ? c->licence : ""));
        before = s->out.n > length ? "" : before;
    }
}

const char *sb_map_credit(const sb_figure_env *env, const sb_spec_map *map, const char *words,
                          const char *head)
{
    sb_map_view view;
    if (!sb_map_view_of(env->facts, map, env->scope, &view))
        return words;
    const credits all = credits_of(env->facts, view, env->arena);
    const char *licence = common_licence(&all);
    sb_saying s = {.head = head};
    sb_buf_text(&s.out, words ? words : "");
    sb_say_numbers(&s, env, all.numbers, all.n_numbers, words != NULL, map->n_periods == 0,
                   licence == NULL);
    say_ground(&s, env, &all, licence == NULL);
    if (licence)
        sb_say(&s, sb_credit_before(env, SB_W_MAP_LICENCE), licence);
    const char *line = sb_arena_text(env->arena, s.out.n ? s.out.at : "");
    sb_buf_free(&s.out);
    return line;
}

bool sb_map_has_ground_of(const sb_facts *facts, int level, int other)
{
    sb_credit a = level_credit(facts, level), b = level_credit(facts, other);
    return level == other || (a.source && b.source && strcmp(a.source, b.source) == 0 &&
                              a.date && b.date && strcmp(a.date, b.date) == 0);
}
