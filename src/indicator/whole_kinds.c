/* Areas in classes that have names: classes of an indicator, status x dynamics, clusters. */
#include "indicator/classify.h"
#include "indicator/cluster.h"
#include "indicator/whole.h"

#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

static const sb_kinds *kinds_new(const char *const *names, int n, bool is_ordered,
                                 sb_arena *arena)
{
    sb_kinds *kinds = sb_arena_one(arena, sb_kinds);
    *kinds = (sb_kinds){.names = names, .n = n, .is_ordered = is_ordered};
    return kinds;
}

static struct sb_side side_of(const sb_spec_axis *axis, sb_word_id label, sb_word_id first,
                              const sb_locale *locale, sb_arena *arena)
{
    int n = axis->n_limits + 1;
    const char **names = axis->names ? axis->names : sb_arena_array(arena, const char *, n);
    for (int i = 0; !axis->names && i < n; i++)
        names[i] = sb_word(locale, first + (sb_word_id)i);
    return (struct sb_side){axis->label ? axis->label : sb_word(locale, label), names, n};
}

static const sb_kinds *matrix_kinds(const sb_spec_matrix *spec, const sb_locale *locale,
                                    sb_arena *arena)
{
    sb_kinds *kinds = sb_arena_one(arena, sb_kinds);
    kinds->rows = side_of(&spec->status, SB_W_STATUS, SB_W_STATUS_HIGH, locale, arena);
    kinds->columns =
        side_of(&spec->dynamics, SB_W_DYNAMICS, SB_W_DYNAMICS_BETTER, locale, arena);
    kinds->n = kinds->rows.n * kinds->columns.n;
    const char **names = sb_arena_array(arena, const char *, kinds->n);
    for (int i = 0; i < kinds->n; i++)
        names[i] = sb_arena_printf(
            arena, "%s %s, %s %s", kinds->rows.label, kinds->rows.names[i / kinds->columns.n],
            kinds->columns.label, kinds->columns.names[i % kinds->columns.n]);
    kinds->names = names;
    return kinds;
}

static const sb_kinds *cluster_kinds(const sb_spec_clusters *spec, const sb_locale *locale,
                                     sb_arena *arena)
{
    const char **names =
        spec->names ? spec->names : sb_arena_array(arena, const char *, spec->count);
    for (int i = 0; !spec->names && i < spec->count; i++)
        names[i] = sb_arena_printf(arena, "%s %d", sb_word(locale, SB_W_CLUSTER), i + 1);
    return kinds_new(names, spec->count, false, arena);
}

const sb_kinds *sb_whole_kinds(const sb_spec_indicator *spec, sb_language language,
                               sb_arena *arena)
{
    const sb_locale locale = {.language = language};
    if (spec->rating)
        return kinds_new(spec->rating->names, spec->rating->n_names, true, arena);
    if (spec->matrix)
        return matrix_kinds(spec->matrix, &locale, arena);
    return spec->clusters ? cluster_kinds(spec->clusters, &locale, arena) : NULL;
}

/* ---- classes ---- */

/* How many limits are not above each value: the lowest class is 0. */
static void cut(const double *values, int n, const double *limits, int n_limits, int *class_of)
{
    for (int a = 0; a < n; a++)
        for (int i = 0; i < n_limits; i++)
            class_of[a] += values[a] >= limits[i];
}

/* Limits in standard deviations from the mean hold to rounding: a score that should be 1 is not
 * below 1.  False where all are alike. */
static bool cut_at_deviations(const double *values, int n, const double *limits, int n_limits,
                              int *class_of, sb_arena *scratch)
{
    double *scores = sb_arena_copy(scratch, values, (size_t)n, sizeof *values);
    if (!sb_standardise(scores, n, SB_INDEX_ZSCORE, false, NULL))
        return false;
    for (int a = 0; a < n; a++)
        scores[a] += 1e-9;
    cut(scores, n, limits, n_limits, class_of);
    return true;
}

/* False where there are fewer classes than names. */
static bool cut_by_method(sb_whole *w, const sb_spec_rating *spec, int *class_of)
{
    SB_AUTO(sb_diag_drop) sb_diag *told = sb_diag_new();
    sb_value *values = sb_arena_array(w->scratch, sb_value, w->n);
    for (int a = 0; a < w->n; a++)
        values[a] = sb_whole_value(w, 0, a);
    sb_spec_classes how = {.method = spec->method, .count = spec->n_names};
    int digits = w->facts->columns[w->column->members[0]].info.digits;
    const sb_classes *classes =
        sb_classify(values, w->n, &how, (double)NAN, digits, SB_NOWHERE, w->scratch, told);
    for (int a = 0; classes && a < w->n; a++)
        class_of[a] = classes->of[a];
    return classes && classes->k == spec->n_names;
}

