/* From text to clusters of glyphs: itemized and shaped by Pango, once. */
#include "text/shaper.h"

#include <string.h>

/* A range of bytes in which letters are not joined. */
typedef struct seam {
    int start, end;
} seam;
typedef SB_VEC(seam) seams;

/* The pieces as one text; all control characters, line ends among them, become blanks. */
static const char *join(const sb_piece *pieces, int n, int *n_text, sb_arena *arena)
{
    size_t bytes = 0;
    for (int i = 0; i < n; i++)
        bytes += strlen(pieces[i].text);
    char *text = sb_arena_array(arena, char, bytes + 1), *end = text;
    for (int i = 0; i < n; i++)
        end = stpcpy(end, pieces[i].text);
    for (char *p = text; p < end; p++)
        if ((unsigned char)*p < ' ')
            *p = ' ';
    *n_text = (int)bytes;
    return text;
}

static void insert(PangoAttrList *list, PangoAttribute *attribute, int start, int end)
{
    attribute->start_index = (guint)start;
    attribute->end_index = (guint)end;
    pango_attr_list_insert(list, attribute);
}

static void insert_type(PangoAttrList *list, const sb_set_type *set, int start, int end)
{
    insert(list, pango_attr_font_desc_new(set->description), start, end);
    if (set->type.features)
        insert(list, pango_attr_font_features_new(set->type.features), start, end);
}

static const char *language_of(const sb_shaper *shaper, const sb_piece *piece)
{
    return piece->language ? piece->language : shaper->language;
}

/* The type of each piece, and no other font where a glyph is missing: that is a problem to
 * note. */
static PangoAttrList *attributes(sb_shaper *shaper, const sb_piece *pieces, int n, int n_text,
                                 const seams *apart)
{
    PangoAttrList *list = pango_attr_list_new();
    insert(list, pango_attr_fallback_new(FALSE), 0, n_text);
    for (int i = 0, start = 0; i < n; i++) {
        int end = start + (int)strlen(pieces[i].text);
        int type = sb_shaper_type(shaper, pieces[i].type);
        const char *language = language_of(shaper, &pieces[i]);
        if (end > start) {
            insert(list, pango_attr_language_new(pango_language_from_string(language)), start,
                   end);
            insert_type(list, shaper->types.at[type], start, end);
        }
        start = end;
    }
    for (size_t i = 0; i < apart->n; i++)
        insert(list, pango_attr_font_features_new("liga=0, clig=0, dlig=0"), apart->at[i].start,
               apart->at[i].end);
    return list;
}

static void note_glyph(sb_shaper *shaper, const sb_set_type *set, uint32_t character)
{
    sb_arena_mark before = sb_arena_here(shaper->scratch);
    char utf8[5] = "";
    sb_utf8_put(character, utf8);
    sb_shaper_note(shaper, SB_ERROR,
                   sb_arena_printf(shaper->scratch,
                                   _("the font family '%s' has no character '%s' (U+%04X)"),
                                   set->type.family, utf8, character),
                   _("use another character, or a family that has it"));
    sb_arena_rewind(shaper->scratch, before);
}

