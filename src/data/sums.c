#include "data/build.h"
#include "data/keys.h"

#include <string.h>

enum { SHOWN = 3 };

/* Percentages, and what stands in where the parts are not known, do not add up. */
static bool is_summable(const sb_spec *spec, const sb_variable *v)
{
    if (v->adds_up == 0 || (v->adds_up < 0 && v->unit && strchr(v->unit, '%')))
        return false;
    for (int i = 0; i < spec->n_indicators; i++)
        if (spec->indicators[i].given && strcmp(spec->indicators[i].given, v->id) == 0)
            return false;
    return true;
}

/* The level below whose areas add up to those of `level`: one with own rows if there is any,
 * and none of which areas are missing. */
static int parts_of(const sb_build *b, const sb_filling *f, int level)
{
    int best = -1;
    for (int i = 0; i < level; i++)
        if (b->areas->levels[i].above == level && f->values[i] &&
            !b->areas->levels[i].spec->is_partial &&
            (best < 0 || (!f->is_own[best] && f->is_own[i])))
            best = i;
    return best;
}

/* METHODS.md, "Values and states". */
sb_value sb_build_add(sb_value sum, sb_value part)
{
    uint8_t flags = sum.flags | part.flags;
    bool is_later = sum.state == SB_LATER || part.state == SB_LATER;
    bool is_known = (sb_value_is_number(sum) || sum.state == SB_LATER) &&
                    (sb_value_is_number(part) || part.state == SB_LATER);
    sb_value v = !is_known  ? sb_value_without(SB_UNKNOWN)
                 : is_later ? sb_value_without(SB_LATER)
                            : sb_value_number(sum.number + part.number);
    v.flags = flags;
    return v;
}

/* The sums of `parts` for all areas of `level`; areas without a part are unknown. */
static sb_value *sums_of(sb_build *b, const sb_filling *f, int level, int parts)
{
    const sb_level *below = &b->areas->levels[parts];
    size_t row = (size_t)b->n_periods * (size_t)f->made.cells;
    size_t n = sb_build_size(b, f, level);
    sb_value *sums = sb_arena_array(b->scratch, sb_value, n);
    bool *has_part = sb_arena_array(b->scratch, bool, b->areas->levels[level].n);
    for (size_t i = 0; i < n; i++)
        sums[i] = sb_value_without(SB_UNKNOWN);
    for (int a = 0; a < below->n; a++) {
        int parent = below->areas[a].parent;
        if (parent < 0)
            continue;
        sb_value *to = sums + (size_t)parent * row;
        const sb_value *from = f->values[parts] + (size_t)a * row;
        for (size_t i = 0; i < row; i++)
            to[i] = has_part[parent] ? sb_build_add(to[i], from[i]) : from[i];
        has_part[parent] = true;
    }
    for (size_t i = 0; i < n; i++)
        if (sums[i].state != SB_LATER && !sb_value_is_number(sums[i]))
            sums[i] = sb_value_without(SB_UNKNOWN);
    sb_build_unmark_whole(b, f, level, sums);
    return sums;
}

static void report_difference(sb_build *b, const sb_filling *f, int level, int parts, size_t at,
                              double own, double sum)
{
    int cells = f->made.cells, cell = (int)(at % (size_t)cells);
    int period = (int)(at / (size_t)cells) % b->n_periods;
    int area = (int)(at / (size_t)cells / (size_t)b->n_periods);
    const sb_level *l = &b->areas->levels[level];
    sb_origin origin = f->origins[level][at];
    const sb_join *join = b->joins.at[origin.table - 1];
    sb_diag_add(b->diag, sb_severity_asked(join->spec->differing, SB_WARNING), SB_E_DATA,
                sb_table_at(join->table, origin.record),
                _("'%s' of %s '%s' (%s) in %s%s: %.10g, but the parts on level '%s' add up to "
                  "%.10g; %.10g cannot be allocated"),
                f->made.id, l->id, l->areas[area].key, l->areas[area].name,
                b->periods[period].label, sb_build_groups(b, f, cell, b->scratch), own,
                b->areas->levels[parts].id, sum, own - sum);
}

