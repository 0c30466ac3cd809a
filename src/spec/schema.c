/* The JSON Schema (draft-07) of the layout language, for editors that complete and check. */
#include "spec/keys.h"

#include <stdlib.h>
#include <string.h>

static const char any_text[] = "\"type\": [\"string\", \"number\", \"boolean\"]";
static const char length[] = "\"type\": [\"string\", \"number\"], "
                             "\"pattern\": \"^[0-9]+(\\\\.[0-9]+)? *(mm|cm|pt|in)$\", "
                             "\"maximum\": 0";
static const char colour[] =
    "\"type\": \"string\", \"pattern\": "
    "\"^(\\\\d{1,3} +\\\\d{1,3} +\\\\d{1,3} +\\\\d{1,3})? *(#[0-9A-Fa-f]{6})?$\"";

static void one_or_list(sb_buf *out, const char *item)
{
    sb_buf_printf(out, "\"anyOf\": [{%s}, {\"type\": \"array\", \"items\": {%s}}]", item, item);
}

static void map_to(sb_buf *out, const char *value)
{
    sb_buf_printf(out, "\"type\": \"object\", \"additionalProperties\": {%s}", value);
}

static void choices(sb_buf *out, const char *list)
{
    sb_buf_text(out, "\"enum\": [");
    for (const char *p = list; p; p = (p = strchr(p, '|')) ? p + 1 : NULL)
        sb_buf_printf(out, "%s\"%.*s\"", p > list ? ", " : "", (int)strcspn(p, "|"), p);
    sb_buf_text(out, "]");
}

static void put_type(sb_buf *out, const sb_key *key)
{
    const char *detail = key->detail;
    switch (key->type) {
    case SB_TYPE_TEXT:
    case SB_TYPE_FILLED:
    case SB_TYPE_FILE:
    case SB_TYPE_NAME:
    case SB_TYPE_FIGURE:
        sb_buf_text(out, any_text);
        break;
    case SB_TYPE_DATE:
        sb_buf_text(out, "\"type\": \"string\", \"format\": \"date\"");
        break;
    case SB_TYPE_NAMES:
    case SB_TYPE_INCLUDE:
        one_or_list(out, any_text);
        break;
    case SB_TYPE_CHOICE:
    case SB_TYPE_WORD:
    case SB_TYPE_SWITCH:
    case SB_TYPE_SHOW:
        choices(out, detail);
        break;
    case SB_TYPE_CHOICES:
        sb_buf_text(out, "\"anyOf\": [{");
        choices(out, detail);
        sb_buf_text(out, "}, {\"type\": \"array\", \"items\": {");
        choices(out, detail);
        sb_buf_text(out, "}}]");
        break;
    case SB_TYPE_BOOL:
    case SB_TYPE_MAYBE:
        sb_buf_text(out, "\"type\": \"boolean\"");
        break;
    case SB_TYPE_INTEGER:
        sb_buf_printf(out, "\"type\": \"integer\", \"minimum\": %d, \"maximum\": %d",
                      atoi(detail), atoi(strstr(detail, "..") + 2));
        break;
    case SB_TYPE_NUMBER:
        sb_buf_text(out, "\"type\": \"number\", \"minimum\": 0");
        break;
    case SB_TYPE_NUMBERS:
        one_or_list(out, "\"type\": \"number\"");
        break;
    case SB_TYPE_PERCENT:
        sb_buf_text(out, "\"type\": [\"number\", \"string\"], \"minimum\": 0");
        break;
    case SB_TYPE_LENGTH:
        sb_buf_text(out, length);
        break;
    case SB_TYPE_LENGTHS:
        one_or_list(out, length);
        break;
    case SB_TYPE_DASH:
        sb_buf_printf(out,
                      "\"type\": \"array\", \"items\": {%s}, \"minItems\": 2, "
                      "\"maxItems\": 2",
                      length);
        break;
    case SB_TYPE_PAPER:
        one_or_list(out, "\"type\": \"string\"");
        break;
    case SB_TYPE_PAIRS:
        map_to(out, "\"type\": [\"string\", \"number\", \"boolean\", \"null\"]");
        break;
    case SB_TYPE_AREAS:
        map_to(out, any_text);
        break;
    case SB_TYPE_WHERE:
        map_to(out, "\"type\": [\"string\", \"number\", \"boolean\", \"array\"]");
        break;
    case SB_TYPE_GROUPS:
        map_to(out, "\"anyOf\": [{\"type\": \"array\"}, {\"type\": \"object\", "
                    "\"additionalProperties\": {\"anyOf\": [{\"type\": \"string\"}, "
                    "{\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2}]}}]");
        break;
    case SB_TYPE_INKS:
        sb_buf_text(out, colour);
        break;
    case SB_TYPE_PALETTES:
        sb_buf_printf(out,
                      "\"type\": \"object\", \"additionalProperties\": {\"type\": "
                      "\"object\", \"patternProperties\": {\"^[2-9]$\": {\"type\": "
                      "\"array\", \"items\": {%s}}}, \"additionalProperties\": false}",
                      colour);
        break;
    case SB_TYPE_EMPTY:
        sb_buf_text(out, "\"type\": [\"object\", \"null\"], \"maxProperties\": 0");
        break;
    case SB_TYPE_STRUCT:
    case SB_TYPE_PART:
    case SB_TYPE_POINTER: /* in allOf: draft-07 ignores what stands beside $ref */
        sb_buf_printf(out, "\"allOf\": [{\"$ref\": \"#/definitions/%s\"}]", detail);
        break;
    case SB_TYPE_ITEMS:
    case SB_TYPE_BLOCKS:
        sb_buf_printf(out, "\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/%s\"}",
                      detail);
        break;
    case SB_TYPE_ENTRIES:
    case SB_TYPE_FIGURES:
        sb_buf_printf(out,
                      "\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
                      "\"#/definitions/%s\"}",
                      detail);
        break;
    case SB_KEY_TYPES:
        break;
    }
}

