#include "indicator/classify.h"

#include "indicator/breaks.h"

#include <stdlib.h>
#include <string.h>

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
    double top;                  /* upper limit of the highest class */
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
    limits l = {.k = k, .is_partition = true, .top = s->v[s->n - 1]};
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
    double min = s->v[0], width = s->v[s->n - 1] - min;
    limits l = {.k = k, .top = s->v[s->n - 1]};
    for (int c = 0; c < k; c++)
        l.lowest[c] = min + c * width / k;
    return l;
}

/* Equal ratios from the lowest value, which is more than 0, to the highest. */
static limits geometric(const sorted *s, int k)
{
    double min = s->v[0], ratio = s->v[s->n - 1] / min;
    limits l = {.k = k, .top = s->v[s->n - 1]};
    for (int c = 0; c < k; c++)
        l.lowest[c] = min * pow(ratio, (double)c / k);
    return l;
}

/* The smallest step of 1, 2 or 5 times a power of ten with at most k classes, limits being
 * multiples of it. */
static limits pretty(const sorted *s, int k)
{
    static const double steps[] = {1, 2, 5};
    double min = s->v[0], max = s->v[s->n - 1];
    double power = max > min ? pow(10, floor(log10((max - min) / k))) : 1;
    for (int i = 0;; i++) {
        double step = steps[i % 3] * power * pow(10, i / 3);
        double from = floor(min / step), to = fmax(ceil(max / step), from + 1);
        if (to - from > k)
            continue;
        limits l = {.k = (int)(to - from), .top = to * step};
        for (int c = 0; c < l.k; c++)
            l.lowest[c] = (from + c) * step;
        return l;
    }
}

/* Class limits inside the series alone; the outer classes end with it. */
static limits within(const sorted *s, const double *inner, int n)
{
    limits l = {.k = 1, .lowest = {s->v[0]}, .top = s->v[s->n - 1]};
    for (int i = 0; i < n; i++)
        if (inner[i] > s->v[0] && inner[i] <= l.top)
            l.lowest[l.k++] = inner[i];
    return l;
}

/* Whole steps of the standard deviation (of all values: by n) from `middle` where k is even,
 * from half a step beside it where k is odd. */
static limits deviations(const sorted *s, int k, double middle)
{
    double mean = 0, squares = 0, inner[SB_CLASS_MAX];
    for (int i = 0; i < s->n_all; i++) { /* Welford 1962 */
        double off = s->all[i] - mean;
        mean += off / (i + 1);
        squares += off * (s->all[i] - mean);
    }
    double deviation = sqrt(squares / s->n_all);
    for (int i = 1; i < k; i++)
        inner[i - 1] = (isnan(middle) ? mean : middle) + (i - k / 2.0) * deviation;
    return within(s, inner, k - 1);
}

/* Cut at the mean, and the part above it again, while that part is under 40 % of what was cut
 * (Jiang 2013, Prof. Geogr. 65(3), 482-494). */
static limits head_tail(const sorted *s)
{
    enum { HEAD_PERCENT = 40 };
    int start[SB_CLASS_MAX] = {0}, k = 1;
    for (int from = 0; k < SB_CLASS_MAX && s->n - from > 1;) {
        double sum = 0, n = 0, head = 0;
        for (int i = from; i < s->n; i++) {
            sum += s->weight[i] * s->v[i];
            n += s->weight[i];
        }
        int first = from;
        while (s->v[first] <= sum / n)
            first++;
        for (int i = first; i < s->n; i++)
            head += s->weight[i];
        start[k++] = first;
        if (100 * head >= HEAD_PERCENT * n)
            break;
        from = first;
    }
    return partition(s, start, k);
}

/* Cut at the k - 1 widest gaps, the lower one where two are as wide. */
static limits maximum_breaks(const sorted *s, int k, sb_arena *arena)
{
    bool *is_start = sb_arena_array(arena, bool, s->n);
    is_start[0] = true;
    for (int cut = 1; cut < k; cut++) {
        int widest = 0;
        for (int i = 1; i < s->n; i++)
            if (!is_start[i] &&
                (widest == 0 || s->v[i] - s->v[i - 1] > s->v[widest] - s->v[widest - 1]))
                widest = i;
        is_start[widest] = true;
    }
    int start[SB_CLASS_MAX], n = 0;
    for (int i = 0; i < s->n; i++)
        if (is_start[i])
            start[n++] = i;
    return partition(s, start, n);
}