/* Drawn as nothing, and nothing in the text either: soft hyphens, joiners and the like. */
static bool is_invisible(uint32_t c)
{
    return c == 0xad || (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff;
}

/* The bytes of a cluster without the invisible characters at its end. */
static int visible_bytes(const char *text, int start, int end)
{
    int n = 0;
    for (const char *p = text + start; p < text + end;)
        if (!is_invisible(sb_utf8_next(&p)))
            n = (int)(p - text) - start;
    return n;
}

/* A blank at which a line may end. */
static bool is_blank(const char *text, int start, int n)
{
    const char *p = text + start;
    uint32_t c = sb_utf8_next(&p);
    return n && (c == ' ' || (c >= 0x2000 && c <= 0x200a && c != 0x2007));
}

static double points_of(const sb_stretch *stretch)
{
    return stretch->set->type.size / stretch->face->units_per_em;
}

static sb_glyph_shift shift_of(const sb_stretch *stretch, const PangoGlyphInfo *from)
{
    double scale = points_of(stretch);
    return (sb_glyph_shift){.dx = (float)(from->geometry.x_offset * scale),
                            .dy = (float)(-from->geometry.y_offset * scale)};
}

/* Pango's glyph as ours, in pt; false if it is not to be drawn. */
static bool convert(sb_shaper *shaper, const sb_stretch *stretch, const PangoGlyphInfo *from,
                    sb_glyph *to)
{
    double scale = points_of(stretch);
    PangoGlyph id = from->glyph;
    if (id & PANGO_GLYPH_UNKNOWN_FLAG) {
        note_glyph(shaper, stretch->set, id & ~PANGO_GLYPH_UNKNOWN_FLAG);
        id = 0;
    } else if (id == PANGO_GLYPH_EMPTY) {
        return false;
    }
    *to = (sb_glyph){.id = (uint16_t)id, .advance = (float)(from->geometry.width * scale)};
    return true;
}

static void add_cluster(sb_shaper *shaper, sb_paragraph *p, const PangoGlyphString *glyphs,
                        int first, int end, sb_cluster c, sb_arena *arena)
{
    const sb_stretch *stretch = &p->stretches.at[c.stretch];
    c.glyph = (int)p->glyphs.n;
    for (int i = first; i < end && c.n_text; i++) {
        sb_glyph glyph;
        if (convert(shaper, stretch, &glyphs->glyphs[i], &glyph)) {
            sb_vec_push(arena, &p->glyphs, glyph);
            sb_vec_push(arena, &p->shifts, shift_of(stretch, &glyphs->glyphs[i]));
            c.width += (double)glyph.advance;
        }
    }
    c.n_glyphs = (int)p->glyphs.n - c.glyph;
    c.is_blank = is_blank(p->text, c.start, c.n_text);
    if (p->clusters.n) {
        const sb_cluster *before = &p->clusters.at[p->clusters.n - 1];
        c.x = before->x + before->width;
    }
    sb_vec_push(arena, &p->clusters, c);
}

static void add_item(sb_shaper *shaper, sb_paragraph *p, PangoItem *item, sb_stretch stretch,
                     sb_arena *arena)
{
    stretch.face = item->analysis.font ? sb_shaper_face(shaper, item->analysis.font) : NULL;
    if (!stretch.face)
        return;
    sb_vec_push(arena, &p->stretches, stretch);
    PangoGlyphString *glyphs = pango_glyph_string_new();
    pango_shape_item(item, p->text, p->n_text, NULL, glyphs, PANGO_SHAPE_NONE);
    for (int first = 0, end; first < glyphs->num_glyphs; first = end) {
        int at = glyphs->log_clusters[first];
        for (end = first + 1; end < glyphs->num_glyphs && glyphs->log_clusters[end] == at;)
            end++;
        int next = end < glyphs->num_glyphs ? glyphs->log_clusters[end] : item->length;
        sb_cluster c = {.start = item->offset + at,
                        .n_text =
                            visible_bytes(p->text, item->offset + at, item->offset + next),
                        .stretch = (int)p->stretches.n - 1};
        add_cluster(shaper, p, glyphs, first, end, c, arena);
    }
    pango_glyph_string_free(glyphs);
}

/* Named by its number: printed, it would turn the message round. */
static void note_direction(sb_shaper *shaper, const char *text, sb_arena *arena)
{
    sb_shaper_note(
        shaper, SB_ERROR,
        sb_arena_printf(arena,
                        _("text that runs from right to left cannot be set: it has the "
                          "character U+%04X"),
                        (unsigned)sb_utf8_next(&text)),
        _("take the letters, or the invisible marks U+200F and U+202E, out of the text"));
}

/* Pango's items, those that run over several pieces cut where a piece ends. */
static GList *itemize(const sb_shaper *shaper, const sb_paragraph *p, PangoAttrList *attributes,
                      const sb_piece *pieces)
{
    GList *items = pango_itemize(shaper->context, p->text, 0, p->n_text, attributes, NULL);
    int piece = -1, piece_end = 0;
    for (GList *i = items; i; i = i->next) {
        PangoItem *item = i->data;
        while (item->offset >= piece_end)
            piece_end += (int)strlen(pieces[++piece].text);
        if (item->offset + item->length <= piece_end)
            continue;
        int bytes = piece_end - item->offset;
        PangoItem *first =
            pango_item_split(item, bytes, (int)g_utf8_strlen(p->text + item->offset, bytes));
        items = g_list_insert_before(items, i, first);
        i = i->prev;
    }
    return items;
}

static void shape(sb_shaper *shaper, sb_paragraph *p, const sb_piece *pieces, int n,
                  const seams *apart, sb_arena *arena)
{
    p->stretches.n = p->clusters.n = p->glyphs.n = p->shifts.n = 0;
    g_autoptr(PangoAttrList) list = attributes(shaper, pieces, n, p->n_text, apart);
    GList *items = itemize(shaper, p, list, pieces);
    int piece = -1, piece_end = 0;
    for (GList *i = items; i; i = i->next) {
        PangoItem *item = i->data;
        while (item->offset >= piece_end)
            piece_end += (int)strlen(pieces[++piece].text);
        int type = sb_shaper_type(shaper, pieces[piece].type);
        if (item->analysis.level % 2)
            note_direction(shaper, p->text + item->offset, arena);
        else
            add_item(shaper, p, item,
                     (sb_stretch){.set = shaper->types.at[type],
                                  .language = language_of(shaper, &pieces[piece]),
                                  .piece = piece},
                     arena);
    }
    g_list_free_full(items, (GDestroyNotify)pango_item_free);
}

static bool is_letter_at(const char *text, int at)
{
    const char *p = text + at;
    return g_unichar_isalpha(sb_utf8_next(&p));
}

static int character_before(const char *text, int at)
{
    do
        at--;
    while ((text[at] & 0xc0) == 0x80);
    return at;
}

sb_word_range sb_paragraph_word(const sb_paragraph *p, int at)
{
    sb_word_range word = {at, at};
    while (word.end < p->n_text && is_letter_at(p->text, word.end)) {
        const char *next = p->text + word.end;
        sb_utf8_next(&next);
        word.end = (int)(next - p->text);
    }
    while (word.start > 0 && is_letter_at(p->text, character_before(p->text, word.start)))
        word.start = character_before(p->text, word.start);
    return word;
}

/* Words in which letters are joined where the word may be parted: in Auflage the joint fl would
 * hide the seam of Auf and Lage. */
static seams find_seams(sb_shaper *shaper, const sb_paragraph *p, sb_arena *arena)
{
    seams found = {0};
    for (size_t i = 0; i < p->clusters.n; i++) {
        const sb_cluster *c = &p->clusters.at[i];
        const char *second = p->text + c->start;
        sb_utf8_next(&second);
        int at = (int)(second - p->text), end = c->start + c->n_text;
        if (at >= end || !is_letter_at(p->text, at))
            continue;
        sb_word_range w = sb_paragraph_word(p, c->start);
        bool *may = sb_arena_array(arena, bool, w.end - w.start + 1);
        sb_hyphens_find(shaper->hyphens, p->text + w.start, w.end - w.start, may);
        for (; at < end; at++) {
            if (!may[at - w.start])
                continue;
            sb_vec_push(arena, &found, ((seam){w.start, w.end}));
            break;
        }
    }
    return found;
}

/* Everything of a paragraph but its breaks. */
static sb_paragraph *shape_pieces(sb_shaper *shaper, const sb_piece *pieces, int n,
                                  sb_arena *arena)
{
    sb_paragraph *p = sb_arena_one(arena, sb_paragraph);
    p->text = join(pieces, n, &p->n_text, arena);
    if (!p->n_text)
        return p;
    shape(shaper, p, pieces, n, &(seams){0}, arena);
    seams apart = find_seams(shaper, p, arena);
    if (apart.n)
        shape(shaper, p, pieces, n, &apart, arena);
    return p;
}

/* Between two figures an en dash makes a range, which stays together. */
static bool is_in_range(const char *text, int at)
{
    static const char en_dash[] = "\xe2\x80\x93";
    return at > 3 && memcmp(text + at - 3, en_dash, 3) == 0 && g_ascii_isdigit(text[at]) &&
           g_ascii_isdigit(text[at - 4]);
}

/* Unicode's line breaking (UAX 14) as Pango has it, and the line ends of the pieces. */
static const uint8_t *find_breaks(const sb_shaper *shaper, const sb_paragraph *p,
                                  const sb_piece *pieces, int n, sb_arena *arena)
{
    uint8_t *breaks = sb_arena_array(arena, uint8_t, p->n_text + 1);
    int n_attrs = (int)sb_utf8_count(p->text) + 1;
    PangoLogAttr *attrs = sb_arena_array(arena, PangoLogAttr, n_attrs);
    pango_get_log_attrs(p->text, p->n_text, -1, pango_language_from_string(shaper->language),
                        attrs, n_attrs);
    uint32_t before = 0;
    const char *at = p->text;
    for (int i = 0; i < n_attrs; i++) {
        int byte = (int)(at - p->text);
        if (i > 0 && attrs[i].is_line_break && !is_in_range(p->text, byte))
            breaks[byte] = before == 0xad ? SB_BREAK_HYPHEN : SB_BREAK_MAY;
        before = sb_utf8_next(&at);
    }
    for (int i = 0, start = 0; i < n; i++) {
        for (const char *c = pieces[i].text; *c; c++, start++)
            if (*c == '\n')
                breaks[start + 1] = SB_BREAK_MUST;
    }
    return breaks;
}

const sb_paragraph *sb_paragraph_new(sb_shaper *shaper, const sb_piece *pieces, int n,
                                     sb_arena *arena)
{
    sb_paragraph *p = shape_pieces(shaper, pieces, n, arena);
    p->breaks = find_breaks(shaper, p, pieces, n, arena);
    return p;
}

static const sb_line *new_line(sb_shaper *shaper, const sb_type *type, const char *text)
{
    sb_piece piece = {.type = type, .text = text};
    sb_arena_mark before = sb_arena_here(shaper->scratch);
    const sb_paragraph *p = shape_pieces(shaper, &piece, 1, shaper->scratch);
    const sb_line *line = sb_line_make(shaper, p, 0, (int)p->clusters.n, false, shaper->arena);
    sb_arena_rewind(shaper->scratch, before);
    return line;
}

const sb_line *sb_shape(sb_shaper *shaper, const sb_type *type, const char *text)
{
    int number = sb_shaper_type(shaper, type);
    sb_buf_clear(&shaper->key);
    sb_buf_number(&shaper->key, number, 0);
    sb_buf_char(&shaper->key, ' ');
    sb_buf_text(&shaper->key, text);
    long known = sb_index_at(shaper->line_of, shaper->key.at);
    if (known >= 0)
        return shaper->lines.at[known];
    const char *key = sb_arena_text(shaper->arena, shaper->key.at);
    const sb_line *line = new_line(shaper, type, text);
    sb_index_put(shaper->line_of, key, (long)shaper->lines.n);
    sb_vec_push(shaper->arena, &shaper->lines, line);
    return line;
}

double sb_shape_width(sb_shaper *shaper, const sb_type *type, const char *text)
{
    return sb_shape(shaper, type, text)->width;
}
