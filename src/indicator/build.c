#include "indicator/allocate.h"
#include "indicator/average.h"
#include "indicator/groups.h"
#include "indicator/whole.h"
#include "indicator/within.h"

#include <string.h>

/* Indicators that stand on each other, at most. */
enum { LONGEST_CHAIN = 500 };

typedef struct builder {
    sb_facts *facts;
    sb_formulas formulas;
    SB_VEC(int) path; /* columns under way, for the message about a circle */
    int n_ordered;
    sb_arena *arena;
    sb_diag *diag;
} builder;

/* ---- what a column is called and comes from ---- */

/* Decimals that show all numbers of a variable, up to 2; parts of people are people still. */
static int digits_of(const sb_cube *cube, const sb_variable *variable)
{
    int digits = 0;
    for (int l = 0; l < cube->areas->n_levels; l++) {
        size_t n = (size_t)cube->areas->levels[l].n * (size_t)cube->n_periods *
                   (size_t)variable->cells;
        for (size_t i = 0; variable->levels[l] && i < n; i++) {
            double number = variable->levels[l][i].number;
            bool is_estimated = variable->levels[l][i].flags & SB_ESTIMATED;
            if (isnan(number) || trunc(number) == number || is_estimated)
                continue; /* quick: nearly all are */
            while (digits < 2 && sb_round(number, digits) != number)
                digits++;
        }
    }
    return digits;
}

static bool is_rate(const char *unit)
{
    return unit && (strcmp(unit, "%") == 0 || strcmp(unit, "\u2030") == 0);
}

static sb_column variable_column(const sb_cube *cube, int variable, sb_arena *arena)
{
    const sb_variable *v = &cube->variables[variable];
    int digits = digits_of(cube, v);
    sb_column column = {
        .info = {.id = v->id,
                 .label = v->label,
                 .short_label = v->label,
                 .unit = v->unit,
                 .digits = digits,
                 .is_count = digits == 0 && !is_rate(v->unit),
                 .node = v->table ? v->table->node : NULL},
        .variable = variable,
        .given = -1,
        .compared_by = -1,
    };
    if (v->table)
        sb_vec_push(arena, &column.tables, v->table);
    return column;
}

static sb_column indicator_column(const sb_spec_indicator *spec)
{
    return (sb_column){
        .info = {.id = spec->id,
                 .label = spec->label,
                 .short_label = spec->short_label,
                 .unit = spec->unit,
                 .source = spec->source,
                 .definition = spec->definition,
                 .date = spec->date,
                 .licence = spec->licence,
                 .digits = spec->digits,
                 .direction = spec->direction,
                 .node = spec->node},
        .spec = spec,
        .variable = -1,
        .given = -1,
        .compared_by = -1,
    };
}

static void add_tables(builder *b, sb_column *column, const sb_column *from)
{
    for (size_t i = 0; i < from->tables.n; i++) {
        bool is_there = false;
        for (size_t j = 0; j < column->tables.n; j++)
            is_there = is_there || column->tables.at[j] == from->tables.at[i];
        if (!is_there)
            sb_vec_push(b->arena, &column->tables, from->tables.at[i]);
    }
}

/* The one date of all tables, or NULL. */
static const char *common_date(const sb_column *column)
{
    const char *date = column->tables.n ? column->tables.at[0]->date : NULL;
    for (size_t i = 1; date && i < column->tables.n; i++)
        if (!column->tables.at[i]->date || strcmp(column->tables.at[i]->date, date) != 0)
            date = NULL;
    return date;
}

/* Both, each time once; where dates differ each source has its own. */
static const char *list_sources(builder *b, const sb_column *column, bool has_dates)
{
    const char *sources = NULL;
    for (size_t i = 0; i < column->tables.n; i++) {
        const sb_spec_table *table = column->tables.at[i];
        const char *one = table->source;
        if (one && has_dates && table->date)
            one = sb_arena_printf(b->arena, "%s (%s)", one, table->date);
        if (one && (!sources || !strstr(sources, one)))
            sources = sources ? sb_arena_printf(b->arena, "%s; %s", sources, one) : one;
    }
    return sources;
}

static const char *list_licences(builder *b, const sb_column *column)
{
    const char *licences = NULL;
    for (size_t i = 0; i < column->tables.n; i++) {
        const char *one = column->tables.at[i]->licence;
        if (one && (!licences || !strstr(licences, one)))
            licences = licences ? sb_arena_printf(b->arena, "%s; %s", licences, one) : one;
    }
    return licences;
}

