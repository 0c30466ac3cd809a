#include "spec/load.h"

#include "spec/keys.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 8 };

typedef struct loader {
    const sb_project *project;
    sb_arena *arena;
    sb_diag *diag;
    sb_index *seen; /* files by their real path: each is read once */
    SB_VEC(const sb_node *) roots;
    const char *chain[DEEPEST];
    bool has_failed;
} loader;

/* ---- reading the files ---- */

static void keep(loader *l, const sb_node *root)
{
    if (root && root->kind != SB_NODE_MAP)
        sb_fail(l->diag, SB_E_SCHEMA, root->at, _("a layout must be a map of keys and values"));
    if (root && root->kind == SB_NODE_MAP)
        sb_vec_push(l->arena, &l->roots, root);
    else
        l->has_failed = true;
}

static const char *real_path(loader *l, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = sb_arena_text(l->arena, real ? real : path);
    free(real);
    return copy;
}

static bool is_circular(loader *l, const char *path, const char *real, int depth, sb_span at)
{
    for (int i = 0; i < depth; i++) {
        if (strcmp(real_path(l, l->chain[i]), real) != 0)
            continue;
        sb_buf chain = {0};
        for (int k = i; k < depth; k++)
            sb_buf_printf(&chain, "%s > ", l->chain[k]);
        sb_fail(l->diag, SB_E_SCHEMA, at, _("'%s' includes itself"), path);
        sb_hint(l->diag, _("the chain is %s%s"), chain.at, path);
        sb_buf_free(&chain);
        return true;
    }
    return false;
}

static void load_file(loader *l, const char *path, int depth, sb_span at);

static void load_included(loader *l, const sb_node *root, const char *path, int depth)
{
    const sb_node *include = sb_node_at(root, "include");
    int n = !include ? 0 : include->kind == SB_NODE_LIST ? include->n : 1;
    for (int i = 0; i < n; i++) {
        const sb_node *item = include->kind == SB_NODE_LIST ? include->items[i] : include;
        if (item->kind == SB_NODE_SCALAR && !sb_node_is_null(item)) {
            const char *file = sb_file_beside(path, item->text, l->arena);
            if (!l->project ||
                sb_project_check(l->project, file, item->text, item->at, l->arena, l->diag))
                load_file(l, file, depth + 1, item->at);
            else
                l->has_failed = true;
            continue;
        }
        sb_fail(l->diag, SB_E_SCHEMA, item->at, _("'%s:' must be %s"), "include",
                _(sb_type_words(SB_TYPE_INCLUDE)));
        l->has_failed = true;
    }
}

static void load_file(loader *l, const char *path, int depth, sb_span at)
{
    const char *real = real_path(l, path);
    if (is_circular(l, path, real, depth, at)) {
        l->has_failed = true;
        return;
    }
    if (depth == DEEPEST) {
        sb_fail(l->diag, SB_E_LIMIT, at, _("more than %d files include each other"), DEEPEST);
        l->has_failed = true;
        return;
    }
    if (!sb_index_put(l->seen, real, 1))
        return;
    l->chain[depth] = path;
    const sb_node *root = sb_source_load(path, at, l->arena, l->diag);
    if (root && root->kind == SB_NODE_MAP)
        load_included(l, root, path, depth);
    keep(l, root);
}

/* ---- joining them ---- */

typedef SB_VEC(const sb_node *) node_list;

static sb_node *map_of(loader *l, sb_span at, node_list keys, node_list items)
{
    sb_node *map = sb_arena_one(l->arena, sb_node);
    *map = (sb_node){.kind = SB_NODE_MAP, .at = at, .n = (int)keys.n};
    map->keys = keys.at;
    map->items = items.at;
    return map;
}

static int place_of(const sb_node *map, const char *key)
{
    int i = 0;
    while (i < map->n && strcmp(map->keys[i]->text, key) != 0)
        i++;
    return i;
}

/* `over` replaces what it names again, key by key. */
static const sb_node *laid_over(loader *l, const sb_node *under, const sb_node *over)
{
    if (under->kind != SB_NODE_MAP || over->kind != SB_NODE_MAP)
        return over;
    node_list keys = {0}, items = {0};
    for (int i = 0; i < under->n; i++) {
        int again = place_of(over, under->keys[i]->text);
        bool is_again = again < over->n;
        sb_vec_push(l->arena, &keys, is_again ? over->keys[again] : under->keys[i]);
        sb_vec_push(l->arena, &items,
                    is_again ? laid_over(l, under->items[i], over->items[again])
                             : under->items[i]);
    }
    for (int i = 0; i < over->n; i++) {
        if (sb_node_at(under, over->keys[i]->text))
            continue;
        sb_vec_push(l->arena, &keys, over->keys[i]);
        sb_vec_push(l->arena, &items, over->items[i]);
    }
    return map_of(l, over->at, keys, items);
}

