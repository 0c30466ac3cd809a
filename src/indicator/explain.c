#include "indicator/explain.h"

#include "indicator/columns.h"
#include "indicator/sensitivity.h"

#include <string.h>

enum { DEEPEST = 12 };

typedef struct teller {
    const sb_facts *facts;
    const sb_locale *locale;
    sb_buf *out;
} teller;

static void begin(teller *t, int depth) { sb_buf_printf(t->out, "%*s", 2 * depth, ""); }

static void tell_value(teller *t, sb_value v, int digits, const char *unit)
{
    char printed[SB_FORMAT_ROOM];
    sb_format_measure(t->locale, v, digits, 0, unit, printed);
    sb_buf_text(t->out, printed);
    if (!sb_value_is_number(v))
        sb_buf_printf(t->out, " (%s)", sb_sign_meaning(t->locale, v.state));
    else if (sb_round(v.number, digits) != v.number)
        sb_buf_printf(t->out, _(" (rounded from %.15g)"), v.number);
}

static void tell_place(teller *t, sb_place place, int period)
{
    const sb_areas *areas = t->facts->cube->areas;
    const sb_area *area = sb_areas_at(areas, place);
    sb_buf_printf(t->out, _("%s '%s' (%s), %s"), areas->levels[place.level].id, area->key,
                  area->name, t->facts->cube->periods[period].label);
}

/* ---- variables ---- */

static int count_parts(const sb_areas *areas, sb_place place, int below)
{
    int n = 0;
    for (int a = 0; a < areas->levels[below].n; a++)
        n += areas->levels[below].areas[a].parent == place.area;
    return n;
}

/* The table, and on upper levels what was added up. */
static void tell_origin(teller *t, int variable, sb_place place, int depth)
{
    const sb_variable *v = &t->facts->cube->variables[variable];
    const sb_areas *areas = t->facts->cube->areas;
    begin(t, depth);
    if (v->is_own && v->is_own[place.level])
        sb_buf_text(t->out, _("a row of its own"));
    else
        for (int l = 0; l < place.level; l++)
            if (areas->levels[l].above == place.level && v->levels[l]) {
                sb_buf_printf(t->out, _("the sum of %d areas of level '%s'"),
                              count_parts(areas, place, l), areas->levels[l].id);
                break;
            }
    if (v->table)
        sb_buf_printf(t->out, _(" of table '%s', file '%s'"), v->table->id ? v->table->id : "",
                      v->table->file ? v->table->file : "");
    for (int i = 0; v->table && i < v->table->n_columns; i++)
        if (strcmp(v->table->columns[i].variable, v->id) == 0)
            sb_buf_printf(t->out, ", '%s'", v->table->columns[i].column);
    if (v->table && v->table->value)
        sb_buf_printf(t->out, ", '%s'", v->table->value);
    if (v->table && v->table->source)
        sb_buf_printf(t->out, "; %s", v->table->source);
    sb_buf_char(t->out, '\n');
}

/* ---- formulas ---- */

static void tell_column(teller *t, int column, sb_place place, int period, int depth);

static void tell_slice(teller *t, const sb_formula *f, sb_place place, int period, int depth)
{
    const sb_column *c = &t->facts->columns[f->column];
    begin(t, depth);
    sb_buf_printf(t->out, _("%s, %d of %d groups, "), c->info.id, f->n_cells,
                  t->facts->cube->variables[c->variable].cells);
    tell_place(t, place, period);
    sb_buf_text(t->out, ": ");
    tell_value(
        t,
        sb_term_value(sb_cells_sum(t->facts, f->column, f->cells, f->n_cells, place, period)),
        c->info.digits, c->info.unit);
    sb_buf_char(t->out, '\n');
    tell_origin(t, c->variable, place, depth + 1);
}

static void tell_parts(teller *t, const sb_formula *f, sb_place place, int period, int depth)
{
    bool refers = f->op == SB_OP_COLUMN || f->op == SB_OP_SLICE;
    if (depth > DEEPEST || (refers && !sb_formula_target(t->facts, f, &place, &period)))
        return;
    if (f->op == SB_OP_SLICE)
        tell_slice(t, f, place, period, depth);
    else if (f->op == SB_OP_COLUMN)
        tell_column(t, f->column, place, period, depth);
    for (size_t i = 0; i < SB_COUNT(f->args) && f->args[i]; i++)
        tell_parts(t, f->args[i], place, period, depth);
}

/* What its areas as a whole say of an index. */
static void tell_index(teller *t, int column, sb_place place, int period, int depth)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_sensitivity *s =
        sb_facts_sensitivity(t->facts, column, place.level, period, scratch);
    if (!s)
        return;
    begin(t, depth);
    sb_buf_printf(t->out, _("index over %d areas"), s->n_areas);
    if (!isnan(s->alpha))
        sb_buf_printf(t->out, _(", Cronbach's alpha %.2f"), s->alpha);
    if (!isnan(s->explained))
        sb_buf_printf(t->out, _(", first component: %.1f %% of the variance"),
                      100 * s->explained);
    sb_buf_char(t->out, '\n');
    for (int p = 0; p < s->n_parts; p++) {
        begin(t, depth);
        sb_buf_printf(t->out, _("%s: weight %.3g, correlation with the index %.2f\n"),
                      s->parts[p]->id, s->weights[p], s->with_index[p]);
    }
}

static void tell_column(teller *t, int column, sb_place place, int period, int depth)
{
    const sb_column *c = &t->facts->columns[column];
    if (!*c->info.id) { /* a part of a formula: its own parts say more */
        tell_parts(t, c->formula, place, period, depth);
        return;
    }
    begin(t, depth);
    sb_buf_printf(t->out, "%s, ", c->info.id);
    tell_place(t, place, period);
    sb_buf_text(t->out, ": ");
    sb_value value = sb_facts_value(t->facts, column, place, period);
    tell_value(t, value, c->info.digits, c->info.unit);
    if (sb_indicator_kind(&c->info, value))
        sb_buf_printf(t->out, _(" ('%s')"), sb_indicator_kind(&c->info, value));
    sb_buf_char(t->out, '\n');
    if (c->spec && c->spec->formula) {
        begin(t, depth + 1);
        sb_buf_printf(t->out, _("formula: %s\n"), c->spec->formula);
    }
    if (c->spec && c->spec->composite)
        tell_index(t, column, place, period, depth + 1);
    for (int m = 0; m < c->n_members && depth < DEEPEST; m++)
        tell_column(t, c->members[m], place, period, depth + 1);
    if (c->formula)
        tell_parts(t, c->formula, place, period, depth + 1);
    else if (c->variable >= 0)
        tell_origin(t, c->variable, place, depth + 1);
}

void sb_facts_explain(const sb_facts *facts, const sb_locale *locale, int indicator,
                      sb_place place, int period, sb_buf *out)
{
    teller t = {facts, locale, out};
    const sb_indicator *info = &facts->columns[indicator].info;
    sb_buf_printf(out, "%s\n", info->label);
    if (info->definition)
        sb_buf_printf(out, "%s\n", info->definition);
    tell_column(&t, indicator, place, period, 0);
    if (info->source)
        sb_buf_printf(out, _("source: %s\n"), info->source);
}