static void add_sentence(builder *b, sb_indicator *info, const char *sentence)
{
    info->definition = info->definition
                           ? sb_arena_printf(b->arena, "%s. %s", info->definition, sentence)
                           : sentence;
}

/* What the open group of a mean was taken for. */
static void tell_open_group(builder *b, sb_indicator *info, const sb_formula *f)
{
    const sb_spec *spec = b->facts->cube->spec;
    for (size_t i = 0; i < SB_COUNT(f->args) && f->args[i]; i++)
        tell_open_group(b, info, f->args[i]);
    if (f->op != SB_OP_MEAN)
        return;
    const sb_variable *v = &b->facts->cube->variables[b->facts->columns[f->column].variable];
    const sb_spec_dimension *d = &spec->groups[v->dimensions[f->dimension]];
    if (!isinf(d->groups[d->n - 1].below))
        return;
    sb_locale locale = {.language = spec->report.language, .numbers = spec->report.numbers};
    char middle[SB_FORMAT_ROOM];
    double number = sb_group_middle(d, d->n - 1);
    sb_format_number(&locale, number, trunc(number) != number, 0, middle);
    char sentence[512];
    snprintf(sentence, sizeof sentence, sb_word(&locale, SB_W_OPEN_GROUP),
             d->groups[d->n - 1].label, middle);
    add_sentence(b, info, sb_arena_text(b->arena, sentence));
}

static void tell_crosswalk(builder *b, sb_column *column)
{
    sb_locale locale = {.language = b->facts->cube->spec->report.language};
    for (size_t i = 0; i < column->tables.n; i++)
        if (column->tables.at[i]->crosswalk) {
            add_sentence(b, &column->info, sb_word(&locale, SB_W_RECUT));
            return;
        }
}

/* What the tables and the layout say of it. */
static void describe(builder *b, sb_column *column)
{
    sb_indicator *info = &column->info;
    bool has_date = column->spec && column->spec->date;
    if (!has_date)
        info->date = common_date(column);
    if (!info->licence)
        info->licence = list_licences(b, column);
    if (column->formula && column->spec)
        tell_open_group(b, info, column->formula);
    tell_crosswalk(b, column);
    if (column->spec && column->spec->waiver)
        add_sentence(b, info, column->spec->waiver);
    info->is_measured = !info->source && column->tables.n == 0;
    if (!info->source)
        info->source = list_sources(b, column, !info->date);
    const sb_variable *v =
        column->variable >= 0 ? &b->facts->cube->variables[column->variable] : NULL;
    if (!info->label)
        info->label = v ? v->label : info->id;
    if (!info->short_label)
        info->short_label = info->label;
    if (!info->unit && v)
        info->unit = v->unit;
}

/* ---- in the order of what stands on what ---- */

static void report_circle(builder *b, int start)
{
    const sb_column *first = NULL;
    const char *names = "";
    bool is_inside = false;
    for (size_t i = 0; i < b->path.n; i++) {
        const sb_column *c = &b->facts->columns[b->path.at[i]];
        is_inside = is_inside || b->path.at[i] == start;
        if (!is_inside || !c->spec)
            continue;
        first = first ? first : c;
        const char *name = sb_arena_printf(b->arena, _("'%s'"), c->info.id);
        names = sb_arena_printf(b->arena, "%s%s \u2192 ", names, name);
    }
    if (!first)
        return;
    const sb_node *node = first->spec->formula_node;
    sb_fail(b->diag, SB_E_SCHEMA, node ? node->at : sb_node_span(first->spec->node, "formula"),
            _("formulas go in a circle: %s'%s'"), names, first->info.id);
    sb_hint(b->diag, _("an indicator cannot be computed from itself"));
}

/* ---- breaks in a series ---- */

static void add_break(builder *b, sb_column *column, int period)
{
    if (!column->breaks)
        column->breaks = sb_arena_array(b->arena, bool, b->facts->cube->n_periods);
    column->breaks[period] = true;
}

/* What is made of a broken series is broken there too. */
static void add_breaks(builder *b, sb_column *column, const sb_column *from)
{
    for (int p = 0; from->breaks && p < b->facts->cube->n_periods; p++)
        if (from->breaks[p])
            add_break(b, column, p);
}

