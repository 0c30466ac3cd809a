#include "indicator/classify.h"

#include "indicator/breaks.h"

#include <stdlib.h>

enum { MOST_DIGITS = 9 };

/* The numbers among the values: rising, each once, with how often it occurs. */
typedef struct sorted {
    double *all; /* n_all with repeats */
    double *v, *weight;
    int n_all, n;
} sorted;

/* What a method finds: limits as they are, not as printed. */
typedef struct limits {
    int k;
    double lowest[SB_CLASS_MAX]; /* lower limit of each class */
    double below[SB_CLASS_MAX];  /* partitions: highest value of the class below it */
    bool is_partition;           /* limits are values of the series */
} limits;

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static sorted sort(const sb_value *v, int n, sb_arena *arena)
{
    sorted s = {.all = sb_arena_array(arena, double, n),
                .v = sb_arena_array(arena, double, n),
                .weight = sb_arena_array(arena, double, n)};
    for (int i = 0; i < n; i++)
        if (sb_value_is_number(v[i]))
            s.all[s.n_all++] = v[i].number;
    if (s.n_all)
        qsort(s.all, (size_t)s.n_all, sizeof *s.all, by_number);
    for (int i = 0; i < s.n_all; i++) {
        if (s.n == 0 || s.all[i] != s.v[s.n - 1])
            s.v[s.n++] = s.all[i];
        s.weight[s.n - 1]++;
    }
    return s;
}

/* ---- methods ---- */

static limits partition(const sorted *s, const int *start, int k)
{
    limits l = {.k = k, .is_partition = true};
    for (int c = 0; c < k; c++) {
        l.lowest[c] = s->v[start[c]];
        l.below[c] = c ? s->v[start[c] - 1] : -INFINITY;
    }
    return l;
}

static limits fisher(const sorted *s, int k, sb_arena *arena)
{
    int start[SB_CLASS_MAX];
    sb_breaks_fisher(s->v, s->weight, s->n, k, start, arena);
    return partition(s, start, k);
}

/* Classes start at the first value not under a quantile; those that start alike are one. */
static limits quantiles(const sorted *s, int k, sb_span at, sb_diag *diag)
{
    int start[SB_CLASS_MAX] = {0}, classes = 1;
    for (int i = 1; i < k; i++) {
        double limit = sb_quantile(s->all, s->n_all, (double)i / k);
        int first = start[classes - 1];
        while (first < s->n - 1 && s->v[first] < limit)
            first++;
        if (first > start[classes - 1])
            start[classes++] = first;
    }
    if (classes < k) {
        sb_warn(diag, SB_E_DATA, at,
                sb_ngettext("quantiles fall together: %d class instead of %d",
                            "quantiles fall together: %d classes instead of %d", classes),
                classes, k);
        sb_hint(diag, _("many areas have the same value; natural breaks (fisher) fit better"));
    }
    return partition(s, start, classes);
}

static limits equal(const sorted *s, int k)
{
    limits l = {.k = k};
    double min = s->v[0], width = s->v[s->n - 1] - min;
    for (int c = 0; c < k; c++)
        l.lowest[c] = min + c * width / k;
    return l;
}

static limits fixed(const sorted *s, const sb_spec_classes *spec)
{
    limits l = {.k = spec->n_at + 1};
    l.lowest[0] = s->v[0];
    for (int c = 1; c < l.k; c++)
        l.lowest[c] = spec->at[c - 1];
    return l;
}

/* ---- as printed ---- */

static double unit_of(int digits) { return pow(10, -digits); }

/* The limits as printed with `digits`; false if that does not tell the classes apart. */
static bool print(const limits *l, double highest, int digits, bool is_fixed, sb_classes *out)
{
    bool is_good = true;
    out->digits = digits;
    out->k = l->k;
    out->at[0] = sb_cut(l->lowest[0], digits);
    for (int c = 1; c < l->k; c++) {
        out->at[c] =
            l->is_partition ? sb_cut(l->lowest[c], digits) : sb_round(l->lowest[c], digits);
        if (l->is_partition)
            is_good = is_good && out->at[c] > l->below[c];
        else if (is_fixed)
            is_good = is_good && out->at[c] == l->lowest[c];
        else
            is_good = is_good && out->at[c] > out->at[c - 1];
    }
    out->at[l->k] = -sb_cut(-highest, digits);
    if (is_fixed && l->k > 1) { /* an outer class may be empty */
        out->at[0] = fmin(out->at[0], sb_round(out->at[1] - unit_of(digits), digits));
        out->at[l->k] =
            fmax(out->at[l->k], sb_round(out->at[l->k - 1] + unit_of(digits), digits));
    }
    return is_good;
}

