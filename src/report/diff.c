/* Two exports of `values` side by side. */
#include "data/export.h"
#include "report/report.h"
#include "report/table_out.h"

#include <stdlib.h>
#include <string.h>

/* A finding; texts NULL where they mean nothing. */
typedef struct difference {
    const char *kind, *level, *key, *name, *period, *indicator, *before, *after, *change;
} difference;
enum { TEXTS = 9 };
static const char *const heads[TEXTS] = {N_("what"),   N_("level"),  N_("key"),
                                         N_("name"),   N_("period"), N_("indicator"),
                                         N_("before"), N_("after"),  N_("change")};

typedef struct comparison {
    const sb_export *old, *new;
    SB_VEC(difference) found;
    sb_arena *arena;
    sb_diag *diag;
} comparison;

/* ---- what is gone, and what is new ---- */

static void add(comparison *c, difference d) { sb_vec_push(c->arena, &c->found, d); }

/* What a whole row of `e` is about, as far as `what` goes: an area, an indicator, a period. */
static difference named(const sb_export *e, int row, sb_export_cell what)
{
    return what == SB_EXPORT_KEY
               ? (difference){.level = sb_export_text(e, SB_EXPORT_LEVEL, row),
                              .key = sb_export_text(e, SB_EXPORT_KEY, row),
                              .name = sb_export_text(e, SB_EXPORT_NAME, row)}
           : what == SB_EXPORT_PERIOD
               ? (difference){.period = sb_export_text(e, SB_EXPORT_PERIOD, row)}
               : (difference){.indicator = sb_export_text(e, SB_EXPORT_INDICATOR, row)};
}

static const char *name_of(const sb_export *e, int row, sb_export_cell what, sb_arena *arena)
{
    return what == SB_EXPORT_KEY
               ? sb_arena_printf(arena, "%s\x1f%s", sb_export_text(e, SB_EXPORT_LEVEL, row),
                                 sb_export_text(e, SB_EXPORT_KEY, row))
               : sb_export_text(e, what, row);
}

static sb_index *list_of(const sb_export *e, sb_export_cell what, sb_arena *arena)
{
    sb_index *names = sb_index_new(arena);
    for (int i = 0; i < e->n; i++)
        sb_index_put(names, name_of(e, i, what, arena), i);
    return names;
}

/* Those of `e` that the other does not have, each once. */
static void add_missing(comparison *c, const sb_export *e, const sb_index *other,
                        sb_export_cell what, const char *kind)
{
    sb_index *seen = sb_index_new(c->arena);
    for (int i = 0; i < e->n; i++) {
        const char *name = name_of(e, i, what, c->arena);
        if (sb_index_at(other, name) >= 0 || !sb_index_put(seen, name, i))
            continue;
        difference d = named(e, i, what);
        d.kind = kind;
        add(c, d);
    }
}

static void compare_lists(comparison *c)
{
    static const sb_export_cell lists[] = {SB_EXPORT_INDICATOR, SB_EXPORT_KEY,
                                           SB_EXPORT_PERIOD};
    for (size_t i = 0; i < SB_COUNT(lists); i++) {
        add_missing(c, c->old, list_of(c->new, lists[i], c->arena), lists[i], _("gone"));
        add_missing(c, c->new, list_of(c->old, lists[i], c->arena), lists[i], _("new"));
    }
}

/* ---- series and units ---- */

/* The first period from which an indicator counts to another series, and a unit that changes.
 */
static void compare_indicators(comparison *c)
{
    sb_index *units = sb_index_new(c->arena), *series = sb_index_new(c->arena);
    for (int i = 0; i < c->new->n; i++) {
        long row = sb_export_same(c->old, c->new, i);
        const char *indicator = sb_export_text(c->new, SB_EXPORT_INDICATOR, i);
        if (row < 0)
            continue;
        const char *before = sb_export_text(c->old, SB_EXPORT_UNIT, (int)row);
        const char *after = sb_export_text(c->new, SB_EXPORT_UNIT, i);
        if (strcmp(before, after) != 0 && sb_index_put(units, indicator, i))
            add(c, (difference){.kind = _("unit"),
                                .indicator = indicator,
                                .before = before,
                                .after = after});
        before = sb_export_text(c->old, SB_EXPORT_SERIES, (int)row);
        after = sb_export_text(c->new, SB_EXPORT_SERIES, i);
        if (*before && strcmp(before, after) != 0 && sb_index_put(series, indicator, i))
            add(c, (difference){.kind = _("series"),
                                .indicator = indicator,
                                .period = sb_export_text(c->new, SB_EXPORT_PERIOD, i),
                                .change = strtol(after, NULL, 10) > strtol(before, NULL, 10)
                                              ? _("a new series begins")
                                              : _("no new series begins any more")});
    }
}

/* ---- values ---- */

static const char *change_of(const char *before, const char *after, sb_arena *arena)
{
    double from = strtod(before, NULL), to = strtod(after, NULL);
    return from != 0
               ? sb_arena_printf(arena, "%+.6g (%+.1f %%)", to - from, 100 * (to / from - 1))
               : sb_arena_printf(arena, "%+.6g", to - from);
}

