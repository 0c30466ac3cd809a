#include "indicator/allocate.h"
#include "indicator/within.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 4096, DEEPEST = 100 };

/* ---- reading ---- */

sb_span sb_parser_span(const sb_parser *parser, const char *from, const char *to)
{
    if (!parser->node)
        return SB_NOWHERE;
    size_t n = to > from ? (size_t)(to - from) : 1;
    return sb_node_part(parser->node, (size_t)(from - parser->text), n);
}

void sb_parser_blanks(sb_parser *parser) { parser->p += strspn(parser->p, " \t\r\n"); }

bool sb_parser_take(sb_parser *parser, const char *symbol)
{
    sb_parser_blanks(parser);
    size_t n = strlen(symbol);
    if (strncmp(parser->p, symbol, n) != 0)
        return false;
    parser->p += n;
    return true;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

const char *sb_parser_name(sb_parser *parser)
{
    sb_parser_blanks(parser);
    const char *from = parser->p;
    if (!is_letter(*from))
        return NULL;
    while (is_letter(*parser->p) || is_digit(*parser->p))
        parser->p++;
    return sb_arena_textn(parser->all->arena, from, (size_t)(parser->p - from));
}

bool sb_parser_number(sb_parser *parser, sb_term *out)
{
    sb_parser_blanks(parser);
    const char *from = parser->p;
    int64_t above = 0, below = 1;
    bool is_behind = false;
    for (; is_digit(*parser->p) || (*parser->p == '.' && !is_behind); parser->p++) {
        if (*parser->p == '.') {
            is_behind = true;
            continue;
        }
        above = above * 10 + (*parser->p - '0');
        below *= is_behind ? 10 : 1;
        if (above > INT64_C(1000000000000000) || below > INT64_C(1000000000000000)) {
            sb_fail(parser->all->diag, SB_E_SYNTAX, sb_parser_span(parser, from, parser->p + 1),
                    _("a number in a formula has at most 15 digits"));
            return false;
        }
    }
    *out = sb_term_fraction(above, below);
    return parser->p > from;
}

const char *sb_parser_words(sb_parser *parser, const char *ends, const char **from,
                            const char **to)
{
    sb_parser_blanks(parser);
    *from = parser->p;
    parser->p += strcspn(parser->p, ends);
    *to = parser->p;
    while (*to > *from && strchr(" \t\r\n", (*to)[-1]))
        --*to;
    return sb_arena_textn(parser->all->arena, *from, (size_t)(*to - *from));
}

void sb_parser_unexpected(sb_parser *parser, const char *expected)
{
    sb_parser_blanks(parser);
    const char *p = parser->p, *next = p;
    while (is_letter(*next) || is_digit(*next))
        next++;
    if (next == p)
        sb_utf8_next(&next);
    sb_span at = sb_parser_span(parser, p, next);
    if (!*p)
        sb_fail(parser->all->diag, SB_E_SYNTAX, at, _("the formula ends where %s is missing"),
                expected);
    else
        sb_fail(parser->all->diag, SB_E_SYNTAX, at, _("'%.*s' stands where %s is expected"),
                (int)(next - p), p, expected);
    if (parser->usage)
        sb_hint(parser->all->diag, _("it is written %s"), parser->usage);
    else if (*p == ',')
        sb_hint(parser->all->diag, _("in formulas the decimal mark is a point: 0.5"));
}

static bool expect(sb_parser *parser, const char *symbol)
{
    if (sb_parser_take(parser, symbol))
        return true;
    char quoted[16];
    snprintf(quoted, sizeof quoted, _("'%s'"), symbol);
    sb_parser_unexpected(parser, quoted);
    return false;
}

/* "5 years ago", "1 year ago" */
static bool read_years(const char *words, sb_formula *into)
{
    char *behind;
    long years = strtol(words, &behind, 10);
    behind += strspn(behind, " ");
    bool is_ago = strcmp(behind, "years ago") == 0 || strcmp(behind, "year ago") == 0;
    if (!is_ago || years < 1 || years > 9999)
        return false;
    into->years = (int)years;
    return true;
}

bool sb_parser_period(sb_parser *parser, const char *words, const char *from, const char *to,
                      sb_formula *into)
{
    const sb_cube *cube = parser->all->cube;
    size_t digits = words[0] == '-' ? strspn(words + 1, "0123456789") : 0;
    if (digits > 0 && digits < 6 && !words[1 + digits]) {
        into->back = (int)strtol(words + 1, NULL, 10);
        return true;
    }
    if (read_years(words, into))
        return true;
    const char **labels = sb_arena_array(parser->all->arena, const char *, cube->n_periods);
    for (int i = 0; i < cube->n_periods; i++) {
        labels[i] = cube->periods[i].label;
        if (strcmp(labels[i], words) == 0) {
            into->period = i;
            return true;
        }
    }
    sb_fail(parser->all->diag, SB_E_SCHEMA, sb_parser_span(parser, from, to),
            _("no table has the period '%s'"), words);
    if (cube->n_periods)
        sb_hint(parser->all->diag,
                _("periods go from '%s' to '%s'; -1 is the one before, or write '5 years ago'"),
                labels[0], labels[cube->n_periods - 1]);
    return false;
}

/* ---- building ---- */

sb_formula *sb_parser_node(sb_parser *parser, sb_op op, sb_formula *a, sb_formula *b)
{
    sb_formula *f = sb_arena_one(parser->all->arena, sb_formula);
    *f = (sb_formula){.op = op, .args = {a, b}, .period = -1};
    return f;
}

bool sb_formula_is_bare(const sb_formula *f)
{
    return f->op == SB_OP_COLUMN && f->shift == SB_HERE && f->period < 0 && !f->back &&
           !f->years;
}

int sb_formula_column(sb_formulas *all, sb_formula *f)
{
    if (sb_formula_is_bare(f))
        return f->column;
    sb_vec_push(all->arena, &all->hidden, f);
    return all->n_columns + (int)all->hidden.n - 1;
}

static int column_of(sb_parser *parser, sb_formula *f)
{
    return sb_formula_column(parser->all, f);
}

sb_formula *sb_parser_column(sb_parser *parser, int column)
{
    sb_formula *f = sb_parser_node(parser, SB_OP_COLUMN, NULL, NULL);
    f->column = column;
    return f;
}

/* ---- functions ---- */

typedef enum function_id {
    F_CHANGE,
    F_POINTS,
    F_SHARE,
    F_RANK,
    F_PARENT,
    F_CITY,
    F_AT,
    F_SUM,
    F_DEVIATION,
    F_QUARTILE,
    F_ZSCORE,
    F_MEAN,
    F_TREND,
    F_LOW,
    F_HIGH,
    F_SIGNIFICANT,
    F_AGO,
    F_INDEX,
    F_MEDIAN,
    F_STEP,
} function_id;

static const struct {
    const char *name, *usage;
} functions[] = {
    [F_CHANGE] = {"change", "change(x, 2005) or change(x, 5 years ago)"},
    [F_POINTS] = {"points", "points(x, 2005) or points(x, 5 years ago)"},
    [F_SHARE] = {"share", "share(part, whole)"},
    [F_RANK] = {"rank", "rank(x)"},
    [F_PARENT] = {"parent", "parent(x)"},
    [F_CITY] = {"city", "city(x)"},
    [F_AT] = {"at", "at(x, level)"},
    [F_SUM] = {"sum", "sum(a, b, c)"},
    [F_DEVIATION] = {"deviation", "deviation(x) or deviation(x, level)"},
    [F_QUARTILE] = {"quartile", "quartile(x)"},
    [F_ZSCORE] = {"zscore", "zscore(x)"},
    [F_MEAN] = {"mean", "mean(x, 3), mean(x, 2010, 2012) or mean(alter of x)"},
    [F_TREND] = {"trend", "trend(x, 2005, 2)"},
    [F_LOW] = {"low", "low(part, whole)"},
    [F_HIGH] = {"high", "high(part, whole)"},
    [F_SIGNIFICANT] = {"significant", "significant(part, whole)"},
    [F_AGO] = {"ago", "ago(x, 5): five years ago"},
    [F_INDEX] = {"index", "index(x, 2005): that period is 100"},
    [F_MEDIAN] = {"median", "median(alter of x)"},
    [F_STEP] = {"step", "step(x, need), where x is an allocation"},
};

static sb_formula *change_function(sb_parser *parser, sb_op op, sb_formula *x)
{
    if (!expect(parser, ","))
        return NULL;
    int column = column_of(parser, x);
    sb_formula *then = sb_parser_column(parser, column);
    const char *from, *to, *words = sb_parser_words(parser, ")", &from, &to);
    if (!sb_parser_period(parser, words, from, to, then))
        return NULL;
    return sb_parser_node(parser, op, sb_parser_column(parser, column), then);
}

static sb_formula *ago_function(sb_parser *parser, sb_formula *x)
{
    enum { MOST = 1000 };
    if (!expect(parser, ","))
        return NULL;
    sb_formula *f = sb_parser_column(parser, column_of(parser, x));
    const char *from, *to, *words = sb_parser_words(parser, ")", &from, &to);
    char *behind;
    long years = strtol(words, &behind, 10);
    if (*behind || years < 1 || years > MOST) {
        sb_fail(parser->all->diag, SB_E_SCHEMA, sb_parser_span(parser, from, to),
                _("'%s' is no number of years"), words);
        sb_hint(parser->all->diag, _("it is written %s"), parser->usage);
        return NULL;
    }
    f->years = (int)years;
    return f;
}

static sb_formula *share_function(sb_parser *parser, sb_formula *x)
{
    if (sb_parser_take(parser, ",")) {
        sb_formula *whole = sb_parser_sum(parser);
        return whole ? sb_parser_node(parser, SB_OP_PERCENT, x, whole) : NULL;
    }
    int column = column_of(parser, x);
    sb_formula *whole = sb_parser_column(parser, column);
    whole->shift = SB_TOP;
    return sb_parser_node(parser, SB_OP_PERCENT, sb_parser_column(parser, column), whole);
}

static sb_formula *shift_function(sb_parser *parser, sb_shift shift, sb_formula *x)
{
    sb_formula *f = sb_parser_column(parser, column_of(parser, x));
    f->shift = shift;
    return f;
}

bool sb_parser_level(sb_parser *parser, int *level)
{
    const char *from, *to, *name = sb_parser_words(parser, ")", &from, &to);
    const sb_areas *areas = parser->all->cube->areas;
    const char **ids = sb_arena_array(parser->all->arena, const char *, areas->n_levels);
    for (*level = 0; *level < areas->n_levels; ++*level) {
        ids[*level] = areas->levels[*level].id;
        if (strcmp(name, ids[*level]) == 0)
            return true;
    }
    sb_fail(parser->all->diag, SB_E_SCHEMA, sb_parser_span(parser, from, to),
            _("no level is called '%s'"), name);
    sb_hint_near(parser->all->diag, name, ids, (size_t)areas->n_levels);
    return false;
}

static sb_formula *at_function(sb_parser *parser, sb_formula *x)
{
    sb_formula *f = shift_function(parser, SB_AT_LEVEL, x);
    return expect(parser, ",") && sb_parser_level(parser, &f->level) ? f : NULL;
}

static sb_formula *sum_function(sb_parser *parser, sb_formula *x)
{
    while (x && sb_parser_take(parser, ",")) {
        sb_formula *more = sb_parser_sum(parser);
        x = more ? sb_parser_node(parser, SB_OP_ADD, x, more) : NULL;
    }
    return x;
}

/* Percent from the value of the city, or of the level named. */
static sb_formula *deviation_function(sb_parser *parser, sb_formula *x)
{
    sb_formula *here = sb_parser_column(parser, column_of(parser, x));
    sb_formula *above = shift_function(parser, SB_TOP, here);
    if (*parser->p == ',')
        above = at_function(parser, here);
    return above ? sb_parser_node(parser, SB_OP_CHANGE, here, above) : NULL;
}

/* How it stands among the areas of its level. */
static sb_formula *ranking_function(sb_parser *parser, sb_op op, sb_formula *x)
{
    sb_formula *f = sb_parser_column(parser, column_of(parser, x));
    sb_formula *ranking = sb_parser_node(parser, op, f, NULL);
    ranking->column = f->column;
    return ranking;
}

static sb_formula *number_node(sb_parser *parser, int number)
{
    sb_formula *f = sb_parser_node(parser, SB_OP_NUMBER, NULL, NULL);
    f->number = sb_term_fraction(number, 1);
    return f;
}

/* The mean of the last n periods, or of all from one to another. */
static sb_formula *mean_function(sb_parser *parser, sb_formula *x)
{
    enum { MOST = 100 };
    if (!expect(parser, ","))
        return NULL;
    int column = column_of(parser, x), first = 0, n;
    bool is_back = true;
    const char *from, *to, *words = sb_parser_words(parser, ",)", &from, &to);
    if (*parser->p == ',') {
        sb_formula start = {0}, end = {0};
        if (!sb_parser_period(parser, words, from, to, &start))
            return NULL;
        parser->p++;
        words = sb_parser_words(parser, ")", &from, &to);
        if (!sb_parser_period(parser, words, from, to, &end))
            return NULL;
        is_back = false;
        first = start.period;
        n = end.period - start.period + 1;
    } else {
        n = (int)strtol(words, NULL, 10);
    }
    if (n < 1 || n > MOST) {
        sb_fail(parser->all->diag, SB_E_SCHEMA, sb_parser_span(parser, from, to),
                _("a mean needs 1 to %d periods, not %d"), MOST, n);
        sb_hint(parser->all->diag, _("it is written %s"), parser->usage);
        return NULL;
    }
    sb_formula *all = NULL;
    for (int i = 0; i < n; i++) {
        sb_formula *one = sb_parser_column(parser, column);
        one->back = is_back ? i : 0;
        one->period = is_back ? -1 : first + i;
        all = all ? sb_parser_node(parser, SB_OP_ADD, all, one) : one;
    }
    return sb_parser_node(parser, SB_OP_DIVIDE, all, number_node(parser, n));
}

static sb_formula *trend_function(sb_parser *parser, sb_formula *x)
{
    if (!expect(parser, ","))
        return NULL;
    int column = column_of(parser, x);
    sb_formula *then = sb_parser_column(parser, column);
    const char *from, *to, *words = sb_parser_words(parser, ",)", &from, &to);
    if (!sb_parser_period(parser, words, from, to, then) || !expect(parser, ","))
        return NULL;
    sb_formula *f = sb_parser_node(parser, SB_OP_TREND, sb_parser_column(parser, column), then);
    if (sb_parser_number(parser, &f->number))
        return f;
    sb_parser_unexpected(parser, _("a number"));
    return NULL;
}

static sb_formula *interval_function(sb_parser *parser, sb_op op, sb_formula *x)
{
    sb_formula *whole = expect(parser, ",") ? sb_parser_sum(parser) : NULL;
    if (!whole)
        return NULL;
    sb_formula *f = sb_parser_node(parser, op, x, whole);
    if (op == SB_OP_SIGNIFICANT)
        f->column = column_of(parser, sb_parser_node(parser, SB_OP_PERCENT, x, whole));
    return f;
}

/* A column of the derivation of an allocation. */
static sb_formula *step_function(sb_parser *parser, sb_formula *x)
{
    const sb_spec *spec = parser->all->cube->spec;
    bool is_named = sb_formula_is_bare(x) && x->column < spec->n_indicators;
    if (!is_named || !spec->indicators[x->column].allocation) {
        sb_fail(parser->all->diag, SB_E_SCHEMA,
                sb_parser_span(parser, parser->p - 1, parser->p),
                _("steps are those of an indicator with 'allocation:'"));
        sb_hint(parser->all->diag, _("it is written %s"), parser->usage);
        return NULL;
    }
    if (!expect(parser, ","))
        return NULL;
    sb_formula *f = sb_parser_node(parser, SB_OP_STEP, NULL, NULL);
    f->column = x->column;
    const char *from, *to, *name = sb_parser_words(parser, ")", &from, &to);
    for (f->step = 0; f->step < SB_STEPS; f->step++)
        if (strcmp(name, sb_step_names[f->step]) == 0)
            return f;
    sb_fail(parser->all->diag, SB_E_SCHEMA, sb_parser_span(parser, from, to),
            _("an allocation has no step '%s'"), name);
    if (!sb_hint_near(parser->all->diag, name, sb_step_names, SB_STEPS))
        sb_hint(parser->all->diag,
                _("its steps are need, share, base, more, target and exact"));
    return NULL;
}

static sb_formula *function_body(sb_parser *parser, function_id id, sb_formula *x)
{
    switch (id) {
    case F_CHANGE:
        return change_function(parser, SB_OP_CHANGE, x);
    case F_POINTS:
        return change_function(parser, SB_OP_POINTS, x);
    case F_SHARE:
        return share_function(parser, x);
    case F_RANK: {
        sb_formula *f = sb_parser_node(parser, SB_OP_RANK, NULL, NULL);
        f->column = column_of(parser, x);
        return f;
    }
    case F_PARENT:
        return shift_function(parser, SB_ABOVE, x);
    case F_CITY:
        return shift_function(parser, SB_TOP, x);
    case F_AT:
        return at_function(parser, x);
    case F_SUM:
        return sum_function(parser, x);
    case F_DEVIATION:
        sb_parser_blanks(parser);
        return deviation_function(parser, x);
    case F_QUARTILE:
        return ranking_function(parser, SB_OP_QUARTILE, x);
    case F_ZSCORE:
        return ranking_function(parser, SB_OP_SCORE, x);
    case F_MEAN:
        return mean_function(parser, x);
    case F_TREND:
        return trend_function(parser, x);
    case F_LOW:
        return interval_function(parser, SB_OP_LOW, x);
    case F_HIGH:
        return interval_function(parser, SB_OP_HIGH, x);
    case F_SIGNIFICANT:
        return interval_function(parser, SB_OP_SIGNIFICANT, x);
    case F_AGO:
        return ago_function(parser, x);
    case F_INDEX:
        return change_function(parser, SB_OP_PERCENT, x);
    case F_MEDIAN:
        sb_parser_unexpected(parser, _("'of'"));
        break;
    case F_STEP:
        return step_function(parser, x);
    }
    return NULL;
}

static sb_formula *named(sb_parser *parser, const char *name, sb_span at);

/* Whether "alter of …" comes next. */
static bool is_average_next(const sb_parser *parser)
{
    sb_parser ahead = *parser;
    if (!sb_parser_name(&ahead))
        return false;
    const char *of = sb_parser_name(&ahead);
    return of && strcmp(of, "of") == 0;
}

/* mean(alter of einwohner), median(alter of einwohner[geschlecht = w]) */
static sb_formula *average_function(sb_parser *parser, sb_op op)
{
    sb_parser_blanks(parser);
    const char *start = parser->p, *dimension = sb_parser_name(parser);
    sb_span at = sb_parser_span(parser, start, parser->p);
    sb_parser_take(parser, "of");
    sb_parser_blanks(parser);
    const char *from = parser->p, *name = sb_parser_name(parser);
    if (!name) {
        sb_parser_unexpected(parser, _("a variable"));
        return NULL;
    }
    sb_formula *f = named(parser, name, sb_parser_span(parser, from, parser->p));
    if (!f || !sb_parser_ranges(parser, f, dimension, at))
        return NULL;
    f->op = op;
    return f;
}

/* What stands in the parentheses of functions[i]. */
static sb_formula *own_function(sb_parser *parser, int i)
{
    if ((i == F_MEAN || i == F_MEDIAN) && is_average_next(parser))
        return average_function(parser, i == F_MEAN ? SB_OP_MEAN : SB_OP_MEDIAN);
    sb_formula *x = sb_parser_sum(parser);
    return x ? function_body(parser, (function_id)i, x) : NULL;
}

static sb_formula *function(sb_parser *parser, const char *name, sb_span at)
{
    enum { OWN = SB_COUNT(functions) };
    int n, found = 0;
    const char *const *more = sb_within_names(&n);
    const char **names = sb_arena_array(parser->all->arena, const char *, OWN + n);
    for (int i = 0; i < OWN + n; i++)
        names[i] = i < OWN ? functions[i].name : more[i - OWN];
    while (found < OWN + n && strcmp(name, names[found]) != 0)
        found++;
    if (found == OWN + n) {
        sb_fail(parser->all->diag, SB_E_SCHEMA, at, _("no function is called '%s'"), name);
        sb_hint_near(parser->all->diag, name, names, (size_t)(OWN + n));
        return NULL;
    }
    const char *outer = parser->usage;
    parser->usage = found < OWN ? functions[found].usage : sb_within_usage(found - OWN);
    sb_formula *f =
        found < OWN ? own_function(parser, found) : sb_within_parse(parser, found - OWN);
    if (f && !expect(parser, ")"))
        f = NULL;
    parser->usage = outer;
    return f;
}

/* ---- the grammar ---- */

static sb_formula *named(sb_parser *parser, const char *name, sb_span at)
{
    sb_formulas *all = parser->all;
    long column = sb_index_at(all->variables, name);
    if (column < 0 && strcmp(name, "area") == 0)
        return sb_parser_node(parser, SB_OP_AREA, NULL, NULL);
    if (column < 0)
        column = sb_index_at(all->indicators, name);
    if (column < 0) {
        sb_fail(all->diag, SB_E_SCHEMA, at, _("no variable or indicator is called '%s'"), name);
        sb_hint_near(all->diag, name, all->names, (size_t)all->n_columns);
        return NULL;
    }
    sb_formula *f = sb_parser_column(parser, (int)column);
    return !sb_parser_take(parser, "[") || sb_parser_slice(parser, f) ? f : NULL;
}

static sb_formula *factor(sb_parser *parser);

static sb_formula *primary(sb_parser *parser)
{
    sb_term number;
    size_t errors = sb_diag_errors(parser->all->diag);
    if (sb_parser_take(parser, "(")) {
        sb_formula *f = sb_parser_sum(parser);
        return f && expect(parser, ")") ? f : NULL;
    }
    if (sb_parser_take(parser, "-")) {
        sb_formula *f = factor(parser);
        return f ? sb_parser_node(parser, SB_OP_NEGATE, f, NULL) : NULL;
    }
    if (sb_parser_number(parser, &number)) {
        sb_formula *f = sb_parser_node(parser, SB_OP_NUMBER, NULL, NULL);
        f->number = number;
        return f;
    }
    const char *from = parser->p, *name = sb_parser_name(parser);
    if (!name) {
        if (sb_diag_errors(parser->all->diag) == errors)
            sb_parser_unexpected(parser, _("a name, a number or a parenthesis"));
        return NULL;
    }
    sb_span at = sb_parser_span(parser, from, parser->p);
    return sb_parser_take(parser, "(") ? function(parser, name, at) : named(parser, name, at);
}

static sb_formula *factor(sb_parser *parser)
{
    if (++parser->depth > DEEPEST) {
        sb_fail(parser->all->diag, SB_E_LIMIT, sb_parser_span(parser, parser->p, parser->p + 1),
                _("the formula is nested more than %d deep"), DEEPEST);
        return NULL;
    }
    sb_formula *f = primary(parser);
    parser->depth--;
    return f;
}

static sb_formula *product(sb_parser *parser)
{
    sb_formula *f = factor(parser);
    while (f) {
        sb_op op = sb_parser_take(parser, "*")   ? SB_OP_MULTIPLY
                   : sb_parser_take(parser, "/") ? SB_OP_DIVIDE
                                                 : SB_OP_NUMBER;
        if (op == SB_OP_NUMBER)
            break;
        sb_formula *right = factor(parser);
        f = right ? sb_parser_node(parser, op, f, right) : NULL;
    }
    return f;
}

sb_formula *sb_parser_sum(sb_parser *parser)
{
    sb_formula *f = product(parser);
    while (f) {
        sb_op op = sb_parser_take(parser, "+")   ? SB_OP_ADD
                   : sb_parser_take(parser, "-") ? SB_OP_SUBTRACT
                                                 : SB_OP_NUMBER;
        if (op == SB_OP_NUMBER)
            break;
        sb_formula *right = product(parser);
        f = right ? sb_parser_node(parser, op, f, right) : NULL;
    }
    return f;
}

sb_formula *sb_formula_parse(sb_formulas *all, const char *text, const sb_node *node)
{
    sb_parser parser = {.all = all, .node = node, .text = text, .p = text};
    if (strlen(text) > LONGEST) {
        sb_fail(all->diag, SB_E_LIMIT, sb_parser_span(&parser, text, text + 1),
                _("the formula is longer than %d bytes"), LONGEST);
        return NULL;
    }
    sb_formula *f = sb_parser_sum(&parser);
    sb_parser_blanks(&parser);
    if (f && *parser.p) {
        sb_parser_unexpected(&parser, _("an operator"));
        return NULL;
    }
    return f;
}

sb_formula *sb_formula_points(sb_formulas *all, int column, const char *since,
                              const sb_node *node)
{
    sb_parser parser = {.all = all, .node = node, .text = since, .p = since};
    sb_formula *then = sb_parser_column(&parser, column);
    if (!sb_parser_period(&parser, since, since, since + strlen(since), then))
        return NULL;
    return sb_parser_node(&parser, SB_OP_POINTS, sb_parser_column(&parser, column), then);
}