static limits fixed(const sorted *s, const sb_spec_classes *spec)
{
    limits l = {.k = spec->n_at + 1, .top = s->v[s->n - 1]};
    l.lowest[0] = s->v[0];
    for (int c = 1; c < l.k; c++)
        l.lowest[c] = spec->at[c - 1];
    return l;
}

static limits find(const sorted *s, const sb_spec_classes *spec, int k, double centre,
                   sb_span at, sb_arena *arena, sb_diag *diag)
{
    int few = k < s->n ? k : s->n;
    switch (spec->method) {
    case SB_QUANTILE:
        return quantiles(s, k, at, diag);
    case SB_EQUAL:
        return equal(s, few);
    case SB_DEVIATIONS:
        return deviations(s, k, centre);
    case SB_PRETTY:
        return pretty(s, k);
    case SB_HEAD_TAIL:
        return head_tail(s);
    case SB_MAXIMUM_BREAKS:
        return maximum_breaks(s, few, arena);
    case SB_GEOMETRIC:
        return geometric(s, few);
    case SB_FIXED:
        return fixed(s, spec);
    default:
        return fisher(s, few, arena);
    }
}

/* ---- on both sides of a value ---- */

/* How far the values lie from `centre`, and that value itself where a method starts from the
 * lowest one. */
static sorted distances(const sorted *s, double centre, bool has_centre, sb_arena *arena)
{
    sb_value *off = sb_arena_array(arena, sb_value, s->n_all + 1);
    for (int i = 0; i < s->n_all; i++)
        off[i] = sb_value_number(fabs(s->all[i] - centre));
    off[s->n_all] = sb_value_number(0);
    return sort(off, s->n_all + has_centre, arena);
}

/* The limit between classes c - 1 and c of distances: halfway where they are apart, since a
 * distance that is a limit would fall on two sides of it. */
static double between(const limits *l, int c)
{
    return l->is_partition ? (l->below[c] + l->lowest[c]) / 2 : l->lowest[c];
}

/* The same limits below and above `centre`: where k is even it is a limit itself, where k is
 * odd it lies in the middle class.  The method cuts the distances from it. */
static limits mirrored(const sorted *s, const sb_spec_classes *spec, int k, double centre,
                       sb_span at, sb_arena *arena, sb_diag *diag)
{
    bool from_centre = spec->method == SB_EQUAL || spec->method == SB_PRETTY;
    sorted off = distances(s, centre, from_centre, arena);
    limits side = find(&off, spec, (k + 1) / 2, NAN, at, arena, diag);
    double inner[2 * SB_CLASS_MAX];
    int n = 0;
    for (int i = side.k - 1; i > 0; i--)
        inner[n++] = centre - between(&side, i);
    if (k % 2 == 0)
        inner[n++] = centre;
    for (int i = 1; i < side.k; i++)
        inner[n++] = centre + between(&side, i);
    return within(s, inner, n);
}

/* ---- as printed ---- */

static double unit_of(int digits) { return pow(10, -digits); }

/* The limits as printed with `digits`; false if that does not tell the classes apart. */
static bool print(const limits *l, int digits, bool is_fixed, sb_classes *out)
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
    out->at[l->k] = -sb_cut(-l->top, digits);
    if (is_fixed && l->k > 1) { /* an outer class may be empty */
        out->at[0] = fmin(out->at[0], sb_round(out->at[1] - unit_of(digits), digits));
        out->at[l->k] =
            fmax(out->at[l->k], sb_round(out->at[l->k - 1] + unit_of(digits), digits));
    }
    return is_good;
}

