#include "backend/pdf_font.h"

#include "backend/pdf_keys.h"
#include "backend/pdf_syntax.h"

#include <stdlib.h>
#include <string.h>

enum {
    CID_MOST = 0xffff,
    BFCHAR_MOST = 100, /* entries of one block of a CMap (Adobe Technical Note 5014) */
    TAG_LENGTH = 6,
};

typedef struct code {
    uint32_t glyph;
    double width;
    const char *text; /* of the glyph, n_text bytes; borrowed from the run */
    size_t n_text;
} code;

typedef struct font {
    const sb_face *face;
    sb_pdf_keys *keys;  /* (glyph, text) to place in `codes` */
    SB_VEC(code) codes; /* code i has CID i + 1: 0 is never used */
    const char *name;   /* "ABCDEF+Lato-Regular" */
    size_t n_program;
    int dicts; /* object of the font; behind it the descendant and its descriptor */
    int program, to_unicode, to_glyph;
} font;

enum { TYPE0, DESCENDANT, DESCRIPTOR, N_DICTS };

struct sb_pdf_fonts {
    sb_arena *arena;
    sb_pdf_keys *faces; /* address to place in `fonts` */
    SB_VEC(font *) fonts;
};

sb_pdf_fonts *sb_pdf_fonts_new(sb_arena *arena)
{
    sb_pdf_fonts *fonts = sb_arena_one(arena, sb_pdf_fonts);
    fonts->arena = arena;
    fonts->faces = sb_pdf_keys_new(arena);
    return fonts;
}

static font *font_of(sb_pdf_fonts *fonts, const sb_face *face, int *number)
{
    *number = sb_pdf_keys_put(fonts->faces, (uintptr_t)face, "", 0);
    if ((size_t)*number == fonts->fonts.n) {
        font *new = sb_arena_one(fonts->arena, font);
        new->face = face;
        new->keys = sb_pdf_keys_new(fonts->arena);
        sb_vec_push(fonts->arena, &fonts->fonts, new);
    }
    return fonts->fonts.at[*number];
}

int sb_pdf_fonts_use(sb_pdf_fonts *fonts, const sb_glyph_run *run)
{
    int number;
    font *f = font_of(fonts, run->face, &number);
    const char *text = run->text;
    for (int i = 0; i < run->n; text += run->glyphs[i++].n_text) {
        const sb_glyph *g = &run->glyphs[i];
        size_t place = (size_t)sb_pdf_keys_put(f->keys, g->id, text, g->n_text);
        if (place == f->codes.n) {
            double width = 1000.0 * sb_face_advance(f->face, g->id) / f->face->units_per_em;
            sb_vec_push(fonts->arena, &f->codes, ((code){g->id, width, text, g->n_text}));
        }
    }
    return number;
}

int sb_pdf_fonts_at(const sb_pdf_fonts *fonts, const sb_face *face)
{
    return sb_pdf_keys_at(fonts->faces, (uintptr_t)face, "", 0);
}

sb_pdf_code sb_pdf_fonts_code(const sb_pdf_fonts *fonts, int number, const sb_glyph *glyph,
                              const char *text)
{
    const font *f = fonts->fonts.at[number];
    int place = sb_pdf_keys_at(f->keys, glyph->id, text, glyph->n_text);
    return (sb_pdf_code){place + 1, f->codes.at[place].width};
}

static void write_type0(const font *f, sb_buf *out)
{
    sb_buf_text(out, "/Type /Font /Subtype /Type0 /BaseFont ");
    sb_pdf_name(out, f->name);
    sb_buf_text(out, " /Encoding /Identity-H /DescendantFonts [");
    sb_pdf_ref(out, f->dicts + DESCENDANT);
    sb_buf_text(out, "]\n");
    sb_pdf_entry(out, "ToUnicode", f->to_unicode);
}

static void write_descendant(const font *f, sb_buf *out)
{
    sb_buf_text(out, "/Type /Font /Subtype /CIDFontType2 /BaseFont ");
    sb_pdf_name(out, f->name);
    sb_buf_text(out,
                " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n");
    sb_pdf_entry(out, "FontDescriptor", f->dicts + DESCRIPTOR);
    sb_pdf_entry(out, "CIDToGIDMap", f->to_glyph);
    sb_buf_text(out, "/W [1 [");
    for (size_t i = 0; i < f->codes.n; i++)
        sb_pdf_numbers(out, &f->codes.at[i].width, 1);
    sb_buf_text(out, "]]\n");
}

