#include "spec/reader.h"

#include <string.h>

typedef void reader_of_type(sb_reader *r, const sb_key *key, const sb_node *name,
                            const sb_node *node, void *base);

static reader_of_type *const readers[SB_KEY_TYPES] = {
#define TYPE(id, reader, words) sb_read_##reader,
#include "spec/types.def"
#undef TYPE
};

void sb_hint_names(sb_reader *r, const char *name, const char *const *names, size_t n)
{
    enum { FEW = 24 };
    const char *best = sb_near_best(name, names, n);
    bool is_short = sb_utf8_count(name) < 3; /* everything is near to it */
    if (best && !is_short) {
        sb_hint(r->diag, _("did you mean '%s'?"), best);
        return;
    }
    if (n == 0 || n > FEW)
        return;
    sb_buf all = {0};
    for (size_t i = 0; i < n; i++)
        sb_buf_printf(&all, "%s%s", i ? ", " : "", names[i]);
    sb_hint(r->diag, _("there is: %s"), all.at);
    sb_buf_free(&all);
}

void sb_read_expected(sb_reader *r, const sb_key *key, const sb_node *node)
{
    const char *words = _(sb_type_words(key->type));
    if (sb_node_is_null(node)) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s:' is empty"), key->name);
        sb_hint(r->diag, _("give it %s, or leave the line out"), words);
    } else if (node->kind == SB_NODE_SCALAR) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s:' must be %s, not '%s'"), key->name,
                words, node->text);
    } else {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s:' must be %s, not %s"), key->name, words,
                node->kind == SB_NODE_LIST ? _("a list") : _("a map of keys and values"));
        bool is_loose =
            node->n == 1 && sb_node_is_null(node->items[0]) && node->kind == SB_NODE_MAP;
        if (is_loose)
            sb_hint(r->diag, _("a text that starts with '{' must be quoted: \"{%s}\""),
                    node->keys[0]->text);
    }
}

/* ---- which keys belong here ---- */

/* The verb of a map, or the text of the key that decides; NULL if none is there. */
static const char *deciding(sb_context context, const sb_node *map)
{
    const char *by = sb_contexts[context].by;
    if (!by || map->kind != SB_NODE_MAP)
        return NULL;
    if (strcmp(by, "verb") != 0) {
        const sb_node *node = sb_node_at(map, by);
        const sb_key *key = sb_key_lookup(context, by);
        if (!node)
            return key->fallback == sb_required ? NULL : key->fallback;
        bool is_choice =
            node->kind == SB_NODE_SCALAR && sb_choice_lookup(key->detail, node->text) >= 0;
        return is_choice ? node->text : NULL;
    }
    for (int i = 0; i < map->n; i++) {
        const sb_key *key = sb_key_lookup(context, map->keys[i]->text);
        if (key && key->kind >= 0)
            return key->name;
    }
    return NULL;
}

static bool goes_with(const sb_key *key, const char *decided)
{
    return !key->with || (decided && sb_choice_lookup(key->with, decided) >= 0);
}

static bool is_level(const sb_reader *r, const char *name)
{
    for (int i = 0; i < r->spec->n_levels; i++)
        if (strcmp(r->spec->levels[i].id, name) == 0)
            return true;
    return strcmp(name, "this") == 0;
}

const sb_key *sb_read_lookup(const sb_reader *r, sb_context context, const char *name)
{
    const sb_key *key = strcmp(name, "*") == 0 ? NULL : sb_key_lookup(context, name);
    return !key && is_level(r, name) ? sb_key_lookup(context, "*") : key;
}

static void fail_unknown(sb_reader *r, sb_context context, const char *decided,
                         const sb_node *name, const sb_node *node)
{
    SB_VEC(const char *) names = {0};
    SB_EACH_KEY (key, context)
        if (strcmp(key->name, "*") != 0 && goes_with(key, decided) &&
            !(decided && key->kind >= 0))
            sb_vec_push(r->arena, &names, key->name);
    if (sb_key_lookup(context, "*")) {
        sb_vec_push(r->arena, &names, "this");
        for (int i = 0; i < r->spec->n_levels; i++)
            sb_vec_push(r->arena, &names, r->spec->levels[i].id);
    }
    sb_fail(r->diag, SB_E_SCHEMA, name->at, _("%s has no key '%s'"),
            _(sb_contexts[context].name), name->text);
    bool is_rest = sb_node_is_null(node) && node->at.line == name->at.line;
    if (is_rest && name->text[0] >= '0' && name->text[0] <= '9')
        sb_hint(r->diag, _("between { and } a comma parts the pairs; numbers have a decimal "
                           "point: 3.5"));
    else if (is_rest && !sb_near_best(name->text, names.at, names.n))
        sb_hint(r->diag, _("between { and } a text that contains , [ ] { or } must be quoted"));
    else
        sb_hint_names(r, name->text, names.at, names.n);
}

