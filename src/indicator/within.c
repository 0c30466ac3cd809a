#include "indicator/within.h"

#include "indicator/segregation.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *usage;
    int n_args;
    sb_op op;
} functions[] = {
    {"dissimilarity(group, other) or dissimilarity(group, other, level)", 2,
     SB_OP_DISSIMILARITY},
    {"segregation(group, all) or segregation(group, all, level)", 2, SB_OP_SEGREGATION},
    {"isolation(group, all) or isolation(group, all, level)", 2, SB_OP_ISOLATION},
    {"exposure(group, other, all) or exposure(group, other, all, level)", 3, SB_OP_EXPOSURE},
    {"eta2(group, all) or eta2(group, all, level)", 2, SB_OP_ETA2},
    {"entropy(group, all) or entropy(group, all, level)", 2, SB_OP_ENTROPY},
    {"moran(x) or moran(x, level)", 1, SB_OP_MORAN},
    {"below(x) or below(x, level)", 1, SB_OP_BELOW},
    {"above(x) or above(x, level)", 1, SB_OP_ABOVE},
};

static const char *const names[] = {"dissimilarity", "segregation", "isolation",
                                    "exposure",      "eta2",        "entropy",
                                    "moran",         "below",       "above"};
static_assert(SB_COUNT(names) == SB_COUNT(functions), "one name each");

const char *const *sb_within_names(int *n)
{
    *n = SB_COUNT(names);
    return names;
}

const char *sb_within_usage(int function) { return functions[function].usage; }

bool sb_is_within(sb_op op) { return op >= SB_OP_DISSIMILARITY && op <= SB_OP_ABOVE; }

/* ---- reading ---- */

/* Neighbours share a border: some level must have borders. */
static bool has_borders(const sb_parser *parser, int level)
{
    const sb_areas *areas = parser->all->cube->areas;
    bool has = level >= 0 && areas->levels[level].arcs;
    for (int l = 0; level < 0 && l < areas->n_levels; l++)
        has = has || areas->levels[l].arcs;
    return has;
}

sb_formula *sb_within_parse(sb_parser *parser, int function)
{
    sb_formula *f = sb_parser_node(parser, functions[function].op, NULL, NULL);
    sb_parser_blanks(parser);
    const char *start = parser->p;
    f->level = -1;
    for (int i = 0; i < functions[function].n_args; i++) {
        if (i > 0 && !sb_parser_take(parser, ",")) {
            sb_parser_unexpected(parser, _("','"));
            return NULL;
        }
        sb_formula *x = sb_parser_sum(parser);
        if (!x)
            return NULL;
        f->args[i] = sb_parser_column(parser, sb_formula_column(parser->all, x));
    }
    if (sb_parser_take(parser, ",") && !sb_parser_level(parser, &f->level))
        return NULL;
    if (f->op == SB_OP_MORAN && !has_borders(parser, f->level)) {
        sb_fail(parser->all->diag, SB_E_SCHEMA, sb_parser_span(parser, start, parser->p),
                _("without shapes of the areas nobody knows who are neighbours"));
        return NULL;
    }
    return f;
}

/* ---- the areas within ---- */

/* What is computed with: the smaller areas of a place that have all their values. */
typedef struct areas_in {
    int *areas, n;
    double *values[3];
    uint8_t state; /* SB_NUMBER, or why there is no result */
    uint8_t flags; /* of all of them */
} areas_in;

static bool is_in(const sb_areas *areas, int level, int area, sb_place place)
{
    sb_place above = sb_areas_above(areas, (sb_place){level, area}, place.level);
    return above.area == place.area;
}

static sb_value value_in(const sb_facts *facts, const sb_formula *f, int i, int level, int area,
                         int period)
{
    return sb_facts_value(facts, f->args[i]->column, (sb_place){level, area}, period);
}

/* The lowest level with values inside the place, or -1. */
static int lowest_level(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    const sb_areas *areas = facts->cube->areas;
    for (int l = 0; l < place.level; l++)
        for (int a = 0; a < areas->levels[l].n; a++)
            if (value_in(facts, f, 0, l, a, period).state != SB_UNKNOWN &&
                is_in(areas, l, a, place))
                return l;
    return -1;
}

/* The state that goes on, as in sb_term_add(): withheld, unknown, later. */
static void note_state(areas_in *in, uint8_t state)
{
    if (in->state == SB_NUMBER || state == SB_WITHHELD ||
        (state == SB_UNKNOWN && in->state != SB_WITHHELD))
        in->state = state;
}

/* Areas without meaning have no place in it: a ratio over nobody. */
static void add_area(areas_in *in, const sb_value *values, int n_values, int area)
{
    bool is_whole = true;
    for (int i = 0; i < n_values; i++) {
        bool is_number = sb_value_is_number(values[i]);
        in->flags |= values[i].flags;
        is_whole = is_whole && is_number;
        if (!is_number && values[i].state != SB_NOT_MEANINGFUL)
            note_state(in, values[i].state);
    }
    for (int i = 0; is_whole && i < n_values; i++)
        in->values[i][in->n] = values[i].number;
    if (is_whole)
        in->areas[in->n++] = area;
}

