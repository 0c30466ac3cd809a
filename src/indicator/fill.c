#include "indicator/fill.h"

#include "indicator/sensitivity.h"

#include <string.h>

typedef struct filler {
    const sb_facts *facts;
    const sb_locale *locale;
    sb_scope scope;
    const sb_field *more;
    int n_more;
    sb_span at;
    sb_arena *arena;
    sb_diag *diag;
} filler;

/* A field taken apart: {level.name|modifier}.  Parts that are not there are NULL. */
typedef struct field {
    const char *whole, *level, *name, *modifier;
} field;

/* {ref: map} is {ref:map}. */
static const char *without_blanks(char *text)
{
    char *colon = strchr(text, ':');
    if (colon)
        memmove(colon + 1, colon + 1 + strspn(colon + 1, " "),
                strlen(colon + 1 + strspn(colon + 1, " ")) + 1);
    return text;
}

static field take_apart(filler *f, const char *text, size_t n)
{
    field out = {.whole = without_blanks(sb_arena_textn(f->arena, text, n))};
    char *name = sb_arena_textn(f->arena, text, n);
    char *bar = strchr(name, '|'), *dot = strchr(name, '.');
    if (bar) {
        *bar = '\0';
        out.modifier = bar + 1;
    }
    if (dot && (!bar || dot < bar)) {
        *dot = '\0';
        out.level = name;
        name = dot + 1;
    }
    out.name = name;
    return out;
}

/* The nearest of the names that may stand here. */
static void suggest(filler *f, const char *name, bool is_behind_level)
{
    SB_VEC(const char *) names = {0};
    static const char *const fixed[] = {"name", "key", "period", "n"};
    size_t n_facts;
    const char *const *facts = sb_facts_names(f->facts, &n_facts);
    for (size_t i = 0; i < n_facts; i++)
        sb_vec_push(f->arena, &names, facts[i]);
    for (size_t i = 0; i < (is_behind_level ? 2 : SB_COUNT(fixed)); i++)
        sb_vec_push(f->arena, &names, fixed[i]);
    for (int i = 0; i < f->n_more && !is_behind_level; i++)
        sb_vec_push(f->arena, &names, f->more[i].name);
    if (!sb_hint_near(f->diag, name, names.at, names.n))
        sb_hint(f->diag, _("write {{ for a brace that is none"));
}

static const char *unknown_field(filler *f, const field *it)
{
    sb_fail(f->diag, SB_E_SCHEMA, f->at, _("nothing is called '{%s}'"), it->whole);
    suggest(f, it->name, it->level != NULL);
    return it->name;
}

/* ---- values ---- */

static const char *measure(filler *f, int indicator, sb_place place, int period, bool has_unit)
{
    const sb_indicator *info = sb_facts_indicator(f->facts, indicator);
    sb_value value = sb_facts_value(f->facts, indicator, place, period);
    const char *kind = has_unit ? sb_indicator_kind(info, value) : NULL;
    if (kind)
        return kind;
    char out[SB_FORMAT_ROOM];
    sb_format_measure(f->locale, value, info->digits, sb_indicator_flags(info),
                      has_unit ? info->unit : NULL, out);
    return sb_arena_text(f->arena, out);
}

static const char *rank(filler *f, int indicator, sb_place place)
{
    char out[SB_FORMAT_ROOM];
    sb_format_value(f->locale, sb_facts_rank(f->facts, indicator, place, f->scope.period), 0, 0,
                    out);
    return sb_arena_text(f->arena, out);
}

/* The words for the class that the area is in. */
static const char *words_for_kind(filler *f, const sb_spec_phrase *p, int indicator,
                                  sb_place place)
{
    const sb_indicator *info = sb_facts_indicator(f->facts, indicator);
    sb_value own = sb_facts_value(f->facts, indicator, place, f->scope.period);
    int n = info->kinds ? info->kinds->n : 0;
    if (n != p->n_kinds) {
        sb_fail(f->diag, SB_E_SCHEMA, f->at,
                _("phrase '%s' has %d names, but '%s' has %d classes"), p->id, p->n_kinds,
                info->id, n);
        return p->id;
    }
    return sb_indicator_kind(info, own) ? p->kinds[(int)own.number - 1]
                                        : sb_sign(f->locale, own.state);
}

/* The words for more, about as much or less than the compared level; the sign of whichever is
 * no number, so that nothing withheld can be read from the words. */