static void audit_difference(sb_build *b, const sb_filling *f, int level, size_t at, double own,
                             double sum)
{
    int cells = f->made.cells;
    const sb_level *l = &b->areas->levels[level];
    const sb_area *area = &l->areas[at / (size_t)cells / (size_t)b->n_periods];
    sb_origin origin = f->origins[level][at];
    const sb_join *join = b->joins.at[origin.table - 1];
    sb_audit_add(
        b->audit,
        (sb_audit_row){
            .finding = SB_FOUND_DIFFERENT,
            .table = join->spec->id,
            .file = join->table->records->file,
            .line = sb_table_at(join->table, origin.record).line,
            .records = 1,
            .written = sb_column_text(join->key, origin.record),
            .level = l->id,
            .key = area->key,
            .name = area->name,
            .detail = sb_arena_printf(
                b->scratch, _("'%s' of %s%s: %.10g, but its parts add up to %.10g"), f->made.id,
                b->periods[at / (size_t)cells % (size_t)b->n_periods].label,
                sb_build_groups(b, f, (int)(at % (size_t)cells), b->scratch), own, sum)});
}

static void take_or_compare(sb_build *b, sb_filling *f, int level, int parts,
                            const sb_value *sums)
{
    int n_differ = 0;
    size_t n = sb_build_size(b, f, level);
    for (size_t i = 0; i < n; i++) {
        sb_value *own = &f->values[level][i];
        if (!f->origins[level] || !f->origins[level][i].table) {
            *own = sums[i];
        } else if (sb_value_is_number(*own) && sb_value_is_number(sums[i])) {
            double off = fabs(own->number - sums[i].number);
            if (off <= 1e-9 * fmax(1, fabs(own->number)) * 1000)
                continue;
            audit_difference(b, f, level, i, own->number, sums[i].number);
            if (n_differ++ < SHOWN)
                report_difference(b, f, level, parts, i, own->number, sums[i].number);
        }
    }
    if (n_differ > SHOWN)
        sb_diag_add(b->diag, sb_severity_asked(f->made.table->differing, SB_WARNING), SB_E_DATA,
                    sb_node_span(f->node, "value"),
                    _("'%s': %d more values of level '%s' differ from the sum of their parts"),
                    f->made.id, n_differ - SHOWN, b->areas->levels[level].id);
    if (n_differ)
        sb_hint(b->diag, _("the table's own rows are used"));
}

/* A sum of what by its name is no count. */
static void doubt_sum(sb_build *b, const sb_filling *f, int level)
{
    sb_warn(b->diag, SB_E_DATA, sb_node_span(f->node, "value"),
            _("'%s' is summed up to level '%s', but by its name column '%s' holds shares or "
              "means"),
            f->made.id, b->areas->levels[level].id, f->column);
    sb_hint(b->diag, _("say 'adds up: false' if the numbers are no counts, 'adds up: true' if "
                       "they are"));
}

void sb_build_sums(sb_build *b, sb_filling *f)
{
    if (!is_summable(b->spec, &f->made))
        return;
    bool is_doubtful = f->made.adds_up < 0 && sb_name_is_share(f->column);
    for (int level = 0; level < b->areas->n_levels; level++) {
        int parts = parts_of(b, f, level);
        if (parts < 0 || (!f->values[level] && !sb_build_level(b, f, level)))
            continue;
        if (is_doubtful && !f->is_own[level])
            doubt_sum(b, f, level);
        sb_arena_mark mark = sb_arena_here(b->scratch);
        take_or_compare(b, f, level, parts, sums_of(b, f, level, parts));
        sb_arena_rewind(b->scratch, mark);
    }
}
