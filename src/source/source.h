/* source: YAML files as trees of nodes that know where they stand.  The only user of libyaml.
 *
 * In: a path or text.  Out: nodes in an arena, text made valid UTF-8, positions 1-based in
 * characters.  Limits: depth 64, 200,000 nodes, 16 MiB, aliases expand to shared nodes and
 * count each time they are used.  Start at sb_source_load().
 */
#ifndef SB_SOURCE_SOURCE_H
#define SB_SOURCE_SOURCE_H

#include "base/base.h"

typedef enum sb_node_kind { SB_NODE_SCALAR, SB_NODE_LIST, SB_NODE_MAP } sb_node_kind;

typedef struct sb_node sb_node;
struct sb_node {
    sb_node_kind kind;
    bool is_plain;        /* scalar without quotes: only then can it mean a number, true or ~ */
    sb_span at;           /* of a scalar: its whole text; else of its first character */
    const char *text;     /* scalar */
    int indent;           /* of a text under `|`: blanks before each line; else 0 */
    const char *lines, *lines_end; /* of the file, from where it begins to where it ends */
    int n;                /* items, or pairs */
    const sb_node **keys; /* map: scalars, no two alike */
    const sb_node **items; /* list items, or values of the pairs */
};

/* Read a file, or `text` as if it stood in a file called `name`.  NULL with errors
 * (SB_E_IO, SB_E_SYNTAX, SB_E_LIMIT).  Duplicate keys, tabs as indent, unquoted { % and `: `
 * get a message of their own with a hint. */
const sb_node *sb_source_load(const char *path, sb_span asked_at, sb_arena *arena,
                              sb_diag *diag);
const sb_node *sb_source_parse(const char *name, const char *text, size_t n, sb_arena *arena,
                               sb_diag *diag);

/* The value of a key, or NULL (also for NULL and for what is no map). */
const sb_node *sb_node_at(const sb_node *map, const char *key);
/* Where the value of `key` stands; where the map stands if it has no such key. */
sb_span sb_node_span(const sb_node *map, const char *key);
/* The part of a scalar from byte `from`, `n` bytes long; the whole where its text does not
 * stand in the file letter by letter (escapes, folded lines). */
sb_span sb_node_part(const sb_node *scalar, size_t from, size_t n);
/* The lines of the file that the nodes stand on, comments and all, without the indent that all
 * have; NULL where they are of no one file. */
const char *sb_node_lines(const sb_node *first, const sb_node *last, sb_arena *arena);
bool sb_node_is_null(const sb_node *node); /* ~ or nothing at all */

#endif
