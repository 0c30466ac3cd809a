/* Readers of one value. */
#include "spec/reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_SHEET = 14400 }; /* pt: ISO 32000-1, annex C.2 */

const char *sb_read_scalar(sb_reader *r, const sb_key *key, const sb_node *node)
{
    if (node->kind == SB_NODE_SCALAR && !sb_node_is_null(node))
        return node->text;
    sb_read_expected(r, key, node);
    return NULL;
}

static void set_text(const sb_key *key, void *base, const char *text)
{
    *(const char **)sb_field(base, key->at) = text;
}

void sb_read_text(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    (void)name;
    const char *text = sb_read_scalar(r, key, node);
    if (!text)
        return;
    size_t n = strlen(text); /* a text under | ends with an end of line that nobody meant */
    while (n > 0 && text[n - 1] == '\n')
        n--;
    set_text(key, base, text[n] ? sb_arena_textn(r->arena, text, n) : text);
}

void sb_read_file(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    size_t before = sb_diag_errors(r->diag);
    sb_read_text(r, key, name, node, base);
    if (!r->spec->project || sb_diag_errors(r->diag) > before || !node->at.file ||
        node->text == key->fallback)
        return;
    const char *path = sb_file_beside(node->at.file, node->text, r->arena);
    if (!strchr(node->text, '/') && !sb_file_is_source(path) && access(path, F_OK) != 0)
        return; /* what is built in, or not there */
    sb_project_check(r->spec->project, path, node->text, node->at, r->arena, r->diag);
}

const char *sb_read_one_name(sb_reader *r, const sb_key *key, const sb_node *node)
{
    const char *text = sb_read_scalar(r, key, node);
    if (text)
        sb_vec_push(r->arena, &r->references, ((sb_reference){key->detail, text, node->at}));
    return text;
}

void sb_read_name(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    (void)name;
    const char *text = sb_read_one_name(r, key, node);
    if (text)
        set_text(key, base, text);
}

static bool is_day(const char *text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? text[i] != '-' : !isdigit((unsigned char)text[i]))
            return false;
    int month = atoi(text + 5), day = atoi(text + 8);
    return !text[10] && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

void sb_read_date(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    (void)name;
    const char *text = sb_read_scalar(r, key, node);
    if (text && is_day(text))
        set_text(key, base, text);
    else if (text)
        sb_read_expected(r, key, node);
}

/* ---- choices ---- */

/* The place of the text among the key's choices, or -1 with an error. */
int sb_read_one_choice(sb_reader *r, const sb_key *key, const sb_node *node)
{
    const char *text = sb_read_scalar(r, key, node);
    if (!text)
        return -1;
    int i = sb_choice_lookup(key->detail, text);
    if (i >= 0)
        return i;
    SB_VEC(const char *) names = {0};
    for (const char *c; (c = sb_choice_at(key->detail, (int)names.n, r->arena));)
        sb_vec_push(r->arena, &names, c);
    sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s' is no choice for '%s:'"), text,
            strcmp(key->name, "*") == 0 ? "this" : key->name);
    sb_hint_names(r, text, names.at, names.n);
    return -1;
}

void sb_read_choice(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                    void *base)
{
    (void)name;
    int i = sb_read_one_choice(r, key, node);
    if (i >= 0)
        *(int *)sb_field(base, key->at) = i;
}

void sb_read_word(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    (void)name;
    if (sb_read_one_choice(r, key, node) >= 0)
        set_text(key, base, node->text);
}

void sb_read_switch(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                    void *base)
{
    (void)name;
    int i = sb_read_one_choice(r, key, node);
    if (i >= 0)
        *(bool *)sb_field(base, key->at) = i == 1;
}

/* A column of a profile table: the key is the level. */
void sb_read_show(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    sb_spec_table_column *column = base;
    int i = sb_read_one_choice(r, key, node);
    if (i >= 0)
        column->show = (sb_column_show)i;
    column->level = strcmp(name->text, "this") == 0 ? NULL : name->text;
}

/* 1 or 0; -1 with an error. */
static int truth(sb_reader *r, const sb_key *key, const sb_node *node)
{
    static const char *const others[] = {"yes",  "no",   "on",     "off",  "ja",
                                         "nein", "wahr", "falsch", "True", "False"};
    if (node->kind == SB_NODE_SCALAR && node->is_plain) {
        if (strcmp(node->text, "true") == 0)
            return 1;
        if (strcmp(node->text, "false") == 0)
            return 0;
    }
    sb_read_expected(r, key, node);
    for (size_t i = 0; node->kind == SB_NODE_SCALAR && i < SB_COUNT(others); i++)
        if (strcmp(node->text, others[i]) == 0)
            sb_hint(r->diag, _("write true or false"));
    return -1;
}

void sb_read_bool(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    (void)name;
    int is_true = truth(r, key, node);
    if (is_true >= 0)
        *(bool *)sb_field(base, key->at) = is_true == 1;
}

void sb_read_maybe(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                   void *base)
{
    (void)name;
    *(int *)sb_field(base, key->at) = truth(r, key, node);
}

void sb_read_empty(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                   void *base)
{
    (void)name;
    (void)base;
    if (!sb_node_is_null(node) && (node->kind != SB_NODE_MAP || node->n > 0))
        sb_read_expected(r, key, node);
}

