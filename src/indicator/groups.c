#include "indicator/groups.h"

#include <string.h>

typedef struct finder {
    sb_facts *facts;
    sb_formulas *formulas;
} finder;

static const sb_spec_dimension *dimension_at(const sb_facts *facts, const sb_variable *v, int i)
{
    return &facts->cube->spec->groups[v->dimensions[i]];
}

/* Which of the variable's dimensions is called so, or -1. */
static int dimension_of(const sb_facts *facts, const sb_variable *v, const char *id)
{
    int i = id ? v->n_dimensions : 0;
    while (i-- > 0 && strcmp(dimension_at(facts, v, i)->id, id) != 0)
        ;
    return i;
}

/* Whether the cell lies in that group of the dimension. */
static bool is_in(const sb_facts *facts, const sb_variable *v, int cell, int dimension,
                  int group)
{
    for (int i = v->n_dimensions; --i > dimension;)
        cell /= dimension_at(facts, v, i)->n;
    return dimension < 0 || cell % dimension_at(facts, v, dimension)->n == group;
}

static void add_column(finder *f, const sb_groups *g, int column, int group, int side)
{
    const sb_variable *v = &f->facts->cube->variables[g->variable];
    sb_arena *arena = f->formulas->arena;
    sb_formula *slice = sb_arena_one(arena, sb_formula);
    int *cells = sb_arena_array(arena, int, v->cells);
    *slice = (sb_formula){.op = SB_OP_SLICE, .column = column, .cells = cells, .period = -1};
    for (int cell = 0; cell < v->cells; cell++)
        if (is_in(f->facts, v, cell, g->by, group) && is_in(f->facts, v, cell, g->across, side))
            cells[slice->n_cells++] = cell;
    sb_vec_push(arena, &f->formulas->hidden, slice);
}

/* The groups of a chart's variable; NULL: it has none. */
static sb_groups *groups_of(finder *f, const sb_spec_chart *chart)
{
    sb_facts *facts = f->facts;
    long column = chart->variable ? sb_index_at(facts->by_name, chart->variable) : -1;
    if (column >= 0 && facts->columns[column].variable < 0)
        column = sb_index_at(f->formulas->variables, chart->variable);
    if (column < 0)
        return NULL;
    sb_groups new = {.variable = facts->columns[column].variable, .n_across = 1};
    const sb_variable *v = &facts->cube->variables[new.variable];
    new.by = dimension_of(facts, v, chart->by);
    new.across = dimension_of(facts, v, chart->sides);
    if (new.by < 0)
        return NULL;
    for (size_t i = 0; i < facts->groups.n; i++) {
        sb_groups *old = &facts->groups.at[i];
        if (old->variable == new.variable && old->by == new.by && old->across == new.across)
            return old;
    }
    new.n_by = dimension_at(facts, v, new.by)->n;
    if (new.across >= 0)
        new.n_across = dimension_at(facts, v, new.across)->n;
    new.first = f->formulas->n_columns + (int)f->formulas->hidden.n;
    new.shown = sb_arena_array(f->formulas->arena, bool,
                               facts->cube->areas->n_levels * facts->cube->n_periods);
    for (int g = 0; g < new.n_by; g++)
        for (int s = 0; s < new.n_across; s++)
            add_column(f, &new, (int)column, g, s);
    sb_vec_push(f->formulas->arena, &facts->groups, new);
    return &facts->groups.at[facts->groups.n - 1];
}

static void show(const sb_facts *facts, sb_groups *g, int level, const sb_spec_chart *chart)
{
    const char *label = chart->period ? chart->period : facts->cube->spec->report.period;
    int n = facts->cube->n_periods, period = label ? sb_facts_period(facts, label) : -1;
    for (int p = 0; level >= 0 && p < n; p++)
        g->shown[level * n + p] |= p == period || chart->from || chart->to;
}

