#include "indicator/formula.h"

#include <math.h>
#include <string.h>

enum { ANY = -1, NONE = -2 };

/* What the conditions on one dimension leave of it. */
typedef struct limits {
    double from, below;      /* groups within [from, below) */
    int group;               /* this one only, or ANY; NONE: two were asked for */
    const char *start, *end; /* the last condition */
    bool is_given;
} limits;

static const sb_spec_dimension *dimension_at(const sb_parser *parser,
                                             const sb_variable *variable, int i)
{
    return &parser->all->cube->spec->groups[variable->dimensions[i]];
}

/* Which of the variable's dimensions is called so, or -1 with an error. */
static int find_dimension(sb_parser *parser, const sb_variable *variable, const char *name,
                          sb_span at)
{
    const char *ids[SB_COUNT(variable->dimensions)];
    for (int i = 0; i < variable->n_dimensions; i++) {
        ids[i] = dimension_at(parser, variable, i)->id;
        if (strcmp(ids[i], name) == 0)
            return i;
    }
    sb_diag *diag = parser->all->diag;
    sb_fail(diag, SB_E_SCHEMA, at, _("'%s' has no dimension '%s'"), variable->id, name);
    if (sb_hint_near(diag, name, ids, (size_t)variable->n_dimensions))
        return -1;
    if (variable->n_dimensions)
        sb_hint(diag, _("it has '%s'"), ids[0]);
    else
        sb_hint(diag, _("its table names none under 'dimensions:'"));
    return -1;
}

static bool read_group(sb_parser *parser, const sb_spec_dimension *dimension, limits *into)
{
    const char *from, *to, *label = sb_parser_words(parser, ",]", &from, &to);
    const char **labels = sb_arena_array(parser->all->arena, const char *, dimension->n);
    for (int i = 0; i < dimension->n; i++) {
        labels[i] = dimension->groups[i].label;
        if (strcmp(labels[i], label) != 0)
            continue;
        into->is_given = true;
        into->group = into->group == ANY || into->group == i ? i : NONE;
        into->start = from;
        into->end = to;
        return true;
    }
    sb_fail(parser->all->diag, SB_E_SCHEMA, sb_parser_span(parser, from, to),
            _("'%s' has no group '%s'"), dimension->id, label);
    sb_hint_near(parser->all->diag, label, labels, (size_t)dimension->n);
    return false;
}

/* "<= 17" is below 18: groups are of whole numbers, [from, below). */
static bool read_range(sb_parser *parser, const char *start, limits *into)
{
    static const struct {
        const char *symbol;
        bool is_upper;
        int step;
    } comparisons[] = {{"<=", true, 1}, {"<", true, 0}, {">=", false, 0}, {">", false, 1}};
    for (size_t i = 0; i < SB_COUNT(comparisons); i++) {
        if (!sb_parser_take(parser, comparisons[i].symbol))
            continue;
        sb_term number;
        size_t errors = sb_diag_errors(parser->all->diag);
        if (!sb_parser_number(parser, &number)) {
            if (sb_diag_errors(parser->all->diag) == errors)
                sb_parser_unexpected(parser, _("a number"));
            return false;
        }
        double limit = sb_term_double(number) + comparisons[i].step;
        if (comparisons[i].is_upper)
            into->below = fmin(into->below, limit);
        else
            into->from = fmax(into->from, limit);
        into->is_given = true;
        into->start = start;
        into->end = parser->p;
        return true;
    }
    sb_parser_unexpected(parser, _("a comparison (=, <, <=, >, >=)"));
    return false;
}

static bool read_period(sb_parser *parser, sb_formula *into)
{
    if (!sb_parser_take(parser, "=") && strchr("-", *parser->p) == NULL) {
        sb_parser_unexpected(parser, _("'= 2008' or '- 1'"));
        return false;
    }
    const char *from, *to, *words = sb_parser_words(parser, ",]", &from, &to);
    if (words[0] == '-') /* "- 1" as "-1" */
        words = sb_arena_printf(parser->all->arena, "-%s", words + 1 + strspn(words + 1, " "));
    return sb_parser_period(parser, words, from, to, into);
}

static bool report_no_dimensions(sb_parser *parser, const char *name, sb_span at)
{
    sb_fail(parser->all->diag, SB_E_SCHEMA, at,
            _("'%s' is an indicator: only variables of tables have dimensions"), name);
    return false;
}

static bool read_condition(sb_parser *parser, const sb_variable *variable, const char *whole,
                           limits *all, sb_formula *into)
{
    sb_parser_blanks(parser);
    const char *start = parser->p, *name = sb_parser_name(parser);
    if (!name) {
        sb_parser_unexpected(parser, _("a dimension"));
        return false;
    }
    sb_span at = sb_parser_span(parser, start, parser->p);
    sb_parser_blanks(parser);
    if (strcmp(name, "period") == 0)
        return read_period(parser, into);
    if (!variable)
        return report_no_dimensions(parser, whole, at);
    int i = find_dimension(parser, variable, name, at);
    if (i < 0)
        return false;
    return sb_parser_take(parser, "=")
               ? read_group(parser, dimension_at(parser, variable, i), &all[i])
               : read_range(parser, start, &all[i]);
}

