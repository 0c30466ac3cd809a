#include "inspect/look.h"
#include "inspect/scan.h"

#include <string.h>

enum { DEEPEST = 24 }; /* of forms in forms, and of q: ISO 32000-1, annex C has 28 */

/* The part of the graphics state that rules ask for. */
typedef struct state {
    sb_matrix matrix;
    double width; /* of lines */
    double size;  /* of type */
    int render;
    bool fills_inks, strokes_inks; /* colours are parts of inks of their own */
} state;

typedef enum mark { PLAIN, ARTIFACT, ELEMENT } mark;

typedef struct reader {
    sb_look *look;
    sb_object resources;
    SB_VEC(state) saved;
    state now;
    sb_matrix text;     /* Tm */
    sb_point at;        /* where something was drawn last */
    SB_VEC(mark) marks; /* open ones */
    int text_blocks;
    int forms;      /* this one lies in so many */
    bool is_marked; /* by whoever placed the form */
    bool is_broken;
} reader;

static void read_all(reader *r, const char *bytes, size_t n);

static double scale_of(sb_matrix m) { return sqrt(fabs(m.a * m.d - m.b * m.c)); }

static sb_point place(const reader *r) { return sb_matrix_apply(r->now.matrix, r->at); }

static bool is_in_structure(const reader *r)
{
    for (size_t i = 0; i < r->marks.n; i++)
        if (r->marks.at[i] != PLAIN)
            return true;
    return r->is_marked;
}

static bool is_in(const reader *r, mark kind)
{
    for (size_t i = 0; i < r->marks.n; i++)
        if (r->marks.at[i] == kind)
            return true;
    return false;
}

/* A mark with a number, by name or inline, or an artifact (ISO 32000-1, 14.6 and 14.7.4.2). */
static void begin_mark(reader *r, const sb_operation *o)
{
    mark kind = !strcmp(o->first, "Artifact")                      ? ARTIFACT
                : o->has_mcid || (!o->has_dict && o->n_names == 2) ? ELEMENT
                                                                   : PLAIN;
    if (!r->look->is_print &&
        ((kind == ARTIFACT && is_in(r, ELEMENT)) || (kind == ELEMENT && is_in(r, ARTIFACT))))
        sb_look_find(r->look, SB_RULE_MARKS,
                     _("an artifact and an element of the structure lie in each other"));
    sb_vec_push(r->look->arena, &r->marks, kind);
}

/* Something is drawn. */
static void paint(reader *r)
{
    if (!r->look->is_print && !is_in_structure(r))
        sb_look_find_at(r->look, SB_RULE_MARKS, place(r),
                        _("ink belongs to no element of the structure"));
}

/* Marks stand beside the sheet and are cut off with it. */
static bool is_on_sheet(const reader *r)
{
    sb_point at = place(r);
    sb_rect sheet = r->look->bleed;
    return at.x >= sheet.x && at.x <= sb_rect_right(sheet) && at.y >= sheet.y &&
           at.y <= sb_rect_bottom(sheet);
}

static void paint_line(reader *r)
{
    double width = r->now.width * scale_of(r->now.matrix);
    paint(r);
    if (width < r->look->limits->line - 0.005 && is_on_sheet(r))
        sb_look_find_at(r->look, SB_RULE_LINES, place(r),
                        _("a line of %.2f pt is thinner than %.2f pt"), width,
                        r->look->limits->line);
}

static void paint_text(reader *r)
{
    enum { INVISIBLE = 3 };
    sb_matrix whole = sb_matrix_in(r->text, r->now.matrix);
    double size = r->now.size * scale_of(whole);
    r->at = (sb_point){r->text.e, r->text.f};
    paint(r);
    if (r->now.render != INVISIBLE && size < r->look->limits->type - 0.005)
        sb_look_find_at(r->look, SB_RULE_TYPE_SIZE, place(r),
                        _("type of %.1f pt is smaller than %.1f pt"), size,
                        r->look->limits->type);
}

/* ---- colours ---- */

static void weigh_inks(const reader *r, const sb_operation *o)
{
    double ink = 0;
    for (int i = 0; i < o->n; i++)
        ink += o->numbers[i];
    if (r->look->is_print && ink > r->look->limits->ink + 0.005)
        sb_look_find_at(r->look, SB_RULE_INK, place(r),
                        _("a colour of %.0f %% ink is over the limit of %.0f %%"), ink * 100,
                        r->look->limits->ink * 100);
}