/* Font flags (ISO 32000-1, table 123). */
enum { FIXED_PITCH = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };

static int flags_of(const sb_face *face)
{
    return SYMBOLIC | (face->is_fixed_width ? FIXED_PITCH : 0) | (face->is_serif ? SERIF : 0) |
           (face->is_italic ? ITALIC : 0);
}

static void write_descriptor(const font *f, sb_buf *out)
{
    const sb_face *face = f->face;
    double k = 1000.0 / face->units_per_em;
    sb_buf_text(out, "/Type /FontDescriptor /FontName ");
    sb_pdf_name(out, f->name);
    sb_buf_printf(out, " /Flags %d /FontBBox [", flags_of(face));
    for (int i = 0; i < 4; i++)
        sb_pdf_numbers(out, &(double){round(face->box[i] * k)}, 1);
    const struct {
        const char *key;
        double value;
    } metrics[] = {{"] /ItalicAngle ", face->italic_angle},
                   {"/Ascent ", round(face->ascent * k)},
                   {"/Descent ", round(face->descent * k)},
                   {"/CapHeight ", round(face->cap_height * k)},
                   {"/StemV ", round(face->stem * k)}};
    for (size_t i = 0; i < SB_COUNT(metrics); i++) {
        sb_buf_text(out, metrics[i].key);
        sb_pdf_numbers(out, &metrics[i].value, 1);
    }
    sb_buf_char(out, '\n');
    sb_pdf_entry(out, "FontFile2", f->program);
}

static void write_dict(const void *user, int i, sb_buf *out)
{
    static void (*const writers[N_DICTS])(const font *, sb_buf *) = {
        [TYPE0] = write_type0,
        [DESCENDANT] = write_descendant,
        [DESCRIPTOR] = write_descriptor,
    };
    writers[i](user, out);
}

static void write_program(const void *user, int i, sb_buf *out)
{
    (void)i;
    sb_buf_printf(out, "/Length1 %zu\n", ((const font *)user)->n_program);
}

static void flush_bfchars(sb_buf *block, int *n, sb_buf *out)
{
    if (*n)
        sb_buf_printf(out, "%d beginbfchar\n%sendbfchar\n", *n, block->at);
    sb_buf_clear(block);
    *n = 0;
}

