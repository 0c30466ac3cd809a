/* What only several keys together can tell. */
#include "spec/catalogue.h"
#include "spec/reader.h"

#include <string.h>

typedef void checker(sb_reader *r, const sb_node *node, void *base);

/* ---- one struct ---- */

static void check_level(sb_reader *r, const sb_node *node, void *base)
{
    static const char *const columns[] = {"layer", "short name", "area", "crs", "encoding"};
    sb_spec_level *level = base;
    if (!level->label)
        level->label = level->id;
    if (!level->plural)
        level->plural = level->label;
    if (level->file && (!level->key || !level->name)) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "file"),
                _("level '%s' needs '%s:', the column of its file"), level->id,
                level->key ? "name" : "key");
    } else if (level->file && level->areas) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "areas"),
                _("level '%s' has both 'file:' and 'areas:'"), level->id);
    } else if (!level->file && !level->areas && !level->name) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("level '%s' has no areas"), level->id);
        sb_hint(r->diag, _("give it 'file:', 'areas:', or 'name:' for a single area"));
    }
    const sb_node *within = sb_node_at(node, "within");
    if (!level->within_file != !level->within_key ||
        (level->within_file && !level->within_column))
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(within, level->within_file ? "file" : "key"),
                _("'file:', 'key:' and 'column:' of 'within:' belong together"));
    else if (level->within_by && (level->within_column || level->within_first))
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(within, "by"),
                _("'by: location' needs no column"));
    for (size_t i = 0; !level->file && i < SB_COUNT(columns); i++)
        if (sb_node_at(node, columns[i]))
            sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, columns[i]),
                    _("'%s:' means nothing without 'file:'"), columns[i]);
}

static void check_disclosure(sb_reader *r, const sb_node *node, void *base)
{
    const sb_spec_disclosure *rule = base;
    if (rule->base > 1 && sb_node_at(node, "minimum")) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "round"),
                _("'round:' and 'minimum:' exclude each other"));
        sb_hint(r->diag, _("counts are either rounded or withheld"));
    }
    if (!rule->population != !(rule->minimum_population > 0)) {
        sb_fail(r->diag, SB_E_SCHEMA,
                sb_node_span(node, rule->population ? "population" : "minimum population"),
                _("'population:' and 'minimum population:' belong together"));
        sb_hint(r->diag, _("as in {population: einwohner, minimum population: 100}"));
    }
}

static void check_table(sb_reader *r, const sb_node *node, void *base)
{
    sb_spec_table *table = base;
    bool has_value = sb_node_at(node, "value"), has_columns = sb_node_at(node, "columns");
    if (has_value == has_columns) {
        sb_fail(r->diag, SB_E_SCHEMA, has_value ? sb_node_span(node, "columns") : node->at,
                _("table '%s' needs either 'value:' or 'columns:'"), table->id);
        sb_hint(r->diag, _("'value:' names the one column with numbers, 'columns:' lists "
                           "several"));
    }
    if (table->columns && table->variable)
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "variable"),
                _("'variable:' means nothing beside 'columns:'"));
    if (table->period && table->at)
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "at"),
                _("'at:' and 'period:' exclude each other"));
    if (table->file && strstr(table->file, "{year}") && (table->period || table->at))
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, table->at ? "at" : "period"),
                _("the year stands in the file's name already"));
    if (table->match && strcmp(table->match, "name") == 0 && table->key_as)
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "key as"),
                _("'match: name' compares names, not keys"));
    if (!table->variable)
        table->variable = table->id;
}

/* A misspelt key is reported as that. */
static void report_no_formula(sb_reader *r, const sb_node *node)
{
    static const char *const name = "formula";
    for (int i = 0; node->kind == SB_NODE_MAP && i < node->n; i++)
        if (sb_near_best(node->keys[i]->text, &name, 1))
            return;
    sb_fail(r->diag, SB_E_SCHEMA, node->at, _("%s needs '%s:'"), _("an indicator"), name);
    sb_hint(r->diag, _("write '%s:' and behind it %s"), name, _("a text"));
}

