#include "indicator/explain.h"

#include "indicator/explain_whole.h"
#include "indicator/term.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 12, SHOWN = 12 };

typedef struct teller {
    const sb_explanation *how;
    const sb_facts *facts;
    sb_buf *out;
    sb_arena *arena;
    bool is_printed; /* the column at hand: its parts were audited with it */
} teller;

static void begin(teller *t, int depth) { sb_buf_printf(t->out, "%*s", 2 * depth, ""); }

static void tell_value(teller *t, sb_value v, int digits, const char *unit)
{
    char printed[SB_FORMAT_ROOM];
    const sb_locale *locale = t->how->locale;
    sb_format_measure(locale, v, digits, 0, unit, printed);
    sb_buf_text(t->out, printed);
    if (!sb_value_is_number(v))
        sb_buf_printf(t->out, " (%s)", sb_sign_meaning(locale, v.state));
    else if (sb_round(v.number, digits) != v.number)
        sb_buf_printf(t->out, _(" (rounded from %.15g)"), v.number);
    if (v.flags & SB_ESTIMATED)
        sb_buf_printf(t->out, " (%s)", sb_sign_meaning(locale, SB_SIGN_ESTIMATED));
}

static void tell_place(teller *t, sb_place place, int period)
{
    const sb_areas *areas = t->facts->cube->areas;
    const sb_area *area = sb_areas_at(areas, place);
    sb_buf_printf(t->out, _("%s '%s' (%s), %s"), areas->levels[place.level].id, area->key,
                  area->name, t->facts->cube->periods[period].label);
}

/* What a variable is, or some of its cells, as the cube has it. */
static sb_value true_sum(const teller *t, int variable, const int *cells, int n_cells,
                         sb_place place, int period)
{
    const sb_variable *v = &t->facts->cube->variables[variable];
    size_t row = (size_t)place.area * (size_t)t->facts->cube->n_periods + (size_t)period;
    const sb_value *at = v->levels[place.level];
    sb_term sum = at ? sb_term_fraction(0, 1) : sb_term_without(SB_UNKNOWN);
    for (int i = 0; at && i < (cells ? n_cells : v->cells); i++)
        sum = sb_term_add(
            sum, sb_term_of(at[row * (size_t)v->cells + (size_t)(cells ? cells[i] : i)]));
    return sb_term_value(sum);
}

/* Whether numbers may be told that no indicator shows. */
static bool may_tell(const teller *t)
{
    const sb_spec_disclosure *rule = &t->facts->cube->spec->disclosure;
    bool is_free = rule->minimum < 2 && !rule->hides_zero && rule->base < 2 && !t->facts->few;
    return t->how->open || is_free;
}

/* ---- variables ---- */

/* The level whose areas were added up for the place, or -1. */
static int level_below(const teller *t, const sb_variable *v, sb_place place)
{
    const sb_areas *areas = t->facts->cube->areas;
    for (int l = 0; l < place.level; l++)
        if (areas->levels[l].above == place.level && v->levels[l])
            return l;
    return -1;
}

static void tell_sum(teller *t, int variable, const int *cells, int n_cells, sb_place place,
                     int period, int depth)
{
    const sb_variable *v = &t->facts->cube->variables[variable];
    int below = level_below(t, v, place), n = 0;
    if (below < 0)
        return;
    const sb_level *level = &t->facts->cube->areas->levels[below];
    for (int a = 0; a < level->n; a++)
        n += level->areas[a].parent == place.area;
    begin(t, depth);
    sb_buf_printf(t->out, _("the sum of %d areas of level '%s'"), n, level->id);
    int column = sb_column_of_variable(t->facts, variable), told = 0;
    bool is_public = !cells && sb_column_is_printed(t->facts, column);
    for (int a = 0; a < level->n && (is_public || may_tell(t)); a++) {
        if (level->areas[a].parent != place.area || told++ >= SHOWN)
            continue;
        sb_place part = {below, a};
        sb_value value = is_public && !t->how->open
                             ? sb_facts_value(t->facts, column, part, period)
                             : true_sum(t, variable, cells, n_cells, part, period);
        char printed[SB_FORMAT_ROOM];
        sb_format_value(t->how->locale, value, t->facts->columns[column].info.digits, 0,
                        printed);
        sb_buf_printf(t->out, "%s%s %s", told > 1 ? " + " : ": ", level->areas[a].key, printed);
    }
    sb_buf_text(t->out, told > SHOWN ? " \u2026\n" : "\n");
}