static void set_device(reader *r, const sb_operation *o)
{
    char c = o->operator[0];
    bool is_rgb = c == 'r' || c == 'R', is_cmyk = c == 'k' || c == 'K';
    const char *name = is_rgb ? "DeviceRGB" : is_cmyk ? "DeviceCMYK" : "DeviceGray";
    if (is_cmyk != r->look->is_print && (is_cmyk || r->look->is_print))
        sb_look_find_at(r->look, SB_RULE_COLOURS, place(r), _("a colour is %s"), name);
    if (is_cmyk)
        weigh_inks(r, o);
}

/* Inks of their own: the operands of `scn` are how much of each. */
static bool is_of_inks(const reader *r, sb_object space)
{
    sb_pdf_in *file = r->look->file;
    sb_object kind = sb_pdf_in_item(file, space, 0);
    return sb_pdf_in_is_name(file, kind, "/DeviceN") ||
           (sb_pdf_in_is_name(file, kind, "/Separation") &&
            !sb_pdf_in_is_name(file, sb_pdf_in_item(file, space, 1), "/All"));
}

static void set_space(reader *r, const sb_operation *o)
{
    static const char *const device[] = {"DeviceCMYK", "DeviceRGB", "DeviceGray", "Pattern"};
    sb_look *look = r->look;
    const char *bad = NULL;
    bool *has_inks = o->operator[0] == 'C' ? &r->now.strokes_inks : & r->now.fills_inks;
    int known = 0;
    *has_inks = false;
    while (known < 4 && strcmp(device[known], o->last) != 0)
        known++;
    if (known < 2) {
        bad = (known == 0) == look->is_print ? NULL : device[known];
    } else if (known == 4) {
        sb_object space =
            sb_pdf_in_key(look->file, sb_pdf_in_key(look->file, r->resources, "/ColorSpace"),
                          sb_arena_printf(look->arena, "/%s", o->last));
        *has_inks = is_of_inks(r, space);
        bad = sb_look_bad_space(look, space, false);
    }
    if (bad)
        sb_look_find_at(look, SB_RULE_COLOURS, place(r), _("a colour is %s"), bad);
}

/* ---- what is placed ---- */

static sb_matrix matrix_of(sb_pdf_in *file, sb_object array)
{
    double m[6];
    if (sb_pdf_in_count(file, array) != 6)
        return SB_IDENTITY;
    for (int i = 0; i < 6; i++)
        if (!sb_pdf_in_number(file, sb_pdf_in_item(file, array, i), &m[i]))
            return SB_IDENTITY;
    return (sb_matrix){m[0], m[1], m[2], m[3], m[4], m[5]};
}

/* Forms and images are drawn by what is written here, and in one way (ISO 15930-7, 6.14 and
 * 6.16; ISO 14289-1, 7.20). */
static void look_at_stand_ins(reader *r, sb_object object)
{
    static const char *const keys[] = {"/OPI", "/Ref", "/Alternates", "/PS"};
    sb_look *look = r->look;
    sb_look_stream(look, object);
    for (size_t i = 0; i < SB_COUNT(keys); i++)
        if (sb_pdf_in_key(look->file, object, keys[i]) != SB_NO_OBJECT)
            sb_look_find_at(look, SB_RULE_STAND_INS, place(r),
                            _("what is placed has '%s': another may be drawn"), keys[i]);
}

static void look_at_image(reader *r, sb_object image)
{
    sb_look *look = r->look;
    double columns = 0, rows = 0;
    sb_matrix m = r->now.matrix;
    double width = hypot(m.a, m.b) / 72, height = hypot(m.c, m.d) / 72;
    sb_point at = {m.e, m.f};
    sb_pdf_in_number(look->file, sb_pdf_in_key(look->file, image, "/Width"), &columns);
    sb_pdf_in_number(look->file, sb_pdf_in_key(look->file, image, "/Height"), &rows);
    double dpi = fmin(columns / width, rows / height);
    if (width > 0 && height > 0 && dpi < look->limits->dpi)
        sb_look_find_at(look, SB_RULE_IMAGES, at, _("an image has %.0f dpi, less than %.0f"),
                        dpi, look->limits->dpi);
    sb_object mask = sb_pdf_in_key(look->file, image, "/SMask");
    if (mask != SB_NO_OBJECT)
        sb_look_find_at(look, SB_RULE_OPACITY, at, _("an image has an alpha channel"));
    const char *bad =
        sb_look_bad_space(look, sb_pdf_in_key(look->file, image, "/ColorSpace"), true);
    if (bad)
        sb_look_find_at(look, SB_RULE_IMAGES, at, _("an image is %s"), bad);
}