/* Has every pair a key that belongs here, and is there exactly one verb? */
static void check_verb(sb_reader *r, sb_context context, const sb_node *map)
{
    const sb_node *first = NULL;
    bool has_unknown = false;
    for (int i = 0; i < map->n; i++) {
        const sb_key *key = sb_key_lookup(context, map->keys[i]->text);
        has_unknown |= !key;
        if (!key || key->kind < 0)
            continue;
        if (first) {
            sb_fail(r->diag, SB_E_SCHEMA, map->keys[i]->at,
                    _("'%s:' and '%s:' cannot be one block"), first->text, map->keys[i]->text);
            sb_hint(r->diag, _("start a block of its own with '- %s:'"), map->keys[i]->text);
        } else {
            first = map->keys[i];
        }
    }
    if (first || has_unknown)
        return;
    sb_buf verbs = {0};
    SB_EACH_KEY (key, context)
        if (key->kind >= 0)
            sb_buf_printf(&verbs, "%s%s", verbs.n ? ", " : "", key->name);
    sb_fail(r->diag, SB_E_SCHEMA, map->at, _("%s must say what it is"),
            _(sb_contexts[context].name));
    sb_hint(r->diag, _("exactly one of these keys is needed: %s"), verbs.at);
    sb_buf_free(&verbs);
}

/* "a|b" as "a, b". */
static const char *listed(sb_reader *r, const char *choices)
{
    sb_buf text = {0};
    for (; *choices; choices++)
        sb_buf_printf(&text, *choices == '|' ? ", " : "%c", *choices);
    const char *copy = sb_arena_text(r->arena, text.at);
    sb_buf_free(&text);
    return copy;
}

/* ---- what is not given ---- */

static void set_default(sb_reader *r, const sb_key *key, sb_span at, void *base);

static void set_defaults(sb_reader *r, sb_context context, const char *decided, sb_span at,
                         void *base)
{
    SB_EACH_KEY (key, context)
        if (key->kind < 0 && goes_with(key, decided))
            set_default(r, key, at, base);
}

static void set_default(sb_reader *r, const sb_key *key, sb_span at, void *base)
{
    void *field = sb_field(base, key->at);
    if (key->type == SB_TYPE_STRUCT || key->type == SB_TYPE_PART) {
        sb_context inner = sb_context_lookup(key->detail);
        sb_node *nothing = sb_arena_one(r->arena, sb_node);
        *nothing = (sb_node){.kind = SB_NODE_MAP, .at = at};
        if (key->type == SB_TYPE_STRUCT)
            *(const sb_node **)field = nothing;
        set_defaults(r, inner, deciding(inner, nothing), at, field);
    } else if (key->fallback && key->fallback != sb_required) {
        sb_node *node = sb_arena_one(r->arena, sb_node);
        *node = (sb_node){.is_plain = true, .at = at, .text = key->fallback};
        readers[key->type](r, key, NULL, node, base);
    } else if (key->type == SB_TYPE_LENGTH || key->type == SB_TYPE_NUMBER) {
        *(double *)field = NAN;
    } else if (key->type == SB_TYPE_INKS) {
        *(sb_spec_inks *)field = sb_spec_no_inks;
    } else if (key->type == SB_TYPE_MAYBE) {
        *(int *)field = -1;
    }
}

