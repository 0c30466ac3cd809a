/* Readers of blocks, and of figures with a name. */
#include "spec/reader.h"

#include <string.h>

static sb_spec_block *read_block(sb_reader *r, const sb_node *node)
{
    sb_spec_block *block = sb_arena_one(r->arena, sb_spec_block);
    block->node = node;
    bool is_figure = sb_node_at(node, "figure");
    sb_read_context(r, SB_IN_block, node, !is_figure, block);
    return block;
}

void sb_read_blocks(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                    void *base)
{
    (void)name;
    if (node->kind != SB_NODE_LIST) {
        sb_read_expected(r, key, node);
        sb_hint(r->diag, _("start each block with '- '"));
        return;
    }
    sb_spec_block **blocks = sb_arena_array(r->arena, sb_spec_block *, node->n);
    for (int i = 0; i < node->n; i++)
        blocks[i] = read_block(r, node->items[i]);
    sb_read_set_list(key, base, blocks, node->n);
}

/* Figures are counted one by one, so that a figure can use those above it. */
void sb_read_figures(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                     void *base)
{
    (void)name;
    if (!sb_read_is_map(r, key, node))
        return;
    sb_spec *spec = base;
    spec->figures = sb_arena_array(r->arena, sb_spec_figure, node->n);
    for (int i = 0; i < node->n; i++) {
        sb_read_check_id(r, node->keys[i]);
        sb_spec_figure figure = {node->items[i], node->keys[i], node->keys[i]->text,
                                 read_block(r, node->items[i])};
        figure.block->figure = figure.id;
        spec->figures[spec->n_figures++] = figure;
    }
}

/* The named block, copied; what stands beside `figure:` is read over it later. */
void sb_read_figure(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                    void *base)
{
    (void)name;
    sb_spec_block *block = base;
    const char *id = sb_read_scalar(r, key, node);
    if (!id)
        return;
    SB_VEC(const char *) names = {0};
    for (int i = 0; i < r->spec->n_figures; i++) {
        if (strcmp(r->spec->figures[i].id, id) == 0) {
            const sb_node *here = block->node;
            *block = *r->spec->figures[i].block;
            block->node = here;
            return;
        }
        sb_vec_push(r->arena, &names, r->spec->figures[i].id);
    }
    sb_fail(r->diag, SB_E_SCHEMA, node->at, _("no figure is called '%s'"), id);
    sb_hint_names(r, id, names.at, names.n);
}
