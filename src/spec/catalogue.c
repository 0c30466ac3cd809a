#include "spec/catalogue.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- parameters ---- */

static const sb_spec_pair *find_parameter(const sb_spec *spec, const char *name, size_t n)
{
    for (int i = 0; i < spec->n_parameters; i++)
        if (strlen(spec->parameters[i].key) == n &&
            strncmp(spec->parameters[i].key, name, n) == 0)
            return &spec->parameters[i];
    return NULL;
}

/* The text with each {parameter} in place; NULL stays NULL. */
static const char *resolved(sb_reader *r, const char *text, sb_span at)
{
    if (!text || !strchr(text, '{'))
        return text;
    sb_buf out = {0};
    while (*text) {
        size_t plain = strcspn(text, "{"), n = 0;
        sb_buf_add(&out, text, plain);
        text += plain;
        if (!*text)
            break;
        n = strcspn(text + 1, "}");
        const sb_spec_pair *p = find_parameter(r->spec, text + 1, n);
        if (p && p->value) {
            sb_buf_text(&out, p->value);
        } else {
            sb_fail(r->diag, SB_E_SCHEMA, at, _("no parameter is called '%.*s'"), (int)n,
                    text + 1);
            sb_hint(r->diag, _("parameters are listed under 'parameters:'"));
        }
        text += n + 1;
        text += *text == '}';
    }
    const char *done = sb_arena_text(r->arena, out.at ? out.at : "");
    sb_buf_free(&out);
    return done;
}

static void put_parameters(sb_reader *r, sb_spec_indicator *i)
{
    const char *formula = resolved(r, i->formula, sb_node_span(i->node, "formula"));
    if (formula != i->formula && i->formula_node) {
        sb_node *node = sb_arena_one(r->arena, sb_node);
        *node = *i->formula_node;
        node->text = formula;
        i->formula_node = node; /* errors name the formula as a whole */
    }
    i->formula = formula;
    i->label = resolved(r, i->label, sb_node_span(i->node, "label"));
    i->short_label = resolved(r, i->short_label, sb_node_span(i->node, "short label"));
    i->definition = resolved(r, i->definition, sb_node_span(i->node, "definition"));
}

/* ---- what the tables allow ---- */

static bool is_name_byte(char c) { return isalnum((unsigned char)c) || c == '_' || (c & 0x80); }

static bool is(const char *text, const char *name, size_t n)
{
    return strlen(text) == n && strncmp(text, name, n) == 0;
}

/* The table that brings a variable, and whether it has the dimension (NULL: any). */
static bool has_variable(const sb_spec *spec, const char *name, size_t n, const char *dimension,
                         size_t n_dimension)
{
    for (int t = 0; t < spec->n_tables; t++) {
        const sb_spec_table *table = &spec->tables[t];
        bool is_here = !table->n_columns && is(table->variable, name, n);
        bool has_dimension = !dimension || is("period", dimension, n_dimension);
        for (int d = 0; d < table->n_dimensions; d++)
            has_dimension =
                has_dimension || is(table->dimensions[d].dimension, dimension, n_dimension);
        for (int c = 0; c < table->n_columns; c++) {
            if (!is(table->columns[c].variable, name, n))
                continue;
            is_here = true;
            for (int g = 0; g < table->columns[c].n; g++)
                has_dimension = has_dimension ||
                                is(table->columns[c].groups[g].key, dimension, n_dimension);
        }
        if (is_here && has_dimension)
            return true;
    }
    return false;
}

static bool has_indicator(const sb_spec *spec, const char *name, size_t n)
{
    for (int i = 0; i < spec->n_indicators; i++)
        if (is(spec->indicators[i].id, name, n))
            return true;
    return false;
}

/* Whether a condition such as "< 18" keeps the dimension's groups whole. */
static bool keeps_groups(const sb_spec *spec, const char *dimension, size_t n,
                         const char *condition)
{
    bool is_next =
        strncmp(condition, "<=", 2) == 0 ||
        (condition[0] == '>' && condition[1] != '='); /* whole numbers: <= 17, < 18 */
    double limit = strtod(condition + strspn(condition, "<>= "), NULL) + is_next;
    if (condition[0] != '<' && condition[0] != '>')
        return true;
    for (int d = 0; d < spec->n_groups; d++)
        for (int g = 0; is(spec->groups[d].id, dimension, n) && g < spec->groups[d].n; g++)
            if (spec->groups[d].groups[g].from < limit &&
                limit < spec->groups[d].groups[g].below)
                return false;
    return true;
}

/* Conditions in [ ] behind a variable: each begins with a dimension. */
static bool allows_slice(const sb_spec *spec, const char *name, size_t n, const char **p)
{
    bool is_good = true;
    const char *at = *p;
    while (*at && *at != ']') {
        at += strspn(at, "[, ");
        const char *dimension = at;
        while (is_name_byte(*at))
            at++;
        size_t length = (size_t)(at - dimension);
        is_good = is_good && has_variable(spec, name, n, dimension, length) &&
                  keeps_groups(spec, dimension, length, at + strspn(at, " "));
        at += strcspn(at, ",]");
    }
    *p = at;
    return is_good;
}

/* The name at *p, which moves behind it and the blanks after it. */
static const char *name_at(const char **p, size_t *n)
{
    const char *name = *p;
    while (is_name_byte(**p))
        ++*p;
    *n = (size_t)(*p - name);
    *p += strspn(*p, " ");
    return name;
}

/* Whether every name in the formula is there.  What is no name is left to the parser. */
static bool is_possible(const sb_spec *spec, const char *formula)
{
    for (const char *p = formula; *p;) {
        if (!is_name_byte(*p) || isdigit((unsigned char)*p)) {
            p += strcspn(p, "0123456789.") == 0 ? strspn(p, "0123456789.") : 1;
            continue;
        }
        size_t n, n_dimension = 0;
        const char *name = name_at(&p, &n), *dimension = NULL;
        if (strncmp(p, "of ", 3) == 0) { /* mean(alter of einwohner) */
            p += 3;
            dimension = name;
            n_dimension = n;
            name = name_at(&p, &n);
        }
        bool is_word = is("area", name, n) || is("year", name, n) || is("years", name, n) ||
                       is("ago", name, n);
        if (*p == '(' || is_word)
            continue;
        bool is_there = has_variable(spec, name, n, dimension, n_dimension) ||
                        (!dimension && has_indicator(spec, name, n));
        if (*p == '[')
            is_there = allows_slice(spec, name, n, &p) && (is_there || !dimension);
        if (!is_there)
            return false;
    }
    return true;
}

/* One after the other, until those that stand on others have gone too. */
static void leave_out(sb_spec *spec)
{
    for (bool is_done = false; !is_done;) {
        int kept = 0;
        for (int i = 0; i < spec->n_indicators; i++) {
            const sb_spec_indicator *it = &spec->indicators[i];
            if (!it->is_optional || !it->formula || is_possible(spec, it->formula))
                spec->indicators[kept++] = *it;
        }
        is_done = kept == spec->n_indicators;
        spec->n_indicators = kept;
    }
}

void sb_catalogue_resolve(sb_reader *r)
{
    for (int i = 0; i < r->spec->n_indicators; i++)
        put_parameters(r, &r->spec->indicators[i]);
    leave_out(r->spec);
}
