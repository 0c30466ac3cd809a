#include "report/propose.h"

#include "area/records.h"
#include "data/keys.h"
#include "data/period.h"
#include "data/table.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_COLUMNS = 24, MOST_AREAS = 2000 };

typedef SB_VEC(const char *) name_list;

static void doubt(sb_guess *g, const char *text) { sb_vec_push(g->arena, &g->doubts, text); }

/* ---- names ---- */

static const char *ending(const char *file)
{
    const char *dot = strrchr(file, '.');
    return dot ? dot + 1 : "";
}

static bool is_one_of(const char *text, const char *choices)
{
    size_t n = strlen(text);
    for (const char *p = choices; *p; p += strcspn(p, "|"), p += *p == '|')
        if (strcspn(p, "|") == n && strncasecmp(p, text, n) == 0)
            return n > 0;
    return false;
}

/* Does the name hold one of the words, whatever their case? */
static bool holds_word(const char *name, const char *words)
{
    for (const char *p = words; *p; p += strcspn(p, "|"), p += *p == '|')
        for (const char *at = name; *at; at++)
            if (strncasecmp(at, p, strcspn(p, "|")) == 0)
                return true;
    return false;
}

/* A name for formulas made of any text, unlike all before. */
static const char *id_of(sb_guess *g, sb_index *taken, const char *text)
{
    sb_buf out = {0};
    for (const char *p = sb_name_folded(text, g->arena); *p && out.n < 24; p++)
        if (isalnum((unsigned char)*p)) {
            if (out.n == 0 && isdigit((unsigned char)*p))
                sb_buf_char(&out, 'x');
            sb_buf_char(&out, *p);
        }
    if (out.n == 0 ||
        is_one_of(out.at, "area|rank|change|this|period|name|key|page|pages|gesamt"))
        sb_buf_text(&out, "x");
    const char *id = sb_arena_text(g->arena, out.at);
    sb_buf_free(&out);
    const char *base = id;
    for (int i = 2; !sb_index_put(taken, id, i); i++)
        id = sb_arena_printf(g->arena, "%s_%d", base, i);
    return id;
}

static const char *without_ending(sb_guess *g, const char *file)
{
    return sb_arena_textn(g->arena, file, strcspn(file, "."));
}

/* ---- the folder ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool list_files(sb_guess *g, name_list *files, sb_diag *diag)
{
    DIR *dir = opendir(g->folder);
    if (!dir) {
        sb_fail(diag, SB_E_IO, SB_NOWHERE, _("cannot read '%s': %s"), g->folder,
                strerror(errno));
        return false;
    }
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] != '.' && sb_utf8_is_valid(entry->d_name, strlen(entry->d_name)))
            sb_vec_push(g->arena, files, sb_arena_text(g->arena, entry->d_name));
    closedir(dir);
    if (files->n)
        qsort(files->at, files->n, sizeof *files->at, by_text);
    return true;
}

static bool has_file(const name_list *files, const char *stem, const char *end)
{
    for (size_t i = 0; i < files->n; i++) {
        size_t n = strcspn(files->at[i], ".");
        if (n == strlen(stem) && strncmp(files->at[i], stem, n) == 0 &&
            strcasecmp(ending(files->at[i]), end) == 0)
            return true;
    }
    return false;
}

/* ---- levels ---- */

static bool is_distinct(const sb_records *r, const sb_column *c)
{
    return c->n_texts == r->n && !(c->n_texts == 1 && !*c->texts[0]);
}

static int key_score(const sb_records *r, const sb_column *c)
{
    if (!is_distinct(r, c))
        return -1;
    int score = 1;
    for (int i = 0; i < c->n_texts; i++) {
        if (!*c->texts[i] || strpbrk(c->texts[i], ".,") || strlen(c->texts[i]) > 24)
            return -1;
        if (strchr(c->texts[i], ' '))
            score = 0;
    }
    score += 4 * holds_word(c->name, "nr|_id|key|code|schl|ags|fips|nummer");
    score -= 3 * holds_word(c->name, "objectid|fid|gid|ogc|no");
    return score;
}

