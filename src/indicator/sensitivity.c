#include "indicator/sensitivity.h"

#include "indicator/whole.h"

#include <stdlib.h>
#include <string.h>

static const sb_indicator *const *parts_of(const sb_whole *w, int n)
{
    const sb_indicator **parts = sb_arena_array(w->scratch, const sb_indicator *, n);
    for (int i = 0; i < n; i++)
        parts[i] = sb_whole_about(w->facts, w->column->members[i]);
    return parts;
}

/* ---- an index ---- */

typedef struct study {
    sb_whole *whole;
    sb_composite composite;
    sb_sensitivity *out;
    int *areas;
} study;

/* Values of the areas that take part, without gaps. */
static double *packed(const study *s, const double *values, double sign)
{
    double *out = sb_arena_array(s->whole->scratch, double, s->out->n_areas);
    for (int i = 0; i < s->out->n_areas; i++)
        out[i] = sign * values[s->areas[i]];
    return out;
}

static int *ranks_of(const study *s, const double *index)
{
    int n = s->out->n_areas, *ranks = sb_arena_array(s->whole->scratch, int, n);
    sb_value *values = sb_arena_array(s->whole->scratch, sb_value, n);
    sb_ranking ranking = {.rising = sb_arena_array(s->whole->scratch, double, n)};
    for (int i = 0; i < n; i++)
        values[i] = sb_value_number(index[s->areas[i]]);
    sb_ranking_fill(&ranking, values, n, 1);
    for (int i = 0; i < n; i++)
        ranks[i] = sb_ranking_rank(&ranking, values[i].number);
    return ranks;
}

/* Dimensions that are left, numbered anew. */
static void close_gaps(sb_composite *c, sb_composite_part *parts)
{
    int n = 0;
    for (int d = 0; d < c->n_dimensions; d++) {
        bool is_left = false;
        for (int i = 0; i < c->n_parts; i++)
            if (parts[i].dimension == d) {
                parts[i].dimension = n;
                is_left = true;
            }
        n += is_left;
    }
    c->n_dimensions = n;
}

/* The index without one of its parts; false if there is none. */
static bool index_without(const study *s, int part, double *index)
{
    sb_composite c = s->composite;
    sb_composite_part *parts =
        sb_arena_copy(s->whole->scratch, c.parts, (size_t)c.n_parts, sizeof *parts);
    memmove(parts + part, parts + part + 1, (size_t)(c.n_parts - part - 1) * sizeof *parts);
    c.n_parts--;
    c.parts = parts;
    close_gaps(&c, parts);
    return c.n_parts > 0 &&
           sb_composite_compute(&c, index, NULL, NULL, s->whole->scratch).kind == SB_INDEX_GOOD;
}

/* Spearman: Pearson's correlation of ranks that share the mean of ties. */
static double ranks_like(const study *s, const double *index, const double *without)
{
    double *series[] = {packed(s, index, 1), packed(s, without, 1)}, r[4];
    for (int i = 0; i < 2; i++)
        sb_standardise(series[i], s->out->n_areas, SB_INDEX_RANK, false, NULL);
    sb_correlations((const double *const[]){series[0], series[1]}, 2, s->out->n_areas, r);
    return r[1];
}

static void leave_each_out(const study *s, const double *index)
{
    sb_sensitivity *out = s->out;
    sb_arena *arena = s->whole->scratch;
    double *like = sb_arena_array(arena, double, out->n_parts);
    double *without = sb_arena_array(arena, double, s->whole->n);
    int *ranks = sb_arena_array(arena, int, out->n_parts * out->n_areas);
    for (int p = 0; p < out->n_parts; p++) {
        like[p] = (double)NAN;
        if (!index_without(s, p, without))
            continue;
        like[p] = ranks_like(s, index, without);
        memcpy(ranks + p * out->n_areas, ranks_of(s, without),
               (size_t)out->n_areas * sizeof *ranks);
    }
    out->ranks = ranks_of(s, index);
    out->ranks_without = ranks;
    out->ranks_like = like;
}