static int by_record(const void *a, const void *b)
{
    const sb_origin_record *x = a, *y = b;
    int file = strcmp(x->file, y->file);
    return file ? file : x->record - y->record;
}

/* A record with all its columns that count: the first n of those given. */
static void tell_record(teller *t, const sb_origin_record *r, int n, int depth)
{
    enum { COLUMNS = 4 };
    begin(t, depth);
    if (r->line)
        sb_buf_printf(t->out, "%s:%d", r->file, r->line);
    else
        sb_buf_printf(t->out, _("%s, record %d"), r->file, r->record);
    sb_buf_printf(t->out, _(", key '%s'"), r->key);
    for (int i = 0; i < n && i < COLUMNS; i++) {
        sb_buf_printf(t->out, _(", column '%s'"), r[i].column);
        if (may_tell(t))
            sb_buf_printf(t->out, ": '%s'", r[i].text);
    }
    if (n > COLUMNS)
        sb_buf_printf(t->out, _(" and %d more"), n - COLUMNS);
    if (r->weight != 1)
        sb_buf_printf(t->out, _(", of which %.6g counts here"), r->weight);
    sb_buf_char(t->out, '\n');
}

static void tell_records(teller *t, const sb_origin_record *records, int n, int depth)
{
    sb_origin_record *sorted = sb_arena_copy(t->arena, records, (size_t)n, sizeof *records);
    qsort(sorted, (size_t)n, sizeof *sorted, by_record);
    int told = 0;
    for (int i = 0, columns; i < n; i += columns, told++) {
        for (columns = 1; i + columns < n && by_record(&sorted[i], &sorted[i + columns]) == 0;)
            columns++;
        if (told < SHOWN)
            tell_record(t, &sorted[i], columns, depth);
    }
    if (told > SHOWN) {
        begin(t, depth);
        sb_buf_printf(t->out, _("\u2026 and %d records more\n"), told - SHOWN);
    }
}

/* The records in the files, or on upper levels what was added up. */
static void tell_origin(teller *t, int variable, const int *cells, int n_cells, sb_place place,
                        int period, int depth)
{
    const sb_variable *v = &t->facts->cube->variables[variable];
    int n = 0;
    const sb_origin_record *records =
        t->how->origins ? t->how->origins(t->facts->cube, variable, place, period, cells,
                                          n_cells, &n, t->arena)
                        : NULL;
    if (v->table && v->table->id) {
        begin(t, depth);
        sb_buf_printf(t->out, _("table '%s'"), v->table->id);
        if (v->table->source)
            sb_buf_printf(t->out, ", %s", v->table->source);
        if (v->table->date)
            sb_buf_printf(t->out, ", %s", v->table->date);
        sb_buf_char(t->out, '\n');
    }
    if (n == 0)
        tell_sum(t, variable, cells, n_cells, place, period, depth);
    else
        tell_records(t, records, n, depth);
}

/* ---- formulas ---- */

static void tell_column(teller *t, int column, sb_place place, int period, int depth);

static void tell_slice(teller *t, const sb_formula *f, sb_place place, int period, int depth)
{
    const sb_column *c = &t->facts->columns[f->column];
    const sb_variable *v = &t->facts->cube->variables[c->variable];
    begin(t, depth);
    sb_buf_printf(t->out, _("%s, %d of %d groups, "), c->info.id,
                  f->cells ? f->n_cells : v->cells, v->cells);
    tell_place(t, place, period);
    if (may_tell(t)) {
        sb_buf_text(t->out, ": ");
        tell_value(t, true_sum(t, c->variable, f->cells, f->n_cells, place, period),
                   c->info.digits, c->info.unit);
    }
    sb_buf_char(t->out, '\n');
    tell_origin(t, c->variable, f->cells, f->n_cells, place, period, depth + 1);
}