static int name_score(const sb_records *r, const sb_column *c)
{
    int letters = 0;
    for (int i = 0; i < c->n_texts; i++)
        letters += isalpha((unsigned char)c->texts[i][0]) || (c->texts[i][0] & 0x80) ||
                   strchr(c->texts[i], ' ');
    if (c->n_texts * 2 < r->n || letters * 2 < c->n_texts)
        return -1;
    return 1 + 4 * holds_word(c->name, "name|bez|_gen") + (c->n_texts == r->n);
}

static const sb_column *best(const sb_records *r,
                             int (*score)(const sb_records *, const sb_column *))
{
    const sb_column *found = NULL;
    int most = -1;
    for (int i = 0; i < r->n_columns; i++) {
        int s = score(r, &r->columns[i]);
        if (s > most) {
            most = s;
            found = &r->columns[i];
        }
    }
    return found;
}

static void add_level(sb_guess *g, const char *file)
{
    SB_AUTO(sb_diag_drop) sb_diag *quiet = sb_diag_new();
    sb_guess_level level = {.file = file, .above = -1};
    level.path = sb_arena_printf(g->arena, "%s/%s", g->folder, file);
    level.records = sb_records_read(&(sb_records_ask){.path = level.path, .wants_shapes = true},
                                    g->arena, quiet);
    const sb_records *r = level.records;
    if (!r || !r->shapes || r->n == 0 || r->n > MOST_AREAS) {
        doubt(g, sb_arena_printf(g->arena,
                                 r && r->n > MOST_AREAS
                                     ? _("%s: left out, it has very many areas")
                                     : _("%s: left out, it cannot be read as areas"),
                                 file));
        return;
    }
    level.keyed = best(r, key_score);
    level.named = best(r, name_score);
    if (!level.keyed)
        level.keyed = level.named && is_distinct(r, level.named) ? level.named : NULL;
    if (!level.keyed) {
        doubt(g, sb_arena_printf(g->arena, _("%s: left out, no column tells its areas apart"),
                                 file));
        return;
    }
    if (!level.named)
        level.named = level.keyed;
    sb_index *keys = sb_index_new(g->arena), *names = sb_index_new(g->arena);
    for (int i = 0; i < r->n; i++) {
        sb_index_put(keys, sb_column_text(level.keyed, i), i);
        sb_index_put(names, sb_name_folded(sb_column_text(level.named, i), g->arena), i);
    }
    level.keys = keys;
    level.names = names;
    char *label = sb_arena_text(g->arena, without_ending(g, file));
    *label = (char)toupper((unsigned char)*label);
    level.label = label;
    level.id = id_of(g, g->variables, level.label);
    level.key = level.keyed->name;
    level.name = level.named->name;
    level.first = sb_column_text(level.keyed, 0);
    level.n = r->n;
    sb_vec_push(g->arena, &g->levels, level);
}

static int by_count(const void *a, const void *b)
{
    const sb_guess_level *p = a, *q = b;
    if (p->records->n != q->records->n)
        return q->records->n - p->records->n;
    /* "areas.shp" before "areas-2017.shp": the present division has the plain name */
    size_t n = strlen(p->file), m = strlen(q->file);
    return n != m ? (n > m) - (n < m) : strcmp(p->file, q->file);
}

/* How areas of `low` find theirs in `high`: by a column, by the first characters of their key,
 * or where they lie.  NULL: they do not. */
static const char *nesting(sb_guess *g, const sb_guess_level *low, const sb_guess_level *high)
{
    const sb_records *r = low->records;
    for (int c = 0; c < r->n_columns; c++) {
        int n = 0;
        while (n < r->columns[c].n_texts &&
               sb_index_at(high->keys, r->columns[c].texts[n]) >= 0)
            n++;
        if (n == r->columns[c].n_texts && n > 1 && &r->columns[c] != low->keyed) {
            sb_buf out = {0};
            sb_buf_text(&out, ", column: ");
            sb_buf_json(&out, r->columns[c].name);
            const char *text = sb_arena_text(g->arena, out.at);
            sb_buf_free(&out);
            return text;
        }
    }
    for (int first = 1; first < 8; first++) {
        int n = 0;
        while (n < low->keyed->n_texts &&
               sb_index_at(high->keys,
                           sb_arena_textn(g->arena, low->keyed->texts[n],
                                          strnlen(low->keyed->texts[n], (size_t)first))) >= 0)
            n++;
        if (n == low->keyed->n_texts)
            return sb_arena_printf(g->arena, ", first: %d", first);
    }
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    for (int i = 0; i < r->n; i++) {
        sb_point inside;
        int k = 0;
        if (!sb_shape_inner_point(&r->shapes[i], scratch, &inside))
            return NULL;
        while (k < high->records->n && !sb_shape_holds(&high->records->shapes[k], inside))
            k++;
        if (k == high->records->n)
            return NULL;
    }
    return ", by: location";
}