/* The same number written otherwise, or off by a rounding of the machine, has not changed. */
static bool is_alike(const char *before, const char *after)
{
    double a = strtod(before, NULL), b = strtod(after, NULL);
    return !*before == !*after && fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static void compare_rows(comparison *c)
{
    for (int i = 0; i < c->old->n; i++) {
        long row = sb_export_same(c->new, c->old, i);
        if (row < 0)
            continue;
        difference d = named(c->old, i, SB_EXPORT_KEY);
        d.period = sb_export_text(c->old, SB_EXPORT_PERIOD, i);
        d.indicator = sb_export_text(c->old, SB_EXPORT_INDICATOR, i);
        const char *before = sb_export_text(c->old, SB_EXPORT_VALUE, i);
        const char *after = sb_export_text(c->new, SB_EXPORT_VALUE, (int)row);
        const char *state = sb_export_text(c->new, SB_EXPORT_STATE, (int)row);
        if (strcmp(sb_export_text(c->old, SB_EXPORT_STATE, i), state) != 0) {
            d.kind = _("state");
            d.before = *before ? before : sb_export_text(c->old, SB_EXPORT_STATE, i);
            d.after = *after ? after : state;
            add(c, d);
        } else if (!is_alike(before, after)) {
            d.kind = _("value");
            d.before = before;
            d.after = after;
            d.change = change_of(before, after, c->arena);
            add(c, d);
        }
        before = sb_export_text(c->old, SB_EXPORT_CLASS, i);
        after = sb_export_text(c->new, SB_EXPORT_CLASS, (int)row);
        if (!*before || !*after || strcmp(before, after) == 0)
            continue;
        d.kind = _("class");
        d.before = before;
        d.after = after;
        d.change = NULL;
        add(c, d);
    }
}

/* ---- writing ---- */

static const char *nth(const difference *d, int i)
{
    const char *const texts[TEXTS] = {d->kind,      d->level,  d->key,   d->name,  d->period,
                                      d->indicator, d->before, d->after, d->change};
    return texts[i] ? texts[i] : "";
}

static void print_line(const char *const *texts, const int *widths, FILE *out)
{
    int last = TEXTS - 1;
    while (last > 0 && !*texts[last])
        last--;
    for (int i = 0; i <= last; i++) {
        int room = i < last ? widths[i] - (int)sb_utf8_count(texts[i]) + 2 : 0;
        if (widths[i])
            fprintf(out, "%s%*s", texts[i], room, "");
    }
    fputc('\n', out);
}

/* A number short enough to read; CSV has it whole. */
static const char *shortened(const char *text, sb_arena *arena)
{
    char *behind;
    double number = strtod(text, &behind);
    return *text && !*behind ? sb_arena_printf(arena, "%.8g", number) : text;
}

/* Columns as wide as what stands in them; those with nothing are left out. */
static void print_aligned(const comparison *c, FILE *out)
{
    int widths[TEXTS] = {0};
    const char *texts[TEXTS];
    for (size_t f = 0; f < c->found.n; f++) {
        difference *d = &c->found.at[f];
        d->before = d->before ? shortened(d->before, c->arena) : NULL;
        d->after = d->after ? shortened(d->after, c->arena) : NULL;
        for (int i = 0; i < TEXTS; i++) {
            int n = (int)sb_utf8_count(nth(&c->found.at[f], i));
            int head = (int)sb_utf8_count(_(heads[i]));
            if (n)
                widths[i] = n > widths[i] ? (n > head ? n : head) : widths[i];
        }
    }
    for (int i = 0; i < TEXTS; i++)
        texts[i] = widths[i] ? _(heads[i]) : "";
    if (c->found.n)
        print_line(texts, widths, out);
    for (size_t f = 0; f < c->found.n; f++) {
        for (int i = 0; i < TEXTS; i++)
            texts[i] = nth(&c->found.at[f], i);
        print_line(texts, widths, out);
    }
    fprintf(out, sb_ngettext("%zu difference\n", "%zu differences\n", c->found.n), c->found.n);
}

static bool print_csv(const comparison *c, FILE *out)
{
    sb_table_out t = sb_table_out_begin(out, SB_CSV, heads, TEXTS);
    for (size_t f = 0; f < c->found.n; f++)
        for (int i = 0; i < TEXTS; i++)
            sb_table_out_text(&t, nth(&c->found.at[f], i));
    return sb_table_out_end(&t);
}

sb_report *sb_values_diff(const char *old, const char *new, bool as_csv, FILE *out,
                          size_t *n_differences)
{
    sb_report *r = sb_report_empty();
    comparison c = {.arena = r->arena, .diag = r->diag};
    *n_differences = 0;
    c.old = sb_export_read(sb_arena_text(r->arena, old), r->arena, r->diag);
    c.new = sb_export_read(sb_arena_text(r->arena, new), r->arena, r->diag);
    if (!c.old || !c.new)
        return r;
    compare_lists(&c);
    compare_indicators(&c);
    compare_rows(&c);
    *n_differences = c.found.n;
    if (as_csv)
        print_csv(&c, out);
    else
        print_aligned(&c, out);
    if (fflush(out) != 0 || ferror(out))
        sb_fail(r->diag, SB_E_IO, SB_NOWHERE, _("cannot write the output"));
    return r;
}
