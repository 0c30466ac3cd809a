/* keys: keys.def as a table that can be walked.
 *
 * A context is a place in the layout (a table, a map …), a key one line of it.  Everything that
 * knows the language walks this: reader.c, schema.c, reference.c.
 */
#ifndef SB_SPEC_KEYS_H
#define SB_SPEC_KEYS_H

#include "spec/spec.h"

typedef enum sb_context {
#define CONTEXT(id, ...) SB_IN_##id,
#include "spec/keys.def"
    SB_CONTEXTS
} sb_context;

typedef enum sb_key_type {
#define TYPE(id, reader, words) SB_TYPE_##id,
#include "spec/types.def"
#undef TYPE
    SB_KEY_TYPES
} sb_key_type;

typedef struct sb_key {
    sb_context context;
    const char *with; /* verbs or choices it goes with, parted by |; NULL: any */
    const char *name; /* "*": a key that is a name */
    sb_key_type type;
    size_t at, count;   /* offsets in the context's struct */
    const char *detail; /* see keys.def */
    const char
        *fallback; /* default as it would stand in a layout; NULL: none; or sb_required */
    int kind;      /* of a verb; -1: no verb */
    const char *doc;
} sb_key;

typedef struct sb_context_info {
    const char *id;    /* "profile_row" */
    const char *name;  /* "a row of a profile table"; for messages, not yet translated */
    const char *fills; /* the key that a text in place of the map fills, or NULL */
    const char *by;    /* "verb", a key, or NULL */
    const char *doc;
    size_t size;
} sb_context_info;

extern const char sb_required[]; /* stands for the default of what must be given */
extern const sb_key sb_keys[];   /* in the order of keys.def: a context's keys together */
extern const size_t sb_keys_count;
extern const sb_context_info sb_contexts[SB_CONTEXTS];

/* The key's place in its context, or NULL. */
const sb_key *sb_key_lookup(sb_context context, const char *name);
const sb_key *sb_context_first(sb_context context);
#define SB_EACH_KEY(key, in)                                                                   \
    for (const sb_key *key = sb_context_first(in);                                             \
         key < sb_keys + sb_keys_count && key->context == (in); key++)
/* The context called `id`, as in a key's detail. */
sb_context sb_context_lookup(const char *id);

/* "a map" for a type; for messages, not yet translated. */
const char *sb_type_words(sb_key_type type);

/* Walk "a|b c|d": the i-th choice copied, or NULL behind the last. */
const char *sb_choice_at(const char *choices, int i, sb_arena *arena);
/* The place of `text` in the choices, or -1. */
int sb_choice_lookup(const char *choices, const char *text);

#endif
