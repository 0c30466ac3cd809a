/* How a value came about that is computed over the areas of its level, or over those inside. */
#include "indicator/explain_whole.h"

#include "indicator/allocate.h"
#include "indicator/sensitivity.h"
#include "indicator/whole.h"
#include "indicator/within.h"

typedef struct line { /* what all functions here write to, and about */
    const sb_facts *facts;
    const sb_column *column;
    sb_place place;
    int period, depth;
    sb_buf *out;
} line;

static void begin(const line *l) { sb_buf_printf(l->out, "%*s", 2 * l->depth, ""); }

static const char *level_of(const line *l)
{
    return l->facts->cube->areas->levels[l->place.level].id;
}

static bool is_number(const line *l)
{
    int column = (int)(l->column - l->facts->columns);
    return sb_value_is_number(sb_facts_value(l->facts, column, l->place, l->period));
}

/* ---- indices ---- */

/* What the area has of a part, made comparable; NaN where it takes no part. */
static double score_of(const sb_composite *c, int part, int area, sb_arena *scratch)
{
    sb_index_method method = c->method == SB_INDEX_PCA ? SB_INDEX_ZSCORE : c->method;
    double *scores =
        sb_arena_copy(scratch, c->parts[part].values, (size_t)c->n, sizeof *scores);
    bool is_good = sb_standardise(scores, c->n, method, c->is_sample, c->people);
    return is_good ? scores[area] : (double)NAN;
}

static void tell_index(const line *l)
{
    static const char *const scores[] = {[SB_INDEX_ZSCORE] = N_("z-score"),
                                         [SB_INDEX_RANGE] = N_("from 0 to 1"),
                                         [SB_INDEX_RANK] = N_("rank"),
                                         [SB_INDEX_PCA] = N_("z-score")};
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int column = (int)(l->column - l->facts->columns);
    const sb_sensitivity *s =
        sb_facts_sensitivity(l->facts, column, l->place.level, l->period, scratch);
    if (!s)
        return;
    sb_whole w = sb_whole_at(l->facts, l->column, l->place.level, l->period, scratch);
    sb_composite c = sb_whole_composite(&w);
    begin(l);
    sb_buf_printf(l->out, _("an index of %d indicators over %d areas of level '%s'"),
                  s->n_parts, s->n_areas, level_of(l));
    if (!isnan(s->alpha))
        sb_buf_printf(l->out, _(", Cronbach's alpha %.2f"), s->alpha);
    if (!isnan(s->explained))
        sb_buf_printf(l->out, _(", first component: %.1f %% of the variance"),
                      100 * s->explained);
    sb_buf_char(l->out, '\n');
    for (int p = 0; p < s->n_parts; p++) {
        double score = score_of(&c, p, l->place.area, scratch);
        begin(l);
        sb_buf_printf(l->out, "%s: ", s->parts[p]->id);
        if (!isnan(score))
            sb_buf_printf(l->out, _("%s %.4f, "), _(scores[c.method]), score);
        sb_buf_printf(l->out, _("weight %.3g%s, correlation with the index %.2f\n"),
                      s->weights[p], c.parts[p].weight < 0 ? _(" downwards") : "",
                      s->with_index[p]);
    }
}

/* ---- classes ---- */

static void tell_limits(const line *l, const char *of, const double *limits, int n,
                        bool is_fixed)
{
    begin(l);
    sb_buf_printf(l->out, _("'%s' cut at"), of);
    for (int i = 0; i < n; i++)
        sb_buf_printf(l->out, is_fixed ? "%s %.10g" : "%s %+.10g", i ? "," : "", limits[i]);
    sb_buf_text(l->out, is_fixed ? "\n" : _(" standard deviations from the mean\n"));
}

static void tell_rating(const line *l)
{
    static const char *const methods[] = {[SB_FISHER] = N_("natural breaks (Fisher)"),
                                          [SB_QUANTILE] = N_("quantiles"),
                                          [SB_EQUAL] = N_("equal intervals"),
                                          [SB_DEVIATIONS] = N_("standard deviations"),
                                          [SB_PRETTY] = N_("round limits"),
                                          [SB_HEAD_TAIL] = N_("head/tail breaks"),
                                          [SB_MAXIMUM_BREAKS] = N_("maximum breaks"),
                                          [SB_GEOMETRIC] = N_("equal ratios"),
                                          [SB_FIXED] = N_("fixed limits")};
    const sb_spec_rating *spec = l->column->spec->rating;
    if (spec->limits) {
        tell_limits(l, spec->of, spec->limits, spec->n_limits, spec->method == SB_FIXED);
        return;
    }
    begin(l);
    sb_buf_printf(l->out, _("'%s' in %d classes by %s over the areas of level '%s'\n"),
                  spec->of, spec->n_names, _(methods[spec->method]), level_of(l));
}

static void tell_matrix(const line *l)
{
    const sb_spec_matrix *spec = l->column->spec->matrix;
    tell_limits(l, spec->status.index, spec->status.limits, spec->status.n_limits, false);
    tell_limits(l, spec->dynamics.index, spec->dynamics.limits, spec->dynamics.n_limits, false);
}