/* ISO 32000-1, 9.10.3.  A glyph that shares a cluster with the one before has no text. */
static void write_to_unicode(const font *f, sb_buf *out)
{
    sb_buf_text(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                     "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                     "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    sb_buf block = {0};
    int n = 0;
    for (size_t i = 0; i < f->codes.n; i++) {
        const code *c = &f->codes.at[i];
        if (!c->n_text)
            continue;
        sb_buf_printf(&block, "<%04zX> <", i + 1);
        sb_pdf_utf16(&block, c->text, c->n_text);
        sb_buf_text(&block, ">\n");
        if (++n == BFCHAR_MOST)
            flush_bfchars(&block, &n, out);
    }
    flush_bfchars(&block, &n, out);
    sb_buf_free(&block);
    sb_buf_text(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The glyphs of a font, rising, each once. */
typedef struct glyphs {
    uint32_t *ids;
    int n;
} glyphs;

static glyphs glyphs_of(const font *f, sb_arena *arena)
{
    glyphs g = {.ids = sb_arena_array(arena, uint32_t, f->codes.n)};
    for (size_t i = 0; i < f->codes.n; i++)
        g.ids[i] = f->codes.at[i].glyph;
    qsort(g.ids, f->codes.n, sizeof *g.ids, by_number);
    for (size_t i = 0; i < f->codes.n; i++)
        if (i == 0 || g.ids[i] != g.ids[g.n - 1])
            g.ids[g.n++] = g.ids[i];
    return g;
}

/* Six letters for this subset of the face (ISO 32000-1, 9.6.4): FNV-1a of its glyphs. */
static const char *subset_name(const sb_face *face, glyphs g, sb_arena *arena)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (int i = 0; i < g.n; i++)
        h = (h ^ g.ids[i]) * 0x100000001b3u;
    char tag[TAG_LENGTH + 1] = "";
    for (int i = 0; i < TAG_LENGTH; i++, h /= 26)
        tag[i] = (char)('A' + h % 26);
    return sb_arena_printf(arena, "%s+%s", tag, face->name);
}

static void write_to_glyph(const font *f, glyphs g, const uint32_t *new_ids, sb_buf *out)
{
    sb_buf_add(out, "\0\0", 2); /* CID 0 */
    for (size_t i = 0; i < f->codes.n; i++) {
        const uint32_t *at =
            bsearch(&f->codes.at[i].glyph, g.ids, (size_t)g.n, sizeof *g.ids, by_number);
        uint32_t new = new_ids[at - g.ids];
        sb_buf_add(out, (char[]){(char)(new >> 8), (char)(new & 0xff)}, 2);
    }
}

typedef struct adder {
    sb_pdf_file *file;
    sb_packer *packer;
    bool is_plain;
    sb_arena *arena;
    sb_diag *diag;
} adder;

static void add_stream(const adder *to, int *stream, sb_pdf_body *body, const font *f,
                       const void *bytes, size_t n)
{
    sb_buf packed = {0};
    sb_packer_pack(to->packer, bytes, n, &packed);
    *stream = sb_pdf_file_stream(to->file, body, f, 0);
    sb_pdf_file_fill(to->file, *stream, &packed, !to->is_plain);
    sb_buf_free(&packed);
}

static bool may_be_used(const font *f, sb_diag *diag)
{
    if (!f->face->may_embed) {
        sb_fail(diag, SB_E_FONT, SB_NOWHERE, _("the font '%s' may not be embedded"),
                f->face->name);
        sb_hint(diag, _("its maker forbids it (fsType): choose another font"));
        return false;
    }
    if (f->codes.n > CID_MOST) {
        sb_fail(diag, SB_E_LIMIT, SB_NOWHERE, _("the font '%s' is used for more than %d signs"),
                f->face->name, CID_MOST);
        return false;
    }
    return true;
}

static bool add_font(const adder *to, font *f)
{
    if (!may_be_used(f, to->diag))
        return false;
    glyphs g = glyphs_of(f, to->arena);
    uint32_t *new_ids = sb_arena_array(to->arena, uint32_t, g.n);
    const char *program =
        sb_face_subset(f->face, g.ids, g.n, new_ids, &f->n_program, to->arena);
    if (!program || f->n_program < 4 || memcmp(program, "OTTO", 4) == 0) {
        sb_fail(to->diag, SB_E_FONT, SB_NOWHERE, _("the font '%s' cannot be embedded"),
                f->face->name);
        sb_hint(to->diag, _("fonts must be TrueType, with the ending .ttf"));
        return false;
    }
    f->name = subset_name(f->face, g, to->arena);
    f->dicts = sb_pdf_file_dicts(to->file, N_DICTS, write_dict, f);
    add_stream(to, &f->program, write_program, f, program, f->n_program);
    sb_buf bytes = {0};
    write_to_glyph(f, g, new_ids, &bytes);
    add_stream(to, &f->to_glyph, NULL, f, bytes.at, bytes.n);
    sb_buf_clear(&bytes);
    write_to_unicode(f, &bytes);
    add_stream(to, &f->to_unicode, NULL, f, bytes.at, bytes.n);
    sb_buf_free(&bytes);
    return true;
}

bool sb_pdf_fonts_add(sb_pdf_fonts *fonts, sb_pdf_file *file, bool is_plain, sb_diag *diag)
{
    adder to = {file, sb_packer_new(is_plain), is_plain, fonts->arena, diag};
    bool good = true;
    for (size_t i = 0; i < fonts->fonts.n; i++)
        good &= add_font(&to, fonts->fonts.at[i]);
    sb_packer_free(to.packer);
    return good;
}

int sb_pdf_fonts_object(const sb_pdf_fonts *fonts, int number)
{
    return fonts->fonts.at[number]->dicts + TYPE0;
}
