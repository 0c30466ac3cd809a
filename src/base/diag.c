#include "base/diag.h"

#include "base/message.h"
#include "base/near.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* A run with more than this many has one cause; the rest is counted. */
enum { MOST = 1000 };

typedef struct source {
    const char *file, *text;
} source;

typedef struct entry {
    sb_error error;     /* first: sb_diag_at() hands it out */
    const char *format; /* which of our sentences it is */
    const char *base;   /* the message before it was counted */
    double weight;
    int pages;   /* more pages that say so */
    size_t rank; /* of its file; its own among equals */
    size_t order;
} entry;

struct sb_diag {
    sb_arena *arena;
    SB_VEC(entry) errors;
    SB_VEC(source) sources;
    size_t n_errors, n_dropped;
    bool wants_notes;
    bool is_repeated; /* the last message was there already */
};

const char *sb_code_name(sb_code code)
{
    static const char *const names[] = {"syntax",    "schema",      "data",  "io",
                                        "font",      "unsupported", "limit", "layout",
                                        "preflight", "library"};
    return names[code];
}

const char *sb_severity_name(sb_severity severity)
{
    static const char *const names[] = {N_("note"), N_("warning"), N_("error")};
    return names[severity];
}

sb_diag *sb_diag_new(void)
{
    sb_diag *diag = calloc(1, sizeof *diag);
    if (!diag)
        abort(); /* as in arena.c */
    diag->arena = sb_arena_new(0);
    return diag;
}

void sb_diag_free(sb_diag *diag)
{
    if (!diag)
        return;
    sb_arena_free(diag->arena);
    free(diag);
}

void sb_diag_want_notes(sb_diag *diag) { diag->wants_notes = true; }

bool sb_diag_wants_notes(const sb_diag *diag) { return diag->wants_notes; }

void sb_diag_drop(sb_diag **diag) { sb_diag_free(*diag); }

void sb_diag_source(sb_diag *diag, const char *file, const char *text, size_t n)
{
    sb_vec_push(
        diag->arena, &diag->sources,
        ((source){sb_arena_text(diag->arena, file), sb_arena_textn(diag->arena, text, n)}));
}

/* The line at `at`, copied, or NULL. */
static const char *excerpt(sb_diag *diag, sb_span at)
{
    if (!at.file || at.line < 1)
        return NULL;
    for (size_t i = diag->sources.n; i-- > 0;) {
        if (strcmp(diag->sources.at[i].file, at.file) != 0)
            continue;
        const char *p = diag->sources.at[i].text;
        for (int line = 1; line < at.line && p; line++)
            p = (p = strchr(p, '\n')) ? p + 1 : NULL;
        return p ? sb_arena_textn(diag->arena, p, strcspn(p, "\r\n")) : NULL;
    }
    return NULL;
}

static bool is_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Stages and pages that look at the same thing find the same fault. */
static bool is_known(const sb_diag *diag, const sb_error *error)
{
    for (size_t i = 0; i < diag->errors.n; i++) {
        const sb_error *e = &diag->errors.at[i].error;
        if (e->at.line == error->at.line && e->at.column == error->at.column &&
            e->severity == error->severity && is_same(e->at.file, error->at.file) &&
            is_same(e->message, error->message))
            return true;
    }
    return false;
}

static void keep(sb_diag *diag, sb_error error, const char *format, double weight)
{
    if (error.severity == SB_ERROR)
        diag->n_errors++;
    diag->is_repeated = is_known(diag, &error);
    if (diag->is_repeated)
        return;
    if (diag->errors.n < MOST)
        sb_vec_push(
            diag->arena, &diag->errors,
            ((entry){
                .error = error, .format = format, .base = error.message, .weight = weight}));
    else
        diag->n_dropped++;
}

void sb_diag_add(sb_diag *diag, sb_severity severity, sb_code code, sb_span at,
                 const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = sb_arena_vprintf(diag->arena, format, args);
    va_end(args);
    at.file = sb_arena_text(diag->arena, at.file);
    keep(diag, (sb_error){code, severity, at, message, NULL, excerpt(diag, at)}, format, 0);
}

