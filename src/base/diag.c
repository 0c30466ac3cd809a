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

struct sb_diag {
    sb_arena *arena;
    SB_VEC(sb_error) errors;
    SB_VEC(source) sources;
    size_t n_errors, n_dropped;
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
        const sb_error *e = &diag->errors.at[i];
        if (e->at.line == error->at.line && e->at.column == error->at.column &&
            e->severity == error->severity && is_same(e->at.file, error->at.file) &&
            is_same(e->message, error->message))
            return true;
    }
    return false;
}

static void keep(sb_diag *diag, sb_error error)
{
    if (error.severity == SB_ERROR)
        diag->n_errors++;
    diag->is_repeated = is_known(diag, &error);
    if (diag->is_repeated)
        return;
    if (diag->errors.n < MOST)
        sb_vec_push(diag->arena, &diag->errors, error);
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
    keep(diag, (sb_error){code, severity, at, message, NULL, excerpt(diag, at)});
}

void sb_hint(sb_diag *diag, const char *format, ...)
{
    if (!diag->errors.n || diag->n_dropped || diag->is_repeated)
        return;
    va_list args;
    va_start(args, format);
    diag->errors.at[diag->errors.n - 1].hint = sb_arena_vprintf(diag->arena, format, args);
    va_end(args);
}

bool sb_hint_near(sb_diag *diag, const char *name, const char *const *names, size_t n)
{
    const char *near = sb_near_best(name, names, n);
    if (near)
        sb_hint(diag, _("did you mean '%s'?"), near);
    return near != NULL;
}

void sb_diag_merge(sb_diag *into, sb_diag *from)
{
    for (size_t i = 0; i < from->errors.n; i++) {
        sb_error e = from->errors.at[i];
        e.at.file = sb_arena_text(into->arena, e.at.file);
        e.message = sb_arena_text(into->arena, e.message);
        e.hint = sb_arena_text(into->arena, e.hint);
        e.excerpt = e.excerpt ? sb_arena_text(into->arena, e.excerpt) : excerpt(into, e.at);
        keep(into, e);
    }
    into->n_dropped += from->n_dropped;
    from->errors.n = from->n_errors = from->n_dropped = 0;
}

size_t sb_diag_count(const sb_diag *diag) { return diag->errors.n; }

size_t sb_diag_errors(const sb_diag *diag) { return diag->n_errors; }

const sb_error *sb_diag_at(const sb_diag *diag, size_t i) { return &diag->errors.at[i]; }

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
