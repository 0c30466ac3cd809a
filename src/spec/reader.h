/* reader: nodes into structs, by keys.def.
 *
 * sb_read_context() walks a map, finds each key in the table, and has its type's reader fill
 * the field.  Readers: values.c one value · shapes.c lists and maps of values · style.c colours
 * and palettes · blocks.c blocks, figures, columns.  check.c looks at finished structs.
 */
#ifndef SB_SPEC_READER_H
#define SB_SPEC_READER_H

#include "spec/keys.h"

/* A name that must exist somewhere: checked when everything is read. */
typedef struct sb_reference {
    const char *kind; /* "level", "palette" … as in keys.def */
    const char *name;
    sb_span at;
} sb_reference;

typedef struct sb_reader {
    sb_spec *spec;
    sb_arena *arena;
    sb_diag *diag;
    SB_VEC(sb_reference) references;
} sb_reader;

/* Fill the struct at `base` from `node`.  `has_defaults`: set also what is not given. */
void sb_read_context(sb_reader *r, sb_context context, const sb_node *node, bool has_defaults,
                     void *base);

/* The key called `name`, or the one that stands for any level; NULL if there is none. */
const sb_key *sb_read_lookup(const sb_reader *r, sb_context context, const char *name);

extern const sb_spec_inks sb_spec_no_inks;

/* Readers of types: the value of `key`, which is `node`, into the struct at `base`.  `name` is
 * the key as it stands in the layout. */
#define TYPE(id, reader, words)                                                                \
    void sb_read_##reader(sb_reader *r, const sb_key *key, const sb_node *name,                \
                          const sb_node *node, void *base);
#include "spec/types.def"
#undef TYPE

/* Looks at a struct that was just read: what only several keys together can tell. */
void sb_check_context(sb_reader *r, sb_context context, const sb_node *node, void *base);
/* Looks at everything: names that must exist, levels above each other. */
void sb_check_spec(sb_reader *r);

/* "'size:' must be a length such as 12 mm, not 'abc'". */
void sb_read_expected(sb_reader *r, const sb_key *key, const sb_node *node);
/* The text of a scalar that is there; else NULL with an error. */
const char *sb_read_scalar(sb_reader *r, const sb_key *key, const sb_node *node);
/* One length, number or name by the key's type; false with an error. */
bool sb_read_one_length(sb_reader *r, const sb_key *key, const sb_node *node, double *out);
bool sb_read_one_number(sb_reader *r, const sb_key *key, const sb_node *node, double *out);
int sb_read_one_choice(sb_reader *r, const sb_key *key, const sb_node *node); /* or -1 */
const char *sb_read_one_name(sb_reader *r, const sb_key *key, const sb_node *node);
/* A scalar counts as a list of itself.  -1 with an error for a map or nothing. */
int sb_read_count(sb_reader *r, const sb_key *key, const sb_node *node);
const sb_node *sb_read_item(const sb_node *node, int i);
/* Is it a map?  False with an error. */
bool sb_read_is_map(sb_reader *r, const sb_key *key, const sb_node *node);
/* Set a list field and its length. */
void sb_read_set_list(const sb_key *key, void *base, void *list, int n);
/* Names that stand in formulas and {fields}: letters, digits and _, no digit first. */
void sb_read_check_id(sb_reader *r, const sb_node *name);

/* Add a hint that names what was probably meant, or else all of n names if they are few. */
void sb_hint_names(sb_reader *r, const char *name, const char *const *names, size_t n);

static inline void *sb_field(void *base, size_t offset) { return (char *)base + offset; }

#endif