static const char *phrase(filler *f, const sb_spec_phrase *p, int indicator, sb_place place)
{
    if (p->kinds)
        return words_for_kind(f, p, indicator, place);
    const sb_areas *areas = sb_facts_areas(f->facts);
    int level = p->compare ? sb_areas_level(areas, p->compare) : sb_areas_top(areas);
    if (level < 0) {
        sb_fail(f->diag, SB_E_SCHEMA, sb_node_span(p->node, "compare"),
                _("no level is called '%s'"), p->compare);
        return p->id;
    }
    sb_value own = sb_facts_value(f->facts, indicator, place, f->scope.period);
    sb_value other = sb_facts_value(f->facts, indicator, sb_areas_above(areas, place, level),
                                    f->scope.period);
    if (!sb_value_is_number(own))
        return sb_sign(f->locale, own.state);
    if (!sb_value_is_number(other))
        return sb_sign(f->locale, other.state);
    double tolerance = fabs(other.number) * p->tolerance / 100;
    double difference = own.number - other.number;
    return fabs(difference) <= tolerance ? p->about : difference > 0 ? p->above : p->below;
}

/* What marks the cluster that the area is in. */
static const char *marked(filler *f, int indicator, sb_place place)
{
    const char *words =
        sb_cluster_words(f->facts, f->locale, indicator, place, f->scope.period, f->arena);
    if (words)
        return words;
    const char *id = sb_facts_indicator(f->facts, indicator)->id;
    sb_fail(f->diag, SB_E_SCHEMA, f->at, _("'%s' makes no clusters that anything could mark"),
            id);
    sb_hint(f->diag, _("'|marked' goes with an indicator of 'clusters:'"));
    return id;
}

/* What the catalogue says of an indicator; NULL if the modifier asks for something else. */
static const char *words_about(const sb_indicator *info, const char *modifier)
{
    const struct {
        const char *modifier, *words;
    } all[] = {{"label", info->label},
               {"definition", info->definition},
               {"source", info->source},
               {"date", info->date},
               {"licence", info->licence}};
    for (size_t i = 0; i < SB_COUNT(all); i++)
        if (strcmp(modifier, all[i].modifier) == 0)
            return all[i].words ? all[i].words : "";
    return NULL;
}

static const char *indicator_field(filler *f, const field *it, sb_place place)
{
    int indicator = sb_facts_find(f->facts, it->name);
    if (indicator < 0)
        return unknown_field(f, it);
    if (place.area < 0) {
        sb_fail(f->diag, SB_E_SCHEMA, f->at, _("'{%s}' needs an area, and this page has none"),
                it->whole);
        sb_hint(f->diag, _("name the level: {level.%s}"), it->name);
        return it->name;
    }
    if (!it->modifier)
        return measure(f, indicator, place, f->scope.period, true);
    if (strcmp(it->modifier, "number") == 0)
        return measure(f, indicator, place, f->scope.period, false);
    int period = sb_facts_period(f->facts, it->modifier);
    if (period >= 0)
        return measure(f, indicator, place, period, true);
    if (strcmp(it->modifier, "rank") == 0)
        return rank(f, indicator, place);
    if (strcmp(it->modifier, "marked") == 0)
        return marked(f, indicator, place);
    const char *about = words_about(sb_facts_indicator(f->facts, indicator), it->modifier);
    if (about)
        return about;
    const sb_spec *spec = sb_facts_spec(f->facts);
    static const char *const fixed[] = {"number",     "rank",   "marked",  "label",
                                        "definition", "source", "licence", "date"};
    const char **names =
        sb_arena_array(f->arena, const char *, spec->n_phrases + (int)SB_COUNT(fixed));
    for (int i = 0; i < spec->n_phrases; i++) {
        names[i] = spec->phrases[i].id;
        if (strcmp(it->modifier, names[i]) == 0)
            return phrase(f, &spec->phrases[i], indicator, place);
    }
    for (size_t i = 0; i < SB_COUNT(fixed); i++)
        names[spec->n_phrases + (int)i] = fixed[i];
    sb_fail(f->diag, SB_E_SCHEMA, f->at, _("no phrase is called '%s'"), it->modifier);
    if (!sb_hint_near(f->diag, it->modifier, names, (size_t)spec->n_phrases + SB_COUNT(fixed)))
        sb_hint(f->diag,
                _("phrases are listed under 'phrases:'; there are also number, rank, "
                  "label, definition, source, date, licence, and marked for clusters"));
    return it->name;
}

/* ---- names ---- */

static const char *area_field(filler *f, const field *it, sb_place place)
{
    bool is_name = strcmp(it->name, "name") == 0, is_key = strcmp(it->name, "key") == 0;
    if (it->modifier || place.area < 0 || (!is_name && !is_key))
        return indicator_field(f, it, place);
    const sb_area *area = sb_areas_at(sb_facts_areas(f->facts), place);
    return is_name ? area->name : area->key;
}

