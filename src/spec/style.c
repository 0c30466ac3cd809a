/* Readers of colours and palettes. */
#include "spec/reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const sb_spec_inks sb_spec_no_inks = {{NAN, NAN, NAN, NAN}, {NAN, NAN, NAN}};

/* "0 92 90 10", moving on; false if there are no four whole percentages. */
static bool read_inks(const char **p, float cmyk[4])
{
    for (int i = 0; i < 4; i++) {
        *p += strspn(*p, " ");
        if (!isdigit((unsigned char)**p))
            return false;
        char *end;
        long percent = strtol(*p, &end, 10);
        if (percent > 100 || (*end && *end != ' '))
            return false;
        cmyk[i] = (float)percent / 100;
        *p = end;
    }
    return true;
}

static bool read_screen(const char *text, float rgb[3])
{
    if (text[0] != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != 6 || text[7])
        return false;
    long hex = strtol(text + 1, NULL, 16);
    for (int i = 0; i < 3; i++)
        rgb[i] = (float)(hex >> (16 - 8 * i) & 255) / 255;
    return true;
}

static void read_colour(sb_reader *r, const sb_key *key, const sb_node *node,
                        sb_spec_inks *colour)
{
    *colour = sb_spec_no_inks;
    const char *text = sb_read_scalar(r, key, node);
    if (!text)
        return;
    const char *p = text;
    bool has_ink = isdigit((unsigned char)*p),
         is_good = !has_ink || read_inks(&p, colour->cmyk);
    p += strspn(p, " ");
    bool has_screen = *p;
    is_good &= !has_screen || read_screen(p, colour->rgb);
    if (is_good && (has_ink || has_screen))
        return;
    sb_fail(r->diag, SB_E_SCHEMA, node->at, _("'%s' is not a colour"), text);
    sb_hint(r->diag,
            _("write four percentages of ink (cyan magenta yellow black), the screen's "
              "colour, or both, in quotes: \"0 92 90 10 #D52F23\""));
}

void sb_read_inks(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                  void *base)
{
    (void)name;
    read_colour(r, key, node, sb_field(base, key->at));
}

/* A colour of a palette. */
static void read_one(sb_reader *r, const sb_key *key, const sb_node *node,
                     sb_spec_colour *colour)
{
    *colour = (sb_spec_colour){.node = node};
    read_colour(r, key, node, &colour->inks);
}

static void read_palette(sb_reader *r, const sb_key *key, const sb_node *node,
                         sb_spec_palette *palette)
{
    enum { LEAST = 2, MOST = (int)SB_COUNT(palette->by_count) - 1 };
    for (int i = 0; i < node->n; i++) {
        const sb_node *count = node->keys[i], *list = node->items[i];
        int k = strlen(count->text) == 1 ? count->text[0] - '0' : 0;
        if (k < LEAST || k > MOST) {
            sb_fail(r->diag, SB_E_SCHEMA, count->at,
                    _("a palette is for %d to %d classes, not for '%s'"), LEAST, MOST,
                    count->text);
            continue;
        }
        if (list->kind != SB_NODE_LIST || list->n != k) {
            sb_fail(r->diag, SB_E_SCHEMA, list->at, _("%d classes need a list of %d colours"),
                    k, k);
            continue;
        }
        palette->by_count[k].colours = sb_arena_array(r->arena, sb_spec_colour, k);
        palette->by_count[k].n = k;
        for (int c = 0; c < k; c++)
            read_one(r, key, list->items[c], &palette->by_count[k].colours[c]);
    }
}

void sb_read_palettes(sb_reader *r, const sb_key *key, const sb_node *name, const sb_node *node,
                      void *base)
{
    (void)name;
    if (!sb_read_is_map(r, key, node))
        return;
    sb_spec_palette *palettes = sb_arena_array(r->arena, sb_spec_palette, node->n);
    for (int i = 0; i < node->n; i++) {
        palettes[i].node = node->items[i];
        palettes[i].id = node->keys[i]->text;
        if (node->items[i]->kind == SB_NODE_MAP)
            read_palette(r, key, node->items[i], &palettes[i]);
        else
            sb_fail(r->diag, SB_E_SCHEMA, node->items[i]->at,
                    _("palette '%s' must be a map of numbers of classes and colours"),
                    palettes[i].id);
    }
    sb_read_set_list(key, base, palettes, node->n);
}