static void print_apart(const limits *l, double highest, int digits, bool is_fixed, sb_span at,
                        sb_classes *out, sb_diag *diag)
{
    int more = digits;
    while (!print(l, highest, more, is_fixed, out) && more < MOST_DIGITS)
        more++;
    if (more > digits)
        sb_warn(diag, SB_E_DATA, at,
                sb_ngettext("class limits need %d decimal to be told apart, not %d",
                            "class limits need %d decimals to be told apart, not %d", more),
                more, digits);
}

/* ---- who is where ---- */

static int class_of(const sb_classes *classes, sb_value v)
{
    if (v.state == SB_WITHHELD)
        return SB_CLASS_WITHHELD;
    if (v.state == SB_NOT_MEANINGFUL)
        return SB_CLASS_NOT_MEANINGFUL;
    if (!sb_value_is_number(v))
        return SB_CLASS_UNKNOWN;
    int c = classes->k - 1;
    while (c > 0 && v.number < classes->at[c])
        c--;
    return c;
}

static void assign(sb_classes *classes, const sb_value *v, int n, sb_arena *arena)
{
    int *of = sb_arena_array(arena, int, n);
    for (int i = 0; i < n; i++) {
        of[i] = class_of(classes, v[i]);
        if (of[i] >= 0)
            classes->count[of[i]]++;
        classes->n_unknown += of[i] == SB_CLASS_UNKNOWN;
        classes->n_withheld += of[i] == SB_CLASS_WITHHELD;
        classes->n_not_meaningful += of[i] == SB_CLASS_NOT_MEANINGFUL;
    }
    classes->of = of;
}

/* Squared deviations from the means of the classes, or from one mean of all. */
static double squares(const sb_value *v, const int *of, int n, int k, bool is_one)
{
    double mean[SB_CLASS_MAX] = {0}, sum[SB_CLASS_MAX] = {0}, seen[SB_CLASS_MAX] = {0};
    double all = 0;
    for (int i = 0; i < n; i++) { /* Welford 1962 */
        int c = is_one ? 0 : of[i];
        if (of[i] < 0)
            continue;
        double from_old = v[i].number - mean[c];
        mean[c] += from_old / ++seen[c];
        sum[c] += from_old * (v[i].number - mean[c]);
    }
    for (int c = 0; c < k; c++)
        all += sum[c];
    return all;
}

static double goodness(const sb_classes *classes, const sb_value *v, int n)
{
    double all = squares(v, classes->of, n, 1, true);
    return all > 0 ? 1 - squares(v, classes->of, n, classes->k, false) / all : 1;
}

static bool check(const sorted *s, const sb_spec_classes *spec, sb_span at, sb_diag *diag)
{
    int count = spec->method == SB_FIXED ? spec->n_at + 1 : spec->count;
    if (count > SB_CLASS_MAX) {
        sb_fail(diag, SB_E_LIMIT, at, _("%d classes are more than the %d there can be"), count,
                SB_CLASS_MAX);
        return false;
    }
    if (s->n == 0) {
        sb_fail(diag, SB_E_DATA, at, _("there is no value to put into classes"));
        return false;
    }
    for (int i = 1; spec->method == SB_FIXED && i < spec->n_at; i++)
        if (!(spec->at[i] > spec->at[i - 1])) {
            sb_fail(diag, SB_E_SCHEMA, at, _("class limits must rise: %g stands behind %g"),
                    spec->at[i], spec->at[i - 1]);
            return false;
        }
    return true;
}

const sb_classes *sb_classify(const sb_value *v, int n, const sb_spec_classes *spec, int digits,
                              sb_span at, sb_arena *arena, sb_diag *diag)
{
    sorted s = sort(v, n, arena);
    if (!check(&s, spec, at, diag))
        return NULL;
    int k = spec->count < 1 ? 1 : spec->count < s.n ? spec->count : s.n;
    limits l = {0};
    switch (spec->method) {
    case SB_FISHER:
        l = fisher(&s, k, arena);
        break;
    case SB_QUANTILE:
        l = quantiles(&s, spec->count < 1 ? 1 : spec->count, at, diag);
        break;
    case SB_EQUAL:
        l = equal(&s, k);
        break;
    case SB_FIXED:
        l = fixed(&s, spec);
        break;
    }
    sb_classes *classes = sb_arena_one(arena, sb_classes);
    print_apart(&l, s.v[s.n - 1], digits, spec->method == SB_FIXED, at, classes, diag);
    assign(classes, v, n, arena);
    classes->gvf = goodness(classes, v, n);
    return classes;
}