void sb_hint(sb_diag *diag, const char *format, ...)
{
    if (!diag->errors.n || diag->n_dropped || diag->is_repeated)
        return;
    va_list args;
    va_start(args, format);
    diag->errors.at[diag->errors.n - 1].error.hint =
        sb_arena_vprintf(diag->arena, format, args);
    va_end(args);
}

bool sb_hint_near(sb_diag *diag, const char *name, const char *const *names, size_t n)
{
    const char *near = sb_near_best(name, names, n);
    if (near)
        sb_hint(diag, _("did you mean '%s'?"), near);
    return near != NULL;
}

void sb_diag_weigh(sb_diag *diag, double weight)
{
    if (diag->errors.n && !diag->n_dropped)
        diag->errors.at[diag->errors.n - 1].weight = weight;
}

/* The same error with its texts in `into`. */
static sb_error moved(sb_diag *into, sb_error e)
{
    e.at.file = sb_arena_text(into->arena, e.at.file);
    e.message = sb_arena_text(into->arena, e.message);
    e.hint = sb_arena_text(into->arena, e.hint);
    e.excerpt = e.excerpt ? sb_arena_text(into->arena, e.excerpt) : excerpt(into, e.at);
    return e;
}

static void empty(sb_diag *into, sb_diag *from)
{
    into->n_dropped += from->n_dropped;
    from->errors.n = from->n_errors = from->n_dropped = 0;
}

void sb_diag_merge(sb_diag *into, sb_diag *from)
{
    for (size_t i = 0; i < from->errors.n; i++) {
        const entry *e = &from->errors.at[i];
        keep(into, moved(into, e->error), e->format, e->weight);
    }
    empty(into, from);
}

static bool is_same_place(sb_span a, sb_span b)
{
    return a.line > 0 && a.line == b.line && a.column == b.column && a.file && b.file &&
           strcmp(a.file, b.file) == 0;
}

static entry *said_before(sb_diag *diag, size_t n, const entry *e)
{
    for (size_t i = 0; i < n; i++)
        if (diag->errors.at[i].format == e->format &&
            is_same_place(diag->errors.at[i].error.at, e->error.at))
            return &diag->errors.at[i];
    return NULL;
}

void sb_diag_merge_page(sb_diag *into, sb_diag *from)
{
    size_t n_before = into->errors.n;
    for (size_t i = 0; i < from->errors.n; i++) {
        const entry *e = &from->errors.at[i];
        entry *known = said_before(into, n_before, e);
        if (!known) {
            keep(into, moved(into, e->error), e->format, e->weight);
            continue;
        }
        if (e->weight > known->weight) {
            known->weight = e->weight;
            known->error = moved(into, e->error);
            known->base = known->error.message;
        }
        known->pages++;
        known->error.message = sb_arena_printf(
            into->arena,
            sb_ngettext("%s; and on %d more page", "%s; and on %d more pages", known->pages),
            known->base, known->pages);
        into->n_errors += e->error.severity == SB_ERROR;
    }
    empty(into, from);
}

static int by_place(const void *a, const void *b)
{
    const entry *p = a, *q = b;
    if (p->rank != q->rank)
        return p->rank < q->rank ? -1 : 1;
    if (p->error.at.line != q->error.at.line)
        return p->error.at.line - q->error.at.line;
    if (p->error.at.column != q->error.at.column)
        return p->error.at.column - q->error.at.column;
    return p->order < q->order ? -1 : 1;
}