static void check_indicator(sb_reader *r, const sb_node *node, void *base)
{
    sb_spec_indicator *indicator = base;
    int ways = !!indicator->formula + !!indicator->composite + !!indicator->allocation +
               !!indicator->rating + !!indicator->matrix + !!indicator->clusters;
    if (ways == 0)
        report_no_formula(r, node);
    if (ways > 1)
        sb_fail(r->diag, SB_E_SCHEMA, node->at,
                _("what '%s' is computed by must be one thing: 'formula:', 'index:', "
                  "'classes:', 'matrix:', 'clusters:' or 'allocation:'"),
                indicator->id);
    indicator->formula_node = sb_node_at(node, "formula");
    if (!indicator->label)
        indicator->label = indicator->id;
}

static void check_layer(sb_reader *r, const sb_node *node, void *base)
{
    static const char *const of_places[] = {"kind", "address", "x", "y"};
    sb_spec_layer *layer = base;
    if (!layer->x != !layer->y)
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, layer->x ? "x" : "y"),
                _("'x:' and 'y:' belong together"));
    for (size_t i = 0; !layer->name && i < SB_COUNT(of_places); i++)
        if (sb_node_at(node, of_places[i]))
            sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, of_places[i]),
                    _("'%s:' means nothing without 'name:'"), of_places[i]);
}

/* What a picture shows only a person can tell. */
static void check_block(sb_reader *r, const sb_node *node, void *base)
{
    sb_spec_block *block = base;
    if (sb_node_at(node, "image"))
        block->image_node = sb_node_at(node, "image");
    if (block->kind != SB_BLOCK_IMAGE || block->alt || !block->image)
        return;
    sb_fail(r->diag, SB_E_SCHEMA, block->image_node->at, _("%s needs '%s:'"), _("an image"),
            "alt");
    sb_hint(r->diag,
            _("write 'alt:' and behind it what the picture shows, for those who cannot "
              "see it"));
}

static void fail_at(sb_reader *r, const sb_node *node, const char *key, const char *message)
{
    sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, key), "%s", message);
}

static void check_composite(sb_reader *r, const sb_node *node, void *base)
{
    const sb_spec_composite *index = base;
    const char *needs = index->is_weighted ? "mean" : index->minimum > 0 ? "minimum" : NULL;
    if (needs && !index->population) {
        fail_at(r, node, needs, _("the index does not know whom to count"));
        sb_hint(r->diag, _("name the count of people with 'population:'"));
    }
    for (int i = 0; index->method == SB_INDEX_PCA && i < index->n_parts; i++) {
        const sb_spec_composite_part *part = &index->parts[i];
        if (part->weight != 1 || part->dimension)
            fail_at(r, part->node, part->dimension ? "dimension" : "weight",
                    _("'method: pca' finds the weights by itself"));
    }
}

/* Whether limits rise, and have a name for each class between them. */
static void check_limits(sb_reader *r, const sb_node *node, const double *limits, int n_limits,
                         int n_names)
{
    for (int i = 1; i < n_limits; i++)
        if (!(limits[i - 1] < limits[i])) {
            fail_at(r, node, "limits", _("the limits of classes must rise"));
            return;
        }
    if (n_names != n_limits + 1)
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, n_names ? "names" : "limits"),
                _("%d limits make %d classes, but there are %d names"), n_limits, n_limits + 1,
                n_names);
}

static void check_rating(sb_reader *r, const sb_node *node, void *base)
{
    const sb_spec_rating *rating = base;
    if (rating->n_names < 2 || rating->n_names > 9)
        fail_at(r, node, "names", _("there must be 2 to 9 classes"));
    else if (rating->limits)
        check_limits(r, node, rating->limits, rating->n_limits, rating->n_names);
    else if (rating->method == SB_FIXED)
        fail_at(r, node, "method", _("'method: fixed' needs 'limits:'"));
}

static void check_axis(sb_reader *r, sb_spec_axis *axis, const double *usual, int n)
{
    if (!axis->limits) {
        axis->limits = sb_arena_copy(r->arena, usual, (size_t)n, sizeof *usual);
        axis->n_limits = n;
    }
    bool is_usual = !axis->names && axis->n_limits == n;
    check_limits(r, axis->node, axis->limits, axis->n_limits, is_usual ? n + 1 : axis->n_names);
}

static void check_matrix(sb_reader *r, const sb_node *node, void *base)
{
    static const double status[] = {-1, 1, 1.5}, dynamics[] = {-1, 1};
    sb_spec_matrix *matrix = base;
    (void)node;
    check_axis(r, &matrix->status, status, SB_COUNT(status));
    check_axis(r, &matrix->dynamics, dynamics, SB_COUNT(dynamics));
}