/* Each level lies in the next that holds it; one that holds none and lies in none is left out.
 */
static void nest_levels(sb_guess *g)
{
    qsort(g->levels.at, g->levels.n, sizeof *g->levels.at, by_count);
    size_t kept = g->levels.n ? 1 : 0;
    for (size_t i = 1; i < g->levels.n; i++) {
        sb_guess_level *low = &g->levels.at[kept - 1], *high = &g->levels.at[i];
        const char *within = high->records->n < low->records->n ? nesting(g, low, high) : NULL;
        if (!within) {
            doubt(g, sb_arena_printf(g->arena,
                                     high->records->n == low->records->n
                                         ? _("%s: left out, it has as many areas as %s")
                                         : _("%s: left out, the areas of %s do not lie in it"),
                                     high->file, low->file));
            continue;
        }
        low->within = within;
        low->above = (int)kept;
        g->levels.at[kept++] = *high;
    }
    g->levels.n = kept;
}

/* ---- tables ---- */

static bool is_period(const char *text)
{
    sb_period period;
    int end;
    return sb_period_read(text, &period, &end) && period.year >= 1900 && period.year <= 2100 &&
           isdigit((unsigned char)*text);
}

static const sb_column *period_column(const sb_records *r)
{
    for (int i = 0; i < r->n_columns; i++) {
        int n = 0;
        while (n < r->columns[i].n_texts && is_period(r->columns[i].texts[n]))
            n++;
        if (n && n == r->columns[i].n_texts && n < 200 &&
            holds_word(r->columns[i].name, "jahr|year|datum|stichtag|period|zeit"))
            return &r->columns[i];
    }
    return NULL;
}

static bool is_number_column(const sb_column *c)
{
    int n = 0;
    for (int i = 0; i < c->n_texts; i++) {
        sb_value a;
        bool is_read =
            sb_number_read(c->texts[i], (sb_number_format){SB_DECIMAL_COMMA, true}, &a) ||
            sb_number_read(c->texts[i], (sb_number_format){SB_DECIMAL_POINT, true}, &a);
        if (!is_read)
            return false;
        n += strpbrk(c->texts[i], "0123456789") != NULL;
    }
    return n > 0;
}

typedef struct fit { /* a column as that of keys */
    const sb_column *column;
    int level, matched;
    double score; /* what part of the areas and of the texts match; more count more */
    bool is_name;
    const char *key_as;
} fit;

static void try_fit(fit tried, int n_areas, fit *best)
{
    double matched = tried.matched;
    tried.score *= matched / n_areas * matched / tried.column->n_texts * sqrt(matched);
    if (tried.matched >= 2 && tried.matched * 2 >= n_areas && tried.score > best->score)
        *best = tried;
}

/* "STGT{key:2}" where the areas' keys all begin alike and end in digits; else NULL. */
static const char *common_pattern(sb_guess *g, const sb_guess_level *level)
{
    const char *first = level->keyed->texts[0];
    size_t prefix = strcspn(first, "0123456789"), length = strlen(first);
    for (int i = 0; i < level->keyed->n_texts; i++)
        if (strncmp(level->keyed->texts[i], first, prefix) != 0 ||
            strlen(level->keyed->texts[i]) != length)
            return NULL;
    return prefix && prefix < length
               ? sb_arena_printf(g->arena, "%.*s{key:%zu}", (int)prefix, first, length - prefix)
               : NULL;
}