void sb_diag_sort(sb_diag *diag)
{
    if (diag->n_dropped) {
        size_t n = diag->n_dropped;
        diag->n_dropped = 0;
        entry last = {.error = {.code = SB_E_LIMIT, .severity = SB_NOTE}};
        last.error.message = sb_arena_printf(
            diag->arena,
            sb_ngettext("%zu more message is left out", "%zu more messages are left out", n),
            n);
        sb_vec_push(diag->arena, &diag->errors, last);
    }
    sb_index *files = sb_index_new(diag->arena);
    for (size_t i = 0; i < diag->errors.n; i++) {
        entry *e = &diag->errors.at[i];
        e->order = i;
        e->rank = (size_t)-1;
        if (!e->error.at.file)
            continue;
        sb_index_put(files, e->error.at.file, (long)sb_index_count(files));
        e->rank = (size_t)sb_index_at(files, e->error.at.file);
    }
    if (diag->errors.n)
        qsort(diag->errors.at, diag->errors.n, sizeof *diag->errors.at, by_place);
}

size_t sb_diag_count(const sb_diag *diag) { return diag->errors.n; }

size_t sb_diag_errors(const sb_diag *diag) { return diag->n_errors; }

const sb_error *sb_diag_at(const sb_diag *diag, size_t i) { return &diag->errors.at[i].error; }

/* The source line, and under it ^~~~ from the column on.  Columns count characters. */
static void format_excerpt(const sb_error *e, sb_buf *out)
{
    sb_buf_printf(out, "  %5d | %s\n        | ", e->at.line, e->excerpt);
    const char *p = e->excerpt;
    int column = 1;
    for (; column < e->at.column && *p; column++)
        sb_buf_char(out, sb_utf8_next(&p) == '\t' ? '\t' : ' ');
    sb_buf_char(out, '^');
    for (int i = 1; i < e->at.length && sb_utf8_next(&p) && *p; i++)
        sb_buf_char(out, '~');
    sb_buf_char(out, '\n');
}

/* Place, message, source line with carets, hint. */
static void format_text(const sb_error *error, bool colour, sb_buf *out)
{
    static const char *const tints[] = {"\033[36m", "\033[35m", "\033[31m"};
    if (error->at.file)
        sb_buf_printf(out, "%s:", error->at.file);
    if (error->at.file && error->at.line > 0)
        sb_buf_printf(out, "%d:", error->at.line);
    if (error->at.file && error->at.line > 0 && error->at.column > 0)
        sb_buf_printf(out, "%d:", error->at.column);
    if (error->at.file)
        sb_buf_char(out, ' ');
    sb_buf_printf(out, "%s%s:%s %s\n", colour ? tints[error->severity] : "",
                  _(sb_severity_name(error->severity)), colour ? "\033[0m" : "",
                  error->message);
    if (error->excerpt && error->at.column > 0)
        format_excerpt(error, out);
    if (error->hint)
        sb_buf_printf(out, "  %s: %s\n", _("hint"), error->hint);
}

static void format_json(const sb_error *error, sb_buf *out)
{
    sb_buf_printf(out, "{\"severity\":\"%s\",\"code\":\"%s\"",
                  sb_severity_name(error->severity), sb_code_name(error->code));
    if (error->at.file) {
        sb_buf_text(out, ",\"file\":");
        sb_buf_json(out, error->at.file);
        sb_buf_printf(out, ",\"line\":%d,\"column\":%d,\"length\":%d", error->at.line,
                      error->at.column, error->at.length);
    }
    sb_buf_text(out, ",\"message\":");
    sb_buf_json(out, error->message);
    if (error->hint) {
        sb_buf_text(out, ",\"hint\":");
        sb_buf_json(out, error->hint);
    }
    sb_buf_text(out, "}\n");
}

void sb_error_format(const sb_error *error, sb_error_form form, sb_buf *out)
{
    if (form == SB_JSON_LINE)
        format_json(error, out);
    else
        format_text(error, form == SB_COLOURED_TEXT, out);
}

void sb_error_print(const sb_error *error, sb_error_form form, FILE *out)
{
    sb_buf text = {0};
    sb_error_format(error, form, &text);
    fwrite(text.at, 1, text.n, out);
    sb_buf_free(&text);
}