static void declare_breaks(builder *b, sb_column *column, const char *const *labels, int n,
                           const sb_node *node)
{
    for (int i = 0; i < n; i++) {
        int period = sb_facts_period(b->facts, labels[i]);
        if (period >= 0) {
            add_break(b, column, period);
            continue;
        }
        sb_fail(b->diag, SB_E_SCHEMA, sb_node_span(node, "breaks"),
                _("no table has the period '%s'"), labels[i]);
        sb_hint(b->diag, _("a break is the first period of the new series"));
    }
}

static bool visit(builder *b, int column);

static void drop_members(sb_column *column)
{
    column->members = NULL;
    column->n_members = 0;
}

/* What other areas' results are made of counts as printed, named or not. */
static void note_compared(builder *b, const sb_column *by, int column)
{
    b->facts->columns[column].compared_by = (int)(by - b->facts->columns);
}

/* Visit what the formula refers to and note what is a count.  False: in error. */
static bool visit_formula(builder *b, sb_column *column, sb_formula *f)
{
    bool is_good = true, is_count = true;
    for (size_t i = 0; i < SB_COUNT(f->args) && f->args[i]; i++) {
        is_good = visit_formula(b, column, f->args[i]) && is_good;
        is_count = is_count && f->args[i]->is_count;
        if (sb_is_within(f->op))
            note_compared(b, column, f->args[i]->column);
    }
    switch (f->op) {
    case SB_OP_COLUMN:
    case SB_OP_SLICE:
    case SB_OP_RANK:
    case SB_OP_QUARTILE:
    case SB_OP_SCORE:
    case SB_OP_SIGNIFICANT:
    case SB_OP_MEAN:
    case SB_OP_MEDIAN:
    case SB_OP_STEP: {
        is_good = visit(b, f->column) && is_good;
        sb_column *to = &b->facts->columns[f->column];
        if (f->op == SB_OP_RANK || f->op == SB_OP_QUARTILE || f->op == SB_OP_SCORE) {
            sb_column_rank(b->facts, to, b->arena);
            note_compared(b, column, f->column);
        }
        if (f->op == SB_OP_SIGNIFICANT)
            note_compared(b, column, f->column);
        add_breaks(b, column, to);
        f->is_count = (f->op == SB_OP_COLUMN || f->op == SB_OP_SLICE) && to->info.is_count;
        add_tables(b, column, to);
        break;
    }
    case SB_OP_NEGATE:
    case SB_OP_ADD:
    case SB_OP_SUBTRACT:
        f->is_count = is_count;
        break;
    default:
        break;
    }
    return is_good;
}

/* As the layout says, or where the formula as a whole is a difference in time. */
static bool is_change(const sb_column *column)
{
    if (column->spec && column->spec->is_signed >= 0)
        return column->spec->is_signed;
    return column->formula->op == SB_OP_CHANGE || column->formula->op == SB_OP_POINTS;
}

static bool visit_member(builder *b, sb_column *column, int member)
{
    bool is_good = visit(b, member);
    const sb_column *from = &b->facts->columns[member];
    add_tables(b, column, from);
    add_breaks(b, column, from);
    if (!column->info.left_out)
        column->info.left_out = from->info.left_out;
    return is_good;
}

/* Evaluate a column after what it stands on.  False: it has no values, said already. */
static bool visit(builder *b, int i)
{
    sb_column *column = &b->facts->columns[i];
    if (column->visit == SB_DONE)
        return column->formula || column->members || column->variable >= 0;
    if (column->visit == SB_UNDER_WAY || b->path.n >= LONGEST_CHAIN) {
        if (column->visit == SB_UNDER_WAY)
            report_circle(b, i);
        else
            sb_fail(b->diag, SB_E_LIMIT, sb_node_span(column->info.node, "formula"),
                    _("more than %d indicators stand on each other"), LONGEST_CHAIN);
        return false;
    }
    column->visit = SB_UNDER_WAY;
    sb_vec_push(b->arena, &b->path, i);
    bool is_good = true;
    if (column->formula && !visit_formula(b, column, column->formula))
        column->formula = NULL;
    for (int m = 0; m < column->n_members; m++)
        is_good = visit_member(b, column, column->members[m]) && is_good;
    if (!is_good)
        drop_members(column);
    if (column->given >= 0 && visit(b, column->given))
        add_tables(b, column, &b->facts->columns[column->given]);
    if (column->formula) {
        column->info.is_count = column->formula->is_count;
        column->info.is_signed = is_change(column);
        if (sb_formula_is_bare(column->formula))
            column->variable = b->facts->columns[column->formula->column].variable;
    }
    describe(b, column);
    sb_column_evaluate(b->facts, column);
    b->facts->order[b->n_ordered++] = i;
    b->path.n--;
    column->visit = SB_DONE;
    return column->formula || column->members || column->variable >= 0;
}

