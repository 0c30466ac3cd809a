/* table_findings: tables of what an index hangs on, and of what makes clusters what they are:
 * rows and columns of their own, worked out by the program. */
#include "figure/check.h"
#include "figure/parts.h"
#include "figure/table_place.h"

#include <stdlib.h>
#include <string.h>

static const char *number(const sb_figure_env *env, double value, int digits)
{
    char out[SB_FORMAT_ROOM];
    sb_format_number(env->locale, value, digits, 0, out);
    return sb_arena_text(env->arena, out);
}

/* All cells blank; the caller fills in labels and numbers. */
static sb_table_layout new_table(const sb_figure_env *env, const char *label, int n_columns,
                                 int n_rows)
{
    sb_arena *arena = env->arena;
    sb_spec_table_column *specs = sb_arena_array(arena, sb_spec_table_column, n_columns);
    sb_table_layout t = {
        .spec = sb_arena_one(arena, sb_spec_profile),
        .label = label,
        .columns = sb_arena_array(arena, sb_table_column, n_columns),
        .n_columns = n_columns,
        .rows = sb_arena_array(arena, sb_table_row, n_rows),
        .n_rows = n_rows,
    };
    for (int c = 0; c < n_columns; c++) {
        specs[c].weight = NAN;
        t.columns[c] = (sb_table_column){.spec = &specs[c], .unit = "", .mark = ""};
    }
    for (int r = 0; r < n_rows; r++)
        t.rows[r] = (sb_table_row){.place = {-1, -1},
                                   .mark = "",
                                   .type = "table",
                                   .stripe = r,
                                   .cells = sb_arena_array(arena, sb_table_cell, n_columns)};
    return t;
}

/* Neighbours under the same words share them. */
static void put_under(const sb_figure_env *env, sb_table_column *column, const char *over)
{
    sb_spec_table_column *spec = sb_arena_one(env->arena, sb_spec_table_column);
    *spec = *column->spec;
    spec->under = sb_arena_one(env->arena, const char *);
    spec->under[0] = over;
    spec->n_under = 1;
    column->spec = spec;
}

/* A number of the program's own: a zero among them is one, not the sign for nothing. */
static void put(const sb_figure_env *env, sb_table_row *row, int column, double value,
                int digits, bool is_strong)
{
    if (isnan(value))
        return;
    const char *text = number(env, value, digits),
               *type = is_strong ? "table strong" : row->type;
    row->cells[column] =
        (sb_table_cell){.kind = SB_CELL_NUMBER,
                        .value = {value, SB_NUMBER, 0},
                        .manner = {NULL, digits, 0},
                        .figure = sb_draw_decimal(env, type, text, strlen(text), digits),
                        .behind = "",
                        .type = type,
                        .shade = -1};
}

static int period_of(const sb_figure_env *env, const sb_spec_findings *spec)
{
    return sb_figure_period(env, spec->period ? spec->period
                                              : sb_facts_spec(env->facts)->report.period);
}

/* ---- an index ---- */

static const sb_sensitivity *find_sensitivity(const sb_facts *facts,
                                              const sb_spec_findings *spec, int period,
                                              int *level, sb_arena *arena)
{
    const sb_areas *areas = sb_facts_areas(facts);
    int indicator = sb_facts_find(facts, spec->indicator);
    const sb_sensitivity *found = NULL;
    for (int l = 0; l < areas->n_levels && !found; l++)
        if (!spec->level || l == sb_areas_level(areas, spec->level))
            found = sb_facts_sensitivity(facts, indicator, *level = l, period, arena);
    return found;
}

/* Which part is meant: "2 Arbeitslose". */
static const char *numbered(const sb_figure_env *env, const sb_sensitivity *s, int part)
{
    return sb_arena_printf(env->arena, "%d\u2002%s", part + 1, s->parts[part]->short_label);
}