/* A chart on a page of this level: -1 for a page without an area, -2 for any. */
static void add_chart(finder *f, const sb_spec_chart *chart, int level)
{
    const sb_areas *areas = f->facts->cube->areas;
    sb_groups *g = groups_of(f, chart);
    if (!g)
        return;
    show(f->facts, g, level, chart);
    show(f->facts, g, sb_areas_top(areas), chart);
    if (chart->level)
        show(f->facts, g, sb_areas_level(areas, chart->level), chart);
    for (int i = 0; i < chart->n_compare; i++)
        show(f->facts, g, sb_areas_level(areas, chart->compare[i]), chart);
    for (int l = 0; level == -2 && l < areas->n_levels; l++)
        show(f->facts, g, l, chart);
}

static void add_block(finder *f, const sb_spec_block *block, int level)
{
    if (block->chart)
        add_chart(f, block->chart, level);
    for (int i = 0; i < block->n_children; i++)
        add_block(f, block->children[i], level);
}

static bool is_used(const sb_spec_block *block, const char *figure)
{
    bool is_it = block->figure && strcmp(block->figure, figure) == 0;
    for (int i = 0; i < block->n_children; i++)
        is_it = is_it || is_used(block->children[i], figure);
    return is_it;
}

/* A figure on no page can still be looked at, for any area. */
static bool is_on_a_page(const sb_spec *spec, const char *figure)
{
    for (int p = 0; p < spec->n_pages; p++)
        for (int i = 0; i < spec->pages[p].n_blocks; i++)
            if (is_used(spec->pages[p].blocks[i], figure))
                return true;
    return false;
}

void sb_facts_group_charts(sb_facts *facts, sb_formulas *formulas)
{
    const sb_spec *spec = facts->cube->spec;
    finder f = {facts, formulas};
    for (int p = 0; p < spec->n_pages; p++) {
        const sb_spec_page *page = &spec->pages[p];
        int level = page->each ? sb_areas_level(facts->cube->areas, page->each) : -1;
        for (int i = 0; i < page->n_blocks; i++)
            add_block(&f, page->blocks[i], level);
    }
    for (int i = 0; i < spec->n_figures; i++)
        if (!is_on_a_page(spec, spec->figures[i].id))
            add_block(&f, spec->figures[i].block, -2);
}

const sb_groups *sb_groups_lookup(const sb_facts *facts, int column)
{
    for (size_t i = 0; i < facts->groups.n; i++) {
        const sb_groups *g = &facts->groups.at[i];
        if (column >= g->first && column < g->first + g->n_by * g->n_across)
            return g;
    }
    return NULL;
}

/* ---- as figures ask for them ---- */

const sb_spec_dimension *sb_facts_dimension(const sb_facts *facts, int indicator,
                                            const char *dimension)
{
    if (indicator < 0 || facts->columns[indicator].variable < 0)
        return NULL;
    const sb_variable *v = &facts->cube->variables[facts->columns[indicator].variable];
    int at = dimension_of(facts, v, dimension);
    return at < 0 ? NULL : dimension_at(facts, v, at);
}

sb_value sb_facts_group(const sb_facts *facts, int indicator, const sb_spec_dimension *by,
                        int group, sb_place place, int period)
{
    return sb_facts_cross(facts, indicator, by, group, NULL, 0, place, period);
}

sb_value sb_facts_cross(const sb_facts *facts, int indicator, const sb_spec_dimension *by,
                        int group, const sb_spec_dimension *across, int side, sb_place place,
                        int period)
{
    int variable = indicator >= 0 ? facts->columns[indicator].variable : -1;
    for (size_t i = 0; i < facts->groups.n; i++) {
        const sb_groups *g = &facts->groups.at[i];
        const sb_variable *v = &facts->cube->variables[g->variable];
        if (g->variable == variable && dimension_at(facts, v, g->by) == by &&
            (g->across < 0 ? NULL : dimension_at(facts, v, g->across)) == across &&
            group >= 0 && group < g->n_by && side >= 0 && side < g->n_across)
            return sb_facts_value(facts, g->first + group * g->n_across + side, place, period);
    }
    return sb_value_without(SB_UNKNOWN);
}