static void look_at_form(reader *r, sb_object form)
{
    sb_look *look = r->look;
    size_t n;
    if (sb_pdf_in_key(look->file, form, "/Group") != SB_NO_OBJECT)
        sb_look_find_at(look, SB_RULE_OPACITY, place(r), _("a form is a transparency group"));
    if (r->forms >= DEEPEST || !sb_look_is_new(look, form))
        return;
    sb_object resources = sb_pdf_in_key(look->file, form, "/Resources");
    if (resources != SB_NO_OBJECT)
        sb_look_resources(look, resources);
    const char *bytes = sb_pdf_in_stream(look->file, form, &n, look->arena);
    if (!bytes) {
        sb_look_find(look, SB_RULE_DAMAGE, _("a form cannot be decoded"));
        return;
    }
    reader inner = {.look = look,
                    .resources = resources != SB_NO_OBJECT ? resources : r->resources,
                    .now = r->now,
                    .forms = r->forms + 1,
                    .is_marked = is_in_structure(r)};
    inner.now.matrix = sb_matrix_in(
        matrix_of(look->file, sb_pdf_in_key(look->file, form, "/Matrix")), r->now.matrix);
    read_all(&inner, bytes, n);
}

static void draw_object(reader *r, sb_object object)
{
    sb_pdf_in *file = r->look->file;
    sb_object kind = sb_pdf_in_key(file, object, "/Subtype");
    look_at_stand_ins(r, object);
    if (sb_pdf_in_is_name(file, kind, "/PS")) {
        sb_look_find_at(r->look, SB_RULE_STAND_INS, place(r),
                        _("what is placed is a program for a printer"));
    } else if (sb_pdf_in_is_name(file, kind, "/Image")) {
        paint(r);
        look_at_image(r, object);
    } else {
        look_at_form(r, object);
    }
}

static void place_object(reader *r, const char *name)
{
    sb_look *look = r->look;
    sb_object object =
        sb_pdf_in_key(look->file, sb_pdf_in_key(look->file, r->resources, "/XObject"),
                      sb_arena_printf(look->arena, "/%s", name));
    if (object == SB_NO_OBJECT)
        sb_look_find(look, SB_RULE_DAMAGE, _("'%s' is placed and not there"), name);
    else
        draw_object(r, object);
}

/* ---- operators ---- */

static sb_matrix operand_matrix(const sb_operation *o)
{
    const double *m = o->numbers;
    return (sb_matrix){m[0], m[1], m[2], m[3], m[4], m[5]};
}

static void keep_state(reader *r) { sb_vec_push(r->look->arena, &r->saved, r->now); }

static void end_mark(reader *r)
{
    if (r->marks.n)
        r->marks.n--;
    else
        r->is_broken = true;
}

static void restore_state(reader *r)
{
    if (r->saved.n)
        r->now = r->saved.at[--r->saved.n];
    else
        r->is_broken = true;
}

/* An operator's name as one number. */
#define OP(a, b, c) ((unsigned)(a) | (unsigned)(b) << 8 | (unsigned)(c) << 16)

static unsigned code_of(const char *operator)
{
    unsigned code = 0;
    for (int i = 0; i < 3 && operator[i]; i++)
        code |= (unsigned)(unsigned char)operator[i] << 8 * i;
    return code;
}

/* Operators that change the state; false if it is none of them. */
static bool set_state(reader *r, unsigned code, const sb_operation *o)
{
    switch (code) {
    case OP('q', 0, 0):
        keep_state(r);
        return true;
    case OP('Q', 0, 0):
        restore_state(r);
        return true;
    case OP('c', 'm', 0):
        if (o->n >= 6)
            r->now.matrix = sb_matrix_in(operand_matrix(o), r->now.matrix);
        return true;
    case OP('w', 0, 0):
        r->now.width = o->n ? o->numbers[0] : 0;
        return true;
    case OP('m', 0, 0):
    case OP('l', 0, 0):
    case OP('r', 'e', 0):
        if (o->n >= 2)
            r->at = (sb_point){o->numbers[0], o->numbers[1]};
        return true;
    default:
        return false;
    }
}

