#include "indicator/unknowns.h"

#include <string.h>

uint64_t sb_mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

uint64_t sb_mix_double(double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    return sb_mix(bits);
}

/* ---- cells that no row tells apart ---- */

typedef struct mark {
    uint64_t rows;
    int unknown; /* + 1 */
} mark;

/* A number for each cell, alike for those that stand in the same rows, equally often. */
static uint64_t *mark_cells(const sb_knowledge *k, sb_arena *scratch)
{
    uint64_t *marks = sb_arena_array(scratch, uint64_t, k->cells->n);
    for (size_t r = 0; r < k->rows.n; r++)
        for (size_t i = 0; i < (size_t)k->rows.at[r].n; i++) {
            const sb_linear_part *part = &k->parts.at[k->rows.at[r].first + i];
            marks[part->cell] += sb_mix(sb_mix(r + 1) ^ sb_mix_double(part->times));
        }
    return marks;
}

/* The unknown + 1 of each cell, 0 for those in no row. */
static int *number_cells(sb_unknowns *u, sb_arena *arena, sb_arena *scratch)
{
    const sb_knowledge *k = u->knowledge;
    const uint64_t *marks = mark_cells(k, scratch);
    int *unknown_of = sb_arena_array(scratch, int, k->cells->n);
    SB_VEC(size_t) examples = {0};
    size_t room = 16;
    while (room < 2 * k->parts.n)
        room *= 2;
    mark *table = sb_arena_array(scratch, mark, room);
    for (size_t i = 0; i < k->parts.n; i++) {
        size_t cell = k->parts.at[i].cell, at = marks[cell] & (room - 1);
        if (unknown_of[cell])
            continue;
        while (table[at].unknown && table[at].rows != marks[cell])
            at = (at + 1) & (room - 1);
        if (!table[at].unknown) {
            sb_vec_push(scratch, &examples, cell);
            table[at] = (mark){marks[cell], (int)examples.n};
        }
        unknown_of[cell] = table[at].unknown;
    }
    u->n = (int)examples.n;
    u->example = sb_arena_copy(arena, examples.at, examples.n, sizeof *examples.at);
    return unknown_of;
}

static void add_up(sb_unknowns *u, const int *unknown_of, sb_arena *arena)
{
    const sb_cells *cells = u->knowledge->cells;
    u->truth = sb_arena_array(arena, double, u->n);
    u->least = sb_arena_array(arena, double, u->n);
    for (size_t cell = 0; cell < cells->n; cell++) {
        if (!unknown_of[cell])
            continue;
        u->truth[unknown_of[cell] - 1] += cells->truth[cell];
        if (cells->truth[cell] < 0)
            u->least[unknown_of[cell] - 1] = -INFINITY;
    }
}

/* Each unknown once in a row: its cells have the same factor there. */
static void write_rows(sb_unknowns *u, const int *unknown_of, sb_arena *arena,
                       sb_arena *scratch)
{
    const sb_knowledge *k = u->knowledge;
    size_t *seen = sb_arena_array(scratch, size_t, u->n);
    u->first = sb_arena_array(arena, int, k->rows.n + 1);
    u->part = sb_arena_array(arena, sb_unknown_part, k->parts.n);
    int n = 0;
    for (size_t r = 0; r < k->rows.n; r++) {
        u->first[r] = n;
        for (size_t i = 0; i < (size_t)k->rows.at[r].n; i++) {
            const sb_linear_part *part = &k->parts.at[k->rows.at[r].first + i];
            int unknown = unknown_of[part->cell] - 1;
            if (seen[unknown] == r + 1)
                continue;
            seen[unknown] = r + 1;
            u->part[n++] = (sb_unknown_part){unknown, part->times};
        }
    }
    u->first[k->rows.n] = n;
}