/* Both together; a name in both is an error. */
static const sb_node *joined(loader *l, const char *section, const sb_node *first,
                             const sb_node *second)
{
    if (first->kind != SB_NODE_MAP || second->kind != SB_NODE_MAP)
        return first->kind != SB_NODE_MAP ? first : second;
    node_list keys = {0}, items = {0};
    sb_index *names = sb_index_new(l->arena);
    for (int i = 0; i < first->n; i++) {
        sb_index_put(names, first->keys[i]->text, i);
        sb_vec_push(l->arena, &keys, first->keys[i]);
        sb_vec_push(l->arena, &items, first->items[i]);
    }
    for (int i = 0; i < second->n; i++) {
        const sb_node *key = second->keys[i];
        long before = sb_index_at(names, key->text);
        if (before < 0) {
            sb_vec_push(l->arena, &keys, key);
            sb_vec_push(l->arena, &items, second->items[i]);
            continue;
        }
        sb_span at = keys.at[before]->at;
        sb_fail(l->diag, SB_E_SCHEMA, key->at, _("'%s' stands twice under '%s:'"), key->text,
                section);
        sb_hint(l->diag, _("it stands in %s:%d and in %s:%d; keep one, or rename one"), at.file,
                at.line, key->at.file, key->at.line);
    }
    return map_of(l, second->at, keys, items);
}

static const sb_node *appended(loader *l, const sb_node *first, const sb_node *second)
{
    if (first->kind != SB_NODE_LIST || second->kind != SB_NODE_LIST)
        return first->kind != SB_NODE_LIST ? first : second;
    node_list items = {0};
    for (int i = 0; i < first->n; i++)
        sb_vec_push(l->arena, &items, first->items[i]);
    for (int i = 0; i < second->n; i++)
        sb_vec_push(l->arena, &items, second->items[i]);
    sb_node *list = sb_arena_one(l->arena, sb_node);
    *list = (sb_node){.kind = SB_NODE_LIST, .at = second->at, .n = (int)items.n};
    list->items = items.at;
    return list;
}

static const sb_node *combined(loader *l, const char *section, const sb_node *first,
                               const sb_node *second)
{
    if (strcmp(section, "style") == 0 || strcmp(section, "format") == 0 ||
        strcmp(section, "parameters") == 0)
        return laid_over(l, first, second);
    return strcmp(section, "pages") == 0 ? appended(l, first, second)
                                         : joined(l, section, first, second);
}

static const sb_node *one_tree(loader *l)
{
    node_list keys = {0}, items = {0};
    SB_EACH_KEY (key, SB_IN_layout) {
        const sb_node *section = NULL, *name = NULL;
        for (size_t i = 0; i < l->roots.n; i++) {
            const sb_node *more = sb_node_at(l->roots.at[i], key->name);
            for (int k = 0; more && k < l->roots.at[i]->n; k++)
                if (l->roots.at[i]->items[k] == more)
                    name = l->roots.at[i]->keys[k];
            if (more)
                section = section ? combined(l, key->name, section, more) : more;
        }
        if (!section)
            continue;
        sb_vec_push(l->arena, &keys, name);
        sb_vec_push(l->arena, &items, section);
    }
    for (size_t i = 0; i < l->roots.n; i++)
        for (int k = 0; k < l->roots.at[i]->n; k++) {
            if (sb_key_lookup(SB_IN_layout, l->roots.at[i]->keys[k]->text))
                continue;
            sb_vec_push(l->arena, &keys, l->roots.at[i]->keys[k]);
            sb_vec_push(l->arena, &items, l->roots.at[i]->items[k]);
        }
    return map_of(l, l->roots.at[l->roots.n - 1]->at, keys, items);
}

/* ---- what is laid under the layout ---- */

/* The kind of print shop that the layout names; NULL if it names none that there is. */
static const sb_node *shop_of(const sb_node *layout, const sb_node *shops)
{
    const sb_node *node = sb_node_at(layout, "report");
    static const char *const way[] = {"editions", "print", "shop"};
    for (size_t i = 0; node && i < SB_COUNT(way); i++)
        node = sb_node_at(node, way[i]);
    return node && node->kind == SB_NODE_SCALAR && !sb_node_is_null(node)
               ? sb_node_at(shops, node->text)
               : NULL;
}

const sb_node *sb_load(const char *path, const sb_project *project, sb_arena *arena,
                       sb_diag *diag)
{
    loader l = {.project = project, .arena = arena, .diag = diag, .seen = sb_index_new(arena)};
    const sb_node *style = sb_source_parse("style.yaml", (const char *)sb_style_yaml,
                                           sb_style_yaml_size, arena, diag);
    const sb_node *shops = sb_source_parse("shops.yaml", (const char *)sb_shops_yaml,
                                           sb_shops_yaml_size, arena, diag);
    load_file(&l, path, 0, SB_NOWHERE);
    if (l.has_failed || !style || !shops)
        return NULL;
    const sb_node *layout = one_tree(&l), *shop = shop_of(layout, shops);
    return laid_over(&l, shop ? laid_over(&l, style, shop) : style, layout);
}

const char *sb_spec_path(const sb_node *node, const char *spec_path, const char *file,
                         sb_arena *arena)
{
    const char *from = node && node->at.file ? node->at.file : spec_path;
    return from ? sb_file_beside(from, file, arena) : file;
}