static void tell_parts(teller *t, const sb_formula *f, sb_place place, int period, int depth)
{
    bool is_slice = f->op == SB_OP_SLICE || f->op == SB_OP_MEAN || f->op == SB_OP_MEDIAN;
    if (depth > DEEPEST || ((is_slice || f->op == SB_OP_COLUMN) &&
                            !sb_formula_target(t->facts, f, &place, &period)))
        return;
    if (is_slice)
        tell_slice(t, f, place, period, depth);
    sb_explain_across(t->facts, f, place, period, depth, t->out);
    if (f->op == SB_OP_COLUMN || f->op == SB_OP_RANK || f->op == SB_OP_STEP)
        tell_column(t, f->column, place, period, depth);
    for (size_t i = 0; i < SB_COUNT(f->args) && f->args[i]; i++)
        tell_parts(t, f->args[i], place, period, depth);
}

static void tell_column(teller *t, int column, sb_place place, int period, int depth)
{
    const sb_column *c = &t->facts->columns[column];
    if (!*c->info.id) { /* a part of a formula: its own parts say more */
        if (c->formula)
            tell_parts(t, c->formula, place, period, depth);
        return;
    }
    begin(t, depth);
    sb_buf_printf(t->out, "%s, ", c->info.id);
    tell_place(t, place, period);
    sb_buf_text(t->out, ": ");
    bool before = t->is_printed, is_audited = before || sb_column_is_printed(t->facts, column);
    sb_value value = is_audited ? sb_facts_value(t->facts, column, place, period)
                                : sb_value_without(SB_WITHHELD);
    tell_value(t, value, c->info.digits, c->info.unit);
    if (sb_indicator_kind(&c->info, value))
        sb_buf_printf(t->out, _(" ('%s')"), sb_indicator_kind(&c->info, value));
    if (t->how->open && !sb_value_is_number(value)) {
        sb_value number = sb_facts_value(t->how->open, column, place, period);
        if (sb_value_is_number(number))
            sb_buf_printf(t->out, _(" (confidential: %.15g)"), number.number);
    }
    sb_buf_char(t->out, '\n');
    if (c->spec && c->spec->formula) {
        begin(t, depth + 1);
        sb_buf_printf(t->out, _("formula: %s\n"), c->spec->formula);
    }
    sb_explain_whole(t->facts, t->how->locale, c, place, period, depth + 1, t->out);
    t->is_printed = sb_value_is_number(value);
    for (int m = 0; m < c->n_members && depth < DEEPEST; m++)
        tell_column(t, c->members[m], place, period, depth + 1);
    if (c->formula)
        tell_parts(t, c->formula, place, period, depth + 1);
    else if (c->variable >= 0)
        tell_origin(t, c->variable, NULL, 0, place, period, depth + 1);
    if (c->given >= 0) {
        begin(t, depth + 1);
        sb_buf_text(t->out, _("or, where its parts are not known:\n"));
        tell_column(t, c->given, place, period, depth + 1);
    }
    t->is_printed = before;
}

void sb_facts_explain(const sb_explanation *how, int indicator, sb_place place, int period,
                      sb_buf *out)
{
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    teller t = {.how = how, .facts = how->facts, .out = out, .arena = arena};
    const sb_indicator *info = &how->facts->columns[indicator].info;
    if (how->open)
        sb_buf_text(out, _("confidential: shows what is withheld\n"));
    sb_buf_printf(out, "%s\n", info->label);
    if (info->definition)
        sb_buf_printf(out, "%s\n", info->definition);
    tell_column(&t, indicator, place, period, 0);
    if (info->source)
        sb_buf_printf(out, _("source: %s\n"), info->source);
}