static void tell_clusters(const line *l, const sb_locale *locale)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int column = (int)(l->column - l->facts->columns);
    sb_value own = sb_facts_value(l->facts, column, l->place, l->period);
    const sb_cluster_table *t =
        sb_facts_clusters(l->facts, column, l->place.level, l->period, scratch);
    if (!t || !sb_value_is_number(own))
        return;
    int cluster = (int)own.number - 1;
    begin(l);
    sb_buf_printf(l->out,
                  _("one of %d clusters by z-scores (Ward, then k-means), with %d areas of "
                    "level '%s'\n"),
                  t->k, t->sizes[cluster], level_of(l));
    const char *marks =
        sb_cluster_words(l->facts, locale, column, l->place, l->period, scratch);
    if (marks && *marks) {
        begin(l);
        sb_buf_printf(l->out, _("marked by: %s\n"), marks);
    }
    for (int p = 0; p < t->n_parts; p++) {
        begin(l);
        sb_buf_printf(l->out, _("%s: mean of the cluster %.6g, z-score %.4f\n"),
                      t->parts[p]->id, t->means[cluster * t->n_parts + p],
                      t->scores[cluster * t->n_parts + p]);
    }
}

/* ---- allocations ---- */

static void tell_allocation(const line *l)
{
    static const char *const words[SB_STEPS] = {
        [SB_STEP_NEED] = N_("heads times need: %.10g"),
        [SB_STEP_SHARE] = N_("of all need: %.10g %%"),
        [SB_STEP_BASE] = N_("by heads alone: %.10g"),
        [SB_STEP_MORE] = N_("by need: %.10g"),
        [SB_STEP_TARGET] = N_("with what there is already it should be: %.10g"),
        [SB_STEP_EXACT] = N_("before it is rounded by largest remainder: %.10g")};
    const sb_spec_allocation *spec = l->column->spec->allocation;
    begin(l);
    if (!spec->index)
        sb_buf_printf(l->out, _("a part of %.15g, shared out by '%s'\n"), spec->amount,
                      spec->by);
    else if (spec->base == 0)
        sb_buf_printf(l->out, _("a part of %.15g, shared out by '%s' times '%s'\n"),
                      spec->amount, spec->by, spec->index);
    else
        sb_buf_printf(l->out,
                      _("a part of %.15g: %g %% by '%s' alone, the rest by '%s' times '%s'\n"),
                      spec->amount, spec->base, spec->by, spec->by, spec->index);
    int level = spec->level ? sb_areas_level(l->facts->cube->areas, spec->level) : -1;
    if (level >= 0 && level != l->place.level) {
        begin(l);
        sb_buf_printf(l->out, _("added up from the areas of level '%s'\n"), spec->level);
    }
    for (int s = 0; s < SB_STEPS && is_number(l); s++) {
        bool is_idle = (s == SB_STEP_TARGET && !spec->supply) ||
                       (!spec->index && s != SB_STEP_TARGET && s != SB_STEP_EXACT) ||
                       (spec->base == 0 && (s == SB_STEP_BASE || s == SB_STEP_MORE));
        if (is_idle)
            continue;
        begin(l);
        sb_buf_printf(l->out, _(words[s]),
                      *sb_whole_step(l->facts, l->column, s, l->place, l->period));
        sb_buf_char(l->out, '\n');
    }
}

void sb_explain_whole(const sb_facts *facts, const sb_locale *locale, const sb_column *column,
                      sb_place place, int period, int depth, sb_buf *out)
{
    line l = {facts, column, place, period, depth, out};
    if (!column->spec || !column->members)
        return;
    if (column->spec->allocation)
        tell_allocation(&l);
    else if (column->spec->composite)
        tell_index(&l);
    else if (column->spec->rating)
        tell_rating(&l);
    else if (column->spec->matrix)
        tell_matrix(&l);
    else if (column->spec->clusters)
        tell_clusters(&l, locale);
}

/* ---- functions over several areas ---- */

static void tell_ranking(const line *l, const sb_formula *f)
{
    const sb_column *to = &l->facts->columns[f->column];
    const sb_ranking *r = to->rankings ? &to->rankings[l->place.level][l->period] : NULL;
    if (!r)
        return;
    begin(l);
    if (f->op == SB_OP_SCORE)
        sb_buf_printf(l->out, _("over %d areas of level '%s': mean %.10g, deviation %.10g\n"),
                      r->n, level_of(l), r->mean, r->deviation);
    else
        sb_buf_printf(l->out, _("among %d areas of level '%s', from %.10g to %.10g\n"), r->n,
                      level_of(l), r->n ? r->rising[0] : (double)NAN,
                      r->n ? r->rising[r->n - 1] : (double)NAN);
}

void sb_explain_across(const sb_facts *facts, const sb_formula *f, sb_place place, int period,
                       int depth, sb_buf *out)
{
    line l = {facts, NULL, place, period, depth, out};
    if (f->op == SB_OP_RANK || f->op == SB_OP_QUARTILE || f->op == SB_OP_SCORE)
        tell_ranking(&l, f);
    if (!sb_is_within(f->op))
        return;
    const sb_areas *areas = facts->cube->areas;
    int level = sb_within_level(facts, f, place, period), n = 0;
    for (int a = 0; level >= 0 && a < areas->levels[level].n; a++)
        n += sb_areas_above(areas, (sb_place){level, a}, place.level).area == place.area;
    if (level < 0)
        return;
    begin(&l);
    sb_buf_printf(out, _("over %d areas of level '%s'\n"), n, areas->levels[level].id);
}
