#include "area/column.h"

#include <string.h>

void sb_column_add(sb_column_maker *m, const char *text)
{
    text += strspn(text, " \t\r\n");
    size_t n = strlen(text);
    while (n && strchr(" \t\r\n", text[n - 1]))
        n--;
    if (m->cells.n) { /* sorted columns repeat themselves */
        int last = m->cells.at[m->cells.n - 1];
        if (strlen(m->texts.at[last]) == n && memcmp(m->texts.at[last], text, n) == 0) {
            sb_vec_push(m->arena, &m->cells, last);
            return;
        }
    }
    if (!m->index)
        m->index = sb_index_new(m->arena);
    sb_arena_mark before = sb_arena_here(m->arena);
    const char *own = sb_arena_textn(m->arena, text, n);
    long known = sb_index_at(m->index, own);
    if (known >= 0)
        sb_arena_rewind(m->arena, before);
    else {
        known = (long)m->texts.n;
        sb_index_put(m->index, own, known);
        sb_vec_push(m->arena, &m->texts, own);
    }
    sb_vec_push(m->arena, &m->cells, (int)known);
}

sb_column sb_column_made(const sb_column_maker *m)
{
    return (sb_column){.name = m->name,
                       .texts = m->texts.at,
                       .n_texts = (int)m->texts.n,
                       .cells = m->cells.at,
                       .is_numeric = m->is_numeric};
}