/* The same for type. */
static bool set_type(reader *r, unsigned code, const sb_operation *o)
{
    switch (code) {
    case OP('T', 'f', 0):
        r->now.size = o->n ? o->numbers[0] : 0;
        return true;
    case OP('T', 'r', 0):
        r->now.render = o->n ? (int)o->numbers[0] : 0;
        return true;
    case OP('B', 'T', 0):
        r->text = SB_IDENTITY;
        r->text_blocks++;
        return true;
    case OP('E', 'T', 0):
        r->is_broken |= --r->text_blocks < 0;
        return true;
    case OP('T', 'm', 0):
        if (o->n >= 6)
            r->text = operand_matrix(o);
        return true;
    case OP('T', 'd', 0):
    case OP('T', 'D', 0):
        if (o->n >= 2)
            r->text = sb_matrix_in(sb_matrix_move(o->numbers[0], o->numbers[1]), r->text);
        return true;
    default:
        return false;
    }
}

/* Those that no rule asks for. */
static bool is_known(const char *operator)
{
    static const char *const others[] = {"c",  "v",  "y",  "h",  "n",  "W",  "W*", "J",  "j",
                                         "M",  "d",  "ri", "i",  "gs", "Tc", "Tw", "Tz", "TL",
                                         "Ts", "T*", "MP", "DP", "d0", "d1", "BX", "EX"};
    for (size_t i = 0; i < SB_COUNT(others); i++)
        if (strcmp(others[i], operator) == 0)
            return true;
    return false;
}

static void operate(reader *r, const sb_operation *o)
{
    unsigned code = code_of(o->operator);
    if (set_state(r, code, o) || set_type(r, code, o))
        return;
    switch (code) {
    case OP('g', 0, 0):
    case OP('G', 0, 0):
    case OP('r', 'g', 0):
    case OP('R', 'G', 0):
    case OP('k', 0, 0):
    case OP('K', 0, 0):
        set_device(r, o);
        break;
    case OP('s', 'c', 0):
    case OP('s', 'c', 'n'):
        if (r->now.fills_inks)
            weigh_inks(r, o);
        break;
    case OP('S', 'C', 0):
    case OP('S', 'C', 'N'):
        if (r->now.strokes_inks)
            weigh_inks(r, o);
        break;
    case OP('c', 's', 0):
    case OP('C', 'S', 0):
        set_space(r, o);
        break;
    case OP('f', 0, 0):
    case OP('F', 0, 0):
    case OP('f', '*', 0):
    case OP('s', 'h', 0):
    case OP('E', 'I', 0):
        paint(r);
        break;
    case OP('S', 0, 0):
    case OP('s', 0, 0):
    case OP('B', 0, 0):
    case OP('B', '*', 0):
    case OP('b', 0, 0):
    case OP('b', '*', 0):
        paint_line(r);
        break;
    case OP('T', 'j', 0):
    case OP('T', 'J', 0):
    case OP('\'', 0, 0):
    case OP('"', 0, 0):
        paint_text(r);
        break;
    case OP('D', 'o', 0):
        if (o->n_names)
            place_object(r, o->last);
        break;
    case OP('B', 'D', 'C'):
    case OP('B', 'M', 'C'):
        begin_mark(r, o);
        break;
    case OP('E', 'M', 'C'):
        end_mark(r);
        break;
    default:
        if (!is_known(o->operator))
            sb_look_find(r->look, SB_RULE_DAMAGE, _("'%s' is no operator"), o->operator);
    }
}

static void read_all(reader *r, const char *bytes, size_t n)
{
    sb_scan scan = {bytes, bytes + n};
    sb_operation o;
    while (sb_scan_next(&scan, &o) && !r->is_broken)
        operate(r, &o);
    if (r->is_broken || r->saved.n || r->marks.n || r->text_blocks)
        sb_look_find(r->look, SB_RULE_DAMAGE,
                     _("what is begun in the content is not ended, or ended twice"));
}

void sb_look_content(sb_look *look, const char *bytes, size_t n, sb_object resources,
                     sb_matrix matrix, bool is_marked)
{
    reader r = {.look = look,
                .resources = resources,
                .now = {.matrix = matrix, .width = 1},
                .is_marked = is_marked};
    read_all(&r, bytes, n);
}