/* Whether the group is inside; *cut if only a part of it is. */
static bool holds(const limits *l, const sb_spec_group *group, int i, bool *cut)
{
    bool is_ranged = l->from > -INFINITY || l->below < INFINITY;
    *cut = false;
    if (l->group != ANY && l->group != i)
        return false;
    if (!is_ranged)
        return true;
    bool inside = group->from >= l->from && group->below <= l->below;
    bool outside = group->below <= l->from || group->from >= l->below;
    *cut = !inside && !outside;
    return inside;
}

/* Mark the groups of a dimension that are in the slice; false with an error if the slice cuts
 * one or holds none. */
static bool choose(sb_parser *parser, const sb_spec_dimension *dimension, const limits *l,
                   bool *chosen)
{
    sb_diag *diag = parser->all->diag;
    bool is_any = false;
    for (int i = 0; i < dimension->n; i++) {
        const sb_spec_group *group = &dimension->groups[i];
        bool cut;
        chosen[i] = holds(l, group, i, &cut);
        is_any = is_any || chosen[i];
        if (!cut)
            continue;
        sb_span at = sb_parser_span(parser, l->start, l->end);
        if (isnan(group->from) || isnan(group->below)) {
            sb_fail(diag, SB_E_SCHEMA, at, _("the groups of '%s' have no limits"),
                    dimension->id);
            sb_hint(diag, _("choose one by its name: %s = %s"), dimension->id, group->label);
        } else if (isinf(group->below)) {
            sb_fail(diag, SB_E_SCHEMA, at,
                    _("the slice cuts the group '%s', which goes from %g without end"),
                    group->label, group->from);
            sb_hint(diag, _("a slice holds groups as a whole"));
        } else {
            sb_fail(diag, SB_E_SCHEMA, at,
                    _("the slice cuts the group '%s', which goes from %g to under %g"),
                    group->label, group->from, group->below);
            sb_hint(diag, _("a slice holds groups as a whole"));
        }
        return false;
    }
    if (!is_any)
        sb_fail(diag, SB_E_SCHEMA, sb_parser_span(parser, l->start, l->end),
                _("no group of '%s' is in this slice"), dimension->id);
    return is_any;
}

/* The cells of the variable whose groups are all chosen; row-major, the last dimension
 * fastest. */
static void collect(sb_parser *parser, const sb_variable *variable, bool *const *chosen,
                    sb_formula *into)
{
    int *cells = sb_arena_array(parser->all->arena, int, variable->cells);
    for (int cell = 0; cell < variable->cells; cell++) {
        bool is_in = true;
        for (int i = variable->n_dimensions, rest = cell; i-- > 0;) {
            int n = dimension_at(parser, variable, i)->n;
            is_in = is_in && (!chosen[i] || chosen[i][rest % n]);
            rest /= n;
        }
        if (is_in)
            cells[into->n_cells++] = cell;
    }
    into->cells = cells;
    into->op = SB_OP_SLICE;
}

bool sb_parser_slice(sb_parser *parser, sb_formula *into)
{
    const sb_formulas *all = parser->all;
    int v = all->variable_of[into->column];
    const sb_variable *variable = v < 0 ? NULL : &all->cube->variables[v];
    limits given[SB_COUNT(variable->dimensions)];
    for (size_t i = 0; i < SB_COUNT(given); i++)
        given[i] = (limits){.from = -INFINITY, .below = INFINITY, .group = ANY};
    do {
        if (!read_condition(parser, variable, all->names[into->column], given, into))
            return false;
    } while (sb_parser_take(parser, ","));
    if (!sb_parser_take(parser, "]")) {
        sb_parser_unexpected(parser, _("',' or ']'"));
        return false;
    }
    bool *chosen[SB_COUNT(given)] = {NULL}, is_sliced = false;
    for (int i = 0; variable && i < variable->n_dimensions; i++) {
        if (!given[i].is_given)
            continue;
        const sb_spec_dimension *dimension = dimension_at(parser, variable, i);
        chosen[i] = sb_arena_array(all->arena, bool, dimension->n);
        is_sliced = true;
        if (!choose(parser, dimension, &given[i], chosen[i]))
            return false;
    }
    if (is_sliced)
        collect(parser, variable, chosen, into);
    return true;
}

bool sb_parser_ranges(sb_parser *parser, sb_formula *into, const char *dimension, sb_span at)
{
    const sb_formulas *all = parser->all;
    int v = all->variable_of[into->column];
    const sb_variable *variable = v < 0 ? NULL : &all->cube->variables[v];
    if (!variable)
        return report_no_dimensions(parser, all->names[into->column], at);
    into->dimension = find_dimension(parser, variable, dimension, at);
    if (into->dimension < 0)
        return false;
    const sb_spec_dimension *d = dimension_at(parser, variable, into->dimension);
    bool has_limits = d->n > 1 && isfinite(d->groups[0].below);
    for (int g = 0; g < d->n; g++)
        has_limits = has_limits && !isnan(d->groups[g].from);
    if (has_limits)
        return true;
    sb_fail(all->diag, SB_E_SCHEMA, at,
            _("the groups of '%s' have no limits to take a mean of"), d->id);
    sb_hint(all->diag, _("write them as ranges under 'groups:': unter 3: [0, 3]"));
    return false;
}