/* Below each other as a triangle: no part beside itself, none twice. */
static sb_table_layout parts_table(const sb_figure_env *env, const sb_sensitivity *s)
{
    bool is_component = !isnan(s->explained);
    int k = s->n_parts;
    sb_table_layout t =
        new_table(env, sb_word(env->locale, SB_W_INDICATOR), k + 3, k + 1 + is_component);
    t.columns[0].label = sb_word(env->locale, is_component ? SB_W_LOADING : SB_W_WEIGHT);
    for (int p = 1; p <= k; p++) {
        t.columns[p].label = p < k ? number(env, p, 0) : sb_word(env->locale, SB_W_WITH_INDEX);
        put_under(env, &t.columns[p], sb_word(env->locale, SB_W_CORRELATION));
    }
    t.columns[k + 1].label = sb_word(env->locale, SB_W_ALPHA_WITHOUT);
    t.columns[k + 2].label = sb_word(env->locale, SB_W_ORDER_WITHOUT);
    for (int p = 0; p < k; p++) {
        sb_table_row *row = &t.rows[p];
        row->label = numbered(env, s, p);
        put(env, row, 0, s->weights[p], 2, false);
        for (int q = 0; q < p; q++)
            put(env, row, 1 + q, s->correlations[p * k + q], 2, false);
        put(env, row, k, s->with_index[p], 2, false);
        put(env, row, k + 1, s->alpha_without[p], 2, false);
        put(env, row, k + 2, s->ranks_like[p], 2, false);
    }
    sb_table_row *all = &t.rows[k];
    all->label = sb_word(env->locale, SB_W_ALL_PARTS);
    all->type = "table strong";
    all->has_gap = true;
    put(env, all, k + 1, s->alpha, 2, true);
    if (is_component) {
        t.rows[k + 1].label = sb_word(env->locale, SB_W_EXPLAINED);
        put(env, &t.rows[k + 1], 0, 100 * s->explained, 1, false);
    }
    return t;
}

/* An area and how far its rank moves at most. */
typedef struct moved {
    int area, rank, most;
} moved;

static int by_most(const void *a, const void *b)
{
    const moved *x = a, *y = b;
    return x->most != y->most ? y->most - x->most : x->rank - y->rank;
}

static int by_rank(const void *a, const void *b)
{
    const moved *x = a, *y = b;
    return x->rank != y->rank ? x->rank - y->rank : x->area - y->area;
}

/* The areas that move most, in the order of their ranks. */
static moved *moved_most(const sb_figure_env *env, const sb_sensitivity *s, int n)
{
    moved *all = sb_arena_array(env->arena, moved, s->n_areas);
    for (int i = 0; i < s->n_areas; i++) {
        all[i] = (moved){.area = i, .rank = s->ranks[i]};
        for (int p = 0; p < s->n_parts; p++) {
            int without = s->ranks_without[p * s->n_areas + i];
            int by = without ? abs(without - s->ranks[i]) : 0;
            all[i].most = by > all[i].most ? by : all[i].most;
        }
    }
    qsort(all, (size_t)s->n_areas, sizeof *all, by_most);
    qsort(all, (size_t)n, sizeof *all, by_rank);
    return all;
}

static sb_table_layout ranks_table(const sb_figure_env *env, const sb_sensitivity *s, int level,
                                   int n_rows)
{
    const sb_level *areas = &sb_facts_areas(env->facts)->levels[level];
    int n = n_rows < s->n_areas ? n_rows : s->n_areas;
    const moved *rows = moved_most(env, s, n);
    sb_table_layout t = new_table(env, areas->label, s->n_parts + 1, n);
    t.columns[0].label = sb_word(env->locale, SB_W_RANK);
    for (int p = 0; p < s->n_parts; p++) {
        t.columns[p + 1].label = s->parts[p]->short_label;
        put_under(env, &t.columns[p + 1], sb_word(env->locale, SB_W_RANK_WITHOUT));
    }
    for (int r = 0; r < n; r++) {
        int i = rows[r].area;
        t.rows[r].label = areas->areas[s->areas[i]].name;
        put(env, &t.rows[r], 0, s->ranks[i], 0, false);
        for (int p = 0; p < s->n_parts; p++) {
            int without = s->ranks_without[p * s->n_areas + i];
            bool is_most = without && abs(without - s->ranks[i]) == rows[r].most;
            put(env, &t.rows[r], p + 1, without ? without : (double)NAN, 0,
                is_most && rows[r].most);
        }
    }
    return t;
}

/* ---- clusters ---- */

static const sb_cluster_table *find_clusters(const sb_facts *facts,
                                             const sb_spec_findings *spec, int period,
                                             int *level, sb_arena *arena)
{
    const sb_areas *areas = sb_facts_areas(facts);
    int indicator = sb_facts_find(facts, spec->indicator);
    const sb_cluster_table *found = NULL;
    for (int l = 0; l < areas->n_levels && !found; l++)
        if (!spec->level || l == sb_areas_level(areas, spec->level))
            found = sb_facts_clusters(facts, indicator, *level = l, period, arena);
    return found;
}

static bool is_marked(const sb_cluster_table *c, int cluster, int part)
{
    for (int i = 0; i < c->n_parts; i++)
        if (sb_cluster_mark(c, cluster, i) == part)
            return true;
    return false;
}

static const char *label_of(const sb_figure_env *env, const sb_indicator *about)
{
    bool is_share = about->unit && strcmp(about->unit, "%") == 0;
    return is_share ? sb_arena_printf(env->arena, sb_word(env->locale, SB_W_IN_PERCENT),
                                      about->short_label)
                    : about->short_label;
}

