#include "source/syntax.h"

#include <string.h>

/* Line `line`, 1-based, copied without its end. */
static const char *line_at(const char *text, int line, sb_arena *arena)
{
    for (int i = 1; i < line && text; i++)
        text = (text = strchr(text, '\n')) ? text + 1 : NULL;
    return text ? sb_arena_textn(arena, text, strcspn(text, "\r\n")) : "";
}

/* From the character at `column` on. */
static const char *rest_at(const char *line, int column)
{
    while (--column > 0 && *line)
        sb_utf8_next(&line);
    return line;
}

/* Does a value of this line start with `{` and go on behind its `}`: `title: {key} {name}`? */
static bool has_loose_brace(const char *line)
{
    const char *open = strstr(line, ": {");
    if (!open)
        open = strstr(line, "- {");
    const char *close = open ? strchr(open, '}') : NULL;
    return close && close[1 + strspn(close + 1, " ")] != '\0' &&
           !strchr(",]}#", close[1 + strspn(close + 1, " ")]);
}

/* Does a value of this line go on behind its closing quote: `title: "Altstadt" heute`? */
static bool has_text_behind_quote(const char *line)
{
    for (const char *p = line; (p = strstr(p, ": ")); p++) {
        const char *value = p + 2 + strspn(p + 2, " ");
        const char *close = *value == '"' || *value == '\'' ? strchr(value + 1, *value) : NULL;
        if (close && close[1] && !strchr(",]}:#", close[1 + strspn(close + 1, " ")]))
            return true;
    }
    return false;
}

static bool says(const sb_syntax *s, const char *part)
{
    return s->problem && strstr(s->problem, part);
}

static void fail_character(const sb_syntax *s, const char *rest, sb_arena *arena, sb_diag *diag)
{
    const char *end = rest;
    sb_utf8_next(&end);
    const char *c = sb_arena_textn(arena, rest, (size_t)(end - rest));
    sb_span at = s->at;
    at.length = 1;
    if (*c == '\t') {
        sb_fail(diag, SB_E_SYNTAX, at, _("a tab stands in the indentation"));
        sb_hint(diag, _("indent with blanks, two for each step"));
        return;
    }
    sb_fail(diag, SB_E_SYNTAX, at, _("a text cannot start with '%s' unless it is quoted"), c);
    sb_hint(diag, _("put the text in quotes, as in unit: \"%s\""), c);
}

/* Problems of libyaml (scanner.c, parser.c) that need no look at the line. */
static const struct {
    const char *part;
    bool at_beginning; /* report where the thing began, not where it went wrong */
    const char *message, *hint;
} known[] = {
    {"found unexpected end of stream", true, N_("a quote is opened and never closed"),
     N_("close the text with the same quote it starts with")},
    {"found unexpected document indicator", true, N_("a quote is opened and never closed"),
     N_("close the text with the same quote it starts with")},
    {"',' or ']'", true, N_("a list '[' is not closed or lacks a comma"),
     N_("part the items with commas and close with ']'; quote a text that contains , [ ] { or "
        "}")},
    {"',' or '}'", true, N_("a map '{' is not closed or lacks a comma"),
     N_("part the pairs with commas and close with '}'; quote a text that contains , [ ] { "
        "or }")},
    {"could not find expected ':'", true, N_("a key without ': '"),
     N_("each line is 'key: value'; a text that goes on in the next line must be indented "
        "further than its key")},
    {"'-' indicator", false, N_("an item of a list must start with '- '"),
     N_("items of one list start in the same column")},
    {"block sequence entries", false, N_("a list cannot start behind a key in the same line"),
     N_("start the list in the next line, or write it as [a, b]")},
    {"unknown escape", false, N_("unknown character behind '\\' in a quoted text"),
     N_("between single quotes '\\' is an ordinary character")},
    {"tab character", false, N_("a tab stands in the indentation"),
     N_("indent with blanks, two for each step")},
    {"comment or line break", false, N_("text behind '>' or '|' must start in the next line"),
     N_("put a text that starts with > or | in quotes")},
    {"alphabetic or numeric", false, N_("a text cannot start with '*' or '&' unless quoted"),
     N_("put the text in quotes")},
    {"mapping values are not allowed", false, N_("a key does not belong here"),
     N_("keys of one map start in the same column, further right than the key above them")},
    {"directive", false, N_("a line cannot start with '%'"), N_("put the text in quotes")},
    {"<document start>", false, N_("something stands outside of all keys"),
     N_("keys of one map start in the same column")},
};

static void fail_known(const sb_syntax *s, size_t i, sb_diag *diag)
{
    sb_span at = known[i].at_beginning && s->began.line ? s->began : s->at;
    at.length = 1;
    sb_fail(diag, SB_E_SYNTAX, at, "%s", _(known[i].message));
    sb_hint(diag, "%s", _(known[i].hint));
}

/* An error that is announced one line late belongs to the line before. */
static sb_span in_line(const char *line, int number, const char *file)
{
    int indent = (int)strspn(line, " ");
    return (sb_span){file, number, 1 + indent, (int)sb_utf8_count(line + indent)};
}

/* `source: Quelle: Stadt`, in a line of its own or between { and }. */
static bool is_colon_in_text(const sb_syntax *s, const char *line)
{
    const char *rest = rest_at(line, s->at.column), *colon = strstr(line, ": ");
    bool is_told =
        says(s, "mapping values are not allowed") || (says(s, "',' or '") && *rest == ':');
    return is_told && colon && colon < rest;
}

void sb_syntax_fail(const sb_syntax *s, sb_arena *arena, sb_diag *diag)
{
    const char *line = line_at(s->text, s->at.line, arena);
    if (says(s, "cannot start any token") || says(s, "expected node content")) {
        fail_character(s, rest_at(line, s->at.column), arena, diag);
        return;
    }
    for (int up = 0; up < 2 && s->at.line > up; up++) {
        const char *seen = up ? line_at(s->text, s->at.line - up, arena) : line;
        if (has_loose_brace(seen)) {
            sb_fail(diag, SB_E_SYNTAX, in_line(seen, s->at.line - up, s->at.file),
                    _("a text that starts with '{' is not quoted"));
            sb_hint(diag, _("put the text in quotes, as in title: \"{key} {name}\""));
            return;
        }
        if (has_text_behind_quote(seen)) {
            sb_fail(diag, SB_E_SYNTAX, in_line(seen, s->at.line - up, s->at.file),
                    _("text stands behind a closing quote"));
            sb_hint(diag, _("put the whole text in quotes, with the other kind of quote "
                            "inside: 'so called \"Veedel\"'"));
            return;
        }
    }
    if (is_colon_in_text(s, line)) {
        sb_span at = s->at;
        at.length = 1;
        sb_fail(diag, SB_E_SYNTAX, at, _("a second ': ' in one value"));
        sb_hint(diag, _("put a text that contains ': ' in quotes, as in source: \"Quelle: "
                        "Stadt\""));
        return;
    }
    for (size_t i = 0; i < SB_COUNT(known); i++)
        if (says(s, known[i].part)) {
            fail_known(s, i, diag);
            return;
        }
    sb_span at = s->at;
    at.length = 1;
    if (says(s, "did not find expected key")) {
        sb_fail(diag, SB_E_SYNTAX, at, _("expected a key here"));
        sb_hint(diag, _("keys of one map start in the same column and end with ': '"));
        return;
    }
    sb_fail(diag, SB_E_SYNTAX, at, _("this is not YAML: %s"),
            s->problem ? s->problem : _("it cannot be read"));
}