/* ---- building ---- */

static void lay_out_columns(builder *b)
{
    sb_facts *facts = b->facts;
    const sb_cube *cube = facts->cube;
    const sb_spec *spec = cube->spec;
    int n = spec->n_indicators + cube->n_variables;
    facts->columns = sb_arena_array(b->arena, sb_column, n);
    facts->names = sb_arena_array(b->arena, const char *, n);
    sb_index *indicators = sb_index_new(b->arena), *variables = sb_index_new(b->arena);
    int *variable_of = sb_arena_array(b->arena, int, n);
    facts->by_name = sb_index_new(b->arena);
    for (int i = 0; i < spec->n_indicators; i++) {
        facts->columns[i] = indicator_column(&spec->indicators[i]);
        sb_index_put(indicators, spec->indicators[i].id, i);
    }
    facts->n_columns = spec->n_indicators;
    for (int hidden = 0; hidden < 2; hidden++) {
        for (int v = 0; v < cube->n_variables; v++) {
            bool is_hidden = sb_index_at(indicators, cube->variables[v].id) >= 0;
            if (is_hidden != (hidden == 1))
                continue;
            sb_index_put(variables, cube->variables[v].id, facts->n_columns);
            facts->columns[facts->n_columns++] = variable_column(cube, v, b->arena);
        }
        if (!hidden)
            facts->n_public = facts->n_columns;
    }
    for (int i = 0; i < n; i++) {
        facts->names[i] = facts->columns[i].info.id;
        variable_of[i] = facts->columns[i].variable;
        if (i < facts->n_public)
            sb_index_put(facts->by_name, facts->names[i], i);
    }
    b->formulas = (sb_formulas){.cube = cube,
                                .variables = variables,
                                .indicators = indicators,
                                .variable_of = variable_of,
                                .names = facts->names,
                                .n_columns = n,
                                .arena = b->arena,
                                .diag = b->diag};
}

static void read_given(builder *b, sb_column *column)
{
    const sb_spec_indicator *spec = column->spec;
    long given = sb_index_at(b->formulas.variables, spec->given);
    column->given = (int)given;
    if (given >= 0)
        return;
    const sb_cube *cube = b->facts->cube;
    const char **names = sb_arena_array(b->arena, const char *, cube->n_variables);
    for (int v = 0; v < cube->n_variables; v++)
        names[v] = cube->variables[v].id;
    sb_fail(b->diag, SB_E_SCHEMA, sb_node_span(spec->node, "given"),
            _("no variable is called '%s'"), spec->given);
    sb_hint_near(b->diag, spec->given, names, (size_t)cube->n_variables);
}

static void add_member(builder *b, sb_column *column, const char *name, sb_span at)
{
    long found = sb_index_at(b->facts->by_name, name);
    if (found >= 0) {
        column->members[column->n_members++] = (int)found;
        return;
    }
    sb_fail(b->diag, SB_E_SCHEMA, at, _("no indicator is called '%s'"), name);
    sb_hint_near(b->diag, name, b->facts->names, (size_t)b->facts->n_public);
}

/* In place of the parts of an index their changes, each a column of its own. */
static void take_changes(builder *b, sb_column *column, const sb_spec_composite *spec)
{
    for (int i = 0; i < spec->n_parts && i < column->n_members; i++) {
        sb_formula *f = sb_formula_points(&b->formulas, column->members[i], spec->since,
                                          sb_node_at(spec->node, "since"));
        if (f)
            column->members[i] = sb_formula_column(&b->formulas, f);
    }
}