static void check_clusters(sb_reader *r, const sb_node *node, void *base)
{
    const sb_spec_clusters *clusters = base;
    if (clusters->names && clusters->n_names != clusters->count)
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "names"),
                _("%d clusters have %d names"), clusters->count, clusters->n_names);
}

static void check_phrase(sb_reader *r, const sb_node *node, void *base)
{
    const sb_spec_phrase *phrase = base;
    if (!phrase->kinds && (!phrase->above || !phrase->about || !phrase->below)) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("phrase '%s' lacks words"), phrase->id);
        sb_hint(r->diag, _("it needs 'above:', 'about:' and 'below:', or 'names:' for an "
                           "indicator that has classes"));
    } else if (phrase->kinds && (phrase->above || phrase->about || phrase->below)) {
        fail_at(r, node, "names",
                _("'names:' stands in place of 'above:', 'about:', 'below:'"));
    }
}

static void check_classes(sb_reader *r, const sb_node *node, void *base)
{
    sb_spec_classes *classes = base;
    if (classes->method != SB_FIXED)
        return;
    classes->count = classes->n_at + 1;
    if (classes->count > 9)
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "limits"),
                _("more than 9 classes cannot be told apart"));
    for (int i = 1; i < classes->n_at; i++)
        if (!(classes->at[i - 1] < classes->at[i])) {
            sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "limits"),
                    _("the limits of classes must rise"));
            return;
        }
}

static void check_chart(sb_reader *r, const sb_node *node, void *base)
{
    (void)r;
    sb_spec_chart *chart = base;
    bool is_series = chart->kind == SB_CHART_LINE || chart->kind == SB_CHART_SLOPE;
    if (is_series && !sb_node_at(node, "scale"))
        chart->scale = SB_SCALE_OWN;
}

/* ---- tables: this area beside others, or a row for each area ---- */

/* What belongs to the other form of tables. */
static void bar_keys(sb_reader *r, const sb_node *node, const char *const *keys, size_t n,
                     const char *hint)
{
    for (size_t i = 0; node->kind == SB_NODE_MAP && i < n; i++) {
        if (!sb_node_at(node, keys[i]))
            continue;
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, keys[i]),
                _("'%s:' means nothing in this table"), keys[i]);
        sb_hint(r->diag, "%s", hint);
    }
}

static void check_area_column(sb_reader *r, const sb_spec_table_column *column)
{
    const sb_node *node = column->node;
    const char *key = column->level ? column->level : "this";
    if (node->kind == SB_NODE_MAP && sb_node_at(node, key)) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, key),
                _("'%s:' means nothing in a table with 'for each:'"), key);
        sb_hint(r->diag, _("its columns are indicators: 'column:' and behind it a name"));
    } else if (!column->indicator == !column->text) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("a column needs either '%s:' or '%s:'"),
                "column", "text");
    } else if (column->show == SB_SHOW_SHARE && !column->of) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "show"), _("a share needs 'of:'"));
        sb_hint(r->diag, _("write 'of:' and behind it the whole"));
    } else if (column->as && (column->text || column->show >= SB_SHOW_RANK)) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "as"),
                _("'as:' goes with values, shares and changes alone"));
    } else if (column->text && !column->label) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "text"), _("%s needs '%s:'"),
                _("a column of texts"), "label");
    } else if (column->text && column->n_periods) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "periods"),
                _("'%s:' means nothing beside '%s'"), "periods", "text");
    }
}

static void check_area_table(sb_reader *r, const sb_spec_profile *table)
{
    static const char *const keys[] = {"rows"};
    bar_keys(r, table->node, keys, SB_COUNT(keys), _("'for each:' stands in its place"));
    for (int i = 0; i < table->n_columns; i++)
        check_area_column(r, &table->columns[i]);
}

/* Whose value?  A misspelt key is reported as that. */
static void check_whose(sb_reader *r, const sb_spec_table_column *column, const char *hint)
{
    static const char *const keys[] = {"column", "text",    "show",   "of",
                                       "under",  "periods", "digits", "weight"};
    const sb_node *node = column->node;
    bool has_unknown = false;
    for (int i = 0; node->kind == SB_NODE_MAP && i < node->n; i++)
        has_unknown |= !sb_read_lookup(r, SB_IN_profile_column, node->keys[i]->text);
    if (node->kind == SB_NODE_MAP && sb_node_at(node, column->level ? column->level : "this"))
        bar_keys(r, node, keys, SB_COUNT(keys), hint);
    else if (!has_unknown)
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("%s needs '%s:'"), _("a column of a table"),
                "this");
}

