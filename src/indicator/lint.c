/* What is probably a mistake in an indicator (METHODS.md).  `waive:` with a reason silences all
 * of them for one indicator; the reason is printed with its definition. */
#include "indicator/whole.h"

#include <string.h>
#include <strings.h>

static const sb_variable *variable_of(const sb_facts *facts, const sb_formula *f)
{
    while (f->op == SB_OP_COLUMN && facts->columns[f->column].formula)
        f = facts->columns[f->column].formula;
    bool refers = f->op == SB_OP_COLUMN || f->op == SB_OP_SLICE;
    int variable = refers ? facts->columns[f->column].variable : -1;
    return variable < 0 ? NULL : &facts->cube->variables[variable];
}

static bool mentions(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (; text && *text; text++)
        if (strncasecmp(text, word, n) == 0)
            return true;
    return false;
}

/* A rate of unemployment is over the labour force, which small areas do not have. */
static void check_unemployment(const sb_facts *facts, const sb_column *c,
                               const sb_formula *whole, sb_span at, sb_diag *diag)
{
    const sb_variable *v = variable_of(facts, whole);
    bool is_rate = mentions(c->info.label, "arbeitslosenquote") ||
                   mentions(c->info.id, "arbeitslosenquote");
    if (!is_rate || !v || mentions(v->id, "erwerb") || mentions(v->label, "erwerb"))
        return;
    sb_fail(diag, SB_E_SCHEMA, at,
            _("'%s' is called a rate of unemployment, but is a share of '%s'"), c->info.id,
            v->id);
    sb_hint(diag, _("over inhabitants it is an 'Arbeitslosenanteil'; 'waive:' and a reason "
                    "keeps the name, and the reason is printed"));
}

static bool is_selected(const sb_formula *f, int cell)
{
    for (int i = 0; i < f->n_cells; i++)
        if (f->cells[i] == cell)
            return true;
    return f->op == SB_OP_COLUMN;
}

static const sb_formula *leaf(const sb_facts *facts, const sb_formula *f)
{
    while (f->op == SB_OP_COLUMN && facts->columns[f->column].formula)
        f = facts->columns[f->column].formula;
    return f->op == SB_OP_COLUMN || f->op == SB_OP_SLICE ? f : NULL;
}

/* Of one variable the part must lie in the whole: children of all, not children of adults. */
static void check_part(const sb_facts *facts, const sb_column *c, const sb_formula *part,
                       const sb_formula *whole, sb_span at, sb_diag *diag)
{
    const sb_formula *a = leaf(facts, part), *b = leaf(facts, whole);
    if (!a || !b || facts->columns[a->column].variable != facts->columns[b->column].variable)
        return;
    const sb_variable *v = variable_of(facts, a);
    for (int cell = 0; v && cell < v->cells; cell++) {
        if (!is_selected(a, cell) || is_selected(b, cell))
            continue;
        sb_warn(diag, SB_E_SCHEMA, at, _("'%s' is in %%, but its part is not all in its whole"),
                c->info.id);
        sb_hint(diag, _("leave the unit out if it is a quotient, or mend the slices"));
        return;
    }
}

/* A share lies between nothing and all; that of a balance may lie below, no part of a count. */
static void check_range(const sb_facts *facts, const sb_column *c, const sb_formula *part,
                        const sb_formula *whole, sb_span at, sb_diag *diag)
{
    const sb_cube *cube = facts->cube;
    const sb_variable *v = variable_of(facts, whole);
    double least = v && v == variable_of(facts, part) ? 0 : -INFINITY;
    for (int l = 0; l < cube->areas->n_levels; l++) {
        size_t n = (size_t)cube->areas->levels[l].n * (size_t)cube->n_periods;
        for (size_t i = 0; i < n; i++) {
            double share = c->levels[l][i].number;
            if (!(share > 100 || share < least))
                continue;
            const sb_area *area = &cube->areas->levels[l].areas[i / (size_t)cube->n_periods];
            sb_warn(diag, SB_E_DATA, at, _("'%s' of '%s' (%s) is a share of %.1f %%"),
                    c->info.id, area->key, area->name, share);
            if (share < 0)
                sb_hint(diag, _("a count below 0 is probably a slip of the table"));
            else
                sb_hint(diag,
                        _("is its part counted in its whole, by the same day and place?"));
            return;
        }
    }
}

/* Shares, added up. */
static bool is_sum_of_shares(const sb_facts *facts, const sb_formula *f)
{
    const sb_formula *part, *whole;
    if (f->op == SB_OP_ADD)
        return is_sum_of_shares(facts, f->args[0]) && is_sum_of_shares(facts, f->args[1]);
    while (f->op == SB_OP_COLUMN && sb_formula_is_bare(f) && facts->columns[f->column].formula)
        f = facts->columns[f->column].formula;
    return !f->is_count && sb_formula_share(f, &part, &whole) && whole->op != SB_OP_NUMBER;
}