void sb_whole_rating(sb_whole *w, double *out)
{
    const sb_spec_rating *spec = w->column->spec->rating;
    const double *values = sb_whole_values(w, 0);
    int *class_of = sb_arena_array(w->scratch, int, w->n);
    if (spec->method == SB_FIXED) {
        cut(values, w->n, spec->limits, spec->n_limits, class_of);
    } else if (spec->limits) {
        if (!cut_at_deviations(values, w->n, spec->limits, spec->n_limits, class_of,
                               w->scratch)) {
            w->fault = SB_WHOLE_ALIKE;
            w->faulty = 0;
        }
    } else if (!cut_by_method(w, spec, class_of)) {
        w->fault = SB_WHOLE_TOO_EVEN;
    }
    for (int a = 0; a < w->n; a++)
        out[a] = class_of[a] + 1;
}

void sb_whole_matrix(sb_whole *w, double *out)
{
    const sb_spec_matrix *spec = w->column->spec->matrix;
    const sb_spec_axis *axes[] = {&spec->status, &spec->dynamics};
    int *class_of[2];
    for (int i = 0; i < 2; i++) {
        const double *values = sb_whole_values(w, i);
        class_of[i] = sb_arena_array(w->scratch, int, w->n);
        if (cut_at_deviations(values, w->n, axes[i]->limits, axes[i]->n_limits, class_of[i],
                              w->scratch) ||
            w->fault)
            continue;
        w->fault = SB_WHOLE_ALIKE;
        w->faulty = i;
    }
    for (int a = 0; a < w->n; a++)
        out[a] = class_of[0][a] * (spec->dynamics.n_limits + 1) + class_of[1][a] + 1;
}

/* ---- clusters ---- */

typedef struct rank {
    double mean;
    int cluster;
} rank;

static int by_mean(const void *a, const void *b)
{
    const rank *x = a, *y = b;
    int order = (x->mean > y->mean) - (x->mean < y->mean);
    return order ? order : x->cluster - y->cluster;
}

/* The place of each cluster, by the mean of `order` over its points. */
static int *places_of(const double *order, const int *of, int n, int k, sb_arena *scratch)
{
    rank *ranks = sb_arena_array(scratch, rank, k);
    int *sizes = sb_arena_array(scratch, int, k), *places = sb_arena_array(scratch, int, k);
    for (int i = 0; i < n; i++) {
        sizes[of[i]]++;
        ranks[of[i]].mean += order[i];
    }
    for (int c = 0; c < k; c++) {
        ranks[c].cluster = c;
        ranks[c].mean /= sizes[c];
    }
    qsort(ranks, (size_t)k, sizeof *ranks, by_mean);
    for (int c = 0; c < k; c++)
        places[ranks[c].cluster] = c;
    return places;
}

/* The areas that take part as points of z-scores, and what they are put in order by. */
static sb_points points_of(sb_whole *w, const sb_spec_clusters *spec, double **order)
{
    double **values = sb_arena_array(w->scratch, double *, spec->n_of);
    const double *given = NULL;
    for (int i = 0; i < spec->n_of; i++)
        values[i] = sb_whole_values(w, i);
    if (spec->order)
        given = sb_whole_values(w, spec->n_of);
    for (int i = 0; i < spec->n_of; i++) {
        w->n_in = sb_whole_leave_out(w, values[i]);
        if (sb_standardise(values[i], w->n, SB_INDEX_ZSCORE, false, NULL) || w->fault)
            continue;
        w->fault = SB_WHOLE_ALIKE;
        w->faulty = i;
    }
    double *at = sb_arena_array(w->scratch, double, w->n_in * spec->n_of);
    *order = sb_arena_array(w->scratch, double, w->n_in);
    for (int a = 0, point = 0; a < w->n; a++) {
        if (w->state[a] != SB_NUMBER)
            continue;
        for (int i = 0; i < spec->n_of; i++) {
            at[point * spec->n_of + i] = values[i][a];
            (*order)[point] += sb_whole_sign(w->facts, w->column->members[i]) * values[i][a];
        }
        if (given)
            (*order)[point] = given[a];
        point++;
    }
    return (sb_points){at, w->n_in, spec->n_of};
}

void sb_whole_clusters(sb_whole *w, double *out)
{
    const sb_spec_clusters *spec = w->column->spec->clusters;
    double *order;
    sb_points points = points_of(w, spec, &order);
    if (points.n < spec->count)
        w->fault = SB_WHOLE_TOO_FEW;
    if (w->fault)
        return;
    int *of = sb_arena_array(w->scratch, int, points.n);
    sb_ward(points, spec->count, of, NULL, w->scratch);
    sb_k_means(points, spec->count, of, w->scratch);
    const int *places = places_of(order, of, points.n, spec->count, w->scratch);
    for (int a = 0, point = 0; a < w->n; a++)
        if (w->state[a] == SB_NUMBER)
            out[a] = places[of[point++]] + 1;
}