/* Rows have units of their own: only what is in percent in all of them has one scale. */
static void check_picture(sb_reader *r, const sb_spec_table_column *column)
{
    bool is_ratio = column->show == SB_SHOW_SHARE || column->show == SB_SHOW_CHANGE;
    sb_span at = sb_node_span(column->node, "as");
    if (column->as == SB_AS_BAR && !is_ratio) {
        sb_fail(r->diag, SB_E_SCHEMA, at, _("bars go with shares and changes alone"));
        sb_hint(r->diag,
                _("the rows of this table have different units: one scale would be true "
                  "of none; 'as: heat' shows fifths of the areas row by row"));
    } else if (column->as == SB_AS_ARROW && column->show != SB_SHOW_CHANGE) {
        sb_fail(r->diag, SB_E_SCHEMA, at, _("arrows go with changes alone"));
        sb_hint(r->diag, _("write {this: change, since: …, as: arrow}"));
    } else if (column->as == SB_AS_HEAT && column->show >= SB_SHOW_RANK) {
        sb_fail(r->diag, SB_E_SCHEMA, at,
                _("'as:' goes with values, shares and changes alone"));
    }
}

static void check_rows_table(sb_reader *r, const sb_spec_profile *table)
{
    static const char *const keys[] = {"totals", "keys", "wide"};
    const char *hint = _("it goes with 'for each:'");
    if (!sb_node_at(table->node, "rows")) {
        sb_fail(r->diag, SB_E_SCHEMA, table->node->at, _("a table needs '%s:' or '%s:'"),
                "rows", "for each");
        sb_hint(r->diag, _("'rows:' lists indicators, 'for each:' names a level of areas"));
        return;
    }
    bar_keys(r, table->node, keys, SB_COUNT(keys), hint);
    for (int i = 0; i < table->n_columns; i++) {
        check_whose(r, &table->columns[i], hint);
        check_picture(r, &table->columns[i]);
    }
}

static void check_profile(sb_reader *r, const sb_node *node, void *base)
{
    const sb_spec_profile *table = base;
    if (table->sheet && (strpbrk(table->sheet, "/\\:*?\"<>|") || *table->sheet == '.')) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "sheet"),
                _("'%s' is no name of a file"), table->sheet);
        sb_hint(r->diag,
                _("without folders and without an end: the files stand beside the PDF"));
    }
    if (table->each)
        check_area_table(r, table);
    else
        check_rows_table(r, table);
}

static void check_profile_column(sb_reader *r, const sb_node *node, void *base)
{
    sb_spec_table_column *column = base;
    const sb_node *first = NULL;
    for (int i = 0; i < node->n; i++) {
        const sb_key *key = sb_read_lookup(r, SB_IN_profile_column, node->keys[i]->text);
        if (!key || key->type != SB_TYPE_SHOW)
            continue;
        if (first) {
            sb_fail(r->diag, SB_E_SCHEMA, node->keys[i]->at,
                    _("'%s:' and '%s:' cannot be one column"), first->text,
                    node->keys[i]->text);
            sb_hint(r->diag, _("put each in { } of its own"));
        }
        first = node->keys[i];
    }
    bool has_since = column->show == SB_SHOW_CHANGE || column->show == SB_SHOW_TREND;
    if (has_since && !column->since) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("a column of changes needs 'since:'"));
        sb_hint(r->diag, _("write 'since:' and behind it the earlier year"));
    } else if (!has_since && column->since) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "since"),
                _("'since:' means nothing beside this column"));
        sb_hint(r->diag, _("it goes with: %s"), "change, trend");
    }
}

static void check_profile_row(sb_reader *r, const sb_node *node, void *base)
{
    sb_spec_table_row *row = base;
    if (!row->indicator && !row->label) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("a row needs 'row:' or 'label:'"));
        sb_hint(r->diag, _("'row:' names an indicator; 'label:' alone makes a heading"));
    }
    if (row->of && row->share) {
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "share"),
                _("'of:' and 'share:' exclude each other"));
        sb_hint(r->diag, _("'of:' computes the share, 'share:' names an indicator that is it"));
    }
}