/* (share + share) / 2: shares of different wholes have no plain mean. */
static void check_average(const sb_facts *facts, const sb_column *c, const sb_formula *f,
                          sb_span at, sb_diag *diag)
{
    bool is_mean =
        f->op == SB_OP_DIVIDE && f->args[1]->op == SB_OP_NUMBER && f->args[0]->op == SB_OP_ADD;
    if (!is_mean || !is_sum_of_shares(facts, f->args[0]))
        return;
    sb_warn(diag, SB_E_SCHEMA, at, _("'%s' is a mean of shares"), c->info.id);
    sb_hint(diag, _("divide the sum of the parts by the sum of the wholes"));
}

static void check_column(const sb_facts *facts, const sb_column *c, sb_diag *diag)
{
    const sb_formula *part, *whole;
    sb_span at = c->spec->formula_node ? c->spec->formula_node->at : c->spec->node->at;
    check_average(facts, c, c->formula, at, diag);
    bool is_share = sb_formula_share(c->formula, &part, &whole);
    if (c->spec->has_significance && (!is_share || !part->is_count || !whole->is_count)) {
        sb_fail(diag, SB_E_SCHEMA, sb_node_span(c->spec->node, "significance"),
                _("'%s' is no share of counts, so nothing can be said of chance"), c->info.id);
        sb_hint(diag, _("write its formula as 100 * part / whole"));
    }
    if (!is_share)
        return;
    check_unemployment(facts, c, whole, at, diag);
    if (!c->info.unit || strcmp(c->info.unit, "%") != 0)
        return;
    check_part(facts, c, part, whole, at, diag);
    if (part->is_count && whole->is_count)
        check_range(facts, c, part, whole, at, diag);
}

/* One variable in two units. */
static void check_units(const sb_facts *facts, sb_diag *diag)
{
    const sb_spec *spec = facts->cube->spec;
    for (int i = 0; i < spec->n_tables; i++)
        for (int j = 0; j < i; j++) {
            const sb_spec_table *a = &spec->tables[j], *b = &spec->tables[i];
            if (a->n_columns || b->n_columns || !a->unit || !b->unit || !a->variable ||
                !b->variable || strcmp(a->variable, b->variable) != 0 ||
                strcmp(a->unit, b->unit) == 0)
                continue;
            sb_warn(diag, SB_E_SCHEMA, sb_node_span(b->node, "unit"),
                    _("'%s' is in '%s' here and in '%s' in table '%s'"), b->variable, b->unit,
                    a->unit, a->id);
        }
}

/* People by groups are counted: none are below 0, as a balance may be. */
static void check_groups(const sb_facts *facts, const sb_variable *v, sb_diag *diag)
{
    const sb_cube *cube = facts->cube;
    for (int l = 0; v->n_dimensions > 0 && l < cube->areas->n_levels; l++) {
        size_t row = (size_t)cube->n_periods * (size_t)v->cells;
        size_t n = v->levels[l] ? (size_t)cube->areas->levels[l].n * row : 0;
        for (size_t i = 0; i < n; i++) {
            double number = v->levels[l][i].number;
            if (!(number < 0))
                continue;
            const sb_area *area = &cube->areas->levels[l].areas[i / row];
            sb_warn(diag, SB_E_DATA,
                    v->table && v->table->node ? v->table->node->at : SB_NOWHERE,
                    _("a group of '%s' in '%s' (%s), %s, has %.10g members"), v->id, area->key,
                    area->name, cube->periods[i % row / (size_t)v->cells].label, number);
            sb_hint(diag, _("a count below 0 is probably a slip of the table"));
            return;
        }
    }
}

static bool is_any_printed(const sb_facts *facts)
{
    bool is_withheld = false;
    const sb_areas *areas = facts->cube->areas;
    for (int c = 0; c < facts->n_public; c++)
        for (int l = 0; l < areas->n_levels && facts->columns[c].info.is_count; l++)
            for (int i = 0; i < areas->levels[l].n * facts->cube->n_periods; i++) {
                sb_value v = facts->columns[c].levels[l][i];
                if (v.state == SB_NUMBER)
                    return true;
                is_withheld = is_withheld || v.state == SB_WITHHELD;
            }
    return !is_withheld;
}

void sb_facts_lint_disclosure(const sb_facts *facts, sb_diag *diag)
{
    const sb_spec_disclosure *rule = &facts->cube->spec->disclosure;
    for (int i = 0; i < facts->n_public; i++)
        if (facts->columns[i].members)
            sb_whole_warn_of_left_out(facts, &facts->columns[i], diag);
    if (is_any_printed(facts))
        return;
    sb_warn(diag, SB_E_DATA, rule->node ? rule->node->at : SB_NOWHERE,
            _("every count is withheld: none can be printed"));
    sb_hint(diag, _("lower 'minimum:', or bring counts of larger areas"));
}

void sb_facts_lint(const sb_facts *facts, sb_diag *diag)
{
    for (int i = 0; i < facts->n_public; i++) {
        const sb_column *c = &facts->columns[i];
        if (c->spec && c->spec->node && c->formula && !c->spec->waiver)
            check_column(facts, c, diag);
        if (c->members)
            sb_whole_check(facts, c, diag);
    }
    check_units(facts, diag);
    for (int v = 0; v < facts->cube->n_variables; v++)
        check_groups(facts, &facts->cube->variables[v], diag);
}
