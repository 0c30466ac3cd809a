#include "indicator/condition.h"

#include "area/texts.h"

#include <string.h>

typedef struct reader {
    const sb_facts *facts;
    sb_scope scope;
    const char *text, *p;
    sb_span at;
    sb_arena *arena;
    sb_diag *diag;
    bool has_failed;
} reader;

static const char blanks[] = " \t\n", ends[] = " \t\n<>=";

static void skip_blanks(reader *r) { r->p += strspn(r->p, blanks); }

/* The next name or number, or NULL. */
static const char *word(reader *r)
{
    skip_blanks(r);
    size_t n = strcspn(r->p, ends);
    const char *from = r->p;
    r->p += n;
    return n ? sb_arena_textn(r->arena, from, n) : NULL;
}

static void report_syntax(reader *r)
{
    if (!r->has_failed) {
        sb_fail(r->diag, SB_E_SYNTAX, r->at, _("'%s' is no condition"), r->text);
        sb_hint(r->diag, _("write a comparison such as einwohner > 0, or just a name"));
    }
    r->has_failed = true;
}

/* ---- names ---- */

static const sb_texts *texts_called(const reader *r, const char *name)
{
    return sb_texts_called(sb_facts_areas(r->facts), sb_facts_spec(r->facts), name);
}

static void report_unknown(reader *r, const char *name)
{
    SB_VEC(const char *) known = {0};
    size_t n;
    const char *const *names = sb_facts_names(r->facts, &n);
    for (size_t i = 0; i < n; i++)
        sb_vec_push(r->arena, &known, names[i]);
    const sb_spec *spec = sb_facts_spec(r->facts);
    for (int i = 0; i < spec->n_texts; i++)
        sb_vec_push(r->arena, &known, spec->texts[i].id);
    sb_fail(r->diag, SB_E_SCHEMA, r->at, _("no indicator or variable is called '%s'"), name);
    sb_hint_near(r->diag, name, known.at, known.n);
    r->has_failed = true;
}

/* The value behind [level.]name. */
static sb_value value_of(reader *r, const char *name)
{
    const sb_value none = sb_value_without(SB_UNKNOWN);
    const char *dot = strchr(name, '.');
    sb_place place = r->scope.place;
    if (dot) {
        const char *level = sb_arena_textn(r->arena, name, (size_t)(dot - name));
        if (!sb_scope_above(r->facts, r->scope, level, &place, r->at, r->diag)) {
            r->has_failed = true;
            return none;
        }
    }
    int indicator = sb_facts_find(r->facts, dot ? dot + 1 : name);
    if (indicator < 0) {
        report_unknown(r, dot ? dot + 1 : name);
        return none;
    }
    if (place.level >= 0 && place.area >= 0)
        return sb_facts_value(r->facts, indicator, place, r->scope.period);
    sb_fail(r->diag, SB_E_SCHEMA, r->at, _("'%s' needs an area, and this page has none"), name);
    sb_hint(r->diag, _("name the level, as in level.%s"), name);
    r->has_failed = true;
    return none;
}

/* Are there such texts, or is there such a number? */
static bool is_there(reader *r, const char *name)
{
    const sb_texts *texts = texts_called(r, name);
    if (!texts)
        return sb_value_is_number(value_of(r, name));
    int n;
    sb_texts_of(texts, sb_facts_areas(r->facts), r->scope.place, &n, r->arena);
    return n > 0;
}

/* ---- comparisons ---- */

typedef enum relation { NONE, LESS, AT_MOST, MORE, AT_LEAST, EQUAL } relation;

static relation next_relation(reader *r)
{
    static const struct {
        const char *sign;
        relation relation;
    } all[] = {{"<=", AT_MOST}, {">=", AT_LEAST}, {"<", LESS}, {">", MORE}, {"=", EQUAL}};
    skip_blanks(r);
    for (size_t i = 0; i < SB_COUNT(all); i++)
        if (strncmp(r->p, all[i].sign, strlen(all[i].sign)) == 0) {
            r->p += strlen(all[i].sign);
            return all[i].relation;
        }
    return NONE;
}

static double side(reader *r, const char *text)
{
    if (!text) {
        report_syntax(r);
        return NAN;
    }
    sb_value value = sb_value_without(SB_UNKNOWN);
    const sb_number_format format = {.decimal = SB_DECIMAL_POINT};
    if (!strchr("-0123456789", *text))
        value = value_of(r, text);
    else if (!sb_number_read(text, format, &value))
        report_syntax(r);
    return sb_value_is_number(value) ? value.number : NAN;
}

static bool compare(double left, relation is, double right)
{
    switch (is) {
    case LESS:
        return left < right;
    case AT_MOST:
        return left <= right;
    case MORE:
        return left > right;
    case AT_LEAST:
        return left >= right;
    default:
        return left == right;
    }
}

bool sb_condition_holds(const sb_facts *facts, const char *text, sb_scope scope, sb_span at,
                        sb_arena *arena, sb_diag *diag)
{
    if (!text)
        return true;
    reader r = {facts, scope, text, text, at, arena, diag, false};
    const char *first = word(&r);
    relation is = next_relation(&r);
    bool holds;
    if (is != NONE) {
        double left = side(&r, first), right = side(&r, word(&r));
        holds = compare(left, is, right);
    } else {
        const char *second = word(&r);
        bool is_not = first && second && strcmp(first, "not") == 0;
        if (!first || (second && !is_not))
            report_syntax(&r);
        holds = r.has_failed || is_there(&r, is_not ? second : first) != is_not;
    }
    skip_blanks(&r);
    if (*r.p)
        report_syntax(&r);
    return r.has_failed || holds;
}