static void check_group_of_pages(sb_reader *r, const sb_node *node, const sb_spec_page *group)
{
    if (!group->each) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'pages:' needs 'for each:'"));
        sb_hint(r->diag, _("name the level whose areas get these pages"));
    }
    for (int i = 0; i < group->n_pages; i++)
        if (group->pages[i].kind != SB_PAGE_PLAIN)
            sb_fail(r->diag, SB_E_SCHEMA, group->pages[i].node->at,
                    _("only 'page:' can stand under 'pages:' of 'for each:'"));
}

static void check_chapter(sb_reader *r, sb_spec_page *chapter)
{
    chapter->has_folio = true;
    if (chapter->title || chapter->file)
        return;
    sb_fail(r->diag, SB_E_SCHEMA, chapter->node->at, _("a chapter needs 'title:' or 'file:'"));
    sb_hint(r->diag, _("in the file the title stands behind #"));
}

/* The keys of a page are those of its verb. */
static void check_page(sb_reader *r, const sb_node *node, void *base)
{
    static const char *const verbs[] = {"cover", "contents", "chapter", "page"};
    sb_spec_page *page = base;
    for (size_t i = 0; i < SB_COUNT(verbs); i++)
        if (sb_node_at(node, verbs[i]))
            page->node = sb_node_at(node, verbs[i]);
    if (page->kind == SB_PAGE_CHAPTER)
        check_chapter(r, page);
    if (page->kind == SB_PAGE_GROUP)
        check_group_of_pages(r, node, page);
    else if (page->each)
        page->kind = SB_PAGE_EACH;
}

static void check_colour(sb_reader *r, const sb_node *node, void *base)
{
    /* Names that a press has given away (ISO 32000-1, 8.6.6.4). */
    static const char *const taken[] = {"All", "None", "Cyan", "Magenta", "Yellow", "Black"};
    enum { NAME_MOST = 127 }; /* annex C.2 */
    sb_spec_colour *colour = base;
    bool has_inks = sb_node_at(node, "colour") || node->kind == SB_NODE_SCALAR;
    if (colour->of ? has_inks : !has_inks) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at,
                _("colour '%s' needs either 'colour:' or 'of:'"), colour->id);
        sb_hint(r->diag, _("'colour:' gives its inks, 'of:' makes it a tint of another"));
    }
    if (colour->of && colour->spot)
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "spot"),
                _("a tint has the spot ink of its colour"));
    if (!colour->of && sb_node_at(node, "tint"))
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "tint"),
                _("'%s:' means nothing without '%s:'"), "tint", "of");
    if (colour->tint > 100)
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "tint"),
                _("'%s:' is more than 100 %%"), "tint");
    for (size_t i = 0; colour->spot && i < SB_COUNT(taken); i++)
        if (strcmp(taken[i], colour->spot) == 0)
            sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "spot"),
                    _("'%s' cannot be the name of a spot ink"), colour->spot);
    if (colour->spot && (!*colour->spot || strlen(colour->spot) > NAME_MOST))
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "spot"),
                _("the name of a spot ink has 1 to %d bytes"), NAME_MOST);
}

/* A style that replaces the size alone keeps the smaller sizes to try. */
static void check_type(sb_reader *r, const sb_node *node, void *base)
{
    sb_spec_type *type = base;
    if (!type->n_fit)
        return;
    for (int i = 1; i < type->n_fit; i++)
        if (!(type->fit[i] < type->fit[i - 1])) {
            sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(node, "fit"),
                    _("the sizes of 'fit:' must fall"));
            return;
        }
    double *fit = sb_arena_array(r->arena, double, type->n_fit + 1);
    int n = 0;
    fit[n++] = type->size;
    for (int i = 0; i < type->n_fit; i++)
        if (type->fit[i] < type->size)
            fit[n++] = type->fit[i];
    type->fit = fit;
    type->n_fit = n;
}