static void fit_column(sb_guess *g, const sb_column *c, int at, fit *best)
{
    const sb_guess_level *level = &g->levels.at[at];
    const char *pattern = common_pattern(g, level);
    int by_key = 0, by_name = 0, by_pattern = 0;
    for (int i = 0; i < c->n_texts; i++) {
        const char *text = c->texts[i];
        by_key += sb_index_at(level->keys, text) >= 0;
        by_name += sb_index_at(level->names, sb_name_folded(text, g->arena)) >= 0;
        by_pattern += pattern && *text &&
                      sb_index_at(level->keys, sb_key_written(pattern, text, g->arena)) >= 0;
    }
    bool is_named =
        level->names != NULL && sb_index_count(level->names) == sb_index_count(level->keys);
    /* among equals the column that is called as in the file of the areas */
    double same = strcmp(c->name, level->key) == 0 ? 1.01 : 1;
    try_fit((fit){c, at, by_key, same, false, NULL}, level->n, best);
    if (is_named)
        try_fit((fit){c, at, by_name, 0.85, true, NULL}, level->n, best);
    try_fit((fit){c, at, by_pattern, 0.98, false, pattern}, level->n, best);
}

static fit find_key(sb_guess *g, const sb_records *r)
{
    fit found = {0};
    for (size_t level = 0; level < g->levels.n; level++)
        for (int c = 0; c < r->n_columns; c++)
            fit_column(g, &r->columns[c], (int)level, &found);
    return found;
}

/* Does each record that is kept tell another key and period? */
static bool is_unique(const sb_records *r, const bool *is_kept, const sb_column *key,
                      const sb_column *period, sb_arena *arena)
{
    size_t periods = period ? (size_t)period->n_texts : 1;
    bool *is_seen = sb_arena_array(arena, bool, (size_t)key->n_texts *periods);
    for (int i = 0; i < r->n; i++) {
        size_t at = (size_t)key->cells[i] * periods + (period ? (size_t)period->cells[i] : 0);
        if (is_kept[i] && is_seen[at])
            return false;
        is_seen[at] |= is_kept[i];
    }
    return true;
}

/* The text of `column` whose kept records tell of the most keys, the first among equals.  -1 if
 * they miss more than a tenth of them: the column tells of areas itself, as their names do. */
static int fullest_text(const sb_records *r, const sb_column *column, const sb_column *key,
                        const bool *is_kept, sb_arena *arena)
{
    size_t n_keys = (size_t)key->n_texts;
    bool *is_seen = sb_arena_array(arena, bool, n_keys *(size_t)(column->n_texts + 1));
    int *n = sb_arena_array(arena, int, column->n_texts + 1), best = -1;
    for (int i = 0; i < r->n; i++) {
        const int texts[] = {column->cells[i], column->n_texts}; /* the last: any */
        for (int k = 0; k < 2 && is_kept[i]; k++) {
            bool *seen = &is_seen[(size_t)texts[k] * n_keys + (size_t)key->cells[i]];
            n[texts[k]] += !*seen;
            *seen = true;
        }
    }
    for (int t = 0; t < column->n_texts; t++)
        if (n[t] && (best < 0 || n[t] > n[best]))
            best = t;
    return best >= 0 && n[best] * 5 >= n[column->n_texts] * 4 ? best : -1;
}

/* Keep to one value of column after column until no key is told twice. */
static bool find_where(sb_guess *g, const sb_records *r, const sb_column *key,
                       const sb_column *period, sb_guess_table *t)
{
    bool *is_kept = sb_arena_array(g->arena, bool, r->n);
    memset(is_kept, true, (size_t)r->n);
    for (int c = 0; c < r->n_columns; c++) {
        const sb_column *column = &r->columns[c];
        if (is_unique(r, is_kept, key, period, g->arena))
            return true;
        if (column == key || column == period || column->n_texts < 2 || column->n_texts > 200 ||
            t->n_where == 3)
            continue;
        int text = fullest_text(r, column, key, is_kept, g->arena);
        if (text < 0)
            continue;
        t->where[t->n_where].column = column->name;
        t->where[t->n_where++].text = column->texts[text];
        for (int i = 0; i < r->n; i++)
            is_kept[i] &= column->cells[i] == text;
    }
    return is_unique(r, is_kept, key, period, g->arena);
}

