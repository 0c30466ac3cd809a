#include "spec/keys.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

/* The struct of each context, so that a line of keys.def can name a field alone. */
#define CONTEXT(id, type, ...) typedef type struct_##id;
#include "spec/keys.def"

#define NONE NULL
#define REQUIRED sb_required

const char sb_required[] = "";

const sb_key sb_keys[] = {
#define ENTRY(context, with, name, type, field, count, detail, fallback, kind, doc)            \
    {SB_IN_##context,                                                                          \
     with,                                                                                     \
     name,                                                                                     \
     SB_TYPE_##type,                                                                           \
     offsetof(struct_##context, field),                                                        \
     offsetof(struct_##context, count),                                                        \
     detail,                                                                                   \
     fallback,                                                                                 \
     kind,                                                                                     \
     doc},
#include "spec/keys.def"
};
const size_t sb_keys_count = SB_COUNT(sb_keys);

const sb_context_info sb_contexts[SB_CONTEXTS] = {
#define CONTEXT(id, type, name, fills, by, doc) {#id, name, fills, by, doc, sizeof(type)},
#include "spec/keys.def"
};

const sb_key *sb_context_first(sb_context context)
{
    const sb_key *key = sb_keys;
    while (key->context != context)
        key++;
    return key;
}

const sb_key *sb_key_lookup(sb_context context, const char *name)
{
    SB_EACH_KEY (key, context)
        if (strcmp(key->name, name) == 0)
            return key;
    return NULL;
}

sb_context sb_context_lookup(const char *id)
{
    int i = 0;
    while (i < SB_CONTEXTS && strcmp(sb_contexts[i].id, id) != 0)
        i++;
    assert(i < SB_CONTEXTS);
    return (sb_context)i;
}

const char *sb_type_words(sb_key_type type)
{
    static const char *const words[] = {
#define TYPE(id, reader, text) text,
#include "spec/types.def"
#undef TYPE
    };
    return words[type];
}

const char *sb_choice_at(const char *choices, int i, sb_arena *arena)
{
    for (; i > 0 && choices; i--)
        choices = (choices = strchr(choices, '|')) ? choices + 1 : NULL;
    return choices ? sb_arena_textn(arena, choices, strcspn(choices, "|")) : NULL;
}

int sb_choice_lookup(const char *choices, const char *text)
{
    size_t n = strlen(text);
    for (int i = 0; choices; i++) {
        if (strcspn(choices, "|") == n && strncmp(choices, text, n) == 0)
            return i;
        choices = (choices = strchr(choices, '|')) ? choices + 1 : NULL;
    }
    return -1;
}