static int level_called(const sb_areas *areas, const char *id, sb_span at, sb_diag *diag)
{
    int level = sb_areas_level(areas, id);
    if (level >= 0)
        return level;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const char **ids = sb_arena_array(scratch, const char *, areas->n_levels);
    for (int i = 0; i < areas->n_levels; i++)
        ids[i] = areas->levels[i].id;
    sb_fail(diag, SB_E_SCHEMA, at, _("no level is called '%s'"), id);
    sb_hint_near(diag, id, ids, (size_t)areas->n_levels);
    return -1;
}

bool sb_scope_above(const sb_facts *facts, sb_scope scope, const char *id, sb_place *out,
                    sb_span at, sb_diag *diag)
{
    const sb_areas *areas = sb_facts_areas(facts);
    int level = level_called(areas, id, at, diag);
    if (level < 0)
        return false;
    *out = scope.place.level >= 0 ? sb_areas_above(areas, scope.place, level)
                                  : (sb_place){level, areas->levels[level].n == 1 ? 0 : -1};
    return true;
}

/* {n.stadtteil} */
static const char *count_field(filler *f, const field *it)
{
    const sb_areas *areas = sb_facts_areas(f->facts);
    int level = level_called(areas, it->name, f->at, f->diag);
    if (level < 0)
        return it->name;
    char out[SB_FORMAT_ROOM];
    sb_format_number(f->locale, areas->levels[level].n, 0, 0, out);
    return sb_arena_text(f->arena, out);
}

/* {stadtteil 105.alq}: the area with that key; false if the level is none with a key behind it. */
static bool keyed_place(filler *f, const char *text, sb_place *out)
{
    const sb_areas *areas = sb_facts_areas(f->facts);
    const char *key = strrchr(text, ' ');
    if (!key || sb_areas_level(areas, text) >= 0)
        return false;
    const char *id = sb_arena_textn(f->arena, text, (size_t)(key - text));
    out->level = level_called(areas, id, f->at, f->diag);
    out->area = out->level < 0 ? -1 : sb_areas_find(areas, out->level, ++key);
    if (out->level >= 0 && out->area < 0)
        sb_fail(f->diag, SB_E_SCHEMA, f->at, _("no area of level '%s' has the key '%s'"), id,
                key);
    return true;
}

static const char *level_field(filler *f, const field *it)
{
    if (strcmp(it->level, "n") == 0)
        return count_field(f, it);
    sb_place place;
    if (keyed_place(f, it->level, &place))
        return place.area < 0 ? it->name : area_field(f, it, place);
    return sb_scope_above(f->facts, f->scope, it->level, &place, f->at, f->diag)
               ? area_field(f, it, place)
               : it->name;
}

static const char *answer(filler *f, const field *it)
{
    for (int i = 0; i < f->n_more; i++)
        if (strcmp(it->whole, f->more[i].name) == 0)
            return f->more[i].text;
    if (strcmp(it->whole, "period") == 0)
        return f->scope.period >= 0 ? sb_facts_period_label(f->facts, f->scope.period)
                                    : sb_facts_spec(f->facts)->report.period;
    if (it->level)
        return level_field(f, it);
    sb_place place = f->scope.place.level < 0 ? (sb_place){-1, -1} : f->scope.place;
    return area_field(f, it, place);
}

const char *sb_fill(const sb_facts *facts, const sb_locale *locale, const char *text,
                    sb_scope scope, const sb_field *more, int n_more, sb_span at,
                    sb_arena *arena, sb_diag *diag)
{
    if (!text)
        return NULL;
    filler f = {facts, locale, scope, more, n_more, at, arena, diag};
    sb_buf out = {0};
    while (*text) {
        size_t plain = strcspn(text, "{}");
        sb_buf_add(&out, text, plain);
        text += plain;
        if (!*text)
            break;
        const char *end = strchr(text, '}');
        if (text[1] == text[0]) {
            sb_buf_char(&out, text[0]);
            text += 2;
        } else if (text[0] == '{' && end) {
            field it = take_apart(&f, text + 1, (size_t)(end - text - 1));
            sb_buf_text(&out, answer(&f, &it));
            text = end + 1;
        } else {
            sb_fail(diag, SB_E_SYNTAX, at, _("a single '%c' stands in the text"), text[0]);
            sb_hint(diag, _("fields are written {name}; {{ and }} stand for the braces"));
            sb_buf_char(&out, *text++);
        }
    }
    const char *filled = sb_arena_text(arena, out.at ? out.at : "");
    sb_buf_free(&out);
    return filled;
}