void sb_check_context(sb_reader *r, sb_context context, const sb_node *node, void *base)
{
    static checker *const checkers[SB_CONTEXTS] = {
        [SB_IN_level] = check_level,
        [SB_IN_table] = check_table,
        [SB_IN_disclosure] = check_disclosure,
        [SB_IN_indicator] = check_indicator,
        [SB_IN_layer] = check_layer,
        [SB_IN_block] = check_block,
        [SB_IN_classes] = check_classes,
        [SB_IN_composite] = check_composite,
        [SB_IN_rating] = check_rating,
        [SB_IN_matrix] = check_matrix,
        [SB_IN_clusters] = check_clusters,
        [SB_IN_phrase] = check_phrase,
        [SB_IN_chart] = check_chart,
        [SB_IN_profile] = check_profile,
        [SB_IN_profile_column] = check_profile_column,
        [SB_IN_profile_row] = check_profile_row,
        [SB_IN_page] = check_page,
        [SB_IN_colour] = check_colour,
        [SB_IN_type] = check_type,
    };
    if (checkers[context])
        checkers[context](r, node, base);
}

/* ---- names ---- */

/* All names of one kind. */
typedef struct name_list {
    const char *kind;
    SB_VEC(const char *) names;
    sb_index *index;
} name_list;

static void add(sb_reader *r, name_list *list, const char *name)
{
    if (sb_index_put(list->index, name, (long)list->names.n))
        sb_vec_push(r->arena, &list->names, name);
}

/* Adds the `id` of each element of an array. */
#define ADD_ALL(r, list, array, n)                                                             \
    for (int i_ = 0; i_ < (n); i_++)                                                           \
    add(r, list, (array)[i_].id)

/* Kinds that are not here are checked by the stages that know them. */
enum { LEVEL, CELL, DIMENSION, TYPE, COLOUR, PALETTE, LINE, LAYER, FIGURE, TEXTS, KINDS };

static void list_names(sb_reader *r, name_list lists[KINDS])
{
    static const char *const kinds[KINDS] = {
        N_("level"),   N_("cell"), N_("dimension"), N_("type"),   N_("colour"),
        N_("palette"), N_("line"), N_("layer"),     N_("figure"), N_("set of texts")};
    const sb_spec *spec = r->spec;
    for (int i = 0; i < KINDS; i++)
        lists[i] = (name_list){.kind = kinds[i], .index = sb_index_new(r->arena)};
    static const char *const shows[] = {"count", "share", "value", "change", "rank", "trend"};
    for (size_t i = 0; i < SB_COUNT(shows); i++)
        add(r, &lists[CELL], shows[i]);
    ADD_ALL(r, &lists[CELL], spec->levels, spec->n_levels);
    ADD_ALL(r, &lists[LEVEL], spec->levels, spec->n_levels);
    ADD_ALL(r, &lists[DIMENSION], spec->groups, spec->n_groups);
    ADD_ALL(r, &lists[TYPE], spec->style.types, spec->style.n_types);
    ADD_ALL(r, &lists[COLOUR], spec->style.colours, spec->style.n_colours);
    ADD_ALL(r, &lists[LINE], spec->style.lines, spec->style.n_lines);
    ADD_ALL(r, &lists[LAYER], spec->layers, spec->n_layers);
    ADD_ALL(r, &lists[FIGURE], spec->figures, spec->n_figures);
    ADD_ALL(r, &lists[TEXTS], spec->texts, spec->n_texts);
    ADD_ALL(r, &lists[PALETTE], spec->style.palettes, spec->style.n_palettes);
}

static void check_references(sb_reader *r)
{
    name_list lists[KINDS];
    list_names(r, lists);
    for (size_t i = 0; i < r->references.n; i++) {
        const sb_reference *reference = &r->references.at[i];
        for (int k = 0; k < KINDS; k++) {
            bool is_reported = k == LEVEL && r->spec->n_levels == 0; /* as a missing section */
            if (is_reported || strcmp(lists[k].kind, reference->kind) != 0 ||
                sb_index_at(lists[k].index, reference->name) >= 0)
                continue;
            sb_fail(r->diag, SB_E_SCHEMA, reference->at, _("no %s is called '%s'"),
                    _(reference->kind), reference->name);
            sb_hint_names(r, reference->name, lists[k].names.at, lists[k].names.n);
        }
    }
}

/* ---- everything ---- */

static int level_index(const sb_spec *spec, const char *id)
{
    for (int i = 0; id && i < spec->n_levels; i++)
        if (strcmp(spec->levels[i].id, id) == 0)
            return i;
    return -1;
}

