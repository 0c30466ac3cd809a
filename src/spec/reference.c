/* The key reference in layouts/README.md. */
#include "spec/keys.h"

#include <stdlib.h>
#include <string.h>

/* "profile_row" as a heading, from which GitHub and others make the anchor "profile-row". */
static void put_heading(sb_buf *out, const char *id, char blank)
{
    for (; *id; id++)
        sb_buf_char(out, *id == '_' ? blank : *id);
}

static void put_link(sb_buf *out, const char *id)
{
    sb_buf_char(out, '[');
    put_heading(out, id, ' ');
    sb_buf_text(out, "](#");
    put_heading(out, id, '-');
    sb_buf_char(out, ')');
}

static void put_choices(sb_buf *out, const char *choices)
{
    for (const char *p = choices; p; p = (p = strchr(p, '|')) ? p + 1 : NULL)
        sb_buf_printf(out, "%s`%.*s`", p > choices ? ", " : "", (int)strcspn(p, "|"), p);
}

static void put_value(sb_buf *out, const sb_key *key)
{
    switch (key->type) {
    case SB_TYPE_CHOICE:
    case SB_TYPE_WORD:
    case SB_TYPE_SWITCH:
    case SB_TYPE_SHOW:
        put_choices(out, key->detail);
        break;
    case SB_TYPE_CHOICES:
        sb_buf_text(out, "any of ");
        put_choices(out, key->detail);
        break;
    case SB_TYPE_INTEGER:
        sb_buf_printf(out, "%d to %d", atoi(key->detail), atoi(strstr(key->detail, "..") + 2));
        break;
    case SB_TYPE_NAME:
    case SB_TYPE_NAMES:
        sb_buf_printf(out, "%s (%s)", sb_type_words(key->type), key->detail);
        break;
    case SB_TYPE_FILLED:
        sb_buf_text(out, "a text with {fields}");
        break;
    case SB_TYPE_STRUCT:
    case SB_TYPE_PART:
    case SB_TYPE_POINTER:
        put_link(out, key->detail);
        break;
    case SB_TYPE_ITEMS:
        sb_buf_text(out, "a list: ");
        put_link(out, key->detail);
        break;
    case SB_TYPE_ENTRIES:
    case SB_TYPE_FIGURES:
        sb_buf_text(out, "names, each with: ");
        put_link(out, key->detail);
        break;
    default:
        sb_buf_text(out, sb_type_words(key->type));
        break;
    }
}

static void put_default(sb_buf *out, const sb_key *key)
{
    if (key->fallback == sb_required)
        sb_buf_text(out, "**needed**");
    else if (key->fallback && strcmp(key->fallback, "-1") != 0) /* -1: told in the doc */
        sb_buf_printf(out, "`%s`", key->fallback);
}

/* A bar would end the cell. */
static void put_doc(sb_buf *out, const char *doc)
{
    for (; *doc; doc++)
        sb_buf_printf(out, *doc == '|' ? "\\%c" : "%c", *doc);
}

static void put_key(sb_buf *out, const sb_key *key)
{
    const char *stars = key->kind >= 0 ? "**" : "";
    if (strcmp(key->name, "*") == 0)
        sb_buf_text(out, "| `this` or a level | ");
    else
        sb_buf_printf(out, "| %s`%s`%s | ", stars, key->name, stars);
    put_value(out, key);
    sb_buf_text(out, " | ");
    put_default(out, key);
    sb_buf_text(out, " | ");
    put_doc(out, key->doc);
    if (key->with) {
        sb_buf_text(out, " (only with ");
        put_choices(out, key->with);
        sb_buf_char(out, ')');
    }
    sb_buf_text(out, " |\n");
}

static void put_context(sb_buf *out, sb_context context)
{
    const sb_context_info *info = &sb_contexts[context];
    sb_buf_text(out, "### ");
    put_heading(out, info->id, ' ');
    sb_buf_printf(out, "\n\n%s\n", info->doc);
    if (info->by && strcmp(info->by, "verb") == 0)
        sb_buf_text(out, "The keys in bold are the verbs: exactly one of them.\n");
    if (info->fills)
        sb_buf_printf(out, "A value in place of the map stands for `%s:`.\n", info->fills);
    sb_buf_text(out, "\n| key | value | default | meaning |\n|---|---|---|---|\n");
    SB_EACH_KEY (key, context)
        put_key(out, key);
    sb_buf_char(out, '\n');
}

void sb_spec_reference(sb_buf *out)
{
    for (int i = 0; i < SB_CONTEXTS; i++)
        put_context(out, (sb_context)i);
}
