#include "report/propose.h"

#include "report/report.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- writing ---- */

static void put(sb_buf *out, const char *key, const char *text)
{
    sb_buf_printf(out, "%s", key);
    sb_buf_json(out, text); /* a JSON text is a YAML text */
}

static void put_comment(sb_buf *out, const char *text)
{
    sb_buf_text(out, "# ");
    for (; *text; text++)
        sb_buf_char(out, *text == '\n' ? ' ' : *text);
    sb_buf_char(out, '\n');
}

static const char *title_of(const sb_guess *g)
{
    size_t n = strlen(g->folder);
    while (n > 1 && g->folder[n - 1] == '/')
        n--;
    const char *text = sb_arena_textn(g->arena, g->folder, n);
    const char *slash = strrchr(text, '/');
    return slash && slash[1] ? slash + 1 : text;
}

/* The level whose areas get a page each: the one most tables are about that is no more than a
 * book, else the one with the smallest areas. */
static int main_level(const sb_guess *g)
{
    enum { MOST_PAGES = 130 };
    int best = -1, most = -1;
    for (int l = 0; l < (int)g->levels.n; l++) {
        int n = 0;
        for (size_t i = 0; i < g->tables.n; i++)
            n += g->tables.at[i].level == l && !g->tables.at[i].is_dropped;
        if (g->levels.at[l].n <= MOST_PAGES && n > most) {
            most = n;
            best = l;
        }
    }
    return best < 0 ? (int)g->levels.n - 1 : best;
}

static bool is_shown(const sb_guess *g, const sb_guess_table *t)
{
    return !t->is_dropped && t->level == main_level(g);
}

/* The first table about the main level, or NULL. */
static const sb_guess_table *first_table(const sb_guess *g)
{
    for (size_t i = 0; i < g->tables.n; i++)
        if (is_shown(g, &g->tables.at[i]))
            return &g->tables.at[i];
    return NULL;
}

/* The first of its columns that tells of the report's period. */
static const sb_guess_column *shown_column(const sb_guess_table *t, const char *period)
{
    for (size_t i = 0; i < t->columns.n; i++) {
        const char *own = t->columns.at[i].period;
        if (own ? strcmp(own, period) == 0 : !t->period || strcmp(t->last, period) == 0)
            return &t->columns.at[i];
    }
    return NULL;
}

/* The latest of the first table, else of any other. */
static const char *period_of(const sb_guess *g)
{
    const sb_guess_table *first = first_table(g);
    for (size_t i = 0; (!first || !first->last) && i < g->tables.n; i++)
        if (!g->tables.at[i].is_dropped && g->tables.at[i].last)
            first = &g->tables.at[i];
    return first && first->last ? first->last : "2020";
}

static void write_levels(const sb_guess *g, const char *prefix, sb_buf *out)
{
    sb_buf_text(out, "levels:\n");
    for (size_t i = 0; i < g->levels.n; i++) {
        const sb_guess_level *l = &g->levels.at[i];
        sb_buf_printf(out, "  %s:\n    ", l->id);
        put(out, "label: ", l->label);
        put(out, "\n    file: ", sb_arena_printf(g->arena, "%s%s", prefix, l->file));
        put(out, "\n    key: ", l->key);
        sb_buf_printf(out, "   # %d, ", l->n);
        sb_buf_printf(out, _("the first is %s"), l->first);
        put(out, "\n    name: ", l->name);
        if (l->above >= 0)
            sb_buf_printf(out, "\n    within: {level: %s%s}\n", g->levels.at[l->above].id,
                          l->within);
        else
            sb_buf_text(out, "\n    within: {level: gesamt}\n");
    }
    put(out, "  gesamt: {label: ", _("All"));
    put(out, ", name: ", title_of(g));
    put(out, ", source: ", g->levels.at[main_level(g)].file);
    put(out, ", date: ", _("date open"));
    sb_buf_printf(out, "}   # %s\n\n", _("where the borders are from, of what day"));
}

static void write_table(const sb_guess *g, const sb_guess_table *t, const char *prefix,
                        sb_buf *out)
{
    sb_buf_printf(out, "  %s:\n", t->id);
    put(out, "    file: ", sb_arena_printf(g->arena, "%s%s", prefix, t->file));
    if (t->has_no_head)
        sb_buf_printf(out, "\n    head: none   # %s",
                      _("its first line has no names: the columns are called 1, 2, 3"));
    put(out, "\n    key: ", t->key);
    sb_buf_printf(out, "   # %s\n", g->levels.at[t->level].label);
    if (t->key_as) {
        put(out, "    key as: ", t->key_as);
        sb_buf_char(out, '\n');
    }
    if (t->matches_names)
        sb_buf_text(out, "    match: name\n");
    sb_buf_printf(out, "    levels: {%s: \"{key}\"}\n", g->levels.at[t->level].id);
    if (t->has_strangers)
        sb_buf_printf(out, "    unmatched: warning   # %s\n", _("some lines are of no area"));
    if (t->period) {
        put(out, "    period: ", t->period);
        sb_buf_char(out, '\n');
    }
    if (t->n_where) {
        sb_buf_text(out, "    where: {");
        for (int i = 0; i < t->n_where; i++) {
            put(out, i ? ", " : "", t->where[i].column);
            put(out, ": ", t->where[i].text);
        }
        sb_buf_printf(out, "}   # %s\n", _("one of several numbers: choose which"));
    }
    sb_buf_text(out, "    columns:\n");
    for (size_t i = 0; i < t->columns.n; i++) {
        const sb_guess_column *c = &t->columns.at[i];
        put(out, "      ", c->column);
        sb_buf_printf(out, ": {variable: %s", c->variable);
        put(out, ", label: ", c->label);
        if (c->period)
            put(out, ", period: ", c->period);
        sb_buf_text(out, c->is_share ? ", adds up: false}\n" : "}\n");
    }
    put(out, "    source: ", t->file);
    sb_buf_char(out, '\n');
}