/* ---- numbers ---- */

/* The number that `text` starts with, whatever the machine's locale; the rest, or NULL if it
 * starts with none.  At most 15 digits, so that the quotient is exact. */
static const char *number_at(const char *text, double *out)
{
    const char *p = text + (*text == '-');
    double mantissa = 0, scale = 1;
    int digits = 0;
    bool has_point = false;
    for (; isdigit((unsigned char)*p) || (*p == '.' && !has_point && digits); p++) {
        if (*p == '.') {
            has_point = true;
            continue;
        }
        if (++digits > 15)
            return NULL;
        mantissa = mantissa * 10 + (*p - '0');
        scale *= has_point ? 10 : 1;
    }
    if (!digits || p[-1] == '.')
        return NULL;
    *out = *text == '-' ? -mantissa / scale : mantissa / scale;
    return p;
}

/* Says so if the text would be a number but for its comma. */
static bool fail_comma(sb_reader *r, const sb_key *key, const sb_node *node)
{
    char *text = sb_arena_text(r->arena, node->text);
    char *comma = strchr(text, ',');
    double number;
    if (!comma || !isdigit((unsigned char)comma[1]))
        return false;
    *comma = '.';
    if (!number_at(text, &number))
        return false;
    sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s:' has a decimal comma: '%s'"), key->name,
            node->text);
    sb_hint(r->diag, _("write %s: numbers in a layout have a decimal point"), text);
    return true;
}

static void fail_number(sb_reader *r, const sb_key *key, const sb_node *node)
{
    if (fail_comma(r, key, node))
        return;
    sb_read_expected(r, key, node);
    double number;
    const char *rest = number_at(node->text, &number);
    if (!node->is_plain && rest && !*rest)
        sb_hint(r->diag, _("leave the quotes out: what is quoted is a text"));
}

/* A number written without quotes, with `behind` allowed behind it. */
static bool number(sb_reader *r, const sb_key *key, const sb_node *node, const char *behind,
                   double *out)
{
    if (!sb_read_scalar(r, key, node))
        return false;
    const char *rest = number_at(node->text, out);
    if (rest && *behind) {
        rest += strspn(rest, " ");
        rest += strncmp(rest, behind, strlen(behind)) == 0 ? strlen(behind) : 0;
    }
    if (rest && !*rest && (node->is_plain || *behind))
        return true;
    fail_number(r, key, node);
    return false;
}

bool sb_read_one_number(sb_reader *r, const sb_key *key, const sb_node *node, double *out)
{
    return number(r, key, node, "", out);
}

void sb_read_number(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                    void *base)
{
    (void)name;
    double value;
    if (!number(r, key, node, "", &value))
        return;
    if (value >= 0) {
        *(double *)sb_field(base, key->at) = value;
        return;
    }
    sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s:' is less than 0"), key->name);
}

void sb_read_percent(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                     void *base)
{
    (void)name;
    double value;
    if (!number(r, key, node, "%", &value))
        return;
    if (value >= 0)
        *(double *)sb_field(base, key->at) = value;
    else
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s:' is less than 0"), key->name);
}

void sb_read_integer(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                     void *base)
{
    (void)name;
    double value;
    if (node->text && node->text == key->fallback) { /* may lie outside what a layout can say */
        *(int *)sb_field(base, key->at) = atoi(node->text);
        return;
    }
    if (!number(r, key, node, "", &value))
        return;
    int least = atoi(key->detail), most = atoi(strstr(key->detail, "..") + 2);
    if (value != floor(value))
        sb_read_expected(r, key, node);
    else if (value < least || value > most)
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s:' must be between %d and %d, not %s"),
                key->name, least, most, node->text);
    else
        *(int *)sb_field(base, key->at) = (int)value;
}

bool sb_read_one_length(sb_reader *r, const sb_key *key, const sb_node *node, double *out)
{
    static const struct {
        const char *name;
        double pt;
    } units[] = {{"mm", SB_MM}, {"cm", 10 * SB_MM}, {"pt", 1}, {"in", 72}};
    if (!sb_read_scalar(r, key, node))
        return false;
    double value;
    const char *rest = number_at(node->text, &value);
    if (!rest) {
        fail_number(r, key, node);
        return false;
    }
    rest += strspn(rest, " ");
    double pt = value == 0 && !*rest ? 1 : 0;
    for (size_t i = 0; i < SB_COUNT(units); i++)
        if (strcmp(rest, units[i].name) == 0)
            pt = units[i].pt;
    *out = value * pt;
    if (pt == 0) {
        if (fail_comma(r, key, node))
            return false;
        sb_read_expected(r, key, node);
        sb_hint(r->diag, *rest ? _("units are mm, cm, pt and in") : _("add a unit: %s mm"),
                node->text);
        return false;
    }
    if (*out >= 0 && *out <= LARGEST_SHEET)
        return true;
    sb_fail(r->diag, SB_E_SCHEMA, node->at,
            value < 0 ? _("'%s:' is less than 0") : _("'%s:' is larger than any sheet"),
            key->name);
    return false;
}

void sb_read_length(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                    void *base)
{
    (void)name;
    double value;
    if (sb_read_one_length(r, key, node, &value))
        *(double *)sb_field(base, key->at) = value;
}