static void check_required(sb_reader *r, sb_context context, const char *decided,
                           const sb_node *map)
{
    SB_EACH_KEY (key, context) {
        if (key->fallback != sb_required || !goes_with(key, decided))
            continue;
        const char *name = strcmp(key->name, "*") == 0 ? "this" : key->name;
        bool is_there = false;
        for (int i = 0; i < map->n; i++) {
            const sb_key *given = sb_read_lookup(r, context, map->keys[i]->text);
            /* a misspelt one is reported as that */
            is_there |= given ? given == key : !!sb_near_best(map->keys[i]->text, &name, 1);
        }
        if (is_there)
            continue;
        sb_fail(r->diag, SB_E_SCHEMA, map->at, _("%s needs '%s:'"),
                _(sb_contexts[context].name), name);
        if (context == SB_IN_layout)
            sb_hint(r->diag, _("add '%s:', or check the layout that includes this file"), name);
        else if (key->type == SB_TYPE_CHOICE || key->type == SB_TYPE_SHOW)
            sb_hint(r->diag, _("write '%s:' and behind it one of: %s"), name,
                    listed(r, key->detail));
        else
            sb_hint(r->diag, _("write '%s:' and behind it %s"), name,
                    _(sb_type_words(key->type)));
    }
}

/* ---- walking a map ---- */

static void set_kind(sb_context context, const sb_key *verb, void *base)
{
    if (verb->type == SB_TYPE_FIGURE)
        return; /* the figure has its own */
    if (context == SB_IN_block)
        ((sb_spec_block *)base)->kind = (sb_block_kind)verb->kind;
    else
        ((sb_spec_page *)base)->kind = (sb_page_kind)verb->kind;
}

static void read_pair(sb_reader *r, sb_context context, const char *decided,
                      const sb_node *name, const sb_node *node, void *base)
{
    const sb_key *key = sb_read_lookup(r, context, name->text);
    if (!key) {
        fail_unknown(r, context, decided, name, node);
    } else if (!goes_with(key, decided)) {
        if (decided)
            sb_fail(r->diag, SB_E_SCHEMA, name->at, _("'%s:' means nothing beside '%s'"),
                    key->name, decided);
        else
            return; /* what decides is missing or unknown, and that is reported */
        sb_hint(r->diag, _("it goes with: %s"), listed(r, key->with));
    } else {
        if (key->kind >= 0)
            set_kind(context, key, base);
        readers[key->type](r, key, name, node, base);
    }
}

static bool is_verb(sb_context context, const sb_node *name)
{
    const sb_key *key = sb_key_lookup(context, name->text);
    return key && key->kind >= 0;
}

/* A text or a list in place of the map, as the pair that it stands for. */
static const sb_node *spelt_out(sb_reader *r, sb_context context, const sb_node *node)
{
    const char *fills = sb_contexts[context].fills;
    if (node->kind == SB_NODE_MAP || sb_node_is_null(node) || !fills)
        return node;
    if (node->kind == SB_NODE_LIST && sb_key_lookup(context, fills)->type != SB_TYPE_PAPER)
        return node;
    sb_node *map = sb_arena_one(r->arena, sb_node), *key = sb_arena_one(r->arena, sb_node);
    *key = (sb_node){.is_plain = true, .at = node->at, .text = fills};
    *map = (sb_node){.kind = SB_NODE_MAP, .at = node->at, .n = 1};
    map->keys = sb_arena_copy(r->arena, &(const sb_node *){key}, 1, sizeof key);
    map->items = sb_arena_copy(r->arena, &node, 1, sizeof node);
    return map;
}

void sb_read_context(sb_reader *r, sb_context context, const sb_node *node, bool has_defaults,
                     void *base)
{
    const sb_node *map = spelt_out(r, context, node);
    const char *decided = deciding(context, map);
    if (has_defaults)
        set_defaults(r, context, decided, node->at, base);
    if (map->kind != SB_NODE_MAP) {
        sb_fail(r->diag, SB_E_SCHEMA, node->at, _("%s must be a map of keys and values"),
                _(sb_contexts[context].name));
        sb_hint(r->diag, _("write 'key: value' in lines that are indented, or in { }"));
        return;
    }
    const char *by = sb_contexts[context].by;
    if (by && strcmp(by, "verb") == 0)
        check_verb(r, context, map);
    if (has_defaults)
        check_required(r, context, decided, map);
    /* The verb first: a figure's own keys come before those that replace them. */
    for (int verbs = 1; verbs >= 0; verbs--)
        for (int i = 0; i < map->n; i++)
            if (is_verb(context, map->keys[i]) == verbs)
                read_pair(r, context, decided, map->keys[i], map->items[i], base);
    sb_check_context(r, context, map, base);
}