/* All with each other, the index as the last. */
static void correlate(const study *s, const double *index)
{
    sb_sensitivity *out = s->out;
    sb_arena *arena = s->whole->scratch;
    int k = out->n_parts;
    const double **series = sb_arena_array(arena, const double *, k + 1);
    double *all = sb_arena_array(arena, double, (k + 1) * (k + 1));
    double *parts = sb_arena_array(arena, double, k *k);
    double *with = sb_arena_array(arena, double, k), *alpha = sb_arena_array(arena, double, k);
    for (int p = 0; p < k; p++)
        series[p] = packed(s, s->composite.parts[p].values,
                           sb_whole_sign(s->whole->facts, s->whole->column->members[p]));
    series[k] = packed(s, index, 1);
    sb_correlations(series, k + 1, out->n_areas, all);
    for (int a = 0; a < k; a++) {
        with[a] = all[a * (k + 1) + k];
        for (int b = 0; b < k; b++)
            parts[a * k + b] = all[a * (k + 1) + b];
    }
    out->correlations = parts;
    out->with_index = with;
    out->alpha = sb_alpha(parts, k, -1);
    for (int p = 0; p < k; p++)
        alpha[p] = sb_alpha(parts, k, p);
    out->alpha_without = alpha;
}

static void list_areas(study *s, const double *index)
{
    s->areas = sb_arena_array(s->whole->scratch, int, s->whole->n);
    for (int a = 0; a < s->whole->n; a++)
        if (!isnan(index[a]))
            s->areas[s->out->n_areas++] = a;
    s->out->areas = s->areas;
}

const sb_sensitivity *sb_facts_sensitivity(const sb_facts *facts, int indicator, int level,
                                           int period, sb_arena *arena)
{
    const sb_column *column = indicator >= 0 ? &facts->columns[indicator] : NULL;
    if (!column || !column->spec || !column->spec->composite || !column->members)
        return NULL;
    sb_whole w = sb_whole_at(facts, column, level, period, arena);
    sb_sensitivity *out = sb_arena_one(arena, sb_sensitivity);
    study s = {&w, sb_whole_composite(&w), out, NULL};
    double *index = sb_arena_array(arena, double, w.n);
    double *weights = sb_arena_array(arena, double, s.composite.n_parts);
    *out = (sb_sensitivity){.n_parts = s.composite.n_parts,
                            .weights = weights,
                            .explained = (double)NAN,
                            .parts = parts_of(&w, s.composite.n_parts)};
    for (int p = 0; p < out->n_parts; p++)
        weights[p] = column->spec->composite->parts[p].weight;
    if (sb_composite_compute(&s.composite, index, weights, &out->explained, arena).kind !=
        SB_INDEX_GOOD)
        return NULL;
    list_areas(&s, index);
    correlate(&s, index);
    leave_each_out(&s, index);
    return out;
}

/* ---- clusters ---- */

static void describe(const sb_whole *w, const double *values, int part, int n_parts,
                     const int *of, double *means, double *scores, int *below, sb_value city)
{
    double *z = sb_arena_copy(w->scratch, values, (size_t)w->n, sizeof *z);
    sb_standardise(z, w->n, SB_INDEX_ZSCORE, false, NULL);
    for (int a = 0; a < w->n; a++) {
        if (of[a] < 0)
            continue;
        int at = of[a] * n_parts + part;
        means[at] += values[a];
        scores[at] += z[a];
        below[at] += values[a] < city.number; /* never true of NaN */
    }
}

/* The parts of each cluster by how far they are from the mean, the first in order first. */
static int *mark(const double *scores, int k, int n_parts, sb_arena *arena)
{
    int *marked = sb_arena_array(arena, int, k *n_parts);
    for (int c = 0; c < k; c++)
        for (int p = 0; p < n_parts; p++) {
            const double *own = scores + c * n_parts;
            int at = p;
            for (; at > 0 && fabs(own[marked[c * n_parts + at - 1]]) < fabs(own[p]); at--)
                marked[c * n_parts + at] = marked[c * n_parts + at - 1];
            marked[c * n_parts + at] = p;
        }
    return marked;
}