static void put_key(sb_buf *out, const sb_key *key)
{
    sb_buf_text(out, "{\"description\": ");
    sb_buf_json(out, key->doc);
    sb_buf_text(out, ", ");
    put_type(out, key);
    sb_buf_char(out, '}');
}

static void put_properties(sb_buf *out, sb_context context)
{
    const char *comma = "";
    sb_buf_text(out, "      \"properties\": {");
    SB_EACH_KEY (key, context) {
        if (strcmp(key->name, "*") == 0)
            continue;
        sb_buf_printf(out, "%s\n        ", comma);
        sb_buf_json(out, key->name);
        sb_buf_text(out, ": ");
        put_key(out, key);
        comma = ",";
    }
    sb_buf_text(out, "},\n      \"additionalProperties\": ");
    const sb_key *any = sb_key_lookup(context, "*");
    if (any)
        put_key(out, any);
    else
        sb_buf_text(out, "false");
}

/* What must be there, whatever else is. */
static void put_required(sb_buf *out, sb_context context)
{
    const char *comma = ",\n      \"required\": [", *end = "";
    if (context == SB_IN_layout || context == SB_IN_type || context == SB_IN_line)
        return; /* the rest may stand in another file */
    SB_EACH_KEY (key, context) {
        if (key->fallback != sb_required || key->with || strcmp(key->name, "*") == 0)
            continue;
        sb_buf_text(out, comma);
        sb_buf_json(out, key->name);
        comma = ", ";
        end = "]";
    }
    sb_buf_text(out, end);
}

/* Exactly one verb. */
static void put_verbs(sb_buf *out, sb_context context)
{
    const char *comma = ",\n      \"oneOf\": [", *end = "";
    SB_EACH_KEY (key, context) {
        if (key->kind < 0)
            continue;
        sb_buf_printf(out, "%s{\"required\": [\"%s\"]}", comma, key->name);
        comma = ", ";
        end = "]";
    }
    sb_buf_text(out, end);
}

static void put_context(sb_buf *out, sb_context context)
{
    const sb_context_info *info = &sb_contexts[context];
    sb_buf_printf(out, "    \"%s\": {\n      \"description\": ", info->id);
    sb_buf_json(out, info->doc);
    sb_buf_text(out, ",\n");
    if (info->fills) {
        sb_buf_text(out, "      \"anyOf\": [{");
        put_type(out, sb_key_lookup(context, info->fills));
        sb_buf_text(out, "}, {\"type\": \"object\",\n");
    } else {
        sb_buf_text(out, "      \"type\": \"object\",\n");
    }
    put_properties(out, context);
    put_required(out, context);
    put_verbs(out, context);
    sb_buf_text(out, info->fills ? "}]}" : "}");
}

void sb_spec_schema(sb_buf *out)
{
    sb_buf_text(out, "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
                     "  \"title\": \"sozialbericht layout\",\n"
                     "  \"$ref\": \"#/definitions/layout\",\n  \"definitions\": {\n");
    for (int i = 0; i < SB_CONTEXTS; i++) {
        put_context(out, (sb_context)i);
        sb_buf_text(out, i + 1 < SB_CONTEXTS ? ",\n" : "\n");
    }
    sb_buf_text(out, "  }\n}\n");
}
