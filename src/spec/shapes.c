/* Readers of lists and maps of values, and of nested structs. */
#include "spec/reader.h"

#include <string.h>

int sb_read_count(sb_reader *r, const sb_key *key, const sb_node *node)
{
    if (node->kind == SB_NODE_LIST)
        return node->n;
    if (node->kind == SB_NODE_SCALAR && !sb_node_is_null(node))
        return 1;
    sb_read_expected(r, key, node);
    if (node->kind == SB_NODE_MAP)
        sb_hint(r->diag, _("start each item with '- '"));
    return -1;
}

const sb_node *sb_read_item(const sb_node *node, int i)
{
    return node->kind == SB_NODE_LIST ? node->items[i] : node;
}

bool sb_read_is_map(sb_reader *r, const sb_key *key, const sb_node *node)
{
    if (node->kind != SB_NODE_MAP)
        sb_read_expected(r, key, node);
    return node->kind == SB_NODE_MAP;
}

void sb_read_set_list(const sb_key *key, void *base, void *list, int n)
{
    memcpy(sb_field(base, key->at), &list, sizeof list);
    *(int *)sb_field(base, key->count) = n;
}

void sb_read_check_id(sb_reader *r, const sb_node *name)
{
    bool is_good = name->text[0] && !strchr("0123456789", name->text[0]);
    for (const char *p = name->text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        is_good &= c >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                   (c >= 'A' && c <= 'Z');
    }
    if (is_good)
        return;
    sb_fail(r->diag, SB_E_SCHEMA, name->at, _("'%s' cannot be a name"), name->text);
    sb_hint(r->diag, _("names in formulas and texts are made of letters, digits and _, and do "
                       "not start with a digit; what is printed is the label"));
}

/* ---- lists ---- */

void sb_read_names(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                   void *base)
{
    (void)name;
    int n = sb_read_count(r, key, node);
    if (n < 0)
        return;
    const char **names = sb_arena_array(r->arena, const char *, n);
    int known = 0;
    for (int i = 0; i < n; i++)
        if ((names[known] = sb_read_one_name(r, key, sb_read_item(node, i))))
            known++;
    sb_read_set_list(key, base, names, known);
}

void sb_read_choices(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                     void *base)
{
    (void)name;
    int n = sb_read_count(r, key, node);
    for (int i = 0; i < n; i++) {
        int place = sb_read_one_choice(r, key, sb_read_item(node, i));
        if (place >= 0)
            *(unsigned *)sb_field(base, key->at) |= 1u << place;
    }
}

typedef bool one(sb_reader *r, const sb_key *key, const sb_node *node, double *out);

static void read_doubles(sb_reader *r, const sb_key *key, const sb_node *node, one *read,
                         void *base)
{
    int n = sb_read_count(r, key, node);
    if (n < 0)
        return;
    double *values = sb_arena_array(r->arena, double, n);
    int good = 0;
    for (int i = 0; i < n; i++)
        good += read(r, key, sb_read_item(node, i), &values[good]);
    sb_read_set_list(key, base, values, good);
}

void sb_read_numbers(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                     void *base)
{
    (void)name;
    read_doubles(r, key, node, sb_read_one_number, base);
}

void sb_read_lengths(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                     void *base)
{
    (void)name;
    read_doubles(r, key, node, sb_read_one_length, base);
}

/* Two lengths above 0. */
static bool two_lengths(sb_reader *r, const sb_key *key, const sb_node *node, double out[2])
{
    if (node->kind != SB_NODE_LIST || node->n != 2) {
        sb_read_expected(r, key, node);
        return false;
    }
    if (!sb_read_one_length(r, key, node->items[0], &out[0]) ||
        !sb_read_one_length(r, key, node->items[1], &out[1]))
        return false;
    if (out[0] > 0 && out[1] > 0)
        return true;
    sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s:' must be larger than 0"), key->name);
    return false;
}

void sb_read_dash(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    (void)name;
    two_lengths(r, key, node, sb_field(base, key->at));
}

/* Sheets of ISO 216 and ANSI/ASME Y14.1, in mm. */
static const struct {
    const char *name;
    double width, height;
} sheets[] = {
    {"A3", 297, 420}, {"A4", 210, 297},         {"A5", 148, 210},
    {"B5", 176, 250}, {"Letter", 215.9, 279.4},
};