static void print_apart(const limits *l, int digits, bool is_fixed, sb_span at, sb_classes *out,
                        sb_diag *diag)
{
    int more = digits;
    while (!print(l, more, is_fixed, out) && more < MOST_DIGITS)
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

static void count(sb_classes *classes, const int *of, int n)
{
    for (int i = 0; i < n; i++) {
        if (of[i] >= 0)
            classes->count[of[i]]++;
        classes->n_unknown += of[i] == SB_CLASS_UNKNOWN;
        classes->n_withheld += of[i] == SB_CLASS_WITHHELD;
        classes->n_not_meaningful += of[i] == SB_CLASS_NOT_MEANINGFUL;
    }
    classes->of = of;
}

static void assign(sb_classes *classes, const sb_value *v, int n, sb_arena *arena)
{
    int *of = sb_arena_array(arena, int, n);
    for (int i = 0; i < n; i++)
        of[i] = class_of(classes, v[i]);
    count(classes, of, n);
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
    if (spec->method == SB_GEOMETRIC && s->v[0] <= 0) {
        sb_fail(diag, SB_E_DATA, at, _("geometric classes need values above 0, not %g"),
                s->v[0]);
        sb_hint(diag, _("equal intervals and natural breaks (fisher) take any value"));
        return false;
    }
    return true;
}

const sb_classes *sb_classify(const sb_value *v, int n, const sb_spec_classes *spec,
                              double centre, int digits, sb_span at, sb_arena *arena,
                              sb_diag *diag)
{
    sorted s = sort(v, n, arena);
    if (!check(&s, spec, at, diag))
        return NULL;
    int k = spec->count < 1 ? 1 : spec->count;
    bool is_mirrored = !isnan(centre) && k > 1 && spec->method != SB_FIXED &&
                       spec->method != SB_DEVIATIONS && spec->method != SB_GEOMETRIC;
    limits l = (is_mirrored ? mirrored : find)(&s, spec, k, centre, at, arena, diag);
    sb_classes *classes = sb_arena_one(arena, sb_classes);
    print_apart(&l, digits, spec->method == SB_FIXED, at, classes, diag);
    classes->centre = isnan(centre) ? NAN : sb_round(centre, classes->digits);
    assign(classes, v, n, arena);
    classes->gvf = goodness(classes, v, n);
    return classes;
}

const sb_classes *sb_classes_of(const sb_classes *like, const sb_value *v, int n,
                                sb_arena *arena)
{
    sb_classes *classes = sb_arena_copy(arena, like, 1, sizeof *like);
    memset(classes->count, 0, sizeof classes->count);
    classes->n_unknown = classes->n_withheld = classes->n_not_meaningful = 0;
    assign(classes, v, n, arena);
    classes->gvf = goodness(classes, v, n);
    return classes;
}

const sb_classes *sb_classes_by_type(const sb_value *v, int n, const double *keys,
                                     const char *const *names, int k, sb_arena *arena)
{
    sb_classes *classes = sb_arena_one(arena, sb_classes);
    *classes = (sb_classes){.k = k, .names = names, .gvf = NAN, .centre = NAN};
    int *of = sb_arena_array(arena, int, n);
    for (int i = 0; i < k; i++)
        classes->at[i] = classes->at[i + 1] = keys[i];
    for (int i = 0; i < n; i++) {
        of[i] = v[i].state == SB_WITHHELD         ? SB_CLASS_WITHHELD
                : v[i].state == SB_NOT_MEANINGFUL ? SB_CLASS_NOT_MEANINGFUL
                                                  : SB_CLASS_UNKNOWN;
        for (int c = 0; c < k && sb_value_is_number(v[i]); c++)
            if (v[i].number == keys[c])
                of[i] = c;
    }
    count(classes, of, n);
    return classes;
}

const sb_classes *sb_classes_cross(const sb_class_matrix *matrix, int n, sb_arena *arena)
{
    const sb_classes *up = matrix->up, *across = matrix->across;
    sb_classes *classes = sb_arena_one(arena, sb_classes);
    *classes = (sb_classes){
        .k = up->k * across->k, .matrix = matrix, .gvf = NAN, .centre = NAN};
    int *of = sb_arena_array(arena, int, n);
    for (int i = 0; i < n; i++) {
        int row = up->of[i], column = across->of[i];
        of[i] = row < 0 ? row : column < 0 ? column : (up->k - 1 - row) * across->k + column;
    }
    count(classes, of, n);
    return classes;
}

int sb_classes_steps(const sb_classes *classes, int *first)
{
    *first = 0;
    if (isnan(classes->centre))
        return classes->k;
    int below = 0, above = 0;
    for (int c = 0; c < classes->k; c++) {
        below += classes->at[c + 1] <= classes->centre;
        above += classes->at[c] >= classes->centre;
    }
    int side = below > above ? below : above;
    *first = side - below;
    return 2 * side + (below + above < classes->k);
}