static bool is_where(const sb_guess_table *t, const sb_column *c)
{
    for (int i = 0; i < t->n_where; i++)
        if (strcmp(t->where[i].column, c->name) == 0)
            return true;
    return false;
}

/* "2018", "Anzahl_2018", "2018 Anzahl": the year, and what is left of the name.  NULL: none. */
static const char *year_in(sb_guess *g, const char *name, const char **rest)
{
    static const char parts[] = "_ -";
    size_t n = strlen(name);
    const char *front = sb_arena_textn(g->arena, name, n < 4 ? n : 4);
    *rest = "";
    if (n == 4 && is_period(name))
        return name;
    if (n > 5 && is_period(name + n - 4) && strchr(parts, name[n - 5])) {
        *rest = sb_arena_textn(g->arena, name, n - 5);
        return name + n - 4;
    }
    if (n > 5 && is_period(front) && strchr(parts, name[4])) {
        *rest = name + 5;
        return front;
    }
    return NULL;
}

/* A cell as a number, whatever its decimal sign; false where 1.234 can be two things. */
static bool read_either(const char *text, sb_value *out)
{
    sb_value comma, point;
    bool as_comma = sb_number_read(text, (sb_number_format){SB_DECIMAL_COMMA, true}, &comma);
    bool as_point = sb_number_read(text, (sb_number_format){SB_DECIMAL_POINT, true}, &point);
    *out = as_comma ? comma : point;
    return (as_comma || as_point) &&
           !(as_comma && as_point && sb_value_is_number(comma) && comma.number != point.number);
}

/* Shares and means by their name, or since they are parts of a hundred. */
static bool is_share(const sb_column *c)
{
    bool has_fraction = false;
    for (int i = 0; i < c->n_texts; i++) {
        sb_value v;
        if (!read_either(c->texts[i], &v))
            return sb_name_is_share(c->name);
        if (sb_value_is_number(v) && (v.number < 0 || v.number > 100))
            return sb_name_is_share(c->name);
        has_fraction |= sb_value_is_number(v) && v.number != floor(v.number);
    }
    return has_fraction || sb_name_is_share(c->name);
}

typedef struct series { /* the columns of a table that differ in their year only */
    const char *base, *variable;
} series;

static const char *variable_of_series(sb_guess *g, const char *base, series *known, int *n)
{
    for (int i = 0; i < *n; i++)
        if (strcmp(known[i].base, base) == 0)
            return known[i].variable;
    known[*n] = (series){base, id_of(g, g->variables, base)};
    return known[(*n)++].variable;
}

/* Do its names of columns look like numbers, as a first line does that is a record? */
static bool has_no_head(const sb_records *r)
{
    int n = 0;
    for (int c = 0; c < r->n_columns; c++) {
        const char *name = r->columns[c].name;
        n += strspn(name, "0123456789.,% ") == strlen(name) && !is_period(name);
    }
    return n > 0;
}

static void add_columns(sb_guess *g, const sb_records *r, const sb_column *period,
                        sb_guess_table *t)
{
    series known[MOST_COLUMNS];
    int n_known = 0;
    for (int c = 0; c < r->n_columns && t->columns.n < MOST_COLUMNS; c++) {
        const sb_column *column = &r->columns[c];
        if (strcmp(column->name, t->key) == 0 || column == period || is_where(t, column) ||
            !is_number_column(column) ||
            holds_word(column->name, "objectid|shape|perim|_id|_nr|nr_|fips|schnellm|name") ||
            is_one_of(column->name, "id|nr|area|area_|fid|gid|no|nummer|ags|rs"))
            continue;
        sb_guess_column *made = sb_vec_add(g->arena, &t->columns);
        made->column = column->name;
        const char *base, *year = period ? NULL : year_in(g, column->name, &base);
        if (year) {
            made->variable = variable_of_series(g, *base ? base : t->id, known, &n_known);
            made->period = year;
            made->label = *base ? base : without_ending(g, t->file);
            if (!t->last || strcmp(t->last, year) < 0)
                t->last = year;
        } else {
            made->variable = id_of(g, g->variables, column->name);
            made->label = column->name;
        }
        made->is_share = is_share(column);
    }
}