/* Areas left out by name must be there. */
static void check_without(builder *b, const sb_spec_composite *spec)
{
    const sb_areas *areas = b->facts->cube->areas;
    for (int i = 0; i < spec->n_without; i++) {
        bool is_there = false;
        for (int l = 0; l < areas->n_levels; l++)
            is_there = is_there || sb_areas_find(areas, l, spec->without[i]) >= 0;
        if (!is_there)
            sb_fail(b->diag, SB_E_SCHEMA, sb_node_span(spec->node, "without"),
                    _("no area has the key '%s'"), spec->without[i]);
    }
}

static void read_index(builder *b, sb_column *column, const sb_spec_composite *spec)
{
    check_without(b, spec);
    sb_locale locale = {.language = b->facts->cube->spec->report.language};
    for (int i = 0; i < spec->n_parts; i++)
        add_member(b, column, spec->parts[i].indicator,
                   sb_node_span(spec->parts[i].node, "indicator"));
    if (spec->since)
        take_changes(b, column, spec);
    if (spec->population)
        add_member(b, column, spec->population, sb_node_span(spec->node, "population"));
    if (spec->left_out)
        column->info.left_out = spec->left_out;
    else if (spec->n_without)
        column->info.left_out = sb_word(&locale, SB_W_LEFT_OUT);
    else if (spec->population)
        column->info.left_out = sb_word(&locale, SB_W_LEFT_OUT_SMALL);
}

static void read_kinds(builder *b, sb_column *column, const sb_spec_indicator *spec)
{
    const sb_spec_matrix *matrix = spec->matrix;
    const sb_spec_clusters *clusters = spec->clusters;
    if (spec->rating)
        add_member(b, column, spec->rating->of, sb_node_span(spec->rating->node, "of"));
    if (matrix) {
        add_member(b, column, matrix->status.index, sb_node_span(matrix->status.node, "index"));
        add_member(b, column, matrix->dynamics.index,
                   sb_node_span(matrix->dynamics.node, "index"));
    }
    for (int i = 0; clusters && i < clusters->n_of; i++)
        add_member(b, column, clusters->of[i], sb_node_span(clusters->node, "of"));
    if (clusters && clusters->order)
        add_member(b, column, clusters->order, sb_node_span(clusters->node, "order by"));
    column->info.kinds = sb_whole_kinds(spec, b->facts->cube->spec->report.language, b->arena);
}

/* Room for the derivation of an allocation. */
static void make_steps(builder *b, sb_column *column)
{
    const sb_cube *cube = b->facts->cube;
    int n_levels = cube->areas->n_levels;
    column->steps = sb_arena_array(b->arena, double *, SB_STEPS *n_levels);
    for (int s = 0; s < SB_STEPS * n_levels; s++)
        column->steps[s] = sb_arena_array(
            b->arena, double,
            (size_t)cube->areas->levels[s % n_levels].n *(size_t)cube->n_periods);
}

static void read_members(builder *b, sb_column *column)
{
    const sb_spec_indicator *spec = column->spec;
    const sb_spec_allocation *allocation = spec->allocation;
    const sb_cube *cube = b->facts->cube;
    size_t errors = sb_diag_errors(b->diag);
    int n_parts = spec->composite  ? spec->composite->n_parts
                  : spec->clusters ? spec->clusters->n_of
                                   : 2;
    column->members = sb_arena_array(b->arena, int, n_parts + 1);
    column->inputs =
        sb_arena_array(b->arena, uint64_t, cube->areas->n_levels * cube->n_periods);
    if (spec->composite)
        read_index(b, column, spec->composite);
    read_kinds(b, column, spec);
    if (allocation)
        add_member(b, column, allocation->by, sb_node_span(allocation->node, "by"));
    if (allocation && allocation->index)
        add_member(b, column, allocation->index, sb_node_span(allocation->node, "index"));
    if (allocation && allocation->supply)
        add_member(b, column, allocation->supply, sb_node_span(allocation->node, "supply"));
    if (allocation)
        make_steps(b, column);
    if (sb_diag_errors(b->diag) > errors)
        drop_members(column);
}

static bool is_whole(const sb_spec_indicator *spec)
{
    return spec->composite || spec->allocation || spec->rating || spec->matrix ||
           spec->clusters;
}

static void read_formulas(builder *b)
{
    sb_facts *facts = b->facts;
    for (int i = 0; i < facts->cube->spec->n_indicators; i++) {
        sb_column *column = &facts->columns[i];
        const sb_spec_indicator *spec = column->spec;
        if (spec->given)
            read_given(b, column);
        if (is_whole(spec))
            read_members(b, column);
        else if (spec->formula)
            column->formula = sb_formula_parse(&b->formulas, spec->formula, spec->formula_node);
        else if (!spec->given)
            column->formula = sb_formula_parse(&b->formulas, spec->id, spec->node);
    }
}