/* Lowest first: this also keeps levels from lying within each other. */
static void check_order_of_levels(sb_reader *r)
{
    for (int i = 0; i < r->spec->n_levels; i++) {
        const sb_spec_level *level = &r->spec->levels[i];
        int above = level_index(r->spec, level->within);
        if (above < 0 || above > i)
            continue;
        sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(level->node, "within"),
                _("level '%s' must stand below '%s' in the list of levels"), level->within,
                level->id);
        sb_hint(r->diag, _("levels are listed from the lowest to the highest"));
    }
}

static void check_group(sb_reader *r, const char *dimension, const sb_spec_pair *pair,
                        const char *label)
{
    const sb_spec_dimension *d = r->spec->groups;
    const sb_spec_dimension *end = d + r->spec->n_groups;
    while (d < end && strcmp(d->id, dimension) != 0)
        d++;
    if (d == end || !label)
        return; /* an unknown dimension is reported by its reference */
    SB_VEC(const char *) names = {0};
    for (int i = 0; i < d->n; i++) {
        if (strcmp(d->groups[i].label, label) == 0)
            return;
        sb_vec_push(r->arena, &names, d->groups[i].label);
    }
    sb_fail(r->diag, SB_E_SCHEMA, pair->node->at, _("'%s' has no group '%s'"), dimension,
            label);
    sb_hint_names(r, label, names.at, names.n);
}

static void check_groups(sb_reader *r, const sb_spec_table *table)
{
    for (int i = 0; i < table->n_dimensions; i++) {
        const sb_spec_codes *codes = &table->dimensions[i];
        for (int k = 0; k < codes->n; k++)
            check_group(r, codes->dimension, &codes->codes[k], codes->codes[k].value);
    }
    for (int i = 0; i < table->n_columns; i++) {
        const sb_spec_column *column = &table->columns[i];
        for (int k = 0; k < column->n; k++)
            check_group(r, column->groups[k].key, &column->groups[k], column->groups[k].value);
    }
}

static const sb_spec_colour *colour_at(const sb_spec_style *style, const char *id)
{
    for (int i = style->n_colours; i-- > 0;)
        if (strcmp(style->colours[i].id, id) == 0)
            return &style->colours[i];
    return NULL;
}

/* Tints are of colours that are none; a spot ink has one colour. */
static void check_colours(sb_reader *r)
{
    const sb_spec_style *style = &r->spec->style;
    for (int i = 0; i < style->n_colours; i++) {
        const sb_spec_colour *c = &style->colours[i], *of = NULL;
        if (c->of && (of = colour_at(style, c->of)) && of->of) {
            sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(c->node, "of"),
                    _("'%s' is a tint itself"), c->of);
            sb_hint(r->diag, _("write 'of: %s'"), of->of);
        }
        for (int k = 0; c->spot && k < i; k++) {
            if (!style->colours[k].spot || strcmp(style->colours[k].spot, c->spot) != 0)
                continue;
            sb_fail(r->diag, SB_E_SCHEMA, sb_node_span(c->node, "spot"),
                    _("'%s' and '%s' are the same spot ink"), style->colours[k].id, c->id);
            sb_hint(r->diag, _("make one a tint of the other: {of: %s, tint: 30 %%}"),
                    style->colours[k].id);
        }
    }
}

/* Pages for each area one after another, in place of the group that holds them. */
static void unfold_pages(sb_reader *r)
{
    SB_VEC(sb_spec_page) pages = {0};
    for (int i = 0; i < r->spec->n_pages; i++) {
        const sb_spec_page *page = &r->spec->pages[i];
        for (int k = 0; k < page->n_pages; k++) {
            sb_spec_page one = page->pages[k];
            one.kind = SB_PAGE_EACH;
            one.each = page->each;
            one.follows = k > 0;
            sb_vec_push(r->arena, &pages, one);
        }
        if (page->kind != SB_PAGE_GROUP)
            sb_vec_push(r->arena, &pages, *page);
    }
    r->spec->pages = pages.at;
    r->spec->n_pages = (int)pages.n;
}

void sb_check_spec(sb_reader *r)
{
    unfold_pages(r);
    check_colours(r);
    check_order_of_levels(r);
    for (int i = 0; i < r->spec->n_tables; i++)
        check_groups(r, &r->spec->tables[i]);
    check_references(r);
    sb_catalogue_resolve(r);
}