const sb_cluster_table *sb_facts_clusters(const sb_facts *facts, int indicator, int level,
                                          int period, sb_arena *arena)
{
    const sb_column *column = indicator >= 0 ? &facts->columns[indicator] : NULL;
    if (!column || !column->spec || !column->spec->clusters || !column->members)
        return NULL;
    sb_whole w = sb_whole_at(facts, column, level, period, arena);
    int n_parts = column->spec->clusters->n_of, k = column->spec->clusters->count, n = 0;
    int *of = sb_arena_array(arena, int, w.n), *sizes = sb_arena_array(arena, int, k);
    for (int a = 0; a < w.n; a++) {
        sb_value v = sb_facts_value(facts, indicator, (sb_place){level, a}, period);
        of[a] = sb_value_is_number(v) ? (int)v.number - 1 : -1;
        w.state[a] = sb_value_is_number(v) ? SB_NUMBER : v.state;
        n += of[a] >= 0;
        if (of[a] >= 0)
            sizes[of[a]]++;
    }
    if (n == 0)
        return NULL;
    double *means = sb_arena_array(arena, double, k *n_parts);
    double *scores = sb_arena_array(arena, double, k *n_parts);
    int *below = sb_arena_array(arena, int, k *n_parts);
    sb_value *city = sb_arena_array(arena, sb_value, n_parts);
    sb_place top = {sb_areas_top(facts->cube->areas), 0};
    for (int p = 0; p < n_parts; p++) {
        double *values = sb_whole_values(&w, p);
        sb_whole_leave_out(&w, values);
        city[p] = sb_facts_value(facts, column->members[p], top, period);
        describe(&w, values, p, n_parts, of, means, scores, below, city[p]);
    }
    for (int i = 0; i < k * n_parts; i++) {
        means[i] /= sizes[i / n_parts];
        scores[i] /= sizes[i / n_parts];
    }
    sb_cluster_table *out = sb_arena_one(arena, sb_cluster_table);
    *out = (sb_cluster_table){
        parts_of(&w, n_parts),           n_parts, k, sizes, means, scores, below,
        mark(scores, k, n_parts, arena), city};
    return out;
}

int sb_cluster_mark(const sb_cluster_table *t, int cluster, int i)
{
    enum { MOST = 3 };
    if (i >= MOST || i >= t->n_parts)
        return -1;
    int part = t->marked[cluster * t->n_parts + i];
    return fabs(t->scores[cluster * t->n_parts + part]) >= 0.5 ? part : -1;
}

/* The parts that lie above or below the mean. */
static void add_words(const sb_cluster_table *t, int cluster, bool is_above, sb_buf *out)
{
    size_t from = out->n;
    for (int i = 0, part; (part = sb_cluster_mark(t, cluster, i)) >= 0; i++)
        if ((t->scores[cluster * t->n_parts + part] > 0) == is_above)
            sb_buf_printf(out, "%s%s", out->n > from ? ", " : "", t->parts[part]->short_label);
}

const char *sb_cluster_words(const sb_facts *facts, const sb_locale *locale, int indicator,
                             sb_place place, int period, sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    SB_AUTO(sb_buf_free) sb_buf above = {0}, below = {0}, out = {0};
    const sb_column *column = indicator >= 0 ? &facts->columns[indicator] : NULL;
    if (!column || !column->spec || !column->spec->clusters)
        return NULL;
    sb_value own = sb_facts_value(facts, indicator, place, period);
    const sb_cluster_table *t =
        sb_facts_clusters(facts, indicator, place.level, period, scratch);
    if (!t || !sb_value_is_number(own))
        return sb_sign(locale, own.state);
    add_words(t, (int)own.number - 1, true, &above);
    add_words(t, (int)own.number - 1, false, &below);
    if (above.n)
        sb_buf_printf(&out, sb_word(locale, SB_W_ABOVE_MEAN), above.at);
    if (above.n && below.n)
        sb_buf_text(&out, "; ");
    if (below.n)
        sb_buf_printf(&out, sb_word(locale, SB_W_BELOW_MEAN), below.at);
    return sb_arena_text(arena, out.at ? out.at : "");
}