/* Parts of formulas become columns behind the named ones. */
static void add_hidden_columns(builder *b)
{
    sb_facts_group_charts(b->facts, &b->formulas);
    sb_facts *facts = b->facts;
    size_t named = (size_t)facts->n_columns, hidden = b->formulas.hidden.n;
    sb_column *all = sb_arena_array(b->arena, sb_column, named + hidden);
    memcpy(all, facts->columns, named * sizeof *all);
    for (size_t i = 0; i < hidden; i++)
        all[named + i] = (sb_column){.info = {.id = ""},
                                     .formula = b->formulas.hidden.at[i],
                                     .variable = -1,
                                     .given = -1,
                                     .compared_by = -1};
    facts->columns = all;
    facts->n_columns = (int)(named + hidden);
    for (int i = 0; i < facts->n_columns; i++) {
        sb_column *column = &facts->columns[i];
        const sb_spec_table *table =
            column->variable >= 0 ? facts->cube->variables[column->variable].table : NULL;
        if (column->spec)
            declare_breaks(b, column, column->spec->breaks, column->spec->n_breaks,
                           column->spec->node);
        if (table && column->info.node)
            declare_breaks(b, column, table->breaks, table->n_breaks, table->node);
    }
}

/* ---- areas with too few people ---- */

static void note_few(builder *b, int population)
{
    sb_facts *facts = b->facts;
    const sb_areas *areas = facts->cube->areas;
    int n = facts->cube->n_periods;
    facts->few = sb_arena_array(b->arena, bool *, areas->n_levels);
    for (int l = 0; l < areas->n_levels; l++) {
        facts->few[l] = sb_arena_array(b->arena, bool, areas->levels[l].n *n);
        for (int i = 0; i < areas->levels[l].n * n; i++) {
            sb_value v = facts->columns[population].levels[l][i];
            facts->few[l][i] =
                v.state == SB_WITHHELD ||
                (v.number > 0 && v.number < facts->cube->spec->disclosure.minimum_population);
        }
    }
}

/* Count the people first: all other columns look at it. */
static void visit_population(builder *b)
{
    const sb_spec_disclosure *rule = &b->facts->cube->spec->disclosure;
    if (!rule->population)
        return;
    int population = sb_facts_find(b->facts, rule->population);
    if (population < 0) {
        sb_fail(b->diag, SB_E_SCHEMA, sb_node_span(rule->node, "population"),
                _("no indicator is called '%s'"), rule->population);
        sb_hint_near(b->diag, rule->population, b->facts->names, (size_t)b->facts->n_public);
        return;
    }
    visit(b, population);
    for (int i = 0; i < b->facts->n_columns; i++)
        b->facts->columns[i].is_population = b->facts->columns[i].visit == SB_DONE;
    note_few(b, population);
}

sb_facts *sb_facts_new(const sb_cube *cube, sb_arena *arena, sb_diag *diag)
{
    if (!cube || !cube->areas || !cube->n_periods)
        return NULL;
    builder b = {.facts = sb_arena_one(arena, sb_facts), .arena = arena, .diag = diag};
    b.facts->cube = cube;
    lay_out_columns(&b);
    read_formulas(&b);
    add_hidden_columns(&b);
    for (int i = 0; i < b.facts->n_columns; i++) {
        sb_column *column = &b.facts->columns[i];
        column->levels = sb_arena_array(arena, sb_value *, cube->areas->n_levels);
        for (int l = 0; l < cube->areas->n_levels; l++)
            column->levels[l] = sb_arena_array(
                arena, sb_value, (size_t)cube->areas->levels[l].n * (size_t)cube->n_periods);
    }
    b.facts->order = sb_arena_array(arena, int, b.facts->n_columns);
    visit_population(&b);
    for (int i = 0; i < b.facts->n_columns; i++)
        visit(&b, i);
    if (!sb_diag_errors(diag)) {
        sb_facts_lint(b.facts, diag);
        sb_facts_withhold(b.facts, arena);
        sb_facts_lint_disclosure(b.facts, diag);
    }
    return b.facts;
}