static areas_in areas_of(const sb_facts *facts, const sb_formula *f, int level, sb_place place,
                         int period, sb_arena *scratch)
{
    const sb_areas *areas = facts->cube->areas;
    int n = areas->levels[level].n, n_values = 0;
    areas_in in = {.areas = sb_arena_array(scratch, int, n), .state = SB_NUMBER};
    while (n_values < (int)SB_COUNT(f->args) && f->args[n_values])
        in.values[n_values++] = sb_arena_array(scratch, double, n);
    for (int a = 0; a < n; a++) {
        sb_value values[SB_COUNT(in.values)];
        if (!is_in(areas, level, a, place))
            continue;
        for (int i = 0; i < n_values; i++)
            values[i] = value_in(facts, f, i, level, a, period);
        add_area(&in, values, n_values, a);
    }
    return in;
}

/* ---- Moran's I ---- */

typedef struct link {
    int from, to;
} link;

static int by_area(const void *a, const void *b)
{
    const link *x = a, *y = b;
    return x->from != y->from ? x->from - y->from : x->to - y->to;
}

/* Neighbours share a border of some length (rook contiguity), each counted alike. */
static double moran(const areas_in *in, const sb_level *level, sb_arena *scratch)
{
    int *place = sb_arena_array(scratch, int, level->n); /* + 1 */
    SB_VEC(link) links = {0};
    for (int i = 0; i < in->n; i++)
        place[in->areas[i]] = i + 1;
    for (int i = 0; i < level->arcs->n_arcs; i++) {
        const sb_arc *arc = &level->arcs->arcs[i];
        if (arc->left < 0 || arc->right < 0 || arc->left == arc->right)
            continue;
        int a = place[arc->left] - 1, b = place[arc->right] - 1;
        if (a < 0 || b < 0)
            continue;
        sb_vec_push(scratch, &links, ((link){a, b}));
        sb_vec_push(scratch, &links, ((link){b, a}));
    }
    if (links.n)
        qsort(links.at, links.n, sizeof *links.at, by_area);
    int *start = sb_arena_array(scratch, int, in->n + 1), n = 0;
    int *to = sb_arena_array(scratch, int, links.n);
    for (size_t i = 0; i < links.n; i++) {
        link here = links.at[i];
        if (i && here.from == links.at[i - 1].from && here.to == links.at[i - 1].to)
            continue; /* a border in several pieces */
        to[n++] = here.to;
        start[here.from + 1] = n;
    }
    for (int i = 0; i < in->n; i++)
        start[i + 1] = start[i + 1] ? start[i + 1] : start[i];
    return sb_moran(in->values[0], start, to, in->n);
}

/* ---- all ---- */

static sb_term with_flags(sb_term term, const areas_in *in)
{
    term.flags |= in->flags & (uint8_t)~SB_BY_CHANCE;
    return term;
}

/* How many lie below or above the area they lie in. */
static sb_term count(const sb_facts *facts, const sb_formula *f, const areas_in *in,
                     sb_place place, int period)
{
    sb_value own = sb_facts_value(facts, f->args[0]->column, place, period);
    int below = 0, above = 0;
    if (!sb_value_is_number(own))
        return sb_term_of(own);
    for (int i = 0; i < in->n; i++) {
        below += in->values[0][i] < own.number;
        above += in->values[0][i] > own.number;
    }
    own.number = f->op == SB_OP_BELOW ? below : above;
    return sb_term_of(own);
}

static double measure(const sb_formula *f, const areas_in *in, const sb_level *level,
                      sb_arena *scratch)
{
    double *const *v = in->values;
    switch (f->op) {
    case SB_OP_DISSIMILARITY:
        return sb_dissimilarity(v[0], v[1], in->n);
    case SB_OP_SEGREGATION:
        return sb_segregation(v[0], v[1], in->n);
    case SB_OP_ISOLATION:
        return sb_interaction(v[0], v[0], v[1], in->n);
    case SB_OP_EXPOSURE:
        return sb_interaction(v[0], v[1], v[2], in->n);
    case SB_OP_ETA2:
        return sb_correlation_ratio(v[0], v[1], in->n);
    case SB_OP_ENTROPY:
        return sb_entropy_index(v[0], v[1], in->n);
    case SB_OP_MORAN:
        return level->arcs ? moran(in, level, scratch) : (double)NAN;
    default:
        return NAN;
    }
}

int sb_within_level(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    if (f->level >= place.level)
        return -1;
    return f->level >= 0 ? f->level : lowest_level(facts, f, place, period);
}

sb_term sb_within(const sb_facts *facts, const sb_formula *f, sb_place place, int period)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int level = sb_within_level(facts, f, place, period);
    if (f->level >= place.level || place.level == 0)
        return sb_term_without(SB_NOT_MEANINGFUL);
    if (level < 0)
        return sb_term_without(SB_UNKNOWN);
    areas_in in = areas_of(facts, f, level, place, period, scratch);
    if (in.state != SB_NUMBER)
        return sb_term_without((sb_state)in.state);
    if (f->op == SB_OP_BELOW || f->op == SB_OP_ABOVE)
        return with_flags(count(facts, f, &in, place, period), &in);
    double result =
        in.n > 1 ? measure(f, &in, &facts->cube->areas->levels[level], scratch) : (double)NAN;
    return isnan(result) ? sb_term_without(SB_NOT_MEANINGFUL)
                         : with_flags(sb_term_of(sb_value_number(result)), &in);
}