static void doubt_shares(sb_guess *g, const sb_guess_table *t)
{
    name_list names = {0};
    for (size_t i = 0; i < t->columns.n; i++)
        if (t->columns.at[i].is_share)
            sb_vec_push(g->arena, &names, t->columns.at[i].column);
    if (names.n)
        doubt(g, sb_arena_printf(
                     g->arena, _("%s: taken for shares or means, which are not summed up: %s"),
                     t->file, sb_listed(names.at, names.n, 4, g->arena)));
}

static void add_table(sb_guess *g, sb_tables *tables, const char *file)
{
    SB_AUTO(sb_diag_drop) sb_diag *quiet = sb_diag_new();
    sb_spec spec = {0};
    sb_spec_table *asked = sb_arena_one(g->arena, sb_spec_table);
    sb_guess_table t = {.file = file};
    t.path = sb_arena_printf(g->arena, "%s/%s", g->folder, file);
    asked->file = t.path;
    const sb_table *table = sb_tables_read(tables, &spec, asked, quiet);
    fit key = {0};
    if (table && has_no_head(table->records)) {
        t.has_no_head = true;
        asked = sb_arena_copy(g->arena, asked, 1, sizeof *asked);
        asked->head = "none";
        table = sb_tables_read(tables, &spec, asked, quiet);
    }
    if (table)
        key = find_key(g, table->records);
    if (!key.column) {
        doubt(g, sb_arena_printf(g->arena,
                                 _("%s: left out, none of its columns holds keys or names of "
                                   "areas that are known; 'head: none' is for a file without "
                                   "names of columns"),
                                 file));
        return;
    }
    const sb_column *period = period_column(table->records);
    t.key = key.column->name;
    t.level = key.level;
    t.matches_names = key.is_name;
    t.key_as = key.key_as;
    t.has_strangers = key.matched < key.column->n_texts;
    t.period = period ? period->name : NULL;
    for (int i = 0; period && i < period->n_texts; i++)
        if (!t.last || strcmp(t.last, period->texts[i]) < 0)
            t.last = period->texts[i];
    t.id = id_of(g, g->table_ids, without_ending(g, file));
    if (!find_where(g, table->records, key.column, period, &t)) {
        doubt(g, sb_arena_printf(g->arena,
                                 _("%s: left out, it tells several numbers of an area"), file));
        return;
    }
    add_columns(g, table->records, period, &t);
    doubt_shares(g, &t);
    if (t.columns.n)
        sb_vec_push(g->arena, &g->tables, t);
}

bool sb_guess_look(sb_guess *g, sb_diag *diag)
{
    static const char *const areas[] = {"shp", "gpkg", "geojson", "topojson", "kml", "zip"};
    name_list files = {0};
    g->variables = sb_index_new(g->arena);
    g->table_ids = sb_index_new(g->arena);
    if (!list_files(g, &files, diag))
        return false;
    for (size_t i = 0; i < files.n; i++)
        for (size_t e = 0; e < SB_COUNT(areas); e++) {
            const char *stem = without_ending(g, files.at[i]);
            bool is_again = false;
            for (size_t other = 0; other < e; other++)
                is_again |= has_file(&files, stem, areas[other]);
            if (strcasecmp(ending(files.at[i]), areas[e]) == 0 && !is_again)
                add_level(g, files.at[i]);
        }
    nest_levels(g);
    if (g->levels.n == 0) {
        sb_fail(diag, SB_E_DATA, SB_NOWHERE, _("'%s' holds no file with areas"), g->folder);
        sb_hint(diag, _("put a shapefile, GeoPackage or GeoJSON into it"));
        return false;
    }
    sb_tables *tables = sb_tables_new(g->arena);
    for (size_t i = 0; i < files.n; i++)
        if (is_one_of(ending(files.at[i]), "csv|tsv|xlsx|ods|dbf|json"))
            add_table(g, tables, files.at[i]);
    return true;
}