static void list_rows(sb_unknowns *u, sb_arena *arena)
{
    size_t n_rows = u->knowledge->rows.n;
    u->rows = sb_arena_array(arena, int, u->n + 2);
    u->row = sb_arena_array(arena, int, u->first[n_rows]);
    for (int i = 0; i < u->first[n_rows]; i++)
        u->rows[u->part[i].unknown + 2]++;
    for (int i = 2; i <= u->n + 1; i++)
        u->rows[i] += u->rows[i - 1];
    for (size_t r = 0; r < n_rows; r++)
        for (int i = u->first[r]; i < u->first[r + 1]; i++)
            u->row[u->rows[u->part[i].unknown + 1]++] = (int)r;
}

/* ---- what follows step by step ---- */

/* Whether the row tells all its open parts: one is left, or they add up to nothing. */
static bool is_telling(const sb_unknowns *u, int r, int n_open)
{
    const sb_row *row = &u->knowledge->rows.at[r];
    if (row->told < 0 || row->low != row->high || n_open == 0)
        return false;
    bool is_nothing = n_open > 1;
    double known = 0;
    for (int i = u->first[r]; is_nothing && i < u->first[r + 1]; i++) {
        sb_unknown_part part = u->part[i];
        if (u->reason[part.unknown] >= 0)
            known += part.times * u->truth[part.unknown];
        else
            is_nothing = part.times > 0 && u->least[part.unknown] == 0;
    }
    return n_open == 1 || (is_nothing && fabs(row->low - known) < 1e-6);
}

static void peel(sb_unknowns *u, sb_arena *arena, sb_arena *scratch)
{
    int n_rows = (int)u->knowledge->rows.n;
    int *open = sb_arena_array(scratch, int, n_rows);
    SB_VEC(int) queue = {0};
    u->reason = sb_arena_array(arena, int, u->n);
    for (int i = 0; i < u->n; i++)
        u->reason[i] = -1;
    for (int r = 0; r < n_rows; r++) {
        open[r] = u->first[r + 1] - u->first[r];
        if (is_telling(u, r, open[r]))
            sb_vec_push(scratch, &queue, r);
    }
    for (size_t q = 0; q < queue.n; q++) {
        int r = queue.at[q];
        for (int i = u->first[r]; i < u->first[r + 1]; i++) {
            int unknown = u->part[i].unknown;
            if (u->reason[unknown] >= 0)
                continue;
            u->reason[unknown] = r;
            for (int j = u->rows[unknown]; j < u->rows[unknown + 1]; j++)
                if (is_telling(u, u->row[j], --open[u->row[j]]))
                    sb_vec_push(scratch, &queue, u->row[j]);
        }
    }
}

/* ---- components ---- */

static int root_of(int *up, int u)
{
    while (up[u] != u)
        u = up[u] = up[up[u]];
    return u;
}

static void find_components(sb_unknowns *u, sb_arena *arena)
{
    u->component = sb_arena_array(arena, int, u->n);
    for (int i = 0; i < u->n; i++)
        u->component[i] = i;
    for (size_t r = 0; r < u->knowledge->rows.n; r++) {
        int first = -1;
        for (int i = u->first[r]; i < u->first[r + 1]; i++) {
            int unknown = u->part[i].unknown;
            if (u->reason[unknown] >= 0)
                continue;
            if (first >= 0)
                u->component[root_of(u->component, unknown)] = root_of(u->component, first);
            first = unknown;
        }
    }
    u->members = sb_arena_array(arena, int, u->n + 2);
    u->member = sb_arena_array(arena, int, u->n);
    for (int i = 0; i < u->n; i++) {
        u->component[i] = root_of(u->component, i);
        u->members[u->component[i] + 2]++;
    }
    for (int i = 2; i <= u->n + 1; i++)
        u->members[i] += u->members[i - 1];
    for (int i = 0; i < u->n; i++)
        u->member[u->members[u->component[i] + 1]++] = i;
}

sb_unknowns *sb_unknowns_new(const sb_knowledge *knowledge, sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_unknowns *u = sb_arena_one(arena, sb_unknowns);
    u->knowledge = knowledge;
    const int *unknown_of = number_cells(u, arena, scratch);
    add_up(u, unknown_of, arena);
    write_rows(u, unknown_of, arena, scratch);
    list_rows(u, arena);
    peel(u, arena, scratch);
    find_components(u, arena);
    return u;
}