static void write_tables(const sb_guess *g, const char *prefix, sb_buf *out)
{
    int n = 0;
    for (size_t i = 0; i < g->tables.n; i++) {
        if (g->tables.at[i].is_dropped)
            continue;
        if (n++ == 0)
            sb_buf_text(out, "tables:\n");
        write_table(g, &g->tables.at[i], prefix, out);
    }
    if (n)
        sb_buf_char(out, '\n');
}

static void write_rows(const sb_guess *g, sb_buf *out)
{
    enum { MOST_ROWS = 12 };
    int n = 0;
    sb_index *written = sb_index_new(g->arena);
    sb_buf_text(out, "        - table:\n            columns: [{this: count}]\n"
                     "            rows:\n");
    for (size_t i = 0; i < g->tables.n; i++)
        for (size_t c = 0; c < g->tables.at[i].columns.n && n < MOST_ROWS; c++) {
            const char *variable = g->tables.at[i].columns.at[c].variable;
            if (!is_shown(g, &g->tables.at[i]) || !sb_index_put(written, variable, n))
                continue;
            sb_buf_printf(out, "              - {row: %s}\n", variable);
            n++;
        }
    put(out, "          title: ", _("Figures"));
    put(out, "\n          source: ", first_table(g)->file);
    sb_buf_char(out, '\n');
}

static void write_pages(const sb_guess *g, sb_buf *out)
{
    const sb_guess_table *table = first_table(g);
    const sb_guess_level *level = &g->levels.at[main_level(g)];
    const sb_guess_column *column = table ? shown_column(table, period_of(g)) : NULL;
    const char *shown = column ? column->variable : "flaeche";
    sb_buf_text(out, "indicators:\n  flaeche: {label: ");
    sb_buf_json(out, _("Area"));
    sb_buf_text(out, ", formula: area, unit: km², digits: 2}\n\npages:\n  - cover: {}\n"
                     "  - contents: {depth: 2}\n");
    sb_buf_printf(out, "  - for each: %s\n    page:\n      title: \"{name}\"\n      blocks:\n",
                  level->id);
    sb_buf_text(out, "        - heading: \"{name}\"\n");
    sb_buf_printf(
        out,
        "        - map: {indicator: %s, level: %s, classes: {method: fisher, count: 4}, "
        "highlight: this}\n",
        shown, level->id);
    put(out, "          title: ", column ? column->label : _("Area"));
    sb_buf_text(out, column ? "\n          unit: \"{period}\"" : "\n          unit: in km²");
    put(out, "\n          source: ", column ? table->file : level->file);
    sb_buf_text(out, "\n          top: 110 pt\n          height: 420 pt\n");
    if (table)
        write_rows(g, out);
}

static void write_layout(const sb_guess *g, const char *prefix, bool is_trial, sb_buf *out)
{
    put_comment(
        out, sb_arena_printf(g->arena, _("A first report from the files in %s."), g->folder));
    put_comment(out,
                _("All of it is guessed: check what is the key, what lies in what, and which "
                  "columns you want."));
    if (g->doubts.n)
        put_comment(out, _("Doubts:"));
    for (size_t i = 0; i < g->doubts.n; i++)
        put_comment(out, sb_arena_printf(g->arena, "- %s", g->doubts.at[i]));
    put(out, "\nreport:\n  title: ", title_of(g));
    put(out, "\n  publisher: ", title_of(g));
    put(out, "\n  licence: ", _("open"));
    sb_buf_printf(out, "   # %s", _("of data and borders, printed under maps"));
    put(out, "\n  language: de\n  period: ", period_of(g));
    sb_buf_printf(out, "   # %s\n\n", _("the year the report is about"));
    write_levels(g, prefix, out);
    write_tables(g, prefix, out);
    write_pages(g, out);
    if (is_trial) /* what small counts give away says nothing of how files are read */
        sb_buf_text(out, "disclosure: {minimum: 0}\n");
}

/* ---- trying ---- */