void sb_read_paper(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                   void *base)
{
    static const char landscape[] = " landscape";
    (void)name;
    sb_spec_format *format = base;
    double size[2] = {0};
    if (node->kind == SB_NODE_LIST) {
        if (two_lengths(r, key, node, size)) {
            format->width = size[0];
            format->height = size[1];
        }
        return;
    }
    const char *text = sb_read_scalar(r, key, node);
    if (!text)
        return;
    const char *names[SB_COUNT(sheets)];
    for (size_t i = 0; i < SB_COUNT(sheets); i++) {
        size_t n = strlen(names[i] = sheets[i].name);
        bool is_wide = strcmp(text + strcspn(text, " "), landscape) == 0;
        if (strncmp(text, names[i], n) != 0 || (text[n] && !is_wide) || strcspn(text, " ") != n)
            continue;
        format->width = SB_MM * (is_wide ? sheets[i].height : sheets[i].width);
        format->height = SB_MM * (is_wide ? sheets[i].width : sheets[i].height);
        return;
    }
    sb_read_expected(r, key, node);
    sb_hint_names(r, text, names, SB_COUNT(sheets));
}

/* ---- maps ---- */

void sb_read_pairs(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                   void *base)
{
    (void)name;
    if (!sb_read_is_map(r, key, node))
        return;
    sb_spec_pair *pairs = sb_arena_array(r->arena, sb_spec_pair, node->n);
    for (int i = 0; i < node->n; i++) {
        const sb_node *item = node->items[i];
        pairs[i] = (sb_spec_pair){item, node->keys[i]->text, NULL};
        if (!sb_node_is_null(item))
            pairs[i].value = sb_read_scalar(r, key, item);
        if (key->detail)
            sb_read_one_name(r, key, node->keys[i]);
    }
    sb_read_set_list(key, base, pairs, node->n);
}

void sb_read_where(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                   void *base)
{
    (void)name;
    if (!sb_read_is_map(r, key, node))
        return;
    sb_spec_where *where = sb_arena_array(r->arena, sb_spec_where, node->n);
    for (int i = 0; i < node->n; i++) {
        const sb_node *item = node->items[i];
        where[i] = (sb_spec_where){item, node->keys[i]->text, NULL, 0};
        int n = sb_read_count(r, key, item);
        where[i].values = sb_arena_array(r->arena, const char *, n < 0 ? 0 : n);
        for (int k = 0; k < n; k++) {
            const char *value = sb_read_scalar(r, key, sb_read_item(item, k));
            if (value)
                where[i].values[where[i].n++] = value;
        }
    }
    sb_read_set_list(key, base, where, node->n);
}

void sb_read_areas(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                   void *base)
{
    (void)name;
    if (!sb_read_is_map(r, key, node))
        return;
    sb_spec_level *level = base;
    level->areas = sb_arena_alloc(r->arena, (size_t)node->n, sizeof *level->areas);
    level->n_areas = node->n;
    for (int i = 0; i < node->n; i++) {
        level->areas[i].node = node->items[i];
        level->areas[i].key = node->keys[i]->text;
        level->areas[i].name = sb_read_scalar(r, key, node->items[i]);
    }
}

/* "0-3", "< 18": meant as a range. */
static bool looks_like_range(const char *text)
{
    return strspn(text, "0123456789 .,;:<>=+-~") == strlen(text);
}

/* `[3, 6]` or `[75, ~]`; or what it is called in print. */
static void read_range(sb_reader *r, const sb_key *key, const sb_node *node,
                       sb_spec_group *group)
{
    if (node->kind == SB_NODE_SCALAR && !sb_node_is_null(node) &&
        !looks_like_range(node->text)) {
        group->words = node->text;
        return;
    }
    if (node->kind != SB_NODE_LIST || node->n != 2) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("group '%s' must be a range such as [3, 6]"),
                group->label);
        sb_hint(r->diag, _("from 3 to under 6; write ~ for the end of an open group: [75, ~]"));
        return;
    }
    if (!sb_read_one_number(r, key, node->items[0], &group->from))
        return;
    group->below = INFINITY;
    if (!sb_node_is_null(node->items[1]) &&
        !sb_read_one_number(r, key, node->items[1], &group->below))
        return;
    if (!(group->from < group->below))
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("group '%s' ends before it starts"),
                group->label);
}

/* One has words of its own, the other is a range of ages. */
static bool is_mixed(const sb_spec_group *a, const sb_spec_group *b)
{
    return a->words != a->label && !isnan(b->from);
}