/* The first row counts areas, each other one is an indicator, the last column the city. */
static sb_table_layout clusters_table(const sb_figure_env *env, const sb_spec_findings *spec,
                                      const sb_cluster_table *c, int level)
{
    const sb_areas *areas = sb_facts_areas(env->facts);
    const sb_kinds *kinds =
        sb_facts_indicator(env->facts, sb_facts_find(env->facts, spec->indicator))->kinds;
    bool is_means = spec->means == SB_SHOW_MEANS;
    sb_table_layout t = new_table(env, NULL, c->k + 1, c->n_parts + 1);
    int n = 0;
    for (int k = 0; k < c->k; k++) {
        t.columns[k].label = kinds->names[k];
        put(env, &t.rows[0], k, c->sizes[k], 0, false);
        n += c->sizes[k];
    }
    t.columns[c->k].label = sb_figure_name(env, (sb_place){sb_areas_top(areas), 0});
    t.rows[0].label = areas->levels[level].plural;
    put(env, &t.rows[0], c->k, n, 0, false);
    for (int p = 0; p < c->n_parts; p++) {
        sb_table_row *row = &t.rows[p + 1];
        int digits = is_means ? c->parts[p]->digits : 0, below = 0;
        row->label = is_means ? label_of(env, c->parts[p]) : c->parts[p]->short_label;
        row->has_gap = p == 0;
        for (int k = 0; k < c->k; k++) {
            int at = k * c->n_parts + p;
            put(env, row, k, is_means ? c->means[at] : c->below[at], digits,
                is_means && is_marked(c, k, p));
            below += c->below[at];
        }
        sb_answer city = {.value = is_means ? c->city[p] : sb_value_number(below),
                          .manner = {NULL, digits, 0}};
        sb_table_put(env, city, false, row->type, &row->cells[c->k]);
    }
    return t;
}

/* ---- both ---- */

/* Without columns where there is nothing to draw: the checks said why. */
static sb_table_layout find_table(const sb_figure_env *env, const sb_spec_block *block)
{
    const sb_spec_findings *spec = block->findings;
    int period = period_of(env, spec), level = 0;
    if (block->kind == SB_BLOCK_CLUSTERS) {
        const sb_cluster_table *c = find_clusters(env->facts, spec, period, &level, env->arena);
        return c ? clusters_table(env, spec, c, level) : new_table(env, NULL, 0, 0);
    }
    const sb_sensitivity *s = find_sensitivity(env->facts, spec, period, &level, env->arena);
    return !s                             ? new_table(env, NULL, 0, 0)
           : spec->parts == SB_SHOW_PARTS ? parts_table(env, s)
                                          : ranks_table(env, s, level, spec->n_rows);
}

sb_table_layout sb_table_findings(const sb_figure_env *env, const sb_spec_block *block,
                                  double width)
{
    sb_table_layout t = find_table(env, block);
    t.width = width;
    for (int r = 0; r < t.n_rows; r++) {
        t.rows[r].width = sb_draw_width(env, t.rows[r].type, t.rows[r].label);
        for (int c = 0; c < t.n_columns; c++)
            sb_table_make_room(&t.columns[c], t.rows[r].cells[c].figure);
    }
    sb_table_place_columns(env, &t);
    return t;
}

void sb_findings_check(const sb_facts *facts, const sb_style *style, const sb_spec_block *block,
                       sb_diag *diag)
{
    (void)style;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const sb_spec_findings *spec = block->findings;
    bool is_clusters = block->kind == SB_BLOCK_CLUSTERS;
    sb_span at = sb_node_span(spec->node, is_clusters ? "of" : "index");
    const char *label = spec->period ? spec->period : sb_facts_spec(facts)->report.period;
    bool is_known = sb_check_indicator(facts, spec->indicator, at, diag);
    is_known &= sb_check_level(facts, spec->level, sb_node_span(spec->node, "level"), diag);
    is_known &= sb_check_period(facts, spec->period, sb_node_span(spec->node, "period"), diag);
    int period = label ? sb_facts_period(facts, label) : -1, level;
    if (!is_known || period < 0)
        return;
    if (is_clusters && !find_clusters(facts, spec, period, &level, scratch)) {
        sb_fail(diag, SB_E_SCHEMA, at, _("'%s' has no clusters to show"), spec->indicator);
        sb_hint(diag, _("the table is about an indicator made by 'clusters:'"));
    } else if (!is_clusters && !find_sensitivity(facts, spec, period, &level, scratch)) {
        sb_fail(diag, SB_E_SCHEMA, at, _("'%s' has no index to look into"), spec->indicator);
        sb_hint(diag, _("the table is about an indicator made by 'index:'"));
    }
}