static bool save(const sb_guess *g, const char *prefix, bool is_trial, const char *path)
{
    sb_buf text = {0};
    write_layout(g, prefix, is_trial, &text);
    FILE *file = fopen(path, "w");
    bool is_good = file && fwrite(text.at, 1, text.n, file) == text.n;
    is_good = file && fclose(file) == 0 && is_good;
    sb_buf_free(&text);
    return is_good;
}

static bool is_about(const sb_error *e, const sb_guess_table *t)
{
    const char *id = strstr(e->message, t->id);
    if (id && id > e->message && id[-1] == '\'' && id[strlen(t->id)] == '\'')
        return true;
    return e->at.file && strcmp(e->at.file, t->path) == 0;
}

/* Leave out the table that the first error is about, else the last one. */
static bool drop_one(sb_guess *g, const sb_report *tried)
{
    sb_guess_table *last = NULL;
    for (size_t i = 0; i < sb_report_errors(tried); i++) {
        const sb_error *e = sb_report_error(tried, i);
        if (e->severity != SB_ERROR || e->code == SB_E_LAYOUT)
            continue;
        sb_guess_table *found = NULL;
        for (size_t k = 0; k < g->tables.n; k++) {
            sb_guess_table *t = &g->tables.at[k];
            if (t->is_dropped)
                continue;
            last = t;
            if (!found && is_about(e, t))
                found = t;
        }
        if (found || last) {
            last = found ? found : last;
            last->is_dropped = true;
            sb_vec_push(
                g->arena, &g->doubts,
                sb_arena_printf(g->arena, _("%s: left out: %s"), last->file, e->message));
            return true;
        }
    }
    return false;
}

/* The way from one folder to another, both real paths: "../../daten/", "" for the same. */
static const char *way(const char *from, const char *to, sb_arena *arena)
{
    size_t same = 0;
    for (size_t i = 0;; i++) {
        bool ends_from = from[i] == '/' || from[i] == '\0',
             ends_to = to[i] == '/' || to[i] == '\0';
        if (ends_from && ends_to)
            same = i;
        if (from[i] != to[i] || from[i] == '\0')
            break;
    }
    const char *ups = "";
    for (const char *p = from + same; *p && strcmp(p, "/") != 0; p++)
        if (*p == '/')
            ups = sb_arena_printf(arena, "%s../", ups);
    to += same;
    to += *to == '/';
    return *to ? sb_arena_printf(arena, "%s%s/", ups, to) : ups;
}

/* What stands before a file's name in the layout: the way from the layout to the folder. */
static const char *prefix_of(const sb_guess *g, const char *path)
{
    char folder[PATH_MAX], beside[PATH_MAX];
    const char *slash = strrchr(path, '/');
    const char *target =
        slash ? sb_arena_textn(g->arena, path, (size_t)(slash - path + 1)) : ".";
    if (!realpath(g->folder, folder) || !realpath(target, beside))
        return sb_arena_printf(g->arena, "%s/", g->folder);
    return way(beside, folder, g->arena);
}

/* A layout elsewhere may read the folder only if whoever runs the program says so. */
static void doubt_place(sb_guess *g, const char *path)
{
    SB_AUTO(sb_diag_drop) sb_diag *quiet = sb_diag_new();
    sb_project project = sb_project_of(path, NULL, 0, g->arena);
    if (!sb_project_check(&project, g->folder, g->folder, SB_NOWHERE, g->arena, quiet))
        sb_vec_push(g->arena, &g->doubts,
                    sb_arena_printf(g->arena,
                                    _("the data lies outside the folder of this layout: run "
                                      "the program with --allow '%s'"),
                                    g->folder));
}

sb_report *sb_report_propose(const char *folder, const char *path, const sb_options *options)
{
    sb_report *r = sb_report_empty();
    sb_guess g = {.folder = folder, .arena = r->arena};
    if (!sb_guess_look(&g, r->diag))
        return r;
    const char *prefix = prefix_of(&g, path);
    doubt_place(&g, path);
    sb_options trying = options ? *options : (sb_options){0};
    trying.allowed = &g.folder;
    trying.n_allowed = 1;
    sb_run *run = sb_run_new(r->arena);
    const char *temporary = sb_run_file(run, path, r->diag);
    bool is_good = false;
    for (bool is_changed = temporary != NULL; is_changed && !is_good;) {
        if (!save(&g, prefix, true, temporary)) {
            sb_fail(r->diag, SB_E_IO, SB_NOWHERE, _("cannot write '%s'"), path);
            break;
        }
        sb_report *tried = sb_report_open(temporary, &trying);
        is_good = sb_report_check(tried);
        is_changed = !is_good && drop_one(&g, tried);
        if (!is_good && !is_changed)
            sb_diag_merge(r->diag, tried->diag);
        sb_report_close(tried);
    }
    if (is_good && save(&g, prefix, false, temporary))
        sb_run_commit(run, r->diag);
    else
        sb_run_abandon(run);
    for (size_t i = 0; i < g.doubts.n && is_good; i++)
        sb_warn(r->diag, SB_E_DATA, ((sb_span){.file = path}), "%s", g.doubts.at[i]);
    return r;
}