static void read_dimension(sb_reader *r, const sb_key *key, const sb_node *node,
                           sb_spec_dimension *dimension)
{
    bool is_map = node->kind == SB_NODE_MAP;
    int n = is_map ? node->n : sb_read_count(r, key, node);
    if (n < 0)
        return;
    dimension->groups = sb_arena_array(r->arena, sb_spec_group, n);
    sb_index *seen = sb_index_new(r->arena);
    for (int i = 0; i < n; i++) {
        const sb_node *item = is_map ? node->items[i] : sb_read_item(node, i);
        sb_spec_group *group = &dimension->groups[dimension->n];
        const char *label = is_map ? node->keys[i]->text : sb_read_scalar(r, key, item);
        if (!label)
            continue;
        *group = (sb_spec_group){item, label, NAN, NAN, .words = label};
        if (is_map)
            read_range(r, key, item, group);
        const sb_spec_group *before = dimension->n > 0 ? group - 1 : NULL;
        if (before && (is_mixed(before, group) || is_mixed(group, before))) {
            sb_fail(r->diag, SB_E_SCHEMA, item->at,
                    _("of '%s' and '%s' one is a range, the other is not"), before->label,
                    label);
            sb_hint(r->diag, _("ages are ranges, [3, 6]; other groups have words, w: Frauen"));
        } else if (before && group->from < before->below) {
            sb_fail(r->diag, SB_E_SCHEMA, item->at, _("group '%s' starts before '%s' ends"),
                    label, before->label);
            sb_hint(r->diag, _("groups rise and do not overlap: [0, 3], [3, 6], …"));
        } else if (before && group->from > before->below && group->from < group->below) {
            sb_warn(r->diag, SB_E_SCHEMA, item->at,
                    _("nobody from %g to under %g is in a group: '%s' ends before '%s'"),
                    before->below, group->from, before->label, label);
            sb_hint(r->diag, _("where they count nowhere, give them a group of their own"));
        }
        if (!sb_index_put(seen, label, i))
            sb_fail(r->diag, SB_E_SCHEMA, item->at, _("group '%s' stands twice"), label);
        dimension->n++;
    }
}

void sb_read_groups(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                    void *base)
{
    (void)name;
    if (!sb_read_is_map(r, key, node))
        return;
    sb_spec_dimension *all = sb_arena_array(r->arena, sb_spec_dimension, node->n);
    for (int i = 0; i < node->n; i++) {
        sb_read_check_id(r, node->keys[i]);
        all[i].node = node->items[i];
        all[i].id = node->keys[i]->text;
        read_dimension(r, key, node->items[i], &all[i]);
    }
    sb_read_set_list(key, base, all, node->n);
}

/* The files are read before everything else: load.c. */
void sb_read_include(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                     void *base)
{
    (void)r, (void)key, (void)name, (void)node, (void)base;
}

/* ---- structs ---- */

void sb_read_part(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    (void)name;
    sb_read_context(r, sb_context_lookup(key->detail), node, true, sb_field(base, key->at));
}

/* Every struct but those read as parts starts with its node. */
static void read_at(sb_reader *r, sb_context context, const sb_node *node, void *at)
{
    *(const sb_node **)at = node;
    sb_read_context(r, context, node, true, at);
}

void sb_read_struct(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                    void *base)
{
    (void)name;
    read_at(r, sb_context_lookup(key->detail), node, sb_field(base, key->at));
}

void sb_read_pointer(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                     void *base)
{
    (void)name;
    sb_context context = sb_context_lookup(key->detail);
    void *made = sb_arena_alloc(r->arena, 1, sb_contexts[context].size);
    memcpy(sb_field(base, key->at), &made, sizeof made);
    read_at(r, context, node, made);
}

void sb_read_items(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                   void *base)
{
    (void)name;
    sb_context context = sb_context_lookup(key->detail);
    int n = sb_read_count(r, key, node);
    if (n < 0)
        return;
    size_t size = sb_contexts[context].size;
    void *items = sb_arena_alloc(r->arena, (size_t)n, size);
    for (int i = 0; i < n; i++)
        read_at(r, context, sb_read_item(node, i), sb_field(items, (size_t)i * size));
    sb_read_set_list(key, base, items, n);
}

void sb_read_entries(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                     void *base)
{
    struct head { /* how each struct with a name starts */
        const sb_node *node;
        const char *id;
    };
    (void)name;
    if (!sb_read_is_map(r, key, node))
        return;
    sb_context context = sb_context_lookup(key->detail);
    size_t size = sb_contexts[context].size;
    void *entries = sb_arena_alloc(r->arena, (size_t)node->n, size);
    for (int i = 0; i < node->n; i++) {
        void *entry = sb_field(entries, (size_t)i * size);
        *(const char **)sb_field(entry, offsetof(struct head, id)) = node->keys[i]->text;
        if (context == SB_IN_level || context == SB_IN_table || context == SB_IN_indicator ||
            context == SB_IN_phrase || context == SB_IN_layer || context == SB_IN_texts)
            sb_read_check_id(r, node->keys[i]);
        read_at(r, context, node->items[i], entry);
    }
    sb_read_set_list(key, base, entries, node->n);
}
